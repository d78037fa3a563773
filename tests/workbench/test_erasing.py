"""Somebody withdraws: nothing of what was said is left, and nothing brings it back."""

import re
import shutil
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from datetime import datetime
from pathlib import Path

import pytest

from qualbench import store, workbench
from qualbench.codebooks import Wording
from qualbench.errors import NotFoundError, ProjectError, RefusedError
from qualbench.model import Span, Topic, TopicRun

FIRST = "c1-counselor-1"
PARTICIPANT = "P417"
PEOPLE = ("lead", "coder-1", "coder-2")


def runs(texts, name):
    """Every six words in a row of a transcript that no other one has, as they stand in it."""
    text = next(one.text for one in texts if one.name == name)
    others = "\n".join(one.text for one in texts if one.name != name)
    places = [word.span() for word in re.finditer(r"\S+", text)]
    found = {text[a:z] for (a, _), (_, z) in zip(places, places[5:], strict=False)}
    return {run for run in found if run not in others}


def left(folder, words):
    """Which files still hold some of the words."""
    sought = {run.encode(): run.encode().split() for said in words for run in variants(said)}
    files = (file for file in folder.rglob("*") if file.is_file())
    return {file.name for file in files if holds(file.read_bytes(), sought)}


def variants(run):
    return {run, " ".join(run.split())}


def holds(data, sought):
    """Whether a run is among the bytes; if it is, so are its inner words, between blanks."""
    words = data.split()
    rows = set(zip(words, words[1:], words[2:], words[3:], strict=False))
    return any(
        run in data for run, said in sought.items() if len(said) < 6 or tuple(said[1:5]) in rows
    )


@pytest.fixture
def quoting(sample):
    """The sample study, in which memos, the codebook and a proposal quote the first counselor."""
    with workbench.opened(sample) as project:
        text = next(one for one in workbench.texts(project) if one.name == FIRST)
        said = next(one for one in text.turns[8:] if not one.interviewer)
        quote = text.text[said.body : said.end]
        workbench.write_memo(project, "coder-1", "project", "", f"She says: {quote.upper()} Hm.")
        workbench.write_memo(project, "coder-2", "case", PARTICIPANT, "tired")
        workbench.write_memo(project, "coder-2", "transcript", FIRST, "a long day")
        book = workbench.codebook(project)
        code = book.by_id["cfir22.inner.culture"]
        said = Wording(examples=(*code.examples, quote, "Fine."))
        workbench.reword_code(project, "lead", code.id, said)
        workbench.propose_code(project, "coder-1", "Ironing", definition=f"As in “{quote}”")
        brief = workbench.live_codings(project, FIRST, "coder-1")[0]
        workbench.back_up(project)
        workbench.star(project, "coder-1", brief.coding.id)
        workbench.back_up(project)
        words = runs(workbench.texts(project), FIRST)
    return sample, quote, words


def test_no_six_words_are_left_in_project_log_backups_or_cache(quoting):
    path, _, words = quoting
    assert len(words) > 500
    held = left(path.parent, words)
    assert path.name in held and len(held) == 3
    with workbench.opened(path) as project:
        shown = workbench.erase(project, "lead", FIRST, reason="withdrew")
        assert left(path.parent, words) == set()
        assert workbench.check(project) == ()
        assert (shown.done, len(shown.backups), shown.deleted) == (True, 2, ())
        assert (one := workbench.erasures(project)[0]).reason == "withdrew"
        assert [one.lead] == [c.id for c in store.coders(project) if c.lead]
    assert left(path.parent, words) == set()
    assert not Path(f"{path}-cache").exists()


def test_what_others_wrote_stays_without_the_words_that_it_quotes(quoting):
    path, quote, _ = quoting
    with workbench.opened(path) as project:
        before = store.facts_digest(project)
        shown = workbench.erase(project, "lead", FIRST)
        memos = {m.memo.text for p in PEOPLE for m in workbench.memos(project, p)}
        assert "She says: [erased]! Hm." in memos or "She says: [erased]. Hm." in memos
        assert "a long day" not in memos and "tired" in memos
        book = workbench.codebook(project)
        assert book.by_id["cfir22.inner.culture"].examples[-1] == "Fine."
        assert quote not in book.by_id["cfir22.inner.culture"].examples
        assert book.version == store.current_codebook(project)[0]
        assert shown.in_force and shown.redacted["codebook"] >= 1
        assert before != store.facts_digest(project)


