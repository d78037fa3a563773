"""The transcript as people read it and select in it, by keys and mouse."""

from contextlib import asynccontextmanager
from itertools import pairwise
from typing import ClassVar

import pytest
from rich.cells import cell_len
from textual.app import App
from textual.events import MouseScrollDown
from textual.widgets import Static

from qualbench.model import Span, Turn
from qualbench.tui.widgets.cells import cell_at
from qualbench.tui.widgets.lanes import Mark
from qualbench.tui.widgets.transcript_view import TranscriptView

SAID = [
    ("I", "How does it go?"),
    ("C", "Well, it fits us. We had no time at all for it, and nobody asked us what we needed."),
    ("I", "Why?"),
    ("C", "Counselors' rooms are small 字字 and cold. That is all."),
    *[(who, f"{who} says number {n}.") for n in range(20) for who in ("I", "C")],
]


def _transcript(said):
    text, turns, sentences = "", [], []
    for who, words in said:
        body = len(text) + 3
        text += f"{who}: {words}\n"
        turns.append(Turn(body - 3, body, len(text) - 1, who, who == "I"))
        at = body
        for part in words.split(". "):
            sentences.append(Span(at, min(at + len(part) + 1, len(text) - 1)))
            at += len(part) + 2
    return text, turns, sentences


TEXT, TURNS, SENTENCES = _transcript(SAID)


class Reading(App[None]):
    BINDINGS: ClassVar = [(key, f"screens('{key}')") for key in ("escape", "enter", "e", "o")]

    def __init__(self, said=SAID):
        super().__init__()
        self.said = []
        self.transcript = _transcript(said)

    def compose(self):
        yield TranscriptView(*self.transcript)
        yield Static("", id="after")

    def on_mount(self):
        self.view = self.query_one(TranscriptView)
        self.view.focus()

    def on_transcript_view_selected(self, event):
        self.said.append((event.span.of(TEXT), event.by, event.finished))

    def on_transcript_view_edges_set(self, event):
        self.said.append(("set", event.span.of(TEXT)))

    def on_transcript_view_edges_left(self):
        self.said.append("left")

    def on_transcript_view_copied(self, event):
        self.said.append(("copied", event.span.of(TEXT)))

    def action_screens(self, key):
        self.said.append(key)


@pytest.fixture
def reading():
    @asynccontextmanager
    async def reading(*keys, size=(60, 20), said=SAID):
        app = Reading(said)
        async with app.run_test(size=size) as pilot:
            await pilot.press(*keys)
            await pilot.pause()
            yield pilot, app.view

    return reading


def _of(view):
    return view.selection.span.of(TEXT)


def _lines(view):
    return [view.render_line(y).text.rstrip() for y in range(view.size.height)]


def _cell(view, words):
    """Where on the screen some words begin."""
    for y, line in enumerate(_lines(view)):
        if words in line:
            return cell_len(line[: line.index(words)]), y
    raise AssertionError(f"{words!r} is not on the screen")


STEPS = [
    ("j", SAID[3][1]),
    ("down k", SAID[1][1]),
    (")", "Well, it fits us."),
    (") ) )", "Counselors' rooms are small 字字 and cold."),
    ("} } {", SAID[3][1]),
    ("w w", "it"),
    ("w right l h b left", "Well"),
    ("w s", "Well, it fits us."),
    ("w s s", SAID[1][1]),
    ("w w s s s", "it"),
    ("G", "C says number 19."),
    ("G g", SAID[1][1]),
    ("end home", SAID[1][1]),
    ("w v w w", "Well, it fits"),
    ("w v w w b", "Well, it"),
    ("w v j", "Well, it fits us. We had no time at all for it, and nobody"),
    (
        "w v } o w",
        "it fits us. We had no time at all for it, and nobody asked us what we needed.",
    ),
    ("w w shift+right shift+right shift+left", "it fits"),
    ("w w w shift+left", "it fits"),
    ("v )", "Well, it fits us."),
    ("v ) v j", "We had no time at all for it, and nobody asked us what we needed."),
]
NAMES = {
    "(": "left_parenthesis",
    ")": "right_parenthesis",
    "{": "left_curly_bracket",
    "}": "right_curly_bracket",
}


