"""Codings whose code has changed since: found, and confirmed by their coders."""

import time

import pytest

from qualbench import store, workbench
from qualbench.errors import RefusedError
from qualbench.model import Span
from qualbench.workbench import Wording

INNER, FIT = "cfir22.inner", "cfir22.inner.compatibility"
SPACE, LAWS = "cfir22.inner.resources.space", "cfir22.outer.policies_laws"
NOT, NOW = Span(33, 36), Span(37, 40)
ROLE = "cfir22.individuals.roles.deliverers"


def again(project, coder="ana"):
    return [shown.coding.key for shown in workbench.second_look(project, coder)]


def test_only_codings_whose_code_reads_differently_are_to_be_looked_at(project):
    assert again(project) == []
    workbench.add_code(project, "lead", "Silence")
    assert again(project) == []
    workbench.reword_code(project, "lead", FIT, Wording(local="here"))
    assert (again(project), again(project, "bo"), again(project, "nobody")) == ([FIT], [FIT], [])
    workbench.undo(project, "lead")
    assert again(project) == []


def test_what_stands_below_a_code_is_part_of_what_it_means(project):
    workbench.add_code(project, "lead", "Corridors", SPACE)
    assert again(project) == [SPACE]


def test_a_role_that_reads_differently_counts_too(project):
    workbench.rename_code(project, "lead", ROLE, "Counsellors")
    assert again(project) == ["cfir22.individuals.characteristics.motivation@deliverers"]


def test_what_was_merged_is_shown_as_its_target_and_those_coded_so_before_stay(project):
    workbench.merge_codes(project, "lead", SPACE, LAWS)
    assert again(project) == [LAWS]
    (shown,) = workbench.second_look(project, "ana")
    assert shown.quote == "two rooms"


def test_confirmed_they_stand_under_the_codebook_in_force_as_one_action(project):
    workbench.rename_code(project, "lead", FIT, "Fit")
    workbench.merge_codes(project, "lead", SPACE, LAWS)
    ids = [shown.coding.id for shown in workbench.second_look(project, "ana")]
    lineages = {shown.coding.lineage for shown in workbench.second_look(project, "ana")}
    made = workbench.confirm(project, "ana", ids)
    assert {coding.lineage for coding in made} == lineages
    assert {coding.code for coding in made} == {FIT, LAWS}
    assert {coding.codebook for coding in made} == {workbench.codebook(project).version}
    assert again(project) == []
    assert workbench.check(project) == ()
    workbench.undo(project, "ana")
    assert again(project) == [FIT, LAWS]


def test_nobody_confirms_anothers_coding_or_what_is_new(project):
    workbench.rename_code(project, "lead", FIT, "Fit")
    (shown,) = workbench.second_look(project, "bo")
    with pytest.raises(RefusedError):
        workbench.confirm(project, "ana", [shown.coding.id])
    workbench.confirm(project, "bo", [shown.coding.id])
    (now,) = (s for s in workbench.live_codings(project, "a", "bo") if s.coding.code == FIT)
    with pytest.raises(RefusedError):
        workbench.confirm(project, "bo", [now.coding.id])


def test_versions_are_compared_once_however_many_codings_there_are(project):
    workbench.rename_code(project, "lead", FIT, "Fit")
    codings = store.codings(project) * 2000
    started = time.perf_counter()
    found = workbench.outdated(project, codings)
    assert time.perf_counter() - started < 0.5
    assert {c.code for c in codings if c.id in found} == {FIT}


@pytest.fixture
def shame(project):
    """A code that bo proposes; ana and bo have coded with it."""
    code = workbench.propose_code(project, "bo", "Shame", INNER, "of asking").id
    workbench.code(project, "ana", "d", NOT, code)
    workbench.code(project, "bo", "d", NOT, code)
    return code


def reword(project, code, definition):
    workbench.reword_code(project, "bo", code, Wording(definition=definition))


def test_a_proposal_in_other_words_is_looked_at_again_by_all_who_coded_with_it(project, shame):
    assert again(project) == again(project, "bo") == []
    reword(project, shame, "of asking for help")
    assert again(project) == again(project, "bo") == [shame]
    workbench.code(project, "ana", "d", NOW, shame)
    (shown,) = workbench.second_look(project, "ana")
    assert shown.quote == "Not"
    workbench.undo(project, "ana")
    workbench.undo(project, "bo")
    assert again(project) == again(project, "bo") == []
    workbench.redo(project, "bo")
    assert again(project) == [shame]


