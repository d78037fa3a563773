"""What several commands take: the project, who is at work, JSON, a span."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import click

from qualbench.model import Span

project = click.argument("project", type=click.Path(path_type=Path, readable=False))

coder = click.option(
    "--coder",
    metavar="NAME",
    envvar="QUALBENCH_CODER",
    default="",
    help="Who is at work; else the environment variable QUALBENCH_CODER.",
)

json = click.option("--json", "json_", is_flag=True, help="Print JSON with stable keys.")


by = click.option(
    "--by",
    metavar="ATTRIBUTE",
    multiple=True,
    help="What makes a case; can be repeated. Else what the setting `cases` says.",
)


cuts = click.option(
    "--cut",
    "cuts",
    type=float,
    multiple=True,
    metavar="NUMBER",
    help="Where the outcome, a number, parts the groups; can be repeated. Else its median.",
)

groups = click.option(
    "--group",
    "groups",
    multiple=True,
    metavar="NAME",
    help="The groups from low to high, or the outcome's values; words need that order.",
)


class SpanType(click.ParamType[Span]):
    """``START:END``, in characters of the transcript's text."""

    name = "start:end"

    def convert(self, value: Any, param: Any, ctx: Any) -> Span:
        if isinstance(value, Span):
            return value
        match = re.fullmatch(r"(\d+):(\d+)", str(value), re.ASCII)
        if not match or int(match[1]) >= int(match[2]):
            self.fail(f"{value!r} is not START:END with START before END", param, ctx)
        return Span(int(match[1]), int(match[2]))


def example(*lines: str) -> str:
    """An epilog with examples, each on a line of its own."""
    return "\b\nExample:\n" + "\n".join(f"  {line}" for line in lines)
