"""Words in all transcripts, found while they are typed."""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby, islice, takewhile

from rich.cells import cell_len
from rich.text import Text
from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.timer import Timer
from textual.widgets import Input, Static
from textual.worker import get_current_worker

from qualbench import workbench
from qualbench.errors import QualbenchError
from qualbench.model import Transcript
from qualbench.tui.quoted import one_line
from qualbench.tui.screens.room import Room, bind
from qualbench.tui.widgets.key_line import KeyLine
from qualbench.tui.widgets.rows import Rows
from qualbench.tui.widgets.title_line import TitleLine
from qualbench.workbench import Hit

_PAUSE = 0.12
"""Seconds without a key after which it is worth while to look."""

_MOST = 1000
"""More hits than anybody reads; more words narrow them down."""

_LEAD = 60
"""Characters shown before a hit at least."""


def _first(keys: str, action: str, said: str, name: str, footer: str = "") -> Binding:
    """Keys that are not the line's in which words are typed."""
    return replace(bind(keys, action, said, name, footer), priority=True)


class Search(Room):
    """What is typed is looked for; Enter goes there."""

    CSS_PATH = "search.tcss"
    BINDINGS = [
        _first("enter", "open", "Open the transcript there", "search.open", "Open"),
        _first("down", "step(1)", "Next", "search.next"),
        _first("up", "step(-1)", "Before", "search.previous"),
        bind("pagedown", "page(1)", "A page on", "search.page_down"),
        bind("pageup", "page(-1)", "A page back", "search.page_up"),
        _first("ctrl+r", "regex", "A regular expression, or words", "search.regex", "Pattern"),
        _first("ctrl+o", "respondents", "Respondents, or all", "search.respondents", "Respondents"),
        _first("ctrl+f", "again", "Back to the words", "search.box"),
        bind("escape", "app.pop_screen", "Back", "search.back", "Back"),
        bind("f1", "app.keys", "All keys of this screen", "search.keys", "Keys"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._regex = self._respondents = False
        self._texts: tuple[Transcript, ...] = ()
        self._hits: tuple[Hit, ...] = ()
        self._waiting: Timer | None = None

    def compose(self) -> ComposeResult:
        yield self.title_line()
        yield Input(placeholder="Words to find in all transcripts", compact=True)
        yield Static(id="said", classes="hint", markup=False)
        yield Rows()
        with VerticalScroll(id="place", can_focus=False):
            yield Static(markup=False)
        yield KeyLine()

    def on_mount(self) -> None:
        self.set_focus(self.query_one(Input))
        self._entitle()
        self._say("")

    def on_unmount(self) -> None:
        self.workers.cancel_node(self)

    def _entitle(self) -> None:
        how = "a regular expression" if self._regex else "words"
        who = "what respondents say" if self._respondents else "all transcripts"
        self.query_one(TitleLine).where = f"Search: {how} in {who}"

    def renewed(self, kinds: frozenset[str]) -> None:
        """The next words are looked for in new transcripts too; what is found stays."""
        self._texts = ()

    # Looking

    @on(Input.Changed)
    def _typed(self) -> None:
        """Wait for a moment in which no key comes."""
        if self._waiting:
            self._waiting.stop()
        self._waiting = self.set_timer(_PAUSE, self._begin)

    def _begin(self) -> None:
        query = self.query_one(Input).value
        if query.strip():
            self._look(query)
        else:
            self.workers.cancel_node(self)
            self._show((), "")

    @work(thread=True, exclusive=True, exit_on_error=False)
    def _look(self, query: str) -> None:
        worker = get_current_worker()
        try:
            wanted = takewhile(lambda _: not worker.is_cancelled, self._read())
            hits = workbench.hits(wanted, query, self._regex, respondents=self._respondents)
            found, said = tuple(islice(hits, _MOST + 1)), ""
        except QualbenchError as error:
            found, said = (), f"{error.message}. {error.hint}"
        if not worker.is_cancelled:
            self.app.call_from_thread(self._show, found, said or _counted(found))

    def _read(self) -> tuple[Transcript, ...]:
        """The transcripts, read once: their texts never change."""
        if not self._texts:
            with workbench.opened(self.bench.project.path) as project:
                self._texts = workbench.texts(project)
        return self._texts

    # What is found

    def _show(self, found: tuple[Hit, ...], said: str) -> None:
        if not self.is_attached:
            return
        self._hits = found[:_MOST]
        groups = groupby(self._hits, key=lambda hit: (hit.transcript, hit.hash))
        sizes = [(name, sum(1 for _ in group)) for (name, _), group in groups]
        self.query_one(Rows).fill(sizes, lambda item, width: [_row(self._hits[item], width)])
        self._say(said)

    def _say(self, said: str) -> None:
        hint = "Type; ↓ and ↑ choose, Enter opens the transcript there."
        self.say_above(said or hint)

    @property
    def _hit(self) -> Hit | None:
        at = self.query_one(Rows).at
        return self._hits[at] if at < len(self._hits) else None

    @on(Rows.AtHand)
    def _at_hand(self) -> None:
        hit = self._hit
        place = self.query_one("#place Static", Static)
        place.update(_in_turn(hit, place.size.width) if hit else "")

    # Keys

    @on(Rows.Chosen)
    def action_open(self) -> None:
        if hit := self._hit:
            self.bench.open_at(hit.hash, hit.span)

    def action_step(self, step: int) -> None:
        self.query_one(Rows).action_step(step)

    def action_page(self, step: int) -> None:
        self.query_one(Rows).action_page(step)

    def action_regex(self) -> None:
        self._regex = not self._regex
        self._again()

    def action_respondents(self) -> None:
        self._respondents = not self._respondents
        self._again()

    def _again(self) -> None:
        self._entitle()
        self._begin()

    def action_again(self) -> None:
        self.set_focus(self.query_one(Input))


def _counted(found: tuple[Hit, ...]) -> str:
    if not found:
        return "Nothing found."
    if len(found) > _MOST:
        return (
            f"More than {_MOST} places; the first {_MOST} are shown. More words narrow them down."
        )
    places = len({hit.hash for hit in found})
    return (
        f"{len(found)} {'place' if len(found) == 1 else 'places'} "
        f"in {places} {'transcript' if places == 1 else 'transcripts'}"
    )


def _row(hit: Hit, width: int) -> Text:
    """The hit in the middle of what fits on a line, after who says it."""
    mark = "I: " if hit.interviewer else "R: "
    quote = one_line(hit.quote)
    room = max(0, width - len(mark) - cell_len(quote))
    before = _clean(hit.before)
    lead = before[-(room // 2) :] if room > 1 else ""
    cut = "…" if len(lead) < len(before) else ""
    line = Text(mark, style="dim", no_wrap=True)
    line.append(f"{cut}{lead[len(cut) :]}", style="not dim")
    line.append(quote, style="not dim bold underline")
    line.append(_clean(hit.after), style="not dim")
    line.truncate(width, overflow="ellipsis")
    return line


def _in_turn(hit: Hit, width: int) -> Text:
    """The hit, not far below what is said before it, with more of what is said after."""
    who = hit.speaker or ("Interviewer" if hit.interviewer else "Respondent")
    before = _clean(hit.before)
    lead = before[-max(_LEAD, width) :]
    shown = Text(f"{hit.transcript}, {who}\n", style="dim")
    shown.append(f"{'…' if len(lead) < len(before) else ''}{lead}", style="not dim")
    shown.append(one_line(hit.quote), style="not dim bold underline")
    return shown.append(_clean(hit.after), style="not dim")


def _clean(text: str) -> str:
    """One line that keeps its space at either end."""
    return "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in text)
