"""The other looks at agreement: by group, by pair of codes, by coder, by unit, by round."""

import re

from qualbench import workbench
from qualbench.tui.screens.coding import Coding

LARGE = (160, 70)


async def test_groups_go_round_with_their_key(program, tiny, project, keys, table, coefficients):
    async with program(tiny, "g", coder="lead") as pilot:
        for by in ("transcript", "role", "clinic", "transcript"):
            await keys(pilot, "2")
            found = workbench.agree(project, "lead", by=by)
            seen = table(pilot)
            assert list(seen) == ["All", *(name for name, _ in found.groups)]
            for name, of in (("All", found.whole), *found.groups):
                sizes = map(str, (len(of.documents), of.n))
                assert seen[name][:6] == [*sizes, *coefficients(of.pooled)]


async def test_two_coders_are_a_group_of_three_and_can_be_chosen(
    program, tiny, three, keys, chosen, table, figures, coefficients
):
    found = workbench.agree(three, "lead", by="coder")
    async with program(tiny, "g", *"2222", coder="lead") as pilot:
        assert list(table(pilot)) == ["All", "ana and bo", "ana and cy", "bo and cy"]
        assert table(pilot)["bo and cy"][2:6] == coefficients(found.groups[-1][1].pooled)
        await keys(pilot, "G", "enter")
        assert "c bo and cy" in chosen(pilot)
        two = workbench.agree(three, "lead", ("bo", "cy")).whole.pooled
        assert table(pilot)["Counts pooled"][:9] == figures(two)
        await keys(pilot, "c", "enter")
        assert "c ana, bo and cy" in chosen(pilot)


async def test_codes_that_met_are_named_counted_and_drawn(program, tiny, project, shown):
    found = workbench.agree(project, "lead")
    pairs = workbench.differences(project, "lead", found.asked).confusions.pairs
    book = workbench.codebook(project)
    assert pairs
    async with program(tiny, "g", "3", coder="lead", size=(240, 70)) as pilot:
        screen = shown(pilot)
        for pair in pairs:
            first, second = (workbench.name_of(book, key) for key in (pair.first, pair.second))
            line = next(x for x in screen.splitlines() if f"{first} instead of {second}" in x)
            share = (f"{pair.share_of_first:.0%}", f"{pair.share_of_second:.0%}")
            assert line.split("│")[0].split()[-3:] == [str(pair.units), *share]
        assert f"[█  {pairs[0].units}]" in screen


async def test_each_coder_stands_beside_the_others(
    program, tiny, three, keys, shown, table, number
):
    found = workbench.agree(three, "lead")
    profiles = workbench.differences(three, "lead", found.asked).profiles
    async with program(tiny, "g", "4", coder="lead", size=LARGE) as pilot:
        seen = table(pilot)
        for one in profiles:
            alone = [str(sum(getattr(o, n) for o in one.codes)) for n in ("alone", "lacking")]
            assert seen[one.coder] == [
                *map(number, (one.kappa, one.alpha, one.without)),
                *alone,
            ]
        await keys(pilot, "j")
        worst = profiles[1].codes[0]
        name = workbench.name_of(workbench.codebook(three), worst.name)
        assert re.search(rf"{re.escape(name)} +{worst.alone} +{worst.lacking}", shown(pilot))


async def test_the_same_is_counted_under_each_unit_that_there_is(
    program, tiny, project, table, coefficients
):
    found = workbench.by_unit(project, "lead", workbench.agree(project, "lead").asked)
    async with program(tiny, "g", "5", coder="lead") as pilot:
        seen = table(pilot)
    assert seen.keys() == {"Turn", "Character"}
    for of in found:
        assert seen[of.unit.capitalize()][:5] == [str(of.n), *coefficients(of.pooled)]


async def test_codes_that_nobody_used_are_listed_under_their_domains(
    program, tiny, project, shown, table
):
    unused = workbench.agree(project, "lead").unused
    book = workbench.codebook(project)
    async with program(tiny, "g", "6", coder="lead", size=(100, 90)) as pilot:
        assert [name.rpartition(" > ")[2] for name in table(pilot)] == [
            book.by_id[code].name for code in unused
        ]
        assert "Inner Setting ──" in shown(pilot)


async def test_rounds_are_shown_one_after_the_other(program, tiny, rounds, table, coefficients):
    (pilot_round,) = workbench.drift(rounds, "lead")
    async with program(tiny, "g", "7", coder="lead", size=LARGE) as pilot:
        whole = pilot_round.whole
        assert table(pilot)["pilot"][:6] == [str(whole.n), *coefficients(whole.pooled), "–"]


async def test_a_transcript_opens_where_it_is_coded(program, tiny):
    async with program(tiny, "g", "2", "j", "enter", coder="lead") as pilot:
        assert isinstance(pilot.app.screen, Coding)
