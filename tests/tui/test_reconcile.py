"""Disagreements of a round, small enough to count by hand, walked and decided by keys alone."""

import re
import shutil
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from qualbench import workbench
from qualbench.model import Span
from qualbench.tui import app
from qualbench.tui.app import Bench
from qualbench.tui.screens.decisions import Decisions
from qualbench.tui.screens.reconcile import Reconcile
from qualbench.workbench import Wanted

FIT = "cfir22.inner.compatibility"
PRIORITY = "cfir22.inner.priority"
SPACE = "cfir22.inner.resources.space"
LAWS = "cfir22.outer.policies_laws"
MOTIVATION = "cfir22.individuals.characteristics.motivation"
CULTURE = "cfir22.inner.culture"


class Noting(Bench):
    """Notes where it would go instead of going there, and what it says."""

    CSS_PATH = Path(app.__file__).with_name("app.tcss")
    went = None
    said = ""

    def notify(self, message, *, title="", **how):
        self.said = f"{title}: {message}"

    def open_at(self, transcript, span=None, edges=""):
        self.went = (transcript, span)


@pytest.fixture(scope="module")
def revealed_once(tiny_once, tmp_path_factory):
    copy = Path(shutil.copy(tiny_once, tmp_path_factory.mktemp("revealed") / "tiny.qualbench"))
    with workbench.opened(copy) as project:
        workbench.settle(project, "lead", "tolerance", "0")
        workbench.open_round(project, "lead", "pilot", ("ana", "bo"), ("a", "b"))
        for coder in ("ana", "bo"):
            workbench.submit_round(project, coder, "pilot")
        workbench.reveal(project, "lead", "pilot")
    return copy


@pytest.fixture
def revealed(revealed_once, tmp_path):
    """Ana and bo have coded a and b in a round; edges have to be the same."""
    return Path(shutil.copy(revealed_once, tmp_path / "tiny.qualbench"))


@pytest.fixture
def walk(revealed, keys):
    """The program on the disagreements of the round, keys pressed."""

    @asynccontextmanager
    async def walk(*pressed, coder="lead", size=(80, 24)):
        with workbench.opened(revealed) as project:
            async with Noting(project, coder).run_test(size=size) as pilot:
                await pilot.app.push_screen(Reconcile("pilot"))
                await keys(pilot)
                await pilot.pause()
                await keys(pilot, *pressed)
                yield pilot

    return walk


@pytest.fixture
def decided(revealed):
    """What is stored: number, choice and the words and keys that were taken."""

    def decided():
        with workbench.opened(revealed) as project:
            texts = {text.hash: text.text for text in workbench.texts(project)}
            return {
                one.number: (
                    one.decision.choice,
                    [(put.span.of(texts[one.hash]), put.key) for put in one.decision.outcome],
                )
                for one in workbench.disagreements(project, "lead", "pilot")
                if one.decision
            }

    return decided


@pytest.fixture
def reasons(revealed):
    """What is stored of why."""

    def reasons(number):
        with workbench.opened(revealed) as project:
            one = workbench.find_disagreement(project, "lead", "pilot", str(number)).decision
        return one.reason, one.rule, one.changes

    return reasons


def flat(said):
    """Lines as one, for what goes on in the next."""
    return " ".join(said.split())


def title(said):
    return re.sub(" +coder.*", "", said.splitlines()[0]).strip()


# What is shown


async def test_both_codings_are_seen_with_their_words_marked_and_what_the_code_means(walk, shown):
    async with walk() as pilot:
        said = shown(pilot)
    assert title(said) == "Round pilot: 1 of 6, 0 decided"
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


async def test_keys_walk_from_one_to_the_next(walk, shown):
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
            assert title(shown(pilot)).startswith(f"Round pilot: {place} of 6"), pressed


async def test_the_next_undecided_one_is_found_beyond_those_decided(walk, shown):
    async with walk("1", "1", "g", "N") as pilot:
        assert title(shown(pilot)) == "Round pilot: 3 of 6, 2 decided"
        await pilot.press("G", "N")
        assert title(shown(pilot)).startswith("Round pilot: 3 of 6")


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


