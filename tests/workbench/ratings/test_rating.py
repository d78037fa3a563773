"""Ratings as they are stored."""

import pytest

from qualbench import store, workbench
from qualbench.errors import NotFoundError, RefusedError
from qualbench.model import Judgement
from qualbench.workbench import RatingChange

C1 = (("clinic", "C1"),)
PRIORITY, SPACE = "cfir22.inner.priority", "cfir22.inner.resources.space"
WITHOUT = {"X": "mixed", "M": "missing", "NA": "not applicable"}


@pytest.mark.parametrize("said", ["-2", "-1", "0", "+1", "+2", "-2*", "+1*", "X", "X*", "M", "NA"])
def test_every_sign_is_stored_and_shown_as_it_was_said(project, rate, said):
    made = rate("ana", "C1", "inner.priority", said)
    (stored,) = store.ratings(project)
    assert stored == made
    plain = said.removesuffix("*")
    value = None if plain in WITHOUT else int(plain)
    assert stored.judged == Judgement(WITHOUT.get(plain, "rated"), value, varies=plain != said)
    assert (stored.case, stored.key, stored.consensus) == (C1, PRIORITY, False)
    assert stored.judged.sign == said


def test_a_pair_is_rated_apart_from_its_characteristic(project, rate):
    rate("ana", "C1", "individuals.characteristics.motivation@deliverers", "-1")
    rate("ana", "C1", "individuals.characteristics.motivation", "+1")
    found = {one.key.rpartition(".")[2]: one.judged.value for one in store.ratings(project)}
    assert found == {"motivation@deliverers": -1, "motivation": 1}


CHANGES = {
    "rating": ("+1", {"value": 1, "varies": False}),
    "summary": ("less", {"summary": "less"}),
    "rationale": ("", {"rationale": ""}),
    "source": (" tape 2 ", {"source": "tape 2"}),
    "quotes": ((), {"evidence": ()}),
}


@pytest.mark.parametrize("field", CHANGES)
def test_changing_one_thing_leaves_the_others(project, rate, cell, field):
    quotes = workbench.quotes_named(project, cell("ana", "C1", "inner.priority"), ["all"])
    assert len(quotes) == 1
    notes = {"summary": "much", "rationale": "said", "source": "tape 1", "quotes": quotes}
    before = rate("ana", "C1", "inner.priority", "-2*", **notes).judged
    said, becomes = CHANGES[field]
    workbench.rate(project, "ana", "C1", "inner.priority", RatingChange(**{field: said}))
    (stored,) = store.ratings(project)
    names = ("status", "value", "varies", "summary", "rationale", "source", "evidence")
    old = {name: getattr(before, name) for name in names}
    assert {name: getattr(stored.judged, name) for name in names} == old | becomes


def test_what_would_change_nothing_is_refused(project, rate, facts):
    rate("ana", "C1", "inner.priority", "-1")
    before = store.facts_digest(project)
    with pytest.raises(RefusedError, match="is rated so already"):
        rate("ana", "C1", "inner.priority", "-1")
    with pytest.raises(RefusedError, match="there is nothing to store"):
        rate("ana", "C2", "inner.priority", summary="  ")
    assert store.facts_digest(project) == before


def test_a_quote_that_is_no_coding_is_refused(project, rate):
    with pytest.raises(NotFoundError, match="there is no coding nowhere"):
        rate("ana", "C1", "inner.priority", "-1", quotes=("nowhere",))
    assert store.ratings(project) == ()


def test_the_consensus_leaves_what_everybody_rated_and_begins_with_their_quotes(
    project, rate, cell
):
    quotes = workbench.quotes_named(project, cell("ana", "C1", "inner.priority"), ["1"])
    initial = [
        rate("ana", "C1", "inner.priority", "-2", quotes=quotes),
        rate("bo", "C1", "inner.priority", "+1"),
    ]
    agreed = rate("lead", "C1", "inner.priority", "-1", consensus=True)
    assert agreed.consensus and agreed.judged.evidence == quotes
    own = [one for one in store.ratings(project) if not one.consensus]
    assert sorted(own, key=lambda one: one.id) == initial


def test_leads_alone_record_a_consensus(project, rate):
    before = store.facts_digest(project)
    with pytest.raises(RefusedError, match="ana is not a lead"):
        rate("ana", "C1", "inner.priority", "-1", consensus=True)
    assert store.facts_digest(project) == before


def test_somebody_else_verifies_and_only_what_stands(project, rate):
    made = rate("ana", "C1", "inner.priority", summary="notes")
    with pytest.raises(RefusedError, match="this rating is your own"):
        workbench.verify(project, "ana", made.id)
    bo = store.find_coder(project, "bo").id
    assert workbench.verify(project, "bo", made.id[-8:]).verified == (bo,)
    with pytest.raises(RefusedError, match="bo has verified it already"):
        workbench.verify(project, "bo", made.id)
    assert rate("ana", "C1", "inner.priority", "-1").verified == ()


def test_what_may_not_be_seen_cannot_be_verified(project, rate):
    made = rate("ana", "C1", "inner.priority", "-1")
    with pytest.raises(RefusedError, match="may not be seen yet"):
        workbench.verify(project, "bo", made.id)
    assert store.find_rating(project, made.id).verified == ()


def test_dropping_takes_a_rating_back_with_all_that_it_replaced(project, rate):
    rate("ana", "C1", "inner.priority", "-1")
    made = rate("ana", "C1", "inner.priority", "-2")
    kept = rate("bo", "C1", "inner.priority", "0")
    with pytest.raises(RefusedError, match="this rating is not yours"):
        workbench.unrate(project, "lead", made.id)
    assert workbench.unrate(project, "ana", made.id).id == made.id
    assert store.ratings(project) == (kept,)


