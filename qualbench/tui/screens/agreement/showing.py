"""How agreement stands on the screen: what is compared on top, a look at it below."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from textual import on
from textual.app import ComposeResult
from textual.binding import ActiveBinding
from textual.containers import Container
from textual.widgets import Static

from qualbench import workbench
from qualbench.tui.quoted import one_line
from qualbench.tui.screens.agreement.compared import PLAIN, SEED, Found, Look, Want, people
from qualbench.tui.screens.agreement.parts import Head, Panel
from qualbench.tui.screens.agreement.view import View, number
from qualbench.tui.screens.asking import Asking
from qualbench.tui.widgets.ask_line import AskLine
from qualbench.tui.widgets.code_picker import CodePicker
from qualbench.tui.widgets.hint import Hint
from qualbench.tui.widgets.key_line import KeyLine
from qualbench.tui.widgets.rows import Rows
from qualbench.tui.widgets.title_line import TitleLine
from qualbench.workbench import ShownRound

_TITLES: dict[Look, str] = {
    "constructs": "by construct",
    "groups": "by",
    "confusions": "codes that met",
    "coders": "coder by coder",
    "units": "under each unit",
    "unused": "unused codes",
    "drift": "from round to round",
}
_AIMING: tuple[Look, ...] = ("constructs", "groups", "units", "drift")
"""Looks that show the target."""
_FIRST = (
    *("agreement.constructs", "agreement.groups", "agreement.confusions", "agreement.people"),
    *("agreement.units", "agreement.unused", "agreement.drift", "agreement.write"),
)
_CHOSEN = tuple(
    f"agreement.{name}" for name in ("unit", "coders", "round", "match", "whose", "intervals")
)
"""Named above, with what is chosen."""


class Showing(Asking):
    """``want`` is what is compared, ``found`` what is shown of it."""

    HORIZONTAL_BREAKPOINTS = [(0, "narrow"), (130, "wide")]

    def __init__(self, round_name: str = "") -> None:
        super().__init__()
        self.want = Want(round=round_name)
        self.found: Found | None = None
        self._view: View | None = None

    def compose(self) -> ComposeResult:
        yield self.title_line("Agreement")
        yield Hint()
        yield Static("Comparing …", id="said", classes="hint", markup=False)
        with Container(id="both"):
            with Container(id="table"):
                yield Head()
                yield Rows()
            yield Panel()
        yield Static(id="row", classes="hint", markup=False)
        yield CodePicker()
        yield AskLine()
        yield KeyLine(_FIRST)

    @property
    def active_bindings(self) -> dict[str, ActiveBinding]:
        """What the lines above name is not said once more below."""
        found = super().active_bindings
        return {
            key: one._replace(binding=replace(one.binding, show=False))
            if one.binding.id in _CHOSEN
            else one
            for key, one in found.items()
        }

    # What is shown

    def show(self, found: Found, view: View | None) -> None:
        """Where the same rows are shown anew, the same one stays at hand."""
        before, self.found, self._view = self.found, found, view
        same = before and replace(before.want, resamples=0) == replace(found.want, resamples=0)
        self._fill(self.query_one(Rows).at if same else 0)
        self.settle()

    def _fill(self, at: int) -> None:
        view = self._view
        rows, panel, head = self.query_one(Rows), self.query_one(Panel), self.query_one(Head)
        head.view = panel.view = view
        head.refresh()
        panel.display = view is not None and view.beside is not None
        self.set_class(panel.display, "split")
        if view:
            rows.fill(view.groups, lambda item, width: [view.row(item, width)], at)
        else:
            rows.fill([], lambda item, width: ())
            self.query_one("#row", Static).update("")

    def settle(self) -> None:
        """The lines above: where one is, what is compared, how much of it there is."""
        look = _TITLES[self.want.look]
        title = f"{look} {self.want.by}" if self.want.look == "groups" else look
        self.query_one(TitleLine).where = f"Agreement: {title}"
        hint = self.query_one(Hint)
        hint.offer(self._chosen())
        hint.refresh(layout=True)  # other words may need another line
        if self.found:
            self.say_above(self._said(self.found))

    def _chosen(self) -> Sequence[tuple[str, str, str]]:
        """What is compared now: the key that changes it, in words, its action."""
        want, found = self.want, self.found
        coders = found.agreement.coders if found and found.agreement else want.between
        where = f"round {want.round}{self._state}" if want.round else "all submissions"
        matching = "exact matching" if want.match == "exact" else "siblings match"
        whose = "respondents' words"
        whose = f"{whose} and interviewers'" if want.interviewer else whose
        intervals = (
            f"{want.resamples:,} resamples, seed {SEED}" if want.resamples else "no intervals"
        )
        said = (
            ("unit", f"unit {want.unit}"),
            ("coders", people(coders)),
            ("round", where),
            ("match", matching),
            ("whose", whose),
            ("intervals", intervals),
        )
        return [
            (self.bench.key(f"agreement.{name}"), one_line(words), f"screen.{name}")
            for name, words in said
        ]

    @property
    def _state(self) -> str:
        return next((f", {r.state}" for r in self.rounds if r.round.name == self.want.round), "")

    @property
    def rounds(self) -> Sequence[ShownRound]:
        return self.found.ground.rounds if self.found else ()

    def _said(self, found: Found) -> str:
        if found.agreement is None:
            return found.refused
        agreement, whole = found.agreement, found.agreement.whole
        parts = [
            f"{len(agreement.transcripts)} of {agreement.study} transcripts; {whole.n} of the "
            f"{whole.given} {whole.unit}s submitted are double coded ({whole.share:.0%})"
        ]
        if warning := workbench.seen_warning(agreement):
            parts.append(warning.removesuffix("."))
        target = found.ground.target
        if found.ground.hidden and found.want.look not in PLAIN:
            parts.append(found.ground.hidden)
        elif target and found.want.look in _AIMING:
            parts.append(f"┊ target {target.name} {number(target.bound)}: ✓ met, ✗ below")
        if self._view and self._view.note:
            parts.append(self._view.note)
        if found.want.look == "groups" and len(found.ground.groups) > 1:
            key = self.bench.key("agreement.groups")
            parts.append(f"{key} again: by {next_group(found)}")
        return ". ".join(parts)

    @on(Rows.AtHand)
    def _at_hand(self, event: Rows.AtHand) -> None:
        """The whole name of a row, and what its columns had no room for."""
        view, at = self._view, event.rows.at
        if view is None or at >= len(event.rows):
            self.query_one("#row", Static).update("")
            return
        self.query_one("#row", Static).update(one_line(view.about(at)))
        panel = self.query_one(Panel)
        panel.item = at
        panel.refresh()

    def on_resize(self) -> None:
        self.query_one(Head).refresh()


def next_group(found: Found) -> str:
    """What is grouped by next."""
    names = found.ground.groups
    at = names.index(found.want.by) + 1 if found.want.by in names else 0
    return names[at % len(names)]
