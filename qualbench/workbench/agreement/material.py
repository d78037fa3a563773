"""What a comparison of coders is given: who, which transcripts, units and rows."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from qualbench import agreement, store
from qualbench.agreement import Document, Tally, Unit
from qualbench.errors import RefusedError
from qualbench.model import PAIR_MARK, Codebook, Coding, Span, Transcript
from qualbench.store import Store
from qualbench.workbench.rounds.counting import Counted, counted, sentences_of
from qualbench.workbench.sight import sight
from qualbench.workbench.versions import codebook

Match = Literal["exact", "sibling"]


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked to be compared: see ``agreement.agree``. Nobody ``between`` is everybody."""

    between: tuple[str, ...]
    unit: Unit
    round: str
    interviewer: bool
    match: Match
    segments: str


class NoUnitError(RefusedError):
    """The unit has not been made for these transcripts."""


@dataclass(frozen=True, slots=True)
class Material:
    """What the room for agreement is given.

    ``people`` are the ids of the coders and ``hashes`` those of the documents, in their order.
    """

    unit: Unit
    coders: tuple[str, ...]
    people: tuple[str, ...]
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
    """What counts of what was asked, as ``viewer`` may see it; RefusedError where it cannot be."""
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
        tuple(coders),
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
        raise NoUnitError(
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
        raise NoUnitError(
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
