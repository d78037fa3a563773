"""The tables of a project file. Migrations are appended, never edited.

Every kind of fact has a table of its own with the same envelope. Facts are only ever added:
triggers refuse UPDATE and DELETE, and refuse an INSERT of an id that is there, because
INSERT OR REPLACE would slip past the delete trigger. The tables have no rowid, for the same
reason: a REPLACE that names a rowid would delete the row that has it.
"""

from __future__ import annotations

from collections.abc import Iterable

APPLICATION_ID = 0x51424E43
"""'QBNC' in the SQLite header: tells ``file`` and us what this file is."""

ENVELOPE = ("id", "author", "copy", "action", "at", "digest")


def fact_table(kind: str, columns: str, taken: str = "id = NEW.id") -> tuple[str, ...]:
    """A table of facts with its guards; ``taken`` says which rows stand in a new one's way."""
    table = f"fact_{kind}"
    return (
        f"CREATE TABLE {table} (id TEXT PRIMARY KEY, author TEXT NOT NULL, copy TEXT NOT NULL, "
        f"action TEXT NOT NULL, at TEXT NOT NULL, digest TEXT NOT NULL, {columns}) WITHOUT ROWID",
        f"CREATE INDEX {table}_action ON {table} (action)",
        guard(table, "UPDATE", "", "never changed"),
        guard(table, "DELETE", "", "never deleted"),
        guard(
            table, "INSERT", f"WHEN EXISTS (SELECT 1 FROM {table} WHERE {taken})", "never replaced"
        ),
    )


def guard(table: str, event: str, condition: str, rule: str) -> str:
    return (
        f"CREATE TRIGGER {table}_{event.lower()} BEFORE {event} ON {table} {condition} "
        f"BEGIN SELECT RAISE(ABORT, 'facts are {rule}'); END"
    )


def revisable(kind: str) -> str:
    """Finds the revisions of a fact."""
    return f"CREATE INDEX fact_{kind}_replaces ON fact_{kind} (replaces) WHERE replaces IS NOT NULL"


def live_view(kind: str) -> str:
    return f"CREATE VIEW live_{kind} AS SELECT * FROM fact_{kind} WHERE id IN (SELECT id FROM live)"


def heads_view(revisable: Iterable[str], fixed: Iterable[str]) -> str:
    """What liveness is decided from: each fact's author and the facts that it acts on."""
    rows = [f"SELECT '{k}' AS kind, id, author, replaces, NULL AS retracts" for k in revisable]
    rows += [f"SELECT '{k}' AS kind, id, author, NULL, NULL" for k in fixed]
    tables = [f"FROM fact_{k}" for k in (*revisable, *fixed)]
    selects = [f"{row} {table}" for row, table in zip(rows, tables, strict=True)]
    selects.append(
        "SELECT 'retraction' AS kind, id, author, NULL, fact AS retracts FROM fact_retraction"
    )
    return "CREATE VIEW heads AS " + " UNION ALL ".join(selects)


_TEXT = "TEXT NOT NULL REFERENCES fact_transcript (hash) DEFERRABLE INITIALLY DEFERRED"
_CODEBOOK = "TEXT NOT NULL REFERENCES fact_codebook (version) DEFERRABLE INITIALLY DEFERRED"

_FIXED_1 = ("project", "transcript", "codebook", "decision")
_REVISABLE_1 = (
    "coder",
    "publication",
    "name",
    "turns",
    "sentences",
    "belonging",
    "attribute",
    "coding",
    "memo",
    "submission",
    "primary_coder",
)

