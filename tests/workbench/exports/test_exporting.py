"""What is exported depends on what stands, and on nothing else."""

import json
import shutil
from pathlib import Path

import pytest

from qualbench import __version__, store, workbench
from qualbench.model import Span
from qualbench.workbench import Wanted
from qualbench.workbench.coders import at_work

TABLES = ("segments.csv", "counts.csv", "segments.xlsx", "counts.xlsx")
PRIORITY, SPACE = "cfir22.inner.priority", "cfir22.inner.resources.space"
MOTIVATION = "cfir22.individuals.characteristics.motivation"
TURN, NOT = Span(33, 41), Span(33, 36)
"""In d: what the only respondent says, and its first word."""


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
    assert run("export", tiny, "counts", *args).exit_code == 0
    said = json.loads((tmp_path / "m.provenance.json").read_text())
    with workbench.opened(tiny) as project:
        version = workbench.codebook(project).version
    assert said.pop("codebook_source").endswith("(CC BY 4.0)")
    assert said.pop("project_id")
    assert said == {
        "table": "counts",
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
    result = run("export", tiny, "counts", "--to", to, "--layer", "coder:bo", "--json")
    assert json.loads(result.stdout) == {
        "files": [str(to), str(tmp_path / "m.xlsx.provenance.json")],
        "rows": 4,
        "unfinished": ["c", "d"],
        "sealed": [],
        "shown_suggestions": [],
        "warnings": [],
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


# Suggestions


@pytest.fixture
def take(show):
    """Shows a coder a suggestion for the turn of d and accepts it, or for a part of it."""

    def take(project, coder, key, span=TURN):
        said = show(project, coder, "d", TURN, key)
        code, _, role = key.partition("@")
        text, version = store.find_text(project, "d"), workbench.codebook(project).version
        with project.writing():
            author = at_work(project, coder).id
            drafts = store.coding_drafts(project, author, text, span, code, version, role=role)
            decision = store.decision_draft(text.hash, said, drafts[0].id)
            made = store.record(project, author, [*drafts, decision]).added[0]
        return store.find_coding(project, made)

    return take


@pytest.fixture
def origins(project, tmp_path, rows):
    """Of the codings in d: whose, under which code, and where they come from."""

    def origins(layer="all"):
        workbench.export(project, "segments", tmp_path / "s.csv", wanted=Wanted(layer))
        found = [row for row in rows(tmp_path / "s.csv") if row["document_id"] == "d"]
        return {
            (row["coder_id"], row["code_id"] + "@" * bool(row["role_spoken_about"])): row["origin"]
            for row in found
        }

    return origins


def test_what_was_accepted_is_a_suggestion_until_it_stands_otherwise(project, take, origins):
    made = take(project, "bo", PRIORITY)
    take(project, "bo", SPACE, NOT)
    paired = take(project, "bo", f"{MOTIVATION}@recipients")
    assert origins() == {
        ("ana", PRIORITY): "own",
        ("bo", PRIORITY): "suggestion",
        ("bo", SPACE): "suggestion edited",
        ("bo", f"{MOTIVATION}@"): "suggestion",
    }
    workbench.revise(project, "bo", made.id, valence="-")
    workbench.revise(project, "bo", paired.id, code=MOTIVATION)
    found = origins("coder:bo")
    assert found["bo", PRIORITY] == "suggestion"
    assert found["bo", MOTIVATION] == "suggestion edited"
    workbench.revise(project, "bo", made.id, span=NOT)
    assert origins()["bo", PRIORITY] == "suggestion edited"
    workbench.revise(project, "bo", made.id, span=TURN)
    assert origins()["bo", PRIORITY] == "suggestion"


def test_ones_own_after_a_showing_is_told_from_ones_own(project, show, origins):
    show(project, "bo", "d", TURN, SPACE)
    show(project, "bo", "d", Span(0, 10), PRIORITY)  # for another turn
    show(project, "bo", "d", TURN, MOTIVATION)  # for no role
    show(project, "bo", "a", TURN, "cfir22.inner.tension")  # in another transcript
    show(project, "ana", "d", TURN, "cfir22.inner.culture")  # to somebody else
    keys = (SPACE, PRIORITY, f"{MOTIVATION}@recipients", "cfir22.inner.tension")
    for key in (*keys, "cfir22.inner.culture"):
        workbench.code(project, "bo", "d", NOT, key)
    found = {code: origin for (coder, code), origin in origins().items() if coder == "bo"}
    assert found.pop(SPACE) == "own after showing"
    assert set(found.values()) == {"own"} and len(found) == 4


def test_what_was_taken_back_and_put_again_is_ones_own_after_a_showing(project, take, origins):
    made = take(project, "bo", SPACE)
    workbench.retract(project, "bo", [made.id])
    workbench.code(project, "bo", "d", TURN, SPACE)
    assert origins()["bo", SPACE] == "own after showing"


def test_a_code_that_was_merged_is_no_edit_and_was_shown_as_what_it_became(
    project, take, show, origins
):
    take(project, "bo", PRIORITY)
    show(project, "cy", "d", TURN, PRIORITY)
    workbench.merge_codes(project, "lead", PRIORITY, SPACE)
    workbench.code(project, "cy", "d", NOT, SPACE)
    assert origins() == {
        ("ana", SPACE): "own",
        ("bo", SPACE): "suggestion",
        ("cy", SPACE): "own after showing",
    }


@pytest.fixture
def said(project, tmp_path):
    """Who was shown suggestions, as an export of a kind and layer gives it and as it is stored."""

    def said(kind, layer="", suffix="csv"):
        done = workbench.export(project, kind, tmp_path / f"t.{suffix}", wanted=Wanted(layer))
        stored = json.loads(done.files[-1].read_text())
        assert stored.get("coders_shown_suggestions", "") == ", ".join(done.shown)
        return done.shown

    return said


def test_the_provenance_names_who_was_shown_suggestions_in_what_is_exported(project, show, said):
    workbench.primary(project, "lead", "ana")
    assert said("segments") == said("counts") == ()
    show(project, "bo", "b", Span(40, 45), PRIORITY)
    assert said("segments") == said("segments", "coder:bo") == ()  # all of it was submitted before
    show(project, "bo", "b", Span(40, 45), SPACE, before=True)
    show(project, "ana", "d", TURN, PRIORITY)
    show(project, "cy", "d", TURN, PRIORITY)  # has coded nothing
    assert said("segments") == ("ana", "bo")
    assert said("segments", "coder:bo") == said("segments", "coder:bo", "xlsx") == ("bo",)
    assert said("counts") == ()  # bo is not primary, and ana has not submitted d
    workbench.submit(project, "ana", ["d"])
    assert said("counts") == said("counts", suffix="xlsx") == ("ana",)
    assert said("codebook") == ()


def test_what_is_coded_after_a_submission_may_owe_something_to_what_was_shown_since(
    project, show, said
):
    show(project, "bo", "b", Span(40, 45), PRIORITY)
    workbench.code(project, "bo", "b", Span(35, 51), SPACE)
    assert said("segments", "coder:bo") == ("bo",)


def test_a_consensus_is_of_those_who_were_shown_suggestions_before(
    project, show, said, origins, rows, tmp_path
):
    show(project, "bo", "d", TURN, SPACE)
    workbench.code(project, "bo", "d", Span(33, 40), PRIORITY)
    workbench.open_round(project, "lead", "pilot", ["ana", "bo"], ["d"])
    for coder in ("ana", "bo"):
        workbench.submit_round(project, coder, "pilot")
    workbench.reveal(project, "lead", "pilot")
    show(project, "ana", "d", TURN, SPACE)
    assert said("segments", "consensus") == said("counts", "consensus") == ("bo",)
    assert origins("consensus") == {("consensus", PRIORITY): ""}


def test_what_a_round_seals_is_not_told(project, show, said):
    show(project, "bo", "d", TURN, SPACE)
    workbench.code(project, "bo", "d", TURN, PRIORITY)
    assert said("segments") == ("bo",)
    workbench.open_round(project, "lead", "pilot", ["ana", "bo"], ["d"])
    assert said("segments") == ()


def test_the_command_warns_in_one_line_and_lists_them(tiny, show, run, tmp_path):
    with workbench.opened(tiny) as project:
        for coder in ("ana", "bo"):
            show(project, coder, "a", Span(35, 51), PRIORITY, before=True)
    done = run("export", tiny, "segments", "--to", tmp_path / "s.csv")
    assert done.stderr == (
        "Suggestions were shown to ana, bo before they submitted: "
        "codings may be more alike than they would be without.\n"
    )
    listed = run("export", tiny, "segments", "--to", tmp_path / "s.csv", "--json")
    assert json.loads(listed.stdout)["shown_suggestions"] == ["ana", "bo"]
