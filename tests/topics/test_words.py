"""What of a turn can become a phrase, and which phrases are shown."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualbench.topics.words import answers, echoes, label, phrases, readable


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The front desk calls.", ["front", "desk", "calls", "front desk", "desk calls"]),
        ("Um, yeah, I mean, like, you know, okay. Mm-hmm. Uh-huh.", []),
        ("I-I don't think they're sort of [laughs] [name]", []),
        ("We need a room. Billing", ["need", "room", "billing"]),
        ("room for billing", ["room", "billing"]),
        ("the mother’s follow-up", ["mother", "follow-up", "mother follow-up"]),
        ("Entrée für Mütter", ["entrée", "für", "mütter", "entrée für", "für mütter"]),
        ("at 10 am on 4th <unclear>", ["th"]),
        ("", []),
    ],
)
def test_phrases_are_content_words_and_pairs_that_stand_side_by_side(text, found):
    assert phrases(text) == found


@given(st.text())
def test_no_phrase_holds_a_filler_or_more_than_two_words(text):
    for phrase in phrases(text):
        assert 1 <= len(phrase.split(" ")) <= 2
        assert all(phrases(word) == [word] for word in phrase.split(" "))


def test_forms_of_one_word_are_shown_once():
    ranked = ["call", "calls", "calling", "desk"]
    assert readable(ranked, dict.fromkeys(ranked, 5), 8) == ("call", "desk")


def test_a_pair_stands_for_its_word_where_it_is_said_often_enough():
    ranked = ["desk", "front desk", "room", "other room"]
    users = {"desk": 6, "front desk": 2, "room": 7, "other room": 2}
    assert readable(ranked, users, 8) == ("front desk", "room")


def test_what_one_text_alone_uses_is_left_out_unless_there_is_nothing_else():
    assert readable(["cat", "dog"], {"cat": 1, "dog": 2}, 8) == ("dog",)
    assert readable(["cat", "dog"], {"cat": 1, "dog": 1}, 8) == ("cat", "dog")


def test_no_more_phrases_than_asked_for():
    assert readable(["cat", "dog", "cow"], {"cat": 2, "dog": 2, "cow": 2}, 2) == ("cat", "dog")


@pytest.mark.parametrize("text", ["Absolutely. Yup.", "Yeah, sounds great!", "Fine, fine.", "Um."])
def test_an_answer_alone_says_nothing(text):
    assert answers(phrases(text))


def test_an_answer_beside_something_else_does():
    assert not answers(phrases("A nice office."))


@pytest.mark.parametrize(
    ("text", "asked", "echo"),
    [
        ("The room?", "How were the rooms?", True),
        ("The room was cold.", "How was the room?", False),
        ("Rooms.", "", False),
    ],
)
def test_an_echo_says_nothing_beyond_what_was_asked(text, asked, echo):
    assert echoes(text, asked) == echo


def test_a_label_names_the_three_best_phrases():
    assert label(["front desk", "room", "door", "key"]) == "front desk, room, door"
    assert label([]) == ""
