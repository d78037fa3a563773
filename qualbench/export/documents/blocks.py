"""A document as blocks, which every format prints alike: headings, texts and grids."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

LineKind = Literal["plain", "strong", "sign", "quote", "small", "blank"]
Tone = Literal["-2", "-1", "0", "1", "2", "mixed", "blank", ""]

TONES: dict[Tone, str] = {
    "-2": "f3a65a",
    "-1": "fcdcb6",
    "0": "f1f1f1",
    "1": "cfe3f3",
    "2": "8dbfe6",
    "mixed": "e2d8ee",
    "blank": "fff3b8",
}
"""Shades as RGB, from orange (hinders) to blue (helps), which colour-blind people tell apart.

Black on each of them has a contrast above 7:1; a sign or words always say the same.
"""

_NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph of a box. ``by`` is who said a quote; ``blank`` is left for people to fill."""

    text: str
    kind: LineKind = "plain"
    by: str = ""


@dataclass(frozen=True, slots=True)
class Box:
    """One place of a grid."""

    lines: tuple[Line, ...] = ()
    tone: Tone = ""


@dataclass(frozen=True, slots=True)
class Row:
    """Boxes as many as the grid's head, or one that spans them all."""

    boxes: tuple[Box, ...]

    @property
    def spans(self) -> bool:
        return len(self.boxes) == 1


@dataclass(frozen=True, slots=True)
class Grid:
    """A table; ``widths`` are the columns' shares of the width, two or more of them."""

    head: tuple[Box, ...]
    rows: tuple[Row, ...]
    widths: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    text: str


@dataclass(frozen=True, slots=True)
class Text:
    text: str
    small: bool = False


Block = Grid | Heading | Text


@dataclass(frozen=True, slots=True)
class Pages:
    """A document: its title, then its blocks in order."""

    title: str
    blocks: tuple[Block, ...]


def box(*texts: str, kind: LineKind = "plain", tone: Tone = "") -> Box:
    """A box of lines of one kind; empty texts make none."""
    return Box(tuple(Line(text, kind) for text in texts if text), tone)


def band(text: str) -> Row:
    """A row that names those below it."""
    return Row((box(text, kind="strong"),))


def head(texts: Iterable[str]) -> tuple[Box, ...]:
    return tuple(box(text, kind="strong") for text in texts)


def for_xml(text: str) -> str:
    """The text with a mark in place of each character that XML 1.0 cannot hold."""
    return _NOT_IN_XML.sub("\ufffd", text)
