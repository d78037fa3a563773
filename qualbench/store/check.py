"""Whether a project file is what it says: every digest, reference, offset, hash and guard.

It finds accidents and clumsy edits. Somebody who also recomputes digests is not found out.
"""

from __future__ import annotations

import json
import sqlite3
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from qualbench.errors import ProjectError
from qualbench.model import STRENGTHS
from qualbench.store import live
from qualbench.store.erasures import erased_texts, redactions
from qualbench.store.facts import Fact, all_facts, kinds
from qualbench.store.ids import sha256
from qualbench.store.project import recipient
from qualbench.store.schema import MIGRATIONS

if TYPE_CHECKING:
    from sqlite_utils import Database

    from qualbench.store.file import Store

    Look = Callable[[Database, str], Iterator["Problem"]]


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong, and with which thing. Never holds text of a transcript."""

    where: str
    what: str


def check(store: Store) -> tuple[Problem, ...]:
    """Every problem of the project; none for a sound one."""
    return tuple(problem for look in _LOOKS for problem in _found(look, store))


def unsound(store: Store) -> Iterator[Problem]:
    """What is wrong with the facts themselves: all but which count as live, and what is to do."""
    of_facts = (look for look in _LOOKS if look not in (_live, _unfinished))
    return (problem for look in of_facts for problem in _found(look, store))


def _found(look: Look, store: Store) -> Iterator[Problem]:
    """What was changed by hand can hold anything; what cannot be read at all is a problem too."""
    try:
        yield from look(store.db, store.project)
    except (sqlite3.Error, ValueError, TypeError, AttributeError, KeyError) as error:
        yield Problem(look.__name__.strip("_"), f"cannot be read ({type(error).__name__})")


def _file(db: Database, project: str) -> Iterator[Problem]:
    for (said,) in db.execute("PRAGMA integrity_check"):
        if said != "ok":
            yield Problem("file", str(said))
    for table, rowid, parent, _ in db.execute("PRAGMA foreign_key_check"):
        yield Problem(f"{table} {rowid or ''}".strip(), f"refers to a missing {parent}")


def _schema(db: Database, project: str) -> Iterator[Problem]:
    """Triggers, tables, views and indexes stand as the migrations made them."""
    found = {(r["type"], r["name"]): r["sql"] for r in db.query("SELECT * FROM sqlite_master")}
    for key, sql in _expected_schema().items():
        if key not in found:
            yield Problem(" ".join(key), "is missing")
        elif found[key] != sql:
            yield Problem(" ".join(key), "was changed")
    for key in sorted(found.keys() - _expected_schema().keys()):
        if not key[1].startswith("sqlite_"):
            yield Problem(" ".join(key), "does not belong here")


@cache
def _expected_schema() -> dict[tuple[str, str], str]:
    from sqlite_utils import Database

    fresh = Database(memory=True)
    for migration in MIGRATIONS:
        for statement in migration:
            fresh.execute(statement)
    return {(r["type"], r["name"]): r["sql"] for r in fresh.query("SELECT * FROM sqlite_master")}


def _digests(db: Database, project: str) -> Iterator[Problem]:
    fewer = redactions(db)
    for kind in kinds(db):
        for fact, digest in all_facts(db, kind):
            if misfit := _misfit(fact, digest, project, fewer.pop(fact.id, None)):
                yield Problem(f"{kind} {fact.id}", f"was changed: {misfit}")
    for fact_id, (kind, _) in sorted(fewer.items()):
        yield Problem(f"{kind} {fact_id}", "had words taken out of it, and is not here")


def _misfit(fact: Fact, digest: str, project: str, without: tuple[str, str] | None) -> str:
    """``without``: kind and digest of what an erasure left of it."""
    try:
        if without:
            return "" if (fact.kind, fact.digest) == without else "its digest does not fit"
        if fact.digest != digest:
            return "its digest does not fit"
        return "" if fact.has_its_own_id(project) else "its id does not fit its content"
    except (TypeError, ValueError):
        return "it holds what no fact can hold"


def _live(db: Database, project: str) -> Iterator[Problem]:
    kept = {row[0] for row in db.execute("SELECT id FROM live")}
    try:
        rebuilt = live.rebuilt(db)
    except ProjectError as circle:
        yield Problem("live", circle.message)
        return
    for fact in sorted(kept - rebuilt):
        yield Problem(f"fact {fact}", "counts as live, but by the facts it is not")
    for fact in sorted(rebuilt - kept):
        yield Problem(f"fact {fact}", "is live by the facts, but does not count as live")


def _references(db: Database, project: str) -> Iterator[Problem]:
    blind = recipient(db)  # a copy that was handed out names nobody else
    for kind in kinds(db):
        columns = {column.name for column in db.table(f"fact_{kind}").columns}
        if "replaces" in columns:
            kept = "replaces NOT IN (SELECT id FROM erased)"
            yield from _dangling(db, kind, "replaces", f"fact_{kind}", "id", kept)
        if "lineage" in columns:
            yield from _dangling(db, kind, "lineage", f"fact_{kind}", "id")
        if kind != "coder" and not (blind and kind in _ANYBODYS):
            yield from _dangling(db, kind, "author", "fact_coder", "coder")
    yield from _dangling(db, "retraction", "fact", "heads", "id")
    yield from _dangling(db, "star", "about", "fact_coding", "id")
    for target, (table, key) in _ABOUT.items():
        yield from _dangling(
            db, "memo", "about", table, key, f"COALESCE(target, 'coding') = '{target}'"
        )
    yield from _dangling(db, "decision", "coding", "fact_coding", "id")
    yield from _dangling(db, "showing", "submission", "fact_submission", "id")
    kept = "follows NOT IN (SELECT id FROM erased)"
    yield from _dangling(db, "topic_run", "follows", "fact_topic_run", "id", kept)
    yield from _dangling(db, "topic_decision", "run", "fact_topic_run", "id")
    yield from _dangling(db, "verification", "rating", _RATINGS, "id")
    yield from _dangling(db, "primary_coder", "coder", "fact_coder", "coder")
    yield from _dangling(db, "primary_coder", "transcript", "fact_transcript", "hash")
    if not blind:
        yield from _dangling(db, "project", "lead", "fact_coder", "coder")
        yield from _dangling(db, "round", "after", "fact_round", "id")
    yield from _dangling(db, "submission", "round", "fact_round", "id")
    yield from _dangling(db, "assignment", "round", "fact_round", "id")
    yield from _dangling(db, "assignment", "coder", "fact_coder", "coder")
    yield from _dangling(db, "handout", "coder", "fact_coder", "coder")
    yield from _dangling(db, "handout", "round", "fact_round", "id")
    yield from _dangling(db, "reveal", "round", "fact_round", "id")
    yield from _dangling(db, "reconciliation", "round", "fact_round", "id")


_RATINGS = "(SELECT id FROM fact_rating UNION ALL SELECT id FROM fact_consensus_rating)"

_ANYBODYS = live.SHARED | live.LEAD_MAY | {"project", "retraction"}
"""Kinds of facts that a copy which is handed out holds whoever made them."""


_ABOUT = {
    "coding": ("fact_coding", "id"),
    "transcript": ("fact_transcript", "hash"),
    "project": ("fact_project", "id"),
}
"""Where the thing is that a memo is about. A code's or case's id stands in no column of its own."""


def _dangling(
    db: Database, kind: str, column: str, table: str, key: str, where: str = "TRUE"
) -> Iterator[Problem]:
    sql = (
        f"SELECT id, {column} FROM fact_{kind} WHERE {column} IS NOT NULL AND {where} "
        f"AND {column} NOT IN (SELECT {key} FROM {table})"
    )
    for fact, target in db.execute(sql):
        yield Problem(f"{kind} {fact}", f"{column} names {target}, which is not here")


def _codebooks(db: Database, project: str) -> Iterator[Problem]:
    fewer = redactions(db)
    for row in db.query("SELECT id, version, content FROM fact_codebook"):
        if row["id"] not in fewer and sha256(row["content"]) != row["version"]:
            yield Problem(f"codebook {row['id']}", "its version is not the hash of its content")


def _transcripts(db: Database, project: str) -> Iterator[Problem]:
    for row in db.query("SELECT id, hash, text FROM fact_transcript"):
        text = row["text"]
        if sha256(text) != row["hash"]:
            yield Problem(f"transcript {row['id']}", "its hash does not fit its text")
        if "\r" in text or not unicodedata.is_normalized("NFC", text):
            yield Problem(f"transcript {row['id']}", "its text is not NFC with LF line ends")


def _erased(db: Database, project: str) -> Iterator[Problem]:
    """What was to be destroyed is not here."""
    here = {row[0] for row in db.execute("SELECT hash FROM fact_transcript")}
    for text in sorted(here & erased_texts(db)):
        yield Problem(f"transcript {text[:12]}", "was erased, and is here all the same")


def _unfinished(db: Database, project: str) -> Iterator[Problem]:
    for (erasure,) in db.execute("SELECT erasure FROM unfinished"):
        yield Problem(f"erasure {erasure}", "words may still lie in freed space or in backups")


def _turns(db: Database, project: str) -> Iterator[Problem]:
    sql = "SELECT u.id, u.turns, t.text FROM fact_turns u JOIN fact_transcript t"
    for row in db.query(f"{sql} ON t.hash = u.transcript"):
        turns = [edge for turn in json.loads(row["turns"]) for edge in turn[:3]]
        edges = [0, *turns, len(row["text"])]
        if edges != sorted(edges):
            yield Problem(f"turns {row['id']}", "do not lie in order within the text")


def _codings(db: Database, project: str) -> Iterator[Problem]:
    texts = {r["hash"]: r["text"] for r in db.query("SELECT hash, text FROM fact_transcript")}
    known = _code_ids(db)
    for row in db.query("SELECT * FROM fact_coding ORDER BY id"):
        where = f"coding {row['id']}"
        start, end, text = row["start_char"], row["end_char"], texts.get(row["transcript"], "")
        if not 0 <= start < end <= len(text):
            yield Problem(where, f"{start}:{end} does not lie in its transcript")
        elif sha256(text[start:end]) != row["quote_hash"]:
            yield Problem(where, "its quotation is not what stands at its place")
        if row["code"] not in known.get(row["codebook"], ()):
            yield Problem(where, f"its codebook has no code {row['code']}")


def _code_ids(db: Database) -> dict[str, set[str]]:
    """By codebook version, its codes and those that coders have proposed beside it."""
    sql = (
        "SELECT version, json_extract(value, '$.id') FROM fact_codebook, "
        "json_each(content, '$.codes')"
    )
    found: dict[str, set[str]] = {}
    for version, code in db.execute(sql):
        found.setdefault(version, set()).add(code)
    proposed = {code for (code,) in db.execute("SELECT code FROM fact_proposal")}
    return {version: codes | proposed for version, codes in found.items()}


def _submissions(db: Database, project: str) -> Iterator[Problem]:
    sql = (
        "SELECT s.id, e.value FROM fact_submission s, json_each(s.codings) e "
        "LEFT JOIN fact_coding c ON c.id = e.value AND c.author = s.author "
        "AND c.transcript = s.transcript WHERE c.id IS NULL"
    )
    for submission, coding in db.execute(sql):
        yield Problem(f"submission {submission}", f"names {coding}, which is no coding of its own")


def _rounds(db: Database, project: str) -> Iterator[Problem]:
    """What rounds give out, reveals count, reconciliations settle and ratings rest on is here.

    Or it was erased.
    """
    erased = erased_texts(db) | {row[0] for row in db.execute("SELECT id FROM erased")}
    for kind, listed, value, table, key in _LISTED:
        sql = (
            f"SELECT f.id, e.{value} FROM fact_{kind} f, json_each(f.{listed}) e "
            f"WHERE e.{value} NOT IN (SELECT {key} FROM {table})"
        )
        for fact, named in db.execute(sql):
            if named not in erased:
                yield Problem(f"{kind} {fact}", f"names {named}, which is not here")


def _outcomes(db: Database, project: str) -> Iterator[Problem]:
    """What was decided lies in its transcript, under a code that some codebook has."""
    lengths = _lengths(db)
    known = frozenset[str]().union(*_code_ids(db).values())
    for row in db.query("SELECT id, transcript, outcome FROM fact_reconciliation ORDER BY id"):
        where, length = f"reconciliation {row['id']}", lengths.get(row["transcript"], 0)
        for one in json.loads(row["outcome"]):
            start, end = one["start"], one["end"]
            if not 0 <= start < end <= length:
                yield Problem(where, f"{start}:{end} does not lie in its transcript")
            if one["code"] not in known:
                yield Problem(where, f"no codebook has a code {one['code']}")


def _topics(db: Database, project: str) -> Iterator[Problem]:
    """The units of kept runs lie in texts that are here, and each has a label."""
    lengths = _lengths(db)
    for row in db.query("SELECT id, units, labels FROM fact_topic_run ORDER BY id"):
        where, units = f"topic_run {row['id']}", json.loads(row["units"])
        if (labels := len(json.loads(row["labels"]))) != len(units):
            yield Problem(where, f"has {labels} labels for {len(units)} units")
        for text in sorted({text for text, *_ in units} - lengths.keys()):
            yield Problem(where, f"names {text}, which is not here")
        for text, start, end in units:
            if text in lengths and not 0 <= start <= end <= lengths[text]:
                yield Problem(where, f"{start}:{end} does not lie in its transcript")


def _asked(db: Database, project: str) -> Iterator[Problem]:
    """Where a question was put lies in its transcript."""
    lengths = _lengths(db)
    for fact, text, turns in db.execute("SELECT id, transcript, turns FROM fact_asked ORDER BY id"):
        if any(not 0 <= start < lengths.get(text, 0) for start in json.loads(turns)):
            yield Problem(f"asked {fact}", "names a place that does not lie in its transcript")


def _ratings(db: Database, project: str) -> Iterator[Problem]:
    """A rating has a number of the scale where it is one, and none where it is not."""
    sql = "SELECT '{0}', id, status, value, of_case FROM fact_{0}"
    every = " UNION ALL ".join(map(sql.format, ("rating", "consensus_rating")))
    for kind, fact, status, value, case in db.execute(f"{every} ORDER BY 2"):
        if value not in (STRENGTHS if status == "rated" else (None,)):
            yield Problem(f"{kind} {fact}", f"is {status} with the value {value}")
        if not json.loads(case):
            yield Problem(f"{kind} {fact}", "is of no case")


def _lengths(db: Database) -> dict[str, int]:
    texts = db.execute("SELECT hash, text FROM fact_transcript")
    return {text: len(words) for text, words in texts}


_LISTED = (
    ("assignment", "transcripts", "value", "fact_transcript", "hash"),
    ("reveal", "submissions", "value", "fact_submission", "id"),
    ("reveal", "sentences", "value", "fact_sentences", "id"),
    ("reconciliation", "codings", "value", "fact_coding", "id"),
    ("rating", "evidence", "value", "fact_coding", "id"),
    ("consensus_rating", "evidence", "value", "fact_coding", "id"),
)
"""Columns of facts that name several others, and where those are."""


_LOOKS: tuple[Look, ...] = (
    _file,
    _schema,
    _digests,
    _live,
    _references,
    _codebooks,
    _transcripts,
    _erased,
    _unfinished,
    _turns,
    _codings,
    _submissions,
    _rounds,
    _outcomes,
    _topics,
    _asked,
    _ratings,
)
