"""The README: its commands run in their order and print what it shows; what it names is there."""

import doctest
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from qualbench.cli import COMMANDS

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
LEAST_COMMANDS = 8


def _commands() -> list[tuple[str, str]]:
    """Each command of the console blocks with the output shown below it, "" where none is.

    As in a terminal, a command begins with "$ ", and goes on in the next line after a backslash.
    """
    blocks = re.findall(r"^```console\n(.*?)^```", README, re.MULTILINE | re.DOTALL)
    shown = re.compile(r"^\$ ((?:.*\\\n)*.*\n)((?:(?!\$ ).*\n)*)", re.MULTILINE)
    pairs = (pair for block in blocks for pair in shown.findall(block))
    return [(command.strip(), output.strip("\n")) for command, output in pairs]


def _difference(want: str, got: str) -> str:
    """What sets them apart, "" if nothing does; "..." stands for anything."""
    checker, flags = doctest.OutputChecker(), doctest.ELLIPSIS | doctest.REPORT_NDIFF
    got = re.sub(r" +$", "", got, flags=re.MULTILINE).strip("\n")
    if checker.check_output(want, got, flags):
        return ""
    return checker.output_difference(doctest.Example("", want), got, flags)


def test_its_commands_run_in_their_order_and_print_what_it_shows(tmp_path):
    shutil.copytree(ROOT / "transcripts", tmp_path / "transcripts")
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    env = {**os.environ, "PATH": path, "COLUMNS": "80"}
    for command, want in _commands():
        if given := re.fullmatch(r"export (\w+)=(\S+)", command):
            env[given[1]] = given[2].strip("\"'")
            continue
        ran = subprocess.run(
            command,
            shell=True,
            cwd=tmp_path,
            env=env,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
        )
        assert ran.returncode == 0, f"$ {command}\n{ran.stdout}"
        assert not want or not (said := _difference(want, ran.stdout)), f"$ {command}\n{said}"


def test_it_shows_the_way_through_a_study():
    assert len(_commands()) >= LEAST_COMMANDS


def test_every_command_that_it_names_is_one():
    in_code = r"(?:`|/|\\|^\$ |^ {4})qualbench ([a-z][a-z-]*)"
    named = set(re.findall(in_code, README, re.MULTILINE))
    assert "demo" in named
    assert named <= set(COMMANDS)


def test_every_file_that_it_points_to_is_there():
    targets = re.findall(r"\]\(([^)\s#]+)", README) + re.findall(r'src="([^"]+)"', README)
    missing = [to for to in targets if "://" not in to and not (ROOT / to).exists()]
    assert missing == []
