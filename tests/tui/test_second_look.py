"""Looking again at what was coded before its code was changed, from screen to screen."""

import pytest

from qualbench import workbench
from qualbench.model import Coding, Span
from qualbench.tui.looking import following, waiting_said
from qualbench.tui.screens.coding import Coding as Screen
from qualbench.tui.widgets.at_hand import AtHand
from qualbench.tui.widgets.hint import Hint
from qualbench.workbench import Wording

FIT, LAWS = "cfir22.inner.compatibility", "cfir22.outer.policies_laws"
WIDE = (140, 40)


@pytest.fixture
def changed(tiny):
    """tiny after Compatibility and Policies & Laws got other names: ana has three to look at."""
    with workbench.opened(tiny) as project:
        workbench.rename_code(project, "lead", FIT, "Fit")
        workbench.rename_code(project, "lead", LAWS, "Laws")
        items = (*workbench.codebook(project).by_id[FIT].include, "Fits the day")
        workbench.reword_code(project, "lead", FIT, Wording(include=items))
    return tiny


def at_hand(pilot):
    return pilot.app.screen.query_one(AtHand).chosen


async def test_the_library_says_how_many_looks_wait_and_leads_to_them(
    program, keys, shown, changed
):
    async with program(changed, size=WIDE) as pilot:
        said = "3 of your codings wait for a second look: L goes to the next."
        assert said in shown(pilot)
        await keys(pilot, "L")
        assert (at_hand(pilot).key, at_hand(pilot).outdated) == (FIT, True)


async def test_the_coding_screen_shows_old_and_new_words_and_goes_on(program, keys, shown, changed):
    async with program(changed, "L", size=WIDE) as pilot:
        said = shown(pilot)
        assert "! changed since you coded" in said
        assert "- Compatibility" in said
        assert "+ Fit\n" in said
        assert "+ Fits the day" in said
        assert "L next second look" in str(pilot.app.screen.query_one(Hint).content)
        await keys(pilot, "K")
        assert "Changed:" not in shown(pilot)
        assert [n.message for n in pilot.app._notifications] == [waiting_said(2, "L")]
        await keys(pilot, "L")
        assert at_hand(pilot).key == LAWS
        assert pilot.app.screen.page.transcript.name == "b"
        await keys(pilot, "K", "L")
        assert pilot.app.screen.page.transcript.name == "c"
        await keys(pilot, "K")
        await keys(pilot, "L")
        assert pilot.app.screen.page.transcript.name == "c"
        await keys(pilot, "escape", "escape")
        assert not isinstance(pilot.app.screen, Screen)
        assert "second look" not in shown(pilot)
        with workbench.opened(changed) as project:
            assert workbench.waiting(project, "ana") == ()


async def test_of_two_codings_of_the_same_words_the_one_to_look_at_is_at_hand(program, keys, tiny):
    with workbench.opened(tiny) as project:
        workbench.rename_code(project, "lead", "cfir22.inner.priority", "Priority")
    async with program(tiny, "L", size=WIDE) as pilot:
        assert at_hand(pilot).key == "cfir22.inner.priority"


async def test_nothing_waits_where_nothing_changed(program, shown, tiny):
    async with program(tiny) as pilot:
        assert "second look" not in shown(pilot)
        await pilot.press("L")
        (said,) = pilot.app._notifications
        assert said.message.startswith("All your codings")


def coding(lineage, transcript, start):
    return Coding(lineage, lineage, "me", transcript, Span(start, start + 1), "c", "1", "")


def test_the_next_one_lies_behind_and_after_the_last_comes_the_first():
    first, second, third = waiting = [coding("1", "a", 5), coding("2", "a", 9), coding("3", "b", 0)]
    assert following(waiting, "a", Span(5, 6), "1") == second
    assert following(waiting, "b", Span(0, 1), "3") == first
    assert following(waiting, "a", Span(6, 7)) == second
    assert following(waiting, "a", Span(10, 11)) == third
    assert following(waiting, "z", Span(0, 1)) == first
    assert following([], "a", Span(0, 1)) is None
