"""Words that are taken out of what others wrote, and what is left of it."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualbench.store.redacting import REDACTED, RUN, _runs, _words, redacted, spoken

SAID = "I told them: there was never one evening, not one, when the room stayed quiet."
GONE = spoken([SAID], ["the room", "never one evening", "quiet"])
WORDS = st.lists(st.sampled_from(["ab", "cd", "ef", "gh", "ij", "Ä"]), max_size=30).map(" ".join)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Nothing of it.", "Nothing of it."),
        (SAID, REDACTED),
        ("She: THERE was, never one\nevening - not one! (sad)", f"She: {REDACTED}! (sad)"),
        ("there was never one evening", "there was never one evening"),
        ("never one evening", REDACTED),
        ("She says “the room” is small", f"She says {REDACTED} is small"),
        ('not: "Never one evening"; use another', f"not: {REDACTED}; use another"),
        ("the room", "the room"),
        ("quiet", "quiet"),
    ],
)
def test_runs_anywhere_and_passages_where_they_stand_as_quotations_are_taken_out(before, after):
    assert redacted(before, GONE) == after


def test_in_a_codebook_an_example_goes_whole_and_ids_and_names_stay():
    code = {"id": "own.quiet", "name": "Quiet", "definition": "How loud it is.", "examples": []}
    code["examples"] = ["quiet", "Loud.", SAID, "[erased]"]
    left = json.loads(redacted(json.dumps({"codes": [code]}), GONE))["codes"][0]
    assert left == {**code, "examples": ["Loud.", "[erased]"]}


def test_what_only_looks_like_json_is_taken_for_text_and_numbers_stay():
    assert redacted("[sic] there was never one evening not", GONE) == f"[sic] {REDACTED}"
    assert [redacted(value, GONE) for value in (None, 3, 0.5)] == [None, 3, 0.5]


@given(WORDS, WORDS, WORDS)
def test_no_run_is_left_whatever_was_written_and_twice_is_once(text, before, behind):
    gone = spoken([text], [])
    left = redacted(f"{before}, {text.upper()} {behind}", gone)
    assert not set(_runs(_words(left))) & gone.runs
    assert redacted(left, gone) == left


@given(WORDS, WORDS)
def test_what_shares_no_run_stays_as_it_is(text, other):
    gone = spoken([text], [])
    if not set(_runs(_words(other))) & gone.runs:
        assert redacted(other, gone) == other
    assert all(len(run) == RUN for run in gone.runs)
