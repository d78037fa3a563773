"""Disagreements of a round, decided by keys alone: what is stored, and why."""

from qualbench import workbench
from qualbench.workbench import Wanted

FIT = "cfir22.inner.compatibility"
MOTIVATION = "cfir22.individuals.characteristics.motivation"
CULTURE = "cfir22.inner.culture"


async def test_a_digit_takes_what_that_coder_has_and_goes_on(walk, shown, decided, title):
    async with walk("2") as pilot:
        assert title(pilot) == "Round pilot: 2 of 6, 1 decided"
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


async def test_edges_are_moved_in_the_text_and_set(walk, shown, decided, title):
    async with walk("e") as pilot:
        assert "The edges of Compatibility" in shown(pilot)
        await pilot.press("h", "x", "n", "1", "e", "l", "enter")
        await pilot.pause()
        assert title(pilot) == "Round pilot: 2 of 6, 1 decided"
    assert decided() == {1: ("edges", [("fits the day", FIT)])}


async def test_escape_leaves_the_edges_as_they_are(walk, shown, decided, title):
    async with walk("e", "h", "escape") as pilot:
        assert "Not decided yet." in shown(pilot)
        assert "⟦fits⟧" in shown(pilot)
        await pilot.press("n")
        assert title(pilot).startswith("Round pilot: 2 of 6")
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


# Why


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


# Otherwise


async def test_undo_takes_a_decision_back_and_goes_there(walk, decided, title):
    async with walk("1", "2", "G", "u") as pilot:
        assert title(pilot) == "Round pilot: 2 of 6, 1 decided"
        assert list(decided()) == [1]
        await pilot.press("G", "U")
        assert title(pilot) == "Round pilot: 2 of 6, 2 decided"
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
