"""Topic runs that are kept, what is decided about them, and codes that come of them."""

import json
import re
import shutil
import subprocess
import sys
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from qualbench import store, workbench
from qualbench.errors import NotFoundError, RefusedError
from qualbench.model import Topic, TopicRun
from qualbench.topics import OUTSIDE
from qualbench.workbench import Scope
from qualbench.workbench.topics.keeping import waiting
from qualbench.workbench.topics.scope import words_in

RUN = "talk"
SPACE = "cfir22.inner.resources.space"


@pytest.fixture(scope="module")
def kept_once(demo, tmp_path_factory):
    """A copy of the sample study in which the lead keeps its topics; not to be written to."""
    path = tmp_path_factory.mktemp("kept") / "sample.qualbench"
    shutil.copy(f"{demo.project}-cache", f"{path}-cache")
    shutil.copy(demo.project, path)
    with workbench.opened(path) as project:
        workbench.keep_topics(project, "lead", f" {RUN}\n", demo.topics)
    return path


def copied(path, to):
    shutil.copy(f"{path}-cache", f"{to}-cache")
    return Path(shutil.copy(path, to))


@pytest.fixture
def path(kept_once, tmp_path):
    return copied(kept_once, tmp_path / "sample.qualbench")


@pytest.fixture
def project(path):
    with workbench.opened(path) as project:
        yield project


def kept(project):
    return workbench.kept_topics(project, RUN)


def topic(project, number):
    return next(one for one in kept(project).topics if one.number == number)


def inside(found, number):
    return [one for one, of in zip(found.words, found.labels, strict=True) if of == number]


# Kept and read again


def test_a_kept_run_is_read_as_it_was_found(project, demo):
    assert kept(project) == replace(demo.topics, kept=RUN)
    (run,) = workbench.topic_runs(project)
    assert (run.name, run.coder, run.scope) == (RUN, "lead", Scope())
    assert (run.topics, run.words) == (len(demo.topics.topics), len(demo.topics.words))
    assert workbench.kept_topics(project, run.id) == kept(project)
    assert store.check(project) == ()


def test_another_process_reads_the_same_and_so_it_does_without_the_cache(path, demo, listed):
    Path(f"{path}-cache").unlink()
    args = [sys.executable, "-m", "qualbench", "topics", path, "--run", RUN, "--json"]
    ran = subprocess.run(args, capture_output=True, text=True, check=True)
    said = json.loads(ran.stdout)
    assert said["kept"] == RUN
    assert said == listed("topics", demo.project) | {"kept": RUN}


def test_what_is_searched_again_in_the_same_scope_is_what_was_kept(project):
    scope = Scope(attributes=(("role", "counselor"), ("clinic", "C1"), ("clinic", "C2")))
    found = workbench.topics(project, "lead", scope)
    workbench.keep_topics(project, "lead", "some", found)
    some = workbench.kept_topics(project, "some")
    assert some == replace(found, kept="some")
    assert some.scope == scope
    again = workbench.topics(project, "lead", some.scope)
    (run,) = (one.id for one in workbench.topic_runs(project) if one.name == "some")
    assert again == replace(found, follows=run)


def test_topics_that_are_the_same_keep_numbers_names_and_codes_when_texts_are_added(
    project, path, tmp_path, done
):
    kept(project)
    name = next(one.name for one in workbench.topic_runs(project))
    run = workbench.kept_topics(project, name)
    last = run.topics[-1].number
    workbench.label_topic(project, "lead", name, 2, "What this is about")
    workbench.merge_topics(project, "lead", name, [1, last])
    workbench.map_topic(project, "lead", name, 3, "Culture")
    said = [one.text for one, n in zip(run.words, run.labels, strict=True) if n == 2][:9]
    lines = [f"Interviewer: And?\nCounselor: {' '.join(text.split())}\n" for text in said]
    (tmp_path / "more.txt").write_text("".join(lines), encoding="utf-8")
    done("import", path, tmp_path / "more.txt", coder="lead")
    now = workbench.topics(project, "lead", run.scope)
    before = {t.number: t for t in workbench.kept_topics(project, name).topics}
    by_number = {topic.number: topic for topic in now.topics}
    assert by_number[2].label == "What this is about"
    assert by_number[2].size > before[2].size
    assert by_number[3].code == "cfir22.inner.culture"
    assert last not in by_number or by_number[last].label == ""
    same = before.keys() & by_number.keys()
    assert len(same) > len(before) / 2
    for number in same:
        mine = {
            (w.transcript, w.span)
            for w, n in zip(now.words, now.labels, strict=True)
            if n == number
        }
        theirs = {
            (w.transcript, w.span)
            for w, n in zip(run.words, workbench.kept_topics(project, name).labels, strict=True)
            if n == number
        }
        assert len(mine & theirs) > len(theirs) / 3
    again = workbench.keep_topics(project, "lead", "later", now)
    assert again.follows == workbench.topic_runs(project)[0].id
    later = {topic.number: topic for topic in workbench.kept_topics(project, "later").topics}
    assert (later[2].label, later[3].code) == ("What this is about", "cfir22.inner.culture")


