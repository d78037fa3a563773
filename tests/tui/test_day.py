"""A transcript is worked through, by keys alone and by the mouse; each step is read back."""

import random
import re

import pytest
from textual.widgets import TextArea

from qualbench import shipped, workbench
from qualbench.tui.widgets.at_hand import AtHand
from qualbench.tui.widgets.code_picker import CodePicker

FIRST = "c1-administrator"
COMPATIBILITY = "cfir22.inner.compatibility"
TENSION = "cfir22.inner.tension"


def stored(path, transcript=FIRST, coder="ana"):
    """All that the file holds of a coder's work on a transcript, opened anew."""
    with workbench.opened(path) as project:
        found = [s for s in workbench.visible(project, coder, transcript) if s.coder == coder]
        memos = workbench.memos(project, coder, "transcript")
        codings = [
            (c.span, c.key, c.valence, c.unsure, c.note, c.memo, c.starred)
            for c in (shown.coding for shown in found)
        ]
        return sorted(codings), [memo.memo.text for memo in memos if memo.coder == coder]


def place(screen, words):
    """Column and row at which words stand on the screen."""
    for row, line in enumerate(screen.splitlines()):
        if words in line:
            return line.index(words), row
    raise AssertionError(f"{words!r} is not on the screen:\n{screen}")


@pytest.fixture
def alone(project_of):
    """A study of one transcript, without suggestions."""
    return project_of([shipped.folder("transcripts") / f"{FIRST}.txt"])


async def test_a_whole_transcript_by_keys_alone(program, alone, keys):
    study = alone
    async with program(study, "enter") as pilot:
        screen = pilot.app.screen
        answers = [turn.words for turn in screen.page.transcript.turns if not turn.interviewer]
        history = [stored(study)]

        async def step(*pressed, changes=True):
            await keys(pilot, *pressed)
            history.append(stored(study))
            assert (history[-1] != history[-2]) is changes, pressed

        def at(*which):
            (found,) = [c for c in history[-1][0] if c[:2] == which]
            return found[2:]

        # Every answer is coded: the first by name, the others by a favourite.
        await step("enter", "type:compat", "enter")
        assert history[-1][0] == [(answers[0], COMPATIBILITY, None, False, "", "", False)]
        await step("f", "1", changes=False)
        for answer in answers[1:]:
            await step("n", "1")
            assert at(answer, COMPATIBILITY)
        assert [span for span, *_ in history[-1][0]] == answers
        await step("n", changes=False)  # nothing is left

        # What the last answer is said of, remarked on, doubted and thought about.
        last = (answers[-1], COMPATIBILITY)
        for key, valence in (("plus", "+"), ("minus", "-"), ("0", "0"), ("equals_sign", "mixed")):
            await step(key)
            assert at(*last)[0] == valence
        await step("equals_sign")
        assert at(*last)[0] is None
        await step("exclamation_mark", *"Is it?", "enter")
        assert at(*last)[1:3] == (True, "Is it?")
        await step("exclamation_mark")
        assert at(*last)[1:3] == (False, "")
        await step("asterisk")
        assert at(*last)[4] is True
        await step("m", *"So *be* it", "ctrl+s")
        assert at(*last)[3] == "So *be* it"
        await step("m", *", then", "ctrl+s")
        assert at(*last)[3] == "So *be* it, then"

        # Its edges: two words back, one too many, which the opposite key takes back.
        whole = answers[-1].of(screen.page.transcript.text)
        await step("e", "h", "h", "l", "enter")
        (moved,) = [c[0] for c in history[-1][0] if c[0] not in answers]
        assert moved.start == answers[-1].start
        assert whole[: len(moved)] == whole.rstrip(".")

        # Another code; one more beside it; the last again; a new one in vivo; one is taken back.
        await step("R", "type:tension", "enter")
        assert at(moved, TENSION)
        await step("k", "enter", "type:culture", "tab", "type:tension", "tab", "enter")
        assert at(answers[-2], TENSION)
        await step("k", "full_stop")
        assert at(answers[-3], TENSION)
        await step("k", "s", "i")
        (own,) = [c for c in history[-1][0] if c[1].startswith("proposed.")]
        assert own[1].split(".")[1] == own[0].of(screen.page.transcript.text).lower()
        await step("r")
        assert not [c for c in history[-1][0] if c[1].startswith("proposed.")]

        # A memo on the transcript, from where no coding is at hand.
        await step("space", "G", "l", "r")
        await step("m", *"A good one", "ctrl+s")
        assert history[-1][1] == ["A good one"]

        # All of it backwards, and forwards again.
        states = [state for n, state in enumerate(history) if n == 0 or state != history[n - 1]]
        for state in reversed(states[:-1]):
            await keys(pilot, "u")
            assert stored(study) == state
        for state in states[1:]:
            await keys(pilot, "U")
            assert stored(study) == state


