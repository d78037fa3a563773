"""The commands that need models: what they print, and how they show a sign of life."""

import io
import json
import shutil
import sys

import pytest

from qualbench import store, workbench
from qualbench.cli.output import Bar

TEXT = "c1-counselor-1"
NEW = "Interviewer: And?\nCounselor: We lost two rooms to the flood.\n"


def promised(done, command):
    """The words that a command's help lists as its keys."""
    told = done(command, "--help").partition("JSON")[2].partition("Example:")[0]
    return set("".join(sign if sign.isalpha() or sign == "_" else " " for sign in told).split())


def widest(said):
    return max(len(line) for line in said.splitlines())


@pytest.fixture
def new(sample, tmp_path, done):
    """The sample study and one transcript that is not prepared."""
    (tmp_path / "new.txt").write_text(NEW)
    done("import", sample, tmp_path / "new.txt", coder="lead")
    return sample


@pytest.fixture
def wide(sample, done):
    """The sample study, where suggestions show for every turn, coded or not."""
    done("settings", sample, "suggestions", "inline", coder="lead")
    return sample


@pytest.mark.parametrize(
    "command", [("prepare",), ("suggest", "--top", "2"), ("reread",), ("topics",)]
)
def test_what_people_read_fits_80_columns(command, wide, done):
    said = done(command[0], wide, *command[1:], coder="coder-2")
    assert 40 < widest(said) <= 80


def test_prepare_says_what_it_did(new, run, listed, done):
    result = run("prepare", new, "--json", coder="lead")
    assert result.exit_code == 0
    assert result.stderr == "... sentences of transcript\n... vectors\n"
    found = listed("prepare", new, "--coder", "lead")
    assert (found["transcripts"], found["texts"]) == (0, 0)
    assert found.keys() <= promised(done, "prepare")
    assert done("prepare", new, coder="lead").startswith(
        "Sentences of 0 transcripts (en_core_web_sm"
    )


def test_suggest_lists_by_turn_what_shows_and_says_what_it_keeps_back(sample, run):
    args = ("suggest", sample, "--transcript", TEXT, "--json")
    after = run(*args, coder="coder-2")
    mine = json.loads(run("codings", sample, "--by", "coder-2", "--json").stdout)
    coded = {(c["start"], c["end"]) for c in mine if c["transcript"] == TEXT}
    for row in json.loads(after.stdout):
        assert any(start < row["end"] and row["start"] < end for start, end in coded)
    fresh = run(*args, coder="zoe")
    assert json.loads(fresh.stdout) == []
    assert fresh.stderr.endswith(
        "Kept back: 16 turns to be coded first; see `qualbench settings`.\n"
    )


def test_suggest_without_any_says_so(sample, run):
    said = run("suggest", sample, "--transcript", TEXT, coder="zoe").stdout
    assert said.startswith("Nothing is suggested yet.")


def test_the_keys_of_suggest_are_those_that_its_help_promises(wide, listed, done):
    args = ("suggest", wide, "--transcript", TEXT, "--top", "1", "--coder", "zoe")
    (row, *rest) = listed(*args)
    (said,) = row["suggestions"]
    assert len(rest) == 15
    assert list(row) == ["transcript", "start", "end", "turn", "suggestions"]
    assert list(said) == ["code", "name", "score", "calibrated", "reason", "why", "model"]
    assert list(said["reason"]) == ["kind", "source", "text", "similarity"]
    assert {*row, *said, *said["reason"]} <= promised(done, "suggest")
    assert said["calibrated"] is True
    assert 0.5 <= said["score"] <= 1
    assert "all-MiniLM-L6-v2" in said["model"]


def test_a_suggestion_is_two_lines_under_its_turn(wide, listed, done):
    args = ("suggest", wide, "--transcript", TEXT, "--top", "1", "--coder", "zoe")
    row, said = listed(*args)[0], done(*args).splitlines()
    (first,) = row["suggestions"]
    assert said[0] == f"{TEXT}  turn {row['turn']}  {row['start']}:{row['end']}"
    assert said[1] == f"  {first['score']:.2f}  {first['code']}"
    assert said[2].strip().rstrip("…") in first["why"]


def test_what_suggest_shows_is_on_record_once(wide, done, facts):
    args = ("suggest", wide, "--transcript", TEXT, "--coder", "zoe")
    before = facts(wide)
    first = done(*args)
    once = facts(wide)
    assert done(*args) == first
    assert facts(wide) == once != before
    with workbench.opened(wide) as project:
        seen = store.showings(project)
    assert {one.how for one in seen} == {"inline"}
    assert len(seen) == sum(line.startswith("  0.") for line in first.splitlines()) > 15


