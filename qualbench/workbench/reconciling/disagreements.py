"""Where the coders of a revealed round differ, as people read it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import count
from operator import attrgetter
from typing import Literal

from qualbench import store
from qualbench.agreement import Disagreement, Part
from qualbench.errors import NotFoundError
from qualbench.model import Codebook, Coding, Difference, Reconciliation, Span
from qualbench.store import Store
from qualbench.workbench.pages import name_of
from qualbench.workbench.reconciling.consensus import Compared, Decided, compared, decisions_of
from qualbench.workbench.rounds.counting import revealed_round
from qualbench.workbench.sight import sight
from qualbench.workbench.versions import codebook

Walk = Literal["reading", "worst"]


@dataclass(frozen=True, slots=True)
class ShownPart:
    """What one coder said: a key with its ``name``, where, and the ``codings`` that say it."""

    coder: str
    key: str
    name: str
    span: Span
    quote: str
    codings: tuple[Coding, ...]

    @property
    def unsure(self) -> bool:
        return any(coding.unsure for coding in self.codings)

    @property
    def memo(self) -> str:
        return "\n".join(filter(None, (coding.memo for coding in self.codings)))

    @property
    def note(self) -> str:
        """What the coder asks the lead."""
        return "\n".join(filter(None, (coding.note for coding in self.codings)))


@dataclass(frozen=True, slots=True)
class ShownDisagreement:
    """Where coders of a round differ, by names, and what was decided about it, if anything.

    ``id`` is made from the codings and stays; ``number`` counts in reading order from 1.
    ``absent`` are coders who have nothing there, ``keys`` the constructs in question and
    ``names`` what people call them; ``hash`` is the transcript's. ``agreed`` says of each key
    how many of the places coded so in the round are agreed, and of how many.
    """

    id: str
    number: int
    transcript: str
    hash: str
    kind: Difference
    extent: Span
    quote: str
    parts: tuple[ShownPart, ...]
    absent: tuple[str, ...]
    keys: tuple[str, ...]
    names: tuple[str, ...]
    decision: Reconciliation | None
    agreed: tuple[tuple[int, int], ...]

    @property
    def codings(self) -> frozenset[str]:
        return frozenset(coding.id for part in self.parts for coding in part.codings)

    @property
    def worst(self) -> tuple[float, str, int]:
        """By the construct in question that fares worst, in reading order under each."""
        shares = (agreed / of for agreed, of in self.agreed)
        return (*min(zip(shares, self.keys, strict=True)), self.number)


def disagreements(
    project: Store, viewer: str, round_name: str, order: Walk = "reading"
) -> tuple[ShownDisagreement, ...]:
    """The disagreements of a revealed round, with what was decided about them until now.

    ``worst`` begins with the construct on which the least was agreed. Left out are transcripts
    that ``viewer`` codes in another round that is still sealed.
    """
    of = revealed_round(project, round_name)
    hidden = hidden_from(project, viewer)
    found = [one for one in compared(project, of) if one.transcript not in hidden]
    shows, decided, numbers = Shows.of(project), decisions_of(project, of), count(1)
    agreed = _agreed(found)
    every = tuple(
        _shown(shows, one, group, next(numbers), decided.get(frozenset(group.ids)), agreed)
        for one in sorted(found, key=lambda one: (shows.names[one.transcript], one.transcript))
        for group in one.apart
    )
    return every if order == "reading" else tuple(sorted(every, key=attrgetter("worst")))


def _agreed(found: Iterable[Compared]) -> dict[str, tuple[int, int]]:
    """Key -> how many of the places coded so are agreed, and of how many."""
    agreed: Counter[str] = Counter()
    every: Counter[str] = Counter()
    for one in found:
        agreed.update(group.key for group in one.agreed)
        every.update(key for group in one.apart for key in group.keys)
    every += agreed
    return {key: (agreed[key], number) for key, number in every.items()}


def decided(project: Store, round_name: str) -> Decided:
    """What was decided about each set of codings of a round, as it stands now."""
    return decisions_of(project, store.find_round(project, round_name))


def find_disagreement(
    project: Store, viewer: str, round_name: str, wanted: str
) -> ShownDisagreement:
    """A disagreement by its id, or by its number in reading order."""
    for one in disagreements(project, viewer, round_name):
        if wanted in (one.id, str(one.number)):
            return one
    raise NotFoundError(
        f"round {round_name} has no disagreement {wanted}",
        f"`qualbench reconcile PROJECT {round_name}` lists them.",
    )


def hidden_from(project: Store, viewer: str) -> frozenset[str]:
    """The transcripts of which ``viewer`` may not know yet how others coded them."""
    may = sight(project, viewer)
    return may.blind if may.viewer else frozenset(text for _, text in may.sealed)


@dataclass(frozen=True, slots=True)
class Shows:
    """What it takes to show codings to people: names of ids and hashes, and the texts."""

    book: Codebook
    people: Mapping[str, str]
    names: Mapping[str, str]
    texts: Mapping[str, str]

    @staticmethod
    def of(project: Store) -> Shows:
        people = {coder.id: coder.name for coder in store.coders(project)}
        names, texts = store.transcript_names(project), store.texts(project)
        return Shows(codebook(project), people, names, texts)

    def part(self, part: Part, codings: Iterable[Coding]) -> ShownPart:
        """What one coder said; ``codings`` are those of the part, one at least."""
        said = tuple(codings)
        quote = part.span.of(self.texts[said[0].transcript])
        name = name_of(self.book, part.key)
        return ShownPart(self.people[part.coder], part.key, name, part.span, quote, said)


def _shown(
    shows: Shows,
    one: Compared,
    group: Disagreement,
    number: int,
    decision: Reconciliation | None,
    agreed: Mapping[str, tuple[int, int]],
) -> ShownDisagreement:
    return ShownDisagreement(
        id=store.sha256(" ".join(group.ids))[:8],
        number=number,
        transcript=shows.names[one.transcript],
        hash=one.transcript,
        kind=group.kind,
        extent=group.extent,
        quote=group.extent.of(shows.texts[one.transcript]),
        parts=tuple(shows.part(part, one.sources(part.ids)) for part in group.parts),
        absent=tuple(sorted(shows.people[coder] for coder in group.absent)),
        keys=group.keys,
        names=tuple(name_of(shows.book, key) for key in group.keys),
        decision=decision,
        agreed=tuple(agreed[key] for key in group.keys),
    )