def test_what_is_imported_later_changes_no_kept_run(project, path, tmp_path, done):
    before = kept(project)
    (tmp_path / "new.txt").write_text("Interviewer: And?\nCounselor: We lost two rooms.\n")
    done("import", path, tmp_path / "new.txt", coder="lead")
    assert kept(project) == before


def test_a_run_wants_a_name_of_its_own_and_somebody_who_keeps_it(project, demo):
    for coder, name, why in (
        ("lead", " ", "has no name"),
        ("lead", RUN.upper(), "there is a topic run talk already"),
        ("", "other", "who is at work"),
    ):
        with pytest.raises(RefusedError, match=why):
            workbench.keep_topics(project, coder, name, demo.topics)
    with pytest.raises(NotFoundError, match="there is no topic run other"):
        workbench.kept_topics(project, "other")


def test_a_run_is_gone_with_a_transcript_that_is_erased(project, demo):
    code = workbench.code_topic(project, "lead", RUN, 1)
    workbench.erase(project, "lead", "c1-counselor-1")
    assert workbench.topic_runs(project) == ()
    with pytest.raises(NotFoundError, match="there is no topic run talk"):
        kept(project)
    (text, *_) = store.transcript_names(project)
    assert waiting(project, text) == ()
    assert code.id in workbench.codebook(project).by_id  # without the words that were erased
    with pytest.raises(RefusedError, match="was erased"):
        workbench.keep_topics(project, "lead", "late", demo.topics)
    assert store.check(project) == ()


# Decided by hand, and undone


def test_a_topic_is_called_what_it_was_called_last_and_with_nothing_by_its_phrases(project):
    before = kept(project)
    workbench.label_topic(project, "lead", RUN, 2, " Slots \n in the week ")
    assert (topic(project, 2).label, topic(project, 2).name) == ("Slots in the week",) * 2
    workbench.label_topic(project, "coder-1", RUN, 2, "Slots")
    assert topic(project, 2).label == "Slots"
    workbench.label_topic(project, "lead", RUN, 2, "")
    assert kept(project) == before
    for coder, label in (("lead", "Slots"), ("coder-1", "Slots in the week"), ("lead", "")):
        workbench.undo(project, coder)
        assert topic(project, 2).label == label
    assert kept(project) == before


def test_merged_topics_have_the_texts_of_both_and_the_others_stay_as_they_were(project):
    before = kept(project)
    assert workbench.merge_topics(project, "lead", RUN, [5, 2, 5]) == 2
    after = kept(project)
    assert after.labels == tuple(2 if label == 5 else label for label in before.labels)
    both = topic(project, 2)
    assert both.size == sum(t.size for t in before.topics if t.number in (2, 5))
    assert {quote.text for quote in both.quotes} <= {one.text for one in inside(after, 2)}
    assert both.phrases
    others = [t for t in before.topics if t.number not in (2, 5)]
    assert [t for t in after.topics if t.number != 2] == others
    assert after.outside == before.outside
    assert workbench.topic_runs(project)[0].topics == len(before.topics) - 1
    workbench.undo(project, "lead")
    assert kept(project) == before


def test_a_split_topic_is_in_parts_that_can_be_told_from_one_another(project):
    before = kept(project)
    size = before.topics[0].size
    new = workbench.split_topic(project, "lead", RUN, 1, 3)
    step = 10 ** len(str(len(before.topics)))
    assert new == (step + 1, step + 2, step + 3)
    after = kept(project)
    parts = [t for t in after.topics if t.number in new]
    assert [t.number for t in parts] == list(new)
    assert sum(t.size for t in parts) == size
    assert len({t.phrases for t in parts}) == 3
    assert all(
        {q.text for q in t.quotes} <= {w.text for w in inside(after, t.number)} for t in parts
    )
    assert [t for t in after.topics if t.number not in new] == list(before.topics[1:])
    workbench.undo(project, "lead")
    assert kept(project) == before
    assert workbench.split_topic(project, "lead", RUN, 1, 3) == new
    assert kept(project) == after


