"""What SPSS and Stata have in common: a frame of variables, written to a file by pyreadstat."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from qualbench.errors import ProjectError, RefusedError
from qualbench.export.files.typed import Typed


def texts(one: Typed, longest: int | None = None) -> Any:
    """A text column as these programs have it: nothing is an empty text.

    Raises RefusedError for a text of more than ``longest`` bytes, or with a NUL, which ends it.
    """
    import pandas as pd

    cells = [cell or "" for cell in one.cells]
    for line, cell in enumerate(cells, start=1):
        said = str(cell)
        if "\0" in said or (longest and len(said) * 4 > longest < len(said.encode())):
            why = "has a NUL in it" if "\0" in said else f"has more than {longest:,} bytes"
            raise RefusedError(
                f"row {line}, {one.column.name}: the text {why}",
                "Export to .csv instead, which holds any text.",
            )
    return pd.Series(cells, dtype=object if cells else "str")


def labels(columns: Sequence[Typed], cut: Callable[[str], str]) -> list[str]:
    return [cut(one.column.label or one.column.name) for one in columns]


def written(write: Callable[..., None], frame: Any, **said: Any) -> bytes:
    """What pyreadstat, which writes to paths only, writes; nobody else can read it meanwhile."""
    from pyreadstat import ReadstatError

    try:
        with TemporaryDirectory() as folder:
            path = Path(folder, "table")
            write(frame, path, **said)
            return path.read_bytes()
    except (OSError, ReadstatError) as error:
        raise ProjectError(
            f"the folder for temporary files cannot be written ({error})",
            "Make room in it, or let TMPDIR name another.",
        ) from error
