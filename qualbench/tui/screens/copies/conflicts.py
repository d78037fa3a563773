"""Where copies contradict one another: who says what, and what is to stand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from rich.console import Console
from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import ActiveBinding
from textual.containers import Container
from textual.widgets import Static

from qualbench import workbench
from qualbench.tui.quoted import one_line
from qualbench.tui.rounds import counted
from qualbench.tui.screens.asking import Asking
from qualbench.tui.screens.room import bind
from qualbench.tui.widgets.ask_line import AskLine
from qualbench.tui.widgets.beside import Beside, Block
from qualbench.tui.widgets.code_picker import CodePicker
from qualbench.tui.widgets.key_line import KeyLine
from qualbench.tui.widgets.rows import Rows
from qualbench.tui.widgets.title_line import TitleLine
from qualbench.workbench import Choice, ShownConflict

_DECIDE = ("keep", "choose")
_PLAIN = Console(width=80)
_ALIKE = "Who is called alike takes another name; nobody is taken for somebody else till then."


class Conflicts(Asking):
    """What somebody may decide comes first; all that was said is kept until then."""

    CSS_PATH = "conflicts.tcss"
    HORIZONTAL_BREAKPOINTS = [(0, "narrow"), (130, "wide")]
    BINDINGS = [
        bind("enter", "choose", "Decide it: choose what stands", "conflicts.choose", "Decide"),
        *(
            bind(digit, f"keep({digit})", f"What is said under {digit} stands", f"conflicts.{name}")
            for digit, name in zip("123456789", (f"keep_{n}" for n in range(1, 10)), strict=True)
        ),
        bind("w", "open", "The place in its transcript", "conflicts.open", "Text"),
        bind("space", "whole", "All of what is said, or what fits", "conflicts.whole"),
        bind("escape", "app.pop_screen", "Back", "conflicts.back", "Back"),
    ]

    _every: tuple[ShownConflict, ...] = ()

    def compose(self) -> ComposeResult:
        yield self.title_line("Conflicts")
        yield Static(id="said", classes="hint", markup=False)
        with Container(id="both"):
            yield Rows(tall=2)
            yield Beside(30)
        yield CodePicker()
        yield AskLine()
        yield KeyLine(("conflicts.choose", "conflicts.back"))

    def on_mount(self) -> None:
        self.query_one(Beside).can_focus = False
        self.set_focus(self.query_one(Rows))

    def on_screen_resume(self) -> None:
        self.changed()

    # What is shown

    @property
    def _conflict(self) -> ShownConflict | None:
        at = self.query_one(Rows).at
        return self._every[at] if at < len(self._every) else None

    def _mine(self, one: ShownConflict) -> bool:
        return self.bench.coder in one.decides

    def changed(self) -> None:
        found = workbench.conflicts(*self.who)
        mine = [one for one in found if self._mine(one)]
        others = [one for one in found if not self._mine(one)]
        before, rows = self._conflict, self.query_one(Rows)
        self._every = (*mine, *others)
        ids = [one.id for one in self._every]
        groups = (("Yours to decide", len(mine)), ("For others to decide", len(others)))
        rows.fill(
            [(title, number) for title, number in groups if number],
            self._row,
            ids.index(before.id) if before and before.id in ids else rows.at,
        )
        self.query_one("#both").display = bool(ids)
        self.query_one(TitleLine).where = f"Conflicts: {len(ids)}"
        self._say(len(mine))

    def _say(self, mine: int) -> None:
        said = "Nothing contradicts anything."
        if mine:
            enter = self.bench.key("conflicts.choose")
            said = f"All that is said is kept until it is decided: a digit, or {enter}, decides."
        elif self._every:
            said = "All that is said is kept until it is decided. None of it is yours to decide."
        self.say_above(said)

    def _row(self, item: int, width: int) -> Sequence[Text]:
        one = self._every[item]
        who = "you" if self._mine(one) else " or ".join(one.decides) or "its coder"
        told = f"{counted(len(one.claims), 'claim')}; decided by {who}"
        return [Text(one_line(_capital(one.about)), style="bold"), Text(one_line(told), "dim")]

    @on(Rows.AtHand)
    def _at_hand(self) -> None:
        one = self._conflict
        self.query_one(Beside).show(list(_blocks(one)) if one else [])
        self.refresh_bindings()

    # Who may do what

    @property
    def active_bindings(self) -> dict[str, ActiveBinding]:
        """Without deciding what is not to be decided by this coder, or is not there."""
        one, found = self._conflict, super().active_bindings
        claims = len(one.claims) if one and self._mine(one) else 0
        text = bool(one and one.transcript)
        return {key: active for key, active in found.items() if _offered(active, claims, text)}

    def _to_decide(self) -> ShownConflict | None:
        """What is at hand, if the coder may decide it; else it is said who does."""
        one = self._conflict
        if one and not self._mine(one):
            who = " or ".join(one.decides) or "its coder"
            self.notify(f"Ask {who}.", title="This is not yours to decide")
            return None
        return one

    # Deciding

    def action_keep(self, number: int) -> None:
        one = self._to_decide()
        if one and one.conflict.kind == "namesake":
            self._ask_name(one)
        elif one and number <= len(one.claims):
            self._ask_why(one, number)

    @on(Rows.Chosen)
    def action_choose(self) -> None:
        """One of what is said, from a list; of namesakes another name."""
        one = self._to_decide()
        if one and one.conflict.kind == "namesake":
            self._ask_name(one)
        elif one:
            said = [f"{n} {claim.coder}: {claim.says}" for n, claim in enumerate(one.claims, 1)]
            lines = [one_line(line) for line in said]
            self.ask_codes(
                [Choice(line[0], line, "", line.casefold()) for line in lines],
                f"{_capital(one.about)}: what stands?",
                lambda keys: self._ask_why(one, int(keys[0])),
                recent=[line[0] for line in lines],
                hint="Type part of what is said, or of a name",
            )

    def _ask_why(self, one: ShownConflict, number: int) -> None:
        claim = one.claims[number - 1]
        self.ask(
            one_line(f"{number} {claim.coder}: {claim.says} stands. Why?"),
            partial(self._decide, one, str(number)),
            hint="Enter alone gives no reason",
        )

    def _ask_name(self, one: ShownConflict) -> None:
        self.ask("What are you to be called?", partial(self._take_name, one), hint=_ALIKE)

    def _take_name(self, one: ShownConflict, name: str) -> None:
        with self.doing():
            workbench.choose(*self.who, one.id, name)
            self.bench.known_as(name)
            self.notify(f"You are called {name} from now on, also where you coded before.")

    def _decide(self, one: ShownConflict, choice: str, reason: str) -> None:
        with self.doing():
            workbench.choose(*self.who, one.id, choice, reason)
            undo = self.bench.key("coding.undo")
            self.notify(one_line(f"{_capital(one.about)}; {undo} takes it back."), title="Decided")

    # Elsewhere

    def action_open(self) -> None:
        one = self._conflict
        if one and one.transcript:
            self.bench.open_at(one.transcript, one.span)

    def action_whole(self) -> None:
        beside = self.query_one(Beside)
        beside.whole = not beside.whole
        self._at_hand()


def _offered(active: ActiveBinding, claims: int, text: bool) -> bool:
    """Whether a key means something: ``claims`` can be chosen, of a place in a ``text``."""
    name, _, number = active.binding.action.partition("(")
    if name == "open":
        return text
    return name not in _DECIDE or int(number.rstrip(")") or 1) <= claims


def _blocks(one: ShownConflict) -> Iterator[Block]:
    for number, (shown, claim) in enumerate(zip(one.claims, one.conflict.claims, strict=True), 1):
        day = str(claim.said.get("at", ""))[:10]
        head = one_line(f"{number} {shown.coder}")
        yield Block(partial(_head, head, day), partial(_body, shown.says))


def _head(who: str, day: str, width: int) -> list[Text]:
    title = Text(who, style="bold").append(f"  {day} ", "not bold dim")
    title.truncate(width, overflow="ellipsis")
    return [title.append("─" * (width - title.cell_len), "not bold dim")]


def _body(says: str, width: int, rows: int) -> list[Text]:
    lines = list(Text(one_line(says)).wrap(_PLAIN, width))
    if rows and len(lines) > rows:
        lines = lines[:rows]
        lines[-1].truncate(width - 1)
        lines[-1].append("…")
    return [*lines, Text()] if not rows or len(lines) < rows else lines


def _capital(said: str) -> str:
    return f"{said[:1].upper()}{said[1:]}"
