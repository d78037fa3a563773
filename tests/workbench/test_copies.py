"""What is read of copies: who has none yet, whose a file is, which files may be copies."""

import os
import shutil
from datetime import datetime

import pytest

from qualbench import workbench
from qualbench.errors import RefusedError


@pytest.fixture
def project(tiny):
    """A round of a and b for ana and bo."""
    with workbench.opened(tiny) as project:
        workbench.open_round(project, "lead", "pilot", ("ana", "bo"), ("a", "b"))
        yield project


def hand_out(project, tmp_path, coder, **what):
    to = tmp_path / f"{coder}-{len(list(tmp_path.iterdir()))}.qualbench"
    workbench.hand_out(project, "lead", coder, to, **what)
    return to


def without(project):
    return [(one.coder, one.round) for one in workbench.uncopied(project)]


def test_who_codes_in_a_sealed_round_and_has_no_copy_is_listed(project, tmp_path):
    workbench.submit_round(project, "bo", "pilot", ["b"])
    ana, bo = workbench.uncopied(project)
    assert (ana.coder, ana.round, ana.submitted, ana.missing) == ("ana", "pilot", (), ("a", "b"))
    assert (bo.coder, bo.submitted, bo.missing) == ("bo", ("b",), ("a",))
    assert bo.transcripts == ("a", "b")
    hand_out(project, tmp_path, "ana", round_name="pilot")
    assert without(project) == [("bo", "pilot")]
    workbench.reveal(project, "lead", "pilot", anyway=True)
    assert without(project) == []


def test_a_copy_without_a_round_will_do_if_all_can_be_coded_in_it(project, tmp_path):
    hand_out(project, tmp_path, "ana", transcripts=["a"])
    hand_out(project, tmp_path, "bo")
    assert without(project) == [("ana", "pilot")]
    workbench.open_round(project, "lead", "later", ("bo", "cy"), ("c",))
    assert without(project) == [("ana", "pilot"), ("bo", "later"), ("cy", "later")]


def test_a_file_says_whom_it_was_handed_out_to(project, tmp_path):
    assert workbench.given_to(project) == ""
    with workbench.opened(hand_out(project, tmp_path, "ana")) as copy:
        assert workbench.given_to(copy) == "ana"
        assert workbench.uncopied(copy) == ()


def test_project_files_near_by_are_found_but_neither_the_project_nor_its_backups(project, tmp_path):
    workbench.back_up(project)
    first = hand_out(project, tmp_path, "ana")
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    second = shutil.copy(first, elsewhere / "back.qualbench")
    os.utime(first, (1e9, 1e9))
    (tmp_path / "notes.txt").write_text("no copy")
    (tmp_path / "folder.qualbench").mkdir()
    folders = [tmp_path, elsewhere, workbench.backup_folder(project), tmp_path / "gone"]
    found = workbench.found_in(project, folders)
    assert list(found) == [second, first]
    assert found[first] == datetime.fromtimestamp(1e9)
    assert workbench.found_in(project, [tmp_path / "notes.txt"]) == {}


def test_conflicts_wait_for_who_may_decide_them(project, tmp_path):
    copy = shutil.copy(project.path, tmp_path / "copy.qualbench")
    coding = workbench.live_codings(project, coder="ana", viewer="ana")[0].coding.id
    with workbench.opened(copy) as apart:
        workbench.settle(apart, "lead", "tolerance", "4")
        workbench.revise(apart, "ana", coding, code="inner.tension")
        workbench.rename_code(apart, "lead", "cfir22.inner.culture", "There")
    assert workbench.undecided(project, "lead") == 0
    workbench.settle(project, "lead", "tolerance", "7")
    workbench.revise(project, "ana", coding, code="inner.culture")
    workbench.rename_code(project, "lead", "cfir22.inner.culture", "Here")
    workbench.merge(project, "lead", [copy])
    waiting = {name: workbench.undecided(project, name) for name in ("lead", "ana", "bo", "zed")}
    assert waiting == {"lead": 2, "ana": 1, "bo": 0, "zed": 0}
    told = {one.conflict.kind: one for one in workbench.conflicts(project, "ana")}
    says = " ".join(claim.says for claim in told["publication"].claims)
    assert "There" in says and "Here" in says
    (a,) = [text.hash for text in workbench.status(project).transcripts if text.name == "a"]
    assert (told["coding"].transcript, told["setting"].transcript) == (a, "")
    seen = {who: workbench.conflicts(project, who) for who in ("ana", "bo")}
    spans = {who: [one.span for one in every if one.span] for who, every in seen.items()}
    assert [span.of("x" * 40 + "y" * 20) for span in spans["ana"]] and spans["bo"] == []


def test_a_namesake_waits_for_either_and_names_follow_ids(project, tmp_path):
    copy = shutil.copy(project.path, tmp_path / "copy.qualbench")
    for file in (project.path, copy):
        with workbench.opened(file) as one:
            workbench.submit(one, "twin", ["c"])
    me = workbench.coder_id(project, "twin")
    workbench.merge(project, "lead", [copy])
    assert workbench.coder_id(project, "twin") == ""
    name = workbench.coder_name(project, me)
    assert name.startswith("twin (")
    assert workbench.undecided(project, name) == 1
    with pytest.raises(RefusedError, match="would be a new coder beside"):
        workbench.choose(project, name, workbench.conflicts(project, name)[0].id, "Ana")
    workbench.choose(project, name, workbench.conflicts(project, name)[0].id, "other")
    assert (workbench.coder_name(project, me), workbench.coder_name(project, "")) == ("other", "")
