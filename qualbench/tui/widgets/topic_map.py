"""The texts of topics as spots: those of the topic at hand large, others in its topic's colour."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from rich.style import Style
from rich.text import Text
from textual.app import RenderResult
from textual.reactive import reactive
from textual.widget import Widget

from qualbench.tui.scatter import Cell, Spot, scatter

TONES = 6


class TopicMap(Widget):
    """Drawn anew for whatever room there is."""

    COMPONENT_CLASSES = {
        "map--at-hand",
        "map--outside",
        *(f"map--tone-{tone}" for tone in range(TONES)),
    }
    DEFAULT_CSS = """
    TopicMap {
        width: 1fr;
        height: 1fr;
        & > .map--at-hand { color: $foreground; text-style: bold; }
        & > .map--outside { color: $text-muted; }
        & > .map--tone-0 { color: $text-accent; }
        & > .map--tone-1 { color: $text-success; }
        & > .map--tone-2 { color: $text-primary; }
        & > .map--tone-3 { color: $text-warning; }
        & > .map--tone-4 { color: $text-secondary; }
        & > .map--tone-5 { color: $text-error; }
    }
    """
    ALLOW_SELECT = False

    spots: reactive[Sequence[Spot]] = reactive(())
    at: reactive[int] = reactive(0)
    """The number of the topic at hand."""

    def render(self) -> RenderResult:
        width, height = self.size
        if not self.spots or not width or not height:
            return Text()
        return Text("\n").join(map(self._line, scatter(self.spots, width, height, self.at)))

    def _line(self, cells: Sequence[Cell]) -> Text:
        line = Text()
        for (of, named), group in groupby(cells, key=lambda cell: (cell.of, cell.named)):
            line.append("".join(cell.drawn for cell in group), self._style(of, named))
        return line

    def _style(self, of: int, named: bool) -> Style:
        name = "at-hand" if of == self.at else f"tone-{of % TONES}" if of > 0 else "outside"
        style = self.get_component_rich_style(f"map--{name}", partial=True)
        return style + Style(bold=True, reverse=of == self.at) if named else style
