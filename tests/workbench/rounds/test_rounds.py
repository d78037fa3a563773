"""Rounds: given out, sealed, submitted, revealed; and exactly what counts in them."""

from collections import Counter
from random import Random

import pytest
from hypothesis import given as drawing
from hypothesis import strategies as st

from qualbench import store, workbench
from qualbench.errors import NotFoundError, RefusedError
from qualbench.model import Span
from qualbench.workbench import Sample
from qualbench.workbench.rounds.opening import _allotted

FIT = "cfir22.inner.compatibility"
LAWS = "cfir22.outer.policies_laws"


def opened(project, *coders, **more):
    return workbench.open_round(project, "lead", "pilot", coders or ("ana", "bo"), **more)


def given(shown):
    return {one.transcript: one.coders for one in shown.assignments}


def test_a_round_gives_every_transcript_to_every_coder(project):
    shown = opened(project)
    assert given(shown) == dict.fromkeys("abcd", ("ana", "bo"))
    assert (shown.state, shown.double_coded, shown.lead) == ("sealed", 4, "lead")


def test_a_coder_can_be_given_some_of_it(project):
    shown = opened(project, "ana", transcripts=("a", "b", "c"), only={"bo": ["b"]})
    assert given(shown) == {"a": ("ana",), "b": ("ana", "bo"), "c": ("ana",)}
    assert shown.double_coded == 1


@drawing(st.integers(0, 10**6), st.integers(1, 12))
def test_a_share_has_of_every_value_its_part(seed, wanted):
    """Eight counselors and four administrators of four clinics, as in the sample study."""
    strata = {
        f"{clinic}{place}": ("administrator" if place == 2 else "counselor", f"C{clinic}")
        for clinic in range(4)
        for place in range(3)
    }
    drawn = _allotted(strata, wanted, Random(seed), Counter())
    roles = Counter(strata[text][0] for text in drawn)
    clinics = Counter(strata[text][1] for text in drawn)
    assert len(drawn) == wanted
    assert abs(roles["counselor"] - wanted * 2 / 3) < 1
    assert max(clinics.values()) - min(clinics[f"C{clinic}"] for clinic in range(4)) <= 2
    assert drawn == _allotted(strata, wanted, Random(seed), Counter())


def test_how_a_share_was_drawn_is_on_record(project):
    shown = opened(project, sample=Sample(0.5, ("clinic",), 3))
    assert sorted("C1" if name in "ab" else "C2" for name in given(shown)) == ["C1", "C2"]
    assert shown.round.sample == (("by", "clinic"), ("seed", "3"), ("share", "0.5"))


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"coders": ("ana",)}, "coded by two coders"),
        ({"transcripts": ("nowhere",)}, "no transcript nowhere"),
        ({"coders": (), "only": {"ana": ["a"], "bo": ["a"]}}, "nobody is to code b"),
        ({"transcripts": ("a",), "only": {"bo": ["b"]}}, "which is not in the round"),
        ({"sample": Sample(2)}, "share of 2"),
        ({"sample": Sample(0.5, ("colour",))}, "no case has an attribute colour"),
        ({"name": "  "}, "has no name"),
        ({"lead": "ana"}, "ana is not a lead"),
    ],
)
def test_a_round_that_makes_no_sense_is_refused(project, more, said):
    said_by = {"lead": "lead", "name": "pilot", "coders": ("ana", "bo"), **more}
    before = store.facts_digest(project)
    with pytest.raises((RefusedError, NotFoundError), match=said):
        workbench.open_round(project, **said_by)
    assert store.facts_digest(project) == before


def test_two_rounds_of_one_name_are_refused(project):
    opened(project)
    with pytest.raises(RefusedError, match="there is a round pilot already"):
        workbench.open_round(project, "lead", "Pilot", ("ana", "bo"))


def test_an_earlier_submission_is_none_of_the_round(project):
    assert {one.submitted for one in opened(project).assignments} == {()}


def test_submitting_is_for_the_rounds_that_want_it(project):
    opened(project, transcripts=("a", "b"))
    workbench.submit(project, "ana", ["a", "c"])
    assert {
        t.transcript: t.submitted for t in workbench.find_round(project, "pilot").assignments
    } == {"a": ("ana",), "b": ()}
    assert workbench.submit_round(project, "ana", "pilot") == ("b",)
    assert workbench.submit_round(project, "ana", "pilot") == ()


