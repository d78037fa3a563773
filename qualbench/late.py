"""What a package offers but no first screen needs: loaded when it is first called for.

Every class that is loaded takes its share of a millisecond; together they would be noticed.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module


def late(package: str) -> Callable[[str], object]:
    """A ``__getattr__`` (PEP 562) for a package: all that its module ``late`` lists, at once."""

    def load(name: str) -> object:
        module = import_module(f"{package}.late")
        if name not in module.__all__:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        found = {one: getattr(module, one) for one in module.__all__}
        vars(import_module(package)).update(found)
        return found[name]

    return load
