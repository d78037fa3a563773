"""Writes pictures of the program itself, on the sample study, into docs/pictures/.

Run it from the clone: ``.venv/bin/python docs/pictures.py``
"""

from __future__ import annotations

import asyncio
import os
import re
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from textual.pilot import Pilot

from qualbench import workbench
from qualbench.tui.app import Bench

FOLDER = Path(__file__).parent / "pictures"
SIZE = (100, 30)
PICTURES: dict[str, Sequence[str]] = {
    "library": ("j", "j"),
    "coding": ("enter", *"jjj", "enter", *"financing", "enter", *("tab",) * 2),
    "topics": ("t",),
    "agreement": ("g",),
}


def main() -> None:
    FOLDER.mkdir(exist_ok=True)
    with TemporaryDirectory() as folder:
        study = workbench.demo(Path(folder)).project
        os.environ["HOME"] = folder  # the library shows where the study lies
        with workbench.opened(study) as project:
            workbench.leave(project, "ana", {"tutorial": "done"})
        for name, keys in PICTURES.items():
            drawn = asyncio.run(_picture(study, keys))
            (FOLDER / f"{name}.svg").write_text(_self_contained(drawn), encoding="utf-8")


async def _picture(study: Path, keys: Sequence[str]) -> str:
    with workbench.opened(study) as project:
        async with Bench(project, "ana").run_test(size=SIZE) as pilot:
            for key in keys:
                await pilot.press(key)
                await _settled(pilot)
            return pilot.app.export_screenshot(title="qualbench")


async def _settled(pilot: Pilot[None]) -> None:
    await pilot.pause()
    while any(not worker.is_finished for worker in pilot.app.workers):
        await pilot.pause(0.01)
    await pilot.pause()


def _self_contained(drawn: str) -> str:
    """Without the fonts that Textual would have fetched: the reader's own will do."""
    without = re.sub(r"@font-face\s*{.*?}|<!--.*?-->", "", drawn, flags=re.DOTALL)
    return "".join(f"{line.rstrip()}\n" for line in without.splitlines() if line.strip())


if __name__ == "__main__":
    main()
