"""A pane is given more room."""

import pytest
from textual.containers import Horizontal
from textual.widgets import Static

from qualbench.tui.widgets.splitter import Splitter


@pytest.fixture
async def panes(alone):
    row = Horizontal(
        Static("left", id="left"),
        Splitter("left", "left", id="l"),
        Static("middle", id="middle"),
        Splitter("right", "right", id="r"),
        Static("right", id="right"),
    )
    async with alone(row, size=(120, 24)) as pilot:
        for pane, width in (("left", 30), ("middle", "1fr"), ("right", 40)):
            pilot.app.query_one(f"#{pane}").styles.width = width
        await pilot.pause()
        yield pilot


async def _drag(pilot, splitter, by):
    line = pilot.app.query_one(splitter).region.offset
    await pilot.mouse_down(offset=line)
    for x, y in ((by // 2, 3), (by, 5)):
        await pilot.hover(offset=(line.x + x, line.y + y))
    await pilot.mouse_up(offset=(line.x + by, line.y + 5))
    await pilot.pause()


def _widths(pilot):
    return [pilot.app.query_one(f"#{pane}").size.width for pane in ("left", "middle", "right")]


async def test_a_line_follows_the_mouse_and_says_the_width_once(panes):
    await _drag(panes, "#l", 5)
    assert _widths(panes) == [35, 43, 40]
    await _drag(panes, "#r", -10)
    assert _widths(panes) == [35, 33, 50]
    assert [(moved.control.id, moved.width) for moved in panes.app.said] == [("l", 35), ("r", 50)]


async def test_no_pane_can_be_dragged_away(panes):
    await _drag(panes, "#l", -29)
    assert _widths(panes)[0] == 20


async def test_a_width_is_set_and_changed_by_steps(panes):
    splitter = panes.app.query_one("#r", Splitter)
    assert splitter.resize(44) == 44
    await panes.pause()
    assert splitter.widen(-2) == 42
    await panes.pause()
    assert _widths(panes) == [30, 46, 42]
    assert splitter.resize(500) == 90


async def test_moving_the_mouse_over_it_does_nothing(panes):
    await panes.hover("#l", offset=(3, 0))
    assert _widths(panes) == [30, 48, 40]
    assert panes.app.said == []
