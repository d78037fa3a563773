"""The codebook's screen on the tiny study, and what is stored of it."""

from contextlib import asynccontextmanager

import pytest

from qualbench import workbench
from qualbench.tui.screens.codebook import Codebook
from qualbench.tui.widgets.code_tree import CodeTree

INNER, CULTURE, FIT = "cfir22.inner", "cfir22.inner.culture", "cfir22.inner.compatibility"
MOTIVATION = "cfir22.individuals.characteristics.motivation"
STORE = "ctrl+s"


@pytest.fixture
def at(program, keys, tiny):
    """The screen with the cursor on a code, and keys pressed there."""

    @asynccontextmanager
    async def at(code, *pressed, coder="lead", size=(80, 24)):
        async with program(tiny, coder=coder, size=size) as pilot:
            await pilot.app.push_screen(Codebook())
            await keys(pilot)
            pilot.app.screen.query_one(CodeTree).go_to(code)
            await pilot.pause()
            await keys(pilot, *pressed)
            yield pilot

    return at


@pytest.fixture
def stored(tiny):
    """The codebook and its last version, the file opened again."""

    def stored():
        with workbench.opened(tiny) as project:
            return workbench.codebook(project), workbench.codebook_versions(project)[-1]

    return stored
