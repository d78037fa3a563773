"""Ratings from a workbook's CSV, and from a table of ratings that was exported."""

import pytest

from qualbench.errors import ReadingError
from qualbench.reading import RatingRow, read_ratings

C1 = (("clinic", "C1"),)


def written(tmp_path, content):
    path = tmp_path / "ratings.csv"
    path.write_text(content, encoding="utf-8")
    return path


def test_a_row_is_a_rating_with_its_notes_and_its_line(tmp_path):
    path = written(
        tmp_path,
        "Coder,clinic,wave,code,role_spoken_about,rating,summary,rationale,source,layer,"
        "verified_by,evidence\n"
        "ann,C1,,a.b,,-1*,,,,,,\n"
        'bo,C1,late,a.c,deliverers,X,"two\nlines",why,tape 3,Individual,ann; cy;ann,q1 | q2\n'
        "lead,C1,,a.b,,,notes,,,consensus,,all\n",
    )
    assert read_ratings(path) == (
        RatingRow(2, "ann", C1, "a.b", rating="-1*"),
        RatingRow(
            *(3, "bo", (*C1, ("wave", "late")), "a.c", "deliverers", "X"),
            *("two\nlines", "why", "tape 3", ("q1", "q2"), False, ("ann", "cy")),
        ),
        RatingRow(5, "", C1, "a.b", summary="notes", evidence=("all",), consensus=True),
    )


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        *(("'-2", "-2"), ("'+2", "+2"), ("\N{RIGHT SINGLE QUOTATION MARK}-1*", "-1*")),
        *(("\N{MINUS SIGN}2", "\N{MINUS SIGN}2"), (" 0(mix) ", "0(mix)"), ("", "")),
    ],
)
def test_an_apostrophe_that_guards_a_rating_is_no_part_of_it(tmp_path, cell, said):
    (row,) = read_ratings(written(tmp_path, f"rater,clinic,code,rating\nann,C1,a.b,{cell}\n"))
    assert row.rating == said


def test_the_guard_of_a_text_is_taken_off_once_and_other_apostrophes_stay(tmp_path):
    head = "rater,clinic,code,rating,summary,rationale,source\n"
    path = written(tmp_path, f"{head}ann,C1,a.b,0,'=sum,''-no,'quoted'\n")
    (row,) = read_ratings(path)
    assert (row.summary, row.rationale, row.source) == ("=sum", "'-no", "'quoted'")


def test_an_exported_table_is_read_by_the_parts_of_its_ratings(tmp_path):
    path = written(
        tmp_path,
        "attribute_status,clinic,key,code_id,code_label,code_path,role_spoken_about,framework,"
        "polarity,rater,layer,status,value,varies,evidence,respondents,drafted_by,rated_utc,"
        "rating_id\n"
        "open,C1,a.c@r,a.c,I,A > C,r,F,normal,ann,individual,rated,-2,1,q1 | q2,2,ann,,x\n"
        ",C1,a.b,a.b,I,A > B,,F,normal,ann,individual,not applicable,,0,,,ann,,y\n"
        ",C1,a.b,a.b,I,A > B,,F,normal,consensus,consensus,mixed,,1,,,lead,,z\n",
    )
    rated, silent, agreed = read_ratings(path)
    assert rated == RatingRow(
        2, "ann", (*C1, ("status", "open")), "a.c", "r", "-2*", evidence=("q1", "q2")
    )
    assert (silent.rating, silent.case) == ("not applicable", C1)
    assert (agreed.rater, agreed.consensus, agreed.rating) == ("", True, "mixed*")


def test_a_row_of_consensus_needs_no_layer(tmp_path):
    (row,) = read_ratings(written(tmp_path, "rater,clinic,code,rating\nConsensus,C1,a.b,1\n"))
    assert (row.rater, row.consensus) == ("", True)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("clinic,code,rating\nC1,a.b,1\n", "ratings.csv:1: no column rater"),
        ("rater,clinic,rating\nann,C1,1\n", "ratings.csv:1: no column code"),
        ("rater,clinic,code\nann,C1,a.b\n", "ratings.csv:1: no column rating"),
        ("rater,code,rating\nann,a.b,1\n", "ratings.csv:1: no column says which case is rated"),
        ("rater,clinic,code,rating\nann,C1,a,1\n,C1,a,1\n", "ratings.csv:3: the rater is empty"),
        ("coder,clinic,code,rating\nann,C1,,1\n", "ratings.csv:2: the code is empty"),
        ("coder,clinic,code,rating\nann,,a,1\n", "ratings.csv:2: no case is named"),
        ("rater,clinic,code,rating,layer\na,C1,a,1,team\n", "ratings.csv:2: unknown layer"),
        (
            "rater,clinic,code,rating,layer\nconsensus,C1,a,1,individual\n",
            "ratings.csv:2: nobody is called consensus",
        ),
        (
            "rater,clinic,code,value,varies\nann,C1,a,1,perhaps\n",
            "ratings.csv:2: varies is neither 1 nor 0",
        ),
    ],
)
def test_a_faulty_file_is_refused_with_its_line(tmp_path, content, said):
    with pytest.raises(ReadingError) as refused:
        read_ratings(written(tmp_path, content))
    assert refused.value.message == said
    assert refused.value.hint
