"""Codings, as facts and as the live values that people see."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from sys import intern
from typing import TYPE_CHECKING, Any

from qualbench.errors import NotFoundError
from qualbench.model import Coding, Span, Transcript, Valence
from qualbench.store.facts import Draft, imported_id
from qualbench.store.ids import Value, canonical, new_id, sha256
from qualbench.store.live import said_at, standing
from qualbench.store.memos import memo_draft
from qualbench.store.remembering import remembered

if TYPE_CHECKING:
    from qualbench.store.file import Store

_MEMO = (
    f"(SELECT group_concat(text, char(10)) FROM (SELECT m.text FROM {standing('memo')} m "
    "WHERE m.about = COALESCE(c.lineage, c.id) AND m.author = c.author "
    "AND COALESCE(m.target, 'coding') = 'coding' ORDER BY m.id))"
)
_STARRED = f"EXISTS (SELECT 1 FROM {standing('star')} s WHERE s.about = COALESCE(c.lineage, c.id))"
_SAID = (
    "SELECT c.id, COALESCE(c.lineage, c.id), c.author, c.transcript, c.start_char, c.end_char, "
    f"c.code, c.codebook, {said_at('c')}, COALESCE(c.role, ''), c.valence, c.unsure, "
    f"COALESCE({_MEMO}, ''), COALESCE(c.note, ''), {_STARRED} FROM "
)
_LIVE = f"{_SAID} {standing('coding')} c WHERE TRUE "
_EVER = f"{_SAID} fact_coding c "


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
    note: str = "",
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
        "note": note or None,
    }
    fact = imported_id(store.project, "coding", coder, payload) if imported else new_id()
    coding = Draft("coding", payload, id=fact)
    return (coding, memo_draft(fact, memo, imported=imported)) if memo else (coding,)


def coding_revision(store: Store, text: Transcript, before: Coding, now: Coding) -> Draft:
    """A coding as it is meant ``now``, in the place of the fact that said it before."""
    (draft,) = coding_drafts(
        store,
        now.coder,
        text,
        now.span,
        now.code,
        now.codebook,
        role=now.role,
        valence=now.valence,
        unsure=now.unsure,
        note=now.note,
    )
    line = {"lineage": before.lineage, "replaces": before.id}
    return Draft("coding", {**draft.payload, **line}, id=draft.id)


@remembered
def codings(
    store: Store, transcript: str = "", coder: str = "", span: Span | None = None
) -> tuple[Coding, ...]:
    """The live codings, of a transcript, a coder, just one span or of all, in reading order."""
    wanted = {"transcript": transcript, "author": coder}
    asked: dict[str, str | int] = {column: value for column, value in wanted.items() if value}
    asked |= {"start_char": span.start, "end_char": span.end} if span is not None else {}
    tests = "".join(f"AND c.{column} = ? " for column in asked)
    order = "ORDER BY c.transcript, c.start_char, c.end_char, c.code, c.role, c.author, c.id"
    rows = store.db.execute(f"{_LIVE}{tests}{order}", list(asked.values()))
    return tuple(_coding(row) for row in rows)


def standing_ids(store: Store) -> dict[str, dict[str, set[str]]]:
    """The facts of all live codings: by transcript, then by coder."""
    found: dict[str, dict[str, set[str]]] = {}
    sql = f"SELECT transcript, author, id FROM {standing('coding')}"
    for transcript, coder, fact in store.db.execute(sql):
        found.setdefault(transcript, {}).setdefault(coder, set()).add(fact)
    return found


def codings_among(store: Store, ids: Iterable[str]) -> tuple[Coding, ...]:
    """The codings of those facts, live or not: what counted when somebody submitted."""
    wanted = list(ids)
    rows = store.db.execute(
        f"{_EVER} WHERE c.id IN (SELECT value FROM json_each(?))", [canonical(wanted)]
    )
    found = {row[0]: _coding(row) for row in rows}
    return tuple(found[fact] for fact in wanted if fact in found)


def codings_of_action(store: Store, action: str) -> tuple[Coding, ...]:
    """The codings that an action added, live or not."""
    rows = store.db.execute("SELECT id FROM fact_coding WHERE action = ? ORDER BY id", [action])
    return codings_among(store, [row[0] for row in rows.fetchall()])


def find_coding(store: Store, fact: str) -> Coding:
    """A live coding by its id, by that of a fact it replaced, or by enough of the end of one."""
    for lines in (_lineages(store, "id = ?", fact), _lineages(store, _ENDS, fact)):
        found = [coding for line in lines for coding in _heads(store, line)]
        exact = [coding for coding in found if coding.id == fact]
        if len(exact or found) == 1:
            return (exact or found)[0]
        if found:
            raise NotFoundError(f"{len(found)} codings end in {fact}", _LISTED)
    raise NotFoundError(f"there is no live coding {fact}", _LISTED)


_ENDS = "substr(id, -length(?1)) = ?1"
_LISTED = "`qualbench codings PROJECT` lists the codings with their ids."


def _lineages(store: Store, test: str, fact: str) -> Sequence[str]:
    sql = f"SELECT DISTINCT COALESCE(lineage, id) FROM fact_coding WHERE {test}"
    return [row[0] for row in store.db.execute(sql, [fact])]


def _heads(store: Store, lineage: str) -> Iterable[Coding]:
    rows = store.db.execute(f"{_LIVE}AND (c.id = ?1 OR c.lineage = ?1) ORDER BY c.id", [lineage])
    return [_coding(row) for row in rows]


def last_of(store: Store, lineage: str) -> Coding | None:
    """What a lineage says, or said last before it was taken back."""
    heads = _heads(store, lineage) or map(_coding, _line(store, lineage))
    return next(iter(heads), None)


def is_live(store: Store, fact: str) -> bool:
    return bool(store.db.execute("SELECT 1 FROM live WHERE id = ?", [fact]).fetchone())


def _line(store: Store, lineage: str) -> Iterable[Sequence[Any]]:
    latest = "EXISTS (SELECT 1 FROM fact_coding n WHERE n.replaces = c.id), c.id"
    sql = f"{_EVER} WHERE c.id = ?1 OR c.lineage = ?1 ORDER BY {latest}"
    return store.db.execute(sql, [lineage])


def line_of(store: Store, kind: str, lineage: str) -> tuple[str, ...]:
    """Every fact of a line of revisions, live or not: of a ``coding`` or a ``memo``."""
    sql = f"SELECT id FROM fact_{kind} WHERE id = ?1 OR lineage = ?1 ORDER BY id"
    return tuple(row[0] for row in store.db.execute(sql, [lineage]))


def _coding(row: Sequence[Any]) -> Coding:
    """A row's coding; what many rows say alike is held once."""
    fact, lineage, coder, transcript, start, end, code, book, at, role, valence, *marks = row
    unsure, memo, note, starred = marks
    lineage = fact if lineage == fact else lineage
    coder, transcript, code, book = map(intern, (coder, transcript, code, book))
    span = Span(start, end)
    return Coding(
        *(fact, lineage, coder, transcript, span, code, book, at, role, valence),
        *(bool(unsure), memo, note, bool(starred)),
    )
