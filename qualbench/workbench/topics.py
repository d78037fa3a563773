"""Topics: what respondents talk about, found without the codebook."""

from __future__ import annotations

from dataclasses import dataclass

from qualbench import language, store
from qualbench import topics as rooms
from qualbench.errors import ProjectError
from qualbench.model import Span, TopicRun, Transcript, Turn
from qualbench.store import Store
from qualbench.workbench.language import Progress, quiet, respondents_turns, vectors


@dataclass(frozen=True, slots=True)
class Quote:
    """A turn that a topic is shown by."""

    transcript: str
    speaker: str
    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class ShownTopic:
    """``size`` counts turns; ``quotes`` are the most typical ones, best first."""

    number: int
    size: int
    phrases: tuple[str, ...]
    quotes: tuple[Quote, ...]


@dataclass(frozen=True, slots=True)
class TopicsFound:
    """The topics of a run, and in ``summary`` how they were found and what lies outside."""

    topics: tuple[ShownTopic, ...]
    turns: int
    outside: int
    run: TopicRun
    summary: str


def topics(project: Store, progress: Progress = quiet) -> TopicsFound:
    """Find topics in respondents' turns, or take those that the cache has for just these."""
    units = [
        (text, turn) for text in store.transcripts(project) for turn in respondents_turns(text)
    ]
    texts = [turn.words.of(text.text) for text, turn in units]
    run = _kept(project, texts) or _found(project, texts, progress)
    shown = tuple(
        ShownTopic(t.number, t.size, t.phrases, tuple(_quote(*units[i]) for i in t.quotes))
        for t in run.topics
    )
    outside = run.labels.count(rooms.OUTSIDE)
    summary = f"{len(shown)} topics in {len(texts)} turns of respondents. {run.reason}"
    return TopicsFound(shown, len(texts), outside, run, summary)


def _quote(transcript: Transcript, turn: Turn) -> Quote:
    words = turn.words
    return Quote(transcript.name, turn.speaker, words, words.of(transcript.text))


def _key(texts: list[str]) -> str:
    """Names all that a run is made from."""
    made_from = [language.vector_model(), rooms.SEED, list(map(list, rooms.versions())), texts]
    return f"topics {store.sha256(store.canonical(made_from))}"


def _kept(project: Store, texts: list[str]) -> TopicRun | None:
    content = store.kept(project, _key(texts))
    try:
        return rooms.from_json(content) if content else None
    except ProjectError:  # another version of qualbench kept it, or the cache is damaged
        return None


def _found(project: Store, texts: list[str], progress: Progress) -> TopicRun:
    def stage(name: str) -> None:
        progress(f"topics: {name}", 0, 0)

    rows = vectors(project, texts, progress)
    run = rooms.find_topics(texts, rows, progress=stage)
    store.keep(project, _key(texts), rooms.to_json(run))
    return run