def test_suggest_for_all_transcripts_goes_through_them_in_order(wide, listed):
    found = [row["transcript"] for row in listed("suggest", wide, "--coder", "zoe")]
    names = [one["name"] for one in listed("status", wide)["transcripts"]]
    assert list(dict.fromkeys(found)) == names


def test_the_keys_of_reread_are_those_that_its_help_promises(sample, listed, done):
    found = listed("reread", sample, "--coder", "coder-2")
    mine = {c["lineage"]: c for c in listed("codings", sample, "--by", "coder-2")}
    assert {row["transcript"] for row in found} == {c["transcript"] for c in mine.values()}
    assert {tuple(row) for row in found} == {("transcript", "why_not", "unlike", "missed")}
    keys = ["coding", "start", "end", "quote", "code", "name", "sure", "usual"]
    unlike = [one for row in found for one in row["unlike"]]
    missed = [one for row in found for one in row["missed"]]
    assert all(list(one) == keys for one in unlike)
    assert all(list(one) == [*keys, "why"] for one in missed)
    assert {*found[0], *keys, "why"} <= promised(done, "reread")
    for one in unlike:
        coding = mine[one["coding"]]
        assert (one["start"], one["end"]) == (coding["start"], coding["end"])
        assert one["quote"] == coding["quote"]
    assert all(one["coding"] == "" and one["why"] for one in missed)
    assert unlike
    assert missed


def test_reread_lists_a_doubt_in_two_lines_that_lead_to_it(sample, listed, done):
    args = ("reread", sample, "--transcript", TEXT, "--coder", "coder-2")
    (row,), said = listed(*args), done(*args).splitlines()
    unlike, missed = row["unlike"], row["missed"]
    assert " ".join(said[:2]).startswith("The number is how sure one is of the code there, ")
    said = said[2:]
    assert said[:2] == [TEXT, f"  unlike the rest of their code: {len(unlike)}"]
    for at, one in enumerate(unlike):
        words = said[2 + 2 * at].split(maxsplit=3)
        assert words[:2] == [f"{one['sure']:.4f}", one["coding"][-12:]]
        assert words[2] == f"{one['start']}:{one['end']}"
        assert " ".join(one["quote"].split()).startswith(words[3].rstrip("…"))
        assert said[3 + 2 * at].split() == ["usual", f"{one['usual']:.4f}", one["code"]]
    assert said[2 + 2 * len(unlike)] == f"  probably missed: {len(missed)}"
    assert len(said) == 3 + 2 * len(unlike) + 2 * len(missed)
    gone = done("retract", sample, unlike[0]["coding"][-12:], coder="coder-2")
    assert gone.startswith("Retracted 1 coding")


def test_what_reread_shows_as_missed_is_on_record_once(sample, listed, facts):
    args = ("reread", sample, "--transcript", TEXT, "--coder", "coder-2")
    (row,) = listed(*args)
    once = facts(sample)
    assert listed(*args) == [row]
    assert facts(sample) == once
    with workbench.opened(sample) as project:
        seen = store.showings(project)
    assert {(one.span.start, one.span.end, one.key) for one in seen} == {
        (one["start"], one["end"], one["code"]) for one in row["missed"]
    }


def test_reread_says_in_one_line_why_nothing_is_known(demo, tiny, run, listed):
    shutil.copy(f"{demo.project}-cache", f"{tiny}-cache")
    said = run("reread", tiny, coder="ana").stdout.splitlines()
    assert said == [f"{name}: nothing to say, as fewer than 10 turns are coded" for name in "abcd"]
    found = listed("reread", tiny, "--coder", "ana", "--transcript", "a")
    assert [(row["why_not"], row["unlike"], row["missed"]) for row in found] == [
        ("fewer than 10 turns are coded", [], [])
    ]
    said = run("reread", tiny, coder="somebody").stdout
    assert said == "There is nothing coded here that could be read again.\n"


def test_reread_of_a_transcript_that_one_has_not_coded_does_not_look_like_a_check(sample, run):
    said = run("reread", sample, "--transcript", TEXT, coder="zoe").stdout
    why = "nothing to say, as you have coded nothing in it yet"
    assert said == f"{TEXT}: {why}\n"


