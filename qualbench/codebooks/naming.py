"""Names and ids for the codes that a project adds of its own."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection

from qualbench.codebooks.find import role_names
from qualbench.errors import RefusedError
from qualbench.model import Codebook

OWN = "own"
"""The first part of the ids of a project's own codes, where the parent's names a framework."""

_FOREIGN = {"proposed"}


def new_id(book: Codebook, name: str, parent: str, taken: Collection[str] = ()) -> str:
    """A free id for a code of the project's own, below its parent's id.

    A framework's prefix is not carried on: the code is none of the framework's.
    """
    above = ""
    if parent:
        first, _, rest = parent.partition(".")
        foreign = book.by_id[parent].kind != "project" or first in _FOREIGN
        above = ".".join(filter(None, (OWN if foreign else first, rest)))
    stem = f"{above or OWN}.{slug(name)}"
    roles = role_names(book) if parent and parent == book.roles else ()
    number, found = 2, stem
    while found in book.by_id or found in taken or found.rpartition(".")[2] in roles:
        number, found = number + 1, f"{stem}_{number}"
    return found


def slug(name: str) -> str:
    """The name in the letters that ids are made of; ``code`` where it has none of them."""
    plain = unicodedata.normalize("NFKD", name.casefold()).encode("ascii", "ignore").decode()
    return "_".join(re.findall(r"[a-z0-9]+", plain))[:40].strip("_") or "code"


def tidy_name(name: str) -> str:
    """A code's name in one line. Raises RefusedError where there is none."""
    tidy = " ".join(unicodedata.normalize("NFC", name).split())
    if not tidy:
        raise RefusedError("a code needs a name", "Type a few words.")
    if not tidy.isprintable():
        raise RefusedError("the name holds characters that cannot be shown", "Type it anew.")
    if len(tidy) > 80:
        raise RefusedError(
            f"the name has {len(tidy)} characters", "80 are enough; say more in the definition."
        )
    return tidy
