"""What narrows down the codings that are looked at, and how that is said."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, fields, replace
from typing import Any

from qualbench.model import PAIR_MARK, Codebook, Coding
from qualbench.workbench.codings import ShownCoding


@dataclass(frozen=True, slots=True)
class Filters:
    """What a coding must have; of several codes, coders or values of an attribute any one does.

    ``codes`` are coding keys, each of which stands for the codes below it too; ``attributes``
    are names and values of the case, ``participant`` and ``wave`` among the names; ``text`` is
    in the quotation, the memo or the note.
    """

    codes: tuple[str, ...] = ()
    coders: tuple[str, ...] = ()
    attributes: tuple[tuple[str, str], ...] = ()
    starred: bool = False
    unsure: bool = False
    text: str = ""

    @property
    def on(self) -> bool:
        return self != Filters()

    @property
    def said(self) -> str:
        """``code Culture; role counselor; starred``: codes by the ends of their ids."""
        return self.said_by(_tail)

    def said_by(self, name_of: Callable[[str], str]) -> str:
        """The same with the names that ``name_of`` knows for the codes."""
        parts = [
            ("code", " or ".join(map(name_of, self.codes))),
            ("coder", " or ".join(self.coders)),
            *((name, " or ".join(values)) for name, values in self.wanted.items()),
        ]
        words = [f"{what} {which}" for what, which in parts if which]
        flags = [name for name in ("starred", "unsure") if getattr(self, name)]
        return "; ".join([*words, *flags, *([f"text “{self.text}”"] if self.text else [])])

    @property
    def wanted(self) -> Mapping[str, tuple[str, ...]]:
        """The values of each attribute of which a case must have one."""
        found: dict[str, tuple[str, ...]] = {}
        for name, value in self.attributes:
            found[name] = (*found.get(name, ()), value)
        return found

    def let(self, shown: ShownCoding, book: Codebook) -> bool:
        """Whether a coding has what is asked of codings."""
        coding = shown.coding
        return (
            (not self.codes or any(key in self.codes for key in standing_under(coding, book)))
            and (not self.coders or shown.coder in self.coders)
            and (coding.starred or not self.starred)
            and (coding.unsure or not self.unsure)
            and (not self.text or self.text.casefold() in _words(shown))
        )

    def let_case(self, known: Mapping[str, str]) -> bool:
        """Whether a case, as values by attribute, has what is asked of cases."""
        return all(known.get(name, "") in values for name, values in self.wanted.items())

    def has(self, other: Filters) -> bool:
        """Whether all that ``other`` asks for is asked for here."""
        pairs = ((getattr(self, f.name), getattr(other, f.name)) for f in fields(self))
        return all(
            set(asked) <= set(here) if isinstance(here, tuple) else asked in (here, type(here)())
            for here, asked in pairs
        )

    def toggled(self, other: Filters) -> Filters:
        """With what ``other`` asks for, or without it where that is asked for already."""
        step = _without if self.has(other) else _with
        changed = {
            f.name: step(getattr(self, f.name), getattr(other, f.name)) for f in fields(self)
        }
        return replace(self, **changed)


ALL = Filters()
"""Nothing is filtered."""


def _with(here: Any, asked: Any) -> Any:
    if isinstance(here, tuple):
        return (*here, *(value for value in asked if value not in here))
    return asked or here


def _without(here: Any, asked: Any) -> Any:
    if isinstance(here, tuple):
        return tuple(value for value in here if value not in asked)
    return type(here)() if asked else here


def standing_under(coding: Coding, book: Codebook) -> Iterator[str]:
    """The keys that a coding counts under: its own, its code, and the codes above that."""
    yield coding.key
    yield coding.code
    if coding.code in book.by_id:
        yield from (code.id for code in book.ancestors(coding.code))


def _words(shown: ShownCoding) -> str:
    said = f"{shown.quote} {shown.coding.memo} {shown.coding.note}"
    return " ".join(said.split()).casefold()


def _tail(key: str) -> str:
    """``cfir22.inner.resources.space`` is Space; a proposed code ends in four digits."""
    code, _, role = key.partition(PAIR_MARK)
    parts = code.split(".")
    last = parts[1] if parts[0] == "proposed" and len(parts) > 1 else parts[-1]
    name = last.replace("_", " ").replace("-", " ").capitalize()
    return f"{name} {PAIR_MARK} {role}" if role else name
