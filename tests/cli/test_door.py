"""Help, exit codes, what is loaded, and the edge where an error becomes a line."""

import json
import subprocess
import sys

import click
import pytest

from qualbench.cli import COMMANDS as NAMES
from qualbench.cli import _Door, door

HEAVY = (
    "torch transformers spacy sklearn bertopic umap pandas numpy textual openpyxl docx webvtt "
    "xlsxwriter"
)
_SPY = """
import json, sys
from qualbench.cli import main
try:
    main()
except SystemExit as end:
    print(json.dumps([end.code, sorted(set(sys.argv[0].split()) & sys.modules.keys())]))
"""
COMMANDS = [door.get_command(click.Context(door), name) for name in NAMES]
WORDS = [
    [command.name, *more]
    for command in COMMANDS
    for more in ([[one] for one in getattr(command, "commands", ())] or [[]])
]
"""Every command with its verb, where it has several."""


def _loaded(heavy, *args):
    spy = _SPY.replace("sys.argv[0]", repr(heavy))
    ran = subprocess.run(
        [sys.executable, "-c", spy, *args], capture_output=True, text=True, check=True
    )
    return json.loads(ran.stdout.splitlines()[-1])


def test_every_command_is_called_what_its_file_is():
    assert [command.name for command in COMMANDS] == list(NAMES)


def test_help_loads_nothing_heavy():
    assert _loaded(HEAVY + " sqlite_utils", "--help") == [0, []]


def test_the_status_of_a_project_loads_no_heavy_library(demo):
    assert _loaded(HEAVY, "status", str(demo.project)) == [0, []]


def test_the_module_runs_as_a_program_and_says_how_it_went():
    def exit_code(*args):
        ran = subprocess.run([sys.executable, "-m", "qualbench", *args], capture_output=True)
        return ran.returncode

    codes = (exit_code("--version"), exit_code("status", "missing"), exit_code("nonsense"))
    assert codes == (0, 1, 2)


def test_commands_are_listed_in_the_order_of_the_work_and_none_is_clipped(done):
    lines = done("--help").partition("Commands:\n")[2].splitlines()
    listed = [
        line.split(None, 1) for line in lines if line.startswith("  ") and "Begin" not in line
    ]
    assert [name for name, _ in listed][:4] == ["demo", "init", "import", "prepare"]
    assert len(listed) == len(COMMANDS)
    assert all(said.endswith(".") and not said.endswith("...") for _, said in listed)


@pytest.mark.parametrize("words", [*WORDS, ["round"], ["topic"]], ids=" ".join)
def test_every_command_has_an_example_and_fits_80_columns(words, done):
    said = done(*words, "--help")
    assert f"Example:\n    qualbench {' '.join(words)} " in said
    assert max(map(len, said.splitlines())) <= 80


def test_every_command_on_a_project_takes_a_coder(done):
    without = [words for words in WORDS if "--coder NAME" not in done(*words, "--help")]
    assert without == [["keys"]]


@pytest.mark.parametrize(
    "args",
    [
        ["nonsense"],
        ["status"],
        ["import", "p.qualbench"],
        ["init", "p.qualbench"],
        ["code", "p.qualbench", "a", "9:3", "inner.priority"],
        ["code", "p.qualbench", "a", "-1:3", "inner.priority"],
        ["agree", "p.qualbench", "--unit", "word"],
        ["export", "p.qualbench", "poem", "--to", "p.csv"],
        ["export", "p.qualbench", "segments"],
        ["export", "p.qualbench", "segments", "--to", "p.csv", "--by", "clinic"],
        ["export", "p.qualbench", "codebook", "--to", "p.csv", "--layer", "all"],
    ],
    ids=" ".join,
)
def test_a_command_written_wrongly_ends_in_2(args, run):
    result = run(*args)
    assert result.exit_code == 2
    assert "Usage: " in result.stderr


def _failing() -> click.Group:
    @click.command("fail")
    def fail() -> None:
        raise ValueError("words of a mother")

    return _Door(commands={"fail": fail})


def test_an_unexpected_error_says_where_and_shows_no_words(monkeypatch):
    monkeypatch.delenv("QUALBENCH_DEBUG", raising=False)
    result = click.testing.CliRunner().invoke(_failing(), ["fail"])
    assert result.exit_code == 1
    assert "unexpected ValueError at test_door.py:" in result.stderr
    assert len(result.stderr.splitlines()) == 1
    assert "mother" not in result.output


def test_debugging_shows_all_of_it(monkeypatch):
    monkeypatch.setenv("QUALBENCH_DEBUG", "1")
    result = click.testing.CliRunner().invoke(_failing(), ["fail"])
    assert isinstance(result.exception, ValueError)
