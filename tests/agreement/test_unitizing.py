"""The unitizing family: the worked example, its definition spelt out, and its laws."""

from collections import defaultdict
from fractions import Fraction
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualbench.agreement import Undefined, Unitizing, unitizing
from qualbench.errors import RefusedError

ALEX = [(2, 9, 1), (11, 17, 2), (24, 30, 5), (32, 36, 6), (36, 44, 6), (44, 60, 7)]
PAUL = [(2, 9, 1), (11, 17, 3), (19, 25, 5), (32, 44, 6)]
SUZAN = [(2, 9, 1), (11, 17, 4), (21, 27, 5), (32, 36, 6), (36, 40, 6), (40, 44, 6)]

GAP = None
LENGTH = 12

NOBODY = Undefined("nobody marked anything")
NO_TEXT = Undefined("no text was finished by two coders")
WHOLE = Undefined("the coders marked the whole text")
ALIKE = Undefined("the coders gave the whole text the same value")
APART = Undefined("no two coders' units overlap")
ONE = Undefined("the units that overlap all have the same value")
NEVER_MET = Undefined("no unit of this value overlaps another coder's unit")


@st.composite
def units_of_a_coder(draw):
    edges = draw(st.lists(st.integers(0, LENGTH), unique=True, max_size=8).map(sorted))
    kept = zip(edges, edges[1:], draw(st.lists(st.sampled_from([GAP, *"abc"]))), strict=False)
    return [(start, end, value) for start, end, value in kept if value is not GAP]


texts = st.lists(
    st.tuples(
        st.just(LENGTH),
        st.lists(st.none() | units_of_a_coder(), min_size=1, max_size=4),
    ),
    min_size=1,
    max_size=3,
)


def same(left, right):
    if isinstance(left, dict):
        return left.keys() == right.keys() and all(same(left[k], right[k]) for k in left)
    return left == (right if isinstance(right, Undefined) else pytest.approx(right, abs=1e-12))


def family(found):
    return {"u": found.u, "|u": found.relevance, "cu": found.coding, **found.by_value}


def spelt_out(continua):
    """The definition character by character; None where a denominator is zero."""
    seen, own, starred, values = (defaultdict(Fraction) for _ in range(4))
    for length, coders in continua:
        coders = [coder for coder in coders if coder is not None]
        if len(coders) < 2:
            continue
        rows = [[GAP] * length for _ in coders]
        for row, coder in zip(rows, coders, strict=True):
            for start, end, value in coder:
                row[start:end] = [value] * (end - start)
                values[value] += 0
                own[value] += (end - start) ** 2
            own[GAP] += row.count(GAP)
        for one, other in permutations(rows, 2):
            for pair in zip(one, other, strict=True):
                seen[pair] += Fraction(1, len(rows) - 1)
        for place, coder in enumerate(coders):
            others = rows[:place] + rows[place + 1 :]
            for start, end, value in coder:
                met = sum(row[at] is not GAP for row in others for at in range(start, end))
                starred[value] += Fraction(met, len(others)) ** 2

    def coincidences(among, self_pairs):
        total = sum(seen[c, k] for c in among for k in among)
        margin = {c: sum(seen[c, k] for k in among) for c in among}
        pairable = total**2 - sum(self_pairs[c] for c in among)
        expected = {
            (c, k): total * (margin[c] * margin[k] - (c == k) * self_pairs[c]) / pairable
            for c in among
            for k in among
            if pairable
        }
        return margin, expected

    def alpha(pairs, expected):
        chance = sum(expected.get(pair, 0) for pair in pairs)
        return 1 - sum(seen[pair] for pair in pairs) / chance if chance else None

    everything, marked = [GAP, *values], list(values)
    _, by_chance = coincidences(everything, own)
    margin, by_chance_marked = coincidences(marked, starred)
    result = {
        "u": alpha(list(permutations(everything, 2)), by_chance),
        "|u": alpha([(GAP, value) for value in marked], by_chance),
        "cu": alpha(list(permutations(marked, 2)), by_chance_marked),
    }
    for k in marked:
        chance = sum(by_chance_marked.get((k, c), 0) for c in marked)
        missed = chance and 1 - by_chance_marked[k, k] / chance
        result[k] = 1 - (1 - seen[k, k] / margin[k]) / missed if missed else None
    return result


def test_three_coders_of_krippendorff_mathet_bouvry_and_widlocher():
    found = unitizing([(60, [ALEX, PAUL, SUZAN])])
    assert found.u == pytest.approx(16339 / 32058, abs=1e-12)
    assert found.relevance == pytest.approx(143908 / 348255, abs=1e-12)
    assert found.coding == pytest.approx(99743 / 137780, abs=1e-12)
    assert found.by_value == {1: 1, 2: 0, 3: 0, 4: 0, 5: 1, 6: 1, 7: NEVER_MET}


