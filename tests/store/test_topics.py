"""Searches for topics that were kept, and what was decided on topics."""

import json
import shutil
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualbench import store
from qualbench.errors import NotFoundError, RefusedError
from qualbench.model import Span, Topic, TopicDecision, TopicRun
from qualbench.store.ids import canonical
from qualbench.store.topics import _run

PAIRS = st.lists(st.tuples(st.text(), st.text())).map(tuple)
RUNS = st.builds(
    TopicRun,
    topics=st.lists(
        st.builds(
            Topic,
            st.integers(1),
            st.integers(0),
            st.lists(st.text()).map(tuple),
            st.lists(st.integers(0)).map(tuple),
        )
    ).map(tuple),
    labels=st.lists(st.integers(-1)).map(tuple),
    method=st.text(),
    reason=st.text(),
    seed=st.integers(),
    parameters=PAIRS,
    versions=PAIRS,
)


@pytest.fixture
def texts(empty):
    found = [empty.text(name) for name in ("c01", "c02")]
    for text in found:
        empty.do(store.add_transcript, "Lead", text)
    return found


@pytest.fixture
def kept(empty, texts):
    """A run that First keeps of both transcripts, by id."""
    return empty.record("First", empty.search("clinics", *texts))


def names(study):
    return [one.name for one in store.topic_runs(study.store)]


# What is kept


def test_a_run_is_read_back_with_all_that_explains_it(empty, texts, kept):
    (one,) = store.topic_runs(empty.store)
    assert (one.id, one.coder, one.name) == (kept, empty.coders["First"], "clinics")
    assert one.asked == (("clinic", "C1"), ("unit", "turns"))
    assert (one.model, one.follows) == ("small", "")
    assert one.run == TopicRun(
        topics=(Topic(1, 1, ("meet weekly", "café"), (0,)),),
        labels=(1, -1, -1),
        method="density",
        reason="There are few texts.",
        seed=42,
        parameters=(("least", "2"),),
        versions=(("numpy", "2.3"),),
    )
    first, second = texts
    assert [text for text, _ in one.units] == [first.hash, second.hash, second.hash]
    assert [span.of(first.text) for text, span in one.units if text == first.hash] == [
        "Fine \U0001f469‍\U0001f37c, we meet weekly."
    ]
    assert one.at.endswith("Z")
    assert empty.problems() == []


def test_what_is_kept_is_canonical_and_holds_the_labels_once(empty, kept):
    (fact,) = empty.facts("topic_run")
    said = fact.payload
    assert (said["labels"], said["follows"]) == ("[1,-1,-1]", None)
    assert "labels" not in json.loads(said["found"])
    for column in ("asked", "found", "units"):
        assert said[column] == canonical(json.loads(said[column]))


@given(RUNS)
def test_whatever_was_found_is_read_back_as_it_was(run):
    said = store.topic_run_draft("x", {}, "small", run, []).payload
    assert _run(json.loads(said["found"]), json.loads(said["labels"])) == run


def test_runs_come_in_order_and_one_says_which_it_follows(empty, texts, kept):
    again = empty.record("Second", empty.search("again", texts[0], follows=kept))
    assert [one.id for one in store.topic_runs(empty.store)] == [kept, again]
    assert [one.follows for one in store.topic_runs(empty.store)] == ["", kept]


def test_a_run_is_found_by_name_and_by_id_and_else_what_there_is_is_said(empty, texts, kept):
    assert store.find_topic_run(empty.store, "clinics").id == kept
    assert store.find_topic_run(empty.store, kept).name == "clinics"
    with pytest.raises(NotFoundError, match="there is no topic run waves") as missing:
        store.find_topic_run(empty.store, "waves")
    assert missing.value.hint == "There is clinics."
    twin = empty.record("Second", empty.search("clinics", *texts))
    with pytest.raises(NotFoundError, match="2 topic runs are named clinics") as several:
        store.find_topic_run(empty.store, "clinics")
    assert several.value.hint == f"Name one by id: {kept}, {twin}"
    empty.do(store.retract, "Lead", [kept, twin])
    with pytest.raises(NotFoundError) as none:
        store.find_topic_run(empty.store, "clinics")
    assert none.value.hint == "Search for topics, and keep what is found."


def test_a_name_is_tidied_and_taken_while_a_run_of_it_stands(empty, kept):
    assert store.unused_topic_name(empty.store, "  all \n clinics ") == "all clinics"
    for taken in ("clinics", " Clinics"):
        with pytest.raises(RefusedError, match="there is a topic run clinics already"):
            store.unused_topic_name(empty.store, taken)
    with pytest.raises(RefusedError, match="has no name"):
        store.unused_topic_name(empty.store, " \n")
    empty.do(store.undo, "First")
    assert store.unused_topic_name(empty.store, "clinics") == "clinics"


