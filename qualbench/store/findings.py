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
    sql = (
        f"SELECT id, author, grouping, {_KEY}, call, COALESCE(reason, ''), suggested, rule, at "
        f"FROM {standing('call')} ORDER BY id DESC"
    )
    rows = store.db.execute(sql).fetchall()
    found = {
        (grouping, key): Call(fact, author, _grouping(grouping), key, *said)
        for fact, author, grouping, key, *said in rows
    }
    return tuple(sorted(found.values(), key=lambda one: one.id))


def integration_draft(
    store: Store, by: Sequence[str], key: str, outcome: str, fit: Fit | None, inference: str
) -> Draft:
    """How a construct and an outcome fit, in the place of what was said before."""
    about = {"of_cases": canonical(list(by)), **_parts(key), "outcome": outcome}
    said = {"fit": fit, "inference": inference or None}
    return Draft("integration", {**about, **said, "replaces": _before(store, "integration", about)})


def integrations(store: Store) -> tuple[Integration, ...]:
    """What stands of how findings and outcomes fit; of several that with the smallest id."""
    sql = (
        f"SELECT id, author, of_cases, {_KEY}, outcome, fit, COALESCE(inference, ''), at "
        f"FROM {standing('integration')} ORDER BY id DESC"
    )
    found = {
        (by, key, outcome): Integration(fact, author, tuple(json.loads(by)), key, outcome, *said)
        for fact, author, by, key, outcome, *said in store.db.execute(sql)
    }
    return tuple(sorted(found.values(), key=lambda one: one.id))


def _parts(key: str) -> dict[str, str | None]:
    code, _, role = key.partition(PAIR_MARK)
    return {"code": code, "role": role or None}


def _before(store: Store, kind: str, about: dict[str, str | None]) -> str | None:
    require_decided(store, kind, *about.values())
    where = " AND ".join(f"{column} IS ?" for column in about)
    sql = f"SELECT id FROM {standing(kind)} WHERE {where} ORDER BY id"
    row = store.db.execute(sql, list(about.values())).fetchone()
    return row[0] if row else None


def _grouping(text: str) -> Grouping:
    said: dict[str, Any] = json.loads(text)
    return Grouping(tuple(said["by"]), said["outcome"], tuple(said["groups"]), tuple(said["cuts"]))
