"""Copies handed out to coders, worked on apart, and who has what."""

import csv
import shutil
from pathlib import Path

import pytest

from qualbench import shipped, workbench
from qualbench.errors import NotFoundError, QualbenchError, RefusedError
from qualbench.model import Span
from qualbench.reading import SUFFIXES

CODERS = ("coder-1", "coder-2")
SAMPLE = shipped.folder("transcripts") / "codings.csv"
FIT, NEED, LAWS = "inner.compatibility", "inner.priority", "outer.policies_laws"
WORK = {
    "ana": (("a", 36, 43, NEED), ("c", 34, 46, LAWS), ("d", 31, 38, NEED)),
    "bo": (("a", 36, 51, FIT), ("c", 34, 40, FIT), ("d", 31, 34, NEED)),
}
"""What each codes on: transcript, start, end, code."""


@pytest.fixture
def to(tmp_path):
    return tmp_path / "copy.qualbench"


def open_round(project, name="pilot", transcripts=(), **only):
    workbench.open_round(project, "lead", name, ["ana", "bo"], transcripts, only=only)


def work(path, *coders):
    """What coders do until they have submitted all that they have in the round."""
    with workbench.opened(path) as project:
        for coder in coders:
            for text, start, end, code in WORK[coder]:
                workbench.code(project, coder, text, Span(start, end), code, memo=f"of {coder}")
            workbench.undo(project, coder)
            workbench.submit_round(project, coder, "pilot")


def revealed(project):
    workbench.reveal(project, "lead", "pilot")
    return workbench.agree(project, "lead", round_name="pilot").whole


@pytest.mark.parametrize("order", [("ana", "bo"), ("bo", "ana")], ids=" first, ".join)
def test_agreement_of_a_study_that_was_split_is_that_of_the_whole(tiny, tmp_path, order):
    with workbench.opened(tiny) as project:
        open_round(project)
    whole = Path(shutil.copy(tiny, tmp_path / "whole.qualbench"))
    work(whole, "ana", "bo")
    with workbench.opened(tiny) as project, workbench.opened(whole) as unsplit:
        for coder in ("ana", "bo"):
            to = tmp_path / f"{coder}.qualbench"
            workbench.hand_out(project, "lead", coder, to, round_name="pilot")
            work(to, coder)
        for coder in order:
            (merged,) = workbench.merge(project, "lead", [tmp_path / f"{coder}.qualbench"])
            assert (merged.refused, merged.given, merged.conflicts) == (None, coder, ())
        assert [one.state for one in workbench.handouts(project)] == ["handed in", "handed in"]
        assert workbench.check(project) == ()
        found = revealed(project)
        assert found == revealed(unsplit)
        assert found.n and list(found.documents) == ["a", "b", "c", "d"]
        assert workbench.agree(project, "lead").whole == workbench.agree(unsplit, "lead").whole


@pytest.fixture
def sample_study(tmp_path):
    """The sample study's transcripts in a sealed round of two coders; nobody has coded yet."""
    path, files = tmp_path / "sample.qualbench", shipped.folder("transcripts")
    workbench.init(path, "mio", "lead")
    with workbench.opened(path) as project:
        interviews = sorted(file for file in files.iterdir() if file.suffix in SUFFIXES)
        workbench.import_files(project, "lead", interviews, files / "cases.csv")
        workbench.open_round(project, "lead", "pilot", CODERS)
    return path


def load(path, table, *coders):
    """Load what coders have in the sample study, and submit all of their round."""
    with SAMPLE.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    with table.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        writer.writerows(row for row in rows if row["coder"] in coders)
    with workbench.opened(path) as project:
        workbench.load_codings(project, table)
        for coder in coders:
            workbench.submit_round(project, coder, "pilot")


def test_the_sample_study_in_two_copies_gives_the_agreement_of_the_unsplit_one(
    sample_study, tmp_path
):
    whole = Path(shutil.copy(sample_study, tmp_path / "whole.qualbench"))
    load(whole, tmp_path / "all.csv", *CODERS)
    copies = [tmp_path / f"{coder}.qualbench" for coder in CODERS]
    with workbench.opened(sample_study) as project, workbench.opened(whole) as unsplit:
        for coder, copy in zip(CODERS, copies, strict=True):
            workbench.hand_out(project, "lead", coder, copy, round_name="pilot")
            load(copy, tmp_path / f"{coder}.csv", coder)
        assert not [one.refused for one in workbench.merge(project, "lead", copies) if one.refused]
        found = revealed(project)
        assert found == revealed(unsplit)
        assert len(found.documents) == 12 and found.codes


