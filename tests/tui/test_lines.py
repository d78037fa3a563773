"""Text laid out as lines of a width, and the cells of a line."""

import re
import time
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from rich.cells import cell_len

from qualbench.model import Span, Turn
from qualbench.tui.widgets.cells import cell_at, cut, grapheme_at, graphemes, is_narrow, shown
from qualbench.tui.widgets.lines import lay_out, wrap

# Plain and wide letters, combining marks, emoji joined and coloured, flags, letters from right
# to left, and what moves or commands a terminal.
LETTERS = [
    *("a", "bcd", "it’s", "–", "字", "ｗ", "、", "（", "e\u0301", "\u0301", "\u200d", "❤\ufe0f"),
    *("👩\u200d👧", "👍🏽", "🇩🇪", "🇩", "שלום", "سلام", "\u200f", "\u202e", "\x1b", "\x9b"),
]
SPACES = [" ", "  ", "\n", "\t", "\u3000", "\u00a0"]
BREAKING = " \t\n\u3000"
TEXTS = st.lists(st.sampled_from([*LETTERS, *SPACES]), max_size=60).map("".join)
WHOLE = TEXTS.filter(
    lambda text: not re.search("(^|\\s)[\u0301\u200d\ufe0f\u200f]|\u200d\\s", text)
)
PLAIN = st.text(st.sampled_from("abc  \n"), max_size=200)
WIDTHS = st.integers(2, 30)


def _wrapped(text, width):
    return [Span(start, end) for start, end in wrap(text, Span(0, len(text)), width)]


@given(TEXTS | PLAIN, WIDTHS)
@example("字" * 9, 3)
@example("a\tb\tc d", 4)
@example("\u0301\u200d字👍🏽bcd", 4)
def test_lines_hold_every_character_but_space_in_order_and_once(text, width):
    words = "".join(span.of(text) for span in _wrapped(text, width))
    assert "".join(words.split()) == "".join(text.split())
    edges = [edge for span in _wrapped(text, width) for edge in (span.start, span.end)]
    assert edges == sorted(edges)


@given(TEXTS | PLAIN, st.integers(5, 30))
@example("a\tb\tc d", 5)
@example("a b  c d  e ", 5)
def test_no_line_is_wider_than_the_width(text, width):
    assert all(cell_len(shown(span.of(text))) <= width for span in _wrapped(text, width))


@given(TEXTS | PLAIN, WIDTHS)
def test_a_line_holds_no_line_end_and_neither_begins_nor_ends_with_space_that_breaks(text, width):
    lines = [span.of(text) for span in _wrapped(text, width)]
    assert all(line == line.strip(BREAKING) and line and "\n" not in line for line in lines)


@given(st.lists(st.sampled_from(["a", "bcd", "it’s", "word"]), min_size=1, max_size=40), WIDTHS)
def test_a_line_of_plain_words_ends_only_where_the_next_word_has_no_room(words, width):
    text = " ".join(words)
    lines = _wrapped(text, width)
    for line, following in pairwise(lines):
        word = text[following.start :].split(" ")[0]
        assert len(line) + 1 + len(word) > width or len(word) > width
        broken = text[line.end] != " "
        assert not broken or len(line) == width


@given(WHOLE, WIDTHS)
def test_no_line_parts_what_people_take_for_one_character(text, width):
    ends = {end for _, end, _ in graphemes(text, Span(0, len(text)))}
    after_space = {at for at in range(1, len(text) + 1) if text[at - 1] in BREAKING}
    for span in _wrapped(text, width):
        assert span.end in ends or text[span.end : span.end + 1] in BREAKING
        assert span.start == 0 or span.start in ends or span.start in after_space


@given(TEXTS, WIDTHS)
def test_every_character_has_its_cell_and_the_cell_leads_back_to_it(text, width):
    for line in _wrapped(text, width):
        cell = 0
        for start, end, cells in graphemes(text, line):
            assert cell_at(text, line, start) == cell
            for covered in range(cell, cell + cells):
                assert grapheme_at(text, line, covered) == Span(start, end)
            cell += cells
        assert cell == cell_len(shown(line.of(text)))
        assert cell_at(text, line, line.end) == cell


@given(TEXTS, WIDTHS, st.integers(-3, 40))
def test_a_cell_before_or_beyond_a_line_is_its_first_or_last_character(text, width, cell):
    for line in _wrapped(text, width):
        found = grapheme_at(text, line, cell)
        assert line.start <= found.start < found.end <= line.end


