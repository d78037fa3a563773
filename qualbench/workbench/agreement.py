"""How far coders agree, where they differ, and what would change under another unit."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations, pairwise
from typing import Literal

from qualbench import agreement, store
from qualbench.agreement import (
    CoderProfile,
    Comparison,
    Confusions,
    Document,
    RowAgreement,
    Tally,
    Unit,
)
from qualbench.errors import RefusedError
from qualbench.model import PAIR_MARK, Codebook, Coding, Span, Transcript
from qualbench.store import Store
from qualbench.workbench.quotes import known_of
from qualbench.workbench.rounds import Counted, counted, sentences_of
from qualbench.workbench.sight import sight
from qualbench.workbench.settings import setting
from qualbench.workbench.versions import codebook

Match = Literal["exact", "sibling"]
UNITS: tuple[Unit, ...] = ("turn", "sentence", "segment", "character")
NO_VALUE = "not known"
"""The group of transcripts without a value of the attribute."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked to be compared: see ``agree``. Nobody ``between`` is everybody."""

    between: tuple[str, ...]
    unit: Unit
    round: str
    interviewer: bool
    match: Match
    segments: str


@dataclass(frozen=True, slots=True)
class Agreement:
    """Coders over the transcripts that two or more of them have submitted, by names.

    ``whole`` is the comparison over all of them, ``groups`` the same of each transcript, value
    of an attribute or two coders (``by`` says which). Its ``codes`` holds each code that anybody
    used, and each pair of characteristic and role; ``domains`` everything below a domain, each
    unit counted once. ``study`` is how many transcripts the project has in all; ``unused`` are
    the codes without codes below them that nobody used. ``codebook`` is the one that the codings
    were read by, ``target`` what the project wants to reach, such as "alpha .80", or empty.
    """

    asked: Asked
    whole: Comparison
    by: str
    groups: tuple[tuple[str, Comparison], ...]
    study: int
    unused: tuple[str, ...]
    codebook: Codebook
    target: str

    @property
    def unit(self) -> Unit:
        return self.whole.unit

    @property
    def coders(self) -> tuple[str, ...]:
        return self.whole.coders

    @property
    def first(self) -> str:
        return self.whole.coders[0]

    @property
    def second(self) -> str:
        return self.whole.coders[1]

    @property
    def transcripts(self) -> tuple[str, ...]:
        return self.whole.documents

    @property
    def codes(self) -> tuple[RowAgreement, ...]:
        return self.whole.codes

    @property
    def domains(self) -> tuple[RowAgreement, ...]:
        return self.whole.domains


@dataclass(frozen=True, slots=True)
class Differences:
    """Which codes met which, and how each coder stands beside the others."""

    confusions: Confusions
    profiles: tuple[CoderProfile, ...]


def agree(
    project: Store,
    viewer: str,
    between: Sequence[str] = (),
    unit: Unit = "turn",
    *,
    round_name: str = "",
    by: str = "",
    interviewer: bool = False,
    match: Match = "exact",
    segments: str = "",
    resamples: int = 0,
    seed: int = 1,
) -> Agreement:
    """Compare the coders named in ``between``, or all who have submitted.

    Exactly the codings that were live at submission count, whatever was changed later: those of
    a revealed round, or without a ``round_name`` those that ``viewer`` may see. ``by`` makes
    groups: ``transcript``, ``coder`` (every two of them) or an attribute of cases. Respondents'
    words are counted, the interviewer's only where asked for. ``match`` "sibling" reads a coder
    who used a sibling of a code (same parent, same role) as having used the code, on units where
    somebody did. For the unit "segment", ``segments`` names the coder whose live codings draw
    the segments, unless the round has drawn them. ``resamples`` of transcripts give intervals.
    """
    of_round = store.find_round(project, round_name).name if round_name else ""
    asked = Asked(tuple(between), unit, of_round, interviewer, match, segments)
    of = material(project, viewer, asked)
    tally = of.tally()
    return Agreement(
        asked=asked,
        whole=agreement.compared(tally, resamples, seed),
        by=by,
        groups=tuple(_groups(project, of, tally, by, resamples, seed)),
        study=len(store.transcript_names(project)),
        unused=_unused(of),
        codebook=of.book,
        target=setting(project, "target"),
    )


def differences(project: Store, viewer: str, asked: Asked) -> Differences:
    """What lies behind the coefficients.

    Codes that met are told apart by their roles, and as they stand whatever ``match`` says.
    """
    of = material(project, viewer, asked)
    keys = tuple(dict.fromkeys(key for below in of.codes.values() for key in below))
    return Differences(
        agreement.confusions(of.documents, keys, of.unit, of.coders),
        agreement.profiles(of.documents, of.codes, of.tally(), of.families),
    )


