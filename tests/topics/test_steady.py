"""How much of a run is left when texts are left out."""

import numpy as np

from qualbench.topics import find_topics, steadiness


def apart(count, kinds):
    """Texts of kinds that lie far apart, and a vector for each."""
    chance = np.random.default_rng(3)
    kind = np.arange(count) % kinds
    rows = np.eye(kinds, 60)[kind] + chance.normal(size=(count, 60)) / 60
    letters = "bdfgklmnprst"
    texts = [f"{letters[n % 12]}a{letters[n // 12]}o" for n in range(count)]
    return texts, rows / np.linalg.norm(rows, axis=1, keepdims=True)


def test_topics_that_lie_far_apart_come_back_in_every_draw():
    texts, vectors = apart(100, 5)
    run = find_topics(texts, vectors)
    steady = steadiness(texts, vectors, run, draws=3)
    assert (steady.draws, steady.agreement) == (3, 1)
    assert steady.returns == tuple((topic.number, 1) for topic in run.topics)


def test_the_steadiness_of_the_sample_is_the_same_each_time_and_between_none_and_all(talk, run):
    stages = []
    steady = steadiness(talk.texts, talk.vectors, run, draws=4, progress=stages.append)
    assert steady == steadiness(talk.texts, talk.vectors, run, draws=4)
    assert 0.4 < steady.agreement < 1
    assert [number for number, _ in steady.returns] == [topic.number for topic in run.topics]
    assert {share for _, share in steady.returns} <= {0, 0.25, 0.5, 0.75, 1}
    assert stages[-1] == "draw 4 of 4"


def test_too_few_texts_to_leave_any_out_have_none():
    texts, vectors = apart(21, 3)
    assert steadiness(texts, vectors, find_topics(texts, vectors)) is None
