"""Memos, on anything: the latest of each line of revisions, by author."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qualbench.errors import NotFoundError
from qualbench.model import Memo, MemoTarget
from qualbench.store.facts import Draft
from qualbench.store.live import said_at, standing

if TYPE_CHECKING:
    from qualbench.store.file import Store

_ROW = "m.id, COALESCE(m.lineage, m.id), m.author, COALESCE(m.target, 'coding'), m.about, m.text"
_LIVE = f"SELECT {_ROW}, {said_at('m')} FROM {standing('memo')} m "


def memo_draft(
    about: str, text: str, target: MemoTarget = "coding", *, imported: bool = False
) -> Draft:
    """A memo about a coding's lineage, or another thing. A coding's target is left empty."""
    said = {"about": about, "text": text, "target": None if target == "coding" else target}
    return Draft("memo", said, imported)


def memo_revision(memo: Memo, text: str) -> Draft:
    """The same memo in other words."""
    said = memo_draft(memo.about, text, memo.target).payload
    return Draft("memo", {**said, "lineage": memo.lineage, "replaces": memo.id})


def memos(store: Store, target: MemoTarget | None = None, about: str = "") -> tuple[Memo, ...]:
    """The live memos, of one target or about one thing or all; the newest last."""
    wanted = {"COALESCE(m.target, 'coding')": target, "m.about": about}
    asked = {column: value for column, value in wanted.items() if value}
    tests = "".join(f" AND {column} = ?" for column in asked)
    rows = store.db.execute(f"{_LIVE}WHERE TRUE{tests} ORDER BY m.id", list(asked.values()))
    return tuple(Memo(*row) for row in rows)


def find_memo(store: Store, fact: str) -> Memo:
    """A live memo by its id, or by enough of the end of it to be the only one."""
    rows = store.db.execute(f"{_LIVE}WHERE substr(m.id, -length(:end)) = :end", {"end": fact})
    found = [Memo(*row) for row in rows]
    if len(found) == 1:
        return found[0]
    what = f"{len(found)} memos end in {fact}" if found else f"there is no live memo {fact}"
    raise NotFoundError(what, "`qualbench memos PROJECT` lists the memos with their ids.")