def test_reread_of_what_is_not_there_is_one_line(sample, run):
    ran = run("reread", sample, "--transcript", "nowhere", coder="coder-2")
    assert (ran.exit_code, ran.stdout) == (1, "")
    assert ran.stderr.startswith("qualbench: there is no transcript nowhere.")


def test_the_keys_of_topics_are_those_that_its_help_promises(sample, listed, done):
    found = listed("topics", sample)
    topic = found["topics"][0]
    assert list(topic) == ["number", "size", "phrases", "label", "code", "quotes"]
    assert list(topic["quotes"][0]) == ["transcript", "speaker", "start", "end", "text"]
    assert {*found, *topic, *topic["quotes"][0]} <= promised(done, "topics")


def test_topics_have_a_line_each_and_then_a_quote_each(sample, demo, done):
    said = " ".join(done("topics", sample).split())
    assert said.startswith(demo.topics.summary)
    for topic in demo.topics.topics:
        assert f" {topic.number} {topic.size} turns {topic.phrases[0]}" in said
        assert f" {topic.number} {topic.quotes[0].transcript}, " in said


def test_the_demo_prints_what_every_step_found(demo, tmp_path, monkeypatch, done):
    monkeypatch.chdir(tmp_path)
    shutil.copytree(demo.project.parent, "d")
    said = done("demo", "d", "--no-open")
    assert widest(said) <= 80
    assert said.startswith("MIO sample study (synthetic)\n12 transcripts with ")
    lines = [" ".join(line.split()) for line in said.splitlines()]
    for row in demo.agreement.domains:
        (line,) = (line for line in lines if line.startswith(f"{row.code} "))
        assert f" {row.counts.both} {row.counts.only_first} " in line
    for topic in demo.topics.topics:
        (line,) = (line for line in lines if line.startswith(f"{topic.number} {topic.size} turns"))
        assert topic.phrases[0] in line
    name, turns = demo.suggested
    assert f"Suggestions for {turns} turns of {name}, surer than not." in lines
    assert turns > 10
    assert "Checked: everything resolves" in lines
    assert "Project: d/mio-sample.qualbench" in lines
    assert "Exports: d/export" in lines
    tables = [
        file.name for file in demo.files if ".dict" not in file.name and "prov" not in file.name
    ]
    assert len(tables) == 6
    assert all(name in said for name in tables)
    assert lines[-1] == "Next: qualbench open d/mio-sample.qualbench --coder YOUR-NAME"
    assert done("demo", "d") == said  # no terminal: nothing is opened


def test_the_demo_names_its_project_as_its_folder_was_given(demo, tmp_path, done):
    folder = shutil.copytree(demo.project.parent, tmp_path / "two words")
    said = done("demo", folder)
    assert said.endswith(f"open '{folder}/mio-sample.qualbench' --coder YOUR-NAME\n")


def test_the_demo_goes_its_way_where_its_lead_is_shown_no_suggestions(demo, tmp_path, run):
    folder = shutil.copytree(demo.project.parent, tmp_path / "d")
    path = folder / "mio-sample.qualbench"
    assert run("settings", path, "suggestions", "off", coder="lead").exit_code == 0
    ran = run("demo", folder, "--no-open")
    assert ran.exit_code == 0
    assert "Suggestions for" not in ran.stdout
    assert "everything resolves" in ran.stdout


def test_open_without_a_terminal_is_one_line(sample, run, facts):
    before = facts(sample)
    result = run("open", sample, "--coder", "ana")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == "qualbench: this is no terminal. Run it where you can press keys.\n"
    assert facts(sample) == before


def test_stages_are_said_once_each_where_nobody_watches(capsys):
    with Bar() as bar:
        for at in [("one", 0, 2), ("one", 1, 2), ("two", 0, 0), ("one", 2, 2)]:
            bar(*at)
    assert capsys.readouterr() == ("", "... one\n... two\n... one\n")


class Terminal(io.StringIO):
    """A terminal that somebody watches."""

    def isatty(self):
        return True


def test_on_a_terminal_one_line_is_written_over_and_wiped_at_the_end(monkeypatch):
    monkeypatch.setattr(sys, "stderr", Terminal())
    with Bar() as bar:
        bar("one", 1, 2)
        bar("two", 0, 0)
    wipe = "\r\033[K"
    assert sys.stderr.getvalue() == f"{wipe}one 1 of 2{wipe}two{wipe}"


def test_a_terminal_is_left_alone_where_nothing_took_long(monkeypatch):
    monkeypatch.setattr(sys, "stderr", Terminal())
    with Bar():
        pass
    assert sys.stderr.getvalue() == ""
