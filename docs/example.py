"""Ratings beside a trial's numbers, in pandas: ``python docs/example.py study.qualbench clinic``.

For a project whose clinics (or whatever makes its cases) are rated, and to which a table of their
numbers is joined. It only reads.
"""

from __future__ import annotations

import sys

import qualbench


def main(path: str, by: str) -> None:
    with qualbench.open(path) as study:
        matrix = study.matrix(by=by).set_index(by)
        outcomes = study.outcomes(by=by).set_index(by)

    # Constructs that are rated everywhere, called by their names rather than by their ids.
    rated = matrix.select_dtypes("Int64").dropna(axis="columns")
    rated = rated[[key for key in rated if not key.endswith(":varies")]]
    said = matrix.attrs["columns"]
    rated = rated.rename(columns=lambda key: said[key]["label"].split(" > ")[-1])

    # A row a case on both sides, so joining them drops and doubles nothing.
    measured = outcomes.select_dtypes("number")
    joined = measured.join(rated, validate="1:1").sort_values(measured.columns[0])
    print(joined.T.to_string())


if __name__ == "__main__":
    main(*sys.argv[1:])
