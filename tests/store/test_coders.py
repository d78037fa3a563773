import pytest

from qualbench import store
from qualbench.errors import NotFoundError
from qualbench.model import Coder
from qualbench.store import Draft


def test_coders_are_listed_by_name_and_the_lead_is_the_one_of_the_project_fact(study):
    found = store.coders(study.store)
    assert [(coder.name, coder.lead) for coder in found] == [
        ("First", False),
        ("Lead", True),
        ("Second", False),
    ]
    assert next(c.id for c in found if c.lead) == study.facts("project")[0].payload["lead"]


def test_a_new_coder_makes_their_own_profile(study):
    with study.store.writing():
        made = store.add_coder(study.store, "Zo\xeb \U0001f642")
    profile = next(f for f in study.facts("coder") if f.author == made.id)
    assert profile.content == {"coder": made.id, "name": "Zo\xeb \U0001f642"}
    assert store.find_coder(study.store, "Zo\xeb \U0001f642") == Coder(made.id, made.name)
    assert study.problems() == []


def test_a_coder_who_changed_their_name_is_found_by_the_new_one_alone(study):
    me = study.coders["First"]
    old = next(f.id for f in study.facts("coder") if f.author == me)
    study.record("First", Draft("coder", {"coder": me, "name": "Renamed", "replaces": old}))
    assert store.find_coder(study.store, "Renamed").id == me
    with pytest.raises(NotFoundError):
        store.find_coder(study.store, "First")


def test_an_unknown_name_is_answered_with_the_known_ones(study):
    with pytest.raises(NotFoundError, match=r"^there is no coder first$") as caught:
        store.find_coder(study.store, "first")
    assert caught.value.hint == "This project knows First, Lead, Second."


def test_a_name_that_two_have_is_not_guessed_at(study):
    with study.store.writing():
        twin = store.add_coder(study.store, "First")
    with pytest.raises(NotFoundError, match=r"^2 coders are named First$") as caught:
        store.find_coder(study.store, "First")
    for coder in (twin.id, study.coders["First"]):
        told_apart = store.find_coder(study.store, coder).name
        assert told_apart == f"First ({coder[-6:]})"
        assert told_apart in caught.value.hint
        assert store.find_coder(study.store, told_apart).id == coder
