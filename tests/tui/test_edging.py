"""Moving the edges of a coding on the coding screen: what is at hand and what can be done then."""

import pytest

from qualbench import workbench
from qualbench.tui.widgets.at_hand import AtHand
from qualbench.tui.widgets.code_tree import CodeTree
from qualbench.tui.widgets.favourites import Favourites

COMPATIBILITY, TENSION = "cfir22.inner.compatibility", "cfir22.inner.tension"
TWO = ("enter", "w", "w", "enter", "type:compat", "enter", "enter", "type:tension", "enter")
"""Two codings of one word, the second of them at hand."""


def _at_hand(pilot):
    return [item.key for item in pilot.app.screen.query_one(AtHand)._items]


def _chosen(pilot):
    return pilot.app.screen.query_one(AtHand).chosen.key


def _said(pilot):
    return " ".join(f"{said.title} {said.message}" for said in pilot.app._notifications)


@pytest.fixture
def edges(program, study):
    """The edges of Tension, the beginning of which has passed over other codings."""
    return lambda *more, **how: program(study, *TWO, "e", "h", "h", *["l"] * 9, *more, **how)


async def test_the_coding_whose_edges_move_is_named_and_at_hand_wherever_they_are(edges, shown):
    async with edges("e", *["l"] * 40) as pilot:
        assert _at_hand(pilot) == [TENSION]
        screen = shown(pilot)
        assert "Moving the edges of" in screen
        assert "● Tension for Change" in screen
        assert "Enter sets them" in screen
        assert screen.splitlines()[-1].startswith("Enter Set Esc Leave o Other end")
        assert "Undo" not in screen.splitlines()[-1]


@pytest.mark.parametrize("key", ["enter", "escape"])
async def test_once_they_are_set_or_left_that_coding_is_at_hand(edges, keys, key, codings, study):
    async with edges(key) as pilot:
        assert _chosen(pilot) == TENSION
        assert len(_at_hand(pilot)) == 2
        assert "Moving" not in str(pilot.app.screen.query_one("#at-hand").render())
        await keys(pilot, "r")
    assert [key for key, _ in codings(study)] == [COMPATIBILITY]


async def test_edges_set_where_they_were_change_nothing_and_say_nothing(program, study, facts):
    async with program(study, *TWO) as pilot:
        before = facts(study)
        await pilot.press("e", "enter")
        await pilot.pause()
        assert (_said(pilot), _chosen(pilot)) == ("", TENSION)
        assert "Moving" not in str(pilot.app.screen.query_one("#at-hand").render())
    assert facts(study) == before


async def test_meanwhile_no_key_does_anything_else_to_codings(edges, keys, codings, study):
    async with edges() as pilot:
        screen, before = pilot.app.screen, codings(study)
        for key in (
            *("m", "r", "1", ".", "y", "c", "i", "u", "U", "a", "x", "space", "plus", "N", "n"),
            *("exclamation_mark", "asterisk", "R", "K", "f", "slash", "F", "S", "Q", "t", "tab"),
        ):
            pilot.app.clear_notifications()
            selected = screen.span
            await keys(pilot, key)
            assert (pilot.app.screen, screen.span) == (screen, selected), key
            assert screen._drawer is None, key
            assert screen.view.moving_edges, key
            assert screen.focused is screen.view, key
            assert "Enter sets them, Esc leaves them" in _said(pilot) or key == "tab", key
        assert codings(study) == before


async def test_meanwhile_no_click_codes(edges, codings, study, keys):
    async with edges(size=(140, 40)) as pilot:
        screen, before = pilot.app.screen, codings(study)
        screen.post_message(Favourites.Chosen(1))
        screen.post_message(CodeTree.Chosen(COMPATIBILITY))
        await keys(pilot)
        assert codings(study) == before
        assert "Enter sets them" in _said(pilot)
        await keys(pilot, "escape")
        screen.post_message(CodeTree.Chosen("cfir22.inner.culture"))
        await keys(pilot)
        assert len(codings(study)) == 3


async def test_they_are_set_though_the_coding_was_revised_meanwhile_elsewhere(
    edges, keys, codings, study
):
    async with edges() as pilot:
        screen = pilot.app.screen
        (tension,) = [s for s in screen.page.own if s.coding.key == TENSION]
        workbench.revise(*screen.who, tension.coding.id, unsure=True)
        screen.renewed(frozenset())
        await keys(pilot, "enter")
    assert len(dict(codings(study))[TENSION].split()) > 1


# What leads out, on the last line


def _last(shown, pilot):
    return shown(pilot).splitlines()[-1]


@pytest.mark.parametrize("begun", [("v", "w"), ("shift+right",), ("slash", "type:fine", "enter")])
async def test_what_ends_a_free_span_or_a_search_is_on_the_last_line(program, study, shown, begun):
    async with program(study, "enter", "w", *begun) as pilot:
        assert "Esc " in _last(shown, pilot)
        assert _last(shown, pilot).endswith("? Keys")


async def test_escape_stays_on_the_last_line_where_there_is_room_for_little(program, study, shown):
    async with program(study, "enter", size=(40, 24)) as pilot:
        assert _last(shown, pilot).endswith("Esc Back ? Keys")


async def test_a_span_that_was_dragged_says_how_it_is_left(program, study, shown):
    async with program(study, "enter") as pilot:
        await pilot.mouse_down(offset=(12, 8))
        await pilot.hover(offset=(30, 8))
        await pilot.mouse_up(offset=(30, 8))
        await pilot.pause()
        assert pilot.app.screen.view.selection.free
        assert "Esc Leave" in _last(shown, pilot)
