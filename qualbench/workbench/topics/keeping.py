"""Runs that are kept, as they stand after all that was decided about their topics."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from qualbench import language, store
from qualbench import topics as rooms
from qualbench.errors import RefusedError
from qualbench.model import KeptRun, Span, TopicChange, TopicDecision, TopicRun
from qualbench.store import Store
from qualbench.workbench.coders import at_work
from qualbench.workbench.codings import resolving
from qualbench.workbench.language import Progress, quiet, vectors
from qualbench.workbench.steady import steady
from qualbench.workbench.topics.finding import TopicsFound, from_cache, shown
from qualbench.workbench.topics.scope import Scope, Words, scope_of, words_at
from qualbench.workbench.versions import codebook


def keep_topics(project: Store, coder: str, name: str, found: TopicsFound) -> KeptRun:
    """Keep a run under a name, with the topic of each turn or sentence, for everybody.

    RefusedError where a transcript of it was erased since: its phrases are the words of that too.
    """
    with project.writing():
        if {one.transcript for one in found.words} - store.transcript_names(project).keys():
            raise RefusedError("some of what these topics hold was erased", "Search for them anew.")
        author = at_work(project, coder).id
        run = store.topic_run_draft(
            store.unused_topic_name(project, name),
            found.scope.asked,
            language.vector_model(),
            found.run,
            [(one.transcript, one.span) for one in found.words],
            found.follows,
        )
        store.record(project, author, [run, *_inherited(run.id, found)])
    return store.find_topic_run(project, run.id)


def _inherited(run: str, found: TopicsFound) -> Iterator[store.Draft]:
    """The names and codes that topics have from the run that they follow."""
    for topic in found.topics:
        if topic.label:
            yield store.topic_decision_draft(run, "label", [topic.number], topic.label)
        if topic.code:
            yield store.topic_decision_draft(run, "code", [topic.number], topic.code)


@dataclass(frozen=True, slots=True)
class ShownRun:
    """A kept run; ``topics`` and ``words`` say how many, ``coder`` who kept it, by name."""

    name: str
    id: str
    coder: str
    topics: int
    words: int
    scope: Scope
    at: str


@steady
def topic_runs(project: Store) -> tuple[ShownRun, ...]:
    """The runs that are kept, with as many topics as there are after all that was decided."""
    names = {one.id: one.name for one in store.coders(project)}
    return tuple(
        ShownRun(
            run.name,
            run.id,
            names[run.coder],
            len({*labels_of(run, store.topic_decisions(project, run.id))} - {rooms.OUTSIDE}),
            len(run.units),
            scope_of(dict(run.asked)),
            run.at,
        )
        for run in store.topic_runs(project)
    )


def kept_topics(project: Store, name: str, progress: Progress = quiet) -> TopicsFound:
    """A run that was kept, by name or id, as it stands after all that was decided about it."""
    run, decisions, words, names = read(project, name)
    labels = labels_of(run, decisions)
    of = _described(project, run, words, labels, progress)
    found = shown(of, words, names, scope_of(dict(run.asked)))
    called, codes = _said(decisions, "label"), _said(decisions, "code")
    topics = tuple(
        replace(t, label=called.get(t.number, ""), code=codes.get(t.number, ""))
        for t in found.topics
    )
    return replace(found, topics=topics, kept=run.name)


@steady
def read(
    project: Store, name: str
) -> tuple[KeptRun, tuple[TopicDecision, ...], tuple[Words, ...], dict[str, str]]:
    """A kept run, what was decided about it, what it was made from, and transcripts' names."""
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
    """What lies in topics that have a code, of a transcript by hash, in reading order.

    A code that was merged into another is that other.
    """
    found = []
    runs = store.coded_topic_runs(project)
    now = resolving(codebook(project)) if runs else str
    for run in runs:
        decisions = store.topic_decisions(project, run.id)
        codes = _said(decisions, "code")
        for (text, span), label in zip(run.units, labels_of(run, decisions), strict=True):
            if text == transcript and label in codes:
                found.append(Waiting(span, now(codes[label]), run.name, label))
    return tuple(sorted(found, key=lambda one: (one.span, one.run)))


@steady
def topic_turns(project: Store, run: str, number: int) -> int:
    """How many turns words of a topic of a kept run lie in: there its code is suggested."""
    kept, decisions, words, _ = read(project, run)
    texts = {text.hash: text for text in store.transcripts(project)}
    inside = (
        (one.transcript, texts[one.transcript].turn_at(one.span.start))
        for one, label in zip(words, labels_of(kept, decisions), strict=True)
        if label == number
    )
    return len(set(inside))


# How decisions are read


def labels_of(run: KeptRun, decisions: Iterable[TopicDecision]) -> tuple[int, ...]:
    """The topic of each unit after all splits and merges, in the order in which they were made.

    In copies several decide apart: a split takes the units that it named from whatever topic has
    them, and a topic that was merged into another is that other in later merges.
    """
    labels = list(run.run.labels)
    into: dict[int, int] = {}
    for one in decisions:
        if one.what == "split":
            for number, units in json.loads(one.value).items():
                for at in units:
                    labels[at] = int(number)
        elif one.what == "merge":
            target, *others = (_last(into, number) for number in (int(one.value), *one.topics))
            into |= {number: target for number in others if number != target}
            labels = [target if label in others else label for label in labels]
    return tuple(labels)


def _last(into: dict[int, int], number: int) -> int:
    while number in into:
        number = into[number]
    return number


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
    made_from = [run.model, list(map(list, rooms.versions())), texts, labels]
    key = f"topics described {store.sha256(store.canonical(made_from))}"
    anew = from_cache(project, key)
    if anew is None:
        topics = rooms.described(texts, vectors(project, texts, progress), labels)
        anew = replace(run.run, topics=topics, labels=labels)
        store.keep(project, key, rooms.to_json(anew))
    changed = {
        n for pair in zip(run.run.labels, labels, strict=True) if len({*pair}) > 1 for n in pair
    }
    known = {topic.number: topic for topic in run.run.topics if topic.number not in changed}
    return replace(anew, topics=tuple(known.get(topic.number, topic) for topic in anew.topics))
