"""How near topics come to a known grouping and how steady they are, beside BERTopic's defaults.

    .venv/bin/python benchmarks/topics.py
    .venv/bin/python benchmarks/topics.py --data coded.csv --text text --topic topic
    .venv/bin/python benchmarks/topics.py --time

Without --data the sample study is taken, against the themes that its turns were written to voice.
AnnoMI's clients: --text utterance_text --topic topic --where interlocutor=client
--once transcript_id,utterance_id. Both methods get the same vectors. What lies outside every
topic counts as one cluster. Nothing in our search is drawn by chance, so its seeds agree by
construction; the harder question is what is left when one text in ten is left out, and both
methods are asked it too (with another seed each time for the defaults, as they would be used).
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import resource
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from itertools import combinations
from pathlib import Path
from random import Random
from tempfile import gettempdir
from time import perf_counter
from typing import Any

import numpy as np
from sklearn.metrics import adjusted_mutual_info_score, adjusted_rand_score

from qualbench import language
from qualbench.reading import read_transcript
from qualbench.shipped import folder
from qualbench.topics import OUTSIDE, find_topics, label, steadiness

CACHE = Path(gettempdir()) / "qualbench-benchmark-topics"
TIMED, LARGE, SUBJECTS = 2_000, 20_000, 60
KEPT = 0.9

Labels = Sequence[int]
Method = Callable[[list[str], Any, int], Labels]


def main(given: list[str] | None = None) -> int:
    asked = arguments(given)
    if asked.time:
        return time_and_memory()
    texts, known = read_csv(asked) if asked.data else sample_study()
    vectors = embedded(texts)
    groups = len(set(known) - {""})
    print(f"{len(texts):,} texts ({len(set(texts)):,} different) in {groups} known groups")
    print(
        f"{'':22}{'AMI':>7}{'least':>7}{'most':>7}{'topics':>8}{'outside':>9}"
        f"{'ARI':>7}{'ARI 9/10':>10}"
    )
    ours = table("qualbench", our_labels, texts, known, vectors, asked.seeds)
    defaults = table("BERTopic's defaults", default_labels, texts, known, vectors, asked.seeds)
    print(f"AMI qualbench - defaults: {ours - defaults:+.3f}")
    print(f"n {len(texts):,} x {asked.seeds} seeds. ARI: mean of all pairs of seeds; ARI 9/10: of")
    print(f"the run of each seed with a fit of {KEPT:.0%} of the texts, on those.")
    describe(texts, known, vectors)
    return 0


def arguments(given: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    add = parser.add_argument
    add("--data", type=Path, help="a CSV with a header")
    add("--text", help="the column of the text")
    add("--topic", help="the column of the known grouping")
    add("--where", action="append", default=[], help="COLUMN=VALUE: only such rows")
    add("--once", default="", help="columns that name a text: its first row alone is used")
    add("--seeds", type=int, default=10)
    add("--time", action="store_true", help="measure time and memory on generated texts instead")
    asked = parser.parse_args(given)
    if asked.data and not (asked.text and asked.topic):
        parser.error("--data needs --text and --topic")
    return asked


# What is read


def read_csv(asked: argparse.Namespace) -> tuple[list[str], list[str]]:
    with asked.data.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    wanted = [each.partition("=")[::2] for each in asked.where]
    rows = [row for row in rows if all(row[column] == value for column, value in wanted)]
    if asked.once:
        names = asked.once.split(",")
        rows = list({tuple(row[name] for name in names): row for row in reversed(rows)}.values())
        rows.reverse()
    rows = [row for row in rows if row[asked.text].strip()]
    return [row[asked.text] for row in rows], [row[asked.topic] for row in rows]


def sample_study() -> tuple[list[str], list[str]]:
    place = folder("transcripts")
    read = [read_transcript(path) for path in sorted(place.glob("c?-*"))]
    text_of = {transcript.name: transcript.text for transcript in read}
    with (place / "themes.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    texts = [text_of[row["transcript"]][int(row["start"]) : int(row["end"])] for row in rows]
    return texts, [row["theme"] for row in rows]


def embedded(texts: list[str]) -> Any:
    """A row a text, kept in a temporary folder by what is embedded and with which model."""
    name = hashlib.sha256("\0".join([language.vector_model(), *texts]).encode()).hexdigest()
    path = CACHE / f"{name}.npy"
    if not path.exists():
        CACHE.mkdir(exist_ok=True)
        np.save(path, language.embed(texts))
    return np.load(path)


# The two methods


def our_labels(texts: list[str], vectors: Any, seed: int) -> Labels:
    return find_topics(texts, vectors, seed=seed).labels


def default_labels(texts: list[str], vectors: Any, seed: int) -> Labels:
    """BERTopic() as it comes, but for the seed, with which its topics can be had again."""
    return reduced_and_clustered(vectors, seed)


def reduced_and_clustered(vectors: Any, seed: int) -> Labels:
    """What BERTopic's own UMAP and HDBSCAN say, with the settings that it gives them."""
    from hdbscan import HDBSCAN
    from umap import UMAP

    usual = {"n_neighbors": 15, "n_components": 5, "min_dist": 0.0, "metric": "cosine"}
    rows = UMAP(**usual, random_state=seed, n_jobs=1).fit_transform(vectors)
    model = HDBSCAN(min_cluster_size=10, cluster_selection_method="eom", prediction_data=True)
    return model.fit(rows).labels_.tolist()