async def test_keys_select(reading):
    async with reading() as (pilot, view):
        begun = view.selection
        for keys, said in STEPS:
            view.selection = begun
            await pilot.press(*(NAMES.get(key, key) for key in keys.split()))
            assert (keys, _of(view)) == (keys, said)


async def test_words_go_by_the_lines_that_the_eye_sees_and_keep_their_column(reading):
    async with reading("w", *["l"] * 3) as (pilot, view):
        column, row = _cell(view, "us. We")
        for key, step in (("j", 1), ("k", -1), ("j", 1)):
            await pilot.press(key)
            row += step
            at = view.selection.span
            assert view._layout.row_of(at.start) == row + view.scroll_offset.y
            assert abs(cell_at(TEXT, view._layout[row].span, at.start) + 7 - column) < 10


async def test_lines_pass_over_the_interviewer(reading):
    async with reading("w", "j", "j") as (_, view):
        assert TURNS[3].body <= view.selection.span.start < TURNS[3].end


async def test_extending_by_lines_and_back_is_as_if_nothing_had_been(reading):
    async with reading("w", "v", "w") as (pilot, view):
        begun = view.selection
        await pilot.press("j", "j", "w", "b", "k", "k")
        assert view.selection == begun


async def test_what_is_selected_is_said_once_and_only_if_something_is_new(reading):
    async with reading("G", "j", "j", "home") as (pilot, _):
        assert pilot.app.said == [
            ("C says number 19.", "keys", True),
            (SAID[1][1], "keys", True),
        ]


async def test_pages_move_the_selection_to_answers_and_back(reading):
    async with reading("pagedown") as (pilot, view):
        assert view.selection.span.start > TURNS[3].start
        assert view.selection.talk.is_answer(view.selection.span.start)
        await pilot.press(*["pagedown"] * 9)
        assert _of(view) == "C says number 19."
        await pilot.press(*["pageup"] * 9)
        assert _of(view) == SAID[1][1]


async def test_pages_go_on_within_a_turn_longer_than_the_screen(reading):
    said = [("C", "word " * 800), ("C", "The end.")]
    async with reading(size=(60, 10), said=said) as (pilot, view):
        tops = []
        for _ in range(30):
            await pilot.press("pagedown")
            tops.append(view.scroll_offset.y)
        assert all(8 >= later - top > 0 for top, later in pairwise(tops[:5]))
        assert view.selection.span == view.selection.last().span


async def test_the_question_is_seen_with_its_answer(reading):
    async with reading(*"jjjjjjjj") as (_, view):
        shown = "\n".join(_lines(view))
        assert "I says number 6." in shown
        assert "C says number 6." in shown


async def test_resizing_keeps_what_is_selected_on_its_line_of_the_screen(reading):
    async with reading(*"jjjjjjjjj", size=(60, 20)) as (pilot, view):
        before, row = _of(view), _cell(view, _of(view))[1]
        for size in ((50, 20), (110, 20), (60, 20)):
            await pilot.resize_terminal(*size)
            await pilot.pause()
            assert _of(view) == before
            assert _cell(view, before)[1] == row


async def test_lines_fill_the_width_and_none_is_cut(reading):
    async with reading() as (pilot, view):
        for width in (24, 60, 80, 130, 200):
            await pilot.resize_terminal(width, 60)
            await pilot.pause()
            shown = " ".join(
                " ".join(line[view._columns.gutter :].split()) for line in _lines(view)
            )
            assert SAID[1][1] in shown
            assert all(view.render_line(y).cell_length == view.size.width for y in range(60 - 1))


async def test_what_is_selected_is_pointed_at_also_without_colour(reading):
    async with reading() as (_, view):
        lines = [line for line in _lines(view) if line.startswith(("▶", "▌"))]
        assert len(lines) == len(view._layout.rows_of(view.selection.span))
        assert lines[0].startswith("▶")
        assert not any(line.startswith("▶") for line in lines[1:])


async def test_a_selected_word_is_in_reverse(reading):
    async with reading("w", "w") as (_, view):
        reverse = [
            s.text for y in range(20) for s in view.render_line(y) if s.style and s.style.reverse
        ]
        assert reverse == ["it"]


