"""Codings and their memos, as facts and as the live values that people see."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from qualbench.errors import NotFoundError
from qualbench.model import Coding, Span, Transcript, Valence
from qualbench.store.facts import Draft, imported_id
from qualbench.store.ids import Value, new_id, sha256

if TYPE_CHECKING:
    from qualbench.store.file import Store

_LIVE = (
    "SELECT c.id, COALESCE(c.lineage, c.id) AS lineage, c.author, c.transcript, c.start_char, "
    "c.end_char, c.code, c.codebook, c.at, COALESCE(c.role, '') AS role, c.valence, c.unsure, "
    "COALESCE((SELECT group_concat(m.text, char(10)) FROM live_memo m "
    "WHERE m.about = COALESCE(c.lineage, c.id) AND m.author = c.author), '') AS memo "
    "FROM live_coding c "
)


def coding_drafts(
    store: Store,
    coder: str,
    transcript: Transcript,
    span: Span,
    code: str,
    codebook: str,
    *,
    role: str = "",
    valence: Valence | None = None,
    unsure: bool = False,
    memo: str = "",
    imported: bool = False,
) -> tuple[Draft, ...]:
    """A coding to record, and its memo where there is one. Of the words, only a hash is kept."""
    payload: dict[str, Value] = {
        "transcript": transcript.hash,
        "start_char": span.start,
        "end_char": span.end,
        "quote_hash": sha256(span.of(transcript.text)),
        "code": code,
        "role": role or None,
        "codebook": codebook,
        "valence": valence,
        "unsure": int(unsure),
    }
    fact = imported_id(store.project, "coding", coder, payload) if imported else new_id()
    coding = Draft("coding", payload, id=fact)
    return (coding, memo_draft(fact, memo, imported=imported)) if memo else (coding,)


def memo_draft(about: str, text: str, *, imported: bool = False) -> Draft:
    """A memo about a coding's lineage."""
    return Draft("memo", {"about": about, "text": text}, imported)


def codings(store: Store, transcript: str = "", coder: str = "") -> tuple[Coding, ...]:
    """The live codings, of one transcript or coder or of all, in reading order."""
    where, values = _where(transcript=transcript, author=coder)
    order = "ORDER BY c.transcript, c.start_char, c.end_char, c.code, role, c.author, c.id"
    return tuple(_coding(row) for row in store.db.query(f"{_LIVE} {where} {order}", values))


def codings_among(store: Store, ids: Iterable[str]) -> tuple[Coding, ...]:
    """The codings of those facts, live or not: what counted when somebody submitted."""
    sql = _LIVE.replace("live_coding c", "fact_coding c")
    return tuple(
        _coding(row) for fact in ids for row in store.db.query(f"{sql} WHERE c.id = ?", [fact])
    )


def codings_of_action(store: Store, action: str) -> tuple[Coding, ...]:
    """The codings that an action added, live or not."""
    rows = store.db.execute("SELECT id FROM fact_coding WHERE action = ? ORDER BY id", [action])
    return codings_among(store, [row[0] for row in rows.fetchall()])


def find_coding(store: Store, fact: str) -> Coding:
    """A live coding by its id, or by enough of the end of it to be the only one."""
    found = list(store.db.query(f"{_LIVE} WHERE substr(c.id, -length(:end)) = :end", {"end": fact}))
    if len(found) == 1:
        return _coding(found[0])
    what = f"{len(found)} codings end in {fact}" if found else f"there is no live coding {fact}"
    raise NotFoundError(what, "`qualbench codings PROJECT` lists the codings with their ids.")


def _where(**wanted: str) -> tuple[str, list[str]]:
    asked = {column: value for column, value in wanted.items() if value}
    tests = " AND ".join(f"c.{column} = ?" for column in asked)
    return (f"WHERE {tests}" if tests else ""), list(asked.values())


def _coding(row: dict[str, Any]) -> Coding:
    span = Span(row.pop("start_char"), row.pop("end_char"))
    return Coding(span=span, coder=row.pop("author"), unsure=bool(row.pop("unsure")), **row)
