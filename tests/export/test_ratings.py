"""Ratings as tables: none lost, none added; -2 is a number, and what is missing says why."""

import re
from dataclasses import replace

import pyreadstat
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualbench.errors import RefusedError
from qualbench.export import (
    Missing,
    ratings_matrix_table,
    ratings_table,
    ratings_wide_table,
    write,
)
from qualbench.model import Code, Codebook, Judgement, Rating

BOOK = Codebook(
    *("book", "A book", "frame", "", ""),
    codes=(
        Code("f.outer", "Outer", "domain", label="II"),
        Code("f.inner", "Inner", "domain"),
        Code("f.inner.complexity", "Complexity", "construct", parent="f.inner", polarity="reverse"),
        Code("f.need", "Need", "construct"),
    ),
)
CODERS = {"a": "ana", "b": "bo", "l": "lead"}
C1, C2 = (("clinic", "C1"),), (("clinic", "C2"),)
KINDS = {"missing": "M", "mixed": "X", "not applicable": "NA", "draft": "D"}


def rating(case, key, status="rated", value=None, coder="l", consensus=True, **more):
    code, _, role = key.partition("@")
    verified = more.pop("verified", ())
    judged = Judgement(status, value, **more)
    name = f"{case}{key}{coder}{consensus}"
    return Rating(name, coder, case, code, role, judged, "2020-01-01", consensus, verified)


TEAM = (
    rating(C1, "f.outer", value=-2, varies=True),
    rating(C2, "f.outer", value=2),
    rating(C1, "f.inner.complexity", "mixed"),
    rating(C2, "f.inner.complexity", "missing"),
    rating(C1, "f.need@leads", value=0),
)


def dicts(table):
    return [dict(zip(table.names, row, strict=True)) for row in table.rows]


def test_a_rating_says_of_whom_of_what_by_whom_and_why():
    one = rating(
        C1,
        "f.inner.complexity",
        value=-2,
        coder="a",
        consensus=False,
        varies=True,
        summary="Long.",
        rationale="Two examples.",
        source="recording 1, 00:12",
        evidence=("e1", "e2"),
        verified=("l", "b"),
    )
    (row,) = dicts(ratings_table([one], BOOK, CODERS, {one.id: 3}))
    assert row == {
        "clinic": "C1",
        "key": "f.inner.complexity",
        "code_id": "f.inner.complexity",
        "code_label": None,
        "code_path": "Inner > Complexity",
        "role_spoken_about": None,
        "framework": "frame",
        "polarity": "reverse",
        "rater": "ana",
        "layer": "individual",
        "status": "rated",
        "value": -2,
        "varies": 1,
        "summary": "Long.",
        "rationale": "Two examples.",
        "source": "recording 1, 00:12",
        "evidence": "e1 | e2",
        "respondents": 3,
        "drafted_by": "ana",
        "verified_by": "bo | lead",
        "rated_utc": "2020-01-01",
        "rating_id": one.id,
    }
    assert type(row["value"]) is int


def test_the_consensus_is_the_teams_and_stands_behind_what_each_rated():
    own = [
        rating(C1, "f.outer", value=n, coder=who, consensus=False)
        for n, who in ((1, "b"), (2, "a"))
    ]
    found = dicts(ratings_table([TEAM[0], *own], BOOK, CODERS, {}))
    assert [(row["layer"], row["rater"], row["drafted_by"], row["value"]) for row in found] == [
        ("individual", "ana", "ana", 2),
        ("individual", "bo", "bo", 1),
        ("consensus", "consensus", "lead", -2),
    ]


def test_an_attribute_that_has_the_name_of_a_column_gets_another():
    table = ratings_table([rating((("source", "S1"),), "f.outer", value=1)], BOOK, CODERS, {})
    assert len(set(table.names)) == len(table.names)
    assert dicts(table)[0]["attribute_source"] == "S1"


def test_wide_has_numbers_beside_why_there_are_none_and_whether_respondents_differ():
    first, second = dicts(ratings_wide_table(TEAM, BOOK, ("clinic",)))
    assert first == {
        "clinic": "C1",
        "f.outer": -2,
        "f.outer:status": "rated",
        "f.outer:varies": 1,
        "f.inner.complexity": Missing("X"),
        "f.inner.complexity:status": "mixed",
        "f.inner.complexity:varies": 0,
        "f.need@leads": 0,
        "f.need@leads:status": "rated",
        "f.need@leads:varies": 0,
    }
    assert tuple(second.values()) == (
        *("C2", 2, "rated", 0),
        *(Missing("M"), "missing", None),
        *(None, None, None),
    )