def by_unit(project: Store, viewer: str, asked: Asked) -> tuple[Comparison, ...]:
    """The same comparison under each unit that there is: sentences only where they were found,
    segments only where they were drawn.
    """
    found = []
    for unit in UNITS:
        try:
            of = material(project, viewer, replace(asked, unit=unit))
        except _NoUnitError:
            continue
        found.append(agreement.compared(of.tally()))
    return tuple(found)


# What is compared


class _NoUnitError(RefusedError):
    """The unit has not been made for these transcripts."""


@dataclass(frozen=True, slots=True)
class Material:
    """What the room for agreement is given; ``hashes`` of the documents, in their order."""

    unit: Unit
    coders: tuple[str, ...]
    documents: tuple[Document, ...]
    hashes: tuple[str, ...]
    book: Codebook
    codes: Mapping[str, Sequence[str]]
    domains: Mapping[str, Sequence[str]]
    families: Mapping[str, str] | None

    def tally(self, coders: Sequence[str] = ()) -> Tally:
        return agreement.tally(
            self.documents,
            self.codes,
            self.domains,
            self.unit,
            coders or self.coders,
            self.families,
        )


def material(project: Store, viewer: str, asked: Asked) -> Material:
    given = counted(project, viewer, asked.round)
    coders = _compared(project, given, asked)
    finished = {text for coder in coders for text in given[coder]}
    texts = [text for text in store.transcripts(project) if text.hash in finished]
    words = _words(project, viewer, texts, asked)
    names = _told_apart({text.hash: text.name for text in texts})
    documents = tuple(
        Document(
            names[text.hash],
            words[text.hash],
            {
                name: _spans(given[coder][text.hash])
                for coder, name in coders.items()
                if text.hash in given[coder]
            },
        )
        for text in texts
    )
    book = codebook(project)
    used = {key for d in documents for spans in d.coders.values() for key in spans}
    return Material(
        asked.unit,
        tuple(coders.values()),
        documents,
        tuple(text.hash for text in texts),
        book,
        _code_rows(book, used),
        _domain_rows(book, used),
        _families(book, used) if asked.match == "sibling" else None,
    )


def _compared(project: Store, given: Counted, asked: Asked) -> dict[str, str]:
    """Who is compared: names by id. Who drew the segments is left out, unless named."""
    named = [store.find_coder(project, name) for name in asked.between]
    coders = named or [
        c for c in store.coders(project) if c.id in given and c.name != asked.segments
    ]
    names = {coder.id: coder.name for coder in coders}
    if len(names) < max(2, len(named)):
        said = "was named" if named else "submitted something that you may see"
        raise RefusedError(
            "agreement is between two different coders or more; "
            f"{said}: {', '.join(names.values()) or 'nobody'}",
            "Let two submit, and name each once with --between NAME.",
        )
    finished = [text for coder in names for text in given.get(coder, {})]
    if len(finished) == len(set(finished)):
        who = "two coders" if len(names) == 2 else "coders"
        raise RefusedError(
            f"these {who} have submitted no transcript in common",
            "Agreement counts what both finished: see `qualbench submit`.",
        )
    if idle := [name for coder, name in names.items() if coder not in given]:
        raise RefusedError(f"{idle[0]} has submitted nothing that counts", "Compare the others.")
    return _told_apart(names)


def _told_apart(names: Mapping[str, str]) -> dict[str, str]:
    """Names by identity, with some of it behind those that are not alone."""
    often = Counter(names.values())
    return {of: name if often[name] == 1 else f"{name} ({of[:8]})" for of, name in names.items()}


def _words(
    project: Store, viewer: str, texts: Sequence[Transcript], asked: Asked
) -> Mapping[str, tuple[Span, ...]]:
    """The units of each transcript, by its hash; for characters the words they lie in."""
    spoken = {
        text.hash: tuple(t.words for t in text.turns if asked.interviewer or not t.interviewer)
        for text in texts
    }
    if asked.unit == "sentence":
        found = _sentences(project, texts, asked.round)
        return {text: agreement.sentences_in(of, found[text]) for text, of in spoken.items()}
    if asked.unit == "segment":
        drawn = _segments(project, viewer, texts, asked)
        return {text: agreement.segments_in(of, drawn[text]) for text, of in spoken.items()}
    return spoken


def _sentences(
    project: Store, texts: Iterable[Transcript], round_name: str
) -> Mapping[str, tuple[Span, ...]]:
    found = sentences_of(project, round_name)
    if missing := [text.name for text in texts if text.hash not in found]:
        more = f" and {len(missing) - 1} more" if len(missing) > 1 else ""
        raise _NoUnitError(
            f"nobody has looked for sentences in {missing[0]}{more} yet",
            "Prepare the project first: `qualbench prepare PROJECT`.",
        )
    return found


