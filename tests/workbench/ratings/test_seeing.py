"""Who sees whose ratings, and at which door."""

import json
import re
import shutil

import pytest

from qualbench import store, workbench

CODE = "inner.priority"
KEY = "cfir22.inner.priority"
SECRET = "the rooms went first"
"""Ana's rationale: where it or her sign shows, her rating does."""


@pytest.fixture
def rated(rate):
    return rate("ana", "C1", CODE, "-2", rationale=SECRET)


@pytest.fixture
def doors(project, tmp_path, run):
    """All that a viewer can read of ratings, as one text."""

    def doors(viewer):
        said = [
            run(*args, coder=viewer)
            for args in (
                ("matrix", project.path),
                ("matrix", project.path, "--json"),
                ("matrix", project.path, "C1", CODE),
                ("matrix", project.path, "C1", CODE, "--json"),
                ("matrix", project.path, "--raters"),
                ("rate", project.path, "C1", CODE, "--verify", "ana"),
                ("status", project.path),
                ("decisions", project.path),
                ("memos", project.path),
            )
        ]
        texts = [one.stdout + one.stderr for one in said]
        for kind in ("ratings", "ratings-wide", "matrix", "rating-agreement"):
            for suffix in ("csv", "jsonl"):
                to = tmp_path / f"{kind}.{suffix}"
                to.unlink(missing_ok=True)
                run("export", project.path, kind, "--to", to, coder=viewer)
                texts.append(to.read_text() if to.exists() else "")
        return "\n".join(texts)

    return doors


def _shows(said):
    return SECRET in said or bool(re.search(r"(?<![\w-])-2(?![\w-])", said))


def test_a_rating_is_seen_by_nobody_else_until_they_have_rated(project, rated, rate, doors, cell):
    for viewer in ("bo", "lead", "", "stranger"):
        assert not _shows(doors(viewer))
        assert (cell(viewer, "C1", CODE).others, cell(viewer, "C1", CODE).hidden) == ((), 1)
    assert _shows(doors("ana"))
    rate("bo", "C2", CODE, "+1")
    assert not _shows(doors("bo"))
    rate("bo", "C1", CODE, "+1")
    assert cell("bo", "C1", CODE).others == (rated,)
    assert _shows(doors("bo"))


def test_a_lead_sees_what_two_have_rated_and_nobody_else_does(rated, rate, cell, doors):
    rate("bo", "C1", CODE, "+1")
    assert {one.coder for one in cell("lead", "C1", CODE).others} == {
        one.coder for one in cell("ana", "C1", CODE).ratings
    }
    assert cell("stranger", "C1", CODE).hidden == 2
    assert not _shows(doors("stranger"))


def test_a_consensus_opens_the_cell_to_all_and_its_notes_alone_do_not(rated, rate, cell, doors):
    rate("lead", "C1", CODE, consensus=True, summary="to be discussed")
    assert cell("stranger", "C1", CODE).hidden == 1
    assert cell("stranger", "C1", CODE).settled is None
    assert not _shows(doors("stranger"))
    rate("lead", "C1", CODE, "0", consensus=True)
    assert cell("stranger", "C1", CODE).others == (rated,)
    assert cell("stranger", "C1", CODE).settled.value == 0
    assert SECRET in doors("stranger")


def test_notes_without_a_rating_are_for_all(rate, cell):
    rate("ana", "C1", CODE, summary="notes", source="tape 1")
    found = cell("stranger", "C1", CODE)
    assert (found.hidden, found.shown.summary, found.settled) == (0, "notes", None)
    assert cell("bo", "C1", CODE).own is None
    rate("bo", "C2", CODE, summary="mine")
    assert cell("bo", "C1", CODE).hidden == 0


def test_notes_open_nobody_else_s_rating(rated, rate, cell):
    rate("bo", "C1", CODE, summary="notes")
    assert (cell("bo", "C1", CODE).others, cell("bo", "C1", CODE).hidden) == ((), 1)


def test_what_two_raters_say_alike_is_settled_and_what_they_do_not_is_not(rate, cell):
    rate("ana", "C1", CODE, "-1")
    assert cell("ana", "C1", CODE).settled is None
    assert cell("ana", "C1", CODE).shown.value == -1
    rate("bo", "C1", CODE, "-1")
    for viewer in ("ana", "bo", "lead"):
        assert cell(viewer, "C1", CODE).settled.value == -1
    rate("bo", "C1", CODE, "-1*")
    assert cell("ana", "C1", CODE).settled is None
    rate("lead", "C1", CODE, "X", consensus=True)
    assert cell("ana", "C1", CODE).settled.status == "mixed"


def test_notes_of_a_consensus_do_not_undo_what_raters_say_alike(
    project, rate, cell, rows, tmp_path
):
    for coder in ("ana", "bo"):
        rate(coder, "C1", CODE, "-1")
    rate("lead", "C1", CODE, consensus=True, summary="why?")
    assert cell("lead", "C1", CODE).settled.value == -1
    workbench.export(project, "ratings-wide", tmp_path / "w.csv", "lead")
    assert rows(tmp_path / "w.csv")[0][KEY] == "-1"


def test_an_export_says_what_it_leaves_out_for_a_viewer(project, rated, tmp_path):
    for kind in ("ratings", "ratings-wide", "matrix"):
        done = workbench.export(project, kind, tmp_path / f"{kind}.csv", "bo")
        assert done.warnings == ("without 1 rating that may not be seen yet",)
        said = json.loads(done.files[-1].read_text())
        assert said["left_out"] == "1 rating that may not be seen yet"
        assert workbench.export(project, kind, tmp_path / f"{kind}.csv", "ana").warnings == ()


def test_a_conflict_of_two_of_ones_own_says_nothing_to_others(tiny, tmp_path, run, done):
    done("primary", tiny, "ana", coder="lead")
    rate = ("C1", CODE, "--rationale", SECRET)
    run("rate", tiny, *rate, "-2", coder="ana")
    copy = shutil.copy(tiny, tmp_path / "copy.qualbench")
    run("rate", tiny, "C1", CODE, "-2*", coder="ana")
    run("rate", copy, "C1", CODE, "-1", coder="ana")
    run("merge", tiny, copy, coder="lead")
    with workbench.opened(tiny) as project:
        found = {
            viewer: [one for one in workbench.conflicts(project, viewer) if one.about]
            for viewer in ("ana", "bo", "lead")
        }
    assert {viewer: len(said) for viewer, said in found.items()} == dict.fromkeys(found, 1)
    says = {viewer: {claim.says for claim in said[0].claims} for viewer, said in found.items()}
    assert says["ana"] == {f"-1: {SECRET}", f"-2*: {SECRET}"}
    assert says["bo"] == says["lead"] == {"(its coder alone sees it)"}


def test_a_handed_out_copy_holds_no_others_ratings(project, rated, tmp_path, done):
    to = tmp_path / "for-bo.qualbench"
    done("handout", project.path, "--coder", "bo", "--transcript", "a", "--to", to, coder="lead")
    with workbench.opened(to) as copy:
        assert store.ratings(copy) == ()
    assert SECRET.encode() not in to.read_bytes()
