"""Leads change the codebook: versions, notes, undo, and who may do it."""

import pytest

from qualbench import store, workbench
from qualbench.errors import NotFoundError, RefusedError
from qualbench.model import Span
from qualbench.workbench import Wording

INNER, FIT = "cfir22.inner", "cfir22.inner.compatibility"
SPACE = "cfir22.inner.resources.space"
NOT = Span(33, 36)


def history(project):
    return [(v.number, v.author, v.note, v.changes) for v in workbench.codebook_versions(project)]


def test_each_change_is_a_version_with_a_note_and_undone_as_one_action(project):
    first = workbench.codebook(project)
    code = workbench.add_code(project, "lead", "Silence", INNER, "says nothing", "asked\nby bo")
    assert workbench.codebook(project).by_id[code.id] == code
    workbench.rename_code(project, "lead", code.id, "Quiet")
    assert history(project) == [
        (1, "lead", "", ()),
        (2, "lead", "asked by bo", ("added Silence under Inner Setting",)),
        (3, "lead", "", ("renamed Silence to Quiet",)),
    ]
    workbench.undo(project, "lead")
    assert [v.current for v in workbench.codebook_versions(project)] == [False, True]
    workbench.undo(project, "lead")
    assert workbench.codebook(project) == first
    workbench.redo(project, "lead")
    workbench.redo(project, "lead")
    assert workbench.codebook(project).by_id[code.id].name == "Quiet"
    assert workbench.check(project) == ()


def test_every_verb_publishes_what_its_edit_gives(project):
    lead = (project, "lead")
    a = workbench.add_code(*lead, "A", INNER).id
    b = workbench.add_code(*lead, "B", INNER).id
    assert workbench.move_code(*lead, b, INNER, 0).id == b
    assert workbench.codebook(project).children(INNER)[0].id == b
    assert workbench.reword_code(*lead, b, Wording(definition="x")).definition == "x"
    parts = workbench.split_code(*lead, a, [("One", ""), ("Two", "")], beside=True)
    assert [part.name for part in parts] == ["One", "Two"]
    assert workbench.restore_code(*lead, a).retired is False
    assert workbench.merge_codes(*lead, a, b).id == b
    assert workbench.retire_code(*lead, b).retired
    said = [change for *_, changes in history(project) for change in changes]
    assert said == [
        "added A under Inner Setting",
        "added B under Inner Setting",
        "reordered Inner Setting",
        "reworded B (definition)",
        "retired A",
        "added One under Inner Setting",
        "added Two under Inner Setting",
        "restored A",
        "merged A into B",
        "retired B",
    ]


@pytest.mark.parametrize("name", ["ana", "nobody"])
def test_who_does_not_lead_is_told_who_does(project, name):
    with pytest.raises(RefusedError) as caught:
        workbench.rename_code(project, name, FIT, "Fit")
    assert (caught.value.message, caught.value.hint) == (
        f"{name} is not a lead",
        "Ask lead, who leads this project.",
    )
    assert len(workbench.codebook_versions(project)) == 1


def test_what_is_refused_leaves_no_fact(project):
    before = store.facts_digest(project)
    with pytest.raises(NotFoundError):
        workbench.retire_code(project, "lead", "nope")
    with pytest.raises(RefusedError):
        workbench.merge_codes(project, "lead", FIT, FIT)
    assert store.facts_digest(project) == before


def test_a_framework_code_of_an_overlay_keeps_what_the_framework_says(project):
    base = workbench.canon(project, FIT)
    overlaid = workbench.codebook(project).by_id[FIT]
    assert base.examples != overlaid.examples
    said = Wording(examples=base.examples)
    assert workbench.reword_code(project, "lead", FIT, said).examples == base.examples
    with pytest.raises(RefusedError):
        workbench.reword_code(project, "lead", FIT, Wording(definition="mine"))


def test_codings_made_under_a_version_that_was_undone_still_resolve(project):
    code = workbench.add_code(project, "lead", "Silence", INNER)
    made = workbench.code(project, "bo", "d", NOT, code.id)
    workbench.undo(project, "lead")
    book = workbench.codebook(project)
    assert (book.by_id[code.id].retired, book.path(code.id)) == (True, "Inner Setting > Silence")
    assert workbench.name_of(book, made.key) == "Silence"
    assert workbench.check(project) == ()
    workbench.undo(project, "bo")
    assert code.id not in workbench.codebook(project).by_id
    other = workbench.add_code(project, "lead", "Silence", INNER)
    assert other.id != code.id


def test_counts_follow_merges_and_show_a_coder_only_what_may_be_seen(project):
    assert workbench.code_counts(project)[SPACE] == 2
    workbench.merge_codes(project, "lead", SPACE, FIT)
    every = workbench.code_counts(project)
    assert (every[FIT], SPACE in every) == (4, False)
    assert workbench.code_counts(project, "nobody") == {}
    # bo has not submitted c and d, where only ana has coded
    hidden = sum(every.values()) - sum(workbench.code_counts(project, "bo").values())
    assert hidden == 2
