"""How far coders agree."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from qualbench import agreement, store
from qualbench.agreement import CodeAgreement, Document, Unit
from qualbench.errors import RefusedError
from qualbench.model import Codebook, Coding, Span, Submission, Transcript
from qualbench.store import Store
from qualbench.workbench.codings import resolved
from qualbench.workbench.versions import codebook


@dataclass(frozen=True, slots=True)
class Agreement:
    """Two coders over the respondents' turns of the transcripts that both have submitted.

    ``codes`` holds each code that either used, and each pair of characteristic and role;
    ``domains`` everything below a domain, each unit counted once.
    """

    unit: Unit
    first: str
    second: str
    transcripts: tuple[str, ...]
    codes: tuple[CodeAgreement, ...]
    domains: tuple[CodeAgreement, ...]


def agree(project: Store, between: Sequence[str] = (), unit: Unit = "turn") -> Agreement:
    """Compare two coders, by name, or the only two who have submitted.

    Exactly the codings that were live at submission count, whatever was changed later.
    """
    submitted = _by_coder(store.submissions(project))
    first, second = _pair(project, submitted, between)
    shared = submitted[first].keys() & submitted[second].keys()
    texts = [text for text in store.transcripts(project) if text.hash in shared]
    if not texts:
        raise RefusedError(
            "these two coders have submitted no transcript in common",
            "Agreement counts what both finished: see `qualbench submit`.",
        )
    book = codebook(project)

    def spans(coder: str, text: Transcript) -> Mapping[str, tuple[Span, ...]]:
        counted = store.codings_among(project, submitted[coder][text.hash].codings)
        return _spans(resolved(book, counted))

    documents = [
        Document(_respondent_words(text), spans(first, text), spans(second, text)) for text in texts
    ]
    names = {coder.id: coder.name for coder in store.coders(project)}
    used = {key for d in documents for key in (*d.first, *d.second)}
    return Agreement(
        unit,
        names[first],
        names[second],
        tuple(text.name for text in texts),
        agreement.compare(documents, _code_rows(book, used), unit),
        agreement.compare(documents, _domain_rows(book, used), unit),
    )


def _by_coder(submissions: Iterable[Submission]) -> dict[str, dict[str, Submission]]:
    found: dict[str, dict[str, Submission]] = defaultdict(dict)
    for submission in submissions:
        found[submission.coder][submission.transcript] = submission
    return found


def _pair(
    project: Store, submitted: Mapping[str, object], between: Sequence[str]
) -> tuple[str, str]:
    coders = store.coders(project)
    chosen = [store.find_coder(project, name) for name in between] or [
        coder for coder in coders if coder.id in submitted
    ]
    if len(chosen) != 2 or chosen[0] == chosen[1]:
        names = ", ".join(coder.name for coder in chosen) or "nobody"
        said = "was named" if between else "submitted something"
        raise RefusedError(
            f"agreement is between two different coders; {said}: {names}",
            "Let both submit, and name two with --between NAME --between NAME.",
        )
    return chosen[0].id, chosen[1].id


def _respondent_words(transcript: Transcript) -> tuple[Span, ...]:
    return tuple(turn.words for turn in transcript.turns if not turn.interviewer)


def _spans(codings: Iterable[Coding]) -> Mapping[str, tuple[Span, ...]]:
    found: dict[str, list[Span]] = defaultdict(list)
    for coding in codings:
        found[coding.key].append(coding.span)
    return {key: tuple(spans) for key, spans in found.items()}


def _code_rows(book: Codebook, used: set[str]) -> dict[str, list[str]]:
    """Each code in use, over all its roles, followed by its pairs; in the codebook's order."""
    rows: dict[str, list[str]] = {}
    for code in book.codes:
        keys = sorted(key for key in used if key.partition("@")[0] == code.id)
        if keys:
            rows[code.id] = keys
            rows |= {key: [key] for key in keys if "@" in key}
    return rows


def _domain_rows(book: Codebook, used: set[str]) -> dict[str, list[str]]:
    """Each top code of the tree, with all keys in use at or below it."""
    top = {code.id: [*(c.id for c in book.ancestors(code.id)), code.id] for code in book.codes}
    rows: dict[str, list[str]] = {code.id: [] for code in book.children(None)}
    for code in book.codes:
        domain = next(i for i in top[code.id] if i in rows)
        rows[domain] += sorted(key for key in used if key.partition("@")[0] == code.id)
    return rows
