"""Blocks as a page that needs nothing but itself, or as a part of another page."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from qualbench.export.documents.blocks import TONES, Grid, Heading, Pages


def html(of: Pages) -> str:
    """A whole page: no script, no network, printable, readable on a telephone."""
    return str(_template("page.html").render(of=of, style=style(), body=html_body(of)))


def html_body(of: Pages) -> str:
    """The blocks alone, without the title, for a page that has ``style()`` in its head."""
    return str(_template("blocks.html").render(of=of, Grid=Grid, Heading=Heading))


def style() -> str:
    """The style sheet that the blocks are written for."""
    shades = "\n".join(
        f'.joint td[data-tone="{tone}"] {{ background: #{shade}; }}'
        for tone, shade in TONES.items()
    )
    return f"{_beside('style.css')}{shades}\n"


def _template(name: str) -> Any:
    """Jinja2 with escaping on: what was said is text, never markup."""
    from jinja2 import Environment, StrictUndefined

    made = Environment(
        autoescape=True, trim_blocks=True, lstrip_blocks=True, undefined=StrictUndefined
    )
    made.tests["instance"] = isinstance
    return made.from_string(_beside(name))


def _beside(name: str) -> str:
    return Path(__file__).with_name(name).read_text(encoding="utf-8")
