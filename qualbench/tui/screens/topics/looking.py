"""Looking for topics in the background, in the words that are asked for; opening kept ones."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import NamedTuple

from qualbench import workbench
from qualbench.tui.screens.room import bind
from qualbench.tui.screens.topics.scoping import has, scope_choices, toggled
from qualbench.tui.screens.topics.seen import Seen, seen
from qualbench.tui.screens.topics.showing import Showing
from qualbench.tui.screens.working import Progress
from qualbench.workbench import Choice, Scope, ShownRun, Store


class Came(NamedTuple):
    """What is shown next, what is said of it, and which topic is at hand then."""

    seen: Seen
    said: str = ""
    at: int | None = None


_TOLD = 6  # seconds
_BESIDE = frozenset({"coder", "handout", "memo", "showing", "star"})
"""Kinds of facts that no topic is shown with."""


class Looking(Showing):
    """What is kept is opened by its id, what is not is looked for."""

    BINDINGS = [
        bind("f", "scope", "Only some of the talk; turns or sentences", "topics.scope", "Filter"),
        bind("n", "number", "So many topics, or as many as there are", "topics.number"),
        bind("s", "steady", "Measure how steady they are", "topics.steady"),
        bind("o", "runs", "Open a kept run, or look anew", "topics.runs", "Runs"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._run = ""
        """The kept run that was opened last, by id: what was undone may be redone."""

    # Looking

    def look(self, scope: Scope, run: str = "") -> None:
        """Look for topics, or open a run that was kept, by id."""
        self._run = run
        self.do("Looking for topics", partial(self._look, scope, run), partial(self._opened, run))

    def _opened(self, run: str, came: Came) -> None:
        self._run = run
        self.came(came)

    def _look(self, scope: Scope, run: str, project: Store, progress: Progress) -> Came:
        coder = self.bench.coder
        if run:
            found = workbench.kept_topics(project, run, progress)
        else:
            found = workbench.topics(project, coder, scope, progress)
        return Came(seen(project, coder, found, run))

    def changed(self) -> None:
        """As it stands now; what nobody has kept is not looked for anew."""
        if self.seen and not self.works:
            self.do("Reading the topics", partial(self._again, self.seen), self.came)

    def _again(self, before: Seen, project: Store, progress: Progress) -> Came:
        """What is kept no longer, as that was undone, is looked for as it was at first."""
        kept = self._run in (one.id for one in workbench.topic_runs(project))
        if kept or before.run:
            run = self._run if kept else ""
            return self._look(before.found.scope, run, project, progress)
        return Came(seen(project, self.bench.coder, before.found))

    def renewed(self, kinds: frozenset[str]) -> None:
        if not kinds <= _BESIDE:
            self.changed()

    def came(self, came: Came) -> None:
        new = came.seen
        if self.seen and self.seen.found == new.found and new.steady is None:
            new = replace(new, steady=self.seen.steady)
        if new != self.seen:
            self.seen, self.has_shown, self._run = new, True, new.run or self._run
            self.show(new, came.at)
        if came.said:
            self.notify(came.said, timeout=_TOLD)

    # In which words

    @property
    def scope(self) -> Scope:
        return self.seen.found.scope if self.seen else Scope()

    def action_scope(self) -> None:
        project, coder = self.who
        book = workbench.codebook(project)
        used = workbench.code_counts(project, coder)
        choices = scope_choices(self.scope, workbench.attributes(project), list(used), book)
        on = [choice.key for choice in choices if has(self.scope, choice.key)]
        title, hint = "Look for topics in", "Type some words of a line"
        self.ask_codes(choices, title, self._narrow, recent=on, several=True, hint=hint)

    def _narrow(self, keys: Sequence[str]) -> None:
        scope = self.scope
        for key in keys:
            scope = toggled(scope, key)
        self.look(scope)

    def action_number(self) -> None:
        wanted = str(self.scope.topics or "")
        self.ask("How many topics", self._wanted, wanted, "nothing: as many as there are")

    def _wanted(self, number: str) -> None:
        if not number or number.isdecimal():
            self.look(replace(self.scope, topics=int(number or 0)))
        else:
            self.notify("A number, or nothing for as many as there are.", title="Not looked for")

    # How steady

    def action_steady(self) -> None:
        if self.seen:
            self.do("Measuring how steady they are", partial(self._steady, self.seen), self.came)

    def _steady(self, before: Seen, project: Store, progress: Progress) -> Came:
        found = workbench.topic_steadiness(project, before.found, progress)
        said = "" if found else "There are too few texts to leave some of them out."
        return Came(replace(before, steady=found), said)

    # Kept runs

    def action_runs(self) -> None:
        runs = tuple(reversed(workbench.topic_runs(self.bench.project)))
        anew = f"Look anew in {self.scope.said}"
        choices = [Choice("", anew, "", anew.casefold()), *map(self._listed, runs)]
        recent = [choice.key for choice in choices]
        hint = "Type part of a name"
        self.ask_codes(choices, "Topics to open", self._open, recent=recent, hint=hint)

    def _listed(self, run: ShownRun) -> Choice:
        now = " (now)" if self.seen and self.seen.run == run.id else ""
        said = f"{run.topics} topics in {run.words} {run.scope.said}; {run.coder}, {run.at[:10]}"
        return Choice(run.id, f"{run.name}{now}", f"{said} > ", f"{run.name} {said}".casefold())

    def _open(self, keys: Sequence[str]) -> None:
        self.look(self.scope, keys[0])
