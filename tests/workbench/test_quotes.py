"""All quotations of codes, in their context, in an order, narrowed down, and as files."""

import json

import pytest

from qualbench import workbench
from qualbench.errors import RefusedError
from qualbench.model import Span
from qualbench.workbench import Filters

SPACE = "cfir22.inner.resources.space"
INNER = "cfir22.inner"
MOTIVATION = "cfir22.individuals.characteristics.motivation"


@pytest.fixture
def quotes(tiny):
    def quotes(viewer, order="transcript", **filters):
        with workbench.opened(tiny) as project:
            return workbench.quotes(project, viewer, Filters(**filters), order)

    return quotes


def _words(found):
    return [quote.shown.quote for quote in found]


def test_one_sees_ones_own_and_of_others_what_one_has_submitted(quotes, tiny, done):
    policies = {"codes": ("cfir22.outer.policies_laws",)}
    assert _words(quotes("ana", **policies)) == ["The state asks for it", "state", "Nobody asks"]
    assert _words(quotes("bo", **policies)) == ["The state asks for it", "state"]
    assert _words(quotes("cy", **policies)) == []
    done("submit", tiny, "c", coder="bo")
    assert len(quotes("bo", **policies)) == 3


def test_a_page_and_the_quotations_show_the_same_codings(tiny):
    with workbench.opened(tiny) as project:
        for viewer in ("ana", "bo", "lead", "a stranger"):
            pages = [workbench.page(project, viewer, name).codings for name in "abcd"]
            seen = {shown.coding.id for codings in pages for shown in codings}
            assert {s.coding.id for s in workbench.visible(project, viewer)} == seen


def test_a_code_stands_for_those_below_it_and_a_pair_for_itself(quotes):
    assert set(_words(quotes("ana", codes=(INNER,)))) == {
        *("It fits the day.", "fits", "two rooms", "done", "Not now"),
    }
    assert len(quotes("ana", codes=(MOTIVATION,))) == 2
    assert _words(quotes("ana", codes=(f"{MOTIVATION}@recipients",))) == ["money is"]


def test_a_merged_code_is_read_as_the_one_it_was_merged_into(quotes, tiny):
    materials = "cfir22.inner.resources.materials"
    with workbench.opened(tiny) as project:
        workbench.merge_codes(project, "lead", SPACE, materials)
    assert _words(quotes("ana", codes=(SPACE,))) == ["two rooms", "done"]
    assert quotes("ana", codes=(SPACE,)) == quotes("ana", codes=(materials,))


def test_a_quotation_comes_with_what_was_asked_and_who_says_it(quotes):
    quote = quotes("ana", codes=(SPACE,))[0]
    assert quote.before == "Interviewer: And the rooms?\n\nCounselor: We lost "
    assert (quote.shown.quote, quote.after) == ("two rooms", ".")
    assert (quote.name, quote.speaker) == ("Space", "Counselor")
    assert dict(quote.attributes) == {
        "participant": "P1",
        "wave": "early",
        "clinic": "C1",
        "role": "counselor",
    }


RAW = """Interviewer [00:00:01]: How is it?
Counselor [00:00:04]: It fits the day.
Interviewer [00:01:10]: And the rooms?
Counselor [00:01:15]: We lost two rooms.
It was a pity.
"""


@pytest.fixture
def quoted(project_of, tmp_path):
    """The quotation from one place of a text to another, and the text."""
    (tmp_path / "t.txt").write_text(RAW)
    path = project_of([tmp_path / "t.txt"])

    def quoted(first, last):
        with workbench.opened(path) as project:
            page = workbench.page(project, "ana", "t")
            text = page.transcript.text
            span = Span(text.index(first), text.index(last) + len(last))
            workbench.code(project, "ana", page.transcript.hash, span, SPACE)
            (quote,) = workbench.quotes(project, "ana")
            return quote, span.of(text), project.path

    return quoted


@pytest.mark.parametrize(
    ("first", "last", "said", "speech"),
    [
        ("fits", "day.", [("", "fits the day.")], "fits the day."),
        (
            *("fits", "two"),
            [
                ("", "fits the day."),
                ("Interviewer", "And the rooms?"),
                ("Counselor", "We lost two"),
            ],
            "Counselor: fits the day.\nInterviewer: And the rooms?\nCounselor: We lost two",
        ),
        (
            *("Interviewer [00:01", "lost"),
            [("Interviewer", "And the rooms?"), ("Counselor", "We lost")],
            "Interviewer: And the rooms?\nCounselor: We lost",
        ),
        ("Counselor [00:00", "fits", [("Counselor", "It fits")], "It fits"),
        ("day.", "Interviewer [00:01", [("", "day.")], "day."),
        ("Counselor [", "00:04", [("", "Counselor [00:00:04")], "Counselor [00:00:04"),
    ],
)
def test_turns_are_quoted_as_speech_without_labels_and_times(quoted, first, last, said, speech):
    quote, raw, _ = quoted(first, last)
    assert (quote.said, quote.speech, quote.shown.quote) == (tuple(said), speech, raw)
    assert "[00:" not in quote.before + quote.after


