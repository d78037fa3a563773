"""What a team has agreed on: of its own accord, or because a lead decided where it did not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from qualbench import agreement, store
from qualbench.agreement import Agreed, Disagreement, Marked
from qualbench.model import (
    CONSENSUS,
    PAIR_MARK,
    Coding,
    Outcome,
    Reconciliation,
    Round,
    Span,
    Valence,
)
from qualbench.store import Store
from qualbench.workbench.rounds.counting import counted

Decided = Mapping[frozenset[str], Reconciliation]
"""The decision that stands on each set of codings."""


@dataclass(frozen=True, slots=True)
class Compared:
    """A transcript, by hash, of a revealed round: what its coders agree on, and what not.

    ``coders`` are the ids of those whose submission counts, ``codings`` all of theirs by fact.
    """

    transcript: str
    coders: tuple[str, ...]
    codings: Mapping[str, Coding]
    agreed: tuple[Agreed, ...]
    apart: tuple[Disagreement, ...]

    def sources(self, ids: Iterable[str]) -> tuple[Coding, ...]:
        return tuple(self.codings[fact] for fact in ids)


def compared(project: Store, of: Round) -> tuple[Compared, ...]:
    """The transcripts of a revealed round that at least two coders have finished."""
    by_text: dict[str, dict[str, tuple[Coding, ...]]] = {}
    for coder, texts in counted(project, "", of.id).items():
        for text, codings in texts.items():
            by_text.setdefault(text, {})[coder] = codings
    found = {text: theirs for text, theirs in by_text.items() if len(theirs) > 1}
    return tuple(_compared(project, of, text, theirs) for text, theirs in sorted(found.items()))


def _compared(
    project: Store, of: Round, text: str, theirs: Mapping[str, tuple[Coding, ...]]
) -> Compared:
    marked = {coder: _marked(codings) for coder, codings in theirs.items()}
    turns = [Span(turn.start, turn.end) for turn in store.find_transcript(project, text).turns]
    codings = {coding.id: coding for every in theirs.values() for coding in every}
    agreed, apart = agreement.disagreements(marked, turns, of.tolerance)
    return Compared(text, tuple(sorted(theirs)), codings, agreed, apart)


def _marked(codings: Iterable[Coding]) -> list[Marked]:
    return [Marked(coding.id, coding.span, coding.key) for coding in codings]


def decisions_of(project: Store, of: Round) -> Decided:
    """The decisions of a round as they stand, by the codings that they settle."""
    return {frozenset(one.codings): one for one in store.reconciliations(project, of.id)}


def reconciled(one: Compared, decided: Decided) -> bool:
    """Whether every disagreement of a transcript has an outcome."""
    return all(settled(decided, group) is not None for group in one.apart)


def settled(decided: Decided, group: Agreed | Disagreement) -> Reconciliation | None:
    """The decision on some codings, unless it waits for a meeting."""
    found = decided.get(frozenset(group.ids))
    return None if found is None or found.choice == "meeting" else found


def consensus(project: Store) -> tuple[tuple[Coding, ...], frozenset[str]]:
    """The team's codings of the transcripts that are reconciled, and these.

    Of a transcript that was reconciled in several rounds, the last of them counts.
    """
    found: dict[str, tuple[Coding, ...]] = {}
    for of in store.rounds(project):
        decided = decisions_of(project, of)
        for one in compared(project, of) if of.revealed else ():
            if reconciled(one, decided):
                found[one.transcript] = _codings(project, one, decided)
    return tuple(c for codings in found.values() for c in codings), frozenset(found)


_Put = tuple[Outcome, tuple[Coding, ...], str]
"""What is put into the consensus, the codings it comes from, and when it was decided."""


def _codings(project: Store, one: Compared, decided: Decided) -> tuple[Coding, ...]:
    """Outcomes of one key that overlap are one, as a coder's codings are."""
    put = list(_put(one, decided))
    marks = [Marked(str(place), of.span, of.key) for place, (of, _, _) in enumerate(put)]
    made = [
        _coding(project, one.transcript, part, [put[int(place)] for place in part.ids])
        for part in agreement.parts_of(CONSENSUS, marks)
    ]
    return tuple(sorted(made, key=lambda coding: (coding.span, coding.key)))


def _put(one: Compared, decided: Decided) -> Iterator[_Put]:
    groups: Sequence[Agreed | Disagreement] = (*one.agreed, *one.apart)
    for group in groups:
        sources, decision = one.sources(group.ids), settled(decided, group)
        if decision is not None:
            yield from ((outcome, sources, decision.at) for outcome in decision.outcome)
        elif isinstance(group, Agreed):
            code, _, role = group.key.partition(PAIR_MARK)
            yield Outcome(group.span, code, role, common_valence(sources)), sources, ""


def _coding(project: Store, text: str, part: agreement.Part, put: Sequence[_Put]) -> Coding:
    """A coding of nobody's, whose id comes from what it says."""
    code, _, role = part.key.partition(PAIR_MARK)
    newest = max((c for _, sources, _ in put for c in sources), key=lambda c: (c.at, c.id))
    place = [part.span.start, part.span.end]
    made = store.content_id(project.project, [CONSENSUS, text, place, part.key])
    valences = {of.valence for of, _, _ in put} - {None}
    return Coding(
        id=made,
        lineage=made,
        coder=CONSENSUS,
        transcript=text,
        span=part.span,
        code=code,
        codebook=newest.codebook,
        at=max(newest.at, *(at for _, _, at in put)),
        role=role,
        valence=valences.pop() if len(valences) == 1 else None,
    )


def common_valence(codings: Iterable[Coding]) -> Valence | None:
    """The valence of all who gave one, if it is the same."""
    given = {coding.valence for coding in codings} - {None}
    return given.pop() if len(given) == 1 else None
