"""A thousand random tables each, and degenerate ones, against what other programs compute.

(Three hundred for the ICC, of which pingouin gives six forms and takes 9 ms for each table.)
Our reasons for having no coefficient are asked for where the oracle answers nan or fails.
"""

from math import isnan

import numpy as np
import pytest

from qualbench.agreement import (
    Undefined,
    cohen_kappa,
    fleiss_kappa,
    icc,
    krippendorff_alpha,
)

METRICS = ["nominal", "ordinal", "interval", "ratio"]
FORMS = ["1,1", "A,1", "C,1", "1,k", "A,k", "C,k"]

pytestmark = pytest.mark.filterwarnings("ignore")  # the oracles' own, on what is degenerate


def drawn(seed, holes=0.0):
    """A thousand tables of values 0, 1, ...: coders by units, often skewed, with some holes."""
    rng = np.random.default_rng(seed)
    for _ in range(1000):
        coders, units, values = rng.integers((2, 2, 2), (6, 30, 6))
        shares = rng.dirichlet([0.7] * values)
        truth = rng.choice(values, units, p=shares)
        guesses = rng.choice(values, (coders, units), p=shares)
        table = np.where(rng.random((coders, units)) < rng.random(), truth, guesses).astype(float)
        table[rng.random(table.shape) < holes] = np.nan
        yield table, values


def ours(table):
    return [[None if np.isnan(v) else int(v) for v in row] for row in table]


def agree(pairs, digits=9):
    """All pairs of our coefficient and the oracle's are equal where ours is defined."""
    defined = [(a, b) for a, b in pairs if not isinstance(a, Undefined)]
    assert len(defined) > 0.8 * len(pairs)
    mine, theirs = zip(*defined, strict=True)
    np.testing.assert_allclose(mine, theirs, rtol=0, atol=10**-digits)
    refused = [float(b) for a, b in pairs if isinstance(a, Undefined)]
    assert not any(np.isfinite(refused))


def answer(oracle, *args, **options):
    """What an oracle computes; nan where it fails on what is degenerate."""
    try:
        return float(oracle(*args, **options))
    except (AssertionError, ValueError):
        return float("nan")


@pytest.mark.parametrize("weights", ["none", "linear", "quadratic"])
def test_kappa_is_scikit_learns(weights):
    oracle = pytest.importorskip("sklearn.metrics").cohen_kappa_score
    theirs_of = None if weights == "none" else weights
    pairs = []
    for (first, second, *_), values in drawn(seed=1):
        table = np.zeros((values, values), int)
        np.add.at(table, (first.astype(int), second.astype(int)), 1)
        theirs = answer(oracle, first, second, labels=range(values), weights=theirs_of)
        pairs.append((cohen_kappa(table.tolist(), weights), theirs))
    agree(pairs)


def test_fleiss_kappa_is_statsmodels():
    oracle = pytest.importorskip("statsmodels.stats.inter_rater").fleiss_kappa
    pairs = []
    for table, values in drawn(seed=2):
        counts = np.stack([(table == value).sum(axis=0) for value in range(values)], axis=1)
        pairs.append((fleiss_kappa(counts.tolist()), answer(oracle, counts)))
    agree(pairs)


@pytest.mark.parametrize("metric", METRICS)
def test_alpha_with_holes_is_the_krippendorff_packages(metric):
    oracle = pytest.importorskip("krippendorff").alpha
    agree(
        [
            (
                krippendorff_alpha(ours(table), metric),
                answer(oracle, table, level_of_measurement=metric),
            )
            for table, _ in drawn(seed=3, holes=0.2)
        ]
    )


