"""Joint displays as documents: the same content as HTML, Word and Markdown, and only content."""

import io
import re
from dataclasses import replace
from html.parser import HTMLParser

import docx as word
import pytest

from qualbench.export.documents import (
    case_profiles,
    constructs_by_cases,
    docx,
    html,
    markdown,
    theme_by_statistic,
)
from qualbench.export.joint import JointCase, JointDisplay, RatedCell, ordered
from qualbench.model import Judgement

VIEWS = [constructs_by_cases, theme_by_statistic, case_profiles]


class _Cells(HTMLParser):
    """The text of each cell of each row; and every tag that was met."""

    def __init__(self):
        super().__init__()
        self.rows, self.tags, self._cell = [], set(), False

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        if tag == "tr":
            self.rows.append([])
        elif tag in ("th", "td"):
            self.rows[-1].append("")
            self._cell = True

    def handle_endtag(self, tag):
        self._cell = self._cell and tag not in ("th", "td")

    def handle_data(self, data):
        if self._cell:
            self.rows[-1][-1] += data


def read_html(text):
    parser = _Cells()
    parser.feed(text)
    return [[" ".join(cell.split()) for cell in row] for row in parser.rows], parser.tags


def read_word(content):
    document = word.Document(io.BytesIO(content))
    return [
        [" ".join(cell.text.split()) for cell in row.cells]
        for table in document.tables
        for row in table.rows
    ]


def read_markdown(text):
    rows = [line for line in text.splitlines() if line.startswith("| ")]
    return [[cell.strip() for cell in re.split(r"(?<!\\)\|", row)[1:-1]] for row in rows]


def row_of(rows, name):
    return next(row for row in rows if name in row[0])


@pytest.mark.parametrize("view", VIEWS)
def test_equal_displays_give_equal_bytes(view, display, low_to_high):
    first, again = view(low_to_high), view(ordered(display, "Retained"))
    assert docx(first) == docx(again)
    assert html(first) == html(again)
    assert markdown(first) == markdown(again)


def test_a_page_shows_cases_by_outcome_with_signs_quotes_and_what_follows(low_to_high):
    rows, _ = read_html(html(constructs_by_cases(low_to_high)))
    assert [cell.split()[0] for cell in rows[0]] == [
        "Measure", "C2", "C4", "C3", "C1", "Distinguishes", "Fit",
    ]  # fmt: skip
    assert row_of(rows, "Retained")[1:5] == ["38%", "64%", "73%", "84%"]
    assert row_of(rows, "Fidelity")[1:5] == ["–", "3.4", "4.0", "4.2"]
    found = row_of(rows, "Work Infrastructure")
    assert [cell.split(" ")[0] for cell in found[1:5]] == ["-2*", "M", "+1", "+2"]
    assert "“Nobody has left.” C3-1, administrator" in found[3]
    assert "third quote" not in found[4]
    assert found[5].startswith("Strong the team's call; the rule suggests weak Only where")
    assert found[6].startswith("Confirms A stable team")
    assert row_of(rows, "Relative Priority")[1:5] == ["", "+1", "NA", "0"]
    draft = row_of(rows, "Innovation Complexity")[2]
    assert draft == "Notes, not rated yet Told in passing; recording, 12 min"


@pytest.mark.parametrize("view", VIEWS)
def test_a_page_needs_no_network_and_what_was_said_stays_text(view, low_to_high, hostile):
    page = html(view(low_to_high))
    rows, tags = read_html(page)
    assert tags.isdisjoint({"script", "img", "link", "iframe"})
    assert not re.search(r"https?://|url\(|@import", page)
    assert any(hostile in cell for row in rows for cell in row)


def test_word_holds_the_same_cells_with_a_head_on_every_page_and_shades(low_to_high, hostile):
    pages = constructs_by_cases(low_to_high)
    document = word.Document(io.BytesIO(docx(pages)))
    section, (table,) = document.sections[0], document.tables
    assert section.page_width > section.page_height
    assert table.rows[0]._tr.xpath("./w:trPr/w:tblHeader")
    found = row_of(read_word(docx(pages)), "Work Infrastructure")
    assert [cell.split(" ")[0] for cell in found[1:5]] == ["-2*", "M", "+1", "+2"]
    cells = next(row for row in table.rows if "Work Inf" in row.cells[0].text).cells
    shades = [cell._tc.xpath("string(.//w:shd/@w:fill)") for cell in cells]
    assert [bool(shade) for shade in shades] == [False, True, False, True, True, False, False]
    assert len(set(shades)) == 4
    complexity = row_of(read_word(docx(pages)), "Innovation Complexity")
    assert f"“{hostile}” — C2-2, counselor" in complexity[1]


def test_word_takes_characters_that_xml_cannot_hold(display):
    odd = replace(display, title="a\x00b", notes=("\x0b\ud800\ufffe",))
    document = word.Document(io.BytesIO(docx(constructs_by_cases(odd))))
    assert document.paragraphs[0].text == "a\ufffdb"
    assert document.paragraphs[-1].text == "\ufffd\ufffd\ufffd"


