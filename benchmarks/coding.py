"""How fast the coding screen is: a transcript of 20,000 lines with 4,000 codings beside a short
one, and beside Textual's own TextArea with the same text. Each in a terminal of its own, a small
one and a large one.

Run it from the clone: ``.venv/bin/python benchmarks/coding.py``. Linux only: it reads /proc.
"""

from __future__ import annotations

import csv
import random
import statistics
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from terminal import QUIET, Terminal

from qualbench import shipped, workbench

LINES, CODINGS = 20_000, 4_000
ROUNDS, KEYS = 3, 60
"""The programs take turns: a machine that is slow for a while is so for all of them."""
RESTED = 0.1  # seconds: the panes beside the text follow when no key came for a moment
STORED = 0.25  # seconds: between the picker that closes and the coding that is shown
SIZES = {(80, 24): 48, (200, 60): 94}
"""Terminals as columns and rows, each with the cells that a line of words has there."""
SEED = 20
DOWN, UP, PAGE_DOWN, PAGE_UP = "\x1b[B", "\x1b[A", "\x1b[6~", "\x1b[5~"
WORDS = (
    *("a", "the", "we", "our", "they", "mothers", "counselor", "clinic", "group", "time", "had"),
    *("really", "training", "supervision", "because", "reflective", "think", "when", "staff"),
    *("sessions", "support", "was", "were", "it", "is", "not", "paper", "room", "intake", "and"),
)
TEXT_AREA = """
import sys
from pathlib import Path
from textual.app import App
from textual.screen import Screen
from textual.widgets import Static, TextArea
class Page(Screen):
    CSS = "TextArea {{ width: {width}; }}"
    def compose(self):
        yield TextArea(Path(sys.argv[1]).read_text(), soft_wrap=True)
class Reader(App):
    BINDINGS = [("enter", "open", "")]
    def compose(self):
        yield Static("nothing open")
    def action_open(self):
        self.push_screen(Page())
Reader().run()
"""
BARE = """
import sys
from pathlib import Path
from qualbench import workbench
from qualbench.tui.screens import coding
with workbench.opened(Path(sys.argv[1])) as project:
    page = workbench.page(project, "ana", sys.argv[2])
    status = Path("/proc/self/status").read_text()
    print(int(status.split("VmRSS:")[1].split()[0]) * 1024)
"""


@dataclass(frozen=True, slots=True)
class Study:
    """A project with one transcript; ``first`` are the words that its first answer begins with."""

    project: Path
    transcript: str
    text: str
    first: str


@dataclass(frozen=True, slots=True)
class Timing:
    """Seconds; bytes for ``memory``. ``entering`` is the part of ``opening`` after Enter."""

    opening: list[float]
    entering: list[float]
    keys: dict[str, list[float]]
    coding: list[float]
    memory: list[int]

    def __add__(self, other: Timing) -> Timing:
        keys = {key: times + other.keys[key] for key, times in self.keys.items()}
        return Timing(
            self.opening + other.opening,
            self.entering + other.entering,
            keys,
            self.coding + other.coding,
            self.memory + other.memory,
        )


def main() -> None:
    for size, width in SIZES.items():
        with TemporaryDirectory() as folder:
            compare(Path(folder), size, width)


def compare(folder: Path, size: tuple[int, int], width: int) -> None:
    large, small = make_large(folder, width), make_small(folder)
    programs: dict[str, Callable[[], Timing]] = {
        "large": lambda: ours(large, size),
        "small": lambda: ours(small, size),
        "TextArea": lambda: text_area(folder / "plain.txt", large, size, width),
    }
    runs = {name: program() for name, program in programs.items()}
    for _ in range(ROUNDS - 1):
        runs = {name: runs[name] + program() for name, program in programs.items()}
    columns, rows = size
    print(f"{columns} x {rows}, {len(large.text):,} characters, {CODINGS:,} codings; times in ms\n")
    report(runs)
    bare = memory_of_values(large) - memory_of_values(small)
    grown = statistics.median(runs["large"].memory) - statistics.median(runs["small"].memory)
    megabytes = (amount / 1e6 for amount in (grown, bare, len(large.text.encode())))
    print(
        "\nmemory, large more than small, in MB: program {:.1f}, bare values {:.1f}, "
        "text {:.1f}\n".format(*megabytes)
    )


def report(runs: dict[str, Timing]) -> None:
    print(f"{'':24}" + "".join(f"{name:>18}" for name in runs))
    keys = dict.fromkeys(key for timing in runs.values() for key in timing.keys)
    for key in keys:
        row = (spread(timing.keys.get(key, [])) for timing in runs.values())
        print(f"{key + ' (median, p95)':24}" + "".join(f"{said:>18}" for said in row))
    row = (spread(timing.coding) for timing in runs.values())
    print(f"{'a coding (median, p95)':24}" + "".join(f"{said:>18}" for said in row))
    for name, part in (("from start to text", "opening"), ("from Enter to text", "entering")):
        took = (statistics.median(getattr(timing, part)) for timing in runs.values())
        row = (f"{seconds * 1e3:.0f}" for seconds in took)
        print(f"{name + ' (median)':24}" + "".join(f"{said:>18}" for said in row))


