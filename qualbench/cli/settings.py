"""qualbench settings"""

from pathlib import Path

import click

from qualbench import workbench
from qualbench.cli import options
from qualbench.cli.output import as_json, columns


@click.command(
    help=f"""Show what the project has settled, or settle it.

    Settings are {", ".join(one.name for one in workbench.SETTINGS)}. Without a NAME all are
    shown, each with its value and what it may be. Leads settle them.
    """,
    context_settings={"ignore_unknown_options": True},  # -1 is a value, if a wrong one
    epilog="JSON: setting -> value.\n\n"
    + options.example(
        "qualbench settings study.qualbench",
        'qualbench settings study.qualbench target "alpha .80" --coder lead',
    ),
)
@options.project
@click.argument("name", default="")
@click.argument("value", required=False)
@options.json
@options.coder
def settings(project: Path, name: str, value: str | None, json_: bool, coder: str) -> None:
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
