"""Stripes in the margin."""

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from qualbench.model import Span
from qualbench.tui.widgets.lanes import LANES, Mark, changed, margin, stripe

SPANS = st.tuples(st.integers(0, 40), st.integers(1, 20)).map(lambda at: Span(at[0], sum(at)))
CODINGS = st.lists(SPANS, max_size=30)


def _marks(spans):
    return [Mark(str(number), span, "k", "Culture") for number, span in enumerate(spans)]


@given(CODINGS)
def test_overlapping_stripes_never_share_a_lane(spans):
    laid = margin(_marks(spans))
    for one, other in combinations(laid.marks.values(), 2):
        lanes = laid.lane_of[one.id], laid.lane_of[other.id]
        assert lanes[0] != lanes[1] or lanes[0] == -1 or not one.span.overlaps(other.span)


@given(CODINGS)
def test_every_coding_has_its_stripe_or_stands_where_it_is_crowded(spans):
    laid = margin(_marks(spans))
    for mark in laid.marks.values():
        beside = [m.id for _, m in laid.over(mark.span, LANES)]
        assert mark.id in beside or laid.is_crowded(mark.span, LANES)


@given(CODINGS, SPANS, st.integers(1, LANES))
def test_a_place_is_crowded_exactly_where_more_codings_run_than_are_shown(spans, place, shown):
    laid = margin(_marks(spans))
    beside = {mark.id for _, mark in laid.over(place, shown)}
    there = {mark.id for mark in laid.marks.values() if mark.span.overlaps(place)}
    assert beside <= there
    assert laid.is_crowded(place, shown) == bool(there - beside)


@given(CODINGS)
def test_at_first_no_lane_is_left_empty_and_none_is_used_without_need(spans):
    laid = margin(_marks(spans))
    at_once = max(sum(span.start <= at < span.end for span in spans) for at in range(61))
    lanes = {lane for lane in laid.lane_of.values() if lane >= 0}
    assert lanes == set(range(min(at_once, LANES)))


@given(CODINGS, SPANS)
def test_one_coding_more_moves_no_stripe_that_had_a_lane(spans, added):
    before = margin(_marks(spans))
    after = margin([*_marks(spans), Mark("new", added, "k", "New")], before)
    assert all(after.lane_of[id] == lane for id, lane in before.lane_of.items() if lane >= 0)
    assert changed(before, after) == [added]


@given(CODINGS, st.data())
def test_one_coding_less_moves_no_stripe_that_had_a_lane(spans, data):
    marks = _marks(spans)
    before = margin(marks)
    gone = data.draw(st.sets(st.sampled_from(marks))) if marks else set()
    after = margin([mark for mark in marks if mark not in gone], before)
    assert all(
        lane in (before.lane_of[id], -1) or before.lane_of[id] == -1
        for id, lane in after.lane_of.items()
    )


@given(CODINGS)
def test_what_is_covered_is_what_the_codings_cover(spans):
    laid = margin(_marks(spans))
    for at in range(61):
        covered = any(span.start <= at < span.end for span in spans)
        assert any(laid.covered.over(Span(at, at + 1))) == covered


def test_a_stripe_shows_where_it_begins_runs_on_and_ends_and_whether_it_is_chosen():
    lines = (Span(0, 10), Span(10, 20), Span(20, 30), Span(0, 30))
    mark = Mark("a", Span(5, 25), "k", "Culture")
    assert [stripe(mark, line, False) for line in lines] == ["┏", "┃", "┗", "╺"]
    assert [stripe(mark, line, True) for line in lines] == ["╔", "║", "╚", "═"]


def test_a_sign_stands_where_the_stripe_begins():
    mark = Mark("a", Span(5, 25), "k", "Culture", sign="!")
    assert [stripe(mark, line, False) for line in (Span(0, 10), Span(10, 20))] == ["!", "┃"]


def test_a_mark_that_only_looks_different_changes_where_it_is():
    before = margin([Mark("a", Span(5, 25), "k", "Culture"), Mark("b", Span(0, 9), "k", "Other")])
    after = margin(
        [Mark("a", Span(5, 25), "k", "Culture", sign="!"), Mark("b", Span(0, 9), "k", "Other")],
        before,
    )
    assert set(changed(before, after)) == {Span(5, 25)}
