"""A transcript by itself, and what of it is on the screen and selected."""

from contextlib import asynccontextmanager
from typing import ClassVar

import pytest
from rich.cells import cell_len
from textual.app import App
from textual.widgets import Static

from qualbench.model import Span, Turn
from qualbench.tui.widgets.transcript_view import TranscriptView

SAID = [
    ("I", "How does it go?"),
    ("C", "Well, it fits us. We had no time at all for it, and nobody asked us what we needed."),
    ("I", "Why?"),
    ("C", "Counselors' rooms are small 字字 and cold. That is all."),
    *[(who, f"{who} says number {n}.") for n in range(20) for who in ("I", "C")],
]


def _transcript(said):
    text, turns, sentences = "", [], []
    for who, words in said:
        body = len(text) + 3
        text += f"{who}: {words}\n"
        turns.append(Turn(body - 3, body, len(text) - 1, who, who == "I"))
        at = body
        for part in words.split(". "):
            sentences.append(Span(at, min(at + len(part) + 1, len(text) - 1)))
            at += len(part) + 2
    return text, turns, sentences


TEXT, TURNS, SENTENCES = _transcript(SAID)


class Reading(App[None]):
    """``said`` holds what the transcript says, and the keys that it leaves to the screen."""

    BINDINGS: ClassVar = [(key, f"screens('{key}')") for key in ("escape", "enter", "e", "o")]

    def __init__(self, said=SAID):
        super().__init__()
        self.said = []
        self.transcript = _transcript(said)

    def compose(self):
        yield TranscriptView(*self.transcript)
        yield Static("", id="after")

    def on_mount(self):
        self.view = self.query_one(TranscriptView)
        self.view.focus()

    def on_transcript_view_selected(self, event):
        self.said.append((event.span.of(TEXT), event.by, event.finished))

    def on_transcript_view_edges_set(self, event):
        self.said.append(("set", event.span.of(TEXT)))

    def on_transcript_view_edges_left(self):
        self.said.append("left")

    def on_transcript_view_copied(self, event):
        self.said.append(("copied", event.span.of(TEXT)))

    def action_screens(self, key):
        self.said.append(key)


@pytest.fixture
def reading():
    """The transcript above, keys pressed: ``async with reading("w", "v") as (pilot, view)``."""

    @asynccontextmanager
    async def reading(*keys, size=(60, 20), said=SAID):
        app = Reading(said)
        async with app.run_test(size=size) as pilot:
            await pilot.press(*keys)
            await pilot.pause()
            yield pilot, app.view

    return reading


@pytest.fixture(scope="session")
def text():
    return TEXT


@pytest.fixture(scope="session")
def turns():
    return TURNS


@pytest.fixture(scope="session")
def sentences():
    return SENTENCES


@pytest.fixture(scope="session")
def selected():
    """The words that are selected."""
    return lambda view: view.selection.span.of(TEXT)


@pytest.fixture(scope="session")
def lines():
    """The lines on the screen."""
    return _lines


@pytest.fixture(scope="session")
def cell():
    """Where on the screen some words begin: ``cell(view, "rooms")``."""

    def cell(view, words):
        for y, line in enumerate(_lines(view)):
            if words in line:
                return cell_len(line[: line.index(words)]), y
        raise AssertionError(f"{words!r} is not on the screen")

    return cell


def _lines(view):
    return [view.render_line(y).text.rstrip() for y in range(view.size.height)]
