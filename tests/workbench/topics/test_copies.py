"""What two copies decide about the topics of one run, once they are merged."""

from pathlib import Path

import pytest

from qualbench import store, workbench
from qualbench.errors import NotFoundError

RUN = "talk"


@pytest.fixture
def theirs(path, tmp_path, copied):
    with workbench.opened(copied(path, tmp_path / "theirs.qualbench")) as theirs:
        yield theirs


@pytest.fixture
def united(project, theirs, kept):
    """Merges each into the other; what both have then."""

    def united():
        for into, other in ((project, theirs), (theirs, project)):
            (done,) = workbench.merge(into, "lead", [Path(other.path)])
            assert not done.refused
        assert store.check(project) == store.check(theirs) == ()
        assert kept(project) == kept(theirs)
        return kept(project)

    return united


def test_what_two_copies_decide_about_different_topics_all_holds(
    project, theirs, united, inside, kept
):
    mine = workbench.split_topic(project, "lead", RUN, 1)
    workbench.label_topic(project, "lead", RUN, mine[0], "Mine")
    other = workbench.split_topic(theirs, "coder-1", RUN, 2)
    workbench.label_topic(theirs, "coder-1", RUN, other[0], "Theirs")
    code = workbench.code_topic(theirs, "coder-1", RUN, other[1])
    parts = {n: inside(kept(project), n) for n in mine} | {
        n: inside(kept(theirs), n) for n in other
    }
    found = united()
    assert {n: inside(found, n) for n in (*mine, *other)} == parts
    assert {t.number: t.label for t in found.topics if t.label} == {
        mine[0]: "Mine",
        other[0]: "Theirs",
    }
    assert [t.number for t in found.topics if t.code == code.id] == [other[1]]


def test_the_same_split_in_two_copies_is_one_split(project, theirs, united, kept):
    new = workbench.split_topic(project, "lead", RUN, 1)
    assert workbench.split_topic(theirs, "coder-1", RUN, 1) == new
    workbench.label_topic(project, "lead", RUN, new[0], "Mine")
    workbench.label_topic(theirs, "coder-1", RUN, new[1], "Theirs")
    before = kept(project).labels
    found = united()
    assert found.labels == before
    assert [t.label for t in found.topics if t.number in new] == ["Mine", "Theirs"]


def test_merges_in_two_copies_that_share_a_topic_are_one_topic(project, theirs, kept, united):
    before = kept(project)
    workbench.merge_topics(project, "lead", RUN, [1, 2])
    workbench.merge_topics(theirs, "coder-1", RUN, [2, 3])
    found = united()
    assert found.labels == tuple(1 if label in (2, 3) else label for label in before.labels)


def test_a_topic_that_one_copy_splits_and_another_merges_is_split(
    project, theirs, inside, united, kept
):
    new = workbench.split_topic(project, "lead", RUN, 2)
    parts = [inside(kept(project), number) for number in new]
    alone = inside(kept(project), 1)
    workbench.merge_topics(theirs, "coder-1", RUN, [1, 2])
    found = united()
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
