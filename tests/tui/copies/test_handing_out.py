"""Copies on the screen: handed out, and who has what; what is stored is read from the file."""

import pytest
from textual.widgets import Input

from qualbench import workbench
from qualbench.tui.screens.coding import Coding
from qualbench.tui.screens.copies import Conflicts, Copies
from qualbench.tui.screens.copies.ledger import Ledger
from qualbench.tui.screens.library import Library
from qualbench.tui.widgets.rows import Rows


async def test_a_copy_goes_out_comes_back_and_is_merged_by_keys_alone(
    program,
    tiny,
    project,
    pilot_round,
    keys,
    facts,
    like,
    monkeypatch,
    tmp_path,
    said,
    told,
    flat,
    undated,
    states,
):
    monkeypatch.setenv("HOME", str(tmp_path))
    file = tmp_path / "tiny-ana.qualbench"
    async with program(tiny, "H", coder="lead") as pilot:
        assert isinstance(pilot.app.screen, Copies)
        assert "ana ○ no copy yet 2 transcripts" in flat(pilot)
        await keys(pilot, "h", "type:ana", "enter", "type:pilot", "enter")
        assert pilot.app.screen.query_one("AskLine Input", Input).value == file.name
        await keys(pilot, "enter")
        assert told(pilot).startswith("Handed out: 2 transcripts: ")
        assert f"~/{file.name}\nSend this file to ana. When it comes back, m merges it." in told(
            pilot
        )
        assert "▸ ana → with the coder 2 transcripts since 20" in flat(pilot)
    assert states() == {("ana", "pilot"): "out"}

    async with program(file, "R", "S", "y", "enter", coder="ana"):
        pass
    before = facts(tiny)
    async with program(tiny, "H", coder="lead") as pilot:
        await keys(pilot, "m", "type:ana", "enter")
        assert isinstance(pilot.app.screen, Ledger)
        assert said(pilot).startswith("2 facts to add. Nothing is stored yet: Enter merges")
        like(undated(pilot), "ledger")
        assert facts(tiny) == before
        await keys(pilot, "y")
        assert isinstance(pilot.app.screen, Copies)
        assert told(pilot).startswith("Merged 1 copy: 2 facts added. A backup of what was is in")
        assert "Round pilot: 1 of 2 handed in" in flat(pilot)
        assert said(pilot) == "Not all is handed in by bo."
        like(undated(pilot), "copies")
        assert pilot.app.copies == workbench.backups(project)
        assert before in {facts(backup) for backup in pilot.app.copies}
    assert facts(tiny) != before
    assert states() == {("ana", "pilot"): "handed in"}


async def test_enter_hands_out_to_who_has_no_copy_and_a_name_needs_no_ending(
    program, tiny, pilot_round, keys, tmp_path, told, flat, states
):
    async with program(tiny, "H", "j", "enter", coder="lead") as pilot:
        await keys(pilot, "type:for bo", "enter")
        assert (tmp_path / "for bo.qualbench").is_file()
        assert "▸ bo → with the coder" in flat(pilot)
        await keys(pilot, "k", "enter", "type:for bo.qualbench", "enter")
        assert "is there already" in told(pilot)
        await keys(pilot, "enter", "escape")
        await keys(pilot, "enter", "type: ", "enter")
        assert told(pilot).endswith("A copy needs a file. Nothing was done.")
    assert states() == {("bo", "pilot"): "out"}


async def test_without_a_round_a_copy_holds_all_and_names_are_not_used_twice(
    program, tiny, project, keys, tmp_path
):
    (tmp_path / "tiny-bo.qualbench").write_text("in the way")
    async with program(tiny, "H", "h", "type:bo", "enter", coder="lead") as pilot:
        assert pilot.app.screen.query_one("AskLine Input", Input).value == "tiny-bo-2.qualbench"
        await keys(pilot, "enter")
    (one,) = workbench.handouts(project)
    assert (one.coder, one.round, one.transcripts) == ("bo", "", tuple("abcd"))


async def test_in_a_round_all_transcripts_can_be_handed_out_too(
    program, tiny, pilot_round, keys, states
):
    async with program(tiny, "H", "h", "enter", coder="lead") as pilot:
        await keys(pilot, "type:no round", "enter", "enter")
    assert states() == {("ana", ""): "out"}


async def test_two_clicks_do_what_enter_does(program, tiny, pilot_round, keys, states):
    async with program(tiny, "H", coder="lead") as pilot:
        await pilot.click("#copies", offset=(5, 2), times=2)
        await keys(pilot, "enter")
        assert len(pilot.app.screen.query_one("#copies", Rows)) == 2
    assert states() == {("bo", "pilot"): "out"}


