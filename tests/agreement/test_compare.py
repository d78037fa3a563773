from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qualbench.agreement import (
    Document,
    PairCounts,
    TwoByTwo,
    Undefined,
    cohen_kappa,
    compare,
    compared,
    krippendorff_alpha,
    tally,
)
from qualbench.model import Span

FIRST = Document(
    "first",
    (Span(0, 10), Span(10, 20), Span(20, 30)),
    {
        "ana": {"inner.culture": (Span(0, 5), Span(3, 8)), "inner.resources": (Span(4, 12),)},
        "bo": {"inner.culture": (Span(6, 12),)},
    },
)
SECOND = Document(
    "second",
    (Span(3, 7), Span(9, 15)),
    {
        "ana": {"inner.culture": (Span(0, 7),)},
        "bo": {"inner.resources": (Span(3, 5), Span(9, 11))},
    },
)
CODES = {"inner.culture": ["inner.culture"], "inner.resources": ["inner.resources"]}
DOMAINS = {"inner": ["inner.culture", "inner.resources"], "outer": []}


def two(documents, unit="turn", **options):
    return compare(documents, CODES, DOMAINS, unit, ["ana", "bo"], **options)


def counts_by(unit):
    found = two([FIRST, SECOND], unit)
    return {row.code: row.counts for row in (*found.codes, *found.domains)}


def test_turns_pool_over_transcripts():
    assert counts_by("turn") == {
        "inner.culture": TwoByTwo(1, 1, 1, 2),
        "inner.resources": TwoByTwo(0, 2, 2, 1),
        "inner": TwoByTwo(3, 0, 1, 1),
        "outer": TwoByTwo(neither=5),
    }


def test_characters_pool_over_transcripts():
    assert counts_by("character") == {
        "inner.culture": TwoByTwo(2, 10, 4, 24),
        "inner.resources": TwoByTwo(0, 8, 4, 28),
        "inner": TwoByTwo(8, 8, 2, 22),
        "outer": TwoByTwo(neither=40),
    }


def cells(both, only_first, only_second, neither):
    """A document with as many turns of each kind."""
    size = both + only_first + only_second + neither
    turns = tuple(Span(place * 3, place * 3 + 2) for place in range(size))
    ana, bo = turns[: both + only_first], turns[:both] + turns[both + only_first :][:only_second]
    return Document("t", turns, {"ana": {"culture": ana}, "bo": {"culture": bo}})


def test_a_row_holds_counts_and_coefficients():
    (row,) = compare(
        [cells(80, 10, 5, 5)], {"culture": ["culture"]}, {}, "turn", ["ana", "bo"]
    ).codes
    assert row.as_row() == {
        "code": "culture",
        "n": 100,
        "both": 80,
        "only_first": 10,
        "only_second": 5,
        "neither": 5,
        "percent": pytest.approx(0.85),
        "positive": pytest.approx(160 / 175),
        "kappa": pytest.approx(7 / 22),
        "pabak": pytest.approx(0.7),
        "ac1": pytest.approx(101 / 125),
        "alpha": pytest.approx(278 / 875),
        "fleiss": pytest.approx(1 - 200 * 15 / (175 * 25)),
        "prevalence": pytest.approx(0.875),
        "use": {"ana": 90, "bo": 85},
        "interval": {},
        "reason": {},
    }


def test_a_code_nobody_used_has_a_percentage_and_reasons():
    row = two([FIRST]).domains[1].as_row()
    assert (row["percent"], row["prevalence"]) == (1, 0)
    without = ["positive", "kappa", "pabak", "ac1", "alpha", "fleiss"]
    assert [row[name] for name in without] == [None] * 6
    assert row["reason"] == dict.fromkeys(without, "nobody used the code")