@pytest.mark.parametrize("suffix", [".sav", ".dta"])
def test_statistics_programs_have_columns_that_belong_together_by_name_and_label(suffix, tmp_path):
    path, names, *_ = write(
        ratings_wide_table(TEAM, BOOK, ("clinic",)), {}, tmp_path / f"w{suffix}"
    )
    frame, about = (pyreadstat.read_sav if suffix == ".sav" else pyreadstat.read_dta)(path)
    rating, status, varies = frame.columns[-3:]
    assert re.fullmatch("f_need_leads_[0-9a-f]{6}", rating)
    assert (status, varies) == (f"{rating}_stat", f"{rating}_vary")
    assert [about.column_names_to_labels[name] for name in (rating, status, varies)] == [
        "Need, said of the role leads",
        "Need, said of the role leads: status",
        "Need, said of the role leads: respondents differ",
    ]
    assert about.variable_value_labels[varies] == {
        0: "respondents do not differ",
        1: "respondents differ (*)",
    }
    outer = next(name for name in frame if re.fullmatch("f_outer_.{6}_vary", name))
    assert list(frame[outer]) == [1, 0]
    assert f"{outer},f.outer:varies," in names.read_text()


def test_the_matrix_prints_ratings_as_the_field_does():
    table = ratings_matrix_table(TEAM, BOOK, ("clinic",))
    assert [(row["key"], row["polarity"], row["C1"], row["C2"]) for row in dicts(table)] == [
        ("f.outer", "normal", "-2*", "+2"),
        ("f.inner.complexity", "reverse", "X", "M"),
        ("f.need@leads", "normal", "0", None),
    ]


def test_who_is_rated_but_not_agreed_upon_is_a_row_all_the_same():
    own = rating((("clinic", "C3"),), "f.outer", value=1, coder="a", consensus=False)
    found = dicts(ratings_wide_table([*TEAM, own], BOOK, ("clinic",)))
    assert [(row["clinic"], row["f.outer"]) for row in found] == [
        ("C1", -2),
        ("C2", 2),
        ("C3", None),
    ]


def test_two_consensus_ratings_of_a_cell_are_refused_by_name():
    twice = replace(TEAM[1], id="again")
    with pytest.raises(RefusedError, match=r"C2, f\.outer"):
        ratings_wide_table([*TEAM, twice], BOOK, ("clinic",))


CASES = st.sampled_from([C1, C2, (("clinic", "C1"), ("role", "counselor"))])
JUDGED = st.one_of(
    st.builds(Judgement, st.just("rated"), st.integers(-2, 2), st.booleans()),
    st.builds(Judgement, st.sampled_from(sorted(KINDS))),
)
RATINGS = st.lists(
    st.builds(
        Rating,
        st.uuids().map(str),
        st.sampled_from(sorted(CODERS)),
        CASES,
        st.sampled_from([code.id for code in BOOK.codes]),
        st.sampled_from(["", "leads"]),
        JUDGED,
        st.just(""),
        st.booleans(),
    ),
    max_size=12,
    unique_by=lambda one: (one.case, one.key, one.consensus or one.coder),
)


def cell(judged):
    return Missing(KINDS[judged.status]) if judged.value is None else judged.value


@given(RATINGS)
def test_every_rating_is_one_row_and_every_consensus_one_cell(ratings):
    long = dicts(ratings_table(ratings, BOOK, CODERS, {}))
    assert {row["rating_id"]: row["value"] for row in long} == {
        one.id: cell(one.judged) for one in ratings
    }
    assert len(long) == len(ratings)
    agreed = {(one.case, one.key): cell(one.judged) for one in ratings if one.consensus}
    found = {}
    for by in (("clinic",), ("role", "clinic")):
        for row in dicts(ratings_wide_table(ratings, BOOK, by)):
            case = tuple(sorted((name, row[name]) for name in by))
            keys = [name for name in row if f"{name}:status" in row]
            found |= {(case, key): row[key] for key in keys if row[f"{key}:status"]}
    assert found == agreed
