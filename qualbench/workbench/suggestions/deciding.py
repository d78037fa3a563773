"""What coders see of suggestions, and what they decide about them: each of it a fact."""

from __future__ import annotations

from collections.abc import Sequence

from qualbench import store
from qualbench.model import PAIR_MARK, Coding, Mode, Span, Suggestion
from qualbench.store import Store
from qualbench.workbench.coders import at_work
from qualbench.workbench.codings import refuse_twice, resolved
from qualbench.workbench.suggestions.modes import require_on
from qualbench.workbench.versions import codebook


def showed(
    project: Store, coder: str, transcript: str, said: Sequence[Suggestion], how: Mode
) -> int:
    """Record that suggestions were shown to a coder; how many were for the first time.

    ``how`` is the mode that let them show. What the coder has coded is not shown to that coder,
    whatever a caller says: a coding that came before its suggestion was nobody's but the coder's.
    RefusedError where there are to be none: nothing is shown then.
    """
    text = store.find_hash(project, transcript)
    require_on(project, coder, text)
    if not said:
        return 0
    with project.writing():
        author = at_work(project, coder).id
        before = {(one.span, one.key) for one in store.showings(project, text, author)}
        coded = resolved(codebook(project), store.codings(project, text, author))
        fresh = {
            (one.span, one.key): one
            for one in said
            if (one.span, one.key) not in before
            and not any(c.key == one.key and c.span.overlaps(one.span) for c in coded)
        }
        handed_in = (s.id for s in store.submissions(project, author) if s.transcript == text)
        finished = max(handed_in, default="")
        drafts = [store.showing_draft(text, one, how, finished) for one in fresh.values()]
        store.record(project, author, drafts)
    return len(fresh)


def accept(
    project: Store, coder: str, transcript: str, said: Suggestion, span: Span | None = None
) -> Coding:
    """Make a suggestion the coder's coding; that it was suggested stays on record.

    It stands on the turn that it was made for, or on the part of it that the coder chose.
    """
    text = store.find_text(project, transcript)
    require_on(project, coder, text.hash)
    span = span or said.span
    code, _, role = said.key.partition(PAIR_MARK)
    with project.writing():
        author = at_work(project, coder).id
        refuse_twice(project, author, text, span, said.key)
        version = codebook(project).version
        coding = store.coding_drafts(project, author, text, span, code, version, role=role)
        decision = store.decision_draft(text.hash, said, coding[0].id)
        made = store.record(project, author, [*coding, decision]).added[0]
    return store.find_coding(project, made)


def reject(project: Store, coder: str, transcript: str, said: Suggestion) -> None:
    """Want to see a suggestion no more in this turn."""
    text = store.find_hash(project, transcript)
    decision = store.decision_draft(text, said)
    with project.writing():
        store.record(project, at_work(project, coder).id, [decision])
