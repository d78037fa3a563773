"""Showings: which suggestions a coder has seen, and what had been submitted by then."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qualbench.model import PAIR_MARK, Mode, Showing, Span, Suggestion
from qualbench.store.facts import Draft
from qualbench.store.ids import Value
from qualbench.store.live import standing

if TYPE_CHECKING:
    from qualbench.store.file import Store

KEY = f"code || COALESCE('{PAIR_MARK}' || role, '')"
"""The coding key of a suggestion."""


def showing_draft(transcript: str, said: Suggestion, how: Mode, submission: str = "") -> Draft:
    """That a coder sees a suggestion for the first time; nobody takes it back.

    ``submission`` is the coder's own of the transcript that stands by now, if there is one.
    """
    payload = suggested(transcript, said) | {"how": how, "submission": submission or None}
    return Draft("showing", payload)


def suggested(transcript: str, said: Suggestion) -> dict[str, Value]:
    """What is kept of a suggestion: where it stood, how sure it was, and what it rested on."""
    code, _, role = said.key.partition(PAIR_MARK)
    return {
        "transcript": transcript,
        "start_char": said.span.start,
        "end_char": said.span.end,
        "code": code,
        "role": role or None,
        "score": float(said.score),
        "calibrated": int(said.calibrated),
        "evidence": f"{said.reason.kind}:{said.reason.source}",
        "model": said.model,
    }


def showings(store: Store, transcript: str = "", coder: str = "") -> tuple[Showing, ...]:
    """What was shown: in a transcript, to a coder, or all of it."""
    asked = {"transcript": transcript, "author": coder}
    asked = {column: value for column, value in asked.items() if value}
    where = "".join(f" AND {column} = ?" for column in asked)
    rows = store.db.execute(
        f"SELECT author, transcript, start_char, end_char, {KEY}, how, COALESCE(submission, '') "
        f"FROM {standing('showing')} WHERE TRUE{where} ORDER BY id",
        list(asked.values()),
    )
    return tuple(
        Showing(coder, text, Span(start, end), *rest) for coder, text, start, end, *rest in rows
    )
