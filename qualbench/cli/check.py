"""qualbench check"""

from pathlib import Path

import click

from qualbench import workbench
from qualbench.cli import options
from qualbench.cli.output import as_json, count, warn


@click.command(
    epilog="JSON: a list of problems with keys where and what.\n\n"
    + options.example("qualbench check study.qualbench")
)
@options.project
@options.json
@options.coder
@click.pass_context
def check(ctx: click.Context, project: Path, json_: bool, coder: str) -> None:
    """Verify a project; exit 1 if anything in it is wrong.

    Looks at every fact, reference, offset, hash and guard. It finds accidents and
    clumsy edits, not a forger.
    """
    with workbench.opened(project) as opened:
        problems = workbench.check(opened)
    warn(workbench.misplaced(project))
    if json_:
        as_json([{"where": problem.where, "what": problem.what} for problem in problems])
    else:
        for problem in problems:
            click.echo(f"{problem.where}: {problem.what}")
        click.echo(f"{count(len(problems), 'problem')}." if problems else "Everything resolves.")
    if problems:
        ctx.exit(1)
