import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualbench.errors import RefusedError
from qualbench.model import STRENGTHS, Judgement
from qualbench.ratings import check_judgement, number, read_rating, strength, valence

JUDGED = st.one_of(
    st.builds(Judgement, st.just("rated"), st.sampled_from(STRENGTHS), st.booleans()),
    st.builds(Judgement, st.sampled_from(["mixed", "draft"]), varies=st.booleans()),
    st.builds(Judgement, st.sampled_from(["missing", "not applicable"])),
)


@pytest.mark.parametrize(
    ("judged", "printed"),
    [
        (Judgement("rated", 2), "+2"),
        (Judgement("rated", -1, varies=True), "-1*"),
        (Judgement("rated", 0), "0"),
        (Judgement("mixed", varies=True), "X*"),
        (Judgement("missing"), "M"),
        (Judgement("not applicable"), "NA"),
        (Judgement("draft"), "…"),
    ],
)
def test_a_judgement_is_printed_as_matrices_print_it(judged: Judgement, printed: str) -> None:
    assert judged.sign == printed


@given(JUDGED)
def test_what_is_shown_is_read_back(judged: Judgement) -> None:
    check_judgement(judged)
    assert read_rating(judged.sign) == judged


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("2", "+2"),
        ("+2", "+2"),
        (" -1* ", "-1*"),
        ("\N{MINUS SIGN}2", "-2"),
        ("\N{EN DASH}1", "-1"),
        ("\N{FULLWIDTH PLUS SIGN}1 *", "+1*"),
        ("2.0", "+2"),
        ("-0", "0"),
        ("0(mix)", "X"),
        ("0 (mixed)", "X"),
        ("Mixed", "X"),
        ("x*", "X*"),
        ("m", "M"),
        ("Missing", "M"),
        ("n/a", "NA"),
        ("Not applicable", "NA"),
    ],
)
def test_ratings_are_read_as_people_write_them(written: str, shown: str) -> None:
    assert read_rating(written).sign == shown


@pytest.mark.parametrize("written", ["+3", "-12", "", "*", "-", "1.5", "++1", "high", "M*", "²3"])
def test_anything_else_is_refused(written: str) -> None:
    with pytest.raises(RefusedError):
        read_rating(written)


def test_a_refusal_names_what_is_accepted() -> None:
    with pytest.raises(RefusedError, match=r"'high' is no rating") as refused:
        read_rating("high")
    assert "-2, -1, 0, +1 or +2" in refused.value.hint


@pytest.mark.parametrize(
    "judged",
    [
        Judgement("rated"),
        Judgement("rated", 3),
        Judgement("mixed", 0),
        Judgement("missing", -1),
        Judgement("draft", 1),
        Judgement("missing", varies=True),
        Judgement("not applicable", varies=True),
    ],
)
def test_a_number_stands_where_and_only_where_one_was_rated(judged: Judgement) -> None:
    with pytest.raises(RefusedError):
        check_judgement(judged)


def test_valence_and_strength_come_from_the_number() -> None:
    judged = [read_rating(text) for text in ("-2", "0", "+1", "X", "M", "NA", "draft")]
    assert [valence(one) for one in judged] == ["-", "0", "+", "X", "", "", ""]
    assert [strength(one) for one in judged] == [2, 0, 1, None, None, None, None]
    assert [number(one) for one in judged] == [-2, 0, 1, 0, None, None, None]
