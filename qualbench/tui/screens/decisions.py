"""The ledger: what was decided where coders differed, and why; searched, and put to use."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import get_args

from rich.text import Text
from textual import on, work
from textual.app import ComposeResult
from textual.containers import Container, Vertical
from textual.widgets import Static
from textual.worker import get_current_worker

from qualbench import workbench
from qualbench.errors import RefusedError
from qualbench.model import PAIR_MARK, Code, Codebook, Difference, Transcript
from qualbench.tui.asked import Asked
from qualbench.tui.opinions import CHANGES, block, kind_said, opinions, own_said, why
from qualbench.tui.quoted import one_line
from qualbench.tui.screens.leading import Leading
from qualbench.tui.screens.room import bind
from qualbench.tui.widgets.ask_line import AskLine
from qualbench.tui.widgets.beside import Beside
from qualbench.tui.widgets.code_picker import CodePicker
from qualbench.tui.widgets.key_line import KeyLine
from qualbench.tui.widgets.memo_box import MemoBox
from qualbench.tui.widgets.rows import Rows
from qualbench.tui.widgets.title_line import TitleLine
from qualbench.workbench import Choice, LedgerEntry, OwnDifference

_FIRST = (
    *("decisions.open", "decisions.words", "decisions.filter"),
    *("decisions.example", "decisions.exclusion", "decisions.write"),
)
"""The keys that lead the last line."""

_CHANGING, _MINE = "codebook to change", "mine"


class Decisions(Leading):
    """All decisions that the coder may see, the latest first."""

    CSS_PATH = "decisions.tcss"
    HORIZONTAL_BREAKPOINTS = [(0, "narrow"), (130, "wide")]
    BINDINGS = [
        bind("enter", "open", "Open the transcript there", "decisions.open", "Open"),
        bind("slash", "words", "Show only those with some words", "decisions.words", "Search"),
        bind("f", "filter", "Only of a round, code, kind; mine", "decisions.filter", "Filter"),
        bind(
            "e", "example", "Make it an example of the code taken", "decisions.example", "Example"
        ),
        bind(
            "x", "exclusion", "Exclude it from a code not taken", "decisions.exclusion", "Exclude"
        ),
        bind("w", "write", "Write all decisions to a file", "decisions.write", "Write"),
        bind("space", "whole", "The whole turns, or what fits", "decisions.whole"),
        bind("escape", "back", "Filters off, then back", "decisions.back", "Back"),
    ]
    LEADS_DO = frozenset({"example", "exclusion"})

    book: Codebook

    def __init__(self) -> None:
        super().__init__()
        self._every = 0
        self._shown: tuple[LedgerEntry, ...] = ()
        self._texts: Mapping[str, Transcript] = {}
        self._own: Mapping[str, Sequence[OwnDifference]] = {}
        self._rounds: tuple[str, ...] = ()
        self._used: frozenset[str] = frozenset()
        self._asked = Asked()
        self._before = ""

    def compose(self) -> ComposeResult:
        self.book = workbench.codebook(self.bench.project)
        yield self.title_line("Decisions")
        yield Static("Looking for decisions …", id="state", classes="hint", markup=False)
        with Container(id="decisions"):
            yield Rows(tall=2)
            with Vertical(id="decision"):
                yield Static(id="why", markup=False)
                yield Beside(40)
        yield CodePicker()
        yield MemoBox()
        yield AskLine()
        yield KeyLine(_FIRST)

    def on_mount(self) -> None:
        self.query_one(Beside).can_focus = False
        self.set_focus(self._list)

    def on_screen_resume(self) -> None:
        self.changed()

    def on_unmount(self) -> None:
        self.workers.cancel_node(self)

    # What there is

    def changed(self) -> None:
        self.book = workbench.codebook(self.bench.project)
        self.leading = self.bench.coder in workbench.leads(self.bench.project)
        self._look(self._asked)

    @work(thread=True, exclusive=True, exit_on_error=False)
    def _look(self, asked: Asked) -> None:
        worker, me = get_current_worker(), self.bench.coder
        with workbench.opened(self.bench.project.path) as project:
            every = workbench.ledger(project, me)
            narrowed = (asked.find, asked.code, asked.kind, asked.round)
            found = workbench.ledger(project, me, *narrowed) if any(narrowed) else every
            texts = self._texts or {text.hash: text for text in workbench.texts(project)}
            rounds = dict.fromkeys(entry.round for entry in every)
            mine = [name for name in rounds if me in workbench.find_round(project, name).coders]
            own = [one for name in mine for one in workbench.differed(project, me, name)]
        if not worker.is_cancelled:
            self.app.call_from_thread(self._found, asked, every, found, texts, own)

    def _found(
        self,
        asked: Asked,
        every: Sequence[LedgerEntry],
        found: Sequence[LedgerEntry],
        texts: Mapping[str, Transcript],
        own: Sequence[OwnDifference],
    ) -> None:
        before = self.entry.decision.id if self.entry else ""
        self._texts, self._own = texts, {one.decision.id: [] for one in own}
        for one in own:
            self._own[one.decision.id] = [*self._own[one.decision.id], one]
        self._every, self._used = len(every), frozenset(c for e in every for c in e.codes)
        self._rounds = tuple(dict.fromkeys(entry.round for entry in every))
        kept = (entry for entry in found if self._let(asked, entry))
        self._shown = tuple(sorted(kept, key=_when, reverse=True))
        ids = [entry.decision.id for entry in self._shown]
        at = ids.index(before) if before in ids else 0
        if self.is_attached:
            self._list.fill([("", len(ids))], self._row, at)
            self._say()
            self._at_hand()

    def _let(self, asked: Asked, entry: LedgerEntry) -> bool:
        tests = {_CHANGING: entry.decision.changes, _MINE: entry.decision.id in self._own}
        return all(tests[flag] for flag in asked.flags)

    # What is shown

    @property
    def _list(self) -> Rows:
        return self.query_one(Rows)

    @property
    def entry(self) -> LedgerEntry | None:
        return self._shown[self._list.at] if self._list.at < len(self._shown) else None

    def _row(self, item: int, width: int) -> Sequence[Text]:
        entry = self._shown[item]
        decision = entry.decision
        line = Text(f"{CHANGES} " if decision.changes else "", style="bold")
        line.append(_capital(entry.said), "bold")
        names = dict.fromkeys(part.name for part in entry.parts)
        parts = (entry.round, entry.transcript, decision.difference, ", ".join(names))
        more = (decision.reason, f"rule: {decision.rule}" if decision.rule else "")
        return [line, Text(one_line(" · ".join(filter(None, (*parts, *more)))), style="dim")]

    @on(Rows.AtHand)
    def _at_hand(self) -> None:
        entry = self.entry
        said = Text("\n").join(self._why(entry)) if entry else Text(self._nothing, style="dim")
        self.query_one("#why", Static).update(said)
        beside = self.query_one(Beside)
        if entry:
            told = opinions(entry.parts, (), {}, entry.decision)
            text = self._texts[entry.decision.transcript]
            whole = beside.whole
            beside.show([block(one, text, entry.extent, whole=whole) for one in told])
        else:
            beside.show([])
        self.refresh_bindings()

    def _why(self, entry: LedgerEntry) -> Iterator[Text]:
        decision = entry.decision
        yield Text(f"{_capital(entry.said)}.", style="bold")
        day = decision.at[:10]
        names = list(dict.fromkeys(part.name for part in entry.parts))
        kind = kind_said(decision.difference, names, ())
        yield Text(
            one_line(f"{kind}; {entry.transcript}, round {entry.round}; by {entry.lead}, {day}"),
            style="not bold dim",
        )
        own = "; ".join(map(own_said, self._own.get(decision.id, ())))
        if own:
            yield Text(f"{_capital(own)}.", style="bold italic")
        if reasons := list(why(decision.reason, decision.rule, decision.changes)):
            yield Text("  ").join(reasons)

    @property
    def _nothing(self) -> str:
        if self._every:
            return "No decision is left by these filters. Esc takes them off."
        rounds = self.bench.key("app.rounds")
        return (
            "Nothing is decided yet. Where the coders of a revealed round differ, a lead decides: "
            f"{rounds} leads to the rounds, and there to their disagreements."
        )

    def _say(self) -> None:
        """What is left out is always said."""
        said = Text()
        only = self._asked.said(lambda key: workbench.name_of(self.book, key))
        if only:
            said.append(f"Only {only}", style="bold reverse").append(" Esc takes this off. ")
        of = f" of {self._every}" if len(self._shown) != self._every else ""
        noun = "decision" if self._every == 1 else "decisions"
        said.append(f"{len(self._shown)}{of} {noun}, the latest first")
        self.query_one("#state", Static).update(said)
        self.query_one(TitleLine).where = "Decisions"

    # Which of them

    def action_words(self) -> None:
        self._before = self._asked.find
        hint = "Words of quotations, reasons, rules and names; none shows all"
        self.ask("Only with", self._only_with, self._before, hint)

    @on(AskLine.Changed)
    def _typing(self, event: AskLine.Changed) -> None:
        """While searching, what is typed is looked for at once."""
        if self._told == self._only_with:
            self._only_with(event.text)

    @on(AskLine.Left)
    def _not_searched(self) -> None:
        if self._told == self._only_with:
            self._only_with(self._before)

    def _only_with(self, words: str) -> None:
        self._ask_for(replace(self._asked, find=" ".join(words.split())))

    def _ask_for(self, asked: Asked) -> None:
        if asked != self._asked:
            self._asked = asked
            self._look(asked)

    def action_filter(self) -> None:
        self.ask_codes(list(self._choices()), "Show only", self._filter, several=True)

    def _choices(self) -> Iterator[Choice]:
        """What can be asked for; what is on says that it can be taken off."""
        used = {code for code in self._used if code in self.book.by_id}
        used |= {above.id for code in used for above in self.book.ancestors(code)}
        every = [
            *(("flag", flag, flag) for flag in (_CHANGING, _MINE)),
            *(("round", name, f"round {name}") for name in self._rounds),
            *(("kind", kind, f"kind {kind}") for kind in get_args(Difference)),
            *(("code", c.id, f"code {c.name}") for c in self.book.codes if c.id in used),
        ]
        for what, value, name in every:
            on = " (on; takes it off)" if self._asked.has(what, value) else ""
            yield Choice(f"{what}={value}", f"{name}{on}", "", name.casefold())

    def _filter(self, keys: Sequence[str]) -> None:
        asked = self._asked
        for key in keys:
            what, _, value = key.partition("=")
            asked = asked.toggled(what, value)
        self._ask_for(asked)

    # For the codebook

    def action_example(self) -> None:
        """Of the code taken, or of one of them."""
        entry = self.entry
        if entry is None or not self._may():
            return
        codes = list(dict.fromkeys(one.code for one in entry.decision.outcome))
        if codes:
            self._of_one(codes, "An example of", lambda code: self._example(entry, code))
        else:
            self.notify("Nothing was taken here, so it is no example of a code.")

    def _example(self, entry: LedgerEntry, code: str) -> None:
        with self.doing():
            made = workbench.as_example(*self.who, entry, code)
            self._told_of(made, "an example")

    def action_exclusion(self) -> None:
        """From the code that was not taken, or from one of them."""
        entry = self.entry
        if entry is None or not self._may():
            return
        taken = {one.code for one in entry.decision.outcome}
        said = dict.fromkeys(part.key.partition(PAIR_MARK)[0] for part in entry.parts)
        codes = [code for code in said if code not in taken]
        if codes and entry.decision.choice != "meeting":
            self._of_one(codes, "Not", lambda code: self._exclusion(entry, code))
        else:
            self.notify("No code was turned down here.")

    def _exclusion(self, entry: LedgerEntry, code: str) -> None:
        with self.doing():
            made = workbench.as_exclusion(*self.who, entry, code)
            self._told_of(made, "what it is not")

    def _told_of(self, code: Code, what: str) -> None:
        undo = self.bench.key("coding.undo")
        self.notify(f"{code.name} has {what} more, in a new version of the codebook; {undo} undoes")

    def _of_one(self, codes: Sequence[str], title: str, then: Callable[[str], None]) -> None:
        """Of the only code, or of one that is chosen."""
        if len(codes) == 1:
            then(codes[0])
            return
        known = [self.book.by_id[code] for code in codes if code in self.book.by_id]
        offered = [Choice(code.id, code.name, "", code.name.casefold()) for code in known]
        self.ask_codes(offered, title, lambda keys: then(keys[0]), recent=codes)

    def _may(self) -> bool:
        return self.may_lead("A lead changes the codebook", "Tell who leads what you would change:")

    # Elsewhere

    @on(Rows.Chosen)
    def action_open(self) -> None:
        if entry := self.entry:
            self.bench.open_at(entry.decision.transcript, entry.extent)

    def action_whole(self) -> None:
        beside = self.query_one(Beside)
        beside.whole = not beside.whole
        self._at_hand()

    def action_write(self) -> None:
        title = f"Write all {self._every} to a new file, .csv or .xlsx"
        self.ask(title, self._write, "decisions.csv")

    def _write(self, name: str) -> None:
        if not name:
            return
        to = Path(name).expanduser().absolute()
        with self.saying():
            if to.exists():
                raise RefusedError(f"{to.name} is there already", "Choose another name.")
            workbench.export(self.bench.project, "decisions", to, viewer=self.bench.coder)
            self.notify(f"{to}. Look at it before it travels.", title="Written")

    def action_back(self) -> None:
        """Filters off first: nobody should take what they hide for lost."""
        if self._asked != Asked():
            self._ask_for(Asked())
        else:
            self.app.pop_screen()


def _when(entry: LedgerEntry) -> tuple[str, str]:
    return entry.decision.at, entry.decision.id


def _capital(said: str) -> str:
    return one_line(f"{said[:1].upper()}{said[1:]}")
