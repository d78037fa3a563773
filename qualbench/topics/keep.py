"""A topic run as JSON and back, so that it can be kept and need not be found again."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from qualbench.errors import ProjectError
from qualbench.model import Topic, TopicRun


def to_json(run: TopicRun) -> str:
    """One line; equal runs give equal text."""
    return json.dumps(asdict(run), ensure_ascii=False, separators=(",", ":"))


def from_json(text: str) -> TopicRun:
    """The run that ``to_json`` wrote; raises ProjectError for any other text."""
    try:
        return _run(**json.loads(text))
    except (ValueError, TypeError, KeyError) as error:
        raise ProjectError("a kept topic run cannot be read", "Find the topics anew.") from error


def _run(
    topics: list[dict[str, Any]],
    labels: list[int],
    parameters: list[tuple[str, str]],
    versions: list[tuple[str, str]],
    **rest: Any,
) -> TopicRun:
    return TopicRun(
        topics=tuple(_topic(**topic) for topic in topics),
        labels=tuple(labels),
        parameters=tuple((name, value) for name, value in parameters),
        versions=tuple((name, value) for name, value in versions),
        **rest,
    )


def _topic(phrases: list[str], quotes: list[int], **rest: Any) -> Topic:
    return Topic(phrases=tuple(phrases), quotes=tuple(quotes), **rest)
