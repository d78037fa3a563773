"""Topic runs that are kept, and read again as they were found."""

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from qualbench import store, workbench
from qualbench.errors import NotFoundError, RefusedError
from qualbench.workbench import Scope
from qualbench.workbench.topics.keeping import waiting

RUN = "talk"


def test_a_kept_run_is_read_as_it_was_found(project, demo, kept):
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
    project, path, tmp_path, done, kept
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


def test_what_is_imported_later_changes_no_kept_run(project, path, tmp_path, done, kept):
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


def test_a_run_is_gone_with_a_transcript_that_is_erased(project, demo, kept):
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
