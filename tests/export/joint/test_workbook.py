"""Joint displays as a workbook: numbers beside their signs, and nothing where nothing is."""

import openpyxl
import pytest

from qualbench.export import Table, write
from qualbench.export.joint_tables import joint_sheets


@pytest.fixture(scope="module")
def book(low_to_high, tmp_path_factory):
    sheets = joint_sheets(low_to_high)
    path = tmp_path_factory.mktemp("joint") / "joint.xlsx"
    write(sheets[0], {"study": "t"}, path, sheets)
    first = path.read_bytes()
    write(sheets[0], {"study": "t"}, path, sheets)
    assert path.read_bytes() == first
    return openpyxl.load_workbook(path)


def sheet(book, name):
    head, *rows = book[name].iter_rows(values_only=True)
    return Table(name, (), tuple(rows)), head.index


def test_a_workbook_holds_ratings_as_numbers_beside_their_signs(book):
    assert book.sheetnames[:4] == ["joint", "cells", "statistics", "profiles"]
    table, at = sheet(book, "joint")
    rows = {row[at("name")]: row for row in table.rows}
    found = rows["Work Infrastructure"]
    assert [found[at(case)] for case in ("C2", "C4", "C3", "C1")] == [-2, None, 1, 2]
    assert [found[at(f"{case} sign")] for case in ("C2", "C4")] == ["-2*", "M"]
    assert at("C2") < at("C4") < at("C3") < at("C1")
    assert rows["Fidelity"][at("C2")] is None
    assert rows["Fidelity"][at("C4")] == 3.4
    assert (found[at("call")], found[at("suggested")], found[at("fit")]) == (
        "strong",
        "weak",
        "confirms",
    )


def test_a_workbook_tells_every_cell_and_leaves_what_is_missing_empty(book, hostile):
    table, at = sheet(book, "cells")
    rows = {(row[at("case")], row[at("construct")]): row for row in table.rows}
    assert len(rows) == len(table.rows) == 12
    missing = rows["C4", "Work Infrastructure"]
    assert (missing[at("rating")], missing[at("status")]) == (None, "missing")
    nobody = rows["C2", "Relative Priority"]
    assert [nobody[at(name)] for name in ("rating", "sign", "status", "varies")] == [None] * 4
    assert rows["C1", "Relative Priority"][at("rating")] == 0
    assert f"“{hostile}” (C2-2, counselor)" == rows["C2", "Innovation Complexity"][at("quotes")]


def test_a_workbook_holds_statistics_and_profiles(book):
    table, at = sheet(book, "statistics")
    rows = {(row[at("name")], row[at("group")]): row for row in table.rows}
    found = rows["Work Infrastructure", "lower retention"]
    assert [found[at(name)] for name in ("cases", "n", "mean", "respondents")] == [2, 1, -2, 1]
    sds = [rows["Retained", "lower retention"][at("sd")], found[at("sd")]]
    assert sds == [pytest.approx(18.38, abs=0.01), None]
    table, at = sheet(book, "profiles")
    told = [(row[at("case")], row[at("side")], row[at("rank")]) for row in table.rows]
    assert told == [
        ("C2", "barrier", 1),
        ("C2", "barrier", 2),
        ("C4", "facilitator", 1),
        ("C3", "facilitator", 1),
        ("C1", "barrier", 1),
        ("C1", "facilitator", 1),
    ]
