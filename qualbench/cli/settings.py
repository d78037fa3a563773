"""qualbench settings"""

from pathlib import Path

import click

from qualbench import workbench
from qualbench.cli import options
from qualbench.cli.output import as_json, columns


@click.command(
    epilog="JSON: setting -> value.\n\n"
    + options.example(
        "qualbench settings study.qualbench",
        'qualbench settings study.qualbench target "alpha .80" --coder lead',
    )
)
@options.project
@click.argument("name", default="")
@click.argument("value", required=False)
@options.json
@options.coder
def settings(project: Path, name: str, value: str | None, json_: bool, coder: str) -> None:
    """Show what the project has settled, or settle it.

    A lead settles targets for agreement, how far edges may differ and still agree, and whether
    coefficients are shown while disagreements are reconciled.
    """
    with workbench.opened(project) as opened:
        if value is not None:
            workbench.settle(opened, coder, name, value)
        found = workbench.settings(opened)
        wanted = [one for one in found if one.name == name] if name else list(found)
        if name and not wanted:
            workbench.setting(opened, name)  # says which there are
    if json_:
        as_json({one.name: one.value for one in wanted})
    else:
        columns(
            ("setting", "value", ""), [(one.name, one.value or "-", one.says) for one in wanted]
        )
