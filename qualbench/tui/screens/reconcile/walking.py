"""Going through the disagreements of a round: which is at hand, which are shown, in what order."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from operator import attrgetter
from typing import Literal

from textual import work
from textual.worker import get_current_worker

from qualbench import workbench
from qualbench.model import Codebook, Reconciliation, Transcript
from qualbench.tui.opinions import entry_of
from qualbench.tui.quoted import one_line
from qualbench.tui.screens.leading import Leading
from qualbench.tui.screens.room import bind
from qualbench.workbench import OwnDifference, ShownDisagreement, Walk

Only = Literal["", "undecided", "for the meeting"]

_DIGITS = "1234567890"


class Walking(Leading):
    """The list is read once; after a decision only what was decided is read again."""

    BINDINGS = [
        bind("n,j,down,right", "step(1)", "Next disagreement", "reconcile.next", "Next"),
        bind("p,k,up,left", "step(-1)", "The one before", "reconcile.previous"),
        bind("N", "next_open", "Next undecided", "reconcile.next_open", "Undecided"),
        bind("g,home", "far(1)", "The first", "reconcile.first"),
        bind("G,end", "far(-1)", "The last", "reconcile.last"),
        bind("o", "order", "Worst construct first, or in reading order", "reconcile.order"),
        bind("f", "only", "Only undecided; only for the meeting; all", "reconcile.only"),
    ]

    book: Codebook

    def __init__(self, round_name: str) -> None:
        super().__init__()
        self.round = round_name
        self.items: tuple[ShownDisagreement, ...] = ()
        self.texts: Mapping[str, Transcript] = {}
        self.shares_shown = False
        self.found = False
        """Whether the list is there, be it empty."""
        self.only: Only = ""
        self._decided: Mapping[str, Reconciliation] = {}  # by the id of the disagreement
        self._own: Mapping[str, Sequence[OwnDifference]] = {}
        self._coders: set[str] = set()
        self.order: Walk = "reading"
        self.last = ""
        """What was decided just now, in words."""
        self._at = 0

    # What there is

    def on_screen_resume(self) -> None:
        self.look()

    def on_unmount(self) -> None:
        self.workers.cancel_node(self)

    def renewed(self, kinds: frozenset[str]) -> None:
        self.look()

    @work(thread=True, exclusive=True, exit_on_error=False)
    def look(self) -> None:
        """Read all of it anew."""
        worker = get_current_worker()
        with workbench.opened(self.bench.project.path) as project:
            items = workbench.disagreements(project, self.bench.coder, self.round)
            leading = self.bench.coder in workbench.leads(project)
            reads = not leading and self.bench.coder in _everybody(items)
            own = workbench.differed(project, self.bench.coder, self.round) if reads else ()
            texts = {text.hash: text for text in workbench.texts(project)}
        if not worker.is_cancelled:
            self.app.call_from_thread(self._found, items, texts, own, leading)

    def _found(
        self,
        items: Sequence[ShownDisagreement],
        texts: Mapping[str, Transcript],
        own: Sequence[OwnDifference],
        leading: bool,
    ) -> None:
        first, before = not self.found, self.item
        self.found, self.leading, self.texts = True, leading, texts
        self.items, self._coders = self._ordered(items), _everybody(items)
        self._own = {one.decision.id: [] for one in own}
        for one in own:
            self._own[one.decision.id] = [*self._own[one.decision.id], one]
        self.shares_shown = workbench.setting(self.bench.project, "coefficients") == "shown"
        self._at = self._place(before)
        self.refresh_decisions()
        if first:
            self._at = self._open_from(0) or 0
        if self.is_attached:
            self.show()
            self.refresh_bindings()

    def refresh_decisions(self) -> None:
        """Only what can have changed by a decision is read again."""
        found = workbench.decided(self.bench.project, self.round)
        stands = ((item.id, found.get(item.codings)) for item in self.items)
        self._decided = {known: decision for known, decision in stands if decision}
        self.book = workbench.codebook(self.bench.project)

    def changed(self) -> None:
        """To where it is decided otherwise than before: undoing takes one there."""
        before = self._decided
        self.refresh_decisions()
        other = (
            place
            for place, item in enumerate(self.items)
            if before.get(item.id) != self.decision(item)
        )
        self.go(next(other, self._at))

    def show(self) -> None:
        """Show what is at hand."""
        raise NotImplementedError

    @property
    def item(self) -> ShownDisagreement | None:
        return self.items[self._at] if self._at < len(self.items) else None

    @property
    def place(self) -> int:
        """Which of them it is, counted from 1 in the order of the walk."""
        return self._at + 1

    def decision(self, item: ShownDisagreement) -> Reconciliation | None:
        return self._decided.get(item.id)

    def said(self, item: ShownDisagreement, decision: Reconciliation) -> str:
        """What was decided: ``took Culture as ana had it``."""
        names = [workbench.name_of(self.book, one.key) for one in decision.outcome]
        return one_line(entry_of(item, decision, names).said)

    def own(self, decision: Reconciliation) -> Sequence[OwnDifference]:
        """How the coder's own codings differ from a decision."""
        return self._own.get(decision.id, ())

    @property
    def digits(self) -> dict[str, str]:
        """Coder -> the digit that takes what this coder said; the same all through the round."""
        if len(self._coders) > len(_DIGITS) and self.item:
            return _by_digit(_everybody([self.item]))
        return _by_digit(self._coders)

    # Where one is

    def _ordered(self, items: Sequence[ShownDisagreement]) -> tuple[ShownDisagreement, ...]:
        by = attrgetter("worst" if self.order == "worst" else "number")
        return tuple(sorted(items, key=by))

    def _place(self, sought: ShownDisagreement | None) -> int:
        ids = [one.id for one in self.items]
        return ids.index(sought.id) if sought and sought.id in ids else 0

    def go(self, place: int, last: str = "") -> None:
        """To one of them; ``last`` says what was decided on the way."""
        self._at, self.last = place, last
        self.show()

    def action_step(self, step: int) -> None:
        """To the next or the one before among those that are shown."""
        places = range(self._at + step, len(self.items) if step > 0 else -1, step)
        found = next(filter(self._is_shown, places), None)
        if found is not None:
            self.go(found)

    def action_far(self, step: int) -> None:
        found = next(filter(self._is_shown, range(len(self.items))[::step]), None)
        if found is not None:
            self.go(found)

    def action_next_open(self) -> None:
        self.go_on(self._at + 1)

    def go_on(self, start: int, last: str = "") -> None:
        """To the first undecided one from a place on, and then from the beginning.

        While only those for the meeting are shown, to the first of these.
        """
        found = self._open_from(start)
        self.go(self._at if found is None else found, last)

    def _open_from(self, start: int) -> int | None:
        places = [*range(start, len(self.items)), *range(min(start, len(self.items)))]
        waits = self._is_left if self.only == "for the meeting" else self._is_open
        return next(filter(waits, places), None)

    def _is_open(self, place: int) -> bool:
        return self.items[place].id not in self._decided

    def _is_left(self, place: int) -> bool:
        found = self.decision(self.items[place])
        return found is not None and found.choice == "meeting"

    def _is_shown(self, place: int) -> bool:
        tests: dict[Only, Callable[[int], bool]] = {
            "undecided": self._is_open,
            "for the meeting": self._is_left,
        }
        return tests[self.only](place) if self.only else True

    def action_order(self) -> None:
        item = self.item
        self.order = "reading" if self.order == "worst" else "worst"
        self.items = self._ordered(self.items)
        self.go(self._place(item))

    def action_only(self) -> None:
        """The next kind of which there are any."""
        kinds: list[Only] = ["undecided", "for the meeting", ""]
        kinds = kinds[kinds.index(self.only) + 1 :] + kinds[: kinds.index(self.only) + 1]
        self.only = next(kind for kind in kinds if self._any(kind))
        if self.items and not self._is_shown(self._at):
            before = self._at
            self.action_step(1)
            if self._at == before:
                self.action_far(1)
        self.show()

    def _any(self, kind: Only) -> bool:
        tests = {"undecided": self.undecided, "for the meeting": self.left}
        return kind == "" or tests[kind] > 0

    @property
    def undecided(self) -> int:
        return len(self.items) - len(self._decided)

    @property
    def left(self) -> int:
        """How many wait for the meeting."""
        return sum(one.choice == "meeting" for one in self._decided.values())


def _everybody(items: Iterable[ShownDisagreement]) -> set[str]:
    return {coder for one in items for coder in (*one.absent, *(part.coder for part in one.parts))}


def _by_digit(coders: Iterable[str]) -> dict[str, str]:
    return dict(zip(sorted(coders), _DIGITS, strict=False))
