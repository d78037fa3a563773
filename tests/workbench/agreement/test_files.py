"""What is compared, as files: read back and held against what was counted by hand."""

import json

import docx
import openpyxl
import pytest

from qualbench import workbench
from qualbench.errors import RefusedError
from qualbench.model import Span

LAWS = "cfir22.outer.policies_laws"
SPACE = "cfir22.inner.resources.space"
COUNTS = ("both", "only_first", "only_second", "neither")


@pytest.fixture
def written(project, tmp_path):
    def written(name, **asked):
        found = workbench.agree(project, "lead", **asked)
        return workbench.export_agreement(project, "lead", found, tmp_path / name)

    return written


def test_a_csv_is_one_long_table_with_dictionary_and_provenance(written, rows):
    table, dictionary, said = written("t.csv", resamples=100, by="clinic")
    found = rows(table)
    levels = [row["level"] for row in found]
    assert {level: levels.count(level) for level in dict.fromkeys(levels)} == {
        "domain": 6,
        "code": 7,
        "overall": 5,
        "labels": 6,
        "group": 1,
    }
    by_id = {row["id"]: row for row in found if row["level"] == "code"}
    space = by_id[SPACE]
    assert (space["name"], space["n"]) == ("Space", "6")
    assert [space[key] for key in COUNTS] == ["0", "1", "1", "4"]
    assert float(space["percent"]) == pytest.approx(4 / 6)
    assert float(space["kappa"]) == pytest.approx(-0.2)
    assert float(space["kappa_low"]) <= -0.2 <= float(space["kappa_high"])
    assert (by_id[LAWS]["kappa"], by_id[LAWS]["prevalence"]) == ("1.0", str(2 / 12))
    none = next(row for row in found if row["id"] == "cfir22.process")
    assert (none["percent"], none["kappa"], none["alpha"]) == ("1.0", "", "")
    assert "kappa, pabak, ac1, alpha, fleiss: nobody used the code" in none["reason"]
    group = next(row for row in found if row["level"] == "group")
    assert (group["name"], group["id"], group["n"]) == ("C1", "clinic", str(6 * 5))
    assert [row["column"] for row in rows(dictionary)] == list(found[0])
    provenance = json.loads(said.read_text())
    assert (provenance["coders"], provenance["resamples"]) == ("ana, bo", "100")
    assert provenance["methods"].startswith("Two coders (ana and bo)")


def test_every_domain_is_followed_by_its_codes(written, rows):
    found = [row["id"] for row in rows(written("t.csv")[0]) if row["level"] in ("domain", "code")]
    place = found.index("cfir22.outer")
    assert found[place : place + 3] == ["cfir22.outer", LAWS, "cfir22.inner"]


def test_a_spreadsheet_has_a_sheet_for_each_part(written):
    path, _ = written("t.xlsx", by="transcript")
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == [
        "overall",
        "domains",
        "codes",
        "groups",
        "confusions",
        "coders",
        "dictionary",
        "provenance",
    ]
    head, *groups = book["groups"].values
    assert [dict(zip(head, row, strict=True))["name"] for row in groups] == ["a", "b"]
    confusions = list(book["confusions"].values)[1:]
    motivation = "cfir22.individuals.characteristics.motivation"
    assert [(row[0], row[2], row[4]) for row in confusions] == [
        (f"{motivation}@deliverers", f"{motivation}@recipients", 1)
    ]
    head, *coders = book["coders"].values
    everybody = [dict(zip(head, row, strict=True)) for row in coders if row[1] == "all"]
    assert [(row["coder"], row["alone"], row["lacking"]) for row in everybody] == [
        ("ana", 2, 1),
        ("bo", 1, 2),
    ]


def test_of_more_than_two_coders_the_pairs_have_the_counts(project, written, rows):
    words = workbench.texts(project)[1].turns[1].words
    workbench.code(project, "lead", "b", words, LAWS)
    workbench.submit(project, "lead", ["b"])
    found = rows(written("t.csv")[0])
    pairs = {row["name"]: [row[key] for key in ("n", *COUNTS)] for row in found if row["both"]}
    assert pairs == {
        "ana and bo": ["30", "3", "2", "1", "24"],
        "ana and lead": ["10", "1", "0", "0", "9"],
        "bo and lead": ["10", "1", "0", "0", "9"],
    }


def test_markdown_and_word_hold_the_same_table_and_the_methods(written):
    text, _ = written("t.md")
    document, said = written("t.docx")
    read = docx.Document(document)
    cells = [[cell.text for cell in row.cells] for row in read.tables[0].rows]
    lines = [line for line in text.read_text().splitlines() if line.startswith("|")]
    plain = [[c.strip().strip("*") for c in line.strip("|").split("|")] for line in lines]
    assert [plain[0], *plain[2:]] == cells
    (space,) = (row for row in cells if row[0] == "Space")
    assert space == ["Space", "6", "16.7", "66.7", "−.20", "−.10", ".54"]
    methods = json.loads(said.read_text())["methods"]
    assert read.paragraphs[-1].text == methods
    assert text.read_text().endswith(f"{methods}\n")


def test_a_target_and_bands_have_columns_of_their_own(project, written, rows):
    for name, value in (("target", "alpha .80"), ("bands", "krippendorff")):
        workbench.settle(project, "lead", name, value)
    found = {row["id"]: row for row in rows(written("t.csv")[0]) if row["level"] != "labels"}
    told = {key: (found[key]["meets_target"], found[key]["band"]) for key in (LAWS, SPACE)}
    assert told == {LAWS: ("yes", "reliable"), SPACE: ("no", "unreliable")}
    assert found["cfir22.process"]["meets_target"] == "undefined"
    table = docx.Document(written("t.docx")[0]).tables[0]
    assert table.rows[0].cells[-1].text == "Meets target"
    assert {row.cells[-1].text for row in table.rows[1:]} == {"yes", "no", "undefined"}


@pytest.mark.parametrize("name", ["t.csv", "t.xlsx", "t.md", "t.docx"])
def test_written_again_it_is_the_same(written, name):
    before = [path.read_bytes() for path in written(name, resamples=20)]
    assert [path.read_bytes() for path in written(name, resamples=20)] == before


def test_another_kind_of_file_is_refused(written, tmp_path):
    before = sorted(tmp_path.iterdir())
    with pytest.raises(RefusedError, match="unknown kind of file"):
        written("t.pdf")
    assert sorted(tmp_path.iterdir()) == before


@pytest.mark.parametrize("name", ["t.csv", "t.xlsx", "t.md", "t.docx"])
def test_who_was_shown_suggestions_is_in_the_provenance(project, written, show, name):
    assert "coders_shown_suggestions" not in json.loads(written(name)[-1].read_text())
    for coder in ("bo", "ana"):
        show(project, coder, "a", Span(35, 51), SPACE, before=True)
    said = json.loads(written(name)[-1].read_text())
    assert said["coders_shown_suggestions"] == "ana, bo"
    assert "Suggestions were shown to ana in 1 and bo in 1 of these" in said["methods"]
