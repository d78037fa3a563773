"""Agreement in a round: chosen, sealed, hidden until it is reconciled; and where a row leads."""

import re

from qualbench import workbench
from qualbench.tui.screens.quotes import Quotes
from qualbench.tui.screens.reconcile import Reconcile
from qualbench.tui.widgets.rows import Rows


async def test_a_revealed_round_is_chosen_and_a_sealed_one_says_that_it_is(
    program, tiny, rounds, keys, shown, chosen, table, figures
):
    async with program(tiny, "g", "r", coder="lead") as pilot:
        assert "Round second  ■ sealed, 1 transcript" in shown(pilot)
        await keys(pilot, "type:second", "enter")
        assert next(iter(pilot.app._notifications)).title == "Round second is sealed"
        await keys(pilot, "r", "type:pilot", "enter")
        assert "r round pilot, revealed" in chosen(pilot)
        found = workbench.agree(rounds, "lead", round_name="pilot").whole.pooled
        assert table(pilot)["Counts pooled"][:5] == figures(found)[:5]


async def test_a_construct_opens_its_disagreements_in_a_round_else_its_quotations(
    program, tiny, rounds, keys
):
    async with program(tiny, "g", "j", "j", "j", "enter", coder="lead") as pilot:
        assert isinstance(pilot.app.screen, Quotes)
        await keys(pilot, "escape")
        await keys(pilot, "r", "type:pilot", "enter")
        await keys(pilot, "j", "j", "j", "enter")
        assert isinstance(pilot.app.screen, Reconcile)


async def test_coefficients_are_hidden_until_a_round_is_reconciled(
    program, tiny, rounds, keys, shown, said, table
):
    workbench.settle(rounds, "lead", "coefficients", "hidden")
    every = workbench.disagreements(rounds, "lead", "pilot")
    async with program(tiny, coder="lead") as pilot:
        pilot.app.show_agreement("pilot")
        await keys(pilot, "1")
        assert f"of {len(every)} disagreements {len(every)} are open" in said(pilot)
        assert "coefficients, shown" in said(pilot)
        assert not re.search(r"\d\.\d\d", shown(pilot))
        await keys(pilot, "w")
        assert next(iter(pilot.app._notifications)).title == "Not written"
        await keys(pilot, "3")
        assert " instead of " in shown(pilot)
        for item in every:
            workbench.reconcile(rounds, "lead", "pilot", item, "neither")
        await keys(pilot, "escape")
        pilot.app.show_agreement("pilot")
        await keys(pilot, "1")
        assert "Counts pooled" in table(pilot)


async def test_a_round_that_is_sealed_shows_nothing_but_that(program, tiny, rounds, keys, said):
    async with program(tiny, coder="lead") as pilot:
        pilot.app.show_agreement("second")
        await keys(pilot, "2")
        assert said(pilot).startswith("Round second is sealed")
        assert len(pilot.app.screen.query_one(Rows)) == 0