async def test_the_same_by_the_mouse(program, alone, shown, keys):
    study = alone
    async with program(study, "enter", size=(120, 40)) as pilot:
        states = [stored(study)]

        async def click(words, times=1, column=0, **how):
            x, y = place(shown(pilot), words)
            await pilot.click(offset=(x + column, y), times=times, **how)
            await keys(pilot)

        def coded():
            states.append(stored(study))
            assert states[-1] != states[-2]
            return [(span.of(text), *rest) for span, *rest in states[-1][0]]

        text = pilot.app.screen.page.transcript.text
        await click("Nine years on the floor")
        await click("Enter Code")
        await keys(pilot, "type:compat")
        await click("Compatibility ")
        ((quote, key, *_),) = coded()
        assert (quote[:10], key) == ("Nine years", COMPATIBILITY)

        # A double click takes a word, a drag any span; a code in the tree is put by a double click.
        await click("credential", times=2)
        await click("Innovation Source", times=2)
        assert coded()[1][:2] == ("credential", "cfir22.innovation.source")
        x, y = place(shown(pilot), "lovely fellow")
        await pilot.mouse_down(offset=(x, y))
        await pilot.hover(offset=(x + 5, y))
        await pilot.hover(offset=(x + 12, y))
        await pilot.mouse_up(offset=(x + 12, y))
        await click("Innovation Design", times=2)
        assert ("lovely fellow", "cfir22.innovation.design") in [c[:2] for c in coded()]

        # What it is said of: by the words below the list.
        await click("memo ·")
        await keys(pilot, *"Hm", "ctrl+s")
        assert [c[5] for c in coded() if c[0] == "lovely fellow"] == ["Hm"]
        await click("edges ·")
        await click("nearly", column=5)
        await click("sets them")
        assert [c for c in coded() if c[0].endswith("we nearly")]
        await click("retract ·")
        assert "lovely fellow" not in [c[0] for c in coded()]

        # Undone and done again.
        for state in reversed(states[:-1]):
            await click("u Undo")
            assert stored(study) == state
        for state in states[1:]:
            await click("does it again")
            assert stored(study) == state


@pytest.mark.parametrize(
    ("pressed", "presses"),
    [((")", "enter", *"compat", "enter"), 3 + len("compat")), ((")", "1"), 2)],
)
async def test_the_next_sentence_takes_three_presses_and_the_letters_or_two(
    program, study, keys, pressed, presses
):
    async with program(study, "enter", "enter", "type:compat", "enter", "f", "1", ")") as pilot:
        before = stored(study)[0]
        sentence = pilot.app.screen.view.selection.moved("sentence", 1).span
        await keys(pilot, *pressed)
        assert len(pressed) == presses
        (new,) = set(stored(study)[0]) - set(before)
    assert new[:2] == (sentence, COMPATIBILITY)


async def test_a_sticky_code_is_swept_over_what_the_mouse_selects(program, study, shown, keys):
    async with program(study, "enter", "f1", "enter", "type:compat", "enter", "y") as pilot:
        assert "sticky: Compatibility" in shown(pilot)
        for words in ("boiler", "spring"):
            x, y = place(shown(pilot), words)
            await pilot.click(offset=(x, y), times=2)
            await keys(pilot)
        await keys(pilot, "j", "enter", "y")
        assert "sticky" not in shown(pilot)
        text = pilot.app.screen.page.transcript.text
        quotes = {span.of(text) for span, *_ in stored(study)[0]}
        assert {"boiler", "spring"} < quotes
        await keys(pilot, "j", "enter")
        assert pilot.app.screen.query_one(CodePicker).display


async def test_a_code_changed_since_is_looked_at_again(program, study, keys, shown):
    async with program(study, "enter", "enter", "type:compat", "enter"):
        with workbench.opened(study) as project:
            workbench.reword_code(
                project, "lead", COMPATIBILITY, workbench.Wording(local="Only the day's work.")
            )
    async with program(study, "enter", "N") as pilot:
        assert pilot.app.screen.query_one(AtHand).chosen.outdated
        while pilot.app.screen.walk != "second look":
            await keys(pilot, "N")
        assert "second" in pilot.app.screen.walk
        await keys(pilot, "K")
        assert not pilot.app.screen.query_one(AtHand).chosen.outdated
    with workbench.opened(study) as project:
        assert workbench.second_look(project, "ana") == ()


async def test_filters_say_that_they_are_on(program, study, keys, shown):
    coded = ("enter", "type:compat", "enter", "enter", "type:tension", "enter")
    async with program(study, "enter", "f1", *coded) as pilot:
        assert [
            item.key for item in pilot.app.screen.query_one(AtHand)._items if item.kind == "coding"
        ] == [COMPATIBILITY, TENSION]
        await keys(pilot, "F", "type:code tension", "enter")
        assert "only code Tension for Change" in shown(pilot)
        assert [
            item.key for item in pilot.app.screen.query_one(AtHand)._items if item.kind == "coding"
        ] == [TENSION]
        await keys(pilot, "F", "enter")
        assert "only code" not in shown(pilot)


