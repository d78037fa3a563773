"""Suggestions on the sample study: what they rest on, and what deciding about them leaves."""

import shutil
import subprocess
import sys

import pytest

from qualbench import store, workbench
from qualbench.errors import RefusedError
from qualbench.model import Span

TEXT = "c1-counselor-1"  # both have coded it
ALL = 200


@pytest.fixture
def project(sample):
    with workbench.opened(sample) as project:
        yield project


@pytest.fixture
def coders(project):
    """The ids of the coders, by name."""
    return {coder.name: coder.id for coder in store.coders(project)}


def suggest(project, coder="zoe", transcript=TEXT, top=3):
    return workbench.suggestions(project, coder, transcript, top)


def first(project, coder="zoe", pair=False):
    """The first turn with its first suggestion, or with the first that is of a role."""
    found = suggest(project, coder).values()
    return next(one.said for each in found for one in each if ("@" in one.said.key) == pair)


def keys(shown):
    return [one.said.key for one in shown]


def sources(found):
    """The codings that suggestions rest on."""
    reasons = (one.said.reason for shown in found.values() for one in shown)
    return {reason.source for reason in reasons if reason.kind == "quote"}


def test_every_turn_of_a_respondent_and_no_other_has_suggestions(project):
    turns = store.find_transcript(project, TEXT).turns
    found = suggest(project)
    assert list(found) == [turn.words for turn in turns if not turn.interviewer]
    assert {len(shown) for shown in found.values()} == {3}
    for span, shown in found.items():
        assert {one.said.span for one in shown} == {span}
        likeness = [one.said.similarity for one in shown]
        assert likeness == sorted(likeness, reverse=True)


def test_every_suggestion_rests_on_a_quote_as_it_was_coded_or_on_the_codebook(project):
    book = workbench.codebook(project)
    codings = {shown.coding.id: shown for shown in workbench.live_codings(project)}
    kinds = set()
    for one in (one for shown in suggest(project, top=9).values() for one in shown):
        reason = one.said.reason
        kinds.add(reason.kind)
        words = " ".join(reason.text.split())
        if reason.kind == "quote":
            coding = codings[reason.source]
            assert reason.text == coding.quote
            assert coding.coding.key == one.said.key
            assert one.why == f"{coding.coder}, {coding.transcript}: {words}"
        else:
            code = book.by_id[reason.source]
            assert code.id == one.said.key.partition("@")[0]
            texts = (*code.include, *code.examples)
            assert reason.text in texts or code.definition in reason.text
            assert one.why == f"codebook: {words}"
        assert one.name == workbench.name_of(book, one.said.key)
    assert kinds == {"quote", "definition"}


def test_a_characteristic_of_a_role_comes_up_and_becomes_a_coding_of_that_role(project):
    said = first(project, pair=True)
    code, _, role = said.key.partition("@")
    coding = workbench.accept(project, "zoe", TEXT, said)
    assert (coding.code, coding.role, coding.key) == (code, role, said.key)
    assert store.check(project) == ()


def test_what_the_coder_has_coded_in_a_turn_is_not_suggested_there(project, coders):
    text = store.find_transcript(project, TEXT)
    mine = store.codings(project, text.hash, coders["coder-2"])
    everything = suggest(project, "coder-2", top=ALL)
    assert mine
    for coding in mine:
        turns = [span for span in everything if span.overlaps(coding.span)]
        assert turns
        for span in everything:
            assert coding.key not in keys(everything[span]) or span not in turns
        assert any(coding.key in keys(shown) for shown in everything.values())


def test_nobody_learns_how_others_coded_the_same_interview(project, coders):
    text = store.find_transcript(project, TEXT)
    theirs = [c.id for c in store.codings(project, text.hash, coders["coder-1"])]
    before = suggest(project, "coder-2", top=ALL)
    assert theirs
    assert sources(before).isdisjoint(theirs)
    workbench.retract(project, "coder-1", theirs)
    assert suggest(project, "coder-2", top=ALL) == before
    workbench.undo(project, "coder-1")
    workbench.submit(project, "zoe", [TEXT])
    assert sources(suggest(project, "zoe", top=ALL)).isdisjoint(theirs)


def test_ones_own_codings_and_others_of_other_interviews_are_evidence(project, coders):
    text = store.find_transcript(project, TEXT)
    by_id = {coding.id: coding for coding in store.codings(project)}
    used = [by_id[source] for source in sources(suggest(project, "coder-2", top=ALL))]
    of = {(c.coder == coders["coder-2"], c.transcript == text.hash) for c in used}
    assert of == {(True, True), (True, False), (False, False)}
    before = suggest(project, "coder-2", top=ALL)
    mine = [c.id for c in store.codings(project, text.hash, coders["coder-2"])]
    workbench.retract(project, "coder-2", mine)
    assert suggest(project, "coder-2", top=ALL) != before


