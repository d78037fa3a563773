"""Searches for topics that were kept, and what was decided by hand about what they found."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, replace
from typing import TYPE_CHECKING, Any

from qualbench.errors import NotFoundError, RefusedError
from qualbench.model import KeptRun, Span, Topic, TopicChange, TopicDecision, TopicRun
from qualbench.store.facts import Draft
from qualbench.store.ids import canonical, new_id
from qualbench.store.live import standing

if TYPE_CHECKING:
    from qualbench.store.file import Store

_RUN = "id, author, name, asked, model, found, units, labels, COALESCE(follows, ''), at"
_DECISION = "id, author, run, what, topics, value, at"


def topic_run_draft(
    name: str,
    asked: Mapping[str, str],
    model: str,
    run: TopicRun,
    units: Iterable[tuple[str, Span]],
    follows: str = "",
) -> Draft:
    """A search to keep under a name that :func:`unused_topic_name` gave.

    ``units`` are transcripts, by hash, and places in them: one for each label of the run, in
    its order. ``follows`` is the kept run whose topic numbers it goes on with, by id. The draft
    has its id already, for decisions to name.
    """
    found = asdict(replace(run, labels=()))
    del found["labels"]
    payload = {
        "name": name,
        "asked": canonical(dict(asked)),
        "model": model,
        "follows": follows or None,
        "found": canonical(found),
        "units": canonical([[text, span.start, span.end] for text, span in units]),
        "labels": canonical(run.labels),
    }
    return Draft("topic_run", payload, id=new_id())


def topic_runs(store: Store) -> tuple[KeptRun, ...]:
    """The runs that stand, the oldest id first."""
    return _runs(store)


def coded_topic_runs(store: Store) -> tuple[KeptRun, ...]:
    """Those of which a topic was made into a code, or is mapped to one."""
    coded = f"SELECT run FROM {standing('topic_decision')} WHERE what = 'code'"
    return _runs(store, f"WHERE id IN ({coded})")


def find_topic_run(store: Store, name: str) -> KeptRun:
    """The run that stands of that name, or of that id."""
    found = _runs(store, "WHERE ? IN (name, id)", name)
    if len(found) == 1:
        return found[0]
    if found:
        ids = ", ".join(one.id for one in found)
        raise NotFoundError(f"{len(found)} topic runs are named {name}", f"Name one by id: {ids}")
    names = ", ".join(_names(store))
    hint = f"There is {names}." if names else "Search for topics, and keep what is found."
    raise NotFoundError(f"there is no topic run {name}", hint)


def unused_topic_name(store: Store, name: str) -> str:
    """What a run can be called, tidied; RefusedError for nothing, and where one is called so."""
    title = " ".join(name.split())
    if not title:
        raise RefusedError("the topic run has no name", "Call it something, such as: clinics.")
    for known in _names(store):
        if known.casefold() == title.casefold():
            raise RefusedError(f"there is a topic run {known} already", "Choose another name.")
    return title


def topic_decision_draft(
    run: str, what: TopicChange, topics: Iterable[int], value: str = ""
) -> Draft:
    """A decision on topics, by number, of a run, by id; ``value`` as TopicDecision has it."""
    said = {"run": run, "what": what, "topics": canonical(list(topics)), "value": value}
    return Draft("topic_decision", said)


def topic_decisions(store: Store, run: str) -> tuple[TopicDecision, ...]:
    """The decisions that stand on a run, by id, in the order of their ids."""
    sql = f"SELECT {_DECISION} FROM {standing('topic_decision')} WHERE run = ? ORDER BY id"
    return tuple(
        TopicDecision(fact, coder, of, what, tuple(json.loads(topics)), value, at)
        for fact, coder, of, what, topics, value, at in store.db.execute(sql, [run])
    )


def _names(store: Store) -> list[str]:
    sql = f"SELECT name FROM {standing('topic_run')} ORDER BY id"
    return [row[0] for row in store.db.execute(sql)]


def _runs(store: Store, where: str = "", *values: str) -> tuple[KeptRun, ...]:
    sql = f"SELECT {_RUN} FROM {standing('topic_run')} {where} ORDER BY id"
    return tuple(map(_kept, store.db.execute(sql, values)))


def _kept(row: Sequence[str]) -> KeptRun:
    fact, coder, name, asked, model, found, units, labels, follows, at = row
    return KeptRun(
        id=fact,
        coder=coder,
        name=name,
        asked=tuple(json.loads(asked).items()),
        model=model,
        run=_run(json.loads(found), json.loads(labels)),
        units=tuple((text, Span(start, end)) for text, start, end in json.loads(units)),
        follows=follows,
        at=at,
    )


def _run(found: Mapping[str, Any], labels: Sequence[int]) -> TopicRun:
    said = _fixed(found)
    topics = tuple(Topic(**topic) for topic in said["topics"])
    return TopicRun(**{**said, "topics": topics, "labels": tuple(labels)})


def _fixed(content: Any) -> Any:
    """With tuples where JSON has lists."""
    if isinstance(content, dict):
        return {name: _fixed(said) for name, said in content.items()}
    return tuple(map(_fixed, content)) if isinstance(content, list) else content