async def test_only_undecided_then_only_for_the_meeting_then_all(walk, shown):
    async with walk("1", "m", "g", "f") as pilot:
        assert "Only undecided" in shown(pilot)
        assert title(shown(pilot)).startswith("Round pilot: 3 of 6")
        await pilot.press("p")
        assert title(shown(pilot)).startswith("Round pilot: 3 of 6")
        await pilot.press("f")
        assert "Only for the meeting" in shown(pilot)
        assert title(shown(pilot)) == "Round pilot: 2 of 6, 1 decided, 1 for the meeting"
        await pilot.press("escape")
        assert "Only" not in shown(pilot)
        assert isinstance(pilot.app.screen, Reconcile)
        await pilot.press("escape")
        assert not isinstance(pilot.app.screen, Reconcile)


# Deciding


async def test_a_digit_takes_what_that_coder_has_and_goes_on(walk, shown, decided):
    async with walk("2") as pilot:
        assert title(shown(pilot)) == "Round pilot: 2 of 6, 1 decided"
        assert "Just decided: took Compatibility as bo had it." in shown(pilot)
    assert decided() == {1: ("take", [("fits", FIT)])}


async def test_taking_who_has_nothing_takes_nothing(walk, decided):
    """And a digit of nobody does nothing."""
    async with walk("n", "3", "0", "2"):
        pass
    assert decided() == {2: ("take", [])}


async def test_one_key_takes_both_or_neither_or_leaves_it(walk, decided):
    async with walk("b", "x", "m"):
        pass
    found = decided()
    assert found[1] == ("both", [("It fits the day.", FIT)])
    assert (found[2], found[3]) == (("neither", []), ("meeting", []))


async def test_another_code_is_put_on_the_longest_words(walk, decided):
    async with walk("c", "type:culture", "enter"):
        pass
    assert decided() == {1: ("code", [("It fits the day.", CULTURE)])}


async def test_edges_are_moved_in_the_text_and_set(walk, shown, decided):
    async with walk("e") as pilot:
        assert "The edges of Compatibility" in shown(pilot)
        await pilot.press("h", "x", "n", "1", "e", "l", "enter")
        await pilot.pause()
        assert title(shown(pilot)) == "Round pilot: 2 of 6, 1 decided"
    assert decided() == {1: ("edges", [("fits the day", FIT)])}


async def test_escape_leaves_the_edges_as_they_are(walk, shown, decided):
    async with walk("e", "h", "escape") as pilot:
        assert "Not decided yet." in shown(pilot)
        assert "⟦fits⟧" in shown(pilot)
        await pilot.press("n")
        assert title(shown(pilot)).startswith("Round pilot: 2 of 6")
    assert decided() == {}


async def test_of_several_codes_one_is_chosen_for_new_edges(walk, keys, decided):
    async with walk("N", "n", "n") as pilot:
        at = pilot.app.screen.item
        assert at.kind == "other construct"
        await keys(pilot, "e", "down", "enter", "h", "enter")
    (stored,) = decided().values()
    assert stored == ("edges", [("The money is", f"{MOTIVATION}@deliverers")]) or stored == (
        "edges",
        [("money", f"{MOTIVATION}@recipients")],
    )


async def test_what_was_decided_is_said_with_its_reason(walk, shown, reasons):
    async with walk("1", "p", "r", "type:the whole sentence", "enter") as pilot:
        said = shown(pilot)
        assert "Took Compatibility as ana had it.  Reason: the whole sentence" in said
        assert "1 ana: Compatibility  ✓ taken" in said
    assert reasons(1) == ("the whole sentence", "", False)


async def test_a_reason_given_beforehand_goes_with_the_decision(walk, shown, reasons, decided):
    async with walk("r", "type:too short", "enter", "exclamation_mark") as pilot:
        said = shown(pilot)
        assert "Not decided yet. Kept for when you decide:" in said
        assert "⚑ The codebook is to change." in said
        assert decided() == {}
        await pilot.press("1")
    assert reasons(1) == ("too short", "", True)


