"""Tables as files: what lies beside them, what is refused, and all of a file or none."""

import json
import stat
import tempfile
import time

import openpyxl
import pytest

from qualbench.errors import ProjectError, RefusedError
from qualbench.export import FACTS, Column, Missing, Table, write

COLUMNS = (Column("word", "What was said"), Column("n", "How often"))
TABLE = Table("words", COLUMNS, (("=A1", 1), ('a "b",\nc', 0.5), (None, None), ("-", -2)))
SAID = {"study": "t", FACTS: "f" * 64}
BESIDE = {
    ".csv": ["t.csv", "t.dictionary.csv", "t.provenance.json"],
    ".xlsx": ["t.xlsx", "t.xlsx.provenance.json"],
    ".parquet": ["t.parquet", "t.parquet.provenance.json"],
    ".jsonl": ["t.jsonl", "t.dictionary.csv", "t.jsonl.provenance.json"],
    ".sav": ["t.sav", "t.names.csv", "t.dictionary.csv", "t.sav.provenance.json"],
    ".dta": ["t.dta", "t.names.csv", "t.dictionary.csv", "t.dta.provenance.json"],
}


@pytest.mark.parametrize("suffix", BESIDE)
def test_each_format_has_its_provenance_beside_it_and_all_is_for_its_owner_alone(suffix, tmp_path):
    files = write(TABLE, SAID, tmp_path / f"t{suffix}")
    assert [file.name for file in files] == BESIDE[suffix]
    assert sorted(tmp_path.iterdir()) == sorted(files)
    assert json.loads(files[-1].read_text()) == SAID
    assert {stat.S_IMODE(file.stat().st_mode) for file in files} == {0o600}


def test_equal_tables_give_equal_bytes_whenever_they_are_written(tmp_path):
    def contents(folder):
        folder.mkdir()
        files = [file for s in BESIDE for file in write(TABLE, SAID, folder / f"t{s}", r=True)]
        return {file.name: file.read_bytes() for file in files}

    first = contents(tmp_path / "first")
    time.sleep(1.01)  # SPSS and ZIP files know seconds
    assert contents(tmp_path / "second") == first


def test_a_file_for_statistics_knows_no_date(tmp_path):
    sav, dta = (write(TABLE, SAID, tmp_path / f"t{s}")[0].read_bytes() for s in (".sav", ".dta"))
    assert sav[92:109] == b"01 Jan 8000:00:00"
    assert b"<timestamp>\x1101 Jan 1980 00:00</timestamp>" in dta


def test_csv_is_quoted_guarded_and_beside_its_dictionary(tmp_path):
    files = write(TABLE, SAID, tmp_path / "t.csv")
    assert files[0].read_bytes() == b'word,n\n\'=A1,1\n"a ""b"",\nc",0.5\n,\n-,-2\n'
    assert files[1].read_bytes() == (
        b'column,meaning\nword,"What was said; an apostrophe stands before what a spreadsheet would'
        b' run, such as +2 or -1*"\nn,How often\n'
    )


def test_the_dictionary_tells_labels_values_and_why_something_is_missing_where_there_are_any():
    rated = Column("r", "Rating", "Work", ((-1, "hinders"), (1, "helps")), (("X", "mixed"),))
    told = Table("t", (*COLUMNS, rated), ()).dictionary()
    assert told.names == ("column", "meaning", "label", "values", "missing")
    assert told.rows[1:] == (
        ("n", "How often", None, None, None),
        ("r", "Rating", "Work", "-1 = hinders | 1 = helps", "X = mixed"),
    )


def test_xlsx_holds_the_table_its_dictionary_and_all_but_the_digest_of_the_facts(tmp_path):
    files = write(TABLE, SAID, tmp_path / "t.xlsx")
    book = openpyxl.load_workbook(files[0])
    assert book.sheetnames == ["words", "dictionary", "provenance"]
    assert list(book["words"].values) == [("word", "n"), ("=A1", 1), *TABLE.rows[1:]]
    assert list(book["provenance"].values) == [("what", "value"), ("study", "t")]


def test_columns_of_xlsx_are_as_wide_as_what_they_hold_and_long_text_is_wrapped(tmp_path):
    heads = ("id", "text", "cfir22.inner.structural.work_infrastructure", "none")
    rows = (("c-000001", "word " * 99, 2, None), ("c-2", "a\nb", -1, None))
    wide = Table("t", tuple(Column(name, "") for name in heads), rows)
    sheet = openpyxl.load_workbook(write(wide, {}, tmp_path / "t.xlsx")[0])["t"]
    widths = [sheet.column_dimensions[column].width for column in "ABCD"]
    assert [int(width) for width in widths] == [10, 62, 26, 6]
    assert all(cell.alignment.wrap_text for cell in (sheet["C1"], sheet["B2"], sheet["B3"]))


@pytest.mark.parametrize(
    ("suffix", "row"),
    [
        (".xlsx", ("x" * 32_768, 1)),
        (".sav", ("é" * 16_384, 1)),
        (".sav", ("a\0b", 1)),
        (".dta", ("a\0b", 1)),
    ],
)
def test_a_text_that_a_format_cannot_hold_is_refused_and_nothing_written(suffix, row, tmp_path):
    table = Table("t", COLUMNS, (("a", 2), row))
    with pytest.raises(RefusedError, match=r"row 2, word: .*(too long|32,767 bytes|NUL)"):
        write(table, SAID, tmp_path / f"t{suffix}")
    assert list(tmp_path.iterdir()) == []
    write(table, SAID, tmp_path / "t.csv")


def test_more_rows_than_a_sheet_has_are_refused(tmp_path):
    with pytest.raises(RefusedError, match="more than a sheet"):
        write(Table("t", COLUMNS, ((None, None),) * 1_048_576), SAID, tmp_path / "t.xlsx")


def test_an_unknown_suffix_is_refused_with_those_that_are_known(tmp_path):
    with pytest.raises(RefusedError, match="unknown kind") as refused:
        write(TABLE, SAID, tmp_path / "t.ods")
    assert all(suffix in refused.value.hint for suffix in BESIDE)


def test_a_file_that_cannot_be_replaced_leaves_nothing_behind(tmp_path):
    (tmp_path / "t.csv").mkdir()
    with pytest.raises(ProjectError, match="cannot be written"):
        write(TABLE, SAID, tmp_path / "t.csv")
    assert [file.name for file in tmp_path.iterdir()] == ["t.csv"]


@pytest.mark.parametrize("suffix", [".sav", ".dta"])
def test_no_folder_for_temporary_files_is_said_so(suffix, tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "none"))
    with pytest.raises(ProjectError, match="temporary files"):
        write(TABLE, SAID, tmp_path / f"t{suffix}")
    assert list(tmp_path.iterdir()) == []


def test_an_export_replaces_the_one_before(tmp_path):
    write(TABLE, SAID, tmp_path / "t.csv")
    write(Table("words", COLUMNS, ()), SAID, tmp_path / "t.csv")
    assert (tmp_path / "t.csv").read_text() == "word,n\n"


def test_a_reason_why_there_is_no_number_is_nothing_in_print():
    assert f"[{Missing('X')}]" == "[]"
