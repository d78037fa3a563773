"""Steps from one answer to the next, by turn and by sentence."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualbench.model import Span, Turn
from qualbench.tui.selection import Selection

# Interviewer, counselor, interviewer, counselor, counselor; the answers have sentences.
TURNS = (
    Turn(0, 3, 10, "I", True),
    Turn(11, 14, 40, "C", False),
    Turn(41, 44, 50, "I", True),
    Turn(51, 54, 60, "C", False),
    Turn(61, 64, 80, "C", False),
)
SENTENCES = (Span(3, 10), Span(14, 20), Span(21, 40), Span(44, 50), Span(54, 60), Span(64, 80))
BY_TURN = Selection(TURNS, SENTENCES).first()


def test_it_begins_with_the_first_answer_or_with_the_first_turn_where_nobody_answers():
    assert BY_TURN.span == Span(14, 40)
    assert Selection(TURNS[:1], ()).first().span == Span(3, 10)
    assert Selection((), ()).first().span == Span(0, 0)


def test_steps_pass_over_the_interviewer_and_stay_at_the_ends():
    places = [BY_TURN.stepped(1), BY_TURN.stepped(1).stepped(1)]
    assert [place.span.start for place in places] == [54, 64]
    assert places[1].stepped(1) == places[1]
    assert BY_TURN.stepped(-1) == BY_TURN
    assert BY_TURN.switched().stepped(1).stepped(1).span == Span(54, 60)


def test_switching_keeps_the_place_and_a_sentence_knows_its_turn():
    sentence = BY_TURN.stepped(1).switched()
    assert (sentence.span, sentence.turn) == (Span(54, 60), Span(54, 60))
    assert sentence.switched() == BY_TURN.stepped(1)
    assert BY_TURN.switched().stepped(1).turn == Span(14, 40)


@pytest.mark.parametrize(
    ("offset", "span"), [(0, Span(3, 10)), (45, Span(44, 50)), (99, Span(64, 80))]
)
def test_pointing_selects_any_unit_or_the_one_before(offset, span):
    assert BY_TURN.pointed(offset).span == span


def test_the_next_answer_outside_is_below_and_untouched():
    found = BY_TURN.next_outside([Span(59, 61)])
    assert found is not None
    assert found.span == Span(64, 80)
    assert BY_TURN.next_outside([Span(54, 65)]) is None


@given(st.lists(st.sampled_from(["j", "k", "s"]), max_size=20))
def test_no_keys_lead_out_of_the_answers(keys):
    place = BY_TURN
    for key in keys:
        place = place.switched() if key == "s" else place.stepped(1 if key == "j" else -1)
    assert place.turn in BY_TURN.answers
