"""The palette: everything there is to do, found by typing part of its name."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING, NamedTuple, cast

from textual.command import DiscoveryHit, Hit, Hits, Provider
from textual.types import IgnoreReturnCallbackType

from qualbench import workbench
from qualbench.tui.keymap import said
from qualbench.tui.screens.keys import is_ours
from qualbench.tui.themes import THEMES

if TYPE_CHECKING:
    from qualbench.tui.app import Bench


class Command(NamedTuple):
    """What can be done, how it is done without the palette, and the doing."""

    name: str
    help: str
    run: IgnoreReturnCallbackType


class Everything(Provider):
    """The keys of the screen, all screens, all transcripts, the themes."""

    async def startup(self) -> None:
        self._commands = [*self._keys(), *self._screens(), *self._transcripts(), *self._themes()]

    async def discover(self) -> Hits:
        for command in self._commands:
            yield DiscoveryHit(command.name, command.run, help=command.help)

    async def search(self, query: str) -> Hits:
        matcher = self.matcher(query)
        for command in self._commands:
            if (score := matcher.match(command.name)) > 0:
                yield Hit(score, matcher.highlight(command.name), command.run, help=command.help)

    @property
    def _bench(self) -> Bench:
        return cast("Bench", self.app)

    def _keys(self) -> Iterator[Command]:
        """What the keys of the screen do, each once."""
        found: dict[str, tuple[list[str], IgnoreReturnCallbackType]] = {}
        for active in self.screen.active_bindings.values():
            binding = active.binding
            if is_ours(active) and active.enabled and binding.action != "command_palette":
                name = binding.tooltip or binding.description
                run: IgnoreReturnCallbackType = partial(
                    self.app.run_action, binding.action, active.node
                )
                found.setdefault(name, ([], run))[0].append(said(binding.key))
        for name, (keys, run) in found.items():
            yield Command(name, f"Key here: {', '.join(keys)}", run)

    def _screens(self) -> Iterator[Command]:
        for name, action in _SCREENS.items():
            yield Command(f"Go to {name}", "Screen", partial(self.app.run_action, action))

    def _transcripts(self) -> Iterator[Command]:
        for transcript in workbench.status(self._bench.project).transcripts:
            go = partial(self._bench.open_at, transcript.hash)
            yield Command(f"Open {transcript.name}", "Transcript", go)

    def _themes(self) -> Iterator[Command]:
        for name in THEMES:
            yield Command(f"Theme: {name}", "Colours", partial(self._bench.use_theme, name))


_SCREENS = {
    "the library": "app.library",
    "the codebook": "app.codebook",
    "quotes": "app.quotes",
    "memos": "app.memos",
    "decisions": "app.decisions",
    "search": "app.search",
    "topics": "app.topics",
    "agreement": "app.agreement",
    "the matrix of ratings": "app.matrix",
    "the interview guide": "app.guide",
    "the trial's numbers": "app.numbers",
    "the joint display": "app.joint",
    "rounds": "app.rounds",
    "copies": "app.copies",
    "conflicts between copies": "app.conflicts",
    "all keys": "app.keys",
}
