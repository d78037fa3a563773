"""Which backup is meant, and what going back to one tells to whom."""

from datetime import datetime, timedelta

import pytest

from qualbench import store, workbench
from qualbench.errors import NotFoundError
from qualbench.model import Span


@pytest.fixture
def backups(tiny):
    """Two backups, the newest first; ana has coded after each."""
    with workbench.opened(tiny) as project:
        for hours in (2, 1):
            store.back_up(project, datetime.now() - timedelta(hours=hours))
            workbench.code(project, "ana", "d", Span(18, 20 + hours), "inner.priority")
        return workbench.backups(project)


def test_a_backup_is_named_by_its_number_or_by_its_file(tiny, backups, tmp_path):
    assert [one.file for one in workbench.restorable(tiny)] == list(backups)
    assert [one.differs for one in workbench.restorable(tiny)] == [1, 2]
    assert workbench.find_backup(tiny, "1") == backups[0]
    assert workbench.find_backup(tiny, str(backups[1])) == backups[1]
    for number in ("0", "3"):
        with pytest.raises(NotFoundError, match=f"there is no backup {number} of"):
            workbench.find_backup(tiny, number)
    with pytest.raises(NotFoundError, match="there is no backup of"):
        workbench.restorable(tmp_path / "none.qualbench")


def test_a_dry_run_tells_what_the_restore_tells_and_changes_nothing(tiny, backups, facts):
    before = facts(tiny)
    told = workbench.restore(tiny, "ana", backups[1], dry_run=True)
    assert (facts(tiny), told.done, told.kept, told.state) == (before, False, None, "sound")
    assert told.changes == (workbench.Change("ana", "coding", 2, 0),)
    assert told.codings == (workbench.CodingChange("d", "ana", 3, 1),)
    done = workbench.restore(tiny, "ana", backups[1])
    assert (done.changes, done.codings, done.codebooks) == (
        told.changes,
        told.codings,
        told.codebooks,
    )
    assert (facts(tiny), facts(done.kept)) == (facts(backups[1]), before)


def test_what_a_sealed_round_hides_stays_hidden_whatever_is_gone_back_to(tiny, backups):
    with workbench.opened(tiny) as project:
        workbench.open_round(project, "lead", "pilot", ["ana", "bo"], ["d"])
    for viewer, counts in (("ana", (2, 0)), ("bo", (None, None)), ("", (None, None))):
        told = workbench.restore(tiny, viewer, backups[1], dry_run=True)
        (coded,) = (one for one in told.changes if (one.coder, one.kind) == ("ana", "coding"))
        assert (coded.gone, coded.back) == counts
        (live,) = told.codings
        assert ((live.now, live.then) == (None, None)) == (viewer != "ana")


def test_of_a_damaged_project_what_comes_is_told(tiny, backups):
    tiny.write_bytes(b"rubbish")
    told = workbench.restore(tiny, "lead", backups[0], dry_run=True)
    assert (told.state, told.changes, told.codebooks[0]) == ("damaged", (), "")
    assert workbench.CodingChange("d", "ana", None, 2) in told.codings
    assert tiny.read_bytes() == b"rubbish"
    tiny.unlink()
    assert workbench.restore(tiny, "lead", backups[0]).state == "missing"
    assert workbench.restore(tiny, "lead", backups[0], dry_run=True).changes == ()
