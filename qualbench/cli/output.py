"""How commands speak: plain lines for people, JSON for programs, one line for errors."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence

import click

from qualbench.errors import QualbenchError


def complain(error: QualbenchError) -> None:
    """One line on stderr: what and where, then what to do."""
    hint = error.hint[:1].upper() + error.hint[1:]
    message = " ".join(error.message.split())
    end = "" if message.endswith(".") else "."
    click.echo(f"qualbench: {message}{end}" + (f" {hint}" if hint else ""), err=True)


def as_json(value: object) -> None:
    click.echo(json.dumps(value, indent=2, ensure_ascii=False))


def notice(text: str) -> None:
    """Something worth knowing that is no result: to stderr, so that results can be piped."""
    click.echo(text, err=True)


def columns(head: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Aligned columns; numbers to the right."""
    shown = [[_cell(cell) for cell in row] for row in rows]
    widths = [max(map(len, column)) for column in zip(head, *shown, strict=True)]
    numeric = [
        bool(shown) and all(_number(row[place]) for row in shown) for place in range(len(head))
    ]
    for row in [list(head), *shown]:
        cells = (
            cell.rjust(width) if right else cell.ljust(width)
            for cell, width, right in zip(row, widths, numeric, strict=True)
        )
        click.echo("  ".join(cells).rstrip())


def _cell(cell: object) -> str:
    if isinstance(cell, float):
        return f"{cell:.3f}"
    return "-" if cell is None else str(cell)


def _number(text: str) -> bool:
    return text in ("-", "") or text.lstrip("-").replace(".", "", 1).isdigit()


def count(number: int, noun: str) -> str:
    """``1 transcript``, ``2 transcripts``."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
