"""Agreement by construct on the screen: its figures are those of the workbench."""

import asyncio

import pytest

from qualbench import workbench
from qualbench.model import Span
from qualbench.tui.screens.agreement import Agreement
from qualbench.workbench import Undefined

LARGE = (160, 70)


async def test_domains_and_codes_show_their_counts_and_coefficients(
    program, tiny, project, shown, table, figures, coefficients, number
):
    found = workbench.agree(project, "lead")
    book = workbench.codebook(project)
    async with program(tiny, "g", coder="lead", size=LARGE) as pilot:
        assert isinstance(pilot.app.screen, Agreement)
        seen, screen = table(pilot), shown(pilot)
    for row in (*found.domains, *found.codes):
        name = workbench.name_of(book, row.code)
        assert seen[name][:9] == figures(row), name
        assert name in screen
    assert seen["Counts pooled"][:9] == figures(found.whole.pooled)
    assert seen["Mean of codes"][:4] == coefficients(found.whole.mean)
    assert seen["Sets of codes"][1:3] == ["–", number(found.whole.sets.masi.value)]


async def test_the_essential_columns_are_whole_on_the_smallest_terminal(
    program, tiny, project, shown, figures
):
    found = workbench.agree(project, "lead")
    row = next(row for row in found.domains if row.code.endswith("outer"))
    async with program(tiny, "g", coder="lead") as pilot:
        lines = shown(pilot).splitlines()
    head = next(line.split() for line in lines if "Construct" in line)
    assert head[1:10] == ["Both", "1st", "2nd", "None", "n", "%", "Kappa", "Alpha", "AC1"]
    line = next(line for line in lines if "Outer" in line)
    assert line.replace("Outer Setting", "").split()[:9] == figures(row)


async def test_of_three_coders_the_lowest_and_the_highest_pair_are_shown(
    program, tiny, three, said, table, coefficients, number
):
    pooled = workbench.agree(three, "lead").whole.pooled
    low, high = pooled.by_kappa[0], pooled.by_kappa[-1]
    async with program(tiny, "g", coder="lead", size=LARGE) as pilot:
        seen = table(pilot)["Counts pooled"]
        assert seen[1:4] == [number(low.kappa), number(high.kappa), str(pooled.n)]
        assert seen[4:8] == coefficients(pooled)
        assert f"{number(low.kappa)} ({low.first} and {low.second})" in said(pilot, "#row")


async def test_the_row_at_hand_says_why_something_is_undefined(program, tiny, project, said):
    found = workbench.agree(project, "lead")
    place = next(n for n, row in enumerate(found.domains) if row.n and not row.counts.both)
    reasons = {
        e.value.reason
        for e in found.domains[place].each().values()
        if e.value.__class__ is Undefined
    }
    async with program(tiny, "g", *["j"] * (3 + place), coder="lead") as pilot:
        assert workbench.name_of(workbench.codebook(project), found.domains[place].code) in said(
            pilot, "#row"
        )
        assert all(reason in " ".join(said(pilot, "#row").split()) for reason in reasons)


# What is compared


async def test_what_is_compared_is_always_said(program, tiny, keys, said, chosen):
    async with program(tiny, "g", coder="lead") as pilot:
        assert chosen(pilot) == (
            "u unit turn · c ana and bo · r all submissions · m exact matching · "
            "i respondents' words · b no intervals"
        )
        assert said(pilot).startswith(
            "2 of 4 transcripts; 6 of the 7 turns submitted are double coded (86%)"
        )
        await keys(pilot, "m", "i", "4")
        assert "m siblings match · i respondents' words and interviewers' · b" in chosen(pilot)
        assert "12 of the 14 turns" in said(pilot)


async def test_siblings_and_the_interviewer_count_where_they_are_asked_for(
    program, tiny, project, table, figures
):
    found = workbench.agree(project, "lead", match="sibling", interviewer=True)
    async with program(tiny, "g", "m", "i", coder="lead", size=LARGE) as pilot:
        assert table(pilot)["Counts pooled"][:9] == figures(found.whole.pooled)


async def test_a_unit_that_is_not_there_is_passed_over_and_the_reason_said(
    program, tiny, project, keys, chosen, table, figures
):
    found = workbench.agree(project, "lead", unit="character")
    async with program(tiny, "g", "u", coder="lead", size=LARGE) as pilot:
        assert "u unit character" in chosen(pilot)
        assert table(pilot)["Counts pooled"][:9] == figures(found.whole.pooled)
        (told,) = pilot.app._notifications
        assert "sentences in a" in told.message
        assert "no segments were drawn" in told.message
        await keys(pilot, "u")
        assert "u unit turn" in chosen(pilot)


