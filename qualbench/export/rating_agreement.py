"""How far raters agree, construct by construct, on their initial ratings."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from qualbench.export.cases import KEY_COLUMNS, key_cells
from qualbench.export.tables import Column, Table
from qualbench.model import Codebook

_MEASURES = {
    "units": "Cells (construct x case) with a number from two raters or more",
    "pairs": "Pairs of numbers of one cell",
    "exact": "Share of these pairs that are equal",
    "within_one": "Share of these pairs at most one step of the scale apart",
    "linear_kappa": "Cohen's weighted kappa, linear weights; of more than two raters the mean"
    " over the pairs that have one",
    "quadratic_kappa": "The same with quadratic weights",
    "rater_pairs": "Pairs of raters",
    "kappa_pairs": "Those of them that have a weighted kappa",
    "ordinal_alpha": "Krippendorff's alpha, ordinal",
    "icc_single": "ICC(A,1), McGraw & Wong 1996, of the cells that every rater gave a number",
    "icc_mean": "ICC(A,k) of the same cells",
    "lost": "Pairs of which one rater said mixed, missing or not applicable, the other a number",
}


@dataclass(frozen=True, slots=True)
class RatingAgreementRow:
    """``key`` is empty for all constructs together; ``measures`` as in the table, by name.

    ``undefined`` says of each measure without a value why.
    """

    key: str
    measures: Mapping[str, float | int | None]
    undefined: Mapping[str, str]


def rating_agreement_table(rows: Iterable[RatingAgreementRow], codebook: Codebook) -> Table:
    """One row a construct, and first one for all together, of which the code is empty."""
    columns = (
        *KEY_COLUMNS,
        *(Column(name, meaning) for name, meaning in _MEASURES.items()),
        Column("undefined", "Which measures have no value, and why; empty if all have one"),
    )
    made = (
        (
            *(key_cells(codebook, row.key) if row.key else (None,) * len(KEY_COLUMNS)),
            *map(row.measures.get, _MEASURES),
            "; ".join(f"{name}: {why}" for name, why in row.undefined.items()) or None,
        )
        for row in rows
    )
    return Table("rating_agreement", columns, tuple(made))
