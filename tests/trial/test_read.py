import time

import pytest

from qualbench import shipped
from qualbench.errors import ReadingError
from qualbench.model import Measure
from qualbench.trial import doubts, read_trial


def written(tmp_path, content, encoding="utf-8", name="trial.csv"):
    path = tmp_path / name
    path.write_bytes(content.encode(encoding))
    return path


def test_ids_stay_texts_as_they_are_and_measures_are_numbers(tmp_path):
    path = written(
        tmp_path,
        "Participant_ID,Clinic,RF,rf,arm\n 007 ,c1,-2,1e1,MIO\n\n7,C1,,.5,\n7.0,C 1,NA,+3,NA\n",
    )
    table = read_trial(path)
    assert (table.name, table.source) == ("trial", "trial.csv")
    assert table.keys == ("participant", "clinic")
    assert table.measures == (Measure("RF"), Measure("rf"), Measure("arm"))
    assert table.rows == (
        (" 007 ", "c1", -2.0, 10.0, "MIO"),
        ("7", "C1", None, 0.5, None),
        ("7.0", "C 1", None, 3.0, "NA"),
    )


@pytest.mark.parametrize(
    ("encoding", "separator"),
    [("cp1252", ";"), ("utf-8-sig", ";"), ("utf-16", ";"), ("utf-8", ",")],
)
def test_encodings_and_separators_give_the_same_table(tmp_path, encoding, separator):
    content = 'clinic;härte;note\r\nSüd;-1{mark}5;"a{separator} b"\r\nNord;2;ü\r\n'
    mark = "," if separator == ";" else "."
    content = content.replace(";", separator).format(mark=mark, separator=separator)
    table = read_trial(written(tmp_path, content, encoding))
    assert table.measures == (Measure("härte"), Measure("note"))
    assert table.rows == (("Süd", -1.5, f"a{separator} b"), ("Nord", 2.0, "ü"))


def test_tabs_separate_too_and_a_comma_is_no_decimal_mark_there(tmp_path):
    table = read_trial(written(tmp_path, "clinic\tcost\nC1\t1,234\n"))
    assert table.rows == (("C1", "1,234"),)


def test_one_column_has_one_decimal_mark(tmp_path):
    table = read_trial(written(tmp_path, "clinic;a;b\nC1;1.5;1.5\nC2;2.5;2,5\n"))
    assert table.rows == (("C1", 1.5, "1.5"), ("C2", 2.5, "2,5"))


def test_decomposed_ids_are_composed_and_controls_are_spaces(tmp_path):
    table = read_trial(written(tmp_path, "clinic,n\nAme\u0301lie\t,1\nC\x1b1, 2\n"))
    assert table.rows == (("Am\xe9lie ", 1.0), ("C 1", 2.0))


def test_a_column_with_words_stays_text_and_says_which_cells_are_none(tmp_path):
    path = written(
        tmp_path, "clinic,rf,zip,note\nC1,4,01234,x\nC2,<5,20001,y\nC3,NA,20002,\nC4,1e999,2,z\n"
    )
    table = read_trial(path)
    assert [row[1:3] for row in table.rows][:3] == [
        ("4", "01234"),
        ("<5", "20001"),
        ("NA", "20002"),
    ]
    rf, zip_code = doubts(table)
    assert (rf.measure, rf.numbers, rf.others) == ("rf", 1, ((2, "<5"), (4, "1e999")))
    assert (zip_code.measure, zip_code.others) == ("zip", ((1, "01234"),))


@pytest.mark.parametrize(
    ("cells", "numbers", "others", "why"),
    [
        (["12", "1,5", "9", "3.2"], 4, ((2, "1,5"),), "row 2 says '1,5'"),
        (["1,5", "2.5", "3,5"], 3, ((2, "2.5"),), "row 2 says '2.5'"),
        (["1,5", "2,5"], 2, ((1, "1,5"), (2, "2,5")), "row 1 says '1,5' (and 1 more)"),
    ],
)
def test_a_number_with_another_decimal_mark_is_the_odd_one_out(
    tmp_path, cells, numbers, others, why
):
    rows = "".join(f'C{row},"{cell}"\n' for row, cell in enumerate(cells))
    (doubt,) = doubts(read_trial(written(tmp_path, f"clinic,visits\n{rows}")))
    assert (doubt.measure, doubt.numbers, doubt.others) == ("visits", numbers, others)
    assert doubt.why == why


