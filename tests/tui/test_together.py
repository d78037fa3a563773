"""What another program stores in the same file while this one is open."""

import asyncio
import sys
import time

import pytest
from textual.widgets import TextArea

from qualbench import workbench
from qualbench.model import Span
from qualbench.tui.screens.library import Library
from qualbench.tui.widgets.at_hand import AtHand
from qualbench.tui.widgets.code_picker import CodePicker
from qualbench.tui.widgets.memo_box import MemoBox
from qualbench.tui.widgets.rows import Rows

SOON = 3.0  # seconds
AWHILE = 2.5  # seconds, in which anything new would have been shown
TEXT = "c1-administrator"
COMPATIBILITY, TENSION = "inner.compatibility", "inner.tension"
CODED = ("enter", "enter", "type:compat", "enter")


@pytest.fixture
def elsewhere(study):
    """A verb, done by another program: ``elsewhere(workbench.undo, "ana")``."""

    def elsewhere(verb, *args, **more):
        with workbench.opened(study) as project:
            return verb(project, *args, **more)

    return elsewhere


async def until(pilot, so):
    """Wait until something shows; it must within three seconds."""
    end = time.monotonic() + SOON
    while not so():
        assert time.monotonic() < end, "it was never shown"
        await pilot.pause(0.05)


def _coded(pilot):
    """How many codings the screen knows, and how many stand in its margin."""
    screen = pilot.app.screen
    return len(screen.page.codings), len(screen.view._margin.marks)


def _in(span, start=0, length=12):
    return Span(span.start + start, span.start + start + length)


async def test_a_command_beside_the_open_program_is_seen_in_it(program, study, shown):
    def counts():
        """Turns, the coder's own codings and all that are told of."""
        line = next(line for line in shown(pilot).splitlines() if TEXT in line)
        return [int(word) for word in line.split() if word.isdecimal()]

    async with program(study) as pilot:
        turns, mine, every = counts()
        words = ("code", str(study), TEXT, "300:340", COMPATIBILITY, "--coder", "ana")
        ran = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "qualbench", *words), stdout=asyncio.subprocess.DEVNULL
        )
        assert await ran.wait() == 0
        await until(pilot, lambda: counts() == [turns, mine + 1, every + 1])


async def test_another_window_of_the_same_coder_puts_codings_into_the_margin(
    program, study, elsewhere
):
    async with program(study, *CODED) as pilot:
        here = pilot.app.screen.span
        assert _coded(pilot) == (1, 1)
        elsewhere(workbench.code, "ana", TEXT, _in(here), TENSION)
        await until(pilot, lambda: _coded(pilot) == (2, 2))
        assert pilot.app.screen.span == here
        assert pilot.app.screen.query_one(AtHand).chosen.key.endswith(COMPATIBILITY)


async def test_what_others_code_is_not_seen_before_one_has_submitted(program, study, elsewhere):
    async with program(study, *CODED) as pilot:
        here = pilot.app.screen.span
        elsewhere(workbench.code, "ben", TEXT, here, TENSION)
        await pilot.pause(AWHILE)
        assert pilot.app.known.facts == workbench.seen(pilot.app.project).facts
        assert {shown.coder for shown in pilot.app.screen.page.codings} == {"ana"}
        elsewhere(workbench.submit, "ana", [TEXT])
        await until(pilot, lambda: "ben" in {s.coder for s in pilot.app.screen.page.codings})


async def test_a_free_span_is_extended_to_its_end_before_anything_new_is_shown(
    program, study, elsewhere, keys
):
    async with program(study, *CODED, "v", "w") as pilot:
        before = pilot.app.screen.view.selection
        assert before.extending
        elsewhere(workbench.code, "ana", TEXT, _in(before.span), TENSION)
        await pilot.pause(AWHILE)
        assert (pilot.app.screen.view.selection, _coded(pilot)) == (before, (1, 1))
        await keys(pilot, "v")
        await until(pilot, lambda: _coded(pilot) == (2, 2))
        assert pilot.app.screen.view.selection.span == before.span
        assert pilot.app.screen.view.selection.free


async def test_an_open_picker_stays_as_it_is(program, study, elsewhere, keys):
    async with program(study, *CODED, "enter", "type:tens") as pilot:
        elsewhere(workbench.code, "ana", TEXT, _in(pilot.app.screen.span), TENSION)
        await pilot.pause(AWHILE)
        picker = pilot.app.screen.query_one(CodePicker)
        assert (picker.display, picker._box.value, _coded(pilot)) == (True, "tens", (1, 1))
        await keys(pilot, "escape")
        await until(pilot, lambda: _coded(pilot) == (2, 2))


async def test_a_memo_that_is_being_written_stays(program, study, elsewhere, keys):
    async with program(study, *CODED, "m", *"half a thou") as pilot:
        elsewhere(workbench.code, "ana", TEXT, _in(pilot.app.screen.span), TENSION)
        await pilot.pause(AWHILE)
        await keys(pilot, *"ght")
        assert pilot.app.screen.query_one(MemoBox).query_one(TextArea).text == "half a thought"
        await keys(pilot, "ctrl+s")
        await until(pilot, lambda: _coded(pilot) == (2, 2))
    (memo,) = elsewhere(workbench.memos, "ana", "coding")
    assert memo.memo.text == "half a thought"


