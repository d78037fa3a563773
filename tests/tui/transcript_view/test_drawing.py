"""The transcript as it is drawn: its lines, what is selected, its codings."""

import pytest

from qualbench.model import Span
from qualbench.tui.widgets.lanes import Mark

FIRST = "Well, it fits us. We had no time at all for it, and nobody asked us what we needed."


@pytest.fixture
def styled():
    """What on the screen is ``"bold"``, ``"reverse"`` or ``"underline"``."""

    def styled(view, how):
        strips = [view.render_line(y) for y in range(view.size.height)]
        return [s.text for strip in strips for s in strip if s.style and getattr(s.style, how)]

    return styled


async def test_the_question_is_seen_with_its_answer(reading, lines):
    async with reading(*"jjjjjjjj") as (_, view):
        shown = "\n".join(lines(view))
        assert "I says number 6." in shown
        assert "C says number 6." in shown


async def test_resizing_keeps_what_is_selected_on_its_line_of_the_screen(reading, selected, cell):
    async with reading(*"jjjjjjjjj", size=(60, 20)) as (pilot, view):
        before, row = selected(view), cell(view, selected(view))[1]
        for size in ((50, 20), (110, 20), (60, 20)):
            await pilot.resize_terminal(*size)
            await pilot.pause()
            assert selected(view) == before
            assert cell(view, before)[1] == row


async def test_lines_fill_the_width_and_none_is_cut(reading, lines):
    async with reading() as (pilot, view):
        for width in (24, 60, 80, 130, 200):
            await pilot.resize_terminal(width, 60)
            await pilot.pause()
            shown = " ".join(" ".join(line[view._columns.gutter :].split()) for line in lines(view))
            assert FIRST in shown
            assert all(view.render_line(y).cell_length == view.size.width for y in range(60 - 1))


# What is selected, and what was searched for


async def test_what_is_selected_is_pointed_at_also_without_colour(reading, lines):
    async with reading() as (_, view):
        marked = [line for line in lines(view) if line.startswith(("▶", "▌"))]
        assert len(marked) == len(view._layout.rows_of(view.selection.span))
        assert marked[0].startswith("▶")
        assert not any(line.startswith("▶") for line in marked[1:])


async def test_a_selected_word_is_in_reverse(reading, styled):
    async with reading("w", "w") as (_, view):
        assert styled(view, "reverse") == ["it"]


async def test_without_colours_what_is_selected_is_in_reverse(reading, styled, monkeypatch):
    monkeypatch.setenv("NO_COLOR", "1")
    async with reading() as (_, view):
        assert "Well, it fits us." in "".join(styled(view, "reverse"))


async def test_what_was_searched_for_has_a_sign_in_the_margin(reading, lines, text):
    async with reading("G", "g", "j") as (pilot, view):
        start = text.index("no time")
        view.show_matches([Span(start, start + 7)])
        await pilot.pause()
        assert [line[0] for line in lines(view) if "no time" in line] == ["/"]


# Codings


@pytest.fixture
def mark(text):
    """``mark("a", "no time", sign="!")``: a coding of those words."""

    def mark(id, words, label="Culture", **how):
        start = text.index(words)
        return Mark(id, Span(start, start + len(words)), "k", label, **how)

    return mark


async def test_codings_have_stripes_and_their_words_are_underlined(reading, lines, styled, mark):
    async with reading() as (pilot, view):
        whole = mark("a", "We had no time at all for it, and nobody asked us")
        view.show([whole, mark("b", "no time", sign="!")])
        await pilot.pause()
        margins = [line[1:6] for line in lines(view) if line[1:6].strip()]
        assert [margin.strip() for margin in margins] == ["┏!", "┗"]
        lined = "".join(styled(view, "underline"))
        assert "no time" in lined
        assert "Well" not in lined


async def test_the_chosen_coding_looks_different_without_colour(reading, lines, styled, mark):
    async with reading() as (pilot, view):
        view.show([mark("a", "We had no time at all for it, and nobody asked us")])
        view.choose("a")
        await pilot.pause()
        margins = [line[1:6].strip() for line in lines(view) if line[1:6].strip()]
        assert margins == ["╔", "╚"]
        assert "no time" in "".join(styled(view, "bold"))
        view.choose("")
        await pilot.pause()
        assert [line[1:6].strip() for line in lines(view) if line[1:6].strip()] == ["┏", "┗"]


async def test_more_codings_than_lanes_are_told_by_a_sign(reading, lines, mark):
    async with reading() as (pilot, view):
        view.show([mark(str(n), "no time") for n in range(5)])
        await pilot.pause()
        assert any(line[1:6] == "╺╺╺╺+" for line in lines(view))


async def test_names_of_codings_stand_beside_wide_text(reading, lines, mark):
    async with reading(size=(120, 30)) as (pilot, view):
        view.show([mark("a", "no time", label="Available Resources")])
        await pilot.pause()
        assert any(line.endswith("Available Resources") for line in lines(view))


async def test_one_more_coding_draws_only_its_own_lines_anew(reading, lines, mark, turns):
    async with reading() as (pilot, view):
        marks = [mark(str(n), f"C says number {n}.") for n in range(20)]
        view.show(marks)
        await pilot.pause()
        lines(view)
        drawn = dict(view._strips)
        view.show([*marks, mark("new", "Counselors' rooms")])
        again = {row for row in drawn if view._strips.get(row) is not drawn[row]}
        row = view._layout.row_of(turns[3].body)
        assert again == {row - 1, row, row + 1}


# While it scrolls

LONG = [(who, f"{who} says number {n}. " * 9) for n in range(150) for who in ("I", "C")]


@pytest.mark.parametrize("size", [(60, 20), (100, 51)])
async def test_the_bar_always_looks_as_it_would_at_the_very_place(reading, size):
    def painted(bar):
        return tuple(tuple(strip) for strip in bar.render_lines(bar.size.region))

    async with reading(size=size, said=LONG) as (pilot, view):
        bar, looks = view.vertical_scrollbar, set()
        for key in (*["pagedown"] * 9, *"jjjjjkG", "pageup", *"kkkg"):
            await pilot.press(key)
            await pilot.pause()
            seen, kept = painted(bar), bar.position
            bar.position = view.scroll_y
            bar.refresh()
            assert painted(bar) == seen
            bar.position = kept
            looks.add(painted(bar))
        assert len(looks) > 3


async def test_the_page_ahead_is_drawn_while_one_is_read_and_looks_as_if_drawn_when_seen(reading):
    async with reading("pagedown", said=LONG) as (pilot, view):
        below = range(view.scroll_offset.y + view.size.height, view.scroll_offset.y + 30)
        assert view._strips.keys() >= set(below)
        view.show([Mark("a", view._layout[below[0]].span, "k", "Culture")])
        await pilot.press("pagedown")
        await pilot.pause()
        seen = [view.render_line(y) for y in range(view.size.height)]
        view._strips.clear()
        assert [view.render_line(y) for y in range(view.size.height)] == seen
