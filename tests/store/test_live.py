from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualbench import store
from qualbench.errors import ProjectError
from qualbench.store import Draft, live
from qualbench.store.codebooks import publication_drafts
from qualbench.store.live import BY_LEAD, FINAL, LEAD_MAY, Head, live_ids

LEADS = frozenset({"lead"})
PERSONS = ("lead", "ana", "ben")


def alive(*heads):
    return live_ids({head.id: head for head in heads}, LEADS)


def coding(fact, author="ana", replaces=None):
    return Head(fact, "coding", author, replaces=replaces)


def retraction(fact, of, author="ana"):
    return Head(fact, "retraction", author, retracts=of)


def test_a_fact_is_live_until_its_author_retracts_it():
    assert alive(coding("a")) == {"a"}
    assert alive(coding("a"), retraction("r", "a")) == {"r"}


def test_a_retracted_retraction_lets_the_fact_stand_again():
    chain = (coding("a"), retraction("r", "a"), retraction("s", "r"))
    assert alive(*chain) == {"a", "s"}
    assert alive(*chain, retraction("t", "s")) == {"r", "t"}


def test_two_retractions_must_both_be_retracted():
    twice = (coding("a"), retraction("r", "a"), retraction("q", "a"), retraction("s", "r"))
    assert alive(*twice) == {"q", "s"}


def test_nobody_retracts_or_replaces_what_is_somebody_elses():
    assert alive(coding("a"), retraction("r", "a", "ben")) == {"a", "r"}
    assert alive(coding("a"), coding("b", "ben", replaces="a")) == {"a", "b"}
    undo = (coding("a"), retraction("r", "a"), retraction("s", "r", "ben"))
    assert alive(*undo) == {"r", "s"}


@pytest.mark.parametrize("kind", sorted(LEAD_MAY - BY_LEAD))
def test_a_lead_retracts_and_revises_what_others_said_of_the_study(kind):
    said = Head("a", kind, "ana")
    assert alive(said, retraction("r", "a", "lead")) == {"r"}
    assert alive(said, Head("b", kind, "lead", replaces="a")) == {"b"}
    assert alive(said, retraction("r", "a", "ben")) == {"a", "r"}


@pytest.mark.parametrize("kind", ["coding", "memo", "submission", "coder", "transcript"])
def test_a_lead_does_not_retract_what_others_said_for_themselves(kind):
    assert alive(Head("a", kind, "ana"), retraction("r", "a", "lead")) == {"a", "r"}


def test_a_lead_does_not_retract_somebody_elses_retraction():
    facts = (coding("a"), retraction("r", "a"), retraction("s", "r", "lead"))
    assert alive(*facts) == {"r", "s"}


@pytest.mark.parametrize("kind", sorted(BY_LEAD))
def test_what_only_a_lead_can_state_is_not_live_from_others_and_revises_nothing(kind):
    said = Head("a", kind, "lead")
    assert alive(said, Head("b", kind, "ana", replaces="a")) == {"a"}
    revised = {"a", "b"} if kind in FINAL else {"b"}
    assert alive(said, Head("b", kind, "lead", replaces="a")) == revised


@pytest.mark.parametrize("kind", sorted(FINAL))
def test_what_is_final_nobody_takes_back(kind):
    assert alive(Head("a", kind, "lead"), retraction("r", "a", "lead")) == {"a", "r"}


def test_of_revisions_only_the_latest_is_live_and_two_of_them_are_both_kept():
    line = (coding("a"), coding("b", replaces="a"), coding("c", replaces="b"))
    assert alive(*line) == {"c"}
    assert alive(*line, coding("d", replaces="b")) == {"c", "d"}
    assert alive(*line, retraction("r", "c")) == {"b", "r"}


@pytest.mark.parametrize(
    "circle",
    [
        (retraction("r", "r"),),
        (retraction("r", "s"), retraction("s", "r")),
        (coding("a"), retraction("r", "a"), retraction("s", "r"), retraction("r", "s")),
    ],
)
def test_facts_that_retract_one_another_in_a_circle_are_refused(circle):
    with pytest.raises(ProjectError, match="in a circle: r") as caught:
        alive(*circle)
    assert caught.value.hint


def test_facts_that_replace_one_another_in_a_circle_end_and_are_not_live():
    assert alive(coding("a", replaces="b"), coding("b", replaces="a")) == set()


def test_what_acts_on_a_fact_that_is_not_there_is_live_itself():
    assert alive(retraction("r", "gone"), coding("b", replaces="gone")) == {"r", "b"}