def test_a_participant_goes_with_attributes_and_memos_on_the_case(quoting):
    path, *_ = quoting
    with workbench.opened(path) as project:
        workbench.erase(project, "lead", PARTICIPANT)
        assert PARTICIPANT not in store.participants(project)
        assert FIRST not in store.transcript_names(project).values()
        memos = {m.memo.text for p in PEOPLE for m in workbench.memos(project, p)}
        assert "tired" not in memos
        assert workbench.check(project) == ()
    assert PARTICIPANT.encode() not in path.read_bytes()


def test_merging_old_copies_brings_nothing_back_and_their_other_work_is_taken(quoting, tmp_path):
    path, _, words = quoting
    old = Path(shutil.copy(path, tmp_path / "old.qualbench"))
    with workbench.opened(old) as copy:
        text = store.find_hash(copy, FIRST)
        workbench.code(copy, "coder-2", FIRST, Span(100, 140), "cfir22.inner.culture", memo="late")
        workbench.code(copy, "coder-2", "c1-counselor-2", Span(100, 140), "cfir22.inner.culture")
    with workbench.opened(path) as project:
        workbench.erase(project, "lead", PARTICIPANT)
        (done,) = workbench.merge(project, "lead", [old])
        assert (done.added, done.refused) == ({"coding": 1}, None)
        assert done.barred["transcript"] == 1 and done.barred["coding"] > 60
        assert text not in store.texts(project)
        assert workbench.check(project) == ()
    old.unlink()
    assert left(path.parent, words) == set()


def test_going_back_to_a_backup_from_elsewhere_brings_nothing_back(quoting, tmp_path):
    path, _, words = quoting
    (tmp_path / "usb").mkdir()
    with workbench.opened(path) as project:
        kept = Path(shutil.copy(workbench.backups(project)[-1], tmp_path / "usb"))
        workbench.erase(project, "lead", FIRST)
        workbench.write_memo(project, "coder-1", "project", "", "since then")
    done = workbench.restore(path, "lead", kept)
    assert done.done
    kept.unlink()
    with workbench.opened(path) as project:
        assert workbench.check(project) == ()
        assert FIRST not in store.transcript_names(project).values()
        assert "since then" not in {m.memo.text for m in workbench.memos(project, "coder-1")}
        assert workbench.erasures(project)
    assert left(path.parent, words) == set()


def test_an_erasure_that_comes_with_a_copy_is_carried_out_here_with_backups_and_cache(
    quoting, tmp_path
):
    path, _, words = quoting
    folder = tmp_path / "other"
    folder.mkdir()
    other = Path(shutil.copy(path, folder / "other.qualbench"))
    with workbench.opened(other) as copy:
        workbench.erase(copy, "lead", PARTICIPANT)
    with workbench.opened(path) as project:
        (told,) = workbench.merge(project, "coder-1", [other], dry_run=True)
        assert left(path.parent, words)
        (done,) = workbench.merge(project, "coder-1", [other])
        assert told.erased == done.erased and done.erased["transcript"] == 1
        assert workbench.check(project) == ()
    assert left(tmp_path, words) == set()


def keep_topics(project, coder, name, texts, phrase, follows=""):
    """Keep a search in what these transcripts begin with; gives the run's id."""
    hashes = [store.find_hash(project, text) for text in texts]
    found = (Topic(1, 1, (phrase,), (0,)),), (1, *(-1 for _ in hashes[1:]))
    run = TopicRun(*found, "density", "Few texts.", 42, (), ())
    units = [(text, Span(0, 60)) for text in hashes]
    draft = store.topic_run_draft(name, {"unit": "turns"}, "small", run, units, follows)
    return record(project, coder, draft)


