"""What was suggested to whom, what they decided, and who may know it."""

import pytest

from qualbench import store, workbench
from qualbench.model import Span

PRIORITY, SPACE = "cfir22.inner.priority", "cfir22.inner.resources.space"
TURN = Span(17, 60)


@pytest.fixture
def listed(project, rows, tmp_path):
    """The rows, as ``viewer`` may read them; some columns of each."""

    def listed(*columns, viewer="lead"):
        to = tmp_path / "suggestions.csv"
        workbench.export(project, "suggestions", to, viewer)
        return [tuple(row[column] for column in columns) for row in rows(to)]

    return listed


def test_a_row_tells_what_was_shown_and_what_became_of_it(project, show, listed):
    first = show(project, "bo", "d", TURN, PRIORITY)
    show(project, "bo", "d", TURN, SPACE)
    coding = workbench.accept(project, "bo", "d", first, Span(33, 40))
    seen = show(project, "ana", "a", Span(35, 51), SPACE)
    workbench.reject(project, "ana", "a", seen)
    columns = ("coder_id", "document_id", "code_id", "mode", "after_submission", "decision")
    assert listed(*columns) == [
        ("ana", "a", SPACE, "inline", "1", "rejected"),
        ("bo", "d", PRIORITY, "inline", "0", "accepted"),
        ("bo", "d", SPACE, "inline", "0", ""),
    ]
    assert listed("coding_id", "score", "start_char", "end_char")[1] == (
        coding.lineage,
        "0.5",
        "17",
        "60",
    )
    shown, decided = listed("shown_utc", "decided_utc")[1]
    assert shown <= decided
    workbench.undo(project, "bo")
    assert listed("decision", "coding_id")[1] == ("", "")


def test_what_is_decided_without_being_shown_has_no_mode(project, show, listed):
    said = show(project, "ana", "a", Span(35, 51), SPACE)
    workbench.reject(project, "bo", "a", said)
    assert listed("coder_id", "mode", "shown_utc", "decision")[1] == ("bo", "", "", "rejected")
    assert len(store.offers(project)) == 2


def test_what_a_round_seals_is_left_out(project, show, listed):
    show(project, "ana", "d", TURN, SPACE)
    show(project, "bo", "d", TURN, SPACE)
    workbench.open_round(project, "lead", "pilot", ["ana", "bo"], ["d"])
    assert listed("coder_id", viewer="ana") == [("ana",)]
    assert listed("coder_id", viewer="lead") == []
