"""Copies on the screen: handed out, merged, decided; what is stored is read from the file."""

import re
import shutil
import sqlite3
import time
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from textual.widgets import Input, Static

from qualbench import workbench
from qualbench.model import Span
from qualbench.tui.copies import changes, summed, table
from qualbench.tui.screens.coding import Coding
from qualbench.tui.screens.copies import Conflicts, Copies
from qualbench.tui.screens.copies.ledger import Ledger
from qualbench.tui.screens.library import Library
from qualbench.tui.widgets.rows import Rows
from qualbench.workbench import Merged

PAIR = ("ana", "bo")
CULTURE, TENSION = "cfir22.inner.culture", "cfir22.inner.tension"


@pytest.fixture
def project(tiny):
    with workbench.opened(tiny) as opened:
        yield opened


@pytest.fixture
def pilot_round(project):
    """A round of a and b for ana and bo."""
    return workbench.open_round(project, "lead", "pilot", PAIR, ("a", "b"))


@pytest.fixture
def back(project, pilot_round, tmp_path):
    """ana's copy, in which both transcripts were coded further and submitted."""
    return worked(project, tmp_path / "tiny-ana.qualbench", "ana")


def worked(project, to, coder, texts=("a", "b")):
    workbench.hand_out(project, "lead", coder, to, round_name="pilot")
    with workbench.opened(to) as copy:
        workbench.code(copy, coder, "a", Span(36, 43), CULTURE, memo="why?")
        workbench.submit_round(copy, coder, "pilot", texts)
    return to


@pytest.fixture
def apart(project, tmp_path):
    """A copy of the whole project, in which things are said otherwise than here."""
    file = shutil.copy(project.path, tmp_path / "apart.qualbench")
    coding = workbench.live_codings(project, coder="ana", viewer="ana")[0].coding.id
    for path, name, tolerance, code in (
        (file, "There", "4", TENSION),
        (None, "Here", "7", CULTURE),
    ):
        with workbench.opened(path or project.path) as one:
            workbench.settle(one, "lead", "tolerance", tolerance)
            workbench.rename_code(one, "lead", "cfir22.outer.financing", name)
            workbench.revise(one, "ana", coding, code=code)
    return file


def said(pilot, name="#said"):
    return str(pilot.app.screen.query_one(name, Static).render())


def told(pilot):
    """What is said in the corner."""
    (one,) = pilot.app._notifications
    return f"{one.title}: {one.message}"


def offered(pilot):
    active = pilot.app.screen.active_bindings.values()
    return {one.binding.action for one in active if one.enabled}


def flat(screen):
    return " ".join(screen.replace("─", " ").split())


def states(project):
    return {(one.coder, one.round): one.state for one in workbench.handouts(project)}


def plain(screen):
    """Without the day."""
    return re.sub(r"\d{4}-\d\d-\d\d", "YYYY-MM-DD", screen)


# Handing out


async def test_a_copy_goes_out_comes_back_and_is_merged_by_keys_alone(
    program, tiny, project, pilot_round, keys, shown, facts, like, monkeypatch, tmp_path
):
    monkeypatch.setenv("HOME", str(tmp_path))
    file = tmp_path / "tiny-ana.qualbench"
    async with program(tiny, "H", coder="lead") as pilot:
        assert isinstance(pilot.app.screen, Copies)
        assert "ana ○ no copy yet 2 transcripts" in flat(shown(pilot))
        await keys(pilot, "h", "type:ana", "enter", "type:pilot", "enter")
        assert pilot.app.screen.query_one("AskLine Input", Input).value == file.name
        await keys(pilot, "enter")
        assert told(pilot).startswith("Handed out: 2 transcripts: ")
        assert f"~/{file.name}\nSend this file to ana. When it comes back, m merges it." in told(
            pilot
        )
        assert "▸ ana → with the coder 2 transcripts since 20" in flat(shown(pilot))
    assert states(project) == {("ana", "pilot"): "out"}

    async with program(file, "R", "S", "y", "enter", coder="ana"):
        pass
    before = facts(tiny)
    async with program(tiny, "H", coder="lead") as pilot:
        await keys(pilot, "m", "type:ana", "enter")
        assert isinstance(pilot.app.screen, Ledger)
        assert said(pilot).startswith("2 facts to add. Nothing is stored yet: Enter merges")
        like(plain(shown(pilot)), "ledger")
        assert facts(tiny) == before
        await keys(pilot, "y")
        assert isinstance(pilot.app.screen, Copies)
        assert told(pilot).startswith("Merged 1 copy: 2 facts added. A backup of what was is in")
        assert "Round pilot: 1 of 2 handed in" in flat(shown(pilot))
        assert said(pilot) == "Not all is handed in by bo."
        like(plain(shown(pilot)), "copies")
        assert pilot.app.copies == workbench.backups(project)
        assert before in {facts(backup) for backup in pilot.app.copies}
    assert facts(tiny) != before
    assert states(project) == {("ana", "pilot"): "handed in"}