def test_files_have_the_speech_beside_the_exact_words(quoted, tmp_path, rows):
    quote, raw, path = quoted("fits", "two")
    with workbench.opened(path) as project:
        workbench.export_quotes(project, [quote], tmp_path / "q.csv")
        workbench.export_quotes(project, [quote], tmp_path / "q.md")
    (row,) = rows(tmp_path / "q.csv")
    assert (row["text"], row["speech"]) == (raw, quote.speech)
    said = (tmp_path / "q.md").read_text()
    assert "> Counselor: fits the day.\n> Interviewer: And the rooms?\n" in said
    assert "00:01:10" not in said


def test_orders(quotes):
    by_case = quotes("ana", "case")
    headings = [workbench.group_of(quote, "case") for quote in by_case]
    assert headings == sorted(headings)
    assert [q.shown.coder for q in quotes("ana", "coder")] == ["ana"] * 7 + ["bo"] * 4
    newest = [q.shown.coding.at for q in quotes("ana", "newest")]
    assert newest == sorted(newest, reverse=True)


def test_filters_narrow_down(quotes):
    assert {q.shown.transcript for q in quotes("ana", attributes=(("role", "administrator"),))} == {
        *"bd"
    }
    assert {q.shown.coder for q in quotes("ana", coders=("bo",))} == {"bo"}
    assert _words(quotes("ana", text="STATE asks")) == ["The state asks for it"]
    assert quotes("ana", unsure=True) == quotes("ana", starred=True) == ()


def test_narrowing_what_was_found_is_the_same_as_finding_less(quotes, tiny):
    filters = Filters(codes=(INNER,), attributes=(("clinic", "C1"),), coders=("ana",))
    with workbench.opened(tiny) as project:
        every = workbench.quotes(project, "ana")
        assert workbench.narrowed(every, filters, workbench.codebook(project)) == workbench.quotes(
            project, "ana", filters
        )


def test_filters_say_what_they_are():
    filters = Filters(
        (SPACE, "proposed.new_idea.a1b2", f"{MOTIVATION}@deliverers"),
        ("bo",),
        (("role", "counselor"), ("role", "nurse"), ("clinic", "C1")),
        starred=True,
        text="x",
    )
    assert filters.said == (
        "code Space or New idea or Motivation @ deliverers; coder bo; role counselor or nurse; "
        "clinic C1; starred; text “x”"
    )
    assert (Filters().said, Filters().on, filters.on) == ("", False, True)


@pytest.mark.parametrize(
    "one",
    [
        Filters(codes=("a",)),
        Filters(attributes=(("r", "x"),)),
        Filters(unsure=True),
        Filters(text="t"),
    ],
)
def test_a_filter_is_switched_on_and_off_again(one):
    start = Filters(codes=("b",), coders=("bo",))
    on = start.toggled(one)
    assert on.has(one)
    assert not start.has(one)
    assert on.toggled(one) == start


def test_they_are_written_as_a_table_with_its_dictionary_and_provenance(
    quotes, tiny, tmp_path, rows
):
    found = quotes("ana", codes=(SPACE,))
    to = tmp_path / "space.csv"
    with workbench.opened(tiny) as project:
        files = workbench.export_quotes(project, found, to, about="Space; role counselor")
    assert [path.name for path in files] == [
        *("space.csv", "space.dictionary.csv", "space.provenance.json"),
    ]
    written = rows(to)
    assert [row["text"] for row in written] == ["two rooms", "done"]
    assert written[0]["attribute_clinic"] == "C1"
    assert {row["column"] for row in rows(files[1])} == set(written[0])
    assert json.loads(files[2].read_text())["about"] == "Space; role counselor"


def test_they_are_written_for_people_by_their_headings(quotes, tiny, tmp_path):
    with workbench.opened(tiny) as project:
        found = quotes("ana", "coder", codes=(SPACE,))
        workbench.export_quotes(project, found, tmp_path / "s.md", about="Space", order="coder")
    said = (tmp_path / "s.md").read_text()
    assert said.startswith(
        "# Space\n\n## ana\n\n> two rooms\n\nCounselor; P1 early C1 counselor; a "
    )
    assert "## bo\n\n> done\n" in said


def test_nothing_is_written_over(quotes, tiny, tmp_path):
    (tmp_path / "s.provenance.json").write_text("mine")
    with workbench.opened(tiny) as project:
        with pytest.raises(RefusedError, match="is there already"):
            workbench.export_quotes(project, (), tmp_path / "s.csv")
        workbench.export_quotes(project, (), tmp_path / "s.md")
        with pytest.raises(RefusedError, match="is there already"):
            workbench.export_quotes(project, (), tmp_path / "s.md")
        with pytest.raises(RefusedError, match="unknown kind"):
            workbench.export_quotes(project, (), tmp_path / "s.docx")
    assert (tmp_path / "s.provenance.json").read_text() == "mine"
