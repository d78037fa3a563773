"""What lies in a sealed round is on nobody else's screen; once it is revealed it is on all."""

import pytest

from qualbench import workbench
from qualbench.model import Span

TAILORING = "cfir22.process.tailoring"
MEMO = "They bend it."


@pytest.fixture
def project(tiny):
    """ana has coded a in a round with bo; both have submitted it."""
    with workbench.opened(tiny) as project:
        workbench.open_round(project, "lead", "pilot", ("ana", "bo"), ("a",))
        made = workbench.code(project, "ana", "a", Span(34, 50), TAILORING, unsure=True)
        workbench.write_memo(project, "ana", "coding", made.id, MEMO)
        for coder in ("ana", "bo"):
            workbench.submit_round(project, coder, "pilot")
        yield project


async def _coding(pilot):
    (text,) = (t for t in workbench.status(pilot.app.project).transcripts if t.name == "a")
    pilot.app.open_at(text.hash, Span(34, 50))


async def _quotes(pilot):
    pilot.app.show_quotes([TAILORING])


def _pressing(*keys):
    async def go(pilot):
        await pilot.press(*keys)

    return go


SCREENS = {
    "coding": (_coding, "Tailoring Strategies  ana", MEMO),
    "quotations": (_quotes, "It fits the day."),
    "memos": (_pressing("M"), MEMO),
    "codebook": (_pressing("C"), "Tailoring Strategies 1"),
    "library": (_pressing(), "8 3 8"),
    "agreement": (_pressing("g"), "Tailoring"),
    "reconcile": (_pressing("R", "d"), "Tailoring"),
}
"""How to get to each screen, and what is read there only of codings that one may see."""


def _reads(screen, words):
    said = " ".join(screen.split())
    return any(" ".join(word.split()) in said for word in words)


@pytest.mark.parametrize("name", SCREENS)
async def test_no_screen_shows_it_before_and_every_one_after(
    name, program, tiny, project, keys, shown
):
    go, *words = SCREENS[name]

    async def seen():
        async with program(tiny, coder="bo", size=(160, 50)) as pilot:
            await go(pilot)
            await keys(pilot, "f12")  # no key at all; waits until all is shown
            return shown(pilot)

    assert not _reads(await seen(), words)
    workbench.reveal(project, "lead", "pilot")
    after = await seen()
    assert _reads(after, words), after
