"""What of guide, ratings and a trial's numbers an erasure destroys, and what of it stays."""

import shutil
from datetime import datetime
from pathlib import Path

import pytest

from qualbench import store
from qualbench.model import Guide, Judgement, Question, TrialTable

NEED = "tiny.need"
WHO = "P2417"
KINDS = ("asked", "rating", "consensus_rating", "verification", "trial_table", "guide")


@pytest.fixture
def copy(study, study_of, template, tmp_path):
    """A copy of the study, open; merged as ``copy.store.path``."""
    with study_of(Path(shutil.copy(template, tmp_path / "copy.qualbench"))) as copy:
        yield copy


def erase(study, *names, participant=""):
    """Erase, and give how many facts of the kinds at hand that destroyed."""
    texts, lead = [study.text(name).hash for name in names], study.coders["Lead"]
    with study.store.writing():
        gone = store.erase(study.store, lead, texts, participant)
    store.wipe(study.store)
    assert study.problems() == []
    return {kind: len(ids) for kind, ids in gone.facts.items() if kind in KINDS}


def merged(study, copy):
    with store.merging(study.store, [copy.store.path]) as (done,):
        assert done.refused is None
    if store.unfinished(study.store):
        store.wipe(study.store)
    assert study.problems() == []
    return done


def people(study, case=WHO):
    """A rating of a participant and its revision, a consensus, and who verified two of them."""
    before = study.rate("First", 1, case, NEED, by="participant")
    after = study.rate("First", 2, case, NEED, by="participant", replaces=before)
    agreed = study.rate("Lead", 2, case, NEED, by="participant", consensus=True)
    checked = [study.record("Second", store.verification_draft(one)) for one in (before, agreed)]
    return [before, after, agreed, *checked]


PEOPLE = {"rating": 2, "consensus_rating": 1, "verification": 2}
"""How many facts :func:`people` adds."""


def ids(study, *kinds):
    return {fact.id for fact in study.facts(*(kinds or KINDS))}


# A participant


def test_a_participant_goes_with_the_ratings_of_that_case_and_who_verified_them(study):
    kept = {*ids(study), *people(study, "p1")}
    theirs = people(study)
    undone = study.do(store.retract, "First", [theirs[0]])
    assert erase(study, participant=WHO) == PEOPLE
    assert ids(study) == kept
    assert store.ratings_of_action(study.store, undone) == ()
    assert WHO.encode() not in study.store.path.read_bytes()


def test_a_case_of_several_attributes_goes_too_and_a_clinic_that_is_called_so_stays(study):
    case = (("participant", WHO), ("wave", "w1"))
    study.record("First", store.rating_draft(case, NEED, Judgement("mixed")))
    clinic = study.rate("First", 1, WHO)
    assert erase(study, participant=WHO) == {"rating": 1}
    assert clinic in ids(study, "rating")


@pytest.mark.parametrize("who", [WHO, f"{WHO} "])
@pytest.mark.parametrize("others", [(), ("p1",), (None, WHO.lower(), f"{WHO}0")])
def test_tables_with_a_row_on_the_participant_go_and_no_others(study, others, who):
    known = ids(study, "trial_table")
    rows = [(one, 1.0) for one in others]
    for name, more in (("with", [(who, 3.0)]), ("without", [])):
        draft = store.trial_draft(
            study.store, study.table(*rows, *more, key="participant", name=name)
        )
        study.record("First", draft)
    by_clinic = store.trial_draft(study.store, study.table((WHO, 3.0), name="clinics"))
    study.record("First", by_clinic)
    assert erase(study, participant=WHO) == {"trial_table": 1}
    assert len(ids(study, "trial_table")) == len(known) + 2
    names = {one.table.name for one in store.trial_tables(study.store)}
    assert names == {"trial", "without", "clinics"}


@pytest.mark.parametrize(
    ("participant", "cell"), [("417", 417), ("417", 417.0), ("4.5", 4.5), ("007", "007")]
)
def test_an_id_that_was_read_as_a_number_is_known_in_whatever_place_it_stands(
    study, participant, cell
):
    study.record("First", store.memo_draft(participant, "x", "case"))
    table = TrialTable(
        *("people", "people.sav", ("wave", "participant"), ()),
        ((participant, "other"), ("w1", cell), ("w1", None)),
    )
    study.record("First", store.trial_draft(study.store, table))
    assert erase(study, participant=participant) == {"trial_table": 1}


def test_who_is_known_from_a_rating_or_a_trial_alone_goes_as_well(study):
    study.rate("First", 1, "p8", by="participant")
    study.record(
        "First", store.trial_draft(study.store, study.table(("p9", 1.0), key="participant"))
    )
    assert erase(study, participant="p8") == {"rating": 1}
    assert erase(study, participant="p9") == {"trial_table": 1}


def test_a_table_that_took_the_place_of_a_destroyed_one_stays_and_is_sound(study):
    rows = ([("p1", 1.0), (WHO, 2.0)], [("p1", 1.0)])
    tables = [study.table(*some, key="participant", name="people") for some in rows]
    for table in tables:
        study.record("First", store.trial_draft(study.store, table))
    assert erase(study, participant=WHO) == {"trial_table": 1}
    assert store.find_trial_table(study.store, "people").table == tables[1]


