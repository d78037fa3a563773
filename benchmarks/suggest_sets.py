"""Coded sets for suggest.py: read from a CSV with a codebook in YAML, or generated."""

from __future__ import annotations

import argparse
import csv
import hashlib
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import yaml

from qualbench import language
from qualbench.suggest import Line, Turns

GENERATED_TURNS, GENERATED_CODES, GENERATED_GROUPS = 3_000, 60, 40


@dataclass(frozen=True, slots=True, eq=False)
class CodedSet:
    """Turns with their codes, (n, k), and what is said of the codes."""

    codes: tuple[str, ...]
    parents: tuple[int, ...]
    lines: tuple[Line, ...]
    line_vectors: Any
    turns: Turns
    right: Any
    groups: Any
    items: tuple[tuple[str, ...], ...]
    filler: int | None


def load(asked: argparse.Namespace) -> tuple[CodedSet, list[dict[str, str]]]:
    with asked.data.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    used = once(rows, asked)
    around = neighbours(used, asked.group)
    kept = [i for i, row in enumerate(used) if wanted(row, asked)]
    found = {i: codes_of(used[i], asked) for i in kept}
    codes = tuple(sorted(spread_codes(found, used, asked)))
    kept = [i for i in kept if found[i] & set(codes) and used[i][asked.text].strip()]
    lines, parents = definitions(asked.definitions, codes)
    texts = [row[asked.text] for row in used]
    vectors = embedded([*texts, "", *(line.text for line in lines)], asked.cache)
    vectors[len(texts)] = 0
    own, said = vectors[: len(texts) + 1], vectors[len(texts) + 1 :]
    before, after = (own[[around[i][side] for i in kept]] for side in (0, 1))
    turns = Turns(tuple(texts[i] for i in kept), own[kept], (before, after))
    right = np.array([[code in found[i] for code in codes] for i in kept])
    groups = np.array([used[i][asked.group] for i in kept])
    items = tuple(item_of(used[i], asked, i) for i in kept)
    filler = codes.index(asked.filler) if asked.filler in codes else None
    return CodedSet(codes, parents, lines, said, turns, right, groups, items, filler), rows


def once(rows: list[dict[str, str]], asked: argparse.Namespace) -> list[dict[str, str]]:
    first: dict[tuple[str, ...], dict[str, str]] = {}
    for place, row in enumerate(rows):
        first.setdefault(item_of(row, asked, place), row)
    return list(first.values())


def item_of(row: dict[str, str], asked: argparse.Namespace, place: int) -> tuple[str, ...]:
    return tuple(row[name] for name in asked.once.split(",")) if asked.once else (str(place),)


def neighbours(rows: Sequence[dict[str, str]], group: str) -> list[tuple[int, int]]:
    """The rows before and after each in its group; the one behind the last where none is."""
    none = len(rows)
    found = [[none, none] for _ in rows]
    last: dict[str, int] = {}
    for i, row in enumerate(rows):
        if row[group] in last:
            found[i][0], found[last[row[group]]][1] = last[row[group]], i
        last[row[group]] = i
    return [(before, after) for before, after in found]


def wanted(row: dict[str, str], asked: argparse.Namespace) -> bool:
    return all(row[column] == value for column, _, value in (w.partition("=") for w in asked.where))


def codes_of(row: dict[str, str], asked: argparse.Namespace) -> frozenset[str]:
    found = set()
    for column, _, prefix in (each.partition("=") for each in asked.code):
        said = {code.strip() for code in (row[column] or "").split(";")} - {"", asked.none}
        found |= {f"{prefix}.{code}" if prefix else code for code in said}
    return frozenset(found or {asked.filler} - {None})


def spread_codes(
    found: dict[int, frozenset[str]], rows: list[dict[str, str]], asked: argparse.Namespace
) -> set[str]:
    groups = defaultdict(set)
    for i, codes in found.items():
        for code in codes - set(asked.drop):
            groups[code].add(rows[i][asked.group])
    return {code for code, of_it in groups.items() if len(of_it) >= asked.groups}