def record(project, coder, draft):
    with project.writing():
        author = store.find_coder(project, coder).id
        return store.record(project, author, [draft]).added[0]


def test_searches_for_topics_in_it_go_with_the_decisions_on_them(quoting, tmp_path):
    path, quote, words = quoting
    with workbench.opened(path) as project:
        both = keep_topics(project, "coder-1", "all", (FIRST, "c1-counselor-2"), quote)
        after = keep_topics(project, "coder-2", "rest", ("c1-counselor-2",), "tea", follows=both)
        for run in (both, after):
            label = store.topic_decision_draft(run, "label", [1], f"Heat: {quote} Hm.")
            record(project, "coder-1", label)
        workbench.back_up(project)
    old = Path(shutil.copy(path, tmp_path / "old.qualbench"))
    with workbench.opened(old) as copy:
        late = keep_topics(copy, "coder-1", "late", (FIRST,), quote)
        record(copy, "coder-1", store.topic_decision_draft(late, "label", [1], quote))
    with workbench.opened(path) as project:
        told = workbench.erase(project, "lead", FIRST, dry_run=True)
        assert (told.facts["topic_run"], told.facts["topic_decision"]) == (1, 1)
        assert told.redacted["topic_decision"] == 1
        workbench.erase(project, "lead", FIRST)
        (done,) = workbench.merge(project, "lead", [old])
        assert (done.refused, done.added) == (None, {})
        assert (done.barred["topic_run"], done.barred["topic_decision"]) == (2, 2)
        (left_over,) = store.topic_runs(project)
        assert (left_over.id, left_over.follows) == (after, both)
        (label,) = store.topic_decisions(project, after)
        assert label.value.startswith("Heat: [erased]")
        assert workbench.check(project) == ()
    old.unlink()
    assert left(path.parent, {*words, quote}) == set()


def test_how_much_was_searched_is_not_counted_while_a_round_is_sealed(tiny):
    with workbench.opened(tiny) as project:
        keep_topics(project, "ana", "all", ("a", "b"), "rooms")
        assert workbench.erase(project, "lead", "a", dry_run=True).facts["topic_run"] == 1
        workbench.open_round(project, "lead", "pilot", ("ana", "bo"), ("a",))
        assert workbench.erase(project, "lead", "a", dry_run=True).facts["topic_run"] is None


def test_the_text_is_not_imported_again(tiny, tmp_path, run, done):
    file = tmp_path / "again.txt"
    with workbench.opened(tiny) as project:
        text = next(one for one in workbench.texts(project) if one.name == "a")
        file.write_text(text.text)
        workbench.erase(project, "lead", "a")
    result = run("import", tiny, file, coder="lead")
    assert result.exit_code == 1
    assert "was erased from the project" in result.stderr


def test_only_a_lead_erases_and_what_is_not_there_is_not_found(tiny):
    with workbench.opened(tiny) as project:
        for coder, name, error in (
            ("ana", "a", RefusedError),
            ("lead", "nobody", NotFoundError),
        ):
            with pytest.raises(error):
                workbench.erase(project, coder, name)
        with pytest.raises(NotFoundError):
            workbench.erase(project, "lead", "P1", "transcript")
        assert len(store.texts(project)) == 4


