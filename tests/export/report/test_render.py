import json
import re
import time
from base64 import b64encode
from dataclasses import replace
from hashlib import sha256
from html.parser import HTMLParser
from random import Random

import pytest

from qualbench.export.joint import JointCase, RatedCell
from qualbench.export.report import ReportJoint, ReportTranscript, render
from qualbench.model import Span, Transcript, Turn


class _Page(HTMLParser):
    """A page's elements and texts; what stands in scripts and styles is kept by element."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.inside: list[tuple[str, str]] = []
        self.text = ""
        self._raw = ""
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))
        self._raw = tag if tag in ("script", "style") else ""

    def handle_endtag(self, tag):
        self._raw = ""

    def handle_data(self, data):
        if self._raw:
            self.inside.append((self._raw, data))
        else:
            self.text += data

    def all(self, tag):
        return [attrs for name, attrs in self.elements if name == tag]


@pytest.fixture(scope="module")
def page(report):
    return _Page(render(report))


@pytest.fixture(scope="module")
def data(page):
    return json.loads(page.inside[1][1])


def test_equal_reports_give_equal_pages(report):
    assert render(report) == render(replace(report))


def test_a_page_has_every_section_and_links_to_each(page):
    sections = [attrs["id"] for attrs in page.all("section")]
    assert sections == [
        "codebook", "transcripts", "agreement", "agreement-of-raters", "ratings",
        "what-distinguishes", "joint-display", "topics", "saturation", "decisions", "provenance",
    ]  # fmt: skip
    links = {attrs["href"] for attrs in page.all("a")}
    assert {f"#{section}" for section in sections} <= links
    assert "Left out, as the study has no data for it: Co-occurrence." in page.text


def test_sections_without_data_are_left_out_and_named(report):
    bare = replace(
        report, transcripts=(), agreement=None, raters=None, matrix=None, distinctions=None,
        joint=None, topics=None, decisions=(),
    )  # fmt: skip
    page = _Page(render(bare))
    assert [attrs["id"] for attrs in page.all("section")] == ["codebook", "provenance"]
    assert (
        "no data for it: Transcripts, Agreement, Agreement of raters, Ratings, What distinguishes,"
        " Joint display, Co-occurrence, Topics, Saturation, Decisions." in page.text
    )


def test_the_policy_allows_the_pages_own_script_and_style_and_nothing_else(page):
    (policy,) = [m["content"] for m in page.all("meta") if "http-equiv" in m]
    rules = dict(rule.split(" ", 1) for rule in policy.split("; "))
    hashes = [
        f"'sha256-{b64encode(sha256(inside.encode()).digest()).decode()}'"
        for _, inside in (page.inside[0], page.inside[2])
    ]
    assert rules["default-src"] == "'none'"
    assert [rules["style-src"], rules["script-src"]] == hashes
    assert not any("style" in attrs for _, attrs in page.elements)
    loads = [attrs.get("src") or attrs.get("href") for _, attrs in page.elements]
    assert [to for to in loads if to and not to.startswith("#")] == ["data:,"]


def test_what_a_text_says_is_never_markup(page, data, report):
    assert len(page.all("script")) == 2
    assert page.all("img") == []
    texts = [one["text"] for one in data["transcripts"]]
    assert texts == [one.transcript.text for one in report.transcripts]
    assert data["transcripts"][0]["codings"][0][8].startswith("A memo. </script>")
    assert "\u2028" not in page.inside[1][1]


def test_places_are_counted_as_a_browser_counts_them(data):
    first = data["transcripts"][0]
    in_utf16 = first["text"].encode("utf-16-le")
    words = {
        row[0]: in_utf16[2 * row[1] : 2 * row[2]].decode("utf-16-le") for row in first["codings"]
    }
    assert words["fits"] == "fits 🙂🙂 the day"
    assert words["money"] == "money is short"


def test_codings_keep_their_coder_and_whether_they_count(data):
    rows = {row[0]: (data["coders"][row[4]], row[5]) for row in data["transcripts"][0]["codings"]}
    assert rows["fits"] == ("ana", 1)
    assert rows["need"] == ("bo", 0)


def test_the_matrix_prints_consensus_or_the_raters_in_brackets(report):
    cells = re.findall(
        r'class="rating [^"]*" tabindex="-1"[^>]*>(.*?)</button>', render(report), re.S
    )
    assert cells == ['+2<sup aria-hidden="true">!</sup>', "-1*", "X", "M", "(+2, +1)", "·"]


def test_an_undefined_coefficient_says_why(page):
    assert "undefined because nobody used it" in page.text
    assert re.search(r"0\.50\s*0\.25 to 0\.75", page.text)


def test_agreement_of_raters_stands_beside_that_of_coders_with_its_pairs(page):
    assert "ana and bo before they agreed." in page.text
    assert re.search(r"All constructs\s+4\s.*0\.62\s.*2 of 3\s+1\s", page.text, re.S)
    assert page.text.count("Equal, Within one, Linear kappa, Ordinal alpha") == 1
    assert "ICC(A,1), ICC(A,k) undefined because one rater" in page.text


def test_the_joint_display_has_every_outcome_and_the_quotes_of_the_documents_first(page):
    said = " ".join(page.text.partition("Cases ordered by ")[2].split())
    assert said.startswith("Retained, lowest to highest. Measure or construct C2lower C1higher")
    assert "Retained 38% 84%" in said
    assert "Fidelity 3.5 –" in said
    assert "-1* fits 🙂🙂 the day P1, counselor, a 1 more two rooms P3 ·" in said
    assert "Strong suggested, no call by the team Confirms Stay. Two cases only." in said
    assert page.text.count("Cases ordered by") == 1


def test_many_cases_are_spread_evenly_as_in_the_documents(report):
    of = report.joint.display
    cases = tuple(JointCase(f"P{at}") for at in range(7))
    cells = tuple(RatedCell() for _ in cases)
    many = replace(
        of,
        cases=cases,
        outcomes=(replace(of.outcomes[0], values=tuple(map(float, range(7)))),),
        constructs=(replace(of.constructs[0], cells=cells),),
    )
    html = render(replace(report, joint=ReportJoint(many, (((),) * 7,))))
    tables = re.findall(r'<table class="plain joint">(.*?)</table>', html, re.S)
    assert [len(set(re.findall(r'data-of="(P\d)"', one))) for one in tables] == [3, 4]
    assert ["Fit and meta-inference" in one for one in tables] == [False, True]


def test_a_key_names_its_role(page):
    assert "Need: Staff" in page.text


def test_a_study_of_a_hundred_transcripts_is_small_and_made_in_seconds(report):
    draw = Random(1)
    codes = [code.id for code in report.codebook.codes]
    words = ["the", "week", "was", "full", "and", "nobody", "had", "an", "hour", "to", "spare"]
    texts = [_long(n, draw, words, codes, report.transcripts[0].counted[0]) for n in range(100)]
    began = time.process_time()
    html = render(replace(report, transcripts=tuple(texts)))
    assert time.process_time() - began < 5
    assert len(html.encode()) < 30_000_000
    assert html.count('"t99-') == html.count('"t42-') == 400


def _long(number, draw, words, codes, like):
    turns, text = [], f"{number} "
    for _ in range(200):
        start = len(text)
        text += " ".join(draw.choices(words, k=30)) + "\n"
        turns.append(Turn(start, start, len(text), "Counselor", False, 1.0))
    name = f"t{number}"
    of = Transcript(name, name, text, tuple(turns), name, "text")
    starts = [draw.randrange(len(text) - 100) for _ in range(400)]
    codings = tuple(
        replace(like, id=f"{number}-{n}", lineage=f"t{number}-{n:032}", transcript=name,
                span=Span(start, start + 90), code=draw.choice(codes))
        for n, start in enumerate(starts)
    )  # fmt: skip
    return ReportTranscript(of, (), codings)