def test_no_number_is_given_twice(project):
    given = {topic.number for topic in kept(project).topics}
    number = 1
    for _ in range(3):
        new = workbench.split_topic(project, "lead", RUN, number)
        assert given.isdisjoint(new)
        given |= {*new}
        number = workbench.merge_topics(project, "lead", RUN, new)
        assert number == new[0]
        assert number in {topic.number for topic in kept(project).topics}
    assert len(kept(project).topics) == len({topic.number for topic in kept(project).topics})


REPEATED = """Interviewer: And?
Counselor: We lost two rooms to the flood.
Interviewer: And?
Counselor: Medicaid pays for an hour.
Interviewer: And?
Counselor: We lost two rooms to the flood.
Interviewer: And?
Counselor: We lost two rooms to the flood.
"""


def test_texts_that_are_equal_stay_in_one_part(project_of, tmp_path):
    (tmp_path / "said.txt").write_text(REPEATED)
    with workbench.opened(project_of([tmp_path / "said.txt"])) as project:
        words = words_in(project, "", Scope())
        run = TopicRun((Topic(1, 4, ("lost", "pays"), (0,)),), (1,) * 4, "none", "", 0, (), ())
        found = workbench.TopicsFound((), words, run.labels, Scope(), run, "")
        workbench.keep_topics(project, "lead", RUN, found)
        with pytest.raises(RefusedError, match="2 texts cannot be parted in 3"):
            workbench.split_topic(project, "lead", RUN, 1, 3)
        new = workbench.split_topic(project, "lead", RUN, 1)
        texts = [{one.text for one in inside(kept(project), number)} for number in new]
        assert [len(part) for part in texts] == [1, 1]
        assert sorted(t.size for t in kept(project).topics) == [1, 3]


def test_what_cannot_be_decided_is_refused_with_what_there_is(project):
    last = len(kept(project).topics)
    refused = (
        (lambda: workbench.label_topic(project, "lead", RUN, 77, "x"), f"There is 1, .*, {last}."),
        (lambda: workbench.label_topic(project, "lead", RUN, OUTSIDE, "x"), "There is 1, "),
        (lambda: workbench.merge_topics(project, "lead", RUN, [3, 3]), "Name two or more"),
        (lambda: workbench.merge_topics(project, "lead", RUN, [3, 77]), "There is 1, "),
        (lambda: workbench.split_topic(project, "lead", RUN, 3, 1), "2 to 9 parts"),
        (lambda: workbench.split_topic(project, "lead", RUN, 3, 10), "2 to 9 parts"),
        (lambda: workbench.split_topic(project, "lead", RUN, last, 9), "than there are texts"),
        (lambda: workbench.code_topic(project, "lead", RUN, 3, quotes=[9]), "There is 1 to"),
        (lambda: workbench.code_topic(project, "lead", RUN, 3, quotes=[-1]), "There is 1 to"),
        (lambda: workbench.map_topic(project, "lead", RUN, 3, "Spacey"), "nearest are"),
    )
    before = store.facts_digest(project)
    for asked, hint in refused:
        with pytest.raises((NotFoundError, RefusedError)) as why:
            asked()
        assert re.search(hint, why.value.hint)
    assert store.facts_digest(project) == before


# Into the codebook


def test_a_code_of_a_topic_has_its_phrases_and_the_chosen_quotes(project):
    workbench.label_topic(project, "lead", RUN, 3, "Rooms and toys")
    of = topic(project, 3)
    code = workbench.code_topic(project, "coder-1", RUN, 3, quotes=[1])
    known = workbench.codebook(project).by_id[code.id]
    assert (known.name, known.include) == ("Rooms and toys", of.phrases)
    assert known.examples == (" ".join(of.quotes[1].text.split()),)
    assert workbench.proposals(project)[code.id] == "coder-1"
    assert topic(project, 3).code == code.id
    named = workbench.code_topic(project, "lead", RUN, 4, "Who pays")
    assert (named.name, len(named.examples)) == ("Who pays", 2)
    workbench.undo(project, "lead")
    workbench.undo(project, "coder-1")
    assert topic(project, 3).code == topic(project, 4).code == ""
    assert code.id not in workbench.codebook(project).by_id


