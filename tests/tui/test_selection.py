"""Steps by word, sentence and turn, and free spans."""

from itertools import pairwise

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from qualbench.model import Span, Turn
from qualbench.tui.selection import UNITS, Selection

TEXT = (
    "I: How does it go?\n"
    "C: Well, it fits us. We had no time—none.\n"
    "I: Why?\n"
    "C: Counselors' rooms.\n"
    "C: 字も it’s\n"
)


def _turns(text):
    """Turns as they stand in lines, each with a label of three characters."""
    at, found = 0, []
    for line in text.splitlines(keepends=True):
        found.append(Turn(at, at + 3, at + len(line) - 1, line[0], line.startswith("I")))
        at += len(line)
    return tuple(found)


def _sentences(text):
    found = []
    for turn in _turns(text):
        at = turn.body
        for part in text[turn.body : turn.end].split(". "):
            found.append(Span(at, min(turn.end, at + len(part) + 1)))
            at += len(part) + 2
    return tuple(found)


TURNS, SENTENCES = _turns(TEXT), _sentences(TEXT)
START = Selection.on(TEXT, TURNS, SENTENCES)
UNPREPARED = Selection.on(TEXT, TURNS, ())


def _said(selection):
    return selection.span.of(TEXT)


def _walk(selection, unit, step, times):
    found = []
    for _ in range(times):
        selection = selection.moved(unit, step)
        found.append(_said(selection))
    return found


def test_it_begins_with_the_first_answer_or_with_the_first_turn_where_nobody_answers():
    assert _said(START) == "Well, it fits us. We had no time—none."
    assert Selection.on(TEXT, TURNS[:1], ()).span == TURNS[0].words
    assert Selection.on("", (), ()).span == Span(0, 0)


def test_steps_by_turn_pass_over_the_interviewer_and_stay_at_the_ends():
    assert _walk(START, "turn", 1, 3) == ["Counselors' rooms.", "字も it’s", "字も it’s"]
    assert START.moved("turn", -1) == START


def test_a_step_to_a_smaller_unit_is_its_first_and_back_its_last():
    assert _said(START.moved("sentence", 1)) == "Well, it fits us."
    assert _said(START.moved("sentence", -1)) == "We had no time—none."
    assert _said(START.moved("word", 1)) == "Well"
    assert _said(START.moved("word", -1)) == "none"


def test_words_are_without_punctuation_and_go_on_through_answers():
    words = ["Well", "it", "fits", "us", "We", "had", "no", "time", "none"]
    words += ["Counselors", "rooms", "字も", "it’s"]
    assert _walk(START, "word", 1, 13) == words
    assert _walk(START.last(), "word", -1, 13) == list(reversed(words))


def test_a_step_to_a_larger_unit_leaves_the_one_around():
    word = START.moved("word", 1)
    assert _said(word.moved("turn", 1)) == "Counselors' rooms."
    assert _said(word.moved("sentence", 1)) == "We had no time—none."
    word = START.moved("turn", 1).moved("word", -1)
    assert _said(word.moved("turn", -1)) == _said(START)


def test_growing_goes_round_and_comes_back_to_the_same_word():
    word = START.pointed(TEXT.index("time"), "word")
    said = [_said(word), _said(word.grown()), _said(word.grown().grown())]
    assert said == ["time", "We had no time—none.", _said(START)]
    assert word.grown().grown().grown() == word


def test_where_sentences_are_not_known_a_turn_is_taken_and_it_says_so():
    word = UNPREPARED.pointed(TEXT.index("time"), "word")
    assert (word.grown().unit, word.grown().fell_back) == ("turn", True)
    assert word.grown().grown() == word
    stepped = UNPREPARED.moved("sentence", 1)
    assert (stepped.span, stepped.fell_back) == (TURNS[3].words, True)
    assert not stepped.moved("turn", -1).fell_back


@pytest.mark.parametrize(
    ("of", "unit", "said"),
    [
        ("How", "turn", "How does it go?"),
        (" fits", "word", "it"),
        ("Why", "sentence", "Why?"),
        ("I: How", "word", "How"),
    ],
)
def test_pointing_selects_any_unit_or_the_one_before(of, unit, said):
    assert _said(START.pointed(TEXT.index(of), unit)) == said


def test_a_span_that_is_a_unit_is_chosen_as_one_and_any_other_as_free():
    assert START.chosen(TURNS[3].words) == START.moved("turn", 1)
    free = START.chosen(Span(25, 60))
    assert (free.span, free.free, free.extending) == (Span(25, 60), True, False)


def test_it_says_where_it_is():
    assert START.where == "turn 2 of 5"
    assert START.moved("word", 1).where == "word in turn 2 of 5"
    assert START.chosen(Span(25, 30)).where == "words in turn 2 of 5"
    assert START.chosen(Span(25, 70)).where == "turns 2 to 4 of 5"


def test_a_free_span_grows_from_what_it_began_with_and_shrinks_again():
    word = START.pointed(TEXT.index("fits"), "word").anchored()
    said = [_said(word.extended("word", 1)), _said(word.extended("sentence", 1))]
    assert said == ["fits us", "fits us."]
    assert _said(word.extended("word", -1)) == "it fits"
    assert _said(word.extended("word", -1).extended("word", 1)) == "fits"
    assert _said(word.extended("turn", 1)) == "fits us. We had no time—none."


