"""What a comparison of two or more coders comes to, as values."""

from __future__ import annotations

from dataclasses import dataclass

from qualbench.agreement.coefficients import Coefficient, Undefined, cohen_kappa
from qualbench.agreement.counts import TwoByTwo
from qualbench.agreement.resample import Interval
from qualbench.agreement.units import Unit
from qualbench.agreement.weighted import COEFFICIENTS


@dataclass(frozen=True, slots=True)
class Estimate:
    """A coefficient and its interval over resampled transcripts.

    ``interval`` is None where none was asked for, or where the coefficient itself is undefined.
    """

    value: Coefficient
    interval: Interval | Undefined | None = None

    @property
    def low(self) -> float | None:
        return self.interval.low if isinstance(self.interval, Interval) else None

    @property
    def high(self) -> float | None:
        return self.interval.high if isinstance(self.interval, Interval) else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Coefficients:
    """What coders' use of something comes to; shares run from 0 to 1.

    Of more than two coders ``percent``, ``positive`` (agreement), Cohen's ``kappa``, ``pabak``
    and Gwet's ``ac1`` are the mean over all pairs of coders that have one. ``alpha`` is
    Krippendorff's, of all coders at once; so is Fleiss' kappa.
    """

    percent: Estimate
    positive: Estimate
    kappa: Estimate
    pabak: Estimate
    ac1: Estimate
    alpha: Estimate
    fleiss: Estimate

    def each(self) -> dict[str, Estimate]:
        return {name: getattr(self, name) for name in COEFFICIENTS}


@dataclass(frozen=True, slots=True)
class PairCounts:
    """Two coders' counts over what both of them finished."""

    first: str
    second: str
    counts: TwoByTwo

    @property
    def kappa(self) -> Coefficient:
        return cohen_kappa(self.counts.table())


@dataclass(frozen=True, slots=True, kw_only=True)
class RowAgreement(Coefficients):
    """The agreement on one code, pair of code and role, or domain.

    ``n`` is how much the units weigh that two or more coders finished, ``prevalence`` the share
    of coders' marks on them that use the row, ``use`` how much each coder used it, and
    ``pairs`` the four counts of every two coders who finished something in common.
    """

    code: str
    n: int
    prevalence: Coefficient
    use: tuple[tuple[str, int], ...]
    pairs: tuple[PairCounts, ...]

    @property
    def counts(self) -> TwoByTwo:
        """The four counts over all pairs; of two coders simply theirs."""
        return sum((pair.counts for pair in self.pairs), TwoByTwo())

    @property
    def by_kappa(self) -> tuple[PairCounts, ...]:
        """The pairs of coders that have a kappa, the lowest first."""
        known = [(pair.kappa, pair) for pair in self.pairs]
        defined = [(kappa, pair) for kappa, pair in known if not isinstance(kappa, Undefined)]
        return tuple(pair for _, pair in sorted(defined, key=lambda one: one[0]))

    def as_row(self) -> dict[str, object]:
        """A flat row for a table; ``reason`` maps each undefined coefficient to why it is."""
        each, counts = self.each(), self.counts
        undefined = {k: e.value.reason for k, e in each.items() if isinstance(e.value, Undefined)}
        return {
            "code": self.code,
            "n": self.n,
            "both": counts.both,
            "only_first": counts.only_first,
            "only_second": counts.only_second,
            "neither": counts.neither,
            **{k: None if k in undefined else e.value for k, e in each.items()},
            "prevalence": None if isinstance(self.prevalence, Undefined) else self.prevalence,
            "use": dict(self.use),
            "interval": {k: [e.low, e.high] for k, e in each.items() if e.low is not None},
            "reason": undefined,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class MeanAgreement(Coefficients):
    """The mean over ``codes`` codes; ``defined`` says how many of them each mean is of."""

    codes: int
    defined: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class SetAgreement:
    """Krippendorff's alpha of the sets of codes on units, with three distances of sets."""

    equality: Estimate
    jaccard: Estimate
    masi: Estimate


@dataclass(frozen=True, slots=True)
class LabelAgreement:
    """Which of a domain's codes a unit has, taken as one nominal value (no code is one too)."""

    domain: str
    alpha: Estimate
    fleiss: Estimate


@dataclass(frozen=True, slots=True)
class Comparison:
    """How far ``coders`` agree on the units of ``documents``, which two or more have finished.

    ``n`` is the weight of these units (how many they are; of characters, how many characters),
    ``given`` that of all documents that were given. ``pooled`` adds up the counts of all codes,
    ``mean`` is the mean of the codes' coefficients; pairs with a role are in neither, as their
    codes are. ``resamples`` is 0 where no interval was asked for.
    """

    unit: Unit
    coders: tuple[str, ...]
    documents: tuple[str, ...]
    n: int
    given: int
    codes: tuple[RowAgreement, ...]
    domains: tuple[RowAgreement, ...]
    pooled: RowAgreement
    mean: MeanAgreement
    sets: SetAgreement
    labels: tuple[LabelAgreement, ...]
    resamples: int
    seed: int

    @property
    def share(self) -> float:
        """Which share of the units given was finished by two or more."""
        return self.n / self.given if self.given else 0.0
