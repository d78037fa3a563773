"""Codes that stand beside a codebook: proposed, or coded with and then taken back."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from qualbench.codebooks.build import in_reading_order
from qualbench.model import Code, Codebook


def beside(book: Codebook, codes: Iterable[Code]) -> Codebook:
    """The codebook with codes that are not in it; its version stays that of the published one.

    A code whose parent is not there, or leads round in a circle, stands at the top.
    """
    more = {code.id: replace(code, kind="project") for code in codes if code.id not in book.by_id}
    if not more:
        return book
    every = {**book.by_id, **more}
    put = [code if code.parent in every else replace(code, parent=None) for code in every.values()]
    tree = in_reading_order(put)
    reached = {code.id for code in tree}
    lost = [replace(code, parent=None) for code in put if code.id not in reached]
    return replace(book, codes=(*tree, *lost))
