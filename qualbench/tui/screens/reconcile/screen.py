"""The screen on which a team's disagreements become its consensus."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from rich.console import Console
from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.widgets import Static
from textual.worker import Worker, WorkerState

from qualbench import workbench
from qualbench.model import PAIR_MARK, Code, Reconciliation
from qualbench.tui.opinions import block, kind_said, opinions, own_said, why
from qualbench.tui.quoted import one_line
from qualbench.tui.screens.reconcile.edging import Edging
from qualbench.tui.screens.room import bind
from qualbench.tui.widgets.ask_line import AskLine
from qualbench.tui.widgets.beside import Beside, Block
from qualbench.tui.widgets.code_card import described
from qualbench.tui.widgets.code_picker import CodePicker
from qualbench.tui.widgets.key_line import KeyLine
from qualbench.tui.widgets.memo_box import MemoBox
from qualbench.tui.widgets.read_on import read_on
from qualbench.tui.widgets.title_line import TitleLine
from qualbench.workbench import ShownDisagreement

_PLAIN = Console(width=80)
_FIRST = (
    *("reconcile.both", "reconcile.neither", "reconcile.edges", "reconcile.code"),
    *("reconcile.meeting", "reconcile.reason", "reconcile.rule", "reconcile.changes"),
    *("reconcile.next", "reconcile.next_open"),
)
"""The keys that lead the last line."""


class Reconcile(Edging):
    """A round's disagreements, one at a time."""

    CSS_PATH = "reconcile.tcss"
    HORIZONTAL_BREAKPOINTS = [(0, "narrow"), (110, "wide")]
    BINDINGS = [
        bind("w,enter", "open", "Open the transcript there", "reconcile.open", "Text"),
        bind("space", "whole", "The whole turns, or what fits", "reconcile.whole"),
        bind("d", "read_on", "Read on in the definitions", "reconcile.read_on"),
        bind("escape", "back", "Back", "reconcile.back", "Back"),
    ]

    def compose(self) -> ComposeResult:
        yield self.title_line(f"Round {one_line(self.round)}")
        yield Static("Looking for disagreements …", id="kind", markup=False)
        yield Static(id="state", classes="hint", markup=False)
        yield Beside(id="said")
        yield Static(id="verdict", markup=False)
        yield Beside(whole=True, id="meaning")
        yield CodePicker()
        yield MemoBox()
        yield AskLine()
        yield KeyLine(_FIRST)

    def on_mount(self) -> None:
        self.query_one("#meaning").can_focus = False
        self.set_focus(self.query_one("#said"))

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        if event.state is WorkerState.ERROR:  # which is said
            self.query_one("#kind", Static).update("")

    # What is shown

    def show(self) -> None:
        item = self.item
        self.query_one(TitleLine).where = self._title
        self.query_one("#kind", Static).update(self._kind)
        self.query_one("#state", Static).update(self._state)
        self.query_one("#verdict", Static).update(Text("\n").join(self._verdict()))
        said = self.query_one("#said", Beside)
        said.display = not self.edged
        if not self.edged:
            said.show(list(self._opinions(item)) if item else [])
        self.query_one("#meaning", Beside).show(list(self._meanings(item)) if item else [])

    @property
    def _title(self) -> str:
        if not self.items:
            return one_line(f"Round {self.round}")
        left = f", {self.left} for the meeting" if self.left else ""
        decided = len(self.items) - self.undecided - self.left
        return one_line(
            f"Round {self.round}: {self.place} of {len(self.items)}, {decided} decided{left}"
        )

    @property
    def _kind(self) -> str:
        if item := self.item:
            return kind_said(item.kind, item.names, item.absent)
        return "The coders of this round differ nowhere." if self.found else ""

    @property
    def _state(self) -> Text:
        """What is left out and in what order they come; where it is, how far that agrees."""
        said = Text()
        if self.only:
            key = self.bench.key("reconcile.only")
            said.append(f"Only {self.only}", style="bold reverse").append(f" {key} shows others. ")
        if self.order == "worst":
            said.append("Worst construct first. ")
        if self.item:
            said.append(f"{one_line(self.item.transcript)}. ")
            said.append(_agreed(self.item) if self.shares_shown else "")
        return said

    def _opinions(self, item: ShownDisagreement) -> Iterator[Block]:
        whole = self.query_one("#said", Beside).whole
        text = self.texts[item.hash]
        for one in opinions(item.parts, item.absent, self.digits, self.decision(item)):
            yield block(one, text, item.extent, whole=whole)

    def _meanings(self, item: ShownDisagreement) -> Iterator[Block]:
        """The definitions of the constructs in question, and of the one that was decided on."""
        codes = {key.partition(PAIR_MARK)[0]: None for key in item.keys}
        if stands := self.decision(item):
            codes |= {one.code: None for one in stands.outcome}
        for code in (self.book.by_id.get(one) for one in codes):
            if code:
                yield meaning(code, self.book.path(code.id))

    # What was decided

    def _verdict(self) -> Iterator[Text]:
        item = self.item
        if item is None:
            return
        if self.edged:
            yield self._edging
            return
        stands, said = self.decision(item), self.why(item)
        reasons = list(why(said.reason, said.rule, said.changes))
        if stands:
            yield Text("  ").join([self._stands(item, stands), *reasons])
        else:
            undecided = Text("Not decided yet.", style="bold")
            if reasons:
                undecided.append(" Kept for when you decide:", "not bold")
            elif self.last:
                undecided.append(f" Just decided: {self.last}.", "not bold")
            yield Text("  ").join([undecided, *reasons])
        if not self.undecided:
            yield Text(self._over)

    def _stands(self, item: ShownDisagreement, stands: Reconciliation) -> Text:
        said = self.said(item, stands)
        line = Text(f"{said[0].upper()}{said[1:]}", style="bold")
        if stands.choice == "edges":
            quote = stands.outcome[0].span.of(self.texts[item.hash].text)
            line.append(f": “{one_line(quote)}”", "not bold")
        line.append(".")
        coders = {*item.absent, *(part.coder for part in item.parts)}
        if not self.leading and self.bench.coder in coders and stands.choice != "meeting":
            own = "; ".join(map(own_said, self.own(stands))) or "as you had it"
            line.append(f" {own[0].upper()}{own[1:]}.", "bold italic")
        return line

    @property
    def _edging(self) -> Text:
        key, name = self.bench.key, workbench.name_of(self.book, self.edged)
        word, back = key("text.next_word"), key("text.previous_word")
        on, before = key("text.next_sentence"), key("text.previous_sentence")
        return Text(
            f"The edges of {name}: {word} {back} by word, {on} {before} by sentence, "
            f"{key('text.other_edge')} the other edge, {key('text.set_edges')} sets, "
            f"{key('text.leave')} leaves."
        )

    @property
    def _over(self) -> str:
        ledger = self.bench.key("app.decisions")
        if self.left:
            only = self.bench.key("reconcile.only")
            return f"All decided but {self.left} for the meeting: {only} shows them."
        return (
            "All is decided; the consensus is a layer of its own: `qualbench export "
            f"{self.bench.project.path.name} segments --to consensus.csv --layer consensus`. "
            f"{ledger} lists the decisions."
        )

    # While something is asked below

    def on_descendant_focus(self) -> None:
        """Where there is little room, the definitions make room for what is asked."""
        self.set_class(self._drawer is not None, "asking")

    @on(CodePicker.Considered)
    def _considered(self, event: CodePicker.Considered) -> None:
        """The code that would be taken, before those in question."""
        found = self.book.by_id.get(event.key.partition(PAIR_MARK)[0])
        if found and self.item:
            others = self._meanings(self.item)
            self.query_one("#meaning", Beside).show(
                [meaning(found, self.book.path(found.id)), *others]
            )

    @on(CodePicker.Left)
    def _not_picked(self) -> None:
        self.show()

    # Other keys

    def action_open(self) -> None:
        if item := self.item:
            self.bench.open_at(item.hash, item.extent)

    def action_whole(self) -> None:
        said = self.query_one("#said", Beside)
        said.whole = not said.whole
        self.show()

    def action_read_on(self) -> None:
        read_on(self.query_one("#meaning"))

    def action_back(self) -> None:
        """All of them again first: nobody should take what is left out for lost."""
        if self.only:
            self.only = ""
            self.show()
        else:
            self.app.pop_screen()


def _agreed(item: ShownDisagreement) -> str:
    """How far the construct in question that fares worst agrees in this round."""
    key = item.worst[1]
    agreed, of = item.agreed[item.keys.index(key)]
    return one_line(f"{item.names[item.keys.index(key)]}: {agreed} of {of} places agreed.")


@lru_cache(64)
def meaning(code: Code, path: str) -> Block:
    """What the codebook says of a code."""
    name, _, *more = described(code, path)
    name.append(f"   {path.rpartition(' > ')[0]}", "not bold dim")

    @lru_cache(4)
    def body(width: int, rows: int) -> Sequence[Text]:
        lines: list[Text] = []
        for paragraph in more:
            said = Text(paragraph.plain.strip(), style=paragraph.style)
            lines += said.wrap(_PLAIN, width)
        return lines

    return Block(lambda width: list(name.wrap(_PLAIN, width)), body)