_FIRST: tuple[str, ...] = (
    # A second project fact would make a second lead.
    *fact_table("project", "name TEXT NOT NULL, lead TEXT NOT NULL", taken="TRUE"),
    *fact_table("coder", "coder TEXT NOT NULL, name TEXT NOT NULL, replaces TEXT"),
    *fact_table(
        "codebook",
        "version TEXT NOT NULL UNIQUE, content TEXT NOT NULL",
        taken="id = NEW.id OR version = NEW.version",
    ),
    *fact_table("publication", f"version {_CODEBOOK}, replaces TEXT"),
    *fact_table(
        "transcript",
        "hash TEXT NOT NULL UNIQUE, text TEXT NOT NULL",
        taken="id = NEW.id OR hash = NEW.hash",
    ),
    *fact_table(
        "name", f"transcript {_TEXT}, name TEXT NOT NULL, source TEXT NOT NULL, replaces TEXT"
    ),
    *fact_table(
        "turns", f"transcript {_TEXT}, format TEXT NOT NULL, turns TEXT NOT NULL, replaces TEXT"
    ),
    *fact_table(
        "sentences",
        f"transcript {_TEXT}, model TEXT NOT NULL, spans TEXT NOT NULL, replaces TEXT",
    ),
    *fact_table(
        "belonging",
        f"transcript {_TEXT}, speaker TEXT NOT NULL, participant TEXT NOT NULL, "
        "wave TEXT NOT NULL, replaces TEXT",
    ),
    *fact_table(
        "attribute",
        "participant TEXT NOT NULL, wave TEXT NOT NULL, name TEXT NOT NULL, value TEXT NOT NULL, "
        "replaces TEXT",
    ),
    *fact_table(
        "coding",
        f"lineage TEXT, transcript {_TEXT}, start_char INTEGER NOT NULL, end_char INTEGER NOT NULL,"
        f" quote_hash TEXT NOT NULL, code TEXT NOT NULL, role TEXT, codebook {_CODEBOOK}, "
        "valence TEXT, unsure INTEGER NOT NULL, replaces TEXT",
    ),
    *fact_table("memo", "lineage TEXT, about TEXT NOT NULL, text TEXT NOT NULL, replaces TEXT"),
    *fact_table(
        "decision",
        f"transcript {_TEXT}, start_char INTEGER NOT NULL, end_char INTEGER NOT NULL, "
        "code TEXT NOT NULL, role TEXT, coding TEXT, similarity REAL NOT NULL, "
        "evidence TEXT NOT NULL, model TEXT NOT NULL",
    ),
    *fact_table("submission", f"transcript {_TEXT}, codings TEXT NOT NULL, replaces TEXT"),
    *fact_table("primary_coder", "transcript TEXT, coder TEXT NOT NULL, replaces TEXT"),
    *fact_table("retraction", "fact TEXT NOT NULL, manner TEXT NOT NULL"),
    *(revisable(kind) for kind in _REVISABLE_1),
    "CREATE INDEX fact_retraction_fact ON fact_retraction (fact)",
    "CREATE INDEX fact_coding_transcript ON fact_coding (transcript)",
    "CREATE INDEX fact_decision_transcript ON fact_decision (transcript)",
    "CREATE INDEX fact_memo_about ON fact_memo (about)",
    # Derived from the facts, in the same transaction: which of them stand and are the latest.
    "CREATE TABLE live (id TEXT PRIMARY KEY) WITHOUT ROWID",
    *(live_view(kind) for kind in (*_FIXED_1, *_REVISABLE_1, "retraction")),
    heads_view(_REVISABLE_1, _FIXED_1),
    # Local to this copy of the file, never merged: who it is, and what can be undone in it.
    "CREATE TABLE copy (id TEXT NOT NULL)",
    "CREATE TABLE action (seq INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, "
    "coder TEXT NOT NULL, manner TEXT NOT NULL, of TEXT)",
)

_FIXED_2 = (*_FIXED_1, "star")
_REVISABLE_2 = (*_REVISABLE_1, "proposal")

# Memos on anything, questions to the lead, stars, codes that coders propose, notes on versions.
_SECOND: tuple[str, ...] = (
    # NULL is a memo on a coding, the only kind that the first format had.
    "ALTER TABLE fact_memo ADD COLUMN target TEXT",
    "ALTER TABLE fact_coding ADD COLUMN note TEXT",
    "ALTER TABLE fact_publication ADD COLUMN note TEXT",
    *fact_table("star", "about TEXT NOT NULL"),
    "CREATE INDEX fact_star_about ON fact_star (about)",
    *fact_table("proposal", "code TEXT NOT NULL, content TEXT NOT NULL, replaces TEXT"),
    revisable("proposal"),
    "CREATE INDEX fact_coding_lineage ON fact_coding (lineage) WHERE lineage IS NOT NULL",
    *(live_view(kind) for kind in ("star", "proposal")),
    "DROP VIEW heads",
    heads_view(_REVISABLE_2, _FIXED_2),
    # Local to this copy, never merged: how each coder left the desk (panes, place, favourites).
    "CREATE TABLE desk (coder TEXT NOT NULL, name TEXT NOT NULL, value TEXT NOT NULL, "
    "PRIMARY KEY (coder, name)) WITHOUT ROWID",
)

