"""Suggestions on the sample study: what they rest on, and what deciding about them leaves."""

import json
import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from dataclasses import replace

import pytest

from qualbench import store, workbench
from qualbench.errors import RefusedError
from qualbench.model import Span

TEXT = "c1-counselor-1"  # both have coded it
ALL = 200
SAME = 0.005


@pytest.fixture
def project(sample):
    with workbench.opened(sample) as project:
        yield project


@pytest.fixture(scope="module")
def bases(demo):
    """What suggestions in TEXT rest on for each coder, as the study stands."""
    with workbench.opened(demo.project) as project:
        return {
            coder: workbench.learned(project, coder, TEXT)
            for coder in ("zoe", "coder-1", "coder-2")
        }


@pytest.fixture(scope="module")
def coders(demo):
    """The ids of the coders, by name."""
    with workbench.opened(demo.project) as project:
        return {coder.name: coder.id for coder in store.coders(project)}


def offered(of, top=ALL, precision=0.0):
    """By the words of each turn all that there is to suggest, the least sure too."""
    anything = replace(of, precision=precision)
    return {words: workbench.suggested(anything, words, top) for words in of.places}


def suggest(project, coder="zoe", transcript=TEXT, top=ALL):
    return offered(workbench.learned(project, coder, transcript), top)


def first(project, coder="zoe"):
    """The first suggestion that shows."""
    found = workbench.suggestions(project, coder, TEXT).values()
    return next(shown[0].said for shown in found if shown)


def keys(shown):
    return [one.said.key for one in shown]


def sources(found):
    """The codings that suggestions rest on."""
    reasons = (one.said.reason for shown in found.values() for one in shown)
    return {reason.source for reason in reasons if reason.kind == "quote"}


def score_of(project, said, coder, transcript=TEXT):
    found = workbench.learned(project, coder, transcript)
    at = found.places[said.span]
    return round(float(found.scores.said[at, found.known.keys.index(said.key)]), 6)


# What shows


def test_every_turn_of_a_respondent_and_no_other_can_have_suggestions(project):
    turns = store.find_transcript(project, TEXT).turns
    found = workbench.suggestions(project, "zoe", TEXT)
    assert list(found) == [turn.words for turn in turns if not turn.interviewer]
    assert 0 < sum(map(bool, found.values())) < len(found)
    for words, shown in found.items():
        assert {one.said.span for one in shown} <= {words}
    of = workbench.basis(project, "zoe", TEXT)
    asked = next(turn.words for turn in turns if turn.interviewer)
    assert workbench.suggested(of, asked) == ()


def test_they_come_as_they_are_ranked_and_nothing_is_surer_than_what_is_first(bases):
    of = bases["zoe"]
    assert of.scores.calibrated
    for at, (words, shown) in enumerate(offered(of).items()):
        ranked = [of.known.keys[i] for i in of.scores.order[at]]
        assert keys(shown) == [key for key in ranked if key in keys(shown)]
        sure = [one.said.score for one in shown]
        assert all(0 <= each <= 1 for each in sure)
        assert max(of.scores.said[at]) == of.scores.said[at, of.scores.order[at, 0]]
        assert workbench.suggested(replace(of, precision=0.0), words, 2) == shown[:2]


def test_only_what_is_as_sure_as_the_study_wants_it_shows(bases):
    of = bases["zoe"]
    every = offered(of)
    for words in of.places:
        shown = workbench.suggested(of, words, ALL)
        assert shown == tuple(one for one in every[words] if one.said.score >= 0.5)
        left_out = workbench.best_left_out(of, words)
        assert left_out == (None if shown else every[words][0].said.score)
        assert left_out is None or left_out < 0.5


def test_a_code_that_is_only_guessed_is_never_suggested(bases):
    of = bases["zoe"]
    assert of.model.guessed
    assert of.model.guessed.isdisjoint(key for shown in offered(of).values() for key in keys(shown))


def test_what_is_coded_in_a_turn_is_not_suggested_there_nor_what_is_above_it(
    project, bases, coders
):
    book = workbench.codebook(project)
    text = store.find_hash(project, TEXT)
    mine = store.codings(project, text, coders["coder-2"])
    everything = offered(bases["coder-2"])
    assert mine
    for coding in mine:
        above = {coding.code, *(code.id for code in book.ancestors(coding.code))}
        turns = [words for words in everything if words.overlaps(coding.span)]
        assert turns
        for words in turns:
            assert ({coding.key} | above).isdisjoint(keys(everything[words]))
    suggestible = {key for shown in everything.values() for key in keys(shown)}
    assert suggestible & {coding.key for coding in mine}  # elsewhere they are


