"""Topics of the sample study and of texts that make it hard."""

import json
import os
import subprocess
import sys
import warnings
from collections import Counter

import numpy as np
import pytest

from qualbench.errors import RefusedError
from qualbench.progress import Cancelled
from qualbench.topics import (
    DENSITY_FROM,
    FITTED_MOST,
    LEAST_TEXTS,
    OUTSIDE,
    SEED,
    find_topics,
    to_json,
)
from qualbench.topics.words import phrases

ALONE = """
import json, sys
import numpy as np

def refuse(event, args):
    if event in ("socket.connect", "socket.getaddrinfo"):
        raise RuntimeError(event)

sys.addaudithook(refuse)
from qualbench.topics import find_topics, to_json
print(to_json(find_topics(json.load(open(sys.argv[1])), np.load(sys.argv[2]))), end="")
"""
CONSENSUS = "word-weighted PCA and consensus of average linkage"
THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "NUMBA_NUM_THREADS")


def directions(count, seed=0):
    """Vectors of length 1 that point anywhere."""
    rows = np.random.default_rng(seed).normal(size=(count, 384))
    return (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)


def different(count):
    """Texts of one word each, all different."""
    letters = "bdfgklmnprst"
    return [f"{a}a{b}o" for a in letters for b in letters][:count]


def letters(number):
    """A word for each number."""
    return "".join("bdfgklmnpr"[int(digit)] + "a" for digit in f"{number:04}")


def members(run, number):
    return [index for index, label in enumerate(run.labels) if label == number]


@pytest.fixture(scope="module")
def elsewhere(talk, tmp_path_factory):
    """The same search in two other processes, with one thread and with two; they work already."""
    folder = tmp_path_factory.mktemp("elsewhere")
    texts, vectors = folder / "texts.json", folder / "vectors.npy"
    texts.write_text(json.dumps(talk.texts))
    np.save(vectors, talk.vectors)
    return [
        subprocess.Popen(
            [sys.executable, "-c", ALONE, texts, vectors],
            env=os.environ | dict.fromkeys(THREADS, threads),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
        )
        for threads in "12"
    ]


def test_the_run_is_the_same_in_other_processes_with_one_thread_and_with_two(elsewhere, request):
    here = to_json(request.getfixturevalue("run"))  # meanwhile, as each takes a while to start
    assert [process.communicate() for process in elsewhere] == [(here, "")] * 2


def test_topics_are_numbered_from_one_the_largest_first(run):
    sizes = [topic.size for topic in run.topics]
    assert [topic.number for topic in run.topics] == list(range(1, len(sizes) + 1))
    assert sizes == sorted(sizes, reverse=True)


def test_sizes_and_labels_say_the_same(run, talk):
    sizes = {topic.number: topic.size for topic in run.topics}
    outside = len(talk.texts) - sum(sizes.values())
    assert Counter(run.labels) == sizes | {OUTSIDE: outside}
    assert f"{outside} of {len(talk.texts)} texts lie outside every topic" in run.reason


def test_quotes_are_texts_of_their_topic_the_nearest_to_its_middle_first(run, talk):
    for topic in run.topics:
        inside = members(run, topic.number)
        middle = talk.vectors[inside].mean(axis=0)
        near = [float(talk.vectors[index] @ middle) for index in topic.quotes]
        assert near == sorted(near, reverse=True)
        assert near[0] == max(float(talk.vectors[index] @ middle) for index in inside)
        assert set(topic.quotes) <= set(inside)


def test_quotes_differ_from_one_another():
    kinds = np.arange(60) % 5
    vectors = directions(5)[kinds] + directions(60, seed=1) / 100
    vectors[::10] += directions(6, seed=2) / 2
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    run = find_topics(different(60), vectors.astype(np.float32))
    quotes = vectors[list(run.topics[0].quotes)]
    alike = quotes @ quotes.T - np.eye(len(quotes))
    assert len(quotes) < run.topics[0].size
    assert alike.max() < 0.9


def test_every_topic_has_phrases_that_its_texts_share_and_none_twice(run, talk):
    for topic in run.topics:
        said = Counter(p for i in members(run, topic.number) for p in set(phrases(talk.texts[i])))
        assert 1 <= len(topic.phrases) <= 8
        assert min(said[phrase] for phrase in topic.phrases) > 1
        words = [word for phrase in topic.phrases for word in phrase.split()]
        assert not {"yeah", "um", "know", "mean", "like", "the", "it"} & set(words)
        alone = {phrase for phrase in topic.phrases if " " not in phrase}
        assert not alone & {w for p in topic.phrases if " " in p for w in p.split()}


