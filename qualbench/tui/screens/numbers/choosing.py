"""Which file is joined, and how it is read: shown before anything is stored."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from functools import partial
from pathlib import Path

from qualbench import workbench
from qualbench.errors import QualbenchError
from qualbench.tui.copies import beside, from_home
from qualbench.tui.desk import as_list
from qualbench.tui.quoted import one_line
from qualbench.tui.rounds import counted
from qualbench.tui.screens.comparing import choice
from qualbench.tui.screens.numbers.picking import is_there
from qualbench.tui.screens.numbers.seen import How, Tried, missing, pairs
from qualbench.tui.screens.numbers.showing import Showing
from qualbench.tui.screens.room import bind
from qualbench.tui.screens.working import Progress
from qualbench.workbench import Choice, JoinedFile, Store

_FOLDERS = "numbers"
"""What the desk calls the folders in which files were found, the last one first."""
_FEW = 4
_AS_THEY_ARE = "rows as they are"


class Choosing(Showing):
    """What would become of a file is looked at before it is stored."""

    BINDINGS = [
        bind("n", "join", "Join a file of numbers", "numbers.join", "Join a file"),
        bind("c", "columns", "Which column holds what", "numbers.columns", "Columns"),
        bind("b", "by", "Aggregate finer rows: n, mean, sd", "numbers.by", "Aggregate"),
        bind("m", "missing", "Which values mean missing", "numbers.missing"),
        bind("t", "title", "What the table is called", "numbers.title", "Title"),
        bind("s", "sheet", "Which sheet of a workbook", "numbers.sheet"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._how = How(Path())

    # Which file

    def action_join(self) -> None:
        if not self.is_busy():
            home = self.bench.project.path.absolute().parent
            known = map(Path, as_list(self.bench.desk.get(_FOLDERS, "")))
            self._choose([home, *known, *_around(home)])

    def _choose(self, folders: Iterable[Path]) -> None:
        """Those in the project's own folder, or in the one that was asked for, come first."""
        known = dict.fromkeys(folder.resolve() for folder in folders)
        ranks = {folder: rank for rank, folder in enumerate(known)}
        found = workbench.numbers_in(known)
        if not found:
            self._ask_path()
            return
        files = sorted(found, key=lambda file: ranks.get(file.parent, len(ranks)))
        self.ask_codes(
            [_file(file, found[file]) for file in files],
            "A file of the trial's numbers",
            lambda keys: self.look_at(How(Path(keys[0]))),
            recent=[str(file) for file in files],
            new=self._typed,
            made="Path",
            hint="Type part of a name, or the path of a file or folder",
        )

    def _ask_path(self, typed: str = "") -> None:
        hint = "The path of a .csv, .xlsx, .sav or .dta, or of a folder with some"
        self.ask("A file of the trial's numbers", self._typed, typed, hint)

    def _typed(self, text: str) -> None:
        """A file is read as it is, of a folder its files are shown."""
        path = beside(self.bench.project.path, text)
        if not text:
            return
        there = is_there(path)
        if there and path.is_file():
            self.look_at(How(path))
        elif there and workbench.numbers_in([path]):
            self._choose([path])
        else:
            self._ask_path(text)
            why = "holds no table" if there else "is not there"
            self.notify(f"{from_home(path)} {why}.", severity="warning")

    # A dry run

    def look_at(self, how: How) -> None:
        """What would become of a file that is read so."""
        self._how = how
        stage = f"Reading {one_line(how.path.name)}"
        self.do(stage, partial(_joined, how, self.bench.coder, True), self._looked_at)

    def _looked_at(self, found: JoinedFile) -> None:
        known = as_list(self.bench.desk.get(_FOLDERS, ""))
        folders = list(dict.fromkeys([str(self._how.path.parent), *known]))[:_FEW]
        self.bench.remember({_FOLDERS: json.dumps(folders)})
        self.show_tried(Tried(self._how, found))

    def _refused(self, error: QualbenchError) -> None:
        """Of a file that cannot be joined so it is shown why, until it is read otherwise."""
        self.show_tried(Tried(self._how, refused=error))

    def store_it(self) -> None:
        """Join the file as it was looked at."""
        if self.tried and self.tried.found:
            how = self.tried.how
            stage = f"Joining {one_line(how.path.name)}"
            self.do(stage, partial(_joined, how, self.bench.coder, False), self._stored)
        elif self.tried and self.tried.refused:
            self.bench.say(self.tried.refused)

    def _stored(self, found: JoinedFile) -> None:
        self.tried, self.joined_last = None, found.table.name
        self.changed()
        said = f"{found.table.name}: {counted(len(found.report.matched), 'case')} matched"
        undo = f"; {self.bench.key('coding.undo')} takes it out" if found.new else ""
        title = "Joined" if found.new else "It was joined so already"
        self.notify(one_line(f"{said}{undo}."), title=title)

    # How it is read

    def _has_file(self) -> bool:
        """Whether a file is looked at; else it is said that one comes first."""
        if self.tried is None:
            self.notify(
                f"{self.bench.key('numbers.join')} chooses one.", title="A file comes first"
            )
        return self.tried is not None

    def action_columns(self) -> None:
        hint = "COLUMN=attribute, such as: SITE=clinic, WHO=participant; nothing: by their names"
        if self._has_file():
            self.ask("Columns that are keys", self._columns, self._how.typed, hint)

    def _columns(self, said: str) -> None:
        keys = pairs(said)
        if keys is None:
            self.notify("Write COLUMN=attribute.", title=one_line(said), severity="warning")
        else:
            self.look_at(replace(self._how, keys=keys))

    def action_by(self) -> None:
        if self._has_file():
            known = workbench.attributes(self.bench.project)
            choices = [choice(_AS_THEY_ARE, ""), *(choice(n, ", ".join(known[n])) for n in known)]
            names = [one.key for one in choices]
            title = "Aggregate rows by"
            hint = "Type a name"
            self.ask_codes(choices, title, self._by, recent=names, several=True, hint=hint)

    def _by(self, names: Sequence[str]) -> None:
        by = tuple(name for name in names if name != _AS_THEY_ARE)
        self.look_at(replace(self._how, by=by))

    def action_missing(self) -> None:
        hint = "A value or MEASURE=value, such as: -99, visits=-8; nothing: as in the file"
        if self._has_file() and self.tried:
            self.ask("Values that mean missing", self._missing, self.tried.missing, hint)

    def _missing(self, said: str) -> None:
        values = missing(said)
        if values is None:
            self.notify("Write MEASURE=value.", title=one_line(said), severity="warning")
        else:
            self.look_at(replace(self._how, missing=values))

    def action_title(self) -> None:
        if self._has_file():
            found = self.tried.found if self.tried else None
            now = self._how.name or (found.table.name if found else "")
            self.ask("What the table is called", self._title, now, "Nothing: as its file")

    def _title(self, name: str) -> None:
        self.look_at(replace(self._how, name=name))

    def action_sheet(self) -> None:
        if self._has_file():
            self.ask("Which sheet", self._sheet, self._how.sheet, "Nothing: the first")

    def _sheet(self, name: str) -> None:
        self.look_at(replace(self._how, sheet=name))


def _joined(how: How, coder: str, dry_run: bool, project: Store, progress: Progress) -> JoinedFile:
    return how.join(project, coder, dry_run=dry_run)


def _file(file: Path, day: datetime) -> Choice:
    where = f"{from_home(file.parent)}, changed {day:%Y-%m-%d %H:%M}"
    return Choice(str(file), file.name, f"{where} > ", file.name.casefold())


def _around(home: Path) -> Iterator[Path]:
    """The folders in this one, and those beside it."""
    for folder in (home, home.parent):
        with suppress(OSError):
            yield from sorted(
                one for one in folder.iterdir() if one.is_dir() and one.name[:1] != "."
            )
