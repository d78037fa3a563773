"""What is decided about topics by hand: called, merged and split, and undone."""

import re

import pytest

from qualbench import store, workbench
from qualbench.errors import NotFoundError, RefusedError
from qualbench.model import Topic, TopicRun
from qualbench.topics import OUTSIDE
from qualbench.workbench import Scope
from qualbench.workbench.topics.scope import words_in

RUN = "talk"
REPEATED = """Interviewer: And?
Counselor: We lost two rooms to the flood.
Interviewer: And?
Counselor: Medicaid pays for an hour.
Interviewer: And?
Counselor: We lost two rooms to the flood.
Interviewer: And?
Counselor: We lost two rooms to the flood.
"""


def test_a_topic_is_called_what_it_was_called_last_and_with_nothing_by_its_phrases(
    project, kept, topic
):
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


def test_merged_topics_have_the_texts_of_both_and_the_others_stay_as_they_were(
    project, kept, topic, inside
):
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


def test_a_split_topic_is_in_parts_that_can_be_told_from_one_another(project, kept, inside):
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


def test_no_number_is_given_twice(project, kept):
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


def test_texts_that_are_equal_stay_in_one_part(project_of, tmp_path, inside, kept):
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


def test_what_cannot_be_decided_is_refused_with_what_there_is(project, kept):
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
