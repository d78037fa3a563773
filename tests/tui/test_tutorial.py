import re
from typing import ClassVar

import pytest
from textual.app import App
from textual.binding import Binding
from textual.widgets import Static

from qualbench.tui import keymap
from qualbench.tui.widgets.tutorial import STEPS, Tutorial

WAY = ["moved", "picked", "coded", "favourite", "suggested", "undone", "memo"]


class Alone(App):
    BINDINGS: ClassVar = [
        Binding("f1", "tutorial", "Tutorial", id="app.tutorial"),
        Binding("x", "typed", "Typed", id="coding.put"),
    ]

    def __init__(self):
        super().__init__()
        self.finished = 0
        self.typed = 0

    def compose(self):
        yield Tutorial()
        yield Static("text")

    def action_tutorial(self):
        self.query_one(Tutorial).toggle()

    def action_typed(self):
        self.typed += 1

    def on_tutorial_finished(self):
        self.finished += 1


@pytest.fixture
async def app():
    app = Alone()
    async with app.run_test(size=(80, 24)) as pilot:
        app.pilot = pilot
        yield app


def _says(app):
    return str(app.query_one(Tutorial).render())


async def test_it_is_hidden_until_it_is_started(app):
    tutorial = app.query_one(Tutorial)
    assert not tutorial.display
    tutorial.happened("moved")
    tutorial.start()
    await app.pilot.pause()
    assert tutorial.display
    assert tutorial.region.height in (2, 3)
    assert _says(app).startswith("Tutorial 1 of 7: ")


async def test_each_step_is_done_when_it_has_happened(app):
    tutorial = app.query_one(Tutorial)
    tutorial.start()
    assert [step.done for step in STEPS] == WAY
    for number, what in enumerate(WAY[:-1], 2):
        tutorial.happened("redone")  # is no step
        tutorial.happened(what)
        assert _says(app).startswith(f"Tutorial {number} of 7: ")
    assert app.finished == 0
    tutorial.happened(WAY[-1])
    await app.pilot.pause()
    assert app.finished == 1
    assert _says(app).startswith("Tutorial, done: ")
    tutorial.happened("moved")
    await app.pilot.pause()
    assert app.finished == 1


async def test_steps_that_happened_early_are_not_asked_for_again(app):
    tutorial = app.query_one(Tutorial)
    tutorial.start()
    tutorial.happened("picked")
    assert _says(app).startswith("Tutorial 1 of 7: ")
    tutorial.happened("moved")
    assert _says(app).startswith("Tutorial 3 of 7: ✓ 2 done already. Type part")
    tutorial.happened("suggested")
    tutorial.happened("favourite")
    assert "✓ 2 done" in _says(app)
    tutorial.happened("coded")
    assert _says(app).startswith("Tutorial 6 of 7: ✓ 4 ✓ 5 done already. ")
    tutorial.happened("undone")
    assert "done already" not in _says(app)


async def test_keys_are_said_as_they_are_bound(app):
    tutorial = app.query_one(Tutorial)
    tutorial.start()
    tutorial.happened("moved")
    assert "x opens the list of codes" in _says(app)
    assert "F1 hides this" in _says(app)
    app.set_keymap({"coding.put": "f6"})
    assert "F6 opens the list of codes" in _says(app)


def test_every_key_that_it_names_belongs_to_an_action_of_the_program():
    known = {action.id for action in keymap.actions()}
    named = {name for step in STEPS for name in re.findall(r"\{([^|}]+)\|", step.says)}
    assert "coding.put" in named
    assert named <= known


async def test_it_takes_no_key_and_no_focus(app):
    tutorial = app.query_one(Tutorial)
    tutorial.start()
    await app.pilot.press("x", "tab", "x")
    assert app.typed == 2
    assert app.focused is None


async def test_hidden_by_hand_it_need_not_come_again_but_can_be_called_back(app):
    tutorial = app.query_one(Tutorial)
    tutorial.start()
    tutorial.happened("moved")
    await app.pilot.press("f1")
    assert (tutorial.display, app.finished) == (False, 1)
    await app.pilot.press("f1")
    assert tutorial.display
    assert _says(app).startswith("Tutorial 2 of 7: ")
    for what in WAY:
        tutorial.happened(what)
    await app.pilot.press("f1", "f1")
    assert _says(app).startswith("Tutorial 1 of 7: ")


async def test_every_step_fits_a_narrow_terminal(app):
    tutorial = app.query_one(Tutorial)
    tutorial.start()
    for what in WAY:
        await app.pilot.pause()
        assert tutorial.region.height <= 3
        tutorial.happened(what)
