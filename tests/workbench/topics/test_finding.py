"""Topics of a study: what they are shown by, and when they are looked for anew."""

import json
import sqlite3
import subprocess
import sys
from collections import Counter
from contextlib import closing

import pytest

from qualbench import store, topics, workbench
from qualbench.errors import RefusedError
from qualbench.workbench import Cancelled

MODELS = {"torch", "sentence_transformers", "spacy", "bertopic", "umap", "hdbscan", "sklearn"}
SPY = """
import json, sys
from qualbench.cli import main
try:
    main()
except SystemExit as end:
    print(json.dumps([end.code, sorted(sys.modules)]), file=sys.stderr)
"""
NEW = "Interviewer: And?\nCounselor: We lost two rooms to the flood in spring.\n"


@pytest.fixture(scope="module")
def turns(demo):
    """The turns of respondents: their text by transcript, speaker and place."""
    with workbench.opened(demo.project) as project:
        return {
            (text.name, turn.speaker, turn.words): turn.words.of(text.text)
            for text in store.transcripts(project)
            for turn in text.turns
            if not turn.interviewer and turn.words.of(text.text).strip()
        }


def look(path, progress=workbench.language.quiet):
    with workbench.opened(path) as project:
        return workbench.topics(project, progress=progress)


def looks_anew(path):
    """Whether topics are searched for and not taken from the cache; the search is ended."""

    def stop(stage, done, total):
        if stage.startswith("topics"):
            raise Cancelled

    try:
        look(path, stop)
    except Cancelled:
        return True
    return False


def change_results(path, sql):
    with closing(sqlite3.connect(f"{path}-cache")) as db, db:
        assert db.execute(sql).rowcount == 1


def test_quotes_are_turns_of_respondents(demo, turns):
    quotes = [quote for topic in demo.topics.topics for quote in topic.quotes]
    assert quotes
    for quote in quotes:
        assert quote.text == turns[quote.transcript, quote.speaker, quote.span]


def test_every_turn_lies_in_a_topic_or_outside(demo, turns):
    found = demo.topics
    words = Counter(one.text for one in found.words)
    assert words == Counter(turns.values())
    assert len(found.labels) == len(turns) == sum(t.size for t in found.topics) + found.outside
    assert f"{len(found.topics)} topics in {len(turns)} turns of respondents." in found.summary
    assert f"{found.outside} of {len(turns)} texts lie outside" in found.summary
    assert [topic.number for topic in found.topics] == list(range(1, len(found.topics) + 1))
    sizes = Counter(found.labels)
    assert sizes.pop(topics.OUTSIDE) == found.outside
    assert sizes == {topic.number: topic.size for topic in found.topics}


def test_every_topic_is_shown_by_phrases_and_by_no_more_quotes_than_turns(demo):
    for topic in demo.topics.topics:
        assert topic.phrases
        assert 0 < len(topic.quotes) <= topic.size


def test_what_was_found_is_taken_from_the_cache(sample, demo, facts):
    before = facts(sample)
    assert look(sample) == demo.topics
    assert not looks_anew(sample)
    assert facts(sample) == before


def test_taking_them_from_the_cache_loads_no_model_and_says_the_same(sample, listed):
    args = [sys.executable, "-c", SPY, "topics", sample, "--json"]
    ran = subprocess.run(args, capture_output=True, text=True, check=True)
    code, modules = json.loads(ran.stderr)
    assert (code, MODELS & set(modules)) == (0, set())
    assert json.loads(ran.stdout) == listed("topics", sample)


def test_another_process_finds_the_same_again_from_the_vectors(sample, demo, listed):
    kept = listed("topics", sample)
    change_results(sample, "DELETE FROM result")
    args = [sys.executable, "-m", "qualbench", "topics", sample, "--json"]
    ran = subprocess.run(args, capture_output=True, text=True, check=True)
    assert json.loads(ran.stdout) == kept
    assert "... vectors" not in ran.stderr
    assert look(sample) == demo.topics


def test_a_new_transcript_has_them_looked_for_anew(sample, tmp_path, done):
    (tmp_path / "new.txt").write_text(NEW)
    done("import", sample, tmp_path / "new.txt", coder="lead")
    assert looks_anew(sample)


def test_what_is_coded_has_not(sample, done):
    done("code", sample, "c1-administrator", "1600:1700", "inner.tension", coder="zoe")
    assert not looks_anew(sample)


@pytest.mark.parametrize("content", ["", "{}", "no JSON"])
def test_what_cannot_be_read_in_the_cache_is_looked_for_anew(sample, content):
    change_results(sample, f"UPDATE result SET content = '{content}'")
    assert looks_anew(sample)


def test_too_few_turns_are_refused_with_how_many_are_needed(tiny, run):
    with pytest.raises(RefusedError, match=f"at least {topics.LEAST_TEXTS} .* of the 8 texts"):
        look(tiny)
    result = run("topics", tiny)
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith("qualbench: topics need at least 20 different texts")
    assert len(result.stderr.splitlines()) == 1


def test_a_study_without_transcripts_is_refused_in_the_same_words(tmp_path, done):
    path = tmp_path / "new.qualbench"
    done("init", path, "--codebook", "mio", coder="lead")
    with pytest.raises(RefusedError, match=f"at least {topics.LEAST_TEXTS} .* of the 0 texts"):
        look(path)
