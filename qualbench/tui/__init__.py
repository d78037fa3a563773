"""The terminal program: screens that ask the workbench and show what it says."""

from __future__ import annotations

from pathlib import Path


def run(path: Path, coder: str) -> int:
    """Open a project at a terminal as ``coder``; gives the exit code."""
    from qualbench import workbench
    from qualbench.tui.app import Bench

    with workbench.opened(path) as project:
        bench = Bench(project, coder)
        bench.run()
    return bench.return_code or 0
