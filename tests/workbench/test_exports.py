"""What is exported depends on what stands, and on nothing else."""

import json
import shutil
from pathlib import Path

import pytest

from qualbench import __version__, store, workbench

TABLES = ("segments.csv", "matrix.csv", "segments.xlsx", "matrix.xlsx")


@pytest.fixture
def exported(sample, tmp_path, done):
    """All that is exported of the sample project now, by file name."""

    def exported():
        folder = tmp_path / "out"
        folder.mkdir()
        for name in (*TABLES, "codebook.csv", "codebook.xlsx"):
            done("export", sample, name.partition(".")[0], "--to", folder / name)
        files = {path.name: path.read_bytes() for path in folder.iterdir()}
        shutil.rmtree(folder)
        return files

    return exported


def test_exporting_twice_gives_the_same_bytes(exported):
    first = exported()
    assert len(first) == 3 * 3 + 3 * 2
    assert exported() == first


def test_the_demo_exported_just_that(demo, exported):
    assert {file.name: file.read_bytes() for file in demo.files} == exported()


def test_undo_leaves_the_tables_as_they_were_byte_for_byte(sample, exported, done):
    before = exported()
    place = "1600:1700"
    done("code", sample, "c1-administrator", place, "inner.tension", "--memo", "m", coder="coder-1")
    coded = exported()
    assert all(coded[name] != before[name] for name in TABLES)
    done("undo", sample, coder="coder-1")
    undone = exported()
    assert {name for name in before if undone[name] != before[name]} == {
        name for name in before if name.endswith(".provenance.json")
    }


def test_redo_gives_the_tables_with_the_coding_again(sample, exported, done):
    done("code", sample, "c1-administrator", "1600:1700", "inner.tension", coder="coder-1")
    coded = exported()
    done("undo", sample, coder="coder-1")
    done("redo", sample, coder="coder-1")
    redone = exported()
    assert all(redone[name] == coded[name] for name in TABLES)


def test_the_provenance_says_from_what(tiny, tmp_path, run, facts):
    to = tmp_path / "m.csv"
    args = ("--to", to, "--layer", "coder:ana", "--by", "clinic", "--by", "role", "--by", "clinic")
    assert run("export", tiny, "matrix", *args).exit_code == 0
    said = json.loads((tmp_path / "m.provenance.json").read_text())
    with workbench.opened(tiny) as project:
        version = workbench.codebook(project).version
    assert said.pop("codebook_source").endswith("(CC BY 4.0)")
    assert said.pop("project_id")
    assert said == {
        "table": "matrix",
        "study": "tiny",
        "facts_sha256": facts(tiny),
        "codebook": "Mothering from the Inside Out in four substance use treatment programs",
        "codebook_version": version,
        "qualbench": __version__,
        "layer": "coder:ana",
        "case": "clinic x role",
    }


def test_an_export_says_what_it_wrote_and_left_out(tiny, tmp_path, run):
    to = tmp_path / "m.xlsx"
    result = run("export", tiny, "matrix", "--to", to, "--layer", "coder:bo", "--json")
    assert json.loads(result.stdout) == {
        "files": [str(to), str(tmp_path / "m.xlsx.provenance.json")],
        "rows": 4,
        "unfinished": ["c", "d"],
        "sealed": [],
    }
    assert result.stderr == "Not submitted, so not counted: c, d\n"


def test_exporting_adds_no_fact(tiny, tmp_path, done, facts):
    before = facts(tiny)
    done("export", tiny, "segments", "--to", tmp_path / "s.csv")
    assert facts(tiny) == before


def test_the_demo_can_be_built_again_and_keeps_what_is_there(sample, tmp_path, done):
    again = sample.rename(tmp_path / "mio-sample.qualbench")
    Path(f"{sample}-cache").rename(f"{again}-cache")
    done("code", again, "c1-administrator", "1600:1700", "inner.tension", coder="zoe")
    with workbench.opened(again) as project:
        before = store.facts_digest(project)
    built = workbench.demo(tmp_path)
    assert (built.loaded.added, built.problems) == (0, ())
    with workbench.opened(again) as project:
        assert store.facts_digest(project) == before
