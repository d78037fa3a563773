"""What the team says of constructs across cases: calls, and how findings and outcomes fit."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from qualbench.model import PAIR_MARK, Call, Distinction, Fit, Grouping, Integration
from qualbench.store.conflicts import require_decided
from qualbench.store.facts import Draft
from qualbench.store.ids import canonical
from qualbench.store.live import standing

if TYPE_CHECKING:
    from qualbench.store.file import Store

_KEY = f"code || COALESCE('{PAIR_MARK}' || role, '')"
_CALL = f"id, author, grouping, {_KEY}, call, COALESCE(reason, ''), suggested, rule, at"
_FIT = f"id, author, of_cases, {_KEY}, outcome, fit, COALESCE(inference, ''), at"


def call_draft(
    store: Store,
    grouping: Grouping,
    key: str,
    call: Distinction,
    reason: str,
    suggested: Distinction,
    rule: str,
) -> Draft:
    """Whether a construct tells groups apart, in the place of what was said before."""
    about = {"grouping": canonical(asdict(grouping)), **_parts(key)}
    said = {"call": call, "reason": reason or None, "suggested": suggested, "rule": rule}
    return Draft("call", {**about, **said, "replaces": _before(store, "call", about)})


def calls(store: Store) -> tuple[Call, ...]:
    """The calls that stand, the latest last; of several on one thing that with the smallest id."""
    rows = store.db.execute(f"SELECT {_CALL} FROM {standing('call')} ORDER BY id DESC")
    found = {row[2:4]: _call(row) for row in rows}
    return tuple(sorted(found.values(), key=lambda one: one.id))


def calls_of_action(store: Store, action: str) -> tuple[Call, ...]:
    """The calls that an action added, live or not."""
    rows = store.db.execute(f"SELECT {_CALL} FROM fact_call WHERE action = ? ORDER BY id", [action])
    return tuple(map(_call, rows))


def integration_draft(
    store: Store, by: Sequence[str], key: str, outcome: str, fit: Fit | None, inference: str
) -> Draft:
    """How a construct and an outcome fit, in the place of what was said before."""
    about = {"of_cases": canonical(list(by)), **_parts(key), "outcome": outcome}
    said = {"fit": fit, "inference": inference or None}
    return Draft("integration", {**about, **said, "replaces": _before(store, "integration", about)})


def integrations(store: Store) -> tuple[Integration, ...]:
    """What stands of how findings and outcomes fit; of several that with the smallest id."""
    rows = store.db.execute(f"SELECT {_FIT} FROM {standing('integration')} ORDER BY id DESC")
    found = {row[2:5]: _integration(row) for row in rows}
    return tuple(sorted(found.values(), key=lambda one: one.id))


def integrations_of_action(store: Store, action: str) -> tuple[Integration, ...]:
    """How findings and outcomes fit, as an action stated it, live or not."""
    sql = f"SELECT {_FIT} FROM fact_integration WHERE action = ? ORDER BY id"
    return tuple(map(_integration, store.db.execute(sql, [action])))


def _parts(key: str) -> dict[str, str | None]:
    code, _, role = key.partition(PAIR_MARK)
    return {"code": code, "role": role or None}


def _before(store: Store, kind: str, about: dict[str, str | None]) -> str | None:
    require_decided(store, kind, *about.values())
    where = " AND ".join(f"{column} IS ?" for column in about)
    sql = f"SELECT id FROM {standing(kind)} WHERE {where} ORDER BY id"
    row = store.db.execute(sql, list(about.values())).fetchone()
    return row[0] if row else None


def _call(row: Sequence[Any]) -> Call:
    fact, author, grouping, key, *said = row
    return Call(fact, author, _grouping(grouping), key, *said)


def _integration(row: Sequence[Any]) -> Integration:
    fact, author, by, *said = row
    return Integration(fact, author, tuple(json.loads(by)), *said)


def _grouping(text: str) -> Grouping:
    said: dict[str, Any] = json.loads(text)
    return Grouping(tuple(said["by"]), said["outcome"], tuple(said["groups"]), tuple(said["cuts"]))
