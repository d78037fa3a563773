"""SPSS and Stata files as pyreadstat reads them: labels, types, and why a number is missing."""

import pyreadstat
import pytest

from qualbench.export import Column, Missing, Table, write

KINDS = (("X", "mixed"), ("M", "missing"), ("NA", "not applicable"))
SCALE = ((-2, "hinders"), (0, "neutral"), (2, "helps"))
ROLES = (("counselor", "Counselor or therapist"), ("a", "Administrator"))
WORK = "cfir22.inner.structural.work"
COLUMNS = (
    Column("clinic", "Where"),
    Column("role", "Who", "Role in the clinic", ROLES),
    Column(WORK, "Rating", "Work infrastructure", SCALE, KINDS),
    Column("mean", "Mean of the ratings", missing=KINDS),
    Column("hours", "Hours of the day"),
    Column("empty", "Ratings that nobody has given", values=SCALE),
    Column("mixed", "What a trial's table may hold"),
)
ROWS = (
    ("007", "counselor", -2, 0.5, 8, None, 1),
    ("=1+1", "a", Missing("X"), Missing("NA"), 100, None, "none"),
    (None, "counselor", Missing("M"), None, None, None, None),
    ("-5", None, None, -2, -1, None, 2.5),
)
TABLE = Table("ratings", COLUMNS, ROWS)


@pytest.fixture(scope="module")
def read(tmp_path_factory):
    """Writes a table, and reads it with what is missing by name and without."""
    folder = tmp_path_factory.mktemp("statistics")

    def read(suffix, table=TABLE):
        path, *_ = write(table, {}, folder / f"t{suffix}")
        reader = pyreadstat.read_sav if suffix == ".sav" else pyreadstat.read_dta
        (plain, _), (frame, about) = reader(path), reader(path, user_missing=True)
        return plain, frame, about

    return read


def cells(frame, column):
    return [None if cell != cell else cell for cell in frame[column]]


@pytest.mark.parametrize("suffix", [".sav", ".dta"])
def test_long_names_have_room_for_the_labels_of_their_values(read, suffix):
    names = [f"r{at:0>{length - 1}}" for length in (28, 29, 40) for at in range(400)]
    columns = tuple(Column(name, "Rating", values=SCALE, missing=KINDS) for name in names)
    plain, _, about = read(suffix, Table("t", columns, ((-2,) * 1200, (Missing("M"),) * 1200)))
    assert len(about.variable_value_labels) == 1200
    assert list(plain.columns[:400]) == names[:400]
    assert all(cells(plain, name) == [-2, None] for name in plain.columns)


def called(frame):
    return next(name for name in frame.columns if name.startswith("structural_work_"))


def test_spss_has_a_code_for_each_reason_and_takes_it_for_missing(read):
    plain, frame, about = read(".sav")
    work = called(frame)
    assert cells(plain, work) == [-2, None, None, None]
    assert cells(frame, work) == [-2, 98, 99, None]
    assert cells(frame, "mean") == [0.5, 97, None, -2]
    assert about.missing_ranges == {work: [{"lo": 97, "hi": 99}], "mean": [{"lo": 97, "hi": 99}]}
    missing = {98: "X mixed", 99: "M missing", 97: "NA not applicable"}
    assert about.variable_value_labels == {
        "role": dict(ROLES),
        work: dict(SCALE) | missing,
        "mean": missing,
        "empty": dict(SCALE),
    }


def test_stata_has_a_letter_for_each_reason(read):
    plain, frame, about = read(".dta")
    work = called(frame)
    assert cells(plain, work) == [-2, None, None, None]
    assert cells(frame, work) == [-2, "x", "m", None]
    assert cells(frame, "mean") == [0.5, "n", None, -2]
    missing = {"x": "X mixed", "m": "M missing", "n": "NA not applicable"}
    assert about.variable_value_labels == {
        work: dict(SCALE) | missing,
        "mean": missing,
        "empty": dict(SCALE),
    }


