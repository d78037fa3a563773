"""Destroying what an erasure names: the one thing that takes facts out of a file.

What is about a transcript goes whole: its text, whatever was read from it, codings, decisions,
showings, memos, and every search for topics in it, whose phrases are its words; with a participant
the ratings of that case, and the trial's tables that have a row on it. What others wrote elsewhere
stays, without the words that it quotes; it keeps its id and digest, and ``redacted`` holds the
digest of what still stands. Copies are united after each has destroyed what the erasures of either
name, so that no copy brings anything back.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from qualbench.store import live
from qualbench.store.erasures import Erasure, erasure_draft, erasures, redactions, veiled
from qualbench.store.facts import Fact, all_facts, kinds, record
from qualbench.store.ids import Value, canonical
from qualbench.store.redacting import Spoken, redacted, spoken

if TYPE_CHECKING:
    from sqlite_utils import Database

    from qualbench.store.file import Store


@dataclass(frozen=True, slots=True)
class Doomed:
    """What erasures take out of a file: ids by kind, and facts as they read without the words.

    Beside each of those stands the digest of the fact as it was made, which it keeps.
    """

    facts: Mapping[str, frozenset[str]] = field(default_factory=dict)
    quoting: tuple[tuple[Fact, str], ...] = ()

    def __bool__(self) -> bool:
        return bool(self.facts or self.quoting)


# What is about the erased

_TEXTS = "(SELECT value FROM json_each(:texts))"
_PEOPLE = "(SELECT value FROM json_each(:people))"
_CODED = f"(SELECT id FROM fact_coding WHERE transcript IN {_TEXTS})"
_SEARCHED = (
    "EXISTS (SELECT 1 FROM json_each(units) unit "
    f"WHERE json_extract(unit.value, '$[0]') IN {_TEXTS})"
)
_RATED = f"json_extract(of_case, '$.participant') IN {_PEOPLE}"
_CELLS = (
    "json_each(content, '$.keys') key, json_each(content, '$.rows') row, json_each(row.value) cell "
    "WHERE key.value = 'participant' AND cell.key = key.key"
)
# A spreadsheet makes a number of an id that looks like one.
_WHOM = (
    "CASE WHEN cell.type IN ('integer', 'real') THEN printf('%.15g', cell.value) "
    "ELSE cell.value END"
)
_COUNTED = f"EXISTS (SELECT 1 FROM {_CELLS} AND {_WHOM} IN {_PEOPLE})"

_ABOUT: Mapping[str, str] = {
    "transcript": f"hash IN {_TEXTS}",
    "attribute": f"participant IN {_PEOPLE}",
    "memo": f"CASE COALESCE(target, 'coding') WHEN 'coding' THEN about IN {_CODED} "
    f"WHEN 'transcript' THEN about IN {_TEXTS} WHEN 'case' THEN about IN {_PEOPLE} END",
    "star": f"about IN {_CODED}",
    "topic_run": _SEARCHED,
    "topic_decision": f"run IN (SELECT id FROM fact_topic_run WHERE {_SEARCHED})",
    **dict.fromkeys(("rating", "consensus_rating"), _RATED),
    "verification": f"rating IN (SELECT id FROM fact_rating WHERE {_RATED} "
    f"UNION SELECT id FROM fact_consensus_rating WHERE {_RATED})",
    "trial_table": _COUNTED,
}
"""Of kinds that do not say in a column ``transcript`` what they are about."""

_NAMED = ("submission", "sentences", "topic_run", "coding", "trial_table")
"""Kinds that a reveal, a later search or table, or a rating names, which stays."""

_UNQUOTING = frozenset(
    {
        *("transcript", "turns", "sentences", "erasure", "retraction", "showing", "star"),
        *("guide", "asked", "verification", "trial_table"),
    }
)
"""Kinds that never quote another transcript: its words are its own, or it holds none.