def test_one_coded_with_words_that_were_undone_since_is_looked_at_again(project, shame):
    reword(project, shame, "of asking for help")
    workbench.code(project, "ana", "d", NOW, shame)
    workbench.undo(project, "bo")
    assert [shown.quote for shown in workbench.second_look(project, "ana")] == ["now"]
    (change,) = workbench.changed_since(project, workbench.waiting(project, "ana")[0])
    assert (change.before, change.after) == (("of asking for help",), ("of asking",))


def test_moving_a_proposal_or_wording_it_as_it_was_asks_for_no_look(project, shame):
    workbench.move_code(project, "bo", shame, FIT)
    assert again(project) == []
    reword(project, shame, "of asking for help")
    reword(project, shame, "of asking")
    assert again(project) == []


def test_a_confirmed_coding_of_a_proposal_stands_until_that_changes_again(project, shame):
    reword(project, shame, "of asking for help")
    (coding,) = workbench.waiting(project, "ana")
    workbench.confirm(project, "ana", [coding.id])
    assert again(project) == []
    assert again(project, "bo") == [shame]
    with pytest.raises(RefusedError):
        workbench.confirm(project, "ana", [workbench.live_codings(project, "d")[0].coding.id])
    workbench.reword_code(project, "lead", shame, Wording(definition="of help"))
    assert again(project) == [shame]
    (coding,) = workbench.waiting(project, "ana")
    workbench.revise(project, "ana", coding.id)
    assert again(project) == []
    with pytest.raises(RefusedError):
        workbench.revise(project, "ana", coding.id)
    assert workbench.check(project) == ()


def test_a_proposal_in_other_words_is_looked_at_again_also_after_it_was_adopted(project, shame):
    reword(project, shame, "of asking for help")
    workbench.code(project, "ana", "d", NOW, shame)
    workbench.adopt_code(project, "lead", shame)
    assert [shown.quote for shown in workbench.second_look(project, "ana")] == ["Not"]
    workbench.reword_code(project, "lead", shame, Wording(definition="of asking"))
    assert [shown.quote for shown in workbench.second_look(project, "ana")] == ["now"]


def test_of_what_was_done_in_another_copy_no_order_is_made_up(project, shame):
    reword(project, shame, "of asking for help")
    project.db.execute("DELETE FROM action WHERE id IN (SELECT action FROM fact_proposal)")
    assert again(project) == []


def test_a_proposal_below_a_code_does_not_change_what_that_means(project):
    workbench.propose_code(project, "bo", "Corridors", SPACE)
    workbench.rename_code(project, "lead", FIT, "Fit")
    assert again(project) == [FIT]


def test_what_changed_is_told_item_by_item_for_code_and_role(project):
    workbench.rename_code(project, "lead", ROLE, "Counsellors")
    workbench.merge_codes(project, "lead", SPACE, LAWS)
    before = workbench.codebook(project).by_id[FIT].include
    workbench.reword_code(project, "lead", FIT, Wording(include=(*before, "a", "b")))
    changes = {
        (change.code, change.what): (change.before, change.after)
        for coding in workbench.waiting(project, "ana")
        for change in workbench.changed_since(project, coding)
    }
    assert changes["Counsellors", "name"] == (("Innovation Deliverers",), ("Counsellors",))
    assert changes["Compatibility", "include"] == (before, (*before, "a", "b"))
    assert ("in use",) in (before for before, _ in changes.values())
    assert (f"merged into {workbench.name_of(workbench.codebook(project), LAWS)}",) in (
        after for _, after in changes.values()
    )


def test_what_waits_is_what_is_to_be_looked_at_and_nobody_else_has_any(project):
    workbench.rename_code(project, "lead", FIT, "Fit")
    workbench.rename_code(project, "lead", LAWS, "Laws")
    shown = [shown.coding for shown in workbench.second_look(project, "ana")]
    assert list(workbench.waiting(project, "ana")) == shown
    assert len(shown) == 3
    assert workbench.waiting(project, "nobody") == ()