@given(TEXTS, st.sets(st.integers(0, 200)))
def test_a_line_cut_at_any_edges_is_whole_and_parts_no_character(text, edges):
    whole = Span(0, len(text))
    pieces = list(cut(text, whole, edges)) if text else []
    assert "".join(piece.of(text) for piece in pieces) == text
    starts = {start for start, _, _ in graphemes(text, whole)}
    assert all(piece.start in starts for piece in pieces)


@given(st.text(max_size=80))
def test_narrow_text_has_a_cell_for_each_character(text):
    if is_narrow(text):
        assert cell_len(shown(text)) == len(text) == len(graphemes(text, Span(0, len(text))))


def test_a_wide_character_is_hit_in_both_its_cells():
    found = [grapheme_at("a字b", Span(0, 3), cell).start for cell in range(5)]
    assert found == [0, 1, 1, 2, 2]


def test_flags_and_skin_tones_are_one_character():
    assert grapheme_at("🇩🇪!", Span(0, 3), 0) == Span(0, 2)
    assert grapheme_at("👍🏽!", Span(0, 3), 0) == Span(0, 2)


def test_words_in_wide_characters_break_anywhere_but_before_what_closes():
    assert [span.of("日本語、英語") for span in _wrapped("日本語、英語", 6)] == [
        "日本",
        "語、英",
        "語",
    ]


def test_what_would_command_or_turn_a_terminal_is_shown_as_a_mark():
    assert shown("a\x1b]0;title\x07b\tc\x9b\u202ed") == "a\ufffd]0;title\ufffdb c\ufffd\ufffdd"


def test_what_is_shown_has_as_many_characters_as_the_text():
    text = "".join(map(chr, range(0x100)))
    assert len(shown(text)) == len(text)


TEXT = "Title\n\nI: How?\nC: Well, it fits.\nAnd more."
TURNS = (Turn(7, 10, 14, "I", True), Turn(15, 18, 42, "C", False))


def test_turns_are_laid_out_with_speaker_words_and_gap_and_the_head_before_them():
    lines = list(lay_out(TEXT, TURNS, 80))
    assert [(line.kind, line.turn) for line in lines] == [
        ("words", None),
        ("gap", None),
        *(("speaker", 0), ("words", 0), ("gap", 0)),
        *(("speaker", 1), ("words", 1), ("words", 1), ("gap", 1)),
    ]
    words = [line.span.of(TEXT) for line in lines if line.kind == "words"]
    assert words == ["Title", "How?", "Well, it fits.", "And more."]


def test_the_line_of_a_character_is_found():
    layout = lay_out(TEXT, TURNS, 80)
    assert layout[layout.row_of(TEXT.index("more"))].span.of(TEXT) == "And more."
    assert layout[layout.row_of(TEXT.index("C:"))].span.of(TEXT) == "Well, it fits."
    assert layout[layout.row_of(0)].span.of(TEXT) == "Title"
    assert layout.top_of(1) == 5


@given(st.lists(st.sampled_from(["a", "bc", " ", "\n", "字"]), max_size=40), WIDTHS)
def test_every_character_of_a_line_leads_to_that_line(letters, width):
    text = "I: q\nC: " + "".join(letters)
    turns = (Turn(0, 3, 4, "I", True), Turn(5, 8, len(text), "C", False))
    layout = lay_out(text, turns, width)
    for row, line in enumerate(layout):
        if line.kind == "words":
            assert {layout.row_of(at) for at in range(line.span.start, line.span.end)} == {row}


@pytest.mark.parametrize("aside", ["", " it’s ", " 🎉 "])
def test_twenty_thousand_lines_are_laid_out_in_a_moment(aside):
    words = f"{'the clinic had supervision and ' * 6}{aside}{'we all came to it ' * 6}"
    text, turns = "", []
    parts = []
    at = 0
    while at < 960_000:
        turns.append(Turn(at, at, at + len(words), "C", False))
        parts.append(words)
        at += len(words) + 1
    text = "\n".join(parts)
    began = time.perf_counter()
    layout = lay_out(text, turns, 44)
    took = time.perf_counter() - began
    assert len(layout) > 20_000
    assert took < 0.6, f"{took:.3f} s"  # well under 0.15 s on a machine with nothing else to do
