"""Alpha over sets from sums, held against the exact one."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qualbench.agreement import Document, Undefined, compare, equal, jaccard, masi, set_alpha
from qualbench.model import Span

NINE_UNITS = "| A| A|A A|B AB|A AB|AC ABC|ABC C|AC C|AC"
DISTANCES = {"equality": equal, "jaccard": jaccard, "masi": masi}
KEYS = "ABCD"

sets = st.frozensets(st.sampled_from(KEYS))
documents = st.lists(
    st.tuples(st.integers(0, 4), st.sampled_from(["xy", "yz", "xyz", "x", "z", ""])).flatmap(
        lambda of: st.fixed_dictionaries(
            {coder: st.lists(sets, min_size=of[0], max_size=of[0]) for coder in of[1]}
        )
    ),
    max_size=4,
)


def document(name, by_coder):
    """Of each coder a set of codes for each unit."""
    size = max(map(len, by_coder.values()), default=0)
    units = tuple(Span(place * 3, place * 3 + 2) for place in range(size))
    coders = {
        coder: {k: [u for u, s in zip(units, of, strict=True) if k in s] for k in set().union(*of)}
        for coder, of in by_coder.items()
    }
    return Document(name, units, coders)


def compared(several, keys=KEYS, coders="xyz", **options):
    given = [document(str(number), of) for number, of in enumerate(several)]
    rows = {key: [key] for key in keys}
    return compare(given, rows, {"all": list(keys)}, "turn", list(coders), **options)


def exact(several, distance, coders="xyz"):
    """One row a coder, None where a document was not finished by two."""
    rows = [[] for _ in coders]
    for of in several:
        size = max(map(len, of.values()), default=0)
        for row, coder in zip(rows, coders, strict=True):
            row += of.get(coder, [None] * size)
    return set_alpha(rows, distance)


def same(found, expected):
    if isinstance(expected, Undefined):
        return isinstance(found, Undefined)
    return found == pytest.approx(expected, abs=1e-9)


@pytest.mark.parametrize(("distance", "alpha"), [("masi", 0.273081), ("jaccard", 0.315620)])
def test_alpha_of_nine_units_of_two_coders(distance, alpha):
    sides = [[frozenset(codes) for codes in word.split("|")] for word in NINE_UNITS.split()]
    first, second = zip(*sides, strict=True)
    found = compared([{"x": list(first), "y": list(second)}], coders="xy")
    assert getattr(found.sets, distance).value == pytest.approx(alpha, abs=5e-7)


@settings(deadline=None)
@given(documents)
def test_alpha_of_sets_equals_the_exact_one_with_holes(several):
    found = compared(several).sets
    for name, distance in DISTANCES.items():
        assert same(getattr(found, name).value, exact(several, distance))


@settings(deadline=None)
@given(documents)
def test_the_label_of_a_domain_is_a_nominal_value(several):
    (label,) = compared(several).labels
    assert same(label.alpha.value, exact(several, equal))


def test_sets_of_more_codes_than_bits_of_a_word_stay_apart():
    keys = [f"k{number}" for number in range(130)]
    random = np.random.default_rng(3)
    draw = lambda: [frozenset(random.choice(keys, 2)) for _ in range(30)]  # noqa: E731
    of = {"x": draw(), "y": draw()}
    of["y"][:15] = of["x"][:15]
    found = compared([of], keys, "xy").sets
    for name, distance in DISTANCES.items():
        assert same(getattr(found, name).value, exact([of], distance, "xy"))
