"""The union of copies: what is taken, what is refused, and what a crash or a full disk leaves."""

import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from qualbench import store
from qualbench.errors import ProjectError
from qualbench.store import Draft, live
from qualbench.store.copies import held
from qualbench.store.ids import new_id
from qualbench.store.schema import APPLICATION_ID, FORMAT, MIGRATIONS

MANY = 4000


def merged(project, *files, dry_run=False):
    with store.merging(project, files, dry_run=dry_run) as done:
        pass
    return done


def refused(study, file):
    """Why a copy is refused; nothing of it is here then."""
    before = store.facts_digest(study.store)
    (done,) = merged(study.store, file)
    assert done.added == done.already == {}
    assert store.facts_digest(study.store) == before
    assert study.problems() == []
    return done.refused.message.removeprefix(f"{file}: ")


@pytest.fixture
def copy(template, tmp_path):
    """A copy of the study, closed."""
    folder = tmp_path / "copies"
    folder.mkdir()
    return Path(shutil.copy(template, folder / "copy.qualbench"))


@pytest.fixture
def worked(copy, at_work):
    """A copy in which Second has coded, with a memo, and retracted."""
    with store.opened(copy) as opened:
        study = at_work(opened)
        study.code("Second", "a01", 4, 9, memo="hm")
        gone = study.code("Second", "a01", 5, 9)
        study.do(store.retract, "Second", [gone])
    return copy


@pytest.fixture
def at_work(study):
    return type(study)


def inside(folder):
    """Names and bytes of all that lies in a folder."""
    return {file.name: file.read_bytes() for file in folder.iterdir()}


def test_what_is_new_is_added_and_counted_and_the_copy_stays_as_it_is(study, worked):
    before = inside(worked.parent)
    (done,) = merged(study.store, worked)
    assert done.added == {"coding": 2, "memo": 1, "retraction": 1}
    assert sum(done.already.values()) == len(study.facts()) - 4
    assert (done.conflicts, done.refused) == ((), None)
    assert study.problems() == []
    assert inside(worked.parent) == before
    (again,) = merged(study.store, worked)
    assert (again.added, sum(again.already.values())) == ({}, len(study.facts()))


def test_it_is_told_whose_copy_it_is_where_it_was_handed_out(study, worked):
    given = {"given": _copy_id(worked), "coder": study.coders["First"], "transcripts": "[]"}
    study.record("Lead", Draft("handout", given))
    (done,) = merged(study.store, worked)
    assert (done.copy, done.given) == (given["given"], study.coders["First"])


def _copy_id(file):
    with store.opened(file) as opened:
        return opened.copy


def test_what_a_copy_could_undo_and_how_it_left_the_desk_stays_there(study, worked):
    local = [list(study.store.db.execute(f"SELECT * FROM {t}")) for t in ("action", "desk", "copy")]
    merged(study.store, worked)
    assert local == [
        list(study.store.db.execute(f"SELECT * FROM {t}")) for t in ("action", "desk", "copy")
    ]


def test_what_another_program_has_only_in_its_log_counts_and_nothing_is_touched(
    study, copy, at_work
):
    with store.opened(copy) as opened:
        at_work(opened).code("Second", "a01", 4, 9)
        before = inside(copy.parent)
        assert before["copy.qualbench-wal"]
        (done,) = merged(study.store, copy)
        assert done.added == {"coding": 1}
        assert inside(copy.parent) == before


def test_a_log_that_was_left_behind_counts_too(study, copy, at_work, tmp_path):
    with store.opened(copy) as opened:
        at_work(opened).code("Second", "a01", 4, 9)
        left = tmp_path / "left"
        left.mkdir()
        for suffix in ("", "-wal"):
            shutil.copy(f"{copy}{suffix}", left)
    before = inside(left)
    assert merged(study.store, left / copy.name)[0].added == {"coding": 1}
    assert inside(left) == before


def test_a_copy_that_may_only_be_read_is_merged(study, worked):
    worked.chmod(0o400)
    worked.parent.chmod(0o500)
    try:
        assert merged(study.store, worked)[0].refused is None
    finally:
        worked.parent.chmod(0o700)


