"""What was changed by hand is found, whatever it is."""

import json
import sqlite3
from contextlib import closing

import pytest

from qualbench import store
from qualbench.store import Draft, check
from qualbench.store.ids import is_content_id, new_id
from qualbench.store.schema import ENVELOPE, MIGRATIONS

with closing(sqlite3.connect(":memory:")) as _db:
    for _statement in (s for migration in MIGRATIONS for s in migration):
        _db.execute(_statement)
    COLUMNS = [
        (table.removeprefix("fact_"), column, bool(optional))
        for table, column, optional in _db.execute(
            'SELECT m.name, i.name, NOT i."notnull" '
            "FROM sqlite_master m, pragma_table_info(m.name) i "
            "WHERE m.type = 'table' AND m.name GLOB 'fact_*' ORDER BY 1, 2"
        )
    ]

IMPORTED = {"attribute", "belonging", "codebook", "name", "sentences", "transcript", "turns"}
"""Kinds that are arrived at by anybody at any time: these columns are for display."""

DISPLAYED = {"copy", "action", "at"}


def with_value(study, kind, column):
    """A fact that says something in a column, if any does; one that was not imported, if any."""
    facts = study.facts(kind)
    said = [f for f in facts if column in ENVELOPE or f.payload[column] is not None]
    return min(said or facts, key=lambda fact: is_content_id(fact.id))


def where(problems):
    return {place for place, _ in problems}


def test_a_sound_project_has_no_problem(study, empty):
    assert study.problems() == empty.problems() == []


@pytest.mark.parametrize(
    ("kind", "column"),
    [(k, c) for k, c, _ in COLUMNS if not (k in IMPORTED and c in DISPLAYED)],
)
def test_a_changed_value_is_found(study, kind, column):
    fact = with_value(study, kind, column)
    value = fact.payload.get(column)
    changed = value + 1 if isinstance(value, int) else "changed"
    study.change(kind, fact.id, column, changed)
    found = where(study.problems())
    assert f"{kind} {changed if column == 'id' else fact.id}" in found
    assert not [place for place in found if "trigger" in place]


@pytest.mark.parametrize(
    ("kind", "column"), [(k, c) for k, c, optional in COLUMNS if optional and c != "id"]
)
def test_a_value_that_was_emptied_or_filled_in_is_found(study, kind, column):
    fact = with_value(study, kind, column)
    study.change(kind, fact.id, column, "x" if fact.payload[column] is None else None)
    assert f"{kind} {fact.id}" in where(study.problems())


@pytest.mark.parametrize(("kind", "column"), [(k, c) for k, c, _ in COLUMNS if c != "id"])
def test_a_value_of_a_kind_that_no_fact_holds_is_found_and_does_not_hide_the_rest(
    study, kind, column
):
    fact = with_value(study, kind, column)
    study.change(kind, fact.id, column, b"\xff\x00")
    if not (kind in IMPORTED and column in DISPLAYED):
        assert f"{kind} {fact.id}" in where(study.problems())
    study.tamper("live", ("INSERT INTO live VALUES ('ghost')", ()))
    assert "fact ghost" in where(study.problems())


@pytest.mark.parametrize("kind", sorted(IMPORTED))
def test_who_imported_when_is_for_display_and_not_covered(study, kind):
    fact = next(fact for fact in study.facts(kind) if is_content_id(fact.id))
    for column in sorted(DISPLAYED):
        study.change(kind, fact.id, column, "changed")
    assert study.problems() == []


def test_an_imported_fact_with_a_new_digest_and_its_old_id_is_found(study):
    fact = study.facts("attribute")[0]
    study.change("attribute", fact.id, "value", "director")
    changed = next(f for f in study.facts("attribute") if f.id == fact.id)
    study.change("attribute", fact.id, "digest", changed.digest)
    problem = (f"attribute {fact.id}", "was changed: its id does not fit its content")
    assert problem in study.problems()


@pytest.mark.parametrize("project", [new_id(), "changed"], ids=["new", "no id"])
def test_another_project_id_is_found_with_all_that_was_imported_under_the_old_one(path, project):
    with closing(sqlite3.connect(path)) as db, db:
        db.execute("DROP TRIGGER fact_project_update")
        db.execute("UPDATE fact_project SET id = ?", [project])
        texts = [row[0] for row in db.execute("SELECT id FROM fact_transcript")]
    with store.opened(path) as opened:
        found = {problem.where for problem in check(opened)}
    assert {f"project {project}", *(f"transcript {text}" for text in texts)} <= found


