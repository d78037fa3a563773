"""Several programs, each a process of its own, on one file at once."""

import json
import sqlite3
import subprocess
import sys
import time
from contextlib import ExitStack, closing, contextmanager

import pytest

from qualbench import store, workbench
from qualbench.store.schema import APPLICATION_ID, FORMAT, MIGRATIONS

CODINGS = 250
COMMANDS = 4

CODES = """
import json, sys
from pathlib import Path
from qualbench import workbench
from qualbench.errors import QualbenchError
from qualbench.model import Span

path, coder, first, number = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
errors = []
with workbench.opened(path) as project:
    text = workbench.texts(project)[0]
    begin()
    for at in range(first, first + number):
        try:
            workbench.code(project, coder, text.hash, Span(at, at + 40), "inner.culture")
            if at % 100 == 0:
                workbench.back_up(project)
        except QualbenchError as error:
            errors.append(error.message)
print(json.dumps(errors))
"""
OPENS = """
import sys
from pathlib import Path
from qualbench import workbench

begin()
with workbench.opened(Path(sys.argv[1])) as project:
    print(project.db.execute("PRAGMA user_version").fetchone()[0])
"""
MAKES = """
import sys
from pathlib import Path
from qualbench import workbench
from qualbench.errors import ProjectError

begin()
try:
    workbench.init(Path(sys.argv[1]), "mio", sys.argv[2])
    print("made")
except ProjectError as error:
    print(error.message.rpartition(": ")[2])
"""
JOINS = """
import sys
from pathlib import Path
from qualbench import workbench
from qualbench.model import Span

with workbench.opened(Path(sys.argv[1])) as project:
    text = workbench.texts(project)[0].hash
    begin()
    for number in range(150):
        workbench.code(project, f"coder {number}", text, Span(9, 40), "inner.tension")
print("done")
"""
BEGIN = """
import sys
def begin():
    print("ready", flush=True)
    sys.stdin.readline()
"""


@pytest.fixture
def at_once():
    """Programs that begin together; gives the last line that each said."""
    running = []

    def at_once(script, *calls):
        for words in calls:
            pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
            command = [sys.executable, "-c", BEGIN + script, *map(str, words)]
            running.append(subprocess.Popen(command, **pipes))
        for program in running:
            assert program.stdout.readline() == "ready\n"
        for program in running:
            program.stdin.write("\n")
            program.stdin.flush()
        return lambda: [program.communicate()[0].splitlines()[-1] for program in running]

    yield at_once
    for program in running:
        program.kill()


def test_two_programs_and_commands_beside_them_lose_nothing(sample, at_once):
    before = _codings(sample)
    said = at_once(CODES, (sample, "ana", 0, CODINGS), (sample, "ben", 5, CODINGS))
    for at in range(COMMANDS):
        words = ("code", sample, "c1-counselor-1", f"{at}:{at + 60}", "inner.tension")
        command = [sys.executable, "-m", "qualbench", *words, "--coder", "cleo"]
        ran = subprocess.run(command, capture_output=True, text=True)
        assert (ran.returncode, ran.stderr) == (0, "")
    assert [json.loads(errors) for errors in said()] == [[], []]
    now = _codings(sample)
    new = {coder: now[coder] - before.get(coder, 0) for coder in now}
    assert {c: n for c, n in new.items() if n} == {"ana": CODINGS, "ben": CODINGS, "cleo": COMMANDS}
    with workbench.opened(sample) as project:
        assert workbench.check(project) == ()
        for copy in workbench.backups(project):
            with workbench.opened(copy) as backup:
                assert workbench.check(backup) == ()
    assert not list(sample.parent.glob("*.partial*"))


def test_two_windows_of_one_coder_lose_nothing(sample, at_once):
    said = at_once(CODES, (sample, "ana", 1, 60), (sample, "ana", 301, 60))
    assert [json.loads(errors) for errors in said()] == [[], []]
    assert _codings(sample)["ana"] == 120
    with workbench.opened(sample) as project:
        undone = [workbench.undo(project, "ana") for _ in range(120)]
    assert len(undone) == 120
    assert "ana" not in _codings(sample)


def _codings(path):
    """How many live codings each coder has."""
    with workbench.opened(path) as project:
        coders = [shown.coder for shown in workbench.live_codings(project)]
    return {coder: coders.count(coder) for coder in coders}


def test_an_older_file_that_several_programs_open_at_once_is_migrated_once(tmp_path, at_once):
    path = tmp_path / "old.qualbench"
    with closing(sqlite3.connect(path)) as db, db:
        for statement in MIGRATIONS[0]:
            db.execute(statement)
        db.execute("INSERT INTO fact_project VALUES ('p', 'l', 'c', 'a', 'now', '', 'old', 'l')")
        db.execute("INSERT INTO copy VALUES ('c')")
        db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        db.execute("PRAGMA user_version = 1")
    assert at_once(OPENS, (path,), (path,), (path,))() == [str(FORMAT)] * 3


def test_of_two_that_make_a_project_at_once_one_is_refused(tmp_path, at_once):
    path = tmp_path / "new.qualbench"
    said = at_once(MAKES, (path, "ana"), (path, "ben"))()
    assert sorted(said) == ["is there already", "made"]
    with workbench.opened(path) as project:
        assert workbench.status(project).lead == ("ana", "ben")[said.index("made")]
        assert workbench.check(project) == ()


@contextmanager
def _writing(path):
    """Another program, in the middle of writing for a long time."""
    with store.opened(path) as other, other.writing():
        yield


def test_nobody_who_leaves_waits_for_a_long_merge(sample):
    with ExitStack() as later:
        with workbench.opened(sample) as project:
            workbench.leave(project, "ana", {"place": "1:2"})
            later.enter_context(_writing(sample))
            began = time.monotonic()
        assert time.monotonic() - began < 2


def test_who_reads_does_not_wait_for_who_writes(sample):
    with workbench.opened(sample) as project, _writing(sample):
        began = time.monotonic()
        assert workbench.status(project, "ana").transcripts
        assert time.monotonic() - began < 2


def test_what_is_read_while_new_coders_join_fits_together(sample, at_once):
    said = at_once(JOINS, (sample,))
    found = set()
    with workbench.opened(sample) as project:
        while len(found) < 100 and "coder 149" not in found:
            status = workbench.status(project, "ana")
            found |= set(status.coders)
            assert {c for one in status.transcripts for c in one.codings} <= set(status.coders)
    assert said() == ["done"]


def test_a_backup_that_was_put_in_its_place_lets_others_read_while_one_writes(sample):
    with workbench.opened(sample) as project:
        copy = workbench.back_up(project)
    with workbench.opened(copy) as project, _writing(copy):
        assert workbench.status(project, "ana").transcripts
        assert project.db.execute("PRAGMA journal_mode").fetchone()[0] == "wal"
