"""How each coder left the desk in this copy of the file: no fact, never merged."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from qualbench.store.file import Store


def desk(store: Store, coder: str) -> dict[str, str]:
    """What lies on the desk of a coder, by name: values by their names."""
    rows = store.db.execute("SELECT name, value FROM desk WHERE coder = ? ORDER BY name", [coder])
    return dict(rows.fetchall())


def leave(store: Store, coder: str, values: Mapping[str, str]) -> None:
    """Put values on the desk in the place of those of the same names; an empty one is taken off."""
    for name, value in values.items():
        sql = (
            "INSERT INTO desk VALUES (:coder, :name, :value) "
            "ON CONFLICT (coder, name) DO UPDATE SET value = excluded.value"
            if value
            else "DELETE FROM desk WHERE coder = :coder AND name = :name"
        )
        store.db.execute(sql, {"coder": coder, "name": name, "value": value})