def test_a_copy_of_the_first_format_is_migrated_and_stays_as_it_is(empty, tmp_path):
    empty.do(store.add_transcript, "Lead", empty.text("c01"))
    coding = empty.code("First")
    old = tmp_path / "old.qualbench"
    with closing(sqlite3.connect(old)) as db, db:
        for statement in MIGRATIONS[0]:
            db.execute(statement)
        tables = ("project", "coder", "codebook", "publication", "transcript", "name", "turns")
        for table in (*(f"fact_{kind}" for kind in (*tables, "coding")), "copy"):
            columns = [row[1] for row in db.execute(f"PRAGMA table_info({table})")]
            rows = empty.store.db.execute(f"SELECT {', '.join(columns)} FROM {table}")
            marks = ", ".join("?" * len(columns))
            db.executemany(f"INSERT INTO {table} VALUES ({marks})", rows)
        db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        db.execute("PRAGMA user_version = 1")
    before = old.read_bytes()
    (done,) = merged(empty.store, old)
    assert (done.refused, done.already["coding"], done.added) == (None, 1, {})
    assert old.read_bytes() == before
    with held(old) as opened:
        assert store.is_live(opened, coding) is False  # the old file kept no live table here
        assert store.codings_among(opened, [coding])


# What is refused


def test_a_copy_of_another_study_is_refused(study, empty):
    assert refused(study, empty.store.path) == "is of another study"


def test_a_copy_of_a_newer_format_is_refused(study, copy):
    with closing(sqlite3.connect(copy)) as db:
        db.execute(f"PRAGMA user_version = {FORMAT + 1}")
    assert refused(study, copy).startswith("was written by a newer qualbench")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"transcript,participant\n" * 400, "cannot be read as a project"),
        (b"", "is no qualbench project"),
    ],
)
def test_what_is_no_project_is_refused(study, tmp_path, content, said):
    file = tmp_path / "other.csv"
    file.write_bytes(content)
    assert refused(study, file).startswith(said)
    assert refused(study, tmp_path / "missing") == "does not exist"
    assert refused(study, tmp_path) == "is a folder"


@pytest.mark.parametrize("part", [0.1, 0.5, 0.9, 0.99])
def test_a_copy_that_was_cut_off_is_refused(study, worked, part):
    whole = worked.read_bytes()
    worked.write_bytes(whole[: int(len(whole) * part)])
    assert refused(study, worked)


def test_a_copy_with_a_scribble_in_it_is_refused_or_holds_the_same_facts(study, worked):
    whole = worked.read_bytes()
    chance = random.Random(7)
    for _ in range(25):
        at = chance.randrange(100, len(whole) - 64)
        worked.write_bytes(whole[:at] + chance.randbytes(64) + whole[at + 64 :])
        (done,) = merged(study.store, worked)
        assert done.refused or set(done.added) <= {"coding", "memo", "retraction"}
        assert study.problems() == []


@pytest.mark.parametrize(
    ("kind", "column", "value"),
    [
        ("coding", "start_char", 4),
        ("coding", "author", "somebody"),
        ("memo", "text", "otherwise"),
        ("transcript", "text", "other words"),
        ("attribute", "value", "director"),
        ("retraction", "fact", "another"),
        ("coding", "digest", "0" * 64),
    ],
)
def test_one_changed_fact_refuses_the_whole_copy_and_is_named(
    study, worked, at_work, kind, column, value
):
    with store.opened(worked) as opened:
        copy = at_work(opened)
        fact = copy.facts(kind)[-1].id
        copy.change(kind, fact, column, value)
    said = refused(study, worked)
    assert f"{kind} {fact}" in said or "missing" in said


def test_a_fact_that_is_here_with_other_content_refuses_the_copy_and_others_are_merged(
    study, worked, template, tmp_path, at_work
):
    """Somebody changed a memo and its digest too: the copy is sound, and not the same study."""
    clever = Path(shutil.copy(template, tmp_path / "clever.qualbench"))
    with store.opened(clever) as opened:
        copy = at_work(opened)
        copy.code("First", "a01", 4, 9)
        memo = copy.facts("memo")[0]
        changed = type(memo)(
            *(memo.kind, memo.id, memo.author, memo.copy, memo.action, memo.at),
            {**memo.payload, "text": "otherwise"},
        )
        copy.change("memo", memo.id, "text", "otherwise")
        copy.change("memo", memo.id, "digest", changed.digest)
        assert copy.problems() == []
    one, other = merged(study.store, clever, worked)
    assert one.refused.message == f"{clever}: memo {memo.id} is here with other content"
    assert one.added == {}
    assert other.added == {"coding": 2, "memo": 1, "retraction": 1}
    assert study.problems() == []


