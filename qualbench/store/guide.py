"""The interview guide, and where its questions were put."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from qualbench.model import Asked, Guide, Question
from qualbench.store.facts import Draft
from qualbench.store.ids import canonical
from qualbench.store.live import standing

if TYPE_CHECKING:
    from qualbench.store.file import Store


def guide_draft(store: Store, guide: Guide) -> Draft | None:
    """A guide in the place of the one before; None where it is that one."""
    content = canonical(asdict(guide))
    before = _in_force(store)
    if before and before[1] == content:
        return None
    return Draft("guide", {"content": content, "replaces": before[0] if before else None})


def guide(store: Store) -> Guide | None:
    """The guide in force, if one was loaded."""
    found = _in_force(store)
    if found is None:
        return None
    said = json.loads(found[1])
    questions = (
        Question(one["id"], one["asks"], tuple(one["constructs"]), tuple(one["roles"]))
        for one in said["questions"]
    )
    return Guide(said["name"], tuple(questions), said["note"])


def _in_force(store: Store) -> Any:
    sql = f"SELECT id, content FROM {standing('guide')} ORDER BY id"
    return store.db.execute(sql).fetchone()


def asked_draft(
    transcript: str,
    question: str,
    turns: Iterable[int],
    absent: Iterable[str] = (),
    replaces: str = "",
) -> Draft:
    """Where a question was put, by the starts of turns: see :class:`qualbench.model.Asked`."""
    payload = {
        "transcript": transcript,
        "question": question,
        "turns": canonical(sorted(set(turns))),
        "absent": canonical(sorted(set(absent))),
        "replaces": replaces or None,
    }
    return Draft("asked", payload)


def asked(store: Store, transcript: str = "") -> tuple[Asked, ...]:
    """What stands of where questions were put, in all transcripts or one, by its hash.

    Of several on a question in a transcript the one with the smallest id.
    """
    where, values = ("WHERE transcript = ?", [transcript]) if transcript else ("", [])
    sql = "SELECT id, author, transcript, question, turns, absent, at "
    rows = store.db.execute(f"{sql} FROM {standing('asked')} {where} ORDER BY id DESC", values)
    found = {
        (text, question): Asked(
            *(fact, coder, text, question, tuple(json.loads(turns)), tuple(json.loads(none)), at)
        )
        for fact, coder, text, question, turns, none, at in rows
    }
    return tuple(found[place] for place in sorted(found))
