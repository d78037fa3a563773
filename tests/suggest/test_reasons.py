"""What is said for a suggestion, and against it."""

from dataclasses import replace

import numpy as np
import pytest

from qualbench.suggest import Line, Near, Turns, fit, score, why


@pytest.fixture
def asked(study):
    """Why each code might be suggested for a question."""
    known, turn = study(6), study(1, seed=5).turns.at([0])
    known = replace(
        known,
        parents=(-1, -1, 1),
        lines=(*known.lines, Line("ask", "exclusion", "Rhetorical"), Line("ask", "example", "Eh?")),
        line_vectors=np.vstack([known.line_vectors, np.eye(12)[3], turn.vectors]),
    )
    model = fit(known)
    scores = score(model, known, turn)
    return known, scores, lambda key, most=3: why(model, known, turn, scores, 0, key, most), turn


def test_the_nearest_quotes_of_the_code_come_first(asked):
    known, _, reasons, turn = asked
    quotes = reasons("ask").quotes
    cosines = known.turns.vectors[known.coded[:, 0] > 0] @ turn.vectors[0]
    assert [near.similarity for near in quotes] == pytest.approx(
        sorted(cosines, reverse=True)[:3], abs=1e-6
    )
    assert all(known.coded[known.sources.index(near.source), 0] for near in quotes)


def test_a_parent_may_rest_on_what_its_child_was_coded_with(asked):
    known, _, reasons, _ = asked
    rows = [known.sources.index(near.source) for near in reasons("cost", 99).quotes]
    assert known.coded[rows].any(axis=0).tolist() == [False, True, True]


def test_the_nearest_line_and_the_nearest_exclusion_are_told_apart(asked):
    _, _, reasons, _ = asked
    line, cosine = reasons("ask").line
    assert (line.text, cosine) == ("Eh?", 1.0)
    assert reasons("ask").exclusion[0].text == "Rhetorical"
    assert reasons("cost").exclusion is None


def test_the_heaviest_words_are_words_of_the_turn_that_speak_for_the_code(asked):
    _, _, reasons, turn = asked
    words = [word for word, _ in reasons("ask").words]
    weights = [weight for _, weight in reasons("ask").words]
    assert words
    assert all(word in turn.texts[0] for word in words)
    assert weights == sorted(weights, reverse=True)
    assert min(weights) > 0
    assert any(set(word.split()) & {"what", "how", "why", "when", "who"} for word in words)


def test_the_surest_sibling_speaks_against(asked):
    _, scores, reasons, _ = asked
    assert reasons("ask").sibling == ("cost", float(scores.said[0, 1]))
    assert reasons("thank").sibling is None


def test_the_nearest_rejection_speaks_against(study, plus):
    known, turn = study(6), study(1, seed=5).turns.at([0])
    refused = plus(known, turn.vectors, rejected="ask")
    model = fit(refused)
    scores = score(model, refused, turn)
    assert why(model, refused, turn, scores, 0, "ask").rejected == Near("new", 1.0)
    assert why(model, refused, turn, scores, 0, "cost").rejected is None


def test_before_anything_is_learned_the_codebook_gives_the_reason(study):
    known = study(0)
    turn = Turns(("how?",), known.line_vectors[:1])
    scores = score(fit(known), known, turn)
    reasons = why(fit(known), known, turn, scores, 0, "ask")
    assert (reasons.quotes, reasons.words) == ((), ())
    assert reasons.line == (known.lines[0], 1.0)
