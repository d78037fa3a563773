import shutil

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qualbench import store
from qualbench.errors import RefusedError
from qualbench.store import live

NAMES = ("Lead", "First", "Second")
STEPS = st.tuples(
    st.sampled_from(NAMES),
    st.sampled_from(("code", "code", "code with memo", "retract", "undo", "redo", "submit")),
    st.integers(0, 7),
)
SETTINGS = settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


def step(study, coder, what, number):
    """One thing that a coder does; what cannot be done now is refused and changes nothing."""
    name = ("c01", "a01")[number % 2]
    if what.startswith("code"):
        memo = "why" if what == "code with memo" else ""
        return study.code(coder, name, number, number + 3, memo=memo)
    if what == "submit":
        return study.do(store.submit, coder, study.text(name).hash)
    if what == "retract":
        mine = sorted(study.live(coder))
        return study.do(store.retract, coder, mine[: 1 + number % 2]) if mine else None
    try:
        return study.do(store.undo if what == "undo" else store.redo, coder)
    except RefusedError:
        return None


def seen(study, coder):
    """Everything of a coder that is live and that people see."""
    mine = study.coders[coder]
    return (
        store.codings(study.store, coder=mine),
        store.submissions(study.store, mine),
    )


@pytest.fixture
def copied(study, tmp_path):
    """Open copies of the study, a fresh one for each example."""

    def copies(number):
        path = tmp_path / f"{number}.qualbench"
        shutil.copy(study.store.path, path)
        return store.opened(path)

    return copies


@SETTINGS
@given(history=st.lists(STEPS, max_size=14))
def test_after_any_history_the_live_table_is_what_the_facts_say(study, copied, history):
    with copied("example") as project:
        example = type(study)(project)
        before = example.facts()
        for coder, what, number in history:
            step(example, coder, what, number)
            assert example.live_facts() == live.rebuilt(project.db)
        assert {fact.id for fact in before} <= {fact.id for fact in example.facts()}
        assert example.problems() == []


@SETTINGS
@given(history=st.lists(STEPS, max_size=8), coder=st.sampled_from(NAMES))
def test_undo_takes_back_one_action_and_redo_does_it_again(study, copied, history, coder):
    with copied("example") as project:
        example = type(study)(project)
        for somebody, what, number in history:
            step(example, somebody, what, number)
        before = [seen(example, name) for name in NAMES]
        example.code(coder, "a01", 8, 12, memo="new")
        after = [seen(example, name) for name in NAMES]
        assert after != before
        for _ in range(2):
            example.do(store.undo, coder)
            assert [seen(example, name) for name in NAMES] == before
            example.do(store.redo, coder)
            assert [seen(example, name) for name in NAMES] == after


@SETTINGS
@given(history=st.lists(STEPS, max_size=8), coder=st.sampled_from(NAMES))
def test_undoing_and_redoing_everything_passes_the_same_states_back_and_forth(
    study, copied, history, coder
):
    with copied("example") as project:
        example = type(study)(project)
        for somebody, what, number in history:
            step(example, somebody, what, number)
        others = [seen(example, name) for name in NAMES if name != coder]
        states = [seen(example, coder)]
        while step(example, coder, "undo", 0):
            states.append(seen(example, coder))
        for state in reversed(states[:-1]):
            example.do(store.redo, coder)
            assert seen(example, coder) == state
        # What was undone before this began can be redone further; others are never touched.
        assert [seen(example, name) for name in NAMES if name != coder] == others


def test_an_action_of_several_facts_is_undone_as_one(study):
    before = study.live_facts()
    fact = study.code("Second", "a01", 3, 8, memo="why")
    assert store.find_coding(study.store, fact).memo == "why"
    memo = (study.live_facts() - before - {fact}).pop()
    study.do(store.undo, "Second")
    undone = {f.payload["fact"] for f in study.facts("retraction") if f.id not in before}
    assert {fact, memo} <= undone
    assert not {fact, memo} & study.live_facts()


def test_undo_adds_retractions_and_takes_no_fact_away(study):
    fact = study.code("First", "a01", 3, 8)
    before = study.facts()
    study.do(store.undo, "First")
    added = [f for f in study.facts() if f not in before]
    assert [f for f in study.facts() if f in before] == before
    assert [(f.kind, f.content) for f in added] == [
        ("retraction", {"fact": fact, "manner": "undo"})
    ]


def test_what_was_done_since_cannot_be_overtaken_by_a_redo(study):
    study.code("First", "a01", 3, 8)
    study.do(store.undo, "First")
    study.code("First", "a01", 4, 9)
    with pytest.raises(RefusedError, match="nothing to redo"):
        study.do(store.redo, "First")


def test_what_another_coder_does_since_does_not_hinder_a_redo(study):
    fact = study.code("First", "a01", 3, 8)
    study.do(store.undo, "First")
    other = study.code("Second", "a01", 3, 8)
    study.do(store.redo, "First")
    assert {fact, other} <= study.live()


def test_a_coder_who_did_nothing_has_nothing_to_undo_or_redo(study):
    before = study.facts()
    for verb in (store.undo, store.redo):
        with pytest.raises(RefusedError, match=r"^there is nothing to ") as caught:
            study.do(verb, "Lead")
        assert caught.value.hint
    assert study.facts() == before


def test_a_retraction_is_undone_like_any_other_action(study):
    fact = study.code("First", "a01", 3, 8)
    study.do(store.retract, "First", [fact])
    assert fact not in study.live()
    study.do(store.undo, "First")
    assert fact in study.live()


def test_a_submission_is_undone_and_the_one_before_counts_again(study):
    text = study.text("a01").hash
    study.do(store.submit, "First", text)
    fact = study.code("First", "a01", 3, 8)
    study.do(store.submit, "First", text)
    counted = {s.transcript: s.codings for s in store.submissions(study.store)}
    assert counted[text] == (fact,)
    study.do(store.undo, "First")
    counted = {s.transcript: s.codings for s in store.submissions(study.store)}
    assert counted[text] == ()
    assert fact in study.live()


def test_imported_transcripts_cases_and_codebooks_are_not_undone(empty):
    before = empty.facts()
    empty.do(store.add_transcript, "Lead", empty.text("c01"))
    with pytest.raises(RefusedError):
        empty.do(store.undo, "Lead")
    assert len(empty.facts()) == len(before) + 3
    assert len(store.transcripts(empty.store)) == 1


def test_what_came_from_another_copy_is_not_undone_here(study, copied):
    with copied("other") as project:
        theirs = type(study)(project).code("First", "a01", 3, 8)
        with study.store.writing():
            store.facts.add(study.store.db, type(study)(project).facts())
    mine = study.code("First", "a01", 4, 9)
    assert study.do(store.undo, "First")
    assert theirs in study.live("First")
    assert mine not in study.live("First")
    while step(study, "First", "undo", 0):
        assert theirs in study.live("First")


def test_an_action_is_described_by_what_it_added(study):
    drafts = study.drafts("First", "a01", 3, 8, memo="why") + study.drafts("First", "a01", 9, 12)
    with study.store.writing():
        done = store.record(study.store, study.coders["First"], drafts)
    assert store.describe_action(study.store, done.action) == "2 codings, 1 memo"
    assert study.do(store.undo, "First") == done.action
    assert study.do(store.redo, "First") == done.action
