"""Blind copies for coders who work on files of their own: handing out, and who has what."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from qualbench import store
from qualbench.errors import RefusedError
from qualbench.store import Handout, Store
from qualbench.workbench.coders import coder_name, leading
from qualbench.workbench.rounds.running import ShownRound, rounds


@dataclass(frozen=True, slots=True)
class ShownHandout:
    """A copy that was given, with names for its people, round and transcripts.

    ``submitted`` are its transcripts that have come back finished, ``missing`` the others.
    """

    handout: Handout
    lead: str
    coder: str
    round: str
    submitted: tuple[str, ...]
    missing: tuple[str, ...]

    @property
    def transcripts(self) -> tuple[str, ...]:
        """All that it holds."""
        return tuple(sorted((*self.submitted, *self.missing)))

    @property
    def state(self) -> str:
        """``handed in``, ``part handed in``, ``merged`` (nothing finished) or ``out``."""
        if self.missing and self.submitted:
            return "part handed in"
        if self.submitted:
            return "handed in"
        return "merged" if self.handout.returned else "out"


@dataclass(frozen=True, slots=True)
class Uncopied:
    """What somebody codes in a sealed round who holds no copy of it, all by names.

    ``submitted`` was submitted in the project itself; ``missing`` is the rest.
    """

    coder: str
    round: str
    submitted: tuple[str, ...]
    missing: tuple[str, ...]

    @property
    def transcripts(self) -> tuple[str, ...]:
        return tuple(sorted((*self.submitted, *self.missing)))


def hand_out(
    project: Store,
    lead: str,
    coder: str,
    to: Path,
    *,
    round_name: str = "",
    transcripts: Sequence[str] = (),
) -> ShownHandout:
    """Write a copy for a coder to a new file: texts, codebook, and what is the coder's own.

    Of everybody else it holds nothing, but that there is a lead. It holds what the coder has in
    a round, or else ``transcripts`` by name, or else all; and the coder's sealed rounds of which
    it holds every text.
    """
    author, receiver = leading(project, lead), store.find_coder(project, coder)
    if round_name:
        of, texts = _in_round(project, receiver.id, coder, round_name)
        rounds = [of]
    else:
        chosen = {store.find_hash(project, name) for name in transcripts}
        of, texts = "", sorted(chosen or store.transcript_names(project))
        rounds = list(_sealed(project, receiver.id, texts))
    made = store.hand_out(project, author.id, receiver.id, to, texts, rounds, of)
    return next(one for one in handouts(project) if one.handout == made)


def _in_round(project: Store, coder: str, name: str, round_name: str) -> tuple[str, list[str]]:
    """The id of a sealed round, and the texts that a coder has in it."""
    of = store.find_round(project, round_name)
    if of.revealed:
        raise RefusedError(
            f"round {of.name} is revealed, and what counts in it stays",
            "Hand out what comes after it: without a round, or for another one.",
        )
    texts = [text for text, coders in of.assigned if coder in coders]
    if not texts:
        raise RefusedError(
            f"{name} has nothing in round {of.name}",
            f"`qualbench round status PROJECT {of.name}` shows who has what.",
        )
    return of.id, texts


def _sealed(project: Store, coder: str, texts: Collection[str]) -> Iterator[str]:
    for one in store.rounds(project):
        mine = [text for text, coders in one.assigned if coder in coders]
        if mine and not one.revealed and all(text in texts for text in mine):
            yield one.id


def handouts(project: Store) -> tuple[ShownHandout, ...]:
    """Who was given what, and what has come back; the oldest first."""
    people = {coder.id: coder.name for coder in store.coders(project)}
    rounds = {one.id: one.name for one in store.rounds(project)}
    texts = store.transcript_names(project)

    def named(hashes: Sequence[str]) -> tuple[str, ...]:
        return tuple(sorted(texts.get(text, text) for text in hashes))

    return tuple(
        ShownHandout(
            one,
            people[one.lead],
            people.get(one.coder, one.coder),
            rounds.get(one.round, one.round),
            named(one.submitted),
            named([text for text in one.transcripts if text not in one.submitted]),
        )
        for one in store.handouts(project)
    )


def uncopied(project: Store) -> tuple[Uncopied, ...]:
    """Who codes in a sealed round and was given no copy in which they can, round by round."""
    given = handouts(project)
    return tuple(
        _uncopied(shown, coder)
        for shown in rounds(project)
        if not shown.round.revealed
        for coder in shown.coders
        if not any(one.coder == coder and _can_be_coded(shown, one) for one in given)
    )


def _can_be_coded(shown: ShownRound, copy: ShownHandout) -> bool:
    """Whether a copy holds what its coder has in a round, and knows of the round."""
    if copy.handout.round:
        return copy.handout.round == shown.round.id
    mine = {one.hash for one in shown.assignments if copy.coder in one.coders}
    return copy.handout.at >= shown.round.at and mine.issubset(copy.handout.transcripts)


def _uncopied(shown: ShownRound, coder: str) -> Uncopied:
    mine = [one for one in shown.assignments if coder in one.coders]
    done = tuple(one.transcript for one in mine if coder in one.submitted)
    rest = tuple(one.transcript for one in mine if coder not in one.submitted)
    return Uncopied(coder, shown.round.name, done, rest)


def given_to(project: Store) -> str:
    """The name of the coder whom this file was handed out to; empty for one that was not."""
    return coder_name(project, store.given_to(project))
