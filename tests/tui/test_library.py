"""The library, and what the program remembers and keeps safe around it."""

import asyncio
import json
import re
import time

import pytest
from textual.widgets import DataTable, Footer

from qualbench import workbench
from qualbench.errors import ProjectError
from qualbench.tui.screens.library import Library
from qualbench.tui.widgets.tutorial import Tutorial


def _names(pilot):
    table = pilot.app.screen.query_one(DataTable)
    return [table.get_row_at(row)[0] for row in range(table.row_count)]


async def test_it_says_where_the_work_and_its_backups_are(program, tiny, shown):
    async with program(tiny, size=(200, 24)) as pilot:
        said = shown(pilot)
    assert f"Stored as you go in {tiny}" in said
    assert re.search(r"Backups in tiny\.qualbench-backups, last \d{4}-\d\d-\d\d \d\d:\d\d\n", said)
    with workbench.opened(tiny) as project:
        assert len(workbench.backups(project)) == 1


async def test_what_is_not_prepared_is_said_until_it_is(program, tiny, asking):
    async with program(tiny) as pilot:
        line = pilot.app.screen.query_one("#unprepared")
        said = "Without sentences and suggestions yet: 4 transcripts. p prepares them."
        assert (line.display, str(line.render())) == (True, said)
    async with program(asking) as pilot:
        assert not pilot.app.screen.query_one("#unprepared").display


async def test_a_long_path_keeps_its_end(program, tiny, shown):
    async with program(tiny) as pilot:
        (line,) = [line for line in shown(pilot).splitlines() if "Stored as you go" in line]
    assert line.endswith("/tiny.qualbench")


async def test_a_filter_narrows_by_name_participant_role_clinic_and_is_said(program, tiny, keys):
    async with program(tiny, "slash") as pilot:
        for more, left in [("counselor", ["a", "c"]), (" C1", ["a"])]:
            await keys(pilot, f"type:{more}")
            assert _names(pilot) == left
        below = str(pilot.app.screen.query_one("#below").render())
        assert below == "Filter “counselor C1”: 1 of 4 transcripts; Esc shows all."
        await pilot.press("enter")  # the filter stays, and the list has the keys again
        assert pilot.app.focused is pilot.app.screen.query_one(DataTable)
        assert (_names(pilot), pilot.app.screen.query_one("#below").display) == (["a"], True)
        await pilot.press("escape")
        assert (_names(pilot), pilot.app.screen.query_one("#below").display) == (
            list("abcd"),
            False,
        )


@pytest.mark.parametrize(("sought", "left"), [("p4", ["d"]), ("late", ["d"]), ("nobody", [])])
async def test_a_filter_finds_participants_and_waves_too(program, tiny, keys, sought, left):
    async with program(tiny, "slash", f"type:{sought}") as pilot:
        assert _names(pilot) == left


async def test_the_cursor_is_on_what_was_worked_on_last(program, tiny):
    with workbench.opened(tiny) as project:
        (c,) = [t.hash for t in workbench.status(project).transcripts if t.name == "c"]
        workbench.leave(project, "ana", {"transcript": c})
    async with program(tiny) as pilot:
        table = pilot.app.screen.query_one(DataTable)
        assert _names(pilot)[table.cursor_row] == "c"
        await pilot.press("k", "g", "escape")
        assert _names(pilot)[table.cursor_row] == "b"


async def test_who_changed_codings_after_submitting_is_marked(program, tiny, shown):
    async with program(tiny) as pilot:
        assert "*" not in shown(pilot)
    with workbench.opened(tiny) as project:
        workbench.code(project, "bo", "b", _whole(project, "b"), "inner.priority")
    async with program(tiny) as pilot:
        said = shown(pilot)
    assert re.search(r"^ b .* ana, bo\*$", said, re.MULTILINE)
    assert "* has changed codings since submitting." in said


def _whole(project, name):
    return workbench.page(project, "bo", name).transcript.turns[1].words


@pytest.mark.parametrize(
    ("way", "told"),
    [
        ((), ["q Quit", "? Keys"]),
        (("enter",), ["Esc Back", "? Keys"]),
        (("Q",), ["Esc Back", "? Keys"]),
        (("C",), ["Esc Back", "? Keys"]),
        (("M",), ["Esc Back", "? Keys"]),
        (("H",), ["Esc Back", "? Keys"]),
        (("g",), ["Esc Back", "? Keys"]),
        (("ctrl+f",), ["Esc Back", "F1 Keys"]),  # ? is a word to look for
    ],
)
async def test_on_every_screen_the_keys_fit_eighty_columns(program, tiny, shown, way, told):
    async with program(tiny, *way) as pilot:
        assert all(words in shown(pilot).splitlines()[-1] for words in told)
        assert all(footer.max_scroll_x == 0 for footer in pilot.app.screen.query(Footer))


async def test_a_memo_on_the_transcript_at_the_cursor_is_written_on_in(program, tiny, keys, shown):
    async with program(tiny, "j", "m", "type:odd", "enter", "type:talk", "ctrl+s") as pilot:
        await keys(pilot, "m", "type:, both", "ctrl+s")
        with workbench.opened(tiny) as project:
            (memo,) = workbench.memos(project, "ana")
        assert (memo.on, memo.memo.text) == ("b", "odd\ntalk, both")
        assert _names(pilot)[pilot.app.screen.query_one(DataTable).cursor_row] == "b"
        await keys(pilot, "u", "m")
        assert "talk, both" not in shown(pilot)


