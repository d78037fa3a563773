import os
import shutil
import sqlite3
import stat
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from qualbench import store
from qualbench.errors import ProjectError
from qualbench.store.file import SUFFIX
from qualbench.store.schema import APPLICATION_ID, FORMAT


def refused(path, making=False):
    """What a file is refused with; there is one clear line and a hint."""
    before = sorted(path.parent.iterdir()) if path.parent.is_dir() else []
    opening = store.making(path) if making else store.opened(path)
    with pytest.raises(ProjectError) as caught, opening:
        raise AssertionError("was opened")
    message = caught.value.message
    assert message.startswith(f"{path}: ")
    assert "\n" not in message
    assert caught.value.hint
    assert (sorted(path.parent.iterdir()) if path.parent.is_dir() else []) == before
    return message.removeprefix(f"{path}: ")


@pytest.fixture
def unprivileged():
    """Do something, then be nobody for a while: root may write anywhere."""

    @contextmanager
    def lowered(prepare, *args):
        prepared, before = prepare(*args), os.geteuid()
        os.seteuid(before or 65534)
        try:
            yield prepared
        finally:
            os.seteuid(before)

    return lowered


@pytest.fixture
def folder():
    """A folder that others can reach, which pytest's own are not."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        yield folder
        folder.chmod(0o755)


def header(path, **values):
    with closing(sqlite3.connect(path)) as db:
        for name, value in values.items():
            db.execute(f"PRAGMA {name} = {value}")


@pytest.mark.parametrize("making", [False, True])
def test_a_folder_is_refused(tmp_path, making):
    (tmp_path / "folder").mkdir()
    said = refused(tmp_path / "folder", making)
    assert said == ("is there already" if making else "is a folder")


def test_a_missing_file_is_refused_and_not_made(tmp_path):
    assert refused(tmp_path / "gone.qualbench") == "does not exist"
    assert refused(tmp_path / "gone" / "gone.qualbench") == "does not exist"


def test_a_name_too_long_and_a_device_are_refused(tmp_path):
    assert "cannot be reached" in refused(tmp_path / ("x" * 300))
    os.mkfifo(tmp_path / "pipe")
    assert refused(tmp_path / "pipe") == "is no file"


@pytest.mark.parametrize("content", ["", "I: Hello.\n", "SQLite format 3\0 and no more"])
def test_a_file_that_is_no_database_is_refused_and_left_alone(tmp_path, content):
    path = tmp_path / "notes.txt"
    path.write_text(content)
    assert "project" in refused(path)
    assert path.read_text() == content


@pytest.mark.parametrize("mode", ["delete", "wal"])
def test_another_sqlite_database_is_refused_and_left_alone(tmp_path, mode):
    path = tmp_path / "other.db"
    with closing(sqlite3.connect(path)) as db, db:
        db.execute(f"PRAGMA journal_mode = {mode}")
        db.execute("CREATE TABLE fact_project (id)")
    before = path.read_bytes()
    assert refused(path) == "is no qualbench project"
    assert path.read_bytes() == before


def test_a_newer_format_is_refused_with_both_numbers_and_left_alone(path):
    header(path, user_version=FORMAT + 1)
    before = path.read_bytes()
    message = refused(path)
    assert f"(format {FORMAT + 1}; this one knows {FORMAT})" in message
    assert path.read_bytes() == before


def test_a_truncated_project_is_refused(path):
    whole = path.read_bytes()
    path.write_bytes(whole[:5000])
    assert "cannot be opened as a project" in refused(path)


@pytest.mark.parametrize("table", ["copy", "fact_project"])
def test_a_project_that_does_not_know_itself_is_refused(path, table):
    with closing(sqlite3.connect(path)) as db, db:
        db.execute(f"DROP TRIGGER IF EXISTS {table}_delete")
        db.execute(f"DELETE FROM {table}")
    assert refused(path) == f"is damaged ({table} has 0 rows, not one)"


def test_a_header_alone_is_no_project(tmp_path):
    path = tmp_path / "bare.qualbench"
    header(path, application_id=APPLICATION_ID, user_version=FORMAT)
    assert "cannot be opened as a project" in refused(path)


def test_what_is_there_already_is_not_made_anew(path, tmp_path):
    before = path.read_bytes()
    assert refused(path, making=True) == "is there already"
    assert path.read_bytes() == before
    (tmp_path / "link").symlink_to(tmp_path / "nowhere")
    assert refused(tmp_path / "link", making=True) == "is there already"


def test_a_project_is_not_made_where_there_is_no_folder(tmp_path):
    (tmp_path / "file").touch()
    for parent in ("gone", "file"):
        assert "cannot be made" in refused(tmp_path / parent / "p.qualbench", making=True)


def test_a_project_is_not_made_in_a_folder_that_cannot_be_written_to(folder, unprivileged):
    with unprivileged(folder.chmod, 0o555):
        assert "Permission denied" in refused(folder / "p.qualbench", making=True)


def placed(template, folder, mode, folder_mode):
    path = shutil.copy(template, folder / "p.qualbench")
    path.chmod(mode)
    folder.chmod(folder_mode)
    return path


def test_a_project_behind_a_closed_door_is_refused(folder, template, unprivileged):
    with unprivileged(placed, template, folder, 0o644, 0o000) as path:
        with pytest.raises(ProjectError, match="cannot be reached") as caught:
            store.opened(path).__enter__()
        assert caught.value.hint


def test_a_project_in_a_folder_that_cannot_be_written_to_is_refused(folder, template, unprivileged):
    with unprivileged(placed, template, folder, 0o644, 0o555) as path:
        assert "cannot be opened as a project" in refused(path)


def test_a_project_that_can_only_be_read_is_read_and_a_change_is_refused(
    folder, template, study, unprivileged
):
    lowered = unprivileged(placed, template, folder, 0o444, 0o777)
    with lowered as path, store.opened(path) as project:
        read_only = type(study)(project)
        assert read_only.facts() == study.facts()
        with pytest.raises(ProjectError, match="cannot be written"):
            read_only.code("First")
    assert path.read_bytes() == template.read_bytes()


def test_a_new_project_is_for_its_owner_alone_and_says_what_it_is(tmp_path):
    path = tmp_path / f"new{SUFFIX}"
    before = os.umask(0)
    try:
        with store.making(path) as project, project.writing():
            store.start_project(project, "Study", "Lead", '{"codes":[]}')
    finally:
        os.umask(before)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    with closing(sqlite3.connect(path)) as db:
        said = [db.execute(f"PRAGMA {name}").fetchone()[0] for name in HEADER]
    assert said == list(HEADER.values())
    with store.opened(path) as again:
        assert (again.project, again.copy) == (project.project, project.copy)
        assert store.project_name(again) == "Study"


HEADER = {"application_id": APPLICATION_ID, "user_version": FORMAT, "journal_mode": "wal"}


def test_after_closing_the_one_file_is_the_project(path, tmp_path):
    with store.opened(path) as project, project.writing():
        made = store.add_coder(project, "Third")
        assert (tmp_path / "study.qualbench-wal").exists()
    assert list(tmp_path.iterdir()) == [path]
    with store.opened(path.rename(tmp_path / "moved.qualbench")) as project:
        assert store.find_coder(project, "Third") == made


@pytest.mark.parametrize("error", [ValueError, KeyboardInterrupt])
def test_a_project_whose_making_fails_leaves_no_file(tmp_path, error):
    with pytest.raises(error), store.making(tmp_path / "p.qualbench") as project:
        with project.writing():
            store.start_project(project, "Study", "Lead", '{"codes":[]}')
        raise error
    assert list(tmp_path.iterdir()) == []


def test_a_project_is_closed_when_its_use_fails(path):
    with pytest.raises(sqlite3.IntegrityError), store.opened(path) as project:
        raise sqlite3.IntegrityError
    with pytest.raises(sqlite3.ProgrammingError, match="closed"):
        project.db.execute("SELECT 1")


def test_two_programs_that_write_in_turn_both_succeed(study):
    with store.opened(study.store.path) as project:
        other = type(study)(project)
        made = {who.code("First", "a01", n, n + 3) for n in range(6) for who in (study, other)}
        assert made <= study.live("First")
        assert study.live() == other.live()
        assert study.problems() == other.problems() == []


def test_a_program_that_waits_too_long_for_another_says_so_and_changes_nothing(study):
    before = study.facts()
    with store.opened(study.store.path) as project, project.writing():
        study.store.db.execute("PRAGMA busy_timeout = 20")
        with pytest.raises(ProjectError, match="another program") as caught:
            study.code("First", "a01", 3, 8)
    assert "nothing was changed" in caught.value.hint
    assert study.facts() == before


def test_a_full_disk_says_so_and_changes_nothing(study):
    before, db = study.facts(), study.store.db
    pages = db.execute("PRAGMA page_count").fetchone()[0]
    db.execute(f"PRAGMA max_page_count = {pages}").fetchone()
    with pytest.raises(ProjectError, match="full"):
        study.record("First", *study.drafts("First", memo="x" * 500_000))
    assert study.facts() == before
    assert study.problems() == []
