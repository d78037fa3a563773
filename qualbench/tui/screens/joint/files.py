"""Files of all this: a display, the report, tables for statistics."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from qualbench import workbench
from qualbench.tui.copies import beside
from qualbench.tui.screens.comparing import choice
from qualbench.tui.screens.joint.seen import Seen
from qualbench.tui.screens.joint.showing import Showing
from qualbench.tui.screens.room import bind
from qualbench.tui.screens.writing import Done, Progress, Writing
from qualbench.workbench import DisplayKind, Exported, Kind, Store, Wanted

_BESIDE = "A name beside the project, or a path; ends in {}"
_EVERY = "all"
_SUFFIXES = (".csv", ".xlsx", ".parquet", ".jsonl", ".sav", ".dta")

_TABLES: dict[Kind, str] = {
    "segments": "a row for each segment, code and coder",
    "counts": "case x code: segments",
    "presence": "case and code: presence, segments, speakers, words, share of talk",
    "presence-wide": "case x code: presence",
    "ratings": "every rating, individual and consensus",
    "ratings-wide": "case x construct: what the team agreed on, as numbers",
    "matrix": "construct x case: the same as it is printed",
    "distinguishing": "constructs across groups of the outcome, with calls",
    "qca": "case x condition without a hole, calibrated, for QCA",
    "cna": "case x condition without a hole, calibrated, for CNA",
    "join": "what became of every id when numbers were joined",
    "agreement": "how far coders agree",
    "rating-agreement": "how far raters agree",
    "topics": "a kept run of topics",
    "codebook": "codes with definitions",
    "versions": "versions of the codebook",
    "decisions": "what was decided about disagreements",
    "suggestions": "what was suggested to whom, and what became of it",
}


class Files(Writing, Showing):
    """Names are asked for; where no other folder is named they lie beside the project."""

    BINDINGS = [
        bind("E", "write_display", "Write this display to a file", "joint.write", "Write"),
        bind("P", "write_report", "Write the report into a folder", "joint.report", "Report"),
        bind("X", "write_table", "Write a table for statistics", "joint.table", "Table"),
    ]

    # What is written

    def action_write_display(self) -> None:
        if self.seen:
            stem = "".join(c if c.isalnum() else "-" for c in self.seen.display.outcomes[0].label)
            then = partial(self._display, self.seen, self.kind)
            hint = _BESIDE.format(", ".join(workbench.DOCUMENTS))
            self.ask("Write this display to a file", then, f"joint-{stem}.html", hint)

    def _display(self, seen: Seen, kind: DisplayKind, name: str) -> None:
        def doing(project: Store, progress: Progress) -> Done:
            return Done(workbench.export_joint(project, seen.made, to, kind))

        if name:
            to = beside(self.bench.project.path, name)
            self.write("joint display", doing)

    def action_write_report(self) -> None:
        hint = "A folder beside the project, or a path; it is made if need be"
        self.ask("Write the report into a folder", self._report, "report", hint)

    def _report(self, name: str) -> None:
        want, coder = self.want, self.bench.coder

        def doing(project: Store, progress: Progress) -> Done:
            of = (want.outcome, want.cuts, want.groups, want.by)
            done = workbench.report(project, to, coder, *of, progress)
            left_out = [f"No joint display: {done.left_out}."] if done.left_out else []
            return Done(done.files, left_out)

        if name:
            to = beside(self.bench.project.path, name)
            self.write("report", doing)

    def action_write_table(self) -> None:
        tables = [choice(kind, about) for kind, about in _TABLES.items()]
        choices = [*tables, choice(_EVERY, "every table that there is something of")]
        names = [one.key for one in choices]
        self.ask_codes(choices, "Write a table", self._table, recent=names, hint="Type a word")

    def _table(self, picked: Sequence[str]) -> None:
        every: dict[str, Kind] = {kind: kind for kind in _TABLES}
        if picked[0] == _EVERY:
            choices = [choice(suffix, "") for suffix in _SUFFIXES]
            self.ask_codes(choices, "Every table as", self._ask_folder, recent=_SUFFIXES)
        elif picked[0] == "topics":
            self._ask_run()
        else:
            self._ask_table(every[picked[0]])

    def _ask_run(self) -> None:
        """Which of the runs that were kept."""
        runs = [one.name for one in workbench.topic_runs(self.bench.project)]
        if not runs:
            self.notify("The screen of topics keeps one.", title="No run of topics is kept")
            return
        choices = [choice(name, "") for name in runs]
        then = partial(self._ask_table, "topics")
        self.ask_codes(choices, "Which run", lambda keys: then(keys[0]), recent=runs)

    def _ask_table(self, kind: Kind, run: str = "") -> None:
        hint = _BESIDE.format(", ".join(_SUFFIXES))
        self.ask(f"Write {kind} to a file", partial(self._one, kind, run), f"{kind}.csv", hint)

    def _one(self, kind: Kind, run: str, name: str) -> None:
        wanted, coder = self._wanted(kind, run), self.bench.coder

        def doing(project: Store, progress: Progress) -> Done:
            done = workbench.export(project, kind, to, coder, wanted)
            return Done(done.files, list(_minds(done)))

        if name:
            to = beside(self.bench.project.path, name)
            self.write(kind, doing)

    def _wanted(self, kind: Kind, run: str) -> Wanted:
        """With cases and the outcome as they are displayed, where they matter."""
        want = self.want
        by = want.by if kind in workbench.OF_CASES else ()
        if kind not in workbench.BY_OUTCOME:
            return Wanted(by=by, run=run)
        return Wanted(by=by, outcome=want.outcome, cuts=want.cuts, groups=want.groups)

    def _ask_folder(self, picked: Sequence[str]) -> None:
        hint = "A folder beside the project, or a path; it is made if need be"
        self.ask(
            f"Write every table as {picked[0]} into", partial(self._all, picked[0]), "tables", hint
        )

    def _all(self, suffix: str, name: str) -> None:
        want, coder = self.want, self.bench.coder
        wanted = Wanted(by=want.by, outcome=want.outcome, cuts=want.cuts, groups=want.groups)

        def doing(project: Store, progress: Progress) -> Done:
            done = workbench.export_all(project, to, suffix, coder, wanted)
            files = [file for one in done.files.values() for file in one.files]
            return Done(files, [f"No {kind}: {why}." for kind, why in done.left_out.items()])

        if name:
            to = beside(self.bench.project.path, name)
            self.write("tables", doing)


def _minds(done: Exported) -> Iterator[str]:
    """What is not in a table, and what to mind when it is used."""
    if done.unfinished:
        yield f"Not submitted, so not counted: {', '.join(done.unfinished)}."
    if done.sealed:
        yield f"Sealed in a round, so others' codings are left out: {', '.join(done.sealed)}."
    if done.shown:
        who = ", ".join(done.shown)
        yield f"Suggestions were shown to {who} before they submitted: codings may be more alike."
    for warning in done.warnings:
        yield f"Mind: {warning}."
