"""Agreement as JSON: stable keys, null where a coefficient is undefined."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from qualbench.workbench import (
    Agreement,
    Comparison,
    Differences,
    Estimate,
    RowAgreement,
    Undefined,
    methods_sentence,
)


def plain(
    found: Agreement, behind: Differences | None, units: Sequence[Comparison]
) -> dict[str, object]:
    """All that ``qualbench agree --json`` prints."""
    whole = _comparison(found.whole)
    two = found.coders if len(found.coders) == 2 else (None, None)
    asked = found.asked
    said: dict[str, object] = {
        "unit": found.unit,
        "coders": list(found.coders),
        "first": two[0],
        "second": two[1],
        "transcripts": whole.pop("transcripts"),
        "study": found.study,
        "n": whole.pop("n"),
        "given": found.whole.given,
        "share": found.whole.share,
        "round": asked.round,
        "match": asked.match,
        "interviewer": asked.interviewer,
        "resamples": found.whole.resamples,
        "seed": found.whole.seed,
        **whole,
        "by": found.by,
        "groups": [{"group": name, **_comparison(of)} for name, of in found.groups],
        "unused": list(found.unused),
        "target": found.target,
        "seen_suggestions": [
            {"coder": coder, "transcripts": list(texts)} for coder, texts in found.seen
        ],
        "methods": methods_sentence(found),
    }
    if behind:
        said["confusions"] = [asdict(pair) for pair in behind.confusions.pairs]
        said["profiles"] = [_defined(asdict(one)) for one in behind.profiles]
    if units:
        said["units"] = [{"unit": of.unit, **_comparison(of)} for of in units]
    return said


def _comparison(of: Comparison) -> dict[str, Any]:
    return {
        "transcripts": list(of.documents),
        "n": of.n,
        "codes": [_row(row) for row in of.codes],
        "domains": [_row(row) for row in of.domains],
        "pooled": _row(of.pooled),
        "mean": {
            name: _estimate(one) | {"of": dict(of.mean.defined)[name]}
            for name, one in of.mean.each().items()
        },
        "sets": {
            "equality": _estimate(of.sets.equality),
            "jaccard": _estimate(of.sets.jaccard),
            "masi": _estimate(of.sets.masi),
        },
        "labels": [
            {"domain": one.domain, "alpha": _estimate(one.alpha), "fleiss": _estimate(one.fleiss)}
            for one in of.labels
        ],
    }


def _row(row: RowAgreement) -> dict[str, object]:
    pairs = [
        {"first": pair.first, "second": pair.second, **asdict(pair.counts), "kappa": pair.kappa}
        for pair in row.pairs
    ]
    return {**row.as_row(), "pairs": [_defined(pair) for pair in pairs]}


def _estimate(of: Estimate) -> dict[str, object]:
    value = None if isinstance(of.value, Undefined) else of.value
    reason = of.value.reason if isinstance(of.value, Undefined) else ""
    return {"value": value, "low": of.low, "high": of.high, "reason": reason}


def _defined(row: dict[str, Any]) -> dict[str, object]:
    """Undefined is null, as a value or as what ``asdict`` makes of it."""
    return {
        key: None if isinstance(value, Undefined) or _is_reason(value) else value
        for key, value in row.items()
    }


def _is_reason(value: object) -> bool:
    return isinstance(value, dict) and value.keys() == {"reason"}