_NEW_3 = ("round", "assignment", "reveal", "reconciliation", "setting")
_FIXED_3 = (*_FIXED_2, "handout")

# Rounds that are sealed and revealed, what was decided where coders differ, a project's choices.
_THIRD: tuple[str, ...] = (
    # NULL was finished for no round, as everything was in the formats before.
    "ALTER TABLE fact_submission ADD COLUMN round TEXT",
    *fact_table(
        "round",
        "name TEXT NOT NULL, sample TEXT, segments TEXT, after TEXT, replaces TEXT",
    ),
    # One of its own for each coder: a copy that is handed out tells nobody who else codes what.
    *fact_table(
        "assignment",
        "round TEXT NOT NULL, coder TEXT NOT NULL, transcripts TEXT NOT NULL, replaces TEXT",
    ),
    "CREATE INDEX fact_assignment_round ON fact_assignment (round)",
    *fact_table(
        "reveal",
        "round TEXT NOT NULL, submissions TEXT NOT NULL, sentences TEXT NOT NULL, "
        "tolerance INTEGER NOT NULL, replaces TEXT",
    ),
    *fact_table(
        "reconciliation",
        f"round TEXT NOT NULL, transcript {_TEXT}, codings TEXT NOT NULL, "
        "difference TEXT NOT NULL, choice TEXT NOT NULL, outcome TEXT NOT NULL, reason TEXT, "
        "rule TEXT, changes INTEGER NOT NULL, replaces TEXT",
    ),
    "CREATE INDEX fact_reconciliation_round ON fact_reconciliation (round)",
    *fact_table("setting", "name TEXT NOT NULL, value TEXT NOT NULL, replaces TEXT"),
    # A copy that was given to a coder; ``given`` is its id, by which it is known when it returns.
    *fact_table(
        "handout", "given TEXT NOT NULL, coder TEXT NOT NULL, round TEXT, transcripts TEXT NOT NULL"
    ),
    live_view("handout"),
    *(statement for kind in _NEW_3 for statement in (revisable(kind), live_view(kind))),
    "DROP VIEW heads",
    heads_view((*_REVISABLE_2, *_NEW_3), _FIXED_3),
)

_FIXED_4 = (*_FIXED_3, "erasure")

# Somebody withdraws: what was destroyed, and which facts had words of it taken out.
_FOURTH: tuple[str, ...] = (
    # ``participant`` is a hash: who withdrew is named nowhere.
    *fact_table("erasure", "transcripts TEXT NOT NULL, participant TEXT, reason TEXT"),
    live_view("erasure"),
    "DROP VIEW heads",
    heads_view((*_REVISABLE_2, *_NEW_3), _FIXED_4),
    # Part of the fact it names: the digest of what still stands of it.
    "CREATE TABLE redacted (id TEXT PRIMARY KEY, kind TEXT NOT NULL, digest TEXT NOT NULL) "
    "WITHOUT ROWID",
    # Destroyed facts that reveals, which stay, name.
    "CREATE TABLE erased (id TEXT PRIMARY KEY) WITHOUT ROWID",
    # Local to this copy: erasures of which freed pages, backups and cache still hold words.
    "CREATE TABLE unfinished (erasure TEXT PRIMARY KEY) WITHOUT ROWID",
)

_FIXED_5 = (*_FIXED_4, "showing")

