"""Bringing interviews in."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from qualbench import reading, store
from qualbench.errors import QualbenchError, ReadingError, RefusedError
from qualbench.model import Case, Transcript
from qualbench.store import Store
from qualbench.workbench.coders import at_work, named


@dataclass(frozen=True, slots=True)
class Imported:
    """``added`` and ``known`` are transcripts' names; ``failed`` says why a file was left out.

    ``cases`` counts the facts about cases that were new; ``unmatched`` are transcripts that
    the cases name and the project does not have, ``without_case`` the other way round.
    """

    added: tuple[str, ...]
    known: tuple[str, ...]
    failed: tuple[QualbenchError, ...]
    cases: int
    unmatched: tuple[str, ...]
    without_case: tuple[str, ...]


def import_files(
    project: Store,
    coder: str,
    files: Sequence[Path],
    cases: Path | None = None,
    interviewers: Sequence[str] = (),
) -> Imported:
    """Read transcripts and cases; a file that cannot be read does not stop the others."""
    known_cases = reading.read_cases(cases) if cases else ()
    named(coder)
    read, failed = _read(files, interviewers)
    with project.writing():
        author = at_work(project, coder).id if read or known_cases else ""
        added = [t for t in read if store.add_transcript(project, author, t)]
        in_project = store.transcripts(project)
        matched, unmatched = _matched(known_cases, in_project)
        new = store.add_cases(project, author, matched)
    names = {t.hash: t.name for t in in_project}
    cased = store.cases(project)
    return Imported(
        added=tuple(names[t.hash] for t in added),
        known=tuple(names[t.hash] for t in read if t not in added),
        failed=tuple(failed),
        cases=new,
        unmatched=unmatched,
        without_case=tuple(t.name for t in in_project if t.hash not in cased),
    )


def _read(
    files: Sequence[Path], interviewers: Sequence[str]
) -> tuple[list[Transcript], list[QualbenchError]]:
    read: list[Transcript] = []
    failed: list[QualbenchError] = []
    for file in files:
        try:
            read.append(reading.read_transcript(file, interviewers))
        except ReadingError as error:
            failed.append(error)
    return read, failed


def _matched(
    cases: Iterable[Case], transcripts: Sequence[Transcript]
) -> tuple[list[Case], tuple[str, ...]]:
    """The cases with their transcripts' hashes, and the names that no transcript has."""
    matched: list[Case] = []
    unmatched: set[str] = set()
    for case in cases:
        found = [t.hash for t in transcripts if _is_meant(t, case.transcript)]
        if len(found) > 1:
            raise RefusedError(
                f"{len(found)} transcripts are named {case.transcript}",
                f"Write in the cases file which it is: {', '.join(h[:12] for h in found)}.",
            )
        matched += [replace(case, transcript=h) for h in found]
        unmatched |= set() if found else {case.transcript}
    return matched, tuple(sorted(unmatched))


def _is_meant(transcript: Transcript, name: str) -> bool:
    """By its name, its file's name, or the first eight or more digits of its hash."""
    by_hash = len(name) >= 8 and transcript.hash.startswith(name)
    return by_hash or name in (transcript.name, transcript.source)
