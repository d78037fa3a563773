"""Facts cannot be changed through SQL, whichever way somebody tries."""

import sqlite3
from contextlib import closing

import pytest
from sqlite_utils import Database
from sqlite_utils.db import TransformError

from qualbench.store.ids import new_id
from qualbench.store.schema import APPLICATION_ID, ENVELOPE, FORMAT, MIGRATIONS

KINDS = sorted(
    statement.split()[2].removeprefix("fact_")
    for migration in MIGRATIONS
    for statement in migration
    if statement.startswith("CREATE TABLE fact_")
)
UNIQUE = {"codebook": "version", "transcript": "hash"}

CHANGES = {
    "update": "UPDATE {table} SET at = 'later' WHERE id = :id",
    "update the id": "UPDATE {table} SET id = id || 'x' WHERE id = :id",
    "update or replace": "UPDATE OR REPLACE {table} SET at = 'later' WHERE id = :id",
    "update or ignore": "UPDATE OR IGNORE {table} SET at = 'later' WHERE id = :id",
    "update or fail": "UPDATE OR FAIL {table} SET at = 'later' WHERE id = :id",
    "update or rollback": "UPDATE OR ROLLBACK {table} SET at = 'later' WHERE id = :id",
    "update from": "UPDATE {table} SET at = o.at || 'x' FROM {table} o WHERE {table}.id = o.id",
    "delete": "DELETE FROM {table} WHERE id = :id",
    "delete all": "DELETE FROM {table}",
    "insert": "INSERT INTO {table} ({columns}) VALUES ({values})",
    "insert or replace": "INSERT OR REPLACE INTO {table} ({columns}) VALUES ({values})",
    "replace": "REPLACE INTO {table} ({columns}) VALUES ({values})",
    "insert or ignore": "INSERT OR IGNORE INTO {table} ({columns}) VALUES ({values})",
    "insert or fail": "INSERT OR FAIL INTO {table} ({columns}) VALUES ({values})",
    "upsert": "INSERT INTO {table} ({columns}) VALUES ({values}) "
    "ON CONFLICT (id) DO UPDATE SET at = excluded.at",
    "upsert nothing": "INSERT INTO {table} ({columns}) VALUES ({values}) ON CONFLICT DO NOTHING",
}


@pytest.fixture(params=[False, True], ids=["plain", "recursive_triggers"])
def bare(path, request):
    """The file in a connection that knows nothing of the store."""
    with closing(sqlite3.connect(path)) as db:
        db.row_factory = sqlite3.Row
        db.execute(f"PRAGMA recursive_triggers = {request.param}")
        yield db


def rows(db, kind):
    return [tuple(row) for row in db.execute(f"SELECT * FROM fact_{kind} ORDER BY id")]


def changed(db, kind):
    """A fact that is there, with another time, as values by column."""
    return {**db.execute(f"SELECT * FROM fact_{kind} ORDER BY id").fetchone(), "at": "later"}


def put(into, values, verb="INSERT INTO"):
    marks = ", ".join(f":{name}" for name in values)
    return f"{verb} fact_{into} ({', '.join(values)}) VALUES ({marks})"


def test_the_study_has_facts_of_every_kind(bare):
    assert [kind for kind in KINDS if not rows(bare, kind)] == []


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("way", CHANGES)
def test_a_fact_is_not_changed_by(bare, kind, way):
    before, fact = rows(bare, kind), changed(bare, kind)
    sql = CHANGES[way].format(
        table=f"fact_{kind}", columns=", ".join(fact), values=", ".join(f":{c}" for c in fact)
    )
    with pytest.raises(sqlite3.IntegrityError, match=r"^facts are never "), bare:
        bare.execute(sql, fact)
    assert rows(bare, kind) == before


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("alias", ["rowid", "_rowid_", "oid"])
def test_a_fact_has_no_row_number_to_be_replaced_by(bare, kind, alias):
    before, fact = rows(bare, kind), changed(bare, kind)
    values = {**fact, "id": new_id(), alias: 1}
    with pytest.raises(sqlite3.OperationalError, match=f"no column named {alias}"), bare:
        bare.execute(put(kind, values, "INSERT OR REPLACE INTO"), values)
    assert rows(bare, kind) == before


