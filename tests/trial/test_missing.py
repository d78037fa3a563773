import pandas
import pyreadstat
import pytest

from qualbench.errors import ReadingError
from qualbench.model import Measure
from qualbench.trial import MissingCode, aggregate, doubts, missing_codes, read_trial


@pytest.fixture
def read(tmp_path):
    """Reads columns, by name, of clinics C1, C2 and so on; ``missing`` as read_trial has it."""

    def read(missing=(), separator=",", **columns):
        rows = zip(*columns.values(), strict=True)
        lines = [f"C{at},{','.join(map(str, row))}" for at, row in enumerate(rows, 1)]
        text = "\n".join([",".join(["clinic", *columns]), *lines])
        (tmp_path / "trial.csv").write_text(text.replace(",", separator).replace("!", ","))
        return read_trial(tmp_path / "trial.csv", missing=missing)

    return read


@pytest.mark.parametrize(
    ("cells", "code", "rows"),
    [
        ([-99, 10, 12], "-99", (1,)),
        ([3, 999, 5, 999], "999", (2, 4)),
        ([1, 5, -9], "-9", (3,)),
        ([-2, 2, 0, -9], "-9", (4,)),
        ([0, 1, -8], "-8", (3,)),
        ([1, 2, 88], "88", (3,)),
        ([1.5, 77, 2.25], "77", (2,)),
        ([400, 9999, 380], "9999", (2,)),
    ],
)
def test_a_conventional_code_far_from_the_other_numbers_is_doubted(read, cells, code, rows):
    assert missing_codes(read(score=cells)) == (MissingCode("score", code, rows),)


@pytest.mark.parametrize(
    "cells",
    [
        [88, 90, 77, 99],  # percentages
        [60, 97, 55],
        [-9, -6, 4],  # a change
        [1, 2, 9],
        [0, 4, -42],
        [12, 100, 300],
        [-99, -99],
        [998, 999, "", "NA"],
        ["-99", "<5", "3"],
    ],
)
def test_numbers_that_may_well_be_meant_are_not_doubted(read, cells):
    assert missing_codes(read(score=cells)) == ()


def test_several_codes_of_a_measure_are_all_doubted_and_said_with_some_rows(read):
    one, two = missing_codes(read(age=[30, -99, -98, 41, *[-99] * 6]))
    assert one.says == ("-99 in age, rows 2, 5, 6, 7, 8 and 2 more, looks like a code for missing")
    assert two.says == "-98 in age, row 3, looks like a code for missing"


def test_what_is_declared_is_none_and_its_measure_tells_it(read):
    table = read([("", "-99")], score=["-99", "10", "-99.0"], age=[41, 30, 99])
    assert table.rows == (("C1", None, 41.0), ("C2", 10.0, 30.0), ("C3", None, 99.0))
    assert table.measures == (Measure("score", "", (("-99", "missing"),)), Measure("age"))
    assert [code.measure for code in missing_codes(table)] == ["age"]


def test_what_is_declared_of_one_measure_stays_a_number_in_others(read):
    table = read([("score", "-8"), ("score", "9")], score=[-8, 9, 4], change=[-8, 9, 1])
    assert table.rows == (("C1", None, -8.0), ("C2", None, 9.0), ("C3", 4.0, 1.0))
    assert table.measures[0].values == (("-8", "missing"), ("9", "missing"))


def test_a_word_that_is_declared_lets_a_measure_be_numbers(read):
    table = read([("x", "<5"), ("", "not asked")], x=["1", " <5", "not asked"], y=["a", "b", "c"])
    assert [row[1] for row in table.rows] == [1.0, None, None]
    assert doubts(table) == ()
    assert table.measures[0].values == (("<5", "missing"), ("not asked", "missing"))


def test_a_code_is_compared_with_the_decimal_mark_of_the_file(read):
    table = read([("", "-9,0")], ";", x=["-9", "1!5"])
    assert [row[1] for row in table.rows] == [None, 1.5]
    assert table.measures[0].values == (("-9", "missing"),)


def test_a_measure_that_is_none_and_a_key_cannot_be_missing(read):
    for name in ("Score", "clinic"):
        with pytest.raises(ReadingError, match=rf"^trial\.csv:1: no measure {name}$") as raised:
            read([(name, "-99")], score=[1, 2])
        assert raised.value.hint == "Measures are score."


def test_a_mean_says_what_was_left_out_of_it(read):
    summed = aggregate(read([("", "-99")], score=[-99, 10], age=[30, 31]), ["clinic"]).table
    assert summed.rows[0][1:5] == (0.0, 1.0, None, None)
    labels = {measure.name: measure.label for measure in summed.measures}
    assert labels["score_mean"] == "mean of score (missing: -99)"
    assert labels["age_mean"] == "mean of age"


def test_a_label_of_spss_says_that_its_value_was_declared(tmp_path):
    frame = pandas.DataFrame({"clinic": ["C1", "C2", "C3"], "rf": [4.0, -99.0, -1.0]})
    labels = {"rf": {-99: "not asked", 4: "high"}}
    path = tmp_path / "trial.sav"
    pyreadstat.write_sav(frame, path, variable_value_labels=labels, missing_ranges={"rf": [-1]})
    table = read_trial(path, missing=[("", "-99"), ("", "-1")])
    assert [row[1] for row in table.rows] == [4.0, None, None]
    assert sorted(table.measures[0].values) == [
        ("-1", "missing"),
        ("-99", "not asked (missing)"),
        ("4", "high"),
    ]
