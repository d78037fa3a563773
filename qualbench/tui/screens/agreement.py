"""Agreement: two coders, per domain and per code, with the counts beside the coefficients."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from itertools import combinations

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.widgets import DataTable, Static

from qualbench import workbench
from qualbench.model import PAIR_MARK
from qualbench.tui.screens.room import MOVING, Room, bind, right
from qualbench.tui.widgets.key_line import KeyLine
from qualbench.workbench import RowAgreement, Unit

_CODE_WIDTH = 24
_OF_A_PAIR = 11
"""Cells of the characteristic, where a role stands behind it and both are too long."""
_NOBODY = (
    "Nothing to compare yet: two coders must have submitted the same transcript. "
    "S in a transcript submits it."
)
_ONE_PAIR = "These are the only two coders who have submitted the same transcript."


class Agreement(Room):
    """What both coders have submitted, compared on respondents' talk."""

    CSS_PATH = "agreement.tcss"
    BINDINGS = [
        *MOVING,
        bind("u", "unit", "Count by turns or by characters", "agreement.unit", "Unit"),
        bind("c", "coders", "Compare another two coders", "agreement.coders", "Other coders"),
        bind("escape", "app.pop_screen", "Back", "agreement.back", "Back"),
    ]

    def __init__(self, round_name: str = "") -> None:
        super().__init__()
        self._round = round_name
        self._unit: Unit = "turn"
        self._pair = 0
        self._pairs: list[tuple[str, str]] = []
        self._rows: tuple[RowAgreement, ...] = ()
        self._names: dict[str, str] = {}

    def compose(self) -> ComposeResult:
        yield self.title_line("Agreement")
        yield Static(classes="hint", id="said")
        table: DataTable[str | Text] = DataTable(cursor_type="row", zebra_stripes=True)
        table.add_column("Code", width=_CODE_WIDTH)
        table.add_columns("Both", "1st", "2nd", "None", "Pct", "Kappa", "Alpha", "AC1")
        yield table
        yield Static(classes="hint", id="row")
        yield KeyLine()

    def on_mount(self) -> None:
        self._show()

    def action_unit(self) -> None:
        self._unit = "character" if self._unit == "turn" else "turn"
        self._show()

    def action_coders(self) -> None:
        """On to the next two coders who have submitted a transcript in common."""
        if len(self._pairs) < 2:
            self.notify(_ONE_PAIR if self._pairs else _NOBODY)
            return
        self._pair += 1
        self._show()

    def _show(self) -> None:
        table = self.query_one(DataTable)
        table.clear()
        self._rows = ()
        pairs = self._pairs = _pairs(self._submitted())
        if not pairs:
            self.query_one("#said", Static).update(_NOBODY)
            return
        pair = pairs[self._pair % len(pairs)]
        project, coder = self.bench.project, self.bench.coder
        found = workbench.agree(project, coder, pair, self._unit, round_name=self._round)
        shared = len(found.transcripts)
        self.query_one("#said", Static).update(
            f"1st {found.first}, 2nd {found.second}; respondents' talk in "
            f"{shared} transcript{'s' * (shared != 1)} that both submitted; unit: {found.unit}. "
            "Domains first, each unit counted once; then codes."
        )
        self._rows = (*found.domains, *found.codes)
        book = workbench.codebook(self.bench.project)
        self._names = {row.code: workbench.name_of(book, row.code) for row in self._rows}
        for row in self._rows:
            table.add_row(_short(self._names[row.code]), *_cells(row))

    def _submitted(self) -> Iterable[tuple[str, ...]]:
        """Who has submitted what counts, by transcript: in a round, or at all."""
        if self._round:
            shown = workbench.find_round(self.bench.project, self._round)
            return [one.counted for one in shown.assignments]
        return [one.submitted for one in workbench.status(self.bench.project).transcripts]

    @on(DataTable.RowHighlighted)
    def _at_row(self, event: DataTable.RowHighlighted) -> None:
        """The whole name of a row, and why a coefficient is missing."""
        if event.cursor_row < len(self._rows):
            row = self._rows[event.cursor_row]
            said = ". ".join((self._names[row.code], *_reasons(row)))
            self.query_one("#row", Static).update(Text(said))


def _pairs(submitted: Iterable[tuple[str, ...]]) -> list[tuple[str, str]]:
    """Who can be compared, those with most transcripts in common first."""
    common = Counter(pair for coders in submitted for pair in combinations(sorted(coders), 2))
    return [pair for pair, _ in common.most_common()]


def _cells(row: RowAgreement) -> list[Text]:
    plain = row.as_row()
    counts = [right(plain[key]) for key in ("both", "only_first", "only_second", "neither")]
    shown = [right(_number(plain[key])) for key in ("percent", "kappa", "alpha", "ac1")]
    return [*counts, *shown]


def _short(name: str) -> Text:
    """A name in its column. Of roles the ends are kept: their beginnings are often the same."""
    code, mark, role = name.partition(f" {PAIR_MARK} ")
    said = Text(name)
    if mark and said.cell_len > _CODE_WIDTH:
        said = Text(code)
        said.truncate(_OF_A_PAIR, overflow="ellipsis")
        room = _CODE_WIDTH - said.cell_len - len(mark)
        said.append(mark).append(role if len(role) <= room else f"…{role[1 - room :]}")
    said.truncate(_CODE_WIDTH, overflow="ellipsis")
    return said


def _reasons(row: RowAgreement) -> list[str]:
    reasons = row.as_row()["reason"]
    return sorted(set(reasons.values())) if isinstance(reasons, dict) else []


def _number(value: object) -> str:
    return f"{value:z.2f}" if isinstance(value, float) else "-"
