"""What can be done next, in words and with its keys; a click does it, too."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content
from textual.style import Style
from textual.widgets import Static


class Hint(Static):
    """A few deeds, each with its key."""

    DEFAULT_CSS = """
    Hint {
        height: 3;
        width: 100%;
        padding: 0 1;
        color: $text-muted;
        link-style: none;
        link-color: $text-muted;
    }
    """

    _offered: tuple[tuple[str, str, str], ...] = ()

    def offer(self, deeds: Sequence[tuple[str, str, str]]) -> None:
        """Deeds as key, words and the action that a click runs."""
        if tuple(deeds) == self._offered:
            return
        self._offered = tuple(deeds)
        links = [
            Content.assemble((key, "bold"), " ", words).stylize(Style.from_meta({"@click": action}))
            for key, words, action in deeds
        ]
        self.update(Content(" · ").join(links), layout=False)