def test_characteristics_come_with_the_role_that_they_are_said_of(project, bases):
    pairs = {
        key for shown in offered(bases["zoe"], 3).values() for key in keys(shown) if "@" in key
    }
    assert pairs
    key = min(pairs)
    said = next(
        one.said for s in offered(bases["zoe"]).values() for one in s if one.said.key == key
    )
    code, _, role = key.partition("@")
    coding = workbench.accept(project, "zoe", TEXT, said)
    assert (coding.code, coding.role, coding.key) == (code, role, key)
    assert store.check(project) == ()


def test_a_coder_who_is_new_gets_suggestions_and_is_not_written_down(sample, facts):
    before = facts(sample)
    with workbench.opened(sample) as project:
        found = workbench.suggestions(project, "a stranger", TEXT)
        assert found == workbench.suggestions(project, "", TEXT)
    assert any(found.values())
    assert facts(sample) == before


# What they rest on


def test_every_reason_is_a_quote_as_it_was_coded_or_a_line_of_the_codebook(project, bases):
    book = workbench.codebook(project)
    codings = {shown.coding.id: shown for shown in workbench.live_codings(project)}
    kinds = set()
    for of in bases.values():
        for one in (one for shown in offered(of, 9).values() for one in shown):
            reason = one.said.reason
            kinds.add(reason.kind)
            words = " ".join(reason.text.split())
            if reason.kind == "quote":
                coding = codings[reason.source]
                assert reason.text == coding.quote
                assert one.said.key == coding.coding.key or is_above(book, one.said.key, coding)
                assert one.why == f"{coding.coder}, {coding.transcript}: {words}"
                assert not coding.coding.span.overlaps(one.said.span) or coding.transcript != TEXT
            else:
                code = book.by_id[reason.source]
                assert code.id == one.said.key.partition("@")[0] or is_below(book, code, one)
                texts = {"inclusion": code.include, "example": code.examples}
                assert reason.text in texts.get(reason.kind, (reason.text,))
                assert reason.kind != "definition" or code.definition in reason.text
                assert one.why == f"codebook: {words}"
            assert one.name == workbench.name_of(book, one.said.key)
            assert -1 <= reason.similarity <= 1
    assert kinds == {"quote", "inclusion", "example"}


def is_above(book, key, coding):
    return key in {coding.coding.code, *(c.id for c in book.ancestors(coding.coding.code))}


def is_below(book, code, one):
    return one.said.key in {above.id for above in book.ancestors(code.id)}


def test_all_that_speaks_for_one_and_against_it_is_there_on_demand(bases):
    of = bases["zoe"]
    said = next(
        s[0].said for s in offered(of, 1).values() if s and s[0].said.reason.kind == "quote"
    )
    found = workbench.reasons(of, said)
    words = " ".join(said.reason.text.split())
    assert f"“{words}”" in found.speaks[0]
    assert len(found.speaks) == 5  # three quotes, a line of the codebook, words
    assert found.speaks[-1].startswith("words: ")
    assert f"{said.score:.2f} sure" in found.sure
    assert any(line.startswith("its sibling ") for line in found.against)


def test_what_was_rejected_near_by_speaks_against_it(project):
    (said, *_), *_ = (shown for shown in suggest(project).values() if shown)
    workbench.reject(project, "zoe", TEXT, said.said)
    of = workbench.learned(project, "zoe", TEXT)
    every = (one.said for shown in offered(of).values() for one in shown)
    other = next(one for one in every if one.key == said.said.key)
    assert any(
        line.startswith("you rejected it for “") for line in workbench.reasons(of, other).against
    )


def test_a_stamp_says_what_made_it(project, bases):
    stamps = {one.said.model for shown in offered(bases["zoe"]).values() for one in shown}
    assert stamps == {bases["zoe"].made_by}
    assert "all-MiniLM-L6-v2" in bases["zoe"].made_by
    assert "; learned from 334 turns " in bases["zoe"].made_by
    assert workbench.basis(project, "zoe", TEXT).made_by.endswith("; nearest prototype")