def test_a_topic_is_mapped_to_a_code_by_any_of_its_names(project):
    assert workbench.map_topic(project, "lead", RUN, 3, "Space") == SPACE
    assert topic(project, 3).code == SPACE
    key = workbench.map_topic(project, "lead", RUN, 3, "Need@recipients")
    assert topic(project, 3).code == key == "cfir22.individuals.characteristics.need@recipients"
    assert store.check(project) == ()
    workbench.undo(project, "lead")
    assert topic(project, 3).code == SPACE


@pytest.fixture(scope="module")
def coded(kept_once, tmp_path_factory):
    """Copies in which topic 3 was made into a code, its id, and what was there before."""
    path = copied(kept_once, tmp_path_factory.mktemp("coded") / "sample.qualbench")
    with workbench.opened(path) as project:
        before = standing(project)
        code = workbench.code_topic(project, "coder-1", RUN, 3).id
        found = kept(project)
        name = Counter(one.transcript for one in inside(found, 3)).most_common(1)[0][0]
        text = store.transcript_names(project)[name]
    return path, code, text, before


def standing(project):
    """All that stands, as it is looked at."""
    text = next(iter(store.transcript_names(project)))
    of = workbench.learned(project, "coder-1", text)
    return (
        workbench.live_codings(project),
        workbench.codebook(project),
        workbench.proposals(project),
        workbench.topic_runs(project),
        kept(project),
        {words: workbench.suggested(of, words, 9) for words in of.places},
        store.accepted(project),
        replace(workbench.status(project), path=None),
    )


def test_what_lies_in_a_topic_with_a_code_waits_first_in_its_turns_and_nowhere_else(coded):
    path, code, text, _ = coded
    with workbench.opened(path) as project:
        of = workbench.basis(project, "zoe", text)
        found = [w for w in inside(kept(project), 3) if w.transcript == of.transcript]
        assert workbench.waiting_turns(of) == tuple(sorted(w.span for w in found)) != ()
        for words in of.places:
            shown = workbench.suggested(of, words)
            waits = words in workbench.waiting_turns(of)
            assert [one.said.key == code for one in shown[:1]] == [waits] * len(shown[:1])
            assert sum(one.said.key == code for one in shown) == waits
        first = workbench.suggested(of, workbench.waiting_turns(of)[0])[0]
        assert first.why == first.said.model == f"topic 3 of the run {RUN}"
        assert (first.said.reason.kind, first.said.reason.source) == ("topic", RUN)
        assert first.name == workbench.codebook(project).by_id[code].name
        turns = workbench.topic_turns(project, RUN, 3)
        assert turns == len(inside(kept(project), 3))


def test_nothing_waits_in_a_blind_round(coded, tmp_path):
    path, _, text, _ = coded
    with workbench.opened(copied(path, tmp_path / "blind.qualbench")) as project:
        workbench.open_round(project, "lead", "blind", ("coder-1", "coder-2"), [text])
        for coder in ("coder-1", "coder-2"):
            with pytest.raises(RefusedError, match=f"{text} is coded blind in round blind"):
                workbench.basis(project, coder, text)
        assert workbench.waiting_turns(workbench.basis(project, "zoe", text))


def test_a_topic_made_into_a_code_accepted_and_undone_leaves_the_project_as_it_was(coded, tmp_path):
    path, code, text, before = coded
    with workbench.opened(copied(path, tmp_path / "undone.qualbench")) as project:
        of = workbench.basis(project, "coder-1", text)
        turns = workbench.waiting_turns(of)
        for words in turns:
            said = workbench.suggested(of, words)[0].said
            workbench.accept(project, "coder-1", text, said)
        again = workbench.basis(project, "coder-1", text, of)
        assert workbench.waiting_turns(again) == ()
        assert sum(c.coding.code == code for c in workbench.live_codings(project)) == len(turns)
        for _ in range(len(turns) + 1):
            workbench.undo(project, "coder-1")
        assert standing(project) == before
        assert store.check(project) == ()


