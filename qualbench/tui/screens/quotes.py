"""All quotations of some codes, across transcripts: in a list or side by side, in context."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import partial
from itertools import groupby
from pathlib import Path

from rich.text import Text
from textual import on, work
from textual.app import ComposeResult
from textual.containers import Container, VerticalScroll
from textual.widgets import Static
from textual.worker import get_current_worker

from qualbench import workbench
from qualbench.tui.filtering import asked, filter_choices
from qualbench.tui.quoted import OLDER, in_context, in_list
from qualbench.tui.screens.marking import Marking
from qualbench.tui.screens.room import bind
from qualbench.tui.widgets.ask_line import AskLine
from qualbench.tui.widgets.code_picker import CodePicker
from qualbench.tui.widgets.key_line import KeyLine
from qualbench.tui.widgets.memo_box import MemoBox
from qualbench.tui.widgets.read_on import read_on
from qualbench.tui.widgets.rows import Rows
from qualbench.tui.widgets.side_by_side import Listing, SideBySide
from qualbench.tui.widgets.title_line import TitleLine
from qualbench.workbench import Choice, Filters, Order, Quote, ShownCoding

_LIST = ""
_CODE = "code"
_TALL = 40
"""Lines of a screen that is tall."""

_ORDERED = {
    "transcript": "by transcript",
    "case": "by case",
    "coder": "by coder",
    "newest": "newest first",
}


class Quotes(Marking):
    """The quotations of ``keys`` and of the codes below them; of all codes without any."""

    CSS_PATH = "quotes.tcss"
    BINDINGS = [
        bind("enter", "open", "Open the transcript there", "quotes.open", "Open"),
        bind("f", "filter", "Show only some of them", "quotes.filter", "Filter"),
        bind("slash", "words", "Show only those with some words", "quotes.words", "Words"),
        bind("o", "order", "In another order", "quotes.order", "Order"),
        bind("v", "view(1)", "Side by side: by role, clinic, code, …", "quotes.view", "View"),
        bind("V", "view(-1)", "The view before", "quotes.view_back"),
        bind("space", "read_on", "Read on in the context", "quotes.read_on"),
        bind("y", "copy", "Copy it with its source", "quotes.copy"),
        bind("ctrl+c", "copy", "Copy what the mouse has marked, or it", "quotes.copy_marked"),
        bind("Y", "copy_all", "Copy all that are shown", "quotes.copy_all"),
        bind("E", "export", "Write all that are shown to a file", "quotes.export"),
        bind("escape", "back", "Filters off, then back", "quotes.back", "Back"),
    ]

    def __init__(self, keys: Sequence[str] = ()) -> None:
        super().__init__()
        self._keys = tuple(keys)
        self._every: tuple[Quote, ...] = ()
        self._shown: tuple[Quote, ...] = ()
        self._filters = Filters()
        self._older: frozenset[str] = frozenset()  # the codings made under an older definition
        self._only_older = False
        self._order: Order = workbench.ORDERS[0]
        self._view = _LIST
        self._columns: list[tuple[str, tuple[Quote, ...]]] = []

    def compose(self) -> ComposeResult:
        self.book = workbench.codebook(self.bench.project)
        yield self.title_line()
        yield Static("Looking for quotations …", id="state", classes="hint", markup=False)
        with Container(id="quotes"):
            yield SideBySide()
            with VerticalScroll(id="context", can_focus=False):
                yield Static(markup=False)
        yield CodePicker()
        yield MemoBox()
        yield AskLine()
        yield KeyLine()

    def on_screen_resume(self) -> None:
        self.changed()

    def on_unmount(self) -> None:
        self.workers.cancel_node(self)

    # What is found

    def changed(self) -> None:
        self.book = workbench.codebook(self.bench.project)
        self._look()

    def renewed(self, kinds: frozenset[str]) -> None:
        self.book = workbench.codebook(self.bench.project)
        self._look(stay=True)

    @work(thread=True, exclusive=True, exit_on_error=False)
    def _look(self, *, stay: bool = False) -> None:
        worker = get_current_worker()
        with workbench.opened(self.bench.project.path) as project:
            found = workbench.quotes(project, self.bench.coder, Filters(codes=self._keys))
            older = workbench.outdated(project, [quote.shown.coding for quote in found])
        if not worker.is_cancelled:
            self.app.call_from_thread(self._found, found, older, stay)

    def _found(self, found: tuple[Quote, ...], older: frozenset[str], stay: bool) -> None:
        """At hand is what came back by undoing; what others have coded is no reason to ``stay``."""
        known = {quote.shown.coding.lineage for quote in self._every}
        back = [q for q in found if known and not stay and q.shown.coding.lineage not in known]
        same = stay and (found, older) == (self._every, self._older)
        self._every, self._older = found, older
        if self.is_attached and not same:
            self._show(back[0] if back else None)

    def _show(self, chosen: Quote | None = None) -> None:
        """All anew; at hand is what came back, or what was at hand before if it still is there."""
        before = chosen or self.quote
        kept = workbench.narrowed(self._every, self._filters, self.book)
        if self._only_older:
            kept = tuple(filter(self._is_older, kept))
        self._shown = workbench.in_order(kept, self._order)
        self._columns = self._split()
        self.set_class(self._view != _LIST, "side-by-side")
        listings = [self._listing(*column) for column in self._columns]
        self.query_one(SideBySide).show(listings, self._place(before) if before else None)
        self._at_hand()  # also where nothing is left
        self._say()

    def _place(self, sought: Quote) -> tuple[int, int] | None:
        """The column and the place in it that a quotation has now."""
        lineage = sought.shown.coding.lineage
        return next(
            (
                (column, place)
                for column, (_, found) in enumerate(self._columns)
                for place, quote in enumerate(found)
                if quote.shown.coding.lineage == lineage
            ),
            None,
        )

    def _split(self) -> list[tuple[str, tuple[Quote, ...]]]:
        """The columns by what they have in common; one without a name in the list."""
        if self._view == _LIST:
            return [("", self._shown)]
        common: dict[str, list[Quote]] = {}
        for quote in self._shown:
            common.setdefault(self._common(quote), []).append(quote)
        return [(f"{name} ({len(found)})", tuple(found)) for name, found in sorted(common.items())]

    def _common(self, quote: Quote) -> str:
        if self._view == _CODE:
            return quote.name
        return quote.attributes.get(self._view, "") or f"no {self._view}"

    # What is shown

    def _listing(self, title: str, found: Sequence[Quote]) -> Listing:
        """In a list more lines for each where the screen is tall; if there is room one between."""
        groups = groupby(found, key=partial(workbench.group_of, order=self._order))
        sizes = [(heading, sum(1 for _ in group)) for heading, group in groups]
        if self._view == _LIST:
            tall, words = (2, 2) if self.size.height < _TALL else (4, 3)
        else:
            tall, words = 5, 4

        def drawn(item: int, width: int) -> Sequence[Text]:
            return in_list(found[item], width, words, older=self._is_older(found[item]))

        return Listing(title, sizes, drawn, tall)

    def _is_older(self, quote: Quote) -> bool:
        return quote.shown.coding.id in self._older

    @property
    def quote(self) -> Quote | None:
        beside = self.query_one(SideBySide)
        found = self._columns[beside.column][1] if self._columns else ()
        return found[beside.item] if beside.item < len(found) else None

    @on(Rows.AtHand)
    def _at_hand(self) -> None:
        quote = self.quote
        dim = Text(self._nothing, style="dim")
        text = in_context(quote, *self._of_older(quote)) if quote else dim
        self.query_one("#context Static", Static).update(text)
        self.query_one("#context").scroll_home(animate=False)

    def _of_older(self, quote: Quote) -> Iterable[str]:
        """What is to be known, and can be done, where the definition has changed since."""
        if self._is_older(quote):
            own = quote.shown.coder == self.bench.coder
            stands = f"; {self.bench.key('coding.stands')} says that it stands" if own else ""
            yield f"↻ {OLDER}{stands}"

    @property
    def _nothing(self) -> str:
        if self._every:
            return "No quotation is left by these filters. Esc takes them off."
        return (
            "Nothing is coded with this yet, as far as you may see: your own codings, and "
            "others' of the transcripts that you have submitted."
        )

    @property
    def coding(self) -> ShownCoding | None:
        return self.quote.shown if self.quote else None

    @on(Rows.Chosen)
    def action_open(self) -> None:
        if quote := self.quote:
            self.bench.open_at(quote.hash, quote.shown.coding.span)

    def action_edges(self) -> None:
        """The text is where edges are moved."""
        if shown := self.own_coding():
            coding = shown.coding
            self.bench.open_at(coding.transcript, coding.span, edges=coding.lineage)

    def _say(self) -> None:
        """The title, and the line that always says what is left out."""
        names = ", ".join(workbench.name_of(self.book, key) for key in self._keys) or "all codes"
        self.query_one(TitleLine).where = f"Quotations: {names}"
        self.query_one("#state", Static).update(self._state())

    def _state(self) -> Text:
        said = Text()
        if self._only:
            said.append(f"Only {self._only}", style="bold reverse")
            said.append(" Esc takes this off. ")
        of = f" of {len(self._every)}" if len(self._shown) != len(self._every) else ""
        noun = "quotation" if len(self._every) == 1 else "quotations"
        view = f", side by side by {self._view}" if self._view else ""
        said.append(f"{len(self._shown)}{of} {noun}, {_ORDERED[self._order]}{view}")
        if len(self._columns) > self.query_one(SideBySide).room:
            said.append(f": {len(self._columns)} columns, l and h move on")
        return said

    @property
    def _only(self) -> str:
        """What is asked of those that are shown, in words; nothing if all are."""
        older = OLDER if self._only_older else ""
        return "; ".join(filter(None, [self._filters.said_by(self._called), older]))

    def _called(self, key: str) -> str:
        return workbench.name_of(self.book, key)

    # Which, in what order, how

    def action_filter(self) -> None:
        attributes = workbench.attributes(self.bench.project)
        codings = [quote.shown for quote in self._every]
        choices = filter_choices(codings, self.book, attributes, self._filters)
        self.ask_codes([*self._older_choice(), *choices], "Show only", self._filter, several=True)

    def _older_choice(self) -> Iterable[Choice]:
        """Where there are any."""
        if self._older or self._only_older:
            name = f"{OLDER} (on; takes it off)" if self._only_older else OLDER
            yield Choice(OLDER, name, name, OLDER)

    def _filter(self, keys: Sequence[str]) -> None:
        for key in keys:
            if key == OLDER:
                self._only_older = not self._only_older
            else:
                self._filters = self._filters.toggled(asked(key))
        self._show()

    def action_words(self) -> None:
        hint = "Words of the quotation, its memo or its note; none shows all"
        self.ask("Only with", self._only_with, self._filters.text, hint)

    def _only_with(self, words: str) -> None:
        self._filters = replace(self._filters, text=words)
        self._show()

    def action_order(self) -> None:
        orders = workbench.ORDERS
        self._order = orders[(orders.index(self._order) + 1) % len(orders)]
        self._show()

    def action_view(self, step: int) -> None:
        """The list, then side by side by each attribute of the cases, and by code."""
        attributes = {name: None for quote in self._every for name in quote.attributes}
        named = sorted(attributes, key=lambda name: (name != "role", name != "clinic", name))
        views = [_LIST, *named, _CODE]
        now = views.index(self._view) if self._view in views else 0
        self._view = views[(now + step) % len(views)]
        self._show()

    def action_read_on(self) -> None:
        read_on(self.query_one("#context"))

    def action_back(self) -> None:
        """Filters off first: nobody should take what they hide for lost."""
        if self._only:
            self._filters, self._only_older = Filters(), False
            self._show()
        else:
            self.app.pop_screen()

    # Taking them along

    def action_copy(self) -> None:
        """What the mouse has marked, or else the quotation at hand."""
        text = self.get_selected_text() or "\n".join(self._cited(self.quote)).strip()
        if text:
            self.app.copy_to_clipboard(text)
            self.notify("Copied.")

    def _cited(self, quote: Quote | None) -> Iterable[str]:
        return workbench.cited(quote) if quote else ()

    def action_copy_all(self) -> None:
        lines = [line for quote in self._shown for line in workbench.cited(quote)]
        self.app.copy_to_clipboard("\n".join(lines).strip())
        self.notify(f"Copied all {len(self._shown)}.")

    def action_export(self) -> None:
        title = f"Write all {len(self._shown)} to a new file, .csv or .md"
        self.ask(title, self._export, "quotations.csv")

    def _export(self, name: str) -> None:
        if not name:
            return
        names = ", ".join(map(self._called, self._keys)) or "All codes"
        about = "; ".join(filter(None, [names, self._only]))
        to = Path(name).expanduser().absolute()
        with self.saying():
            workbench.export_quotes(
                self.bench.project, self._shown, to, about=about, order=self._order
            )
            self.notify(f"{to}. Look at it before it travels.", title="Written")
