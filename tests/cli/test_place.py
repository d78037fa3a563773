"""A project on a network drive or in a synced folder: commands say so on stderr, and go on."""

import shutil
from pathlib import Path

import pytest


@pytest.fixture
def synced(tiny, tmp_path):
    """A project in a folder that Syncthing syncs."""
    folder = tmp_path / "shared" / "study"
    folder.mkdir(parents=True)
    (folder.parent / ".stfolder").mkdir()
    return Path(shutil.copy(tiny, folder / "tiny.qualbench"))


@pytest.mark.parametrize(
    "words",
    [
        ("status", "{}"),
        ("status", "{}", "--json"),
        ("check", "{}"),
        ("merge", "{}", "--conflicts"),
        ("merge", "{}", "{copy}"),
        ("import", "{}", "{text}"),
        ("init", "{}.new", "--codebook", "mio"),
    ],
    ids=" ".join,
)
def test_it_is_said_once_with_what_to_do_instead_and_the_command_does_its_work(
    tiny, synced, tmp_path, run, words
):
    (tmp_path / "e.txt").write_text("Interviewer: Well?\nCounselor: Well.\n")
    names = {"copy": shutil.copy(tiny, tmp_path / "copy"), "text": tmp_path / "e.txt"}
    ran = run(*(word.format(synced, **names) for word in words), coder="lead")
    assert ran.exit_code == 0
    (line,) = ran.stderr.splitlines()
    assert f"{words[1].format(synced)}: lies in a folder that Syncthing syncs;" in line
    assert "`qualbench handout`" in line
    assert ran.stdout


def test_where_a_command_fails_only_that_is_said(synced, run):
    ran = run("status", synced.with_name("missing"))
    assert (ran.exit_code, len(ran.stderr.splitlines())) == (1, 1)
    assert "does not exist" in ran.stderr


def test_copies_may_lie_there_and_be_handed_out_to_there(tiny, synced, done):
    done("merge", tiny, synced)  # and says nothing on stderr
    done("handout", tiny, "--coder", "ana", "--to", synced.with_name("ana.qualbench"), coder="lead")