def test_what_is_rejected_waits_no_more(coded, tmp_path):
    path, code, text, _ = coded
    with workbench.opened(copied(path, tmp_path / "rejected.qualbench")) as project:
        of = workbench.basis(project, "zoe", text)
        first, *rest = workbench.waiting_turns(of)
        workbench.reject(project, "zoe", text, workbench.suggested(of, first)[0].said)
        of = workbench.basis(project, "zoe", text, of)
        assert workbench.waiting_turns(of) == tuple(rest)
        assert code not in {one.said.key for one in workbench.suggested(of, first, 9)}


def test_a_code_that_was_merged_waits_as_what_it_became(coded, tmp_path):
    path, code, text, _ = coded
    with workbench.opened(copied(path, tmp_path / "merged.qualbench")) as project:
        workbench.adopt_code(project, "lead", code)
        workbench.merge_codes(project, "lead", code, SPACE)
        of = workbench.basis(project, "zoe", text)
        waits = workbench.waiting_turns(of)
        assert waits
        assert workbench.suggested(of, waits[0])[0].said.key == SPACE


# Copies


@pytest.fixture
def theirs(path, tmp_path):
    with workbench.opened(copied(path, tmp_path / "theirs.qualbench")) as theirs:
        yield theirs


def united(project, theirs):
    """Both after each was merged into the other."""
    for into, other in ((project, theirs), (theirs, project)):
        (done,) = workbench.merge(into, "lead", [Path(other.path)])
        assert not done.refused
    assert store.check(project) == store.check(theirs) == ()
    assert kept(project) == kept(theirs)
    return kept(project)


def test_what_two_copies_decide_about_different_topics_all_holds(project, theirs):
    mine = workbench.split_topic(project, "lead", RUN, 1)
    workbench.label_topic(project, "lead", RUN, mine[0], "Mine")
    other = workbench.split_topic(theirs, "coder-1", RUN, 2)
    workbench.label_topic(theirs, "coder-1", RUN, other[0], "Theirs")
    code = workbench.code_topic(theirs, "coder-1", RUN, other[1])
    parts = {n: inside(kept(project), n) for n in mine} | {
        n: inside(kept(theirs), n) for n in other
    }
    found = united(project, theirs)
    assert {n: inside(found, n) for n in (*mine, *other)} == parts
    assert {t.number: t.label for t in found.topics if t.label} == {
        mine[0]: "Mine",
        other[0]: "Theirs",
    }
    assert [t.number for t in found.topics if t.code == code.id] == [other[1]]


def test_the_same_split_in_two_copies_is_one_split(project, theirs):
    new = workbench.split_topic(project, "lead", RUN, 1)
    assert workbench.split_topic(theirs, "coder-1", RUN, 1) == new
    workbench.label_topic(project, "lead", RUN, new[0], "Mine")
    workbench.label_topic(theirs, "coder-1", RUN, new[1], "Theirs")
    before = kept(project).labels
    found = united(project, theirs)
    assert found.labels == before
    assert [t.label for t in found.topics if t.number in new] == ["Mine", "Theirs"]


def test_merges_in_two_copies_that_share_a_topic_are_one_topic(project, theirs):
    before = kept(project)
    workbench.merge_topics(project, "lead", RUN, [1, 2])
    workbench.merge_topics(theirs, "coder-1", RUN, [2, 3])
    found = united(project, theirs)
    assert found.labels == tuple(1 if label in (2, 3) else label for label in before.labels)


def test_a_topic_that_one_copy_splits_and_another_merges_is_split(project, theirs):
    new = workbench.split_topic(project, "lead", RUN, 2)
    parts = [inside(kept(project), number) for number in new]
    alone = inside(kept(project), 1)
    workbench.merge_topics(theirs, "coder-1", RUN, [1, 2])
    found = united(project, theirs)
    assert [inside(found, number) for number in new] == parts
    assert inside(found, 1) == alone


def test_two_runs_kept_by_one_name_are_told_apart_by_id_once_copies_are_merged(
    project, theirs, demo
):
    for one in (project, theirs):
        workbench.keep_topics(one, "lead", "both", demo.topics)
    workbench.merge(project, "lead", [Path(theirs.path)])
    with pytest.raises(NotFoundError, match="2 topic runs are named both"):
        workbench.kept_topics(project, "both")
    for run in (one for one in workbench.topic_runs(project) if one.name == "both"):
        assert workbench.kept_topics(project, run.id).labels == demo.topics.labels
