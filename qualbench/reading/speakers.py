"""Who speaks: labels at the start of lines, and the turns between them."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from qualbench.model import Turn

_INTERVIEWER = (
    "interviewers?|intv|int|iv|i|questioner|question|q|moderator|mod|researcher|ra"
    "|research assistant"
)
# "Facilitator" stands here although groups have one who asks: in CFIR, implementation
# facilitators are among those who are interviewed.
_RESPONDENT = (
    "respondent|resp|r|participant|p|interviewee|informant|subject|answer|a|client|patient"
    "|counsell?or|clinician|therapist|provider|administrator|supervisor|facilitator"
)
_NUMBER = r"\.?(?:[ ._#-]?\d{1,4}|[ ._#-][a-z])?(?: ?\([^)]*\))?"
_USUAL_INTERVIEWER = re.compile(f"(?:{_INTERVIEWER}){_NUMBER}", re.IGNORECASE)
_USUAL_RESPONDENT = re.compile(f"(?:{_RESPONDENT}){_NUMBER}", re.IGNORECASE)
_NEVER = frozenset({"date", "time", "note", "notes", "comment", "example", "for example"})

_STAMP = r"(?:\d{1,2}:)?\d{1,3}:[0-5]\d(?:[.,]\d{1,3})?(?!\d)"
_MISTYPED = r"\[[\d:.,]+\]"  # a number or a wrong time: no reason to lose the speaker
# A colon ends a label unless it is part of a clock time or an address.
_COLON = r"[:：](?!//|(?<=\d[:：])\d)"
_LABEL = re.compile(
    rf"""^[^\S\n]*
    (?: (?: [\[(]? (?P<before>{_STAMP}) [\])]? | {_MISTYPED} ) \s* (?:[-–—]\s*)? )?
    (?P<label> [^\s:：] [^:：\n]{{0,79}}? )
    (?: [^\S\n]+ [\[(]? (?P<after>{_STAMP}) [\])]? )?
    [^\S\n]*
    (?: {_COLON} (?: [^\S\n]* [\[(] (?P<late>{_STAMP}) [\])] )? | (?(after)$|(?!)) )""",
    re.MULTILINE | re.VERBOSE,
)
_BLANK_LINES = re.compile(r"\n\s*\n")
_LINE_END = re.compile(r"\n")


@dataclass(frozen=True, slots=True)
class Mark:
    """The start of a line that may name a speaker: ``text[start:end]``, time in seconds."""

    start: int
    end: int
    label: str
    time: float | None


def is_stamp(text: str) -> bool:
    return re.fullmatch(rf"[\[(]?{_STAMP}[\])]?", text.strip()) is not None


def seconds(stamp: str) -> float:
    """``1:02:03.5`` or ``02:03`` in seconds, to the millisecond; a comma is a decimal point."""
    total = 0.0
    for part in stamp.replace(",", ".").split(":"):
        total = total * 60 + float(part)
    return round(total, 3)


def key(label: str) -> str:
    """What two spellings of one speaker have in common: not case, not spacing, no colon."""
    return " ".join(unicodedata.normalize("NFC", label).casefold().split()).rstrip(":： ")


def marks(text: str) -> Iterator[Mark]:
    """Every line start that has the form of a speaker's label, whether it is one or not."""
    for match in _LABEL.finditer(text):
        stamp = match["before"] or match["after"] or match["late"]
        time = seconds(stamp) if stamp else None
        yield Mark(match.start(), match.end(), match["label"], time)


def is_interviewer(label: str, interviewers: Sequence[str] = ()) -> bool:
    """Whether a label is one of the usual ones of an interviewer or among those given.

    Usual, in any case and with a number, letter or initials in brackets after them:
    Interviewer, Int, Intv, IV, I, Question, Questioner, Q, Moderator, Mod, Researcher, RA,
    Research assistant.
    """
    return bool(_USUAL_INTERVIEWER.fullmatch(key(label))) or key(label) in map(key, interviewers)


def speakers(found: Iterable[str], interviewers: Sequence[str] = ()) -> dict[str, str]:
    """Which of the labels found at line starts name speakers: key -> first spelling.

    A label does if it is a usual one, is given, or looks like a name and occurs twice.
    """
    found = list(found)
    often = Counter(key(label) for label in found if _looks_like_name(label))
    names: dict[str, str] = {}
    for label in found:
        usual = is_interviewer(label, interviewers) or _USUAL_RESPONDENT.fullmatch(key(label))
        if usual or often[key(label)] >= 2:
            names.setdefault(key(label), " ".join(label.split()))
    return names


def _looks_like_name(label: str) -> bool:
    return (
        len(label) <= 40
        and len(label.split()) <= 4
        and label[0].isalpha()
        and not label[0].islower()
        and not re.search(r"[,;?!…\"“”]", label)
        and key(label) not in _NEVER
    )


def find_turns(text: str, interviewers: Sequence[str] = ()) -> tuple[Turn, ...]:
    """The turns of a normalized text, each from its label to the next label.

    What stands before the first label (title, notes) is in no turn. Where nobody is labelled,
    every paragraph is a turn: blocks between blank lines, or lines if there are none.
    """
    found = list(marks(text))
    names = speakers((mark.label for mark in found), interviewers)
    found = [mark for mark in found if key(mark.label) in names]
    if not found:
        return tuple(_paragraphs(text))
    ends = [*(mark.start for mark in found[1:]), len(text)]
    return tuple(
        _turn(text, mark, end, names[key(mark.label)], interviewers)
        for mark, end in zip(found, ends, strict=True)
    )


def _turn(text: str, mark: Mark, end: int, speaker: str, interviewers: Sequence[str]) -> Turn:
    talk = text[mark.end : end]
    end = mark.end + len(talk.rstrip())
    body = min(end, mark.end + len(talk) - len(talk.lstrip()))
    return Turn(mark.start, body, end, speaker, is_interviewer(speaker, interviewers), mark.time)


def _paragraphs(text: str) -> Iterator[Turn]:
    gap = _BLANK_LINES if _BLANK_LINES.search(text) else _LINE_END
    start = 0
    for end, following in [*(m.span() for m in gap.finditer(text)), (len(text), len(text))]:
        block = text[start:end]
        if words := block.strip():
            first = start + block.index(words)
            yield Turn(first, first, first + len(words), "", False)
        start = following
