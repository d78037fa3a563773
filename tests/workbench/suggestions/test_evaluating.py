"""How good suggestions are: nothing held out is learned from, and the numbers are what they say."""

import shutil

import numpy as np
import pytest

from qualbench import store, workbench
from qualbench.suggest import fit, measures, score
from qualbench.workbench import Cancelled, Undefined
from qualbench.workbench.suggestions import holding_out
from qualbench.workbench.suggestions.evidence import evidence
from qualbench.workbench.suggestions.figures import Told, bins_of, figures, of_codes

TEXT = "c1-counselor-1"
PLANTED = "The zygomorphic orchid overruled our quarterly flamingo committee."
UNIQUE = "cfir22.innovation.trialability"


def same(one, other):
    arrays = ("coded", "rejected", "line_vectors", "finished")
    values = ("keys", "parents", "lines", "sources", "groups")
    return (
        all(np.array_equal(getattr(one, name), getattr(other, name)) for name in arrays)
        and all(getattr(one, name) == getattr(other, name) for name in values)
        and one.turns.texts == other.turns.texts
        and np.array_equal(one.turns.vectors, other.turns.vectors)
        and all(map(np.array_equal, one.turns.around, other.turns.around))
    )


def test_nothing_of_a_transcript_held_out_is_learned_from(sample, tmp_path, done):
    with workbench.opened(sample) as project:
        before = evidence(project, "coder-1").known()
    new = tmp_path / "planted.txt"
    new.write_text(f"Interviewer: So?\nCounselor: {PLANTED}\nCounselor: We have no room for it.\n")
    done("import", sample, new, coder="lead")
    with workbench.opened(sample) as project:
        text = store.find_transcript(project, "planted")
        workbench.code(project, "coder-1", "planted", text.turns[1].words, UNIQUE)
        workbench.submit(project, "coder-1", ["planted"])
        of = holding_out.study(evidence(project, "coder-1"))
    assert text.hash in of.tested
    assert UNIQUE in {of.keys[i] for i in of.right.any(axis=0).nonzero()[0]}
    parts = [[name] for name in of.tested]
    learned = []

    def method(known, turns):
        learned.append(known)
        return holding_out.by_frequency(known, turns)

    told = holding_out.told(of, parts, method, holding_out.the_others(of, parts))
    for part, known in zip(parts, learned, strict=True):
        assert set(known.groups).isdisjoint(part)
        assert set(known.groups) | set(part) == set(of.transcripts)
        assert (PLANTED in known.turns.texts) == (text.hash not in part)
    (known,) = (known for known in learned if PLANTED not in known.turns.texts)
    assert same(known, before)
    words, _ = fit(known).learned.likeness.words
    assert "zygomorphic" not in words.vocabulary_
    row = [of.of.talk.turns.texts[i] for i in of.asked.nonzero()[0]].index(PLANTED)
    assert told.said[row, of.keys.index(UNIQUE)] == 0  # by frequency: it was never seen
    for size in (1, 2):
        for part, taught in zip(parts, holding_out.some_others(of, parts, size, 1), strict=True):
            groups = {of.transcripts[i] for i in taught}
            assert len(groups) == size
            assert groups.isdisjoint(part)


def test_figures_of_a_tiny_study_are_those_that_are_counted_by_hand(small):
    found = workbench.evaluate(small, "ana")
    assert found.why_not == ""
    assert (found.tested, found.folds, found.suggested) == (("a", "b", "c"), 3, 0)
    of = evidence(small, "ana")
    names = store.transcript_names(small)
    keys = sorted({*of.known().keys, *(line.key for line in of.talk.lines)})
    ranks, firsts = [], []
    for out in sorted(of.finished):
        rows = [i for i, place in enumerate(of.places) if place.transcript != out]
        known = of.known(rows)
        model = fit(known)
        for row, place in enumerate(of.places):
            if place.transcript == out:
                scores = score(model, known, of.talk.turns.at([row]))
                order = [known.keys[i] for i in scores.order[0]]
                order += [key for key in keys if key not in order]
                right = [order.index(key) + 1 for key in of.coded[row]]
                firsts.append((scores.said[0].max(), order[0] in of.coded[row]))
                if of.coded[row]:
                    ranks.append(min(right))
    assert {names[text] for text in of.finished} == {"a", "b", "c"}
    overall = found.overall
    assert (overall.turns, overall.coded, overall.codes) == (len(firsts), len(ranks), 5)
    assert overall.top1 == pytest.approx(np.mean([rank == 1 for rank in ranks]))
    assert overall.top3 == pytest.approx(np.mean([rank <= 3 for rank in ranks]))
    assert overall.mrr == pytest.approx(np.mean([1 / rank for rank in ranks]))
    surest = sorted(firsts, key=lambda first: -first[0])[: int(len(firsts) * 0.5)]
    assert dict(overall.shown)[0.5] == pytest.approx(np.mean([right for _, right in surest]))
    assert isinstance(overall.ece, Undefined)
    assert isinstance(dict(overall.shown)[0.1], Undefined)
    assert [point.transcripts for point in found.curve] == [0, 1, 2]
    assert found.curve[-1].figures == overall
    assert found.bins == ()


