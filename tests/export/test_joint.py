"""Joint displays: order, signs, statistics, and the same content in every format."""

import io
import re
from dataclasses import replace
from html.parser import HTMLParser

import docx as word
import openpyxl
import pytest

from qualbench.errors import NotFoundError
from qualbench.export import Table, write
from qualbench.export.documents import (
    case_profiles,
    constructs_by_cases,
    docx,
    html,
    markdown,
    theme_by_statistic,
)
from qualbench.export.joint import (
    ConstructRow,
    JointCase,
    JointDisplay,
    OutcomeRow,
    Quote,
    RatedCell,
    Statistic,
    ordered,
    statistic,
    strongest,
)
from qualbench.export.joint_tables import joint_sheets
from qualbench.model import Judgement

HOSTILE = "<script>alert(1)</script> | =1+1 **not bold** \\ $x$"
VIEWS = [constructs_by_cases, theme_by_statistic, case_profiles]


def rated(value, summary="", *quotes, varies=False):
    """A cell of the rating, with quotes of participants C1-1, C1-2, ..."""
    said = tuple(Quote(text, who, role) for who, role, text in quotes)
    judged = Judgement("rated", value, varies, summary)
    return RatedCell(judged, said, tuple(quote.who for quote in said))


def unrated(status):
    return RatedCell(Judgement(status))


DISPLAY = JointDisplay(
    "Determinants of MIO beside retention (synthetic)",
    (
        JointCase("C1", "higher retention"),
        JointCase("C2", "lower retention"),
        JointCase("C3", "higher retention"),
        JointCase("C4", "lower retention"),
    ),
    (
        OutcomeRow("Retained", (84.0, 38.0, 73.0, 64.0), "%"),
        OutcomeRow("Fidelity", (4.2, None, 4.0, 3.4), "1 to 5", 1),
        OutcomeRow("Change in reflective functioning", (0.92, -0.18, 0.64, None)),
    ),
    (
        ConstructRow(
            "Innovation Complexity",
            "Innovation > Innovation Complexity",
            (
                rated(-1, "Hard at first, then easier."),
                rated(-2, "Staying curious is felt as too much.", ("C2-2", "counselor", HOSTILE)),
                unrated("mixed"),
                RatedCell(Judgement("draft", summary="Told in passing; recording, 12 min")),
            ),
            reverse=True,
            suggested="none",
        ),
        ConstructRow(
            "Work Infrastructure",
            "Inner Setting > Structural Characteristics > Work Infrastructure",
            (
                rated(
                    2,
                    "A stable team with time set aside.",
                    ("C1-1", "administrator", "We have kept the same four counselors throughout."),
                    ("C1-2", "counselor", "My hour for MIO is blocked, and nobody books over it."),
                    ("C1-2", "counselor", "A third quote, which is one too many."),
                ),
                rated(
                    -2,
                    "Turnover took the trained counselors away.",
                    ("C2-1", "administrator", "Three of the people we trained had left by spring."),
                    varies=True,
                ),
                rated(1, "Small but steady team.", ("C3-1", "administrator", "Nobody has left.")),
                unrated("missing"),
            ),
            call="strong",
            suggested="weak",
            reason="Only where the team stayed did mothers stay.",
            fit="confirms",
            inference="A stable team seems to be a condition for keeping mothers in MIO.",
        ),
        ConstructRow(
            "Relative Priority",
            "Inner Setting > Relative Priority",
            (rated(0), RatedCell(), unrated("not applicable"), rated(1)),
            suggested="insufficient",
            fit="discords",
        ),
    ),
    groups=("lower retention", "higher retention"),
    notes=("Four cases: exploratory. All data are synthetic.",),
)
LOW_TO_HIGH = ordered(DISPLAY, "Retained")


def names(of):
    return [case.name for case in of.cases]


