"""Text laid out as lines of a width."""

from hypothesis import example, given
from hypothesis import strategies as st
from rich.cells import cell_len

from qualbench.model import Span, Turn
from qualbench.tui.widgets.lines import lay_out, line_at, offset_at, shown, wrap

# Plain and wide letters, combining marks, emoji joined and coloured, and what moves a terminal.
LETTERS = ["a", "bcd", "字", "ｗ", "e\u0301", "\u0301", "👩\u200d👧", "👍🏽", "🇩🇪", "\u200d"]
SPACES = [" ", "  ", "\n", "\t", "\u00a0"]
TEXTS = st.lists(st.sampled_from([*LETTERS, *SPACES, "\x1b", "\x9b"]), max_size=60).map("".join)
WIDTHS = st.integers(2, 30)


def _wrapped(text, width):
    return list(wrap(text, Span(0, len(text)), width))


@given(TEXTS, WIDTHS)
@example("字" * 9, 3)
@example("a\tb\tc d", 4)
@example("\u0301\u200d字👍🏽bcd", 3)
def test_lines_hold_every_character_but_space_in_order_and_once(text, width):
    words = "".join(span.of(text) for span in _wrapped(text, width))
    assert "".join(words.split()) == "".join(text.split())
    edges = [edge for span in _wrapped(text, width) for edge in (span.start, span.end)]
    assert edges == sorted(edges)


@given(TEXTS, WIDTHS)
@example("a\tb\tc d", 4)
@example("\u0301\u200d字👍🏽bcd", 3)
def test_no_line_is_wider_than_the_width(text, width):
    assert all(cell_len(shown(span.of(text))) <= width for span in _wrapped(text, width))


@given(TEXTS, WIDTHS)
def test_a_line_holds_no_line_end_and_neither_begins_nor_ends_with_space(text, width):
    lines = [span.of(text) for span in _wrapped(text, width)]
    assert all(line == line.strip() and line and "\n" not in line for line in lines)


@given(TEXTS, WIDTHS, st.integers(-3, 40))
def test_a_cell_is_a_character_of_its_line(text, width, cell):
    for span in _wrapped(text, width):
        assert span.start <= offset_at(text, span, cell) < span.end


@given(TEXTS, WIDTHS)
def test_cells_from_left_to_right_are_characters_from_first_to_last(text, width):
    for span in _wrapped(text, width):
        offsets = [offset_at(text, span, cell) for cell in range(width)]
        assert offsets == sorted(offsets)


def test_a_wide_character_is_hit_in_both_its_cells():
    assert [offset_at("a字b", Span(0, 3), cell) for cell in range(5)] == [0, 1, 1, 2, 2]


def test_what_would_command_a_terminal_is_shown_as_a_mark():
    assert shown("a\x1b]0;title\x07b\tc\x9b") == "a\ufffd]0;title\ufffdb c\ufffd"


def test_what_is_shown_has_as_many_characters_as_the_text():
    text = "".join(map(chr, range(0x100)))
    assert len(shown(text)) == len(text)


TEXT = "Title\n\nI: How?\nC: Well, it fits.\nAnd more."
TURNS = (Turn(7, 10, 14, "I", True), Turn(15, 18, 42, "C", False))


def test_turns_are_laid_out_with_speaker_words_and_gap_and_the_head_before_them():
    lines = lay_out(TEXT, TURNS, 80)
    assert [(line.kind, line.turn) for line in lines] == [
        ("words", None),
        ("gap", None),
        *(("speaker", 0), ("words", 0), ("gap", 0)),
        *(("speaker", 1), ("words", 1), ("words", 1), ("gap", 1)),
    ]
    words = [line.span.of(TEXT) for line in lines if line.kind == "words"]
    assert words == ["Title", "How?", "Well, it fits.", "And more."]


def test_the_line_of_a_character_is_found():
    lines = lay_out(TEXT, TURNS, 80)
    assert lines[line_at(lines, TEXT.index("more"))].span.of(TEXT) == "And more."
