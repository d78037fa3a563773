"""Ratings: all of them long, and the team's as case x construct or construct x case."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from qualbench.errors import RefusedError
from qualbench.export.cases import KEY_COLUMNS, in_order, key_cells, key_path
from qualbench.export.tables import Cell, Column, Missing, Table
from qualbench.model import CONSENSUS, PAIR_MARK, CaseKey, Codebook, Judgement, Rating, case_name

_KINDS = {"missing": "M", "mixed": "X", "not applicable": "NA", "draft": "D"}
_MISSING = (
    ("M", "missing: not asked, or not answered"),
    ("X", "mixed: positive and negative cancel out"),
    ("NA", "not applicable"),
    ("D", "draft: notes without a rating yet"),
)
_VALUES = (
    (-2, "strong negative influence"),
    (-1, "weak negative influence"),
    (0, "neutral"),
    (1, "weak positive influence"),
    (2, "strong positive influence"),
)
_VALUE = "Influence on implementation, -2 to +2; missing if it is not rated"
_STATUS = "rated, mixed, missing, not applicable or draft"
_VARIES = "1 if respondents differ (a * in print), else 0"
_DIFFER = ((0, "respondents do not differ"), (1, "respondents differ (*)"))

_POLARITY = Column(
    "polarity", "reverse where more of the thing hinders implementation, else normal"
)

_COLUMNS = (
    *KEY_COLUMNS,
    Column("framework", "Framework of the codebook"),
    _POLARITY,
    Column("rater", "Name of the coder who rated; consensus for the team's"),
    Column("layer", "individual: a rater's own, as it was; consensus: what the team agreed on"),
    Column("status", _STATUS),
    Column("value", _VALUE, "Rating", _VALUES, _MISSING),
    Column("varies", _VARIES, "Respondents differ", _DIFFER),
    Column("summary", "What was said; empty if nobody wrote it down"),
    Column("rationale", "Why it is rated so; empty if not given"),
    Column("source", "Where notes were taken that no transcript holds; empty if nowhere else"),
    Column("evidence", "Codings that it rests on, as coding_id of the segments, separated by |"),
    Column("respondents", "Number of participants whose words it rests on; empty if not counted"),
    Column("drafted_by", "Name of the coder who wrote it down"),
    Column("verified_by", "Names of those who checked exactly this one, separated by |"),
    Column("rated_utc", "When it was recorded, UTC in ISO 8601"),
    Column("rating_id", "The rating; a UUID"),
)


def ratings_table(
    ratings: Sequence[Rating],
    codebook: Codebook,
    coders: Mapping[str, str],
    respondents: Mapping[str, int],
) -> Table:
    """One row a rating, individual or consensus, in order of case, code, layer and rater.

    First the attributes that make a case, as many as any rating has. ``coders`` names coders,
    ``respondents`` counts those whose words a rating rests on, both by id.
    """
    names = sorted({name for one in ratings for name, _ in one.case})
    taken = {column.name for column in _COLUMNS}
    columns = (
        Column(
            f"attribute_{name}" if name in taken else name,
            f"Makes the case: {name}; empty where that is no part of what makes it",
        )
        for name in names
    )
    place = {key: at for at, key in enumerate(in_order(codebook, (one.key for one in ratings)))}
    rows = (
        (*map(dict(one.case).get, names), *_row(one, codebook, coders, respondents.get(one.id)))
        for one in sorted(
            ratings,
            key=lambda one: (
                *(one.case, place[one.key]),
                *(one.consensus, coders[one.coder], one.id),
            ),
        )
    )
    return Table("ratings", (*columns, *_COLUMNS), tuple(rows))


def ratings_wide_table(ratings: Sequence[Rating], codebook: Codebook, by: tuple[str, ...]) -> Table:
    """One row a case; for each construct its consensus as ``KEY``, ``KEY:status``, ``KEY:varies``.

    Of the ratings of cases that ``by`` makes; a case or a construct without a consensus has
    empty cells. RefusedError where a cell has two.
    """
    cases, keys, agreed = _crossed(ratings, codebook, by)
    columns: list[Column] = [Column(name, f"Makes the case: {name}") for name in by]
    for key in keys:
        columns += _wide_columns(key, key_path(codebook, key))
    rows = (
        (
            *map(dict(case).get, by),
            *(cell for key in keys for cell in _wide_cells(agreed.get((case, key)))),
        )
        for case in cases
    )
    return Table("ratings_wide", tuple(columns), tuple(rows))


def _wide_columns(key: str, path: str) -> tuple[Column, ...]:
    status, differ = f"{path}: status", f"{path}: respondents differ"
    return (
        Column(key, f"{path}: {_VALUE}", path, _VALUES, _MISSING),
        Column(f"{key}:status", f"{path}: {_STATUS}; empty without a consensus", status),
        Column(f"{key}:varies", f"{path}: {_VARIES}; empty if it is not rated", differ, _DIFFER),
    )


def _wide_cells(judged: Judgement | None) -> tuple[Cell, ...]:
    """A mixed rating is one too, of which respondents can differ."""
    if judged is None:
        return None, None, None
    rated = judged.status in ("rated", "mixed")
    return rating_cell(judged), judged.status, int(judged.varies) if rated else None


def ratings_matrix_table(
    ratings: Sequence[Rating], codebook: Codebook, by: tuple[str, ...]
) -> Table:
    """One row a construct, one column a case, with the consensus as it is printed: for people.

    Cells are texts (``+2``, ``-1*`` where respondents differ, ``X``, ``M``, ``NA``); for numbers
    take ``ratings_wide_table``, which also says what is refused.
    """
    cases, keys, agreed = _crossed(ratings, codebook, by)
    heads = {case: case_name(case, by) for case in cases}
    meaning = "+2 to -2; * respondents differ; X mixed; M missing; NA not applicable; … draft"
    columns = (
        *KEY_COLUMNS,
        _POLARITY,
        *(Column(head, f"{head}: {meaning}; empty without a consensus") for head in heads.values()),
    )
    rows = (
        (
            *key_cells(codebook, key),
            _polarity(codebook, key),
            *(one.sign if (one := agreed.get((case, key))) else None for case in cases),
        )
        for key in keys
    )
    return Table("ratings_matrix", columns, tuple(rows))


def rating_cell(judged: Judgement) -> int | Missing:
    """The number of a rating, or why there is none: M, X, NA or D (a draft)."""
    if judged.status == "rated" and judged.value is not None:
        return judged.value
    return Missing(_KINDS[judged.status])


def consensus(
    ratings: Sequence[Rating], by: tuple[str, ...]
) -> dict[tuple[CaseKey, str], Judgement]:
    """What the team agreed on of each case that ``by`` makes and each coding key.

    RefusedError where there are two of one: then nothing tells which of them stands.
    """
    found: dict[tuple[CaseKey, str], Judgement] = {}
    for one in _made_by(ratings, by):
        if not one.consensus:
            continue
        if (one.case, one.key) in found:
            case = case_name(one.case, by)
            raise RefusedError(
                f"{case}, {one.key}: there are two consensus ratings",
                "Take one of them back, or rate it once more in the place of both.",
            )
        found[one.case, one.key] = one.judged
    return found


def _crossed(
    ratings: Sequence[Rating], codebook: Codebook, by: tuple[str, ...]
) -> tuple[list[CaseKey], list[str], dict[tuple[CaseKey, str], Judgement]]:
    """Every case and key that anybody rated, in order, and what the team agreed on."""
    made = _made_by(ratings, by)
    cases = sorted({one.case for one in made}, key=lambda case: [dict(case)[name] for name in by])
    return cases, in_order(codebook, (one.key for one in made)), consensus(ratings, by)


def _made_by(ratings: Sequence[Rating], by: tuple[str, ...]) -> list[Rating]:
    return [one for one in ratings if sorted(by) == [name for name, _ in one.case]]


def _row(
    one: Rating, codebook: Codebook, coders: Mapping[str, str], respondents: int | None
) -> tuple[Cell, ...]:
    judged, name = one.judged, coders[one.coder]
    return (
        *key_cells(codebook, one.key),
        codebook.framework,
        _polarity(codebook, one.key),
        CONSENSUS if one.consensus else name,
        "consensus" if one.consensus else "individual",
        judged.status,
        rating_cell(judged),
        int(judged.varies),
        judged.summary or None,
        judged.rationale or None,
        judged.source or None,
        _listed(judged.evidence),
        respondents,
        name,
        _listed(sorted(coders[coder] for coder in one.verified)),
        one.at or None,
        one.id,
    )


def _polarity(codebook: Codebook, key: str) -> str:
    return codebook.by_id[key.partition(PAIR_MARK)[0]].polarity


def _listed(said: Iterable[str]) -> str | None:
    return " | ".join(said) or None
