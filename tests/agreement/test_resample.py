import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qualbench.agreement import Document, Interval, Undefined, bootstrap, compare
from qualbench.agreement.resample import draws, interval
from qualbench.model import Span

GWET = ((13, 0, 0), (0, 20, 7), (0, 4, 56))


def kappa_of_subjects(weights):
    """Cohen's kappa of Gwet's three-by-three abstractors, each subject weighed."""
    cells = [(i, j) for i, row in enumerate(GWET) for j, n in enumerate(row) for _ in range(n)]
    first, second = np.eye(3)[[i for i, _ in cells]], np.eye(3)[[j for _, j in cells]]
    p, q = weights @ first / 100, weights @ second / 100
    agreed, chance = weights @ (first * second).sum(axis=1) / 100, (p * q).sum(axis=1)
    return (agreed - chance) / (1 - chance)


def test_the_percentile_interval_of_kappa_on_gwets_abstractors():
    found = bootstrap(kappa_of_subjects, 100, 2000, seed=1)
    assert (found.low, found.high) == pytest.approx((0.6656, 0.8991), abs=5e-4)
    assert found.dropped == 0


def test_one_thing_has_no_interval():
    assert bootstrap(kappa_of_subjects, 1) == Undefined(
        "an interval needs two transcripts or more to draw from"
    )


@given(st.integers(2, 9), st.integers(1, 30), st.integers(0, 99))
def test_every_resample_draws_as_many_as_there_are(n, resamples, seed):
    found = draws(n, resamples, seed)
    assert found.shape == (resamples, n)
    assert (found.sum(axis=1) == n).all()
    np.testing.assert_array_equal(found, draws(n, resamples, seed))


def test_resamples_without_a_coefficient_are_left_out_and_counted():
    values = np.array([np.nan, *np.linspace(0, 1, 41)])
    assert interval(values) == Interval(pytest.approx(0.025), pytest.approx(0.975), 1)
    assert interval(np.array([np.nan])) == Undefined(
        "the coefficient is undefined in every resample"
    )


TURNS = tuple(Span(place * 10, place * 10 + 8) for place in range(6))
RANDOM = np.random.default_rng(8)


def _document(name):
    used = RANDOM.random((2, len(TURNS))) < 0.5
    used[1] = np.where(RANDOM.random(len(TURNS)) < 0.7, used[0], used[1])
    spans = [[t for t, u in zip(TURNS, row, strict=True) if u] for row in used]
    return Document(name, TURNS, {"ana": {"a": spans[0]}, "bo": {"a": spans[1]}})


STUDY = [_document(f"t{number}") for number in range(8)]


def estimates(resamples=300, seed=1, study=STUDY):
    found = compare(
        study, {"a": ["a"]}, {"d": ["a"]}, "turn", ["ana", "bo"], resamples=resamples, seed=seed
    )
    return found.codes[0].each() | {"masi": found.sets.masi}


def test_intervals_are_those_of_resampling_whole_transcripts():
    drawn = draws(len(STUDY), 300, 1).astype(int)
    again = [
        estimates(0, study=[d for d, n in zip(STUDY, row, strict=True) for _ in range(n)])
        for row in drawn.tolist()
    ]
    for name, one in estimates().items():
        expected = np.quantile([other[name].value for other in again], [0.025, 0.975])
        assert (one.low, one.high) == pytest.approx(tuple(expected), abs=1e-9), name


def test_the_same_seed_gives_the_same_interval_and_another_another():
    assert estimates() == estimates()
    assert estimates(seed=2)["kappa"].interval != estimates()["kappa"].interval


def test_an_interval_comes_only_where_it_is_asked_for():
    assert {one.interval for one in estimates(0).values()} == {None}


@settings(deadline=None, max_examples=20)
@given(st.permutations(["ana", "bo"]))
def test_one_transcript_has_no_interval_and_says_why(order):
    found = compare(STUDY[:1], {"a": ["a"]}, {}, "turn", order, resamples=50)
    assert found.codes[0].kappa.interval == Undefined(
        "an interval needs two transcripts or more to draw from"
    )
    assert found.codes[0].kappa.low is None
