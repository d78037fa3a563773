"""What went and what came in a text, in lines with signs."""

from hypothesis import given
from hypothesis import strategies as st

from qualbench.tui.widgets.differences import differences

LONG = "a b c d e f g h i j k l m n o p q r s t u v w x y z"


def told(before, after):
    return [line.plain for line in differences(before, after)]


def test_words_that_differ_stand_among_the_nearest_that_stayed():
    before, after = LONG.replace(" m ", " here "), LONG.replace(" m ", " over there ")
    assert told([before], [after]) == [
        "- … i j k l here n o p q …",
        "+ … i j k l over there n o p q …",
    ]


def test_far_from_what_differs_the_words_are_left_out_at_both_ends_too():
    assert told([LONG], [f"so {LONG} yes"]) == [
        "- a b c d … w x y z",
        "+ so a b c d … w x y z yes",
    ]


def test_items_that_stay_are_not_told_and_others_come_or_go_as_a_whole():
    assert told(["a b", "c d", "e f"], ["a b", "e g", "h i"]) == [
        "- c d",
        "+ e g",
        "- e f",
        "+ h i",
    ]
    assert told([], ["a b"]) == ["+ a b"]
    assert told(["a b"], [""]) == ["- a b"]


def test_only_the_words_that_differ_are_stressed():
    went, came = differences(["the state asks"], ["the clinic asks"])
    assert [went.plain[span.start : span.end] for span in went.spans if span.style] == ["state"]
    assert [came.plain[span.start : span.end] for span in came.spans if span.style] == ["clinic"]


WORDS = st.lists(st.sampled_from("abcdef"), max_size=40).map(" ".join)


@given(WORDS, WORDS)
def test_every_word_that_went_or_came_is_told(before, after):
    lines = told([before], [after])
    went = {word for line in lines if line[0] == "-" for word in line.split()}
    came = {word for line in lines if line[0] == "+" for word in line.split()}
    assert set(before.split()) - set(after.split()) <= went
    assert set(after.split()) - set(before.split()) <= came
    assert (before == after) == (not lines)