@pytest.mark.parametrize("suffix", [".sav", ".dta"])
def test_texts_stay_texts_numbers_numbers_and_labels_are_kept(read, suffix):
    plain, frame, about = read(suffix)
    assert cells(plain, "clinic") == ["007", "=1+1", "", "-5"]
    assert cells(plain, "hours") == [8, 100, None, -1]
    assert cells(plain, "empty") == [None] * 4
    assert cells(plain, "mixed") == ["1", "none", "", "2.5"]
    kinds = {of: kind == "string" for of, kind in about.readstat_variable_types.items()}
    assert [name for name, text in kinds.items() if text] == ["clinic", "role", "mixed"]
    assert about.column_names_to_labels == {
        "clinic": "clinic",
        "role": "Role in the clinic",
        called(frame): "Work infrastructure",
        "mean": "mean",
        "hours": "hours",
        "empty": "empty",
        "mixed": "mixed",
    }
    assert about.file_label == "ratings"


def test_what_is_counted_is_an_integer_and_what_is_rated_is_ordered(read):
    _, frame, spss = read(".sav")
    assert spss.variable_measure[called(frame)] == "ordinal"
    assert spss.variable_measure["hours"] == "scale"
    assert spss.original_variable_types["hours"] == "F8.0"
    assert read(".dta")[2].readstat_variable_types["hours"] == "int32"


@pytest.mark.parametrize("value", [95, 96, 120, 1_000])
def test_a_code_is_never_one_of_the_values(read, value):
    column = Column("n", "", missing=(("M", "missing"), ("A", "absent")))
    rows = ((value,), (Missing("A"),), (Missing("M"),))
    plain, frame, about = read(".sav", Table("t", (column,), rows))
    assert cells(plain, "n") == [value, None, None]
    kept, absent, missing = cells(frame, "n")
    assert kept == value < absent < missing
    assert about.variable_value_labels["n"] == {missing: "M missing", absent: "A absent"}


def test_more_reasons_than_spss_has_places_for_and_letters_that_clash(read):
    kinds = (("M", "missing"), ("many", "too many"), ("mute", "silent"), ("NA", "none"))
    column = Column("n", "", missing=kinds)
    table = Table("t", (column,), ((1,), *((Missing(kind),) for kind, _ in kinds)))
    plain, frame, about = read(".sav", table)
    assert cells(plain, "n") == [1, None, None, None, None]
    assert cells(frame, "n") == [1, 99, 96, 95, 97]
    assert len(about.variable_value_labels["n"]) == 4
    assert cells(read(".dta", table)[1], "n") == [1, "m", "a", "b", "n"]


@pytest.mark.parametrize("suffix", [".sav", ".dta"])
@pytest.mark.parametrize("size", [255, 256, 2_045, 32_767])
def test_long_texts_are_whole(read, suffix, size):
    text = ("abcdefg " * size)[: size - 2] + "é"
    columns = (Column("text", ""), Column("memo", ""), Column("n", ""))
    rows = ((text, None, 1), ("short", text[::-1], 2))
    assert [*read(suffix, Table("t", columns, rows))[0].itertuples(index=False)] == [
        (text, "", 1),
        ("short", text[::-1], 2),
    ]


def test_labels_are_cut_to_what_the_programs_hold(read):
    label = "é" * 200
    table = Table("t", (Column("n", "", label, ((1, label),)),), ((1,),))
    spss, stata = read(".sav", table)[2], read(".dta", table)[2]
    assert spss.column_labels == ["é" * 128]
    assert spss.variable_value_labels == {"n": {1: "é" * 60}}
    assert stata.column_labels == ["é" * 19 + "…" + "é" * 60]
    assert stata.variable_value_labels == {"n": {1: label}}


@pytest.mark.parametrize("suffix", [".sav", ".dta"])
def test_a_table_without_rows_keeps_its_variables(read, suffix):
    plain, _, about = read(suffix, Table("t", COLUMNS, ()))
    assert (len(plain), len(about.column_names)) == (0, len(COLUMNS))


@pytest.mark.parametrize("suffix", [".sav", ".dta"])
def test_an_integer_that_no_double_holds_is_kept_as_text(read, suffix):
    table = Table("t", (Column("n", ""),), ((2**53 + 1,), (0.5,)))
    assert cells(read(suffix, table)[0], "n") == ["9007199254740993", "0.5"]
