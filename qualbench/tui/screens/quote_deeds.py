"""What can be done with the quotation at hand."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from textual import on
from textual.binding import Binding

from qualbench import workbench
from qualbench.errors import NotFoundError
from qualbench.model import Codebook
from qualbench.tui.screens.room import Room
from qualbench.tui.widgets.ask_line import AskLine
from qualbench.tui.widgets.code_picker import CodePicker
from qualbench.tui.widgets.memo_box import MemoBox
from qualbench.workbench import Quote, Store


class QuoteDeeds(Room):
    """Keys that change a coding of one's own, and those that go to it."""

    BINDINGS = [
        Binding("enter", "open", "Open", tooltip="Open the transcript there", id="quotes.open"),
        Binding("R", "recode", "Recode", tooltip="Give it another code", id="quotes.recode"),
        Binding("e", "edges", "Edges", tooltip="Move its edges in the text", id="quotes.edges"),
        Binding("m", "memo", "Memo", tooltip="Write what you think of it", id="quotes.memo"),
        Binding("asterisk", "star", "Star, or take the star away", show=False, id="quotes.star"),
        Binding(
            "exclamation_mark", "unsure", "Unsure, or sure again", show=False, id="quotes.unsure"
        ),
        Binding("r", "retract", "Retract it", show=False, id="quotes.retract"),
        Binding("u", "undo", "Undo", tooltip="Undo what you did last", id="quotes.undo"),
        Binding("U,ctrl+r", "redo", "Redo", show=False, id="quotes.redo"),
        Binding("y,ctrl+c", "copy", "Copy it, with its source", show=False, id="quotes.copy"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self.book: Codebook
        self._then: Callable[[str], None] = _nothing

    @property
    def quote(self) -> Quote | None:
        """The quotation at hand."""
        raise NotImplementedError

    def changed(self) -> None:
        """Show what stands now."""
        raise NotImplementedError

    @property
    def who(self) -> tuple[Store, str]:
        """The first two arguments of every verb."""
        return self.bench.project, self.bench.coder

    @contextmanager
    def doing(self) -> Iterator[None]:
        """Around a verb: what is refused is said, what was stored is shown."""
        with self.saying():
            yield
        self.changed()

    def _own(self) -> Quote | None:
        """The quotation at hand if the coder coded it; else it is said what is missing."""
        quote = self.quote
        if quote is not None and quote.shown.coder != self.bench.coder:
            title = f"This coding is by {quote.shown.coder}"
            self.notify("Somebody else's coding stays as it is.", title=title)
            return None
        return quote

    # Going there

    def action_open(self) -> None:
        if quote := self.quote:
            self.bench.open_at(quote.hash, quote.shown.coding.span)

    def action_edges(self) -> None:
        if quote := self._own():
            coding = quote.shown.coding
            self.bench.open_at(quote.hash, coding.span, edges=coding.lineage)

    # Changing it

    def ask(self, title: str, then: Callable[[str], None], value: str = "", hint: str = "") -> None:
        """Ask for a line; ``then`` gets the answer."""
        self._then = then
        self.query_one(AskLine).open(title, value, hint)

    @on(AskLine.Answered)
    @on(MemoBox.Written)
    def _answered(self, event: AskLine.Answered | MemoBox.Written) -> None:
        self._then(event.text)

    def choose(
        self, choices: tuple[workbench.Choice, ...], title: str, then: Callable[[str], None]
    ) -> None:
        """Ask for one of the choices; ``then`` gets its key."""
        self._then = then
        self.query_one(CodePicker).open(choices, (), title, several=False, new=False)

    @on(CodePicker.Picked)
    def _picked(self, event: CodePicker.Picked) -> None:
        self._then(event.keys[0])

    def action_recode(self) -> None:
        quote = self._own()
        if quote is None:
            return
        coding = quote.shown.coding.id

        def recode(key: str) -> None:
            with self.doing():
                workbench.revise(*self.who, coding, code=key)
                self.notify(f"It is {workbench.name_of(self.book, key)} now; u takes that back.")

        self.choose(workbench.choices(self.book), f"Instead of {quote.name}", recode)

    def action_memo(self) -> None:
        """Write a memo on it, or on with the one that the coder has written."""
        quote = self.quote
        if quote is None:
            return
        about = quote.shown.coding.lineage
        found = workbench.memos(*self.who, "coding", about)
        own = [shown.memo for shown in found if shown.coder == self.bench.coder]

        def write(text: str) -> None:
            with self.doing():
                if not own:
                    workbench.write_memo(*self.who, "coding", about, text)
                elif text:
                    workbench.edit_memo(*self.who, own[-1].id, text)
                else:
                    workbench.drop_memo(*self.who, own[-1].id)

        self._then = write
        title = f"Memo on {quote.name}, {quote.shown.transcript}"
        self.query_one(MemoBox).open(title, own[-1].text if own else "")

    def action_star(self) -> None:
        if quote := self.quote:
            with self.doing():
                starred = workbench.star(*self.who, quote.shown.coding.id)
                self.notify("Starred." if starred else "Your star is taken away.")

    def action_unsure(self) -> None:
        quote = self._own()
        if quote is None:
            return
        coding = quote.shown.coding

        def doubt(note: str) -> None:
            with self.doing():
                workbench.revise(*self.who, coding.id, unsure=True, note=note)

        if coding.unsure:
            with self.doing():
                workbench.revise(*self.who, coding.id, unsure=False, note="")
        else:
            self.ask("Unsure", doubt, hint="What you ask the lead; nothing is fine too")

    def action_retract(self) -> None:
        if quote := self._own():
            with self.doing():
                workbench.retract(*self.who, [quote.shown.coding.id])
                self.notify("Retracted; u brings it back.")

    def action_undo(self) -> None:
        self._step("Undone", workbench.undo)

    def action_redo(self) -> None:
        self._step("Redone", workbench.redo)

    def _step(self, done: str, verb: Callable[[Store, str], str]) -> None:
        with self.doing():
            try:
                self.notify(f"{done}: {verb(*self.who)}")
            except NotFoundError:  # who has done nothing yet is not known to the project
                self.notify("You have done nothing in this project yet.")

    # Taking it along

    def action_copy(self) -> None:
        """What the mouse has marked, or else the quotation at hand."""
        marked = self.get_selected_text()
        if marked or self.quote:
            self.app.copy_to_clipboard(marked or _cited(self.quote))
            self.notify("Copied.")


def _cited(quote: Quote | None) -> str:
    return "\n".join(workbench.cited(quote)).strip() if quote else ""


def _nothing(answer: str) -> None:
    """Nobody waits for an answer."""
