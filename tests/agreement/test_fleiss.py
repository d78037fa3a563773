"""Fleiss' own example, and laws that hold for all counts of coders."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualbench.agreement import Undefined, fleiss_kappa, scott_pi
from qualbench.errors import RefusedError

DIAGNOSES = """
00060 03003 01401 00006 03030 20400 00402 20310 20040 00006
10050 11040 03300 10050 02031 00501 30012 51000 02040 10203
00006 01050 02013 20040 10041 05010 40002 02040 10500 00006
"""


def counts_of(text):
    """One unit a word, one category a digit."""
    return [[int(digit) for digit in word] for word in text.split()]


def same(left, right):
    return left == (right if isinstance(right, Undefined) else pytest.approx(right, abs=1e-12))


def counted(coders):
    """How many coders gave each unit of ``coders``, a row each, each of four values."""
    return [[unit.count(k) for k in range(4)] for unit in zip(*coders, strict=True)]


codings = st.tuples(st.integers(1, 12), st.integers(2, 5)).flatmap(
    lambda size: st.lists(
        st.lists(st.integers(0, 3), min_size=size[0], max_size=size[0]),
        min_size=size[1],
        max_size=size[1],
    )
)


def test_fleiss_1971():
    assert fleiss_kappa(counts_of(DIAGNOSES)) == pytest.approx(0.4302445, abs=5e-8)


@pytest.mark.parametrize(
    ("counts", "reason"),
    [
        ([], "no unit was finished by two coders"),
        ([[0, 0], [0, 0]], "no unit was finished by two coders"),
        ([[1, 0], [0, 1]], "no unit was finished by two coders"),
        ([[3, 0], [3, 0]], "the coders gave every unit the same value"),
        ([[0, 3], [0, 0]], "the coders gave every unit the same value"),
    ],
)
def test_degenerate_counts_say_why_they_have_no_kappa(counts, reason):
    assert fleiss_kappa(counts) == Undefined(reason)


def test_units_with_different_numbers_of_coders_are_refused_and_pointed_to_alpha():
    with pytest.raises(RefusedError, match="2 on some and 3 on others") as refusal:
        fleiss_kappa([[3, 0], [1, 1], [0, 3]])
    assert "alpha" in refusal.value.hint


@pytest.mark.parametrize("counts", [[[1, 2], [3]], [[4, -1], [0, 3]]])
def test_what_are_no_counts_is_refused(counts):
    with pytest.raises(ValueError, match="counts the coders"):
        fleiss_kappa(counts)


@given(coders=codings, data=st.data())
def test_the_order_of_coders_units_and_categories_does_not_matter(coders, data):
    mixed = counted(data.draw(st.permutations(coders)))
    units = data.draw(st.permutations(mixed))
    order = data.draw(st.permutations(range(4)))
    renamed = [[unit[k] for k in order] for unit in units]
    assert same(fleiss_kappa(counted(coders)), fleiss_kappa(renamed))


@given(values=st.lists(st.integers(0, 3), min_size=1), coders=st.integers(2, 5))
def test_identical_coders_agree_fully_unless_nothing_varies(values, coders):
    kappa = fleiss_kappa(counted([values] * coders))
    assert kappa == 1 if len(set(values)) > 1 else isinstance(kappa, Undefined)


@given(coders=codings)
def test_a_unit_that_nobody_finished_and_a_category_that_nobody_used_change_nothing(coders):
    counts = counted(coders)
    longer = [[*unit, 0] for unit in [*counts, [0] * 4]]
    assert fleiss_kappa(longer) == fleiss_kappa(counts)


@given(pairs=st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), min_size=1))
def test_of_two_coders_it_is_scotts_pi(pairs):
    table = [[pairs.count((i, j)) for j in range(4)] for i in range(4)]
    kappa = fleiss_kappa(counted(list(zip(*pairs, strict=True))))
    pi = scott_pi(table)
    assert isinstance(kappa, Undefined) if isinstance(pi, Undefined) else same(kappa, pi)
