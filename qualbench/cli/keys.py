"""qualbench keys"""

import click

from qualbench import tui
from qualbench.cli import options
from qualbench.cli.output import as_json, columns

_HELP = """\b
In keys.toml a line gives an action other keys than its own:
  coding.pick = "f2"
  text.next = ["j", "down"]

JSON keys: id, keys, own (whether keys.toml names it), does.

"""


@click.command(epilog=_HELP + options.example("qualbench keys --file"))
@options.json
@click.option("--file", "file_", is_flag=True, help="Print where keys.toml is looked for.")
def keys(json_: bool, file_: bool) -> None:
    """List what every key of the terminal program does, by action."""
    if file_:
        click.echo(tui.keys_file())
        return
    found = tui.keys()
    if json_:
        as_json(
            [
                {"id": a.id, "keys": list(now), "own": now != a.keys, "does": a.said}
                for a, now in found
            ]
        )
    else:
        rows = [(a.id, " ".join(map(tui.said, now)), a.said) for a, now in found]
        columns(("action", "keys", "does"), rows)