def spread(times: list[float]) -> str:
    """The median and the 95th percentile."""
    if len(times) < 2:
        return "-"
    high = statistics.quantiles(times, n=20)[-1]
    return f"{statistics.median(times) * 1e3:.1f}, {high * 1e3:.1f}"


def ours(study: Study, size: tuple[int, int]) -> Timing:
    """The program, from the shell to the coding of a transcript."""
    words = ["-m", "qualbench", "open", str(study.project), "--coder", "ana"]
    with Terminal(words, size) as terminal:
        terminal.until(study.transcript)
        entering = terminal.ask("\r", study.first)
        opening = terminal.until(study.first)
        memory = terminal.memory()
        keys = {
            "next turn": pressed(terminal, "}", "{"),
            "next word": pressed(terminal, "w", "b"),
            "next line": pressed(terminal, "j", "k"),
            "page down": pressed(terminal, PAGE_DOWN, PAGE_UP),
            "next turn, then rest": pressed(terminal, "}", "{", RESTED, 30),
        }
        coding = []
        for _ in range(8):
            for key in ("}", "\r", *"innov"):
                terminal.press(key)
            coding.append(terminal.press("\r", quiet=STORED))
        terminal.press("g", quiet=1.0)  # the place is kept: the next opening begins here as well
        return Timing([opening], [entering], keys, coding, [memory])


def text_area(plain: Path, study: Study, size: tuple[int, int], width: int) -> Timing:
    """Textual's editor with the same text in lines of the same width."""
    plain.write_text(study.text, encoding="utf-8")
    script = TEXT_AREA.format(width=width + 4)
    with Terminal(["-c", script, str(plain)], size) as terminal:
        terminal.until("nothing open")
        entering = terminal.ask("\r", study.first)
        opening = terminal.until(study.first)
        memory = terminal.memory()
        keys = {
            "next line": pressed(terminal, DOWN, UP),
            "page down": pressed(terminal, PAGE_DOWN, PAGE_UP),
        }
        return Timing([opening], [entering], keys, [], [memory])


def pressed(
    terminal: Terminal, there: str, back: str, quiet: float = QUIET, times: int = KEYS
) -> list[float]:
    """The seconds that each of many presses took to be painted; at either end it turns round.

    Painting is over when nothing came for ``quiet`` seconds. While keys follow one another the
    panes beside the text wait; RESTED is long enough for them to follow.
    """
    found: list[float] = []
    key, other = there, back
    for _ in range(times):
        if took := terminal.press(key, quiet):
            found.append(took)
        else:
            key, other = other, key
    return found


def memory_of_values(study: Study) -> int:
    words = [sys.executable, "-c", BARE, str(study.project), study.transcript]
    return int(subprocess.run(words, check=True, capture_output=True, text=True).stdout)


# The studies


def make_large(folder: Path, width: int) -> Study:
    """An interview of made-up words that fills 20,000 lines, with codings that overlap."""
    chance = random.Random(SEED)
    turns: list[str] = []
    cells = 0
    while cells < LINES * width * 0.84:  # names of speakers and gaps are lines too
        asks = len(turns) % 2 == 0
        words = chance.choices(WORDS, k=chance.randint(8, 20) if asks else chance.randint(40, 300))
        turns.append(f"{'Interviewer' if asks else 'P1'}: {' '.join(words)}.")
        cells += len(turns[-1])
    return _project(folder, "large", "\n".join(turns), chance)


def make_small(folder: Path) -> Study:
    """The shortest transcript of the sample study."""
    texts = [
        path.read_text(encoding="utf-8") for path in shipped.folder("transcripts").glob("*.txt")
    ]
    return _project(folder, "small", min(texts, key=len), None)


def _project(folder: Path, name: str, text: str, chance: random.Random | None) -> Study:
    project_file, source = folder / f"{name}.qualbench", folder / f"{name}.txt"
    source.write_text(text, encoding="utf-8")
    workbench.init(project_file, "mio", "ana")
    with workbench.opened(project_file) as project:
        workbench.import_files(project, "ana", [source])
        page = workbench.page(project, "ana", name)
        if chance:
            _code(project, folder / "codings.csv", page, chance)
    answer = next(turn for turn in page.transcript.turns if not turn.interviewer)
    words = page.transcript.text[answer.body : answer.end].split()
    return Study(project_file, name, page.transcript.text, " ".join(words[:4]))


def _code(
    project: workbench.Store, file: Path, page: workbench.Page, chance: random.Random
) -> None:
    with file.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(["coder", "transcript", "code", "start", "end"])
        writer.writerows(_rows(project, page, chance))
    workbench.load_codings(project, file)


def _rows(
    project: workbench.Store, page: workbench.Page, chance: random.Random
) -> Iterator[tuple[str, str, str, int, int]]:
    codes = [code.id for code in workbench.codebook(project).codes if code.kind == "construct"]
    answers = [turn for turn in page.transcript.turns if not turn.interviewer]
    for _ in range(CODINGS):
        turn = chance.choice(answers)
        start = chance.randrange(turn.body, turn.end - 40)
        end = min(turn.end, start + chance.randrange(40, 800))
        yield "ana", page.transcript.name, chance.choice(codes), start, end


if __name__ == "__main__":
    main()
