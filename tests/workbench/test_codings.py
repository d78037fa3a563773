"""Coding several at once, revising, taking back, starring; and how merged codes are read."""

from dataclasses import replace

import pytest

from qualbench import store, workbench
from qualbench.errors import NotFoundError, RefusedError
from qualbench.model import Codebook, Reason, Span, Suggestion
from qualbench.workbench import Wanted

PRIORITY, SPACE = "cfir22.inner.priority", "cfir22.inner.resources.space"
MOTIVATION = "cfir22.individuals.characteristics.motivation"
NOT, NOW = Span(33, 36), Span(37, 40)


@pytest.fixture
def made(project):
    """A coding by bo in d."""
    return workbench.code(project, "bo", "d", NOT, PRIORITY, memo="why", note="or tension?")


def own(project, coder="bo", transcript="d"):
    """Where and what a coder coded."""
    found = workbench.live_codings(project, transcript, coder)
    return [(shown.coding.span, shown.coding.key) for shown in found]


def test_several_codes_are_one_action(project):
    keys = ["inner.priority", f"{MOTIVATION}@deliverers", PRIORITY, "Physical Infrastructure"]
    made = workbench.code_all(project, "bo", "d", NOT, [*keys[:3], SPACE])
    assert [coding.key for coding in made] == [PRIORITY, f"{MOTIVATION}@deliverers", SPACE]
    assert workbench.undo(project, "bo") == "3 codings in d"
    assert own(project) == []
    assert workbench.redo(project, "bo") == "3 codings in d"
    assert len(own(project)) == 3


def test_of_several_codes_those_that_are_there_are_left_out(project, made):
    (added,) = workbench.code_all(project, "bo", "d", NOT, [PRIORITY, SPACE])
    assert added.code == SPACE
    before = store.facts_digest(project)
    with pytest.raises(RefusedError, match=r"^d: 33:36 has all of these codes already$"):
        workbench.code_all(project, "bo", "d", NOT, [SPACE, PRIORITY])
    assert store.facts_digest(project) == before


def test_one_unknown_code_among_several_records_none(project):
    with pytest.raises(NotFoundError):
        workbench.code_all(project, "bo", "d", NOT, [PRIORITY, "cfir22.nothing"])
    assert own(project) == []


def test_a_revision_changes_what_is_said_and_keeps_the_rest_and_the_lineage(project, made):
    now = workbench.revise(project, "bo", made.id, span=NOW)
    assert (now.lineage, now.span, now.key) == (made.lineage, NOW, made.key)
    assert (now.memo, now.note) == ("why", "or tension?")
    now = workbench.revise(project, "bo", now.id, code=f"{MOTIVATION}@recipients", valence="-")
    assert (now.key, now.valence) == (f"{MOTIVATION}@recipients", "-")
    now = workbench.revise(project, "bo", now.id, valence="", note="", unsure=True)
    assert (now.valence, now.note, now.unsure, now.role) == (None, "", True, "recipients")
    assert own(project) == [(NOW, f"{MOTIVATION}@recipients")]
    assert store.check(project) == ()


def test_a_revised_coding_is_found_by_every_id_it_ever_had(project, made):
    now = workbench.revise(project, "bo", made.id[-12:], span=NOW)
    assert workbench.revise(project, "bo", made.id, note="x").lineage == made.id
    assert workbench.revise(project, "bo", now.id[-12:], note="y").lineage == made.id


@pytest.mark.parametrize(
    "change",
    [
        {},
        {"span": NOT, "code": PRIORITY, "note": "or tension?", "unsure": False, "valence": ""},
    ],
)
def test_a_revision_that_changes_nothing_is_refused(project, made, change):
    before = store.facts_digest(project)
    with pytest.raises(RefusedError, match=f"^coding {made.id} would stay as it is$"):
        workbench.revise(project, "bo", made.id, **change)
    assert store.facts_digest(project) == before


def test_under_a_new_codebook_a_coding_can_be_looked_at_again(project, made):
    workbench.rename_code(project, "lead", SPACE, "Rooms")
    now = workbench.revise(project, "bo", made.id)
    assert now.codebook == workbench.codebook(project).version != made.codebook
    assert workbench.undo(project, "bo") == "looked at again: Relative Priority in d"


@pytest.mark.parametrize("span", [Span(33, 400), Span(36, 37), Span(36, 36), Span(40, 33)])
def test_a_coding_is_not_moved_to_where_there_are_no_words(project, made, span):
    with pytest.raises(RefusedError, match=rf"^d: {span.start}:{span.end} "):
        workbench.revise(project, "bo", made.id, span=span)