def test_accepting_makes_one_coding_and_one_decision_which_undo_takes_back(project):
    said = first(project)
    workbench.submit(project, "zoe", ["c2-administrator"])  # so that zoe is known before
    before = workbench.live_codings(project), suggest(project)
    coding = workbench.accept(project, "zoe", TEXT, said)
    assert (coding.span, coding.key) == (said.span, said.key)
    assert {c.coding.id for c in workbench.live_codings(project)} == {
        coding.id,
        *(shown.coding.id for shown in before[0]),
    }
    assert store.accepted(project) == {coding.id}
    assert said.key not in keys(suggest(project)[said.span])
    name = workbench.name_of(workbench.codebook(project), said.key)
    assert workbench.undo(project, "zoe") == f"{name} in {TEXT}, as suggested"
    assert (workbench.live_codings(project), suggest(project)) == before
    assert store.accepted(project) == frozenset()
    workbench.redo(project, "zoe")
    assert store.accepted(project) == {coding.id}
    assert store.check(project) == ()


def test_a_suggestion_can_be_accepted_for_part_of_its_turn(project):
    said = first(project)
    part = Span(said.span.start, said.span.start + 20)
    assert workbench.accept(project, "zoe", TEXT, said, part).span == part
    assert said.key not in keys(suggest(project)[said.span])


def test_accepting_twice_is_refused_and_leaves_one_coding(project):
    said = first(project)
    workbench.accept(project, "zoe", TEXT, said)
    with pytest.raises(RefusedError, match=f"is coded as {said.key} already"):
        workbench.accept(project, "zoe", TEXT, said)
    assert len(workbench.live_codings(project, coder="zoe")) == 1
    assert len(store.accepted(project)) == 1


def test_rejecting_hides_the_code_in_that_turn_for_that_coder_and_makes_no_coding(project):
    said = first(project)
    before, others = suggest(project, top=ALL), suggest(project, "lead")
    codings = workbench.live_codings(project)
    workbench.reject(project, "zoe", TEXT, said)
    after = suggest(project, top=ALL)
    assert after == before | {said.span: before[said.span][1:]}
    assert suggest(project, "lead") == others
    assert workbench.live_codings(project) == codings
    assert store.accepted(project) == frozenset()
    name = workbench.name_of(workbench.codebook(project), said.key)
    assert workbench.undo(project, "zoe") == f"rejected: {name} in {TEXT}"
    assert suggest(project, top=ALL) == before
    assert store.check(project) == ()


def test_the_export_tells_accepted_suggestions_from_ones_own_idea(sample, tmp_path, done, rows):
    with workbench.opened(sample) as project:
        accepted = workbench.accept(project, "zoe", TEXT, first(project))
        span = accepted.span
        own = workbench.code(project, "zoe", TEXT, span, "inner.tension")
    done("export", sample, "segments", "--to", tmp_path / "s.csv")
    origin = {row["coding_id"]: row["origin"] for row in rows(tmp_path / "s.csv")}
    assert (origin.pop(accepted.lineage), origin.pop(own.lineage)) == ("suggestion", "own")
    assert set(origin.values()) == {"own"}


def test_a_coder_who_is_new_gets_suggestions_and_is_not_written_down(sample, facts):
    before = facts(sample)
    with workbench.opened(sample) as project:
        assert all(suggest(project, "a stranger").values())
        assert suggest(project, "a stranger") == suggest(project, "")
    assert facts(sample) == before


def test_where_nobody_answers_there_is_nothing_to_suggest(tmp_path, project_of, done, listed):
    (tmp_path / "t.txt").write_text("Interviewer: Well?\nInterviewer: Nobody there?\n")
    path = project_of([tmp_path / "t.txt"])
    with workbench.opened(path) as project:
        assert suggest(project, transcript="t") == {}
    assert listed("suggest", path) == []
    assert done("suggest", path) == "No turn of a respondent here is without a code of yours.\n"


def test_where_nobody_has_coded_they_rest_on_the_codebook(demo, tmp_path, project_of):
    (tmp_path / "t.txt").write_text("Interviewer: Well?\nCounselor: There is no room for it.\n")
    path = project_of([tmp_path / "t.txt"])
    shutil.copy(f"{demo.project}-cache", f"{path}-cache")
    with workbench.opened(path) as project:
        ((shown),) = suggest(project, transcript="t").values()
    assert {one.said.reason.kind for one in shown} == {"definition"}
    assert "cfir22.inner.resources.space" in keys(shown)


def test_two_processes_suggest_the_same_to_the_byte(sample):
    command = ("suggest", sample, "--transcript", TEXT, "--coder", "coder-2", "--json")
    args = [sys.executable, "-m", "qualbench", *command]
    both = [subprocess.Popen(args, stdout=subprocess.PIPE) for _ in range(2)]
    one, other = (process.communicate()[0] for process in both)
    assert one == other != b""


def test_they_rest_on_nothing_that_a_round_seals(project, coders):
    by = {c.coding.id: c.coder for c in workbench.live_codings(project)}
    before = sources(suggest(project))
    assert {by[source] for source in before} == {"coder-1", "coder-2"}
    workbench.open_round(project, "lead", "pilot", ("coder-1", "coder-2"))
    assert sources(suggest(project)) == set()
    assert {by[source] for source in sources(suggest(project, "coder-1"))} == {"coder-1"}
    workbench.reveal(project, "lead", "pilot", anyway=True)
    assert sources(suggest(project)) == before
