"""What a memo can be on, as choices to type for, and back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import cast

from qualbench.model import Case, MemoTarget
from qualbench.workbench import Choice, Store, choices, codebook, status

PROJECT = "project="
"""The key of the project among the choices."""


def things(project: Store) -> tuple[Choice, ...]:
    """The project, its transcripts and participants, and the codes that are in use."""
    known = status(project)
    people = {c.participant: _of(c) for text in known.transcripts for c in text.cases}
    texts = (
        _choice("transcript", text.hash, text.name, " ".join(map(_whose, text.cases)))
        for text in known.transcripts
    )
    whose = (_choice("case", who, f"participant {who}", people[who]) for who in sorted(people))
    return (_choice("project", "", "the project", known.name), *texts, *whose, *_codes(project))


def as_target(key: str) -> tuple[MemoTarget, str]:
    """The kind of thing that a choice stands for, and the thing's id."""
    target, _, about = key.partition("=")
    return cast(MemoTarget, target), about


def whose(cases: Iterable[Case]) -> str:
    """Whose transcript it is: ``P417 C1 counselor``."""
    return ", ".join(_whose(case).rstrip() for case in cases)


def _choice(target: MemoTarget, about: str, name: str, more: str) -> Choice:
    kind = "" if target == "project" else f"{target} "
    return Choice(f"{target}={about}", name, f"{kind}{more} > ", f"{kind}{name} {more}".casefold())


def _codes(project: Store) -> Iterator[Choice]:
    """Codes alone, not what a characteristic is said of."""
    book = codebook(project)
    for choice in choices(book):
        if choice.key in book.by_id:
            yield replace(choice, key=f"code={choice.key}")


def _whose(case: Case) -> str:
    return f"{case.participant} {_of(case)}"


def _of(case: Case) -> str:
    """Role, clinic and whatever else the study records of a participant, but not the wave."""
    return " ".join(value for _, value in case.attributes)