def test_a_coding_is_not_made_the_same_as_another_but_may_be_as_somebody_elses(project, made):
    other = workbench.code(project, "bo", "d", NOW, PRIORITY)
    with pytest.raises(RefusedError, match=r"^d: 33:36 is coded as cfir22\.inner\.priority"):
        workbench.revise(project, "bo", other.id, span=NOT)
    (theirs,) = workbench.live_codings(project, "d", "ana")
    assert workbench.revise(project, "bo", made.id, span=theirs.coding.span)


def test_nobody_revises_or_retracts_what_is_somebody_elses(project, made):
    for verb in (
        lambda: workbench.revise(project, "ana", made.id, span=NOW),
        lambda: workbench.retract(project, "ana", [made.id]),
    ):
        with pytest.raises(RefusedError, match=f"^coding {made.id} is not by ana$"):
            verb()


def test_a_retracted_coding_does_not_come_back_as_it_was_before_its_revision(project, made):
    now = workbench.revise(project, "bo", made.id, span=NOW)
    now = workbench.revise(project, "bo", now.id, code=SPACE)
    assert workbench.retract(project, "bo", [now.id, made.id]) == (now,)
    assert own(project) == []
    assert workbench.undo(project, "bo") == "retracting Space in d; it stands again"
    assert own(project) == [(NOW, SPACE)]
    assert workbench.undo(project, "bo") == "Space instead of Relative Priority in d"
    assert own(project) == [(NOW, PRIORITY)]
    assert workbench.undo(project, "bo") == "edges of Relative Priority in d"
    assert own(project) == [(NOT, PRIORITY)]


def test_a_star_is_put_on_and_taken_off_and_is_each_coders_own(project, made):
    assert workbench.star(project, "bo", made.id)
    now = workbench.revise(project, "bo", made.id, span=NOW)
    assert now.starred
    assert not workbench.star(project, "bo", now.lineage)
    assert not store.find_coding(project, now.id).starred
    assert workbench.undo(project, "bo") == "star taken off Relative Priority in d; it stands again"
    assert store.find_coding(project, now.id).starred
    workbench.submit(project, "ana", ["d"])
    assert workbench.star(project, "ana", now.id)
    assert not workbench.star(project, "ana", now.id)
    assert store.find_coding(project, now.id).starred


def test_nobody_stars_what_they_cannot_see(project, made):
    with pytest.raises(NotFoundError):
        workbench.star(project, "ana", made.id)


def test_a_viewer_sees_own_codings_and_those_of_what_they_submitted(project, made):
    def seen(viewer, *transcript):
        found = workbench.visible(project, viewer, *transcript)
        return {(shown.transcript, shown.coder) for shown in found}

    assert seen("bo", "d") == {("d", "bo")}
    assert seen("bo") == {("a", "ana"), ("a", "bo"), ("b", "ana"), ("b", "bo"), ("d", "bo")}
    assert seen("nobody") == set()


@pytest.fixture
def merged(project, made):
    """Priority was merged into Space, on which bo has coded too."""
    workbench.code(project, "bo", "d", NOW, SPACE)
    workbench.merge_codes(project, "lead", PRIORITY, SPACE)
    return project


def test_a_merged_code_is_read_as_what_it_became_everywhere(merged):
    assert own(merged) == [(NOT, SPACE), (NOW, SPACE)]
    seen = workbench.page(merged, "bo", "d").codings
    assert {shown.coding.code for shown in seen} == {SPACE}
    workbench.submit(merged, "bo", ["c", "d"])
    workbench.submit(merged, "ana", ["d"])
    rows = {row.code: row for row in workbench.agree(merged, "lead").codes}
    assert PRIORITY not in rows
    workbench.undo(merged, "lead")
    assert own(merged) == [(NOT, PRIORITY), (NOW, SPACE)]


def test_a_merged_code_is_offered_no_more_and_its_codings_count_as_the_other(merged, made):
    with pytest.raises(RefusedError, match=r"priority was retired$") as caught:
        workbench.code(merged, "bo", "a", Span(0, 5), PRIORITY)
    assert SPACE in caught.value.hint
    with pytest.raises(RefusedError, match=r"is coded as cfir22\.inner\.resources\.space already"):
        workbench.code(merged, "bo", "d", NOT, SPACE)
    now = workbench.revise(merged, "bo", made.id, valence="+")
    assert now.code == SPACE
    assert store.check(merged) == ()


def test_of_two_codings_that_a_merge_made_the_same_each_can_still_be_marked(project, made):
    other = workbench.code(project, "bo", "d", NOT, SPACE)
    workbench.merge_codes(project, "lead", PRIORITY, SPACE)
    assert own(project) == [(NOT, SPACE), (NOT, SPACE)]
    for coding in (made, other):
        assert workbench.revise(project, "bo", coding.id, unsure=True).unsure
    workbench.retract(project, "bo", [made.id])
    assert own(project) == [(NOT, SPACE)]


