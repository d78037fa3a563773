"""Agreement on the screen: its figures are those of the workbench, whatever is chosen."""

import asyncio
import re

import pytest
from textual.widgets import Static

from qualbench import workbench
from qualbench.model import Span
from qualbench.tui.screens.agreement import Agreement
from qualbench.tui.screens.coding import Coding
from qualbench.tui.screens.quotes import Quotes
from qualbench.tui.screens.reconcile import Reconcile
from qualbench.tui.widgets.hint import Hint
from qualbench.tui.widgets.rows import Rows
from qualbench.workbench import Undefined

LARGE = (160, 70)


@pytest.fixture
def project(tiny):
    with workbench.opened(tiny) as opened:
        yield opened


@pytest.fixture
def three(project):
    """cy has submitted a and b, too."""
    for text, span, code in (("a", Span(35, 40), "inner.compatibility"), ("b", Span(40, 50), "")):
        workbench.code(project, "cy", text, span, code or "inner.priority")
        workbench.submit(project, "cy", [text])
    return project


@pytest.fixture
def rounds(project):
    """pilot is revealed, of a and b; second is sealed."""
    workbench.open_round(project, "lead", "pilot", ("ana", "bo"), ("a", "b"))
    for coder in ("ana", "bo"):
        workbench.submit_round(project, coder, "pilot")
    workbench.reveal(project, "lead", "pilot")
    workbench.open_round(project, "lead", "second", ("ana", "bo"), ("d",))
    return project


def said(pilot, name="#said"):
    return str(pilot.app.screen.query_one(name, Static).render())


def chosen(pilot):
    """What is compared, as the lines on top say it."""
    return str(pilot.app.screen.query_one(Hint).render())


def rows(pilot, width=150):
    """The rows by their names, each its figures as they are shown."""
    screen = pilot.app.screen
    view = screen._view
    names = [re.split(r"\. |:", view.about(item))[0] for item in range(len(screen.query_one(Rows)))]
    return {
        name: view.row(item, width).plain.removeprefix(name).split()
        for item, name in enumerate(names)
    }


def number(value):
    return "–" if isinstance(value, Undefined) else f"{value:z.2f}"


def coefficients(of):
    each = of.each()
    percent = each["percent"].value
    share = "–" if isinstance(percent, Undefined) else f"{100 * percent:.0f}"
    return [share, *(number(each[name].value) for name in ("kappa", "alpha", "ac1"))]


def figures(row):
    counts = row.counts
    four = (counts.both, counts.only_first, counts.only_second, counts.neither)
    return [*map(str, (*four, row.n)), *coefficients(row)]


# By construct


async def test_domains_and_codes_show_their_counts_and_coefficients(program, tiny, project, shown):
    found = workbench.agree(project, "lead")
    book = workbench.codebook(project)
    async with program(tiny, "g", coder="lead", size=LARGE) as pilot:
        assert isinstance(pilot.app.screen, Agreement)
        seen, screen = rows(pilot), shown(pilot)
    for row in (*found.domains, *found.codes):
        name = workbench.name_of(book, row.code)
        assert seen[name][:9] == figures(row), name
        assert name in screen
    assert seen["Counts pooled"][:9] == figures(found.whole.pooled)
    assert seen["Mean of codes"][:4] == coefficients(found.whole.mean)
    assert seen["Sets of codes"][1:3] == ["–", number(found.whole.sets.masi.value)]


async def test_the_essential_columns_are_whole_on_the_smallest_terminal(
    program, tiny, project, shown
):
    found = workbench.agree(project, "lead")
    row = next(row for row in found.domains if row.code.endswith("outer"))
    async with program(tiny, "g", coder="lead") as pilot:
        lines = shown(pilot).splitlines()
    head = next(line.split() for line in lines if "Construct" in line)
    assert head[1:10] == ["Both", "1st", "2nd", "None", "n", "%", "Kappa", "Alpha", "AC1"]
    line = next(line for line in lines if "Outer" in line)
    assert line.replace("Outer Setting", "").split()[:9] == figures(row)


async def test_what_is_compared_is_always_said(program, tiny, keys):
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
    program, tiny, project, keys
):
    found = workbench.agree(project, "lead", match="sibling", interviewer=True)
    async with program(tiny, "g", "m", "i", coder="lead", size=LARGE) as pilot:
        assert rows(pilot)["Counts pooled"][:9] == figures(found.whole.pooled)


async def test_a_unit_that_is_not_there_is_passed_over_and_the_reason_said(
    program, tiny, project, keys
):
    found = workbench.agree(project, "lead", unit="character")
    async with program(tiny, "g", "u", coder="lead", size=LARGE) as pilot:
        assert "u unit character" in chosen(pilot)
        assert rows(pilot)["Counts pooled"][:9] == figures(found.whole.pooled)
        (told,) = pilot.app._notifications
        assert "sentences in a" in told.message
        assert "no segments were drawn" in told.message
        await keys(pilot, "u")
        assert "u unit turn" in chosen(pilot)


