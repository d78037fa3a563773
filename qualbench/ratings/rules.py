"""The rating rules of Damschroder & Lowery 2013 (Implement Sci 8:51), checked on a judgement.

A rule only raises a concern: whether quotes are concrete examples, only people can tell.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from qualbench.model import Judgement, Polarity, Presence, Valence
from qualbench.ratings.scale import strength, valence

REVERSE = "more of it hinders: rate its influence on implementation, not the amount"
"""What to remember where polarity is reverse (Innovation Complexity, Critical Incidents)."""

ENOUGH = 2
"""The respondents who give concrete examples of what is rated -2 or +2."""

_AGAINST: dict[str, Valence] = {"+": "-", "-": "+"}


@dataclass(frozen=True, slots=True)
class Evidence:
    """A coding, by lineage, that a judgement rests on, who said it and how it was valued."""

    lineage: str
    participant: str
    transcript: str
    valence: Valence | None = None


def respondents(evidence: Iterable[Evidence]) -> int:
    """How many people said it; a transcript without a participant counts as one."""
    return len(
        {(item.participant, "" if item.participant else item.transcript) for item in evidence}
    )


def backing(evidence: Iterable[Evidence], interviewed: int) -> str:
    """How many of a case's respondents are quoted: ``2 of 3 respondents, a majority``."""
    said = respondents(evidence)
    most = ", a majority" if 2 * said > interviewed else ""
    return f"{said} of {_people(interviewed)}{most}"


def concerns(
    judged: Judgement,
    evidence: Sequence[Evidence],
    polarity: Polarity = "normal",
    known: Presence | None = None,
) -> tuple[str, ...]:
    """What the rules hold against a judgement, as short sentences; empty for a draft.

    ``evidence`` are the codings that it names, ``known`` what is known of the construct in the
    case: what was talked about, or is confirmed as absent, is not missing.
    """
    if judged.status == "draft":
        return ()
    checks = (
        _unexplained(judged),
        _unfounded(judged, evidence),
        _too_strong(judged, evidence),
        _not_missing(judged, evidence, known),
        _contradicted(judged, evidence, polarity),
        _one_sided(judged, evidence),
        _alone(judged, evidence),
    )
    return tuple(said for check in checks for said in check)


def _unexplained(judged: Judgement) -> Iterator[str]:
    if valence(judged) and not judged.rationale.strip():
        yield f"{judged.sign} has no rationale"


def _unfounded(judged: Judgement, evidence: Sequence[Evidence]) -> Iterator[str]:
    if strength(judged) and not evidence and not judged.source.strip():
        yield f"{judged.sign} rests on no quote and names no source of notes"


def _too_strong(judged: Judgement, evidence: Sequence[Evidence]) -> Iterator[str]:
    against = _AGAINST.get(valence(judged))
    said = respondents(item for item in evidence if item.valence != against)
    if strength(judged) == 2 and said < ENOUGH and (evidence or judged.source.strip()):
        yield (
            f"{judged.sign} rests on quotes of {_people(said)}; "
            f"a {judged.value:+d} wants concrete examples from two or more"
        )


def _not_missing(
    judged: Judgement, evidence: Sequence[Evidence], known: Presence | None
) -> Iterator[str]:
    if judged.status != "missing":
        return
    if evidence or known == "present":
        yield "M, although there is coded talk of it"
    elif known == "absent":
        yield "M, although it is confirmed as absent; absence is not missing: rate its influence"
    elif known == "asked and silent":
        yield "M, although it was asked about; not knowing of it may show that it is absent"


def _contradicted(
    judged: Judgement, evidence: Sequence[Evidence], polarity: Polarity
) -> Iterator[str]:
    against = _AGAINST.get(valence(judged))
    valued = [item.valence for item in evidence if item.valence]
    if against and 2 * valued.count(against) > len(valued):
        count = f"{valued.count(against)} of {len(valued)} valued quotes"
        reminder = f"; {REVERSE}" if polarity == "reverse" else ""
        yield f"{judged.sign}, but {count} are valued {against}{reminder}"


def _one_sided(judged: Judgement, evidence: Sequence[Evidence]) -> Iterator[str]:
    """Mixed means that positive and negative cancel."""
    sides = {item.valence for item in evidence if item.valence}
    if judged.status == "mixed" and sides in ({"+"}, {"-"}):
        yield f"{judged.sign}, but every valued quote is valued {sides.pop()}"


def _alone(judged: Judgement, evidence: Sequence[Evidence]) -> Iterator[str]:
    if judged.varies and respondents(evidence) == 1:
        yield f"{judged.sign} says that respondents differ, but quotes only one"


def _people(count: int) -> str:
    return f"{count or 'no'} respondent{'s' if count > 1 else ''}"