# A transcript


def test_a_transcript_goes_with_where_questions_were_put_in_it(study):
    other = study.record("First", store.asked_draft(study.text("a01").hash, "going", [0]))
    assert erase(study, "c01") == {"asked": 2}
    assert ids(study, "asked") == {other}


def test_ratings_keep_naming_the_codings_they_rested_on_and_are_sound(study):
    own = next(one for one in store.ratings(study.store) if not one.consensus)
    gone = study.code("First", "c01", 4, 9)
    stays = study.code("First", "a01", 3, 6)
    judged = Judgement("rated", 1, evidence=tuple(sorted((gone, stays))))
    made = study.rate("First", judged)
    assert erase(study, "c01") == {"asked": 2}
    found = store.find_rating(study.store, made)
    assert set(found.judged.evidence) == {gone, stays}
    assert store.find_rating(study.store, own.id) == own


def test_words_that_a_rating_of_another_case_quotes_are_taken_out_and_the_rest_stays(study):
    text = study.text("c01")
    words = text.turns[1].words
    quote = words.of(text.text)
    study.code("First", "c01", words.start, words.end)
    judged = Judgement("rated", -1, True, f"Says “{quote}” and sighs", quote, "audio 1:02")
    for coder, consensus in (("First", False), ("Lead", True)):
        study.rate(coder, judged, "C2", consensus=consensus)
    split = ("tiny.need", "trial.fidelity", "expands", f"They told: {text.text}")
    study.record("First", store.integration_draft(study.store, ["clinic"], *split))
    erase(study, "c01")
    found = [one for one in store.ratings(study.store) if one.case == (("clinic", "C2"),)]
    assert [one.consensus for one in found] == [False, True]
    for one in found:
        assert one.judged == Judgement(
            *("rated", -1, True, "Says [erased] and sighs", "[erased]", "audio 1:02")
        )
    inferred = {one.inference for one in store.integrations(study.store)}
    assert "They told: [erased]." in inferred


def test_the_guide_keeps_its_words_and_a_table_its_labels_though_somebody_said_them(study):
    """An interviewer reads the guide aloud; a label is no quotation of who happens to say it."""
    said = study.text("c01")
    study.code("First", "c01", 3, 20)
    guide = Guide("tiny", (Question("going", said.text, (NEED,)),))
    study.record("Lead", store.guide_draft(study.store, guide))
    label = said.text[3:20]
    before = study.table(("C1", label), (label, 2.0), name="labels")
    study.record("First", store.trial_draft(study.store, before))
    assert erase(study, "c01") == {"asked": 2}
    assert store.guide(study.store) == guide
    assert store.find_trial_table(study.store, "labels").table == before


# Copies


def test_merging_an_old_copy_brings_nothing_back_and_takes_what_is_about_others(study, copy):
    people(copy)
    table = copy.table((WHO, 1.0), key="participant", name="late")
    copy.record("Second", store.trial_draft(copy.store, table))
    copy.record("Second", store.asked_draft(copy.text("c01").hash, "late", [0]))
    kept = copy.rate("Second", Judgement("mixed", evidence=(copy.code("Second", "c01", 5, 9),)))
    erase(study, "c01", participant=WHO)
    before = ids(study)
    done = merged(study, copy)
    assert {kind: n for kind, n in done.barred.items() if kind in KINDS} == {
        **PEOPLE,
        "asked": 3,
        "trial_table": 1,
    }
    assert ids(study) == before | {kept}
    assert merged(study, copy).added == {}


def test_an_erasure_that_comes_with_a_copy_destroys_them_here(study, copy):
    kept = ids(study)
    people(study)
    rests = study.rate("Second", Judgement("mixed", evidence=(study.code("First"),)))
    erase(copy, participant=WHO)
    done = merged(study, copy)
    assert {kind: n for kind, n in done.erased.items() if kind in KINDS} == PEOPLE
    assert ids(study) == kept | {rests}


def test_who_is_rated_or_joined_again_after_the_erasure_is_destroyed_when_copies_meet(study, copy):
    read = store.trial_draft(study.store, study.table((WHO, 1.0), key="participant"))
    erase(study, participant=WHO)
    before = ids(study)
    study.rate("First", 1, WHO, by="participant")
    study.record("First", read)
    done = merged(study, copy)
    assert (done.erased["rating"], done.erased["trial_table"]) == (1, 1)
    assert ids(study) == before


def test_backups_lose_them_too(study):
    people(study)
    store.back_up(study.store, datetime(2026, 3, 20, 12, 0, 0))
    erase(study, "c01", participant=WHO)
    (anew,) = store.backups(study.store)
    with store.opened(anew) as backup:
        assert store.ratings(backup) == store.ratings(study.store)
        assert store.asked(backup) == ()
        assert store.check(backup) == ()
    assert WHO.encode() not in anew.read_bytes()
