import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualbench.errors import ReadingError
from qualbench.reading.text import decode, load, normalize

anything = st.text(st.sampled_from("aé \t\n\r\f\x0b\x85\u2028\ufeff\u0301e😀")) | st.text()


@given(anything)
def test_normalizing_twice_changes_nothing_more(text):
    assert normalize(normalize(text)) == normalize(text)


@given(anything)
def test_a_normalized_text_is_nfc_and_its_lines_are_those_python_sees(text):
    done = normalize(text)
    assert unicodedata.is_normalized("NFC", done)
    assert [line for line in done.splitlines() if line] == [x for x in done.split("\n") if x]


@given(st.text())
def test_utf8_and_utf16_with_a_mark_decode_to_the_same_text(words):
    text = "".join(c for c in words if c.isprintable()) + "."
    assert decode(b"\xef\xbb\xbf" + text.encode(), "t.txt") == text
    assert decode(text.encode("utf-16"), "t.txt") == text
    assert decode(b"\xfe\xff" + text.encode("utf-16-be"), "t.txt") == text


def test_every_kind_of_line_end_becomes_lf_and_nothing_else_changes():
    assert normalize("a\r\nb\rc\x0cd\u2028e  f\t\xa0\u200bg ") == "a\nb\nc\nd\ne  f\t\xa0\u200bg "


def test_blank_lines_are_dropped_after_the_text_but_not_before_it():
    assert normalize("\n a \n\n  \n\t\n") == "\n a "


def test_combining_marks_are_composed():
    assert normalize("cafe\u0301") == "caf\xe9"


def test_windows_1252_quotes_are_read_where_utf8_fails():
    assert decode(b"\x93Well\x94 \x96 it\x92s 10 \x80", "t.txt") == "“Well” – it’s 10 €"


@pytest.mark.parametrize(
    ("data", "said"),
    [
        pytest.param(b"I: hello\0there" + b" and more" * 99, "is binary", id="a late NUL"),
        (b"I:\x01\x02\x03 hello", "is binary"),
        ("no mark".encode("utf-16-le"), "is binary"),
        (b"%PDF-1.7 and so on", "another program"),
        (b"{\\rtf1 hello}", "another program"),
        (b"\xef\xbb\xbf\xff", "is not valid utf-8"),
        (b"\x81\x8d", "is not valid utf-8 or cp1252"),
    ],
)
def test_what_is_not_text_is_refused(data, said):
    with pytest.raises(ReadingError, match=rf"^t\.txt: .*{said}") as caught:
        decode(data, "t.txt")
    assert caught.value.hint


def test_one_stray_control_character_in_a_long_text_is_kept():
    text = "word " * 100 + "\x07"
    assert decode(text.encode(), "t.txt") == text


def test_files_that_cannot_be_opened_are_refused_with_the_reason(tmp_path):
    loop = tmp_path / "loop.txt"
    loop.symlink_to(loop)
    for path, said in [
        (tmp_path / "gone.txt", "gone.txt: there is no such file"),
        (tmp_path, f"{tmp_path.name}: is a directory"),
        (loop, "loop.txt: cannot be read (too many levels of symbolic links)"),
    ]:
        with pytest.raises(ReadingError) as caught:
            load(path)
        assert caught.value.message == said
