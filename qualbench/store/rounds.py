"""Rounds: who codes which transcripts, and what a reveal let count."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from qualbench.errors import NotFoundError
from qualbench.model import Round, Span
from qualbench.store.erasures import erased_texts
from qualbench.store.facts import Draft
from qualbench.store.ids import canonical, new_id
from qualbench.store.live import standing

if TYPE_CHECKING:
    from qualbench.store.file import Store


def round_drafts(
    name: str,
    assigned: Mapping[str, Sequence[str]],
    sample: Mapping[str, str],
    segments: Mapping[str, Sequence[Span]],
    after: str,
) -> tuple[Draft, ...]:
    """A round to open, and what each coder has in it: transcript hash -> the ids of its coders."""
    drawn = {text: [[s.start, s.end] for s in spans] for text, spans in segments.items()}
    payload = {
        "name": name,
        "sample": canonical(sample) if sample else None,
        "segments": canonical(drawn) if drawn else None,
        "after": after or None,
    }
    of, theirs = new_id(), defaultdict(list)
    for text, coders in assigned.items():
        for coder in coders:
            theirs[coder].append(text)
    given = (
        {"round": of, "coder": coder, "transcripts": canonical(sorted(texts))}
        for coder, texts in sorted(theirs.items())
    )
    return Draft("round", payload, id=of), *(Draft("assignment", said) for said in given)


def reveal_draft(
    store: Store,
    of: str,
    submissions: Iterable[str],
    sentences: Mapping[str, str],
    tolerance: int,
) -> Draft:
    """A round to reveal: what counts in it from now on, in the place of an earlier reveal."""
    before = store.db.execute(
        f"SELECT id FROM {standing('reveal')} WHERE round = ? ORDER BY id", [of]
    ).fetchone()
    payload = {
        "round": of,
        "submissions": canonical(sorted(submissions)),
        "sentences": canonical(dict(sentences)),
        "tolerance": tolerance,
        "replaces": before[0] if before else None,
    }
    return Draft("reveal", payload)


def rounds(store: Store) -> tuple[Round, ...]:
    """The rounds that stand, each behind the one that it was opened after."""
    shown = store.db.query(f"SELECT * FROM {standing('reveal')} ORDER BY id DESC")
    reveals = {row["round"]: row for row in shown}
    rows = store.db.query(f"SELECT * FROM {standing('round')} ORDER BY id")
    given = _assigned(store)
    found = {r["id"]: _round(r, given.get(r["id"], {}), reveals.get(r["id"])) for r in rows}

    def behind(known: Round) -> int:
        passed = 0
        while known.after in found:
            known, passed = found[known.after], passed + 1
        return passed

    return tuple(sorted(found.values(), key=lambda known: (behind(known), known.id)))


def find_round(store: Store, name: str) -> Round:
    """The round of that name, or of that id."""
    known = rounds(store)
    found = [one for one in known if name in (one.name, one.id)]
    if len(found) == 1:
        return found[0]
    if found:
        ids = ", ".join(one.id for one in found)
        raise NotFoundError(f"{len(found)} rounds are named {name}", f"Name one by its id: {ids}")
    names = ", ".join(one.name for one in known)
    hint = f"There is {names}." if names else "A lead opens one with `qualbench round open`."
    raise NotFoundError(f"there is no round {name}", hint)


def _assigned(store: Store) -> dict[str, dict[str, list[str]]]:
    """Round -> transcript hash -> the ids of those who code it."""
    found: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    erased = erased_texts(store.db)
    sql = f"SELECT round, coder, transcripts FROM {standing('assignment')} ORDER BY coder, id"
    for of, coder, texts in store.db.execute(sql):
        for text in json.loads(texts):
            if text not in erased and coder not in found[of][text]:
                found[of][text].append(coder)
    return found


def _round(
    row: Mapping[str, Any], given: Mapping[str, Sequence[str]], reveal: Mapping[str, Any] | None
) -> Round:
    shown = reveal or {"submissions": "[]", "sentences": "{}", "tolerance": 0}
    segments = json.loads(row["segments"] or "{}")
    return Round(
        id=row["id"],
        name=row["name"],
        assigned=tuple((text, tuple(coders)) for text, coders in sorted(given.items())),
        lead=row["author"],
        at=row["at"],
        sample=tuple(json.loads(row["sample"] or "{}").items()),
        after=row["after"] or "",
        segments=tuple((t, tuple(Span(*s) for s in spans)) for t, spans in segments.items()),
        revealed=reveal is not None,
        counted=tuple(json.loads(shown["submissions"])),
        sentences=tuple(json.loads(shown["sentences"]).items()),
        tolerance=shown["tolerance"],
    )