def test_a_live_table_that_the_facts_do_not_bear_out_is_found(study):
    gone = next(iter(study.live()))
    dead = next(f.id for f in study.facts() if f.id not in study.live_facts())
    study.tamper(
        "live",
        ("DELETE FROM live WHERE id = ?", (gone,)),
        ("INSERT INTO live VALUES (?)", (dead,)),
    )
    assert study.problems() == [
        (f"fact {dead}", "counts as live, but by the facts it is not"),
        (f"fact {gone}", "is live by the facts, but does not count as live"),
    ]


@pytest.mark.parametrize("event", ["insert", "update", "delete"])
@pytest.mark.parametrize("kind", sorted({kind for kind, _, _ in COLUMNS}))
def test_a_guard_that_is_gone_is_found(study, kind, event):
    study.store.db.execute(f"DROP TRIGGER fact_{kind}_{event}")
    assert study.problems() == [(f"trigger fact_{kind}_{event}", "is missing")]


def test_a_guard_that_was_weakened_is_found(study):
    db, name = study.store.db, "fact_coding_update"
    sql = db.execute("SELECT sql FROM sqlite_master WHERE name = ?", [name]).fetchone()[0]
    db.execute(f"DROP TRIGGER {name}")
    db.execute(sql.replace("ABORT", "IGNORE").replace(", 'facts are never changed'", ""))
    assert study.problems() == [(f"trigger {name}", "was changed")]


@pytest.mark.parametrize(
    ("sql", "name"),
    [
        ("CREATE TABLE notes (x)", "table notes"),
        ("CREATE VIEW peek AS SELECT * FROM live", "view peek"),
        (
            "CREATE TRIGGER sly AFTER INSERT ON fact_coding BEGIN DELETE FROM live; END",
            "trigger sly",
        ),
    ],
)
def test_what_does_not_belong_in_the_schema_is_found(study, sql, name):
    study.store.db.execute(sql)
    assert study.problems() == [(name, "does not belong here")]


def test_what_sqlite_itself_keeps_belongs_here(study):
    study.store.db.execute("ANALYZE")
    assert study.problems() == []


@pytest.mark.parametrize("kind", sorted({kind for kind, _, _ in COLUMNS}))
def test_a_table_that_is_gone_is_found_and_check_still_ends(study, kind):
    study.store.db.execute("PRAGMA foreign_keys = OFF")
    study.store.db.execute(f"DROP TABLE fact_{kind}")
    assert (f"table fact_{kind}", "is missing") in study.problems()


def test_a_circle_of_retractions_is_a_problem_and_hides_no_other(study):
    first = study.record("First", Draft("retraction", {"fact": new_id(), "manner": "do"}))
    second = study.record("First", Draft("retraction", {"fact": first, "manner": "do"}))
    study.change("retraction", first, "fact", second)
    study.code("First", code="tiny.unheard")
    found = dict(study.problems())
    assert found["live"].startswith("facts retract one another in a circle: ")
    assert {f"retraction {first}"} < set(found)
    assert "its codebook has no code tiny.unheard" in found.values()


def test_a_damaged_page_is_found(path):
    with closing(sqlite3.connect(path)) as db:
        sql = "SELECT rootpage FROM sqlite_master WHERE name = 'fact_coding_transcript'"
        (page,), (size,) = db.execute(sql).fetchone(), db.execute("PRAGMA page_size").fetchone()
    with path.open("r+b") as file:
        file.seek((page - 1) * size)
        file.write(bytes(size))
    with store.opened(path) as project:
        assert "file" in {problem.where for problem in check(project)}


def test_no_problem_quotes_a_transcript_or_a_memo(study):
    for fact in study.facts("transcript", "memo"):
        study.change(fact.kind, fact.id, "text", f"{fact.payload['text']} secret")
    for fact in study.facts("turns"):
        study.change("turns", fact.id, "turns", "secret")
    said = json.dumps(study.problems())
    assert len(study.problems()) > 5
    assert not [word for word in ("secret", "meet", "weekly", "talk", "again") if word in said]
