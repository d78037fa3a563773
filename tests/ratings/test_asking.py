"""Proposals on made-up similarities, and how good they are on the sample study.

``asked.csv`` was made by hand, reading the twelve synthetic interviews: which turn (counted
from 1) puts which question of the guide. ``sure`` is no where readers may differ: a follow-up,
or a question near the guide's; such a proposal counts neither as right nor as wrong.
"""

import csv
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from qualbench.language import embed
from qualbench.model import Question
from qualbench.ratings import Put, answered, proposals
from qualbench.reading import read_transcript

HERE = Path(__file__).parent
SAMPLE = HERE.parent.parent / "transcripts"


def test_each_question_gets_its_turns_best_first() -> None:
    alike = [[0.9, 0.1], [0.6, 0.55], [0.2, 0.7], [0.3, 0.3]]
    first, second = proposals(alike, most=2)
    assert first == (Put(0, 0.9, True), Put(1, 0.6, True))
    assert second == (Put(2, 0.7, True), Put(3, 0.3, False))


def test_a_turn_that_clears_one_question_is_offered_for_no_other() -> None:
    assert proposals([[0.8, 0.79]]) == ((Put(0, 0.8, True),), ())


def test_what_the_answer_is_coded_with_can_make_a_turn_clear() -> None:
    assert proposals([[0.2]]) == ((Put(0, 0.2, False),),)
    ((put,),) = proposals([[0.2]], [[1.0]])
    assert (put.clear, put.score) == (True, pytest.approx(0.6))


def test_the_threshold_is_the_callers_to_choose() -> None:
    assert proposals([[0.4]], clear=0.3) == ((Put(0, 0.4, True),),)


def test_an_interview_without_turns_has_no_proposals() -> None:
    assert proposals([]) == ()


def test_matrices_of_unequal_shape_are_refused() -> None:
    with pytest.raises(ValueError, match="zip"):
        proposals([[0.1, 0.2]], [[1.0]])


def test_answers_are_matched_to_questions_by_what_they_were_coded_with() -> None:
    questions = [Question("a", "?", ("f.cost", "f.need@recipients")), Question("b", "?", ("f.x",))]
    assert answered([{"f.need"}, {"f.x", "f.cost"}, ()], questions) == [[1, 0], [1, 1], [0, 0]]


@given(
    st.integers(1, 4).flatmap(
        lambda wide: st.lists(
            st.lists(st.floats(0, 1), min_size=wide, max_size=wide), min_size=1, max_size=8
        )
    ),
    st.integers(0, 4),
)
def test_a_turn_puts_one_question_at_most(alike: list[list[float]], most: int) -> None:
    offered = proposals(np.array(alike).tolist(), most=most)
    clear = [put.turn for puts in offered for put in puts if put.clear]
    assert sorted(clear) == [turn for turn, row in enumerate(alike) if max(row) >= 0.5]
    for question, puts in enumerate(offered):
        assert all(put.score == alike[put.turn][question] for put in puts)
        assert [put.score for put in puts if put.clear] == sorted(
            (put.score for put in puts if put.clear), reverse=True
        )
        assert len(puts) <= max(most, sum(put.clear for put in puts))


@dataclass
class Interview:
    name: str
    turns: list[int]
    questions: list[Question]
    alike: list[list[float]]
    coded: list[set[str]]


@pytest.fixture(scope="module")
def interviews() -> list[Interview]:
    guide = yaml.safe_load((SAMPLE / "guide.yaml").read_text("utf-8"))["questions"]
    codings = defaultdict(list)
    for row in csv.DictReader((SAMPLE / "codings.csv").open(encoding="utf-8")):
        if row["coder"] == "coder-1":
            codings[row["transcript"]].append((int(row["start"]), row["code"]))
    found = []
    for path in sorted(SAMPLE.glob("c[1-4]-*")):
        read = read_transcript(path)
        questions = [
            Question(q["id"], q["asks"], tuple(q["constructs"]))
            for q in guide
            if q["role"] in read.name
        ]
        turns = [i for i, turn in enumerate(read.turns) if turn.interviewer]
        ends = [*(read.turns[i].start for i in turns[1:]), len(read.text)]
        coded = [
            {code for at, code in codings[read.name] if read.turns[i].start <= at < end}
            for i, end in zip(turns, ends, strict=True)
        ]
        said = embed([read.turns[i].words.of(read.text) for i in turns])
        alike = (said @ embed([q.asks for q in questions]).T).tolist()
        found.append(Interview(read.name, [i + 1 for i in turns], questions, alike, coded))
    return found


def measured(interviews: list[Interview], with_answers: bool) -> tuple[float, float, float]:
    """Precision and recall of the turns that clear, and the share of questions that were put
    for which one of the turns offered is right.
    """
    sure, maybe, clear, offered = set(), set(), set(), set()
    for row in csv.DictReader((HERE / "asked.csv").open(encoding="utf-8")):
        place = (row["transcript"], int(row["turn"]), row["question"])
        (sure if row["sure"] == "yes" else maybe).add(place)
    for talk in interviews:
        answers = answered(talk.coded, talk.questions) if with_answers else None
        for question, puts in zip(talk.questions, proposals(talk.alike, answers), strict=True):
            for put in puts:
                place = (talk.name, talk.turns[put.turn], question.id)
                offered.add(place)
                clear |= {place} if put.clear else set()
    right = clear & sure
    put_at_all = {(name, question) for name, _, question in sure}
    found = {(name, question) for name, _, question in offered & (sure | maybe)} & put_at_all
    return (
        len(right) / len(clear - maybe),
        len(right) / len(sure),
        len(found) / len(put_at_all),
    )


def test_codings_of_answers_make_most_proposals_right(interviews: list[Interview]) -> None:
    precision, recall, offered = measured(interviews, with_answers=True)
    assert precision >= 0.70
    assert recall >= 0.75
    assert offered >= 0.88


def test_wording_alone_finds_less_but_offers_three_in_four(interviews: list[Interview]) -> None:
    precision, recall, offered = measured(interviews, with_answers=False)
    assert precision >= 0.58
    assert recall >= 0.37
    assert offered >= 0.77