@given(continua=texts)
def test_a_sweep_over_edges_gives_what_the_definition_gives_by_characters(continua):
    expected = spelt_out(continua)
    for name, value in family(unitizing(continua)).items():
        if isinstance(value, Undefined):
            assert expected[name] is None
        else:
            assert value == pytest.approx(float(expected[name]), abs=1e-12)


@pytest.mark.parametrize(
    ("continua", "expected"),
    [
        ([], Unitizing(NO_TEXT, NO_TEXT, APART, {})),
        ([(9, [[(0, 4, "a")], None])], Unitizing(NO_TEXT, NO_TEXT, APART, {})),
        ([(9, [[], []])], Unitizing(NOBODY, NOBODY, APART, {})),
        (
            [(9, [[(0, 9, "a")], [(0, 9, "a")]])],
            Unitizing(ALIKE, WHOLE, ONE, {"a": ONE}),
        ),
    ],
)
def test_degenerate_texts_say_why_they_have_no_coefficient(continua, expected):
    assert unitizing(continua) == expected


def test_a_code_against_gap_leaves_only_its_edges_to_judge():
    found = unitizing([(100, [[(10, 20, "a")], [(12, 22, "a")]])])
    # 2 x 4 of 200 characters mismatch; by chance 2 x 20 x 180 x 200 / (200^2 - 180 - 2 x 10^2)
    assert found.u == found.relevance == pytest.approx(1 - 8 * 39620 / (7200 * 200))
    assert (found.coding, found.by_value) == (ONE, {"a": ONE})


def test_two_adjacent_units_of_one_value_are_two():
    joined = unitizing([(40, [[(0, 10, "a")], [(0, 10, "a"), (20, 30, "b")]])])
    parted = unitizing([(40, [[(0, 5, "a"), (5, 10, "a")], [(0, 10, "a"), (20, 30, "b")]])])
    assert parted.u != joined.u


def test_a_coders_overlapping_units_are_refused_with_where():
    with pytest.raises(RefusedError, match="text 2: a coder's units overlap at character 3"):
        unitizing([(9, [[], []]), (9, [[(0, 4, "a"), (3, 6, "b")], []])])


@pytest.mark.parametrize("unit", [(3, 3, "a"), (-1, 3, "a"), (3, 10, "a")])
def test_a_unit_that_is_empty_or_leaves_its_text_is_refused(unit):
    with pytest.raises(ValueError, match="lies within"):
        unitizing([(9, [[unit], []])])


@given(continua=texts, data=st.data())
def test_the_order_of_coders_texts_and_units_does_not_matter(continua, data):
    def mixed(coders):
        coders = data.draw(st.permutations(coders))
        return [units if units is None else data.draw(st.permutations(units)) for units in coders]

    shuffled = data.draw(st.permutations([(length, mixed(coders)) for length, coders in continua]))
    assert same(family(unitizing(continua)), family(unitizing(shuffled)))


@given(continua=texts, names=st.permutations("abc"))
def test_only_which_values_are_equal_matters(continua, names):
    new = dict(zip("abc", names, strict=True))
    renamed = [
        (length, [u if u is None else [(s, e, new[v]) for s, e, v in u] for u in coders])
        for length, coders in continua
    ]
    before, after = unitizing(continua), unitizing(renamed)
    after = {**family(after), **{v: after.by_value[new[v]] for v in before.by_value}}
    assert all(same(value, after[name]) for name, value in family(before).items())


@given(units=units_of_a_coder(), coders=st.integers(2, 4))
def test_identical_coders_agree_fully_wherever_that_is_defined(units, coders):
    for value in family(unitizing([(LENGTH, [units] * coders)])).values():
        assert isinstance(value, Undefined) or value == 1


@given(continua=texts, units=units_of_a_coder())
def test_what_fewer_than_two_finished_and_who_did_not_finish_change_nothing(continua, units):
    more = [(length, [*coders, None]) for length, coders in continua]
    more += [(LENGTH, [units, None]), (LENGTH, [None])]
    assert unitizing(more) == unitizing(continua)


@given(first=st.tuples(*[units_of_a_coder()] * 3), second=st.tuples(*[units_of_a_coder()] * 3))
def test_several_texts_of_the_same_coders_are_one_laid_end_to_end(first, second):
    joined = [
        [*one, *((s + LENGTH, e + LENGTH, v) for s, e, v in two)]
        for one, two in zip(first, second, strict=True)
    ]
    apart = unitizing([(LENGTH, first), (LENGTH, second)])
    assert same(family(apart), family(unitizing([(2 * LENGTH, joined)])))