def test_nobody_learns_how_others_coded_the_same_transcript(project, bases, coders):
    text = store.find_hash(project, TEXT)
    theirs = [c.id for c in store.codings(project, text, coders["coder-1"])]
    assert theirs
    for coder in ("coder-2", "zoe"):
        assert sources(offered(bases[coder])).isdisjoint(theirs)
    workbench.retract(project, "coder-1", theirs)
    for coder in ("coder-2", "zoe"):
        assert suggest(project, coder) == offered(bases[coder])
    workbench.undo(project, "coder-1")
    workbench.submit(project, "zoe", [TEXT])
    assert sources(suggest(project, "zoe")).isdisjoint(theirs)


def test_ones_own_codings_and_those_of_others_elsewhere_are_evidence(project, bases, coders):
    text = store.find_hash(project, TEXT)
    by_id = {coding.id: coding for coding in store.codings(project)}
    for coder, others in (("coder-2", "coder-1"), ("coder-1", "coder-1")):
        used = [by_id[source] for source in sources(offered(bases[coder]))]
        assert {(one.coder, one.transcript == text) for one in used} == {
            (coders[coder], True),
            (coders[others], False),
        }
    mine = [c.id for c in store.codings(project, text, coders["coder-2"])]
    workbench.retract(project, "coder-2", mine)
    assert suggest(project, "coder-2") != offered(bases["coder-2"])


@pytest.mark.parametrize(("coder", "here"), [("zoe", False), ("coder-1", True), ("coder-1", False)])
def test_without_the_quote_that_is_named_the_score_is_another(project, bases, coders, coder, here):
    by_id = {coding.id: coding for coding in store.codings(project)}
    names = {of: name for name, of in coders.items()}
    text = store.find_hash(project, TEXT)
    tried = set()
    for shown in offered(bases[coder], 3).values():
        for said in (one.said for one in shown):
            named = by_id.get(said.reason.source)
            if named and (named.transcript == text) == here and len(tried) < 4:
                tried.add(named.id)
                assert score_of(project, said, coder) == said.score
                workbench.retract(project, names[named.coder], [named.id])
                assert score_of(project, said, coder) != said.score
                workbench.undo(project, names[named.coder])
    assert len(tried) == 4


def test_without_the_line_that_is_named_the_score_is_another(project, bases):
    every = (one.said for shown in offered(bases["zoe"], 3).values() for one in shown)
    said = next(one for one in every if one.reason.kind == "example")
    code = workbench.codebook(project).by_id[said.reason.source]
    kept = tuple(line for line in code.examples if line != said.reason.text)
    workbench.reword_code(project, "lead", code.id, workbench.Wording(examples=kept))
    assert score_of(project, said, "zoe") != said.score


# What deciding leaves


def test_accepting_makes_one_coding_and_one_decision_which_undo_takes_back(project):
    said = first(project)
    workbench.submit(project, "zoe", ["c2-administrator"])  # so that zoe is known before
    before = workbench.live_codings(project), suggest(project)
    coding = workbench.accept(project, "zoe", TEXT, said)
    assert (coding.span, coding.key) == (said.span, said.key)
    assert {c.coding.id for c in workbench.live_codings(project)} == {
        coding.id,
        *(shown.coding.id for shown in before[0]),
    }
    accepted = {coding.id: (said.span, said.key)}
    assert store.accepted(project) == accepted
    assert said.key not in keys(suggest(project)[said.span])
    name = workbench.name_of(workbench.codebook(project), said.key)
    assert workbench.undo(project, "zoe") == f"{name} in {TEXT}, as suggested"
    assert (workbench.live_codings(project), suggest(project)) == before
    assert store.accepted(project) == {}
    workbench.redo(project, "zoe")
    assert store.accepted(project) == accepted
    assert store.check(project) == ()


def test_a_decision_keeps_how_sure_it_was_what_it_rested_on_and_what_made_it(project):
    shown = [one.said for each in suggest(project).values() for one in each]
    yes = next(one for one in shown if one.reason.kind == "quote")
    no = next(one for one in shown if one.reason.kind != "quote")
    coding = workbench.accept(project, "zoe", TEXT, yes)
    workbench.reject(project, "zoe", TEXT, no)
    kept = "SELECT coding, score, calibrated, evidence, model, similarity FROM fact_decision"
    assert set(project.db.execute(kept)) == {
        (made, said.score, 1, f"{said.reason.kind}:{said.reason.source}", said.model, alike)
        for made, said in ((coding.id, yes), (None, no))
        for alike in [said.reason.similarity]
    }