async def test_words_are_found_and_gone_through(program, study, keys, shown):
    async with program(study, "enter", "f1", "slash", *"medicaid", "enter") as pilot:
        text = pilot.app.screen.page.transcript.text
        count = len(re.findall("medicaid", text, re.IGNORECASE))
        assert f"“medicaid” (1 of {count})" in shown(pilot)
        first = pilot.app.screen.span
        assert first.of(text).lower() == "medicaid"
        await keys(pilot, "n")
        assert pilot.app.screen.span > first
        await keys(pilot, "p")
        assert pilot.app.screen.span == first
        await keys(pilot, "slash", *["backspace"] * 8, "enter")
        assert "medicaid” (" not in shown(pilot)


async def test_work_goes_on_where_it_stopped(program, study, keys):
    async with program(study, "enter", "j", "j", ")", "escape") as pilot:
        await keys(pilot, "j", "enter")
        await keys(pilot, "escape", "k", "enter")
        assert pilot.app.screen.view.selection.unit == "sentence"
        span = pilot.app.screen.span
    async with program(study, "enter") as pilot:
        assert (pilot.app.screen.span, pilot.app.screen.view.selection.unit) == (span, "sentence")


async def test_panes_are_hidden_widened_and_remembered(program, study, keys):
    def widths(pilot):
        panes = [pilot.app.screen.query_one(f"#{side}") for side in ("left", "right")]
        return [pane.size.width if pane.display else 0 for pane in panes]

    async with program(study, "enter", size=(200, 60)) as pilot:
        left, right = widths(pilot)
        assert min(left, right) > 0
        await keys(pilot, "left_square_bracket", "less_than_sign")
        assert widths(pilot) == [0, right + 4]
    async with program(study, "enter", size=(200, 60)) as pilot:
        assert widths(pilot) == [0, right + 4]
        await pilot.resize_terminal(80, 24)
        await keys(pilot, "right_square_bracket")
        assert widths(pilot) == [0, 0]


async def test_resizing_while_something_is_selected_keeps_it_and_the_place(program, study, keys):
    chance = random.Random(24)
    async with program(study, "enter", "f1", *"jjjj", "v", "l", "l", ")") as pilot:
        view = pilot.app.screen.view
        span = pilot.app.screen.span
        for _ in range(12):
            size = (chance.randint(80, 200), chance.randint(24, 60))
            await pilot.resize_terminal(*size)
            await keys(pilot)
            assert pilot.app.screen.span == span
            assert view.selection.extending
            end, top = view._layout.row_of(span.end - 1), view.scroll_offset.y
            assert top <= end < top + view.size.height, size
        await keys(pilot, "(", "h", "h")
        assert pilot.app.screen.span < span


async def test_a_memo_that_was_not_stored_is_there_again(program, alone, keys):
    async with program(alone, "enter", "enter", "type:compat", "enter", "m", *"Half a th") as pilot:
        await pilot.pause(0.7)  # and then the terminal is closed
    async with program(alone, "enter", "m", *"ought", "ctrl+s"):
        assert [coding[5] for coding in stored(alone)[0]] == ["Half a thought"]
    async with program(alone, "enter", "m", *"X", "escape", "escape", "m") as pilot:
        assert pilot.app.screen.query_one(TextArea).text == "Half a thought"


async def test_a_free_span_begins_at_a_word_and_leaves_things_as_they_were(program, alone, keys):
    async with program(alone, "enter", "j", "v", "w", "w") as pilot:
        text, before = pilot.app.screen.page.transcript.text, pilot.app.screen.view.selection
        assert pilot.app.screen.span.of(text) == "Nine years on"
        await keys(pilot, "escape")
        assert pilot.app.screen.span.of(text).startswith("Nine years on the floor. I took")
        assert pilot.app.screen.view.selection.unit == "turn"
        await keys(pilot, "v", "w", "i")
    assert before.free
    assert stored(alone)[0][0][1].startswith("proposed.nine_years.")


async def test_what_was_said_is_gone_at_the_next_key(program, alone, keys):
    async with program(alone, "enter", "full_stop") as pilot:
        assert len(pilot.app._notifications) == 1
        await keys(pilot, "j")
        assert len(pilot.app._notifications) == 0


async def test_escape_ends_a_search_first(program, alone, keys):
    async with program(alone, "enter", "slash", *"the", "enter") as pilot:
        assert pilot.app.screen.walk == "words"
        await keys(pilot, "slash", *"boiler", "enter")
        assert "“boiler” (1 of " in pilot.app.screen.walk_said
        await keys(pilot, "escape")
        assert pilot.app.screen.walk == "uncoded"
        assert pilot.app.screen.page.transcript.name == FIRST
        await keys(pilot, "escape")
        assert not hasattr(pilot.app.screen, "walk")
