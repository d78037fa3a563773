"""What is decided about topics: names, merges, splits, codes. It needs a run that is kept."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from itertools import chain, count

from qualbench import workbench
from qualbench.tui.keymap import key_of
from qualbench.tui.quoted import one_line
from qualbench.tui.rounds import counted
from qualbench.tui.screens.room import bind
from qualbench.tui.screens.topics.looking import Came, Looking
from qualbench.tui.screens.topics.seen import OUTSIDE, Seen, seen
from qualbench.tui.screens.working import Progress
from qualbench.workbench import Choice, ShownTopic, Store

Deed = Callable[[Store, str, Progress], tuple[int, str]]
"""Done in a thread to a kept run, by id: gives the topic at hand then, and what is said of it."""

_WALK = "coding.walk_else"


class Deciding(Looking):
    """Each key is about the topic at hand."""

    BINDINGS = [
        bind("c", "code", "Make a code of the topic", "topics.code", "Code"),
        bind("equals_sign", "map", "It is what a code of the codebook means", "topics.map", "Is"),
        bind("L", "label", "Call the topic something", "topics.label", "Label"),
        bind("M", "merge", "Take others for the same topic", "topics.merge", "Merge"),
        bind("X", "split", "Split the topic in two", "topics.split", "Split"),
        bind("w", "keep", "Keep these topics under a name", "topics.keep", "Keep"),
    ]

    def _topic(self) -> ShownTopic | None:
        """The topic at hand; where it is none, that is said."""
        topic = self.topic
        if topic and topic.number == OUTSIDE:
            self.notify("Choose one of those above it.", title="What lies outside is no topic")
            return None
        return topic

    def _decide(self, stage: str, deed: Deed) -> None:
        if self.seen:
            self.do(stage, partial(self._decided, self.seen, deed), self.came)

    def _decided(self, before: Seen, deed: Deed, project: Store, progress: Progress) -> Came:
        """What nobody has kept is kept before the first decision about it."""
        run, kept = before.run, ""
        if not run:
            made = workbench.keep_topics(project, self.bench.coder, _unused(project), before.found)
            run, kept = made.id, f"Kept as {made.name}."
        at, said = deed(project, run, progress)
        progress("describing the topics", 0, 0)
        found = workbench.kept_topics(project, run, progress)
        shown = seen(project, self.bench.coder, found, run)
        return Came(shown, " ".join(filter(None, [said, kept])), at)

    # Keeping

    def action_keep(self) -> None:
        if self.seen and self.seen.run:
            others = self.bench.key("topics.runs")
            self.notify(f"{others} opens others.", title=f"Kept as {self.seen.found.kept} already")
        elif self.seen:
            name = _unused(self.bench.project)
            self.ask("Keep these topics as", partial(self._keep, self.seen), name)

    def _keep(self, before: Seen, name: str) -> None:
        def keep(project: Store, progress: Progress) -> Came:
            made = workbench.keep_topics(project, self.bench.coder, name, before.found)
            found = workbench.kept_topics(project, made.id, progress)
            shown = seen(project, self.bench.coder, found, made.id)
            return Came(shown, f"Kept as {made.name}, for everybody.")

        if name:
            self.do("Keeping the topics", keep, self.came)

    # What topics are

    def action_label(self) -> None:
        if topic := self._topic():
            hint = "nothing: its phrases name it again"
            then = partial(self._label, topic.number)
            self.ask(f"What topic {topic.number} is called", then, topic.label, hint)

    def _label(self, number: int, label: str) -> None:
        def deed(project: Store, run: str, progress: Progress) -> tuple[int, str]:
            workbench.label_topic(project, self.bench.coder, run, number, label)
            return number, ""

        self._decide("Naming the topic", deed)

    def action_merge(self) -> None:
        """Others are chosen from a list, one or several."""
        topic = self._topic()
        if topic and self.seen:
            choices = [_choice(one) for one in self.seen.found.topics if one != topic]
            recent = [choice.key for choice in choices]
            title = f"The same as topic {topic.number} {one_line(topic.name)}"
            then = partial(self._merge, topic.number)
            hint = "Type a number or a word"
            self.ask_codes(choices, title, then, recent=recent, several=True, hint=hint)

    def _merge(self, number: int, others: Sequence[str]) -> None:
        numbers = [number, *map(int, others)]

        def deed(project: Store, run: str, progress: Progress) -> tuple[int, str]:
            into = workbench.merge_topics(project, self.bench.coder, run, numbers)
            return into, f"Topics {', '.join(map(str, sorted(numbers)))} are topic {into} now."

        self._decide("Merging topics", deed)

    def action_split(self) -> None:
        if topic := self._topic():
            self._decide("Splitting the topic", partial(self._split, topic.number))

    def _split(self, number: int, project: Store, run: str, progress: Progress) -> tuple[int, str]:
        new = workbench.split_topic(project, self.bench.coder, run, number, progress=progress)
        return new[0], f"Topic {number} is topics {' and '.join(map(str, new))} now."

    # What codes they are

    def action_code(self) -> None:
        if topic := self._topic():
            name = topic.label or ", ".join(topic.phrases[:2]).capitalize()
            marked = f"{len(self.examples)} marked" if self.examples else "the first quotes"
            then = partial(self._code, topic.number, tuple(self.examples))
            self.ask(f"Code of topic {topic.number}; examples: {marked}", then, name)

    def _code(self, number: int, examples: Sequence[int], name: str) -> None:
        def deed(project: Store, run: str, progress: Progress) -> tuple[int, str]:
            code = workbench.code_topic(project, self.bench.coder, run, number, name, examples)
            turns, key = self._waiting(project, run, number)
            said = f"{code.name} is a code now, and waits as a suggestion in {turns}"
            return number, f"{said}: in the coding screen {key} goes through them."

        if name:
            self._decide("Making a code", deed)

    def action_map(self) -> None:
        if topic := self._topic():
            choices = workbench.choices(workbench.codebook(self.bench.project))
            title = f"Topic {topic.number} {one_line(topic.name)} is"
            self.ask_codes(choices, title, partial(self._map, topic.number))

    def _map(self, number: int, keys: Sequence[str]) -> None:
        def deed(project: Store, run: str, progress: Progress) -> tuple[int, str]:
            workbench.map_topic(project, self.bench.coder, run, number, keys[0])
            turns, key = self._waiting(project, run, number)
            said = f"Where it is not coded yet, it waits as a suggestion, at most in {turns}"
            return number, f"{said}: in the coding screen {key} goes through them."

        self._decide("Mapping the topic", deed)

    def _waiting(self, project: Store, run: str, number: int) -> tuple[str, str]:
        """In how much talk its code is suggested, and the key that leads through that."""
        turns = workbench.topic_turns(project, run, number)
        return counted(turns, "turn"), key_of((), _WALK, self.bench._keymap) or "N"


def _choice(topic: ShownTopic) -> Choice:
    name = one_line(f"{topic.number} {topic.name}")
    words = f"{name} {' '.join(topic.phrases)}".casefold()
    return Choice(str(topic.number), name, f"{topic.size} > ", words)


def _unused(project: Store) -> str:
    """``topics 2024-02-29``, numbered from the second of a day on."""
    known = {run.name.casefold() for run in workbench.topic_runs(project)}
    name = f"topics {date.today().isoformat()}"
    names = chain([name], (f"{name} {number}" for number in count(2)))
    return next(one for one in names if one not in known)