def test_a_copy_without_its_guards_is_refused(study, worked):
    with closing(sqlite3.connect(worked)) as db:
        db.execute("DROP TRIGGER fact_coding_update")
    assert "fact_coding_update is missing" in refused(study, worked)


# Much at once


@pytest.fixture(scope="session")
def large(template, tmp_path_factory):
    """A copy with thousands of new facts, revisions and retractions among them."""
    file = tmp_path_factory.mktemp("large") / "large.qualbench"
    shutil.copy(template, file)
    with store.opened(file) as project, project.writing():
        coder = store.find_coder(project, "Second").id
        known = store.codings(project)[0]
        text = store.find_text(project, "c01")
        drafts = [
            store.coding_drafts(project, coder, text, known.span, known.code, known.codebook)[0]
            for _ in range(MANY)
        ]
        for number, before in enumerate(drafts[: MANY // 2]):
            line = {"lineage": before.id, "replaces": before.id}
            drafts.append(Draft("coding", {**before.payload, **line}, id=new_id()))
            if number % 3 == 0:
                drafts.append(Draft("retraction", {"fact": drafts[-1].id, "manner": "do"}))
        drafts.sort(key=lambda draft: draft.kind)
        store.record(project, coder, drafts)
    return file


def test_what_is_live_after_many_facts_came_at_once_is_what_the_facts_say(study, large):
    (done,) = merged(study.store, large)
    assert done.added == {"coding": MANY * 3 // 2, "retraction": -(-MANY // 6)}
    assert study.live_facts() == live.rebuilt(study.store.db)
    assert study.problems() == []


MERGE = """
import sys
from pathlib import Path
from qualbench import store
with store.opened(Path(sys.argv[1])) as project:
    print("now", flush=True)
    with store.merging(project, [Path(sys.argv[2])]):
        pass
    print("done", flush=True)
"""


def test_a_merge_that_is_killed_leaves_the_project_as_it_was_or_wholly_merged(
    template, large, tmp_path, at_work
):
    chance = random.Random(os.getpid())
    copy_before = large.read_bytes()
    with store.opened(Path(shutil.copy(template, tmp_path / "whole.qualbench"))) as project:
        before = store.facts_digest(project)
        merged(project, large)
        after = store.facts_digest(project)
    for number in range(6):
        file = Path(shutil.copy(template, tmp_path / f"killed-{number}.qualbench"))
        words = [sys.executable, "-c", MERGE, str(file), str(large)]
        with subprocess.Popen(words, stdout=subprocess.PIPE) as process:
            assert process.stdout.readline() == b"now\n"
            time.sleep(chance.uniform(0, 0.4))
            process.send_signal(signal.SIGKILL)
            finished = b"done" in process.stdout.read()
        with store.opened(file) as project:
            found = store.facts_digest(project)
            assert found in (before, after)
            assert found == after or not finished
            assert store.check(project) == ()
    assert large.read_bytes() == copy_before


def test_a_full_disk_leaves_the_project_as_it_was_and_is_said(study, large):
    """SQLite is allowed a few pages more, and then says what it says of a disk that is full."""
    before = store.facts_digest(study.store)
    pages = study.store.db.execute("PRAGMA page_count").fetchone()[0]
    study.store.db.execute(f"PRAGMA max_page_count = {pages + 20}")
    with pytest.raises(ProjectError, match=r"cannot be written \(database or disk is full\)"):
        merged(study.store, large)
    study.store.db.execute(f"PRAGMA max_page_count = {2**30}")
    assert store.facts_digest(study.store) == before
    assert study.problems() == []
    assert merged(study.store, large)[0].refused is None


def test_a_small_disk_that_fills_up_leaves_the_project_as_it_was(template, large, tmp_path):
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=2m", "none", str(disk)]
    if not shutil.which("mount") or subprocess.run(mount, capture_output=True).returncode:
        pytest.skip("a small tmpfs cannot be mounted here; the test above has a quota instead")
    try:
        file = Path(shutil.copy(template, disk / "study.qualbench"))
        with store.opened(file) as project:
            before = store.facts_digest(project)
            with pytest.raises(ProjectError, match="cannot be written"):
                merged(project, large)
            assert store.facts_digest(project) == before
        with store.opened(file) as project:
            assert store.facts_digest(project) == before
            assert store.check(project) == ()
    finally:
        subprocess.run(["umount", str(disk)], check=True)
