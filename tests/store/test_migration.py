"""A file of an older format opens as it was: the same facts, digests and codings."""

import sqlite3
from contextlib import closing

import pytest
from sqlite_utils import Database

from qualbench import store
from qualbench.model import Grouping, Guide
from qualbench.store import live
from qualbench.store.facts import all_facts, kinds
from qualbench.store.schema import APPLICATION_ID, ENVELOPE, MIGRATIONS

ROUNDS = {"round", "assignment", "handout", "reveal", "reconciliation", "setting"}
SURE = {"score", "calibrated"}
RATED = {"guide", "asked", "rating", "consensus_rating", "verification"}
RATED |= {"trial_table", "call", "integration"}
TOPICS = {"topic_run", "topic_decision"} | RATED
SHOWN = {"showing"} | TOPICS
LATEST = {"erasure"} | SHOWN
COLUMNS = ({"target", "note", "round"} | SURE, {"round"} | SURE, SURE, SURE, set(), set())
KINDS = ({"star", "proposal"} | ROUNDS | LATEST, ROUNDS | LATEST, LATEST, SHOWN, TOPICS, RATED)
"""What each format did not have yet, the first one first."""


def of_an_older_format(study, behind):
    """The facts of the study that a format could hold, and their digests."""
    every = {
        f.id: (f, digest)
        for k in kinds(study.store.db)
        for f, digest in all_facts(study.store.db, k)
    }
    dropped = {
        fact.id
        for fact, _ in every.values()
        if fact.kind in KINDS[behind] or COLUMNS[behind] & fact.content.keys()
    }
    while True:
        more = {
            fact.id
            for fact, _ in every.values()
            if fact.id not in dropped
            and dropped & {fact.payload.get(to) for to in ("replaces", "fact", "about")}
        }
        if not more:
            return {i: known for i, known in every.items() if i not in dropped}
        dropped |= more


def lacking(path):
    """The kinds that the format did not have which a file was written in."""
    return next(k for k in KINDS if f"-{KINDS.index(k)}." in path.name)


FORMATS = ("first", "second", "third", "fourth", "fifth", "sixth")


@pytest.fixture(params=range(len(COLUMNS)), ids=FORMATS)
def old(study, tmp_path, request):
    """A file as an older format wrote it, with codings, memos, revisions and retractions."""
    path = tmp_path / f"old-{request.param}.qualbench"
    facts = of_an_older_format(study, request.param)
    with closing(sqlite3.connect(path)) as db, db:
        for statement in (s for some in MIGRATIONS[: request.param + 1] for s in some):
            db.execute(statement)
        for fact, digest in facts.values():
            new = COLUMNS[request.param]
            said = {name: value for name, value in fact.payload.items() if name not in new}
            envelope = (fact.id, fact.author, fact.copy, fact.action, fact.at, digest)
            columns = ", ".join((*ENVELOPE, *said))
            marks = ", ".join("?" * (len(ENVELOPE) + len(said)))
            values = (*envelope, *said.values())
            db.execute(f"INSERT INTO fact_{fact.kind} ({columns}) VALUES ({marks})", values)
        db.executemany("INSERT INTO live VALUES (?)", [(i,) for i in live.rebuilt(Database(db))])
        db.execute("INSERT INTO copy VALUES (?)", [study.store.copy])
        db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        db.execute(f"PRAGMA user_version = {request.param + 1}")
    return path, facts


def test_a_file_of_an_older_format_is_sound_and_says_the_same(study, old):
    path, facts = old
    with store.opened(path) as project:
        assert store.check(project) == ()
        found = {
            f.id: (f.content, digest)
            for k in kinds(project.db)
            for f, digest in all_facts(project.db, k)
        }
        assert found == {i: (fact.content, digest) for i, (fact, digest) in facts.items()}
        kept = [c for c in store.codings(study.store) if c.id in facts]
        assert list(store.codings(project)) == kept
        assert [c.memo for c in kept if c.memo]
        later = {"rounds": store.rounds(study.store), "settings": store.settings(study.store)}
        before = {"rounds": (), "settings": {}} if "round" in lacking(path) else later
        assert {"rounds": store.rounds(project), "settings": store.settings(project)} == before
        text = study.text("c02").hash
        rejected = store.rejected(project, study.coders["First"], text)
        assert rejected == store.rejected(study.store, study.coders["First"], text) != frozenset()
        shown = store.accepted(study.store), store.showings(study.store)
        assert all(shown)
        before = ({}, ()) if "showing" in lacking(path) else shown
        assert (store.accepted(project), store.showings(project)) == before
        kept = store.topic_runs(study.store)
        assert store.topic_runs(project) == (() if "topic_run" in lacking(path) else kept)
        assert store.ratings(project) == store.trial_tables(project) == store.calls(project) == ()
        assert store.asked(project) == store.integrations(project) == ()
        assert store.guide(project) is None


def test_it_takes_facts_of_the_new_kinds_and_they_are_undone(study, old):
    with store.opened(old[0]) as project:
        example = type(study)(project)
        made = example.code("Second", "a01", 3, 8, note="why?")
        example.record("Second", store.star_draft(made), store.memo_draft("p2", "x", "case"))
        shown = example.show("Second", example.text("a01"))
        assert store.find_coding(project, made).starred
        example.do(store.undo, "Second")
        assert not [memo for memo in store.memos(project, "case") if memo.about == "p2"]
        assert not store.find_coding(project, made).starred
        assert store.is_live(project, shown)
        runs = store.topic_runs(project)
        run = example.record("Second", example.search("clinics", example.text("c01")))
        example.record("Second", store.topic_decision_draft(run, "label", [1], "Meetings"))
        assert len(store.topic_decisions(project, run)) == 1
        for _ in "12":
            example.do(store.undo, "Second")
        assert store.topic_decisions(project, run) == ()
        assert store.topic_runs(project) == runs
        assert store.check(project) == ()


def test_it_takes_ratings_and_a_trials_numbers_and_they_are_undone(study, old):
    with store.opened(old[0]) as project:
        example = type(study)(project)

        def found():
            said = (store.guide, store.asked, store.ratings, store.trial_tables)
            return [one(project) for one in (*said, store.calls, store.integrations)]

        nothing, text = found(), example.text("c01").hash
        example.record("Lead", store.guide_draft(project, Guide("x", ())))
        example.record("Lead", store.asked_draft(text, "going", [0]))
        made = example.rate("Lead", 2, consensus=True)
        example.record("Lead", store.verification_draft(made))
        example.record("Lead", store.trial_draft(project, example.table(("C1", 3.5))))
        split = Grouping(("clinic",), "trial.fidelity", ("low", "high"), (3.0,))
        example.record("Lead", store.call_draft(project, split, "x", "weak", "", "none", "gap"))
        said = (["clinic"], "x", "trial.fidelity", "expands", "so")
        example.record("Lead", store.integration_draft(project, *said))
        assert all(found()) and store.find_rating(project, made).verified
        assert example.problems() == []
        for _ in range(7):
            example.do(store.undo, "Lead")
        assert found() == nothing
        assert example.problems() == []