def test_cases_are_ordered_by_an_outcome_and_those_without_a_value_come_last():
    assert names(LOW_TO_HIGH) == ["C2", "C4", "C3", "C1"]
    assert LOW_TO_HIGH.order == "Retained, lowest to highest"
    assert names(ordered(DISPLAY, "Retained", highest_first=True)) == ["C1", "C3", "C4", "C2"]
    assert names(ordered(DISPLAY, "Fidelity")) == ["C4", "C3", "C1", "C2"]
    change = "Change in reflective functioning"
    assert names(ordered(DISPLAY, change)) == ["C2", "C3", "C1", "C4"]
    assert names(ordered(DISPLAY, change, highest_first=True)) == ["C1", "C3", "C2", "C4"]


def test_every_row_moves_with_its_cases():
    assert [cell.sign for cell in LOW_TO_HIGH.constructs[1].cells] == ["-2*", "M", "+1", "+2"]
    assert LOW_TO_HIGH.outcomes[1].values == (None, 3.4, 4.0, 4.2)
    assert LOW_TO_HIGH.members() == {"lower retention": (0, 1), "higher retention": (2, 3)}


def test_words_are_ordered_as_the_groups_are():
    cases = tuple(JointCase(f"C{at}", group) for at, group in enumerate(("some", "all", "none")))
    of = JointDisplay("t", cases, (OutcomeRow("Kept", ("some", "all", "none")),), ())
    of = replace(of, groups=("none", "some", "all"))
    assert names(ordered(of, "Kept")) == ["C2", "C0", "C1"]
    assert names(ordered(of, "Kept", highest_first=True)) == ["C1", "C0", "C2"]
    assert names(ordered(replace(of, groups=()), "Kept")) == ["C1", "C2", "C0"]


def test_an_unknown_outcome_is_named_with_those_that_are_known():
    with pytest.raises(NotFoundError, match="no outcome Reach") as caught:
        ordered(DISPLAY, "Reach")
    assert "Retained, Fidelity" in caught.value.hint


def test_signs_are_those_that_matrices_are_printed_with():
    signs = [[cell.sign for cell in row.cells] for row in DISPLAY.constructs]
    assert signs == [["-1", "-2", "X", "…"], ["+2", "-2*", "+1", "M"], ["0", "", "NA", "+1"]]
    assert RatedCell(Judgement("mixed", varies=True)).sign == "X*"


def test_a_suggested_call_is_marked_as_one_and_the_team_has_the_last_word():
    said = [row.distinguishes for row in DISPLAY.constructs]
    assert said == [
        ("none", "suggested, no call by the team"),
        ("strong", "the team's call; the rule suggests weak"),
        ("insufficient", "suggested, no call by the team"),
    ]
    alone = replace(DISPLAY.constructs[0], suggested=None)
    assert alone.distinguishes == ("", "")
    assert replace(alone, call="weak").distinguishes == ("weak", "the team's call")


def test_what_has_no_number_is_counted_apart_and_never_as_zero():
    assert statistic([2, None, 1, "word"]) == Statistic(4, 2, 1.5, 1, 2)
    assert statistic([None, None]) == Statistic(2, 0, None, None, None)
    assert statistic([0, 0]).mean == 0


def test_the_strongest_barriers_and_facilitators_come_first_and_zero_is_neither():
    at = names(DISPLAY).index
    assert [row.name for row in strongest(DISPLAY, at("C2"), -1, 5)] == [
        "Innovation Complexity",
        "Work Infrastructure",
    ]
    assert [row.name for row in strongest(DISPLAY, at("C2"), -1, 1)] == ["Innovation Complexity"]
    assert [row.name for row in strongest(DISPLAY, at("C1"), 1, 5)] == ["Work Infrastructure"]


# Formats


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
def test_equal_displays_give_equal_bytes(view):
    first, again = view(LOW_TO_HIGH), view(ordered(DISPLAY, "Retained"))
    assert docx(first) == docx(again)
    assert html(first) == html(again)
    assert markdown(first) == markdown(again)