def test_topics_come_nearer_to_the_written_themes_than_bertopics_defaults(run, talk):
    from bertopic import BERTopic
    from sklearn.metrics import adjusted_mutual_info_score
    from umap import UMAP

    usual = {"n_neighbors": 15, "n_components": 5, "min_dist": 0.0, "metric": "cosine"}
    reducer = UMAP(**usual, random_state=SEED, n_jobs=1)
    labels, _ = BERTopic(umap_model=reducer).fit_transform(talk.texts, talk.vectors)
    ours = adjusted_mutual_info_score(talk.themes, run.labels)
    assert ours > 0.45
    assert ours > adjusted_mutual_info_score(talk.themes, labels)


def test_a_run_says_what_it_was_made_with(run):
    assert (run.method, run.seed) == (CONSENSUS, SEED)
    assert ("least size", "5") in run.parameters
    assert {"bertopic", "scikit-learn", "scipy"} <= dict(run.versions).keys()


def test_stages_are_told_in_order_and_warnings_are_left_as_they_were(capfd):
    stages = []
    with warnings.catch_warnings():
        before = list(warnings.filters)
        find_topics(different(LEAST_TEXTS), directions(LEAST_TEXTS), progress=stages.append)
        assert warnings.filters == before
    assert stages == ["loading", "reducing", "clustering", "phrases", "quotes"]
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("stage", ["reducing", "clustering", "phrases"])
def test_what_progress_raises_ends_the_search(stage):
    def stop(at):
        if at == stage:
            raise Cancelled

    with pytest.raises(Cancelled):
        find_topics(different(LEAST_TEXTS), directions(LEAST_TEXTS), progress=stop)


@pytest.mark.parametrize("count", [0, 1, 2, 8, 10, LEAST_TEXTS - 1])
def test_too_few_texts_are_refused_with_how_many_there_are_and_are_needed(count):
    with pytest.raises(RefusedError, match=f"at least {LEAST_TEXTS} .* {count} texts given"):
        find_topics(different(count), directions(count))


@pytest.mark.parametrize("text", ["cat", "Yeah.", "", "We lost two rooms."])
def test_texts_that_are_all_equal_are_refused(text):
    with pytest.raises(RefusedError, match="at least"):
        find_topics([text] * 80, np.repeat(directions(1), 80, axis=0))


def test_every_text_needs_a_vector():
    with pytest.raises(ValueError, match="30 texts and 29 vectors"):
        find_topics(different(30), directions(29))


@pytest.mark.parametrize("count", [LEAST_TEXTS, 30, DENSITY_FROM - 1, DENSITY_FROM, 100])
def test_texts_of_one_word_each_have_an_answer(count):
    run = find_topics(different(count), directions(count))
    dense = count >= DENSITY_FROM
    assert run.method == (CONSENSUS if dense else "PCA and Ward's clustering")
    assert ("too few to tell" in run.reason) == (not dense)
    assert len(run.labels) == count
    assert all(topic.size >= 3 and topic.phrases for topic in run.topics)


def test_no_topic_is_found_in_noise():
    noise = find_topics(different(100), directions(100))
    assert noise.topics == ()
    assert set(noise.labels) == {OUTSIDE}
    assert "There is no topic in these texts." in noise.reason


def test_topics_that_hardly_stand_apart_are_called_what_they_are(run):
    forced = find_topics(different(100), directions(100), count=4)
    assert "noise looks like this" in forced.reason
    assert "noise looks like this" not in run.reason


@pytest.mark.parametrize("count", [1, 5, 12])
def test_the_number_of_topics_can_be_asked_for(talk, count):
    run = find_topics(talk.texts, talk.vectors, count=count)
    assert len(run.topics) == count
    assert ("topics", str(count)) in run.parameters
    few = find_topics(different(30), directions(30), count=count)
    assert len(few.topics) <= count


def test_more_topics_than_show_by_themselves_are_split_off_and_it_is_called_that(talk, run):
    split = find_topics(talk.texts, talk.vectors, count=60)
    assert len(split.topics) == 60 > len(run.topics)
    assert all(topic.size >= 3 for topic in split.topics)
    assert split.method == "PCA and Ward's clustering"
    assert "do not stay together in 60 groups at any resolution, so they were split" in split.reason
    assert "asked for" not in split.reason
    assert "stay together at several resolutions" in run.reason


@pytest.mark.parametrize("texts", [30, 100])
def test_where_there_are_fewer_topics_than_asked_for_the_reason_says_how_many_there_can_be(texts):
    run = find_topics(different(texts), directions(texts), count=texts)
    most = len(run.topics)
    assert 3 < most <= texts / 3
    assert f"{texts} topics were asked for; these texts can be parted into {most} at most" in (
        run.reason
    )
    assert "There is no topic" not in run.reason
    counts = range(most - 3, most + 4)
    found = [len(find_topics(different(texts), directions(texts), count=n).topics) for n in counts]
    assert found == [min(n, most) for n in counts]


