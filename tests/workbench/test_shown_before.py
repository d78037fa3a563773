"""What came first is told by submissions, never by clocks."""

from itertools import product

from qualbench import store, workbench
from qualbench.model import Span
from qualbench.workbench.coders import at_work
from qualbench.workbench.shown_before import shown_before

KEY = "cfir22.inner.priority"
CODES = ("Tension for Change", "Culture", "Compatibility", "Cost")
SPAN = Span(33, 41)


def submitted(project, coder, name):
    """Submits something new; gives the submission that stands then."""
    mine = len(store.codings(project, store.find_hash(project, name), known(project, coder)))
    workbench.code(project, coder, name, SPAN, CODES[mine])
    workbench.submit(project, coder, [name])
    return standing(project, coder, name)


def known(project, coder):
    with project.writing():
        return at_work(project, coder).id


def standing(project, coder, name):
    of, text = known(project, coder), store.find_hash(project, name)
    (found,) = (s.id for s in store.submissions(project, of) if s.transcript == text)
    return found


def before(project, coder, name, submission):
    """Whether the coder was shown something in the transcript before that submission."""
    of, text = known(project, coder), store.find_hash(project, name)
    found = shown_before(project, [(of, text, submission)])
    assert found in ({}, {of: {text}})
    return bool(found)


def test_of_any_order_it_tells_what_came_first(project, show):
    for number, acts in enumerate(product(("show", "submit"), repeat=4)):
        coder, submissions = f"coder {number}", [""]
        for act in acts:
            if act == "show":
                show(project, coder, "d", SPAN, KEY)
            else:
                submissions.append(submitted(project, coder, "d"))
        places = [place for place, act in enumerate(acts) if act == "submit"]
        for submission, place in zip(submissions, [len(acts), *places], strict=True):
            told = before(project, coder, "d", submission)
            assert told == ("show" in acts[:place]), (acts, place)


def test_without_a_submission_that_counts_everything_came_before(project, show):
    show(project, "bo", "a", SPAN, KEY)
    show(project, "bo", "d", SPAN, KEY)
    assert before(project, "bo", "a", "")
    assert before(project, "bo", "d", "")
    assert not before(project, "bo", "c", "")
    assert not before(project, "bo", "a", standing(project, "bo", "a"))


def test_what_others_were_shown_or_what_stands_elsewhere_is_not_told(project, show):
    show(project, "ana", "a", SPAN, KEY, before=True)
    assert before(project, "ana", "a", standing(project, "ana", "a"))
    assert not before(project, "bo", "a", standing(project, "bo", "a"))
    assert not before(project, "ana", "b", standing(project, "ana", "b"))


def test_what_was_shown_after_a_submission_that_was_undone_came_before_the_next_one(project, show):
    undone = submitted(project, "bo", "d")
    show(project, "bo", "d", SPAN, KEY)
    workbench.undo(project, "bo")
    again = submitted(project, "bo", "d")
    assert before(project, "bo", "d", again)
    assert not before(project, "bo", "d", undone)


def test_a_submission_that_went_over_to_a_round_is_the_same_one_later(project, show):
    first = standing(project, "bo", "a")
    workbench.open_round(project, "lead", "pilot", ["ana", "bo"], ["a"])
    workbench.submit_round(project, "bo", "pilot")
    last = standing(project, "bo", "a")
    show(project, "bo", "a", SPAN, KEY)
    assert first != last
    assert not before(project, "bo", "a", first)
    assert not before(project, "bo", "a", last)


def test_what_was_shown_in_a_copy_counts_here_once_it_is_back(project, show, tmp_path):
    show(project, "bo", "d", SPAN, KEY)
    workbench.hand_out(project, "lead", "bo", tmp_path / "bo.qualbench")
    with workbench.opened(tmp_path / "bo.qualbench") as copy:
        show(copy, "bo", "c", SPAN, KEY)
        there = submitted(copy, "bo", "c")
        assert before(copy, "bo", "c", there)
    workbench.merge(project, "lead", [tmp_path / "bo.qualbench"])
    assert before(project, "bo", "c", there)
    assert before(project, "bo", "d", "")
