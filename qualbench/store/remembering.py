"""What several verbs ask for one after the other is found but once."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from inspect import signature
from typing import TYPE_CHECKING, Concatenate, ParamSpec, TypeVar

if TYPE_CHECKING:
    from qualbench.store.file import Store

Rest = ParamSpec("Rest")
Found = TypeVar("Found")


def remembered(
    find: Callable[Concatenate[Store, Rest], Found],
) -> Callable[Concatenate[Store, Rest], Found]:
    """Find but once what is asked for several times while all stands as of one moment.

    For what is found by values that can be hashed, and is changed by nobody. However they are
    named or left out, the same values ask for the same.
    """
    says = signature(find)

    @wraps(find)
    def recall(store: Store, /, *args: Rest.args, **kwargs: Rest.kwargs) -> Found:
        if not store.found:
            return find(store, *args, **kwargs)
        called = says.bind(store, *args, **kwargs)
        called.apply_defaults()
        known, asked = store.found[-1], (find, *called.args[1:], *called.kwargs.values())
        if asked not in known:
            known[asked] = find(store, *args, **kwargs)
        found: Found = known[asked]
        return found

    return recall
