"""Where texts lie on the plane of their two principal components."""

from dataclasses import replace

import numpy as np
import pytest

from qualbench import workbench
from qualbench.workbench.topics.map import _plane


@pytest.fixture(scope="module")
def spots(demo):
    with workbench.opened(demo.project) as project:
        return workbench.topic_map(project, demo.topics)


def test_every_text_has_a_spot_with_its_topic(spots, demo):
    assert [label for _, _, label in spots] == list(demo.topics.labels)
    for axis in (0, 1):
        assert (min(spot[axis] for spot in spots), max(spot[axis] for spot in spots)) == (0, 1)


def test_it_is_the_same_each_time(spots, demo):
    with workbench.opened(demo.project) as project:
        assert workbench.topic_map(project, demo.topics) == spots


def test_the_first_axis_is_the_one_along_which_texts_differ_most():
    rows = np.array([[0, 0, 1], [0, 9, 1], [3, 0, 1], [3, 9, 1]], np.float32)
    assert _plane(rows).round(6).tolist() == [[0, 0], [1, 0], [0, 1], [1, 1]]


def test_texts_that_are_all_alike_lie_in_the_middle():
    assert _plane(np.ones((3, 4), np.float32)).tolist() == [[0.5, 0.5]] * 3


def test_without_texts_there_is_no_spot(demo):
    with workbench.opened(demo.project) as project:
        assert workbench.topic_map(project, replace(demo.topics, words=(), labels=())) == ()
