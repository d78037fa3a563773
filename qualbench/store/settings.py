"""What a lead has settled for the whole project, by name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qualbench.store.facts import Draft
from qualbench.store.live import standing

if TYPE_CHECKING:
    from qualbench.store.file import Store


def settings(store: Store) -> dict[str, str]:
    """Name -> value of what was settled."""
    rows = store.db.execute(f"SELECT name, value FROM {standing('setting')} ORDER BY id DESC")
    return dict(rows.fetchall())


def setting_draft(store: Store, name: str, value: str) -> Draft:
    """A setting, in the place of what was settled before."""
    before = store.db.execute(
        f"SELECT id FROM {standing('setting')} WHERE name = ? ORDER BY id", [name]
    ).fetchone()
    said = {"name": name, "value": value, "replaces": before[0] if before else None}
    return Draft("setting", said)
