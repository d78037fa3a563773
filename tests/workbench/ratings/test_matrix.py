"""Constructs down, cases across."""

import pytest

from qualbench import store, workbench

PRIORITY = "cfir22.inner.priority"


def test_cells_count_what_the_analysis_set_holds(project):
    found = workbench.matrix(project, "lead")
    counts = {
        (row.key.removeprefix("cfir22."), dict(cell.case)["clinic"]): (
            *(cell.segments, cell.respondents),
        )
        for row in found.rows
        for cell in row.cells
        if cell.segments
    }
    pair = "individuals.characteristics.motivation"
    assert counts == {
        ("inner.compatibility", "C1"): (1, 1),
        ("inner.priority", "C1"): (1, 1),
        ("inner.resources.space", "C1"): (1, 1),
        (pair, "C1"): (1, 1),
        (f"{pair}@deliverers", "C1"): (1, 1),
        ("outer.policies_laws", "C1"): (1, 1),
        ("outer.policies_laws", "C2"): (1, 1),
    }


def test_rows_are_what_was_coded_asked_or_rated_in_the_codebook_s_order(project, guide, rate):
    rate("ana", "C1", "inner.tension", "0")
    book = workbench.codebook(project)
    keys = [row.key for row in workbench.matrix(project, "bo").rows]
    assert {"cfir22.inner.tension", "cfir22.process.planning", PRIORITY} <= {*keys}
    order = [code.id for code in book.codes]
    assert [order.index(key.partition("@")[0]) for key in keys] == sorted(
        order.index(key.partition("@")[0]) for key in keys
    )
    every = [row.key for row in workbench.matrix(project, "bo", every=True).rows]
    kinds = {code.id: code.kind for code in book.codes}
    assert {code.id for code in book.codes if code.kind != "domain"} <= {*every}
    assert all(kinds[key.partition("@")[0]] != "domain" for key in every)


def test_a_retired_code_that_was_merged_has_no_row(project, guide):
    workbench.merge_codes(project, "lead", "cfir22.inner.compatibility", PRIORITY)
    keys = [row.key for row in workbench.matrix(project, "lead").rows]
    assert PRIORITY in keys
    assert "cfir22.inner.compatibility" not in keys


@pytest.mark.parametrize(
    "by", [["clinic"], ["role", "clinic"], ["participant"], ["clinic", "wave"]]
)
def test_whatever_makes_the_cases_the_segments_are_those_of_the_facts(project, by):
    found = workbench.matrix(project, "lead", by)
    row = next(row for row in found.rows if row.key == "cfir22.outer.policies_laws")
    ana = store.find_coder(project, "ana").id
    live = [one for one in store.codings(project, coder=ana) if one.key == row.key]
    assert sum(cell.segments for cell in row.cells) == len(live) == 2
    assert found.unplaced == 0


def test_codings_of_people_in_no_case_are_counted_as_such(project, tmp_path, done):
    (tmp_path / "e.txt").write_text("Interviewer: And you?\nCounselor: I too.\n")
    done("import", project.path, tmp_path / "e.txt", coder="lead")
    workbench.code(project, "ana", "e", workbench.find(project, "I too")[0].span, PRIORITY)
    workbench.submit(project, "ana", ["e"])
    found = workbench.matrix(project, "lead")
    assert (found.unplaced, found.cases.without) == (1, ("e",))


def test_rerated_is_the_matrix_made_anew(project, rate):
    before = workbench.matrix(project, "ana")
    rate("ana", "C1", "inner.priority", "-1")
    now = workbench.rerated(project, "ana", before)
    assert now == workbench.matrix(project, "ana") != before


def test_one_cell_is_the_matrix_s_cell(project, guide, rate, cell):
    rate("ana", "C1", "inner.priority", "-1")
    for viewer in ("ana", "bo"):
        found = workbench.matrix(project, viewer)
        for case in found.keys:
            assert found.cell(PRIORITY, case) == cell(viewer, case[0][1], "inner.priority")


def test_quotes_of_a_cell_come_in_reading_order(project, cell):
    found = workbench.cell_quotes(project, cell("lead", "C1", "inner.priority"))
    assert [(one.shown.transcript, one.speech) for one in found] == [("a", "It fits the day.")]
