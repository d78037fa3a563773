"""Rounds: transcripts given to coders, sealed, submitted, revealed; and what counts in them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from random import Random

from qualbench import store
from qualbench.errors import RefusedError
from qualbench.model import Case, Coding, Round, Span, Submission
from qualbench.store import Store
from qualbench.workbench.coders import at_work, leading
from qualbench.workbench.codings import resolved
from qualbench.workbench.settings import setting
from qualbench.workbench.sight import sight
from qualbench.workbench.versions import codebook


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


@dataclass(frozen=True, slots=True)
class Sample:
    """A share of the transcripts, 0 to 1, drawn evenly over the values of some attributes."""

    share: float
    by: tuple[str, ...] = ("role", "clinic")
    seed: int = 1


# A lead opens one


def open_round(
    project: Store,
    lead: str,
    name: str,
    coders: Sequence[str],
    transcripts: Sequence[str] = (),
    *,
    sample: Sample | None = None,
    only: Mapping[str, Sequence[str]] | None = None,
    segments: str = "",
) -> ShownRound:
    """Give transcripts to coders; what they code in them is sealed until it is revealed.

    ``transcripts`` are names, none of them for all, out of which ``sample`` draws. Everybody in
    ``coders`` codes all of them, but who stands in ``only`` codes just those named there.
    ``segments`` names somebody whose codings mark the segments to be compared.
    """
    chosen = draw(project, transcripts, sample)
    only = dict(only or {})
    with project.writing():
        author = leading(project, lead).id
        title = _unused(project, name)
        ids = {coder: at_work(project, coder).id for coder in dict.fromkeys([*coders, *only])}
        assigned = _assigned(project, chosen, ids, only)
        before = store.rounds(project)
        draft = store.round_draft(
            title,
            assigned,
            _said(sample),
            _segments(project, segments, assigned),
            before[-1].id if before else "",
        )
        made = store.record(project, author, [draft]).added[0]
    return find_round(project, made)


def _unused(project: Store, name: str) -> str:
    title = " ".join(name.split())
    if not title:
        raise RefusedError("the round has no name", "Call it something, such as: pilot.")
    for known in store.rounds(project):
        if known.name.casefold() == title.casefold():
            raise RefusedError(f"there is a round {known.name} already", "Choose another name.")
    return title


def draw(project: Store, names: Sequence[str], sample: Sample | None) -> tuple[str, ...]:
    """The hashes of the transcripts that a round takes, in the order of their names."""
    known = store.transcript_names(project)
    wanted = {store.find_hash(project, name) for name in names} or set(known)
    if not wanted:
        raise RefusedError("there is no transcript to code", "Import some first.")
    drawn = _drawn(project, wanted, sample) if sample else wanted
    return tuple(sorted(drawn, key=lambda text: (known[text], text)))


def _drawn(project: Store, among: Iterable[str], sample: Sample) -> set[str]:
    """A share of the transcripts: of each stratum its part, at least one of all of them.

    What is left after whole transcripts goes to the largest remainders, among equal ones by lot.
    """
    if not 0 < sample.share <= 1:
        raise RefusedError(
            f"a share of {sample.share} cannot be drawn", "Say a share such as 0.25."
        )
    cases = store.cases(project)
    strata: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for text in sorted(among):
        strata[_stratum(cases.get(text, ()), sample.by)].append(text)
    total = sum(map(len, strata.values()))
    wanted, random = max(1, round(sample.share * total)), Random(sample.seed)
    parts = {of: wanted * len(texts) / total for of, texts in sorted(strata.items())}
    counts = {of: int(part) for of, part in parts.items()}
    by_lot = random.sample(list(parts), len(parts))
    by_rest = sorted(by_lot, key=lambda of: counts[of] - parts[of])
    for of in by_rest[: wanted - sum(counts.values())]:
        counts[of] += 1
    return {text for of, n in counts.items() for text in random.sample(strata[of], n)}


def _stratum(cases: Iterable[Case], by: Sequence[str]) -> tuple[str, ...]:
    """The values that a transcript's cases have, attribute by attribute."""
    attributes = [dict(case.attributes) for case in cases]
    return tuple(" and ".join(sorted({one.get(name, "") for one in attributes})) for name in by)


