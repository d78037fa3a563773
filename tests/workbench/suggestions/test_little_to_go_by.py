"""Suggestions where there is little to go by, or far too much: sensible, or a reason why not."""

import json
import shutil

import numpy as np
import pytest

from qualbench import store, workbench
from qualbench.model import Reason, Suggestion

TEXT = "c1-counselor-1"
HEAD = "codebook: x\ntitle: X\nframework: F\ncodes:\n"
DOMAIN = "- id: f\n  kind: domain\n  name: All of it\n"
ROOM = "- id: f.room\n  kind: construct\n  name: Room\n  definition: Space for sessions.\n"
MONEY = "- id: f.money\n  kind: construct\n  name: Money\n  definition: What it costs.\n"
BARE = "- id: f.bare\n  kind: construct\n  name: Xyzzy\n"
SAID = [
    "Interviewer: And room?\nCounselor: There is no room for a session.\n"
    "Interviewer: Money?\nCounselor: Nobody pays us for the hour.\nCounselor: Mm.\n",
    "Interviewer: How is it?\nCounselor: We lost two rooms.\nCounselor: Yes.\n",
]
FRENCH = (
    "Intervieweuse: Comment se passent les séances ?\n"
    "Conseillère: Nous n'avons pas de salle pour recevoir les mères.\n"
    "Intervieweuse: Et le temps ?\n"
    "Conseillère: Il faudrait une heure de plus chaque semaine, sinon je n'y arrive pas.\n"
    "Intervieweuse: Quelqu'un vous aide ?\n"
    "Conseillère: Oui, ma responsable me soutient beaucoup.\n"
)


@pytest.fixture
def study(tmp_path, done):
    """Makes a study of these codes and texts in which as much as can be is shown."""

    def made(codes, *texts):
        book, path = tmp_path / "book.yaml", tmp_path / "x.qualbench"
        book.write_text(HEAD + codes, encoding="utf-8")
        done("init", path, "--codebook", book, coder="lead")
        for place, text in enumerate(texts):
            file = tmp_path / f"t{place}.txt"
            file.write_text(text, encoding="utf-8")
            done("import", path, file, coder="lead")
        widen(done, path)
        return path

    return made


def widen(done, path):
    for name, value in {"suggestions": "inline", "precision": "0"}.items():
        done("settings", path, name, value, coder="lead")


def suggested(path, name="t0", coder="ana"):
    """What is suggested, by the words of each turn; through the command it is the same."""
    with workbench.opened(path) as project:
        text = store.find_transcript(project, name)
        found = workbench.suggestions(project, coder, name)
        assert workbench.check(project) == ()
    return {
        words.of(text.text): {one.said.key: one.said for one in shown}
        for words, shown in found.items()
    }


def commands(run, path, coder="ana"):
    """What suggest, reread and evaluate print: each ends well, and says nothing unexpected."""
    for command in ("suggest", "reread", "evaluate"):
        for more in ((), ("--json",)):
            ran = run(command, path, *more, coder=coder)
            assert (ran.exit_code, "unexpected" in ran.stderr) == (0, False), ran.stderr
            assert all(len(line) <= 80 for line in ran.stdout.splitlines() if not more)
            if more:
                json.loads(ran.stdout)
    return run("suggest", path, coder=coder).stdout


def code(path, texts, coder="ana"):
    """Code turns, by their words, each with one code."""
    with workbench.opened(path) as project:
        for transcript in store.transcripts(project):
            for turn in transcript.turns:
                if key := texts.get(turn.words.of(transcript.text)):
                    workbench.code(project, coder, transcript.name, turn.words, key)


def test_a_codebook_of_domains_alone_has_nothing_to_suggest(study, run):
    path = study(DOMAIN, *SAID)
    assert all(found == {} for found in suggested(path).values())
    assert commands(run, path).startswith("Nothing is suggested: ")


def test_of_one_code_alone_nobody_knows_how_sure_one_is(study, run):
    path = study(ROOM, *SAID)
    for coded in ({}, {"There is no room for a session.": "f.room", "Mm.": "f.room"}):
        code(path, coded)
        found = suggested(path, "t1")
        assert not any(said.calibrated for shown in found.values() for said in shown.values())
        assert list(found["We lost two rooms."]) == ["f.room"]
        assert bool(found["Yes."]) == bool(coded)  # like "Mm.", and like nothing of the codebook
        assert "  ?   f.room" in commands(run, path)
    with workbench.opened(path) as project:
        of = workbench.learned(project, "ana", "t0")
    assert of.model.why_not == "there are fewer than two codes to tell apart"


def test_without_any_coding_they_rest_on_the_codebook(study, run):
    path = study(ROOM + MONEY, *SAID)
    found = suggested(path)
    assert next(iter(found["There is no room for a session."])) == "f.room"
    assert next(iter(found["Nobody pays us for the hour."])) == "f.money"
    assert {s.reason.kind for shown in found.values() for s in shown.values()} == {"definition"}
    assert found["Mm."] == {}  # nothing in the codebook is like it
    with workbench.opened(path) as project:
        of = workbench.learned(project, "ana", "t0")
        why = workbench.reasons(of, found["There is no room for a session."]["f.room"])
    assert of.model.why_not == "fewer than two codes have codings"
    assert "not known" in why.sure
    assert "codebook: Room: Space for sessions." in commands(run, path)


def test_a_code_without_any_text_goes_by_its_name_and_by_what_is_coded_with_it(study, run):
    path = study(ROOM + BARE, *SAID)
    with workbench.opened(path) as project:
        of = workbench.learned(project, "ana", "t0")
    assert "Xyzzy" in [line.text for line in of.known.lines if line.key == "f.bare"]
    assert suggested(path, "t1")["Yes."] == {}
    code(path, {"Mm.": "f.bare"})
    now = suggested(path, "t1")["Yes."]["f.bare"]
    assert (now.reason.kind, now.reason.text) == ("quote", "Mm.")
    commands(run, path)


