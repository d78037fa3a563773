import os
import stat
from datetime import datetime, timedelta

import pytest

from qualbench import store, workbench
from qualbench.errors import ProjectError
from qualbench.model import Span

NOON = datetime(2026, 3, 20, 12, 0, 0)


def _add_a_fact(project, number):
    workbench.code(project, "ana", "d", Span(18, 19 + number), "inner.priority")


@pytest.fixture
def project(tiny):
    with workbench.opened(tiny) as project:
        yield project


def test_a_copy_is_the_whole_project_in_one_file(project, facts):
    copy = store.back_up(project, NOON)
    assert copy.name.startswith("2026-03-20_12-00-00_")
    assert [file.name for file in copy.parent.iterdir()] == [copy.name]
    assert facts(copy) == store.facts_digest(project)
    with workbench.opened(copy) as opened:
        assert workbench.check(opened) == ()


def test_only_its_owner_may_read_a_copy(project):
    copy = store.back_up(project, NOON)
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    assert stat.S_IMODE(copy.parent.stat().st_mode) == 0o700


def test_without_a_new_fact_no_copy_is_made(project):
    first = store.back_up(project, NOON)
    assert store.back_up(project, NOON + timedelta(hours=1)) is None
    _add_a_fact(project, 1)
    second = store.back_up(project, NOON + timedelta(hours=2))
    assert store.backups(project) == (second, first)


def test_what_is_not_committed_yet_is_not_in_the_copy(project, facts):
    before = store.facts_digest(project)
    with workbench.opened(project.path) as other:
        other.db.execute("BEGIN IMMEDIATE")
        other.db.execute("INSERT INTO desk VALUES ('ana', 'a', 'b')")
        copy = store.back_up(project, NOON)
        other.db.rollback()
    assert facts(copy) == before


def test_the_newest_ten_and_the_first_of_each_of_seven_days_are_kept(project):
    made = []
    for number in range(20):  # two a day, ten days up to NOON
        _add_a_fact(project, number)
        ago = timedelta(days=(19 - number) // 2, hours=1 if number % 2 == 0 else 0)
        made.append(store.back_up(project, NOON - ago))
    kept = store.backups(project)
    assert set(kept) >= set(made[-10:])
    days = [copy.name[:10] for copy in kept]
    assert days.count("2026-03-14") == days.count("2026-03-15") == 1
    assert made[6] in kept  # the first of 14 March
    assert min(days) == "2026-03-14"
    assert len(kept) == 12


def test_what_else_lies_in_the_folder_is_left_alone(project):
    copy = store.back_up(project, NOON)
    mine = copy.with_name("mine.qualbench")
    mine.write_text("kept")
    for number in range(15):
        _add_a_fact(project, number)
        store.back_up(project, NOON + timedelta(days=30, minutes=number))
    assert mine.read_text() == "kept"
    assert mine not in store.backups(project)


def test_a_folder_that_cannot_be_made_is_one_clear_line(project):
    folder = store.backup_folder(project)
    folder.write_text("in the way")
    with pytest.raises(ProjectError, match="no backup was made") as raised:
        store.back_up(project, NOON)
    assert "Work goes on" in raised.value.hint
    assert folder.read_text() == "in the way"


@pytest.mark.skipif(not hasattr(os, "fork"), reason="limits are POSIX's")
def test_a_full_disk_leaves_no_half_copy(project):
    import resource
    import signal

    before = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1 << 16, hard))
    try:
        with pytest.raises(ProjectError, match="no backup was made"):
            store.back_up(project, NOON)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        signal.signal(signal.SIGXFSZ, before)
    assert list(store.backup_folder(project).iterdir()) == []


def test_the_workbench_dates_copies_by_the_clock(project):
    copy = workbench.back_up(project)
    made = datetime.strptime(copy.name[:19], "%Y-%m-%d_%H-%M-%S")
    assert abs(datetime.now() - made) < timedelta(minutes=1)
    assert workbench.back_up(project) is None
    assert workbench.backups(project) == (copy,)