async def test_a_memo_that_is_not_stored_is_asked_about_once_before_leaving(program, tiny, keys):
    async with program(tiny, "m", "type:odd", "ctrl+q") as pilot:
        (said,) = pilot.app._notifications
        assert said.title == "A memo is not stored"
        assert said.message == "Ctrl+S stores it; once more leaves without it."
        assert pilot.app.is_running
        await keys(pilot, "type: indeed", "ctrl+q")  # written on since: asked anew
        assert pilot.app._exit is False
        await keys(pilot, "ctrl+q")
        assert pilot.app._exit


@pytest.mark.parametrize("stored", ["ctrl+s", "escape"])
async def test_nothing_is_asked_once_a_memo_is_stored_or_thrown_away(program, tiny, keys, stored):
    async with program(tiny, "m", "type:odd", "ctrl+q", stored, stored, "q") as pilot:
        assert pilot.app._exit


async def test_an_unstored_memo_on_a_screen_below_is_not_left_either(program, tiny, keys):
    async with program(tiny, "M", "n", "enter", "type:odd") as pilot:
        memos = pilot.app.screen
        pilot.app.action_search()
        await keys(pilot)
        pilot.app.action_library()
        await keys(pilot)
        assert memos in pilot.app.screen_stack
        pilot.app.action_library()
        await keys(pilot)
        assert isinstance(pilot.app.screen, Library)


# The program around it


async def test_a_backup_that_cannot_be_made_is_said_once_and_stops_nothing(program, tiny, keys):
    with workbench.opened(tiny) as project:
        workbench.backup_folder(project).write_text("in the way")
    async with program(tiny) as pilot:
        (said,) = pilot.app._notifications
        assert "no backup was made" in said.title
        assert "Work goes on" in said.message
        pilot.app.clear_notifications()
        pilot.app.back_up()
        await keys(pilot, "j")
        assert list(pilot.app._notifications) == []
        assert isinstance(pilot.app.screen, Library)


async def test_what_is_remembered_is_there_when_the_program_is_opened_again(program, tiny):
    async with program(tiny) as pilot:
        pilot.app.remember({"panes": json.dumps([1]), "place": "x"})
        pilot.app.remember({"place": ""})
    async with program(tiny) as pilot:
        assert json.loads(pilot.app.desk["panes"]) == [1]
        assert not pilot.app.desk.get("place")


async def test_what_cannot_be_remembered_is_said_and_stops_nothing(program, tiny, monkeypatch):
    def refuse(*about):
        raise ProjectError("cannot be written", "Check the disk.")

    monkeypatch.setattr(workbench, "leave", refuse)
    async with program(tiny, "ctrl+t") as pilot:
        assert pilot.app.theme == "light"


async def test_the_title_line_says_what_runs_for_how_long_and_moves(program, tiny, shown):
    async with program(tiny) as pilot:
        app = pilot.app
        app.tell("topics", "Looking for topics")
        app.running = tuple(_ago(job, 65) for job in app.running)
        await pilot.pause()
        first = shown(pilot).splitlines()[0]
        assert "Looking for topics 1:05 min (Ctrl+X stops it)  coder: ana" in first
        app.running = tuple(_ago(job, 1) for job in app.running)
        await pilot.pause()
        assert shown(pilot)[shown(pilot).index("Looking") - 2] != first[first.index("Looking") - 2]
        app.tell("prepare", "Preparing: vectors 1 of 2")
        await pilot.pause()
        assert "Preparing: vectors 1 of 2 0 s" in shown(pilot).splitlines()[1]
        assert app.busy == "Looking for topics"
        app.tell("topics", "")
        app.tell("prepare", "")
        await pilot.pause()
        assert app.busy == ""
        assert shown(pilot).splitlines()[0].endswith("  coder: ana")
        assert "Stored as you go" in shown(pilot).splitlines()[1]


def _ago(job, seconds):
    return type(job)(job.name, job.stage, job.began - seconds)


async def test_the_tutorial_is_for_who_has_coded_nothing_in_the_sample_study(program, tmp_path):
    path, talk = tmp_path / "sample.qualbench", tmp_path / "a.txt"
    talk.write_text("Interviewer: Who?\nCounselor: Me.\n", encoding="utf-8")
    workbench.init(path, "mio", "lead", workbench.SAMPLE)
    with workbench.opened(path) as project:
        workbench.import_files(project, "lead", [talk])
    async with program(path) as pilot:
        assert pilot.app.learns
        pilot.app.screen.mount(tutorial := Tutorial())
        await pilot.pause()
        tutorial.start()
        await pilot.press("f1")
        assert (tutorial.display, pilot.app.learns) == (False, False)
    with workbench.opened(path) as project:
        workbench.code(project, "bo", "a", _whole(project, "a"), "inner.priority")
    async with program(path, coder="bo") as pilot:
        assert not pilot.app.learns


async def test_another_study_has_no_tutorial(program, tiny):
    async with program(tiny) as pilot:
        assert not pilot.app.learns


async def test_topics_say_how_far_they_are_and_that_they_were_stopped(program, tiny, monkeypatch):
    def endless(project, viewer, scope, progress):
        while True:
            progress("reading", 1, 2)
            time.sleep(0.01)

    monkeypatch.setattr(workbench, "topics", endless)
    async with program(tiny) as pilot:
        pilot.app.simulate_key("t")
        await _until(lambda: pilot.app.busy == "Reading 1 of 2")
        pilot.app.simulate_key("ctrl+x")
        await _until(lambda: not pilot.app.busy)
        await pilot.pause()
        assert str(pilot.app.screen.query_one("#said").render()).startswith("Stopped.")


async def _until(so):
    end = time.monotonic() + 10
    while not so():
        assert time.monotonic() < end
        await asyncio.sleep(0.01)
