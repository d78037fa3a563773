"""What merging some copies adds, shown before anything is stored."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import ActiveBinding
from textual.containers import Container, VerticalScroll
from textual.widgets import Static

from qualbench import workbench
from qualbench.tui.copies import changes, from_home, summed, table, total, why
from qualbench.tui.quoted import one_line
from qualbench.tui.rounds import counted, together
from qualbench.tui.screens.copies.uniting import Uniting
from qualbench.tui.screens.room import bind
from qualbench.tui.widgets.key_line import KeyLine
from qualbench.tui.widgets.read_on import read_on
from qualbench.tui.widgets.rows import Rows
from qualbench.workbench import Merged, ShownConflict

_FIRST = ("ledger.merge", "ledger.read_on", "ledger.back")
_SAID = 8  # seconds


class Ledger(Uniting):
    """A copy at a time: whose it is, what it adds, what it contradicts, or why it is refused."""

    CSS_PATH = "ledger.tcss"
    HORIZONTAL_BREAKPOINTS = [(0, "narrow"), (130, "wide")]
    BINDINGS = [
        bind("enter,y", "merge", "Merge them, as it is said here", "ledger.merge", "Merge"),
        bind("space", "read_on", "Read on in the ledger", "ledger.read_on", "Read on"),
        bind("escape", "back", "Leave; nothing is stored", "ledger.back", "Leave"),
    ]

    def __init__(self, found: Sequence[Merged]) -> None:
        super().__init__()
        self._found = tuple(found)
        self._done = False

    def compose(self) -> ComposeResult:
        yield self.title_line(f"Merge {counted(len(self._found), 'copy', 'copies')}?")
        yield Static(id="said", classes="hint", markup=False)
        with Container(id="both"):
            yield Rows(tall=2)
            with VerticalScroll(id="one", can_focus=False):
                yield Static(id="of", markup=False)
        yield KeyLine(_FIRST)

    def on_mount(self) -> None:
        self.say_above(self._sum)
        rows = self.query_one(Rows)
        rows.fill([("", len(self._found))], self._row)
        self.set_focus(rows)

    def on_screen_resume(self) -> None:
        if self._done:
            self.call_later(self.app.pop_screen)

    # What is shown

    @property
    def _taken(self) -> list[Merged]:
        return [one for one in self._found if not one.refused]

    @property
    def _sum(self) -> str:
        """What Enter would do, and that nothing is done yet."""
        refused = len(self._found) - len(self._taken)
        if not changes(self._taken):
            told = "Nothing in them is new." if self._taken else "None can be merged."
            return f"{told} {self.bench.key('ledger.back')} leaves; nothing is stored."
        found = sum(len(one.conflicts) for one in self._taken)
        parts = [f"{counted(_added(self._taken), 'fact')} to add"]
        parts += [f"{erased} to erase"] if (erased := _erased(self._taken)) else []
        parts += [f"{counted(found, 'conflict')} to decide afterwards"] if found else []
        parts += [f"{counted(refused, 'copy', 'copies')} refused"] if refused else []
        merge, back = self.bench.key("ledger.merge"), self.bench.key("ledger.back")
        return (
            f"{together(parts)}. Nothing is stored yet: {merge} merges, after a backup; "
            f"{back} leaves all as it is."
        )

    def _row(self, item: int, width: int) -> Sequence[Text]:
        one = self._found[item]
        first = Text(one_line(one.file.name), style="bold")
        first.append(f"  of {one_line(one.given)}" if one.given else "", "not bold")
        return [first, Text(one_line(summed(one)), style="dim")]

    @on(Rows.AtHand)
    def _at_hand(self) -> None:
        one = self._found[self.query_one(Rows).at]
        self.query_one("#of", Static).update(Text("\n").join(_told(one)))
        self.query_one("#one").scroll_home(animate=False)

    # What is done

    @property
    def active_bindings(self) -> dict[str, ActiveBinding]:
        """Without merging where nothing would be added; typed all the same, it says so."""
        found, adds = super().active_bindings, changes(self._taken) > 0
        return {key: one for key, one in found.items() if adds or one.binding.action != "merge"}

    def action_merge(self) -> None:
        if self.uniting:
            return
        if changes(self._taken):
            self.unite([one.file for one in self._taken], self._merged, dry_run=False)
        else:
            self.notify(self._sum)

    def _merged(self, found: tuple[Merged, ...]) -> None:
        """Say what was stored, also to who has gone elsewhere meanwhile."""
        bench = self.bench
        bench.copies = workbench.backups(bench.project)
        for one in found:
            if one.refused:  # it was changed since it was read
                bench.say(one.refused)
        self._done = True
        waiting = workbench.undecided(bench.project, bench.coder)
        decide = f"\n{counted(waiting, 'conflict')} to be decided by you." if waiting else ""
        merged = [one for one in found if not one.refused]
        erased = f", {_erased(merged)} erased" if _erased(merged) else ""
        bench.notify(
            f"{counted(_added(merged), 'fact')} added{erased}. A backup of what was is in "
            f"{workbench.backup_folder(bench.project).name}.{decide}",
            title=f"Merged {counted(len(merged), 'copy', 'copies')}",
            timeout=_SAID,
        )
        if self.on_top:
            self.app.pop_screen()

    def action_read_on(self) -> None:
        read_on(self.query_one("#one"))

    def action_back(self) -> None:
        if not self.uniting:
            self.app.pop_screen()


def _added(found: Iterable[Merged]) -> int:
    return sum(total(one.added) for one in found)


def _erased(found: Iterable[Merged]) -> int:
    return sum(total(one.erased) for one in found)


def _told(one: Merged) -> Iterator[Text]:
    yield Text(one_line(from_home(one.file)), style="bold")
    if one.refused:
        yield Text(f"✗ Refused: {one_line(why(one))}.", style="bold")
        yield Text(one_line(one.refused.hint))
        return
    whose = f"Handed out to {one.given}." if one.given else "A copy that was not handed out here."
    yield Text(one_line(whose))
    yield Text()
    for conflict in one.conflicts:
        yield from _contradicts(conflict)
        yield Text()
    rows = list(table(one))
    first, *widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for place, (kind, *numbers) in enumerate(rows):
        cells = (f"  {value:>{width}}" for value, width in zip(numbers, widths, strict=True))
        yield Text(f"{kind:{first}}{''.join(cells)}", style="dim" if not place else "")


def _contradicts(conflict: ShownConflict) -> Iterator[Text]:
    who = " or ".join(conflict.decides) or "its coder"
    yield Text(one_line(f"! Conflict: {conflict.about}"), style="bold").append(
        one_line(f"; {who} decides"), "not bold"
    )
    for number, claim in enumerate(conflict.claims, 1):
        yield Text(one_line(f"  {number} {claim.coder}: {claim.says}"))
