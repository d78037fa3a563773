"""Rounds on the screen: opened, coded, submitted and revealed by keys alone."""

from dataclasses import replace

import pytest
from textual.widgets import Input, Static

from qualbench import workbench
from qualbench.tui.rounds import late, missing_said
from qualbench.tui.screens.agreement import Agreement
from qualbench.tui.screens.coding import Coding
from qualbench.tui.screens.library import Library
from qualbench.tui.screens.new_round import NewRound
from qualbench.tui.screens.reconcile import Reconcile
from qualbench.tui.screens.rounds import Rounds
from qualbench.tui.widgets.rows import Rows
from qualbench.workbench import Sample

PAIR = ("ana", "bo")


def given(project, name):
    return {o.transcript: o.coders for o in workbench.find_round(project, name).assignments}


def submitted(project, name="pilot"):
    return {o.transcript: o.submitted for o in workbench.find_round(project, name).assignments}


def said(pilot, name="#said"):
    return str(pilot.app.screen.query_one(name, Static).render())


def offered(pilot):
    active = pilot.app.screen.active_bindings.values()
    return {one.binding.action for one in active if one.binding.show and one.enabled}


# Opening


async def test_a_round_of_all_is_opened_by_keys_alone(program, tiny, project, keys):
    async with program(tiny, "R", "n", coder="lead") as pilot:
        name = pilot.app.screen.query_one("#name", Input)
        assert name.value == "Round 1"
        await keys(pilot, "tab", "tab", "space", "j", "space", "enter")
        assert isinstance(pilot.app.screen, Rounds)
        assert given(project, "Round 1") == dict.fromkeys("abcd", PAIR)
        await keys(pilot, "u")
        assert workbench.rounds(project) == ()
        await keys(pilot, "U", "n")
        assert pilot.app.screen.query_one("#name", Input).value == "Round 2"


async def test_transcripts_are_taken_by_hand(program, tiny, project, keys):
    async with program(tiny, "R", "n", "type:pilot", "tab", "right", coder="lead") as pilot:
        await keys(pilot, "tab", "space", "j", "space", "tab", "type:Cy", "enter")
        await keys(pilot, "tab", "j", "space", "j", "space")
        assert said(pilot, "#taken") == "2 of 4 transcripts"
        assert said(pilot, "#sum") == "Enter opens it: 2 transcripts, each coded by ana, bo and Cy."
        await keys(pilot, "enter")
    assert given(project, "pilot") == dict.fromkeys("ad", ("ana", "bo", "Cy"))


async def test_whoever_leaves_one_out_of_all_chooses_by_hand(program, tiny, project, keys):
    async with program(tiny, "R", "n", coder="lead") as pilot:
        await keys(pilot, "tab", "tab", "space", "j", "space", "tab", "tab", "space", "enter")
    assert set(given(project, "Round 1")) == {"b", "c", "d"}


async def test_a_share_is_drawn_at_once_and_again_as_it_changes(program, tiny, project, keys):
    workbench.open_round(project, "lead", "pilot", PAIR)  # its coders are taken at first
    async with program(tiny, "R", "n", "tab", "left", coder="lead") as pilot:
        assert said(pilot, "#taken") == "1 of 4 transcripts, drawn by role and clinic"
        seen = set()
        await keys(pilot, "tab", "type:0.5", "tab")
        for seed in ("1", "2", "3"):
            await keys(pilot, "end", "backspace", seed)
            screen = pilot.app.screen
            drawn = frozenset(one.name for one in screen._texts if one.hash in screen._taken)
            assert len(drawn) == 2
            sample = Sample(0.5, seed=int(seed))
            assert screen._taken == set(workbench.draw(project, (), sample))
            seen.add(drawn)
        assert len(seen) > 1
        await keys(pilot, "enter")
    shown = workbench.find_round(project, "Round 2")
    assert (shown.coders, set(given(project, "Round 2"))) == (PAIR, set(drawn))
    assert dict(shown.round.sample) == {"share": "0.5", "by": "role, clinic", "seed": "3"}


@pytest.mark.parametrize(
    ("way", "problem"),
    [
        (("tab", "tab", "space"), "Take two coders at least: agreement is between them."),
        (("tab", "left", "tab", "type:some"), "Nothing can be drawn so. A share is a number"),
        (("tab", "left", "tab", "type:3"), "A share of 3.0 cannot be drawn. Say a share"),
        (("tab", "right", *["tab"] * 3, "space", "j", "space", "j", "space", "j", "space"), "Take"),
        (("type:Pilot", "tab", "tab", "space", "j", "space"), "Enter opens it"),
    ],
)
async def test_what_makes_no_round_is_said_and_stores_nothing(
    program, tiny, project, facts, keys, way, problem
):
    workbench.open_round(project, "lead", "pilot", PAIR, ("a",))
    before = facts(tiny)
    async with program(tiny, "R", "n", coder="lead") as pilot:
        pilot.app.screen._coders.clear()
        pilot.app.screen._show()
        await keys(pilot, *way)
        assert said(pilot, "#sum").startswith(problem)
        await keys(pilot, "enter")
        assert isinstance(pilot.app.screen, NewRound)
        assert pilot.app._notifications
        await keys(pilot, "escape")
        assert isinstance(pilot.app.screen, Rounds)
    assert facts(tiny) == before


