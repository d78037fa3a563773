"""Two programs that code one project at once, each in a process of its own: whether all is stored,
and how long anybody waits.

Run it from the clone: ``.venv/bin/python benchmarks/two_programs.py``.
"""

from __future__ import annotations

import argparse
import random
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from multiprocessing import get_context
from multiprocessing.synchronize import Barrier
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Protocol

from qualbench import workbench
from qualbench.errors import QualbenchError
from qualbench.model import Span, Transcript

CODINGS, CODERS = 5_000, ("ana", "ben")
LONGEST = 40  # characters of a coding


@dataclass(frozen=True, slots=True)
class Worked:
    """What one program met: seconds that each coding took, and whatever was refused."""

    coder: str
    took: tuple[float, ...]
    errors: tuple[str, ...]


class Told(Protocol):
    """Where a program puts what it met."""

    def put(self, worked: Worked, /) -> None: ...


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--codings", type=int, default=CODINGS, help="of each of the two programs")
    asked.add_argument("--project", type=Path, help="instead of a sample study made for this")
    given = asked.parse_args()
    with TemporaryDirectory() as folder:
        made = given.project or workbench.demo(Path(folder, "demo")).project
        project = Path(shutil.copy(made, Path(folder, "study.qualbench")))
        before = _stored(project)
        began = perf_counter()
        found = at_once(project, given.codings)
        seconds = perf_counter() - began
        stored, problems = _stored(project) - before, _problems(project)
    errors = [error for worked in found for error in worked.errors]
    print(f"stored   {stored:,} of {given.codings * len(CODERS):,}, in {seconds:.1f} s")
    for worked in found:
        took = sorted(worked.took)
        late = took[len(took) * 99 // 100]
        print(
            f"{worked.coder:8} median {median(took) * 1000:.1f} ms, 1 in 100 over "
            f"{late * 1000:.0f} ms, longest {took[-1] * 1000:.0f} ms"
        )
    print(f"errors   {len(errors)}{''.join(f'{chr(10)}  {error}' for error in errors[:5])}")
    print(f"check    {'clean' if not problems else f'{problems} problems'}")
    return int(stored != given.codings * len(CODERS) or bool(errors or problems))


def at_once(project: Path, codings: int) -> list[Worked]:
    """What the two programs met, which begin together."""
    context = get_context("spawn")
    start, told = context.Barrier(len(CODERS)), context.SimpleQueue()
    programs = [
        context.Process(target=work, args=(project, coder, codings, start, told))
        for coder in CODERS
    ]
    for program in programs:
        program.start()
    found: list[Worked] = [told.get() for _ in programs]
    for program in programs:
        program.join()
    return sorted(found, key=lambda worked: worked.coder)


def work(path: Path, coder: str, codings: int, start: Barrier, told: Told) -> None:
    """One program: it opens the project once, and codes."""
    took, errors = [], []
    with workbench.opened(path) as project:
        codes = [one.id for one in workbench.codebook(project).codes if one.kind == "construct"]
        places = list(islice(_places(workbench.texts(project), coder), codings))
        start.wait()
        for place, (text, span) in enumerate(places):
            began = perf_counter()
            try:
                workbench.code(project, coder, text, span, codes[place % len(codes)])
            except QualbenchError as error:
                errors.append(error.message)
            took.append(perf_counter() - began)
    told.put(Worked(coder, tuple(took), tuple(errors)))


def _places(texts: tuple[Transcript, ...], seed: str) -> Iterator[tuple[str, Span]]:
    """Places in respondents' turns, none of them twice, the same for the same seed."""
    chance = random.Random(seed)
    answers = [(text, turn) for text in texts for turn in text.turns if not turn.interviewer]
    given: set[tuple[str, Span]] = set()
    while True:
        text, turn = chance.choice(answers)
        start = chance.randrange(turn.words.start, turn.words.end)
        place = text.hash, Span(start, min(turn.words.end, start + chance.randint(1, LONGEST)))
        if place not in given and place[1].of(text.text).strip():
            given.add(place)
            yield place


def _stored(project: Path) -> int:
    with workbench.opened(project) as opened:
        return len(workbench.live_codings(opened))


def _problems(project: Path) -> int:
    with workbench.opened(project) as opened:
        return len(workbench.check(opened))


if __name__ == "__main__":
    sys.exit(main())
