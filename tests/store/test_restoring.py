"""Going back to a backup: what would change, what is kept, and what a crash leaves."""

import os
import random
import shutil
import signal
import sqlite3
import stat
import subprocess
import sys
import time
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from qualbench import store
from qualbench.errors import ProjectError, RefusedError
from qualbench.store.copies import held
from qualbench.store.schema import FORMAT

NOON = datetime(2026, 3, 20, 12, 0, 0)
LATER = NOON + timedelta(hours=1)


def put_back(path, file, at=LATER):
    with store.restoring(path, file) as one:
        return store.put_back(one, at)


def digest(path):
    with store.opened(path) as project:
        assert store.check(project) == ()
        return store.facts_digest(project)


def why_not(path, file):
    """Why a backup is refused; nothing is changed then."""
    before = path.read_bytes()
    with pytest.raises(ProjectError) as refused:
        put_back(path, file)
    assert path.read_bytes() == before
    return refused.value.message.removeprefix(f"{file}: ")


@pytest.fixture
def backup(path):
    """A backup of the study; Second has coded since."""
    with store.opened(path) as project:
        return store.back_up(project, NOON)


@pytest.fixture
def worked(path, backup, study_of):
    with study_of(path) as study:
        study.code("Second", "a01", 4, 9, memo="hm")
    return path


def test_backups_are_listed_with_how_much_they_differ(worked, backup):
    (one,) = store.restorable(worked)
    assert (one.file, one.at, one.size) == (backup, NOON, backup.stat().st_size)
    assert one.differs == 2
    backup.write_bytes(b"")
    assert store.restorable(worked)[0].differs is None


def test_what_would_go_and_what_would_come_back_is_counted_by_author_and_kind(worked, backup):
    with store.restoring(worked, backup) as one:
        second = {c.name: c.id for c in store.coders(one.now)}["Second"]
        assert store.changes(one) == ({(second, "coding"): 1, (second, "memo"): 1}, {})
        kept = store.put_back(one, LATER)
    with store.restoring(worked, kept) as one:
        assert store.changes(one) == ({}, {(second, "coding"): 1, (second, "memo"): 1})


def test_to_look_changes_nothing(worked, backup):
    before = {f.name: f.read_bytes() for f in worked.parent.rglob("*") if f.is_file()}
    with store.restoring(worked, backup):
        store.restorable(worked)
    assert {f.name: f.read_bytes() for f in worked.parent.rglob("*") if f.is_file()} == before


def test_the_project_is_what_it_was_and_what_it_had_become_is_kept(worked, backup):
    then, now = digest(backup), digest(worked)
    kept = put_back(worked, backup)
    assert (digest(worked), digest(kept)) == (then, now)
    assert kept.name.startswith("2026-03-20_13-00-00_")
    assert set(worked.parent.iterdir()) == {worked, backup.parent}
    put_back(worked, kept, LATER + timedelta(minutes=1))
    assert digest(worked) == now


def test_another_connection_goes_on_and_sees_what_is_there_now(worked, backup, study_of):
    with study_of(worked) as other:
        coded = len(store.codings(other.store))
        put_back(worked, backup)
        assert len(store.codings(other.store)) == coded - 1
        other.code("First", "a01", 4, 9)
        assert len(store.codings(other.store)) == coded
        assert other.problems() == []
    assert digest(worked) != digest(backup)


def test_what_others_store_up_to_the_last_moment_is_kept(worked, backup, study_of):
    with study_of(worked) as other, store.restoring(worked, backup) as one:
        other.code("First", "a01", 4, 9)
        now = store.facts_digest(other.store)
        kept = store.put_back(one, LATER)
    assert digest(kept) == now


def test_a_backup_is_made_even_where_the_newest_one_is_called_like_it(path, backup):
    backup.write_bytes(b"damaged since")
    with store.opened(path) as project:
        mine = store.back_up(project, NOON - timedelta(days=1), spare=backup)
    kept = put_back(path, mine)
    assert digest(kept) == digest(path)
    assert kept not in (backup, mine)


def test_the_backup_that_one_goes_back_to_is_not_thinned_out(path, study_of):
    with study_of(path) as study:
        first = store.back_up(study.store, NOON - timedelta(days=60))
        for number in range(9):
            study.code("First", "a01", 4, 6 + number)
            store.back_up(study.store, NOON + timedelta(minutes=number))
    assert first in store.backups_of(path)  # the oldest of the newest ten goes next
    kept = put_back(path, Path(os.path.relpath(first)))
    assert {first, kept} <= set(store.backups_of(path))
    assert digest(path) == digest(first)


def test_without_room_for_a_backup_nothing_is_restored(worked, backup):
    before, file = digest(worked), backup.rename(worked.with_name("mine.qualbench"))
    backup.parent.rmdir()
    backup.parent.write_text("in the way")
    with pytest.raises(ProjectError, match="no backup was made") as refused:
        put_back(worked, file)
    assert refused.value.hint.startswith("Nothing was restored.")
    assert digest(worked) == before