def _assigned(
    project: Store,
    chosen: Sequence[str],
    ids: Mapping[str, str],
    only: Mapping[str, Sequence[str]],
) -> dict[str, list[str]]:
    """Transcript hash -> the ids of its coders. Refuses what nobody, or nobody twice, codes."""
    theirs = {
        coder: {store.find_hash(project, name) for name in only[coder]} if coder in only else None
        for coder in ids
    }
    for coder, texts in theirs.items():
        if outside := sorted((texts or set()).difference(chosen)):
            name = store.transcript_names(project)[outside[0]]
            raise RefusedError(
                f"{coder} is to code {name}, which is not in the round",
                "Name it among the transcripts, or leave it out.",
            )
    found = {
        text: [ids[c] for c, texts in theirs.items() if texts is None or text in texts]
        for text in chosen
    }
    if idle := [text for text, coders in found.items() if not coders]:
        name = store.transcript_names(project)[idle[0]]
        raise RefusedError(f"nobody is to code {name}", "Give it to somebody, or leave it out.")
    if not any(len(coders) > 1 for coders in found.values()):
        raise RefusedError(
            "no transcript of the round would be coded by two coders",
            "Name two coders at least; agreement is between them.",
        )
    return found


def _said(sample: Sample | None) -> dict[str, str]:
    if sample is None:
        return {}
    return {"share": f"{sample.share:g}", "by": ", ".join(sample.by), "seed": str(sample.seed)}


def _segments(project: Store, drawn_by: str, texts: Iterable[str]) -> dict[str, tuple[Span, ...]]:
    """The distinct spans that somebody has coded, which must not overlap."""
    if not drawn_by:
        return {}
    coder = store.find_coder(project, drawn_by)
    found = {
        text: tuple(sorted({c.span for c in store.codings(project, text, coder.id)}))
        for text in texts
    }
    for text, spans in found.items():
        if any(a.overlaps(b) for a, b in pairwise(spans)):
            raise RefusedError(
                f"segments of {drawn_by} overlap in {store.transcript_names(project)[text]}",
                "Segments to be compared lie side by side.",
            )
    return {text: spans for text, spans in found.items() if spans}


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


# Everybody looks


def rounds(project: Store) -> tuple[ShownRound, ...]:
    """The rounds in their order."""
    return tuple(_shown(project, one) for one in store.rounds(project))


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


# What counts

Counted = dict[str, dict[str, tuple[Coding, ...]]]
"""Coder's id -> transcript hash -> the codings that counted when it was submitted."""


def counted(project: Store, viewer: str, round_name: str = "") -> Counted:
    """Exactly the codings that were live when they were submitted, as the codebook reads them.

    Of a revealed round, or else of what was submitted outside sealed rounds and ``viewer`` may
    see. A round that is sealed is refused.
    """
    if round_name:
        frozen = revealed_round(project, round_name).counted
        return _counted(project, store.submissions_among(project, frozen))
    may = sight(project, viewer)
    return _counted(project, [s for s in _standing(project) if may.allows(s.coder, s.transcript)])


def revealed_round(project: Store, name: str) -> Round:
    """A round that everybody may look at; refused while it is sealed."""
    of = store.find_round(project, name)
    if not of.revealed:
        raise RefusedError(
            f"round {of.name} is sealed", f"Its lead opens it: `qualbench round reveal {of.name}`."
        )
    return of


def _standing(project: Store) -> Iterable[Submission]:
    """Of each coder and transcript what was submitted for no round, else for the last of them."""
    order = {"": len(store.rounds(project))}
    order |= {one.id: place for place, one in enumerate(store.rounds(project))}
    every = sorted(store.submissions(project), key=lambda s: (order.get(s.round, -1), s.id))
    return {(one.coder, one.transcript): one for one in every}.values()


def _counted(project: Store, submitted: Iterable[Submission]) -> Counted:
    book = codebook(project)
    found: Counted = {}
    for one in submitted:
        codings = resolved(book, store.codings_among(project, one.codings))
        found.setdefault(one.coder, {})[one.transcript] = codings
    return found


def sentences_of(project: Store, round_name: str = "") -> dict[str, tuple[Span, ...]]:
    """Transcript hash -> its sentences: those that a round goes by, else as they stand."""
    pinned = dict(store.find_round(project, round_name).sentences) if round_name else {}
    return {**store.sentences(project), **store.sentences_among(project, pinned.values())}
