"""WebVTT and SubRip -> text and turns."""

from __future__ import annotations

import html
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from qualbench.errors import ReadingError
from qualbench.model import Turn
from qualbench.reading.speakers import is_interviewer, key, marks, seconds, speakers
from qualbench.reading.text import normalize

_VOICE = re.compile(r"<v(?:\.[^\s>]*)?\s+([^>]*)>")
_MARKUP = re.compile(r"</?[A-Za-z][^>]*>|<\d[\d:.]*>|\{\\[^}]*\}")
_CUES_WITH_TEXT = re.compile(r"-->.*\n[^\S\n]*\S")
FORMATS = {"webvtt": ("vtt", "WebVTT"), "subrip": ("srt", "SubRip")}
"""The format of a Transcript -> its suffix and its name."""

_EXPORT = "Export the captions again from the program that made them."


@dataclass(frozen=True, slots=True)
class _Said:
    time: float
    speaker: str
    words: str


def captions(
    text: str, format: str, name: str, interviewers: Sequence[str] = ()
) -> tuple[str, tuple[Turn, ...]]:
    """The cues of a caption file, in order, as a text with its turns.

    A speaker is a ``<v Name>`` tag or a label before the words. What follows without a
    speaker, or with the same, continues the turn; where nobody is named at all, every cue is
    a turn. A turn's time is the start of its first cue. Markup and entities are resolved.

    Formats: W3C WebVTT; SubRip has no standard. Raises ReadingError.
    """
    said = [
        _Said(seconds(cue.start), speaker, words)
        for cue in _cues(text.lstrip("\n"), format, name)
        for speaker, words in _spoken(cue.raw_text)
    ]
    return _render(_joined(_named(said, interviewers)), interviewers)


def _cues(text: str, format: str, name: str) -> list[Any]:
    import webvtt
    from webvtt.errors import MalformedCaptionError, MalformedFileError

    suffix, title = FORMATS[format]
    try:
        cues: list[Any] = webvtt.from_buffer(io.StringIO(text), format=suffix).captions
    except (MalformedFileError, MalformedCaptionError):
        raise ReadingError(f"{name}: does not begin as {title} does", _EXPORT) from None
    if not cues:
        raise ReadingError(f"{name}: has no cues", _EXPORT)
    # The library passes over cues it cannot read, and with them what was said.
    expected = len(_CUES_WITH_TEXT.findall(text))
    read = sum(bool(cue.raw_text.strip()) for cue in cues)
    if read < expected:
        raise ReadingError(
            f"{name}: {expected - read} of {expected} cues have a number or time that is no"
            f" {title}",
            _EXPORT,
        )
    return cues


def _spoken(raw: str) -> Iterator[tuple[str, str]]:
    before, *voices = _VOICE.split(raw)
    for voice, lines in zip(["", *voices[::2]], [before, *voices[1::2]], strict=True):
        for line in lines.split("\n"):
            if words := _plain(line):
                yield _plain(voice), words


def _plain(marked_up: str) -> str:
    return normalize(" ".join(html.unescape(_MARKUP.sub("", marked_up)).split()))


def _named(said: list[_Said], interviewers: Sequence[str]) -> list[_Said]:
    """Labels before the words become speakers, and each speaker has one spelling."""
    found = [None if one.speaker else next(marks(one.words), None) for one in said]
    names = {key(one.speaker): one.speaker for one in reversed(said) if one.speaker}
    names |= speakers((mark.label for mark in found if mark), interviewers)
    named = []
    for one, mark in zip(said, found, strict=True):
        if mark and key(mark.label) in names:
            words = one.words[mark.end :].strip()
            named.append(_Said(one.time, names[key(mark.label)], words))
        else:
            named.append(replace(one, speaker=names.get(key(one.speaker), "")))
    return named


def _joined(said: list[_Said]) -> list[_Said]:
    named = any(one.speaker for one in said)
    turns: list[_Said] = []
    for one in said:
        last = turns[-1] if turns else None
        if last and (one.speaker in ("", last.speaker) if named else one.time == last.time):
            turns[-1] = replace(last, words=f"{last.words} {one.words}".strip())
        else:
            turns.append(one)
    return turns


def _render(said: list[_Said], interviewers: Sequence[str]) -> tuple[str, tuple[Turn, ...]]:
    lines: list[str] = []
    turns: list[Turn] = []
    start = 0
    for one in said:
        label = f"{one.speaker}: " if one.speaker else ""
        body = start + len(label)
        end = body + len(one.words)
        asks = is_interviewer(one.speaker, interviewers)
        turns.append(Turn(start, body, end, one.speaker, asks, one.time))
        lines.append(label + one.words)
        start = end + 1
    return "\n".join(lines), tuple(turns)
