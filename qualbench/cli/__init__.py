"""The command line: one file a command, in the order of the work.

The one place where an error becomes a line on stderr and an exit code: 1 for what went
wrong, 2 for a command that was written wrongly.
"""

from __future__ import annotations

import os
import sys
import traceback
from importlib import import_module
from pathlib import Path
from typing import Any

import click

import qualbench
from qualbench.cli.output import complain
from qualbench.errors import QualbenchError

COMMANDS = (
    "demo",
    "init",
    "import",
    "prepare",
    "open",
    "keys",
    "status",
    "codebook",
    "code",
    "codings",
    "find",
    "quotes",
    "load-codings",
    "revise",
    "retract",
    "undo",
    "redo",
    "memo",
    "memos",
    "suggest",
    "reread",
    "evaluate",
    "topics",
    "topic",
    "settings",
    "round",
    "handout",
    "submit",
    "merge",
    "primary",
    "agree",
    "reconcile",
    "decisions",
    "guide",
    "rate",
    "load-ratings",
    "matrix",
    "join",
    "distinguish",
    "joint",
    "export",
    "report",
    "check",
    "restore",
    "erase",
)
"""In the order of the work; ``load-codings`` lies in load_codings.py, ``open`` in open_.py."""

_TAKEN = ("import", "open", "round")
"""Names that Python has a use for."""


class _Door(click.Group):
    """Lists commands in the order of the work, and turns errors into one line.

    A command's file is loaded when it is called for: the others would cost the time of a blink.
    """

    def list_commands(self, ctx: click.Context) -> list[str]:
        return [*COMMANDS, *self.commands]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return super().get_command(ctx, cmd_name)
        name = cmd_name.replace("-", "_")
        name += "_" * (name in _TAKEN)
        command: click.Command = getattr(import_module(f"qualbench.cli.{name}"), name)
        return command

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except QualbenchError as error:
            complain(error)
            ctx.exit(1)
        except (click.ClickException, click.exceptions.Exit, click.Abort, BrokenPipeError):
            raise  # click knows what to do with these
        except Exception as error:  # the edge: no traceback may show a transcript
            if os.environ.get("QUALBENCH_DEBUG"):
                raise
            complain(_unexpected(error))
            ctx.exit(1)


def _unexpected(error: Exception) -> QualbenchError:
    place = traceback.extract_tb(error.__traceback__)[-1]
    where = f"{Path(place.filename).name}:{place.lineno}"
    return QualbenchError(
        f"unexpected {type(error).__name__} at {where}",
        "This is a fault of qualbench; QUALBENCH_DEBUG=1 shows all of it, transcript text too.",
    )


@click.group(
    cls=_Door,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Begin with:  qualbench demo",
)
@click.version_option(qualbench.__version__, prog_name="qualbench")
def door() -> None:
    """A workbench for qualitative interview analysis.

    Nothing leaves this machine. Import only de-identified transcripts.
    """


def main() -> None:
    """The ``qualbench`` command."""
    sys.exit(door(prog_name="qualbench"))
