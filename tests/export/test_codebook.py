"""The codebook as a table."""

import pytest

from qualbench import codebooks, workbench
from qualbench.export import codebook_table


@pytest.fixture
def codes(demo, rows):
    return rows(demo.exports / "codebook.csv")


def test_there_is_a_row_for_every_code_each_below_its_parent(codes):
    assert 80 <= len(codes) < 90
    seen = {""}
    for row in codes:
        assert row["parent_id"] in seen
        seen.add(row["code_id"])
    assert len(seen) == len(codes) + 1


def test_every_column_is_documented(demo, codes, rows):
    documented = rows(demo.exports / "codebook.dictionary.csv")
    assert [row["column"] for row in documented] == list(codes[0])


def test_what_the_project_adds_is_told_from_the_framework(codes):
    kinds = {row["code_id"]: row["kind"] for row in codes}
    assert {kind for code, kind in kinds.items() if code.startswith("mio.")} == {"project"}
    assert kinds["cfir22.inner"] == "domain"


def test_an_older_framework_says_where_its_codes_went(tmp_path, done, rows):
    done("init", tmp_path / "old.qualbench", "--codebook", "cfir-2009", coder="lead")
    done("export", tmp_path / "old.qualbench", "codebook", "--to", tmp_path / "old.csv")
    goes = [row for row in rows(tmp_path / "old.csv") if row["map_type"]]
    assert goes
    assert all(row["map_confirmed"] in ("0", "1") for row in goes)
    assert all(row["maps_to"] or row["map_type"] == "removed" for row in goes)


def test_what_is_proposed_retired_and_merged_is_told(tiny):
    inner, culture, fit = "cfir22.inner", "cfir22.inner.culture", "cfir22.inner.compatibility"
    with workbench.opened(tiny) as project:
        workbench.merge_codes(project, "lead", culture, fit)
        shame = workbench.propose_code(project, "bo", "Shame", inner).id
        table = codebook_table(workbench.codebook(project), workbench.proposals(project))
    cells = {row[0]: dict(zip(table.names, row, strict=True)) for row in table.rows}
    told = ("proposed_by", "retired", "merged_into")
    assert [cells[shame][name] for name in told] == ["bo", 0, None]
    assert [cells[culture][name] for name in told] == [None, 1, fit]
    assert [cells[inner][name] for name in told] == [None, 0, None]
    assert set(told) <= {row[0] for row in table.dictionary().rows}


def test_a_codebook_that_nobody_proposes_to_needs_no_names():
    book = codebooks.load("mio")
    table = codebook_table(book)
    assert len(table.rows) == len(book.codes)
    assert {row[table.names.index("proposed_by")] for row in table.rows} == {None}
