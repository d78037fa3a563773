"""Going through a transcript with n and p: what is at hand on arrival, and what a filter hides."""

import time

import pytest

from qualbench import workbench
from qualbench.tui.widgets.at_hand import AtHand

FIRST = "c1-administrator"
CODER = "coder-1"
FINANCING, TENSION = "cfir22.outer.financing", "cfir22.inner.tension"
COMPATIBILITY, FUNDING = "cfir22.inner.compatibility", "cfir22.inner.resources.funding"
TWO = ("enter", "enter", "type:compat", "enter", "enter", "type:tension", "enter")
"""Two codings of the first answer."""


def _coded_before(study, key, *instead):
    """The first quotation of a code has others in its place."""
    with workbench.opened(study) as project:
        every = (one.coding for one in workbench.live_codings(project, FIRST, CODER))
        coding = next(coding for coding in every if coding.key == key)
        workbench.retract(project, CODER, [coding.id])
        for code in instead:
            workbench.code(project, CODER, coding.transcript, coding.span, code)


def _chosen(pilot):
    return pilot.app.screen.query_one(AtHand).chosen


async def _through(pilot, keys, walk):
    """To the top, n and p going through this."""
    until = time.monotonic() + 120
    while not (pilot.app.screen.basis and pilot.app.screen.basis.up_to_date):
        assert time.monotonic() < until, "nothing was learned"
        await pilot.pause(0.05)
    while pilot.app.screen.walk != walk:
        await keys(pilot, "N")
    await keys(pilot, "g", "w")


async def _walked(pilot, keys):
    """What is at hand wherever n leads."""
    found = []
    for _ in pilot.app.screen._sought():
        await keys(pilot, "n")
        found.append(_chosen(pilot))
    return found


async def test_a_coding_unlike_its_code_is_at_hand_and_says_how_unlike(program, study, keys, shown):
    _coded_before(study, FUNDING, TENSION, FUNDING)
    async with program(study, "enter", coder=CODER) as pilot:
        await _through(pilot, keys, "unlike")
        walked = await _walked(pilot, keys)
        unlike = {doubt.coding for doubt in pilot.app.screen.rereading.unlike}
        assert {item.id for item in walked} <= unlike
        at = next(item for item in walked if item.key == FUNDING)
        assert at.detail.startswith("sure .00")
        assert at.detail.endswith(", usual .022")
        await keys(pilot, "G", "p")
        assert "sure .0" in shown(pilot)


async def test_what_a_filter_hides_is_passed_over_and_not_counted(program, study, keys):
    async with program(study, "enter", coder=CODER) as pilot:
        await _through(pilot, keys, "unlike")
        screen, every = pilot.app.screen, pilot.app.screen._sought()
        await keys(pilot, "F", "type:code planning", "enter", "g", "w", "n")
        (planning,) = screen.filters.codes
        assert {coding.key for coding in screen._codings_sought()} == {planning}
        assert 1 < len(screen._sought()) < len(every)
        assert f"(1 of {len(screen._sought())})" in screen.walk_said
        assert _chosen(pilot).key == planning
        await keys(pilot, *"nnnnnn")
        assert _chosen(pilot).key == planning


@pytest.mark.parametrize("walk", ["codings", "this code", "unsure"])
async def test_every_walk_over_codings_keeps_to_the_filter(program, study, keys, walk):
    async with program(study, *TWO, "exclamation_mark", "enter") as pilot:
        screen = pilot.app.screen
        screen.walk, screen._walked_key = walk, TENSION
        assert len(screen._sought()) == 1
        await keys(pilot, "F", "type:code compat", "enter")
        assert len(screen._sought()) == (walk == "codings")


async def test_the_coding_that_a_walk_is_about_is_at_hand(program, study, keys):
    async with program(study, *TWO, "exclamation_mark", "enter", "j", "w", "k") as pilot:
        await keys(pilot, "g", "s", "s", "s", "j", "j")
        screen = pilot.app.screen
        screen.walk = "unsure"
        await keys(pilot, "p")
        assert _chosen(pilot).key == TENSION
        await keys(pilot, "tab")
        assert _chosen(pilot).key == COMPATIBILITY


async def test_what_was_probably_missed_is_at_hand_and_not_a_coding(program, study, keys):
    _coded_before(study, FINANCING, TENSION)
    async with program(study, "enter", coder=CODER) as pilot:
        await _through(pilot, keys, "missed")
        walked = await _walked(pilot, keys)
        assert {item.kind for item in walked} == {"suggestion"}
        assert FINANCING in {item.key for item in walked}
