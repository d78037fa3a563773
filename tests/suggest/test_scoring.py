"""Scores of turns that are known themselves, what is shown of them, and what is nearest."""

from dataclasses import replace

import numpy as np
import pytest
from threadpoolctl import threadpool_limits

from qualbench.suggest import (
    Line,
    Turns,
    answers,
    fit,
    nearest,
    prototypes,
    score,
    score_known,
    shown,
    unlearned,
)
from qualbench.suggest.rocchio import shares

FIRST = range(12)  # the turns of one transcript


def with_a_key(known, key, vector):
    """What is known once the codebook has one more code, which stands first."""
    count = len(known.coded)
    return replace(
        known,
        keys=(key, *known.keys),
        parents=(-1, *(above + (above >= 0) for above in known.parents)),
        lines=(*known.lines, Line(key, "definition", key)),
        line_vectors=np.vstack([known.line_vectors, vector]),
        coded=np.column_stack([np.zeros(count), known.coded]),
        rejected=np.column_stack([np.zeros(count, bool), known.rejected]),
    )


def test_a_turn_that_was_learned_from_is_scored_as_if_its_transcript_were_not_known(study):
    known = study(6)
    model = fit(known)
    scores = score_known(model, known, FIRST)
    assert np.array_equal(scores.said, model.held_out[:12].round(6))
    assert np.array_equal(scores.order, model.order[:12])
    assert scores.calibrated


def test_a_code_put_wrongly_is_not_surer_for_having_been_put(study):
    known = study(6)
    wrong = known.coded.copy()
    wrong[0] = [0, 0, 1]  # a question coded as thanks
    known = replace(known, coded=wrong)
    model = fit(known)
    held_out, live = score_known(model, known, [0]), score(model, known, known.turns.at([0]))
    assert held_out.said[0, 2] < live.said[0, 2]
    assert held_out.order[0, 0] == 0
    before = study(6)
    other = score_known(fit(before), before, [0])
    assert held_out.said[0, 2] == pytest.approx(other.said[0, 2], abs=0.05)


def test_a_turn_that_was_not_learned_from_is_scored_as_any_other(study):
    known = study(6)
    known = replace(known, finished=np.arange(72) >= 12, coded=known.coded * 1)
    known.coded[:12] = 0
    model = fit(known)
    ours, theirs = score_known(model, known, FIRST), score(model, known, known.turns.at(FIRST))
    assert 0 not in model.rows
    assert np.array_equal(ours.said, theirs.said)
    assert np.array_equal(ours.order, theirs.order)


@pytest.mark.parametrize("transcripts", [0, 6])
def test_answers_that_were_kept_are_as_good_as_new_ones_on_any_number_of_threads(
    study, plus, transcripts
):
    known, turns = study(transcripts), study(2, seed=9).turns
    model = fit(known)
    kept = []
    for threads in (1, 2):
        with threadpool_limits(threads):
            kept.append(answers(model, turns))
    for view in kept[0]:
        assert kept[0][view].tobytes() == kept[1][view].tobytes()
    more = plus(known, turns.vectors[0], "thank")  # what is known moves on, the model stays
    one, other = score(model, more, turns), score(model, more, turns, answered=kept[0])
    assert np.array_equal(one.said, other.said)
    assert np.array_equal(one.order, other.order)
    assert bool(kept[0]) == (transcripts > 0)


def test_rows_come_in_the_order_that_they_are_asked_in(study):
    known = study(6)
    model = fit(known)
    forth, back = (score_known(model, known, rows) for rows in ([3, 40, 7], [7, 40, 3]))
    assert np.array_equal(forth.said, back.said[::-1])
    assert np.array_equal(forth.order, back.order[::-1])


def test_a_key_that_came_later_stands_last_and_every_other_is_said_of_its_own(study):
    known = study(6)
    model = fit(known)
    wider = with_a_key(known, "aaa", known.turns.vectors[:1])
    scores, before = score_known(model, wider, FIRST), score_known(model, known, FIRST)
    assert scores.keys == ("aaa", *known.keys)
    assert (scores.said[:, 0] == 0).all()
    assert np.array_equal(scores.said[:, 1:], before.said)
    assert (scores.order[:, -1] == 0).all()
    assert np.array_equal(scores.order[:, :-1], before.order + 1)


def test_a_key_that_is_gone_leaves_the_others_as_they_were(study):
    known = study(6)
    model = fit(known)
    less = replace(
        known,
        keys=known.keys[1:],
        parents=(-1, -1),
        lines=known.lines[1:],
        line_vectors=known.line_vectors[1:],
        coded=known.coded[:, 1:],
        rejected=known.rejected[:, 1:],
    )
    scores, before = score_known(model, less, FIRST), score_known(model, known, FIRST)
    assert np.array_equal(scores.said, before.said[:, 1:])
    for row, ranks in zip(scores.order, before.order, strict=True):
        assert row.tolist() == [place - 1 for place in ranks if place > 0]


@pytest.mark.parametrize("transcripts", [0, 6])
def test_before_anything_is_learned_prototypes_of_all_that_is_known_speak(study, plus, transcripts):
    known = study(transcripts)
    known = plus(known, known.line_vectors[0], "thank")
    model, now = unlearned(known, "not yet"), prototypes(known)
    assert (model.why_not, model.learned) == ("not yet", None)
    assert (model.guessed, model.calibrated) == (frozenset(), False)
    scores = score_known(model, known, [len(known.sources) - 1], now)
    said = shares(known.line_vectors[:1] @ now.all.T, now.evidence)
    assert scores.said == pytest.approx(said, abs=1e-6)
    assert not scores.calibrated
    assert scores.offered.all()


def test_nothing_that_is_decided_is_shown_and_the_next_ones_move_up(study):
    known = study(6)
    scores = score_known(fit(known), known, FIRST)
    first, second, third = shown(scores, 0)
    assert shown(scores, 0, but={first}) == (second, third)
    assert shown(scores, 0, most=1, but={first, third}) == (second,)
    assert shown(scores, 0, but=set(known.keys)) == ()


def test_a_turn_is_no_reason_for_itself_and_the_same_words_elsewhere_are(study, plus):
    known = study(2)
    vector = known.turns.vectors[0]
    twice = plus(known, vector, "ask")
    (near, *_), _ = nearest(twice, vector, "ask", own=0)
    assert (near.source, near.similarity) == ("new", 1.0)
    (near, *_), _ = nearest(twice, vector, "ask", own=len(known.sources))
    assert (near.source, near.similarity) == ("turn-0", 1.0)
    quotes, _ = nearest(known, vector, "ask", most=99, own=0)
    assert len(quotes) == known.coded[:, 0].sum() - 1
    assert "turn-0" not in {near.source for near in quotes}
    assert known.coded[0, 0] == 1  # nothing that is known was changed


def test_a_key_without_quotes_or_lines_has_no_reason(study):
    known = study(0)
    bare = replace(known, lines=known.lines[1:], line_vectors=known.line_vectors[1:])
    assert nearest(bare, known.line_vectors[0], "ask") == ((), None)


def test_turns_without_words_are_scored(study):
    known = study(6)
    blank = Turns(("",) * 12 + known.turns.texts[12:], known.turns.vectors * 1)
    blank.vectors[:12] = 0
    known = replace(known, turns=blank)
    scores = score_known(fit(known), known, FIRST)
    assert np.isfinite(scores.said).all()
    assert all(sorted(row) == [0, 1, 2] for row in scores.order.tolist())
