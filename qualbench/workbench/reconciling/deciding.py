"""Deciding what is to stand where coders differ. Nobody's codings change."""

from __future__ import annotations

from collections.abc import Iterable

from qualbench import agreement, store
from qualbench.agreement import Marked
from qualbench.errors import RefusedError
from qualbench.model import PAIR_MARK, Outcome, Reconciliation, Span, Verdict
from qualbench.store import Store
from qualbench.workbench.coders import leading
from qualbench.workbench.codings import choose, within
from qualbench.workbench.reconciling.consensus import common_valence
from qualbench.workbench.reconciling.disagreements import ShownDisagreement, ShownPart
from qualbench.workbench.rounds.counting import revealed_round
from qualbench.workbench.versions import codebook


def reconcile(
    project: Store,
    lead: str,
    round_name: str,
    item: ShownDisagreement,
    choice: Verdict,
    *,
    coder: str = "",
    span: Span | None = None,
    code: str = "",
    reason: str = "",
    rule: str = "",
    changes: bool = False,
) -> Reconciliation:
    """Decide a disagreement, or decide it otherwise than before; gives what stands now.

    ``take`` what ``coder`` said, by name, which may be nothing; ``both``, all that anybody said;
    ``neither``; ``edges``, what was said, on another ``span`` (with the ``code`` meant, where
    there are several); ``code``, another one, on ``span`` or else the longest there is;
    ``meeting`` leaves it open. ``rule`` is what in the codebook it rests on; ``changes`` says
    that the codebook is to change.
    """
    of = revealed_round(project, round_name)
    outcome = _outcome(project, item, choice, coder, span, code)
    reason, rule = " ".join(reason.split()), " ".join(rule.split())
    with project.writing():
        author = leading(project, lead).id
        before = store.reconciliation_on(project, of.id, item.codings)
        if before and _says(before) == (choice, outcome, reason, rule, changes):
            return before
        draft = store.reconciliation_draft(
            of.id,
            item.hash,
            item.codings,
            item.kind,
            choice,
            outcome,
            reason=reason,
            rule=rule,
            changes=changes,
            replaces=before.id if before else "",
        )
        action = store.record(project, author, [draft]).action
        return store.reconciliations_of_action(project, action)[0]


def _says(one: Reconciliation) -> tuple[object, ...]:
    return one.choice, one.outcome, one.reason, one.rule, one.changes


def _outcome(
    project: Store,
    item: ShownDisagreement,
    choice: Verdict,
    coder: str,
    span: Span | None,
    code: str,
) -> tuple[Outcome, ...]:
    if choice == "take":
        return _said(_by(item, coder))
    if choice == "both":
        return _said(item.parts)
    if choice == "edges":
        return (_put(project, item, span, code or _only_key(item)),)
    if choice == "code":
        return (_put(project, item, span or _longest(item), code),)
    return ()


def _by(item: ShownDisagreement, coder: str) -> list[ShownPart]:
    coders = sorted({*(part.coder for part in item.parts), *item.absent})
    if coder not in coders:
        raise RefusedError(
            f"{coder or 'nobody'} is not among those who differ here",
            f"Take what one of them said: {', '.join(coders)}.",
        )
    return [part for part in item.parts if part.coder == coder]


def _said(parts: Iterable[ShownPart]) -> tuple[Outcome, ...]:
    """What those parts say; of one key, overlapping ones are one."""
    said = list(parts)
    marks = [Marked(str(place), part.span, part.key) for place, part in enumerate(said)]
    united = agreement.parts_of("", marks)
    return tuple(
        _as_outcome(one.span, one.key, [said[int(place)] for place in one.ids])
        for one in sorted(united, key=lambda one: (one.span, one.key))
    )


def _put(project: Store, item: ShownDisagreement, span: Span | None, code: str) -> Outcome:
    """A code of the codebook on a span of the transcript."""
    if span is None:
        raise RefusedError("which edges?", "Say where it starts and where it ends.")
    if not code:
        raise RefusedError("which code?", "Name one of the codebook.")
    within(store.find_text(project, item.hash), span)
    chosen, role = choose(codebook(project), code)
    return _as_outcome(span, f"{chosen}{PAIR_MARK}{role}" if role else chosen, item.parts)


def _as_outcome(span: Span, key: str, parts: Iterable[ShownPart]) -> Outcome:
    code, _, role = key.partition(PAIR_MARK)
    return Outcome(span, code, role, common_valence(c for part in parts for c in part.codings))


def _only_key(item: ShownDisagreement) -> str:
    if len(item.keys) > 1:
        raise RefusedError(
            f"which of {' and '.join(item.names)} has these edges?", "Name the code too."
        )
    return item.keys[0]


def _longest(item: ShownDisagreement) -> Span:
    return agreement.longest(part.span for part in item.parts)
