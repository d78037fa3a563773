"""What to read again: codings unlike the rest of their code, and what was probably missed."""

import math
import shutil
from dataclasses import replace

import pytest

from qualbench import store, workbench
from qualbench.model import Span

TEXT, OTHER = "c1-counselor-1", "c2-administrator"
MONEY = "cfir22.outer.financing"


def reread(project, coder="coder-1", transcript=TEXT):
    of = workbench.learned(project, coder, transcript)
    return of, workbench.rereading(of)


def test_a_wrong_code_on_a_turn_is_unlike_the_rest_of_its_code(project):
    text = store.find_transcript(project, TEXT)
    turn = next(turn.words for turn in text.turns if not turn.interviewer)
    wrong = workbench.code(project, "coder-1", TEXT, Span(turn.start, turn.start + 30), MONEY)
    _, found = reread(project)
    doubt = next(one for one in found.unlike if one.coding == wrong.lineage)
    assert (doubt.span, doubt.key) == (wrong.span, MONEY)
    assert doubt.quote == wrong.span.of(text.text)
    assert doubt.name == "Financing"
    assert doubt.sure < doubt.usual < 0.2
    workbench.retract(project, "coder-1", [wrong.id])
    _, again = reread(project)
    assert wrong.lineage not in {one.coding for one in again.unlike}


def test_an_obvious_coding_that_is_gone_was_probably_missed(project):
    of, before = reread(project)
    sure, coding, words = max(
        (of.scores.said[at, of.known.keys.index(coding.key)], coding, words)
        for words, at in of.places.items()
        for coding in of.evidence.codings[of.rows[at]]
    )
    assert sure > 0.8
    assert (words, coding.key) not in {(one.span, one.key) for one in before.missed}
    twins = [c.id for c in of.evidence.codings[of.rows[of.places[words]]] if c.key == coding.key]
    workbench.retract(project, "coder-1", twins)
    _, found = reread(project)
    doubt = next(one for one in found.missed if (one.span, one.key) == (words, coding.key))
    assert doubt.sure >= 0.5 > doubt.usual
    assert doubt.coding == ""
    assert doubt.quote == words.of(of.evidence.talk.texts[of.transcript])


@pytest.mark.parametrize(("coder", "transcript"), [("coder-1", OTHER), ("coder-2", TEXT)])
def test_both_lists_are_in_the_order_in_which_they_are_walked(project, coder, transcript):
    of, found = reread(project, coder, transcript)
    assert found.why_not == ""
    unlike, missed = ([one.sure for one in each] for each in (found.unlike, found.missed))
    assert unlike == sorted(unlike)
    assert missed == sorted(missed, reverse=True)
    assert unlike
    assert missed
    assert all(one.sure < one.usual for one in found.unlike)
    assert all(one.sure >= of.precision for one in found.missed)
    own = {
        c.lineage: c
        for c in store.codings(project, of.transcript, workbench.coder_id(project, coder))
    }
    assert {one.coding for one in found.unlike} <= own.keys()
    assert all(
        (one.span, one.key) == (own[one.coding].span, own[one.coding].key) for one in found.unlike
    )


def test_what_was_missed_is_what_would_be_suggested_and_its_showing_can_be_recorded(project):
    of, found = reread(project, "coder-2")
    suggested = {
        (words, one.said.key): one
        for words in of.places
        for one in workbench.suggested(of, words, 99)
    }
    assert found.missed
    for one in found.missed:
        assert one.said == suggested[one.span, one.key]
        assert (one.said.said.score, one.said.name) == (one.sure, one.name)
    assert all(one.said is None for one in found.unlike)
    said = [one.said.said for one in found.missed]
    assert workbench.showed(project, "coder-2", TEXT, said, of.mode) == len(said)


def test_what_was_rejected_was_not_missed(project):
    _, found = reread(project, "coder-2")
    doubt = found.missed[0]
    workbench.reject(project, "coder-2", TEXT, doubt.said.said)
    _, again = reread(project, "coder-2")
    assert (doubt.span, doubt.key) not in {(one.span, one.key) for one in again.missed}


def test_a_code_of_one_transcript_alone_is_in_neither_list(project):
    alone = "cfir22.innovation.trialability"
    assert alone not in {coding.key for coding in store.codings(project)}
    of, _ = reread(project)
    for words in list(of.places)[:5]:
        workbench.code(project, "coder-1", TEXT, words, alone)
    of, found = reread(project)
    assert math.isnan(of.model.prevalence[of.model.keys.index(alone)])
    assert alone not in {one.key for one in (*found.unlike, *found.missed)}
    once = {
        key for key, share in zip(of.model.keys, of.model.prevalence, strict=True) if not share > 0
    }
    assert once.isdisjoint(one.key for one in (*found.unlike, *found.missed))


def test_a_code_that_the_model_only_guesses_is_in_neither_list(project):
    of, found = reread(project)
    key = found.unlike[0].key
    precision = of.model.precision.copy()
    precision[of.model.keys.index(key)] = 0
    guessing = replace(of, lesson=replace(of.lesson, model=replace(of.model, precision=precision)))
    assert guessing.model.guessed == of.model.guessed | {key}
    again = workbench.rereading(guessing)
    assert [one for one in found.unlike if one.key != key] == list(again.unlike)
    assert [one for one in found.missed if one.key != key] == list(again.missed)


def test_in_a_draft_nothing_is_missed_that_comes_after_its_last_coding(project):
    of, found = reread(project, "zoe")
    assert (found.unlike, found.missed) == ((), ())
    assert found.why_not == "you have coded nothing in it yet"
    turns = list(of.places)
    workbench.code(project, "zoe", TEXT, turns[15], "inner.tension")
    _, found = reread(project, "zoe")
    assert found.missed
    assert all(one.span <= turns[15] for one in found.missed)
    workbench.submit(project, "zoe", [TEXT])
    _, later = reread(project, "zoe")
    assert any(one.span > turns[15] for one in later.missed)


def test_a_coding_over_several_turns_is_doubted_once_and_by_the_turn_that_fits_best(project):
    of, _ = reread(project)
    first, *_, last = list(of.places)[:3]
    wide = workbench.code(project, "coder-1", TEXT, Span(first.start, last.end), MONEY)
    of, found = reread(project)
    doubts = [one for one in found.unlike if one.coding == wide.lineage]
    column = of.known.keys.index(MONEY)
    best = max(float(of.scores.said[of.places[words], column]) for words in list(of.places)[:3])
    assert best < of.model.prevalence[column]
    assert [one.sure for one in doubts] == [best]


def test_a_revised_coding_is_named_by_what_stays_the_same(project):
    _, found = reread(project)
    doubt = found.unlike[0]
    revised = workbench.revise(project, "coder-1", doubt.coding, unsure=True)
    _, again = reread(project)
    assert doubt.coding in {one.coding for one in again.unlike}
    assert revised.lineage == doubt.coding


def test_where_too_little_is_coded_it_says_so(demo, tiny):
    shutil.copy(f"{demo.project}-cache", f"{tiny}-cache")
    with workbench.opened(tiny) as project:
        _, found = reread(project, "ana", "a")
    assert (found.unlike, found.missed) == ((), ())
    assert found.why_not == "fewer than 10 turns are coded"


def test_before_anything_was_learned_it_says_so(project):
    found = workbench.rereading(workbench.basis(project, "coder-1", TEXT))
    assert (found.unlike, found.missed, found.why_not) == ((), (), "nothing was learned yet")
