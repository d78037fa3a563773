"""Verbs that read one thing after the other, while other programs may store something between."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar

from qualbench.store import Store

Rest = ParamSpec("Rest")
Found = TypeVar("Found")


def steady(
    verb: Callable[Concatenate[Store, Rest], Found],
) -> Callable[Concatenate[Store, Rest], Found]:
    """Let all that a verb reads stand as of one moment."""

    @wraps(verb)
    def read(project: Store, /, *args: Rest.args, **kwargs: Rest.kwargs) -> Found:
        with project.reading():
            return verb(project, *args, **kwargs)

    return read
