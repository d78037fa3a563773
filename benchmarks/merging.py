"""How long a merge takes: a copy with 50,000 new facts, beside what sqlite3 needs to insert the
same rows in one transaction into the same tables, with their indexes and triggers.

Run it from the clone: ``.venv/bin/python benchmarks/merging.py``. The backup that a merge makes
is not counted: one is made before.
"""

from __future__ import annotations

import random
import shutil
import sqlite3
import sys
from contextlib import closing
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

from qualbench import store, workbench
from qualbench.model import Span, Transcript

FACTS, TIMES, RUNS = 50_000, 3.0, 5
ACTION = 5_000
SEED = 6
WORDS = (
    "we",
    "met",
    "every",
    "week",
    "and",
    "nobody",
    "asked",
    "for",
    "a",
    "room",
    "until",
    "over",
)


def main() -> int:
    with TemporaryDirectory() as folder:
        project = Path(folder, "study.qualbench")
        copy = make(project)
        pairs = [(inserted(project, copy), merged(project, copy)) for _ in range(RUNS)]
    times = median(ours / bare for bare, ours in pairs)
    print(f"{FACTS:,} new facts, {RUNS} runs in turn; medians")
    print(f"sqlite3 inserts them  {median(bare for bare, _ in pairs):6.2f} s")
    print(f"they are merged       {median(ours for _, ours in pairs):6.2f} s")
    print(f"{times:.2f} times; less than {TIMES:.0f}: {'yes' if times < TIMES else 'NO'}")
    return 0 if times < TIMES else 1


def inserted(project: Path, copy: Path) -> float:
    """Seconds for the bare rows, which were read before."""
    target = _fresh(project, "bare")
    with closing(sqlite3.connect(target)) as db, closing(sqlite3.connect(copy)) as source:
        db.execute("PRAGMA foreign_keys = ON")
        rows = {table: _new_rows(db, source, table) for table in _tables(db)}
        assert sum(map(len, rows.values())) == FACTS + 1  # and the coder's profile
        began = perf_counter()
        for table, of_it in rows.items():
            if of_it:
                marks = ", ".join("?" * len(of_it[0]))
                db.executemany(f"INSERT INTO {table} VALUES ({marks})", of_it)
        db.commit()
        return perf_counter() - began


def merged(project: Path, copy: Path) -> float:
    """Seconds for the verb: the copy read and verified, its facts added, live ones told."""
    with workbench.opened(_fresh(project, "merged")) as opened:
        workbench.back_up(opened)
        began = perf_counter()
        (done,) = workbench.merge(opened, "lead", [copy])
        took = perf_counter() - began
        assert sum(done.added.values()) == FACTS + 1
        assert workbench.check(opened) == ()
        return took


def _fresh(project: Path, name: str) -> Path:
    return Path(shutil.copy(project, project.with_name(f"{name}.qualbench")))


def _tables(db: sqlite3.Connection) -> list[str]:
    sql = "SELECT name FROM sqlite_master WHERE type = 'table' AND name GLOB 'fact_*'"
    return [name for (name,) in db.execute(sql)]


def _new_rows(
    db: sqlite3.Connection, source: sqlite3.Connection, table: str
) -> list[tuple[object, ...]]:
    here = {fact for (fact,) in db.execute(f"SELECT id FROM {table}")}
    return [row for row in source.execute(f"SELECT * FROM {table}") if row[0] not in here]


# The study


def make(project: Path) -> Path:
    """A project with one transcript, and a copy in which a coder has worked a great deal."""
    chance = random.Random(SEED)
    words = " ".join(chance.choices(WORDS, k=20_000))
    text = Transcript(store.sha256(words), "a", words, (), "a.txt", "text")
    workbench.init(project, "mio", "lead")
    with workbench.opened(project) as opened, opened.writing():
        store.add_transcript(opened, store.coders(opened)[0].id, text)
    copy = Path(shutil.copy(project, project.with_name("copy.qualbench")))
    with workbench.opened(copy) as opened:
        with opened.writing():
            coder = store.add_coder(opened, "ana").id
        for _ in range(FACTS // ACTION):
            with opened.writing():
                store.record(opened, coder, _drafts(opened, coder, text, chance))
    return copy


def _drafts(
    project: store.Store, coder: str, text: Transcript, chance: random.Random
) -> list[store.Draft]:
    """Of ten facts seven are codings; then a revision, a memo and a retraction."""
    book = workbench.codebook(project)
    codes = [code.id for code in book.codes if code.kind == "construct"]
    drafts: list[store.Draft] = []
    for _ in range(ACTION // 10):
        starts = [chance.randrange(len(text.text) - 200) for _ in range(8)]
        spans = [Span(start, start + chance.randrange(10, 190)) for start in starts]
        *made, again = (
            store.coding_drafts(project, coder, text, span, chance.choice(codes), book.version)[0]
            for span in spans
        )
        line = {"lineage": made[0].id, "replaces": made[0].id}
        drafts += [*made, store.Draft("coding", {**again.payload, **line}, id=again.id)]
        drafts.append(store.memo_draft(made[1].id, " ".join(chance.choices(WORDS, k=12))))
        drafts.append(store.Draft("retraction", {"fact": made[2].id, "manner": "do"}))
    return sorted(drafts, key=lambda draft: draft.kind)


if __name__ == "__main__":
    sys.exit(main())
