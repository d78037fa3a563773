from qualbench.agreement import segments_in, sentences_in
from qualbench.model import Span

WORDS = (Span(5, 20), Span(25, 40), Span(48, 60))


def test_a_sentence_that_runs_over_turns_is_a_unit_in_each():
    assert sentences_in(WORDS, [Span(12, 30), Span(5, 12), Span(30, 44)]) == (
        Span(5, 12),
        Span(12, 20),
        Span(25, 30),
        Span(30, 40),
    )


def test_a_sentence_outside_the_words_is_no_unit():
    assert sentences_in(WORDS, [Span(0, 5), Span(20, 25), Span(60, 70)]) == ()


def test_a_segment_reaches_from_the_first_to_the_last_words_it_touches():
    assert segments_in(WORDS, [Span(0, 30), Span(39, 48), Span(50, 55)]) == (
        Span(5, 30),
        Span(39, 40),
        Span(50, 55),
    )


def test_a_segment_of_no_words_is_no_unit():
    assert segments_in(WORDS, [Span(20, 25), Span(60, 61)]) == ()
