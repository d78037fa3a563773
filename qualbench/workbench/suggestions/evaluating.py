"""How good suggestions are for a study, beside simpler methods and beside its coders."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import combinations

from qualbench import agreement, language, store
from qualbench.agreement import Coefficient, Document
from qualbench.model import CONSENSUS, PAIR_MARK, Case, Coding, Span, case_of
from qualbench.store import Store
from qualbench.suggest import fit
from qualbench.workbench.codings import resolved
from qualbench.workbench.language import Progress, quiet
from qualbench.workbench.sight import sight
from qualbench.workbench.steady import steady
from qualbench.workbench.suggestions import holding_out
from qualbench.workbench.suggestions.evidence import evidence
from qualbench.workbench.suggestions.figures import (
    Bin,
    CodeFigures,
    Figures,
    Told,
    bins_of,
    figures,
    of_codes,
)
from qualbench.workbench.suggestions.holding_out import BASELINES, Study
from qualbench.workbench.suggestions.talk import Place

SUGGESTER, SURE, STANDING = "first choices", "first choices from .5", "what counts"
"""Among coders compared: what is suggested first, all of it or where it is surer than not, and the
codings that it is measured by."""

SURER_THAN_NOT = 0.5


@dataclass(frozen=True, slots=True)
class Point:
    """How good suggestions are that were learned from so many ``transcripts``."""

    transcripts: int
    figures: Figures


@dataclass(frozen=True, slots=True)
class Pair:
    """Two who coded the same ``turns``, by name, and their kappa: counts pooled over codes."""

    first: str
    second: str
    turns: int
    kappa: Coefficient


@dataclass(frozen=True, slots=True)
class Evaluation:
    """How good suggestions are for what one viewer may read, or in ``why_not`` why nobody knows.

    ``whose`` says of each transcript that counts whose codings of it do; ``uncounted`` are coded
    by several, none of whom stands for all. ``tested`` transcripts were held out, in so many
    ``folds``; in those that were ``led`` every coding came after its suggestion. ``suggested`` is
    how often a key on a turn of both came from a suggestion and is no truth.
    ``overall`` stands beside simpler methods, ``baselines``; ``groups`` are the values of each
    attribute of cases. The last point of the ``curve`` is ``overall``, drafts included. ``pairs``
    compare coders, first choices and what counts where several coders have submitted.
    ``guessed`` are codes that are found hardly better than chance would, ``left_out`` those that
    suggestions leave out for it when they know all transcripts, ``rare`` those coded in one
    transcript alone, of which nothing can be known.
    """

    seed: int
    model: str
    why_not: str
    whose: tuple[tuple[str, str], ...]
    uncounted: tuple[str, ...]
    tested: tuple[str, ...]
    led: tuple[str, ...]
    folds: int
    suggested: int
    overall: Figures
    baselines: tuple[tuple[str, Figures], ...] = ()
    codes: tuple[CodeFigures, ...] = ()
    groups: tuple[tuple[str, tuple[tuple[str, Figures], ...]], ...] = ()
    bins: tuple[Bin, ...] = ()
    curve: tuple[Point, ...] = ()
    pairs: tuple[Pair, ...] = ()
    guessed: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()
    rare: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Read:
    """What is read of a project at one moment.

    ``layers`` holds what coders, by name, have submitted and ``viewer`` may read: the codings of
    each transcript, by hash. ``attributes`` are those of the case of each turn.
    """

    study: Study
    names: Mapping[str, str]
    whose: Mapping[str, str]
    uncounted: frozenset[str]
    layers: Mapping[str, Mapping[str, Sequence[Coding]]]
    attributes: Sequence[Mapping[str, str]]


def evaluate(project: Store, viewer: str, seed: int = 1, progress: Progress = quiet) -> Evaluation:
    """Hold transcripts out, learn from the others, and compare what is said with what stands.

    Only transcripts that whoever stands for them has submitted are held out; drafts elsewhere
    are learned from. ``seed`` draws the parts, and the transcripts of the learning curve.
    """
    read = _read(project, viewer, progress)
    of, names = read.study, read.names
    parts = holding_out.parts(of.tested, seed) if not of.why_not else []
    said = partial(
        Evaluation,
        seed=seed,
        model=language.vector_model(),
        why_not=of.why_not,
        whose=tuple(sorted((names[text], who) for text, who in read.whose.items())),
        uncounted=tuple(sorted(names[text] for text in read.uncounted)),
        tested=tuple(sorted(names[text] for text in of.tested)),
        led=tuple(sorted(names[text] for text in of.led)),
        folds=len(parts),
        suggested=int(of.closed[of.rows((*of.tested, *of.led))].sum()),
    )
    if of.why_not:
        return said(overall=figures(holding_out.nothing(of)))
    curve, told = _curve(of, parts, seed, progress)
    beside = _beside(of, parts, progress)
    asked = [row for row, wanted in enumerate(of.asked.tolist()) if wanted]
    codes = tuple(of_codes(told, of.keys, [of.transcripts[i] for i in asked]))
    return said(
        overall=curve[-1].figures,
        baselines=beside,
        codes=codes,
        groups=tuple(_groups(told, [read.attributes[i] for i in asked])),
        bins=bins_of(told),
        curve=curve,
        pairs=tuple(_pairs(read, told, [of.of.places[i] for i in asked])),
        guessed=tuple(one.key for one in codes if one.guessed),
        left_out=tuple(sorted(fit(of.of.known()).guessed)),
        rare=tuple(one.key for one in codes if one.transcripts < 2),
    )


# What is read


@steady
def _read(project: Store, viewer: str, progress: Progress) -> _Read:
    of = evidence(project, viewer, progress=progress)
    may = sight(project, viewer)
    people = _told_apart({one.id: one.name for one in store.coders(project)})
    codings = [
        coding
        for coding in resolved(of.talk.book, store.codings(project))
        if may.allows(coding.coder, coding.transcript)
    ]
    layers: dict[str, dict[str, list[Coding]]] = defaultdict(dict)
    for coder, text in sorted(store.handed_in(project)):
        if may.allows(coder, text):
            theirs = [c for c in codings if (c.coder, c.transcript) == (coder, text)]
            layers[text][people[coder]] = theirs
    cases = store.cases(project)
    return _Read(
        holding_out.study(of),
        store.transcript_names(project),
        {text: (people | {CONSENSUS: CONSENSUS})[who] for text, who in of.whose.items()},
        frozenset(coding.transcript for coding in codings) - of.whose.keys(),
        layers,
        [_attributes(case_of(cases.get(p.transcript, ()), p.speaker)) for p in of.places],
    )


def _told_apart(names: Mapping[str, str]) -> dict[str, str]:
    often = Counter(names.values())
    return {of: name if often[name] == 1 else f"{name} ({of[:8]})" for of, name in names.items()}


def _attributes(case: Case | None) -> Mapping[str, str]:
    return dict(case.attributes) if case else {}


# What is measured


def _curve(
    of: Study, parts: Sequence[Sequence[str]], seed: int, progress: Progress
) -> tuple[tuple[Point, ...], Told]:
    """Learned from none, 1, 2, 4, ... transcripts, and from all that are not held out."""
    most = len(of.tested) - max(map(len, parts))
    sizes = [0, *(2**power for power in range(most.bit_length()) if 2**power < most)]
    points = []
    for place, size in enumerate([*sizes, most]):
        stage = f"learning from {size} of {most} transcripts"
        check = partial(progress, stage, place, len(sizes) + 1)
        check()
        method = holding_out.by_suggester(check)
        some = size < most
        learned = (
            holding_out.some_others(of, parts, size, seed)
            if some
            else holding_out.the_others(of, parts)
        )
        told = holding_out.told(of, parts, method, learned)
        points.append(Point(size, figures(told)))
    return tuple(points), told


def _beside(
    of: Study, parts: Sequence[Sequence[str]], progress: Progress
) -> tuple[tuple[str, Figures], ...]:
    found = []
    for place, (name, method) in enumerate(BASELINES.items()):
        progress("simpler methods", place, len(BASELINES))
        told = holding_out.told(of, parts, method, holding_out.the_others(of, parts))
        found.append((name, figures(told)))
    return tuple(found)


def _groups(
    told: Told, attributes: Sequence[Mapping[str, str]]
) -> Iterator[tuple[str, tuple[tuple[str, Figures], ...]]]:
    """The turns of each value of each attribute; those without a value are in none."""
    import numpy as np

    for name in sorted({name for of_turn in attributes for name in of_turn}):
        values = np.array([of_turn.get(name, "") for of_turn in attributes])
        each = sorted(set(values.tolist()) - {""})
        yield name, tuple((value, figures(told.at(values == value))) for value in each)


# Beside coders


def _pairs(read: _Read, told: Told, places: Sequence[Place]) -> Iterator[Pair]:
    """Coders with each other, first choices with what stands and with each coder.

    On the turns asked where nobody accepted a suggestion that stands: kappa of what was made
    with its help would flatter it. A first choice is one code a turn, whatever coders do.
    """
    documents = tuple(_documents(read, told, places))
    coders = sorted({name for text in read.study.tested for name in read.layers.get(text, ())})
    stand = {read.whose[text] for text in read.study.tested}
    beside = [STANDING, *(name for name in coders if stand != {name})]
    wanted = [*combinations(coders, 2)]
    wanted += [(said, of) for of in beside for said in (SUGGESTER, SURE)]
    for pair in wanted:
        common = [one for one in documents if one.coders.keys() >= set(pair)]
        if common:
            codes = _codes(one.coders[name] for one in common for name in pair)
            tally = agreement.tally(common, codes, {}, "turn", pair)
            kappa = agreement.compared(tally).pooled.kappa.value
            yield Pair(*pair, sum(len(one.words) for one in common), kappa)


def _codes(marked: Iterable[Mapping[str, object]]) -> dict[str, list[str]]:
    """Each code that one of two used, over all its roles: what neither used says nothing."""
    found: dict[str, list[str]] = defaultdict(list)
    for key in sorted({key for spans in marked for key in spans}):
        found[key.partition(PAIR_MARK)[0]].append(key)
    return found


def _documents(read: _Read, told: Told, places: Sequence[Place]) -> Iterator[Document]:
    """Each tested transcript that several coders have submitted."""
    of = read.study
    sure, _ = told.firsts()
    for text in of.tested:
        here = [
            row
            for row, place in enumerate(places)
            if place.transcript == text and not told.closed[row].any()
        ]
        if len(theirs := read.layers.get(text, {})) > 1 and here:
            marked = {name: [(c.key, c.span) for c in of_one] for name, of_one in theirs.items()}
            marked[STANDING] = [
                (of.keys[key], places[row].words)
                for row in here
                for key in told.right[row].nonzero()[0].tolist()
            ]
            firsts = {row: (of.keys[told.order[row, 0]], places[row].words) for row in here}
            marked[SUGGESTER] = list(firsts.values())
            if told.calibrated:
                marked[SURE] = [firsts[row] for row in here if sure[row] >= SURER_THAN_NOT]
            stands = {name: _spans(spans) for name, spans in marked.items()}
            yield Document(text, tuple(places[row].words for row in here), stands)


def _spans(marked: Iterable[tuple[str, Span]]) -> dict[str, list[Span]]:
    found: dict[str, list[Span]] = defaultdict(list)
    for key, span in marked:
        found[key].append(span)
    return found