# The mouse


async def _at(pilot, view, words, **how):
    x, y = _cell(view, words)
    return await pilot.click(TranscriptView, offset=(x, y), **how)


CLICKS = [
    ("rooms", 1, SAID[3][1]),
    ("rooms", 2, "rooms"),
    ("rooms", 3, "Counselors' rooms are small 字字 and cold."),
    ("and cold", 2, "and"),
    ("How", 1, "How"),
    ("How", 3, "How does it go?"),
]


async def test_clicks_select_unit_word_and_sentence(reading):
    async with reading() as (pilot, view):
        for words, times, said in CLICKS:
            await _at(pilot, view, words, times=times)
            assert (words, times, _of(view)) == (words, times, said)
        assert all(by == "mouse" for _, by, _ in pilot.app.said)


async def _drag(pilot, view, start, end):
    await pilot.mouse_down(TranscriptView, offset=_cell(view, start))
    await pilot.hover(TranscriptView, offset=_cell(view, end))
    await pilot.mouse_up(TranscriptView, offset=_cell(view, end))
    await pilot.pause()


async def test_dragging_selects_characters_and_says_when_it_is_finished(reading):
    async with reading() as (pilot, view):
        await _drag(pilot, view, "its"[0:1] + "t fits", "s small"[2:])
        assert _of(view).startswith("it fits us.")
        assert _of(view).endswith("rooms are s")
        assert [finished for *_, finished in pilot.app.said] == [False, True]
        assert view.selection.free
        await pilot.press("j")
        assert not view.selection.free


async def test_dragging_back_takes_the_character_it_began_on_too(reading):
    async with reading() as (pilot, view):
        await _drag(pilot, view, "字 and", "rooms")
        assert _of(view) == "rooms are small 字字"


async def test_shift_and_click_extends(reading):
    async with reading() as (pilot, view):
        await _at(pilot, view, "fits", times=2)
        await _at(pilot, view, "time", shift=True)
        assert _of(view) == "fits us. We had no t"


async def test_dragging_below_the_text_scrolls(reading):
    async with reading(size=(60, 10)) as (pilot, view):
        await pilot.mouse_down(TranscriptView, offset=_cell(view, "Well"))
        await pilot.hover(TranscriptView, offset=(20, 5))
        await pilot.hover("#after", offset=(20, 0))
        view._pointer = type(view._pointer)(20, view.size.height + 2)
        await pilot.pause(0.3)
        assert view.scroll_offset.y > 3
        await pilot.mouse_up("#after")
        top = view.scroll_offset.y
        await pilot.pause(0.15)
        assert view.scroll_offset.y == top


async def test_the_wheel_scrolls_and_selects_nothing(reading):
    async with reading() as (pilot, view):
        before = view.selection
        await pilot._post_mouse_events([MouseScrollDown], TranscriptView)
        await pilot.pause(0.1)
        assert view.scroll_offset.y > 0
        assert view.selection == before


# Free spans and edges


async def test_escape_ends_a_free_span_and_is_otherwise_the_screens(reading):
    async with reading("w", "v", "w", "escape") as (pilot, view):
        assert _of(view) == "Well"
        assert "escape" not in pilot.app.said
        await pilot.press("escape")
        assert pilot.app.said[-1] == "escape"


async def test_edges_are_moved_and_set(reading):
    async with reading("j") as (pilot, view):
        view.edges(Span(TURNS[1].body, TEXT.index("We had")))
        await pilot.press("w", "w", "e", "w", "enter")
        assert pilot.app.said[-1] == ("set", "it fits us. We had")
        assert not view.moving_edges
        assert _of(view) == "it fits us. We had"


async def test_edges_are_left_and_what_was_selected_is_back(reading):
    async with reading("j") as (pilot, view):
        before = view.selection
        view.edges(Span(TURNS[1].body, TEXT.index("We had")))
        await pilot.press("w", "w", "o", "w", "escape")
        assert pilot.app.said[-1] == "left"
        assert view.selection == before


async def test_keys_of_edges_are_the_screens_otherwise(reading):
    async with reading("e", "enter", "o") as (pilot, _):
        assert pilot.app.said == ["e", "enter", "o"]


