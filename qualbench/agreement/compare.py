"""Two coders compared code by code over the transcripts that both have finished."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from qualbench.agreement.alpha import alpha_of_table
from qualbench.agreement.coefficients import (
    Coefficient,
    Undefined,
    cohen_kappa,
    gwet_ac1,
    percent_agreement,
)
from qualbench.agreement.counts import TwoByTwo
from qualbench.agreement.units import characters, turns
from qualbench.model import Span

Unit = Literal["turn", "character"]
SpansByKey = Mapping[str, tuple[Span, ...]]

_COUNTERS = {"turn": turns, "character": characters}


@dataclass(frozen=True, slots=True)
class Document:
    """One transcript that both coders have finished.

    ``words`` are the spans of the turns that count; ``first`` and ``second`` each coder's
    spans by coding key (a code, or ``code@role``), a key without codings may be absent.
    """

    words: tuple[Span, ...]
    first: SpansByKey
    second: SpansByKey


@dataclass(frozen=True, slots=True)
class CodeAgreement:
    """What two coders' use of one code, pair or domain comes to; shares run from 0 to 1."""

    code: str
    counts: TwoByTwo

    @property
    def percent(self) -> Coefficient:
        return percent_agreement(self.counts.table())

    @property
    def kappa(self) -> Coefficient:
        return cohen_kappa(self.counts.table())

    @property
    def alpha(self) -> Coefficient:
        return alpha_of_table(self.counts.table())

    @property
    def ac1(self) -> Coefficient:
        return gwet_ac1(self.counts.table())

    def as_row(self) -> dict[str, object]:
        """A flat row for a table; ``reason`` maps each undefined coefficient to why it is."""
        counts = self.counts
        coefficients = {
            "percent": self.percent,
            "kappa": self.kappa,
            "alpha": self.alpha,
            "ac1": self.ac1,
        }
        undefined = {k: c.reason for k, c in coefficients.items() if isinstance(c, Undefined)}
        return {
            "code": self.code,
            "n": counts.n,
            "both": counts.both,
            "only_first": counts.only_first,
            "only_second": counts.only_second,
            "neither": counts.neither,
            **{k: None if k in undefined else c for k, c in coefficients.items()},
            "reason": undefined,
        }


def compare(
    documents: Sequence[Document], keys: Mapping[str, Sequence[str]], unit: Unit
) -> tuple[CodeAgreement, ...]:
    """The agreement on each row of ``keys``, its counts pooled over all ``documents``.

    ``keys`` maps a row's name to the coding keys that count for it: one for a code or a pair,
    all that lie below for a domain, where a unit counts once however many of them it carries.
    """
    count = _COUNTERS[unit]

    def pooled(below: Sequence[str]) -> TwoByTwo:
        counts = (count(d.words, _of(d.first, below), _of(d.second, below)) for d in documents)
        return sum(counts, TwoByTwo())

    return tuple(CodeAgreement(name, pooled(below)) for name, below in keys.items())


def _of(spans: SpansByKey, keys: Sequence[str]) -> list[Span]:
    return [span for key in keys for span in spans.get(key, ())]
