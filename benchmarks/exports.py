"""How long exports take: every table of a study of 100 transcripts with 400 codings each, in every
format, from the facts; beside what pandas needs to write the same tables from memory in the same
run. What writing alone takes of it, from memory too, is told for each format.

Run it from the clone: ``.venv/bin/python benchmarks/exports.py``.
"""

from __future__ import annotations

import csv
import random
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any

from qualbench import export, workbench
from qualbench.errors import QualbenchError
from qualbench.export import Table
from qualbench.workbench import Kind, Wanted
from qualbench.workbench.exports import exporting

TRANSCRIPTS, CODINGS, TIMES, RUNS = 100, 400, 3.0, 3
CODERS, CLINICS, ROLES = ("ana", "bo"), 4, ("counselor", "administrator")
TURNS = 100
SEED = 9
WORDS = (
    *("a", "the", "we", "our", "they", "mothers", "counselor", "clinic", "group", "time", "had"),
    *("really", "training", "supervision", "because", "reflective", "think", "when", "staff"),
    *("sessions", "support", "was", "were", "it", "is", "not", "paper", "room", "intake", "and"),
)
GUIDE = """guide: made up
questions:
- id: fit
  asks: How does it fit?
  constructs: [cfir22.inner.compatibility]
"""
WANTED = Wanted(outcome="clinics.fidelity", cuts=(2.5,))


@dataclass(frozen=True, slots=True)
class Took:
    """Seconds: all exports in a format, writing alone, and writing by pandas."""

    exported: float
    written: float
    pandas: float


def main() -> int:
    with TemporaryDirectory() as name:
        folder = Path(name)
        with workbench.opened(make(folder)) as project:
            with project.reading():
                tables = made(project)
            took = {suffix: measured(project, folder, suffix, tables) for suffix in WRITERS}
    print(f"{TRANSCRIPTS} transcripts, {CODINGS} codings each: {len(tables)} tables of", end=" ")
    print(f"{sum(len(table.rows) for table, _ in tables.values()):,} rows; seconds, best of {RUNS}")
    print("            exported   written    pandas   written / pandas")
    for suffix, of in took.items():
        times = of.written / of.pandas
        print(f"  {suffix:9} {of.exported:8.2f}  {of.written:8.2f}  {of.pandas:8.2f}   {times:.2f}")
    total = [sum(getattr(of, part) for of in took.values()) for part in ("exported", "pandas")]
    held = total[0] < TIMES * total[1]
    print(f"  {'all':9} {total[0]:8.2f}            {total[1]:8.2f}")
    print(f"exported: {total[0] / total[1]:.2f} times what pandas needs;", end=" ")
    print(f"less than {TIMES:.0f}: {'yes' if held else 'NO'}")
    return 0 if held else 1


Tables = Mapping[Kind, tuple[Table, Mapping[str, str]]]


def made(project: workbench.Store) -> Tables:
    """Every table that there is something of, in memory, and its provenance."""
    found = {}
    for kind in workbench.KINDS:
        with suppress(QualbenchError):
            table, said = exporting.make(project, kind, "lead", WANTED)
            found[kind] = table.table, said
    return found


def measured(project: workbench.Store, folder: Path, suffix: str, tables: Tables) -> Took:
    """All in turn, so that what else the machine does falls on all."""
    frames = {kind: export.as_frame(table, said) for kind, (table, said) in tables.items()}

    def exported() -> None:
        workbench.export_all(project, folder / "exported", suffix, "lead", WANTED)

    def written() -> None:
        for kind, (table, said) in tables.items():
            export.write(table, said, folder / f"{kind}{suffix}")

    def by_pandas() -> None:
        for kind, frame in frames.items():
            WRITERS[suffix](frame, folder / f"pandas-{kind}{suffix}")

    runs = [[seconds(one) for one in (exported, written, by_pandas)] for _ in range(RUNS)]
    return Took(*map(min, zip(*runs, strict=True)))


def seconds(work: Callable[[], None]) -> float:
    began = perf_counter()
    work()
    return perf_counter() - began


def _sav(frame: Any, path: Path) -> None:
    import pyreadstat

    pyreadstat.write_sav(_named(frame), path)