def test_a_round_counts_exactly_what_was_live_when_it_was_submitted(project):
    opened(project, transcripts=("c",))
    bo = workbench.code(project, "bo", "c", Span(34, 40), FIT)
    for coder in ("ana", "bo"):
        workbench.submit_round(project, coder, "pilot")
    workbench.reveal(project, "lead", "pilot")
    frozen = workbench.counted(project, "lead", "pilot")
    workbench.retract(project, "bo", [bo.id])
    workbench.code(project, "ana", "c", Span(34, 40), FIT)
    workbench.submit(project, "ana", ["c"])
    assert workbench.counted(project, "lead", "pilot") == frozen
    codes = {
        coding.coder: coding.code
        for texts in frozen.values()
        for c in texts.values()
        for coding in c
    }
    people = {coder.name: coder.id for coder in store.coders(project)}
    assert codes == {people["ana"]: LAWS, people["bo"]: FIT}


def test_a_round_is_revealed_when_all_is_in_or_anyway(project):
    opened(project, transcripts=("a", "b"))
    workbench.submit_round(project, "ana", "pilot")
    workbench.submit_round(project, "bo", "pilot", ["a"])
    with pytest.raises(RefusedError, match="bo has not submitted b"):
        workbench.reveal(project, "lead", "pilot")
    with pytest.raises(RefusedError, match="ana is not a lead"):
        workbench.reveal(project, "ana", "pilot", anyway=True)
    shown = workbench.reveal(project, "lead", "pilot", anyway=True)
    assert {one.transcript: one.counted for one in shown.assignments} == {
        "a": ("ana", "bo"),
        "b": ("ana",),
    }


def test_what_comes_in_after_a_reveal_counts_once_it_is_revealed_again(project):
    opened(project, transcripts=("a",))
    workbench.submit_round(project, "ana", "pilot")
    workbench.reveal(project, "lead", "pilot", anyway=True)
    with pytest.raises(RefusedError, match="is revealed, and what counts in it stays"):
        workbench.submit_round(project, "bo", "pilot")


def test_a_round_is_undone_by_name_until_it_is_revealed(project):
    workbench.settle(project, "lead", "tolerance", "4")
    opened(project, transcripts=("a",))
    assert workbench.undo(project, "lead") == "round pilot"
    assert workbench.rounds(project) == ()
    assert workbench.redo(project, "lead") == "round pilot"
    for coder in ("ana", "bo"):
        workbench.submit_round(project, coder, "pilot")
    workbench.reveal(project, "lead", "pilot")
    assert workbench.undo(project, "lead") == "setting tolerance"
    assert workbench.find_round(project, "pilot").state == "revealed"
    with pytest.raises(RefusedError, match="nothing to undo"):
        workbench.undo(project, "lead")
    assert workbench.redo(project, "lead") == "setting tolerance"


def test_rounds_follow_one_another(project):
    for name in ("one", "two", "three"):
        workbench.open_round(project, "lead", name, ("ana", "bo"))
    assert [shown.round.name for shown in workbench.rounds(project)] == ["one", "two", "three"]


def test_segments_are_what_somebody_marked(project):
    workbench.code(project, "lead", "a", Span(34, 50), FIT)
    workbench.code(project, "lead", "a", Span(91, 110), LAWS)
    shown = opened(project, transcripts=("a",), segments="lead")
    ((_, spans),) = shown.round.segments
    assert spans == (Span(34, 50), Span(91, 110))


def test_settings_are_settled_by_a_lead_and_undone(project):
    assert workbench.setting(project, "tolerance") == "10"
    assert workbench.settle(project, "lead", "target", "Alpha .80")
    assert not workbench.settle(project, "lead", "target", "alpha .80")
    assert workbench.setting(project, "target") == "alpha .80"
    assert workbench.undo(project, "lead") == "setting target"
    assert workbench.setting(project, "target") == ""
    for name, value in (("tolerance", "many"), ("target", "kappa 7"), ("bands", "fine")):
        with pytest.raises(RefusedError, match=f"{name} cannot be"):
            workbench.settle(project, "lead", name, value)
    with pytest.raises(RefusedError, match="ana is not a lead"):
        workbench.settle(project, "ana", "tolerance", "4")
    with pytest.raises(NotFoundError, match="no setting colour"):
        workbench.settle(project, "lead", "colour", "red")