def test_turns_of_one_word_or_of_none_and_texts_where_nobody_answers(study, run):
    path = study(
        ROOM + MONEY,
        "Counselor: Mm.\nInterviewer: ?\nCounselor: …\nCounselor: 7\nCounselor:\nCounselor: Mm.\n",
        "Interviewer: Anybody there?\nInterviewer: Well.\n",
        "Counselor: 谢谢\nCounselor: شكرا جزيلا\nCounselor: 🙂\n",
    )
    for name, many in (("t0", 4), ("t1", 0), ("t2", 3)):
        with workbench.opened(path) as project:
            of = workbench.learned(project, "ana", name)
            assert np.isfinite(of.scores.said).all()
            assert len(of.places) >= many - 1
            assert (len(of.places) == 0) == (many == 0)
    code(path, {"Mm.": "f.room", "…": "f.money", "谢谢": "f.room"})
    commands(run, path)


def test_a_study_without_transcripts(study, run):
    path = study(ROOM + MONEY)
    assert commands(run, path).startswith("Nothing is suggested: ")
    ran = run("suggest", path, "--transcript", "t0", coder="ana")
    assert (ran.exit_code, ran.stdout) == (1, "")
    assert "there is no transcript t0" in ran.stderr


def test_learning_begins_where_there_is_enough_and_is_a_probability_only_later(study, run):
    talk = "".join(
        f"Counselor: We have no room number {n}.\nCounselor: It costs {n} dollars.\n"
        for n in range(4)
    )
    path = study(ROOM + MONEY, talk, talk.replace("We", "They").replace("It", "That"))
    for pronoun, that in (("We", "It"), ("They", "That")):
        room = {f"{pronoun} have no room number {n}.": "f.room" for n in range(4)}
        code(path, room | {f"{that} costs {n} dollars.": "f.money" for n in range(3)})
    found = suggested(path, "t1")["That costs 3 dollars."]
    assert next(iter(found)) == "f.money"
    assert not any(said.calibrated for said in found.values())
    with workbench.opened(path) as project:
        of = workbench.learned(project, "ana", "t1")
        assert of.model.why_not == ""
        assert "not known" in workbench.reasons(of, found["f.money"]).sure
        assert workbench.rereading(of).why_not == "too little is coded to say how sure one is"
    commands(run, path)


def test_a_transcript_in_another_language_is_told_apart_from_what_is_known(
    sample, tmp_path, run, done
):
    (tmp_path / "fr.txt").write_text(FRENCH, encoding="utf-8")
    done("import", sample, tmp_path / "fr.txt", "--interviewer", "Intervieweuse", coder="lead")
    with workbench.opened(sample) as project:
        of = workbench.learned(project, "zoe", "fr")
        assert len(of.places) == 3
        assert np.isfinite(of.scores.said).all()
        assert of.scores.said.max() < 0.9  # it knows that it does not know
        english = workbench.learned(project, "zoe", TEXT, of)
        assert english.scores.said.max() > 0.9
    widen(done, sample)
    ran = run("suggest", sample, "--transcript", "fr", coder="zoe")
    assert ran.exit_code == 0
    assert "fr  turn 2" in ran.stdout
    with workbench.opened(sample) as project:
        words = next(iter(of.places))
        workbench.code(project, "zoe", "fr", words, "inner.resources.space")
    assert run("reread", sample, "--transcript", "fr", coder="zoe").exit_code == 0


def test_ten_thousand_rejections(sample, run, done):
    widen(done, sample)
    with workbench.opened(sample) as project:
        before = workbench.learned(project, "coder-1", TEXT)
        text, why = store.find_hash(project, TEXT), Reason("definition", "x", "x", 0.5)
        turns = [place for place in before.evidence.places if place.transcript != text]
        each = [(place, key) for key in before.known.keys for place in turns][:10_000]
        drafts = [
            store.decision_draft(p.transcript, Suggestion(p.words, key, 0.5, True, why, "x"))
            for p, key in each
        ]
        assert len(drafts) == 10_000
        with project.writing():
            store.record(project, workbench.coder_id(project, "coder-1"), drafts)
        after = workbench.learned(project, "coder-1", TEXT, before)
        assert after.known.rejected.sum() == 10_000
        assert np.isfinite(after.scores.said).all()
        assert len(after.places) == len(before.places)
        assert any(workbench.suggestions(project, "coder-1", TEXT).values())
        place, key = each[0]
        there = workbench.learned(project, "coder-1", place.transcript, after)
        assert key in there.decided[there.places[place.words]]
        others = workbench.learned(project, "zoe", TEXT)
        assert not others.known.rejected.any()
    for command in ("suggest", "reread"):
        ran = run(command, sample, "--transcript", TEXT, coder="coder-1")
        assert (ran.exit_code, "unexpected" in ran.stderr) == (0, False)


def test_what_is_known_of_a_code_that_is_retired_is_left_out(demo, tiny, done, run):
    shutil.copy(f"{demo.project}-cache", f"{tiny}-cache")
    widen(done, tiny)
    with workbench.opened(tiny) as project:
        before = workbench.suggestions(project, "zoe", "d", 99)
        workbench.retire_code(project, "lead", "cfir22.outer.policies_laws")
        after = workbench.suggestions(project, "zoe", "d", 99)

    def keys(found):
        return {one.said.key for shown in found.values() for one in shown}

    assert keys(before) - keys(after) == {"cfir22.outer.policies_laws"}
    commands(run, tiny, "zoe")