def test_a_turn_loses_its_last_sentence_and_with_the_other_end_its_first():
    turn = START.anchored()
    assert _said(turn.extended("sentence", -1)) == "Well, it fits us."
    assert _said(turn.swapped().extended("sentence", 1)) == "We had no time—none."


def test_a_free_span_runs_over_the_interviewer():
    assert START.anchored().extended("turn", 1).span == Span(TURNS[1].body, TURNS[2].end)
    assert START.anchored().extended("turn", -1).span == Span(TURNS[0].body, TURNS[1].end)


def test_after_a_free_span_a_step_goes_on_from_its_end_and_leaving_it_back_to_its_beginning():
    free = START.pointed(TEXT.index("fits"), "word").anchored().extended("word", 1)
    assert _said(free.ended().moved("word", 1)) == "We"
    assert _said(free.ended().moved("word", -1)) == "it"
    assert _said(free.left()) == "fits"
    assert _said(START.anchored().ended()) == _said(START)


@given(st.integers(0, len(TEXT)), st.integers(0, len(TEXT)))
def test_dragging_to_a_character_selects_all_between_and_never_nothing(start, end):
    begun = START.chosen(Span(start, start + 1))
    dragged = begun.to(end)
    if end > start:
        assert dragged.span == Span(start, end)
    elif end <= start:
        assert dragged.span == Span(end, start + 1)


UNIT_STEPS = st.lists(
    st.tuples(st.sampled_from(UNITS), st.sampled_from([1, -1])), min_size=1, max_size=15
)
PLACES = st.integers(0, len(TEXT))


@given(PLACES, PLACES, st.sampled_from(["start", "end"]), UNIT_STEPS)
def test_steps_of_an_edge_and_their_opposites_in_reverse_give_the_beginning(one, other, end, steps):
    assume(one != other)
    edge = START.edged(Span(min(one, other), max(one, other)), end)
    _there_and_back(edge, steps)


@given(PLACES, st.sampled_from(UNITS), UNIT_STEPS)
def test_steps_of_a_free_span_and_their_opposites_in_reverse_give_the_beginning(at, unit, steps):
    _there_and_back(START.pointed(at, unit).anchored(), steps)


def _there_and_back(begun, steps):
    """Steps against the beginning or the end of the text are none."""
    selection, taken = begun, []
    for unit, step in steps:
        after = selection.extended(unit, step)
        assert len(after.span) > 0
        if after.span != selection.span:
            taken.append((unit, -step))
        selection = after
    for unit, step in reversed(taken):
        selection = selection.extended(unit, step)
    assert (selection.span, selection.head, selection.anchor) == (
        begun.span,
        begun.head,
        begun.anchor,
    )


@given(PLACES, PLACES, st.sampled_from(["start", "end"]), UNIT_STEPS)
def test_the_other_edge_stays_until_the_moving_one_has_passed_it(one, other, end, steps):
    assume(one != other)
    span = Span(min(one, other), max(one, other))
    edge, stays = START.edged(span, end), span.start if end == "end" else span.end
    for unit, step in steps:
        edge = edge.extended(unit, step)
        assert stays in (edge.span.start, edge.span.end)
    assert {edge.swapped().span} == {edge.span} == {edge.swapped().swapped().span}


@given(PLACES, st.sampled_from(UNITS), UNIT_STEPS)
def test_no_step_leads_out_of_the_answers_and_each_goes_its_way(at, unit, steps):
    places = [START.pointed(at, unit)]
    for unit, step in steps:
        places.append(places[-1].moved(unit, step))
        before, now = (place.span for place in places[-2:])
        if now == before:
            continue
        assert places[-1].talk.is_answer(now.start)
        assert now.start >= before.start if step > 0 else now.end <= before.end


@given(st.text(st.sampled_from("ab’-., \n字é\u0301"), max_size=60))
def test_words_are_found_alike_from_either_side(said):
    text = "C: " + said.replace("\n", "\nC: ") + "\n"
    selection = Selection.on(text, _turns(text), ())
    there = [selection.pointed(0, "word").first()]
    while (following := there[-1].moved("word", 1)).span != there[-1].span:
        there.append(following)
    back = [there[-1]]
    while (before := back[-1].moved("word", -1)).span != back[-1].span:
        back.append(before)
    spans = [place.span for place in reversed(back)]
    assert all(one.end <= other.start for one, other in pairwise(spans))
    assert spans == [place.span for place in there]


def test_the_next_answer_outside_is_below_and_untouched():
    found = START.next_outside([Span(TURNS[3].end - 1, TURNS[3].end)])
    assert found is not None
    assert found.span == TURNS[4].words
    assert START.next_outside([Span(TURNS[3].body, TURNS[4].end)]) is None


def test_a_key_takes_no_longer_in_a_long_transcript():
    from time import perf_counter

    def seconds(times):
        text = TEXT * times
        selection = Selection.on(text, _turns(text), _sentences(text))
        for unit in UNITS:
            selection.moved(unit, 1)  # what is looked for once
        selection = selection.pointed(len(text) // 2, "word")
        began = perf_counter()
        for _ in range(100):
            for unit in UNITS:
                selection = selection.moved(unit, 1).moved(unit, -1)
        return perf_counter() - began

    assert min(seconds(4_000) for _ in range(3)) < 5 * min(seconds(20) for _ in range(3))
