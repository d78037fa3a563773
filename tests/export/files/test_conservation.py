"""What is in a table is in its file, cell by cell, in every format."""

import csv
import io
import json
import re
import tempfile
from pathlib import Path

import pyarrow.parquet
import pyreadstat
from hypothesis import given, settings
from hypothesis import strategies as st

from qualbench.export import Column, Missing, Table, write

KINDS = (("X", "mixed"), ("M", "missing"), ("NA", "not applicable"), ("S", "silent"))
COLUMNS = (
    Column("text", "Any text"),
    Column("rating", "An integer", values=((-2, "hinders"), (2, "helps")), missing=KINDS),
    Column("Mean share", "A number", missing=KINDS),
    Column("n", "A count"),
)
TEXT = st.one_of(
    st.text(st.characters(min_codepoint=1, exclude_categories=["Cs"])),
    st.from_regex(r"'{0,2}[=+\-@\t\n][a-z]{0,2}", fullmatch=True),
)
MISSING = st.sampled_from([Missing(kind) for kind, _ in KINDS])
SHARE = st.floats(-1e12, 1e12) | st.integers(-(10**9), 10**9)
ROWS = st.lists(
    st.tuples(
        st.none() | TEXT,
        st.none() | MISSING | st.integers(-120, 120),
        st.none() | MISSING | SHARE,
        st.none() | st.integers(-(2**53), 2**53),
    ),
    max_size=8,
)


SAID_OF = {f"{kind} {means}": Missing(kind) for kind, means in KINDS}


def from_csv(path):
    def number(cell):
        return float(cell) if cell else None

    _, *rows = csv.reader(io.StringIO(path.read_bytes().decode(), newline=""))
    unguarded = [re.sub(r"(?s)^'(?='*[-=+@\t\n].)", "", row[0]) for row in rows]
    return [
        (text or None, *map(number, row[1:])) for text, row in zip(unguarded, rows, strict=True)
    ]


def from_json(path):
    return [tuple(json.loads(line).values()) for line in path.read_bytes().split(b"\n")[:-1]]


def from_parquet(path):
    columns = pyarrow.parquet.read_table(path).to_pydict().values()
    return list(zip(*columns, strict=True))


def from_statistics(path):
    read = pyreadstat.read_sav if path.suffix == ".sav" else pyreadstat.read_dta
    frame, about = read(path, user_missing=True)
    means = [about.variable_value_labels.get(name, {}) for name in frame.columns]
    return [
        tuple(
            None if cell in ("", None) or cell != cell else SAID_OF.get(of.get(cell), cell)
            for of, cell in zip(means, row, strict=True)
        )
        for row in frame.itertuples(index=False)
    ]


def in_json(cell):
    return None if isinstance(cell, Missing) else cell


def in_csv(cell):
    if isinstance(cell, str):
        return in_dta(cell.replace("\r\n", "\n").replace("\r", "\n"))
    return in_json(cell)


def in_sav(cell):
    return in_dta(cell.rstrip(" ") if isinstance(cell, str) else cell)  # which fill up a text


def in_dta(cell):
    return None if cell == "" else cell


FORMATS = {
    ".csv": (from_csv, in_csv),
    ".jsonl": (from_json, in_json),
    ".parquet": (from_parquet, in_json),
    ".sav": (from_statistics, in_sav),
    ".dta": (from_statistics, in_dta),
}


@settings(max_examples=40)
@given(ROWS)
def test_every_row_and_cell_of_a_table_is_in_its_file(rows):
    table = Table("t", COLUMNS, tuple(rows))
    with tempfile.TemporaryDirectory() as folder:
        for suffix, (read, within) in FORMATS.items():
            path, *_ = write(table, {}, Path(folder, f"t{suffix}"))
            assert read(path) == [tuple(map(within, row)) for row in rows], suffix
