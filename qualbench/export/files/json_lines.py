"""JSON Lines: an object a row, keys in the order of the columns, null where there is nothing."""

from __future__ import annotations

import json

from qualbench.export.tables import Table


def as_json_lines(table: Table) -> bytes:
    names = table.names
    said = json.JSONEncoder(ensure_ascii=False, allow_nan=False, default=_nothing).encode
    return "".join(f"{said(dict(zip(names, row, strict=True)))}\n" for row in table.rows).encode()


def _nothing(_: object) -> None:
    """What only says why there is no number."""