def test_exports_have_the_code_that_a_merged_one_became(merged, tmp_path, rows, done):
    to = tmp_path / "s.csv"
    workbench.export(merged, "segments", to, wanted=Wanted("coder:bo"))
    found = {row["start_char"]: row for row in rows(to) if row["document_id"] == "d"}
    assert {row["code_id"] for row in found.values()} == {SPACE}
    assert (found["33"]["note"], found["33"]["starred"]) == ("or tension?", "0")
    workbench.submit(merged, "bo", ["d"])
    workbench.export(
        merged, "counts", tmp_path / "m.csv", wanted=Wanted("coder:bo", ("transcript",))
    )
    (row,) = (row for row in rows(tmp_path / "m.csv") if row["transcript"] == "d")
    assert row[SPACE] == "2"
    assert PRIORITY not in row


def test_a_revised_coding_that_was_suggested_stays_one(project, tmp_path, rows):
    why = Reason("definition", PRIORITY, "x", 0.5)
    made = workbench.accept(project, "bo", "d", Suggestion(NOT, PRIORITY, 0.5, True, why, "small"))
    workbench.revise(project, "bo", made.id, span=NOW, code=SPACE)
    workbench.star(project, "bo", made.id)
    workbench.export(project, "segments", tmp_path / "s.csv", wanted=Wanted("coder:bo"))
    (row,) = (row for row in rows(tmp_path / "s.csv") if row["document_id"] == "d")
    assert (row["coding_id"], row["origin"], row["starred"]) == (made.id, "suggestion edited", "1")
    for _ in range(3):
        workbench.undo(project, "bo")
    assert own(project) == []


def test_a_loaded_coding_that_was_revised_is_not_taken_for_a_retracted_one(project, tmp_path):
    file = tmp_path / "c.csv"
    file.write_text("coder,transcript,quote,code\nbo,d,Not now,inner.priority\n")
    workbench.load_codings(project, file)
    ((span, _),) = own(project)
    (shown,) = workbench.live_codings(project, "d", "bo")
    workbench.revise(project, "bo", shown.coding.id, code=SPACE)
    again = workbench.load_codings(project, file)
    assert (again.added, again.already, again.retracted) == (0, 1, 0)
    assert own(project) == [(span, SPACE)]


def test_a_proposed_code_is_exported_before_it_is_in_the_codebook(project, tmp_path, rows):
    code = workbench.propose_code(project, "bo", "Rest")
    workbench.code(project, "bo", "d", NOT, code.id)
    workbench.export(project, "segments", tmp_path / "s.csv")
    (row,) = (row for row in rows(tmp_path / "s.csv") if row["code_id"] == code.id)
    assert row["code_path"] == "Rest"


def test_merges_are_followed_to_the_end(project, made):
    book = _merging(workbench.codebook(project), {PRIORITY: SPACE, SPACE: MOTIVATION})
    (now,) = workbench.resolved(book, [store.find_coding(project, made.id)])
    assert now.code == MOTIVATION


def _merging(book: Codebook, into: dict[str, str]) -> Codebook:
    codes = (replace(code, merged_into=into.get(code.id, "")) for code in book.codes)
    return replace(book, codes=tuple(codes))


def test_a_merged_role_and_a_role_on_what_takes_none_any_more(project):
    book = workbench.codebook(project)
    roles = [role.id for role in book.children(book.roles)][:2]
    first, second = (role.rpartition(".")[2] for role in roles)
    coding = workbench.code(project, "bo", "d", NOT, f"{MOTIVATION}@{first}")
    (now,) = workbench.resolved(_merging(book, {roles[0]: roles[1]}), [coding])
    assert now.key == f"{MOTIVATION}@{second}"
    (now,) = workbench.resolved(_merging(book, {MOTIVATION: SPACE}), [coding])
    assert now.key == SPACE
    circle = _merging(book, {PRIORITY: SPACE, SPACE: PRIORITY})
    assert workbench.resolved(circle, [coding]) == (coding,)


def test_a_lead_sees_what_was_submitted_of_transcripts_that_the_lead_does_not_code(tiny):
    with workbench.opened(tiny) as project:
        seen = workbench.visible(project, "lead")
        assert {(one.coder, one.transcript) for one in seen} == {
            *(("ana", name) for name in "abc"),
            *(("bo", name) for name in "ab"),
        }
        workbench.code(project, "lead", "a", Span(11, 17), "inner.compatibility")
        seen = workbench.visible(project, "lead", "a")
        assert {one.coder for one in seen} == {"lead"}
