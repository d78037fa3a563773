"""How fast disagreements are walked and decided: 500 of them, key by key, in a terminal of its
own, a small one and a large one.

Run it from the clone: ``.venv/bin/python benchmarks/reconciling.py``. Linux only, as coding.py.
"""

from __future__ import annotations

import csv
import random
import statistics
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from terminal import Terminal

from qualbench import workbench

DISAGREEMENTS, TRANSCRIPTS, STEPS, DECISIONS = 500, 10, 500, 60
OVER = 0.05  # seconds without output after which a painting is over: it may come in parts
SIZES = ((80, 24), (200, 60))
SEED = 5
CODERS = ("ana", "bo")
WORDS = (
    *("a", "the", "we", "our", "they", "mothers", "counselor", "clinic", "group", "time", "had"),
    *("really", "training", "supervision", "because", "reflective", "think", "when", "staff"),
    *("sessions", "support", "was", "were", "it", "is", "not", "paper", "room", "intake", "and"),
)


def main() -> None:
    with TemporaryDirectory() as folder:
        project = make(Path(folder))
        for size in SIZES:
            report(project, size)


def report(project: Path, size: tuple[int, int]) -> None:
    """Walk them from the first to the last, then decide some: each is painted with the next."""
    with Terminal(["-m", "qualbench", "open", str(project), "--coder", "lead"], size) as terminal:
        terminal.until("text-00")
        terminal.ask("R", "pilot")
        opening = terminal.ask("d", "Not decided")
        steps = [terminal.press("n", OVER) for _ in range(STEPS)]
        terminal.press("g", OVER)
        decisions = [terminal.press("12bx"[n % 4], OVER) for n in range(DECISIONS)]
        for _ in range(DECISIONS):
            terminal.press("u", OVER)
    columns, rows = size
    print(f"{columns} x {rows}, {DISAGREEMENTS} disagreements; median and p95 in ms")
    print(f"  a step       {spread(steps)}   ({sum(map(bool, steps))} painted)")
    print(f"  a decision   {spread(decisions)}")
    print(f"  opening      {opening * 1e3:.0f}")


def spread(times: list[float]) -> str:
    painted = [took for took in times if took]
    high = statistics.quantiles(painted, n=20)[-1]
    return f"{statistics.median(painted) * 1e3:5.1f} {high * 1e3:6.1f}"


# The study


def make(folder: Path) -> Path:
    """Made-up interviews, two coders, and a revealed round in which they differ 500 times."""
    chance = random.Random(SEED)
    project_file = folder / "study.qualbench"
    sources = [folder / f"text-{number:02}.txt" for number in range(TRANSCRIPTS)]
    for source in sources:
        source.write_text("\n".join(_turns(chance)), encoding="utf-8")
    workbench.init(project_file, "mio", "lead")
    with workbench.opened(project_file) as project:
        workbench.import_files(project, "lead", sources)
        _code(project, folder / "codings.csv", [source.stem for source in sources], chance)
        workbench.open_round(project, "lead", "pilot", CODERS)
        for coder in CODERS:
            workbench.submit_round(project, coder, "pilot")
        workbench.reveal(project, "lead", "pilot")
        found = len(workbench.disagreements(project, "lead", "pilot"))
        assert found == DISAGREEMENTS, found
    return project_file


def _turns(chance: random.Random) -> Iterator[str]:
    """A question and an answer for each disagreement, and some that nobody codes."""
    for _ in range(DISAGREEMENTS // TRANSCRIPTS + 20):
        yield f"Interviewer: {' '.join(chance.choices(WORDS, k=chance.randint(8, 20)))}?"
        yield f"Counselor: {' '.join(chance.choices(WORDS, k=chance.randint(60, 240)))}."


def _code(project: workbench.Store, file: Path, names: list[str], chance: random.Random) -> None:
    with file.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(["coder", "transcript", "code", "start", "end"])
        for name in names:
            writer.writerows(_rows(project, name, chance))
    workbench.load_codings(project, file)


def _rows(
    project: workbench.Store, name: str, chance: random.Random
) -> Iterator[tuple[str, str, str, int, int]]:
    """In turn: missed by one, another construct, other edges."""
    codes = [code.id for code in workbench.codebook(project).codes if code.kind == "construct"]
    turns = workbench.page(project, "ana", name).transcript.turns
    answers = [turn for turn in turns if not turn.interviewer]
    for number, turn in enumerate(answers[: DISAGREEMENTS // TRANSCRIPTS]):
        start = chance.randrange(turn.body, turn.end - 200)
        end = start + chance.randrange(60, 180)
        first, second = chance.sample(codes, 2)
        yield "ana", name, first, start, end
        if number % 3:
            yield "bo", name, second if number % 3 == 1 else first, start, end + 20


if __name__ == "__main__":
    main()
