"""The cases that constructs are rated for: clinics, roles in clinics, participants, any attribute.

A project settles what makes a case (the setting ``cases``); every verb takes another choice.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from qualbench import store
from qualbench.errors import NotFoundError, RefusedError
from qualbench.model import Case, CaseKey, Coding, Transcript, case_name, case_of
from qualbench.store import Store
from qualbench.workbench.quotes import attributes, known_of
from qualbench.workbench.settings import setting


@dataclass(frozen=True, slots=True)
class Cases:
    """The cases that attributes make, in order, each with whose interviews are in it.

    ``without`` are transcripts, by name, of which somebody lacks one of the attributes: they
    are in no case.
    """

    by: tuple[str, ...]
    members: Mapping[CaseKey, tuple[Case, ...]]
    without: tuple[str, ...]

    def of(self, known: Case | None) -> CaseKey | None:
        """The case that an interview belongs to; None where it is in none."""
        key = _key(known, self.by)
        return key if key in self.members else None


def made_by(project: Store, by: Sequence[str] = ()) -> tuple[str, ...]:
    """The attributes that make a case: those, or what the project has settled."""
    wanted = tuple(dict.fromkeys(by)) or tuple(setting(project, "cases").split())
    known = attributes(project)
    for name in wanted:
        if name not in known:
            there = ", ".join(sorted(known)) or "none; import cases first"
            raise NotFoundError(f"no case has an attribute {name}", f"Known: {there}.")
    return wanted


def cases(project: Store, by: Sequence[str] = ()) -> Cases:
    """Every case of the study, in alphabetical order of the attributes' values."""
    by = made_by(project, by)
    found: dict[CaseKey, list[Case]] = defaultdict(list)
    without: list[str] = []
    known = store.cases(project)
    for text, name in store.transcript_names(project).items():
        for one in known.get(text, (None,)):
            if one is not None and (key := _key(one, by)):
                found[key].append(one)
            else:
                without.append(name)
    ordered = sorted(found, key=lambda key: [dict(key)[name] for name in by])
    members = {key: tuple(found[key]) for key in ordered}
    return Cases(by, members, tuple(dict.fromkeys(without)))


def _key(known: Case | None, by: Sequence[str]) -> CaseKey:
    """Empty where a value is missing."""
    said = known_of(known)
    values = {name: said.get(name, "") for name in by}
    return tuple(sorted(values.items())) if all(values.values()) else ()


def find_case(known: Cases, said: str) -> CaseKey:
    """The case that is said as people say it: ``C1``, ``c1 counselor``, ``clinic=C1``.

    Capitals and the order of the values matter only where they tell two cases apart.
    """
    if not known.members:
        made = " x ".join(known.by)
        raise RefusedError(f"the study has no case of {made}", "Import cases with that attribute.")
    words, name = said.replace(",", " ").split(), partial(case_name, by=known.by)
    found: list[CaseKey] = []
    for plain in (str, str.casefold):
        found = [key for key in known.members if _fits(dict(key), words, plain)]
        ordered = [key for key in found if plain(name(key)).split() == [*map(plain, words)]]
        if len(only := ordered or found) == 1:
            return only[0]
    listed = ", ".join(map(name, found or known.members))
    if found:
        ways = " ".join(f"{one}=..." for one in known.by)
        raise NotFoundError(f"{said} may be several cases: {listed}", f"Say {ways}.")
    raise NotFoundError(f"there is no case {said}", f"The cases are {listed}.")


def _fits(case: Mapping[str, str], words: Sequence[str], plain: Callable[[str], str]) -> bool:
    """Whether these are the words of a case's values, those after a name in that attribute's."""
    split = {name: plain(value).split() for name, value in case.items()}
    wanted = []
    for word in words:
        name, _, value = word.partition("=")
        if name in case and plain(value) not in split[name]:
            return False
        wanted.append(plain(value if name in case else word))
    return sorted(wanted) == sorted(part for values in split.values() for part in values)


def case_of_coding(
    known: Cases, of: Mapping[str, tuple[Case, ...]], text: Transcript, coding: Coding
) -> tuple[CaseKey | None, str]:
    """The case of whoever begins to speak there, and who it is: the participant or the speaker."""
    index = text.turn_at(coding.span.start)
    speaker = text.turns[index].speaker if index is not None else ""
    who = case_of(of.get(text.hash, ()), speaker)
    return known.of(who), who.participant if who else f"{text.name} {speaker}".strip()