def test_without_a_finished_transcript_nothing_is_defined():
    found = two([])
    assert (found.n, found.given, found.share, found.documents) == (0, 0, 0, ())
    row = found.codes[0]
    assert {one.value for one in row.each().values()} == {
        Undefined("no unit was finished by both coders")
    }
    assert (
        row.prevalence == found.sets.masi.value == Undefined("no unit was finished by two coders")
    )
    assert row.pairs == ()


def test_a_code_on_every_unit_is_undefined_for_that_reason():
    found = compare([cells(3, 0, 0, 0)], {"culture": ["culture"]}, {}, "character", ["ana", "bo"])
    assert found.codes[0].kappa.value == Undefined("both coders used the code on every unit")
    assert found.sets.jaccard.value == Undefined("the coders gave every unit the same codes")


def test_of_three_the_mean_of_pairs_and_one_alpha():
    units = (Span(0, 1), Span(1, 2), Span(2, 3), Span(3, 4))
    use = {"ana": (0, 1), "bo": (0, 1), "cy": (0, 2)}
    of = {coder: {"a": [units[place] for place in places]} for coder, places in use.items()}
    found = compare([Document("t", units, of)], {"a": ["a"]}, {}, "turn", list(use))
    (row,) = found.codes
    assert [(pair.first, pair.second, pair.counts) for pair in row.pairs] == [
        ("ana", "bo", TwoByTwo(2, 0, 0, 2)),
        ("ana", "cy", TwoByTwo(1, 1, 1, 1)),
        ("bo", "cy", TwoByTwo(1, 1, 1, 1)),
    ]
    assert row.kappa.value == pytest.approx((1 + 0 + 0) / 3)
    assert row.percent.value == pytest.approx((1 + 0.5 + 0.5) / 3)
    assert [pair.kappa for pair in row.by_kappa] == [0, 0, 1]
    rows = [[place in places for place in range(4)] for places in use.values()]
    assert row.alpha.value == pytest.approx(krippendorff_alpha(rows))
    assert row.use == (("ana", 2), ("bo", 2), ("cy", 2))


def test_of_ninety_nine_units_the_twenty_that_both_finished_count():
    common = replace(cells(6, 1, 0, 13), name="common")
    alone = cells(40, 0, 0, 39)
    alone = Document("alone", alone.words, {"ana": alone.coders["ana"]})
    found = compare([common, alone], {"culture": ["culture"]}, {}, "turn", ["ana", "bo"])
    assert (found.n, found.given, found.documents) == (20, 99, ("common",))
    assert found.share == pytest.approx(20 / 99)
    assert found.codes[0].n == 20
    assert found.codes[0].kappa.value == pytest.approx(cohen_kappa(((6, 1), (0, 13))))


def test_pooled_counts_and_the_mean_of_codes_are_two_things():
    found = two([FIRST, SECOND])
    assert found.pooled.counts == TwoByTwo(1, 3, 3, 3)
    assert found.pooled.kappa.value == pytest.approx(cohen_kappa(((1, 3), (3, 3))))
    kappas = [row.kappa.value for row in found.codes]
    assert found.mean.kappa.value == pytest.approx(sum(kappas) / 2)
    assert (found.mean.codes, dict(found.mean.defined)["kappa"]) == (2, 2)


def test_the_mean_is_of_the_codes_that_have_a_coefficient_and_pairs_with_a_role_are_in_none():
    codes = {**CODES, "never": ["never"], "inner.culture@r": ["inner.culture@r"]}
    found = compare([FIRST, SECOND], codes, {}, "turn", ["ana", "bo"])
    assert found.mean.kappa.value == two([FIRST, SECOND]).mean.kappa.value
    assert (found.mean.codes, dict(found.mean.defined)["kappa"]) == (3, 2)
    assert found.pooled.counts == TwoByTwo(1, 3, 3, 8)


def test_coders_who_share_no_transcript_are_no_pair():
    far = Document("far", SECOND.words, {"cy": {}, "di": SECOND.coders["ana"]})
    found = compare([FIRST, far], CODES, {}, "turn", ["ana", "bo", "cy", "di"])
    pairs = [(pair.first, pair.second) for pair in found.codes[0].pairs]
    assert pairs == [("ana", "bo"), ("cy", "di")]
    assert isinstance(found.codes[0].pairs[0], PairCounts)


