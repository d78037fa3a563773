"""Learning and scoring together: laws, and what comes of too little or of nonsense."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from threadpoolctl import threadpool_limits

from qualbench.progress import Cancelled
from qualbench.suggest import Known, Line, Turns, fit, prototypes, score, shown, why
from qualbench.suggest.rocchio import held_out_prototypes

arrows = st.tuples(*[st.integers(-3, 3)] * 3).filter(any)


def learn(known, turns):
    return score(fit(known), known, turns)


def said(known, turns, key):
    return learn(known, turns).said[:, known.keys.index(key)]


def test_it_finds_the_codes_of_transcripts_that_it_has_not_seen(study):
    known, new = study(8), study(4, seed=9)
    scores = learn(known, new.turns)
    first = scores.order[:, 0]
    assert (first == new.coded.argmax(axis=1)).mean() > 0.9
    assert scores.calibrated
    assert scores.offered.all()


def test_without_codings_the_codebook_speaks(study):
    known, new = study(0), study(4, seed=9)
    model = fit(known)
    scores = score(model, known, new.turns)
    assert "codes have codings" in model.why_not
    assert not scores.calibrated
    assert (scores.order[:, 0] == new.coded.argmax(axis=1)).mean() > 0.6
    assert scores.said.sum(axis=1) == pytest.approx(1, abs=1e-5)


@pytest.mark.parametrize("transcripts", [0, 6])
def test_a_coding_moves_what_is_like_it_towards_its_code(study, plus, transcripts):
    known, new = study(transcripts), study(1, seed=5)
    for row in range(3):
        turn = new.turns.at([row])
        before = said(known, turn, "thank")
        after = said(plus(known, turn.vectors, "thank", words=turn.texts[0]), turn, "thank")
        assert after > before


@pytest.mark.parametrize("transcripts", [0, 6])
def test_prototypes_follow_a_coding_before_anything_is_refitted(study, plus, transcripts):
    known, new = study(transcripts), study(1, seed=5)
    model, turn = fit(known), new.turns.at([0])
    more = plus(known, turn.vectors, "thank")
    before = score(model, known, turn).said[0, 2]
    assert score(model, more, turn).said[0, 2] > before


@given(arrows, arrows)
def test_a_prototype_is_never_further_from_what_was_added_to_it(example, new):
    def cosine(rows):
        vectors = np.array(rows, float)
        vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
        none = np.zeros((len(rows), 1), bool)
        names = tuple(map(str, range(len(rows))))
        turns = Turns(names, vectors)
        line = np.array([[1.0, 0.0, 0.0]])
        lines = (Line("a", "definition", "a"),)
        known = Known(("a",), (-1,), lines, line, turns, names, names, ~none * 1.0, none)
        return prototypes(known).all[0] @ (np.array(new) / np.linalg.norm(new))

    assert cosine([example, new]) >= cosine([example]) - 1e-9


@pytest.mark.parametrize("transcripts", [0, 6])
def test_a_rejection_moves_what_is_like_it_away(study, plus, transcripts):
    known, turn = study(transcripts), study(1, seed=5).turns.at([0])
    model = fit(known)
    before = score(model, known, turn).said[0, 0]
    refused = plus(known, turn.vectors, rejected="ask")
    assert score(model, refused, turn).said[0, 0] < before


def test_an_exclusion_speaks_against_its_code(study):
    known, turn = study(0), study(1, seed=5).turns.at([0])
    excluded = replace(
        known,
        lines=(*known.lines, Line("ask", "exclusion", "not that")),
        line_vectors=np.vstack([known.line_vectors, turn.vectors]),
    )
    assert said(excluded, turn, "ask") < said(known, turn, "ask")


@pytest.mark.parametrize("transcripts", [3, 6])
def test_removing_the_quote_that_is_named_changes_the_score(study, without, transcripts):
    known, new = study(transcripts), study(1, seed=5)
    model, turn = fit(known), new.turns.at([0])
    scores = score(model, known, turn)
    key = known.keys[scores.order[0, 0]]
    named = why(model, known, turn, scores, 0, key).quotes[0].source
    less = without(known, named)
    column = known.keys.index(key)
    assert score(model, less, turn).said[0, column] != scores.said[0, column]
    assert score(fit(less), less, turn).said[0, column] != scores.said[0, column]


def test_removing_the_line_that_is_named_changes_the_score(study):
    known, turn = study(0), study(1, seed=5).turns.at([0])
    bare = replace(known, lines=known.lines[1:], line_vectors=known.line_vectors[1:])
    assert said(bare, turn, "ask") == 0
    assert said(known, turn, "ask") > 0


@pytest.mark.parametrize("transcripts", [0, 6])
def test_a_child_speaks_for_its_parent(study, transcripts):
    known, turn = study(transcripts), study(1, seed=5).turns.at([8])  # thanks
    below_cost = replace(known, parents=(-1, -1, 1))
    assert said(below_cost, turn, "cost") > said(known, turn, "cost")


def test_a_coding_with_a_child_moves_its_parent_and_no_other_code(study, plus):
    known, turn = study(2), study(1, seed=5).turns.at([8])
    known = replace(known, parents=(-1, -1, 1))
    more = plus(known, turn.vectors, "thank")
    before, after = (prototypes(each).all @ turn.vectors[0] for each in (known, more))
    assert after[1] > before[1]
    assert after[2] > before[2]
    assert after[0] == before[0]


def test_an_accepted_suggestion_counts_less_than_an_own_coding(study, plus):
    known, turn = study(2), study(1, seed=5).turns.at([0])
    none, accepted, own = (
        said(plus(known, turn.vectors, "thank", weight=w, words=turn.texts[0]), turn, "thank")
        for w in (0.0, 0.5, 1.0)
    )
    assert none < accepted < own


def test_equal_evidence_gives_equal_bytes_on_any_number_of_threads(study):
    known, new = study(6), study(2, seed=9)
    made = []
    for threads in (1, 2):
        with threadpool_limits(threads):
            scores = learn(known, new.turns)
        made.append((scores.said.tobytes(), scores.order.tobytes()))
    assert made[0] == made[1]


def test_a_turn_is_scored_alone_as_in_company(study):
    known, new = study(6), study(1, seed=9)
    model = fit(known)
    together = score(model, known, new.turns).said
    alone = [score(model, known, new.turns.at([i])).said[0] for i in range(12)]
    assert np.array(alone) == pytest.approx(together, abs=2e-6)


def test_what_a_transcript_was_coded_with_does_not_reach_its_held_out_scores(study):
    known = study(6)
    own = [i for i, group in enumerate(known.groups) if group == "t0"]
    swapped = known.coded.copy()
    swapped[own] = swapped[own[::-1]]  # as many of each code as before
    before = held_out_prototypes(known, [own])[0].all
    after = held_out_prototypes(replace(known, coded=swapped), [own])[0].all
    assert after == pytest.approx(before, abs=1e-12)
    assert fit(known).held_out.shape == known.coded.shape


def test_surroundings_are_learned_from_where_they_are_known(study):
    known, new = study(8, seed=2), study(3, seed=7)

    def placed(each):
        around = np.roll(each.coded @ np.eye(3, 12), 1, axis=1)  # tells the code, elsewhere
        blank = Turns(("it",) * len(around), np.zeros_like(around), (around, around))
        return replace(each, turns=blank)

    told = learn(placed(known), placed(new).turns)
    assert (told.order[:, 0] == new.coded.argmax(axis=1)).all()
    model = fit(placed(known))
    assert np.isfinite(score(model, placed(known), new.turns).said).all()


def test_a_code_that_the_model_has_not_met_goes_by_its_prototype(study):
    known, new = study(6), study(2, seed=9)
    model = fit(known)
    wider = replace(
        known,
        keys=(*known.keys, "late"),
        parents=(*known.parents, -1),
        lines=(*known.lines, Line("late", "definition", "Late")),
        line_vectors=np.vstack([known.line_vectors, new.turns.vectors[:1]]),
        coded=np.column_stack([known.coded, np.zeros(len(known.coded))]),
        rejected=np.column_stack([known.rejected, np.zeros(len(known.coded), bool)]),
    )
    late = score(model, wider, new.turns).said[:, 3]
    assert late.argmax() == 0
    assert np.isfinite(late).all()


def test_a_code_without_any_evidence_is_not_offered(study):
    known, new = study(6), study(1, seed=9)
    bare = replace(
        known,
        lines=known.lines[:2],
        line_vectors=known.line_vectors[:2],
        coded=known.coded * [1, 1, 0],
    )
    scores = learn(bare, new.turns)
    assert scores.offered.tolist() == [True, True, False]
    assert (scores.said[:, 2] == 0).all()
    assert all("thank" not in shown(scores, row) for row in range(12))


def test_a_code_that_is_put_by_chance_is_only_guessed(study):
    known = study(12)
    chance = np.random.default_rng(1).uniform(size=(len(known.coded), 1)) < 0.15
    coded = np.hstack([known.coded[:, :2], chance])
    model = fit(replace(known, coded=coded))
    assert model.guessed == {"thank"}
    scores = score(model, replace(known, coded=coded), known.turns)
    assert scores.offered.tolist() == [True, True, False]


def test_only_sure_suggestions_are_shown_once_they_are_probabilities(study):
    known, new = study(8), study(2, seed=9)
    scores = learn(known, new.turns)
    for row in range(len(new.turns.texts)):
        sure = shown(scores, row, least=0.6)
        assert all(scores.said[row, known.keys.index(key)] >= 0.6 for key in sure)
        assert len(shown(scores, row)) == 3
    cold = study(0)
    assert len(shown(learn(cold, new.turns), 0, least=0.99)) == 3


@pytest.mark.parametrize(
    ("transcripts", "codes", "reason"),
    [
        (0, ("ask", "cost", "thank"), "fewer than two codes have codings"),
        (4, ("ask",), "fewer than two codes have codings"),
        (1, ("ask", "cost", "thank"), "only one transcript is coded"),
    ],
)
def test_too_little_to_learn_from_is_said(study, transcripts, codes, reason):
    known, new = study(transcripts, codes), study(1, seed=5)
    model = fit(known)
    assert model.why_not == reason
    assert score(model, known, new.turns).said.shape == (12, 3)


def test_few_codings_are_told_from_none(study):
    assert fit(study(2, per_code=1)).why_not == "fewer than 10 turns are coded"


def test_fewer_than_two_codes(study):
    known, new = study(4), study(1, seed=5)
    one = replace(
        known,
        keys=("ask",),
        parents=(-1,),
        lines=known.lines[:1],
        line_vectors=known.line_vectors[:1],
        coded=known.coded[:, :1],
        rejected=known.rejected[:, :1],
    )
    assert fit(one).why_not == "there are fewer than two codes to tell apart"
    assert (learn(one, new.turns).said == 1).all()
    none = replace(
        one,
        keys=(),
        parents=(),
        lines=(),
        line_vectors=np.empty((0, 12)),
        coded=known.coded[:, :0],
        rejected=known.rejected[:, :0],
    )
    assert shown(learn(none, new.turns), 0) == ()


@pytest.mark.parametrize("words", ["", "Mm", "?", "…", "谢谢", "شكرا جزيلا", "a" * 5000])
def test_turns_of_one_word_of_none_or_of_another_language(study, words):
    known = study(6)
    known = replace(known, turns=Turns((words,) * 12 + known.turns.texts[12:], known.turns.vectors))
    turn = Turns((words,), np.zeros((1, 12)))
    model = fit(known)
    scores = score(model, known, turn)
    assert np.isfinite(scores.said).all()
    assert why(model, known, turn, scores, 0, "ask").words is not None


def test_turns_that_are_all_alike(study):
    known = study(6)
    alike = Turns(("",) * len(known.sources), np.zeros_like(known.turns.vectors))
    scores = learn(replace(known, turns=alike), alike)
    assert np.isfinite(scores.said).all()


def test_ten_thousand_rejections(study):
    known, new = study(6), study(1, seed=5)
    chance = np.random.default_rng(2)
    vectors = chance.normal(size=(10_000, 12))
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    many = replace(
        known,
        turns=Turns(
            known.turns.texts + ("so",) * 10_000, np.vstack([known.turns.vectors, vectors])
        ),
        sources=known.sources + ("refused",) * 10_000,
        groups=known.groups + ("elsewhere",) * 10_000,
        coded=np.vstack([known.coded, np.zeros((10_000, 3))]),
        rejected=np.vstack([known.rejected, np.ones((10_000, 3), bool)]),
        finished=np.arange(10_000 + len(known.sources)) < len(known.sources),
    )
    model = fit(many)
    assert len(model.rows) == len(known.sources)
    first = score(model, many, new.turns).order[:, 0]
    assert (first == new.coded.argmax(axis=1)).mean() > 0.8


def test_learning_says_how_far_it_is_and_stops_when_asked(study):
    known, steps = study(4), []
    fit(known, lambda done, total: steps.append((done, total)))
    assert steps[-1] == (7, 7)
    assert [done for done, _ in steps] == sorted({done for done, _ in steps})

    def stop(done, total):
        if done == 2:
            raise Cancelled

    with pytest.raises(Cancelled):
        fit(known, stop)