def test_a_lead_drops_a_consensus_and_nobody_else_does(project, rate):
    agreed = rate("lead", "C1", "inner.priority", "-1", consensus=True)
    with pytest.raises(RefusedError, match="this rating is not yours"):
        workbench.unrate(project, "ana", agreed.id)
    workbench.unrate(project, "lead", agreed.id)
    assert store.ratings(project) == ()


def test_undo_and_redo_say_which_rating_it_was(project, rate):
    first = rate("ana", "C1", "inner.priority", "-1")
    second = rate("ana", "C1", "inner.priority", "-2*", summary="more")
    said = "rating -2* of Relative Priority in C1"
    assert workbench.undo(project, "ana") == f"{said}; -1 stands again"
    assert store.ratings(project) == (first,)
    assert workbench.redo(project, "ana") == said
    assert [one.judged for one in store.ratings(project)] == [second.judged]


def test_undo_says_whether_a_rating_was_made_verified_or_taken_back(project, rate):
    one = rate("ana", "C1", "inner.priority", "-1")
    one = rate("ana", "C1", "inner.priority", "+2", summary="rather this")
    rate("bo", "C1", "inner.priority", "0")
    workbench.verify(project, "bo", one.id)
    assert workbench.undo(project, "bo") == "verified: rating +2 of Relative Priority in C1"
    assert store.find_rating(project, one.id).verified == ()
    assert workbench.undo(project, "bo") == "rating 0 of Relative Priority in C1"
    workbench.unrate(project, "ana", one.id)
    assert workbench.undo(project, "ana") == (
        "taking back rating +2 of Relative Priority in C1; it stands again"
    )
    assert store.ratings(project) == (one,)


def test_undo_calls_the_construct_of_a_rating_what_it_was_merged_into(project, rate):
    rate("ana", "C1", "inner.priority", "-1")
    workbench.merge_codes(project, "lead", PRIORITY, SPACE)
    assert workbench.undo(project, "ana") == "rating -1 of Space in C1"


def test_a_merged_code_s_ratings_are_read_as_what_it_became(project, rate, cell):
    rate("ana", "C1", "inner.resources.space", "-2")
    workbench.merge_codes(project, "lead", SPACE, PRIORITY)
    assert cell("ana", "C1", "inner.priority").own.judged.value == -2
    rate("ana", "C1", "inner.priority", summary="more of it")
    assert cell("ana", "C1", "inner.priority").own.judged == Judgement(
        "rated", -2, summary="more of it"
    )


def test_nobody_has_two_voices_after_a_merge(project, rate, cell):
    rate("ana", "C1", "inner.resources.space", "-2")
    rate("ana", "C1", "inner.priority", "-2")
    rate("ana", "C2", "inner.resources.space", "-1")
    rate("ana", "C2", "inner.priority", "+1")
    workbench.merge_codes(project, "lead", SPACE, PRIORITY)
    found = cell("ana", "C1", "inner.priority")
    assert (found.settled, found.others) == (None, ())
    assert cell("ana", "C2", "inner.priority").own.judged.value == 1


# What the rules of the scale say


def test_a_strong_rating_on_one_respondent_raises_concerns(project, cell):
    quotes = workbench.quotes_named(project, cell("ana", "C1", "inner.priority"), ["all"])
    change = RatingChange("-2", quotes=quotes)
    assert workbench.rate(project, "ana", "C1", "inner.priority", change).concerns == (
        "-2 has no rationale",
        "-2 rests on quotes of 1 respondent; a -2 wants concrete examples from two or more",
    )


def test_missing_is_a_concern_where_there_is_talk_and_none_where_there_is_not(project):
    there = workbench.rate(project, "ana", "C1", "inner.priority", RatingChange("M"))
    assert there.concerns == ("M, although there is coded talk of it",)
    nothing = workbench.rate(project, "ana", "C1", "inner.tension", RatingChange("M"))
    assert nothing.concerns == ()


def test_quotes_are_named_by_place_by_lineage_all_or_none(project, cell):
    found = cell("ana", "C1", "outer.policies_laws")
    (lineage,) = workbench.quotes_named(project, found, ["1"])
    assert workbench.quotes_named(project, found, [lineage]) == (lineage,)
    assert workbench.quotes_named(project, found, ["all"]) == (lineage,)
    assert workbench.quotes_named(project, found, ["none"]) == ()
    for wrong in ("0", "2", "-1", "x"):
        with pytest.raises(NotFoundError, match=f"the cell has no quote {wrong}"):
            workbench.quotes_named(project, found, [wrong])


@pytest.mark.parametrize(
    ("by", "case"),
    [
        (["clinic"], "C2"),
        (["role", "clinic"], "counselor C2"),
        (["participant"], "P3"),
        (["clinic", "wave"], "C2 early"),
    ],
    ids=lambda one: " x ".join(one) if isinstance(one, list) else one,
)
def test_a_case_of_any_attributes_is_rated(project, rate, cell, by, case):
    rate("ana", case, "outer.policies_laws", "+2", by)
    (stored,) = store.ratings(project)
    assert {name for name, _ in stored.case} == set(by)
    assert cell("ana", case, "outer.policies_laws", by).own.judged.value == 2
    assert cell("ana", case, "outer.policies_laws", by).segments == 1
