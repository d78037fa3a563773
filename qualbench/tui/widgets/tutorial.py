"""The tutorial: a few lines above the text that lead through coding the first three turns."""

from __future__ import annotations

import re
from dataclasses import dataclass

from rich.text import Text
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from qualbench.tui.keymap import bound


@dataclass(frozen=True, slots=True)
class Step:
    """What to do, keys written ``{action|usual key}``; ``done`` names what happens then."""

    done: str
    says: str


STEPS = (
    Step(
        "moved",
        "The marked words are what you code. {text.next|j} goes on to the next answer, "
        "{text.previous|k} back. Go to the first answer that says something.",
    ),
    Step("picked", "{coding.put|Enter} opens the list of codes, below the text."),
    Step(
        "coded",
        "Type part of a code's name, say “compat”, until it stands on top; "
        "Enter puts it on the words, {picker.leave|Esc} leaves the list.",
    ),
    Step(
        "favourite",
        "Second answer, quicker: {coding.fix|f} then 1 makes the code at hand your favourite 1. "
        "Go on with {text.next|j} and press {coding.favourite_1|1}: coded.",
    ),
    Step(
        "suggested",
        "Third answer: {text.next|j}, and code it. {coding.suggest|Space} then shows what else it "
        "may be, where anything is sure enough.",
    ),
    Step(
        "undone",
        "{coding.accept|a} accepts a suggestion at hand, {coding.reject|x} rejects it. "
        "Whatever you did, {coding.undo|u} takes it back: try it.",
    ),
    Step(
        "memo",
        "A thought? {coding.memo|m} opens a memo on the coding at hand, or the transcript; "
        "{memo.store|Ctrl+S} stores it.",
    ),
)

_FINISHED = (
    "That was all. There is no save key: what you see is stored. {app.keys|?} shows every key, "
    "{app.palette|Ctrl+P} finds anything; {app.tutorial|F1} closes this."
)


class Tutorial(Widget):
    """Hidden until it is started. It takes no key and no focus; what happens moves it on."""

    DEFAULT_CSS = """
    Tutorial {
        display: none;
        height: auto;
        width: 100%;
        padding: 0 1;
        background: $panel;
        color: $foreground;
        border-left: thick $accent;
    }
    """

    done: reactive[frozenset[str]] = reactive(frozenset, layout=True)
    """What has happened, by the names of the steps."""

    _early = range(0)
    """The steps just passed over, as they had been done before their turn."""

    class Finished(Message):
        """Every step is done, or a person has closed it: it need not be shown again."""

    def start(self) -> None:
        """Show it, at the first step that is not done."""
        self.display = True

    def toggle(self) -> None:
        """Hide or show it; hidden by hand it does not come by itself again."""
        self.display = not self.display
        if not self.display:
            self.post_message(self.Finished())
        elif self.finished:
            self.done, self._early = frozenset(), range(0)

    def happened(self, what: str) -> None:
        """Tell it what was done; steps may be done in any order, other doings are none."""
        if not self.display or self.finished or what not in {step.done for step in STEPS}:
            return
        before = self._place
        self.done |= {what}
        if self._place > before:
            self._early = range(before + 1, self._place)
        if self.finished:
            self.post_message(self.Finished())

    @property
    def _place(self) -> int:
        """The first step that is not done, counted from 0."""
        return next((n for n, step in enumerate(STEPS) if step.done not in self.done), len(STEPS))

    @property
    def finished(self) -> bool:
        return len(self.done) == len(STEPS)

    def render(self) -> Text:
        if self.finished:
            return self._worded("Tutorial, done: ", _FINISHED)
        place = f"Tutorial {self._place + 1} of {len(STEPS)}: "
        early = "".join(f"✓ {n + 1} " for n in self._early)
        said = f"{early}{'done already. ' if early else ''}{STEPS[self._place].says}"
        return self._worded(place, f"{said} ({{app.tutorial|F1}} hides this.)")

    def _worded(self, place: str, says: str) -> Text:
        """The words with the keys as they are bound now."""
        text = Text().append(place, "bold")
        for part in re.split(r"(\{[^}]+\})", says):
            name, is_key, usual = part.strip("{}").partition("|")
            said = (bound(self.screen, name) or usual) if is_key else part
            text.append(said, "bold" if is_key else "")
        return text