def test_no_topics_at_all_cannot_be_asked_for():
    with pytest.raises(ValueError, match="0 topics"):
        find_topics(different(30), directions(30), count=0)


def test_each_written_theme_is_the_largest_part_of_some_topic(run, talk):
    held = [Counter(talk.themes[at] for at in members(run, t.number)) for t in run.topics]
    for each in held:
        each.pop("", None)
    assert {each.most_common(1)[0][0] for each in held if each} == set(talk.themes) - {""}


def test_an_echo_of_what_was_just_asked_lies_outside():
    texts = [*different(30), "The room?", "The room was cold."]
    asked = [""] * 30 + ["Tell me about the rooms."] * 2
    run = find_topics(texts, directions(32), asked=asked)
    assert run.labels[30] == OUTSIDE
    assert "1 of these say nothing but fillers or what they were just asked." in run.reason
    assert find_topics(texts, directions(32)).reason.count("fillers") == 0


def test_a_text_that_is_an_echo_once_and_news_elsewhere_counts():
    texts = [*different(30), "The rooms.", "The rooms."]
    asked = [""] * 30 + ["The rooms?", "What is missing?"]
    assert "fillers" not in find_topics(texts, directions(32), asked=asked).reason


@pytest.mark.parametrize("languages", [("en", "de"), ("en", "el")])
def test_two_languages_have_an_answer(languages):
    words = {
        "en": ["room", "clinic", "window", "heating"],
        "de": ["Zimmer", "Klinik", "Fenster", "Heizung"],
        "el": ["δωμάτιο", "κλινική", "παράθυρο", "θέρμανση"],
    }
    texts = [
        f"{words[languages[n % 2]][n // 2 % 4]} {word}" for n, word in enumerate(different(80))
    ]
    kinds = directions(8)[np.arange(80) % 8] + directions(80, seed=1) / 4
    vectors = kinds / np.linalg.norm(kinds, axis=1, keepdims=True)
    run = find_topics(texts, vectors.astype(np.float32))
    assert len(run.topics) == 8
    assert all(topic.phrases for topic in run.topics)


def test_more_texts_than_are_fitted_are_assigned_and_what_fits_nowhere_stays_outside():
    many, subjects = FITTED_MOST + 500, 10
    kinds = np.arange(many) % (subjects + 1)  # the last kind is of no subject
    vectors = directions(many, seed=1)
    vectors[kinds < subjects] += 2 * directions(subjects)[kinds[kinds < subjects]]
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    texts = [
        f"{letters(n)} {f'kind {letters(k)}s' * int(k < subjects)}" for n, k in enumerate(kinds)
    ]
    run = find_topics(texts, vectors)
    found = np.array(run.labels)
    assert len(run.topics) == subjects
    for kind in range(subjects):
        assert (
            np.mean(found[kinds == kind] == Counter(found[kinds == kind]).most_common(1)[0][0])
            > 0.8
        )
    assert np.mean(found[kinds == subjects] == OUTSIDE) > 0.9
    assert f"{FITTED_MOST} drawn evenly were fitted" in run.reason
    assert run.method.endswith("the rest assigned")


def test_a_topic_that_swallows_the_others_is_called_what_it_is():
    vectors = directions(30)
    vectors[:25] = vectors[0]
    run = find_topics(different(30), vectors)
    assert run.topics[0].size == 25
    assert "One topic holds 25 of 30 texts" in run.reason


def test_few_texts_of_clear_topics_are_told_apart():
    kinds = np.arange(25) % 5
    vectors = directions(5)[kinds] + directions(25, seed=1) / 10
    run = find_topics(different(25), vectors.astype(np.float32))
    assert run.labels == tuple(int(kind) + 1 for kind in kinds)


def test_equal_texts_have_one_label_and_are_quoted_once():
    texts, vectors = different(30), directions(30)
    run = find_topics(texts + texts[:1] * 40, np.concatenate([vectors, vectors[:1].repeat(40, 0)]))
    assert set(run.labels[30:]) == {run.labels[0]}
    assert all(index < 30 for topic in run.topics for index in topic.quotes)
    assert sum(topic.size for topic in run.topics) == len([n for n in run.labels if n != OUTSIDE])


def test_fillers_lie_outside_every_topic_and_the_reason_counts_them():
    run = find_topics([*different(30), "Yeah, you know.", "Mm-hmm."], directions(32))
    assert run.labels[30:] == (OUTSIDE, OUTSIDE)
    assert "2 of these say nothing but fillers." in run.reason