# What is decided


def test_decisions_on_a_run_come_in_the_order_in_which_they_were_made(empty, texts, kept):
    other = empty.record("First", empty.search("other", texts[0]))
    said = [
        ("First", "label", (1,), "Meetings"),
        ("Lead", "split", (3,), "2"),
        ("Second", "merge", (4, 2), "1"),
        ("First", "code", (1,), "tiny.culture"),
    ]
    made = [empty.record(who, store.topic_decision_draft(kept, *rest)) for who, *rest in said]
    empty.record("First", store.topic_decision_draft(other, "label", [1], "Else"))
    found = store.topic_decisions(empty.store, kept)
    assert found == tuple(
        TopicDecision(fact, empty.coders[who], kept, *rest, at=one.at)
        for fact, (who, *rest), one in zip(made, said, found, strict=True)
    )
    assert len(store.topic_decisions(empty.store, other)) == 1
    assert empty.problems() == []


def test_those_of_one_action_come_in_the_order_in_which_they_were_said(empty, kept):
    labels = [str(n) for n in range(20)]
    empty.record("First", *(store.topic_decision_draft(kept, "label", [1], n) for n in labels))
    assert [one.value for one in store.topic_decisions(empty.store, kept)] == labels


def test_both_are_undone_and_redone(empty, kept):
    empty.record("First", store.topic_decision_draft(kept, "label", [1], "Meetings"))
    empty.do(store.undo, "First")
    assert store.topic_decisions(empty.store, kept) == ()
    empty.do(store.undo, "First")
    assert names(empty) == []
    for _ in "12":
        empty.do(store.redo, "First")
    assert names(empty) == ["clinics"]
    assert len(store.topic_decisions(empty.store, kept)) == 1


def test_authors_take_back_their_own_and_a_lead_anybodys(empty, kept):
    label = store.topic_decision_draft(kept, "label", [1], "Meetings")
    made = [empty.record("First", label) for _ in "12"]
    empty.do(store.retract, "Second", [kept, *made])
    assert (names(empty), len(store.topic_decisions(empty.store, kept))) == (["clinics"], 2)
    empty.do(store.retract, "First", made[:1])
    assert [one.id for one in store.topic_decisions(empty.store, kept)] == made[1:]
    empty.do(store.retract, "Lead", [kept, made[1]])
    assert (names(empty), store.topic_decisions(empty.store, kept)) == ([], ())
    assert empty.problems() == []


# Copies


@pytest.fixture
def copy(study, study_of, template, tmp_path):
    """A copy of the study, open; merged as ``copy.store.path``."""
    with study_of(Path(shutil.copy(template, tmp_path / "copy.qualbench"))) as copy:
        yield copy


def merged(study, copy):
    with store.merging(study.store, [copy.store.path]) as (done,):
        assert done.refused is None
    if store.unfinished(study.store):
        store.wipe(study.store)
    assert study.problems() == []
    return done


def test_what_was_kept_in_a_copy_comes_back_with_it_once(study, copy):
    run = copy.record("Second", copy.search("clinics", copy.text("a01")))
    copy.record("Second", store.topic_decision_draft(run, "label", [1], "Meetings"))
    assert merged(study, copy).added == {"topic_decision": 1, "topic_run": 1}
    assert store.topic_runs(study.store) == store.topic_runs(copy.store)
    assert store.topic_decisions(study.store, run) == store.topic_decisions(copy.store, run)
    assert merged(study, copy).added == {}


def test_runs_of_two_copies_that_are_called_alike_are_a_conflict_until_one_is_taken_back(
    study, copy
):
    mine, theirs = (
        one.record("Second", one.search("clinics", one.text("a01"))) for one in (study, copy)
    )
    (found,) = merged(study, copy).conflicts
    assert (found.kind, found.subject) == ("topic_run", ("clinics",))
    assert {claim.fact for claim in found.claims} == {mine, theirs}
    lost = [claim.fact for claim in store.losers(study.store, found, mine)]
    assert lost == [theirs]
    assert store.decides(study.store, found.claims[0]) == {
        study.coders["Lead"],
        study.coders["Second"],
    }
    study.do(store.retract, "Lead", lost)
    assert store.conflicts(study.store, "topic_run") == ()
    assert names(study).count("clinics") == 1


