"""What an action did, for people: from the facts that it added."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qualbench.model import Coding, MemoTarget
from qualbench.store.codings import codings_among

if TYPE_CHECKING:
    from qualbench.store.file import Store

_NOUNS = {
    "coding": "coding",
    "decision": "suggestion",
    "memo": "memo",
    "proposal": "proposed code",
    "publication": "codebook version",
    "reconciliation": "decision",
    "star": "star",
    "submission": "submission",
    "topic_decision": "decision",
    "topic_run": "topic run",
    "guide": "guide",
    "asked": "question",
    "rating": "rating",
    "consensus_rating": "consensus rating",
    "verification": "verification",
    "trial_table": "table of numbers",
    "call": "call",
    "integration": "meta-inference",
}
_TAKEN = {
    "coding": "retracted",
    "memo": "dropped",
    "proposal": "withdrawn",
    "star": "taken off",
    "topic_decision": "on topics taken back",
}

_MOVED = "(c.start_char, c.end_char) IS NOT (b.start_char, b.end_char)"
_RECODED = "(c.code, c.role) IS NOT (b.code, b.role)"
_REVISED = "(c.valence, c.unsure, c.note) IS NOT (b.valence, b.unsure, b.note)"
_CODINGS = (
    f"SELECT CASE WHEN b.id IS NULL THEN '' WHEN {_MOVED} AND {_RECODED} THEN 'moved and recoded' "
    f"WHEN {_MOVED} THEN 'moved' WHEN {_RECODED} THEN 'recoded' WHEN {_REVISED} THEN 'revised' "
    "ELSE 'looked at again' END "
    "FROM fact_coding c LEFT JOIN fact_coding b ON b.id = c.replaces WHERE c.action = ?1"
)
_HOW = {
    "coding": _CODINGS,
    "decision": "SELECT iif(coding IS NULL, 'rejected', 'accepted') "
    "FROM fact_decision WHERE action = ?1",
    "publication": "SELECT COALESCE('(' || note || ')', '') FROM fact_publication "
    "WHERE action = ?1",
    "star": "SELECT '' FROM fact_star WHERE action = ?1",
    "submission": "SELECT '' FROM fact_submission WHERE action = ?1",
    "topic_decision": "SELECT 'on topics' FROM fact_topic_decision WHERE action = ?1",
    "topic_run": "SELECT 'kept' FROM fact_topic_run WHERE action = ?1",
    "verification": "SELECT '' FROM fact_verification WHERE action = ?1",
} | {
    kind: f"SELECT iif(replaces IS NULL, '', 'revised') FROM fact_{kind} WHERE action = ?1"
    for kind in (
        *("memo", "proposal", "reconciliation", "guide", "asked", "rating", "consensus_rating"),
        *("trial_table", "call", "integration"),
    )
}


def describe_action(store: Store, action: str) -> str:
    """What an action added: ``1 coding, 1 memo``, ``2 codings revised``, ``1 star taken off``."""
    counts = Counter(_done(store, action))
    return ", ".join(
        f"{n} {_plural(noun) if n > 1 else noun} {how}".strip() for (noun, how), n in counts.items()
    )


def _plural(noun: str) -> str:
    """``memos``, ``tables of numbers``."""
    thing, of, what = noun.partition(" of ")
    return f"{thing}s{of}{what}"


def _done(store: Store, action: str) -> Iterator[tuple[str, str]]:
    for kind, noun in _NOUNS.items():
        for (how,) in store.db.execute(_HOW[kind], [action]):
            yield noun, how
    for kind, noun in _NOUNS.items():
        for _ in store.db.execute(_taken(kind), [action]):
            yield noun, _TAKEN.get(kind, "taken back")


def _taken(kind: str) -> str:
    """The lines of revisions of a kind of which an action retracted something."""
    line = "COALESCE(f.lineage, f.id)" if kind in ("coding", "memo") else "f.id"
    return (
        f"SELECT DISTINCT {line} FROM fact_retraction r JOIN fact_{kind} f ON f.id = r.fact "
        "WHERE r.action = ?1"
    )


_THINGS = {
    "coding": "SELECT 'coding', COALESCE(lineage, id)",
    "memo": "SELECT COALESCE(target, 'coding'), about",
    "star": "SELECT 'coding', about",
    "reconciliation": "SELECT 'transcript', transcript",
    "submission": "SELECT 'transcript', transcript",
    "asked": "SELECT 'transcript', transcript",
    "proposal": "SELECT 'code', code",
}


def touched_by(store: Store, action: str) -> frozenset[tuple[MemoTarget, str]]:
    """The things that an action was about, each as a memo on it would name it."""
    queries = [
        f"{what} FROM fact_{kind} WHERE {where}"
        for kind, what in _THINGS.items()
        for where in (
            "action = ?1",
            "id IN (SELECT fact FROM fact_retraction WHERE action = ?1)",
        )
    ]
    return frozenset(store.db.execute(" UNION ".join(queries), [action]).fetchall())


@dataclass(frozen=True, slots=True)
class Standing:
    """Facts that stand: those that an action took back, and those that it had replaced."""

    taken_back: frozenset[str]
    replaced: frozenset[str]


def standing_after(store: Store, action: str) -> Standing:
    """What stands of all that an action took back or replaced: what an undo of it brings back."""
    taken_back = "SELECT fact FROM fact_retraction WHERE action = ?1"
    replaced = " UNION ".join(
        f"SELECT replaces FROM fact_{kind} WHERE action = ?1"
        for kind in ("rating", "consensus_rating", "call", "integration")
    )
    found = (
        {row[0] for row in store.db.execute(f"SELECT id FROM live WHERE id IN ({sql})", [action])}
        for sql in (taken_back, replaced)
    )
    return Standing(*map(frozenset, found))


@dataclass(frozen=True, slots=True)
class Published:
    """A codebook version that an action put in force, the version before it, and the note."""

    before: str | None
    version: str
    note: str


def published_by(store: Store, action: str) -> Published | None:
    """The version that an action published, if it did; it may have been undone since."""
    row = store.db.execute(
        "SELECT b.version, p.version, COALESCE(p.note, '') FROM fact_publication p "
        "LEFT JOIN fact_publication b ON b.id = p.replaces WHERE p.action = ?",
        [action],
    ).fetchone()
    return Published(*row) if row else None


def rejected_by(store: Store, action: str) -> tuple[tuple[str, str], ...]:
    """The transcripts and coding keys of the suggestions that an action rejected."""
    rows = store.db.execute(
        "SELECT transcript, code || COALESCE('@' || role, '') FROM fact_decision "
        "WHERE action = ? AND coding IS NULL ORDER BY id",
        [action],
    )
    return tuple(rows.fetchall())


def named_by(store: Store, action: str) -> str:
    """The rounds that an action opened, the settings and the tables it stored, by name."""
    rows = store.db.execute(
        "SELECT 'round ' || name FROM fact_round WHERE action = ?1 "
        "UNION ALL SELECT 'setting ' || name FROM fact_setting WHERE action = ?1 "
        "UNION ALL SELECT 'numbers of ' || name FROM fact_trial_table WHERE action = ?1",
        [action],
    )
    return ", ".join(row[0] for row in rows)


def replaced_by(store: Store, coding: str) -> Coding | None:
    """The coding that a revision stands in the place of; None for a coding that is none."""
    row = store.db.execute("SELECT replaces FROM fact_coding WHERE id = ?", [coding]).fetchone()
    return next(iter(codings_among(store, filter(None, row or ()))), None)