# What coders were shown of suggestions, for the first time: they may be led by it.
_FIFTH: tuple[str, ...] = (
    # ``submission`` is what the coder had submitted of the transcript by then, NULL for nothing.
    *fact_table(
        "showing",
        f"transcript {_TEXT}, start_char INTEGER NOT NULL, end_char INTEGER NOT NULL, "
        "code TEXT NOT NULL, role TEXT, how TEXT NOT NULL, score REAL NOT NULL, "
        "calibrated INTEGER NOT NULL, evidence TEXT NOT NULL, model TEXT NOT NULL, submission TEXT",
    ),
    "CREATE INDEX fact_showing_transcript ON fact_showing (transcript)",
    live_view("showing"),
    # NULL in the formats before, where ``similarity`` was what a suggestion was ranked by: now it
    # is that of the reason that was given for it.
    "ALTER TABLE fact_decision ADD COLUMN score REAL",
    "ALTER TABLE fact_decision ADD COLUMN calibrated INTEGER",
    "DROP VIEW heads",
    heads_view((*_REVISABLE_2, *_NEW_3), _FIXED_5),
)

_FIXED_6 = (*_FIXED_5, "topic_run", "topic_decision")

# Searches for topics that were kept, with where each unit belongs, and what was decided by hand.
_SIXTH: tuple[str, ...] = (
    # The bulk stands behind: what a run is called is read without it.
    *fact_table(
        "topic_run",
        "name TEXT NOT NULL, asked TEXT NOT NULL, model TEXT NOT NULL, follows TEXT, "
        "found TEXT NOT NULL, units TEXT NOT NULL, labels TEXT NOT NULL",
    ),
    *fact_table(
        "topic_decision",
        "run TEXT NOT NULL, what TEXT NOT NULL, topics TEXT NOT NULL, value TEXT NOT NULL",
    ),
    "CREATE INDEX fact_topic_decision_run ON fact_topic_decision (run)",
    *(live_view(kind) for kind in ("topic_run", "topic_decision")),
    "DROP VIEW heads",
    heads_view((*_REVISABLE_2, *_NEW_3), _FIXED_6),
)

_FIXED_7 = (*_FIXED_6, "verification")
_NEW_7 = ("guide", "asked", "rating", "consensus_rating", "trial_table", "call", "integration")

# ``of_case`` names attributes and their values: any of them can make the unit of analysis.
_JUDGEMENT = (
    "of_case TEXT NOT NULL, code TEXT NOT NULL, role TEXT, status TEXT NOT NULL, value INTEGER, "
    "varies INTEGER NOT NULL, summary TEXT, rationale TEXT, source TEXT, evidence TEXT NOT NULL, "
    "replaces TEXT"
)

# What was asked, how constructs are rated per case, a trial's numbers, and what follows from both.
_SEVENTH: tuple[str, ...] = (
    *fact_table("guide", "content TEXT NOT NULL, replaces TEXT"),
    # No turns: the question was not put.
    *fact_table(
        "asked",
        f"transcript {_TEXT}, question TEXT NOT NULL, turns TEXT NOT NULL, absent TEXT NOT NULL, "
        "replaces TEXT",
    ),
    "CREATE INDEX fact_asked_transcript ON fact_asked (transcript)",
    *fact_table("rating", _JUDGEMENT),
    *fact_table("consensus_rating", _JUDGEMENT),
    *fact_table("verification", "rating TEXT NOT NULL"),
    "CREATE INDEX fact_verification_rating ON fact_verification (rating)",
    *fact_table("trial_table", "name TEXT NOT NULL, content TEXT NOT NULL, replaces TEXT"),
    *fact_table(
        "call",
        "grouping TEXT NOT NULL, code TEXT NOT NULL, role TEXT, call TEXT NOT NULL, reason TEXT, "
        "suggested TEXT NOT NULL, rule TEXT NOT NULL, replaces TEXT",
    ),
    *fact_table(
        "integration",
        "of_cases TEXT NOT NULL, code TEXT NOT NULL, role TEXT, outcome TEXT NOT NULL, fit TEXT, "
        "inference TEXT, replaces TEXT",
    ),
    *(statement for kind in _NEW_7 for statement in (revisable(kind), live_view(kind))),
    live_view("verification"),
    "DROP VIEW heads",
    heads_view((*_REVISABLE_2, *_NEW_3, *_NEW_7), _FIXED_7),
)

MIGRATIONS: tuple[tuple[str, ...], ...] = (
    *(_FIRST, _SECOND, _THIRD, _FOURTH, _FIFTH, _SIXTH, _SEVENTH),
)

FORMAT = len(MIGRATIONS)
"""The format this program writes, kept in ``PRAGMA user_version``."""
