"""The commands that need models: what they print, and how they show a sign of life."""

import io
import shutil
import sys

import pytest

from qualbench.cli.output import Bar

FORMS = ("csv", "xlsx")
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


@pytest.mark.parametrize("command", [("prepare",), ("suggest", "--top", "2"), ("topics",)])
def test_what_people_read_fits_80_columns(command, sample, done):
    assert widest(done(command[0], sample, *command[1:], coder="coder-2")) <= 80


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


def test_suggest_lists_the_turns_that_are_not_coded(sample, listed, done):
    found = listed("suggest", sample, "--transcript", "c1-counselor-1", "--coder", "coder-2")
    mine = listed("codings", sample, "--transcript", "c1-counselor-1", "--by", "coder-2")
    assert found
    assert mine
    for row in found:
        assert not [c for c in mine if c["start"] < row["end"] and row["start"] < c["end"]]
    everything = listed("suggest", sample, "--transcript", "c1-counselor-1")
    touched = {row["turn"] for row in everything} - {row["turn"] for row in found}
    assert len(everything) == len(found) + len(touched)
    assert touched


def test_the_keys_of_suggest_are_those_that_its_help_promises(sample, listed, done):
    (row, *_) = listed("suggest", sample, "--transcript", "c1-counselor-1", "--top", "1")
    (said,) = row["suggestions"]
    assert list(row) == ["transcript", "start", "end", "turn", "suggestions"]
    assert list(said) == ["code", "name", "similarity", "reason", "why"]
    assert list(said["reason"]) == ["kind", "source", "text", "similarity"]
    assert {*row, *said, *said["reason"]} <= promised(done, "suggest")


def test_a_suggestion_is_two_lines_under_its_turn(sample, listed, done):
    args = ("suggest", sample, "--transcript", "c1-counselor-1", "--top", "1")
    row, said = listed(*args)[0], done(*args).splitlines()
    (first,) = row["suggestions"]
    assert said[0] == f"c1-counselor-1  turn {row['turn']}  {row['start']}:{row['end']}"
    assert said[1] == f"  {first['similarity']:.2f}  {first['code']}"
    assert said[2].strip().rstrip("…") in first["why"]


def test_the_keys_of_topics_are_those_that_its_help_promises(sample, listed, done):
    found = listed("topics", sample)
    topic = found["topics"][0]
    assert list(topic) == ["number", "size", "phrases", "quotes"]
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
    assert f"Suggestions for {demo.suggested} turns of respondents." in lines
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