def test_keys_can_be_named_and_are_then_the_only_ones(tmp_path):
    path = written(tmp_path, "site,wave,rf\nC1,2,1\n")
    table = read_trial(path, [("site", "clinic")])
    assert (table.keys, table.rows) == (("clinic",), (("C1", 2.0, 1.0),))
    table = read_trial(path, [("wave", "wave"), ("site", "clinic")])
    assert (table.keys, table.rows) == (("clinic", "wave"), (("C1", "2", 1.0),))


def test_the_clinics_of_the_sample_study():
    table = read_trial(shipped.folder("transcripts") / "clinics.csv")
    assert table.keys == ("clinic",)
    assert [row[:4] for row in table.rows] == [
        ("C1", 31.0, 26.0, 4.2),
        ("C2", 34.0, 13.0, 2.9),
        ("C3", 22.0, 16.0, 4.0),
        ("C4", 28.0, 18.0, 3.4),
    ]
    assert doubts(table) == ()


@pytest.mark.parametrize(
    ("content", "message", "hint"),
    [
        ("", "trial.csv:1: is empty", "column names"),
        ("clinic,rf\n", "trial.csv: has no rows", "Add rows"),
        ("clinic\nC1\n", "trial.csv:1: has no columns beside its keys", "Add the numbers"),
        ("site,rf\nC1,1\n", "trial.csv:1: no column is a key", "Found: site, rf."),
        ("clinic,rf,rf\nC1,1,2\n", "trial.csv:1: two columns are named rf", "Rename"),
        ("\nclinic,,rf\nC1,1,2\n", "trial.csv:2: column 2 has no name", "Name it"),
        ("clinic,clinic_id,rf\nN,C1,1\n", "trial.csv:1: two columns hold clinic", "clinic_id"),
        ("clinic,rf\nC1,1\n\n ,2\n", "trial.csv:4: the clinic is empty", "Fill in"),
        ("clinic,rf\nC1,1,5\n", "trial.csv:2: 3 cells for 2 columns", "separator"),
        ('clinic,rf\nC1,"1" 2\n', "trial.csv:2: is not CSV", "quotation marks"),
        ("clinic,rf\nC1,\0\n", "trial.csv: is not text", "UTF-8"),
    ],
)
def test_what_is_wrong_is_said_with_file_and_line(tmp_path, content, message, hint):
    with pytest.raises(ReadingError) as raised:
        read_trial(written(tmp_path, content))
    assert raised.value.message.startswith(message)
    assert hint in raised.value.hint


@pytest.mark.parametrize("suffix", [".csv", ".xlsx", ".sav", ".dta"])
def test_missing_files_and_folders_are_said(tmp_path, suffix):
    with pytest.raises(ReadingError, match="no such file"):
        read_trial(tmp_path / f"none{suffix}")
    (tmp_path / f"folder{suffix}").mkdir()
    with pytest.raises(ReadingError, match="is a directory"):
        read_trial(tmp_path / f"folder{suffix}")


@pytest.mark.parametrize("suffix", [".xlsx", ".sav", ".zsav", ".dta"])
def test_damaged_files_are_said(tmp_path, suffix):
    with pytest.raises(ReadingError, match=rf"^damaged\{suffix}: "):
        read_trial(written(tmp_path, "clinic,rf\nC1,1\n", name=f"damaged{suffix}"))


def test_other_kinds_of_files_and_columns_that_are_not_there_are_refused(tmp_path):
    with pytest.raises(ReadingError, match="cannot read files of this kind"):
        read_trial(written(tmp_path, "clinic,rf\nC1,1\n", name="trial.ods"))
    path = written(tmp_path, "clinic,rf\nC1,1\n")
    with pytest.raises(ReadingError, match="no column Site"):
        read_trial(path, [("Site", "clinic")])
    with pytest.raises(ReadingError, match="has no sheets"):
        read_trial(path, sheet="Data")


def test_ten_thousand_rows_take_about_a_second(tmp_path):
    rows = "".join(f"{number:05},C{number % 4},{number / 7},,x\n" for number in range(10_000))
    path = written(tmp_path, "participant,clinic,rf,gap,note\n" + rows)
    started = time.process_time()
    table = read_trial(path)
    assert time.process_time() - started < 2
    assert len(table.rows) == 10_000
    assert table.rows[7] == ("00007", "C3", 1.0, None, "x")
