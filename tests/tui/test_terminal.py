"""The program as it runs in a terminal of its own."""

import fcntl
import json
import os
import pty
import select
import struct
import subprocess
import sys
import termios
import time
from contextlib import suppress
from pathlib import Path

import pytest

EMPTY = """
from textual.app import App
from textual.widgets import Static
class Empty(App):
    BINDINGS = [("q", "quit", "")]
    def compose(self):
        yield Static("nothing else")
Empty().run()
"""
OPEN = """
import sys
from qualbench.cli import main
sys.argv = ["qualbench", "open", {path!r}, "--coder", "ana"]
try:
    main()
finally:
    import json
    print(json.dumps(sorted(sys.modules)))
"""
BROKEN = """
from qualbench.tui.screens.coding import Coding
def broken(self, *args):
    words = self.page.transcript.text
    raise ValueError(words)
Coding.{method} = broken
"""
HEAVY = {
    "onnxruntime",
    "torch",
    "spacy",
    "transformers",
    "sentence_transformers",
    "bertopic",
    "sklearn",
}
_PATIENCE = 30  # seconds
LEAVES = b"\x1b[?1049l"


class Terminal:
    """A Python program in a terminal of 80 columns and 24 lines."""

    def __init__(self, script: str) -> None:
        self._began = time.perf_counter()
        self._ours, theirs = pty.openpty()
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
        ends = {"stdin": theirs, "stdout": theirs, "stderr": theirs}
        env = {**os.environ, "TERM": "xterm-256color"}
        words = [sys.executable, "-c", script]
        self._program = subprocess.Popen(words, env=env, start_new_session=True, **ends)
        os.close(theirs)
        self.said = b""

    def until(self, expected: str) -> float:
        """Wait for words on the screen; gives the seconds since the program was started."""
        deadline = time.perf_counter() + _PATIENCE
        while expected.encode() not in self.said:
            left = deadline - time.perf_counter()
            assert left > 0, f"never said {expected!r}"
            if not select.select([self._ours], [], [], left)[0]:
                continue
            self.said += os.read(self._ours, 1 << 16)
        return time.perf_counter() - self._began

    def press(self, keys: str) -> None:
        self.said = b""
        os.write(self._ours, keys.encode())

    def kill(self) -> None:
        """End it as a power cut would."""
        self._program.kill()
        self._program.wait()
        os.close(self._ours)

    def end(self) -> tuple[int, str]:
        """Wait for the end; the exit code, and what is left in the terminal then."""
        with suppress(OSError):  # that is how a terminal says that nobody is there any more
            while more := os.read(self._ours, 1 << 16):
                self.said += more
        os.close(self._ours)
        _, left, after = self.said.partition(LEAVES)
        assert left
        return self._program.wait(), after.decode()


def _runs_of_six_words(text: str) -> set[str]:
    words = text.split()
    return {" ".join(words[at : at + 6]) for at in range(len(words) - 5)}


@pytest.fixture
def transcript(study: Path) -> str:
    from qualbench import workbench

    with workbench.opened(study) as project:
        return workbench.page(project, "", "c1-administrator").transcript.text


@pytest.mark.parametrize(("method", "keys"), [("action_walk", "n"), ("show_here", "")])
def test_a_crash_leaves_its_place_and_no_words_of_a_transcript(study, transcript, method, keys):
    terminal = Terminal(BROKEN.format(method=method) + OPEN.format(path=str(study)))
    terminal.until("c4-counselor-2")
    terminal.press("\r")
    if keys:
        terminal.until("boiler")
        terminal.press(keys)
    code, left = terminal.end()
    assert code == 1
    assert "qualbench stopped: ValueError at " in left
    assert "Every coding that you saw is stored" in " ".join(left.split())
    assert not {run for run in _runs_of_six_words(transcript) if run in " ".join(left.split())}


def test_leaving_leaves_nothing_in_the_terminal(study):
    terminal = Terminal(OPEN.format(path=str(study)))
    terminal.until("c4-counselor-2")
    terminal.press("\r")
    terminal.until("boiler")
    terminal.press("q")
    code, left = terminal.end()
    assert code == 0
    assert "boiler" not in left


def test_the_first_screen_loads_no_model(study):
    terminal = Terminal(OPEN.format(path=str(study)))
    terminal.until("c4-counselor-2")
    terminal.press("q")
    _, left = terminal.end()
    loaded = json.loads(left[left.index('["') :])
    assert "textual" in loaded
    assert not HEAVY.intersection(loaded)


def test_the_first_screen_is_there_within_three_times_the_start_of_an_empty_program(study):
    def seconds(script: str, expected: str) -> float:
        terminal = Terminal(script)
        took = terminal.until(expected)
        terminal.press("q")
        terminal.end()
        return took

    pairs = [
        (seconds(EMPTY, "nothing else"), seconds(OPEN.format(path=str(study)), "MIO sample"))
        for _ in range(5)
    ]
    empty, ours = map(min, zip(*pairs, strict=True))  # the least disturbed
    assert ours <= 3 * empty, f"{ours:.2f} s, and {empty:.2f} s for an empty program"


def test_without_a_terminal_it_says_so_in_one_line(study):
    words = [sys.executable, "-m", "qualbench", "open", str(study), "--coder", "ana"]
    ran = subprocess.run(words, stdin=subprocess.DEVNULL, capture_output=True, text=True)
    assert (ran.returncode, ran.stdout, len(ran.stderr.splitlines())) == (1, "", 1)
    assert "this is no terminal" in ran.stderr


def test_the_project_is_one_file_when_the_program_has_been_left(study):
    terminal = Terminal(OPEN.format(path=str(study)))
    terminal.until("c4-counselor-2")
    terminal.press("q")
    terminal.end()
    left = sorted(file.name for file in study.parent.iterdir())
    assert left == [study.name, f"{study.name}-backups", f"{study.name}-cache"]


def test_killed_in_the_middle_of_coding_it_has_all_that_was_painted_and_the_place(study):
    from qualbench import workbench

    def stored():
        with workbench.opened(study) as project:
            return len(workbench.live_codings(project, "c1-administrator", "ana"))

    for painted, keys in enumerate(("\rcompat\r", ".", ".", "."), 1):
        terminal = Terminal(OPEN.format(path=str(study)))
        terminal.until("c4-counselor-2")
        terminal.press("\r")
        if painted > 1:
            terminal.until("retract")
            terminal.press("n")
        terminal.until("puts a code")
        terminal.press(keys)
        terminal.until("retract")
        terminal.kill()
        assert stored() == painted
    terminal = Terminal(OPEN.format(path=str(study)))
    terminal.until("c4-counselor-2")
    terminal.press("\r")
    terminal.until("turn 8 of 58")
    terminal.press("q")
    assert terminal.end()[0] == 0
