"""Where the codebooks and transcripts that come with qualbench lie."""

from pathlib import Path

from qualbench.errors import NotFoundError

SAMPLE = "MIO sample study (synthetic)"
"""What the sample study is called."""


def folder(name: str) -> Path:
    """The folder ``name``: inside an installed package, beside the package in a checkout."""
    package = Path(__file__).parent
    for place in (package / "_shipped" / name, package.parent / name):
        if place.is_dir():
            return place
    raise NotFoundError(f'qualbench came without its folder "{name}"', "install qualbench again")
