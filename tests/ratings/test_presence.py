from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualbench.model import Guide, Question
from qualbench.ratings import (
    MEANING,
    Heard,
    asks_about,
    presence,
)

HEARD = st.lists(
    st.builds(Heard, st.integers(0, 2), st.booleans(), st.booleans(), st.booleans(), st.booleans()),
    max_size=4,
)
ASKED = Heard(asked=True, finished=True)


def test_talk_counts_before_everything_else() -> None:
    assert presence([Heard(segments=1), Heard(absent=True), Heard(unconfirmed=True)]) == "present"


def test_confirmed_absence_counts_before_silence() -> None:
    assert presence([ASKED, replace(ASKED, absent=True), Heard(unconfirmed=True)]) == "absent"


def test_silence_is_known_once_questions_are_confirmed_and_answers_coded() -> None:
    assert presence([ASKED, Heard(finished=True)]) == "asked and silent"
    assert presence([ASKED, Heard(unconfirmed=True, finished=True)]) == "unconfirmed"
    assert presence([ASKED, Heard(asked=True)]) == "unconfirmed"


def test_who_was_not_asked_is_not_silent() -> None:
    assert presence([]) == "not asked"
    assert presence([Heard(finished=True), Heard()]) == "not asked"


@given(HEARD, st.randoms())
def test_the_order_of_transcripts_does_not_matter(heard: list[Heard], chance) -> None:
    shuffled = chance.sample(heard, len(heard))
    assert presence(shuffled) == presence(heard)


@given(HEARD.filter(bool), st.data())
def test_one_more_segment_makes_it_present(heard: list[Heard], data) -> None:
    place = data.draw(st.integers(0, len(heard) - 1))
    more = [*heard]
    more[place] = replace(heard[place], segments=heard[place].segments + 1)
    assert presence(more) == "present"


@given(HEARD)
def test_what_is_known_has_a_meaning_and_is_present_where_there_is_a_segment(
    heard: list[Heard],
) -> None:
    known = presence(heard)
    assert known in MEANING
    assert (known == "present") == any(one.segments for one in heard)


GUIDE = Guide(
    "synthetic",
    (
        Question("q1", "?", ("f.motivation@deliverers",), ("counselor",)),
        Question("q2", "?", ("f.motivation", "f.cost"), ("administrator",)),
        Question("q3", "?", ("f.cost",)),
    ),
)


@pytest.mark.parametrize(
    ("role", "key", "asking"),
    [
        ("counselor", "f.motivation@deliverers", ["q1"]),
        ("Counselor", "f.motivation", ["q1"]),
        ("counselor", "f.motivation@mid_leaders", []),
        ("administrator", "f.motivation@mid_leaders", ["q2"]),
        ("administrator", "f.cost", ["q2", "q3"]),
        ("counselor", "f.cost", ["q3"]),
        ("counselor", "f.cos", []),
        ("", "f.cost", ["q3"]),
    ],
)
def test_a_question_asks_its_respondents_about_its_constructs(
    role: str, key: str, asking: list[str]
) -> None:
    assert [question.id for question in asks_about(GUIDE, role, key)] == asking
