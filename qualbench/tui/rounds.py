"""Rounds in words: how they stand, who has done what in them, what they want of somebody."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from rich.text import Text

from qualbench.tui.quoted import one_line
from qualbench.workbench import Assignment, ShownRound

_STATES = {
    "sealed": "■ sealed",
    "submitted": "✓ all submitted, to be revealed by a lead",
    "revealed": "○ revealed",
}

_FEW = 4


def given(shown: ShownRound, coder: str) -> tuple[Assignment, ...]:
    """What somebody is to code in a round."""
    return tuple(one for one in shown.assignments if coder in one.coders)


def left(shown: ShownRound, coder: str) -> tuple[Assignment, ...]:
    """What somebody has still to submit in a round; nothing once it is revealed."""
    if shown.round.revealed:
        return ()
    return tuple(one for one in given(shown, coder) if coder not in one.submitted)


def late(shown: ShownRound) -> bool:
    """Whether something was submitted that does not count, as the round was revealed before."""
    return shown.round.revealed and any(o.submitted != o.counted for o in shown.assignments)


def wishes(rounds: Iterable[ShownRound], coder: str, leads: bool) -> Iterator[str]:
    """``Round pilot: 3 of 5 transcripts of yours to submit``."""
    for shown in rounds:
        if waiting := left(shown, coder):
            of = counted(len(given(shown, coder)), "transcript")
            yield f"Round {shown.round.name}: {len(waiting)} of {of} of yours to submit"
        elif leads and shown.state == "submitted":
            yield f"Round {shown.round.name}: all is submitted and waits to be revealed"


def submitted_said(rounds: Iterable[ShownRound], coder: str, transcript: str) -> str:
    """For which sealed rounds a submission of a transcript, by hash, has counted."""
    names = [
        shown.round.name
        for shown in rounds
        if not shown.round.revealed and any(o.hash == transcript for o in given(shown, coder))
    ]
    of = f" for round{'s' * (len(names) != 1)} {together(names)}" if names else ""
    return f"Submitted{of}; u takes it back."


def missing_said(shown: ShownRound) -> str:
    """``b and c by bo``: what has not been submitted, in numbers where it is much."""
    texts: dict[str, list[str]] = {}
    for coder, text in shown.missing:
        texts.setdefault(coder, []).append(text)
    few = len(shown.missing) <= _FEW
    return "; ".join(
        f"{together(names) if few else counted(len(names), 'transcript')} by {coder}"
        for coder, names in texts.items()
    )


def in_list(shown: ShownRound, transcripts: int, coder: str) -> Sequence[Text]:
    """Three lines on a round: how it stands, who codes, what and how that was chosen."""
    asked = sum(len(one.coders) for one in shown.assignments)
    first = Text(one_line(shown.round.name), style="bold")
    first.append(f"  {_STATES[shown.state]}", style="not bold")
    first.append(f"  {asked - len(shown.missing)} of {asked} submissions", style="not bold dim")
    people = [f"{name} (you)" if name == coder else name for name in shown.coders]
    drawn = dict(shown.round.sample)
    how = "share {share} by {by}, seed {seed}".format(**drawn) if drawn else "not drawn"
    segments = "; segments drawn before" if shown.round.segments else ""
    return [
        first,
        Text(one_line(f"coded by {together(people)}; led by {shown.lead}"), style="dim"),
        Text(
            f"{len(shown.assignments)} of {counted(transcripts, 'transcript')}, "
            f"{shown.double_coded} double coded; {how}{segments}",
            style="dim",
        ),
    ]


def who(one: Assignment, revealed: bool) -> str:
    """``✓ submitted: ana  – to come: bo``; of a revealed round, whose codings count."""
    done = one.counted if revealed else one.submitted
    others = [coder for coder in one.coders if coder not in done]
    signs = ("✓ counts", "✗ missing") if revealed else ("✓ submitted", "– to come")
    told = zip(signs, (done, others), strict=True)
    return "  ".join(f"{sign}: {one_line(', '.join(names))}" for sign, names in told if names)


def together(names: Sequence[str]) -> str:
    """``ana, bo and cy``."""
    return " and ".join(filter(None, [", ".join(names[:-1]), *names[-1:]]))


def counted(number: int, thing: str, things: str = "") -> str:
    return f"{number} {thing if number == 1 else things or f'{thing}s'}"


def column(value: str, values: Sequence[str], most: int) -> Text:
    """A value as wide as the widest of its column, and space behind."""
    width = min(most, max(Text(one_line(each)).cell_len for each in values))
    cell = Text(one_line(value))
    cell.truncate(width, overflow="ellipsis", pad=True)
    return cell.append("  ")