async def test_while_keys_come_nothing_is_drawn_anew(program, study, elsewhere):
    async with program(study, *CODED) as pilot:
        elsewhere(workbench.code, "ana", TEXT, _in(pilot.app.screen.span), TENSION)
        end = time.monotonic() + AWHILE
        while time.monotonic() < end:
            pilot.app.simulate_key("j")  # a pilot would wait until nothing runs any more
            await pilot.pause(0.05)
        assert _coded(pilot) == (1, 1)
        await until(pilot, lambda: _coded(pilot) == (2, 2))


async def test_what_the_program_itself_stores_is_no_news(program, study, keys):
    async with program(study, *CODED) as pilot:
        await keys(pilot, "j", "enter", "type:tens", "enter", "u")
        pilot.app.back_up()  # in a thread, by a connection of its own
        await pilot.pause(AWHILE)
        assert pilot.app._renewed == 0


async def test_where_others_read_is_no_news(program, study, elsewhere):
    async with program(study, *CODED) as pilot:
        await pilot.pause(AWHILE)  # what was coded here has been looked at
        elsewhere(workbench.leave, "ben", {"place:x": "3:4"})
        await pilot.pause(AWHILE)
        assert pilot.app._renewed == 0


async def test_undo_takes_back_what_the_same_coder_did_last_in_whichever_window(
    program, study, elsewhere, keys, codings
):
    async with program(study, *CODED) as pilot:
        here = pilot.app.screen.span
        elsewhere(workbench.code, "ana", TEXT, _in(here), TENSION)
        await until(pilot, lambda: _coded(pilot) == (2, 2))
        await keys(pilot, "u")
        assert [key.endswith(COMPATIBILITY) for key, _ in codings(study)] == [True]
        assert "Undone: Tension" in "".join(note.message for note in pilot.app._notifications)
        elsewhere(workbench.undo, "ana")
        await until(pilot, lambda: _coded(pilot) == (0, 0))


async def test_what_was_retracted_elsewhere_is_not_changed_here(
    program, study, elsewhere, keys, codings
):
    async with program(study, *CODED) as pilot:
        coding = pilot.app.screen.page.own[0].coding
        elsewhere(workbench.retract, "ana", [coding.id])
        await keys(pilot, "plus")
        assert "there is no live coding" in "".join(n.title for n in pilot.app._notifications)
        assert (_coded(pilot), codings(study)) == ((0, 0), [])


async def test_quotations_come_without_moving_the_one_at_hand(program, study, elsewhere, keys):
    async with program(study, "enter", "j", "enter", "type:compat", "enter", "Q") as pilot:
        screen = pilot.app.screen
        here = screen.quote.shown.coding.id
        elsewhere(workbench.code, "ana", TEXT, Span(300, 312), COMPATIBILITY)
        await until(pilot, lambda: len(screen._every) == 2)
        assert screen.quote.shown.coding.id == here
        assert screen._shown.index(screen.quote) == 1
        await keys(pilot, "r", "escape")
        assert _coded(pilot) == (1, 1)


async def test_a_round_that_is_opened_elsewhere_leaves_the_one_at_hand(program, study, elsewhere):
    for name in ("one", "two"):
        elsewhere(workbench.open_round, "lead", name, ("coder-1", "coder-2"), (TEXT,))
    async with program(study, "R", "j", "tab") as pilot:
        screen = pilot.app.screen
        assert screen._round.round.name == "one"
        elsewhere(workbench.open_round, "lead", "three", ("coder-1", "coder-2"), (TEXT,))
        await until(pilot, lambda: len(screen._rounds) == 3)
        assert (screen._round.round.name, screen.query_one("#rounds", Rows).at) == ("one", 2)


async def test_a_transcript_that_is_imported_elsewhere_is_in_the_list(
    program, study, elsewhere, tmp_path, keys, shown
):
    file = tmp_path / "a-new-one.txt"
    file.write_text("Interviewer: Now?\nCounselor: We begin again.\n")
    async with program(study, "j", "j") as pilot:
        at = pilot.app.screen._transcript
        elsewhere(workbench.import_files, "lead", [file])
        await until(pilot, lambda: "a-new-one" in shown(pilot))
        assert pilot.app.screen._transcript == at
        await keys(pilot, "ctrl+f", "type:begin again")
        await until(pilot, lambda: "1 place in 1 transcript" in shown(pilot))


async def test_an_interview_that_is_erased_meanwhile_leaves_the_screen(
    program, study, shown, elsewhere
):
    async with program(study, "enter") as pilot:
        text = pilot.app.screen.page.transcript.text
        assert "boiler" in shown(pilot)
        elsewhere(workbench.erase, "lead", TEXT)
        await until(pilot, lambda: isinstance(pilot.app.screen, Library))
        await until(pilot, lambda: TEXT not in shown(pilot))
        await until(pilot, lambda: any("erased" in note.title for note in pilot.app._notifications))
        assert "11 transcripts" in shown(pilot)
    assert text.encode()[-400:-300] not in study.read_bytes()