async def test_enter_hands_out_to_who_has_no_copy_and_a_name_needs_no_ending(
    program, tiny, project, pilot_round, keys, shown, tmp_path
):
    async with program(tiny, "H", "j", "enter", coder="lead") as pilot:
        await keys(pilot, "type:for bo", "enter")
        assert (tmp_path / "for bo.qualbench").is_file()
        assert "▸ bo → with the coder" in flat(shown(pilot))
        await keys(pilot, "k", "enter", "type:for bo.qualbench", "enter")
        assert "is there already" in told(pilot)
        await keys(pilot, "enter", "escape")
        await keys(pilot, "enter", "type: ", "enter")
        assert told(pilot).endswith("A copy needs a file. Nothing was done.")
    assert states(project) == {("bo", "pilot"): "out"}


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
    program, tiny, project, pilot_round, keys
):
    async with program(tiny, "H", "h", "enter", coder="lead") as pilot:
        await keys(pilot, "type:no round", "enter", "enter")
    assert states(project) == {("ana", ""): "out"}


# Who has what


async def test_who_has_handed_in_and_who_has_not(
    program, tiny, project, back, keys, shown, tmp_path
):
    workbench.open_round(project, "lead", "next", ("bo", "cy"), ("c",))
    bo = worked(project, tmp_path / "bo.qualbench", "bo", ["b"])
    workbench.hand_out(project, "lead", "cy", tmp_path / "cy.qualbench", transcripts=["d"])
    workbench.merge(project, "lead", [back, bo])
    workbench.submit_round(project, "cy", "next")
    async with program(tiny, "H", coder="lead", size=(100, 30)) as pilot:
        screen = flat(shown(pilot))
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
        assert "Still to come ▸ – a Submitted ✓ b" in flat(shown(pilot))
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
    program, tiny, keys, facts, coder, how
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


async def test_who_does_not_lead_is_told_so_but_may_merge(program, tiny, project, back, keys):
    async with program(tiny, "H", coder="bo") as pilot:
        assert "hand_out" not in offered(pilot)
        for pressed in (("h",), ("j", "enter")):
            await keys(pilot, *pressed)
            assert told(pilot) == "A lead hands out copies: Ask for one: lead leads."
        await keys(pilot, "m", "enter", "enter")
        assert told(pilot).startswith("Merged 1 copy")
    assert states(project) == {("ana", "pilot"): "handed in"}


async def test_a_copy_says_whose_it_is_and_how_it_goes_back(program, back, shown):
    async with program(back, "H", coder="ana") as pilot:
        assert said(pilot) == (
            "This is the copy that the lead handed out to ana. When what is in it is submitted, "
            "this file goes back: tiny-ana.qualbench."
        )
        assert "Round pilot: 1 of 1 handed in ▸ ana ✓ handed in" in flat(shown(pilot))
        assert "hand_out" not in offered(pilot)


async def test_in_a_copy_enter_goes_on_coding(program, project, pilot_round, tmp_path):
    to = tmp_path / "mine.qualbench"
    workbench.hand_out(project, "lead", "ana", to, round_name="pilot")
    async with program(to, "H", "enter", coder="ana") as pilot:
        assert isinstance(pilot.app.screen, Coding)
        assert pilot.app.screen.page.transcript.name == "a"


