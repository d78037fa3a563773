"""The command line: one file a command, in the order of the work.

The one place where an error becomes a line on stderr and an exit code: 1 for what went
wrong, 2 for a command that was written wrongly.
"""

from __future__ import annotations

import os
import sys
import traceback
from pathlib import Path
from typing import Any

import click

import qualbench
from qualbench.cli.agree import agree
from qualbench.cli.check import check
from qualbench.cli.code import code
from qualbench.cli.codebook import codebook
from qualbench.cli.codings import codings
from qualbench.cli.decisions import decisions
from qualbench.cli.demo import demo
from qualbench.cli.export import export
from qualbench.cli.find import find
from qualbench.cli.handout import handout
from qualbench.cli.import_ import import_
from qualbench.cli.init import init
from qualbench.cli.keys import keys
from qualbench.cli.load_codings import load_codings
from qualbench.cli.memo import memo
from qualbench.cli.memos import memos
from qualbench.cli.merge import merge
from qualbench.cli.open_ import open_
from qualbench.cli.output import complain
from qualbench.cli.prepare import prepare
from qualbench.cli.primary import primary
from qualbench.cli.quotes import quotes
from qualbench.cli.reconcile import reconcile
from qualbench.cli.redo import redo
from qualbench.cli.retract import retract
from qualbench.cli.revise import revise
from qualbench.cli.round import round_
from qualbench.cli.settings import settings
from qualbench.cli.status import status
from qualbench.cli.submit import submit
from qualbench.cli.suggest import suggest
from qualbench.cli.topics import topics
from qualbench.cli.undo import undo
from qualbench.errors import QualbenchError

_COMMANDS = (
    demo,
    init,
    import_,
    prepare,
    open_,
    keys,
    status,
    codebook,
    code,
    codings,
    find,
    quotes,
    load_codings,
    revise,
    retract,
    undo,
    redo,
    memo,
    memos,
    suggest,
    topics,
    settings,
    round_,
    handout,
    submit,
    merge,
    primary,
    agree,
    reconcile,
    decisions,
    export,
    check,
)


class _Door(click.Group):
    """Lists commands in the order of the work, and turns errors into one line."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return [command.name or "" for command in _COMMANDS]

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


for _command in _COMMANDS:
    door.add_command(_command)


def main() -> None:
    """The ``qualbench`` command."""
    sys.exit(door(prog_name="qualbench"))