def test_a_full_disk_leaves_the_project_as_it_was(worked, backup):
    resource = pytest.importorskip("resource")
    before = digest(worked)
    ignored = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1 << 16, hard))
    try:
        with pytest.raises(ProjectError):
            put_back(worked, backup)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        signal.signal(signal.SIGXFSZ, ignored)
    assert digest(worked) == before
    assert put_back(worked, backup)


def test_who_writes_all_the_time_is_waited_for_and_then_said(worked, backup):
    before = digest(worked)
    with closing(sqlite3.connect(worked)) as other:
        other.execute("BEGIN IMMEDIATE")
        with (
            store.restoring(worked, backup) as one,
            pytest.raises(ProjectError, match="another program keeps writing to it"),
        ):
            store.put_back(one, LATER, patience=0.1)
        other.rollback()
    assert digest(worked) == before


# What is no backup of it


def test_a_backup_of_another_study_is_refused(worked, empty):
    assert why_not(worked, empty.store.path) == "is of another study"


def test_another_copy_of_the_study_is_to_be_merged(worked, backup, tmp_path, study_of):
    given = tmp_path / "first.qualbench"
    with study_of(worked) as study:
        lead, first = study.coders["Lead"], study.coders["First"]
        store.hand_out(study.store, lead, first, given, [study.text("a01").hash], [])
    with pytest.raises(RefusedError, match="is another copy of this study") as refused:
        put_back(worked, given)
    assert refused.value.hint == f"Merge it: `qualbench merge {worked} {given}`."


def test_a_newer_format_is_refused(worked, backup):
    with closing(sqlite3.connect(backup)) as db:
        db.execute(f"PRAGMA user_version = {FORMAT + 1}")
    assert why_not(worked, backup).startswith("was written by a newer qualbench")


def test_a_backup_that_was_changed_is_refused(worked, backup, study_of):
    with study_of(backup) as study:
        coding = study.facts("coding")[0]
        study.change("coding", coding.id, "code", "tiny.need")
    assert why_not(worked, backup) == f"coding {coding.id} was changed: its digest does not fit"


@pytest.mark.parametrize(
    "content",
    [b"", b"no project at all", b"SQLite format 3\0" * 99],
    ids=["empty", "text", "header"],
)
def test_a_file_that_is_no_project_is_refused(worked, backup, content):
    backup.write_bytes(content)
    assert why_not(worked, backup)


def test_the_project_itself_and_what_is_missing_are_refused(worked, backup):
    with pytest.raises(RefusedError, match="is the project itself"):
        put_back(worked, worked)
    assert why_not(worked, backup.with_name("gone")) == "does not exist"


def test_where_neither_the_project_nor_a_backup_is_nothing_is_made(tmp_path, path):
    missing = tmp_path / "missing.qualbench"
    with pytest.raises(ProjectError, match="does not exist"):
        put_back(missing, path)
    assert not missing.exists()


# A project that cannot be read


DAMAGES = {
    "its beginning": lambda whole: b"rubbish" + whole[7:],
    "pages of it": lambda whole: whole[: 1 << 16] + bytes(1 << 16) + whole[1 << 17 :],
    "its end": lambda whole: whole[: len(whole) // 2],
    "all of it": lambda whole: b"",
}


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
def test_a_damaged_file_is_set_aside_with_its_logs_and_the_backup_takes_its_place(
    worked, backup, damage
):
    worked.write_bytes(damage(worked.read_bytes()))
    damaged = worked.read_bytes()
    log = Path(f"{worked}-shm")
    log.write_bytes(b"left behind")
    with store.restoring(worked, backup) as one:
        assert one.now is None
        aside = store.put_back(one, LATER)
    assert aside.name == f"{worked.name}.damaged-2026-03-20_13-00-00"
    assert aside.read_bytes() == damaged
    assert Path(f"{aside}-shm").read_bytes() == b"left behind"
    assert not log.exists()
    assert stat.S_IMODE(worked.stat().st_mode) == 0o600
    assert digest(worked) == digest(backup)
    assert not list(worked.parent.glob("*.partial*"))


def test_two_damaged_files_are_both_kept(worked, backup):
    asides = set()
    for rubbish in (b"one", b"two"):
        worked.write_bytes(rubbish)
        asides.add(put_back(worked, backup).read_bytes())
    assert asides == {b"one", b"two"}
    assert len(list(worked.parent.glob("*.damaged-*"))) == 2


def test_a_missing_file_comes_back_without_the_log_that_was_left(worked, backup):
    worked.rename(worked.with_name("x"))
    Path(f"{worked}-wal").write_bytes(b"left behind")
    assert put_back(worked, backup) is None
    assert digest(worked) == digest(backup)


def test_a_link_stays_one(worked, backup):
    real = worked.rename(worked.with_name("real"))
    worked.symlink_to(real)
    real.write_bytes(b"rubbish")
    assert put_back(worked, backup).read_bytes() == b"rubbish"
    assert worked.is_symlink()
    assert digest(real) == digest(backup)


def test_of_a_damaged_project_the_newest_backup_says_which_study_it_was(worked, backup, empty):
    worked.write_bytes(b"rubbish")
    assert why_not(worked, empty.store.path) == "is of another study"


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        (f"PRAGMA user_version = {FORMAT + 1}", "was written by a newer qualbench"),
        ("PRAGMA application_id = 7", "is no qualbench project"),
    ],
)
def test_what_only_is_not_this_programs_is_not_taken_for_damaged(worked, backup, statement, said):
    with closing(sqlite3.connect(worked)) as db:
        db.execute(statement)
    assert said in why_not(worked, backup)