async def test_names_with_brackets_are_only_names_and_no_size_is_too_small(
    program, tiny, project, keys, shown, states
):
    workbench.open_round(project, "lead", "[/b] [one", ("[bold", "bo"), ("a",))
    async with program(tiny, "H", "enter", coder="lead", size=(200, 60)) as pilot:
        await keys(pilot, "enter", "m", "enter")
        assert "tiny--bold.qualbench" in shown(pilot)
        for width, height in ((20, 6), (40, 12), (160, 45)):
            await pilot.resize_terminal(width, height)
            await pilot.pause()
            assert len(shown(pilot).splitlines()) == height
        await keys(pilot, "escape")
        for width, height in ((20, 6), (40, 12), (160, 45)):
            await pilot.resize_terminal(width, height)
            await keys(pilot, "m", "escape")
            assert len(shown(pilot).splitlines()) == height
    ((of, state),) = states().items()
    assert (of, state) == (("[bold", "[/b] [one"), "out")


# Who has what


async def test_who_has_handed_in_and_who_has_not(
    program, tiny, project, back, keys, shown, tmp_path, said, flat, worked
):
    workbench.open_round(project, "lead", "next", ("bo", "cy"), ("c",))
    bo = worked("bo", ["b"])
    workbench.hand_out(project, "lead", "cy", tmp_path / "cy.qualbench", transcripts=["d"])
    workbench.merge(project, "lead", [back, bo])
    workbench.submit_round(project, "cy", "next")
    async with program(tiny, "H", coder="lead", size=(100, 30)) as pilot:
        screen = flat(pilot)
        assert said(pilot) == "Not all is handed in by bo and cy."
        assert (
            "Round next: 1 of 2 handed in ▸ bo ○ no copy yet 1 transcript cy ✓ submitted, "
            in screen
        )
        assert "Round pilot: 1 of 2 handed in ana ✓ handed in 2 transcripts since 20" in screen
        assert "bo ◐ came back, 1 of 2 submitted 2 transcripts since 20" in screen
        assert "No round: 0 of 1 handed in cy → with the coder 1 transcript since 20" in screen
        await keys(pilot, "j", "j", "j")
        assert said(pilot, "#of") == "bo, round pilot: ◐ came back, 1 of 2 submitted"
        assert "Still to come ▸ – a Submitted ✓ b" in flat(pilot)
        await keys(pilot, "tab", "j", "enter")
        assert isinstance(pilot.app.screen, Coding)
        assert pilot.app.screen.page.transcript.name == "b"
    workbench.reveal(project, "lead", "pilot", anyway=True)
    async with program(tiny, "H", coder="lead", size=(100, 30)) as pilot:
        assert "Round pilot, revealed: 1 of 2 handed in" in shown(pilot)


@pytest.mark.parametrize(
    ("coder", "how"),
    [
        ("lead", "h hands one out; when it comes back"),
        ("ana", "lead, who leads this project, hands"),
    ],
)
async def test_a_project_without_copies_says_what_they_are_for(
    program, tiny, keys, facts, coder, how, said, offered
):
    before = facts(tiny)
    async with program(tiny, "H", coder=coder) as pilot:
        assert said(pilot).startswith("A coder who works elsewhere gets a copy of their own")
        assert how in said(pilot)
        assert not offered(pilot) & {"open", "conflicts"}
        await keys(pilot, "enter", "tab", "c")
        assert isinstance(pilot.app.screen, Conflicts)
        assert said(pilot) == "Nothing contradicts anything."
        await keys(pilot, "1", "enter", "w", "space", "escape", "escape")
        assert isinstance(pilot.app.screen, Library)
    assert facts(tiny) == before


async def test_who_does_not_lead_is_told_so_but_may_merge(
    program, tiny, back, keys, told, offered, states
):
    async with program(tiny, "H", coder="bo") as pilot:
        assert "hand_out" not in offered(pilot)
        for pressed in (("h",), ("j", "enter")):
            await keys(pilot, *pressed)
            assert told(pilot) == "A lead hands out copies: Ask for one: lead leads."
        await keys(pilot, "m", "enter", "enter")
        assert told(pilot).startswith("Merged 1 copy")
    assert states() == {("ana", "pilot"): "handed in"}


async def test_a_copy_says_whose_it_is_and_how_it_goes_back(program, back, said, offered, flat):
    async with program(back, "H", coder="ana") as pilot:
        assert said(pilot) == (
            "This is the copy that the lead handed out to ana. When what is in it is submitted, "
            "this file goes back: tiny-ana.qualbench."
        )
        assert "Round pilot: 1 of 1 handed in ▸ ana ✓ handed in" in flat(pilot)
        assert "hand_out" not in offered(pilot)


async def test_in_a_copy_enter_goes_on_coding(program, project, pilot_round, tmp_path):
    to = tmp_path / "mine.qualbench"
    workbench.hand_out(project, "lead", "ana", to, round_name="pilot")
    async with program(to, "H", "enter", coder="ana") as pilot:
        assert isinstance(pilot.app.screen, Coding)
        assert pilot.app.screen.page.transcript.name == "a"