def test_the_icc_is_pingouins_in_all_six_forms():
    rng = np.random.default_rng(4)
    pairs = []
    for _ in range(300):
        units, raters = rng.integers((3, 2), (9, 6))
        level = rng.integers(-2, 3, (units, 1)) + rng.integers(0, 2, raters)
        table = np.clip(level + rng.integers(-1, 2, (units, raters)), -2, 2)
        theirs = pingouins(table)
        pairs += [(icc(table.tolist(), form), theirs[form]) for form in FORMS]
    defined = [pair for pair in pairs if not isinstance(pair[0], Undefined)]
    assert len(defined) > 0.9 * len(pairs)
    mine, theirs = zip(*defined, strict=True)
    np.testing.assert_allclose(mine, theirs, rtol=1e-9, atol=1e-9)
    absurd = [b for a, b in pairs if isinstance(a, Undefined)]
    assert not any(-1e6 < value <= 1 for value in absurd)  # they divide by nothing or less


def pingouins(table):
    pingouin, pandas = pytest.importorskip("pingouin"), pytest.importorskip("pandas")
    units, raters = np.indices(table.shape)
    long = {"unit": units.ravel(), "rater": raters.ravel(), "rating": table.ravel()}
    found = pingouin.intraclass_corr(
        pandas.DataFrame(long), targets="unit", raters="rater", ratings="rating"
    )
    return {name[4:-1]: value for name, value in zip(found["Type"], found["ICC"], strict=True)}


@pytest.mark.parametrize("weights", ["none", "linear", "quadratic"])
@pytest.mark.parametrize(
    ("units", "reason"),
    [
        ([], "no unit was finished by both coders"),
        ([(0, 0)] * 5, "both coders used the code on every unit"),
        ([(1, 1)] * 5, "nobody used the code"),
    ],
)
def test_where_scikit_learn_has_no_kappa_ours_says_why(weights, units, reason):
    oracle = pytest.importorskip("sklearn.metrics").cohen_kappa_score
    table = [[units.count((i, j)) for j in range(2)] for i in range(2)]
    theirs = answer(
        oracle,
        [first for first, _ in units],
        [second for _, second in units],
        labels=[0, 1],
        weights=None if weights == "none" else weights,
    )
    assert isnan(theirs)
    assert cohen_kappa(table, weights) == Undefined(reason)


@pytest.mark.parametrize(
    ("counts", "reason"),
    [
        ([], "no unit was finished by two coders"),
        ([[1, 0], [0, 1]], "no unit was finished by two coders"),
        ([[3, 0], [3, 0]], "the coders gave every unit the same value"),
    ],
)
def test_where_statsmodels_has_no_kappa_ours_says_why(counts, reason):
    oracle = pytest.importorskip("statsmodels.stats.inter_rater").fleiss_kappa
    assert isnan(answer(oracle, np.array(counts).reshape(-1, 2)))
    assert fleiss_kappa(counts) == Undefined(reason)


@pytest.mark.parametrize("metric", METRICS)
@pytest.mark.parametrize(
    ("units", "reason"),
    [
        ([[1, None], [None, 2]], "no unit was finished by two coders"),
        ([[1, 2]], "no unit was finished by two coders"),
        ([[1, 1], [1, 1]], "the coders gave every unit the same value"),
        ([[1, 1, 2], [1, 1, None]], "the coders gave every unit the same value"),
    ],
)
def test_where_krippendorff_has_no_alpha_ours_says_why(metric, units, reason):
    oracle = pytest.importorskip("krippendorff").alpha
    data = [[float("nan") if v is None else float(v) for v in row] for row in units]
    assert isnan(answer(oracle, data, level_of_measurement=metric))
    assert krippendorff_alpha(units, metric) == Undefined(reason)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(
    ("table", "reason"),
    [
        ([[1, 1]] * 6, "the coders gave every unit the same value"),
        ([[1], [2], [3], [4], [5]], "no unit was finished by two coders"),
    ],
)
def test_where_pingouin_has_no_icc_ours_says_why(form, table, reason):
    assert isnan(pingouins(np.array(table))[form])
    assert icc(table, form) == Undefined(reason)


@pytest.mark.parametrize("form", ["1,k", "A,k", "C,k"])
def test_where_pingouin_prints_an_icc_of_the_mean_beyond_one_ours_says_why(form):
    table = [[1, 2], [2, 1]] * 3
    assert not 0 <= pingouins(np.array(table))[form] <= 1
    assert "differ too little" in icc(table, form).reason
