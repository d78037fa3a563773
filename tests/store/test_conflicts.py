"""What two copies say differently of a guide, ratings, a trial's numbers and what follows."""

import shutil
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qualbench import store
from qualbench.errors import RefusedError
from qualbench.model import Grouping, Guide, Judgement
from qualbench.store.ids import canonical

NEED = "tiny.need"
CASE = (("clinic", "C9"),)
SPLIT = Grouping(("clinic",), "trial.fidelity", ("low", "high"), (3.5,))


def rating(study, number, *, consensus=False):
    return store.rating_draft(CASE, NEED, Judgement("rated", number), consensus=consensus)


SAYS = {
    "guide": lambda study, n: store.guide_draft(study.store, Guide(f"guide {n}", ())),
    "asked": lambda study, n: store.asked_draft(study.text("a01").hash, "going", [n]),
    "rating": rating,
    "consensus_rating": lambda study, n: rating(study, n, consensus=True),
    "trial_table": lambda study, n: store.trial_draft(study.store, study.table(("C1", float(n)))),
    "call": lambda study, n: store.call_draft(
        study.store, SPLIT, NEED, "weak", f"reason {n}", "none", "gap 1"
    ),
    "integration": lambda study, n: store.integration_draft(
        study.store, ["clinic"], NEED, "trial.fidelity", "expands", f"reason {n}"
    ),
}
"""By kind, a draft of it; what is said of one thing differs by a number."""

READ = {
    "guide": lambda project: [store.guide(project)],
    **{"asked": store.asked, "trial_table": store.trial_tables},
    **dict.fromkeys(("rating", "consensus_rating"), store.ratings),
    **{"call": store.calls, "integration": store.integrations},
}

SUBJECTS = {
    "guide": lambda study: (),
    "asked": lambda study: (study.text("a01").hash, "going"),
    "rating": lambda study: (study.coders["Lead"], canonical(dict(CASE)), NEED, None),
    "consensus_rating": lambda study: (canonical(dict(CASE)), NEED, None),
    "trial_table": lambda study: ("trial",),
    "call": lambda study: (canonical(asdict(SPLIT)), NEED, None),
    "integration": lambda study: ('["clinic"]', NEED, None, "trial.fidelity"),
}


@pytest.fixture
def copy(study, study_of, template, tmp_path):
    """A copy of the study, open; merged as ``copy.store.path``."""
    with study_of(Path(shutil.copy(template, tmp_path / "copy.qualbench"))) as copy:
        yield copy


def merged(study, copy):
    with store.merging(study.store, [copy.store.path]) as (done,):
        assert done.refused is None
    assert study.problems() == []
    return done


@pytest.mark.parametrize("kind", SAYS)
def test_two_copies_that_say_two_things_are_both_kept_until_one_is_taken_back(study, copy, kind):
    mine, theirs = (one.record("Lead", SAYS[kind](one, n)) for n, one in enumerate((study, copy)))
    said = READ[kind](copy.store)
    (found,) = merged(study, copy).conflicts
    assert (found.kind, found.subject) == (kind, SUBJECTS[kind](study))
    assert {claim.fact for claim in found.claims} == {mine, theirs} <= study.live_facts()
    assert [claim.fact for claim in store.losers(study.store, found, theirs)] == [mine]
    assert study.coders["Lead"] in store.decides(study.store, found.claims[0])
    study.do(store.retract, "Lead", [mine])
    assert store.conflicts(study.store) == ()
    assert READ[kind](study.store) == said


@pytest.mark.parametrize("kind", SAYS)
def test_two_copies_that_say_the_same_are_no_conflict_and_the_first_one_counts(study, copy, kind):
    made = [one.record("Lead", SAYS[kind](one, 1)) for one in (study, copy)]
    before = READ[kind](study.store)
    done = merged(study, copy)
    assert (done.added, done.conflicts) == ({kind: 1}, ())
    assert set(made) <= study.live_facts()
    assert READ[kind](study.store) == before


def test_two_raters_of_one_cell_and_a_consensus_are_no_conflict(study, copy):
    study.record("First", rating(study, 2))
    copy.record("Second", rating(copy, -2))
    copy.record("Lead", rating(copy, 0, consensus=True))
    assert merged(study, copy).conflicts == ()
    values = {one.judged.value for one in store.ratings(study.store) if one.case == CASE}
    assert values == {2, -2, 0}


def test_raters_decide_themselves_which_of_their_ratings_they_meant(study, copy):
    for n, one in enumerate((study, copy)):
        one.record("First", rating(one, n))
    (found,) = merged(study, copy).conflicts
    assert {store.decides(study.store, one) for one in found.claims} == {
        frozenset([study.coders["First"]])
    }


def test_a_rating_revised_in_two_copies_goes_back_to_what_is_kept_with_neither(study, copy):
    (was,) = (one for one in store.ratings(study.store) if not one.consensus)
    of = {"case": was.case, "key": was.key, "replaces": was.id}
    mine, theirs = (
        one.record("First", store.rating_draft(judged=Judgement("rated", n), **of))
        for n, one in enumerate((study, copy))
    )
    (found,) = merged(study, copy).conflicts
    assert [one.fact for one in store.losers(study.store, found, mine)] == [theirs]
    study.do(store.retract, "First", [theirs])
    own = [one for one in store.ratings(study.store) if not one.consensus]
    assert [(one.id, one.judged.value) for one in own] == [(mine, 0)]


STEPS = st.tuples(
    st.sampled_from(("Lead", "First", "Second")),
    st.sampled_from((*SAYS, "verification", "undo", "retraction")),
    st.integers(0, 2),
)


def step(study, coder, what, number):
    """One thing that a coder says; without authority it is said in vain."""
    if what == "undo":
        with suppress(RefusedError):  # there is nothing to take back
            study.do(store.undo, coder)
    elif what == "verification":
        ratings = study.facts("rating", "consensus_rating")
        study.record(coder, store.verification_draft(ratings[-1 - number].id))
    elif what == "retraction":
        study.do(store.retract, coder, [study.facts(*SAYS)[-1 - number].id])
    elif draft := SAYS[what](study, number):
        study.record(coder, draft)


@settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(here=st.lists(STEPS, max_size=8), there=st.lists(STEPS, max_size=8))
def test_after_any_histories_the_union_is_the_same_either_way(
    template, study_of, tmp_path_factory, here, there
):
    folder = tmp_path_factory.mktemp("histories")
    files = [Path(shutil.copy(template, folder / name)) for name in ("here", "there")]
    with study_of(files[0]) as one, study_of(files[1]) as other:
        for study, steps in ((one, here), (other, there)):
            for said in steps:
                step(study, *said)
        merged(one, other)
        merged(other, one)
        assert one.facts() == other.facts()
        assert one.live_facts() == other.live_facts()
        assert store.conflicts(one.store) == store.conflicts(other.store)
        for read in READ.values():
            assert read(one.store) == read(other.store)
