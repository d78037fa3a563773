"""Editing a codebook: what each edit gives, what is refused, and what never changes."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qualbench.codebooks import (
    Wording,
    added,
    adopted,
    beside,
    digest,
    from_json,
    load,
    merged,
    moved,
    renamed,
    restored,
    retired,
    reworded,
    split,
    to_json,
)
from qualbench.errors import NotFoundError, QualbenchError, RefusedError
from qualbench.model import Code

BOOK = load("mio")
INNER, CULTURE, FIT = "cfir22.inner", "cfir22.inner.culture", "cfir22.inner.compatibility"
ROLES, TRAITS = "cfir22.individuals.roles", "cfir22.individuals.characteristics"
PROPOSED = Code("proposed.shame.ab12", "Shame", "project", parent=INNER)


def refused(edit, *args, **more):
    with pytest.raises(RefusedError) as caught:
        edit(BOOK, *args, **more)
    return caught.value.message


def test_an_edit_names_the_version_it_was_made_from_and_has_none_yet():
    new, _ = added(BOOK, "Silence", INNER)
    assert (new.version, new.parents) == ("", (BOOK.version,))
    assert from_json(to_json(new)) == new
    assert digest(new) != BOOK.version


def test_a_new_code_stands_last_below_its_parent_under_an_id_of_the_projects_own():
    new, code = added(BOOK, "  Fear of\nCourts ", INNER, " said ")
    assert (code.id, code.name, code.kind) == (
        "own.inner.fear_of_courts",
        "Fear of Courts",
        "project",
    )
    assert (code.definition, new.children(INNER)[-1]) == ("said", code)
    again, below = added(new, "More", code.id)
    assert (below.id, again.by_id[below.id].parent) == (f"{code.id}.more", code.id)
    assert added(BOOK, "Top")[1].id == "own.top"
    assert added(BOOK, "恥", INNER)[1].id == "own.inner.code"


def test_ids_that_meant_something_are_not_given_again():
    assert added(BOOK, "A b", taken={"own.a_b", "own.a_b_2"})[1].id == "own.a_b_3"


def test_a_new_role_has_a_last_part_of_its_own():
    name = BOOK.children(ROLES)[0].id.rpartition(".")[2]
    assert added(BOOK, name, ROLES)[1].id.endswith(f"{name}_2")


@pytest.mark.parametrize("name", ["", " \n", "a\x1b[31m", "x" * 81, "CULTURE"])
def test_names_that_nobody_could_tell_apart_or_read_are_refused(name):
    refused(added, name, INNER)


def test_a_name_is_changed_and_the_one_before_still_found():
    new = renamed(BOOK, CULTURE, "Climate")
    assert (new.by_id[CULTURE].name, "Culture" in new.by_id[CULTURE].aliases) == ("Climate", True)
    back = renamed(new, CULTURE, "Culture").by_id[CULTURE]
    assert (back.name, "Culture" in back.aliases) == ("Culture", False)


def test_the_projects_own_code_is_reworded_freely():
    book, code = added(BOOK, "Silence", INNER, "old")
    said = Wording(definition="new", include=("a", " b ", "a", ""), examples=("x",))
    new = reworded(book, code.id, said).by_id[code.id]
    assert (new.definition, new.include, new.examples) == ("new", ("a", "b"), ("x",))


def test_a_frameworks_code_takes_additions_and_keeps_its_own_texts():
    code = BOOK.by_id[FIT]
    said = Wording(local="here", include=(*code.include, "more"))
    new = reworded(BOOK, FIT, said).by_id[FIT]
    assert (new.local, new.include, new.definition) == (
        "here",
        (*code.include, "more"),
        code.definition,
    )
    assert "the framework's" in refused(reworded, FIT, Wording(definition="mine"))
    refused(reworded, FIT, Wording(include=()))
    base = load("cfir-2022").by_id[FIT]
    kept = reworded(BOOK, FIT, Wording(examples=base.examples), base).by_id[FIT]
    assert kept.examples == base.examples != code.examples


def test_what_is_moved_takes_all_below_it_along_and_keeps_its_id():
    new = moved(BOOK, CULTURE, "cfir22.outer", 0)
    assert new.children("cfir22.outer")[0].id == CULTURE
    assert new.children(CULTURE) == BOOK.children(CULTURE)
    assert new.by_id.keys() == BOOK.by_id.keys()


def test_a_place_counts_the_other_children():
    ids = [code.id for code in BOOK.children(INNER)]
    new = moved(BOOK, ids[0], INNER, 1)
    assert [code.id for code in new.children(INNER)][:3] == [ids[1], ids[0], ids[2]]


def test_a_merge_retires_the_one_and_its_children_go_to_the_other():
    new = merged(BOOK, CULTURE, FIT)
    gone = new.by_id[CULTURE]
    assert (gone.retired, gone.merged_into) == (True, FIT)
    assert {c.id for c in new.children(FIT)} >= {c.id for c in BOOK.children(CULTURE)}
    back = restored(new, CULTURE).by_id[CULTURE]
    assert (back.retired, back.merged_into) == (False, "")


def test_parts_below_leave_the_code_in_use_and_parts_beside_retire_it():
    below = split(BOOK, FIT, [("Time", "of day"), ("Rooms", "")])
    names = [(c.name, c.definition) for c in below.children(FIT)][-2:]
    assert (names, below.by_id[FIT].retired) == ([("Time", "of day"), ("Rooms", "")], False)
    other = split(BOOK, FIT, [("Time", ""), ("Rooms", "")], beside=True)
    ids = [code.id for code in other.children(INNER)]
    assert other.by_id[FIT].retired
    at = ids.index(FIT)
    assert ids[at + 1 : at + 3] == ["own.inner.time", "own.inner.rooms"]
    assert other.parents == (BOOK.version,)


def test_a_retired_code_stays_in_the_book_and_can_be_restored():
    new = retired(BOOK, FIT)
    assert new.by_id[FIT].retired
    assert restored(new, FIT).by_id[FIT] == BOOK.by_id[FIT]
    with pytest.raises(RefusedError):
        added(new, "Below", FIT)


def test_a_proposal_is_adopted_under_its_own_id():
    new = adopted(BOOK, PROPOSED, CULTURE)
    assert new.by_id[PROPOSED.id].parent == CULTURE
    refused(adopted, PROPOSED, ROLES)


def test_what_stands_beside_keeps_the_version_and_never_gets_lost():
    one = replace(PROPOSED, id="proposed.a", parent="proposed.b")
    two = replace(PROPOSED, id="proposed.b", parent="proposed.a")
    new = beside(BOOK, [PROPOSED, replace(PROPOSED, id="proposed.c", parent="gone"), one, two])
    assert new.version == BOOK.version
    assert new.by_id[PROPOSED.id].parent == INNER
    assert {new.by_id[f"proposed.{name}"].parent for name in "abc"} == {None}
    assert beside(BOOK, []) is BOOK


NONSENSE = {
    "below itself": (moved, INNER, CULTURE),
    "where it stands": (moved, FIT, INNER, [c.id for c in BOOK.children(INNER)].index(FIT)),
    "the roles elsewhere": (moved, ROLES, INNER),
    "a role elsewhere": (moved, BOOK.children(ROLES)[0].id, INNER),
    "a code among the roles": (moved, FIT, ROLES),
    "a code among the characteristics": (moved, FIT, TRAITS),
    "into itself": (merged, FIT, FIT),
    "a parent into its child": (merged, INNER, FIT),
    "the roles": (merged, ROLES, FIT),
    "a role into no role": (merged, BOOK.children(ROLES)[0].id, FIT),
    "a characteristic into none": (merged, BOOK.children(TRAITS)[0].id, FIT),
    "retire what roles hang on": (retired, "cfir22.individuals"),
    "restore what is in use": (restored, FIT),
    "the same name": (renamed, FIT, "Compatibility"),
    "nothing new": (reworded, FIT, Wording()),
    "one part": (split, FIT, [("One", "")]),
    "parts of the roles": (split, ROLES, [("One", ""), ("Two", "")]),
}


@pytest.mark.parametrize("edit", NONSENSE.values(), ids=NONSENSE)
def test_nonsense_is_refused(edit):
    refused(*edit)


def test_nothing_is_merged_into_a_retired_code_nor_twice():
    new = merged(BOOK, CULTURE, FIT)
    for pair in ((FIT, CULTURE), (CULTURE, INNER)):
        with pytest.raises(RefusedError):
            merged(new, *pair)


def test_an_unknown_code_is_not_found():
    for edit in (retired, restored):
        with pytest.raises(NotFoundError):
            edit(BOOK, "nope")
    with pytest.raises(NotFoundError):
        added(BOOK, "X", "nope")


IDS = st.sampled_from([code.id for code in BOOK.codes])
EDITS = st.one_of(
    st.tuples(st.just(lambda b, p, n: added(b, n, p)[0]), IDS, st.text("ab ", min_size=1)),
    st.tuples(st.just(lambda b, c, p: moved(b, c, p)), IDS, IDS),
    st.tuples(st.just(lambda b, c, t: merged(b, c, t)), IDS, IDS),
    st.tuples(st.just(lambda b, c, _: retired(b, c)), IDS, IDS),
    st.tuples(st.just(lambda b, c, _: restored(b, c)), IDS, IDS),
    st.tuples(st.just(lambda b, c, n: renamed(b, c, n)), IDS, st.text("ab", min_size=1)),
    st.tuples(st.just(lambda b, c, _: split(b, c, [("x", ""), ("y", "")])), IDS, IDS),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(EDITS, max_size=12))
def test_whatever_is_edited_the_tree_holds_every_code_once_after_its_parent(edits):
    book = BOOK
    for edit, *args in edits:
        try:
            book = edit(book, *args)
        except QualbenchError:
            continue
        seen = set()
        for code in book.codes:
            assert code.parent is None or code.parent in seen
            seen.add(code.id)
        assert len(seen) == len(book.codes)
        assert seen >= BOOK.by_id.keys()
        for code in book.codes:
            assert not code.merged_into or (code.retired and code.merged_into in seen)
        assert {c.id for c in BOOK.children(ROLES)} <= {c.id for c in book.children(ROLES)}
