"""Suggestions are the same again: in another process, with a cache that was rebuilt."""

import json
import os
import sqlite3
import subprocess
import sys
from contextlib import closing

import pytest

from qualbench import workbench

TEXT = "c1-counselor-1"  # both have coded it
SAME = 0.005


def test_two_processes_with_one_cache_suggest_the_same_to_the_byte(sample, done):
    done("settings", sample, "suggestions", "inline", "--coder", "lead")
    with workbench.opened(sample) as project:
        workbench.submit(project, "zoe", ["c2-administrator"])
        before = workbench.suggestions(project, "zoe", TEXT)
    command = ("suggest", sample, "--transcript", TEXT, "--coder", "zoe", "--json")
    args = [sys.executable, "-m", "qualbench", *command]
    threads = ({}, {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"})
    both = [
        subprocess.Popen(
            args, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=os.environ | of
        )
        for of in threads
    ]
    one, other = (process.communicate()[0] for process in both)
    assert one == other
    found = {(row["start"], row["end"]): row["suggestions"] for row in json.loads(one)}
    assert found == {
        (words.start, words.end): [as_json(one) for one in shown]
        for words, shown in before.items()
        if shown
    }


def as_json(one):
    said, reason = one.said, one.said.reason
    return {
        "code": said.key,
        "name": one.name,
        "score": said.score,
        "calibrated": said.calibrated,
        "reason": {
            name: getattr(reason, name) for name in ("kind", "source", "text", "similarity")
        },
        "why": one.why,
        "model": said.model,
    }


def test_a_rebuilt_cache_gives_the_same_first_three(sample, bases, offered, keys):
    with closing(sqlite3.connect(f"{sample}-cache")) as db, db:
        (many,) = db.execute("SELECT count(*) FROM vector").fetchone()
        db.execute(
            "DELETE FROM vector WHERE text IN (SELECT text FROM vector ORDER BY text LIMIT ?)",
            [many // 2],
        )  # the texts come in other portions than before
    with workbench.opened(sample) as project:
        found = workbench.learned(project, "zoe", TEXT)
    again = offered(found)
    for words, shown in offered(bases["zoe"], 3).items():
        sure = {one.said.key: one.said.score for one in again[words]}
        for one, other in zip(keys(shown), keys(again[words])[:3], strict=True):
            assert one == other or sure[one] == pytest.approx(sure[other], abs=SAME)
