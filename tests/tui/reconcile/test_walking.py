"""Disagreements of a round, seen, walked and read by keys alone."""

import re

from qualbench import workbench
from qualbench.model import Span
from qualbench.tui.screens.decisions import Decisions
from qualbench.tui.screens.reconcile import Reconcile

# What is shown


async def test_both_codings_are_seen_with_their_words_marked_and_what_the_code_means(
    walk, shown, title
):
    async with walk() as pilot:
        said = shown(pilot)
        assert title(pilot) == "Round pilot: 1 of 6, 0 decided"
    assert "Other edges: Compatibility" in said
    assert "a. Compatibility: 0 of 1 places agreed." in said
    assert "1 ana: Compatibility" in said
    assert "Counselor: ⟦It fits the day.⟧" in said
    assert "2 bo: Compatibility" in said
    assert "Counselor: It ⟦fits⟧ the day." in said
    assert "Not decided yet." in said
    assert "Compatibility   Inner Setting" in said  # its definition


async def test_the_codings_stand_side_by_side_where_there_is_room(walk, shown):
    async with walk(size=(160, 40)) as pilot:
        lines = shown(pilot).splitlines()
    (line,) = [line for line in lines if "⟦fits⟧" in line]
    assert re.search("⟦It fits the day.⟧ +│ Counselor: It ⟦fits⟧ the day.", line)


async def test_who_has_nothing_there_is_said_to_have_missed_it(walk, shown):
    async with walk("n") as pilot:
        said = shown(pilot)
    assert "Missed by bo: " in said
    assert "2 bo: nothing here" in said


async def test_doubts_notes_and_memos_are_read_beside_the_coding(revealed, walk, shown):
    with workbench.opened(revealed) as project:
        workbench.open_round(project, "lead", "second", ("ana", "bo"), ("b",))
        (own,) = workbench.live_codings(project, "b", "bo", "bo")
        coding = workbench.revise(project, "bo", own.coding.id, unsure=True, note="law or rule?")
        workbench.write_memo(project, "bo", "coding", coding.lineage, "The state came up twice")
        for coder in ("ana", "bo"):
            workbench.submit_round(project, coder, "second")
        workbench.reveal(project, "lead", "second")
    async with walk() as pilot:
        await pilot.app.push_screen(Reconcile("second"))
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()
        said = shown(pilot)
    assert "! unsure: law or rule?" in said
    assert "✎ The state came up twice" in said


async def test_how_far_a_construct_agrees_can_be_hidden(revealed, walk, shown):
    with workbench.opened(revealed) as project:
        workbench.settle(project, "lead", "coefficients", "hidden")
    async with walk() as pilot:
        assert "agreed" not in shown(pilot)


async def test_a_round_that_is_sealed_is_refused_in_words(revealed, walk, shown):
    with workbench.opened(revealed) as project:
        workbench.open_round(project, "lead", "second", ("ana", "bo"), ("b",))
    async with walk() as pilot:
        await pilot.app.push_screen(Reconcile("second"))
        for _ in range(20):
            await pilot.pause(0.02)
        assert "second" in pilot.app.said
        assert "Looking" not in shown(pilot)


# Walking


async def test_keys_walk_from_one_to_the_next(walk, title):
    async with walk() as pilot:
        for pressed, place in (
            ("n", 2),
            ("j down right", 5),
            ("n n", 6),
            ("p", 5),
            ("k up left", 2),
            ("G", 6),
            ("g", 1),
            ("p", 1),
            ("end", 6),
            ("home", 1),
        ):
            await pilot.press(*pressed.split())
            assert title(pilot).startswith(f"Round pilot: {place} of 6"), pressed


async def test_the_next_undecided_one_is_found_beyond_those_decided(walk, title):
    async with walk("1", "1", "g", "N") as pilot:
        assert title(pilot) == "Round pilot: 3 of 6, 2 decided"
        await pilot.press("G", "N")
        assert title(pilot).startswith("Round pilot: 3 of 6")