# Intervals, targets, labels


async def test_intervals_are_those_of_a_thousand_resamples(
    program, tiny, project, keys, said, chosen, table, number
):
    found = workbench.agree(project, "lead", resamples=1000)
    alpha = found.whole.pooled.alpha
    async with program(tiny, "g", coder="lead", size=LARGE) as pilot:
        await keys(pilot, "b")
        assert "b 1,000 resamples, seed 1" in chosen(pilot)
        assert table(pilot)["Counts pooled"][9:11] == [number(alpha.low), number(alpha.high)]
        about = f"95 % interval of alpha: {number(alpha.low)} to {number(alpha.high)}"
        assert about in said(pilot, "#row")
        assert not pilot.app.running
        await keys(pilot, "b")
        assert "b no intervals" in chosen(pilot)


async def test_resampling_can_be_stopped_and_the_points_stay(program, tiny, keys, chosen, table):
    async with program(tiny, "g", coder="lead") as pilot:
        screen, before = pilot.app.screen, table(pilot)
        screen.action_intervals()
        await asyncio.sleep(0)
        assert screen.want.resamples == 1000
        pilot.app.action_cancel_work()
        await keys(pilot, "j")
        assert (screen.want.resamples, table(pilot), pilot.app.running) == (0, before, ())
        assert "b no intervals" in chosen(pilot)


async def test_a_target_is_met_by_a_sign_and_a_word(program, tiny, project, said, table):
    workbench.settle(project, "lead", "target", "kappa .70")
    whole = workbench.agree(project, "lead").whole
    async with program(tiny, "g", coder="lead", size=LARGE) as pilot:
        assert "target kappa 0.70: ✓ met, ✗ below" in said(pilot)
        seen = table(pilot)
        book = workbench.codebook(project)
    for row in whole.domains:
        kappa = row.kappa.value
        met = ["–", "none"] if isinstance(kappa, Undefined) else ["✗", "below"]
        met = ["✓", "met"] if isinstance(kappa, float) and kappa >= 0.7 else met
        assert seen[workbench.name_of(book, row.code)][9:11] == met


async def test_words_for_coefficients_are_shown_only_where_the_project_wants_them(
    program, tiny, project, keys, said, table
):
    label = workbench.band(workbench.agree(project, "lead").whole.pooled.alpha.value)
    async with program(tiny, "g", coder="lead", size=LARGE) as pilot:
        assert label not in table(pilot)["Counts pooled"]
        workbench.settle(project, "lead", "bands", "landis-koch")
        await keys(pilot, "escape", "g")
        assert label in " ".join(table(pilot)["Counts pooled"])
        assert f"Alpha is {label} as landis-koch has it" in said(pilot, "#row")


# Files


@pytest.mark.parametrize("name", ["table.csv", "table.md"])
async def test_the_table_is_written_to_a_file(program, tiny, tmp_path, monkeypatch, name):
    monkeypatch.chdir(tmp_path)
    async with program(tiny, "g", "w", f"type:{name}", "enter", coder="lead") as pilot:
        assert next(iter(pilot.app._notifications)).title == "Written"
    assert "Outer Setting" in (tmp_path / name).read_text(encoding="utf-8")


# Suggestions


async def test_suggestions_that_were_seen_are_warned_of_on_the_smallest_terminal(
    program, tiny, project, shown, show, table
):
    for coder, names in (("ana", "ab"), ("bo", "a")):
        for name in names:
            show(project, coder, name, Span(35, 40), "inner.priority", before=True)
    workbench.settle(project, "lead", "target", "kappa .70")
    async with program(tiny, "g", *"222", coder="lead") as pilot:
        screen, names = " ".join(shown(pilot).split()), table(pilot).keys()
    assert (
        "Suggestions were shown to ana in 2 and bo in 1 of these transcripts before they were "
        "submitted: agreement between people who have seen the same ones may be higher than it "
        "would be without. ┊ target kappa 0.70: ✓ met, ✗ below. 2 again: by transcript"
    ) in screen
    assert names == {"All", "C1"} and all(f"{name} 2 6 90 " in screen for name in names)


async def test_without_suggestions_there_is_no_warning(program, tiny, said):
    async with program(tiny, "g", coder="lead") as pilot:
        assert "uggestions" not in said(pilot)
