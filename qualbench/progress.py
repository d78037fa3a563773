"""How long work says how far it is, and how it is stopped."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

Item = TypeVar("Item")

Progress = Callable[[int, int], None]
"""Called with how many of how many are done. Whatever it raises ends the work and is passed on."""


class Cancelled(Exception):  # noqa: N818 - nothing went wrong
    """What a Progress raises when a person no longer wants the result."""


def quiet(done: int, total: int) -> None:
    """The Progress of work that nobody watches."""


def batches(
    items: Sequence[Item], size: int, progress: Progress = quiet
) -> Iterator[Sequence[Item]]:
    """``items`` by ``size``, in order; ``progress`` is called after each batch has been used."""
    for start in range(0, len(items), size):
        yield items[start : start + size]
        progress(min(start + size, len(items)), len(items))