UNITS = tuple(Span(place * 4, place * 4 + 3) for place in range(5))
used = st.fixed_dictionaries(
    {key: st.lists(st.sampled_from(UNITS), unique=True, max_size=5) for key in "ab"}
)
coders = st.dictionaries(st.sampled_from(["ana", "bo", "cy"]), used, min_size=0, max_size=3)
studies = st.lists(coders, max_size=4).map(
    lambda several: [Document(f"t{n}", UNITS, of) for n, of in enumerate(several)]
)
THREE = ["ana", "bo", "cy"]
ROWS = {"a": ["a"], "b": ["b"]}


def numbers(found):
    """Every coefficient, without names of coders and codes."""
    rows = (*found.codes, *found.domains, found.pooled, found.mean)
    each = [one.value for row in rows for one in row.each().values()]
    sets = [found.sets.equality.value, found.sets.jaccard.value, found.sets.masi.value]
    return [
        value if isinstance(value, Undefined) else pytest.approx(value, abs=1e-9)
        for value in (*each, *sets)
    ]


def of(study, order=THREE, rows=ROWS, unit="turn"):
    return compare(study, rows, {"d": list(rows)}, unit, order)


@settings(deadline=None)
@given(studies, st.permutations(THREE))
def test_the_order_of_the_coders_changes_nothing(study, order):
    assert numbers(of(study, order)) == numbers(of(study))


@settings(deadline=None)
@given(studies)
def test_other_names_for_codes_change_nothing(study):
    other = {"a": "y", "b": "x"}
    renamed = [
        replace(d, coders={c: {other[k]: s for k, s in o.items()} for c, o in d.coders.items()})
        for d in study
    ]
    assert numbers(of(renamed, rows={"y": ["y"], "x": ["x"]})) == numbers(of(study))


@settings(deadline=None)
@given(used, st.integers(2, 3))
def test_identical_coders_agree_fully_or_have_no_coefficient(spans, many):
    names = THREE[:many]
    found = of([Document("t", UNITS, dict.fromkeys(names, spans))], names)
    for value in numbers(found):
        assert isinstance(value, Undefined) or value == 1


@settings(deadline=None)
@given(studies, st.sampled_from(THREE), used)
def test_a_transcript_that_only_one_finished_changes_nothing(study, coder, spans):
    alone = Document("alone", UNITS, {coder: spans})
    nobody = Document("nobody", UNITS, {})
    assert numbers(of([alone, *study, nobody])) == numbers(of(study))


@settings(deadline=None)
@given(studies)
def test_characters_of_units_of_one_length_that_are_coded_whole_have_the_kappa_of_turns(study):
    by_turn, by_character = of(study), of(study, unit="character")
    for turn, character in zip(by_turn.codes, by_character.codes, strict=True):
        assert character.n == 3 * turn.n
        assert isinstance(turn.kappa.value, Undefined) or character.kappa.value == pytest.approx(
            turn.kappa.value, abs=1e-9
        )


@settings(deadline=None)
@given(studies)
def test_exact_counts_give_the_kappa_of_two(study):
    for row in of(study, ["ana", "cy"]).codes:
        expected = cohen_kappa(row.counts.table())
        assert row.kappa.value == (
            expected if isinstance(expected, Undefined) else pytest.approx(expected, abs=1e-12)
        )


@settings(deadline=None)
@given(studies)
def test_the_parts_of_a_tally_compare_as_by_themselves(study):
    counted = tally(study, ROWS, {"d": ["a", "b"]}, "turn", THREE)
    for place, name in enumerate(counted.documents):
        (alone,) = (document for document in study if document.name == name)
        assert numbers(compared(counted.part([place]))) == numbers(of([alone]))
