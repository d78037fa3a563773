"""A Python program in a terminal of its own, and how long it takes to paint."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from pathlib import Path
from types import TracebackType

QUIET = 0.012  # seconds without output after which a painting is over
NOTHING = 0.4  # seconds after which a key has painted nothing
PATIENCE = 60.0


class Terminal:
    """Runs ``words`` with this Python; leaving ends the program."""

    def __init__(self, words: list[str], size: tuple[int, int] = (80, 24)) -> None:
        self._began = time.perf_counter()
        self._ours, theirs = pty.openpty()
        columns, rows = size
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        self._program = subprocess.Popen(
            [sys.executable, *words],
            env={**os.environ, "TERM": "xterm-256color", "COLORTERM": "truecolor"},
            start_new_session=True,
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
        )
        os.close(theirs)
        self._said = b""

    def __enter__(self) -> Terminal:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        where: TracebackType | None,
    ) -> None:
        self._program.send_signal(signal.SIGKILL)
        self._program.wait()
        os.close(self._ours)

    def until(self, expected: str) -> float:
        """Wait for words on the screen; gives the seconds since the program was started."""
        deadline = time.perf_counter() + PATIENCE
        while expected.encode() not in self._said:
            if not self._read(deadline - time.perf_counter()):
                raise TimeoutError(f"{expected!r} was not painted within {PATIENCE:.0f} seconds")
        return time.perf_counter() - self._began

    def ask(self, key: str, expected: str) -> float:
        """Seconds from writing a key, to a program at rest, until words are on the screen."""
        self._settle(1.0)
        self._said = b""
        began = time.perf_counter() - self._began
        os.write(self._ours, key.encode())
        return self.until(expected) - began

    def press(self, key: str, quiet: float = QUIET) -> float:
        """Seconds from writing a key until all that it painted has arrived; 0 if nothing has."""
        self._settle()
        self._said = b""
        began = last = time.perf_counter()
        os.write(self._ours, key.encode())
        patience = NOTHING
        while self._read(patience):
            last, patience = time.perf_counter(), quiet
        return last - began

    def paints(self, words: str, within: float) -> bool:
        """Whether words are painted within so many seconds."""
        self._said, deadline = b"", time.perf_counter() + within
        while words.encode() not in self._said:
            if not self._read(deadline - time.perf_counter()):
                return False
        return True

    def memory(self) -> int:
        """The resident memory of the program in bytes, once it has come to rest."""
        self._settle(0.5)
        status = Path(f"/proc/{self._program.pid}/status").read_text()
        return int(status.split("VmRSS:")[1].split()[0]) * 1024

    def _settle(self, quiet: float = QUIET) -> None:
        while self._read(quiet):
            pass

    def _read(self, patience: float) -> bool:
        if not select.select([self._ours], [], [], max(0.0, patience))[0]:
            return False
        self._said += os.read(self._ours, 1 << 16)
        return True
