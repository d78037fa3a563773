"""How fast suggestions follow what is coded, at 3,000 codings with 60 codes: each step in the
program's own process, and how soon keys are painted while all is learned anew.

Run it from the clone: ``.venv/bin/python benchmarks/learning.py``. Linux only, as coding.py. Most
of its minutes go into the vectors of made-up interviews.
"""

from __future__ import annotations

import csv
import random
import statistics
import time
from collections.abc import Callable, Iterator
from itertools import cycle, islice
from pathlib import Path
from tempfile import TemporaryDirectory

from terminal import Terminal

from qualbench import workbench

CODES, TRANSCRIPTS, TURNS, UNCODED = 60, 30, 100, 10
AGAIN, ROUNDS, KEYS = 7, 4, 60
OVER = 0.2  # seconds without output: the list of codes has opened, or found what was typed
SEED = 7
CODER, OPENED = "ana", "text-00"
LEARNING = "Suggestions: learning"
WORDS = (
    *("a", "the", "we", "our", "they", "mothers", "counselor", "clinic", "group", "time", "had"),
    *("really", "training", "supervision", "because", "reflective", "think", "when", "staff"),
    *("sessions", "support", "was", "were", "it", "is", "not", "paper", "room", "intake", "and"),
)
SYLLABLES = ("bar", "det", "fin", "gor", "lum", "nes", "rik", "sto")
MATTERS = [first + second for first in SYLLABLES for second in SYLLABLES]


def main() -> None:
    with TemporaryDirectory() as folder:
        project = make(Path(folder))
        in_process(project)
        in_terminal(project)


def in_process(path: Path) -> None:
    """Seconds of each step; of what is quick, the median of some."""
    with workbench.opened(path) as project:
        began = time.perf_counter()
        of = workbench.basis(project, CODER, OPENED)
        print(f"first look         {time.perf_counter() - began:8.3f} s")
        follow = median(lambda: workbench.basis(project, CODER, OPENED, of))
        print(f"follow a coding    {follow:8.3f} s   (limit .1)")
        began = time.perf_counter()
        of = workbench.taught(of, workbench.learn(of))
        print(f"learn all anew     {time.perf_counter() - began:8.3f} s   (limit 15)")
        follow = median(lambda: workbench.basis(project, CODER, OPENED, of))
        print(f"follow a coding    {follow:8.3f} s   (limit .1) with what was learned")
        turns = [turn for turn in of.places if workbench.suggested(of, turn)]
        each = median(lambda: [workbench.suggested(of, turn) for turn in turns]) / len(turns)
        print(f"suggest for a turn {each * 1e3:8.3f} ms  (limit 10)")
        print(f"   {len(turns)} of {len(of.places)} turns have any; {len(of.known.keys)} keys")
        print(f"   {of.made_by}")


def median(work: Callable[[], object]) -> float:
    times = []
    for _ in range(AGAIN):
        began = time.perf_counter()
        work()
        times.append(time.perf_counter() - began)
    return statistics.median(times)


def in_terminal(path: Path) -> None:
    """Keys that go from turn to turn, by turns at rest and while all is learned anew."""
    idle, busy, still = [], [], []
    with Terminal(["-m", "qualbench", "open", str(path), "--coder", CODER], (110, 34)) as terminal:
        terminal.until(OPENED)
        terminal.ask("\r", "At hand")
        terminal.until(LEARNING)
        for _ in range(ROUNDS):
            while terminal.paints(LEARNING, within=3.0):
                pass
            idle += pressed(terminal)
            for words in ("}", "\r", "culture", "\r"):  # something new is coded
                terminal.press(words, OVER)
            terminal.until(LEARNING)
            busy += pressed(terminal)
            still.append(terminal.paints(LEARNING, within=1.5))
    low, high = p95(idle), p95(busy)
    print(f"key to paint, p95  {low * 1e3:8.1f} ms idle, {high * 1e3:.1f} ms while learning")
    print(
        f"   {high / low:.2f} times (limit 1.5); learning went on until the last key: {all(still)}"
    )


def pressed(terminal: Terminal) -> list[float]:
    return [terminal.press(key) for key in islice(cycle("jjjkkk"), KEYS)]


def p95(times: list[float]) -> float:
    return statistics.quantiles([took for took in times if took], n=20)[-1]


# The study


def make(folder: Path) -> Path:
    """Made-up interviews that one coder has coded, and prepared."""
    chance = random.Random(SEED)
    path = folder / "study.qualbench"
    sources = [folder / f"text-{number:02}.txt" for number in range(TRANSCRIPTS)]
    for source in sources:
        source.write_text("\n".join(_turns(chance)), encoding="utf-8")
    workbench.init(path, "mio", CODER)
    with workbench.opened(path) as project:
        workbench.import_files(project, CODER, sources)
        file = folder / "codings.csv"
        with file.open("w", encoding="utf-8", newline="") as stream:
            writer = csv.writer(stream)
            writer.writerow(["coder", "transcript", "code", "start", "end"])
            writer.writerows(_codings(project, [source.stem for source in sources], chance))
        workbench.load_codings(project, file)
        workbench.prepare(project, CODER)
    return path


def _turns(chance: random.Random) -> Iterator[str]:
    """Each answer names what it is about now and then, so that there is something to learn."""
    for turn in range(TURNS + UNCODED):
        yield f"Interviewer: {' '.join(chance.choices(WORDS, k=chance.randint(4, 12)))}?"
        words = chance.choices(WORDS, k=chance.randint(10, 60))
        words[3:3] = [MATTERS[turn % CODES]] * chance.randint(0, 2)
        yield f"Counselor: {' '.join(words)}."


def _codings(
    project: workbench.Store, names: list[str], chance: random.Random
) -> Iterator[tuple[str, str, str, int, int]]:
    """One for each answer but the last ones, mostly what it is about."""
    book = workbench.codebook(project)
    kinds = ("construct", "subconstruct", "project")
    codes = [code.id for code in book.codes if code.kind in kinds]
    pairs = [one.key for one in workbench.choices(book) if "@" in one.key]
    keys = [*codes, *pairs][:CODES]
    for name in names:
        turns = workbench.page(project, CODER, name).transcript.turns
        answers = [turn for turn in turns if not turn.interviewer][:TURNS]
        for place, turn in enumerate(answers):
            about = keys[place % CODES] if chance.random() < 0.8 else chance.choice(keys)
            yield CODER, name, about, turn.body, turn.end


if __name__ == "__main__":
    main()