def test_a_page_shows_cases_by_outcome_with_signs_quotes_and_what_follows():
    rows, _ = read_html(html(constructs_by_cases(LOW_TO_HIGH)))
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
def test_a_page_needs_no_network_and_what_was_said_stays_text(view):
    page = html(view(LOW_TO_HIGH))
    rows, tags = read_html(page)
    assert tags.isdisjoint({"script", "img", "link", "iframe"})
    assert not re.search(r"https?://|url\(|@import", page)
    assert any(HOSTILE in cell for row in rows for cell in row)


def test_word_holds_the_same_cells_with_a_head_on_every_page_and_shades():
    pages = constructs_by_cases(LOW_TO_HIGH)
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
    assert f"“{HOSTILE}” — C2-2, counselor" in complexity[1]


def test_word_takes_characters_that_xml_cannot_hold():
    odd = replace(DISPLAY, title="a\x00b", notes=("\x0b\ud800\ufffe",))
    document = word.Document(io.BytesIO(docx(constructs_by_cases(odd))))
    assert document.paragraphs[0].text == "a\ufffdb"
    assert document.paragraphs[-1].text == "\ufffd\ufffd\ufffd"


@pytest.mark.parametrize("view", VIEWS)
def test_markdown_rows_are_as_long_as_their_head_whatever_was_said(view):
    said = markdown(view(LOW_TO_HIGH))
    assert "\\<script\\>alert(1)\\</script\\> \\| =1+1 \\*\\*not bold\\*\\* \\\\ \\$x\\$" in said
    for table in re.split(r"\n\n", said):
        lengths = {len(row) for row in read_markdown(table)}
        assert len(lengths) <= 1
    if view is constructs_by_cases:
        assert row_of(read_markdown(said), "Fidelity")[1:5] == [
            "**–**",
            *_strong("3.4", "4.0", "4.2"),
        ]


def _strong(*texts):
    return [f"**{text}**" for text in texts]


def test_a_line_that_looks_like_markdown_is_escaped():
    said = markdown(constructs_by_cases(replace(DISPLAY, notes=("- no list", "1. no list", "# x"))))
    assert said.endswith("\n\n\\- no list\n\n1\\. no list\n\n\\# x\n")


def test_statistics_are_by_group_from_the_lowest_up():
    rows, _ = read_html(html(theme_by_statistic(LOW_TO_HIGH)))
    assert rows[0][1:3] == ["lower retention", "higher retention"]
    assert row_of(rows, "Retained")[1:3] == [
        "mean 51% 38% to 64% n = 2",
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


def test_profiles_tell_each_case_by_itself():
    document = word.Document(io.BytesIO(docx(case_profiles(LOW_TO_HIGH))))
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


def test_many_cases_are_spread_evenly_and_what_follows_stands_last():
    wide = replace(
        DISPLAY,
        cases=tuple(JointCase(f"P{at:02}") for at in range(13)),
        outcomes=(),
        constructs=(replace(DISPLAY.constructs[1], cells=(rated(1),) * 13),),
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


@pytest.fixture(scope="module")
def book(tmp_path_factory):
    sheets = joint_sheets(LOW_TO_HIGH)
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


def test_a_workbook_tells_every_cell_and_leaves_what_is_missing_empty(book):
    table, at = sheet(book, "cells")
    rows = {(row[at("case")], row[at("construct")]): row for row in table.rows}
    assert len(rows) == len(table.rows) == 12
    missing = rows["C4", "Work Infrastructure"]
    assert (missing[at("rating")], missing[at("status")]) == (None, "missing")
    nobody = rows["C2", "Relative Priority"]
    assert [nobody[at(name)] for name in ("rating", "sign", "status", "varies")] == [None] * 4
    assert rows["C1", "Relative Priority"][at("rating")] == 0
    assert f"“{HOSTILE}” (C2-2, counselor)" == rows["C2", "Innovation Complexity"][at("quotes")]


def test_a_workbook_holds_statistics_and_profiles(book):
    table, at = sheet(book, "statistics")
    rows = {(row[at("name")], row[at("group")]): row for row in table.rows}
    found = rows["Work Infrastructure", "lower retention"]
    assert [found[at(name)] for name in ("cases", "n", "mean", "respondents")] == [2, 1, -2, 1]
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
