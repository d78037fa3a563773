"""A coder's own codes: proposed, used at once, changed, adopted or merged by a lead."""

import pytest

from qualbench import workbench
from qualbench.errors import RefusedError
from qualbench.model import Span
from qualbench.workbench import Wording

INNER, FIT = "cfir22.inner", "cfir22.inner.compatibility"
NOT, NOW = Span(33, 36), Span(37, 40)


@pytest.fixture
def shame(project):
    return workbench.propose_code(project, "bo", "Shame", INNER, "of asking").id


def test_a_proposal_is_beside_the_codebook_and_can_be_used_at_once(project, shame):
    version = workbench.codebook_versions(project)[-1].version
    book = workbench.codebook(project)
    assert (book.version, book.by_id[shame].parent) == (version, INNER)
    assert shame.startswith("proposed.shame.") and len(shame.rpartition(".")[2]) == 4
    assert workbench.proposals(project) == {shame: "bo"}
    assert workbench.code(project, "bo", "d", NOT, "Shame").code == shame
    assert workbench.check(project) == ()


def test_a_new_coder_may_propose_but_not_what_is_there(project):
    assert workbench.propose_code(project, "cy", "Silence").parent is None
    for name, parent in (("Culture", INNER), ("", INNER), ("X", "cfir22.individuals.roles")):
        with pytest.raises(RefusedError):
            workbench.propose_code(project, "cy", name, parent)


def test_undo_takes_a_proposal_back_and_others_codings_of_it_still_resolve(project, shame):
    workbench.code(project, "ana", "d", NOT, shame)
    workbench.undo(project, "bo")
    assert workbench.proposals(project) == {}
    assert workbench.codebook(project).by_id[shame].retired
    workbench.undo(project, "ana")
    assert shame not in workbench.codebook(project).by_id
    workbench.redo(project, "bo")
    assert workbench.proposals(project) == {shame: "bo"}


def test_adopted_it_keeps_its_id_and_undo_makes_it_a_proposal_again(project, shame):
    coding = workbench.code(project, "bo", "d", NOT, shame)
    assert workbench.adopt_code(project, "lead", shame, FIT, "agreed").parent == FIT
    assert workbench.proposals(project) == {}
    assert coding.code in workbench.codebook(project).by_id
    # what it was adopted under means something else now, itself it does not
    assert [s.coding.code for s in workbench.second_look(project, "bo")] == [FIT]
    workbench.undo(project, "lead")
    assert (workbench.proposals(project), workbench.codebook(project).by_id[shame].parent) == (
        {shame: "bo"},
        INNER,
    )


def test_it_can_be_merged_even_into_one_of_its_name(project):
    one = workbench.add_code(project, "lead", "Shame", INNER).id
    other = workbench.propose_code(project, "bo", "Shame", "").id
    workbench.code(project, "bo", "d", NOT, other)
    workbench.merge_codes(project, "lead", other, one)
    assert workbench.codebook(project).by_id[other].merged_into == one
    (shown,) = workbench.live_codings(project, "d", "bo")
    assert shown.coding.code == one
    assert [s.coding.id for s in workbench.second_look(project, "bo")] == [shown.coding.id]


def test_its_coder_or_a_lead_changes_it_and_nobody_else(project, shame):
    workbench.rename_code(project, "bo", shame, "Shyness")
    workbench.reword_code(project, "lead", shame, Wording(definition="clearer"))
    workbench.move_code(project, "bo", shame, FIT)
    code = workbench.codebook(project).by_id[shame]
    assert (code.name, code.definition, code.parent) == ("Shyness", "clearer", FIT)
    assert workbench.proposals(project) == {shame: "bo"}
    assert len(workbench.codebook_versions(project)) == 1
    with pytest.raises(RefusedError, match="proposed by bo"):
        workbench.retire_code(project, "ana", shame)
    assert workbench.retire_code(project, "bo", shame).retired
    assert not workbench.restore_code(project, "bo", shame).retired
    workbench.undo(project, "bo")
    workbench.undo(project, "bo")
    assert not workbench.codebook(project).by_id[shame].retired


def test_what_is_only_proposed_holds_nothing_of_the_codebook(project, shame):
    for change in (
        lambda: workbench.add_code(project, "lead", "Below", shame),
        lambda: workbench.move_code(project, "lead", FIT, shame),
        lambda: workbench.merge_codes(project, "lead", FIT, shame),
        lambda: workbench.split_code(project, "lead", shame, [("a", ""), ("b", "")]),
        lambda: workbench.adopt_code(project, "lead", FIT),
    ):
        with pytest.raises(RefusedError):
            change()
