"""Copies that came back: the ledger before anything is stored, and merging."""

import shutil
import sqlite3
import time
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from textual.widgets import Input

from qualbench.tui.copies import changes, summed, table
from qualbench.tui.screens.copies import Copies
from qualbench.tui.screens.copies.ledger import Ledger
from qualbench.workbench import Merged


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
    program, tiny, back, keys, done, facts, tmp_path, said, told, offered, flat, states
):
    done("init", tmp_path / "zz-other.qualbench", "--codebook", "mio", coder="lead")
    (tmp_path / "zz-text.qualbench").write_text("no project")
    before = facts(tiny)
    async with program(tiny, "H", "m", "type:zz", coder="lead") as pilot:
        await keys(pilot, "tab", "down", "tab", "enter")
        screen = flat(pilot)
        assert said(pilot).startswith("None can be merged. Esc leaves")
        assert "zz-other.qualbench ✗ refused: is of another study" in screen
        assert "zz-text.qualbench ✗ refused: cannot be read as a project" in screen
        assert "merge" not in offered(pilot)
        await keys(pilot, "enter", "y")
        assert isinstance(pilot.app.screen, Ledger)
        assert facts(tiny) == before
        await keys(pilot, "escape", "m", "type:other", "tab", "type:ana", "tab", "enter")
        assert "and 1 copy refused. Nothing is stored yet" in said(pilot)
        assert "✗ Refused: is of another study. Merge copies of one and" in flat(pilot)
        await keys(pilot, "enter")
        assert told(pilot).startswith("Merged 1 copy: 4 facts added.")
        await keys(pilot, "m", "type:ana", "enter")
        assert said(pilot).startswith("Nothing in them is new.")
        assert "merge" not in offered(pilot)
    assert states() == {("ana", "pilot"): "handed in"}


async def test_a_path_is_taken_as_it_is_of_a_folder_its_files_and_folders_are_remembered(
    program, tiny, back, keys, shown, monkeypatch, tmp_path, said, told
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
    program, tiny, back, shown, facts, told
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
