from dataclasses import replace

import pytest

from qualbench.model import Judgement, Presence, Valence
from qualbench.ratings import REVERSE, Evidence, backing, concerns, read_rating


def quotes(*said: tuple[str, Valence | None]) -> list[Evidence]:
    return [Evidence(f"l{i}", who, "t", valued) for i, (who, valued) in enumerate(said)]


def judged(text: str, rationale: str = "because") -> Judgement:
    return replace(read_rating(text), rationale=rationale)


def test_what_follows_the_rules_raises_no_concern() -> None:
    two = quotes(("P1", "+"), ("P2", None))
    assert concerns(judged("+2"), two) == ()
    assert concerns(judged("-1"), quotes(("P1", "-"))) == ()
    assert concerns(judged("0"), []) == ()
    assert concerns(judged("M", rationale=""), [], known="not asked") == ()
    assert concerns(judged("NA", rationale=""), [], known="present") == ()


def test_a_draft_is_not_judged_yet() -> None:
    assert concerns(judged("draft", rationale=""), quotes(("P1", "-")), known="present") == ()


def test_the_strongest_ratings_want_examples_of_two_respondents() -> None:
    once = quotes(("P1", "+"), ("P1", "+"))
    assert concerns(judged("+2"), once) == (
        "+2 rests on quotes of 1 respondent; a +2 wants concrete examples from two or more",
    )
    assert concerns(judged("-2*"), quotes(("P1", "-"), ("P2", "-"))) == ()


def test_a_quote_valued_the_other_way_is_no_example() -> None:
    (said,) = concerns(judged("-2"), quotes(("P1", "-"), ("P2", "+")))
    assert said.startswith("-2 rests on quotes of 1 respondent;")


def test_a_transcript_without_a_participant_counts_as_one_respondent() -> None:
    unknown = [Evidence("a", "", "t1"), Evidence("b", "", "t2"), Evidence("c", "", "t2")]
    assert concerns(judged("+2"), unknown) == ()
    assert backing(unknown, 4) == "2 of 4 respondents"
    assert backing(unknown, 3) == "2 of 3 respondents, a majority"


def test_a_rating_rests_on_quotes_or_on_notes_from_somewhere() -> None:
    (said,) = concerns(judged("+1"), [])
    assert said == "+1 rests on no quote and names no source of notes"
    assert concerns(replace(judged("+1"), source="recording 12:30"), []) == ()


@pytest.mark.parametrize("text", ["0", "+1", "X"])
def test_whoever_rates_says_why(text: str) -> None:
    assert concerns(judged(text, rationale=" "), quotes(("P1", None)))[0] == (
        f"{text} has no rationale"
    )


@pytest.mark.parametrize(
    ("known", "said"),
    [
        ("present", "M, although there is coded talk of it"),
        (
            "absent",
            "M, although it is confirmed as absent; absence is not missing: rate its influence",
        ),
        (
            "asked and silent",
            "M, although it was asked about; not knowing of it may show that it is absent",
        ),
    ],
)
def test_missing_is_what_nobody_asked_or_said(known: Presence, said: str) -> None:
    assert concerns(judged("M"), [], known=known) == (said,)
    assert concerns(judged("M"), [], known="unconfirmed") == ()


def test_quotes_named_as_evidence_are_not_missing() -> None:
    (said,) = concerns(judged("M"), quotes(("P1", None)))
    assert said == "M, although there is coded talk of it"


def test_a_rating_against_most_of_its_quotes_is_questioned() -> None:
    evidence = quotes(("P1", "-"), ("P2", "-"), ("P3", "+"), ("P4", None))
    against = "+1, but 2 of 3 valued quotes are valued -"
    assert concerns(judged("+1"), evidence) == (against,)
    assert concerns(judged("+1"), evidence, "reverse") == (f"{against}; {REVERSE}",)
    assert concerns(judged("-1"), evidence) == ()
    assert concerns(judged("+1"), evidence[1:]) == ()


def test_mixed_wants_both_sides() -> None:
    (said,) = concerns(judged("X"), quotes(("P1", "+"), ("P2", "+"), ("P3", None)))
    assert said == "X, but every valued quote is valued +"
    assert concerns(judged("X"), quotes(("P1", "+"), ("P2", "-"))) == ()
    assert concerns(judged("X"), quotes(("P1", "mixed"))) == ()


def test_one_respondent_cannot_differ() -> None:
    (said,) = concerns(judged("-1*"), quotes(("P1", "-")))
    assert said == "-1* says that respondents differ, but quotes only one"