def test_who_has_what_and_who_has_handed_in(project, to):
    open_round(project, "pilot", ["a", "b"])
    workbench.hand_out(project, "lead", "ana", to, round_name="pilot")

    def told():
        (one,) = workbench.handouts(project)
        return one.state, one.submitted, one.missing

    (one,) = workbench.handouts(project)
    assert (one.lead, one.coder, one.round, one.transcripts) == ("lead", "ana", "pilot", ("a", "b"))
    assert told() == ("out", (), ("a", "b"))
    for verb, state in (
        (lambda copy: workbench.code(copy, "ana", "b", Span(33, 38), NEED), "merged"),
        (lambda copy: workbench.submit(copy, "ana", ["b"]), "part handed in"),
        (lambda copy: workbench.submit(copy, "ana", ["a"]), "handed in"),
    ):
        with workbench.opened(to) as copy:
            verb(copy)
        workbench.merge(project, "lead", [to])
        assert told()[0] == state
    assert told() == ("handed in", ("a", "b"), ())


def test_without_a_round_what_was_submitted_before_does_not_count_as_handed_in(project, to):
    shown = workbench.hand_out(project, "lead", "ana", to)
    assert (shown.round, shown.transcripts) == ("", ("a", "b", "c", "d"))
    assert (shown.state, shown.submitted) == ("out", ())
    with workbench.opened(to) as copy:
        workbench.submit(copy, "ana", ["d"])
    workbench.merge(project, "lead", [to])
    assert workbench.handouts(project)[0].submitted == ("d",)


@pytest.mark.parametrize(
    ("lead", "coder", "more", "kind", "said"),
    [
        ("lead", "cleo", {}, NotFoundError, "there is no coder cleo"),
        ("ana", "bo", {}, RefusedError, "ana is not a lead"),
        ("", "bo", {}, RefusedError, "who is at work"),
        ("lead", "lead", {"round_name": "pilot"}, RefusedError, "lead has nothing in round pilot"),
        ("lead", "ana", {"round_name": "nil"}, NotFoundError, "there is no round nil"),
        ("lead", "ana", {"round_name": "done"}, RefusedError, "round done is revealed"),
        ("lead", "ana", {"transcripts": ["x"]}, NotFoundError, "there is no transcript x"),
    ],
    ids=lambda value: str(value) if isinstance(value, str) else "",
)
def test_what_cannot_be_handed_out_leaves_no_file_and_no_record(
    project, to, facts, lead, coder, more, kind, said
):
    open_round(project)
    open_round(project, "done", ["a"])
    workbench.reveal(project, "lead", "done", anyway=True)
    before = facts(project.path)
    with pytest.raises(QualbenchError, match=said) as caught:
        workbench.hand_out(project, lead, coder, to, **more)
    assert (type(caught.value), facts(project.path)) == (kind, before)
    assert list(to.parent.glob("copy*")) == []


def test_a_round_gives_what_the_coder_has_in_it_and_no_more(project, to):
    open_round(project, "pilot", ["a", "b", "c"], bo=["b"])
    open_round(project, "next", ["b"])
    workbench.hand_out(project, "lead", "bo", to, round_name="pilot")
    with workbench.opened(to) as copy:
        found = workbench.status(copy, "bo")
        assert [(t.name, t.codings, t.submitted) for t in found.transcripts] == [
            ("b", {"bo": 1}, ("bo",))
        ]
        (shown,) = workbench.rounds(copy)
        assert (shown.round.name, shown.lead, shown.coders) == ("pilot", "the lead", ("bo",))
        assert shown.missing == (("bo", "b"),)