async def test_the_row_at_hand_says_why_something_is_undefined(program, tiny, project, keys):
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


# Intervals, targets, labels


async def test_intervals_are_those_of_a_thousand_resamples(program, tiny, project, keys):
    found = workbench.agree(project, "lead", resamples=1000)
    alpha = found.whole.pooled.alpha
    async with program(tiny, "g", coder="lead", size=LARGE) as pilot:
        await keys(pilot, "b")
        assert "b 1,000 resamples, seed 1" in chosen(pilot)
        assert rows(pilot)["Counts pooled"][9:11] == [number(alpha.low), number(alpha.high)]
        about = f"95 % interval of alpha: {number(alpha.low)} to {number(alpha.high)}"
        assert about in said(pilot, "#row")
        assert not pilot.app.running
        await keys(pilot, "b")
        assert "b no intervals" in chosen(pilot)


async def test_resampling_can_be_stopped_and_the_points_stay(program, tiny, keys):
    async with program(tiny, "g", coder="lead") as pilot:
        screen, before = pilot.app.screen, rows(pilot)
        screen.action_intervals()
        await asyncio.sleep(0)
        assert screen.want.resamples == 1000
        pilot.app.action_cancel_work()
        await keys(pilot, "j")
        assert (screen.want.resamples, rows(pilot), pilot.app.running) == (0, before, ())
        assert "b no intervals" in chosen(pilot)


async def test_a_target_is_met_by_a_sign_and_a_word(program, tiny, project):
    workbench.settle(project, "lead", "target", "kappa .70")
    whole = workbench.agree(project, "lead").whole
    async with program(tiny, "g", coder="lead", size=LARGE) as pilot:
        assert "target kappa 0.70: ✓ met, ✗ below" in said(pilot)
        seen = rows(pilot)
        book = workbench.codebook(project)
    for row in whole.domains:
        kappa = row.kappa.value
        met = ["–", "none"] if isinstance(kappa, Undefined) else ["✗", "below"]
        met = ["✓", "met"] if isinstance(kappa, float) and kappa >= 0.7 else met
        assert seen[workbench.name_of(book, row.code)][9:11] == met


async def test_words_for_coefficients_are_shown_only_where_the_project_wants_them(
    program, tiny, project, keys
):
    label = workbench.band(workbench.agree(project, "lead").whole.pooled.alpha.value)
    async with program(tiny, "g", coder="lead", size=LARGE) as pilot:
        assert label not in rows(pilot)["Counts pooled"]
        workbench.settle(project, "lead", "bands", "landis-koch")
        await keys(pilot, "escape", "g")
        assert label in " ".join(rows(pilot)["Counts pooled"])
        assert f"Alpha is {label} as landis-koch has it" in said(pilot, "#row")


# The other looks


async def test_groups_go_round_with_their_key(program, tiny, project, keys):
    async with program(tiny, "g", coder="lead") as pilot:
        for by in ("transcript", "role", "clinic", "transcript"):
            await keys(pilot, "2")
            found = workbench.agree(project, "lead", by=by)
            seen = rows(pilot)
            assert list(seen) == ["All", *(name for name, _ in found.groups)]
            for name, of in (("All", found.whole), *found.groups):
                sizes = map(str, (len(of.documents), of.n))
                assert seen[name][:6] == [*sizes, *coefficients(of.pooled)]


async def test_two_coders_are_a_group_of_three_and_can_be_chosen(program, tiny, three, keys):
    found = workbench.agree(three, "lead", by="coder")
    async with program(tiny, "g", *"2222", coder="lead") as pilot:
        assert list(rows(pilot)) == ["All", "ana and bo", "ana and cy", "bo and cy"]
        assert rows(pilot)["bo and cy"][2:6] == coefficients(found.groups[-1][1].pooled)
        await keys(pilot, "G", "enter")
        assert "c bo and cy" in chosen(pilot)
        two = workbench.agree(three, "lead", ("bo", "cy")).whole.pooled
        assert rows(pilot)["Counts pooled"][:9] == figures(two)
        await keys(pilot, "c", "enter")
        assert "c ana, bo and cy" in chosen(pilot)


async def test_of_three_coders_the_lowest_and_the_highest_pair_are_shown(program, tiny, three):
    pooled = workbench.agree(three, "lead").whole.pooled
    low, high = pooled.by_kappa[0], pooled.by_kappa[-1]
    async with program(tiny, "g", coder="lead", size=LARGE) as pilot:
        seen = rows(pilot)["Counts pooled"]
        assert seen[1:4] == [number(low.kappa), number(high.kappa), str(pooled.n)]
        assert seen[4:8] == coefficients(pooled)
        assert f"{number(low.kappa)} ({low.first} and {low.second})" in said(pilot, "#row")


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


async def test_each_coder_stands_beside_the_others(program, tiny, three, keys, shown):
    found = workbench.agree(three, "lead")
    profiles = workbench.differences(three, "lead", found.asked).profiles
    async with program(tiny, "g", "4", coder="lead", size=LARGE) as pilot:
        seen = rows(pilot)
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


