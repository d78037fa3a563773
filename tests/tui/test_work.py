"""What runs in the background, and the keys that work meanwhile."""

import asyncio
import json
import subprocess
import sys

import pytest

from qualbench import store, workbench

LONGEST_STALL = 1.5
"""Seconds: 0.3 while torch was imported where this was measured."""

# A process of its own: nothing is imported yet when the work begins.
WORK = """
import asyncio, json, sys, time
from pathlib import Path
from qualbench import workbench
from qualbench.tui.app import Bench

found = {}

async def heartbeat():
    while True:
        before = time.monotonic()
        await asyncio.sleep(0.01)
        found["stall"] = max(found.get("stall", 0), time.monotonic() - before)

def running(app):
    return any(w.name == "prepare" and not w.is_finished for w in app.workers)

async def until(so):
    end = time.monotonic() + 120
    while not so():
        assert time.monotonic() < end
        await asyncio.sleep(0.01)

async def press(app, *keys):  # a pilot would wait until nothing runs any more
    for key in keys:
        app.simulate_key(key)
        await asyncio.sleep(0.05)

async def work(path):
    with workbench.opened(path) as project:
        app = Bench(project, "ana")
        async with app.run_test(size=(80, 24)):
            await asyncio.sleep(0.5)
            beat = asyncio.create_task(heartbeat())
            await press(app, "p", "enter", "enter", *"compat", "enter")
            await until(lambda: workbench.live_codings(project))
            found["running"] = running(app)
            await until(lambda: "vectors" in app.busy)
            found["busy"] = app.busy
            await press(app, "j", "enter", *"tension", "enter")
            await until(lambda: len(workbench.live_codings(project)) == 2)
            found["while_vectors"] = running(app)
            await press(app, "ctrl+x")
            await until(lambda: not app.busy)
            found["stopped"] = app.busy
            await press(app, "u")
            await until(lambda: len(workbench.live_codings(project)) == 1)
            await asyncio.sleep(1)
            found["after"] = app.busy
            found["left"] = [one.coding.code for one in workbench.live_codings(project)]
            beat.cancel()

asyncio.run(work(Path(sys.argv[1])))
print(json.dumps(found))
"""


def _talk(turns):
    return "".join(
        f"Interviewer: And then, number {n}?\nCounselor: We met {n} mothers, {n + 1} children.\n"
        for n in range(turns)
    )


@pytest.fixture
def fresh(project_of, tmp_path):
    """Two transcripts that nobody has prepared: ``fresh(turns)``."""

    def fresh(turns=5):
        for name in "ab":
            (tmp_path / f"{name}.txt").write_text(_talk(turns).replace("met", f"met {name}"))
        path = project_of([tmp_path / "a.txt", tmp_path / "b.txt"])
        with workbench.opened(path) as project:
            (lead,) = workbench.leads(project)
            workbench.settle(project, lead, "suggestions", "on-demand")
        return path

    return fresh


def test_one_codes_while_vectors_are_computed_and_stops_that(fresh):
    words = [sys.executable, "-c", WORK, str(fresh(600))]
    ran = subprocess.run(words, capture_output=True, text=True)
    assert ran.returncode == 0, ran.stderr[-2000:]
    found = json.loads(ran.stdout.splitlines()[-1])
    assert (found["running"], found["while_vectors"]) == (True, True)
    assert found["busy"].startswith("Preparing: vectors ")
    assert (found["stopped"], found["after"]) == ("", "")
    assert found["left"] == ["cfir22.inner.compatibility"]
    assert found["stall"] < LONGEST_STALL


async def test_prepared_from_the_library_a_study_has_sentences_and_suggestions(
    program, fresh, shown
):
    path = fresh()
    async with program(path, "p", "enter", "space") as pilot:
        assert pilot.app.screen.basis is not None
        assert "a accepts it" in shown(pilot)
    with workbench.opened(path) as project:
        assert len(store.sentences(project)) == 2


async def test_suggestions_appear_in_a_transcript_that_was_open_while_preparing(
    program, fresh, keys, shown
):
    path = fresh()
    async with program(path, "enter") as pilot:
        assert pilot.app.screen.basis is None
        pilot.app.prepare()
        await keys(pilot, "space")
        assert "a accepts it" in shown(pilot)


async def test_a_second_preparation_waits_for_the_first(program, fresh):
    path = fresh()
    async with program(path) as pilot:
        pilot.app.simulate_key("p")
        pilot.app.simulate_key("p")
        await asyncio.sleep(0.1)
        said = [note.title for note in pilot.app._notifications]
        assert said == ["Something is running already; Ctrl+X stops it"]
        pilot.app.simulate_key("ctrl+x")
        await asyncio.sleep(0.1)
        assert pilot.app.busy == ""


async def test_leaving_the_topics_before_they_are_found_is_no_error(program, study, keys):
    async with program(study) as pilot:
        await pilot.press("t", "escape")
        await keys(pilot, "enter")
        assert [note.title for note in pilot.app._notifications] == []


async def test_topics_of_what_was_never_prepared_are_found_all_the_same(program, fresh, shown):
    path = fresh(15)
    async with program(path, "t") as pilot:
        assert "in 30 turns of respondents" in " ".join(shown(pilot).split())