def definitions(
    path: Path | None, codes: tuple[str, ...]
) -> tuple[tuple[Line, ...], tuple[int, ...]]:
    """Lines of each code, and of those below it that the set does not use; a bare name else."""
    read = yaml.safe_load(path.read_text(encoding="utf-8")) if path else {}
    listed = read.get("codes", read)
    if isinstance(listed, list):
        listed = {entry["id"]: entry for entry in listed}
    entries = {key: {"definition": e} if isinstance(e, str) else e for key, e in listed.items()}

    def above(key: str | None) -> list[str]:
        parent = entries.get(key, {}).get("parent")
        return [parent, *above(parent)] if parent else []

    lines = [Line(code, "definition", spoken(code)) for code in codes if code not in entries]
    for key, entry in entries.items():
        path_up = [key, *above(key)]
        depth = next((i for i, each in enumerate(path_up) if each in codes), None)
        if depth is not None:
            lines += lines_of(path_up[depth], entry, key, 0.5**depth)
    parents = (next((codes.index(p) for p in above(c) if p in codes), -1) for c in codes)
    return tuple(lines), tuple(parents)


def lines_of(code: str, entry: dict[str, Any], key: str, weight: float) -> list[Line]:
    name = entry.get("name", spoken(key))
    meaning = entry.get("definition", "")
    return [
        Line(code, "definition", f"{name}: {meaning}" if meaning else name, weight),
        *(Line(code, "inclusion", text, weight) for text in entry.get("include", ())),
        *(Line(code, "example", text, weight) for text in entry.get("examples", ())),
        *(Line(code, "exclusion", text) for text in entry.get("exclude", ()) if weight == 1),
    ]


def spoken(key: str) -> str:
    return " ".join("".join(c if c.isalnum() else " " for c in key).split())


def embedded(texts: Sequence[str], cache: Path) -> Any:
    """A row a text, from the cache where it has it; float64 of length 1."""
    model = language.vector_model()
    named = {hashlib.sha256(f"{model}\0{text}".encode()).hexdigest(): text for text in texts}
    known: dict[str, Any] = {}
    if cache.exists():
        with np.load(cache) as stored:
            known = dict(zip(stored["names"].tolist(), stored["vectors"], strict=True))
    new = [name for name in named if name not in known]
    if new:
        known |= zip(new, language.embed([named[name] for name in new]), strict=True)
        cache.parent.mkdir(parents=True, exist_ok=True)
        np.savez(cache, names=np.array(list(known)), vectors=np.stack(list(known.values())))
    by_text = {text: known[name] for name, text in named.items()}
    rows = np.array([by_text[text] for text in texts], np.float64)
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)


def generated() -> CodedSet:
    """Turns of invented words, two codes in three turns' time, vectors around their codes."""
    chance = np.random.default_rng(7)
    words = ["".join(chance.choice(list("abcdefghijklmno"), 5)) for _ in range(3_000)]
    right = np.zeros((GENERATED_TURNS, GENERATED_CODES), bool)
    for each in (chance.integers(0, GENERATED_CODES, GENERATED_TURNS) for _ in range(2)):
        right[np.arange(GENERATED_TURNS), each] = True
    means = chance.normal(size=(GENERATED_CODES, language.DIMENSIONS))
    vectors = right @ means + 3 * chance.normal(size=(GENERATED_TURNS, language.DIMENSIONS))
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    texts = tuple(" ".join(chance.choice(words, chance.integers(3, 40))) for _ in right)
    codes = tuple(f"code-{i:02}" for i in range(GENERATED_CODES))
    lines = tuple(Line(code, "definition", code) for code in codes)
    said = means / np.linalg.norm(means, axis=1, keepdims=True)
    around = (np.roll(vectors, 1, axis=0), np.roll(vectors, -1, axis=0))
    turns = Turns(texts, vectors, around)
    groups = np.array([f"t{i % GENERATED_GROUPS}" for i in range(GENERATED_TURNS)])
    items = tuple((str(i),) for i in range(GENERATED_TURNS))
    parents = (-1,) * GENERATED_CODES
    return CodedSet(codes, parents, lines, said, turns, right, groups, items, None)
