"""What runs the model: onnxruntime or, where that does not load, sentence-transformers."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from qualbench.language.packages import needed
from qualbench.offline import stay_offline

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Encode = Callable[[str], "NDArray[np.float32]"]
"""Text -> its vector, of length 1: the same bytes in any process of one machine. Takes threads."""

_PIECES = 256
_QUIET = 3  # errors only


def installed(*packages: str) -> str:
    """Name and version of the first of ``packages`` that is installed; loads none."""
    from importlib.metadata import PackageNotFoundError, version

    for package in packages:
        with suppress(PackageNotFoundError):
            return f"{package} {version(package)}"
    return "no engine"


def onnxruntime(folder: Path) -> Encode:
    """The weights of ``folder`` by onnxruntime. Raises whatever keeps it from loading."""
    stay_offline()
    import numpy as np
    import onnxruntime as ort
    from safetensors.numpy import load_file
    from tokenizers import Tokenizer

    from qualbench.language.graph import graph

    ort.disable_telemetry_events()
    ort.set_default_logger_severity(_QUIET)
    options = ort.SessionOptions()
    options.log_severity_level = _QUIET
    # How a sum is split over threads changes the last bits.
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    found = load_file(folder / "model.safetensors")
    weights = {name.replace(".", "_"): w for name, w in found.items() if _is_used(name)}
    brought = {name: ort.OrtValue.ortvalue_from_numpy(w) for name, w in weights.items()}
    # onnxruntime copies them: nothing here has to outlive the session.
    options.add_external_initializers(list(brought), list(brought.values()))
    session = ort.InferenceSession(graph(weights), options, providers=["CPUExecutionProvider"])
    pieces = Tokenizer.from_file(str(folder / "tokenizer.json"))
    pieces.no_padding()
    pieces.enable_truncation(_PIECES)

    def encode(text: str) -> NDArray[np.float32]:
        (mean,) = session.run(None, {"pieces": np.array(pieces.encode(text).ids, np.int64)})
        row: NDArray[np.float32] = mean / np.linalg.norm(mean)
        return row

    return encode


def _is_used(name: str) -> bool:
    return name != "embeddings.position_ids" and not name.startswith("pooler.")


def sentence_transformers(folder: Path) -> Encode:
    """The model of ``folder`` by sentence-transformers, one text after the other.

    Raises ModelError where the library cannot be loaded, and whatever the library says of the
    model.
    """
    stay_offline()
    with needed("sentence-transformers"):
        from sentence_transformers import SentenceTransformer
    model = SentenceTransformer(str(folder), device="cpu", local_files_only=True)
    one_at_a_time = Lock()  # the tokenizer refuses two threads, and torch's count is shared

    def encode(text: str) -> NDArray[np.float32]:
        with one_at_a_time, _one_thread():
            # Alone: padding to a longer neighbour changes the last bits.
            row: NDArray[np.float32] = model.encode(
                text, normalize_embeddings=True, show_progress_bar=False
            )
        return row

    return encode


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
