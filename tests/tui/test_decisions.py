"""The ledger on a screen: found, put into the codebook, written to a file."""

import shutil
import time
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from qualbench import workbench
from qualbench.errors import RefusedError
from qualbench.model import Span
from qualbench.tui.screens.decisions import Decisions

FIT = "cfir22.inner.compatibility"
MOTIVATION = "cfir22.individuals.characteristics.motivation"
CULTURE = "cfir22.inner.culture"


def decide(project, round_name, number, choice, **more):
    found = workbench.find_disagreement(project, "lead", round_name, str(number))
    workbench.reconcile(project, "lead", round_name, found, choice, **more)
    time.sleep(0.002)  # what is decided within one millisecond has no order


@pytest.fixture(scope="module")
def settled_once(tiny_once, tmp_path_factory):
    copy = Path(shutil.copy(tiny_once, tmp_path_factory.mktemp("settled") / "tiny.qualbench"))
    with workbench.opened(copy) as project:
        text = next(text for text in workbench.texts(project) if text.name == "b")
        start = text.text.index("No more")
        for coder, key in (("ana", FIT), ("bo", CULTURE)):
            workbench.code(project, coder, text.hash, Span(start, start + 7), key)
        workbench.settle(project, "lead", "tolerance", "0")
        for name, texts in (("pilot", ("a",)), ("second", ("b",))):
            workbench.open_round(project, "lead", name, ("ana", "bo"), texts)
            for coder in ("ana", "bo"):
                workbench.submit_round(project, coder, name)
            workbench.reveal(project, "lead", name)
        decide(project, "pilot", 1, "take", coder="ana", reason="the whole sentence")
        decide(project, "pilot", 2, "take", coder="bo", changes=True)
        decide(project, "pilot", 3, "meeting")
        decide(project, "pilot", 4, "code", code=CULTURE, rule="Culture, include: what counts")
        decide(project, "second", 2, "both")
        decide(project, "second", 1, "both")
    return copy


@pytest.fixture
def settled(settled_once, tmp_path):
    """Two rounds: in the first four of five places are decided, in the second both."""
    return Path(shutil.copy(settled_once, tmp_path / "tiny.qualbench"))


@pytest.fixture
def look(settled, noting):
    """The program on the ledger, keys pressed."""

    @asynccontextmanager
    async def look(*pressed, coder="lead", size=(80, 24)):
        async with noting(settled, Decisions(), *pressed, coder=coder, size=size) as pilot:
            yield pilot

    return look


@pytest.fixture
def code(settled):
    """A code of the codebook as it is stored."""

    def code(key):
        with workbench.opened(settled) as project:
            return workbench.codebook(project).by_id[key]

    return code


def flat(said):
    """Lines as one, for what goes on in the next."""
    return " ".join(said.split())


# What is shown


async def test_the_latest_decision_comes_first_with_what_it_rests_on(look, shown):
    async with look(size=(160, 40)) as pilot:
        said = shown(pilot)
        lines = [line.split("│")[0].rstrip() for line in said.splitlines()]
        await pilot.press("j", "j")
        other = shown(pilot)
    assert "6 decisions, the latest first" in said
    assert lines[2:6] == [
        "▸ Took both: Policies & Laws",
        "  second · b · edges · Policies & Laws",
        "  Took both: Compatibility and Culture",
        "  second · b · other construct · Compatibility, Culture",
    ]
    assert any(line.startswith("  ⚑ Took nothing") for line in lines)
    assert "ana: Policies & Laws  ✓ taken" in said
    assert "Administrator: ⟦The state asks for it⟧." in said
    assert "Administrator: The ⟦state⟧ asks for it." in said
    assert "Rule: Culture, include: what counts" in other


async def test_the_codebook_to_change_is_said_by_sign_and_word(look, shown):
    async with look("j", "j", "j", "j") as pilot:
        assert "▸ ⚑ Took nothing" in shown(pilot)
        assert "⚑ The codebook is to change." in shown(pilot)


async def test_an_empty_ledger_says_where_decisions_are_made(tiny, shown, noting):
    async with noting(tiny, None, "D", coder="lead", size=(100, 24)) as pilot:
        assert isinstance(pilot.app.screen, Decisions)
        assert "Nothing is decided yet." in shown(pilot)
        assert "leads to the rounds" in flat(shown(pilot))


# Finding


async def test_words_are_looked_for_while_they_are_typed(look, keys, shown):
    async with look("slash", "type:whole sen") as pilot:
        assert "Only with “whole sen”" in shown(pilot)
        assert "1 of 6 decisions" in shown(pilot)
        assert "▸ Took Compatibility as ana had it" in shown(pilot)
        await keys(pilot, "enter")
        assert "1 of 6 decisions" in shown(pilot)
        await keys(pilot, "escape")
        assert "6 decisions, the latest first" in shown(pilot)


