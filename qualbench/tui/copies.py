"""Copies in words: how those that were handed out stand, and what merging one adds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from qualbench.tui.rounds import counted, together
from qualbench.workbench import Merged, ShownHandout, ShownRound, Uncopied

Given = ShownHandout | Uncopied
"""What somebody has to hand in: a copy, or what is theirs in a round without one."""

_STATES = {
    "out": "→ with the coder",
    "merged": "◐ came back, {}",
    "part handed in": "◐ came back, {}",
    "handed in": "✓ handed in",
}


def state(one: Given) -> str:
    """A sign and words: ``◐ came back, 1 of 2 submitted``."""
    said = f"{len(one.submitted)} of {len(one.transcripts)} submitted"
    if isinstance(one, ShownHandout):
        return _STATES[one.state].format(said)
    if not one.missing:
        return "✓ submitted, without a copy"
    return f"○ no copy yet, {said}" if one.submitted else "○ no copy yet"


def since(one: Given) -> str:
    """The day on which a copy was handed out."""
    return one.handout.at[:10] if isinstance(one, ShownHandout) else ""


def known_by(one: Given) -> str:
    """By what it is found again when the list is made anew."""
    return one.handout.id if isinstance(one, ShownHandout) else f"{one.coder} in {one.round}"


def by_round(
    every: Sequence[Given], rounds: Iterable[ShownRound]
) -> Iterator[tuple[str, list[Given]]]:
    """The latest round first, each under a line that says how many have handed in."""
    revealed = {shown.round.name: shown.round.revealed for shown in rounds}
    named = {one.round: None for one in every if one.round}
    for name in (
        *(name for name in reversed(revealed) if name in named),
        *(set(named) - set(revealed)),
        "",
    ):
        group = sorted((one for one in every if one.round == name), key=lambda one: one.coder)
        if group:
            yield _heading(name, revealed.get(name, False), group), group


def _heading(name: str, revealed: bool, group: Sequence[Given]) -> str:
    people, late = {one.coder for one in group}, {one.coder for one in group if one.missing}
    title = f"Round {name}{', revealed' * revealed}" if name else "No round"
    return f"{title}: {len(people - late)} of {len(people)} handed in"


def waited_for(every: Iterable[Given]) -> str:
    """``ana and bo``: who has not handed in all."""
    return together(sorted({one.coder for one in every if one.missing}))


# What a merge adds


def summed(one: Merged) -> str:
    """What becomes of a copy, in a line."""
    if one.refused:
        return f"✗ refused: {why(one)}"
    said = [f"{counted(total(one.added), 'fact')} to add", f"{total(one.already)} already there"]
    said += [f"{total(one.barred)} not taken, erased here"] if one.barred else []
    said += [f"! {total(one.erased)} to erase here"] if one.erased else []
    said += [f"! {counted(len(one.conflicts), 'conflict')}"] if one.conflicts else []
    return "; ".join(said)


def why(one: Merged) -> str:
    """Why a copy is refused; which one that is stands beside it."""
    return one.refused.message.removeprefix(f"{one.file}: ") if one.refused else ""


def total(kinds: Mapping[str, int]) -> int:
    return sum(kinds.values())


def changes(found: Iterable[Merged]) -> int:
    """How many facts copies add here, or erase."""
    return sum(total(one.added) + total(one.erased) for one in found)


def table(one: Merged) -> Iterator[tuple[str, ...]]:
    """Kinds of facts and how many there are of each, what changes something first."""
    columns = {"added": one.added, "already there": one.already}
    more = {"not taken": one.barred, "erased": one.erased}
    columns |= {title: kinds for title, kinds in more.items() if kinds}
    yield ("", *columns)
    every = {kind for kinds in columns.values() for kind in kinds}
    new = {*one.added, *one.erased}
    for kind in sorted(every, key=lambda kind: (kind not in new, kind)):
        yield (kind.replace("_", " "), *(str(kinds.get(kind, 0)) for kinds in columns.values()))


# Where copies lie


def beside(project: Path, typed: str) -> Path:
    """A path as somebody types it: beside the project, unless it says where."""
    try:
        path = Path(typed).expanduser()
    except RuntimeError:  # the home of nobody who is known here
        path = Path(typed)
    return project.absolute().parent / path


def unused(project: Path, coder: str) -> str:
    """A name for a new copy beside the project: ``study-ana.qualbench``."""
    plain = "".join(c if c.isalnum() or c in "-_" else "-" for c in coder)
    name, number = f"{project.stem}-{plain}", 1
    while beside(project, file := _numbered(name, number) + project.suffix).exists():
        number += 1
    return file


def _numbered(name: str, number: int) -> str:
    return f"{name}-{number}" if number > 1 else name


def from_home(path: Path) -> str:
    """A path with ``~`` for the home folder, as people write it."""
    home = Path.home()
    return f"~/{path.relative_to(home)}" if path.is_relative_to(home) else str(path)
