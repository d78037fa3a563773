"""How fast agreement is: ten coders, a hundred transcripts of two hundred turns, fifty codes.

Counts and coefficients of all codes, domains and sets of codes; the same with intervals from a
thousand resamples of the transcripts, beside it in the same run; the unitizing family apart.

Run it from the clone: ``.venv/bin/python benchmarks/agreement.py``.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Iterable
from random import Random
from time import perf_counter

from qualbench import agreement
from qualbench.agreement import Comparison, Document, Interval
from qualbench.model import Span

CODERS = [f"coder-{number}" for number in range(10)]
TRANSCRIPTS, TURNS, WORDS = 100, 200, 180
DOMAINS = {f"domain-{d}": [f"domain-{d}.code-{c}" for c in range(10)] for d in range(5)}
CODES = {code: [code] for codes in DOMAINS.values() for code in codes}
RESAMPLES, SEED = 1_000, 7
SECONDS, TIMES = 20, 5
"""What it is held to: all of it in so many seconds, intervals in so many times the rest."""


def study(random: Random) -> list[Document]:
    """Each turn has none to three codes, which a coder misses or mistakes now and then."""
    return [_transcript(random, f"t{number}") for number in range(TRANSCRIPTS)]


def _transcript(random: Random, name: str) -> Document:
    turns = tuple(Span(n * (WORDS + 20), n * (WORDS + 20) + WORDS) for n in range(TURNS))
    codes = list(CODES)
    shares = [1 / (rank + 3) for rank in range(len(codes))]  # a few codes do most of the work
    coders: dict[str, dict[str, list[Span]]] = {c: defaultdict(list) for c in CODERS}
    for turn in turns:
        meant = random.choices(codes, shares, k=random.choice((0, 0, 1, 1, 2, 3)))
        for spans in coders.values():
            for code in meant:
                heard = random.random()
                if heard < 0.9:
                    put = code if heard < 0.8 else random.choice(codes)
                    start = turn.start + random.randrange(WORDS // 2)
                    spans[put].append(Span(start, start + random.randrange(20, WORDS // 2)))
    return Document(name, turns, coders)


def compared(documents: list[Document], resamples: int) -> tuple[float, Comparison]:
    """The quickest of three, so that what else the machine does is not measured."""
    times = []
    for _ in range(3):
        began = perf_counter()
        found = agreement.compare(
            documents, CODES, DOMAINS, "turn", CODERS, resamples=resamples, seed=SEED
        )
        times.append(perf_counter() - began)
    return min(times), found


def unitized(documents: list[Document]) -> float:
    """The first code of each domain, against everything else."""
    began = perf_counter()
    for codes in DOMAINS.values():
        agreement.unitizing([_continuum(document, codes[0]) for document in documents])
    return perf_counter() - began


def _continuum(document: Document, code: str) -> tuple[int, list[list[tuple[int, int, str]]]]:
    length = document.words[-1].end
    return length, [
        [(start, end, code) for start, end in _union(spans.get(code, ()))]
        for spans in document.coders.values()
    ]


def _union(spans: Iterable[Span]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for span in sorted(spans):
        if merged and span.start <= merged[-1][1]:
            merged[-1] = merged[-1][0], max(merged[-1][1], span.end)
        else:
            merged.append((span.start, span.end))
    return merged


def main() -> int:
    documents = study(Random(SEED))
    compared(documents[:2], 2)  # the libraries are loaded before anything is timed
    points, _ = compared(documents, 0)
    both, found = compared(documents, RESAMPLES)
    units = unitized(documents)
    print(f"{len(CODERS)} coders, {TRANSCRIPTS} transcripts of {TURNS} turns, {len(CODES)} codes")
    print(f"counts and coefficients      {points:6.2f} s")
    print(f"the same, {RESAMPLES:,} resamples   {both:6.2f} s, {both / points:.1f} times")
    print(f"unitizing, five codes        {units:6.2f} s")
    print(f"all of it                    {both + units:6.2f} s")
    for name in ("equality", "jaccard", "masi"):
        estimate = getattr(found.sets, name)
        assert isinstance(estimate.interval, Interval)
        print(
            f"  set alpha, {name:9} {estimate.value:.4f}, {estimate.low:.4f} to {estimate.high:.4f}"
        )
    held = both + units < SECONDS and both <= TIMES * points
    print(f"under {SECONDS} s and at most {TIMES} times: {'yes' if held else 'NO'}")
    return 0 if held else 1


if __name__ == "__main__":
    sys.exit(main())
