"""The palette does everything, and never what Textual's own would do."""

import pytest
from textual.command import CommandPalette
from textual.widgets import DataTable

from qualbench.tui.palette import Everything


async def _commands(pilot):
    provider = Everything(pilot.app.screen)
    await provider.startup()
    return {command.name: command for command in provider._commands}


async def test_it_has_all_keys_screens_transcripts_and_themes(program, tiny):
    async with program(tiny) as pilot:
        found = await _commands(pilot)
    assert found["How far coders agree"].help == "Key here: g"
    assert {f"Open {name}" for name in "abcd"} <= found.keys()
    assert {"Theme: dark", "Theme: light", "Theme: high-contrast"} <= found.keys()
    screens = ("library", "codebook", "quotes", "memos", "search", "topics", "agreement", "copies")
    assert {name.removeprefix("Go to ").removeprefix("the ") for name in found} >= set(screens)
    assert not [name for name in found if "creenshot" in name or "aximize" in name]


@pytest.mark.parametrize(
    ("typed", "screen"),
    [("how far", "Agreement"), ("go codeb", "Codebook"), ("go memos", "Memos")],
)
async def test_what_is_found_is_done(program, tiny, keys, typed, screen):
    async with program(tiny, "ctrl+p") as pilot:
        assert isinstance(pilot.app.screen, CommandPalette)
        await keys(pilot, f"type:{typed}", "enter")
        assert type(pilot.app.screen).__name__ == screen


async def test_a_theme_is_chosen_by_name(program, tiny):
    async with program(tiny, "ctrl+p", "type:high", "enter") as pilot:
        assert pilot.app.theme == "high-contrast"


async def test_a_key_that_moves_a_list_moves_it_from_the_palette_too(program, tiny):
    async with program(tiny) as pilot:
        down = (await _commands(pilot))["Down; arrow keys too"]
        await down.run()
        assert pilot.app.screen.query_one(DataTable).cursor_row == 1


async def test_the_same_screen_is_not_opened_upon_itself(program, tiny):
    async with program(tiny, "g") as pilot:
        before = len(pilot.app.screen_stack)
        pilot.app.action_agreement()
        await pilot.pause()
        assert len(pilot.app.screen_stack) == before
        pilot.app.action_library()
        await pilot.pause()
        assert len(pilot.app.screen_stack) == 1


async def test_with_one_pair_of_coders_it_is_said_that_there_is_no_other(program, tiny, keys):
    async with program(tiny, "g", "c") as pilot:
        (said,) = pilot.app._notifications
        assert said.message.startswith("These are the only two coders")