async def test_what_is_kept_outlives_the_program(walk, reasons):
    async with walk("r", "type:too short", "enter"):
        pass
    async with walk("2"):
        pass
    assert reasons(1) == ("too short", "", False)


async def test_the_mark_that_the_codebook_is_to_change_comes_off_again(walk, reasons):
    async with walk("1", "p", "exclamation_mark"):
        assert reasons(1) == ("", "", True)
    async with walk("p", "exclamation_mark"):
        assert reasons(1) == ("", "", False)


async def test_a_line_of_the_codebook_is_the_rule(walk, reasons):
    async with walk("1", "p", "l", "down", "enter", "n", "R", "down", "enter", "1"):
        pass
    assert reasons(1)[1].startswith("Compatibility, include: ")
    assert reasons(2)[1].startswith("Relative Priority, include: ")


async def test_other_words_are_the_rule_and_are_taken_away_again(walk, keys, reasons):
    async with walk("1", "p", "l", "type:whole sentences zzz", "enter", "enter") as pilot:
        assert reasons(1)[1] == "whole sentences zzz"
        await keys(pilot, "l", "type:no rule", "enter")
        assert reasons(1)[1] == ""


async def test_saying_why_decides_nothing_anew(walk, keys, decided):
    """The same choice stands, whichever it was."""
    pressed = ["1", "2", "m", "b", "x", "c", "type:culture", "enter"]
    async with walk(*pressed, "g") as pilot:
        before = decided()
        for _ in range(6):
            await keys(pilot, "exclamation_mark", "n")
    assert len(before) == 6
    assert decided() == before


async def test_undo_takes_a_decision_back_and_goes_there(walk, shown, decided):
    async with walk("1", "2", "G", "u") as pilot:
        assert title(shown(pilot)) == "Round pilot: 2 of 6, 1 decided"
        assert list(decided()) == [1]
        await pilot.press("G", "U")
        assert title(shown(pilot)) == "Round pilot: 2 of 6, 2 decided"
    assert list(decided()) == [1, 2]


async def test_a_reason_is_undone_before_its_decision(walk, decided, reasons):
    async with walk("1", "p", "r", "type:because", "enter") as pilot:
        await pilot.press("u")
        assert reasons(1) == ("", "", False)
        await pilot.press("u")
    assert decided() == {}


async def test_what_was_decided_can_be_decided_otherwise(walk, decided):
    async with walk("1", "p", "b"):
        pass
    assert decided()[1] == ("both", [("It fits the day.", FIT)])


# The end


async def test_a_consensus_is_reached_by_keys_alone(revealed, walk, shown):
    pressed = ["1", "1", "1", "2", "x", "e", "l", "enter"]
    async with walk(*pressed, size=(100, 30)) as pilot:
        said = shown(pilot)
    assert "6 decided" in said
    assert "All is decided; the consensus is a layer of its own" in said
    assert "--layer consensus" in said
    with workbench.opened(revealed) as project:
        out = revealed.with_name("consensus.csv")
        made = workbench.export(project, "segments", out, wanted=Wanted("consensus"))
        ledger = workbench.ledger(project, "lead")
    assert made.rows == 5
    assert len(ledger) == 6
    assert out.read_text(encoding="utf-8").count(",consensus,") >= 5


async def test_what_waits_for_the_meeting_is_said_at_the_end(walk, shown):
    async with walk("1", "1", "1", "1", "1", "m", size=(100, 30)) as pilot:
        assert "All decided but 1 for the meeting: f shows them." in shown(pilot)


# Elsewhere


async def test_the_place_is_opened_in_the_text(walk):
    async with walk("w") as pilot:
        text, span = pilot.app.went
        assert (len(text), span) == (64, Span(35, 51))
        pilot.app.went = None
        await pilot.press("enter")
        assert pilot.app.went == (text, span)


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
        assert "Another code: you had Motivation @ " in flat(shown(pilot))
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