def test_all_or_some_transcripts_come_with_the_sealed_rounds_of_which_all_is_there(project, to):
    open_round(project, "done", ["a"])
    workbench.submit_round(project, "ana", "done")
    workbench.reveal(project, "lead", "done", anyway=True)
    open_round(project, "wide", ["a", "b"])
    open_round(project, "narrow", ["a"])

    def rounds(transcripts):
        path = to.with_stem("".join(transcripts) or "all")
        workbench.hand_out(project, "lead", "ana", path, transcripts=transcripts)
        with workbench.opened(path) as copy:
            assert workbench.check(copy) == ()
            return [shown.round.name for shown in workbench.rounds(copy)]

    assert rounds([]) == ["wide", "narrow"]
    assert rounds(["a"]) == ["narrow"]
    assert rounds(["c"]) == []


def test_who_has_done_nothing_yet_gets_a_copy_to_work_in(project, to):
    workbench.open_round(project, "lead", "pilot", ["cleo", "ana"])
    workbench.hand_out(project, "lead", "cleo", to, round_name="pilot")
    with workbench.opened(to) as copy:
        found = workbench.status(copy, "cleo")
        assert (found.lead, found.coders) == ("the lead", ("cleo", "the lead"))
        assert [t.codings for t in found.transcripts] == [{}, {}, {}, {}]
        made = workbench.code(copy, "cleo", "a", Span(36, 43), NEED)
        assert [c.coding for c in workbench.visible(copy, "cleo")] == [made]
        assert workbench.leads(copy) == ("the lead",)
        assert workbench.codebook_versions(copy)[0].author == "the lead"


@pytest.mark.parametrize(
    ("verb", "said"),
    [
        (lambda copy: workbench.code(copy, "bo", "a", Span(36, 43), NEED), "handed out to ana"),
        (lambda copy: workbench.code(copy, "the lead", "a", Span(36, 43), NEED), "no coder the"),
        (lambda copy: workbench.add_code(copy, "the lead", "New"), "no coder the lead"),
        (lambda copy: workbench.add_code(copy, "ana", "New"), "ana is not a lead"),
        (lambda copy: workbench.settle(copy, "ana", "target", "alpha .80"), "ana is not a lead"),
        (lambda copy: workbench.hand_out(copy, "ana", "ana", Path("x")), "ana is not a lead"),
        (lambda copy: workbench.agree(copy, "ana", ("ana", "bo")), "there is no coder bo"),
    ],
)
def test_in_a_copy_its_coder_works_and_nobody_else(project, to, facts, verb, said):
    workbench.hand_out(project, "lead", "ana", to)
    before = facts(to)
    with workbench.opened(to) as copy, pytest.raises(QualbenchError, match=said):
        verb(copy)
    assert facts(to) == before


def test_a_code_that_somebody_else_proposed_can_be_changed_by_nobody_there(project, to):
    code = workbench.propose_code(project, "bo", "Rest")
    workbench.code(project, "ana", "d", Span(31, 34), code.id)
    workbench.hand_out(project, "lead", "ana", to)
    with workbench.opened(to) as copy:
        assert workbench.proposals(copy) == {code.id: "another coder"}
        with pytest.raises(RefusedError, match="is proposed by another coder"):
            workbench.rename_code(copy, "ana", code.id, "Sleep")


def test_what_came_back_in_one_copy_is_not_said_of_another(project, to, tmp_path):
    open_round(project, transcripts=["d"])
    workbench.hand_out(project, "lead", "bo", to, round_name="pilot")
    with workbench.opened(to) as copy:
        workbench.submit_round(copy, "bo", "pilot")
    workbench.merge(project, "lead", [to])
    shown = workbench.hand_out(project, "lead", "bo", tmp_path / "all.qualbench")
    assert (shown.state, shown.submitted) == ("out", ())


def test_what_was_erased_is_no_longer_waited_for(project, to):
    open_round(project, transcripts=["a", "d"])
    workbench.hand_out(project, "lead", "bo", to, round_name="pilot")
    workbench.erase(project, "lead", "d")
    (shown,) = workbench.handouts(project)
    assert shown.transcripts == ("a",)


@pytest.mark.parametrize("begun", ["handout", "submission"])
def test_a_round_that_somebody_works_in_is_not_undone(project, to, begun):
    open_round(project, transcripts=["d"])
    if begun == "handout":
        workbench.hand_out(project, "lead", "bo", to, round_name="pilot")
    else:
        workbench.submit_round(project, "bo", "pilot")
    with pytest.raises(RefusedError, match="nothing to undo"):
        workbench.undo(project, "lead")
    assert [one.round.name for one in workbench.rounds(project)] == ["pilot"]
