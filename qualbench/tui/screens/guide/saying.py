"""A question of the guide in words: its state, what it asks about, where it was put."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.console import Console
from rich.text import Text

from qualbench import workbench
from qualbench.tui.quoted import one_line
from qualbench.tui.screens.guide.seen import Seen
from qualbench.workbench import ShownQuestion

ASKED, NOT_ASKED, ABSENT, PROPOSED, OPEN = "✓", "–", "∅", "?", "·"
_PLAIN = Console(width=80)


def mark(shown: ShownQuestion) -> str:
    if not shown.confirmed:
        return PROPOSED if shown.turns else OPEN
    if shown.absent:
        return ABSENT
    return ASKED if shown.turns else NOT_ASKED


def state(seen: Seen, shown: ShownQuestion) -> str:
    """``asked in turn 5; absent: Space``"""
    turns = ", ".join(str(turn + 1) for turn in shown.turns)
    where = f"turn{'s' if len(shown.turns) > 1 else ''} {turns}"
    if not shown.confirmed:
        return f"proposed: {where}" if shown.turns else "nothing is proposed, to be confirmed"
    gone = ", ".join(workbench.name_of(seen.book, key) for key in shown.absent)
    asked = f"asked in {where}" if shown.turns else "not asked"
    return f"{asked}; absent: {gone}" if gone else asked


def in_list(seen: Seen, shown: ShownQuestion) -> Sequence[Text]:
    style = "bold" if not shown.confirmed else ""
    return [
        Text(f"{mark(shown)} {one_line(shown.question.asks)}", style=style),
        Text(f"  {one_line(state(seen, shown))}", style="dim"),
    ]


def about(seen: Seen, shown: ShownQuestion, width: int) -> Sequence[Text]:
    """The question in full, its state, and the constructs that it asks about."""
    lines = [
        Text(one_line(shown.question.asks), style="bold"),
        Text(f"{mark(shown)} {one_line(state(seen, shown))}", style="italic"),
        *_constructs(seen, shown),
    ]
    return _wrapped(lines, width)


def _constructs(seen: Seen, shown: ShownQuestion) -> Iterator[Text]:
    if shown.confirmed:
        yield Text(one_line(f"Confirmed by {shown.by}"), style="dim")
    yield Text("Asks about:")
    for key in shown.question.constructs:
        gone = f"  {ABSENT} confirmed as absent" if key in shown.absent else ""
        yield Text(f"  {one_line(workbench.name_of(seen.book, key))}{gone}")


def put(seen: Seen, turn: int, width: int, *, marked: bool = False) -> Sequence[Text]:
    """A turn of the interviewer with what was answered; ``marked`` as putting the question."""
    spoken = seen.transcript.turns[turn]
    title = f"{ASKED if marked else ' '} Turn {turn + 1} of {len(seen.transcript.turns)}"
    lines = [Text(title, style="dim")]
    for said in (spoken, *seen.answers(turn)):
        who = said.speaker or ("Interviewer" if said.interviewer else "Respondent")
        words = one_line(said.words.of(seen.transcript.text))
        line = Text(f"{one_line(who)}: ", style="dim")
        lines.append(line.append(words, "not dim bold" if said.interviewer else "not dim"))
    return _wrapped(lines, width)


def _wrapped(lines: Sequence[Text], width: int) -> list[Text]:
    return [piece for line in lines for piece in line.wrap(_PLAIN, max(1, width))]
