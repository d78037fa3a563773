"""How far coders agree, where they differ, and what would change under another unit."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from qualbench import agreement, store
from qualbench.agreement import (
    CoderProfile,
    Comparison,
    Confusions,
    RowAgreement,
    Tally,
    Unit,
)
from qualbench.errors import RefusedError
from qualbench.model import Codebook
from qualbench.store import Store
from qualbench.workbench.agreement.material import Asked, Match, Material, NoUnitError, material
from qualbench.workbench.quotes import known_of
from qualbench.workbench.rounds.counting import counting
from qualbench.workbench.settings import setting
from qualbench.workbench.shown_before import shown_before

UNITS: tuple[Unit, ...] = ("turn", "sentence", "segment", "character")
NO_VALUE = "not known"
"""The group of transcripts without a value of the attribute."""


@dataclass(frozen=True, slots=True)
class Agreement:
    """Coders over the transcripts that two or more of them have submitted, by names.

    ``whole`` is the comparison over all of them, ``groups`` the same of each transcript, value
    of an attribute or two coders (``by`` says which). Its ``codes`` holds each code that anybody
    used, and each pair of characteristic and role; ``domains`` everything below a domain, each
    unit counted once. ``study`` is how many transcripts the project has in all; ``unused`` are
    the codes without codes below them that nobody used. ``codebook`` is the one that the codings
    were read by, ``target`` what the project wants to reach, such as "alpha .80", or empty.
    ``seen`` are those who were shown suggestions before they submitted, and in which transcripts.
    """

    asked: Asked
    whole: Comparison
    by: str
    groups: tuple[tuple[str, Comparison], ...]
    study: int
    unused: tuple[str, ...]
    codebook: Codebook
    target: str
    seen: tuple[tuple[str, tuple[str, ...]], ...]

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
    of_round = _only_name(project, round_name) if round_name else ""
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
        seen=tuple(_seen(project, viewer, asked, of, tally)),
    )


def _only_name(project: Store, round_name: str) -> str:
    """A round's name, or its id where another has the same name."""
    of = store.find_round(project, round_name)
    named = [one for one in store.rounds(project) if one.name == of.name]
    return of.name if len(named) == 1 else of.id


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
        except NoUnitError:
            continue
        found.append(agreement.compared(of.tally()))
    return tuple(found)


def _seen(
    project: Store, viewer: str, asked: Asked, of: Material, tally: Tally
) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Only of coders and transcripts that are compared."""
    names = dict(zip(of.hashes, (document.name for document in of.documents), strict=True))
    shown = shown_before(
        project,
        (
            (one.coder, one.transcript, one.id)
            for one in counting(project, viewer, asked.round)
            if names.get(one.transcript) in tally.documents
        ),
    )
    for coder, name in zip(of.people, of.coders, strict=True):
        if coder in shown:
            yield name, tuple(names[text] for text in names if text in shown[coder])


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