def _segments(
    project: Store, viewer: str, texts: Iterable[Transcript], asked: Asked
) -> Mapping[str, tuple[Span, ...]]:
    """What the coder has drawn who is named for it, where no seal lies on it, else the round."""
    if asked.segments:
        may = sight(project, viewer)
        codings = store.codings(project, coder=store.find_coder(project, asked.segments).id)
        drawn = _drawn(c for c in codings if may.allows(c.coder, c.transcript))
    else:
        of = store.find_round(project, asked.round) if asked.round else None
        drawn = dict(of.segments) if of else {}
    if not drawn:
        raise _NoUnitError(
            "no segments were drawn to compare",
            "Say whose codings draw them: --segments NAME.",
        )
    for text in texts:
        if any(a.overlaps(b) for a, b in pairwise(sorted(drawn.get(text.hash, ())))):
            raise RefusedError(
                f"segments of {asked.segments} overlap in {text.name}",
                "Segments to be compared lie side by side.",
            )
    return defaultdict(tuple, drawn)


def _drawn(codings: Iterable[Coding]) -> dict[str, tuple[Span, ...]]:
    found: dict[str, set[Span]] = defaultdict(set)
    for coding in codings:
        found[coding.transcript].add(coding.span)
    return {text: tuple(sorted(spans)) for text, spans in found.items()}


def _spans(codings: Iterable[Coding]) -> Mapping[str, tuple[Span, ...]]:
    found: dict[str, list[Span]] = defaultdict(list)
    for coding in codings:
        found[coding.key].append(coding.span)
    return {key: tuple(spans) for key, spans in found.items()}


# Rows


def _code_rows(book: Codebook, used: set[str]) -> dict[str, list[str]]:
    """Each code in use, over all its roles, followed by its pairs; in the codebook's order."""
    rows: dict[str, list[str]] = {}
    for code in book.codes:
        keys = _keys_of(code.id, used)
        if keys:
            rows[code.id] = keys
            rows |= {key: [key] for key in keys if PAIR_MARK in key}
    return rows


def _domain_rows(book: Codebook, used: set[str]) -> dict[str, list[str]]:
    """Each top code of the tree, with all keys in use at or below it."""
    top = {code.id: [*(c.id for c in book.ancestors(code.id)), code.id] for code in book.codes}
    rows: dict[str, list[str]] = {code.id: [] for code in book.children(None)}
    for code in book.codes:
        domain = next(i for i in top[code.id] if i in rows)
        rows[domain] += _keys_of(code.id, used)
    return rows


def _keys_of(code: str, used: set[str]) -> list[str]:
    return sorted(key for key in used if key.partition(PAIR_MARK)[0] == code)


def _families(book: Codebook, used: set[str]) -> dict[str, str]:
    """The parent and the role that siblings share; a top code has no siblings."""
    found = {}
    for key in used:
        code, _, role = key.partition(PAIR_MARK)
        parent = book.by_id[code].parent if code in book.by_id else None
        if parent is not None:
            found[key] = f"{parent}/{PAIR_MARK}{role}"
    return found


def _unused(of: Material) -> tuple[str, ...]:
    parents = {code.parent for code in of.book.codes}
    return tuple(
        code.id
        for code in of.book.codes
        if code.id not in parents and not code.retired and code.id not in of.codes
    )


# Groups


def _groups(
    project: Store, of: Material, tally: Tally, by: str, resamples: int, seed: int
) -> Iterator[tuple[str, Comparison]]:
    if by == "coder":
        for pair in combinations(of.coders, 2):
            theirs = of.tally(pair)
            if theirs.documents:
                yield " and ".join(pair), agreement.compared(theirs, resamples, seed)
    elif by:
        names = _named_groups(project, of, by)
        places: dict[str, list[int]] = defaultdict(list)
        for place, document in enumerate(tally.documents):
            places[names[document]].append(place)
        for name in sorted(places):
            yield name, agreement.compared(tally.part(places[name]), resamples, seed)


def _named_groups(project: Store, of: Material, by: str) -> dict[str, str]:
    """The group of each document, by name. Speakers with several values make a group of both."""
    if by == "transcript":
        return {document.name: document.name for document in of.documents}
    known = {
        text: [known_of(case) for case in cases] for text, cases in store.cases(project).items()
    }
    attributes = sorted({name for cases in known.values() for case in cases for name in case})
    if by not in attributes:
        raise RefusedError(
            f"no case has an attribute {by}",
            f"Group by transcript, coder, {', '.join(attributes)}."
            if attributes
            else "Group by transcript or coder, or import cases.",
        )
    found = {}
    for document, text in zip(of.documents, of.hashes, strict=True):
        values = {case[by] for case in known.get(text, ()) if by in case}
        found[document.name] = " and ".join(sorted(values)) or NO_VALUE
    return found
