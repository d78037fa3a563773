"""Topics: clusters of what respondents said, found without the codebook, with quotes."""

from __future__ import annotations

from functools import partial

from rich.table import Table
from rich.text import Text
from textual import on, work
from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.widgets import OptionList, Static
from textual.worker import Worker, WorkerState, get_current_worker

from qualbench import workbench
from qualbench.errors import QualbenchError
from qualbench.tui.screens.room import MOVING, Room, bind
from qualbench.tui.widgets.key_line import KeyLine
from qualbench.tui.widgets.pointed_list import PointedList, pointer
from qualbench.tui.widgets.read_on import read_on
from qualbench.workbench import Cancelled, ShownTopic, TopicsFound

_STOPPED = "Stopped. What is done is kept; opened again, it goes on with the rest."


class Topics(Room):
    """A list of topics left, what people said right."""

    CSS_PATH = "topics.tcss"
    BINDINGS = [
        *MOVING,
        bind("space", "read_on", "Read on in the quotes", "topics.read_on", "More quotes"),
        bind("escape", "app.pop_screen", "Back", "topics.back", "Back"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._topics: tuple[ShownTopic, ...] = ()

    def compose(self) -> ComposeResult:
        yield self.title_line("Topics in respondents' turns")
        yield Static("Looking for topics; the first time takes a while.", classes="hint", id="said")
        with Horizontal():
            yield PointedList()
            with VerticalScroll(can_focus=False):
                yield Static(id="quotes", markup=False)
        yield KeyLine()

    def on_mount(self) -> None:
        self.set_focus(self.query_one(PointedList))
        self.bench.tell("topics", "Looking for topics")
        self._look()

    def action_read_on(self) -> None:
        read_on(self.query_one(VerticalScroll))

    def on_unmount(self) -> None:
        self.workers.cancel_node(self)
        self.bench.tell("topics", "")

    @work(thread=True, exclusive=True, exit_on_error=False)
    def _look(self) -> None:
        worker = get_current_worker()

        def progress(stage: str, done: int, total: int) -> None:
            if worker.is_cancelled:
                raise Cancelled
            share = f" {done} of {total}" if total else ""
            self.app.call_from_thread(self._tell, f"{stage[:1].upper()}{stage[1:]}{share}")

        try:
            with workbench.opened(self.bench.project.path) as project:
                found = workbench.topics(project, self.bench.coder, progress=progress)
        except QualbenchError as error:
            self.app.call_from_thread(self._end, f"{error.message}. {error.hint}")
        except Cancelled:
            pass  # was said when it was stopped; a thread notices later
        else:
            self.app.call_from_thread(self._show, found)

    @on(Worker.StateChanged)
    def _stopped(self, event: Worker.StateChanged) -> None:
        if event.state is WorkerState.CANCELLED:
            self._end(_STOPPED)

    def _tell(self, stage: str) -> None:
        if self.is_attached:
            self.bench.tell("topics", stage)

    def _end(self, said: str) -> None:
        if self.is_attached:
            self.bench.tell("topics", "")
            self.query_one("#said", Static).update(said)

    def _show(self, found: TopicsFound) -> None:
        if not self.is_attached:
            return
        self._topics = found.topics
        self._end(found.summary)
        prompts = [partial(_prompt, topic) for topic in found.topics]
        self.query_one(PointedList).fill(prompts, 0 if prompts else None)

    @on(OptionList.OptionHighlighted)
    def _chosen(self, event: OptionList.OptionHighlighted) -> None:
        topic = self._topics[event.option_index]
        self.query_one("#quotes", Static).update(_quotes(topic))
        self.query_one(VerticalScroll).scroll_home(animate=False)


def _prompt(topic: ShownTopic, chosen: bool) -> Table:
    phrases = Text(", ".join(topic.phrases[:4]))
    prompt = Table.grid(padding=(0, 2, 0, 0), pad_edge=True)
    words = phrases.append(f"\n{topic.size} turns", style="" if chosen else "dim")
    prompt.add_row(f"{pointer(chosen)}{topic.number:>2}", words)
    return prompt


def _quotes(topic: ShownTopic) -> Text:
    shown = Text().append(", ".join(topic.phrases) + "\n\n", style="bold")
    for quote in topic.quotes:
        shown.append(f"{quote.speaker}, {quote.transcript}\n", style="dim")
        shown.append(f"{quote.text}\n\n")
    return shown
