"""Agreement as tables: one long table, and the same part by part."""

import openpyxl

from qualbench.export import (
    AgreementRow,
    Measure,
    agreement_sheets,
    agreement_table,
    coders_table,
    confusions_table,
    write,
)

ROWS = (
    AgreementRow(
        level="domain",
        name="Outer Setting",
        id="outer",
        n=6,
        prevalence=0.25,
        counts=(1, 1, 0, 4),
        measures={
            "percent": Measure(5 / 6, 0.5, 1.0, dropped=0),
            "kappa": Measure(4 / 7, 0.0, 1.0, dropped=3),
            "alpha": Measure(0.6, reason="no interval"),
            "ac1": Measure(reason="nobody used the code"),
            "pabak": Measure(reason="nobody used the code"),
        },
        meets="no",
        band="unreliable",
    ),
    AgreementRow(level="code", name="Laws", id="outer.laws", n=6),
    AgreementRow(level="overall", name="Sets (MASI)", n=6, measures={"alpha": Measure(0.5)}),
    AgreementRow(level="labels", name="Which", id="outer", measures={"fleiss": Measure(0.25)}),
)


def as_dicts(table):
    return [dict(zip(table.names, row, strict=True)) for row in table.rows]


def test_a_row_has_counts_coefficients_intervals_and_reasons():
    row, bare, *_ = as_dicts(agreement_table(ROWS))
    assert [row[k] for k in ("level", "name", "id", "n", "prevalence")] == [
        "domain",
        "Outer Setting",
        "outer",
        6,
        0.25,
    ]
    assert [row[k] for k in ("both", "only_first", "only_second", "neither")] == [1, 1, 0, 4]
    assert (row["kappa"], row["kappa_low"], row["kappa_high"]) == (4 / 7, 0.0, 1.0)
    assert (row["alpha"], row["alpha_low"], row["ac1"], row["fleiss"]) == (0.6, None, None, None)
    assert row["dropped_resamples"] == 3
    assert (row["meets_target"], row["band"]) == ("no", "unreliable")
    assert row["reason"] == "alpha: no interval; ac1, pabak: nobody used the code"
    assert {bare[k] for k in ("both", "kappa", "dropped_resamples", "meets_target", "reason")} == {
        None
    }


def test_every_column_has_a_meaning_and_one_of_its_own():
    columns = [column for table in agreement_sheets(ROWS) for column in table.columns]
    assert all(column.meaning for column in columns)
    assert len({column.name for column in columns}) == len(set(columns))


def test_sheets_hold_each_row_once_and_no_empty_sheet():
    sheets = {table.name: table for table in agreement_sheets(ROWS)}
    assert {name: [row[1] for row in table.rows] for name, table in sheets.items()} == {
        "overall": ["Sets (MASI)"],
        "domains": ["Outer Setting", "Which"],
        "codes": ["Laws"],
    }


def test_a_workbook_has_a_sheet_each_and_one_dictionary(tmp_path):
    sheets = [
        *agreement_sheets(ROWS),
        confusions_table([("a", "A", "b", "B", 3, 0.5, 1.0)]),
        coders_table([("ana", "all", None, 1, 0, 0.5, 0.5, None)]),
    ]
    path, _ = write(agreement_table(ROWS), {"study": "t"}, tmp_path / "t.xlsx", sheets)
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == [
        "overall",
        "domains",
        "codes",
        "confusions",
        "coders",
        "dictionary",
        "provenance",
    ]
    assert list(book["confusions"].values)[1] == ("a", "A", "b", "B", 3, 0.5, 1.0)
    names = [row[0] for row in list(book["dictionary"].values)[1:]]
    assert len(names) == len(set(names))
    assert set(names) == {column.name for sheet in sheets for column in sheet.columns}
