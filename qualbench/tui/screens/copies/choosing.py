"""Which copies are merged: those that lie near, or wherever somebody says."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path

from qualbench import workbench
from qualbench.tui.copies import beside, from_home
from qualbench.tui.desk import as_list
from qualbench.tui.screens.asking import Asking
from qualbench.tui.screens.copies.ledger import Ledger
from qualbench.tui.screens.copies.uniting import Uniting
from qualbench.tui.screens.room import bind
from qualbench.workbench import Choice, Merged

_FOLDERS = "copies"
"""What the desk calls the folders in which copies were found, the last one first."""

_FEW = 4


class Choosing(Uniting, Asking):
    """What is chosen is read, and shown before anything is stored."""

    BINDINGS = [
        bind("m", "merge", "Merge copies that have come back", "copies.merge", "Merge"),
    ]

    _read: tuple[Merged, ...] = ()

    def on_unmount(self) -> None:
        self.workers.cancel_node(self)

    def action_merge(self) -> None:
        if not self.uniting:
            home = self.bench.project.path.absolute().parent
            self._choose([home, *map(Path, as_list(self.bench.desk.get(_FOLDERS, "")))])

    def _choose(self, folders: Iterable[Path]) -> None:
        found = workbench.found_in(self.bench.project, folders)
        if not found:
            self._ask_path()
            return
        choices = [
            Choice(str(file), file.name, f"{_where(file, day)} > ", file.name.casefold())
            for file, day in found.items()
        ]
        self.ask_codes(
            choices,
            "Copies to merge",
            lambda keys: self._rehearse([Path(key) for key in keys]),
            recent=[choice.key for choice in choices],
            several=True,
            new=self._typed,
            made="Path",
            hint="Type part of a name, or the path of a file or folder",
        )

    def _ask_path(self, typed: str = "") -> None:
        hint = "The path of a file, or of a folder with copies"
        self.ask("A copy to merge", self._typed, typed, hint)

    def _typed(self, text: str) -> None:
        """A file is taken as it is, of a folder its files are shown."""
        path = beside(self.bench.project.path, text)
        if not text:
            return
        if path.is_file():
            self._rehearse([path])
        elif path.is_dir() and workbench.found_in(self.bench.project, [path]):
            self._choose([path])
        else:
            self._ask_path(text)
            there = "holds no copy (a file like ana.qualbench)" if path.is_dir() else "is not there"
            self.notify(f"{from_home(path)} {there}.", severity="warning")

    def _rehearse(self, copies: Sequence[Path]) -> None:
        self.unite(copies, self._rehearsed, dry_run=True)

    def _rehearsed(self, found: tuple[Merged, ...]) -> None:
        """Whoever has gone elsewhere meanwhile sees it when they come back."""
        if not self.is_attached:
            return
        self._read = found
        known = as_list(self.bench.desk.get(_FOLDERS, ""))
        taken = [str(one.file.parent) for one in found if not one.refused]
        folders = list(dict.fromkeys([*taken, *known]))[:_FEW]
        self.bench.remember({_FOLDERS: json.dumps(folders)})
        if self.on_top:
            self.show_read()

    def show_read(self) -> None:
        """Show what was read and has not been looked at yet."""
        found, self._read = self._read, ()
        if found:
            self.app.push_screen(Ledger(found))


def _where(file: Path, day: datetime) -> str:
    return f"{from_home(file.parent)}, changed {day:%Y-%m-%d %H:%M}"