async def test_worst_construct_first_and_back_in_reading_order(revealed, walk, shown):
    async with walk("o") as pilot:
        said = shown(pilot)
        assert "Worst construct first." in said
        names = []
        await pilot.press("g")
        for _ in range(6):
            names.append(shown(pilot).splitlines()[1].split(": ")[1])
            await pilot.press("n")
        await pilot.press("o")
        assert "Worst" not in shown(pilot)
    with workbench.opened(revealed) as project:
        worst = workbench.disagreements(project, "lead", "pilot", "worst")
    assert names[0].startswith(worst[0].names[0])
    assert len(set(names)) == 5  # Space twice, one after the other
    assert names.count("Space") == 2


async def test_only_undecided_then_only_for_the_meeting_then_all(walk, shown, title):
    async with walk("1", "m", "g", "f") as pilot:
        assert "Only undecided" in shown(pilot)
        assert title(pilot).startswith("Round pilot: 3 of 6")
        await pilot.press("p")
        assert title(pilot).startswith("Round pilot: 3 of 6")
        await pilot.press("f")
        assert "Only for the meeting" in shown(pilot)
        assert title(pilot) == "Round pilot: 2 of 6, 1 decided, 1 for the meeting"
        await pilot.press("escape")
        assert "Only" not in shown(pilot)
        assert isinstance(pilot.app.screen, Reconcile)
        await pilot.press("escape")
        assert not isinstance(pilot.app.screen, Reconcile)


# Reading on


async def test_the_place_is_opened_in_the_text(walk):
    async with walk("w") as pilot:
        text, span, _ = pilot.app.went
        assert (len(text), span) == (64, Span(35, 51))
        pilot.app.went = None
        await pilot.press("enter")
        assert pilot.app.went == (text, span, "")


async def test_the_ledger_is_a_key_away(walk):
    async with walk("1", "D") as pilot:
        assert isinstance(pilot.app.screen, Decisions)


async def test_the_whole_turns_are_there_to_scroll_through(walk, shown):
    async with walk(size=(80, 18)) as pilot:
        assert "Interviewer: And money?" not in shown(pilot)
        assert "⟦fits⟧" in shown(pilot)
        await pilot.press("space")
        assert "Interviewer: And money?" in shown(pilot)
        assert "⟦fits⟧" not in shown(pilot)
        await pilot.press("pagedown")
        assert "⟦fits⟧" in shown(pilot)
        await pilot.press("pageup")
        assert "⟦fits⟧" not in shown(pilot)


async def test_the_definitions_are_read_on(walk, shown):
    async with walk() as pilot:
        before = shown(pilot)
        await pilot.press("d")
        assert "Include" not in before
        assert "Include" in shown(pilot)


# Others than leads


async def test_coders_read_what_was_decided_and_how_their_own_differs(revealed, walk, shown, keys):
    async with walk("1", "2", "m"):
        pass
    async with walk(coder="bo") as pilot:
        await keys(pilot, "g")
        assert "Other edges than yours: Compatibility." in shown(pilot)
        await keys(pilot, "n")
        assert "Took nothing. As you had it." in shown(pilot)
        await keys(pilot, "n")
        assert "Left for the meeting." in shown(pilot)
        await keys(pilot, "n")
        assert "Not decided yet." in shown(pilot)


async def test_a_coder_reads_what_was_missed_and_what_was_not_taken(walk, shown, keys):
    async with walk("1", "1", "2", "2"):
        pass
    async with walk(coder="ana") as pilot:
        await keys(pilot, "g", "n", "n")
        assert "Yours was not taken: " in shown(pilot)
        await keys(pilot, "n")
        assert "Another code: you had Motivation @ " in " ".join(shown(pilot).split())
    async with walk(coder="bo") as pilot:
        await keys(pilot, "g", "n")
        assert "Missed by you: " in shown(pilot)


async def test_coders_are_not_offered_to_decide_and_told_who_does(walk, decided):
    async with walk(coder="ana") as pilot:
        offered = {active.binding.action for active in pilot.app.screen.active_bindings.values()}
        assert "both" not in offered
        assert "step(1)" in offered
        for key in ("1", "b", "x", "e", "c", "m", "r", "l", "exclamation_mark"):
            pilot.app.said = ""
            await pilot.press(key)
            said = "A lead decides: Here you read how it was decided. lead leads."
            assert (key, pilot.app.said) == (key, said)
    assert decided() == {}
