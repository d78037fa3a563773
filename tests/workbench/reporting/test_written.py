"""Joint displays and the report as files: what they hold, and what they say they were made from."""

import json
import re
from html import unescape

import docx as word
import pytest

from qualbench import workbench
from qualbench.errors import NotFoundError
from qualbench.workbench import RatingChange

BY = ("participant",)
KEY = "cfir22.inner.priority"
GROUPED = {
    "case": "participant",
    "outcome": "trial.sessions",
    "cuts": "4.0",
    "groups": "few, many",
}


@pytest.fixture
def project(tiny, tmp_path):
    (tmp_path / "trial.csv").write_text("participant,sessions,site\nP1,2,a\nP2,4,b\nP3,9,b\n")
    with workbench.opened(tiny) as opened:
        workbench.primary(opened, "lead", "ana")
        workbench.join(opened, "lead", tmp_path / "trial.csv")
        for case, sign in {"P1": "-2", "P2": "-1", "P3": "+2"}.items():
            workbench.rate(opened, "lead", case, KEY, RatingChange(sign), BY, consensus=True)
        yield opened


def _provenance(path):
    return json.loads(path.with_name(f"{path.name}.provenance.json").read_text())


def test_a_display_says_how_its_cases_were_grouped(project, tmp_path):
    found = workbench.joint(project, "lead", "sessions", (4,), ("few", "many"), BY)
    workbench.export_joint(project, found, tmp_path / "joint.md")
    assert _provenance(tmp_path / "joint.md").items() >= GROUPED.items()
    found = workbench.joint(project, "lead", "site", by=BY)
    workbench.export_joint(project, found, tmp_path / "sites.md")
    said = _provenance(tmp_path / "sites.md")
    assert (said["outcome"], said["groups"], "cuts" in said) == ("trial.site", "a, b", False)


def test_a_report_says_so_too_on_its_page_and_beside_its_files(project, tmp_path):
    to = tmp_path / "report"
    done = workbench.report(project, to, "lead", "sessions", (4.0,), ("few", "many"), BY)
    assert done.left_out == ""
    for name in ("report.html", "appendix.docx", "joint-display.docx"):
        assert _provenance(to / name).items() >= GROUPED.items()
    assert "few, many" in done.page.read_text()


def test_the_page_has_what_the_joint_display_beside_it_has(project, tmp_path):
    done = workbench.report(project, tmp_path / "both", "lead", "sessions", (4.0,), by=BY)
    page = unescape(done.page.read_text())
    (table,) = word.Document(str(tmp_path / "both" / "joint-display.docx")).tables
    names = {row.cells[0].text.partition("\n")[0] for row in table.rows} - {"Outcomes"}
    assert len(names) > 3
    assert all(f">{name}" in page for name in names)
    lines = {line for row in table.rows for cell in row.cells for line in cell.text.split("\n")}
    quotes = [line[1:].split("” — ") for line in lines if line.startswith("“")]
    assert ["It fits the day.", "P1, counselor"] in quotes
    for words, who in quotes:
        assert re.search(rf"{re.escape(words)}\s*<cite>{who}, <a href=", page)


def test_page_and_appendix_tell_how_far_raters_agreed_on_its_cases(project, tmp_path):
    for coder, signs in (("ana", "-2 -1 +2"), ("bo", "-2 +1 +2")):
        for case, sign in zip(("P1", "P2", "P3"), signs.split(), strict=True):
            workbench.rate(project, coder, case, KEY, RatingChange(sign), BY)
    done = workbench.report(project, tmp_path / "rated", "lead", "sessions", (4.0,), by=BY)
    said = "Of 3 pairs of numbers 67% were equal and 67% at most one step apart;"
    words = word.Document(str(tmp_path / "rated" / "appendix.docx"))
    assert any(said in paragraph.text for paragraph in words.paragraphs)
    (trust,) = [r for r in words.tables[-1].rows if r.cells[1].text.startswith("Trustworthiness")]
    assert said in trust.cells[2].text
    page = done.page.read_text()
    assert said in page
    assert 'href="#agreement-of-raters"' in page


def test_a_report_goes_without_a_display_where_there_is_none_and_says_why(project, tmp_path):
    done = workbench.report(project, tmp_path / "plain", "lead")
    assert done.left_out == "no outcome was named"
    assert "outcome" not in _provenance(done.page)
    done = workbench.report(project, tmp_path / "clinics", "lead", "clinic", by=("clinic",))
    assert done.left_out == "the team has agreed on no rating yet"
    assert not (tmp_path / "clinics" / "joint-display.docx").exists()
    with pytest.raises(NotFoundError, match="there is no outcome shoe"):
        workbench.report(project, tmp_path / "misspelt", "lead", "shoe")