def test_a_suggestion_can_be_accepted_for_part_of_its_turn(project):
    said = first(project)
    part = Span(said.span.start, said.span.start + 20)
    coding = workbench.accept(project, "zoe", TEXT, said, part)
    assert coding.span == part
    assert store.accepted(project) == {coding.id: (said.span, said.key)}
    assert said.key not in keys(suggest(project)[said.span])
    workbench.undo(project, "zoe")
    assert workbench.live_codings(project, coder="zoe") == ()
    workbench.redo(project, "zoe")
    assert store.check(project) == ()


def test_accepting_twice_is_refused_and_leaves_one_coding(project):
    said = first(project)
    workbench.accept(project, "zoe", TEXT, said)
    with pytest.raises(RefusedError, match=f"is coded as {said.key} already"):
        workbench.accept(project, "zoe", TEXT, said)
    assert len(workbench.live_codings(project, coder="zoe")) == 1
    assert len(store.accepted(project)) == 1


def test_rejecting_hides_the_code_in_that_turn_for_that_coder_and_makes_no_coding(project):
    said = first(project)
    before, others = suggest(project), suggest(project, "lead")
    codings = workbench.live_codings(project)
    workbench.reject(project, "zoe", TEXT, said)
    after = suggest(project)
    assert {*keys(after[said.span])} == {*keys(before[said.span])} - {said.key}
    assert any(said.key in keys(shown) for shown in after.values())
    assert suggest(project, "lead") == others
    assert workbench.live_codings(project) == codings
    assert store.accepted(project) == {}
    name = workbench.name_of(workbench.codebook(project), said.key)
    assert workbench.undo(project, "zoe") == f"rejected: {name} in {TEXT}"
    assert suggest(project) == before
    workbench.redo(project, "zoe")
    assert suggest(project) == after
    assert store.check(project) == ()


def test_the_export_tells_accepted_suggestions_from_ones_own_idea(sample, tmp_path, run, rows):
    with workbench.opened(sample) as project:
        accepted = workbench.accept(project, "zoe", TEXT, first(project))
        own = workbench.code(project, "zoe", TEXT, accepted.span, "inner.tension")
    assert run("export", sample, "segments", "--to", tmp_path / "s.csv").exit_code == 0
    origin = {row["coding_id"]: row["origin"] for row in rows(tmp_path / "s.csv")}
    assert (origin.pop(accepted.lineage), origin.pop(own.lineage)) == ("suggestion", "own")
    assert set(origin.values()) == {"own"}


# The same again


def test_two_processes_with_one_cache_suggest_the_same_to_the_byte(sample, done):
    done("settings", sample, "suggestions", "inline", "--coder", "lead")
    with workbench.opened(sample) as project:
        workbench.submit(project, "zoe", ["c2-administrator"])
        before = workbench.suggestions(project, "zoe", TEXT)
    command = ("suggest", sample, "--transcript", TEXT, "--coder", "zoe", "--json")
    args = [sys.executable, "-m", "qualbench", *command]
    threads = ({}, {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"})
    both = [
        subprocess.Popen(
            args, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=os.environ | of
        )
        for of in threads
    ]
    one, other = (process.communicate()[0] for process in both)
    assert one == other
    found = {(row["start"], row["end"]): row["suggestions"] for row in json.loads(one)}
    assert found == {
        (words.start, words.end): [as_json(one) for one in shown]
        for words, shown in before.items()
        if shown
    }


def as_json(one):
    said, reason = one.said, one.said.reason
    return {
        "code": said.key,
        "name": one.name,
        "score": said.score,
        "calibrated": said.calibrated,
        "reason": {
            name: getattr(reason, name) for name in ("kind", "source", "text", "similarity")
        },
        "why": one.why,
        "model": said.model,
    }


def test_a_rebuilt_cache_gives_the_same_first_three(sample, bases):
    with closing(sqlite3.connect(f"{sample}-cache")) as db, db:
        (many,) = db.execute("SELECT count(*) FROM vector").fetchone()
        db.execute(
            "DELETE FROM vector WHERE text IN (SELECT text FROM vector ORDER BY text LIMIT ?)",
            [many // 2],
        )  # the texts come in other portions than before
    with workbench.opened(sample) as project:
        found = workbench.learned(project, "zoe", TEXT)
    again = offered(found)
    for words, shown in offered(bases["zoe"], 3).items():
        sure = {one.said.key: one.said.score for one in again[words]}
        for one, other in zip(keys(shown), keys(again[words])[:3], strict=True):
            assert one == other or sure[one] == pytest.approx(sure[other], abs=SAME)
