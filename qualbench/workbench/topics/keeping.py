"""Runs that are kept, and what analysts decide about their topics: each of it a fact."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from qualbench import language, store
from qualbench import topics as rooms
from qualbench.errors import NotFoundError, RefusedError
from qualbench.model import Code, KeptRun, Span, TopicChange, TopicDecision, TopicRun
from qualbench.store import Store
from qualbench.workbench.coders import at_work
from qualbench.workbench.codings import choose
from qualbench.workbench.language import Progress, quiet, vectors
from qualbench.workbench.proposals import proposed
from qualbench.workbench.steady import steady
from qualbench.workbench.topics.finding import ShownTopic, TopicsFound, shown
from qualbench.workbench.topics.scope import Words, scope_of, words_at
from qualbench.workbench.versions import codebook

LEAST_PARTS = 2


def keep_topics(project: Store, coder: str, name: str, found: TopicsFound) -> KeptRun:
    """Keep a run under a name, with the topic of each turn or sentence, for everybody."""
    with project.writing():
        author = at_work(project, coder).id
        places = [(one.transcript, one.span) for one in found.words]
        draft = store.topic_run_draft(
            store.unused_topic_name(project, name),
            found.scope.asked,
            language.vector_model(),
            found.run,
            places,
        )
        made = store.record(project, author, [draft]).added[0]
    return store.find_topic_run(project, made)


def topic_runs(project: Store) -> tuple[KeptRun, ...]:
    """The runs that are kept."""
    return store.topic_runs(project)


def kept_topics(project: Store, name: str, progress: Progress = quiet) -> TopicsFound:
    """A run that was kept, by name or id, as it stands after all that was decided about it."""
    run, decisions, words, names = _read(project, name)
    labels = _labels(run, decisions)
    of = _described(project, run, words, labels, progress)
    found = shown(of, words, names, scope_of(dict(run.asked)))
    called, codes = _said(decisions, "label"), _said(decisions, "code")
    topics = tuple(
        replace(t, label=called.get(t.number, ""), code=codes.get(t.number, ""))
        for t in found.topics
    )
    return replace(found, topics=topics, kept=run.name)


@steady
def _read(
    project: Store, name: str
) -> tuple[KeptRun, tuple[TopicDecision, ...], tuple[Words, ...], dict[str, str]]:
    run = store.find_topic_run(project, name)
    decisions = store.topic_decisions(project, run.id)
    return run, decisions, words_at(project, run.units), store.transcript_names(project)


@dataclass(frozen=True, slots=True)
class Waiting:
    """Words in a topic that was made into a code, or is mapped to one; ``run`` by name."""

    span: Span
    code: str
    run: str
    number: int


@steady
def waiting(project: Store, transcript: str) -> tuple[Waiting, ...]:
    """What lies in topics that have a code, of a transcript by hash, in reading order."""
    found = []
    for run in store.coded_topic_runs(project):
        decisions = store.topic_decisions(project, run.id)
        codes = _said(decisions, "code")
        for (text, span), label in zip(run.units, _labels(run, decisions), strict=True):
            if text == transcript and label in codes:
                found.append(Waiting(span, codes[label], run.name, label))
    return tuple(sorted(found, key=lambda one: (one.span, one.run)))


# What is decided


def label_topic(project: Store, coder: str, run: str, number: int, label: str) -> None:
    """Call a topic something; with nothing, its phrases name it again."""
    _decide(project, coder, run, "label", [number], " ".join(label.split()))


def merge_topics(project: Store, coder: str, run: str, numbers: Sequence[int]) -> int:
    """Take several topics for one, which has the smallest of their numbers."""
    if len(set(numbers)) < LEAST_PARTS:
        raise RefusedError("one topic alone cannot be merged", "Name two or more.")
    into = min(numbers)
    _decide(project, coder, run, "merge", sorted(set(numbers)), str(into))
    return into


def split_topic(
    project: Store,
    coder: str,
    run: str,
    number: int,
    parts: int = LEAST_PARTS,
    progress: Progress = quiet,
) -> tuple[int, ...]:
    """Part a topic where its texts lie furthest apart; gives the numbers of the new ones."""
    kept, decisions, words, _ = _read(project, run)
    labels = _labels(kept, decisions)
    _require(number, labels)
    members = [at for at, label in enumerate(labels) if label == number]
    rows = vectors(project, [words[at].text for at in members], progress)
    part_of = rooms.parted(rows, parts)
    last = max(_numbers(kept, decisions))
    new = {
        str(last + part): [at for at, of in zip(members, part_of, strict=True) if of == part]
        for part in range(1, max(part_of) + 1)
    }
    _decide(project, coder, run, "split", [number], store.canonical(new))
    return tuple(map(int, new))


def code_topic(
    project: Store, coder: str, run: str, number: int, name: str = "", quotes: Sequence[int] = ()
) -> Code:
    """Make a code of a topic: its phrases are inclusions, the chosen quotes its examples.

    ``quotes`` are those of the topic by place, from 0; nothing chosen is the first two. It is a
    proposal like any other. What lies in the topic is suggested for the code from then on.
    """
    topic = _topic(kept_topics(project, run), number)
    chosen = [topic.quotes[place].text for place in quotes or range(min(2, len(topic.quotes)))]
    with project.writing():
        author = at_work(project, coder).id
        code, draft = proposed(
            project,
            name or topic.label or ", ".join(topic.phrases[:2]).capitalize(),
            include=topic.phrases,
            examples=tuple(" ".join(quote.split()) for quote in chosen),
        )
        of = store.find_topic_run(project, run).id
        decision = store.topic_decision_draft(of, "code", [number], code.id)
        store.record(project, author, [draft, decision])
    return code


def map_topic(project: Store, coder: str, run: str, number: int, code: str) -> str:
    """Say that a topic is what an existing code, by id or name, means; gives its id."""
    chosen, _ = choose(codebook(project), code)
    _decide(project, coder, run, "code", [number], chosen)
    return chosen


def _decide(
    project: Store, coder: str, run: str, what: TopicChange, numbers: Sequence[int], value: str
) -> None:
    with project.writing():
        kept = store.find_topic_run(project, run)
        labels = _labels(kept, store.topic_decisions(project, kept.id))
        for number in numbers:
            _require(number, labels)
        draft = store.topic_decision_draft(kept.id, what, numbers, value)
        store.record(project, at_work(project, coder).id, [draft])


def _require(number: int, labels: Sequence[int]) -> None:
    if number not in labels or number == rooms.OUTSIDE:
        known = ", ".join(map(str, sorted(set(labels) - {rooms.OUTSIDE})))
        raise NotFoundError(f"there is no topic {number} in this run", f"There is {known}.")


def _topic(found: TopicsFound, number: int) -> ShownTopic:
    _require(number, found.labels)
    return next(topic for topic in found.topics if topic.number == number)


# How decisions are read


def _labels(run: KeptRun, decisions: Iterable[TopicDecision]) -> tuple[int, ...]:
    """The topic of each unit after all splits and merges, in the order in which they were made.

    A split takes the units that it named from whatever topic has them; a number that another
    copy gave away meanwhile is followed by the next that is free.
    """
    labels = list(run.run.labels)
    for one in decisions:
        if one.what == "split":
            for number, units in json.loads(one.value).items():
                free = int(number) if int(number) not in labels else max(labels) + 1
                for at in units:
                    labels[at] = free
        elif one.what == "merge":
            labels = [int(one.value) if label in one.topics else label for label in labels]
    return tuple(labels)


def _numbers(run: KeptRun, decisions: Iterable[TopicDecision]) -> set[int]:
    """Every number that a topic of the run has or had."""
    given = (json.loads(one.value) for one in decisions if one.what == "split")
    return {*run.run.labels, *(int(number) for new in given for number in new)}


def _said(decisions: Iterable[TopicDecision], what: TopicChange) -> dict[int, str]:
    """What was said last of each topic."""
    return {one.topics[0]: one.value for one in decisions if one.what == what}


def _described(
    project: Store,
    run: KeptRun,
    words: Sequence[Words],
    labels: tuple[int, ...],
    progress: Progress,
) -> TopicRun:
    """The run with these labels; topics whose texts are others now are described anew."""
    if labels == run.run.labels:
        return run.run
    texts = [one.text for one in words]
    key = f"topics described {store.sha256(store.canonical([run.model, texts, labels]))}"
    if content := store.kept(project, key):
        return rooms.from_json(content)
    topics = rooms.described(texts, vectors(project, texts, progress), labels)
    made = replace(run.run, topics=topics, labels=labels)
    store.keep(project, key, rooms.to_json(made))
    return made
