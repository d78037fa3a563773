"""Making, opening and looking at a project."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path

from qualbench import codebooks, store
from qualbench.errors import ProjectError
from qualbench.model import Case
from qualbench.store import Erasure, Problem, Store
from qualbench.workbench.coders import named
from qualbench.workbench.sight import Sight, sight
from qualbench.workbench.steady import steady
from qualbench.workbench.versions import codebook

__all__ = ["Problem", "Status", "TranscriptStatus", "check", "codebook", "init", "opened", "status"]


def init(path: Path, codebook: str, lead: str, name: str = "") -> None:
    """Make a project file, led by ``lead``, with a shipped codebook's name or a YAML file."""
    lead = named(lead)
    content = codebooks.to_json(replace(codebooks.load(codebook), version=""))
    with store.making(path) as project, project.writing():
        store.start_project(project, name or path.stem, lead, content)


@contextmanager
def opened(path: Path) -> Iterator[Store]:
    """An existing project, closed again afterwards. Raises ProjectError.

    What an erasure that was interrupted has left to do is done first, if nothing is in the way.
    """
    with store.opened(path) as project:
        if store.unfinished(project):
            with suppress(ProjectError):
                store.wipe(project)
        yield project


@dataclass(frozen=True, slots=True)
class TranscriptStatus:
    """A transcript and who did what to it; ``codings`` maps coders' names to counts.

    ``sealed`` have coded or submitted here, and how much is nobody else's for now.
    """

    name: str
    hash: str
    format: str
    turns: int
    respondent_turns: int
    respondent_words: int
    cases: tuple[Case, ...]
    codings: dict[str, int]
    sealed: tuple[str, ...]
    submitted: tuple[str, ...]
    changed_since: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Status:
    """A project at a glance."""

    name: str
    path: Path
    codebook: str
    codebook_version: str
    lead: str
    coders: tuple[str, ...]
    primary: str
    transcripts: tuple[TranscriptStatus, ...]
    erasures: tuple[Erasure, ...]


@steady
def status(project: Store, viewer: str = "") -> Status:
    """What is in the project, transcript by transcript.

    How much coders did in a sealed round is told to themselves alone.
    """
    people = store.coders(project)
    names = {coder.id: coder.name for coder in people}
    chosen = codebook(project)
    return Status(
        name=store.project_name(project),
        path=project.path,
        codebook=chosen.title,
        codebook_version=chosen.version,
        lead=next(coder.name for coder in people if coder.lead),
        coders=tuple(coder.name for coder in people),
        primary=names.get(store.primary_coders(project).get(None, ""), ""),
        transcripts=_transcripts(project, names, sight(project, viewer)),
        erasures=store.erasures(project.db),
    )


def _transcripts(project: Store, names: dict[str, str], may: Sight) -> tuple[TranscriptStatus, ...]:
    live = store.standing_ids(project)
    handed_in = store.submissions(project)
    cases = store.cases(project)
    found = []
    for transcript in store.transcripts(project):
        respondent = [turn for turn in transcript.turns if not turn.interviewer]
        by_coder = live.get(transcript.hash, {})
        here = [s for s in handed_in if s.transcript == transcript.hash]
        stands = {s.coder for s in here if set(s.codings) == by_coder.get(s.coder, set())}
        submitted = {s.coder for s in here}
        counts = {names[c]: len(i) for c, i in by_coder.items() if may.allows(c, transcript.hash)}
        hidden = {c for c in by_coder.keys() | submitted if not may.allows(c, transcript.hash)}
        found.append(
            TranscriptStatus(
                name=transcript.name,
                hash=transcript.hash,
                format=transcript.format,
                turns=len(transcript.turns),
                respondent_turns=len(respondent),
                respondent_words=sum(len(t.words.of(transcript.text).split()) for t in respondent),
                cases=cases.get(transcript.hash, ()),
                codings=dict(sorted(counts.items())),
                sealed=tuple(sorted(names[coder] for coder in hidden)),
                submitted=tuple(sorted(names[coder] for coder in submitted)),
                changed_since=tuple(sorted(names[coder] for coder in submitted - stands)),
            )
        )
    return tuple(found)


def check(project: Store) -> tuple[Problem, ...]:
    """Rebuild what is derived, verify what is stored; every problem found."""
    return store.check(project)
