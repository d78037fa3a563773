"""Decisions on disagreements, as facts: the latest word on each, and taken back like any other."""

import pytest

from qualbench import store
from qualbench.model import Outcome, Span


@pytest.fixture
def decided(study):
    """Decide something about a round of c01; gives the fact's id."""
    text = study.text("c01").hash
    first, second = study.code("First"), study.code("Second")
    people = [study.coders["First"], study.coders["Second"]]
    of = study.record("Lead", *store.round_drafts("pilot", {text: people}, {}, {}, ""))

    def decided(choice="take", outcome=(), codings=(second, first), by="Lead", **more):
        draft = store.reconciliation_draft(of, text, codings, "missed", choice, outcome, **more)
        return study.record(by, draft)

    decided.codings, decided.round = tuple(sorted((first, second))), of
    return decided


OUTCOME = (
    Outcome(Span(3, 10), "tiny.need", "deliverers", "-"),
    Outcome(Span(3, 7), "tiny.culture"),
)


def test_a_decision_says_what_it_was_told(study, decided):
    fact = decided("take", OUTCOME, reason="so", rule="rule 1", changes=True)
    (one,) = store.reconciliations(study.store, decided.round)
    assert (one.id, one.coder, one.round) == (fact, study.coders["Lead"], decided.round)
    assert (one.codings, one.outcome) == (decided.codings, OUTCOME)
    assert (one.difference, one.choice, one.reason, one.rule, one.changes) == (
        *("missed", "take", "so", "rule 1"),
        True,
    )
    assert store.reconciliations(study.store, "another round") == ()
    assert study.problems() == []


def test_the_latest_word_stands_and_undo_brings_back_the_one_before(study, decided):
    first = decided("meeting")
    second = decided("neither", replaces=first)

    def stands():
        found = store.reconciliation_on(study.store, decided.round, reversed(decided.codings))
        return found.id if found else None

    assert stands() == second
    study.do(store.undo, "Lead")
    assert stands() == first
    study.do(store.undo, "Lead")
    assert stands() is None
    study.do(store.redo, "Lead")
    assert stands() == first
    assert study.problems() == []


def test_other_codings_are_another_disagreement(study, decided):
    decided("neither")
    one = decided.codings[:1]
    assert store.reconciliation_on(study.store, decided.round, one) is None


def test_who_does_not_lead_decides_nothing(study, decided):
    decided("neither", by="First")
    assert store.reconciliations(study.store, decided.round) == ()


def test_the_decisions_of_an_action_are_found_also_when_it_is_undone(study, decided):
    fact = decided("neither")
    study.do(store.undo, "Lead")
    sql = "SELECT action FROM fact_reconciliation WHERE id = ?"
    (action,) = study.store.db.execute(sql, [fact]).fetchone()
    assert [one.id for one in store.reconciliations_of_action(study.store, action)] == [fact]
    assert store.describe_action(study.store, action) == "1 decision"
    assert ("transcript", study.text("c01").hash) in store.touched_by(study.store, action)


def test_a_code_that_only_a_decision_names_is_in_use(study, decided):
    decided("code", (Outcome(Span(3, 7), "tiny.only"),))
    assert "tiny.only" in store.codes_in_use(study.store, ["tiny.only", "tiny.none"])
    assert "tiny.none" not in store.codes_in_use(study.store, ["tiny.only", "tiny.none"])
