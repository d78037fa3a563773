"""How commands speak: plain lines for people, JSON for programs, one line for errors."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Sequence
from typing import Self

import click

from qualbench.errors import QualbenchError


def complain(error: QualbenchError) -> None:
    """One line on stderr: what and where, then what to do."""
    is_command = error.hint.startswith("pip ")  # is copied, so it stays as it is
    hint = error.hint if is_command else error.hint[:1].upper() + error.hint[1:]
    said = " ".join(_sentence(part) for part in (error.message, hint) if part)
    click.echo(f"qualbench: {said}", err=True)


def warn(found: QualbenchError | None) -> None:
    """Say what is wrong, if anything is, and go on."""
    if found is not None:
        complain(found)


def _sentence(text: str) -> str:
    line = " ".join(text.split())
    return line if line.endswith((".", "?", "!")) else f"{line}."


def as_json(value: object) -> None:
    click.echo(json.dumps(value, indent=2, ensure_ascii=False))


def notice(text: str) -> None:
    """Something worth knowing that is no result: to stderr, so that results can be piped."""
    click.echo(text, err=True)


def columns(head: Sequence[str], rows: Iterable[Sequence[object] | str], gap: str = "  ") -> None:
    """Aligned columns; numbers to the right. A row that is a string is a line across them."""
    lines = [row if isinstance(row, str) else [_cell(cell) for cell in row] for row in rows]
    table = [line for line in lines if not isinstance(line, str)]
    widths = [max(map(len, column)) for column in zip(head, *table, strict=True)]
    numeric = [bool(table) and all(map(_number, column)) for column in zip(*table, strict=True)]
    for line in [list(head), *lines]:
        cells = (
            cell.rjust(width) if right else cell.ljust(width)
            for cell, width, right in zip(line, widths, numeric or [False] * len(head), strict=True)
        )
        click.echo(line if isinstance(line, str) else gap.join(cells).rstrip())


def shortened(text: object, width: int) -> str:
    """One line of at most ``width`` characters, of which none commands the terminal."""
    line = printable(" ".join(str(text).split()))
    return line if len(line) <= width else f"{line[: width - 1]}…"


def printable(text: str) -> str:
    """The text with nothing in it that commands the terminal."""
    return "".join(c if c.isprintable() else "\ufffd" for c in text)


class Bar:
    """A sign of life on stderr while something takes long: one line that is written over.

    Where stderr is no terminal, each stage is said once.
    """

    def __init__(self) -> None:
        self._live = sys.stderr.isatty()
        self._said = ""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *raised: object) -> None:
        if self._live and self._said:
            click.echo("\r\033[K", err=True, nl=False)

    def __call__(self, stage: str, done: int, total: int) -> None:
        if self._live:
            share = f" {done} of {total}" if total else ""
            click.echo(f"\r\033[K{stage}{share}", err=True, nl=False)
        elif stage != self._said:
            notice(f"... {stage}")
        self._said = stage


def _cell(cell: object) -> str:
    if isinstance(cell, float):
        return f"{cell:.3f}"
    return "-" if cell is None else str(cell)


def _number(text: str) -> bool:
    return text in ("-", "") or text.lstrip("-").replace(".", "", 1).isdigit()


def count(number: int, noun: str) -> str:
    """``1 transcript``, ``2 transcripts``."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
