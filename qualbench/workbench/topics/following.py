"""Topics that are still the same when something was added keep their numbers, names and codes."""

from __future__ import annotations

from dataclasses import replace

from qualbench import store
from qualbench import topics as rooms
from qualbench.model import KeptRun
from qualbench.store import Store
from qualbench.workbench.language import Progress, quiet
from qualbench.workbench.topics.finding import TopicsFound, search, shown
from qualbench.workbench.topics.keeping import kept_topics
from qualbench.workbench.topics.scope import Scope


def topics(
    project: Store, viewer: str = "", scope: Scope | None = None, progress: Progress = quiet
) -> TopicsFound:
    """Find topics in what respondents say.

    Where a run of the same scope was kept, those that are the same as in the last such run have
    its numbers, names and codes, and the others numbers that it has not given.
    """
    found = search(project, viewer, scope or Scope(), progress)
    asked = found.scope.asked
    kept = [run for run in store.topic_runs(project) if dict(run.asked) == asked]
    return _followed(project, found, kept[-1], progress) if kept else found


def _followed(project: Store, found: TopicsFound, kept: KeptRun, progress: Progress) -> TopicsFound:
    before = kept_topics(project, kept.id, progress)
    run = rooms.renumbered(
        found.run,
        [(one.transcript, one.span) for one in found.words],
        replace(kept.run, labels=before.labels),
        [(one.transcript, one.span) for one in before.words],
        max(kept.run.labels, default=0),
    )
    names = store.transcript_names(project)
    now = shown(run, found.words, names, found.scope)
    known = {topic.number: topic for topic in before.topics}
    topics = tuple(
        replace(topic, label=known[topic.number].label, code=known[topic.number].code)
        if topic.number in known
        else topic
        for topic in now.topics
    )
    return replace(now, topics=topics, follows=kept.id)
