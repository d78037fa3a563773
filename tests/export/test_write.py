"""Tables as files: what is guarded, what is refused, and all of a file or none."""

import csv
import io
import stat

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualbench.errors import ProjectError, RefusedError
from qualbench.export import FACTS, Column, Table, write
from qualbench.export.write import _csv

COLUMNS = (Column("word", "What was said"), Column("n", "How often"))
TABLE = Table("words", COLUMNS, (("=A1", 1), ('a "b",\nc', 0.5), (None, None), ("-", -2)))
SAID = {"study": "t", FACTS: "f" * 64}


def test_csv_is_quoted_guarded_and_beside_its_dictionary(tmp_path):
    files = write(TABLE, SAID, tmp_path / "t.csv")
    assert [file.name for file in files] == ["t.csv", "t.dictionary.csv", "t.provenance.json"]
    assert files[0].read_bytes() == b'word,n\n\'=A1,1\n"a ""b"",\nc",0.5\n,\n-,-2\n'
    assert files[1].read_bytes() == b"column,meaning\nword,What was said\nn,How often\n"


def test_xlsx_holds_the_table_its_dictionary_and_all_but_the_digest_of_the_facts(tmp_path):
    files = write(TABLE, SAID, tmp_path / "t.xlsx")
    assert [file.name for file in files] == ["t.xlsx", "t.xlsx.provenance.json"]
    book = openpyxl.load_workbook(files[0])
    assert book.sheetnames == ["words", "dictionary", "provenance"]
    assert list(book["words"].values) == [("word", "n"), ("=A1", 1), *TABLE.rows[1:]]
    assert list(book["provenance"].values) == [("what", "value"), ("study", "t")]
    assert SAID[FACTS] in files[1].read_text()


@given(st.lists(st.tuples(st.text(), st.integers() | st.none())))
def test_whatever_is_said_comes_back_from_csv_with_at_most_a_guard(said):
    written = _csv(Table("t", COLUMNS, tuple(said))).decode()
    _, *found = csv.reader(io.StringIO(written, newline=""))
    for (text, number), row in zip(said, found, strict=True):
        text = text.replace("\r\n", "\n").replace("\r", "\n")
        assert row[0].removeprefix("'") == text.removeprefix("'")
        assert len(row[0]) == 1 or not row[0].startswith(("=", "+", "-", "@", "\t"))
        assert row[1] == ("" if number is None else str(number))


def test_what_is_exported_is_for_its_owner_alone(tmp_path):
    for file in (*write(TABLE, SAID, tmp_path / "t.csv"), *write(TABLE, SAID, tmp_path / "t.xlsx")):
        assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_a_text_too_long_for_a_spreadsheet_is_refused_and_nothing_written(tmp_path):
    long = Table("t", COLUMNS, (("x" * 32_768, 1),))
    with pytest.raises(RefusedError, match="row 1, word: too long"):
        write(long, SAID, tmp_path / "t.xlsx")
    assert list(tmp_path.iterdir()) == []
    write(long, SAID, tmp_path / "t.csv")


def test_a_file_that_cannot_be_replaced_leaves_nothing_behind(tmp_path):
    (tmp_path / "t.csv").mkdir()
    with pytest.raises(ProjectError, match="cannot be written"):
        write(TABLE, SAID, tmp_path / "t.csv")
    assert [file.name for file in tmp_path.iterdir()] == ["t.csv"]


def test_an_export_replaces_the_one_before(tmp_path):
    write(TABLE, SAID, tmp_path / "t.csv")
    write(Table("words", COLUMNS, ()), SAID, tmp_path / "t.csv")
    assert (tmp_path / "t.csv").read_text() == "word,n\n"
