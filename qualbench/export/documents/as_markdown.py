"""Blocks as Markdown with tables of pipes (GitHub Flavored Markdown)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from qualbench.export.documents.blocks import Block, Box, Grid, Heading, Line, Pages, Text

_ACTIVE = re.compile(r"([\\`*_\[\]<>#|~&$])")
_AT_START = re.compile(r"^(\d+(?=[.)]))?(?=[-+=.)])")


def markdown(of: Pages) -> str:
    """The document; what was said stays text, whatever signs it holds."""
    parts = [f"# {_escaped(of.title)}", *("\n".join(_block(block)) for block in of.blocks)]
    return "\n\n".join(parts) + "\n"


def _block(of: Block) -> Iterator[str]:
    if isinstance(of, Grid):
        yield _row(of.head)
        yield _row_of(["---"] * len(of.head))
        for row in of.rows:
            yield _row((*row.boxes, *(Box() for _ in of.head[len(row.boxes) :])))
    elif isinstance(of, Heading):
        yield f"## {_escaped(of.text)}"
    else:
        yield _text(of)


def _text(of: Text) -> str:
    return _AT_START.sub(r"\g<0>\\", _escaped(of.text))


def _row(boxes: tuple[Box, ...]) -> str:
    return _row_of(["<br>".join(_line(line) for line in box.lines) for box in boxes])


def _row_of(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _line(of: Line) -> str:
    text = _escaped(of.text)
    if of.kind == "quote":
        return f"“{text}” ({_escaped(of.by)})" if of.by else f"“{text}”"
    if of.kind in ("strong", "sign"):
        return f"**{text}**"
    return f"\\[{text}\\]" if of.kind == "blank" else text


def _escaped(text: str) -> str:
    """On one line, and without a sign that Markdown would act on."""
    return _ACTIVE.sub(r"\\\1", " ".join(text.split()))
