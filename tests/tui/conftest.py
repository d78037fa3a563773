"""The program with a prepared sample study, its keys pressed, its screen as plain text."""

import asyncio
import os
import re
import shutil
import time
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from itertools import groupby
from pathlib import Path
from typing import Any

import pytest
from textual import active_app
from textual._wait import wait_for_idle
from textual.app import App, ComposeResult
from textual.events import Paste
from textual.message import Message
from textual.pilot import Pilot
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Static

from qualbench import shipped, store, workbench
from qualbench.model import Span
from qualbench.tui import app
from qualbench.tui.app import Bench

Opened = Callable[..., AbstractAsyncContextManager[Pilot[None]]]
SCREENS = Path(__file__).parent / "screens"
ANA = "ana"
SOON = 0.05
"""Seconds: what a clock brings by then is waited for, as panes follow a move after 0.04."""
PAINTED = 0.004
"""Seconds between two paintings at the least; with Textual's 0.017 each key would wait for one."""
FIRST, SECOND = "c1-administrator", "c1-counselor-1"


@pytest.fixture
def study(demo: workbench.Demo, tmp_path: Path) -> Path:
    """A copy of the sample study with its vectors; nobody called ana has worked in it."""
    with workbench.opened(demo.project) as project:
        cache = store.cache_path(project)
    copy = tmp_path / demo.project.name
    shutil.copy(cache, tmp_path / cache.name)
    return Path(shutil.copy(demo.project, copy))


@pytest.fixture
def unprepared(demo: workbench.Demo, tmp_path: Path) -> Path:
    """A copy of the sample study without its vectors."""
    folder = tmp_path / "unprepared"
    folder.mkdir()
    return Path(shutil.copy(demo.project, folder))


@pytest.fixture
def project(tiny: Path) -> Iterator[workbench.Store]:
    """The tiny study, open."""
    with workbench.opened(tiny) as opened:
        yield opened


@pytest.fixture
def pilot_round(project: workbench.Store) -> object:
    """A round of a and b for ana and bo."""
    return workbench.open_round(project, "lead", "pilot", ("ana", "bo"), ("a", "b"))


@pytest.fixture(scope="session")
def uncoded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two prepared transcripts without any coding; suggestions show when they are asked for."""
    path = tmp_path_factory.mktemp("uncoded") / "study.qualbench"
    workbench.init(path, "mio", "lead")
    with workbench.opened(path) as project:
        texts = [shipped.folder("transcripts") / f"{name}.txt" for name in (FIRST, SECOND)]
        workbench.import_files(project, "lead", texts)
        workbench.prepare(project, "lead")
        workbench.settle(project, "lead", "suggestions", "on-demand")
    return path


@pytest.fixture
def asking(uncoded: Path, tmp_path: Path) -> Path:
    """A copy of that, with its vectors."""
    folder = tmp_path / "asking"
    shutil.copytree(uncoded.parent, folder)
    return folder / uncoded.name


@pytest.fixture(scope="session")
def unrated_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample study's interviews and codings alone; no guide, nothing rated, no vectors."""
    path = tmp_path_factory.mktemp("unrated") / "study.qualbench"
    workbench.init(path, "mio", "lead")
    texts = shipped.folder("transcripts")
    with workbench.opened(path) as project:
        interviews = sorted(texts.glob("c[1-4]-*"))
        workbench.import_files(project, "lead", interviews, texts / "cases.csv")
        workbench.load_codings(project, texts / "codings.csv", submit=True)
        workbench.primary(project, "lead", "coder-1")
    return path


@pytest.fixture
def unrated(unrated_once: Path, tmp_path: Path) -> Path:
    """A copy of that."""
    return Path(shutil.copy(unrated_once, tmp_path))