async def test_copying_takes_what_is_selected(reading):
    async with reading("w", "v", "w", "ctrl+c") as (pilot, _):
        assert pilot.app.clipboard == "Well, it"
        assert pilot.app.said[-1] == ("copied", "Well, it")


async def test_going_to_a_span_shows_it_and_says_nothing(reading):
    async with reading() as (pilot, view):
        view.go_to(TURNS[-1].words)
        await pilot.pause()
        assert view.selection.unit == "turn"
        assert _cell(view, "C says number 19.")
        assert pilot.app.said == []


async def test_sentences_may_become_known_later(reading):
    async with reading("j") as (pilot, view):
        view.know(())
        await pilot.press("right_parenthesis")
        assert view.selection.fell_back
        view.know(SENTENCES)
        await pilot.press("k", "right_parenthesis")
        assert _of(view) == "Counselors' rooms are small 字字 and cold."


# Codings


def _mark(id, words, **how):
    start = TEXT.index(words)
    return Mark(id, Span(start, start + len(words)), "k", how.pop("label", "Culture"), **how)


async def test_codings_have_stripes_and_their_words_are_underlined(reading):
    async with reading() as (pilot, view):
        view.show(
            [
                _mark("a", "We had no time at all for it, and nobody asked us"),
                _mark("b", "no time", sign="!"),
            ]
        )
        await pilot.pause()
        margins = [line[1:6] for line in _lines(view) if line[1:6].strip()]
        assert [margin.strip() for margin in margins] == ["┏!", "┗"]
        lined = "".join(
            s.text for y in range(20) for s in view.render_line(y) if s.style and s.style.underline
        )
        assert "no time" in lined
        assert "Well" not in lined


async def test_the_chosen_coding_looks_different_without_colour(reading):
    async with reading() as (pilot, view):
        view.show([_mark("a", "We had no time at all for it, and nobody asked us")])
        view.choose("a")
        await pilot.pause()
        margins = [line[1:6].strip() for line in _lines(view) if line[1:6].strip()]
        assert margins == ["╔", "╚"]
        bold = "".join(
            s.text for y in range(20) for s in view.render_line(y) if s.style and s.style.bold
        )
        assert "no time" in bold
        view.choose("")
        await pilot.pause()
        assert [line[1:6].strip() for line in _lines(view) if line[1:6].strip()] == ["┏", "┗"]


async def test_more_codings_than_lanes_are_told_by_a_sign(reading):
    async with reading() as (pilot, view):
        view.show([_mark(str(n), "no time") for n in range(5)])
        await pilot.pause()
        assert any(line[1:6] == "╺╺╺╺+" for line in _lines(view))


async def test_names_of_codings_stand_beside_wide_text(reading):
    async with reading(size=(120, 30)) as (pilot, view):
        view.show([_mark("a", "no time", label="Available Resources")])
        await pilot.pause()
        assert any(line.endswith("Available Resources") for line in _lines(view))


async def test_what_was_searched_for_has_a_sign_in_the_margin(reading):
    async with reading("G", "g", "j") as (pilot, view):
        start = TEXT.index("no time")
        view.show_matches([Span(start, start + 7)])
        await pilot.pause()
        assert [line[0] for line in _lines(view) if "no time" in line] == ["/"]


async def test_one_more_coding_draws_only_its_own_lines_anew(reading):
    async with reading() as (pilot, view):
        marks = [_mark(str(n), f"C says number {n}.") for n in range(20)]
        view.show(marks)
        await pilot.pause()
        _lines(view)
        drawn = dict(view._strips)
        view.show([*marks, _mark("new", "Counselors' rooms")])
        again = {row for row in drawn if view._strips.get(row) is not drawn[row]}
        row = view._layout.row_of(TURNS[3].body)
        assert again == {row - 1, row, row + 1}


async def test_without_colours_what_is_selected_is_in_reverse(reading, monkeypatch):
    monkeypatch.setenv("NO_COLOR", "1")
    async with reading() as (_, view):
        said = "".join(
            s.text for y in range(20) for s in view.render_line(y) if s.style and s.style.reverse
        )
        assert "Well, it fits us." in said
