"""What accepting and rejecting a suggestion leaves, and that it can be undone."""

import pytest

from qualbench import store, workbench
from qualbench.errors import RefusedError
from qualbench.model import Span

TEXT = "c1-counselor-1"  # both have coded it


def first(project, coder="zoe"):
    """The first suggestion that shows."""
    found = workbench.suggestions(project, coder, TEXT).values()
    return next(shown[0].said for shown in found if shown)


def test_accepting_makes_one_coding_and_one_decision_which_undo_takes_back(project, suggest, keys):
    said = first(project)
    workbench.submit(project, "zoe", ["c2-administrator"])  # so that zoe is known before
    before = workbench.live_codings(project), suggest(project)
    coding = workbench.accept(project, "zoe", TEXT, said)
    assert (coding.span, coding.key) == (said.span, said.key)
    assert {c.coding.id for c in workbench.live_codings(project)} == {
        coding.id,
        *(shown.coding.id for shown in before[0]),
    }
    accepted = {coding.id: (said.span, said.key)}
    assert store.accepted(project) == accepted
    assert said.key not in keys(suggest(project)[said.span])
    name = workbench.name_of(workbench.codebook(project), said.key)
    assert workbench.undo(project, "zoe") == f"{name} in {TEXT}, as suggested"
    assert (workbench.live_codings(project), suggest(project)) == before
    assert store.accepted(project) == {}
    workbench.redo(project, "zoe")
    assert store.accepted(project) == accepted
    assert store.check(project) == ()


def test_a_decision_keeps_how_sure_it_was_what_it_rested_on_and_what_made_it(project, suggest):
    shown = [one.said for each in suggest(project).values() for one in each]
    yes = next(one for one in shown if one.reason.kind == "quote")
    no = next(one for one in shown if one.reason.kind != "quote")
    coding = workbench.accept(project, "zoe", TEXT, yes)
    workbench.reject(project, "zoe", TEXT, no)
    kept = "SELECT coding, score, calibrated, evidence, model, similarity FROM fact_decision"
    assert set(project.db.execute(kept)) == {
        (made, said.score, 1, f"{said.reason.kind}:{said.reason.source}", said.model, alike)
        for made, said in ((coding.id, yes), (None, no))
        for alike in [said.reason.similarity]
    }


def test_a_suggestion_can_be_accepted_for_part_of_its_turn(project, keys, suggest):
    said = first(project)
    part = Span(said.span.start, said.span.start + 20)
    coding = workbench.accept(project, "zoe", TEXT, said, part)
    assert coding.span == part
    assert store.accepted(project) == {coding.id: (said.span, said.key)}
    assert said.key not in keys(suggest(project)[said.span])
    workbench.undo(project, "zoe")
    assert workbench.live_codings(project, coder="zoe") == ()
    workbench.redo(project, "zoe")
    assert store.check(project) == ()


def test_accepting_twice_is_refused_and_leaves_one_coding(project):
    said = first(project)
    workbench.accept(project, "zoe", TEXT, said)
    with pytest.raises(RefusedError, match=f"is coded as {said.key} already"):
        workbench.accept(project, "zoe", TEXT, said)
    assert len(workbench.live_codings(project, coder="zoe")) == 1
    assert len(store.accepted(project)) == 1


def test_rejecting_hides_the_code_in_that_turn_for_that_coder_and_makes_no_coding(
    project, suggest, keys
):
    said = first(project)
    before, others = suggest(project), suggest(project, "lead")
    codings = workbench.live_codings(project)
    workbench.reject(project, "zoe", TEXT, said)
    after = suggest(project)
    assert {*keys(after[said.span])} == {*keys(before[said.span])} - {said.key}
    assert any(said.key in keys(shown) for shown in after.values())
    assert suggest(project, "lead") == others
    assert workbench.live_codings(project) == codings
    assert store.accepted(project) == {}
    name = workbench.name_of(workbench.codebook(project), said.key)
    assert workbench.undo(project, "zoe") == f"rejected: {name} in {TEXT}"
    assert suggest(project) == before
    workbench.redo(project, "zoe")
    assert suggest(project) == after
    assert store.check(project) == ()


def test_the_export_tells_accepted_suggestions_from_ones_own_idea(sample, tmp_path, run, rows):
    with workbench.opened(sample) as project:
        accepted = workbench.accept(project, "zoe", TEXT, first(project))
        own = workbench.code(project, "zoe", TEXT, accepted.span, "inner.tension")
    assert run("export", sample, "segments", "--to", tmp_path / "s.csv").exit_code == 0
    origin = {row["coding_id"]: row["origin"] for row in rows(tmp_path / "s.csv")}
    assert (origin.pop(accepted.lineage), origin.pop(own.lineage)) == ("suggestion", "own")
    assert set(origin.values()) == {"own"}
