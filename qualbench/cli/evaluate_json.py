"""An evaluation as JSON: stable keys, null where a figure is undefined."""

from __future__ import annotations

from dataclasses import asdict

from qualbench.workbench import Evaluation, Figures, Undefined

_MEASURES = ("top1", "top3", "mrr", "f1", "lift", "ece")


def plain(found: Evaluation) -> dict[str, object]:
    """All that ``qualbench evaluate --json`` prints."""
    return {
        "seed": found.seed,
        "model": found.model,
        "why_not": found.why_not,
        "whose": dict(found.whose),
        "uncounted": list(found.uncounted),
        "tested": list(found.tested),
        "led": list(found.led),
        "folds": found.folds,
        "suggested": found.suggested,
        "overall": figures(found.overall),
        "baselines": {name: figures(of) for name, of in found.baselines},
        "codes": [asdict(one) for one in found.codes],
        "groups": {
            attribute: {value: figures(of) for value, of in values}
            for attribute, values in found.groups
        },
        "bins": [asdict(one) for one in found.bins],
        "curve": [{"transcripts": at.transcripts, **figures(at.figures)} for at in found.curve],
        "pairs": [
            {"first": one.first, "second": one.second, "turns": one.turns, **_value(one.kappa)}
            for one in found.pairs
        ],
        "guessed": list(found.guessed),
        "left_out": list(found.left_out),
        "rare": list(found.rare),
    }


def figures(of: Figures) -> dict[str, object]:
    """Flat; ``reason`` maps each undefined figure to why it is."""
    shown = {f"{share:.0%}": value for share, value in of.shown}
    measured = {name: getattr(of, name) for name in _MEASURES}
    return {
        "turns": of.turns,
        "coded": of.coded,
        "codes": of.codes,
        **{name: _or_none(value) for name, value in measured.items()},
        "shown": {share: _or_none(value) for share, value in shown.items()},
        "reason": {
            name: value.reason
            for name, value in (measured | shown).items()
            if isinstance(value, Undefined)
        },
    }


def _value(kappa: float | Undefined) -> dict[str, object]:
    reason = kappa.reason if isinstance(kappa, Undefined) else ""
    return {"kappa": _or_none(kappa), "reason": reason}


def _or_none(value: float | Undefined) -> float | None:
    return None if isinstance(value, Undefined) else value
