"""What suggestions rest on at one moment: what is kept, what follows at once, what is learned."""

from dataclasses import replace

import numpy as np
import pytest

from qualbench import store, workbench
from qualbench.errors import RefusedError
from qualbench.model import Span
from qualbench.workbench import Cancelled

TEXT, OTHER = "c1-counselor-1", "c2-administrator"
NEW = "Interviewer: And?\nCounselor: We lost two rooms to the flood.\n"


def code_a_turn(project, coder="zoe", transcript=TEXT, key="inner.tension"):
    """The first turn that nobody has coded with it; its words."""
    of = workbench.basis(project, coder, transcript)
    words = next(words for words in of.places if not of.coded(words))
    workbench.code(project, coder, transcript, words, key)
    return words


def import_a_text(project, tmp_path):
    file = tmp_path / "new.txt"
    file.write_text(NEW)
    workbench.import_files(project, "lead", [file])


# What is said in the study


def test_talk_that_has_not_changed_is_not_read_again(project):
    before = workbench.basis(project, "zoe", TEXT)
    code_a_turn(project)
    workbench.settle(project, "lead", "precision", ".7")
    workbench.submit(project, "zoe", [TEXT])
    after = workbench.basis(project, "zoe", OTHER, before)
    assert after.evidence.talk is before.evidence.talk
    assert after.precision == 0.7
    assert workbench.basis(project, "zoe", TEXT).evidence.talk is not before.evidence.talk


def test_talk_is_read_again_after_an_import_and_what_was_learned_of_it_counts_no_more(
    project, tmp_path
):
    before = workbench.learned(project, "zoe", TEXT)
    import_a_text(project, tmp_path)
    after = workbench.basis(project, "zoe", TEXT, before)
    assert after.evidence.talk is not before.evidence.talk
    assert len(after.evidence.places) == len(before.evidence.places) + 1
    assert after.model.why_not == "nothing was learned yet"
    assert not after.up_to_date
    assert [len(found) for found in (after.rows, before.rows)] == [31, 31]
    workbench.suggestions(project, "zoe", "new")


def test_talk_is_read_again_after_another_wording_of_a_code(project):
    before = workbench.learned(project, "zoe", TEXT)
    said = workbench.Wording(examples=("The rooms are gone.",))
    workbench.reword_code(project, "lead", "cfir22.inner.resources.space", said)
    after = workbench.learned(project, "zoe", TEXT, before)
    assert after.evidence.talk is not before.evidence.talk
    assert "The rooms are gone." in {line.text for line in after.known.lines}
    assert not np.array_equal(after.scores.said, before.scores.said)


def test_a_turn_stands_where_its_words_are_and_around_it_what_others_said(project):
    talk = workbench.basis(project, "zoe", TEXT).evidence.talk
    text = store.find_transcript(project, TEXT)
    rows = talk.rows(text.hash)
    assert [talk.places[row].words for row in rows] == [
        turn.words for turn in text.turns if not turn.interviewer
    ]
    assert [talk.turns.texts[row] for row in rows] == [
        talk.places[row].words.of(text.text) for row in rows
    ]
    assert all(talk.row_of[talk.places[row].source] == row for row in rows)
    assert len(talk.rows("elsewhere")) == 0
    for row in (rows[0], rows[5]):
        words = talk.places[row].words
        for span in (words, Span(words.start, words.start + 1), Span(words.end - 1, words.end)):
            assert list(talk.touched(text.hash, span)) == [row]
    across = Span(talk.places[rows[2]].words.end - 1, talk.places[rows[4]].words.start + 1)
    assert list(talk.touched(text.hash, across)) == list(rows[2:5])
    between = Span(talk.places[rows[2]].words.end, talk.places[rows[3]].words.start)
    assert list(talk.touched(text.hash, between)) == []


# What follows a coding at once, and what is learned


def test_prototypes_follow_a_coding_before_anything_is_learned_anew(project):
    before = workbench.learned(project, "zoe", TEXT)
    words = code_a_turn(project)
    after = workbench.basis(project, "zoe", TEXT, before)
    assert after.lesson is before.lesson
    assert not after.up_to_date
    key = after.known.keys.index("cfir22.inner.tension")
    others = [at for place, at in after.places.items() if place != words]
    assert not np.array_equal(after.scores.said[others, key], before.scores.said[others, key])
    assert after.decided[after.places[words]] >= {"cfir22.inner.tension"}
    assert after.made_by == before.made_by


def test_it_is_up_to_date_once_it_is_taught_what_was_learned(project):
    first = workbench.basis(project, "zoe", TEXT)
    assert not first.up_to_date
    assert first.model.why_not == "nothing was learned yet"
    assert not first.scores.calibrated
    taught = workbench.taught(first, workbench.learn(first))
    assert taught.up_to_date
    assert taught.scores.calibrated
    assert workbench.basis(project, "zoe", TEXT, taught).up_to_date
    code_a_turn(project)
    now = workbench.basis(project, "zoe", TEXT, taught)
    assert not now.up_to_date
    again = workbench.taught(now, workbench.learn(now))
    assert again.up_to_date
    assert again.made_by != taught.made_by
    whole = workbench.learned(project, "zoe", TEXT)
    assert np.array_equal(again.scores.said, whole.scores.said)
    assert np.array_equal(again.scores.order, whole.scores.order)
    assert again.made_by == whole.made_by