@pytest.mark.parametrize(("kind", "column"), UNIQUE.items())
@pytest.mark.parametrize("verb", ["INSERT INTO", "REPLACE INTO", "INSERT OR IGNORE INTO"])
def test_a_fact_is_not_replaced_by_one_that_takes_what_it_is_known_by(bare, kind, column, verb):
    before, fact = rows(bare, kind), changed(bare, kind)
    assert fact[column]
    values = {**fact, "id": new_id()}
    with pytest.raises(sqlite3.IntegrityError, match=r"^facts are never replaced"), bare:
        bare.execute(put(kind, values, verb), values)
    assert rows(bare, kind) == before


def test_a_second_project_fact_is_refused_as_it_would_name_a_second_lead(bare):
    values = {**changed(bare, "project"), "id": new_id(), "lead": "somebody"}
    with pytest.raises(sqlite3.IntegrityError, match=r"^facts are never replaced"), bare:
        bare.execute(put("project", values), values)
    assert len(rows(bare, "project")) == 1


@pytest.mark.parametrize("kind", sorted({*KINDS} - {*UNIQUE, "project"}))
def test_a_fact_with_an_id_of_its_own_is_added(bare, kind):
    before = len(rows(bare, kind))
    values = {**changed(bare, kind), "id": new_id()}
    with bare:
        bare.execute(put(kind, values), values)
    assert len(rows(bare, kind)) == before + 1


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    "change",
    [
        lambda table, fact: table.upsert(fact, pk="id"),
        lambda table, fact: table.insert(fact, pk="id", replace=True),
        lambda table, fact: table.insert(fact, pk="id", ignore=True),
        lambda table, fact: table.update(fact["id"], {"at": "later"}),
        lambda table, fact: table.delete(fact["id"]),
        lambda table, fact: table.delete_where("id = ?", [fact["id"]]),
        lambda table, fact: table.delete_where(),
    ],
    ids=["upsert", "replace", "ignore", "update", "delete", "delete_where", "delete_all"],
)
def test_a_fact_is_not_changed_through_sqlite_utils(path, kind, change):
    with closing(sqlite3.connect(path)) as db:
        before, table = rows(db, kind), Database(db).table(f"fact_{kind}")
        fact = {**next(iter(table.rows_where(order_by="id"))), "at": "later"}
        with pytest.raises(sqlite3.IntegrityError, match=r"^facts are never "):
            change(table, fact)
        assert rows(db, kind) == before


@pytest.mark.parametrize("options", [{}, {"drop": {"text"}}, {"defaults": {"text": ""}}])
def test_a_transform_which_would_drop_the_guards_fails_on_a_table_without_rowid(study, options):
    with closing(sqlite3.connect(study.store.path)) as db:
        before = rows(db, "memo")
        with pytest.raises((sqlite3.IntegrityError, TransformError)):
            Database(db).table("fact_memo").transform(**options)
        assert rows(db, "memo") == before
    assert study.problems() == []


def test_a_file_says_what_it_is_in_its_header(study):
    db = study.store.db
    assert db.execute("PRAGMA application_id").fetchone()[0] == APPLICATION_ID
    assert study.store.path.read_bytes()[68:72] == b"QBNC"
    assert db.execute("PRAGMA user_version").fetchone()[0] == FORMAT
    assert db.execute("PRAGMA foreign_keys").fetchone()[0] == 1


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_has_the_same_envelope(study, kind):
    columns = [column.name for column in study.store.db.table(f"fact_{kind}").columns]
    assert tuple(columns[: len(ENVELOPE)]) == ENVELOPE
