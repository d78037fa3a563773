"""A file -> a Transcript, by its suffix."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

from qualbench.errors import ReadingError
from qualbench.model import Transcript, Turn
from qualbench.reading.captions import FORMATS as CAPTIONS
from qualbench.reading.captions import captions
from qualbench.reading.speakers import find_turns
from qualbench.reading.text import decode, load, normalize, unify
from qualbench.reading.word import word_text

_FORMATS = {".txt": "text", ".text": "text", ".docx": "word", ".vtt": "webvtt", ".srt": "subrip"}
SUFFIXES = frozenset(_FORMATS)


def read_transcript(path: Path, interviewers: Sequence[str] = ()) -> Transcript:
    """Read one interview: .txt and .text, .docx, .vtt, .srt.

    ``interviewers`` are speaker labels that mark the interviewer, in any case, beside the
    usual ones (``speakers.is_interviewer`` lists them). Raises ReadingError, which names the
    file, for what is missing, unreadable, empty, or not what its suffix says.
    """
    data = load(path)
    format = _FORMATS.get(path.suffix.lower())
    if format is None:
        raise ReadingError(
            f"{path.name}: cannot read files of this kind",
            f"Save it as one of {', '.join(_FORMATS)}.",
        )
    text, turns = _read(data, format, path.name, interviewers)
    if not text.strip():
        raise ReadingError(f"{path.name}: is empty", "Check that the right file was saved.")
    return Transcript(
        hash=hashlib.sha256(text.encode()).hexdigest(),
        name=unify(path.stem),
        text=text,
        turns=turns,
        source=unify(path.name),
        format=format,
    )


def _read(
    data: bytes, format: str, name: str, interviewers: Sequence[str]
) -> tuple[str, tuple[Turn, ...]]:
    text = normalize(word_text(data, name) if format == "word" else decode(data, name))
    if text.strip() and format in CAPTIONS:
        return captions(text, format, name, interviewers)
    return text, find_turns(text, interviewers)


def labels(transcript: Transcript) -> tuple[str, ...]:
    """The distinct speakers of a transcript, in the order in which they first speak."""
    return tuple(dict.fromkeys(turn.speaker for turn in transcript.turns if turn.speaker))