def _named(frame: Any) -> Any:
    """With names that SPSS and Stata take, and of types that they have."""
    plain = frame.set_axis([f"v{at}" for at in range(len(frame.columns))], axis="columns")
    texts = plain.select_dtypes("string").columns
    plain[texts] = plain[texts].fillna("").astype(object)
    numbers = plain.select_dtypes("number").columns
    plain[numbers] = plain[numbers].astype("float64")
    return plain


WRITERS: Mapping[str, Callable[[Any, Path], object]] = {
    ".csv": lambda frame, path: frame.to_csv(path, index=False),
    ".xlsx": lambda frame, path: frame.to_excel(path, index=False, engine="xlsxwriter"),
    ".parquet": lambda frame, path: frame.to_parquet(path, index=False),
    ".jsonl": lambda frame, path: frame.to_json(path, orient="records", lines=True),
    ".sav": _sav,
    ".dta": lambda frame, path: _named(frame).to_stata(path, write_index=False, version=118),
}


# The study


def make(folder: Path) -> Path:
    """Made-up interviews in clinics, two coders who code them all, their ratings, an outcome."""
    chance = random.Random(SEED)
    path = folder / "study.qualbench"
    sources = [folder / f"text-{number:03}.txt" for number in range(TRANSCRIPTS)]
    for source in sources:
        source.write_text("\n".join(_turns(chance)), encoding="utf-8")
    names = [source.stem for source in sources]
    cases = [
        (name, f"P{at:03}", ROLES[at % 2], f"C{at % CLINICS}") for at, name in enumerate(names)
    ]
    _csv(folder / "cases.csv", ("transcript", "participant", "role", "clinic"), cases)
    workbench.init(path, "mio", "lead")
    with workbench.opened(path) as project:
        workbench.import_files(project, "lead", sources, folder / "cases.csv")
        head = ("coder", "transcript", "code", "start", "end")
        coded = (row for name in names for row in _coded(project, name, chance))
        _csv(folder / "codings.csv", head, coded)
        workbench.load_codings(project, folder / "codings.csv", submit=True)
        workbench.primary(project, "lead", CODERS[0])
        _rate(project, folder, chance)
    return path


def _turns(chance: random.Random) -> Iterator[str]:
    for _ in range(TURNS):
        yield f"Interviewer: {' '.join(chance.choices(WORDS, k=chance.randint(8, 20)))}?"
        yield f"Counselor: {' '.join(chance.choices(WORDS, k=chance.randint(60, 240)))}."


def _coded(
    project: workbench.Store, name: str, chance: random.Random
) -> Iterator[tuple[str, str, str, int, int]]:
    codes = _constructs(project)
    turns = workbench.page(project, CODERS[0], name).transcript.turns
    answers = [turn for turn in turns if not turn.interviewer]
    for at in range(CODINGS):
        turn = chance.choice(answers)
        start = chance.randrange(turn.body, turn.end - 200)
        yield CODERS[at % 2], name, chance.choice(codes), start, start + chance.randrange(60, 180)


def _rate(project: workbench.Store, folder: Path, chance: random.Random) -> None:
    """Everything by clinic, with the trial's numbers and a guide."""
    (folder / "guide.yaml").write_text(GUIDE)
    workbench.load_guide(project, "lead", folder / "guide.yaml")
    clinics = [f"C{at}" for at in range(CLINICS)]
    _csv(folder / "clinics.csv", ("clinic", "fidelity"), zip(clinics, (1, 2, 3, 4), strict=True))
    workbench.join(project, "lead", folder / "clinics.csv")
    ratings = [
        (rater, clinic, code, chance.choice(("-2", "-1*", "0", "+1", "+2")), "why", layer)
        for code in _constructs(project)
        for clinic in clinics
        for rater, layer in (*((one, "individual") for one in CODERS), ("lead", "consensus"))
    ]
    head = ("rater", "clinic", "code", "rating", "rationale", "layer")
    _csv(folder / "ratings.csv", head, ratings)
    workbench.load_ratings(project, "lead", folder / "ratings.csv")


def _constructs(project: workbench.Store) -> list[str]:
    return [code.id for code in workbench.codebook(project).codes if code.kind == "construct"]


def _csv(path: Path, head: Iterable[str], rows: Iterable[Iterable[object]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(head)
        writer.writerows(rows)


if __name__ == "__main__":
    sys.exit(main())