@pytest.fixture(scope="session")
def program() -> Opened:
    """The program on a project: ``async with program(path) as pilot``."""

    @asynccontextmanager
    async def program(
        path: Path, *keys: str, coder: str = ANA, size: tuple[int, int] = (80, 24)
    ) -> AsyncIterator[Pilot[None]]:
        with workbench.opened(path) as project:
            async with Bench(project, coder).run_test(size=size) as pilot:
                await settled(pilot)
                await press(pilot, *keys)
                yield pilot

    return program


@pytest.fixture(scope="session", autouse=True)
def wide_awake() -> Iterator[None]:
    """Pilots wait as long as there is something to do, and no longer."""
    with pytest.MonkeyPatch.context() as patch:
        for module in ("app", "pilot"):
            patch.setattr(f"textual.{module}.wait_for_idle", _nothing_left)
        patch.setattr("textual.screen.UPDATE_PERIOD", PAINTED)
        yield


async def _nothing_left(least: float = 0, most: float = 1) -> None:
    """Until the event loop has nothing to do now or soon.

    Textual's own wait sleeps until the processor rests, 60 ms for a key that took 5. It is left
    to that only while work runs in a thread, of which the loop knows nothing.
    """
    loop = asyncio.get_running_loop()
    until = loop.time() + most
    while loop.time() < until:
        await asyncio.sleep(0)
        if any(not worker.is_finished for worker in active_app.get().workers):
            return await wait_for_idle(least, most)
        if not loop._ready:
            clocks = (clock.when() for clock in loop._scheduled if not clock.cancelled())
            if (left := min(clocks, default=until) - loop.time()) > SOON:
                return None
            await asyncio.sleep(left)
    return None


async def settled(pilot: Pilot[None]) -> None:
    """Until nothing runs in the background and all is shown."""
    await pilot.pause()
    until = time.monotonic() + 120
    while _busy(pilot):
        assert time.monotonic() < until, "something still runs in the background"
        await pilot.pause(0.02)
        if not _busy(pilot):
            await pilot.pause()  # what has ended may have begun something else


def _busy(pilot: Pilot[None]) -> bool:
    """Whether something runs in the background, or a transcript is not all there yet."""
    working = any(not worker.is_finished for worker in pilot.app.workers)
    said = getattr(pilot.app, "busy", "")  # that a worker has ended is told a moment later
    return working or bool(said) or not getattr(pilot.app.screen, "furnished", True)


async def press(pilot: Pilot[None], *keys: str) -> None:
    """One key after another; ``type:some words`` come at once, as when they are pasted."""
    if not keys:
        await settled(pilot)
    for key, times in groupby(keys):
        if key.startswith("type:"):
            pilot.app.post_message(Paste(key.removeprefix("type:")))
        else:
            await pilot.press(*times)
        await settled(pilot)


@pytest.fixture(scope="session")
def keys() -> Callable[..., object]:
    """``await keys(pilot, "enter", "type:motivation deliv", "enter")``."""
    return press


class Noting(Bench):
    """Notes where it would go instead of going there, and what it says."""

    CSS_PATH = Path(app.__file__).with_name("app.tcss")
    went: object = None
    said = ""

    def notify(self, message: str, *, title: str = "", **how: Any) -> None:
        self.said = f"{title}: {message}"

    def open_at(self, transcript: str, span: Span | None = None, edges: str = "", **_: Any) -> None:
        self.went = (transcript, span, edges)

    def show_quotes(self, keys: Sequence[str]) -> None:
        self.went = tuple(keys)


@pytest.fixture(scope="session")
def noting() -> Callable[..., AbstractAsyncContextManager[Pilot[None]]]:
    """A program on one screen of a study, keys pressed, that notes where it would go."""

    @asynccontextmanager
    async def noting(
        path: Path, screen: Screen[None] | None, *pressed: str, coder: str, size: tuple[int, int]
    ) -> AsyncIterator[Pilot[None]]:
        with workbench.opened(path) as project:
            async with Noting(project, coder).run_test(size=size) as pilot:
                if screen is not None:
                    await pilot.app.push_screen(screen)
                await press(pilot)
                await pilot.pause()
                await press(pilot, *pressed)
                yield pilot

    return noting


