import pytest

from qualbench.agreement import CodeAgreement, Document, TwoByTwo, Undefined, compare
from qualbench.model import Span

FIRST = Document(
    words=(Span(0, 10), Span(10, 20), Span(20, 30)),
    first={"inner.culture": (Span(0, 5), Span(3, 8)), "inner.resources": (Span(4, 12),)},
    second={"inner.culture": (Span(6, 12),)},
)
SECOND = Document(
    words=(Span(3, 7), Span(9, 15)),
    first={"inner.culture": (Span(0, 7),)},
    second={"inner.resources": (Span(3, 5), Span(9, 11))},
)
KEYS = {
    "inner.culture": ["inner.culture"],
    "inner.resources": ["inner.resources"],
    "inner": ["inner.culture", "inner.resources"],
    "outer": ["outer"],
}


def counts_by(unit):
    return {row.code: row.counts for row in compare([FIRST, SECOND], KEYS, unit)}


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


def test_rows_keep_the_order_of_the_keys():
    assert [row.code for row in compare([FIRST], KEYS, "turn")] == list(KEYS)


def test_a_row_holds_counts_and_coefficients():
    row = CodeAgreement("culture", TwoByTwo(80, 10, 5, 5)).as_row()
    assert row == {
        "code": "culture",
        "n": 100,
        "both": 80,
        "only_first": 10,
        "only_second": 5,
        "neither": 5,
        "percent": pytest.approx(0.85),
        "kappa": pytest.approx(7 / 22),
        "alpha": pytest.approx(278 / 875),
        "ac1": pytest.approx(101 / 125),
        "reason": {},
    }


def test_a_code_nobody_used_has_a_percentage_and_reasons():
    row = CodeAgreement("outer", TwoByTwo(neither=5)).as_row()
    assert row["percent"] == 1
    assert [row["kappa"], row["alpha"], row["ac1"]] == [None, None, None]
    assert row["reason"] == dict.fromkeys(["kappa", "alpha", "ac1"], "nobody used the code")


def test_without_a_finished_transcript_nothing_is_defined():
    (row,) = compare([], {"outer": ["outer"]}, "character")
    assert row.percent == row.kappa == row.alpha == row.ac1
    assert row.percent == Undefined("no unit was finished by both coders")
    assert set(row.as_row()["reason"]) == {"percent", "kappa", "alpha", "ac1"}


def test_a_code_on_every_unit_is_undefined_for_that_reason():
    everywhere = Document((Span(0, 9),), {"a": (Span(0, 9),)}, {"a": (Span(0, 9),)})
    (row,) = compare([everywhere], {"a": ["a"]}, "character")
    assert row.kappa == Undefined("both coders used the code on every unit")