async def test_leaving_the_search_shows_what_was_shown_before(look, keys, shown):
    async with look("slash", "type:whole", "escape") as pilot:
        assert "6 decisions, the latest first" in shown(pilot)


async def test_filters_are_said_and_taken_off(look, keys, shown):
    async with look() as pilot:
        for typed, said, number in (
            ("round second", "Only round second", 2),
            ("code compatibility", "Only code Compatibility", 2),
            ("code individuals", "Only code Individuals", 1),
            ("kind missed", "Only missed", 2),
            ("codebook to change", "Only codebook to change", 1),
        ):
            await keys(pilot, "f", f"type:{typed}", "enter")
            assert said in shown(pilot)
            assert f"{number} of 6 decisions" in shown(pilot)
            await keys(pilot, "f", f"type:{typed}", "enter")
            assert "6 decisions, the latest first" in shown(pilot)


async def test_several_filters_at_once(look, keys, shown):
    async with look("f", "type:round pilot", "tab", "type:kind missed", "tab", "enter") as pilot:
        assert "Only round pilot; missed" in shown(pilot)
        assert "2 of 6 decisions" in shown(pilot)
        await keys(pilot, "escape")
        assert "6 decisions, the latest first" in shown(pilot)
        await keys(pilot, "escape")
        assert not isinstance(pilot.app.screen, Decisions)


async def test_coders_find_where_their_own_differ(look, shown):
    async with look("f", "type:mine", "enter", coder="bo") as pilot:
        assert "4 of 6 decisions" in shown(pilot)
        assert "Other edges than yours: Policies & Laws." in shown(pilot)


# For the codebook


async def test_a_decision_becomes_an_example_and_no_longer(look, keys, code):
    async with look("G", "e") as pilot:
        assert code(FIT).examples[-1] == "It fits the day."
        assert "Compatibility has an example more" in pilot.app.said
        await keys(pilot, "u")
        assert "It fits the day." not in code(FIT).examples
        await keys(pilot, "U")
        assert code(FIT).examples[-1] == "It fits the day."


async def test_a_decision_becomes_an_exclusion_of_the_code_not_taken(look, keys, code):
    async with look("j", "j", "x") as pilot:
        assert code(MOTIVATION).exclude[-1] == "not: “The money is short”; use Culture instead"
        await keys(pilot, "u")
        assert not any("money" in line for line in code(MOTIVATION).exclude)


async def test_of_several_codes_taken_one_is_chosen(look, keys, code):
    async with look("j", "e", "type:culture", "enter"):
        assert code(CULTURE).examples[-1:] == ("No more",)
        assert "No more" not in code(FIT).examples


async def test_where_nothing_was_taken_there_is_no_example(look, code):
    async with look("j", "j", "j", "j", "e") as pilot:
        assert "Nothing was taken here" in pilot.app.said


async def test_where_nothing_was_turned_down_there_is_no_exclusion(look):
    async with look("x") as pilot:
        assert "No code was turned down here." in pilot.app.said


async def test_a_coder_is_told_who_changes_the_codebook(look, code):
    before = code(FIT)
    async with look("G", "x", "e", coder="ana") as pilot:
        assert pilot.app.said.startswith("A lead changes the codebook: ")
        actions = {one.binding.action for one in pilot.app.screen.active_bindings.values()}
        assert not actions & {"example", "exclusion"}
    assert code(FIT) == before


# Elsewhere


async def test_enter_goes_to_the_place(look):
    async with look("enter") as pilot:
        text, span, _ = pilot.app.went
        assert (len(text), span) == (64, Span(38, 59))


async def test_the_whole_turns_are_shown(look, shown):
    async with look("G") as pilot:
        before = shown(pilot)
        await pilot.press("space")
        assert shown(pilot) != before
        await pilot.press("space")
        assert shown(pilot) == before


async def test_the_ledger_is_written_to_a_new_file(look, tmp_path, rows, keys):
    file = tmp_path / "ledger.csv"
    async with look("w", f"type:{file}", "enter") as pilot:
        assert "Written" in pilot.app.said
        assert len(rows(file)) == 6
        await keys(pilot, "w", f"type:{file}", "enter")
        assert "Written" not in pilot.app.said
    assert {row["round"] for row in rows(file)} == {"pilot", "second"}


def test_an_exclusion_is_refused_where_the_code_was_taken(settled):
    with workbench.opened(settled) as project:
        (entry,) = workbench.ledger(project, "lead", "whole sentence")
        with pytest.raises(RefusedError):
            workbench.as_exclusion(project, "lead", entry, FIT)
