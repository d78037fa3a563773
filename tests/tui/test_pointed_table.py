"""A table whose chosen row is told without colour."""

import pytest

from qualbench.tui.widgets.pointed_table import PointedTable


@pytest.fixture
async def table(alone):
    table = PointedTable()
    async with alone(table, size=(30, 8)) as pilot:
        table.add_columns("Name", "Words")
        for name in ("one", "two", "字字字字"):
            table.add_row(name, "some words that are longer than the table is")
        table.focus()
        await pilot.pause()
        table.pilot = pilot
        yield table


def _pointed(shown, table):
    return [line[:5].strip() for line in shown(table.pilot).splitlines() if "▸" in line]


async def test_the_pointer_goes_with_the_cursor(table, shown):
    assert _pointed(shown, table) == ["▸one"]
    await table.pilot.press("down")
    assert _pointed(shown, table) == ["▸two"]
    assert " Name" in shown(table.pilot)


async def test_a_table_without_rows_points_at_nothing(table, shown):
    table.clear()
    await table.pilot.pause()
    assert _pointed(shown, table) == []


async def test_wide_characters_stay_in_their_places_when_scrolled(table, shown):
    await table.pilot.press("end", "down", "down")
    table.scroll_to(x=1, animate=False)
    await table.pilot.pause()
    (line,) = [line for line in shown(table.pilot).splitlines() if "▸" in line]
    assert line.startswith("▸ 字字字")
