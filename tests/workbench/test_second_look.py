"""Codings whose code has changed since: found, and confirmed by their coders."""

import time

import pytest

from qualbench import store, workbench
from qualbench.errors import RefusedError
from qualbench.workbench import Wording

INNER, FIT = "cfir22.inner", "cfir22.inner.compatibility"
SPACE, LAWS = "cfir22.inner.resources.space", "cfir22.outer.policies_laws"
ROLE = "cfir22.individuals.roles.deliverers"


@pytest.fixture
def project(tiny):
    with workbench.opened(tiny) as opened:
        yield opened


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