def test_figures_are_the_measures_that_they_name():
    said = np.array([[0.9, 0.1, 0.0], [0.2, 0.7, 0.1], [0.6, 0.3, 0.1], [0.1, 0.2, 0.4]])
    right = np.array([[1, 0, 0], [1, 0, 0], [0, 0, 1], [0, 0, 0]], bool)
    told = Told(said, np.argsort(-said, axis=1), right, np.zeros_like(right), True)
    found = figures(told)
    assert (found.turns, found.coded, found.codes) == (4, 3, 2)
    assert (found.top1, found.top3) == (pytest.approx(1 / 3), 1)
    assert found.mrr == pytest.approx((1 + 1 / 2 + 1 / 3) / 3)
    assert found.f1 == pytest.approx((2 / (2 + 2) + 0) / 2)
    first, third = (1 / 1 + 2 / 3) / 2, 1 / 3  # the third: .4, then two of .1 together
    assert found.lift == pytest.approx((first / 0.5 + third / 0.25) / 2)
    surest = dict(found.shown)
    assert [surest[share] for share in (0.3, 0.5, 1.0)] == [1, 0.5, 0.25]
    assert isinstance(surest[0.1], Undefined)
    assert found.ece == pytest.approx((0.1 + 0.7 + 0.6 + 0.4) / 4)
    assert [(one.n, one.said, one.right) for one in bins_of(told)] == [
        (1, 0.4, 0),
        (1, 0.6, 0),
        (1, 0.7, 0),
        (1, 0.9, 1),
    ]
    one, other = of_codes(told, ("a", "b", "c"), ("t", "u", "t", "t"))
    assert (one.f1, other.f1) == (0.5, 0)
    assert (one.key, one.n, one.transcripts, one.top1, one.mrr) == ("a", 2, 2, 0.5, 0.75)
    assert (one.precision, one.prevalence) == (pytest.approx(first), 0.5)
    assert (other.key, other.n, other.transcripts, other.guessed) == ("c", 1, 1, False)


def test_the_sample_study_shows_all_that_there_is_to_show(evaluated):
    _, found = evaluated
    assert found.why_not == ""
    assert (len(found.tested), found.folds) == (12, 12)
    assert {who for _, who in found.whose} == {"coder-1"}
    assert (found.overall.turns, found.overall.coded) == (365, 252)
    assert len(found.codes) == found.overall.codes == 46
    best = dict(found.baselines)
    assert list(best) == list(holding_out.BASELINES)
    assert all(found.overall.top1 > of.top1 for of in best.values())
    assert all(found.overall.f1 > of.f1 for of in best.values())
    assert [point.transcripts for point in found.curve] == [0, 1, 2, 4, 8, 11]
    top1 = [point.figures.top1 for point in found.curve]
    assert top1 == sorted(top1)
    assert sum(one.n for one in found.bins) == 365
    groups = dict(found.groups)
    assert {name: len(values) for name, values in groups.items()} == {"clinic": 4, "role": 2}
    assert {sum(of.turns for _, of in values) for values in groups.values()} == {365}
    assert set(found.rare).isdisjoint(found.guessed)
    assert found.overall.f1 == pytest.approx(np.mean([one.f1 for one in found.codes]))
    assert found.overall.lift == pytest.approx(np.mean([one.lift for one in found.codes]))


def test_first_choices_stand_beside_what_coders_agree_on(evaluated):
    path, found = evaluated
    by_names = {(one.first, one.second): one for one in found.pairs}
    with workbench.opened(path) as project:
        second = {c.name: c.id for c in store.coders(project)}["coder-2"]
        both = {text for coder, text in store.handed_in(project) if coder == second}
        said = {
            (text.hash, turn.words): (set(), set())
            for text in store.transcripts(project)
            for turn in text.turns
            if text.hash in both and not turn.interviewer
        }
        for coding in store.codings(project):
            for (text, words), by in said.items():
                if text == coding.transcript and words.overlaps(coding.span):
                    by[coding.coder == second].add(coding.code)
    codes = set().union(*(one | other for one, other in said.values()))
    marks = np.array([[code in of for of in by] for by in said.values() for code in codes])
    people = by_names["coder-1", "coder-2"]
    assert people.turns == len(said)
    assert people.kappa == pytest.approx(measures.kappa(marks[:, 0], marks[:, 1]))
    ours = by_names["first choices", "what counts"].kappa
    assert 0.3 < ours < people.kappa
    assert ("first choices", "coder-1") not in by_names  # what counts is coder-1's
    assert ("first choices", "coder-2") in by_names


