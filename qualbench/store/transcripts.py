"""Transcripts: the text is the identity; name and turns are facts that can be replaced."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from qualbench.errors import NotFoundError, RefusedError
from qualbench.model import Transcript, Turn
from qualbench.store.facts import Draft, record
from qualbench.store.ids import canonical
from qualbench.store.live import leads

if TYPE_CHECKING:
    from qualbench.store.file import Store

_READ = (
    "SELECT t.hash, n.name, t.text, u.turns, n.source, u.format FROM live_transcript t "
    "JOIN live_name n ON n.id = (SELECT MIN(id) FROM live_name WHERE transcript = t.hash) "
    "JOIN live_turns u ON u.id = (SELECT MIN(id) FROM live_turns WHERE transcript = t.hash) "
)


def add_transcript(store: Store, author: str, transcript: Transcript) -> bool:
    """Add a transcript, or the turns that are read differently now; False where nothing is new.

    RefusedError where the turns are somebody else's and ``author`` is no lead.
    """
    turns = Draft("turns", _turns(transcript), imported=True)
    known = store.db.execute(_READ + "WHERE t.hash = ?", [transcript.hash]).fetchone()
    if known is None:
        text = Draft("transcript", {"hash": transcript.hash, "text": transcript.text}, True)
        record(store, author, [text, Draft("name", _name(transcript), True), turns])
        return True
    if _transcript(*known).turns == transcript.turns:
        return False
    revised = {**turns.payload, "replaces": _revisable_turns(store, author, transcript)}
    return bool(record(store, author, [Draft("turns", revised, imported=True)]).added)


def _name(transcript: Transcript) -> dict[str, str]:
    return {
        "transcript": transcript.hash,
        "name": transcript.name,
        "source": transcript.source,
    }


def _turns(transcript: Transcript) -> dict[str, str]:
    rows = [[t.start, t.body, t.end, t.speaker, t.interviewer, t.time] for t in transcript.turns]
    return {
        "transcript": transcript.hash,
        "format": transcript.format,
        "turns": canonical(rows),
    }


def _revisable_turns(store: Store, author: str, transcript: Transcript) -> str:
    fact, of = store.db.execute(
        "SELECT MIN(id), author FROM live_turns WHERE transcript = ?", [transcript.hash]
    ).fetchone()
    if author != of and author not in leads(store.db):
        raise RefusedError(
            f"{transcript.name}: somebody else read its turns otherwise",
            "Ask a lead to import it anew.",
        )
    return str(fact)


def transcripts(store: Store) -> tuple[Transcript, ...]:
    """Every transcript with its text and turns, by name."""
    rows = store.db.execute(_READ + "ORDER BY n.name, t.hash")
    return tuple(_transcript(*row) for row in rows)


def find_transcript(store: Store, name: str) -> Transcript:
    """By name, or by the first eight or more digits of the text's hash."""
    rows = store.db.execute(
        _READ + "WHERE n.name = :name "
        "OR (length(:name) >= 8 AND substr(t.hash, 1, length(:name)) = :name)",
        {"name": name},
    ).fetchall()
    if len(rows) == 1:
        return _transcript(*rows[0])
    if rows:
        hashes = ", ".join(row[0][:12] for row in rows)
        raise NotFoundError(f"{len(rows)} transcripts are named {name}", f"Say which: {hashes}")
    raise NotFoundError(
        f"there is no transcript {name}", "`qualbench status PROJECT` lists the transcripts."
    )


def _transcript(*row: str) -> Transcript:
    text_hash, name, text, turns, source, form = row
    return Transcript(
        text_hash, name, text, tuple(Turn(*t) for t in json.loads(turns)), source, form
    )
