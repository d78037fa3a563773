"""Writes docs/keys.md from the bindings of the program.

Run it from the clone: ``.venv/bin/python docs/keys.py``
"""

from __future__ import annotations

from itertools import groupby
from pathlib import Path

from qualbench.tui.keymap import Action, actions, said

FILE = Path(__file__).parent / "keys.md"

_HEAD = """# Keys

Every action of the terminal program, by the name of the place where its keys work. `?` shows the
keys of the screen that is open, `Ctrl+P` finds anything by typing part of its name.

Other keys are written down in `keys.toml`; `qualbench keys --file` says where it is looked for:

```toml
coding.pick = "f2"
text.next = ["j", "down"]
```

An action that is named there has those keys and no others. What cannot be meant (an action or a
key that is not known, one key for two actions of one place) is said in one line, and the program
does not start.
"""


def document() -> str:
    """The page, as it should be."""
    groups = groupby(actions(), key=lambda action: action.id.partition(".")[0])
    tables = ["\n".join([f"## {name}\n", *_table(list(group))]) for name, group in groups]
    return "\n\n".join([_HEAD.rstrip(), *tables]) + "\n"


def _table(group: list[Action]) -> list[str]:
    rows = [f"| `{one.id}` | {_keys(one)} | {_cell(one.said)} |" for one in group]
    return ["| action | keys | does |", "|---|---|---|", *rows]


def _keys(action: Action) -> str:
    return " ".join(
        f"`` {name} ``" if "`" in name else f"`{name}`" for name in map(said, action.keys)
    ).replace("|", "\\|")


def _cell(words: str) -> str:
    return words.replace("|", "\\|")


if __name__ == "__main__":
    FILE.write_text(document(), encoding="utf-8")