def test_what_was_accepted_is_neither_right_nor_wrong(sample):
    with workbench.opened(sample) as project:
        before = holding_out.study(evidence(project, "coder-1"))
        workbench.settle(project, "lead", "precision", "0")
        shown = workbench.suggestions(project, "coder-1", TEXT)
        rows = zip(before.of.places, before.of.coded, strict=True)
        text = store.find_hash(project, TEXT)
        coded = {place.words for place, of in rows if of and place.transcript == text}
        free = next(said[0].said for words, said in shown.items() if words not in coded)
        beside = next(said[0].said for words, said in shown.items() if words in coded)
        for one in (free, beside):
            workbench.accept(project, "coder-1", TEXT, one)
        of = holding_out.study(evidence(project, "coder-1"))
    assert np.array_equal(of.right, before.right)
    assert of.closed.sum() == 2
    assert of.asked.sum() == before.asked.sum() - 1  # nothing else is on that turn
    parts = holding_out.parts(of.tested, 1)
    told = holding_out.told(of, parts, holding_out.by_definition, holding_out.the_others(of, parts))
    (row,) = told.closed.any(axis=1).nonzero()[0]
    assert told.order[row, -1] == of.keys.index(beside.key)


def test_what_was_chosen_after_it_was_shown_proves_nothing_and_what_came_before_does(sample):
    with workbench.opened(sample) as project:
        before = holding_out.study(evidence(project, "coder-1"))
        workbench.settle(project, "lead", "precision", "0")
        shown = workbench.suggestions(project, "coder-1", TEXT)
        said = next(each[0].said for each in shown.values() if each)
        workbench.showed(project, "coder-1", TEXT, [said], "after")
        same = holding_out.study(evidence(project, "coder-1"))
        assert np.array_equal(same.right, before.right)
        assert not same.closed.any()  # all that stands was coded before
        code, _, role = said.key.partition("@")
        workbench.code(project, "coder-1", TEXT, said.span, code, role=role)
        of = holding_out.study(evidence(project, "coder-1"))
    assert np.array_equal(of.right, before.right)
    ((row,), (column,)) = of.closed.nonzero()
    assert (of.of.places[row].words, of.keys[column]) == (said.span, said.key)


def test_what_is_sealed_from_somebody_tells_them_nothing(sample):
    with workbench.opened(sample) as project:
        workbench.open_round(project, "lead", "pilot", ("coder-1", "coder-2"))
        found = workbench.evaluate(project, "zoe")
        own = evidence(project, "coder-2")
        ids = {coder.name: coder.id for coder in store.coders(project)}
    assert found.why_not.startswith("no transcript is submitted by whoever's codings count; ")
    assert (found.whose, found.tested, found.pairs) == ((), (), ())
    assert set(own.whose.values()) == {ids["coder-2"]}


def test_where_nothing_can_be_said_it_says_why(small, tmp_path, demo, done):
    found = workbench.evaluate(small, "somebody")
    assert found.uncounted == ("a", "b")
    assert found.why_not.startswith("fewer than two submitted transcripts")
    assert isinstance(found.overall.top1, Undefined)
    path = tmp_path / "empty.qualbench"
    done("init", path, "--codebook", "mio", coder="lead")
    shutil.copy(f"{demo.project}-cache", f"{path}-cache")
    with workbench.opened(path) as project:
        assert workbench.evaluate(project, "").why_not.startswith("no transcript is submitted")
        files = []
        for name, text in {"x": "Counselor: One.\n", "y": "Counselor: Two.\n"}.items():
            files.append(tmp_path / f"{name}.txt")
            files[-1].write_text(text)
    done("import", path, *files, coder="lead")
    with workbench.opened(path) as project:
        for name in ("x", "y"):
            words = store.find_transcript(project, name).turns[0].words
            workbench.code(project, "ana", name, words, UNIQUE)
            workbench.submit(project, "ana", [name])
        assert workbench.evaluate(project, "").why_not == "fewer than two codes are in use"


def test_whoever_no_longer_wants_it_ends_it(small):
    def stop(stage, done, total):
        if stage.startswith("learning"):
            raise Cancelled

    with pytest.raises(Cancelled):
        workbench.evaluate(small, "ana", 1, stop)


def test_the_same_seed_gives_the_same_figures(small):
    assert workbench.evaluate(small, "ana", 3) == workbench.evaluate(small, "ana", 3)


def test_many_transcripts_are_held_out_in_parts():
    many = [f"t{i:02}" for i in range(25)]
    parts = holding_out.parts(many, 4)
    assert len(parts) == holding_out.FOLDS
    assert sorted(name for part in parts for name in part) == many
    assert parts == holding_out.parts(many[::-1], 4)
    assert parts != holding_out.parts(many, 5)
    assert holding_out.parts(many[:3], 1) != [many[:3]]
