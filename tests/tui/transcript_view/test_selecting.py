"""The transcript as people select in it, by keys and mouse."""

from itertools import pairwise

import pytest
from textual.events import MouseScrollDown

from qualbench.model import Span
from qualbench.tui.widgets.cells import cell_at
from qualbench.tui.widgets.transcript_view import TranscriptView

FIRST = "Well, it fits us. We had no time at all for it, and nobody asked us what we needed."
SECOND = "Counselors' rooms are small 字字 and cold. That is all."

STEPS = [
    ("j", SECOND),
    ("down k", FIRST),
    (")", "Well, it fits us."),
    (") ) )", "Counselors' rooms are small 字字 and cold."),
    ("} } {", SECOND),
    ("w w", "it"),
    ("w right l h b left", "Well"),
    ("w s", "Well, it fits us."),
    ("w s s", FIRST),
    ("w w s s s", "it"),
    ("G", "C says number 19."),
    ("G g", FIRST),
    ("end home", FIRST),
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


async def test_keys_select(reading, selected):
    async with reading() as (pilot, view):
        begun = view.selection
        for keys, said in STEPS:
            view.selection = begun
            await pilot.press(*(NAMES.get(key, key) for key in keys.split()))
            assert (keys, selected(view)) == (keys, said)


async def test_words_go_by_the_lines_that_the_eye_sees_and_keep_their_column(reading, cell, text):
    async with reading("w", *["l"] * 3) as (pilot, view):
        column, row = cell(view, "us. We")
        for key, step in (("j", 1), ("k", -1), ("j", 1)):
            await pilot.press(key)
            row += step
            at = view.selection.span
            assert view._layout.row_of(at.start) == row + view.scroll_offset.y
            assert abs(cell_at(text, view._layout[row].span, at.start) + 7 - column) < 10


async def test_lines_pass_over_the_interviewer(reading, turns):
    async with reading("w", "j", "j") as (_, view):
        assert turns[3].body <= view.selection.span.start < turns[3].end


async def test_extending_by_lines_and_back_is_as_if_nothing_had_been(reading):
    async with reading("w", "v", "w") as (pilot, view):
        begun = view.selection
        await pilot.press("j", "j", "w", "b", "k", "k")
        assert view.selection == begun


async def test_what_is_selected_is_said_once_and_only_if_something_is_new(reading):
    async with reading("G", "j", "j", "home") as (pilot, _):
        assert pilot.app.said == [
            ("C says number 19.", "keys", True),
            (FIRST, "keys", True),
        ]


async def test_pages_move_the_selection_to_answers_and_back(reading, selected, turns):
    async with reading("pagedown") as (pilot, view):
        assert view.selection.span.start > turns[3].start
        assert view.selection.talk.is_answer(view.selection.span.start)
        await pilot.press(*["pagedown"] * 9)
        assert selected(view) == "C says number 19."
        await pilot.press(*["pageup"] * 9)
        assert selected(view) == FIRST


async def test_pages_go_on_within_a_turn_longer_than_the_screen(reading):
    said = [("C", "word " * 800), ("C", "The end.")]
    async with reading(size=(60, 10), said=said) as (pilot, view):
        tops = []
        for _ in range(30):
            await pilot.press("pagedown")
            tops.append(view.scroll_offset.y)
        assert all(8 >= later - top > 0 for top, later in pairwise(tops[:5]))
        assert view.selection.span == view.selection.last().span


async def test_going_to_a_span_shows_it_and_says_nothing(reading, cell, turns):
    async with reading() as (pilot, view):
        view.go_to(turns[-1].words)
        await pilot.pause()
        assert view.selection.unit == "turn"
        assert cell(view, "C says number 19.")
        assert pilot.app.said == []


async def test_sentences_may_become_known_later(reading, selected, sentences):
    async with reading("j") as (pilot, view):
        view.know(())
        await pilot.press("right_parenthesis")
        assert view.selection.fell_back
        view.know(sentences)
        await pilot.press("k", "right_parenthesis")
        assert selected(view) == "Counselors' rooms are small 字字 and cold."


async def test_copying_takes_what_is_selected(reading):
    async with reading("w", "v", "w", "ctrl+c") as (pilot, _):
        assert pilot.app.clipboard == "Well, it"
        assert pilot.app.said[-1] == ("copied", "Well, it")


# The mouse


@pytest.fixture
def click(cell):
    """``await click(pilot, view, "rooms", times=2)``."""

    async def click(pilot, view, words, **how):
        return await pilot.click(TranscriptView, offset=cell(view, words), **how)

    return click


CLICKS = [
    ("rooms", 1, SECOND),
    ("rooms", 2, "rooms"),
    ("rooms", 3, "Counselors' rooms are small 字字 and cold."),
    ("and cold", 2, "and"),
    ("How", 1, "How"),
    ("How", 3, "How does it go?"),
]


async def test_clicks_select_unit_word_and_sentence(reading, selected, click):
    async with reading() as (pilot, view):
        for words, times, said in CLICKS:
            await click(pilot, view, words, times=times)
            assert (words, times, selected(view)) == (words, times, said)
        assert all(by == "mouse" for _, by, _ in pilot.app.said)


@pytest.fixture
def drag(cell):
    """``await drag(pilot, view, "it fits", "small")``."""

    async def drag(pilot, view, start, end):
        await pilot.mouse_down(TranscriptView, offset=cell(view, start))
        await pilot.hover(TranscriptView, offset=cell(view, end))
        await pilot.mouse_up(TranscriptView, offset=cell(view, end))
        await pilot.pause()

    return drag


async def test_dragging_selects_characters_and_says_when_it_is_finished(reading, selected, drag):
    async with reading() as (pilot, view):
        await drag(pilot, view, "it fits", "small")
        assert selected(view).startswith("it fits us.")
        assert selected(view).endswith("rooms are s")
        assert [finished for *_, finished in pilot.app.said] == [False, True]
        assert view.selection.free
        await pilot.press("j")
        assert not view.selection.free


async def test_dragging_back_takes_the_character_it_began_on_too(reading, selected, drag):
    async with reading() as (pilot, view):
        await drag(pilot, view, "字 and", "rooms")
        assert selected(view) == "rooms are small 字字"


async def test_shift_and_click_extends(reading, selected, click):
    async with reading() as (pilot, view):
        await click(pilot, view, "fits", times=2)
        await click(pilot, view, "time", shift=True)
        assert selected(view) == "fits us. We had no t"


async def test_dragging_below_the_text_scrolls(reading, cell):
    async with reading(size=(60, 10)) as (pilot, view):
        await pilot.mouse_down(TranscriptView, offset=cell(view, "Well"))
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


async def test_escape_ends_a_free_span_and_is_otherwise_the_screens(reading, selected):
    async with reading("w", "v", "w", "escape") as (pilot, view):
        assert selected(view) == "Well"
        assert "escape" not in pilot.app.said
        await pilot.press("escape")
        assert pilot.app.said[-1] == "escape"


async def test_edges_are_moved_and_set(reading, selected, text, turns):
    async with reading("j") as (pilot, view):
        view.edges(Span(turns[1].body, text.index("We had")))
        await pilot.press("w", "w", "e", "w", "enter")
        assert pilot.app.said[-1] == ("set", "it fits us. We had")
        assert not view.moving_edges
        assert selected(view) == "it fits us. We had"


async def test_edges_are_left_and_what_was_selected_is_back(reading, text, turns):
    async with reading("j") as (pilot, view):
        before = view.selection
        view.edges(Span(turns[1].body, text.index("We had")))
        await pilot.press("w", "w", "o", "w", "escape")
        assert pilot.app.said[-1] == "left"
        assert view.selection == before


async def test_keys_of_edges_are_the_screens_otherwise(reading):
    async with reading("e", "enter", "o") as (pilot, _):
        assert pilot.app.said == ["e", "enter", "o"]


# Within a turn of many pages

LONG = [("I", "Well?"), ("C", " ".join(f"This is number {n} of all." for n in range(400)))]


@pytest.mark.parametrize("key", ["w", "b", ")", "(", "s", "v"])
async def test_after_paging_within_a_turn_a_smaller_unit_is_one_that_is_seen(reading, key):
    async with reading(*["pagedown"] * 6, said=LONG) as (pilot, view):
        top = view.scroll_offset.y
        assert top > 60
        await pilot.press(NAMES.get(key, key))
        assert len(view.selection.span) < 30
        assert abs(view._layout.row_of(view.selection.span.start) - top) <= 1


async def test_after_paging_steps_go_on_from_there(reading):
    async with reading(*["pagedown"] * 6, "w", said=LONG) as (pilot, view):
        first = view.selection.span
        await pilot.press("w", "b")
        assert view.selection.span == first


async def test_where_the_turn_begins_on_the_page_a_smaller_unit_is_its_first(reading):
    async with reading("pagedown", "pageup", "w", said=LONG) as (_, view):
        assert view.selection.span.start == len("I: Well?\nC: ")
