"""A new round: its name, who codes, and which transcripts, all on one screen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.widgets import Input, Static

from qualbench import workbench
from qualbench.errors import QualbenchError, RefusedError
from qualbench.tui.quoted import one_line
from qualbench.tui.rounds import counted, together
from qualbench.tui.screens.room import Room, bind
from qualbench.tui.things import whose
from qualbench.tui.widgets.key_line import KeyLine
from qualbench.tui.widgets.one_of import OneOf
from qualbench.tui.widgets.rows import Rows
from qualbench.workbench import Sample, TranscriptStatus

_ALL, _BY_HAND, _SHARE = "all", "by hand", "a share"
_SEALED = (
    "Sealed: until you reveal it coders see only their own codings. On one file "
    "this protects the honest path only: whoever reads the file itself sees all."
)
_OPEN = bind("enter", "open", "Open the round and seal it", "new_round.open", "Open it")
_SHARE_IS = "A share is a number such as 0.25, a seed a whole number."


class NewRound(Room):
    """Enter opens what is said here; until then nothing is stored."""

    CSS_PATH = "new_round.tcss"
    BINDINGS = [
        replace(_OPEN, priority=True),  # lines take it else
        bind("space", "take", "Take or leave this one", "new_round.take", "Take or not"),
        bind("a", "every", "Take all of the list, or none", "new_round.every", "All or none"),
        bind("tab,down", "app.focus_next", "Next field", "new_round.next", "Next field"),
        bind("shift+tab,up", "app.focus_previous", "Field before", "new_round.previous"),
        bind("escape", "app.pop_screen", "Leave; nothing is stored", "new_round.back", "Leave"),
        bind("f1,question_mark", "app.keys", "All keys of this screen", "new_round.keys", "Keys"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._known: tuple[str, ...] = ()
        self._coders: set[str] = set()
        self._texts: tuple[TranscriptStatus, ...] = ()
        self._taken: set[str] = set()
        self._problem = ""

    def compose(self) -> ComposeResult:
        yield self.title_line("New round")
        yield Static(_SEALED, classes="hint")
        with Horizontal(classes="line"):
            yield Static("Name", classes="label")
            yield Input(self._unused_name(), id="name", compact=True)
        with Horizontal(classes="line"):
            yield Static("Transcripts", classes="label")
            yield OneOf((_ALL, _BY_HAND, _SHARE))
            with Horizontal(id="share-of"):
                yield Static("of")
                yield Input("0.25", id="share", compact=True)
                yield Static("seed")
                yield Input("1", id="seed", compact=True)
        with Horizontal(id="lists"):
            with Vertical(id="people"):
                yield Static("Coders", classes="pane-title")
                yield Rows(id="coders")
                yield Input(placeholder="New name; Enter adds it", id="another", compact=True)
            with Vertical():
                yield Static(id="taken", classes="pane-title", markup=False)
                yield Rows(id="texts")
        yield Static(id="sum", classes="hint", markup=False)
        yield KeyLine()

    def _unused_name(self) -> str:
        names = {shown.round.name.casefold() for shown in workbench.rounds(self.bench.project)}
        number = len(names) + 1
        while f"round {number}" in names:
            number += 1
        return f"Round {number}"

    def on_mount(self) -> None:
        """The coders of the round before are taken at first."""
        status = workbench.status(self.bench.project, self.bench.coder)
        self._known, self._texts = status.coders, status.transcripts
        for shown in workbench.rounds(self.bench.project)[-1:]:
            self._coders = set(shown.coders)
        self._choose()
        self.set_focus(self.query_one("#name"))

    # What is shown

    @property
    def _way(self) -> str:
        return self.query_one(OneOf).value

    @on(Input.Changed, "#share,#seed")
    @on(OneOf.Changed)
    def _choose(self) -> None:
        """Take what is chosen by this way, and show it; by hand it is what was taken before."""
        self._problem = ""
        if self._way != _BY_HAND:
            try:
                self._taken = set(workbench.draw(self.bench.project, (), self._sample))
            except QualbenchError as error:
                self._taken, self._problem = set(), f"{error.message}. {error.hint}"
        self.query_one("#share-of").display = self._way == _SHARE
        self._show()

    def _show(self) -> None:
        coders, texts = self.query_one("#coders", Rows), self.query_one("#texts", Rows)
        coders.fill([("", len(self._known))], self._coder_row, coders.at)
        texts.fill([("", len(self._texts))], self._text_row, texts.at)
        how = ", drawn by role and clinic" if self._way == _SHARE else ""
        said = f"{len(self._taken)} of {counted(len(self._texts), 'transcript')}{how}"
        self.query_one("#taken", Static).update(said)
        self.query_one("#sum", Static).update(self._sum)

    @property
    def _sum(self) -> str:
        """What Enter would open, or what is missing."""
        if self._problem:
            return f"{self._problem[0].upper()}{self._problem[1:]}"
        if not self._taken:
            return "Take a transcript at least."
        if len(self._coders) < 2:
            return "Take two coders at least: agreement is between them."
        people = together([name for name in self._known if name in self._coders])
        each = ", each" * (len(self._taken) > 1)
        return f"Enter opens it: {counted(len(self._taken), 'transcript')}{each} coded by {people}."

    def _coder_row(self, item: int, width: int) -> Sequence[Text]:
        name = self._known[item]
        return [_ticked(name in self._coders, name)]

    def _text_row(self, item: int, width: int) -> Sequence[Text]:
        one = self._texts[item]
        room = min(28, max(len(text.name) for text in self._texts))
        line = _ticked(one.hash in self._taken, one.name)
        line.truncate(room + 4, overflow="ellipsis", pad=True)
        return [line.append(f"  {one_line(whose(one.cases))}", style="dim")]

    # What is done

    @on(Rows.Chosen)
    def action_take(self) -> None:
        """Whoever chooses among the transcripts chooses them by hand."""
        coders, texts = self.query_one("#coders", Rows), self.query_one("#texts", Rows)
        if self.focused is coders and self._known:
            self._coders ^= {self._known[coders.at]}
        elif self.focused is texts and self._texts:
            self._taken ^= {self._texts[texts.at].hash}
            self.query_one(OneOf).value = _BY_HAND
        self._show()

    def action_every(self) -> None:
        """Of coders or transcripts: all of them, or none where all are taken."""
        if self.focused is self.query_one("#coders"):
            self._coders = set(self._known) - self._coders and set(self._known)
        elif self.focused is self.query_one("#texts"):
            every = {text.hash for text in self._texts}
            self._taken = every - self._taken and every
            self.query_one(OneOf).value = _BY_HAND
        self._show()

    def action_open(self) -> None:
        """Open the round; a name that was typed is a coder first."""
        if self._add_coder():
            return
        with self.saying():
            shown = workbench.open_round(
                self.bench.project,
                self.bench.coder,
                self.query_one("#name", Input).value,
                sorted(self._coders),
                self._by_hand,
                sample=self._sample,
            )
            self.app.pop_screen()
            undo = self.bench.key("coding.undo")
            self.notify(f"Round {shown.round.name} is open and sealed; {undo} takes it back.")

    def _add_coder(self) -> bool:
        """Take the coder whose name was typed, known or new; False where none was."""
        line = self.query_one("#another", Input)
        name, line.value = " ".join(line.value.split()), ""
        if not name:
            return False
        alike = [known for known in self._known if known.casefold() == name.casefold()]
        self._known += () if alike else (name,)
        self._coders.add(*alike or [name])
        self._show()
        return True

    @property
    def _by_hand(self) -> tuple[str, ...]:
        """The transcripts that were taken one by one; none where the project's are taken."""
        if self._way != _BY_HAND:
            return ()
        if not self._taken:
            raise RefusedError("no transcript is taken", "Space takes the one at the cursor.")
        return tuple(sorted(self._taken))

    @property
    def _sample(self) -> Sample | None:
        if self._way != _SHARE:
            return None
        share, seed = (self.query_one(name, Input).value for name in ("#share", "#seed"))
        try:
            return Sample(float(share), seed=int(seed))
        except ValueError as error:
            raise RefusedError("nothing can be drawn so", _SHARE_IS) from error


def _ticked(on: bool, name: str) -> Text:
    """A sign tells without colour, too, what is taken."""
    return Text(f"[{'✓' if on else ' '}] {one_line(name)}", style="bold" if on else "")
