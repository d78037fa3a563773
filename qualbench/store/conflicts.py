"""Where facts that stand cannot all be meant: each is kept until somebody decides.

Conflicts come from copies that were worked on apart. They are told by what replaces and
retracts what, never by clocks. Until one is decided, the fact with the smallest id is read.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from qualbench.errors import RefusedError
from qualbench.store.ids import Value, canonical, is_content_id, sha256
from qualbench.store.live import LEAD_MAY, leads, standing

if TYPE_CHECKING:
    from qualbench.store.file import Store

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Claim:
    """A fact that stands, by whom, and what it says.

    Of a fact with a content-made id, not when and where it was said: copies arrive at it at
    different times, and which of these a file has depends on the order of merges.
    """

    fact: str
    kind: str
    author: str
    said: Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Conflict:
    """Facts of a kind that stand and cannot all be meant, by id; ``subject`` is what they are on.

    Of a coding or memo it is the lineage, of a ``namesake`` the name that several coders have.
    ``id`` is made of the facts, so that it is the same in every copy.
    """

    kind: str
    subject: tuple[Value, ...]
    claims: tuple[Claim, ...]

    @property
    def id(self) -> str:
        return sha256(canonical([self.kind, [claim.fact for claim in self.claims]]))[:12]


_JUDGED = ("status", "value", "varies", "summary", "rationale", "source", "evidence")

_SAID: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "publication": ((), ("version",)),
    "name": (("transcript",), ("name",)),
    "turns": (("transcript",), ("format", "turns")),
    "sentences": (("transcript",), ("model", "spans")),
    "belonging": (("transcript", "speaker"), ("participant", "wave")),
    "attribute": (("participant", "wave", "name"), ("value",)),
    "primary_coder": (("transcript",), ("coder",)),
    "setting": (("name",), ("value",)),
    "proposal": (("code",), ("content",)),
    "round": (("name",), ("id",)),
    "reveal": (("round",), ("submissions", "sentences", "tolerance")),
    "reconciliation": (("round", "codings"), ("choice", "outcome")),
    "submission": (("author", "transcript", "round"), ("codings",)),
    "coder": (("coder",), ("name",)),
    "topic_run": (("name",), ("id",)),
    "guide": ((), ("content",)),
    "asked": (("transcript", "question"), ("turns", "absent")),
    "rating": (("author", "of_case", "code", "role"), _JUDGED),
    "consensus_rating": (("of_case", "code", "role"), _JUDGED),
    "trial_table": (("name",), ("content",)),
    "call": (("grouping", "code", "role"), ("call", "reason")),
    "integration": (("of_cases", "code", "role", "outcome"), ("fit", "inference")),
}
"""By kind, what a fact is about, of which one can be true, and what it says of it."""

_READ = {"topic_run": "id, author, at, name"}
"""Columns of kinds of which a fact can be too large to be read each time."""

_LINES = ("coding", "memo")
_ARRIVAL = ("copy", "action", "at")


def conflicts(store: Store, *wanted: str) -> tuple[Conflict, ...]:
    """The conflicts that stand: of those kinds, or all."""
    found = [
        conflict
        for kind in wanted or (*_SAID, "namesake", *_LINES)
        for conflict in _conflicts(store, kind)
    ]
    return tuple(sorted(found, key=lambda one: (one.kind, canonical(one.subject), one.id)))


def _conflicts(store: Store, kind: str) -> Iterator[Conflict]:
    if kind in _LINES:
        return _lines(store, kind)
    if kind == "namesake":
        return _namesakes(store)
    return _contradictions(store, kind)


def _contradictions(store: Store, kind: str) -> Iterator[Conflict]:
    """What differs in a kind. Two who say the same of a thing do not contradict one another."""
    about, says = _SAID[kind]
    where = "WHERE coder = author" if kind == "coder" else ""
    subjects: dict[tuple[Value, ...], list[Row]] = defaultdict(list)
    columns = _READ.get(kind, "*")
    for row in store.db.query(f"SELECT {columns} FROM {standing(kind)} {where} ORDER BY id"):
        subjects[tuple(row[column] for column in about)].append(row)
    for subject, rows in subjects.items():
        if len({tuple(row[column] for column in says) for row in rows}) > 1:
            claims = _latest(store, [_claim(kind, row) for row in rows])
            if len(claims) > 1:
                yield Conflict(kind, subject, claims)


def _latest(store: Store, claims: Sequence[Claim]) -> tuple[Claim, ...]:
    """Those that no other one goes back to. Without authority it does not replace what it names."""
    before = {one.fact for claim in claims for one in _history(store, claim)[1:]}
    return tuple(claim for claim in claims if claim.fact not in before)


def _namesakes(store: Store) -> Iterator[Conflict]:
    """Coders who are called alike; nobody is another for that."""
    called: dict[str, dict[str, Row]] = defaultdict(dict)
    sql = f"SELECT * FROM {standing('coder')} WHERE coder = author ORDER BY id DESC"
    for row in store.db.query(sql):
        called[row["name"]][row["coder"]] = row
    for name, coders in called.items():
        if len(coders) > 1:
            claims = sorted((_claim("coder", row) for row in coders.values()), key=_fact)
            yield Conflict("namesake", (name,), tuple(claims))


def _claim(kind: str, row: Row) -> Claim:
    left_out = _ARRIVAL if is_content_id(row["id"]) else ()
    said = {column: value for column, value in row.items() if column not in left_out}
    return Claim(row["id"], kind, row["author"], said)


def _fact(claim: Claim) -> str:
    return claim.fact


def _lines(store: Store, kind: str) -> Iterator[Conflict]:
    """Lines of revisions that say two things, or that were revised here and taken back there."""
    line = "COALESCE(f.lineage, f.id)"
    sql = (
        f"SELECT {line} FROM {standing(kind)} f GROUP BY 1 HAVING COUNT(*) > 1 "
        f"UNION SELECT {line} FROM {standing('retraction')} r JOIN fact_{kind} f ON f.id = r.fact "
        f"AND f.author = r.author JOIN fact_{kind} n ON n.replaces = f.id"
    )
    for (lineage,) in store.db.execute(sql).fetchall():
        claims = tuple(_line(store, kind, lineage))
        if len(claims) > 1:
            yield Conflict(kind, (lineage,), claims)


def _line(store: Store, kind: str, lineage: str) -> Iterator[Claim]:
    """What stands of a line: its heads, and what took back a fact that a head goes back to."""
    sql = f"SELECT * FROM {standing(kind)} WHERE id = ?1 OR lineage = ?1 ORDER BY id"
    heads = [_claim(kind, row) for row in store.db.query(sql, [lineage])]
    yield from heads
    taken = [one for head in heads for one in _taken_back(store, head)]
    yield from sorted(taken, key=_fact)[:1]


def _history(store: Store, claim: Claim) -> list[Claim]:
    """A fact, what it replaces, what that replaces, and so on."""
    found = [claim]
    while before := found[-1].said.get("replaces"):
        sql = f"SELECT * FROM fact_{claim.kind} WHERE id = ?"
        row = next(store.db.query(sql, [before]), None)
        if row is None or any(row["id"] == one.fact for one in found):
            break
        found.append(_claim(claim.kind, row))
    return found


def _taken_back(store: Store, head: Claim) -> list[Claim]:
    """The retractions that stand of what a fact goes back to."""
    sql = f"SELECT * FROM {standing('retraction')} WHERE fact = ? AND author = ? ORDER BY id"
    return [
        _claim("retraction", row)
        for one in _history(store, head)[1:]
        for row in store.db.query(sql, [one.fact, one.author])
    ]


def require_decided(store: Store, kind: str, *subject: Value) -> None:
    """RefusedError where several facts on a thing stand: which one would be replaced?"""
    for conflict in conflicts(store, kind):
        if conflict.subject == subject:
            raise RefusedError(
                f"there are {len(conflict.claims)} of which one can be meant: "
                f"conflict {conflict.id}",
                "A lead decides it first: `qualbench merge PROJECT --conflicts`.",
            )


def losers(store: Store, conflict: Conflict, keep: str) -> tuple[Claim, ...]:
    """What has to be retracted for one claim of a conflict to stand alone.

    With a fact goes what it replaced, which would stand again, unless what is kept goes back to
    it too.
    """
    kept = next(claim for claim in conflict.claims if claim.fact == keep)
    gone = [
        one
        for other in conflict.claims
        if other.fact != keep and other.kind == conflict.kind
        for one in _history(store, other)
    ]
    gone += [] if kept.kind == "retraction" else _taken_back(store, kept)
    stays = {one.fact for one in _history(store, kept)}
    return tuple({one.fact: one for one in gone if one.fact not in stays}.values())


def decides(store: Store, claim: Claim) -> frozenset[str]:
    """The ids of those who may retract a fact."""
    lead = leads(store.db) if claim.kind in LEAD_MAY else frozenset[str]()
    return lead | {claim.author}
