"""A copy that was handed out opens as any project; of the others it shows that there is a lead."""

import re

import pytest

from qualbench import workbench
from qualbench.model import Span


@pytest.fixture
def copy(tiny, tmp_path):
    """ana has a and b in a round with bo, and has coded with a code that bo proposed."""
    to = tmp_path / "ana.qualbench"
    with workbench.opened(tiny) as project:
        workbench.open_round(project, "lead", "pilot", ("ana", "bo"), ("a", "b"))
        code = workbench.propose_code(project, "bo", "Rest")
        workbench.code(project, "ana", "a", Span(34, 50), code.id)
        workbench.write_memo(project, "ana", "code", code.id, "whose?")
        workbench.reword_code(
            project, "lead", "cfir22.inner.compatibility", workbench.Wording(local="ours")
        )
        workbench.hand_out(project, "lead", "ana", to, round_name="pilot")
    return to


SCREENS = {
    "library": ((), "Round pilot: 2 of 2 transcripts of yours to submit"),
    "coding": (("enter",), "Rest"),
    "second look": (("L",), "Changed: what it means here"),
    "codebook": (("C", "end"), "Rest"),
    "history": (("C", "H"), "the lead"),
    "quotations": (("Q",), "It fits the day."),
    "memos": (("M",), "whose?"),
    "decisions": (("D",), "0 decisions"),
    "rounds": (("R",), "led by the lead"),
    "agreement": (("g",), "Nothing to compare yet"),
    "copies": (("H",), "This is the copy that the lead handed out to ana."),
    "conflicts": (("H", "c"), "Nothing contradicts anything."),
    "settings": (("R", "comma"), "the lead may change them"),
}
"""The keys to each screen, and what is read there."""


@pytest.mark.parametrize("name", SCREENS)
async def test_every_screen_of_a_copy_names_nobody_else(name, program, copy, shown, keys):
    pressed, said = SCREENS[name]
    async with program(copy, *pressed, size=(100, 30)) as pilot:
        seen = shown(pilot)
    assert said in " ".join(seen.split())
    assert not re.search(r"\bbo\b", seen)


@pytest.mark.parametrize("key", ["C", "R", "H"])
async def test_who_asks_for_what_a_lead_does_is_sent_to_the_lead(key, program, copy):
    """In the codebook ``e`` edits a code, in the rounds ``n`` opens one, ``h`` hands out."""
    async with program(copy, key, {"C": "e", "R": "n", "H": "h"}[key]) as pilot:
        (told,) = pilot.app._notifications
    assert told.message.startswith(("Ask the lead", "Ask for one: the lead leads."))
