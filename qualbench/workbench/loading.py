"""Taking over codings that were made elsewhere."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from qualbench import codebooks, reading, store
from qualbench.errors import NotFoundError, QualbenchError, ReadingError
from qualbench.model import PAIR_MARK, Codebook, Span, Transcript
from qualbench.reading import CodingRow
from qualbench.store import Draft, Store
from qualbench.workbench.coders import at_work
from qualbench.workbench.codings import within
from qualbench.workbench.projects import codebook
from qualbench.workbench.rounds.running import submitted_now


@dataclass(frozen=True, slots=True)
class Loaded:
    """How many codings were new and how many were there; who submitted how many transcripts.

    ``retracted`` of those that were there do not stand, for loading does not undo an undo.
    """

    added: int
    already: int
    retracted: int
    submitted: dict[str, int]


@dataclass(frozen=True, slots=True)
class _Placed:
    """A row of the file with what its names and its quote refer to."""

    row: CodingRow
    transcript: Transcript
    span: Span
    code: str
    role: str


def load_codings(project: Store, path: Path, *, submit: bool = False) -> Loaded:
    """Take over the codings of a CSV, all or none; each becomes its coder's own.

    With ``submit``, every transcript in the file is handed in by its coder.
    """
    by_coder: dict[str, list[_Placed]] = defaultdict(list)
    for placed in _read(project, path):
        by_coder[placed.row.coder].append(placed)
    added: set[str] = set()
    already: set[str] = set()
    submitted: dict[str, int] = {}
    with project.writing():
        for name, theirs in by_coder.items():
            author = at_work(project, name).id
            drafts = _drafts(project, author, theirs)
            done = store.record(project, author, drafts)
            codings = {draft.id for draft in drafts if draft.kind == "coding"}
            added |= codings.intersection(done.added)
            already |= codings.intersection(done.already)
            if submit:
                texts = sorted({placed.transcript.hash for placed in theirs})
                submitted[name] = sum(submitted_now(project, author, text) for text in texts)
        standing = {coding.lineage for coding in store.codings(project)}
    return Loaded(len(added), len(already - added), len(already - standing), submitted)


def _read(project: Store, path: Path) -> list[_Placed]:
    rows = reading.read_codings(path)
    book = codebook(project)
    texts = {row.transcript: _transcript(project, row, path) for row in rows}
    return [_placed(row, texts, book, path) for row in rows]


def _drafts(project: Store, author: str, rows: Iterable[_Placed]) -> Sequence[Draft]:
    version = codebook(project).version
    return [
        draft
        for placed in rows
        for draft in store.coding_drafts(
            project,
            author,
            placed.transcript,
            placed.span,
            placed.code,
            version,
            role=placed.role,
            valence=placed.row.valence,
            unsure=placed.row.unsure,
            memo=placed.row.memo,
            imported=True,
        )
    ]


def _transcript(project: Store, row: CodingRow, path: Path) -> Transcript:
    try:
        return store.find_transcript(project, row.transcript)
    except NotFoundError as error:
        raise _at(path, row, error) from None


def _placed(row: CodingRow, texts: Mapping[str, Transcript], book: Codebook, path: Path) -> _Placed:
    transcript = texts[row.transcript]
    span = reading.place(row, transcript.text, str(path))
    try:
        within(transcript, span)
        wanted = f"{row.code}{PAIR_MARK}{row.role}" if row.role else row.code
        return _Placed(row, transcript, span, *codebooks.find(book, wanted))
    except QualbenchError as error:
        raise _at(path, row, error) from None


def _at(path: Path, row: CodingRow, error: QualbenchError) -> ReadingError:
    return ReadingError(f"{path}:{row.line}: {error.message}", error.hint)
