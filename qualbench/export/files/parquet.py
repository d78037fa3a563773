"""Parquet: columns with types, the dictionary and the provenance in the schema's metadata."""

from __future__ import annotations

import json
from typing import Any

from qualbench.export.files.disk import Provenance, within
from qualbench.export.files.json_lines import as_json_lines
from qualbench.export.files.typed import Typed, typed
from qualbench.export.tables import Missing, Table


def as_parquet(table: Table, provenance: Provenance) -> bytes:
    """``dictionary`` is JSON Lines, an object a column; ``provenance`` is a JSON object."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    said = {
        "dictionary": as_json_lines(table.dictionary()),
        "provenance": json.dumps(within(provenance), ensure_ascii=False),
    }
    arrays = [_array(one) for one in typed(table)]
    out = pa.BufferOutputStream()
    pq.write_table(pa.table(arrays, names=list(table.names)).replace_schema_metadata(said), out)
    return bytes(out.getvalue())


def _array(one: Typed) -> Any:
    import pyarrow as pa

    kinds = {"text": pa.string(), "integer": pa.int64(), "number": pa.float64()}
    cells = one.cells
    if one.column.missing:
        cells = [None if isinstance(cell, Missing) else cell for cell in cells]
    return pa.array(cells, kinds[one.kind])
