"""What was accepted and rejected, and with it what the coder had seen."""

import pytest

from qualbench import store
from qualbench.model import Reason, Span, Suggestion

CODE = "tiny.motivation"
QUOTE = Reason("quote", "q1", "No time", 0.5)
PAIR = Suggestion(Span(3, 9), f"{CODE}@deliverers", 0.25, True, QUOTE, "small")
PLAIN = Suggestion(
    Span(3, 9), CODE, 1, False, Reason("definition", CODE, "what moves", -0.1), "small"
)


@pytest.fixture
def text(empty):
    text = empty.text("a01")
    empty.do(store.add_transcript, "Lead", text)
    return text


def reject(study, text, said, by="First"):
    return study.record(by, store.decision_draft(text.hash, said))


def accept(study, text, said, by="First"):
    (coding,) = study.drafts(by, "a01", 3, 9, CODE)
    study.record(by, coding, store.decision_draft(text.hash, said, coding.id))
    return coding.id


def rejected(study, text, by="First"):
    return store.rejected(study.store, study.coders[by], text.hash)


def test_a_rejection_is_the_coders_own_for_its_span_and_key(empty, text):
    reject(empty, text, PAIR)
    reject(empty, text, PLAIN)
    assert rejected(empty, text) == {(Span(3, 9), PAIR.key), (Span(3, 9), CODE)}
    assert rejected(empty, text, "Second") == rejected(empty, empty.text("c01")) == frozenset()
    assert store.accepted(empty.store) == {}
    assert store.codings(empty.store) == ()
    assert empty.problems() == []


def test_an_acceptance_names_its_coding_and_rejects_nothing(empty, text):
    accepted = accept(empty, text, PLAIN)
    own = empty.code("First", "a01", 4, 8, CODE)
    assert store.accepted(empty.store) == {accepted: (Span(3, 9), CODE)}
    assert empty.live() == {accepted, own}
    assert rejected(empty, text) == frozenset()
    assert empty.problems() == []


def test_what_the_suggestion_rested_on_is_kept_with_the_decision(empty, text):
    reject(empty, text, PAIR)
    (fact,) = empty.facts("decision")
    assert fact.payload == {
        "transcript": text.hash,
        "start_char": 3,
        "end_char": 9,
        "code": CODE,
        "role": "deliverers",
        "coding": None,
        "similarity": 0.5,
        "evidence": "quote:q1",
        "model": "small",
        "score": 0.25,
        "calibrated": 1,
    }


def test_a_rejection_follows_undo_and_redo(empty, text):
    reject(empty, text, PAIR)
    before = rejected(empty, text)
    empty.do(store.undo, "First")
    assert rejected(empty, text) == frozenset()
    empty.do(store.redo, "First")
    assert rejected(empty, text) == before != frozenset()


def test_an_acceptance_and_its_coding_follow_undo_and_redo_together(empty, text):
    accepted = {accept(empty, text, PLAIN): (Span(3, 9), CODE)}
    undone = empty.do(store.undo, "First")
    assert store.describe_action(empty.store, undone) == "1 coding, 1 suggestion accepted"
    assert (store.accepted(empty.store), empty.live()) == ({}, set())
    empty.do(store.redo, "First")
    assert (store.accepted(empty.store), empty.live()) == (accepted, accepted.keys())
    assert empty.problems() == []
