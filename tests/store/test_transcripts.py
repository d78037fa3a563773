import dataclasses

import pytest

from qualbench import store
from qualbench.errors import NotFoundError, RefusedError
from qualbench.model import Turn
from qualbench.store import Draft
from qualbench.store.ids import sha256

NAMES = ("a01", "c01", "c02")


def test_transcripts_come_back_as_they_were_put_in_by_name(study):
    assert store.transcripts(study.store) == tuple(study.text(name) for name in NAMES)


def test_times_and_empty_speakers_come_back_as_they_were(empty):
    turns = (Turn(0, 0, 2, "", False, 0.0), Turn(3, 3, 5, "R", False, 61.25))
    timed = dataclasses.replace(empty.text("c01"), turns=turns, format="webvtt")
    assert empty.do(store.add_transcript, "Lead", timed)
    (found,) = store.transcripts(empty.store)
    assert found == timed
    assert [type(turn.interviewer) for turn in found.turns] == [bool, bool]


def test_a_transcript_that_is_there_adds_nothing_whoever_brings_it(study):
    before = study.facts()
    renamed = dataclasses.replace(study.text("c01"), name="again", source="again.txt")
    assert not study.do(store.add_transcript, "Lead", study.text("c01"))
    assert not study.do(store.add_transcript, "First", renamed)
    assert study.facts() == before


def test_turns_that_are_read_differently_replace_those_before_and_leave_the_text(study):
    texts = study.facts("transcript")
    other = study.text("c01", interviewer="R")
    assert study.do(store.add_transcript, "Lead", other)
    assert store.find_transcript(study.store, "c01") == other
    assert study.do(store.add_transcript, "Lead", study.text("c01"))
    assert not study.do(store.add_transcript, "Lead", study.text("c01"))
    assert store.find_transcript(study.store, "c01") == study.text("c01")
    assert study.facts("transcript") == texts
    assert study.problems() == []


def test_nobody_else_but_a_lead_revises_the_turns(empty):
    empty.do(store.add_transcript, "First", empty.text("c01"))
    before = empty.facts()
    with pytest.raises(RefusedError, match=r"^c01: ") as caught:
        empty.do(store.add_transcript, "Second", empty.text("c01", interviewer="R"))
    assert "lead" in caught.value.hint
    assert empty.facts() == before
    empty.do(store.add_transcript, "Lead", empty.text("c01", interviewer="R"))
    assert store.find_transcript(empty.store, "c01") == empty.text("c01", interviewer="R")


def test_of_two_live_readings_the_same_one_counts_everywhere(study):
    """Two copies can each have revised the turns; until a person decides, one is shown."""
    known = study.facts("turns")[0].payload["transcript"]
    draft = Draft("turns", {"transcript": known, "format": "text", "turns": "[]"})
    study.record("First", draft)
    live = [f for f in study.facts("turns") if f.id in study.live_facts()]
    shown = min(f.id for f in live if f.payload["transcript"] == known)
    found = store.find_transcript(study.store, str(known))
    assert len(store.transcripts(study.store)) == 3
    assert found in store.transcripts(study.store)
    assert (found.turns == ()) == (next(f for f in live if f.id == shown).payload["turns"] == "[]")


def test_a_transcript_is_found_by_name_and_by_eight_digits_of_its_hash(study):
    text = study.text("c02")
    assert store.find_transcript(study.store, "c02") == text
    assert store.find_transcript(study.store, text.hash) == text
    assert store.find_transcript(study.store, text.hash[:8]) == text


@pytest.mark.parametrize("name", ["", "C02", "%", "________", "%%%%%%%%", "0" * 64])
def test_a_name_that_none_has_is_refused_and_its_signs_mean_nothing(study, name):
    with pytest.raises(NotFoundError, match=r"^there is no transcript ") as caught:
        store.find_transcript(study.store, name)
    assert caught.value.hint


def test_seven_digits_are_no_hash(study):
    with pytest.raises(NotFoundError):
        store.find_transcript(study.store, study.text("c02").hash[:7])


def test_a_name_that_two_have_is_not_guessed_at(study):
    text = f"{study.text('c02').text} More."
    twin = dataclasses.replace(study.text("c02"), text=text, hash=sha256(text))
    study.do(store.add_transcript, "Lead", twin)
    with pytest.raises(NotFoundError, match=r"^2 transcripts are named c02$") as caught:
        store.find_transcript(study.store, "c02")
    assert twin.hash[:12] in caught.value.hint
    assert study.text("c02").hash[:12] in caught.value.hint