@pytest.fixture(scope="session")
def shown() -> Callable[[Pilot[None]], str]:
    """The screen as lines of text."""

    def shown(pilot: Pilot[None]) -> str:
        strips = pilot.app.screen._compositor.render_strips()
        return "".join(f"{strip.text.rstrip()}\n" for strip in strips)

    return shown


@pytest.fixture(scope="session")
def said() -> Callable[..., str]:
    """What a line of the screen says: ``said(pilot)``, ``said(pilot, "#row")``."""

    def said(pilot: Pilot[None], name: str = "#said") -> str:
        return str(pilot.app.screen.query_one(name, Static).render())

    return said


@pytest.fixture(scope="session")
def like() -> Callable[[str, str], None]:
    """Whether a screen is as the file of that name; UPDATE_SCREENS=1 writes the files anew."""

    def like(screen: str, name: str) -> None:
        file = SCREENS / f"{name}.txt"
        if os.environ.get("UPDATE_SCREENS"):
            file.write_text(screen, encoding="utf-8")
        assert _without_thumbs(screen) == _without_thumbs(file.read_text(encoding="utf-8"))

    return like


def _without_thumbs(screen: str) -> list[str]:
    """The lines without the blocks of scroll bars, which are drawn a moment after the text."""
    return [re.sub("[\u2581-\u258f]", " ", line).rstrip() for line in screen.splitlines()]


@pytest.fixture(scope="session")
def codings() -> Callable[..., list[tuple[str, str]]]:
    """What is stored: keys and quotes of a coder's live codings, the file opened again."""

    def codings(path: Path, transcript: str = FIRST, coder: str = ANA) -> list[tuple[str, str]]:
        with workbench.opened(path) as project:
            known = {c.name for c in store.coders(project)}
            live = workbench.live_codings(project, transcript, coder) if coder in known else ()
        return [(one.coding.key, one.quote) for one in live]

    return codings


@pytest.fixture(scope="session")
def decisions() -> Callable[[Path], list[tuple[str, bool]]]:
    """The stored decisions that stand: which code, and whether a coding was made of it."""

    def decisions(path: Path) -> list[tuple[str, bool]]:
        with workbench.opened(path) as project:
            return [
                (key, coding is not None)
                for key, coding in project.db.execute(
                    "SELECT code || COALESCE('@' || role, ''), coding FROM live_decision"
                )
            ]

    return decisions


class Reader(Static, can_focus=True):
    """Text that has the keys at first."""

    DEFAULT_CSS = "Reader { height: 1fr; }"


class Alone(App[None]):
    """Widgets below a text, without a project; ``said`` holds what they said."""

    ENABLE_COMMAND_PALETTE = False

    def __init__(self, *widgets: Widget) -> None:
        super().__init__()
        self.widgets = widgets
        self.said: list[Message] = []

    def compose(self) -> ComposeResult:
        yield Reader("the text", id="text")
        yield from self.widgets

    def hear(self, message: Message) -> None:
        if type(message).__module__.startswith("qualbench") and message not in self.said:
            self.said.append(message)

    def heard(self, kind: type[Message]) -> list[Message]:
        return [message for message in self.said if isinstance(message, kind)]


@pytest.fixture(scope="session")
def alone() -> Callable[..., AbstractAsyncContextManager[Pilot[None]]]:
    """Widgets without the program: ``async with alone(CodePicker()) as pilot``."""

    @asynccontextmanager
    async def alone(
        *widgets: Widget, size: tuple[int, int] = (80, 24)
    ) -> AsyncIterator[Pilot[None]]:
        app = Alone(*widgets)
        async with app.run_test(size=size, message_hook=app.hear) as pilot:
            app.query_one(Reader).focus()
            await pilot.pause()
            yield pilot

    return alone
