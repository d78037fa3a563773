"""Rounds: transcripts given to coders, sealed, submitted, revealed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from qualbench import store
from qualbench.errors import RefusedError
from qualbench.model import Round, Submission
from qualbench.store import Store
from qualbench.workbench.coders import at_work, leading
from qualbench.workbench.settings import setting
from qualbench.workbench.steady import steady


@dataclass(frozen=True, slots=True)
class Assignment:
    """A transcript of a round, by hash and name: who is to code it, and who has submitted it.

    ``coders`` and ``submitted`` are names; ``counted`` are those whose submission counts.
    """

    hash: str
    transcript: str
    coders: tuple[str, ...]
    submitted: tuple[str, ...]
    counted: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ShownRound:
    """A round with names for its people and transcripts."""

    round: Round
    lead: str
    coders: tuple[str, ...]
    assignments: tuple[Assignment, ...]

    @property
    def state(self) -> str:
        """``revealed``, ``submitted`` (all is in, and it waits for the lead) or ``sealed``."""
        if self.round.revealed:
            return "revealed"
        return "sealed" if self.missing else "submitted"

    @property
    def missing(self) -> tuple[tuple[str, str], ...]:
        """Who has not submitted what, by names."""
        return tuple(
            (coder, one.transcript)
            for one in self.assignments
            for coder in one.coders
            if coder not in one.submitted
        )

    @property
    def double_coded(self) -> int:
        """How many of its transcripts are given to two coders or more."""
        return sum(len(one.coders) > 1 for one in self.assignments)


@steady
def rounds(project: Store) -> tuple[ShownRound, ...]:
    """The rounds in their order; none of which nothing is known, in a copy that was handed out."""
    return tuple(_shown(project, one) for one in store.rounds(project) if one.assigned)


@steady
def find_round(project: Store, name: str) -> ShownRound:
    """A round by its name or id."""
    return _shown(project, store.find_round(project, name))


def _shown(project: Store, of: Round) -> ShownRound:
    people = {coder.id: coder.name for coder in store.coders(project)}
    names = store.transcript_names(project)
    given = {(one.coder, one.transcript) for one in _submissions(project, of)}
    counted = {(one.coder, one.transcript) for one in store.submissions_among(project, of.counted)}

    def told(text: str, coders: Sequence[str], of: set[tuple[str, str]]) -> tuple[str, ...]:
        return tuple(people[coder] for coder in coders if (coder, text) in of)

    assignments = tuple(
        Assignment(
            text,
            names[text],
            tuple(people[coder] for coder in coders),
            told(text, coders, given | counted),
            told(text, coders, counted),
        )
        for text, coders in of.assigned
        if text in names
    )
    return ShownRound(
        of,
        people.get(of.lead, ""),
        tuple(sorted(people[coder] for coder in of.coders)),
        tuple(sorted(assignments, key=lambda one: one.transcript)),
    )


# Coders submit


def submit(project: Store, coder: str, transcripts: Sequence[str]) -> tuple[str, ...]:
    """Say "I have finished these"; gives the names for which that is news.

    It counts for every sealed round in which the coder has the transcript.
    """
    texts = [store.find_text(project, name) for name in transcripts]
    with project.writing():
        author = at_work(project, coder).id
        return tuple(t.name for t in texts if submitted_now(project, author, t.hash))


def submitted_now(project: Store, author: str, text: str) -> bool:
    """Record a submission, for the sealed rounds that want it. Call it while writing."""
    wanted = [
        one.id for one in store.rounds(project) if not one.revealed and one.assigns(author, text)
    ]
    return store.submit(project, author, text, wanted or [""])


def submit_round(
    project: Store, coder: str, name: str, transcripts: Sequence[str] = ()
) -> tuple[str, ...]:
    """Submit what one has in a round, all of it or some; gives the names for which it is news."""
    of = store.find_round(project, name)
    if of.revealed:
        raise RefusedError(
            f"round {of.name} is revealed, and what counts in it stays",
            "`qualbench submit` submits for what comes after it.",
        )
    author = store.find_coder(project, coder).id
    mine = [text for text, coders in of.assigned if author in coders]
    names = store.transcript_names(project)
    if not mine:
        raise RefusedError(f"{coder} has nothing in round {of.name}", "Ask its lead.")
    wanted = [store.find_hash(project, one) for one in transcripts] or mine
    if others := [text for text in wanted if text not in mine]:
        raise RefusedError(
            f"{names[others[0]]} is not yours in round {of.name}",
            f"Yours are {', '.join(names[text] for text in mine)}.",
        )
    with project.writing():
        return tuple(names[t] for t in wanted if store.submit(project, author, t, [of.id]))


# The lead reveals it


def reveal(project: Store, lead: str, name: str, *, anyway: bool = False) -> ShownRound:
    """Open a round to all, and fix what counts in it: what was submitted to it until now.

    Refused while something is missing, unless it is to be done ``anyway``. Revealed again, a
    round counts what came in since. No key takes it back: what was seen was seen.
    """
    shown = find_round(project, name)
    if shown.missing and not anyway:
        (coder, transcript), more = shown.missing[0], len(shown.missing) - 1
        others = f" and {more} more" if more else ""
        raise RefusedError(
            f"{coder} has not submitted {transcript}{others}",
            "Wait for it, or reveal the round anyway: what is missing then does not count.",
        )
    with project.writing():
        author = leading(project, lead).id
        texts = {text for text, _ in shown.round.assigned}
        pinned = {t: f for t, f in store.sentence_facts(project).items() if t in texts}
        draft = store.reveal_draft(
            project,
            shown.round.id,
            [one.id for one in _submissions(project, shown.round)],
            pinned,
            int(setting(project, "tolerance")),
        )
        store.record(project, author, [draft], final=True)
    return find_round(project, shown.round.id)


def _submissions(project: Store, of: Round) -> list[Submission]:
    return [
        one
        for one in store.submissions(project)
        if one.round == of.id and of.assigns(one.coder, one.transcript)
    ]
