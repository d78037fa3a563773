"""Doing something as if: what would refuse it refuses it, and nothing is stored."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from qualbench.store.file import Store


class _Rehearsal(Store):
    """The same file, in which every transaction is taken back at its end."""

    __slots__ = ()

    @contextmanager
    def writing(self) -> Iterator[None]:
        with super().writing():
            yield
            self.db.rollback()


def rehearsal(store: Store) -> Store:
    """An open project in which what is written is taken back as soon as it is complete."""
    return _Rehearsal(store.path, store.db, store.project, store.copy)
