from datetime import date, datetime

import openpyxl
import pytest

from qualbench.errors import ReadingError
from qualbench.trial import read_trial


def saved(tmp_path, *rows, formats=(), title="Data"):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = title
    for row in rows:
        sheet.append(row)
    for place, shape in formats:
        sheet[place].number_format = shape
    book.create_sheet("Second").append(["clinic", "rf"])
    book["Second"].append(["C9", -2])
    path = tmp_path / "trial.xlsx"
    book.save(path)
    return path


def test_ids_are_what_the_cells_show(tmp_path):
    path = saved(
        tmp_path,
        ["participant", "rf", "shown"],
        [7, 4.5, 8],
        [7, -2, 12],
        [7.0, None, 13],
        ["007 ", "NA", 14],
        ["C 1", "3", 15],
        formats=[("A2", "000"), ("B2", "00"), ("C2", "00")],
    )
    assert read_trial(path).rows == (
        ("007", 4.5, "08"),
        ("7", -2.0, "12"),
        ("7", None, "13"),
        ("007 ", None, "14"),
        ("C 1", 3.0, "15"),
    )


def test_dates_truths_and_errors_are_texts(tmp_path):
    path = saved(
        tmp_path,
        ["clinic", "begun", "at", "open", "rate"],
        ["C1", date(2024, 5, 1), datetime(2024, 5, 1, 9, 30), True, "#DIV/0!"],
    )
    assert read_trial(path).rows == (
        ("C1", "2024-05-01", "2024-05-01T09:30:00", "TRUE", "#DIV/0!"),
    )


def test_blank_rows_are_passed_over_and_lines_are_those_of_the_sheet(tmp_path):
    path = saved(tmp_path, [], ["clinic", "rf"], [], ["C1", 1], [None, None], [None, 2])
    with pytest.raises(ReadingError, match=r"^trial\.xlsx:6: the clinic is empty"):
        read_trial(path)


def test_the_first_sheet_is_read_or_the_one_that_is_named(tmp_path):
    path = saved(tmp_path, ["clinic", "rf"], ["C1", 1])
    assert read_trial(path).rows == (("C1", 1.0),)
    assert read_trial(path, sheet="Second").rows == (("C9", -2.0),)
    with pytest.raises(ReadingError, match="has no sheet Third") as raised:
        read_trial(path, sheet="Third")
    assert raised.value.hint == "It has: Data, Second."


def test_a_formula_is_never_computed(tmp_path):
    path = saved(tmp_path, ["clinic", "rf"], ["C1", 1], ["C2", "=1+1"])
    with pytest.raises(ReadingError, match=r"^trial\.xlsx:3: a formula without its value"):
        read_trial(path)


def test_the_value_stored_with_a_formula_is_read(tmp_path):
    import xlsxwriter

    path = tmp_path / "stored.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["clinic", "rf"])
        sheet.write_string(1, 0, "C1")
        sheet.write_formula(1, 1, "=1+1", None, 5)
    assert read_trial(path).rows == (("C1", 5.0),)


def test_no_row_is_lost_where_the_file_states_its_size_wrong(tmp_path):
    import zipfile

    path = saved(tmp_path, ["clinic", "rf"], ["C1", 1], ["C2", 2])
    with zipfile.ZipFile(path) as file:
        parts = {name: file.read(name) for name in file.namelist()}
    sheet = "xl/worksheets/sheet1.xml"
    assert b'<dimension ref="A1:B3"' in parts[sheet]
    parts[sheet] = parts[sheet].replace(b'ref="A1:B3"', b'ref="A1:B2"')
    with zipfile.ZipFile(path, "w") as file:
        for name, content in parts.items():
            file.writestr(name, content)
    assert [row[0] for row in read_trial(path).rows] == ["C1", "C2"]
