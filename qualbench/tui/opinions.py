"""What coders said of a place, as blocks to be shown side by side; and what was decided."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from string import ascii_lowercase

from rich.console import Console
from rich.text import Text

from qualbench.model import Reconciliation, Span, Transcript
from qualbench.tui.passage import Marking, passage
from qualbench.tui.quoted import one_line
from qualbench.tui.widgets.beside import Block
from qualbench.workbench import LedgerEntry, OwnDifference, ShownDisagreement, ShownPart

CHANGES = "⚑"
"""Stands where the codebook is to change."""

_REMARK = 2  # lines of a remark where not all is shown
_PLAIN = Console(width=80)


@dataclass(frozen=True, slots=True)
class Opinion:
    """What ``who`` said, one coder or several of one mind; no parts where it is nothing.

    ``taken`` says that it was decided so.
    """

    who: tuple[str, ...]
    parts: tuple[ShownPart, ...]
    remarks: tuple[str, ...]
    taken: bool

    @property
    def marks(self) -> list[Marking]:
        labels = ascii_lowercase if len(self.parts) > 1 else ""
        return [
            Marking(part.span, labels[place : place + 1]) for place, part in enumerate(self.parts)
        ]


def opinions(
    parts: Sequence[ShownPart],
    absent: Sequence[str],
    digits: Mapping[str, str],
    decision: Reconciliation | None,
) -> list[Opinion]:
    """Who said the same is named together; the coder with the first digit comes first."""
    theirs: dict[str, list[ShownPart]] = {coder: [] for coder in absent}
    for part in parts:
        theirs.setdefault(part.coder, []).append(part)
    alike: dict[tuple[tuple[Span, str], ...], list[str]] = {}
    for coder in sorted(theirs):
        alike.setdefault(_said(theirs[coder]), []).append(coder)
    return [
        Opinion(
            tuple(f"{digits[coder]} {coder}" if coder in digits else coder for coder in coders),
            tuple(theirs[coders[0]]),
            tuple(_remarks({coder: theirs[coder] for coder in coders})),
            decision is not None and _is_taken(said, decision),
        )
        for said, coders in alike.items()
    ]


def _said(parts: Sequence[ShownPart]) -> tuple[tuple[Span, str], ...]:
    return tuple(sorted((part.span, part.key) for part in parts))


def _is_taken(said: Sequence[tuple[Span, str]], decision: Reconciliation) -> bool:
    if decision.choice == "both":
        return bool(said)
    outcome = sorted((one.span, one.key) for one in decision.outcome)
    return decision.choice == "take" and list(said) == outcome


def _remarks(theirs: Mapping[str, Sequence[ShownPart]]) -> Iterator[str]:
    """Doubts and memos; whose they are where several coders said the same."""
    for coder, parts in theirs.items():
        whose = f"{coder}: " if len(theirs) > 1 else ""
        for place, part in enumerate(parts):
            which = f"{ascii_lowercase[place]}: " if len(parts) > 1 else ""
            if part.unsure or part.note:
                yield one_line(f"! {whose}{which}unsure{': ' if part.note else ''}{part.note}")
            if part.memo:
                yield one_line(f"✎ {whose}{which}{part.memo}")


def block(opinion: Opinion, transcript: Transcript, extent: Span, *, whole: bool = False) -> Block:
    """An opinion with the words that it is about."""
    body = partial(passage, transcript, extent, opinion.marks) if opinion.parts else _nothing
    return Block(partial(_head, opinion, whole), body)


def _nothing(width: int, rows: int) -> Sequence[Text]:
    return ()


def _head(opinion: Opinion, whole: bool, width: int) -> list[Text]:
    """Who, what, and a rule to the end of the line; then doubts and memos."""
    title = Text(", ".join(opinion.who), style="bold").append(": ", "bold")
    title.append(_named(opinion.parts) or "nothing here")
    if opinion.taken:
        title.append("  ✓ taken", "bold")
    lines = list(title.wrap(_PLAIN, width))
    lines[-1].append(" ").append("─" * (width - lines[-1].cell_len), "not bold dim")
    for remark in opinion.remarks:
        wrapped = list(Text(remark, style="italic").wrap(_PLAIN, width))
        if len(wrapped) > _REMARK and not whole:
            wrapped = wrapped[:_REMARK]
            wrapped[-1].truncate(width - 1)
            wrapped[-1].append("…")
        lines += wrapped
    return lines


def _named(parts: Sequence[ShownPart]) -> str:
    if len(parts) == 1:
        return one_line(parts[0].name)
    named = (f"{ascii_lowercase[place]} {part.name}" for place, part in enumerate(parts))
    return one_line(", ".join(named))


# What was decided


def entry_of(
    item: ShownDisagreement, decision: Reconciliation, names: Sequence[str]
) -> LedgerEntry:
    """A decision as the ledger shows it, ``names`` being those of its outcome."""
    return LedgerEntry(
        decision, "", item.transcript, "", item.extent, item.quote, item.parts, tuple(names), ()
    )


def kind_said(kind: str, names: Sequence[str], absent: Sequence[str]) -> str:
    """How coders differ: ``Missed by bo: Culture``."""
    if kind == "missed":
        by = f" by {' and '.join(absent)}" if absent else ""
        return one_line(f"Missed{by}: {' and '.join(names)}")
    if kind == "other construct":
        return one_line(f"Another construct: {' or '.join(names)}")
    return one_line(f"{_KINDS[kind]}: {' and '.join(names)}")


_KINDS = {"edges": "Other edges", "split": "One span or several"}


def why(reason: str, rule: str, changes: bool) -> Iterator[Text]:
    """What a decision rests on, and whether the codebook is to change."""
    if changes:
        yield Text(f"{CHANGES} The codebook is to change.", style="bold")
    for title, said in (("Reason", reason), ("Rule", rule)):
        if said:
            yield Text(f"{title}: ", style="bold").append(one_line(said), "not bold")


def own_said(one: OwnDifference) -> str:
    """How one's own coding differs from what was decided."""
    mine = one.mine.name if one.mine else ""
    said = {
        "missed": f"missed by you: {one.name}",
        "not taken": f"yours was not taken: {mine}",
        "other code": f"another code: you had {mine}, {one.name} was taken",
        "edges": f"other edges than yours: {one.name}",
    }
    return one_line(said[one.how])