def test_what_was_erased_is_told_and_erasing_is_a_change():
    counts = {"added": {}, "already": {"coding": 3}, "barred": {"memo": 1}, "erased": {"coding": 2}}
    nothing = {"copy": "", "given": "", "conflicts": (), "refused": None}
    one = Merged(file=Path("x.qualbench"), **counts, **nothing)
    assert summed(one) == (
        "0 facts to add; 3 already there; 1 not taken, erased here; ! 2 to erase here"
    )
    assert list(table(one)) == [
        ("", "added", "already there", "not taken", "erased"),
        ("coding", "0", "3", "0", "2"),
        ("memo", "0", "0", "1", "0"),
    ]
    assert (changes([one]), changes([replace(one, erased={})])) == (2, 0)


# Merging


async def test_esc_leaves_everything_as_it_was(program, tiny, back, keys, facts):
    before, files = facts(tiny), set(tiny.parent.iterdir())
    async with program(tiny, "H", "m", "enter", coder="lead") as pilot:
        assert isinstance(pilot.app.screen, Ledger)
        await keys(pilot, "space", "j", "escape")
        assert isinstance(pilot.app.screen, Copies)
        await keys(pilot, "m", "escape", "m", "type:no such", "escape")
        assert facts(tiny) == before
    assert {f for f in tiny.parent.iterdir() if f.suffix == ".qualbench"} <= files


async def test_a_refused_copy_is_said_with_its_reason_and_the_others_are_merged(
    program, tiny, project, back, keys, shown, done, facts, tmp_path
):
    done("init", tmp_path / "zz-other.qualbench", "--codebook", "mio", coder="lead")
    (tmp_path / "zz-text.qualbench").write_text("no project")
    before = facts(tiny)
    async with program(tiny, "H", "m", "type:zz", coder="lead") as pilot:
        await keys(pilot, "tab", "down", "tab", "enter")
        screen = flat(shown(pilot))
        assert said(pilot).startswith("None can be merged. Esc leaves")
        assert "zz-other.qualbench ✗ refused: is of another study" in screen
        assert "zz-text.qualbench ✗ refused: cannot be read as a project" in screen
        assert "merge" not in offered(pilot)
        await keys(pilot, "enter", "y")
        assert isinstance(pilot.app.screen, Ledger)
        assert facts(tiny) == before
        await keys(pilot, "escape", "m", "type:other", "tab", "type:ana", "tab", "enter")
        assert "and 1 copy refused. Nothing is stored yet" in said(pilot)
        assert "✗ Refused: is of another study. Merge copies of one and" in flat(shown(pilot))
        await keys(pilot, "enter")
        assert told(pilot).startswith("Merged 1 copy: 4 facts added.")
        await keys(pilot, "m", "type:ana", "enter")
        assert said(pilot).startswith("Nothing in them is new.")
        assert "merge" not in offered(pilot)
    assert states(project) == {("ana", "pilot"): "handed in"}


async def test_a_path_is_taken_as_it_is_of_a_folder_its_files_and_folders_are_remembered(
    program, tiny, project, back, keys, shown, monkeypatch, tmp_path
):
    home = tmp_path / "home"
    (home / "mail").mkdir(parents=True)
    (home / "empty").mkdir()
    monkeypatch.setenv("HOME", str(home))
    shutil.move(back, home / "mail" / "from-ana.qualbench")
    async with program(tiny, "H", "m", coder="lead") as pilot:
        for typed, why in (
            ("~/nowhere", "~/nowhere is not there."),
            ("~/empty", "~/empty holds no copy"),
            ("~nobody-at-all/x", "~nobody-at-all/x is not there."),
        ):
            await keys(pilot, f"type:{typed}", "enter")
            assert why in told(pilot)
            assert pilot.app.screen.query_one("AskLine Input", Input).value == typed
        await keys(pilot, "type:~/mail", "enter")
        assert "from-ana.qualbench   ~/mail, changed 20" in shown(pilot)
        await keys(pilot, "enter")
        assert said(pilot).startswith("4 facts to add.")
        await keys(pilot, "escape")
    async with program(tiny, "H", "m", coder="lead") as pilot:
        assert "from-ana.qualbench   ~/mail, changed 20" in shown(pilot)
        await keys(pilot, "type:~/mail/from-ana.qualbench", "enter", "enter")
        assert said(pilot).startswith("4 facts to add.")


