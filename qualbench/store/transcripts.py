"""Transcripts: the text is the identity; name and turns are facts that can be replaced."""

from __future__ import annotations

import json
from itertools import starmap
from typing import TYPE_CHECKING

from qualbench.errors import NotFoundError, RefusedError
from qualbench.model import Transcript, Turn
from qualbench.store.erasures import require_not_erased
from qualbench.store.facts import Draft, record
from qualbench.store.ids import canonical
from qualbench.store.live import leads, standing
from qualbench.store.remembering import remembered

if TYPE_CHECKING:
    from qualbench.store.file import Store

_LIVE = "JOIN fact_{1} {0} ON {0}.id = (SELECT MIN(id) FROM {2} WHERE transcript = t.hash) "
_TEXT = "SELECT t.hash, n.name, t.text, {0}, n.source FROM fact_transcript t " + _LIVE.format(
    "n", "name", standing("name")
)
_READ = _TEXT.format("u.turns, u.format") + _LIVE.format("u", "turns", standing("turns"))


def add_transcript(store: Store, author: str, transcript: Transcript) -> bool:
    """Add a transcript, or the turns that are read differently now; False where nothing is new.

    RefusedError where the turns are somebody else's and ``author`` is no lead, and for a text
    that was erased.
    """
    require_not_erased(store.db, transcript.hash, transcript.name)
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
        f"SELECT MIN(id), author FROM {standing('turns')} WHERE transcript = ?", [transcript.hash]
    ).fetchone()
    if author != of and author not in leads(store.db):
        raise RefusedError(
            f"{transcript.name}: somebody else read its turns otherwise",
            "Ask a lead to import it anew.",
        )
    return str(fact)


@remembered
def transcripts(store: Store) -> tuple[Transcript, ...]:
    """Every transcript with its text and turns, by name."""
    rows = store.db.execute(_READ + "ORDER BY n.name, t.hash")
    return tuple(_transcript(*row) for row in rows)


def transcript_names(store: Store) -> dict[str, str]:
    """The name of each transcript by its hash, in the order of names; no text is read."""
    sql = f"SELECT transcript, name FROM {standing('name')} ORDER BY id DESC"
    named = dict(store.db.execute(sql).fetchall())
    return dict(sorted(named.items(), key=lambda found: (found[1], found[0])))


def find_hash(store: Store, name: str) -> str:
    """By name, or by the first eight or more digits of the text's hash."""
    found = [
        text
        for text, called in sorted(transcript_names(store).items())
        if called == name or (len(name) >= 8 and text.startswith(name))
    ]
    if len(found) == 1:
        return found[0]
    if found:
        hashes = ", ".join(text[:12] for text in found)
        raise NotFoundError(f"{len(found)} transcripts are named {name}", f"Say which: {hashes}")
    raise NotFoundError(
        f"there is no transcript {name}", "`qualbench status PROJECT` lists the transcripts."
    )


def find_transcript(store: Store, name: str) -> Transcript:
    """By name, or by the first eight or more digits of the text's hash."""
    sql = _READ + "WHERE t.hash = ?"
    return _transcript(*store.db.execute(sql, [find_hash(store, name)]).fetchone())


def find_text(store: Store, name: str) -> Transcript:
    """As ``find_transcript``, without the turns, for whoever needs only the words."""
    sql = _TEXT.format("'[]', ''") + "WHERE t.hash = ?"
    return _transcript(*store.db.execute(sql, [find_hash(store, name)]).fetchone())


def read_from(store: Store, transcript: str = "") -> tuple[str, ...]:
    """The facts that say its name, turns and sentences: others as soon as one of them changes.

    Without a transcript, those of all.
    """
    kinds = ("name", "turns", "sentences")
    which = "transcript = ?1" if transcript else "?1 = ''"
    sql = " UNION ALL ".join(f"SELECT id FROM {standing(kind)} WHERE {which}" for kind in kinds)
    return tuple(row[0] for row in store.db.execute(sql, [transcript]))


def texts(store: Store) -> dict[str, str]:
    """The words of every transcript, by hash."""
    return dict(store.db.execute("SELECT hash, text FROM fact_transcript").fetchall())


def _transcript(*row: str) -> Transcript:
    text_hash, name, text, turns, form, source = row
    return Transcript(text_hash, name, text, tuple(starmap(Turn, json.loads(turns))), source, form)
