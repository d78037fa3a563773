import dataclasses

import pytest

from qualbench import store
from qualbench.errors import RefusedError
from qualbench.model import Case


@pytest.fixture
def case(study):
    return Case(study.text("c02").hash, "p7", "w2", "R", (("clinic", "north"), ("role", "admin")))


def cases_of(study, case):
    return store.cases(study.store).get(case.transcript)


def test_a_case_comes_back_as_it_was_put_in_and_twice_adds_nothing(study, case):
    assert study.do(store.add_cases, "First", [case]) == 3
    before = study.facts()
    assert study.do(store.add_cases, "First", [case]) == 0
    assert study.do(store.add_cases, "Second", [case, case]) == 0
    assert cases_of(study, case) == (case,)
    assert study.facts() == before


def test_a_transcript_without_a_case_is_not_listed(study):
    assert set(store.cases(study.store)) == {study.text("c01").hash}


def test_what_the_study_holds_is_the_latest_that_was_said(study):
    hash_ = study.text("c01").hash
    known = Case(hash_, "p2", "w1", "R", (("role", "administrator"),))
    assert store.cases(study.store) == {hash_: (known,)}


@pytest.mark.parametrize("coder", ["First", "Lead"])
def test_the_author_and_a_lead_revise_a_value_and_may_go_back(study, case, coder):
    changed = dataclasses.replace(case, participant="p8", attributes=(("role", "counselor"),))
    study.do(store.add_cases, "First", [case])
    assert study.do(store.add_cases, coder, [changed]) == 2
    assert cases_of(study, case) == (changed,)
    assert study.do(store.add_cases, "Lead", [case]) == 1
    assert cases_of(study, case) == (case,)
    assert study.problems() == []


def test_an_attribute_is_revised_in_place_and_others_stay(study, case):
    study.do(store.add_cases, "First", [case])
    promoted = dataclasses.replace(case, attributes=(("role", "director"),))
    assert study.do(store.add_cases, "First", [promoted]) == 1
    expected = dataclasses.replace(case, attributes=(("clinic", "north"), ("role", "director")))
    assert cases_of(study, case) == (expected,)


def test_another_coder_does_not_revise_and_nothing_of_the_file_is_stored(study, case):
    study.do(store.add_cases, "First", [case])
    before = study.facts()
    new = Case(study.text("a01").hash, "p9")
    changed = dataclasses.replace(case, attributes=(("role", "director"),))
    with pytest.raises(RefusedError, match=r"^p7: ") as caught:
        study.do(store.add_cases, "Second", [new, changed])
    assert "lead" in caught.value.hint
    assert study.facts() == before


def test_attributes_belong_to_a_participant_in_a_wave(study, case):
    later = dataclasses.replace(case, transcript=study.text("a01").hash, wave="w3", attributes=())
    same = dataclasses.replace(later, wave="w2")
    study.do(store.add_cases, "First", [case, later])
    assert store.cases(study.store)[later.transcript] == (later,)
    study.do(store.add_cases, "First", [same])
    assert store.cases(study.store)[later.transcript][0].attributes == case.attributes


def test_a_transcript_of_two_respondents_has_two_cases(study, case):
    other = dataclasses.replace(case, speaker="S", participant="p8", attributes=())
    study.do(store.add_cases, "First", [other, case])
    assert cases_of(study, case) == (case, other)


def test_the_last_of_two_values_in_one_file_counts(study, case):
    last = dataclasses.replace(case, attributes=(("role", "director"),))
    study.do(store.add_cases, "First", [case, last])
    assert dict(cases_of(study, case)[0].attributes)["role"] == "director"
