"""Looking for topics, and how they are shown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from qualbench import language, store
from qualbench import topics as rooms
from qualbench.errors import ProjectError
from qualbench.model import Span, TopicRun
from qualbench.store import Store
from qualbench.topics import Steadiness
from qualbench.workbench.language import Progress, quiet, vectors
from qualbench.workbench.steady import steady
from qualbench.workbench.topics.scope import Scope, Words, require_values, words_in


@dataclass(frozen=True, slots=True)
class Quote:
    """What a topic is shown by; ``hash`` is its transcript's."""

    hash: str
    transcript: str
    speaker: str
    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class ShownTopic:
    """``size`` counts turns or sentences; ``quotes`` are the most typical ones, best first.

    ``label`` is what an analyst calls it, ``code`` the code it was made into or is mapped to, by
    id; both empty at first.
    """

    number: int
    size: int
    phrases: tuple[str, ...]
    quotes: tuple[Quote, ...]
    label: str = ""
    code: str = ""

    @property
    def name(self) -> str:
        return self.label or ", ".join(self.phrases[:3])


@dataclass(frozen=True, slots=True)
class TopicsFound:
    """The topics of a run over ``words``, with the number of each word's topic in ``labels``.

    ``summary`` says how they were found and what lies outside, -1 among the labels. ``kept`` is
    the name of a run that somebody kept; empty for one that nobody has. ``follows`` is the kept
    run, by id, whose numbers and names go on here.
    """

    topics: tuple[ShownTopic, ...]
    words: tuple[Words, ...]
    labels: tuple[int, ...]
    scope: Scope
    run: TopicRun
    summary: str
    kept: str = ""
    follows: str = ""

    @property
    def outside(self) -> int:
        return self.labels.count(rooms.OUTSIDE)


def search(project: Store, viewer: str, scope: Scope, progress: Progress = quiet) -> TopicsFound:
    """Find topics in what respondents say, or take those that the cache has for just that."""
    words, names = _read(project, viewer, scope)
    key = _key(words, scope)
    run = from_cache(project, key) or _found(project, words, scope, key, progress)
    return shown(run, words, names, scope)


def topic_steadiness(
    project: Store, found: TopicsFound, progress: Progress = quiet
) -> Steadiness | None:
    """How much of a search is left when some of the texts had not been said; seconds of work.

    None for too few texts to leave some out.
    """
    texts = [one.text for one in found.words]

    def stage(name: str) -> None:
        progress(f"steadiness: {name}", 0, 0)

    return rooms.steadiness(
        texts,
        vectors(project, texts, progress),
        replace(found.run, labels=found.labels),
        asked=[one.asked for one in found.words],
        count=found.scope.topics or None,
        progress=stage,
    )


@steady
def _read(project: Store, viewer: str, scope: Scope) -> tuple[tuple[Words, ...], dict[str, str]]:
    require_values(project, scope)
    return words_in(project, viewer, scope), store.transcript_names(project)


def shown(
    run: TopicRun, words: Sequence[Words], names: dict[str, str], scope: Scope
) -> TopicsFound:
    """A run as it is shown; ``words`` are what it was made from, ``names`` of transcripts."""
    found = tuple(
        ShownTopic(t.number, t.size, t.phrases, tuple(quoted(words[i], names) for i in t.quotes))
        for t in run.topics
    )
    topics = "topic" if len(found) == 1 else "topics"
    counted = f"{len(found)} {topics} in {len(words)} {scope.said}."
    return TopicsFound(found, tuple(words), run.labels, scope, run, f"{counted} {run.reason}")


def quoted(words: Words, names: dict[str, str]) -> Quote:
    return Quote(words.transcript, names[words.transcript], words.speaker, words.span, words.text)


def _key(words: Sequence[Words], scope: Scope) -> str:
    """Names all that a run is made from."""
    texts = [[one.text, one.asked] for one in words]
    versions = list(map(list, rooms.versions()))
    made_from = [language.vector_model(), rooms.SEED, versions, scope.topics, texts]
    return f"topics {store.sha256(store.canonical(made_from))}"


def from_cache(project: Store, key: str) -> TopicRun | None:
    """The run that the cache has by that key, if any that can be read."""
    content = store.kept(project, key)
    try:
        return rooms.from_json(content) if content else None
    except ProjectError:  # another version of qualbench kept it, or the cache is damaged
        return None


def _found(
    project: Store, words: Sequence[Words], scope: Scope, key: str, progress: Progress
) -> TopicRun:
    texts = [one.text for one in words]

    def stage(name: str) -> None:
        progress(f"topics: {name}", 0, 0)

    rows = vectors(project, texts, progress)
    run = rooms.find_topics(
        texts,
        rows,
        asked=[one.asked for one in words],
        count=scope.topics or None,
        progress=stage,
    )
    store.keep(project, key, rooms.to_json(run))
    return run