Interviewers say the guide's words, and a value of a trial is called as somebody may speak.
"""


def doomed(store: Store, transcripts: Sequence[str], participant: str = "") -> Doomed:
    """What erasing transcripts, by hash, and a participant would take out of the project."""
    whom = veiled(store.project, participant) if participant else ""
    one = Erasure("", "", tuple(transcripts), whom, "", "")
    return _doomed(store.db, store.project, [one])


def _doomed(db: Database, project: str, law: Collection[Erasure]) -> Doomed:
    """What these erasures would still take out of a file; nothing where all is done."""
    if not law:
        return Doomed()
    texts = sorted({text for one in law for text in one.transcripts})
    asked: dict[str, Value] = {"texts": canonical(texts)}
    asked["people"] = canonical(_people(db, project, {one.participant for one in law}))
    facts = {kind: ids for kind in kinds(db) if (ids := _about(db, kind, asked))}
    facts |= _retracting(db, facts)
    gone = frozenset[str]().union(*facts.values())
    words = _spoken(db, asked)
    return Doomed(facts, tuple(_quoting(db, gone, words)) if words.runs | words.passages else ())


def participants(store: Store, without: Doomed | None = None) -> frozenset[str]:
    """Everybody of whom anything is known here: who speaks, attributes, memos, ratings, numbers.

    ``without`` what an erasure would take: who is still known then.
    """
    gone = frozenset[str]().union(*without.facts.values()) if without else frozenset[str]()
    return frozenset(_everybody(store.db, gone))


def _people(db: Database, project: str, wanted: Collection[str]) -> list[str]:
    """With spaces around it, as a trial's file may say it, a name is of the same person."""
    return sorted(one for one in _everybody(db) if veiled(project, one.strip()) in wanted)


def _everybody(db: Database, gone: Collection[str] = ()) -> Iterator[str]:
    """By facts other than those that are gone."""
    said = {
        "attribute": "participant FROM fact_attribute WHERE TRUE",
        "belonging": "participant FROM fact_belonging WHERE TRUE",
        "memo": "about FROM fact_memo WHERE target = 'case'",
        "rating": "json_extract(of_case, '$.participant') FROM fact_rating WHERE TRUE",
        "consensus_rating": "json_extract(of_case, '$.participant') FROM fact_consensus_rating "
        "WHERE TRUE",
        "trial_table": f"{_WHOM} FROM fact_trial_table, {_CELLS}",
    }
    stays = "id NOT IN (SELECT value FROM json_each(?1))"
    sql = " UNION ".join(f"SELECT {of} AND fact_{kind}.{stays}" for kind, of in said.items())
    return (one for (one,) in db.execute(sql, [canonical(sorted(gone))]) if one)


def _about(db: Database, kind: str, asked: dict[str, Value]) -> frozenset[str]:
    columns = {column.name for column in db.table(f"fact_{kind}").columns}
    where = _ABOUT.get(kind) or (f"transcript IN {_TEXTS}" if "transcript" in columns else "")
    if not where:
        return frozenset()
    found = db.execute(f"SELECT id FROM fact_{kind} WHERE {where}", asked)
    return frozenset(row[0] for row in found)


def _retracting(db: Database, facts: Mapping[str, frozenset[str]]) -> dict[str, frozenset[str]]:
    """What took any of them back, and what took that back."""
    found, targets = set[str](), set[str]().union(*facts.values())
    sql = "SELECT id FROM fact_retraction WHERE fact IN (SELECT value FROM json_each(?))"
    while targets:
        targets = {row[0] for row in db.execute(sql, [canonical(sorted(targets))])} - found
        found |= targets
    return {"retraction": frozenset(found)} if found else {}


def _spoken(db: Database, asked: dict[str, Value]) -> Spoken:
    where = f"SELECT hash, text FROM fact_transcript WHERE hash IN {_TEXTS}"
    texts: dict[str, str] = dict(db.execute(where, asked).fetchall())
    spans = "SELECT transcript, start_char, end_char FROM fact_coding"
    places = [*db.execute(f"{spans} WHERE transcript IN {_TEXTS}", asked)]
    decided = f"SELECT transcript, outcome FROM fact_reconciliation WHERE transcript IN {_TEXTS}"
    for text, outcome in db.execute(decided, asked):
        places += [(text, one["start"], one["end"]) for one in json.loads(outcome)]
    return spoken(texts.values(), (texts[text][start:end] for text, start, end in places))


def _quoting(db: Database, gone: frozenset[str], words: Spoken) -> Iterator[tuple[Fact, str]]:
    for kind in sorted(set(kinds(db)) - _UNQUOTING):
        for fact, digest in all_facts(db, kind):
            payload = {column: redacted(said, words) for column, said in fact.payload.items()}
            if fact.id not in gone and payload != fact.payload:
                yield replace(fact, payload=payload), digest


# Taking it out