def test_a_copy_that_is_handed_out_holds_none_and_what_is_kept_there_tells_that_it_came_back(
    study, study_of, tmp_path
):
    path, first = tmp_path / "given.qualbench", study.coders["First"]
    text = study.text("a01")
    handout = store.hand_out(study.store, study.coders["Lead"], first, path, [text.hash], [])
    with study_of(path) as given_out:
        assert store.topic_runs(given_out.store) == ()
        assert given_out.facts("topic_run", "topic_decision") == []
        given_out.record("First", given_out.search("mine", text))
        assert given_out.problems() == []
    with store.merging(study.store, [path]) as (done,):
        pass
    assert done.added == {"topic_run": 1}
    assert {h.id: h.returned for h in store.handouts(study.store)}[handout.id]


# Erasing


def erase(study, name):
    with study.store.writing():
        gone = store.erase(study.store, study.coders["Lead"], [study.text(name).hash])
    store.wipe(study.store)
    assert study.problems() == []
    return {kind: len(ids) for kind, ids in gone.facts.items() if kind.startswith("topic")}


def test_erasing_a_transcript_destroys_runs_with_a_unit_of_it_and_the_decisions_on_them(study):
    assert names(study) == ["before", "after"]
    assert erase(study, "a01") == {"topic_run": 1, "topic_decision": 2}
    assert names(study) == ["before"]
    assert study.facts("topic_decision") == []
    left = {fact.payload["fact"] for fact in study.facts("retraction")}
    assert left <= {fact.id for fact in study.facts()}
    assert erase(study, "c02") == {"topic_run": 1}
    assert names(study) == []


def test_a_run_stays_that_follows_one_which_was_destroyed(study):
    after = store.find_topic_run(study.store, "after")
    assert erase(study, "c02") == {"topic_run": 1}
    assert store.topic_runs(study.store) == (after,)
    assert len(store.topic_decisions(study.store, after.id)) == 1


def test_neither_an_old_copy_nor_a_later_search_in_one_brings_anything_back(study, copy):
    copy.record("Second", copy.search("late", copy.text("a01"), copy.text("c02")))
    kept = copy.record("Second", copy.search("else", copy.text("c01")))
    before = store.find_topic_run(copy.store, "before").id
    for run in (before, kept):
        copy.record("Second", store.topic_decision_draft(run, "label", [1], "Late"))
    erase(study, "c02")
    done = merged(study, copy)
    assert {k: n for k, n in done.barred.items() if k.startswith("topic")} == {
        "topic_decision": 1,
        "topic_run": 2,
    }
    assert done.added == {"topic_decision": 1, "topic_run": 1}
    assert names(study) == ["after", "else"]


def test_an_erasure_that_comes_with_a_copy_destroys_them_here(study, copy):
    study.record("First", study.search("mine", study.text("c02")))
    erase(copy, "c02")
    done = merged(study, copy)
    assert done.erased["topic_run"] == 2
    assert names(study) == ["after"]


def test_a_run_in_a_copy_that_follows_one_which_was_destroyed_here_is_taken(study, copy):
    before = store.find_topic_run(copy.store, "before").id
    copy.record("Second", copy.search("next", copy.text("c01"), follows=before))
    erase(study, "c02")
    assert merged(study, copy).added == {"topic_run": 1}
    assert store.find_topic_run(study.store, "next").follows == before


def test_labels_of_other_runs_lose_the_words_that_they_quote(study):
    run = study.record("First", study.search("c01 alone", study.text("c01")))
    quoting = f"Haste: {study.text('a01').text}"
    study.record("First", store.topic_decision_draft(run, "label", [1], quoting))
    erase(study, "a01")
    (one,) = store.topic_decisions(study.store, run)
    assert (one.topics, one.value) == ((1,), "Haste: [erased].")


def test_backups_lose_them_too(study):
    file = store.back_up(study.store, datetime(2026, 3, 20, 12, 0, 0))
    erase(study, "c02")
    (anew,) = store.backups(study.store)
    assert anew != file
    with store.opened(anew) as copy:
        assert [one.name for one in store.topic_runs(copy)] == ["after"]
        assert store.check(copy) == ()


def test_conflicts_are_found_without_reading_what_the_runs_found(study):
    """However large runs are: opening a project looks for conflicts."""
    units = [(study.text("c01").hash, Span(3, 9))] * 20_000
    run = TopicRun((), (-1,) * len(units), "none", "", 0, (), ())
    for name in ("large", "large"):
        study.record("First", store.topic_run_draft(name, {}, "small", run, units))
    (found,) = store.conflicts(study.store, "topic_run")
    assert {*found.claims[0].said} == {"id", "author", "at", "name"}
