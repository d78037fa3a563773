"""A long list under headings: moving, pointing, and drawing only what is visible."""

import pytest
from rich.text import Text
from textual.app import App

from qualbench.tui.widgets.rows import Rows

ONE, TWO = f"One {'─' * 26}", f"Two {'─' * 26}"  # headings stand apart from what is below them


class Listed(App[None]):
    def __init__(self, groups, tall=1):
        super().__init__()
        self.groups, self.tall = groups, tall
        self.drawn, self.at_hand, self.chosen = [], [], []

    def compose(self):
        yield Rows(self.tall)

    def on_mount(self):
        rows = self.query_one(Rows)
        rows.focus()
        rows.fill(self.groups, self.draw)

    def draw(self, item, width):
        self.drawn.append(item)
        return [Text(f"item {item} line {n}") for n in range(self.tall)]

    def on_rows_at_hand(self, event):
        self.at_hand.append(event.rows.at)

    def on_rows_chosen(self, event):
        self.chosen.append(event.rows.at)


@pytest.fixture
def lines(shown):
    return lambda pilot: [line.rstrip(" ▁▂▃▄▅▆▇█") for line in shown(pilot).splitlines()]


async def test_items_stand_under_their_headings_and_the_one_at_hand_has_a_pointer(lines):
    async with Listed([("One", 2), ("Two", 1)]).run_test(size=(30, 6)) as pilot:
        await pilot.press("j")
        assert lines(pilot)[:5] == [
            *(ONE, "  item 0 line 0", "▸ item 1 line 0", TWO, "  item 2 line 0")
        ]


async def test_keys_move_and_stop_at_the_ends():
    async with Listed([("", 100)]).run_test(size=(30, 10)) as pilot:
        rows = pilot.app.query_one(Rows)
        for key, at in [
            *(("k", 0), ("down", 1), ("pagedown", 10), ("G", 99), ("j", 99), ("up", 98)),
            *(("pageup", 89), ("home", 0)),
        ]:
            await pilot.press(key)
            assert rows.at == at, key
        assert pilot.app.at_hand[-1] == 0


async def test_only_what_is_visible_is_drawn():
    async with Listed([("", 10_000)]).run_test(size=(30, 10)) as pilot:
        await pilot.press("G")
        assert set(pilot.app.drawn) <= {*range(11), *range(9989, 10_000)}


async def test_the_heading_of_the_first_item_below_it_is_seen_too(lines):
    async with Listed([("One", 9), ("Two", 9)]).run_test(size=(30, 6)) as pilot:
        await pilot.press("G", "pageup", "k", "k", "k")
        assert lines(pilot)[:2] == [TWO[:-1], "▸ item 9 line 0"]


async def test_a_click_takes_an_item_and_two_choose_it():
    async with Listed([("One", 3)], tall=2).run_test(size=(30, 8)) as pilot:
        await pilot.click(Rows, offset=(4, 4))
        assert (pilot.app.query_one(Rows).at, pilot.app.chosen) == (1, [])
        await pilot.click(Rows, offset=(4, 0))  # a heading is no item
        assert pilot.app.query_one(Rows).at == 1
        await pilot.click(Rows, offset=(4, 6), times=2)
        assert pilot.app.chosen == [2]


async def test_an_empty_list_takes_all_keys(lines):
    async with Listed([]).run_test(size=(30, 4)) as pilot:
        await pilot.press("j", "k", "G", "pagedown")
        assert pilot.app.query_one(Rows).at == 0
        assert not any(lines(pilot))


async def test_what_is_too_wide_ends_in_an_ellipsis(lines):
    class Wide(Listed):
        def draw(self, item, width):
            return [Text("漢字" * 20)]

    async with Wide([("", 1)]).run_test(size=(20, 3)) as pilot:
        assert lines(pilot)[0].endswith("…")
