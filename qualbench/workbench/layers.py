"""Layers: one coder's codings, the consensus, or the analysis set; never two coders summed."""

from __future__ import annotations

from collections.abc import Sequence

from qualbench import store
from qualbench.errors import NotFoundError, RefusedError
from qualbench.model import CONSENSUS, Coding
from qualbench.store import Store
from qualbench.workbench.coders import leading
from qualbench.workbench.codings import resolved
from qualbench.workbench.reconciling.consensus import consensus
from qualbench.workbench.reconciling.disagreements import hidden_from
from qualbench.workbench.sight import sight
from qualbench.workbench.versions import codebook

EVERY = "all"
ANALYSIS = "analysis"
CODER = "coder:"


def primary(project: Store, lead: str, coder: str, transcripts: Sequence[str] = ()) -> bool:
    """Name whose codings stand for the project, or for some transcripts; False if so already."""
    chosen = store.find_coder(project, coder).id
    hashes = [store.find_hash(project, name) for name in transcripts]
    with project.writing():
        author = leading(project, lead).id
        wanted: list[str | None] = [*hashes] or [None]
        for text in wanted:
            store.require_decided(project, "primary_coder", text)
        changed = [store.name_primary(project, author, chosen, text) for text in wanted]
        return any(changed)


@store.remembered
def layer(project: Store, name: str, viewer: str = "") -> tuple[tuple[Coding, ...], frozenset[str]]:
    """The codings of a layer, and the transcripts that it has finished.

    Left out is what is sealed from ``viewer``.
    """
    found, finished = _layer(project, name, viewer)
    return resolved(codebook(project), found), finished


def _layer(project: Store, name: str, viewer: str) -> tuple[tuple[Coding, ...], frozenset[str]]:
    if name == ANALYSIS:
        return _analysis(project, viewer)
    if name == EVERY:
        return _open(project, viewer), frozenset(text for _, text in _finished(project, viewer))
    if name.startswith(CODER):
        coder = store.find_coder(project, name.removeprefix(CODER)).id
        finished = frozenset(text for by, text in _finished(project, viewer) if by == coder)
        return _open(project, viewer, coder), finished
    if name == CONSENSUS:
        return _agreed(project, viewer)
    raise NotFoundError(
        f"there is no layer {name}", f"Use {EVERY}, {ANALYSIS}, {CONSENSUS} or {CODER}NAME."
    )


def _open(project: Store, viewer: str, coder: str = "") -> tuple[Coding, ...]:
    """The live codings, of one coder or of all, on which no seal lies for ``viewer``."""
    may = sight(project, viewer)
    found = store.codings(project, coder=coder)
    return tuple(coding for coding in found if may.allows(coding.coder, coding.transcript))


def _finished(project: Store, viewer: str) -> frozenset[tuple[str, str]]:
    may = sight(project, viewer)
    return frozenset(layer for layer in store.handed_in(project) if may.allows(*layer))


def _agreed(project: Store, viewer: str) -> tuple[tuple[Coding, ...], frozenset[str]]:
    found, reconciled = _reconciled(project, viewer)
    if not reconciled:
        raise NotFoundError(
            "no transcript has been reconciled, so there is no consensus yet",
            f"Use --layer {ANALYSIS}, which takes the primary coder until there is one.",
        )
    return found, reconciled


def _reconciled(project: Store, viewer: str) -> tuple[tuple[Coding, ...], frozenset[str]]:
    """The consensus, without the transcripts that ``viewer`` still codes in a sealed round."""
    found, reconciled = consensus(project)
    open_ = reconciled - hidden_from(project, viewer)
    return tuple(coding for coding in found if coding.transcript in open_), open_


def _analysis(project: Store, viewer: str) -> tuple[tuple[Coding, ...], frozenset[str]]:
    """Per finished transcript, the consensus where it was reconciled, else its primary coder's."""
    agreed, reconciled = _reconciled(project, viewer)
    handed_in = _finished(project, viewer)
    standing = {
        text: _primary_of(project, text, name, handed_in)
        for text, name in store.transcript_names(project).items()
        if text not in reconciled
    }
    finished = frozenset(text for text, coder in standing.items() if (coder, text) in handed_in)
    counted = [
        coding
        for coding in _open(project, viewer)
        if coding.transcript in finished and standing[coding.transcript] == coding.coder
    ]
    return (*agreed, *counted), finished | reconciled


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
