"""Agreement from round to round."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from qualbench import store
from qualbench.agreement import Coefficient, Comparison, Undefined, Unit
from qualbench.errors import RefusedError
from qualbench.model import Round
from qualbench.store import Store
from qualbench.workbench.agreement.comparing import agree
from qualbench.workbench.agreement.material import Match


@dataclass(frozen=True, slots=True)
class RoundAgreement:
    """What a revealed round came to; without ``whole`` there is a ``reason`` for having none."""

    round: str
    whole: Comparison | None
    reason: str = ""

    @property
    def overall(self) -> Mapping[str, Coefficient]:
        """All codes together, by name; empty where nothing could be compared."""
        if self.whole is None:
            return {}
        pooled, mean = self.whole.pooled, self.whole.mean
        return {
            "percent": pooled.percent.value,
            "pooled kappa": pooled.kappa.value,
            "pooled alpha": pooled.alpha.value,
            "mean kappa": mean.kappa.value,
            "mean alpha": mean.alpha.value,
            "set alpha (MASI)": self.whole.sets.masi.value,
        }

    @property
    def codes(self) -> Mapping[str, Coefficient]:
        """The alpha of each code, and of each pair of characteristic and role, in use."""
        return {row.code: row.alpha.value for row in self.whole.codes} if self.whole else {}


def drift(
    project: Store,
    viewer: str,
    unit: Unit = "turn",
    *,
    between: Sequence[str] = (),
    interviewer: bool = False,
    match: Match = "exact",
    resamples: int = 0,
    seed: int = 1,
) -> tuple[RoundAgreement, ...]:
    """The agreement in every revealed round, in the order in which they were opened.

    See ``agree`` for what can be asked; a round that cannot be compared so says why.
    """

    def of(one: Round) -> RoundAgreement:
        try:
            found = agree(
                project,
                viewer,
                between,
                unit,
                round_name=one.id,
                interviewer=interviewer,
                match=match,
                resamples=resamples,
                seed=seed,
            )
        except RefusedError as error:
            return RoundAgreement(one.name, None, error.message)
        return RoundAgreement(one.name, found.whole)

    return tuple(of(one) for one in store.rounds(project) if one.revealed)


def round_changes(
    values: Iterable[Mapping[str, Coefficient]],
) -> tuple[Mapping[str, float | None], ...]:
    """How each value differs from the last one before it that is defined, round by round.

    None where there is nothing to compare.
    """
    before: dict[str, float] = {}
    found = []
    for known in values:
        now = {name: of for name, of in known.items() if not isinstance(of, Undefined)}
        found.append(
            {
                name: now[name] - before[name] if name in now and name in before else None
                for name in known
            }
        )
        before |= now
    return tuple(found)
