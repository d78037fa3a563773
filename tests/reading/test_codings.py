import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from qualbench.errors import ReadingError
from qualbench.model import Span
from qualbench.reading import CodingRow, place, read_codings

TEXT = "I: So?\nR: It works, it works. Caf\xe9!"


def written(tmp_path, content):
    path = tmp_path / "codings.csv"
    path.write_text(content, encoding="utf-8")
    return path


def row(start=None, end=None, quote=""):
    return CodingRow(7, "ann", "t1", start, end, quote, "c1")


def test_spans_quotes_and_what_else_a_coding_may_say(tmp_path):
    path = written(
        tmp_path,
        "coder,transcript,code,start,end,quote,memo,role,valence,unsure,extra\n"
        'ann,t1,a.b,3,6,,,,,,\nbo,t1,a.c,,,"It works, ",why?,deliverers,Mixed,YES,x\n',
    )
    assert read_codings(path) == (
        CodingRow(2, "ann", "t1", 3, 6, "", "a.b"),
        CodingRow(
            3, "bo", "t1", None, None, "It works, ", "a.c", "deliverers", "why?", "mixed", True
        ),
    )


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ("ann,t1,c,x,6,,,", "start is not a whole number"),
        ("ann,t1,c,3,6.5,,,", "end is not a whole number"),
        ("ann,t1,c,-3,6,,,", "start is not a whole number"),
        ("ann,t1,c,6,6,,,", "end 6 is not after start 6"),
        ("ann,t1,c,3,,,,", "has only one of start and end"),
        ("ann,t1,c,,6,words,,", "has only one of start and end"),
        ("ann,t1,c,,,  ,,", "has neither start and end nor a quote"),
        ("ann,t1,c,3,6,,++,", "unknown valence"),
        ("ann,t1,c,3,6,,,maybe", "unsure is neither yes nor no"),
        (",t1,c,3,6,,,", "the coder is empty"),
        ("ann,,c,3,6,,,", "the transcript is empty"),
        ("ann,t1,,3,6,,,", "the code is empty"),
    ],
)
def test_refused_rows_are_named_by_file_and_line(tmp_path, cells, said):
    head = "coder,transcript,code,start,end,quote,valence,unsure\nann,t1,c,,,words,+,0\n"
    with pytest.raises(ReadingError) as caught:
        read_codings(written(tmp_path, head + cells))
    assert caught.value.message == f"codings.csv:3: {said}"
    assert caught.value.hint


def test_files_without_the_columns_or_rows_are_refused(tmp_path):
    with pytest.raises(ReadingError, match=r"^codings\.csv:1: no column coder, code$"):
        read_codings(written(tmp_path, "transcript,start,end\nt1,1,2\n"))
    with pytest.raises(ReadingError, match=r"^codings\.csv: has no rows$"):
        read_codings(written(tmp_path, "coder,transcript,code,quote\n"))


def test_start_and_end_are_taken_as_given():
    assert place(row(10, 18), TEXT, "c.csv") == Span(10, 18)
    assert place(row(0, len(TEXT)), TEXT, "c.csv") == Span(0, len(TEXT))


def test_a_quote_beside_a_span_is_compared_in_nfc_and_lf():
    assert place(row(30, 35, "Cafe\u0301!"), TEXT, "c.csv") == Span(30, 35)
    assert place(row(3, 9, "So?\r\nR:"), TEXT, "c.csv") == Span(3, 9)


def test_a_quote_alone_stands_where_it_occurs():
    assert place(row(quote="So?\r\nR: It"), TEXT, "c.csv") == Span(3, 12)


@pytest.mark.parametrize(
    ("bad", "said"),
    [
        (row(3, 99), "3:99 is not within the transcript's 35 characters"),
        (row(3, 6, "secret"), "the quote does not stand at 3:6"),
        (row(quote="secret"), "the quote occurs 0 times in the transcript"),
        (row(quote="works"), "the quote occurs 2 times in the transcript"),
    ],
)
def test_what_cannot_be_placed_is_refused_without_quoting_it(bad, said):
    with pytest.raises(ReadingError) as caught:
        place(bad, TEXT, "c.csv")
    assert caught.value.message == f"c.csv:7: {said}"
    assert caught.value.hint
    assert "secret" not in caught.value.message + caught.value.hint


def test_overlapping_occurrences_are_several():
    with pytest.raises(ReadingError, match="occurs 2 times"):
        place(row(quote="aa"), "aaa", "c.csv")


@given(st.text("ab\né😀", min_size=1), st.data())
def test_a_quote_of_the_text_is_placed_where_it_was_taken_or_refused(text, data):
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    quote = text[start:end]
    assert place(row(start, end, quote), text, "c.csv") == Span(start, end)
    assume(sum(text.startswith(quote, at) for at in range(len(text))) == 1)
    assert place(row(quote=quote), text, "c.csv") == Span(start, end)
