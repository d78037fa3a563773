"""Cases: which participant speaks in a transcript, and what is known of them in a wave."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qualbench.errors import RefusedError
from qualbench.model import Case
from qualbench.store.facts import Draft, record
from qualbench.store.live import leads, standing

if TYPE_CHECKING:
    from qualbench.store.file import Store


def add_cases(store: Store, author: str, cases: Iterable[Case]) -> int:
    """Add what is new in ``cases`` (their ``transcript`` a hash); gives how many facts were added.

    A value that differs from the live one revises it: RefusedError where neither its author
    nor a lead asks for that.
    """
    known = _known(store)
    drafts = {_subject(draft): draft for case in cases for draft in _drafts(case)}
    fresh = [
        _revising(store, author, draft, known.get(subject))
        for subject, draft in drafts.items()
        if subject not in known or known[subject].said != _said(draft)
    ]
    return len(record(store, author, fresh).added)


def _drafts(case: Case) -> Iterable[Draft]:
    yield Draft(
        "belonging",
        {
            "transcript": case.transcript,
            "speaker": case.speaker,
            "participant": case.participant,
            "wave": case.wave,
        },
        imported=True,
    )
    for name, value in case.attributes:
        yield Draft(
            "attribute",
            {"participant": case.participant, "wave": case.wave, "name": name, "value": value},
            imported=True,
        )


def _subject(draft: Draft) -> tuple[object, ...]:
    """What a draft is about; two live values of one subject would contradict one another."""
    said = draft.payload
    if draft.kind == "belonging":
        return ("belonging", said["transcript"], said["speaker"])
    return ("attribute", said["participant"], said["wave"], said["name"])


def _said(draft: Draft) -> object:
    said = draft.payload
    return said["value"] if draft.kind == "attribute" else (said["participant"], said["wave"])


@dataclass(frozen=True, slots=True)
class _Known:
    """A live value: the fact that says it, and whose it is."""

    fact: str
    author: str
    said: object


def _known(store: Store) -> Mapping[tuple[object, ...], _Known]:
    found: dict[tuple[object, ...], _Known] = {}
    for kind in ("belonging", "attribute"):
        for row in store.db.query(f"SELECT * FROM {standing(kind)} ORDER BY id DESC"):
            draft = Draft(kind, row)
            found[_subject(draft)] = _Known(row["id"], row["author"], _said(draft))
    return found


def _revising(store: Store, author: str, draft: Draft, known: _Known | None) -> Draft:
    if known is None:
        return draft
    if author != known.author and author not in leads(store.db):
        raise RefusedError(
            f"{draft.payload['participant']}: somebody else recorded other values",
            "Ask a lead to import the changed cases.",
        )
    return Draft(draft.kind, {**draft.payload, "replaces": known.fact}, imported=True)


def cases(store: Store, transcript: str = "") -> dict[str, tuple[Case, ...]]:
    """The cases of each transcript, or of one, by its hash; one without any is not in it."""
    where, values = ("WHERE transcript = ?", [transcript]) if transcript else ("", [])
    sql = f"SELECT * FROM {standing('belonging')} {where} ORDER BY transcript, speaker, id DESC"
    said = {(row["transcript"], row["speaker"]): row for row in store.db.query(sql, values)}
    rows = said.values()
    attributes = _attributes(store, {row["participant"] for row in rows})
    found: dict[str, list[Case]] = defaultdict(list)
    for row in rows:
        known = tuple(attributes[row["participant"], row["wave"]].items())
        case = Case(row["transcript"], row["participant"], row["wave"], row["speaker"], known)
        found[case.transcript].append(case)
    return {text: tuple(of_it) for text, of_it in found.items()}


def _attributes(store: Store, participants: set[str]) -> dict[tuple[str, str], dict[str, str]]:
    """What is known of these participants, by wave."""
    found: dict[tuple[str, str], dict[str, str]] = defaultdict(dict)
    sql = f"SELECT * FROM {standing('attribute')} ORDER BY name, id"
    for row in store.db.query(sql):
        if row["participant"] in participants:
            found[row["participant"], row["wave"]].setdefault(row["name"], row["value"])
    return found
