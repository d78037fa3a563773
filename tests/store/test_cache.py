"""What can be computed again lies beside the project: kept by model, private, and no loss."""

import os
import sqlite3
import stat
from contextlib import closing

import pytest

from qualbench import store
from qualbench.errors import ProjectError

KEPT = {"a": b"\x00\x01", "b": b"\xff"}


@pytest.fixture
def kept(study):
    """A cache with two vectors and a result; gives its path."""
    store.keep_vectors(study.store, "small", KEPT)
    store.keep(study.store, "key", "content\n\U0001f642")
    return store.cache_path(study.store)


def holds(study):
    return store.vectors(study.store, "small", "abc"), store.kept(study.store, "key")


def test_what_is_kept_comes_back_and_what_is_not_does_not(study, kept):
    assert holds(study) == (KEPT, "content\n\U0001f642")
    assert store.vectors(study.store, "small", "bb") == {"b": KEPT["b"]}
    assert store.kept(study.store, "another key") is None


def test_the_vectors_of_another_model_are_never_returned(study, kept):
    store.keep_vectors(study.store, "large", {"a": b"other", "c": b"other"})
    assert store.vectors(study.store, "small", "abc") == KEPT
    assert store.vectors(study.store, "large", "abc") == {"a": b"other", "c": b"other"}
    assert store.vectors(study.store, "", "abc") == {}


def test_what_is_kept_again_replaces_what_was_there(study, kept):
    store.keep_vectors(study.store, "small", {"a": b"new"})
    store.keep(study.store, "key", "new")
    assert holds(study) == ({**KEPT, "a": b"new"}, "new")


def test_it_lies_beside_the_project_readable_by_its_owner_alone(study):
    before = os.umask(0)
    try:
        assert store.kept(study.store, "key") is None
    finally:
        os.umask(before)
    path = store.cache_path(study.store)
    assert path == study.store.path.parent / "study.qualbench-cache"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def _all_over(path):
    path.write_bytes(os.urandom(path.stat().st_size))


def _behind_the_header(path):
    path.write_bytes(path.read_bytes()[:4096] + os.urandom(path.stat().st_size - 4096))


def _cut_off(path):
    path.write_bytes(path.read_bytes()[:5000])


@pytest.mark.parametrize("damage", [_all_over, _behind_the_header, _cut_off])
def test_a_damaged_one_is_made_anew(study, kept, damage):
    damage(kept)
    assert holds(study) == ({}, None)
    store.keep_vectors(study.store, "small", KEPT)
    assert holds(study) == (KEPT, None)
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600


def test_one_that_is_busy_is_not_taken_for_damaged(study, kept, monkeypatch):
    patient = sqlite3.connect
    monkeypatch.setattr(sqlite3, "connect", lambda path, timeout: patient(path, timeout=0.01))
    with closing(patient(kept)) as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(ProjectError, match=r"cache: cannot be used \(database is locked\)"):
            store.vectors(study.store, "small", "a")
    assert holds(study)[0] == KEPT


def test_one_that_cannot_be_written_is_named(study):
    store.cache_path(study.store).mkdir()
    with pytest.raises(ProjectError, match=r"study\.qualbench-cache: cannot be used"):
        store.kept(study.store, "key")


def test_deleting_it_loses_no_fact_and_no_meaning(study, kept):
    before = store.facts_digest(study.store)
    kept.unlink()
    assert holds(study) == ({}, None)
    assert store.facts_digest(study.store) == before
    assert study.problems() == []