async def test_the_same_is_counted_under_each_unit_that_there_is(program, tiny, project):
    found = workbench.by_unit(project, "lead", workbench.agree(project, "lead").asked)
    async with program(tiny, "g", "5", coder="lead") as pilot:
        seen = rows(pilot)
    assert seen.keys() == {"Turn", "Character"}
    for of in found:
        assert seen[of.unit.capitalize()][:5] == [str(of.n), *coefficients(of.pooled)]


async def test_codes_that_nobody_used_are_listed_under_their_domains(program, tiny, project, shown):
    unused = workbench.agree(project, "lead").unused
    book = workbench.codebook(project)
    async with program(tiny, "g", "6", coder="lead", size=(100, 90)) as pilot:
        assert [name.rpartition(" > ")[2] for name in rows(pilot)] == [
            book.by_id[code].name for code in unused
        ]
        assert "Inner Setting ──" in shown(pilot)


async def test_rounds_are_shown_one_after_the_other(program, tiny, rounds):
    (pilot_round,) = workbench.drift(rounds, "lead")
    async with program(tiny, "g", "7", coder="lead", size=LARGE) as pilot:
        whole = pilot_round.whole
        assert rows(pilot)["pilot"][:6] == [str(whole.n), *coefficients(whole.pooled), "–"]


# Rounds


async def test_a_revealed_round_is_chosen_and_a_sealed_one_says_that_it_is(
    program, tiny, rounds, keys, shown
):
    async with program(tiny, "g", "r", coder="lead") as pilot:
        assert "Round second  ■ sealed, 1 transcript" in shown(pilot)
        await keys(pilot, "type:second", "enter")
        assert next(iter(pilot.app._notifications)).title == "Round second is sealed"
        await keys(pilot, "r", "type:pilot", "enter")
        assert "r round pilot, revealed" in chosen(pilot)
        found = workbench.agree(rounds, "lead", round_name="pilot").whole.pooled
        assert rows(pilot)["Counts pooled"][:5] == figures(found)[:5]


async def test_a_construct_opens_its_disagreements_in_a_round_else_its_quotations(
    program, tiny, rounds, keys
):
    async with program(tiny, "g", "j", "j", "j", "enter", coder="lead") as pilot:
        assert isinstance(pilot.app.screen, Quotes)
        await keys(pilot, "escape")
        await keys(pilot, "r", "type:pilot", "enter")
        await keys(pilot, "j", "j", "j", "enter")
        assert isinstance(pilot.app.screen, Reconcile)


async def test_a_transcript_opens_where_it_is_coded(program, tiny, keys):
    async with program(tiny, "g", "2", "j", "enter", coder="lead") as pilot:
        assert isinstance(pilot.app.screen, Coding)


async def test_coefficients_are_hidden_until_a_round_is_reconciled(
    program, tiny, rounds, keys, shown
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
        assert "Counts pooled" in rows(pilot)


async def test_a_round_that_is_sealed_shows_nothing_but_that(program, tiny, rounds, keys):
    async with program(tiny, coder="lead") as pilot:
        pilot.app.show_agreement("second")
        await keys(pilot, "2")
        assert said(pilot).startswith("Round second is sealed")
        assert len(pilot.app.screen.query_one(Rows)) == 0


# Files


@pytest.mark.parametrize("name", ["table.csv", "table.md"])
async def test_the_table_is_written_to_a_file(
    program, tiny, project, keys, tmp_path, monkeypatch, name
):
    monkeypatch.chdir(tmp_path)
    async with program(tiny, "g", "w", f"type:{name}", "enter", coder="lead") as pilot:
        assert next(iter(pilot.app._notifications)).title == "Written"
    assert "Outer Setting" in (tmp_path / name).read_text(encoding="utf-8")


# Suggestions


async def test_suggestions_that_were_seen_are_warned_of_on_the_smallest_terminal(
    program, tiny, project, shown, show
):
    for coder, names in (("ana", "ab"), ("bo", "a")):
        for name in names:
            show(project, coder, name, Span(35, 40), "inner.priority", before=True)
    workbench.settle(project, "lead", "target", "kappa .70")
    async with program(tiny, "g", *"222", coder="lead") as pilot:
        screen, names = " ".join(shown(pilot).split()), rows(pilot).keys()
    assert (
        "Suggestions were shown to ana in 2 and bo in 1 of these transcripts before they were "
        "submitted: agreement between people who have seen the same ones may be higher than it "
        "would be without. ┊ target kappa 0.70: ✓ met, ✗ below. 2 again: by transcript"
    ) in screen
    assert names == {"All", "C1"} and all(f"{name} 2 6 90 " in screen for name in names)


async def test_without_suggestions_there_is_no_warning(program, tiny):
    async with program(tiny, "g", coder="lead") as pilot:
        assert "uggestions" not in said(pilot)
