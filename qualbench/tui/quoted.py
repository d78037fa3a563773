"""How a quotation looks: in a list, and in its context."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from qualbench.model import Valence
from qualbench.workbench import Quote

SIGNS: dict[Valence, str] = {"+": "+", "-": "−", "0": "0", "mixed": "±"}
OLDER = "made under an older definition"
_PLAIN = Console(width=80)


def one_line(text: str) -> str:
    """Text on one line, in which no character moves or commands a terminal."""
    words = " ".join(text.split())
    return "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in words)


def in_list(quote: Quote, width: int, tall: int, *, older: bool = False) -> Sequence[Text]:
    """The words on all lines but the last, and whose they are on that."""
    enough = quote.speech[: 4 * width * tall]
    wrapped = list(Text(one_line(enough)).wrap(_PLAIN, width))
    words = wrapped[: tall - 1]
    if len(wrapped) > len(words):
        words[-1].truncate(width - 1)
        words[-1].append("…")
    return [*words, Text(_whose(quote, width, older), style="dim")]


def _whose(quote: Quote, width: int, older: bool) -> str:
    """Signs and code first; of the rest what fits."""
    coding = quote.shown.coding
    signs = "".join(
        sign
        for sign, on in (
            ("★", coding.starred),
            ("!", coding.unsure),
            ("✎", bool(coding.memo)),
            ("↻", older),
        )
        if on
    )
    signs += SIGNS[coding.valence] if coding.valence else ""
    case = " ".join(filter(None, quote.attributes.values()))
    said = f"{signs} {quote.name}".strip()
    for part in (
        "older definition" if older else "",
        quote.shown.coder,
        case or quote.speaker,
        quote.shown.transcript,
    ):
        longer = f"{said} · {part}" if part else said
        said = longer if cell_len(longer) <= width else said
    return one_line(said)


def in_context(quote: Quote, *more: str) -> Text:
    """What the code is, whose words they are, ``more`` on it, and the words with those around."""
    shown = Text(f"{quote.name}\n", style="bold")
    shown.append(f"{_place(quote)}\n", style="not bold dim")
    for line in (*_remarks(quote), *more):
        shown.append(f"{line}\n", style="not bold")
    shown.append("\n")
    shown.append(_paragraphs(quote.before), style="not bold dim")
    for place, (who, words) in enumerate(quote.said):
        lead = "\n\n" if place else ""
        shown.append(f"{lead}{who}: " if who else lead, style="not bold dim")
        shown.append(_paragraphs(words), style="bold underline")
    return shown.append(_paragraphs(quote.after), style="not bold dim")


def _place(quote: Quote) -> str:
    case = " ".join(filter(None, quote.attributes.values()))
    who = f"by {quote.shown.coder}, {quote.shown.coding.day}"
    said = (f"{quote.shown.transcript}, {quote.speaker}", case, who)
    return one_line("; ".join(filter(None, said)))


def _remarks(quote: Quote) -> list[str]:
    coding = quote.shown.coding
    said = [
        "★ starred" if coding.starred else "",
        f"{SIGNS[coding.valence]} valence" if coding.valence else "",
        f"! unsure: {coding.note}" if coding.note else "! unsure" if coding.unsure else "",
        f"✎ {coding.memo}" if coding.memo else "",
    ]
    return [one_line(line) for line in said if line]


def _paragraphs(text: str) -> str:
    """Text as it is, but for line ends within a paragraph and what commands a terminal."""
    parts = text.split("\n\n")
    lead = " " if text[:1].isspace() else ""
    tail = " " if text[-1:].isspace() and len(text) > 1 else ""
    return lead + "\n\n".join(one_line(part) for part in parts) + tail
