"""The coding screen: read, select a turn or a sentence, code it by keys, see what stands."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, Vertical
from textual.widgets import Footer, OptionList, Static
from textual.worker import get_current_worker

from qualbench import workbench
from qualbench.errors import NotFoundError, QualbenchError
from qualbench.model import Codebook, Span
from qualbench.tui.screens.room import Room
from qualbench.tui.selection import Selection
from qualbench.tui.widgets.at_hand import AtHand, Item
from qualbench.tui.widgets.code_card import CodeCard
from qualbench.tui.widgets.code_picker import CodePicker
from qualbench.tui.widgets.read_on import read_on
from qualbench.tui.widgets.title_line import TitleLine
from qualbench.tui.widgets.transcript_view import TranscriptView
from qualbench.workbench import Cancelled, Page, ShownCoding, ShownSuggestion, Store


class Coding(Room):
    """One transcript and one coder."""

    CSS_PATH = "coding.tcss"
    BINDINGS = [
        Binding("j,down", "move(1)", "Move", key_display="j/k", tooltip="On; arrow keys too"),
        Binding("k,up", "move(-1)", "Back to the one before", show=False),
        Binding("n", "next_uncoded", "Next uncoded turn", show=False),
        Binding("s", "unit", "Unit", tooltip="Select by sentence, or by turn again"),
        Binding("enter,c", "pick", "Code", key_display="Enter", tooltip="Find a code and put it"),
        Binding("space", "ask", "Suggest", key_display="␣", tooltip="Show suggestions"),
        Binding("tab", "next_item", "Next coding or suggestion at hand", show=False),
        Binding("d", "read_on", "Read on in the definition", show=False),
        Binding("a", "accept", "Accept", tooltip="Accept the suggestion at hand"),
        Binding("x", "reject", "Reject", tooltip="Reject the suggestion at hand"),
        Binding("r", "retract", "Retract the coding at hand", show=False),
        Binding("u", "undo", "Undo", tooltip="Undo what you did last, also before today"),
        Binding("U,ctrl+r", "redo", "Redo", show=False),
        Binding("S", "submit", "Submit: I have finished this transcript", show=False),
        Binding("escape", "app.pop_screen", "Back", key_display="Esc"),
    ]

    def __init__(self, transcript: str) -> None:
        super().__init__()
        self._hash = transcript
        self._page: Page
        self._book: Codebook
        self._selection: Selection
        self._submitting = False
        self._asked: set[Span] = set()
        self._suggestions: dict[Span, tuple[ShownSuggestion, ...]] = {}

    def compose(self) -> ComposeResult:
        self._page = workbench.page(self.bench.project, self.bench.coder, self._hash)
        self._selection = Selection(self._page.transcript.turns, self._page.sentences).first()
        self._book = workbench.codebook(self.bench.project)
        yield self.title_line()
        with Horizontal():
            yield TranscriptView(self._page.transcript.text, self._page.transcript.turns)
            with Vertical(id="side"):
                yield Static("At hand", classes="pane-title")
                yield AtHand()
                yield Static(id="why", classes="hint", markup=False)
                yield CodeCard()
        yield CodePicker(workbench.choices(self._book))
        yield Footer(compact=True, show_command_palette=False)

    def on_mount(self) -> None:
        self.query_one(TranscriptView).focus()
        self._show()
        self._suggest()
        self.watch(self.bench, "prepared", self._prepared, init=False)

    def _prepared(self) -> None:
        self._reload()
        self._suggest()

    # What is selected

    def _select(self, selection: Selection) -> None:
        self._submitting = False  # whatever else is done takes the question back
        self._selection = selection
        self._show()

    def action_move(self, step: int) -> None:
        """On to the next unit of a respondent; an interviewer's is reached by the mouse."""
        self._select(self._selection.stepped(step))

    def action_unit(self) -> None:
        if self._selection.sentences:
            self._select(self._selection.switched())
        else:
            self.notify("Prepare first: p in the library.", title="Sentences are not known yet")

    def action_next_uncoded(self) -> None:
        found = self._selection.next_outside([shown.coding.span for shown in self._page.own])
        if found:
            self._select(found)
        else:
            self.notify("No uncoded turn of a respondent below.")

    @on(TranscriptView.Pointed)
    def _pointed(self, event: TranscriptView.Pointed) -> None:
        self._select(self._selection.pointed(event.offset))

    # What is shown

    def _reload(self) -> None:
        self._page = workbench.page(self.bench.project, self.bench.coder, self._hash)
        self._select(replace(self._selection, sentences=self._page.sentences))

    def _show(self) -> None:
        page, selection = self._page, self._selection
        unit = "sentence" if selection.by_sentence else "turn"
        place = f"{unit} {selection.at + 1} of {len(selection.units)}"
        state = ", submitted" if page.submitted else ""
        self.query_one(TitleLine).where = f"{page.transcript.name}: {place}{state}"
        view = self.query_one(TranscriptView)
        view.show_codings([(shown.coding.span, shown.coding.key) for shown in page.codings])
        view.select(self._selection.span)
        self.query_one(AtHand).show([*self._coding_items(), *self._suggestion_items()])
        self._explain()

    def _coding_items(self) -> list[Item]:
        return [
            Item("coding", shown.coding.id, shown.coding.key, self._called(shown), _detail(shown))
            for shown in self._page.codings
            if shown.coding.span.overlaps(self._selection.span)
        ]

    def _suggestion_items(self) -> list[Item]:
        """Only where the coder has coded first, or has asked: see README, Suggestions."""
        if not self._revealed():
            return []
        return [
            Item("suggestion", shown.said.key, shown.said.key, shown.name, shown.why)
            for shown in self._suggested_here()
        ]

    @property
    def _looking(self) -> bool:
        return any(worker.node is self and not worker.is_finished for worker in self.workers)

    def _suggested_here(self) -> tuple[ShownSuggestion, ...]:
        """Suggestions are made for turns; a sentence has those of its turn."""
        return self._suggestions.get(self._selection.turn, ())

    def _revealed(self) -> bool:
        return self._selection.span in self._asked or bool(self._page.own_on(self._selection.span))

    def _explain(self) -> None:
        """The line below the list, and the definition of the code at hand."""
        item = self.query_one(AtHand).chosen
        if item is None:
            hint = "Enter puts a code on the marked words. Space shows suggestions."
        elif item.kind == "suggestion":
            hint = "a accepts this suggestion, x rejects it. Tab: next."
        elif any(shown.coding.id == item.id for shown in self._page.own):
            hint = "r retracts this coding, u undoes. Tab: next."
        else:
            hint = "Somebody else's coding. Tab: next."
        self.query_one("#why", Static).update(hint)
        self._define(item.key if item else "")

    def _define(self, key: str) -> None:
        code = self._book.by_id.get(key.partition("@")[0])
        self.query_one(CodeCard).show(code, self._book.path(code.id) if code else "")

    def _called(self, shown: ShownCoding) -> str:
        return workbench.name_of(self._book, shown.coding.key)

    @on(OptionList.OptionHighlighted, "AtHand")
    def _at_hand(self) -> None:
        self._explain()

    @on(CodePicker.Considered)
    def _considered(self, event: CodePicker.Considered) -> None:
        self._define(event.key)

    # What is done

    def action_pick(self) -> None:
        self.query_one(CodePicker).open()

    @on(CodePicker.Left)
    def _left(self) -> None:
        self.query_one(TranscriptView).focus()
        self._explain()

    @on(CodePicker.Picked)
    def _picked(self, event: CodePicker.Picked) -> None:
        self.query_one(TranscriptView).focus()
        bench = self.bench
        with self.saying():
            workbench.code(bench.project, bench.coder, self._hash, self._selection.span, event.key)
        self._changed()

    def action_accept(self) -> None:
        self._decide(accepted=True)

    def action_reject(self) -> None:
        self._decide(accepted=False)

    def _decide(self, *, accepted: bool) -> None:
        item = self.query_one(AtHand).chosen
        if item is None or item.kind != "suggestion":
            self.notify("Tab moves to a suggestion; Space shows them.", title="No suggestion here")
            return
        said = next(one.said for one in self._suggested_here() if one.said.key == item.key)
        who = (self.bench.project, self.bench.coder, self._hash)
        with self.saying():
            if accepted:
                workbench.accept(*who, said, self._selection.span)
            else:
                workbench.reject(*who, said)
        self._changed()

    def action_retract(self) -> None:
        item = self.query_one(AtHand).chosen
        if item is None or item.kind != "coding":
            self.notify("Tab moves to a coding of this place.", title="No coding at hand")
            return
        with self.saying():
            workbench.retract(self.bench.project, self.bench.coder, [item.id])
        self._changed()

    def action_undo(self) -> None:
        self._step("Undone", workbench.undo)

    def action_redo(self) -> None:
        self._step("Redone", workbench.redo)

    def _step(self, done: str, verb: Callable[[Store, str], str]) -> None:
        try:
            self.notify(f"{done}: {verb(self.bench.project, self.bench.coder)}")
        except NotFoundError:  # who has done nothing yet is not known to the project
            self.notify("You have done nothing in this project yet.")
        except QualbenchError as error:
            self.bench.say(error)
        self._changed()

    def action_submit(self) -> None:
        """Ask once: submitting shows how others coded this transcript, and that stays seen."""
        if not self._submitting:
            self._submitting = True
            self.notify(self._so_far(), title="S once more submits this transcript")
            return
        with self.saying():
            new = workbench.submit(self.bench.project, self.bench.coder, [self._hash])
            self.notify("Submitted; u takes it back." if new else "Submitted already, unchanged.")
        self._changed()

    def _so_far(self) -> str:
        answers = self._selection.answers
        coded = sum(bool(self._page.own_on(answer)) for answer in answers)
        return f"You have coded {coded} of {len(answers)} turns of respondents."

    def action_next_item(self) -> None:
        self.query_one(AtHand).choose_next()

    def action_read_on(self) -> None:
        read_on(self.query_one(CodeCard))

    def action_ask(self) -> None:
        self._asked.add(self._selection.span)
        self._show()
        if self._looking or self._suggested_here():
            return
        if self._suggestions:
            self.notify("There are none for an interviewer's turn, or you have decided on all.")
        else:
            self.notify("Press p in the library first.", title="There are no suggestions yet")

    def _changed(self) -> None:
        self._reload()
        self._suggest()

    # Suggestions, in the background

    @work(thread=True, exclusive=True, exit_on_error=False)
    def _suggest(self) -> None:
        if not self._page.sentences:
            return  # nobody has prepared this transcript
        worker = get_current_worker()
        try:
            with workbench.opened(self.bench.project.path) as project:
                found = workbench.suggestions(
                    project, self.bench.coder, self._hash, progress=_not_now
                )
        except (QualbenchError, Cancelled):
            return
        if not worker.is_cancelled:
            self.app.call_from_thread(self._suggested, found)

    def _suggested(self, found: dict[Span, tuple[ShownSuggestion, ...]]) -> None:
        self._suggestions = found
        self._show()


def _not_now(stage: str, done: int, total: int) -> None:
    """Vectors are computed when somebody prepares, not behind the back of who is coding."""
    raise Cancelled


def _detail(shown: ShownCoding) -> str:
    """Whose coding it is, and what the coder said of it."""
    coding = shown.coding
    flags = [shown.coder, coding.valence or "", "unsure" if coding.unsure else "", coding.memo]
    return ", ".join(flag for flag in flags if flag)