def test_another_program_that_reads_is_waited_for_by_the_next_who_opens(tiny):
    """The words are gone from the facts at once; freed pages follow."""
    with workbench.opened(tiny) as project, closing(sqlite3.connect(tiny)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT COUNT(*) FROM fact_coding").fetchone()
        project.db.execute("PRAGMA busy_timeout = 100")
        with pytest.raises(ProjectError, match="words may still lie"):
            workbench.erase(project, "lead", "a")
        assert len(store.texts(project)) == 3
        reader.rollback()
    with workbench.opened(tiny) as project:
        assert not store.unfinished(project)
        assert workbench.check(project) == ()
    assert b"fits the day.\nInterviewer: And the rooms" not in tiny.read_bytes()


KILLED = """
import sys
from pathlib import Path
from qualbench import workbench
with workbench.opened(Path(sys.argv[1])) as project:
    print("begins", flush=True)
    workbench.erase(project, "lead", sys.argv[2])
"""


@pytest.mark.parametrize("after", [0.0, 0.02, 0.05, 0.1, 0.2, 0.4])
def test_killed_at_any_moment_it_is_as_it_was_or_erased_to_the_end_when_opened_next(quoting, after):
    path, _, words = quoting
    process = subprocess.Popen(
        [sys.executable, "-c", KILLED, str(path), FIRST], stdout=subprocess.PIPE, text=True
    )
    process.stdout.readline()
    time.sleep(after)
    process.kill()
    process.wait()
    with workbench.opened(path) as project:
        assert workbench.check(project) == ()
        erased = bool(workbench.erasures(project))
        assert (FIRST in store.transcript_names(project).values()) == (not erased)
    assert bool(left(path.parent, words)) == (not erased)


def test_a_backup_that_cannot_be_read_is_deleted_and_said(tiny):
    with workbench.opened(tiny) as project:
        backup = store.back_up(project, datetime(2026, 1, 2, 3, 4, 5))
        backup.write_bytes(b"SQLite format 3\0" + b"It fits the day." * 500)
        shown = workbench.erase(project, "lead", "a")
        assert (shown.backups, shown.deleted) == ((), (backup,))
    assert not backup.exists()


def test_what_a_round_had_of_it_no_longer_counts_and_the_rest_does(tiny):
    with workbench.opened(tiny) as project:
        workbench.open_round(project, "lead", "pilot", ("ana", "bo"), ("a", "b"))
        for coder in ("ana", "bo"):
            workbench.submit_round(project, coder, "pilot")
        workbench.reveal(project, "lead", "pilot")
        workbench.erase(project, "lead", "a")
        assert workbench.check(project) == ()
        (shown,) = workbench.rounds(project)
        assert [one.transcript for one in shown.assignments] == ["b"]
        walked = workbench.disagreements(project, "lead", "pilot")
        assert {one.transcript for one in walked} <= {"b"}
        assert workbench.agree(project, "lead", ("ana", "bo"), round_name="pilot")


def test_who_has_only_a_quotation_loses_it_too_in_freed_pages_and_backups(tiny, tmp_path):
    """A copy without the text, whose codebook quotes it."""
    quote = "Counselor: We lost two rooms.\nInterviewer: And money?"
    with workbench.opened(tiny) as project:
        said = Wording(examples=(quote, "Fine."))
        workbench.reword_code(project, "lead", "cfir22.inner.culture", said)
        (tmp_path / "bo").mkdir()
        file = tmp_path / "bo" / "bo.qualbench"
        workbench.hand_out(project, "lead", "bo", file, transcripts=["b"])
        workbench.erase(project, "lead", "a")
    held = "lost two rooms"
    with workbench.opened(file) as copy:
        workbench.back_up(copy)
        assert left(file.parent, {held}) == {file.name, workbench.backups(copy)[0].name}
        workbench.merge(copy, "bo", [tiny])
        assert workbench.codebook(copy).by_id["cfir22.inner.culture"].examples == ("Fine.",)
        assert workbench.check(copy) == ()
    assert left(file.parent, {held}) == set()


def test_a_copy_handed_out_afterwards_reads_as_the_project_does(quoting, tmp_path):
    path, _, words = quoting
    with workbench.opened(path) as project:
        workbench.erase(project, "lead", FIRST)
        shown = workbench.hand_out(project, "lead", "coder-1", tmp_path / "ana.qualbench")
        assert FIRST not in shown.transcripts
    with workbench.opened(tmp_path / "ana.qualbench") as copy:
        assert workbench.check(copy) == ()
        workbench.code(copy, "coder-1", "c1-counselor-2", Span(10, 40), "cfir22.inner.culture")
    assert left(tmp_path, words) == set()
    with workbench.opened(path) as project:
        (done,) = workbench.merge(project, "lead", [tmp_path / "ana.qualbench"])
        assert (done.refused, done.added) == (None, {"coding": 1})
        assert workbench.check(project) == ()
