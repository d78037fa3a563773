"""What an action did, in words, and what it was about."""

from dataclasses import replace

import pytest

from qualbench import store
from qualbench.model import Grouping, Judgement, Span
from qualbench.store import Draft
from qualbench.store.ids import canonical, new_id


@pytest.fixture
def said(study):
    """What is said of an action of Second that adds these facts."""

    def said(*drafts):
        with study.store.writing():
            done = store.record(study.store, study.coders["Second"], drafts)
        return store.describe_action(study.store, done.action), store.touched_by(
            study.store, done.action
        )

    return said


@pytest.fixture
def made(study):
    return store.find_coding(study.store, study.code("Second", "a01", 3, 8, note="why?"))


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"span": Span(4, 9)}, "moved"),
        ({"code": "tiny.need"}, "recoded"),
        ({"role": "deliverers"}, "recoded"),
        ({"span": Span(4, 9), "code": "tiny.need"}, "moved and recoded"),
        ({"valence": "+"}, "revised"),
        ({"unsure": True}, "revised"),
        ({"note": ""}, "revised"),
        ({"span": Span(4, 9), "note": ""}, "moved"),
        ({}, "looked at again"),
    ],
)
def test_a_revision_is_named_by_what_it_changed(study, made, said, change, words):
    draft = store.coding_revision(study.store, study.text("a01"), made, replace(made, **change))
    assert said(draft) == (f"1 coding {words}", {("coding", made.id)})


def test_many_facts_are_counted_by_kind(study, made, said):
    codings = [study.drafts("Second", "a01", start, 12)[0] for start in (4, 5)]
    memo = store.memo_draft(made.lineage, "x")
    words, touched = said(*codings, memo, store.star_draft(made.lineage))
    assert words == "2 codings, 1 memo, 1 star"
    assert touched == {("coding", draft.id) for draft in codings} | {("coding", made.id)}


def test_what_is_taken_back_is_counted_by_its_line(study, made):
    now = store.coding_revision(study.store, study.text("a01"), made, replace(made, note=""))
    study.record("Second", now)
    line = store.line_of(study.store, "coding", made.lineage)
    assert set(line) == {made.id, now.id}
    action = study.do(store.retract, "Second", line)
    assert store.describe_action(study.store, action) == "1 coding retracted"
    assert store.touched_by(study.store, action) == {("coding", made.id)}


def test_topic_runs_and_decisions_on_them_are_counted(study, said):
    run = study.search("clinics", study.text("c01"))
    label = store.topic_decision_draft(run.id, "label", [1], "Meetings")
    merge = store.topic_decision_draft(run.id, "merge", [2, 3], "1")
    assert said(run, label, merge) == ("2 decisions on topics, 1 topic run kept", frozenset())
    made = [one.id for one in store.topic_decisions(study.store, run.id)]
    action = study.do(store.retract, "Second", [made[0], run.id])
    words = "1 decision on topics taken back, 1 topic run taken back"
    assert store.describe_action(study.store, action) == words


SPLIT = Grouping(("clinic",), "trial.fidelity", ("low", "high"), (3.5,))


def rated(case, *, consensus=False):
    return store.rating_draft((("clinic", case),), "x", Judgement("mixed"), consensus=consensus)


MADE = {
    "guide": lambda study, name: Draft("guide", {"content": canonical({"name": name})}),
    "question": lambda study, name: store.asked_draft(study.text("a01").hash, name, [0]),
    "rating": lambda study, name: rated(name),
    "consensus rating": lambda study, name: rated(name, consensus=True),
    "verification": lambda study, name: store.verification_draft(study.facts("rating")[0].id),
    "table of numbers": lambda study, name: store.trial_draft(study.store, study.table(name=name)),
    "call": lambda study, name: store.call_draft(
        study.store, SPLIT, name, "weak", "", "none", "gap 1"
    ),
    "meta-inference": lambda study, name: store.integration_draft(
        study.store, ["clinic"], name, "trial.fidelity", "expands", "so"
    ),
}
"""By what one is called, a draft of something about a thing of some name."""

SEVERAL = {one: f"{one}s" for one in MADE} | {"table of numbers": "tables of numbers"}


@pytest.mark.parametrize("one", MADE)
def test_ratings_and_what_they_rest_on_and_lead_to_are_counted(study, said, one):
    drafts = [MADE[one](study, name) for name in ("a", "b")]
    assert said(drafts[0])[0] == f"1 {one}"
    assert said(*drafts)[0] == f"2 {SEVERAL[one]}"
    made = [fact.id for fact in study.facts(drafts[0].kind)][-2:]
    for count, words in ((1, f"1 {one}"), (2, f"2 {SEVERAL[one]}")):
        action = study.do(store.retract, "Second", made[:count])
        assert store.describe_action(study.store, action) == f"{words} taken back"


@pytest.mark.parametrize("one", sorted(MADE.keys() - {"verification"}))
def test_what_takes_the_place_of_another_is_counted_as_revised(study, said, one):
    drafts = [replace(MADE[one](study, name), id=new_id()) for name in ("a", "b")]
    again = [
        replace(draft, id="", payload={**draft.payload, "replaces": draft.id}) for draft in drafts
    ]
    assert said(*drafts, again[0])[0] == f"2 {SEVERAL[one]}, 1 {one} revised"
    assert said(*again)[0] == f"2 {SEVERAL[one]} revised"
