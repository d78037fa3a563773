"""A table as a frame of pandas: integers that can be missing, and all that is known of columns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qualbench.export.files.disk import Provenance
from qualbench.export.files.typed import typed
from qualbench.export.tables import Column, Missing, Table

if TYPE_CHECKING:
    from pandas import DataFrame

_TYPES = {"text": "string", "integer": "Int64", "number": "Float64"}


def as_frame(table: Table, provenance: Provenance) -> DataFrame:
    """Columns of ``string``, ``Int64`` and ``Float64``; what is missing is ``<NA>``, never 0.

    ``frame.attrs`` has the data dictionary as ``columns`` (by name: meaning, and label, values
    and reasons for what is missing where it has any) and the ``provenance``.
    """
    import pandas as pd

    cells = (
        (_TYPES[one.kind], [None if isinstance(cell, Missing) else cell for cell in one.cells])
        for one in typed(table)
    )
    frame = pd.DataFrame({at: pd.array(of, kind) for at, (kind, of) in enumerate(cells)})
    frame.columns = list(table.names)
    frame.attrs = {
        "table": table.name,
        "columns": {column.name: _said(column) for column in table.columns},
        "provenance": dict(provenance),
    }
    return frame


def _said(column: Column) -> dict[str, object]:
    said = {
        "meaning": column.meaning,
        "label": column.label,
        "values": dict(column.values),
        "missing": dict(column.missing),
    }
    return {what: of for what, of in said.items() if of}
