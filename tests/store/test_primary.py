import pytest

from qualbench import store
from qualbench.store import Draft


@pytest.fixture
def text(study):
    return study.text("c01").hash


def test_a_transcript_and_the_project_each_have_their_own_primary_coder(study, text):
    first, second, elsewhere = (
        study.coders["First"],
        study.coders["Second"],
        study.text("a01").hash,
    )
    assert store.primary_coders(study.store) == {None: first, elsewhere: first}
    assert study.do(store.name_primary, "Lead", second, text)
    assert store.primary_coders(study.store) == {None: first, elsewhere: first, text: second}


def test_naming_the_same_again_says_nothing_new(study):
    before = study.facts()
    assert not study.do(store.name_primary, "Lead", study.coders["First"], None)
    assert study.facts() == before


@pytest.mark.parametrize("whole", [True, False])
def test_naming_another_replaces_the_one_before(study, text, whole):
    named = None if whole else text
    for coder in ("Second", "First", "Second"):
        assert study.do(store.name_primary, "Lead", study.coders[coder], named)
        assert store.primary_coders(study.store)[named] == study.coders[coder]
    live = [f for f in study.facts("primary_coder") if f.id in study.live_facts()]
    assert [f.payload["transcript"] for f in live].count(named) == 1
    assert study.problems() == []


def test_what_somebody_who_is_no_lead_says_is_kept_and_does_not_count(study, text):
    before = store.primary_coders(study.store)
    made = study.record(
        "First", Draft("primary_coder", {"transcript": text, "coder": study.coders["First"]})
    )
    assert store.primary_coders(study.store) == before
    assert made in {fact.id for fact in study.facts("primary_coder")}
    assert study.problems() == []


def test_a_lead_takes_a_primary_coder_back(study):
    known = next(f for f in study.facts("primary_coder") if f.payload["transcript"] is None)
    study.do(store.retract, "First", [known.id])
    assert None in store.primary_coders(study.store)
    study.do(store.retract, "Lead", [known.id])
    assert None not in store.primary_coders(study.store)
