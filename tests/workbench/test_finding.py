"""Finding words in transcripts, by the words themselves or by a pattern."""

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualbench import workbench
from qualbench.errors import RefusedError
from qualbench.model import Span
from qualbench.workbench import Filters


@pytest.fixture
def find(tiny):
    """Who says what where, as found in the tiny study."""

    def find(text, **how):
        with workbench.opened(tiny) as project:
            return workbench.find(project, text, **how)

    return find


def _said(hits):
    return [(hit.transcript, hit.speaker, hit.quote) for hit in hits]


def test_words_are_found_in_reading_order_with_those_around_them(find):
    assert _said(find("asks")) == [
        ("b", "Interviewer", "asks"),
        ("b", "Administrator", "asks"),
        ("c", "Interviewer", "asks"),
        ("c", "Counselor", "asks"),
    ]
    hit = find("state")[0]
    assert (hit.before, hit.after, hit.interviewer) == ("The ", " asks for it.", False)


def test_a_hit_says_its_place_in_the_text(find, tiny):
    (hit,) = find("lost two")
    with workbench.opened(tiny) as project:
        text = workbench.page(project, "ana", hit.hash).transcript.text
    assert hit.span.of(text) == "lost two"


def test_capitals_count_only_when_asked(find):
    assert len(find("THE STATE")) == 1
    assert find("THE STATE", ignore_case=False) == ()


def test_only_respondents_are_searched_when_asked(find):
    assert _said(find("asks", respondents_only=True)) == [
        ("b", "Administrator", "asks"),
        ("c", "Counselor", "asks"),
    ]


def test_speakers_labels_are_no_talk(find):
    assert find("counselor") == ()
    assert find("day. Interviewer") == ()


def test_words_may_stand_on_two_lines(tmp_path, project_of):
    (tmp_path / "t.vtt").write_text(
        "WEBVTT\n\n00:00.000 --> 00:02.000\n<v Ann>we lost\ntwo   rooms</v>\n"
    )
    with workbench.opened(project_of([tmp_path / "t.vtt"])) as project:
        (hit,) = workbench.find(project, "lost two rooms")
    assert hit.quote == "lost two rooms"


def test_signs_of_patterns_are_plain_signs_without_being_asked(find):
    assert [hit.quote for hit in find("w?")] == ["w?"]
    assert len(find("how is it?")) == 1


def test_a_pattern_is_held_against_each_turn(find):
    assert [hit.quote for hit in find(r"^(it|the) \w+", regex=True)] == [
        "It fits",
        "The money",
        "The state",
    ]
    assert [hit.quote for hit in find(r"rooms?\.$", regex=True)] == ["rooms."]


def test_what_matches_nothing_at_all_is_no_hit(find):
    assert find("x*", regex=True) == ()
    assert find("  ") == ()
    assert find("", regex=True) == ()


@pytest.mark.parametrize("pattern", ["(", "a{2,1}", "[z", r"\p{Nonsense}", "(?P<a>x)(?P=b)"])
def test_a_bad_pattern_is_one_clear_line(find, pattern):
    with pytest.raises(RefusedError, match="this pattern cannot be read") as said:
        find(pattern, regex=True)
    assert "\n" not in said.value.message
    assert said.value.hint


def test_a_pattern_that_runs_away_is_stopped(tmp_path, project_of, monkeypatch):
    monkeypatch.setattr("qualbench.workbench.finding.PATIENCE", 0.2)
    (tmp_path / "t.txt").write_text(f"Counselor: {'a' * 60}b\n" * 5)
    with workbench.opened(project_of([tmp_path / "t.txt"])) as project:
        since = time.monotonic()
        with pytest.raises(RefusedError, match="stopped after"):
            workbench.find(project, "(a|a)+$", regex=True)
    assert time.monotonic() - since < 2


def test_cases_can_be_asked_for(find):
    counselors = Filters(attributes=(("role", "counselor"),))
    assert {hit.transcript for hit in find("asks", filters=counselors)} == {"c"}
    first = Filters(attributes=(("clinic", "C1"), ("role", "counselor"), ("role", "administrator")))
    assert {hit.transcript for hit in find("asks", filters=first)} == {"b"}


def test_codings_can_be_asked_for_as_far_as_the_viewer_sees_them(find):
    coded = Filters(codes=("cfir22.outer.policies_laws",))
    assert _said(find("asks", filters=coded, viewer="ana")) == [
        ("b", "Administrator", "asks"),
        ("c", "Counselor", "asks"),
    ]
    assert find("asks", filters=coded, viewer="bo") == find("asks", filters=coded, viewer="ana")[:1]
    assert find("asks", filters=coded) == ()


TEXT = st.text(alphabet="ab \nÄé.", max_size=60)


@given(TEXT, st.text(alphabet="ab Ä.", min_size=1, max_size=4))
def test_matches_are_what_was_asked_for_and_do_not_overlap(text, query):
    found = workbench.matches(text, query)
    for span in found:
        assert span.of(text).casefold().split() == query.casefold().split()
    assert all(one.end <= other.start for one, other in pairwise(found))
    if len(query.split()) == 1 and query.strip().casefold() in text.casefold():
        assert found


def test_matches_can_be_held_within_spans():
    text = "ab ab ab"
    assert workbench.matches(text, "AB", within=[Span(3, 5), Span(6, 7)]) == (Span(3, 5),)
    assert workbench.matches(text, r"^ab$", True, within=[Span(3, 5)]) == (Span(3, 5),)
    assert workbench.matches(text, " ") == ()
