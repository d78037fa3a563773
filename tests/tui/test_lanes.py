"""Stripes in the margin."""

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from qualbench.model import Span
from qualbench.tui.widgets.lanes import mark, stripes

SPANS = st.tuples(st.integers(0, 40), st.integers(1, 20)).map(lambda at: Span(at[0], sum(at)))
CODINGS = st.lists(st.tuples(SPANS, st.sampled_from("abc")), max_size=20)


@given(CODINGS)
def test_overlapping_stripes_never_share_a_lane(codings):
    for one, other in combinations(stripes(codings), 2):
        assert one.lane != other.lane or not one.span.overlaps(other.span)


@given(CODINGS)
def test_every_coding_has_its_stripe(codings):
    assert sorted((s.span, s.key) for s in stripes(codings)) == sorted(codings)


@given(CODINGS)
def test_no_lane_is_left_empty_and_none_is_used_without_need(codings):
    laid = stripes(codings)
    at_once = [sum(s.span.start <= at < s.span.end for s in laid) for at in range(61)]
    assert {stripe.lane for stripe in laid} == set(range(max(at_once)))


def test_a_stripe_shows_where_it_begins_runs_on_and_ends():
    (stripe,) = stripes([(Span(5, 25), "a")])
    lines = (Span(0, 10), Span(10, 20), Span(20, 30), Span(0, 30))
    assert [mark(stripe, line) for line in lines] == ["┏", "┃", "┗", "╺"]
