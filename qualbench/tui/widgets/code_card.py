"""The definition of the code at hand."""

from __future__ import annotations

from rich.text import Text
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import Static

from qualbench.model import Code


class CodeCard(VerticalScroll, can_focus=False):
    """Name, path, definition, what belongs and what does not."""

    def compose(self) -> ComposeResult:
        yield Static(id="card", markup=False)

    def show(self, code: Code | None, path: str) -> None:
        self.query_one("#card", Static).update(_card(code, path) if code else Text(""))
        self.scroll_home(animate=False)


def _card(code: Code, path: str) -> Text:
    card = Text()
    card.append(f"{code.name}\n", style="bold")
    if path != code.name:
        card.append(f"{path}\n", style="dim")
    if code.polarity == "reverse":
        card.append("Reverse: more of it hinders\n", style="italic")
    for text in (code.definition, code.local):
        if text:
            card.append(f"\n{text}\n")
    for title, items in (("Include", code.include), ("Not this", code.exclude)):
        if items:
            card.append(f"\n{title}\n", style="bold")
            card.append("".join(f"- {item}\n" for item in items))
    return card