def test_an_older_backup_comes_back_in_this_programs_format(worked, backup):
    put_back(worked, backup)
    with closing(sqlite3.connect(worked)) as db:
        assert db.execute("PRAGMA user_version").fetchone()[0] == FORMAT
        assert db.execute("PRAGMA journal_mode").fetchone()[0] == "wal"


# Killed

RESTORE = """
import sys
from datetime import datetime
from pathlib import Path
from qualbench import store
with store.restoring(Path(sys.argv[1]), Path(sys.argv[2])) as one:
    print("now", flush=True)
    store.put_back(one, datetime(2026, 3, 20, 13, 0, 0))
print("done", flush=True)
"""


@pytest.fixture
def large(path, study_of):
    """A project with thousands of codings, a backup of it, and much else since."""
    with study_of(path) as study:
        for made in range(2):
            with study.store.writing():
                drafts = [study.drafts("Second", "c01", 3, 10)[0] for _ in range(6000)]
                store.record(study.store, study.coders["Second"], drafts)
            if not made:
                backup = store.back_up(study.store, NOON)
    return path, backup


def test_a_restore_that_is_killed_leaves_the_project_as_it_was_or_restored(large, tmp_path):
    path, backup = large
    chance = random.Random(os.getpid())
    outcomes = (digest(path), digest(backup))
    for number in range(6):
        file = Path(shutil.copy(path, tmp_path / f"killed-{number}.qualbench"))
        words = [sys.executable, "-c", RESTORE, str(file), str(backup)]
        with subprocess.Popen(words, stdout=subprocess.PIPE) as process:
            assert process.stdout.readline() == b"now\n"
            time.sleep(chance.uniform(0, 0.2))
            process.send_signal(signal.SIGKILL)
            finished = b"done" in process.stdout.read()
        found = digest(file)
        assert found in outcomes
        assert found == outcomes[1] or not finished
        for kept in store.backups_of(file):
            with held(kept) as copy:
                assert store.facts_digest(copy) == outcomes[0]


def test_a_damaged_file_is_there_or_aside_when_its_restore_is_killed(large, tmp_path):
    chance, damaged = random.Random(os.getpid()), b"rubbish" * 99
    _, backup = large
    restored = digest(backup)
    for number in range(4):
        file = tmp_path / f"damaged-{number}.qualbench"
        file.write_bytes(damaged)
        words = [sys.executable, "-c", RESTORE, str(file), str(backup)]
        with subprocess.Popen(words, stdout=subprocess.PIPE) as process:
            assert process.stdout.readline() == b"now\n"
            time.sleep(chance.uniform(0, 0.1))
            process.send_signal(signal.SIGKILL)
        if file.read_bytes() == damaged:
            put_back(file, backup)
        assert digest(file) == restored
        asides = tmp_path.glob(f"{file.name}.damaged-*")
        assert {aside.read_bytes() for aside in asides} == {damaged}


def test_what_a_killed_program_left_half_written_is_cleared_when_the_next_backup_is_made(
    path, backup, study_of
):
    folder = backup.parent
    old = [folder / "2026-01-01.x.partial", folder / "2026-01-01.x.partial-journal"]
    old.append(path.with_name(f"{path.name}.new.y.partial"))
    fresh, mine = folder / "2026-03-20.z.partial", path.with_name("mine.partial")
    for file in (*old, fresh, mine):
        file.write_text("half")
        os.utime(file, (LATER.timestamp(), LATER.timestamp()))
    for file in (*old, mine):
        os.utime(file, (NOON.timestamp(), NOON.timestamp()))
    with study_of(path) as study:
        study.code("First", "a01", 4, 9)
        store.back_up(study.store, LATER + timedelta(minutes=1))
    assert [file.exists() for file in (*old, fresh, mine)] == [False] * 3 + [True] * 2
