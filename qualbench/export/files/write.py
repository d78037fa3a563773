"""Tables to files, each with its dictionary (inside, or beside it) and its provenance beside it.

Equal tables give equal bytes: nothing written here knows what time it is, and the digest of the
facts, which an undone coding changes for good, stands in the provenance file alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from qualbench.errors import RefusedError
from qualbench.export.files.csv import as_csv, csv_dictionary
from qualbench.export.files.disk import Provenance, as_json, put
from qualbench.export.files.json_lines import as_json_lines
from qualbench.export.files.names import names_table
from qualbench.export.files.parquet import as_parquet
from qualbench.export.files.r_script import as_r
from qualbench.export.files.spss import as_sav
from qualbench.export.files.stata import as_dta
from qualbench.export.files.xlsx import as_xlsx
from qualbench.export.tables import Table

SUFFIXES = (".csv", ".xlsx", ".parquet", ".jsonl", ".sav", ".dta")


def write(
    table: Table,
    provenance: Provenance,
    path: Path,
    sheets: Sequence[Table] = (),
    *,
    r: bool = False,
) -> tuple[Path, ...]:
    """Write a table to ``path``, in the format of its suffix; gives the files written.

    Where there are ``sheets``, an .xlsx holds them instead of the table. ``r`` puts a script for
    R beside a .csv. Raises RefusedError for a suffix that is not one of ``SUFFIXES`` and for a
    table that the format cannot hold, ProjectError where the folder cannot be written.
    """
    suffix = path.suffix.lower()
    told = csv_dictionary(table) if suffix == ".csv" else table.dictionary()
    dictionary = {path.with_suffix(".dictionary.csv"): as_csv(told)}
    names = path.with_suffix(".names.csv")
    said = path.with_name(f"{path.name}.provenance.json")
    files: dict[Path, bytes]
    if suffix == ".csv":
        files = {path: as_csv(table)} | dictionary
        files |= {path.with_suffix(".R"): as_r(table, path.name)} if r else {}
        said = path.with_suffix(".provenance.json")
    elif suffix == ".xlsx":
        files = {path: as_xlsx(sheets or [table], provenance)}
    elif suffix == ".parquet":
        files = {path: as_parquet(table, provenance)}
    elif suffix == ".jsonl":
        files = {path: as_json_lines(table)} | dictionary
    elif suffix == ".sav":
        files = {path: as_sav(table), names: as_csv(names_table(table))} | dictionary
    elif suffix == ".dta":
        files = {path: as_dta(table), names: as_csv(names_table(table))} | dictionary
    else:
        raise RefusedError(
            f"{path}: unknown kind of table", f"Let the name end in one of {', '.join(SUFFIXES)}."
        )
    return put(files | {said: as_json(provenance)})


def write_document(content: bytes, provenance: Provenance, path: Path) -> tuple[Path, ...]:
    """Write a document and its provenance beside it; ProjectError as for ``write``."""
    said = path.with_name(f"{path.name}.provenance.json")
    return put({path: content, said: as_json(provenance)})


def write_bytes(content: bytes, path: Path) -> tuple[Path, ...]:
    """Write a file as it is, such as a picture; ProjectError as for ``write``."""
    return put({path: content})


def write_text(text: str, path: Path) -> tuple[Path, ...]:
    """Write a text for people, in UTF-8; ProjectError where the folder cannot be written."""
    return put({path: text.encode()})
