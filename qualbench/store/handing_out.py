"""Copies that are handed out: a new file into which only what one coder may see is written."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qualbench.errors import ProjectError
from qualbench.store.erasing import carry_traces
from qualbench.store.erasures import erased_texts, redactions
from qualbench.store.facts import Draft, Fact, add, all_facts, record
from qualbench.store.file import making
from qualbench.store.ids import Value, canonical
from qualbench.store.live import leads, may_act, standing

if TYPE_CHECKING:
    from qualbench.store.file import Store


@dataclass(frozen=True, slots=True)
class Handout:
    """A copy that was given to a coder: ``given`` is its id, ``transcripts`` are hashes.

    ``lead``, ``coder`` and ``round`` are ids, the round's empty for none. ``returned`` says
    whether something that was made in the copy is here; ``submitted`` are its transcripts that
    the coder has submitted to the round or, without one, in a copy that the coder was given.
    """

    id: str
    given: str
    lead: str
    coder: str
    round: str
    transcripts: tuple[str, ...]
    at: str
    returned: bool
    submitted: tuple[str, ...]


# What a copy holds

_TEXTS = "(SELECT value FROM json_each(:texts))"
_ROUNDS = "(SELECT value FROM json_each(:rounds))"
_LIVE = "id IN (SELECT id FROM live)"
_OWN = f"author = :coder AND transcript IN {_TEXTS}"
_CODED = f"FROM fact_coding WHERE {_OWN}"
_SPEAKERS = f"FROM live_belonging WHERE transcript IN {_TEXTS}"


def _with_past(kind: str, where: str) -> str:
    """Facts with what they replace, what that replaces, and so on."""
    return (
        "id IN (WITH RECURSIVE line (id, replaces) AS "
        f"(SELECT id, replaces FROM fact_{kind} WHERE {where} UNION SELECT f.id, f.replaces "
        f"FROM fact_{kind} f JOIN line ON f.id = line.replaces) SELECT id FROM line)"
    )


def _read_from(kind: str) -> tuple[str, str]:
    return kind, _with_past(kind, f"{_LIVE} AND transcript IN {_TEXTS}")


_ABOUT = (
    f"CASE COALESCE(target, 'coding') WHEN 'coding' THEN about IN (SELECT id {_CODED}) "
    f"WHEN 'transcript' THEN about IN {_TEXTS} ELSE TRUE END"
)
_SOURCE = "substr(evidence, instr(evidence, ':') + 1)"
# What a suggestion rested on would name somebody else's coding, or the consensus.
_SUGGESTED = f"{_OWN} AND (evidence NOT LIKE 'quote:%' OR {_SOURCE} IN (SELECT id {_CODED}))"
_IN_FORCE = _with_past("publication", f"{_LIVE} OR version IN (SELECT codebook {_CODED})")

_PERMITTED: Mapping[str, str] = {
    "project": "TRUE",
    "handout": "id = :handout",
    "erasure": "TRUE",
    "coder": "author = :coder AND coder = :coder",
    "publication": _IN_FORCE,
    "codebook": f"version IN (SELECT version FROM fact_publication WHERE {_IN_FORCE}) "
    f"OR version IN (SELECT codebook {_CODED})",
    "transcript": f"hash IN {_TEXTS}",
    **dict(map(_read_from, ("name", "turns", "sentences", "belonging", "asked"))),
    "attribute": _with_past(
        "attribute", f"{_LIVE} AND (participant, wave) IN (SELECT participant, wave {_SPEAKERS})"
    ),
    "setting": _with_past("setting", _LIVE),
    "guide": _with_past("guide", _LIVE),
    "round": _with_past(
        "round", f"id IN {_ROUNDS} OR id IN (SELECT round FROM fact_submission WHERE {_OWN})"
    ),
    "assignment": f"{_LIVE} AND coder = :coder AND round IN {_ROUNDS}",
    "coding": _OWN,
    **dict.fromkeys(("decision", "showing"), _SUGGESTED),
    "submission": _OWN,
    "memo": f"author = :coder AND {_ABOUT}",
    "star": f"author = :coder AND about IN (SELECT id {_CODED})",
    "proposal": f"code IN (SELECT code {_CODED}) "
    "OR code IN (SELECT code FROM fact_proposal WHERE author = :coder)",
}
"""By kind, which facts a copy holds; of a kind that is not named here it holds none.