async def test_reading_shows_a_sign_of_life_holds_other_keys_off_and_can_be_stopped(
    program, tiny, back, keys, shown, facts
):
    before = facts(tiny)
    async with program(tiny, "H", "m", coder="lead") as pilot:
        with closing(sqlite3.connect(tiny, timeout=0)) as other:
            other.execute("BEGIN IMMEDIATE")
            await pilot.press("enter")
            await pilot.pause(0.1)
            assert "Reading copies: " in shown(pilot)
            for key in ("m", "h", "enter"):
                await pilot.press(key)
                assert pilot.app.screen._drawer is None
                assert "Ctrl+X stops it" in told(pilot)
            await pilot.press("ctrl+x")
        until = time.monotonic() + 30
        while not told(pilot).endswith("Stopped; nothing was stored."):
            assert time.monotonic() < until, told(pilot)
            await pilot.pause(0.02)
        assert isinstance(pilot.app.screen, Copies)
        assert "Reading" not in shown(pilot)
    assert facts(tiny) == before


async def test_who_goes_elsewhere_meanwhile_sees_the_ledger_when_coming_back(
    program, tiny, back, keys
):
    async with program(tiny, "H", "m", coder="lead") as pilot:
        with closing(sqlite3.connect(tiny, timeout=0)) as other:
            other.execute("BEGIN IMMEDIATE")
            await pilot.press("enter", "C")
            other.rollback()
        await keys(pilot)
        assert type(pilot.app.screen).__name__ == "Codebook"
        await keys(pilot, "escape")
        assert isinstance(pilot.app.screen, Ledger)


# Deciding


async def test_what_contradicts_is_shown_before_and_after_and_decided_by_a_digit(
    program, tiny, project, apart, keys, shown, facts, like
):
    async with program(tiny, "H", "m", "enter", coder="lead") as pilot:
        assert "3 conflicts to decide afterwards" in said(pilot)
        assert "! Conflict: the setting tolerance; lead decides" in flat(shown(pilot))
        await keys(pilot, "enter")
        assert "2 conflicts to be decided by you" in told(pilot)
        assert said(pilot).startswith("3 conflicts wait to be decided, 2 of them by you: c goes")
        await keys(pilot, "c")
        assert isinstance(pilot.app.screen, Conflicts)
        screen = flat(shown(pilot))
        assert "Yours to decide ▸ The codebook in force 2 claims; decided by you" in screen
        assert "For others to decide A coding by ana in a 2 claims; decided by ana" in screen
        assert "There" in screen and "Here" in screen
        await keys(pilot, "j")
        like(plain(shown(pilot)), "conflicts")
        number = next(
            str(place)
            for place, claim in enumerate(workbench.conflicts(project, "lead")[2].claims, 1)
            if claim.says == "4"
        )
        await keys(pilot, number, "type:the older one", "enter")
        assert told(pilot) == "Decided: The setting tolerance; u takes it back."
        assert workbench.setting(project, "tolerance") == "4"
        assert "the older one" in {one.memo.text for one in workbench.memos(project, "lead")}
        assert "The setting tolerance" not in shown(pilot)
        await keys(pilot, "u")
        assert "The setting tolerance" in shown(pilot)
        assert len(workbench.conflicts(project, "lead")) == 3


async def test_one_is_chosen_from_a_list_and_esc_decides_nothing(
    program, tiny, project, apart, keys, shown, facts
):
    workbench.merge(project, "lead", [apart])
    before = facts(tiny)
    async with program(tiny, "H", "c", "j", coder="lead") as pilot:
        for way in (("enter", "escape"), ("1", "escape"), ("9",), ("enter", "enter", "escape")):
            await keys(pilot, *way)
            assert pilot.app.screen._drawer is None
        assert facts(tiny) == before
        await keys(pilot, "enter", "type:lead 7", "enter", "enter")
    assert workbench.setting(project, "tolerance") == "7"
    assert [one.conflict.kind for one in workbench.conflicts(project, "lead")] == [
        "coding",
        "publication",
    ]


