"""A trial's numbers as they were read, table by table; nobody edits them."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING

from qualbench.errors import NotFoundError, RefusedError
from qualbench.model import Joined, Measure, TrialTable
from qualbench.store.erasures import erasures, veiled
from qualbench.store.facts import Draft
from qualbench.store.ids import canonical
from qualbench.store.live import standing

if TYPE_CHECKING:
    from qualbench.store.file import Store


def trial_draft(store: Store, table: TrialTable) -> Draft | None:
    """A table in the place of the one of its name; None where it is that one.

    Raises RefusedError for a row on somebody whose data were erased.
    """
    _refuse_withdrawn(store, table)
    content = canonical(asdict(table))
    sql = f"SELECT id, content FROM {standing('trial_table')} WHERE name = ? ORDER BY id"
    before = store.db.execute(sql, [table.name]).fetchone()
    if before and before[1] == content:
        return None
    said = {"name": table.name, "content": content, "replaces": before[0] if before else None}
    return Draft("trial_table", said)


def _refuse_withdrawn(store: Store, table: TrialTable) -> None:
    gone = {one.participant for one in erasures(store.db)} - {""}
    if not gone or "participant" not in table.keys:
        return
    place = table.keys.index("participant")
    for number, row in enumerate(table.rows, start=1):
        if veiled(store.project, str(row[place]).strip()) in gone:
            raise RefusedError(
                f"{table.source}: row {number} is of somebody who withdrew from the study",
                "Take the row out of the file, and join it again.",
            )


def trial_tables(store: Store) -> tuple[Joined, ...]:
    """The tables that are joined, by name; of several of a name the one with the smallest id."""
    sql = f"SELECT id, author, content, name, at FROM {standing('trial_table')} ORDER BY id DESC"
    found = {
        name: Joined(fact, coder, _table(content), at)
        for fact, coder, content, name, at in store.db.execute(sql)
    }
    return tuple(found[name] for name in sorted(found))


def find_trial_table(store: Store, name: str) -> Joined:
    """The table of a name."""
    known = {one.table.name: one for one in trial_tables(store)}
    if name not in known:
        there = f"There is {', '.join(known)}." if known else "Join one: `qualbench join`."
        raise NotFoundError(f"no table {name} of the trial's numbers is joined", there)
    return known[name]


def trial_line(store: Store, name: str) -> tuple[str, ...]:
    """The tables of a name that stand and all that they replaced, by fact."""
    rows = store.db.execute(
        "WITH RECURSIVE line (id, replaces) AS (SELECT id, replaces FROM "
        f"{standing('trial_table')} WHERE name = ? UNION SELECT f.id, f.replaces "
        "FROM fact_trial_table f JOIN line ON f.id = line.replaces) SELECT id FROM line",
        [name],
    )
    return tuple(row[0] for row in rows)


def _table(content: str) -> TrialTable:
    said = json.loads(content)
    return TrialTable(
        name=said["name"],
        source=said["source"],
        keys=tuple(said["keys"]),
        measures=tuple(
            Measure(one["name"], one["label"], tuple(map(tuple, one["values"])))
            for one in said["measures"]
        ),
        rows=tuple(map(tuple, said["rows"])),
    )
