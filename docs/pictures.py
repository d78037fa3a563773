"""Writes pictures of the program itself, on the sample study, into docs/pictures/.

Run it from the clone: ``.venv/bin/python docs/pictures.py``
"""

from __future__ import annotations

import asyncio
import os
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from textual.pilot import Pilot

from qualbench import workbench
from qualbench.tui.app import Bench

PAIR = ("coder-1", "coder-2")
FOLDER = Path(__file__).parent / "pictures"
ANA, CODER, LEAD = "ana", "coder-1", "lead"


@dataclass(frozen=True, slots=True)
class Picture:
    """The screen that these keys lead to, for this coder, at this size."""

    keys: Sequence[str]
    coder: str = ANA
    size: tuple[int, int] = (110, 30)


PICTURES = {
    "library": Picture(("j", "j")),
    "coding": Picture(
        (
            *("enter", *"jjj", "enter", *"financing", "enter", "minus", "f", "1"),
            *("m", *"The day rate again.", "ctrl+s", "enter", *"cost", "enter", "tab"),
        ),
        size=(150, 38),
    ),
    "codebook": Picture(("C", *"jjj"), CODER),
    "quotes": Picture(("Q", "v"), CODER, (150, 34)),
    "topics": Picture(("t",)),
    "agreement": Picture(("g", "b")),
    "matrix": Picture(
        ("x", "g", *"fidelity", "enter", *"3.5", "enter", "j", "j"), LEAD, size=(130, 34)
    ),
    "joint": Picture(("J", *"fidelity", "enter"), LEAD, size=(130, 34)),
}
OF_A_ROUND = {"reconcile": Picture(("R", "d", *"jj"), LEAD, (130, 34))}


def main() -> None:
    FOLDER.mkdir(exist_ok=True)
    with TemporaryDirectory() as folder:
        study = workbench.demo(Path(folder)).project
        os.environ["HOME"] = folder  # the library shows where the study lies
        with workbench.opened(study) as project:
            for coder in (ANA, CODER, LEAD):
                workbench.leave(project, coder, {"tutorial": "done"})
        _draw(study, PICTURES)
        _hold_a_round(study)
        _draw(study, OF_A_ROUND)


def _hold_a_round(study: Path) -> None:
    with workbench.opened(study) as project:
        workbench.open_round(project, LEAD, "pilot", PAIR, ("c1-counselor-1",))
        for coder in PAIR:
            workbench.submit_round(project, coder, "pilot")
        workbench.reveal(project, LEAD, "pilot")


def _draw(study: Path, pictures: Mapping[str, Picture]) -> None:
    for name, picture in pictures.items():
        drawn = asyncio.run(_drawn(study, picture))
        (FOLDER / f"{name}.svg").write_text(_self_contained(drawn), encoding="utf-8")


async def _drawn(study: Path, picture: Picture) -> str:
    with workbench.opened(study) as project:
        async with Bench(project, picture.coder).run_test(size=picture.size) as pilot:
            for key in picture.keys:
                await pilot.press(key)
                await _settled(pilot)
            return pilot.app.export_screenshot(title="qualbench")


async def _settled(pilot: Pilot[None]) -> None:
    await pilot.pause()
    while _busy(pilot):
        await pilot.pause(0.01)
    await pilot.pause()


def _busy(pilot: Pilot[None]) -> bool:
    working = any(not worker.is_finished for worker in pilot.app.workers)
    return working or not getattr(pilot.app.screen, "furnished", True)


def _self_contained(drawn: str) -> str:
    """Without the fonts that Textual would have fetched: the reader's own will do."""
    without = re.sub(r"@font-face\s*{.*?}|<!--.*?-->", "", drawn, flags=re.DOTALL)
    return "".join(f"{line.rstrip()}\n" for line in without.splitlines() if line.strip())


if __name__ == "__main__":
    main()