@st.composite
def histories(draw):
    """Heads that act on earlier ones, by anybody."""
    heads = []
    for index in range(draw(st.integers(1, 9))):
        author = draw(st.sampled_from(PERSONS))
        kind = draw(st.sampled_from(("coding", "attribute", "primary_coder", "retraction")))
        target = draw(st.sampled_from(heads)).id if heads and draw(st.booleans()) else None
        if kind == "retraction":
            heads.append(retraction(f"f{index}", target or "gone", author))
        else:
            heads.append(Head(f"f{index}", kind, author, replaces=target))
    return heads


@given(histories(), st.randoms())
def test_the_order_of_facts_does_not_matter(heads, random):
    expected = alive(*heads)
    random.shuffle(heads)
    assert alive(*heads) == expected


@given(histories())
def test_liveness_is_what_going_through_the_history_backwards_gives(heads):
    """An oracle that needs no graph: whatever acts on a fact comes after it."""
    stands, hidden = {}, set()

    def may(head, target):
        return head.author == target.author or (head.author == "lead" and target.kind in LEAD_MAY)

    for head in reversed(heads):
        acting = [h for h in heads if stands.get(h.id) and may(h, head)]
        stated = head.kind != "primary_coder" or head.author == "lead"
        stands[head.id] = stated and not any(h.retracts == head.id for h in acting)
        if any(h.replaces == head.id for h in acting):
            hidden.add(head.id)
    assert alive(*heads) == {i for i, standing in stands.items() if standing} - hidden


def test_the_live_table_of_the_study_is_what_the_facts_say(study):
    assert study.live_facts() == live.rebuilt(study.store.db)
    assert study.live_facts() < {fact.id for fact in study.facts()}


def test_what_another_coder_says_of_the_primary_coder_or_the_codebook_is_kept_and_not_live(study):
    primary = store.primary_coders(study.store)
    current = store.current_codebook(study.store)
    said = (
        Draft("primary_coder", {"coder": study.coders["Second"]}),
        publication_drafts('{"codes":[]}', study.facts("publication")[0].id)[1],
    )
    study.record("Second", publication_drafts('{"codes":[]}')[0])
    made = {study.record("Second", draft) for draft in said}
    assert not made & study.live_facts()
    assert made < {fact.id for fact in study.facts()}
    assert store.primary_coders(study.store) == primary
    assert store.current_codebook(study.store) == current
    assert study.problems() == []


def test_a_text_a_codebook_and_the_project_are_nobodys_to_take_back(study):
    shared = {fact.id for fact in study.facts("project", "transcript", "codebook")}
    study.do(store.retract, "Lead", sorted(shared))
    assert shared <= study.live_facts()
    assert study.problems() == []


def test_only_the_profile_that_somebody_made_of_themselves_names_them(study):
    theirs = {"coder": study.coders["Second"], "name": "Mallory"}
    study.record("First", Draft("coder", theirs))
    assert [coder.name for coder in store.coders(study.store)] == ["First", "Lead", "Second"]


def test_a_retraction_counts_only_from_the_author_or_for_study_facts_from_a_lead(study):
    theirs = store.codings(study.store, coder=study.coders["Second"])[0].id
    role = next(f for f in study.facts("attribute") if f.id in study.live_facts())
    study.do(store.retract, "First", [theirs, role.id])
    study.do(store.retract, "Lead", [theirs])
    assert {theirs, role.id} <= study.live_facts()
    study.do(store.retract, "Lead", [role.id])
    study.do(store.retract, "Second", [theirs])
    assert not {theirs, role.id} & study.live_facts()
    assert study.problems() == []


def test_the_live_table_follows_in_whatever_order_a_chain_arrives(empty, study):
    made = study.code("First")
    study.do(store.undo, "First")
    study.do(store.redo, "First")
    chain = [f for f in study.facts("coding", "retraction") if made in f.payload.values()]
    chain = [f for f in study.facts("coding") if f.id == made] + chain
    first = chain[1].id
    chain += [f for f in study.facts("retraction") if f.payload["fact"] == first]
    db = empty.store.db
    db.execute("PRAGMA foreign_keys = OFF")
    for order in permutations(chain):
        db.execute("BEGIN")
        for fact in order:
            store.facts.add(db, [fact])
        assert study.live_facts() & {f.id for f in order} == empty.live_facts() & {
            f.id for f in order
        }
        assert made in empty.live_facts()
        db.execute("ROLLBACK")


def test_a_coding_costs_no_more_in_a_large_project(study):
    def steps():
        """Instructions of SQLite's virtual machine, in hundreds, for one coding."""
        ticks = []
        study.store.db.conn.set_progress_handler(lambda: ticks.append(1), 100)
        study.code("First")
        study.store.db.conn.set_progress_handler(None, 0)
        return len(ticks)

    before = steps()
    study.record("First", *(study.drafts("First")[0] for _ in range(2000)))
    assert steps() < 2 * before + 5