async def test_what_sealing_means_is_said_before_it_is_done(program, tiny, shown):
    async with program(tiny, "R", "n", coder="lead") as pilot:
        screen = " ".join(shown(pilot).split())
    assert "until you reveal it coders see only their own codings" in screen
    assert "On one file this protects the honest path only" in screen


# Working in one


async def test_a_round_is_worked_through_from_the_library_by_keys_alone(
    program, project, tiny, keys, pilot_round
):
    async with program(tiny, coder="bo") as pilot:
        wanted = "Round pilot: 2 of 2 transcripts of yours to submit: R goes there."
        assert said(pilot, "#wanted") == wanted
        await keys(pilot, "R", "enter")
        assert isinstance(pilot.app.screen, Coding)
        assert pilot.app.screen.page.transcript.name == "a"
        await keys(pilot, "S", "S")
        assert submitted(project) == {"a": ("bo",), "b": ()}
        (told,) = pilot.app._notifications
        assert told.message == "Submitted for round pilot; u takes it back."
        await keys(pilot, "escape")
        assert said(pilot) == "Round pilot: 1 of 2 transcripts of yours to submit."
        await keys(pilot, "enter")
        assert pilot.app.screen.page.transcript.name == "b"
        await keys(pilot, "escape", "S")
        assert said(pilot).startswith("Submit what you have in round pilot, as it is coded now: ")
        assert said(pilot).endswith(": 2 transcripts with 4 codings.")
        await keys(pilot, "y", "enter")
        assert submitted(project) == {"a": ("bo",), "b": ("bo",)}
        assert said(pilot) == "No round wants anything of you now."
        await keys(pilot, "enter")
        assert isinstance(pilot.app.screen, Rounds)
        await keys(pilot, "u", "escape")
        assert submitted(project)["b"] == ()
        assert isinstance(pilot.app.screen, Library)


async def test_whatever_is_not_yes_submits_and_reveals_nothing(
    program, tiny, project, keys, pilot_round
):
    async with program(tiny, "R", coder="ana") as pilot:
        for answer in (("escape",), ("enter",), ("n", "enter")):
            await keys(pilot, "S", *answer)
            assert said(pilot) == "Round pilot: 2 of 2 transcripts of yours to submit."
    async with program(tiny, "R", "v", "escape", "v", "n", "enter", coder="lead"):
        pass
    shown = workbench.find_round(project, "pilot")
    assert (shown.state, submitted(project)) == ("sealed", {"a": (), "b": ()})


async def test_a_lead_reveals_and_is_told_first_who_is_missing(
    program, tiny, project, keys, pilot_round
):
    workbench.submit_round(project, "ana", "pilot")
    workbench.submit_round(project, "bo", "pilot", ["a"])
    async with program(tiny, "R", "v", coder="lead") as pilot:
        told = said(pilot)
        assert "Nothing undoes that. Missing, and not counted then: b by bo." in told
        await keys(pilot, "y", "enter")
        shown = workbench.find_round(project, "pilot")
        assert [one.counted for one in shown.assignments] == [("ana", "bo"), ("ana",)]
        assert "reveal" not in offered(pilot)
        await keys(pilot, "v")
        assert pilot.app.screen._drawer is None
        await keys(pilot, "enter")
        assert isinstance(pilot.app.screen, Agreement)
        await keys(pilot, "escape", "d")
        assert isinstance(pilot.app.screen, Reconcile)
        await keys(pilot, "escape")
        assert isinstance(pilot.app.screen, Rounds)


async def test_who_has_submitted_is_told_by_a_sign_and_a_word(
    program, tiny, project, shown, keys, pilot_round
):
    workbench.submit_round(project, "ana", "pilot", ["a"])
    async with program(tiny, "R", coder="ana") as pilot:
        screen = " ".join(shown(pilot).replace("─", " ").split())
    assert "▸ pilot ■ sealed 1 of 4 submissions coded by ana (you) and bo; led by lead" in screen
    assert "2 of 4 transcripts, 2 double coded; not drawn" in screen
    assert "Yours to submit ▸ b P2 C1 administrator – to come: ana, bo" in screen
    assert "Yours, submitted a P1 C1 counselor ✓ submitted: ana – to come: bo" in screen
    workbench.reveal(project, "lead", "pilot", anyway=True)
    async with program(tiny, "R", coder="ana") as pilot:
        screen = " ".join(shown(pilot).split())
    assert "pilot ○ revealed" in screen
    assert "a P1 C1 counselor ✓ counts: ana ✗ missing: bo" in screen
    assert "b P2 C1 administrator ✗ missing: ana, bo" in screen


