"""A list to be read: every item is as tall as its words need."""

from __future__ import annotations

from collections.abc import Sequence

from qualbench.tui.widgets.rows import Draw, Rows


class Passages(Rows):
    """Items of any height; which of them is at hand shows while the keys are here."""

    DEFAULT_CSS = """
    Passages {
        overflow-y: scroll;
    }
    """

    _filled: tuple[Sequence[tuple[str, int]], Draw] | None = None

    def fill(self, groups: Sequence[tuple[str, int]], draw: Draw, at: int = 0) -> None:
        """Show other items; without one at hand from the beginning."""
        self._filled = groups, draw
        super().fill(groups, draw, at)

    @property
    def points(self) -> bool:
        return self.has_focus

    def height_of(self, item: int) -> int:
        return len(self._draw(item, max(1, self._width - 2)))

    def on_resize(self) -> None:
        """Lines of another width break elsewhere."""
        if self._filled:
            super().fill(*self._filled, self.at)
