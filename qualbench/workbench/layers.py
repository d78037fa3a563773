"""Layers: one coder's codings, the consensus, or the analysis set; never two coders summed."""

from __future__ import annotations

from collections.abc import Sequence

from qualbench import store
from qualbench.errors import NotFoundError, RefusedError
from qualbench.model import Coding
from qualbench.store import Store
from qualbench.workbench.coders import leading
from qualbench.workbench.codings import resolved
from qualbench.workbench.versions import codebook

EVERY = "all"
ANALYSIS = "analysis"
CONSENSUS = "consensus"
CODER = "coder:"


def primary(project: Store, lead: str, coder: str, transcripts: Sequence[str] = ()) -> bool:
    """Name whose codings stand for the project, or for some transcripts; False if so already."""
    chosen = store.find_coder(project, coder).id
    hashes = [store.find_hash(project, name) for name in transcripts]
    with project.writing():
        author = leading(project, lead).id
        wanted: list[str | None] = [*hashes] or [None]
        changed = [store.name_primary(project, author, chosen, text) for text in wanted]
        return any(changed)


def layer(project: Store, name: str) -> tuple[tuple[Coding, ...], frozenset[str]]:
    """The codings of a layer, and the transcripts that it has finished."""
    found, finished = _layer(project, name)
    return resolved(codebook(project), found), finished


def _layer(project: Store, name: str) -> tuple[tuple[Coding, ...], frozenset[str]]:
    handed_in = store.handed_in(project)
    if name == ANALYSIS:
        return _analysis(project, handed_in)
    if name == EVERY:
        return store.codings(project), frozenset(text for _, text in handed_in)
    if name.startswith(CODER):
        coder = store.find_coder(project, name.removeprefix(CODER)).id
        finished = frozenset(text for by, text in handed_in if by == coder)
        return store.codings(project, coder=coder), finished
    if name == CONSENSUS:
        raise NotFoundError(
            "no transcript has been reconciled, so there is no consensus yet",
            f"Use --layer {ANALYSIS}, which takes the primary coder until there is one.",
        )
    raise NotFoundError(
        f"there is no layer {name}", f"Use {EVERY}, {ANALYSIS}, {CONSENSUS} or {CODER}NAME."
    )


def _analysis(
    project: Store, handed_in: frozenset[tuple[str, str]]
) -> tuple[tuple[Coding, ...], frozenset[str]]:
    """Per finished transcript, the codings of its primary coder."""
    standing = {
        text: _primary_of(project, text, name, handed_in)
        for text, name in store.transcript_names(project).items()
    }
    finished = frozenset(text for text, coder in standing.items() if (coder, text) in handed_in)
    counted = [
        coding
        for coding in store.codings(project)
        if coding.transcript in finished and standing[coding.transcript] == coding.coder
    ]
    return tuple(counted), finished


def _primary_of(project: Store, text: str, name: str, handed_in: frozenset[tuple[str, str]]) -> str:
    """The coder named for the transcript, else for the project, else the only one who submitted."""
    named = store.primary_coders(project)
    if text in named or None in named:
        return named.get(text) or named[None]
    submitters = sorted(coder for coder, of in handed_in if of == text)
    if len(submitters) > 1:
        raise RefusedError(
            f"{len(submitters)} coders have submitted {name}, and none is the primary coder",
            "Name one with `qualbench primary PROJECT CODER`; two coders are never summed.",
        )
    return submitters[0] if submitters else ""
