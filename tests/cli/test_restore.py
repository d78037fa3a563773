"""Going back to a backup on the command line: the list, what would change, consent."""

import json
import os
import pty
import re
import subprocess
import sys
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from qualbench import store, workbench


@pytest.fixture
def backed_up(tiny, done):
    """A project with a backup; since then ana has coded, and the lead has settled something."""
    with workbench.opened(tiny) as project:
        store.back_up(project, datetime.now() - timedelta(days=3, hours=1))
    done("code", tiny, "d", "20:25", "inner.priority", "--memo", "secret words", coder="ana")
    done("settings", tiny, "tolerance", "4", coder="lead")
    return tiny


def test_the_list_says_which_backups_there_are(backed_up, done, listed):
    lines = done("restore", backed_up).splitlines()
    assert lines[0].split() == ["number", "made", "age", "size", "facts", "that", "differ"]
    assert re.fullmatch(r" +1  [-\d]{10} [:\d]{8}  3 days  \d\.\d MB +3", lines[1])
    assert lines[-1].endswith(f"qualbench restore {backed_up} --from NUMBER")
    (one,) = listed("restore", backed_up)
    assert set(one) == {"number", "file", "at", "bytes", "differs"}
    assert (one["number"], one["differs"]) == (1, 3)


def test_without_consent_it_is_only_shown(backed_up, done, facts):
    before = facts(backed_up)
    said = done("restore", backed_up, "--from", "1")
    rows = [line.split() for line in said.splitlines()]
    assert ["ana", "coding", "1", "0"] in rows
    assert ["ana", "memo", "1", "0"] in rows
    assert ["lead", "setting", "1", "0"] in rows
    assert ["d", "ana", "2", "1"] in rows
    assert "Nothing was changed." in said
    (backup,) = backed_up.with_name(f"{backed_up.name}-backups").iterdir()
    assert said.endswith(f"To go back: qualbench restore {backed_up} --from {backup} --yes\n")
    assert facts(backed_up) == before
    assert "secret" not in said
    assert "Not now" not in said


def test_with_consent_the_project_is_what_it_was_and_says_where_the_rest_is(
    backed_up, done, facts, listed
):
    before = facts(backed_up)
    (backup,) = listed("restore", backed_up)
    said = done("restore", backed_up, "--from", "1", "--yes")
    assert facts(backed_up) == facts(Path(backup["file"])) != before
    kept = re.search(r"What it was before: (.+)\n", said)[1]
    assert facts(Path(kept)) == before
    assert done("check", backed_up) == "Everything resolves.\n"
    assert [one["differs"] for one in listed("restore", backed_up)] == [3, 0]
    assert "has the facts that this backup has" in done("restore", backed_up, "--from", "2")
    back = done("restore", backed_up, "--from", kept)
    assert ["ana", "coding", "0", "1"] in [line.split() for line in back.splitlines()]


def test_json_tells_the_same_before_and_after(backed_up, done):
    shown = json.loads(done("restore", backed_up, "--from", "1", "--json"))
    assert set(shown) == {
        *("project", "file", "at", "state", "changes", "codings", "codebook", "restored", "kept")
    }
    assert (shown["state"], shown["restored"], shown["kept"]) == ("sound", False, None)
    assert {"coder": "ana", "kind": "coding", "gone": 1, "back": 0} in shown["changes"]
    assert shown["codings"] == [{"transcript": "d", "coder": "ana", "now": 2, "then": 1}]
    done_ = json.loads(done("restore", backed_up, "--from", "1", "--json", "--yes"))
    assert done_.pop("restored") is True
    assert Path(done_.pop("kept")).is_file()
    assert done_ == {key: shown[key] for key in done_}


def test_another_codebook_is_told(backed_up, done):
    with workbench.opened(backed_up) as project:
        workbench.retire_code(project, "lead", "cfir22.inner.priority")
    said = done("restore", backed_up, "--from", "1")
    assert re.search(r"Codebook: version \w{12} now, \w{12} then\.\n", said)