def erase(
    store: Store, lead: str, transcripts: Sequence[str], participant: str = "", reason: str = ""
) -> Doomed:
    """Destroy transcripts, by hash, and what is said of a participant; the fact of it stays.

    Call it inside ``store.writing()``, and then :func:`qualbench.store.wiping.wipe`.
    """
    draft = erasure_draft(store, transcripts, participant, reason)
    record(store, lead, [draft], final=True)
    law = erasures(store.db)
    begun(store.db, law)
    return destroy(store.db, store.project, law)


def begun(db: Database, law: Iterable[Erasure]) -> None:
    """Note, in the transaction that destroys, that more is to be done behind it."""
    for one in law:
        db.execute("INSERT OR IGNORE INTO unfinished VALUES (?)", [one.id])


def destroy(db: Database, project: str, law: Collection[Erasure]) -> Doomed:
    """Take out of a file what erasures name, in the transaction that is open."""
    found = _doomed(db, project, law)
    if found:
        db.execute("PRAGMA secure_delete = ON")
        with _unguarded(db):
            for kind, ids in found.facts.items():
                listed = "id IN (SELECT value FROM json_each(?))"
                db.execute(f"DELETE FROM fact_{kind} WHERE {listed}", [canonical(sorted(ids))])
            for fact, digest in found.quoting:
                _rewrite(db, fact, digest)
        _note_erased(db, [fact for kind in _NAMED for fact in found.facts.get(kind, ())])
        _forget(db)
        live.rebuild(db)
    return found


@contextmanager
def _unguarded(db: Database) -> Iterator[None]:
    """Without the guards against changing facts, and then with them again, as they were."""
    sql = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"
    guards = [guard for guard in db.execute(sql).fetchall() if not guard[0].endswith("_insert")]
    for name, _ in guards:
        db.execute(f"DROP TRIGGER {name}")
    yield
    for _, guard in guards:
        db.execute(guard)


def _rewrite(db: Database, fact: Fact, digest: str) -> None:
    said = ", ".join(f"{column} = ?" for column in ("digest", *fact.payload))
    values = [digest, *fact.payload.values(), fact.id]
    db.execute(f"UPDATE fact_{fact.kind} SET {said} WHERE id = ?", values)
    left = [fact.id, fact.kind, fact.digest]
    db.execute("INSERT OR REPLACE INTO redacted VALUES (?, ?, ?)", left)


def _note_erased(db: Database, ids: Iterable[str]) -> None:
    db.conn.executemany("INSERT OR IGNORE INTO erased VALUES (?)", ((one,) for one in ids))


def _forget(db: Database) -> None:
    """What is local and rests on what is gone: all that was left on desks, and what undo knew."""
    db.execute("DELETE FROM desk WHERE name LIKE 'draft:%' OR name LIKE 'place:%'")
    acted = " UNION ALL ".join(f"SELECT action FROM fact_{kind}" for kind in kinds(db))
    db.execute(f"DELETE FROM action WHERE id NOT IN ({acted})")


# From one file to another


def adopt(source: Database, to: Database) -> None:
    """Let a file know of the erasures that were stated in another one."""
    known = {row[0] for row in to.execute("SELECT id FROM fact_erasure")}
    fresh = [row for row in source.execute("SELECT * FROM fact_erasure") if row[0] not in known]
    for row in fresh:
        to.execute(f"INSERT INTO fact_erasure VALUES ({', '.join('?' * len(row))})", row)
    live.refresh(to, [row[0] for row in fresh])


def carry_traces(source: Database, to: Database) -> bool:
    """Let facts that both files hold read as they do in the one where less of them stands.

    And let it be known which facts are named that were destroyed. Of two that differ the
    shorter one is taken, then the smaller: whichever comes first. True where words were taken
    out, which the file may have quoted without holding the text.
    """
    _note_erased(to, [row[0] for row in source.execute("SELECT id FROM erased")])
    known = redactions(to)
    fewer = []
    for fact_id, (kind, _) in redactions(source).items():
        here, there = (_found(db, kind, fact_id) for db in (to, source))
        if here and (fact_id not in known or _rank(there[0][0]) < _rank(here[0][0])):
            fewer += there
    if fewer:
        to.execute("PRAGMA secure_delete = ON")
        with _unguarded(to):
            for fact, digest in fewer:
                _rewrite(to, fact, digest)
    return bool(fewer)


def _found(db: Database, kind: str, fact_id: str) -> list[tuple[Fact, str]]:
    return list(all_facts(db, kind, "id = :id", {"id": fact_id}))


def _rank(fact: Fact) -> tuple[int, str]:
    said = canonical(fact.content)
    return len(said), said