def test_an_older_lesson_still_serves_what_was_coded_meanwhile(project):
    first = workbench.basis(project, "zoe", TEXT)
    lesson = workbench.learn(first)
    words = code_a_turn(project)
    now = workbench.taught(workbench.basis(project, "zoe", TEXT, first), lesson)
    assert now.lesson is lesson
    assert now.scores.calibrated
    assert not now.up_to_date
    assert "cfir22.inner.tension" in now.decided[now.places[words]]
    assert "cfir22.inner.tension" not in {
        one.said.key for one in workbench.suggested(replace(now, precision=0), words, 99)
    }


def test_what_others_coding_of_a_transcript_taught_elsewhere_does_not_come_back_with_it(project):
    elsewhere = workbench.learned(project, "coder-2", OTHER)
    one = workbench.coder_id(project, "coder-1")
    assert elsewhere.evidence.whose[store.find_hash(project, TEXT)] == one
    here = workbench.basis(project, "coder-2", TEXT, elsewhere)
    assert here.evidence.talk is elsewhere.evidence.talk
    assert here.lesson is not elsewhere.lesson
    assert here.model.why_not == "nothing was learned yet"


def test_what_was_learned_elsewhere_from_the_same_decisions_is_good_here_too(project):
    elsewhere = workbench.learned(project, "coder-1", OTHER)
    here = workbench.basis(project, "coder-1", TEXT, elsewhere)
    assert here.lesson is elsewhere.lesson
    assert here.up_to_date
    again = workbench.learned(project, "coder-1", TEXT)
    assert np.array_equal(here.scores.said, again.scores.said)


def test_what_was_learned_is_not_learned_again(project):
    before = workbench.learned(project, "zoe", TEXT)
    told = []
    after = workbench.learned(project, "zoe", TEXT, before, lambda *at: told.append(at))
    assert after.lesson is before.lesson
    assert told == []
    code_a_turn(project)
    again = workbench.learned(project, "zoe", TEXT, before, lambda *at: told.append(at))
    assert again.lesson is not before.lesson
    assert {stage for stage, _, _ in told} == {"learning"}
    assert told[-1][1:] == (7, 7)


@pytest.mark.parametrize("deed", ["code", "reject", "submit", "settle", "memo"])
def test_only_what_can_be_learned_from_asks_for_another_lesson(project, deed):
    before = workbench.learned(project, "zoe", TEXT)
    words = next(iter(before.places))
    said = next(one for w in before.places for one in workbench.suggested(before, w)).said
    {
        "code": lambda: workbench.code(project, "zoe", TEXT, words, "inner.tension"),
        "reject": lambda: workbench.reject(project, "zoe", TEXT, said),
        "submit": lambda: workbench.submit(project, "zoe", [TEXT]),
        "settle": lambda: workbench.settle(project, "lead", "precision", ".7"),
        "memo": lambda: workbench.write_memo(project, "zoe", "project", "", "So far so good."),
    }[deed]()
    after = workbench.basis(project, "zoe", TEXT, before)
    assert after.up_to_date == (deed in ("settle", "memo"))


def test_learning_ends_when_whoever_watches_cancels_it_and_leaves_nothing(project):
    of = workbench.basis(project, "zoe", TEXT)

    def stop(stage, done, total):
        assert (stage, total) == ("learning", 7)
        if done == 3:
            raise Cancelled

    with pytest.raises(Cancelled):
        workbench.learn(of, stop)
    with pytest.raises(Cancelled):
        workbench.learned(project, "zoe", TEXT, of, stop)
    assert not workbench.basis(project, "zoe", TEXT, of).up_to_date
    assert workbench.taught(of, workbench.learn(of)).up_to_date


def test_vectors_that_are_computed_can_be_cancelled_too(project, tmp_path):
    import_a_text(project, tmp_path)

    def stop(stage, done, total):
        assert stage == "vectors"
        raise Cancelled

    with pytest.raises(Cancelled):
        workbench.basis(project, "zoe", TEXT, progress=stop)


def test_it_is_as_things_stand_at_one_moment(sample, project):
    before = workbench.basis(project, "zoe", TEXT)
    with workbench.opened(sample) as elsewhere:
        code_a_turn(elsewhere)
    after = workbench.basis(project, "zoe", TEXT, before)
    assert after.of != before.of
    with pytest.raises(RefusedError, match="off"):
        workbench.settle(project, "lead", "suggestions", "off")
        workbench.basis(project, "zoe", TEXT, before)
