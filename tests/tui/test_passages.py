"""A list whose items are as tall as their words need."""

import pytest
from rich.text import Text
from textual.app import App

from qualbench.tui.widgets.passages import Passages

WORDS = ["one two three four", "five", "six seven eight nine ten eleven twelve"]


class Read(App[None]):
    AUTO_FOCUS = ""

    def compose(self):
        yield Passages()

    def on_mount(self):
        self.query_one(Passages).fill([("", 1), ("More", 2)], self.draw)

    def draw(self, item, width):
        return [*Text(WORDS[item]).wrap(self.console, width), Text()]


@pytest.fixture
def lines(shown):
    return lambda pilot: [line.rstrip(" ▁▂▃▄▅▆▇█") for line in shown(pilot).splitlines()]


async def test_words_break_where_the_room_ends_and_anew_in_other_room(lines):
    async with Read().run_test(size=(13, 9)) as pilot:
        first = ["  one two", "  three four", "", f"More {'─' * 7}", "  five", ""]
        assert lines(pilot)[:6] == first
        await pilot.resize_terminal(30, 9)
        await pilot.pause()
        assert lines(pilot)[:3] == ["  one two three four", "", f"More {'─' * 24}"]


async def test_what_is_at_hand_shows_while_the_keys_are_here_and_comes_into_view(lines):
    async with Read().run_test(size=(13, 4)) as pilot:
        assert not any("▸" in line for line in lines(pilot))
        pilot.app.query_one(Passages).focus()
        await pilot.press("j", "j")
        assert lines(pilot) == ["▸ six seven", "  eight nine", "  ten eleven", "  twelve"]
        await pilot.press("k")
        assert lines(pilot) == [f"More {'─' * 7}", "▸ five", "", "  six seven"]