async def test_deciding_is_offered_to_who_may(program, tiny, project, apart, keys):
    workbench.merge(project, "lead", [apart])
    async with program(tiny, "H", "c", coder="ana") as pilot:
        assert {"choose", "keep(1)", "keep(2)", "open"} <= offered(pilot)
        assert "keep(3)" not in offered(pilot)
        await keys(pilot, "j")
        assert not {"choose", "keep(1)", "open"} & offered(pilot)
        for key in ("1", "enter"):
            await keys(pilot, key)
            assert told(pilot) == "This is not yours to decide: Ask lead."
        await keys(pilot, "w", "k", "w")
        assert isinstance(pilot.app.screen, Coding)
        assert pilot.app.screen.page.transcript.name == "a"
        await keys(pilot, "escape", "2", "enter")
        assert told(pilot).startswith("Decided: A coding by ana in a")
    assert len(workbench.conflicts(project, "ana")) == 2
    async with program(tiny, "H", "c", coder="bo") as pilot:
        assert said(pilot).endswith("None of it is yours to decide.")
        assert not {"choose", "keep(1)"} & offered(pilot)


async def test_who_meets_a_namesake_goes_on_and_takes_another_name(
    program, tiny, project, keys, shown, tmp_path
):
    copy = shutil.copy(tiny, tmp_path / "copy.qualbench")
    for file in (tiny, copy):
        with workbench.opened(file) as one:
            workbench.submit(one, "twin", ["c"])
    me = workbench.coder_id(project, "twin")
    async with program(tiny, "H", "m", "enter", "enter", coder="twin") as pilot:
        assert pilot.app.coder == workbench.coder_name(project, me) != "twin"
        assert f"coder: {pilot.app.coder}" in shown(pilot)
        await keys(pilot, "c", "1", "type:ana", "enter")
        assert "ana would be a new coder beside ana" in told(pilot)
        await keys(pilot, "enter", "type:Theo", "enter")
        assert told(pilot).endswith("You are called Theo from now on, also where you coded before.")
        assert "coder: Theo" in shown(pilot)
        await keys(pilot, "escape", "escape")
        assert "coder: Theo" in shown(pilot)
    assert workbench.coder_name(project, me) == "Theo"
    assert workbench.conflicts(project, "Theo") == ()


async def test_the_library_says_what_waits_for_whom_and_the_palette_leads_there(
    program, tiny, project, apart, keys
):
    async with program(tiny, coder="lead") as pilot:
        assert not pilot.app.screen.query_one("#undecided").display
    workbench.merge(project, "lead", [apart])
    for coder, number in (("lead", "2 conflicts"), ("ana", "1 conflict")):
        async with program(tiny, coder=coder) as pilot:
            line = f"{number} between copies to be decided by you: H goes there."
            assert said(pilot, "#undecided") == line
    async with program(tiny, "ctrl+p", "type:go conflicts", "enter", coder="bo") as pilot:
        assert isinstance(pilot.app.screen, Conflicts)
        await keys(pilot, "escape")
        assert not pilot.app.screen.query_one("#undecided").display
        await keys(pilot, "C", "H", "escape", "f6")
        assert isinstance(pilot.app.screen, Copies)


async def test_names_with_brackets_are_only_names_and_no_size_is_too_small(
    program, tiny, project, keys, shown
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
    ((of, state),) = states(project).items()
    assert (of, state) == (("[bold", "[/b] [one"), "out")


async def test_two_clicks_do_what_enter_does(program, tiny, project, pilot_round, keys):
    async with program(tiny, "H", coder="lead") as pilot:
        await pilot.click("#copies", offset=(5, 2), times=2)
        await keys(pilot, "enter")
        assert len(pilot.app.screen.query_one("#copies", Rows)) == 2
    assert states(project) == {("bo", "pilot"): "out"}