async def test_each_is_offered_what_they_may_do(program, tiny, project, keys, pilot_round):
    may = {"new", "submit", "reveal", "differ"}
    for coder, offers in [("ana", {"submit"}), ("lead", {"new", "reveal"}), ("zed", set())]:
        async with program(tiny, "R", coder=coder) as pilot:
            assert offered(pilot) & may == offers
            if "new" not in offers:
                await keys(pilot, "n")
                (told,) = pilot.app._notifications
                assert told.title == "A lead opens and reveals rounds"
                await keys(pilot, "v")
                assert pilot.app.screen._drawer is None
    workbench.reveal(project, "lead", "pilot", anyway=True)
    for coder, offers in [("ana", {"differ"}), ("lead", {"new", "differ"})]:
        async with program(tiny, "R", coder=coder) as pilot:
            assert offered(pilot) & may == offers


async def test_the_newest_round_is_first_and_another_at_hand_shows_its_own(
    program, tiny, project, keys, pilot_round
):
    workbench.open_round(project, "lead", "second", PAIR, ("c",))
    for coder in PAIR:
        workbench.submit_round(project, coder, "second")
    async with program(tiny, "R", coder="lead") as pilot:
        assert said(pilot, "#of") == "Round second: 1 transcript"
        assert said(pilot) == "Round second: all is submitted and waits to be revealed."
        await keys(pilot, "j")
        assert said(pilot, "#of") == "Round pilot: 2 transcripts"
        await keys(pilot, "tab", "j", "enter")
        assert pilot.app.screen.page.transcript.name == "b"
        await keys(pilot, "escape")
        assert said(pilot, "#of") == "Round pilot: 2 transcripts"


async def test_names_with_brackets_are_only_names(program, tiny, project, keys):
    way = ("R", "n", "type:[/b] [one", "tab", "tab", "space", "j", "space", "enter", "v")
    async with program(tiny, *way, coder="lead") as pilot:
        await keys(pilot, "y", "enter")
        assert workbench.find_round(project, "[/b] [one").state == "revealed"
        (told,) = pilot.app._notifications
        assert (told.message, told.markup) == ("Round [/b] [one is revealed.", False)
        await keys(pilot, "escape")
        assert isinstance(pilot.app.screen, Library)


def test_much_that_is_missing_is_told_in_numbers(project, pilot_round):
    assert missing_said(pilot_round) == "a and b by ana; a and b by bo"
    all_of_it = workbench.open_round(project, "lead", "all", PAIR)
    assert missing_said(all_of_it) == "4 transcripts by ana; 4 transcripts by bo"


def test_what_came_in_after_a_reveal_can_be_revealed(project, pilot_round):
    shown = workbench.reveal(project, "lead", "pilot", anyway=True)
    first, *others = shown.assignments
    came = replace(shown, assignments=(replace(first, submitted=PAIR), *others))
    assert (late(pilot_round), late(shown), late(came)) == (False, False, True)


@pytest.mark.parametrize("coder", ["lead", "ana"])
async def test_without_a_round_nothing_is_done_and_the_library_says_nothing(
    program, tiny, keys, coder
):
    async with program(tiny, coder=coder) as pilot:
        assert not pilot.app.screen.query_one("#wanted").display
        await keys(pilot, "R", "enter", "S", "v", "d", "tab")
        assert isinstance(pilot.app.screen, Rounds)
        assert said(pilot).startswith("No round yet.")
        assert not offered(pilot) & {"open", "submit", "reveal", "differ"}


async def test_rounds_are_reached_from_where_their_letter_means_something_else(
    program, tiny, keys, shown
):
    async with program(tiny, "enter", "f4", coder="lead") as pilot:
        assert isinstance(pilot.app.screen, Rounds)
        for width, height in ((20, 6), (160, 45)):
            await pilot.resize_terminal(width, height)
            await keys(pilot, "n")
            assert len(shown(pilot).splitlines()) == height
            await keys(pilot, "escape")


# Settings


async def test_a_lead_settles_and_takes_it_back(program, tiny, project, keys):
    async with program(tiny, "R", "comma", coder="lead") as pilot:
        await keys(pilot, "enter", "type:4", "enter")
        assert workbench.setting(project, "tolerance") == "4"
        await keys(pilot, "j", "enter", "type:kappa .7", "enter")
        assert workbench.setting(project, "target") == "kappa .7"
        await keys(pilot, "u")
        assert workbench.setting(project, "target") == ""
        await keys(pilot, "k", "enter", "type:many", "enter")
        (told,) = pilot.app._notifications
        assert told.title == "tolerance cannot be 'many'"
        assert workbench.setting(project, "tolerance") == "4"


async def test_others_read_what_is_settled(program, tiny, facts, keys):
    before = facts(tiny)
    async with program(tiny, "R", "comma", "enter", coder="ana") as pilot:
        assert said(pilot) == "lead may change them."
        assert pilot.app.screen._drawer is None
        (told,) = pilot.app._notifications
        assert (told.title, told.message) == ("A lead settles this", "Ask lead.")
        assert len(pilot.app.screen.query_one(Rows)) == len(_settings(tiny))
    assert facts(tiny) == before


def _settings(path):
    with workbench.opened(path) as project:
        return workbench.settings(project)
