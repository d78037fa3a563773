"""Opening a round: which transcripts, drawn how, and who codes which."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from random import Random

from qualbench import store
from qualbench.errors import RefusedError
from qualbench.model import Case, Span
from qualbench.store import Store
from qualbench.workbench.coders import at_work, leading
from qualbench.workbench.rounds.running import ShownRound, find_round


@dataclass(frozen=True, slots=True)
class Sample:
    """A share of the transcripts, 0 to 1, drawn evenly over the values of some attributes."""

    share: float
    by: tuple[str, ...] = ("role", "clinic")
    seed: int = 1


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
        drafts = store.round_drafts(
            title,
            assigned,
            _said(sample),
            _segments(project, segments, assigned),
            before[-1].id if before else "",
        )
        made = store.record(project, author, drafts).added[0]
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
    """A share of the transcripts, one at least: each value of the first attribute its part of it.

    Within these each value of the second, and so on.
    """
    if not 0 < sample.share <= 1:
        raise RefusedError(
            f"a share of {sample.share} cannot be drawn", "Say a share such as 0.25."
        )
    cases = store.cases(project)
    known = {name for every in cases.values() for case in every for name, _ in case.attributes}
    if known and (unknown := [name for name in sample.by if name not in known]):
        raise RefusedError(
            f"no case has an attribute {unknown[0]}",
            f"Draw over {', '.join(sorted(known))}.",
        )
    strata = {text: _stratum(cases.get(text, ()), sample.by) for text in sorted(among)}
    wanted = max(1, round(sample.share * len(strata)))
    return _allotted(strata, wanted, Random(sample.seed), Counter())


def _stratum(cases: Iterable[Case], by: Sequence[str]) -> tuple[str, ...]:
    """The values that a transcript's cases have, attribute by attribute."""
    attributes = [dict(case.attributes) for case in cases]
    return tuple(" and ".join(sorted({one.get(name, "") for one in attributes})) for name in by)


def _allotted(
    strata: Mapping[str, tuple[str, ...]], wanted: int, random: Random, drawn: Counter[str]
) -> set[str]:
    """Draw from texts with their values. What is left after whole ones goes to the largest rests.

    Among equal rests it goes to the value ``drawn`` least until now, else by lot.
    """
    if not any(strata.values()):
        return set(random.sample(list(strata), wanted))
    below: dict[str, dict[str, tuple[str, ...]]] = defaultdict(dict)
    for text, (value, *rest) in strata.items():
        below[value][text] = tuple(rest)
    parts = {value: Fraction(wanted * len(of), len(strata)) for value, of in below.items()}
    counts = {value: int(part) for value, part in parts.items()}
    by_lot = random.sample(sorted(counts), len(counts))
    by_rest = sorted(by_lot, key=lambda value: (counts[value] - parts[value], drawn[value]))
    for value in by_rest[: wanted - sum(counts.values())]:
        counts[value] += 1
    drawn.update(counts)
    return {
        text for value, n in counts.items() for text in _allotted(below[value], n, random, drawn)
    }


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
