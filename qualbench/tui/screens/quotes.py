"""All quotations of some codes, across transcripts: in a list or side by side, in context."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from itertools import groupby
from pathlib import Path

from rich.text import Text
from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Container, Horizontal, Vertical, VerticalScroll
from textual.widgets import Footer, Static
from textual.worker import get_current_worker

from qualbench import workbench
from qualbench.tui.filtering import asked, filter_choices
from qualbench.tui.quoted import in_context, in_list
from qualbench.tui.screens.quote_deeds import QuoteDeeds
from qualbench.tui.widgets.ask_line import AskLine
from qualbench.tui.widgets.code_picker import CodePicker
from qualbench.tui.widgets.memo_box import MemoBox
from qualbench.tui.widgets.read_on import read_on
from qualbench.tui.widgets.rows import Rows
from qualbench.tui.widgets.title_line import TitleLine
from qualbench.workbench import Filters, Order, Quote

_LIST = ""
_CODE = "code"
_SLOTS = 6
_NARROW = 36
"""Cells below which a column is hard to read."""

_ORDERED = {
    "transcript": "by transcript",
    "case": "by case",
    "coder": "by coder",
    "newest": "newest first",
}


class Column(Vertical):
    """Quotations with something in common, named above them."""

    def compose(self) -> ComposeResult:
        yield Static(classes="pane-title", markup=False)
        yield Rows()

    def show(
        self, title: str, found: Sequence[Quote], tall: int, order: Order, at: int, gap: int
    ) -> None:
        """``tall`` lines for each, the last ``gap`` of them empty."""
        heading = self.query_one(Static)
        heading.update(title)
        heading.display = bool(title)
        groups = groupby(found, key=partial(workbench.group_of, order=order))
        sizes = [(name, sum(1 for _ in group)) for name, group in groups]
        rows = self.query_one(Rows)
        rows.tall = tall
        rows.fill(sizes, lambda item, width: in_list(found[item], width, tall - gap), at)


class Quotes(QuoteDeeds):
    """The quotations of ``keys`` and of the codes below them; of all codes without any."""

    CSS_PATH = "quotes.tcss"
    BINDINGS = [
        Binding("f", "filter", "Filter", tooltip="Show only some of them", id="quotes.filter"),
        Binding("o", "order", "Order", tooltip="In another order", id="quotes.order"),
        Binding("v", "view(1)", "View", tooltip="Side by side", id="quotes.view"),
        Binding("V", "view(-1)", "The view before", show=False, id="quotes.view_back"),
        Binding("l,right", "column(1)", "Next column", show=False, id="quotes.column_next"),
        Binding("h,left", "column(-1)", "Column before", show=False, id="quotes.column_previous"),
        Binding("space", "read_on", "Read on in the context", show=False, id="quotes.read_on"),
        Binding("Y", "copy_all", "Copy all that are shown", show=False, id="quotes.copy_all"),
        Binding(
            "E", "export", "Write all that are shown to a file", show=False, id="quotes.export"
        ),
        Binding("escape", "back", "Back", id="quotes.back"),
    ]

    def __init__(self, keys: Sequence[str] = ()) -> None:
        super().__init__()
        self._keys = tuple(keys)
        self._every: tuple[Quote, ...] = ()
        self._shown: tuple[Quote, ...] = ()
        self._filters = Filters()
        self._order: Order = workbench.ORDERS[0]
        self._view = _LIST
        self._columns: list[tuple[str, tuple[Quote, ...]]] = []
        self._first = self._at = 0  # the first column that is on the screen, and the one at hand

    def compose(self) -> ComposeResult:
        self.book = workbench.codebook(self.bench.project)
        yield self.title_line()
        yield Static("Looking for quotations …", id="state", classes="hint", markup=False)
        with Container(id="quotes"):
            with Horizontal(id="columns"):
                for _ in range(_SLOTS):
                    yield Column()
            with VerticalScroll(id="context", can_focus=False):
                yield Static(markup=False)
        yield CodePicker()
        yield MemoBox()
        yield AskLine()
        yield Footer(compact=True, show_command_palette=False)

    def on_screen_resume(self) -> None:
        self.changed()

    def on_resize(self) -> None:
        self._arrange()

    def on_unmount(self) -> None:
        self.workers.cancel_node(self)

    # What is found

    def changed(self) -> None:
        self.book = workbench.codebook(self.bench.project)
        self._look()

    @work(thread=True, exclusive=True, exit_on_error=False)
    def _look(self) -> None:
        worker = get_current_worker()
        with workbench.opened(self.bench.project.path) as project:
            found = workbench.quotes(project, self.bench.coder, Filters(codes=self._keys))
        if not worker.is_cancelled:
            self.app.call_from_thread(self._found, found)

    def _found(self, found: tuple[Quote, ...]) -> None:
        known = {quote.shown.coding.lineage for quote in self._every}
        back = [q for q in found if known and q.shown.coding.lineage not in known]
        self._every = found
        if self.is_attached:
            self._show(back[0] if back else None)

    def _show(self, chosen: Quote | None = None) -> None:
        """All anew; at hand is what came back, or what was at hand before if it still is there."""
        before = chosen or self.quote
        kept = workbench.narrowed(self._every, self._filters, self.book)
        self._shown = workbench.in_order(kept, self._order)
        self._columns = self._split()
        lineage = before.shown.coding.lineage if before else ""
        self._arrange(lineage)
        self._say()

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

    def _arrange(self, lineage: str = "") -> None:
        """As many columns as there is room for; the one at hand among them."""
        if not self._columns:
            self._columns = [("", ())]
        places = [n for n, (_, found) in enumerate(self._columns) if _place(found, lineage) >= 0]
        self._at = min(places[0] if places else self._at, len(self._columns) - 1)
        self._first = max(0, min(self._first, self._at, len(self._columns) - self._room))
        self._first = max(self._first, self._at - self._room + 1)
        self.set_class(self._view != _LIST, "side-by-side")
        slots = list(self.query(Column))
        for slot, column in enumerate(slots):
            self._fill(
                column, self._first + slot if slot < self._room else len(self._columns), lineage
            )
        if self.focused is None or isinstance(self.focused, Rows):
            slots[self._at - self._first].query_one(Rows).focus()

    def _fill(self, column: Column, number: int, lineage: str) -> None:
        column.display = number < len(self._columns)
        if not column.display:
            return
        title, found = self._columns[number]
        before = column.query_one(Rows).at
        place = _place(found, lineage)
        at = place if place >= 0 else before
        column.show(title, found, self._tall, self._order, at, gap=int(self._view != _LIST))

    @property
    def _room(self) -> int:
        """How many columns there is room for."""
        return max(2, min(_SLOTS, self.size.width // _NARROW))

    @property
    def _tall(self) -> int:
        """Lines for a quotation: the narrower, the more."""
        if self._view == _LIST:
            return 2 if self.size.height < 40 else 3
        return max(4, 6 - self.size.width // min(self._room, len(self._columns)) // 30)

    @property
    def _rows(self) -> Rows | None:
        slots = list(self.query(Column))
        slot = self._at - self._first
        return slots[slot].query_one(Rows) if 0 <= slot < len(slots) else None

    @property
    def quote(self) -> Quote | None:
        rows = self._rows
        if rows is None or not self._columns or self._at >= len(self._columns):
            return None
        found = self._columns[self._at][1]
        return found[rows.at] if rows.at < len(found) else None

    @on(Rows.AtHand)
    def _at_hand(self) -> None:
        quote = self.quote
        text = in_context(quote) if quote else Text(self._nothing, style="dim")
        self.query_one("#context Static", Static).update(text)
        self.query_one("#context").scroll_home(animate=False)

    @property
    def _nothing(self) -> str:
        if self._every:
            return "No quotation is left by these filters. Esc takes them off."
        return (
            "Nothing is coded with this yet, as far as you may see: your own codings, and "
            "others' of the transcripts that you have submitted."
        )

    def on_descendant_focus(self) -> None:
        """The mouse may have chosen another column."""
        for slot, column in enumerate(self.query(Column)):
            if column.has_focus_within and column.display:
                self._at = self._first + slot
        self._at_hand()

    @on(Rows.Chosen)
    def _chosen(self) -> None:
        self.action_open()

    def _say(self) -> None:
        """The title, and the line that always says what is left out."""
        names = ", ".join(workbench.name_of(self.book, key) for key in self._keys) or "all codes"
        self.query_one(TitleLine).where = f"Quotations: {names}"
        self.query_one("#state", Static).update(self._state())

    def _state(self) -> Text:
        said = Text()
        if self._filters.on:
            said.append(f"Only {self._filters.said_by(self._called)}", style="bold reverse")
            said.append(" Esc takes this off. ")
        of = f" of {len(self._every)}" if len(self._shown) != len(self._every) else ""
        noun = "quotation" if len(self._every) == 1 else "quotations"
        view = f", side by side by {self._view}" if self._view else ""
        said.append(f"{len(self._shown)}{of} {noun}, {_ORDERED[self._order]}{view}")
        if len(self._columns) > self._room:
            said.append(f": {len(self._columns)} columns, l and h move on")
        return said

    def _called(self, key: str) -> str:
        return workbench.name_of(self.book, key)

    # Which, in what order, how

    def action_filter(self) -> None:
        attributes = workbench.attributes(self.bench.project)
        codings = [quote.shown for quote in self._every]
        choices = filter_choices(codings, self.book, attributes, self._filters)
        self.choose(choices, "Show only", self._filter)

    def _filter(self, key: str) -> None:
        self._filters = self._filters.toggled(asked(key))
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

    def action_column(self, step: int) -> None:
        self._at = max(0, min(self._at + step, len(self._columns) - 1))
        if self._rows is None or not self._rows.display or not self._on_screen():
            self._arrange()
        elif rows := self._rows:
            rows.focus()

    def _on_screen(self) -> bool:
        slot = self._at - self._first
        return 0 <= slot < _SLOTS and list(self.query(Column))[slot].display

    def action_read_on(self) -> None:
        read_on(self.query_one("#context"))

    def action_back(self) -> None:
        """Filters off first: nobody should take what they hide for lost."""
        if self._filters.on:
            self._filters = Filters()
            self._show()
        else:
            self.app.pop_screen()

    # Taking all of them along

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
        about = "; ".join(filter(None, [names, self._filters.said_by(self._called)]))
        to = Path(name).expanduser().absolute()
        with self.saying():
            workbench.export_quotes(
                self.bench.project, self._shown, to, about=about, order=self._order
            )
            self.notify(f"{to}. Look at it before it travels.", title="Written")


def _place(found: Sequence[Quote], lineage: str) -> int:
    """Where a coding is among quotations, or -1."""
    places = (n for n, quote in enumerate(found) if quote.shown.coding.lineage == lineage)
    return next(places, -1)
