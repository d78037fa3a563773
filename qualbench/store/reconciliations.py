"""What was decided about disagreements: the latest word on each, by the lead who decided."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from qualbench.model import Difference, Outcome, Reconciliation, Span, Verdict
from qualbench.store.facts import Draft
from qualbench.store.ids import canonical
from qualbench.store.live import standing

if TYPE_CHECKING:
    from qualbench.store.file import Store

_COLUMNS = (
    "id, author, round, transcript, codings, difference, choice, outcome, at, "
    "COALESCE(reason, ''), COALESCE(rule, ''), changes"
)


def reconciliation_draft(
    of: str,
    transcript: str,
    codings: Iterable[str],
    difference: Difference,
    choice: Verdict,
    outcome: Iterable[Outcome],
    *,
    reason: str = "",
    rule: str = "",
    changes: bool = False,
    replaces: str = "",
) -> Draft:
    """A decision on those codings of a round, in the place of the one that it ``replaces``."""
    put = [
        {
            "start": one.span.start,
            "end": one.span.end,
            "code": one.code,
            "role": one.role,
            "valence": one.valence,
        }
        for one in outcome
    ]
    payload = {
        "round": of,
        "transcript": transcript,
        "codings": canonical(sorted(codings)),
        "difference": difference,
        "choice": choice,
        "outcome": canonical(put),
        "reason": reason or None,
        "rule": rule or None,
        "changes": int(changes),
        "replaces": replaces or None,
    }
    return Draft("reconciliation", payload)


def reconciliations(store: Store, of: str = "") -> tuple[Reconciliation, ...]:
    """The decisions that stand, of one round by id or of all, the latest last."""
    where, values = ("WHERE round = ?", [of]) if of else ("", [])
    table = standing("reconciliation")
    rows = store.db.execute(f"SELECT {_COLUMNS} FROM {table} {where} ORDER BY id", values)
    return tuple(map(_reconciliation, rows))


def reconciliation_on(store: Store, of: str, codings: Iterable[str]) -> Reconciliation | None:
    """The decision that stands on just those codings of a round."""
    rows = store.db.execute(
        f"SELECT {_COLUMNS} FROM {standing('reconciliation')} WHERE round = ? AND codings = ? "
        "ORDER BY id",
        [of, canonical(sorted(codings))],
    )
    return next(map(_reconciliation, rows), None)


def reconciliations_of_action(store: Store, action: str) -> tuple[Reconciliation, ...]:
    """The decisions that an action added, live or not."""
    sql = f"SELECT {_COLUMNS} FROM fact_reconciliation WHERE action = ? ORDER BY id"
    return tuple(map(_reconciliation, store.db.execute(sql, [action])))


def _reconciliation(row: Sequence[Any]) -> Reconciliation:
    fact, lead, of, transcript, codings, difference, choice, outcome, at, reason, rule, changes = (
        row
    )
    put = tuple(
        Outcome(Span(one["start"], one["end"]), one["code"], one["role"], one["valence"])
        for one in json.loads(outcome)
    )
    return Reconciliation(
        *(fact, lead, of, transcript, tuple(json.loads(codings)), difference, choice, put, at),
        *(reason, rule, bool(changes)),
    )
