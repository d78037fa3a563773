"""The definition of the code at hand, what was said of it and what was coded with it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from rich.text import Text
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import Static

from qualbench.model import Code
from qualbench.tui.widgets.differences import differences
from qualbench.tui.widgets.read_on import read_on
from qualbench.workbench import Rewording

if TYPE_CHECKING:
    from qualbench.workbench import Reasons

_QUOTE = 200
"""Characters of an example: enough to recognise it, short enough to see three."""

_MATTERS = {
    "name": "name",
    "definition": "definition",
    "local": "what it means here",
    "include": "what to include",
    "exclude": "what not",
    "examples": "examples",
    "polarity": "polarity",
    "use": "use",
    "below": "codes below",
}


class CodeCard(VerticalScroll, can_focus=False):
    """Name, path, definition, what belongs and what does not, examples, memos."""

    DEFAULT_CSS = """
    CodeCard {
        height: 1fr;
        padding: 0 0 0 1;
        border-top: solid $surface-lighten-2;
        scrollbar-size-vertical: 1;
    }
    CodeCard Static {
        max-width: 100;
        padding: 0 1 0 0;
    }
    """
    _shown: tuple[object, ...] = ()

    def compose(self) -> ComposeResult:
        yield Static(id="card", markup=False)

    def show(
        self,
        code: Code | None,
        path: str = "",
        examples: Sequence[str] = (),
        memos: Sequence[tuple[str, str]] = (),
        notice: str = "",
        changes: Sequence[Rewording] = (),
        reasons: Reasons | None = None,
    ) -> None:
        """``examples`` are quotes of the coder's own, ``memos`` pairs of author and text.

        ``changes`` are what it says otherwise than when the coding at hand was made. With
        ``reasons`` it says why the code is suggested and what against it, and no more.
        """
        shown = (code, path, tuple(examples), tuple(memos), notice, tuple(changes), reasons)
        if shown == self._shown:
            return
        self._shown = shown
        parts: Iterator[Text] = iter(())
        if code and reasons:
            parts = _why(code, reasons)
        elif code:
            parts = _parts(code, path, examples, memos, notice, changes)
        self.query_one("#card", Static).update(Text("\n").join(parts))
        self.scroll_home(animate=False)

    def read_on(self) -> None:
        """A page down, or from the end back to the beginning."""
        read_on(self)


def described(code: Code, path: str) -> Iterator[Text]:
    """Name, path, and what the codebook says of a code, paragraph by paragraph."""
    return _parts(code, path, (), (), "", ())


def _why(code: Code, reasons: Reasons) -> Iterator[Text]:
    yield Text(f"{code.name}: why", style="bold")
    yield Text(reasons.sure, style="dim")
    yield from _section("Speaks for it", [f"• {said}" for said in reasons.speaks])
    yield from _section("Against it", [f"• {said}" for said in reasons.against])


def _parts(
    code: Code,
    path: str,
    examples: Sequence[str],
    memos: Sequence[tuple[str, str]],
    notice: str,
    changes: Sequence[Rewording],
) -> Iterator[Text]:
    if notice:
        yield Text(f"! {notice}", style="bold italic")
    yield Text(code.name, style="bold")
    for change in changes:
        yield from _changed(code, change)
    if changes:
        yield Text("\nNow", style="bold")
    if path not in ("", code.name):
        yield Text(path, style="dim")
    if code.polarity == "reverse":
        yield Text("Reverse: more of it hinders", style="italic")
    if code.definition:
        yield Text(f"\n{code.definition}")
    yield from _section("Here", [code.local] if code.local else [])
    yield from _section("Include", [f"• {said}" for said in code.include])
    yield from _section("Not this", [f"• {said}" for said in code.exclude])
    yield from _section("Examples", [_quoted(quote) for quote in code.examples])
    yield from _section("You coded", [_quoted(quote) for quote in examples])
    yield from _section("Memos", [f"{author}: {text}" for author, text in memos])


def _changed(code: Code, change: Rewording) -> Iterator[Text]:
    """What it said and says on one matter; a role, or what was merged, is called by its name."""
    whose = "" if change.code == code.name else f" of {change.code}"
    yield Text(f"Changed: {_MATTERS[change.what]}{whose}", style="bold")
    yield from differences(change.before, change.after)


def _section(title: str, lines: Sequence[str]) -> Iterator[Text]:
    if lines:
        yield Text(f"\n{title}", style="bold")
        yield from map(Text, lines)


def _quoted(quote: str) -> str:
    said = " ".join(quote.split()).strip('“”"')
    return f"“{said}”" if len(said) <= _QUOTE else f"“{said[:_QUOTE].rpartition(' ')[0]} …”"