@pytest.mark.parametrize("view", VIEWS)
def test_markdown_rows_are_as_long_as_their_head_whatever_was_said(view, low_to_high):
    said = markdown(view(low_to_high))
    assert "\\<script\\>alert(1)\\</script\\> \\| =1+1 \\*\\*not bold\\*\\* \\\\ \\$x\\$" in said
    for table in re.split(r"\n\n", said):
        lengths = {len(row) for row in read_markdown(table)}
        assert len(lengths) <= 1
    if view is constructs_by_cases:
        found = row_of(read_markdown(said), "Fidelity")
        assert found[1:5] == ["**–**", "**3.4**", "**4.0**", "**4.2**"]


def test_a_line_that_looks_like_markdown_is_escaped(display):
    said = markdown(constructs_by_cases(replace(display, notes=("- no list", "1. no list", "# x"))))
    assert said.endswith("\n\n\\- no list\n\n1\\. no list\n\n\\# x\n")


def test_statistics_are_by_group_from_the_lowest_up(low_to_high):
    rows, _ = read_html(html(theme_by_statistic(low_to_high)))
    assert rows[0][1:3] == ["lower retention", "higher retention"]
    assert row_of(rows, "Retained")[1:3] == [
        "mean 51.0% 38% to 64% n = 2",
        "mean 78.5% 73% to 84% n = 2",
    ]
    assert row_of(rows, "Fidelity")[1] == "3.4 n = 2, 1 without a value"
    found = row_of(rows, "Work Infrastructure")
    assert found[1:3] == ["-2 n = 2, 1 M 1 respondent", "mean +1.5 +1 to +2 n = 2 3 respondents"]
    assert "“Nobody has left.” C3, C3-1, administrator" in found[3]
    assert row_of(rows, "Relative Priority")[1:3] == [
        "+1 n = 2, 1 unrated 0 respondents",
        "0 n = 2, 1 NA 0 respondents",
    ]


def test_of_three_numbers_or_more_the_sd_is_told_and_the_note_says_what_it_is(display):
    cases = tuple(replace(case, group="all") for case in display.cases)
    all_of_them = replace(display, cases=cases, groups=("all",))
    said = html(theme_by_statistic(all_of_them))
    rows, _ = read_html(said)
    assert row_of(rows, "Retained")[1] == "mean 64.8% (sd 19.6%) 38% to 84% n = 4"
    assert row_of(rows, "Work Infrastructure")[1].startswith("mean +0.3 (sd 2.1) -2 to +2 n = 4")
    assert "halves rounded away from 0" in said


def test_the_rule_is_told_whole_in_the_notes(display):
    said = markdown(constructs_by_cases(replace(display, rule="strong from 2")))
    assert "\nSuggested calls: strong from 2.\n" in said


def test_profiles_tell_each_case_by_itself(low_to_high):
    document = word.Document(io.BytesIO(docx(case_profiles(low_to_high))))
    assert [p.text for p in document.paragraphs if p.style.name == "Heading 2"] == [
        "C2: lower retention",
        "C4: lower retention",
        "C3: higher retention",
        "C1: higher retention",
    ]
    first, second, *_ = document.tables
    assert [row.cells[0].text.split("\n")[0] for row in first.rows] == [
        "Measure or construct", "Outcomes", "Retained", "Fidelity (1 to 5)",
        "Change in reflective functioning", "Barriers", "Innovation Complexity",
        "Work Infrastructure",
    ]  # fmt: skip
    assert second.rows[-1].cells[0].text.startswith("Relative Priority")
    said = [p.text for p in document.paragraphs]
    assert "Missing: Inner Setting > Structural Characteristics > Work Infrastructure." in said
    assert "Mixed: Innovation > Innovation Complexity." in said


def test_many_cases_are_spread_evenly_and_what_follows_stands_last(display):
    wide = replace(
        display,
        cases=tuple(JointCase(f"P{at:02}") for at in range(13)),
        outcomes=(),
        constructs=(
            replace(display.constructs[1], cells=(RatedCell(Judgement("rated", 1)),) * 13),
        ),
        groups=(),
    )
    grids = word.Document(io.BytesIO(docx(constructs_by_cases(wide)))).tables
    assert [len(grid.columns) for grid in grids] == [1 + 4, 1 + 4, 1 + 5 + 2]
    assert [grid.rows[0].cells[1].text for grid in grids] == ["P00", "P04", "P08"]


def test_a_display_without_cases_or_rows_is_a_document_all_the_same():
    empty = JointDisplay("Nothing yet", (), (), ())
    for view in VIEWS:
        pages = view(empty)
        assert "Nothing yet" in html(pages)
        assert markdown(pages).startswith("# Nothing yet\n")
        assert word.Document(io.BytesIO(docx(pages))).paragraphs[0].text == "Nothing yet"
