import dataclasses
import shutil
import sqlite3

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qualbench import store
from qualbench.errors import ProjectError
from qualbench.store import Draft
from qualbench.store.facts import Fact, add, all_facts, imported_id, kinds
from qualbench.store.ids import is_content_id, new_id

PROJECT = "0198f3a0-0000-7000-8000-000000000000"


def fact(**changes):
    made = Fact("memo", new_id(), "ana", "copy", "action", "now", {"about": "a", "text": "é"})
    return dataclasses.replace(made, **{"id": PROJECT, **changes})


def imported(kind, author, payload=(("value", "x"),), **changes):
    made = imported_id(PROJECT, kind, author, dict(payload))
    return fact(kind=kind, id=made, author=author, payload=dict(payload), **changes)


@pytest.mark.parametrize("name", ["kind", "id", "author", "copy", "action", "at"])
def test_the_digest_of_a_made_fact_covers_the_whole_envelope(name):
    assert fact(**{name: new_id()}).digest != fact().digest


def test_the_digest_covers_what_is_said_and_not_what_is_left_empty():
    said = {"about": "a", "text": "é"}
    assert fact(payload={**said, "text": "e"}).digest != fact().digest
    assert fact(payload={**said, "added_later": None}).digest == fact().digest


@pytest.mark.parametrize(("kind", "other"), [("attribute", "ana"), ("transcript", "ben")])
def test_what_is_imported_is_one_fact_whenever_and_if_shared_whoever_imports_it(kind, other):
    one = imported(kind, "ana", at="monday", action="a", copy="b")
    again = imported(kind, other, at="friday", action="c", copy="d")
    assert is_content_id(one.id)
    assert (one.id, one.digest) == (again.id, again.digest)


@pytest.mark.parametrize("kind", ["attribute", "belonging", "coding", "memo", "submission"])
def test_two_people_who_say_the_same_for_themselves_make_two_facts(kind):
    one, other = imported(kind, "ana"), imported(kind, "ben")
    assert one.id != other.id
    assert dataclasses.replace(one, author="ben").digest != one.digest


def test_an_imported_fact_has_its_own_id_only_with_its_own_content_in_its_own_project():
    made = imported("attribute", "ana")
    assert made.has_its_own_id(PROJECT)
    assert not made.has_its_own_id(new_id())
    assert not dataclasses.replace(made, payload={"value": "y"}).has_its_own_id(PROJECT)
    assert fact().has_its_own_id(PROJECT)


def test_a_recorded_fact_is_read_back_as_it_was_sealed(study):
    words = "two\nlines, \U0001f642 and x\u0304 ''; DROP TABLE live"
    about = next(iter(study.live()))
    with study.store.writing():
        memo = Draft("memo", {"about": about, "text": words})
        done = store.record(study.store, study.coders["First"], [memo])
    stored, digest = next(
        (f, digest) for f, digest in all_facts(study.store.db, "memo") if f.id in done.added
    )
    assert stored.content == {"about": about, "text": words}
    assert (stored.author, stored.copy) == (study.coders["First"], study.store.copy)
    assert (stored.action, stored.digest) == (done.action, digest)
    assert done.already == ()


def test_importing_twice_adds_nothing(study):
    drafts = study.drafts("First", "a01", 3, 8, memo="as imported", imported=True)
    with study.store.writing():
        first = store.record(study.store, study.coders["First"], drafts)
    before = study.facts()
    with study.store.writing():
        again = store.record(study.store, study.coders["First"], drafts)
    assert (len(first.added), again.added, again.already) == (2, (), first.added)
    assert study.facts() == before


def test_what_adds_nothing_leaves_nothing_to_undo(study):
    drafts = study.drafts("Second", memo="read", imported=True)
    with study.store.writing():
        assert store.record(study.store, study.coders["Second"], drafts).added == ()
    study.do(store.undo, "Second")
    assert study.live("Second") == set()


def test_an_id_with_other_content_is_refused(study):
    known = study.facts("memo")[0]
    forged = dataclasses.replace(known, payload={**known.payload, "text": "other"})
    before = study.facts()
    with pytest.raises(ProjectError) as caught, study.store.writing():
        add(study.store.db, [forged])
    assert caught.value.message == f"memo {known.id} is here with other content"
    assert "other" not in caught.value.message.replace("other content", "")
    assert study.facts() == before


@pytest.mark.parametrize("error", [KeyboardInterrupt, ValueError, sqlite3.IntegrityError])
def test_an_exception_while_writing_leaves_nothing(study, error):
    before = (study.facts(), study.live_facts(), list(study.store.db["action"].rows))
    with pytest.raises(error), study.store.writing():
        drafts = study.drafts("First", "a01", 3, 8)
        store.record(study.store, study.coders["First"], drafts)
        assert study.facts() != before[0]
        raise error
    assert (study.facts(), study.live_facts(), list(study.store.db["action"].rows)) == before
    assert study.code("First", "a01", 3, 8) in study.live()


def test_a_fact_about_a_transcript_that_is_not_there_is_not_stored(study):
    before = study.facts()
    draft = Draft("name", {"transcript": "f" * 64, "name": "ghost", "source": "ghost.txt"})
    with pytest.raises(sqlite3.IntegrityError):
        study.record("Lead", draft)
    assert study.facts() == before


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.randoms(use_true_random=False), st.integers(1, 40))
def test_facts_that_arrive_in_any_order_and_any_portions_come_to_the_same(
    study, tmp_path, random, portion
):
    """A fresh file with the same project fact takes over the others."""
    facts = [f for f in study.facts() if f.kind != "project"]
    random.shuffle(facts)
    path = tmp_path / "fresh.qualbench"
    path.unlink(missing_ok=True)
    with store.making(path) as fresh:
        fresh = dataclasses.replace(fresh, project=study.store.project)
        fresh.db.execute("PRAGMA foreign_keys = OFF")
        add(fresh.db, study.facts("project"))
        for start in range(0, len(facts), portion):
            with fresh.writing():
                added, already = add(fresh.db, facts[start : start + portion])
            assert (len(added), already) == (len(facts[start : start + portion]), [])
        assert {row[0] for row in fresh.db.execute("SELECT id FROM live")} == study.live_facts()
        assert store.check(fresh) == ()
        assert store.facts_digest(fresh) == store.facts_digest(study.store)
        assert store.codings(fresh) == store.codings(study.store)
        assert store.transcripts(fresh) == store.transcripts(study.store)
        assert store.cases(fresh) == store.cases(study.store)


def test_the_union_of_two_copies_is_the_same_either_way(study, tmp_path):
    path = shutil.copy(study.store.path, tmp_path / "copy.qualbench")
    with store.opened(path) as project:
        other = type(study)(project)
        mine, theirs = study.code("First", "a01", 3, 8), other.code("Second", "a01", 3, 8)
        for into, source in ((study, other), (other, study)):
            with into.store.writing():
                add(into.store.db, source.facts())
        assert {mine, theirs} <= study.live()
        assert study.facts() == other.facts()
        assert study.live_facts() == other.live_facts()


def test_the_digest_of_all_facts_changes_with_each_and_not_with_what_is_derived(study):
    before = store.facts_digest(study.store)
    study.store.db.execute("DELETE FROM live")
    assert store.facts_digest(study.store) == before
    study.code("First", "a01", 3, 8)
    assert store.facts_digest(study.store) != before


def test_the_kinds_are_the_tables_of_facts(study):
    assert {"project", "coding", "retraction"} < set(kinds(study.store.db))
    assert not {"live", "copy", "action"} & set(kinds(study.store.db))
