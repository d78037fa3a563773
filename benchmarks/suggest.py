"""How good suggestions are on a coded set, beside what simpler methods do with the same examples.

A table holds one row a turn: its text, its codes (several split by ``;``) and its group, which
is the transcript. Every group is held out once a seed, in five parts; from the others so many
examples a code are drawn. Nothing here is fitted to one set.

    .venv/bin/python benchmarks/suggest.py --data coded.csv --text text --code code --group file

AnnoMI, its main behaviours and the codes of its subtype columns, one file and three kinds:

    --data annomi-dev.csv --text utterance_text --group transcript_id
    --once transcript_id,utterance_id --where interlocutor=therapist --none n/a --filler other
    --definitions benchmarks/definitions/annomi.yaml
    --code main_therapist_behaviour --people annotator_id
    or --code question_subtype=question --code reflection_subtype=reflection
       --code therapist_input_subtype=therapist_input
    or without --where, --filler and --definitions: --code topic --drop unidentifiable --groups 2

``--speed`` measures how long learning and scoring take, on generated turns.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections import Counter, defaultdict
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from time import perf_counter
from typing import Any

import numpy as np
from suggest_methods import COLD, METHODS, SUGGESTER, known_of
from suggest_sets import (
    GENERATED_GROUPS,
    CodedSet,
    codes_of,
    generated,
    item_of,
    load,
    wanted,
)

from qualbench.progress import Cancelled
from qualbench.suggest import Known, fit, measures, prototypes, score, why

SIZES = (0, 5, 10, 50, None)
FOLDS = 5
SHARES = (0.1, 0.2, 0.3, 0.5)
CACHE = Path.home() / ".cache" / "qualbench-benchmarks" / "vectors.npz"


@dataclass(frozen=True, slots=True, eq=False)
class Said:
    """What a method said of some turns, and the seconds that it took."""

    said: Any
    order: Any
    learning: float
    scoring: float


def main(given: list[str] | None = None) -> int:
    asked = arguments(given)
    if asked.speed:
        return speed()
    coded, rows = load(asked)
    if len(set(coded.groups.tolist())) < 2:
        print("at least two groups are needed: one is held out", file=sys.stderr)
        return 1
    describe(coded)
    for size in asked.sizes:
        runs = [run(coded, size, seed) for seed in range(asked.seeds)]
        print_table(coded, size, runs)
    if asked.people:
        print_people(coded, rows, asked, runs)
    return 0


def arguments(given: list[str] | None = None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    add = parser.add_argument
    add("--data", type=Path, help="a CSV with a header")
    add("--text", help="the column of the text")
    add("--code", action="append", help="a column of codes; COLUMN=PREFIX puts PREFIX. before")
    add("--group", help="the column that says which turns are held out together")
    add("--definitions", type=Path, help="YAML: a text for each code, or a list of codes")
    add("--where", action="append", default=[], help="COLUMN=VALUE: only such rows are coded")
    add("--once", default="", help="columns that name a turn: its first row alone is used")
    add("--none", default="", help="what a cell without a code holds, beside nothing")
    add("--filler", help="the code of turns that have no other")
    add("--drop", action="append", default=[], help="a code to leave out")
    add("--groups", type=int, default=1, help="leave out codes of fewer groups")
    add("--people", help="the column of who coded, to compare where several coded a turn")
    add("--seeds", type=int, default=3)
    add("--sizes", type=size_of, nargs="+", default=SIZES, help="examples a code, or all")
    add("--cache", type=Path, default=CACHE, help="where vectors are kept, by hash of the text")
    add("--speed", action="store_true", help="measure times on generated turns instead")
    asked = parser.parse_args(given)
    if not asked.speed and not (asked.data and asked.text and asked.code and asked.group):
        parser.error("--data, --text, --code and --group are needed")
    return asked


def size_of(text: str) -> int | None:
    return None if text == "all" else int(text)


# One seed


def run(coded: CodedSet, size: int | None, seed: int) -> dict[str, Said]:
    """What each method says of each turn when its group is held out."""
    made: dict[str, list[tuple[Any, Any, Any, float, float]]] = defaultdict(list)
    names = sorted(set(coded.groups.tolist()))
    random.Random(seed).shuffle(names)
    for fold in range(FOLDS):
        out = np.isin(coded.groups, names[fold::FOLDS])
        others, test = (~out).nonzero()[0], out.nonzero()[0]
        train = drawn(coded, others, size, seed) if size else others
        for name in (COLD if size == 0 else METHODS) if len(test) else ():
            began = perf_counter()
            said, order, learning = METHODS[name](coded, train, test)
            took = perf_counter() - began - learning
            made[name].append((test, said, order, learning, took))
    return {name: joined(coded, parts) for name, parts in made.items()}


def drawn(coded: CodedSet, rows: Any, size: int, seed: int) -> Any:
    """``size`` examples a code by chance, with whatever else those turns are coded with."""
    chance = np.random.default_rng(seed)
    taken: set[int] = set()
    for code in range(len(coded.codes)):
        of_it = rows[coded.right[rows, code]]
        taken |= set(chance.permutation(of_it)[:size].tolist())
    return np.array(sorted(taken), int)


def joined(coded: CodedSet, parts: list[tuple[Any, Any, Any, float, float]]) -> Said:
    said, order = np.zeros(coded.right.shape), np.zeros(coded.right.shape, int)
    for rows, values, ranks, _, _ in parts:
        said[rows] = values
        order[rows] = np.argsort(-values, axis=1, kind="stable") if ranks is None else ranks
    learning, scoring = (sum(part[i] for part in parts) for i in (3, 4))
    return Said(said, order, learning / FOLDS, scoring / len(said))


# What is printed


def measured(coded: CodedSet, said: Said) -> dict[str, float]:
    at = np.arange(len(coded.right))
    first = said.order[:, 0]
    sure, correct = said.said[at, first], coded.right[at, first]
    more = np.ones(len(at), bool)
    if coded.filler is not None:
        more = np.delete(coded.right, coded.filler, axis=1).any(axis=1)
    lift = [
        measures.average_precision(said.said[:, k], coded.right[:, k]) / coded.right[:, k].mean()
        for k in range(len(coded.codes))
    ]
    table = {
        "top-1": measures.top(said.order, coded.right, 1),
        "top-3": measures.top(said.order, coded.right, 3),
        "MRR": measures.mean_reciprocal_rank(said.order, coded.right),
        "mF1": float(np.nanmean(measures.f1(said.order, coded.right))),
        "AP/pr": float(np.mean(lift)),
        "ECE": measures.calibration_error(sure, correct),
        "ECEall": measures.calibration_error(said.said.ravel(), coded.right.ravel()),
    }
    for share in SHARES:
        table[f"P@{share:.0%}"] = measures.precision_shown(sure, correct, share)
    if coded.filler is not None:
        for share in SHARES:
            table[f"+P@{share:.0%}"] = measures.precision_shown(sure[more], correct[more], share)
    return table | {"learn s": said.learning, "turn ms": 1000 * said.scoring}


def describe(coded: CodedSet) -> None:
    counts = Counter(dict(zip(coded.codes, coded.right.sum(axis=0).tolist(), strict=True)))
    groups = len(set(coded.groups.tolist()))
    print(f"{len(coded.right):,} turns, {len(coded.codes)} codes, {groups} groups, {FOLDS} folds")
    print("; ".join(f"{code} {count}" for code, count in counts.most_common()))
    print("mF1: of the first code. ECE: of the first code; ECEall: of all pairs of turn and code.")
    print("P@: how often the surest first codes are right; +P@: of turns beyond the filler.")


def print_table(coded: CodedSet, size: int | None, runs: list[dict[str, Said]]) -> None:
    many = "all" if size is None else size
    print(f"\n{many} examples a code; n {len(coded.right):,} x {len(runs)} seeds, means")
    rows = {
        name: [measured(coded, each[name]) for each in runs]
        for name in METHODS
        if name in runs[0] and (size == 0 or name != f"{SUGGESTER}, cold")
    }
    columns = list(next(iter(rows.values()))[0])
    print(f"{'':24}" + "".join(f"{column:>8}" for column in columns))
    for name, of_it in rows.items():
        means = [float(np.mean([each[column] for each in of_it])) for column in columns]
        print(f"{name:24}" + "".join(f"{mean:8.3f}" for mean in means))


def print_people(
    coded: CodedSet,
    rows: list[dict[str, str]],
    asked: argparse.Namespace,
    runs: list[dict[str, Said]],
) -> None:
    """Kappa of people with one another, and of each method with what most of them say."""
    if (coded.right.sum(axis=1) != 1).any():
        print("\nkappa is for sets of one code a turn")
        return
    several = coded_by_several(coded, rows, asked)
    at = np.array(list(several))
    pairs = [
        measures.kappa(*np.array([[o[a], o[b]] for o in several.values() if a in o and b in o]).T)
        for a, b in combinations(sorted({who for o in several.values() for who in o}), 2)
        if any(a in o and b in o for o in several.values())
    ]
    most = np.array([majority(of_it) for of_it in several.values()])
    print(f"\n{len(at)} turns coded by several people; {len(pairs)} pairs of people")
    print(f"{'two people':24} mean kappa {np.mean(pairs):.3f}")
    for name in runs[0]:
        found = [measures.kappa(each[name].order[at, 0], most) for each in runs]
        print(f"{name:24} kappa with the majority {np.mean(found):.3f}")
    print_surest(coded, [list(of_it.values()) for of_it in several.values()])


def print_surest(coded: CodedSet, said: list[list[int]]) -> None:
    """How often one person says what all others say: surer than that, nobody can be.

    ``said`` are the codes of each turn, the first coder's first: the table holds methods to it.
    """
    alike = [of_it[0] == of_it[1] for of_it in said if len(set(of_it[1:])) == 1]
    print(f"where all others agree, the first coder does in {np.mean(alike):.3f} of {len(alike)}")
    if coded.filler is not None:
        more = [of_it for of_it in said if of_it[0] != coded.filler]
        alike = [of_it[0] == of_it[1] for of_it in more if len(set(of_it[1:])) == 1]
        print(f"{'':13}beyond the filler, in {np.mean(alike):.3f} of {len(alike)}")


def coded_by_several(
    coded: CodedSet, rows: list[dict[str, str]], asked: argparse.Namespace
) -> dict[int, dict[str, int]]:
    """For each turn that more than two people coded, by its place, the code of each."""
    places = {item: i for i, item in enumerate(coded.items)}
    found: dict[int, dict[str, int]] = defaultdict(dict)
    for place, row in enumerate(rows):
        item = item_of(row, asked, place)
        said = codes_of(row, asked) & set(coded.codes)
        if item in places and wanted(row, asked) and said:
            found[places[item]][row[asked.people]] = coded.codes.index(min(said))
    return {i: of_it for i, of_it in found.items() if len(of_it) > 2}


def majority(said: dict[str, int]) -> int:
    """The code that most people say; of equals the first in the order of codes."""
    return max(sorted(Counter(said.values()).items()), key=lambda each: each[1])[0]


# Times


def speed() -> int:
    """Learning and scoring at 3,000 coded turns and 60 codes, beside what is wanted."""
    coded = generated()
    known = known_of(coded, np.arange(len(coded.right)))
    began = perf_counter()
    model = fit(known)
    learning = perf_counter() - began
    following = median_of(lambda: prototypes(known), 20)
    one, made = coded.turns.at([7]), prototypes(known)
    scoring = median_of(lambda: score(model, known, one, made), 50)
    scores = score(model, known, one, made)
    saying = median_of(lambda: why(model, known, one, scores, 0, coded.codes[0]), 20)
    stopping = cancelled(known)
    size = f"{len(coded.right):,} coded turns x {len(coded.codes)} codes"
    print(f"{size}, {GENERATED_GROUPS} transcripts")
    wanted_in = [
        ("a whole refit", learning, 15.0),
        ("prototypes after a coding", following, 0.1),
        ("a turn scored", scoring, 0.01),
        ("reasons for one suggestion", saying, 0.01),
        ("longest until a refit stops", stopping, 5.0),
    ]
    for what, took, most in wanted_in:
        print(f"{what:30}{took:9.4f} s; wanted {most:g}: {'yes' if took < most else 'NO'}")
    return 0 if all(took < most for _, took, most in wanted_in) else 1


def median_of(work: Callable[[], object], times: int) -> float:
    took = []
    for _ in range(times):
        began = perf_counter()
        work()
        took.append(perf_counter() - began)
    return float(np.median(took))


def cancelled(known: Known) -> float:
    """The longest time between two moments at which a person can stop a fit."""
    moments = [perf_counter()]

    def progress(done: int, total: int) -> None:
        moments.append(perf_counter())
        if done == total - 1:
            raise Cancelled

    with suppress(Cancelled):
        fit(known, progress)
    return max(np.diff(moments).tolist())


if __name__ == "__main__":
    sys.exit(main())
