"""The coding screen on wide and narrow terminals, and the keys that its last line shows."""

import json

import pytest

from qualbench import workbench
from qualbench.codebooks import load
from qualbench.tui.screens.coding.sides import Codes
from qualbench.tui.widgets.lanes import Mark
from qualbench.tui.widgets.painting import columns

NAMES = [code.name for code in load("mio").codes]


def _widths(pilot):
    return {side: pilot.app.screen.query_one(f"#{side}").size.width for side in ("left", "right")}


@pytest.mark.parametrize(
    ("size", "widths"),
    [
        ((80, 24), {"left": 0, "right": 28}),
        ((120, 30), {"left": 28, "right": 36}),
        ((200, 60), {"left": 44, "right": 44}),
    ],
)
async def test_panes_take_a_share_of_a_wide_terminal(program, tiny, size, widths):
    async with program(tiny, "enter", size=size) as pilot:
        assert _widths(pilot) == widths


async def test_a_width_that_was_chosen_stays(program, tiny):
    with workbench.opened(tiny) as project:
        workbench.leave(project, "ana", {"panes": json.dumps({"left": 30})})
    async with program(tiny, "enter", size=(200, 60)) as pilot:
        assert _widths(pilot) == {"left": 30, "right": 44}


async def test_a_wide_terminal_shows_names_of_codes_whole(program, tiny, shown):
    async with program(tiny, "enter", size=(200, 60)) as pilot:
        said = shown(pilot)
        name = max(NAMES, key=len)
        screen = pilot.app.screen
        screen.view.show([Mark("a", screen.span, "a", f"{name} and more")])
        await pilot.pause()
        assert f"  {name} and more  " in shown(pilot)
    assert "Access to Knowledge & Information" in said


@pytest.mark.parametrize("width", range(20, 260))
def test_columns_fit_the_view_and_words_stay_readable(width):
    found = columns(width)
    beside = found.names + 2 if found.names else 0
    assert found.gutter + found.words + beside < max(width, found.gutter + 9)
    assert 60 <= found.words <= 96 or not found.names


async def test_the_last_line_shows_the_keys_of_the_list_that_has_the_focus(
    program, tiny, shown, keys
):
    def last():
        return shown(pilot).splitlines()[-1].strip()

    async with program(tiny, "enter") as pilot:
        text = last()
        assert text.startswith("j Move s Unit Enter Code")
        await keys(pilot, "t")
        assert last().startswith(
            "Enter Put code ↓ Down → Unfold ← Fold Esc Text T Transcripts m Memo"
        )
        await keys(pilot, "T")
        assert last().startswith("Enter Open ↓ Next Esc Text t Codes")
        assert "Unit" not in last()
        await keys(pilot, "t", "escape")
        assert (last(), pilot.app.focused) == (text, pilot.app.screen.view)


async def test_those_keys_do_what_they_say(program, tiny, keys, codings):
    async with program(tiny, "enter", "j", "t") as pilot:
        codes = pilot.app.screen.query_one(Codes)
        codes.go_to("cfir22.inner.compatibility")
        before = codings(tiny, "a")
        await keys(pilot, "enter")
        assert len(codings(tiny, "a")) == len(before) + 1


async def test_keys_typed_ahead_go_where_the_focus_is_going(program, tiny):
    async with program(tiny, "enter") as pilot:
        screen = pilot.app.screen
        here = screen.span
        await pilot.press("t")
        codes = screen.query_one(Codes)
        at = codes.key
        screen.action_back()
        assert pilot.app.focused is screen.view
        screen.action_to_codes()
        assert pilot.app.focused is codes
        await pilot.press("j")
        assert (screen.span, codes.key != at) == (here, True)