def test_how_much_others_did_in_a_sealed_round_is_not_told(backed_up, done):
    done("round", "open", backed_up, "pilot", "d", "--for", "ana", "--for", "bo", coder="lead")
    rows = [line.split() for line in done("restore", backed_up, "--from", "1").splitlines()]
    assert ["ana", "coding", "sealed", "sealed"] in rows
    assert ["d", "ana", "sealed", "sealed"] in rows
    own = done("restore", backed_up, "--from", "1", coder="ana").splitlines()
    assert ["d", "ana", "2", "1"] in [line.split() for line in own]


def test_a_damaged_project_comes_back_and_the_damaged_file_stays(backed_up, done, run):
    backed_up.write_bytes(b"rubbish")
    assert f"`qualbench restore {backed_up}` goes back" in run("status", backed_up).stderr
    assert "cannot be told" in done("restore", backed_up)
    shown = done("restore", backed_up, "--from", "1")
    assert f"{backed_up} is damaged: what would change cannot be told." in shown
    assert ["a", "ana", "4"] in [line.split() for line in shown.splitlines()]
    said = done("restore", backed_up, "--from", "1", "--yes")
    assert Path(re.search(r"The damaged file: (.+)\n", said)[1]).read_bytes() == b"rubbish"
    assert done("check", backed_up) == "Everything resolves.\n"
    backed_up.unlink()
    assert f"{backed_up} is missing" in done("restore", backed_up, "--from", "1", "--yes")
    assert done("check", backed_up) == "Everything resolves.\n"


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["{none}"], "there is no backup of"),
        (["{none}", "--from", "1"], "there is no backup 1 of"),
        (["{some}", "--from", "2"], "there is no backup 2 of"),
        (["{some}", "--from", "0"], "there is no backup 0 of"),
        (["{some}", "--from", "{some}"], "is the project itself"),
        (["{some}", "--from", "{none}"], "does not exist"),
        (["{some}", "--from", "{text}"], "cannot be read as a project"),
    ],
)
def test_what_cannot_be_gone_back_to_is_one_line_and_changes_nothing(
    backed_up, tmp_path, run, facts, args, said
):
    (tmp_path / "text").write_text("words of an interview")
    names = {"some": backed_up, "none": tmp_path / "none.qualbench", "text": tmp_path / "text"}
    before = facts(backed_up)
    refused = run("restore", *(arg.format(**names) for arg in args), *(["--yes"] * (len(args) > 1)))
    assert refused.exit_code == 1
    assert said in refused.stderr
    assert len(refused.stderr.splitlines()) == 1
    assert facts(backed_up) == before


def test_consent_to_nothing_is_written_wrongly(backed_up, run):
    assert run("restore", backed_up, "--yes").exit_code == 2


@pytest.mark.parametrize("answer", ["y", "n", "\x03"])
def test_at_a_terminal_it_asks(backed_up, facts, answer):
    before = facts(backed_up)
    said = _at_a_terminal(["restore", str(backed_up), "--from", "1"], answer)
    assert "Go back to this backup? [y/N]: " in said
    assert (facts(backed_up) == before) == (answer != "y")


def _at_a_terminal(words, answer):
    ours, theirs = pty.openpty()
    words = [sys.executable, "-m", "qualbench", *words]
    with subprocess.Popen(
        words, stdin=theirs, stdout=theirs, stderr=theirs, start_new_session=True
    ) as process:
        os.close(theirs)
        said = b""
        try:
            while b"[y/N]: " not in said:
                said += os.read(ours, 1024)
            if answer == "\x03":
                process.terminate()
            else:
                os.write(ours, answer.encode() + b"\n")
            while block := os.read(ours, 1024):
                said += block
        except OSError:  # the other end is closed
            pass
    os.close(ours)
    return said.decode()