Facts stay whole: of whoever brought a text or its cases the id stays, which nothing names there.
"""


def hand_out(
    store: Store,
    lead: str,
    coder: str,
    path: Path,
    transcripts: Sequence[str],
    rounds: Sequence[str],
    round_id: str = "",
) -> Handout:
    """Write a copy for a coder to a new file, and record that it was given.

    It holds the texts of ``transcripts``, by hash, what the coder made in them, and what the
    coder has in ``rounds``. ``round_id`` is the one that it is given for. Raises ProjectError;
    then there is no copy and no record.
    """
    with making(path) as made, store.writing():
        said = {
            "given": made.copy,
            "coder": coder,
            "round": round_id or None,
            "transcripts": canonical(sorted(transcripts)),
        }
        handout = record(store, lead, [Draft("handout", said)]).added[0]
        asked: dict[str, Value] = {"coder": coder, "handout": handout}
        asked |= {"texts": canonical(list(transcripts)), "rounds": canonical(list(rounds))}
        copy = replace(made, project=store.project)
        with copy.writing():
            add(copy.db, _permitted(store, asked))
            carry_traces(store.db, copy.db)
        copy.fold()  # the file travels alone
    return next(one for one in handouts(store) if one.id == handout)


def _permitted(store: Store, asked: dict[str, Value]) -> Iterator[Fact]:
    found = [
        fact for kind, where in _PERMITTED.items() for fact in _facts(store, kind, where, asked)
    ]
    yield from found
    while found:
        found = list(_taken_back(store, found))
        yield from found


def _taken_back(store: Store, facts: Sequence[Fact]) -> Iterator[Fact]:
    """The retractions of these facts by those who may."""
    lead, targets = leads(store.db), {fact.id: fact for fact in facts}
    where = "fact IN (SELECT value FROM json_each(:facts))"
    for fact in _facts(store, "retraction", where, {"facts": canonical(sorted(targets))}):
        target = targets[str(fact.payload["fact"])]
        if may_act(fact.author, target.kind, target.author, lead):
            yield fact


def _facts(store: Store, kind: str, where: str, asked: dict[str, Value]) -> Iterator[Fact]:
    fewer = redactions(store.db)
    for fact, digest in all_facts(store.db, kind, where, asked):
        if fact.digest not in (digest, fewer.get(fact.id, ("", ""))[1]):
            raise ProjectError(
                f"{kind} {fact.id} was changed: its digest does not fit",
                "`qualbench check PROJECT` lists all that is wrong; go back to a backup.",
            )
        yield fact


# Who has what


def handouts(store: Store) -> tuple[Handout, ...]:
    """The copies that were given, the oldest first."""
    rows = list(store.db.query(f"SELECT * FROM {standing('handout')} ORDER BY id"))
    known, submitted, erased = _copies(store), _submitted(store), erased_texts(store.db)
    return tuple(_handout(row, known, submitted, erased) for row in rows)


_MADE = (
    *("coding", "decision", "memo", "proposal", "retraction", "showing", "star", "submission"),
    *("topic_run", "topic_decision", "asked", "rating", "verification"),
)
"""What coders make, or is made while they work."""


def _copies(store: Store) -> frozenset[str]:
    """The copies in which something was made that is here."""
    sql = " UNION ".join(f"SELECT copy FROM fact_{kind}" for kind in _MADE)
    return frozenset(row[0] for row in store.db.execute(sql))


def _submitted(store: Store) -> list[tuple[str, str, str, str]]:
    sql = f"SELECT author, transcript, COALESCE(round, ''), copy FROM {standing('submission')}"
    return list(store.db.execute(sql))


def _handout(
    row: Mapping[str, Any],
    known: frozenset[str],
    submitted: Sequence[tuple[str, str, str, str]],
    erased: frozenset[str],
) -> Handout:
    wanted = tuple(text for text in json.loads(row["transcripts"]) if text not in erased)
    of = row["round"] or ""
    done = {
        text
        for author, text, finished, copy in submitted
        if author == row["coder"] and (finished == of if of else copy == row["given"])
    }
    return Handout(
        id=row["id"],
        given=row["given"],
        lead=row["author"],
        coder=row["coder"],
        round=of,
        transcripts=wanted,
        at=row["at"],
        returned=row["given"] in known,
        submitted=tuple(text for text in wanted if text in done),
    )
