"""Memos on anything: written, changed, dropped, and who sees them."""

from time import sleep

import pytest

from qualbench import store, workbench
from qualbench.errors import NotFoundError, RefusedError
from qualbench.model import Span

PRIORITY = "cfir22.inner.priority"


@pytest.fixture
def coding(project):
    return workbench.code(project, "bo", "d", Span(33, 36), PRIORITY)


def write(project, coder, target, about, text):
    """A memo at a time of its own: times count in milliseconds."""
    sleep(0.002)
    return workbench.write_memo(project, coder, target, about, text)


def seen(project, viewer, *of):
    return [(memo.memo.text, memo.coder, memo.on) for memo in workbench.memos(project, viewer, *of)]


def test_a_memo_says_what_it_is_on_and_where(project, coding):
    hashes = store.transcript_names(project)
    d = next(text for text, name in hashes.items() if name == "d")
    for target, about in (
        ("project", ""),
        ("transcript", "d"),
        ("code", "inner.priority"),
        ("case", "P4"),
        ("coding", coding.id[-12:]),
    ):
        write(project, "bo", target, about, f" *{target}* \n")
    found = workbench.memos(project, "bo")
    assert [(m.memo.target, m.memo.text, m.on, m.transcript, m.span) for m in found] == [
        ("project", "*project*", "the project tiny", "", None),
        ("transcript", "*transcript*", "d", d, None),
        ("code", "*code*", "Relative Priority", "", None),
        ("case", "*case*", "participant P4", "", None),
        ("coding", "*coding*", "Relative Priority in d", d, Span(33, 36)),
    ]
    assert [m.memo.about for m in found] == [project.project, d, PRIORITY, "P4", coding.lineage]
    for memo in found:
        assert workbench.memos(project, "bo", memo.memo.target, memo.memo.about) == (memo,)
    assert store.check(project) == ()


@pytest.mark.parametrize(
    ("target", "about"),
    [("transcript", "zz"), ("code", "cfir22.nothing"), ("case", "P9"), ("coding", "0" * 36)],
)
def test_a_memo_on_what_is_not_there_is_refused(project, target, about):
    before = store.facts_digest(project)
    with pytest.raises(NotFoundError) as caught:
        write(project, "ana", target, about, "x")
    assert caught.value.hint
    assert store.facts_digest(project) == before


@pytest.mark.parametrize("text", ["", " \n\t"])
def test_an_empty_memo_is_refused(project, text):
    memo = write(project, "ana", "project", "", "x")
    for verb, *args in (
        (workbench.write_memo, "project", ""),
        (workbench.edit_memo, memo.id),
    ):
        with pytest.raises(RefusedError, match="empty"):
            verb(project, "ana", *args, text)


def test_a_changed_memo_keeps_its_line_and_stands_last(project):
    first = write(project, "ana", "project", "", "one")
    write(project, "ana", "project", "", "two")
    sleep(0.002)
    now = workbench.edit_memo(project, "ana", first.id[-12:], "three")
    assert now.lineage == first.lineage
    assert [text for text, *_ in seen(project, "ana")] == ["two", "three"]
    assert workbench.undo(project, "ana") == "memo changed on the project tiny"
    assert [text for text, *_ in seen(project, "ana")] == ["one", "two"]


def test_a_dropped_memo_does_not_come_back_as_it_was_before(project):
    first = write(project, "ana", "project", "", "one")
    now = workbench.edit_memo(project, "ana", first.id, "two")
    workbench.drop_memo(project, "ana", now.id)
    assert seen(project, "ana") == []
    assert workbench.undo(project, "ana") == "memo dropped from the project tiny; it stands again"
    assert [text for text, *_ in seen(project, "ana")] == ["two"]


def test_nobody_changes_or_drops_what_somebody_else_wrote(project):
    memo = write(project, "ana", "project", "", "one")
    for verb, *args in ((workbench.edit_memo, "two"), (workbench.drop_memo,)):
        with pytest.raises(RefusedError, match=f"^memo {memo.id} is not by bo$"):
            verb(project, "bo", memo.id, *args)
    with pytest.raises(RefusedError, match="says that already"):
        workbench.edit_memo(project, "ana", memo.id, " one ")


def test_until_they_submit_coders_do_not_see_what_others_wrote_on_the_interview(project, coding):
    write(project, "bo", "coding", coding.id, "on coding")
    write(project, "bo", "transcript", "d", "on transcript")
    write(project, "bo", "code", PRIORITY, "on code")
    write(project, "bo", "case", "P4", "on case")
    assert [text for text, *_ in seen(project, "ana")] == ["on code", "on case"]
    assert [text for text, *_ in seen(project, "stranger")] == ["on code", "on case"]
    workbench.submit(project, "ana", ["d"])
    assert len(seen(project, "ana")) == 4


def test_a_memo_on_what_one_cannot_see_is_refused(project, coding):
    with pytest.raises(NotFoundError, match="that you can see"):
        write(project, "ana", "coding", coding.id, "x")


def test_a_memo_outlives_the_coding_that_was_retracted(project, coding):
    write(project, "bo", "coding", coding.id, "kept")
    workbench.retract(project, "bo", [coding.id])
    assert seen(project, "bo") == [("kept", "bo", "Relative Priority in d (retracted)")]


def test_memos_on_a_coding_are_its_own_coders_alone(project, coding):
    workbench.submit(project, "ana", ["d"])
    write(project, "bo", "coding", coding.id, "mine")
    write(project, "bo", "coding", coding.id, "again")
    write(project, "ana", "coding", coding.id, "theirs")
    assert store.find_coding(project, coding.id).memo == "mine\nagain"
