"""What analysts decide about the topics of a kept run: each of it a fact."""

from __future__ import annotations

from collections.abc import Sequence

from qualbench import store
from qualbench import topics as rooms
from qualbench.errors import NotFoundError, RefusedError
from qualbench.model import PAIR_MARK, Code, TopicChange
from qualbench.store import Store
from qualbench.workbench.coders import at_work
from qualbench.workbench.codings import choose
from qualbench.workbench.language import Progress, quiet, vectors
from qualbench.workbench.proposals import proposed
from qualbench.workbench.topics.finding import Quote, ShownTopic, TopicsFound
from qualbench.workbench.topics.keeping import kept_topics, labels_of, read
from qualbench.workbench.versions import codebook

LEAST_PARTS = 2
MOST_PARTS = 9
_EXAMPLES = 2


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
    """Part a topic where its texts lie furthest apart; gives the numbers of the new ones.

    Equal texts stay together. The parts of topic 3 are 31, 32 and so on, or 301, 302 where the
    run has ten topics or more: so no number is given twice, whoever splits in which copy.
    """
    if not LEAST_PARTS <= parts <= MOST_PARTS:
        raise RefusedError(
            f"a topic cannot be split in {parts}", f"Ask for {LEAST_PARTS} to {MOST_PARTS} parts."
        )
    kept, decisions, words, _ = read(project, run)
    labels = labels_of(kept, decisions)
    _require(number, labels)
    members = [at for at, label in enumerate(labels) if label == number]
    texts = list(dict.fromkeys(words[at].text for at in members))
    part_of = dict(zip(texts, rooms.parted(vectors(project, texts, progress), parts), strict=True))
    first = number * 10 ** len(str(max(kept.run.labels))) + 1
    new = {
        str(first + part): [at for at in members if part_of[words[at].text] == part]
        for part in range(parts)
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
    chosen = _chosen(topic, quotes) if quotes else topic.quotes[:_EXAMPLES]
    with project.writing():
        author = at_work(project, coder).id
        code, draft = proposed(
            project,
            name or topic.label or ", ".join(topic.phrases[:2]).capitalize(),
            include=topic.phrases,
            examples=tuple(" ".join(quote.text.split()) for quote in chosen),
        )
        of = store.find_topic_run(project, run).id
        decision = store.topic_decision_draft(of, "code", [number], code.id)
        store.record(project, author, [draft, decision])
    return code


def map_topic(project: Store, coder: str, run: str, number: int, code: str) -> str:
    """Say that a topic means what an existing code does, as ``code`` takes it; gives its key."""
    chosen, role = choose(codebook(project), code)
    key = f"{chosen}{PAIR_MARK}{role}" if role else chosen
    _decide(project, coder, run, "code", [number], key)
    return key


def _decide(
    project: Store, coder: str, run: str, what: TopicChange, numbers: Sequence[int], value: str
) -> None:
    with project.writing():
        kept = store.find_topic_run(project, run)
        labels = labels_of(kept, store.topic_decisions(project, kept.id))
        for number in numbers:
            _require(number, labels)
        draft = store.topic_decision_draft(kept.id, what, numbers, value)
        store.record(project, at_work(project, coder).id, [draft])


def _require(number: int, labels: Sequence[int]) -> None:
    known = sorted(set(labels) - {rooms.OUTSIDE})
    if number not in known:
        hint = f"There is {', '.join(map(str, known)) or 'none'}."
        raise NotFoundError(f"there is no topic {number} in this run", hint)


def _topic(found: TopicsFound, number: int) -> ShownTopic:
    _require(number, found.labels)
    return next(topic for topic in found.topics if topic.number == number)


def _chosen(topic: ShownTopic, places: Sequence[int]) -> list[Quote]:
    most = len(topic.quotes)
    if wrong := [place + 1 for place in places if not 0 <= place < most]:
        raise NotFoundError(
            f"topic {topic.number} has no quote {wrong[0]}", f"There is 1 to {most}."
        )
    return [topic.quotes[place] for place in dict.fromkeys(places)]
