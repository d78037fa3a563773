"""What a merge guarantees to those who work in copies of their own."""

import shutil
from pathlib import Path

import pytest

from qualbench import store, workbench
from qualbench.errors import QualbenchError, RefusedError
from qualbench.model import Span

CODES = ("cfir22.inner.tension", "cfir22.inner.culture")


def test_agreement_before_is_agreement_after_when_two_code_apart(tiny_once, tmp_path, merged):
    whole, ana, bo, united = (
        Path(shutil.copy(tiny_once, tmp_path / f"{name}.qualbench"))
        for name in ("whole", "ana", "bo", "united")
    )

    def work(file, coder, places):
        with workbench.opened(file) as project:
            for start, code in places:
                workbench.code(project, coder, "d", Span(start, start + 5), code)
            workbench.submit(project, coder, ["d"])

    jobs = {"ana": [(20, CODES[0]), (34, CODES[1])], "bo": [(33, CODES[1]), (20, CODES[0])]}
    for apart, (coder, places) in zip((ana, bo), jobs.items(), strict=True):
        work(apart, coder, places)
        work(whole, coder, places)
    with workbench.opened(united) as project, workbench.opened(whole) as unsplit:
        before = workbench.agree(project, "lead", ("ana", "bo"))
        merged(project, ana, bo)
        after = workbench.agree(project, "lead", ("ana", "bo"))
        assert after != before
        assert after == workbench.agree(unsplit, "lead", ("ana", "bo"))


def test_a_copy_in_which_nothing_was_done_changes_nothing(project, copy, merged):
    before = store.facts_digest(project)
    (done,) = merged(project, copy)
    assert (done.added, done.conflicts, store.facts_digest(project)) == ({}, (), before)
    facts = len(list(project.db.execute("SELECT id FROM heads")))
    assert sum(done.already.values()) == facts


def test_a_retraction_travels_and_an_old_copy_never_revives_but_the_authors_redo_does(
    project, copy, tmp_path, merged
):
    coding = workbench.code(project, "cy", "d", Span(33, 40), CODES[0]).id
    old = workbench.backups(project) or (workbench.back_up(project),)
    workbench.retract(project, "cy", [coding])
    merged(project, old[0])
    assert coding not in {c.id for c in store.codings(project)}
    with workbench.opened(copy) as apart:
        merged(apart, old[0])
        assert coding in {c.id for c in store.codings(apart)}
        merged(apart, project.path)
        assert coding not in {c.id for c in store.codings(apart)}
        with pytest.raises(RefusedError, match="nothing to undo"):
            workbench.undo(apart, "cy")  # what was merged in was not done here
    workbench.undo(project, "cy")
    with workbench.opened(copy) as apart:
        merged(apart, project.path)
        assert coding in {c.id for c in store.codings(apart)}


def test_a_dry_run_tells_the_ledger_that_the_merge_tells_and_stores_nothing(project, copy, tiny):
    with workbench.opened(copy) as apart:
        workbench.rename_code(apart, "lead", CODES[0], "There")
        workbench.code(apart, "di", "d", Span(33, 40), CODES[0], memo="why?")
    workbench.rename_code(project, "lead", CODES[0], "Here")
    before = store.facts_digest(project)
    rehearsed = workbench.merge(project, "lead", [copy, tiny], dry_run=True)
    assert store.facts_digest(project) == before
    assert workbench.backups(project) == ()
    assert workbench.check(project) == ()
    assert workbench.merge(project, "lead", [copy, tiny]) == rehearsed
    assert rehearsed[0].added == {
        **{"codebook": 1, "coder": 1, "coding": 1, "memo": 1, "publication": 1}
    }
    assert [one.about for one in rehearsed[0].conflicts] == ["the codebook in force"]
    assert [c.coder for c in rehearsed[0].conflicts[0].claims] == ["lead", "lead"]


def test_a_backup_of_what_was_is_made_first(project, copy, facts, merged):
    before = store.facts_digest(project)
    with workbench.opened(copy) as apart:
        workbench.code(apart, "ana", "d", Span(33, 40), CODES[0])
    merged(project, copy)
    assert [facts(backup) for backup in workbench.backups(project)] == [before]


def test_without_room_for_a_backup_nothing_is_merged(project, copy):
    workbench.backup_folder(project).write_text("in the way")
    with pytest.raises(QualbenchError, match="no backup was made") as caught:
        workbench.merge(project, "lead", [copy])
    assert caught.value.hint.startswith("Nothing was merged")
