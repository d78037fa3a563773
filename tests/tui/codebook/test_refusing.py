"""What cannot be is said at once, and asked again."""

import pytest
from rich.text import Text
from textual.widgets import Input

from qualbench import workbench
from qualbench.model import Span
from qualbench.tui.widgets.ask_line import AskLine

INNER, CULTURE, FIT = "cfir22.inner", "cfir22.inner.culture", "cfir22.inner.compatibility"
MOTIVATION = "cfir22.individuals.characteristics.motivation"
STORE = "ctrl+s"


def asked(pilot):
    """The line that is asked for: its title and what stands in it."""
    line = pilot.app.screen.query_one(AskLine)
    title = Text.from_markup(str(line.border_title)).plain
    return (title, line.query_one(Input).value) if line.display else None


def told(pilot):
    return " ".join(f"{said.title} {said.message}" for said in pilot.app._notifications)


@pytest.mark.parametrize("coder", ["lead", "bo"])
async def test_a_name_that_is_taken_is_asked_for_again_before_its_meaning(at, stored, keys, coder):
    async with at(INNER, "n", "type:culture", "enter", coder=coder) as pilot:
        assert '"culture" is there already' in told(pilot)
        title, typed = asked(pilot)
        assert "under Inner Setting" in title
        assert typed == "culture"
        await keys(pilot, "end", "type: of talk", "enter")
        assert asked(pilot)[0].startswith("What does culture of talk mean?")
        await keys(pilot, "escape")
        assert "culture of talk" in [code.name for code in stored()[0].codes]


async def test_a_code_is_not_renamed_to_a_name_that_is_taken(at, stored, keys):
    async with at(FIT, "r", "type:Culture", "enter") as pilot:
        assert '"Culture" is there already' in told(pilot)
        assert asked(pilot)[1] == "Culture"
        await keys(pilot, "end", "type: fit", "enter")
        assert "Why rename Compatibility to Cultur" in asked(pilot)[0]
        await keys(pilot, "enter")
        assert stored()[0].by_id[FIT].name == "Culture fit"


@pytest.mark.parametrize("said", [";;  ;", "Alpha", "Alpha;"])
async def test_a_code_is_split_in_two_parts_at_least(at, stored, keys, said):
    async with at(FIT, "x", f"type:{said}", "enter") as pilot:
        assert "Name two or more parts of Compatibility, with ; between them." in told(pilot)
        assert asked(pilot)[1] == said
        await keys(pilot, "escape")
        assert stored()[1].number == 1


async def test_names_of_parts_that_cannot_be_anywhere_are_asked_for_again(at, keys):
    async with at(FIT, "x", "type:Alpha; alpha", "enter") as pilot:
        assert '"alpha" is there already' in told(pilot)
        assert asked(pilot)[1] == "Alpha; alpha"


async def test_a_part_that_cannot_be_in_the_place_of_its_code_is_named_anew(at, stored, keys):
    way = ("x", "type:Culture; Beta", "enter", "type:beside", "enter")
    async with at(FIT, *way) as pilot:
        assert '"Culture" is there already' in told(pilot)
        assert asked(pilot)[1] == "Culture; Beta"
        await keys(pilot, "enter", "enter", "enter")
        parts = [code.name for code in stored()[0].children(FIT)]
        assert parts == ["Culture", "Beta"]


async def test_a_characteristic_is_split_in_its_place_as_nothing_else_can_be(at, stored, keys):
    async with at(MOTIVATION, "x", "type:Will; Wish", "enter") as pilot:
        assert asked(pilot)[1] == "beside"
        await keys(pilot, "enter", "enter")
        assert stored()[0].by_id[MOTIVATION].retired


async def test_what_cannot_be_merged_is_refused_before_the_reason_and_goes_on(
    at, stored, shown, keys
):
    async with at(MOTIVATION, "M", "slash", "type:financing", "enter") as pilot:
        assert "is said of roles Merge a characteristic into another one." in told(pilot)
        assert asked(pilot) is None
        assert "Merge Motivation into which code?" in shown(pilot)
        await keys(pilot, "slash", "type:capability", "enter")
        assert "Why merge Motivation into Capab" in asked(pilot)[0]
        await keys(pilot, "enter")
        assert stored()[1].changes == ("merged Motivation into Capability",)


async def test_what_cannot_be_retired_is_refused_before_the_reason(at, shown):
    async with at("cfir22.individuals.roles", "d") as pilot:
        assert "cannot be retired" in told(pilot)
        assert asked(pilot) is None
        assert "Every change is a version" in shown(pilot)


async def test_quotes_on_the_card_are_what_was_said_with_its_speakers(at, shown, tiny):
    with workbench.opened(tiny) as project:
        page = workbench.page(project, "ana", "a")
        span = Span(
            page.transcript.text.index("fits the day"), page.transcript.text.index(" short")
        )
        workbench.code(project, "ana", page.transcript.hash, span, CULTURE)
    async with at(CULTURE, coder="ana", size=(160, 60)) as pilot:
        said = " ".join(shown(pilot).split())
        assert "“Counselor: fits the day. Interviewer: And the rooms?" in said
