"""What coders were shown: recorded once, and taken back by nobody."""

import shutil
from pathlib import Path

import pytest

from qualbench import store
from qualbench.errors import RefusedError
from qualbench.model import Reason, Showing, Span, Suggestion
from qualbench.store import Draft

CODE = "tiny.motivation"
SAID = Suggestion(
    Span(3, 9), f"{CODE}@deliverers", 0, False, Reason("quote", "q1", "No time", 0.5), "small"
)


@pytest.fixture
def text(empty):
    text = empty.text("a01")
    empty.do(store.add_transcript, "Lead", text)
    return text


def test_what_was_shown_to_whom_and_how_is_read_back(empty, text):
    first = empty.record("First", store.showing_draft(text.hash, SAID, "inline"))
    empty.do(store.submit, "Second", text.hash)
    (of,) = store.submissions(empty.store)
    empty.show("Second", text, CODE, submission=of.id)
    one, two = (empty.coders[name] for name in ("First", "Second"))
    every = (
        Showing(one, text.hash, Span(3, 9), f"{CODE}@deliverers", "inline", ""),
        Showing(two, text.hash, Span(7, 12), CODE, "after", of.id),
    )
    assert store.showings(empty.store) == every
    assert store.showings(empty.store, coder=two) == every[1:]
    assert store.showings(empty.store, text.hash, one) == every[:1]
    assert store.showings(empty.store, empty.text("c01").hash) == ()
    assert next(f.payload for f in empty.facts("showing") if f.id == first) == {
        "transcript": text.hash,
        "start_char": 3,
        "end_char": 9,
        "code": CODE,
        "role": "deliverers",
        "how": "inline",
        "score": 0.0,
        "calibrated": 0,
        "evidence": "quote:q1",
        "model": "small",
        "submission": None,
    }
    assert empty.problems() == []


def test_neither_its_coder_nor_the_lead_takes_it_back(empty, text):
    shown = empty.show("First", text)
    for coder in ("First", "Lead"):
        empty.record(coder, Draft("retraction", {"fact": shown, "manner": "do"}))
    assert len(store.showings(empty.store)) == 1
    assert empty.problems() == []


def test_it_is_nothing_to_be_undone_and_what_was_undone_before_can_be_redone(empty, text):
    empty.show("First", text)
    with pytest.raises(RefusedError, match="nothing to undo"):
        empty.do(store.undo, "First")
    made = empty.code("First", "a01", 4, 8, CODE)
    empty.do(store.undo, "First")
    empty.show("First", text, "tiny.need")
    empty.do(store.redo, "First")
    assert empty.live() == {made}
    empty.do(store.undo, "First")
    assert len(store.showings(empty.store)) == 2


def test_what_was_shown_in_a_copy_comes_back_with_it_once(study, study_of, template, tmp_path):
    path = Path(shutil.copy(template, tmp_path / "copy.qualbench"))
    with study_of(path) as copy:
        copy.show("Second", copy.text("a01"))
        shown = store.showings(copy.store)
    for added in ({"showing": 1}, {}):
        with store.merging(study.store, [path]) as (done,):
            pass
        assert done.added == added
        assert store.showings(study.store) == shown
    assert study.problems() == []


def test_it_tells_that_a_copy_came_back(study, study_of, tmp_path):
    path, first = tmp_path / "copy.qualbench", study.coders["First"]
    text = study.text("a01")
    handout = store.hand_out(study.store, study.coders["Lead"], first, path, [text.hash], [])
    with study_of(path) as copy:
        copy.show("First", text)
    with store.merging(study.store, [path]):
        pass
    assert {h.id: h.returned for h in store.handouts(study.store)}[handout.id]


def test_erasing_a_transcript_destroys_what_was_shown_in_it_and_nothing_brings_it_back(
    study, template, tmp_path
):
    old = Path(shutil.copy(template, tmp_path / "old.qualbench"))
    kept = [one for one in store.showings(study.store) if one.transcript != study.text("c01").hash]
    assert len(store.showings(study.store)) > len(kept) > 0
    with study.store.writing():
        gone = store.erase(study.store, study.coders["Lead"], [study.text("c01").hash])
    store.wipe(study.store)
    assert len(gone.facts["showing"]) == 1
    with store.merging(study.store, [old]) as (done,):
        pass
    assert (done.barred["showing"], done.added) == (1, {})
    assert list(store.showings(study.store)) == kept
    assert study.problems() == []