# What is printed


def table(
    name: str, method: Method, texts: list[str], known: list[str], vectors: Any, seeds: int
) -> float:
    runs = [method(texts, vectors, seed) for seed in range(seeds)]
    near = [float(adjusted_mutual_info_score(known, run)) for run in runs]
    topics = np.mean([len(set(run) - {OUTSIDE}) for run in runs])
    outside = np.mean([np.mean(np.array(run) == OUTSIDE) for run in runs])
    agree = np.mean([adjusted_rand_score(*pair) for pair in combinations(runs, 2)] or [1])
    part = np.mean([again(method, texts, vectors, run, seed) for seed, run in enumerate(runs)])
    print(
        f"{name:22}{np.mean(near):7.3f}{min(near):7.3f}{max(near):7.3f}{topics:8.1f}{outside:9.0%}"
        f"{agree:7.3f}{part:10.3f}",
        flush=True,
    )
    return float(np.mean(near))


def again(method: Method, texts: list[str], vectors: Any, run: Labels, seed: int) -> float:
    """The adjusted Rand index of a run with a fit of part of its texts, on that part."""
    kept = sorted(Random(seed).sample(range(len(texts)), int(KEPT * len(texts))))
    labels = method([texts[at] for at in kept], vectors[kept], 1000 + seed)
    return float(adjusted_rand_score([run[at] for at in kept], labels))


def describe(texts: list[str], known: list[str], vectors: Any) -> None:
    run = find_topics(texts, vectors)
    held = {topic.number: Counter[str]() for topic in run.topics}
    for group, number in zip(known, run.labels, strict=True):
        if number != OUTSIDE and group:
            held[number][group] += 1
    largest = {count.most_common(1)[0][0] for count in held.values() if count}
    groups = set(known) - {""}
    print(f"\n{run.method}: {run.reason}")
    print(f"{len(largest)} of {len(groups)} known groups are the largest part of some topic.")
    steady = steadiness(texts, vectors, run)
    if steady:
        came = dict(steady.returns)
        print(f"Of different texts that say something: agreement {steady.agreement:.3f},")
        print(f"a topic comes back in {np.mean([*came.values()]):.0%} of {steady.draws} draws.")
        for topic in run.topics[:15]:
            print(f"{topic.size:6} {came[topic.number]:5.0%}  {label(topic.phrases)}")


# Time and memory


def time_and_memory() -> int:
    """2,000 generated texts beside UMAP and HDBSCAN, warm; then 20,000 and the memory they took."""
    texts, vectors = generated(TIMED)
    both = (lambda: our_labels(texts, vectors, 0), lambda: reduced_and_clustered(vectors, 0))
    ours, theirs = (warm(work) for work in both)
    print(f"{TIMED:,} texts: find_topics {ours:.2f} s, UMAP and HDBSCAN alone {theirs:.2f} s")
    print(f"ratio {ours / theirs:.2f}; wanted below 1.5")
    texts, vectors = generated(LARGE)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    began = perf_counter()
    run = find_topics(texts, vectors)
    took = perf_counter() - began
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{LARGE:,} texts: {took:.1f} s, peak {peak:,.0f} MB ({before:,.0f} MB before)")
    print(f"{len(run.topics)} topics. {run.reason}")
    return 0 if ours < 1.5 * theirs else 1


def warm(work: Callable[[], object]) -> float:
    """The least of three, after a first that loads and compiles."""
    work()
    took = []
    for _ in range(3):
        began = perf_counter()
        work()
        took.append(perf_counter() - began)
    return min(took)


def generated(count: int) -> tuple[list[str], Any]:
    """Texts of invented words, three in four of one of some subjects and the others of none."""
    chance = np.random.default_rng(7)
    words = np.array(["".join(chance.choice(list("abdefgiklmnoprstu"), 6)) for _ in range(3_000)])
    means = chance.normal(size=(SUBJECTS, language.DIMENSIONS))
    about = np.where(chance.random(count) < 0.75, chance.integers(0, SUBJECTS, count), OUTSIDE)
    vectors = 1.5 * chance.normal(size=(count, language.DIMENSIONS)).astype(np.float32)
    vectors[about >= 0] += means[about[about >= 0]]
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    own = words.reshape(SUBJECTS, -1)
    texts = [
        " ".join(
            [*chance.choice(words, 6), *(chance.choice(own[subject], 4) if subject >= 0 else ())]
        )
        for subject in about
    ]
    return texts, vectors


if __name__ == "__main__":
    sys.exit(main())
