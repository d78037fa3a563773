"""The table for a paper: how numbers are printed, what stands below, and the same bytes again."""

import io
import zipfile

import docx as word
import pytest

from qualbench.export import AgreementRow, Measure, docx, markdown, paper

NOBODY = Measure(reason="nobody used the code")
ROWS = (
    AgreementRow(
        level="domain",
        name="Outer | Setting",
        n=1234,
        prevalence=0.125,
        measures={
            "percent": Measure(0.95, 0.9, 1.0),
            "kappa": Measure(0.634, 0.514, 0.741),
            "alpha": Measure(-0.0512, -0.1, 0.0),
            "ac1": Measure(1.0, 1.0, 1.0),
        },
        meets="no",
    ),
    AgreementRow(
        level="code",
        name="Laws",
        n=6,
        prevalence=0.0,
        measures={"percent": Measure(1.0), "kappa": NOBODY, "alpha": NOBODY, "ac1": NOBODY},
        meets="undefined",
    ),
    AgreementRow(level="labels", name="Which of its codes", measures={"alpha": Measure(0.5)}),
    AgreementRow(
        level="overall",
        name="Mean",
        measures={"kappa": Measure(-0.004, reason="mean of 1 of 2 codes")},
        meets="yes",
    ),
)
OF = paper(ROWS, "Agreement", "turns", "alpha .80", "Two coders did it.")


def test_numbers_are_printed_as_journals_print_them():
    assert OF.rows == (
        (
            "Outer | Setting",
            "1,234",
            "12.5",
            "95.0 [90.0, 100.0]",
            ".63 [.51, .74]",
            "−.05 [−.10, .00]",
            "1.00 [1.00, 1.00]",
            "no",
        ),
        ("Laws", "6", "0.0", "100.0", "–ᵃ", "–ᵃ", "–ᵃ", "undefined"),
        ("Mean", "", "", "", ".00ᵇ", "", "", "yes"),
    )
    assert OF.strong == {0, 2}


def test_notes_say_what_is_meant_and_why_something_is_undefined():
    general, *marked = OF.notes
    assert general.startswith("n = turns finished by two or more coders")
    assert general.endswith("In brackets, 95% intervals. Target: alpha .80.")
    assert marked == ["ᵃ undefined: nobody used the code.", "ᵇ mean of 1 of 2 codes."]


def test_without_a_target_and_intervals_nothing_is_said_of_them():
    of = paper(ROWS[1:2], "Agreement", "turns", "", "")
    assert of.head[-1] == "AC1"
    assert not any(word in of.notes[0] for word in ("Target", "brackets"))


def test_markdown_is_a_table_whose_pipes_are_its_own():
    title, _, head, rule, domain, code, _, _, *below = markdown(OF).splitlines()
    assert title == "# Agreement"
    assert head.count("|") == rule.count("|") == len(OF.head) + 1
    assert domain.startswith("| **Outer \\| Setting** | 1,234 |")
    assert code.startswith("| Laws | 6 |")
    assert below[-1] == "Two coders did it."


def test_word_holds_the_same_table_notes_and_methods():
    read = word.Document(io.BytesIO(docx(OF)))
    (table,) = read.tables
    assert [tuple(cell.text for cell in row.cells) for row in table.rows] == [OF.head, *OF.rows]
    ruled = [len(row._tr.xpath(".//w:bottom")) == len(OF.head) for row in table.rows]
    assert ruled == [True, False, False, True]
    bold = [row.cells[0].paragraphs[0].runs[0].bold for row in table.rows]
    assert bold == [True, True, False, True]
    said = [paragraph.text for paragraph in read.paragraphs]
    assert said == ["Agreement", *OF.notes, "Two coders did it."]
    assert read.core_properties.title == "Agreement"


@pytest.mark.parametrize("rows", [ROWS, ()], ids=["rows", "none"])
def test_equal_tables_give_equal_bytes_that_know_no_time(rows):
    of = paper(rows, "Agreement", "turns", "", "")
    first = docx(of)
    assert docx(of) == first
    with zipfile.ZipFile(io.BytesIO(first)) as file:
        assert {info.date_time for info in file.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    about = word.Document(io.BytesIO(first)).core_properties
    assert {about.created.year, about.modified.year} == {1980}
