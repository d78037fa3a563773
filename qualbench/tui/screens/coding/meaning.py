"""What a code means: its definition with what was coded, thought and changed since."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from qualbench import workbench
from qualbench.model import Code, Codebook, Span
from qualbench.tui.screens.coding.sheet import Sheet
from qualbench.tui.talk import Units, merged
from qualbench.tui.widgets.code_card import CodeCard
from qualbench.workbench import Rewording, ShownCoding

if TYPE_CHECKING:
    from qualbench.workbench import Reasons

_EXAMPLES = 3


class Meaning(Sheet):
    """Read once for every change, so that moving on costs nothing."""

    outdated: frozenset[str] = frozenset()
    """The codings here whose code reads differently since they were made."""

    tones: Mapping[str, int] = {}
    """Code -> the number of its domain: what hangs together has one colour."""

    touched = Units(())
    """What the coder has coded here."""

    _memos: Mapping[str, list[tuple[str, str]]] = {}
    _proposed: Mapping[str, str] = {}
    _coded: Mapping[str, Sequence[Span]] = {}

    def load_asides(self) -> None:
        """Memos on codes, who proposed which, and what has changed under the codings here."""
        codings = [shown.coding for shown in self.page.codings]
        self.outdated = workbench.outdated(self.bench.project, codings)
        self._proposed = workbench.proposals(self.bench.project)
        memos: dict[str, list[tuple[str, str]]] = {}
        for memo in workbench.memos(*self.who, "code"):
            memos.setdefault(memo.memo.about, []).append((memo.coder, memo.memo.text))
        self._memos = memos
        own = self.page.own
        covered = merged(shown.coding.span for shown in own)
        self.touched = Units((span.start, span.end) for span in covered)
        coded: dict[str, list[Span]] = {}
        for shown in own:
            coded.setdefault(shown.coding.key, []).append(shown.coding.span)
        self._coded = {key: spans[-_EXAMPLES:] for key, spans in coded.items()}
        self.tones = _tones(self.book)

    @property
    def asides(self) -> object:
        """To be compared: whether anything beside the page is otherwise now."""
        return self.outdated, self._proposed, self._memos

    def define(
        self, key: str, outdated: ShownCoding | None = None, reasons: Reasons | None = None
    ) -> None:
        """Show a code on the card, or nothing for an unknown one.

        With a coding that is ``outdated``, also what has changed since; with ``reasons``, why it
        is suggested.
        """
        code = self.book.by_id.get(key.partition("@")[0])
        card = self.query_one(CodeCard)
        if code is None:
            card.show(None)
            return
        coded = [workbench.speech(self.page.transcript, s) for s in self._coded.get(key, ())]
        memos = self._memos.get(code.id, ())
        notice = self._notice(code)
        changes: Sequence[Rewording] = ()
        if outdated:
            who = "you" if outdated.coder == self.bench.coder else outdated.coder
            notice = f"changed since {who} coded{notice and '; '}{notice}"
            changes = workbench.changed_since(self.bench.project, outdated.coding)
        card.show(code, self.book.path(code.id), coded, memos, notice, changes, reasons)

    def _notice(self, code: Code) -> str:
        if code.id in self._proposed:
            return f"proposed by {self._proposed[code.id]}"
        if code.merged_into:
            return f"retired: merged into {workbench.name_of(self.book, code.merged_into)}"
        return "retired" if code.retired else ""


def _tones(book: Codebook) -> dict[str, int]:
    domains = {code.id: place for place, code in enumerate(book.children(None))}
    tones: dict[str, int] = {}
    for code in book.codes:
        top = [code, *book.ancestors(code.id)][-1]
        tones[code.id] = domains.get(top.id, 0)
    return tones
