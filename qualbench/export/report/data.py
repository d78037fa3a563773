"""What the page's script works on: transcripts, codings and ratings as compact JSON.

Places are counted in UTF-16 units, as JavaScript counts.
"""

from __future__ import annotations

import json
from bisect import bisect_left
from collections.abc import Callable, Mapping
from typing import Any

from qualbench.export.report.content import Report, ReportCell, ReportMatrix, ReportTranscript
from qualbench.export.report.names import Names, tint
from qualbench.model import PAIR_MARK, Case, Coding, Judgement, Turn

_Units = Callable[[int], int]
_ASTRAL = "\U00010000"


class _Numbers(dict[str, int]):
    """Numbers names in the order in which they are first asked for."""

    def __missing__(self, name: str) -> int:
        self[name] = len(self)
        return self[name]


def page_data(report: Report) -> str:
    """JSON that can stand inside a script element, whatever the texts contain."""
    names, keys, coders = Names(report.codebook), _Numbers(), _Numbers()
    called = dict(report.coders)
    texts = [_transcript(one, keys, coders, called) for one in report.transcripts]
    said = {
        "codes": [
            [code.id, names.short(code.id), code.parent, code.definition, code.local]
            for code in report.codebook.codes
        ],
        "keys": [
            [key.partition(PAIR_MARK)[0], names.short(key), names.path(key), names.hue(key)]
            for key in keys
        ],
        "coders": list(coders),
        "transcripts": texts,
        "matrix": _matrix(report.matrix, names) if report.matrix else None,
    }
    return _inside_script(json.dumps(said, ensure_ascii=False, separators=(",", ":")))


def units(text: str) -> _Units:
    """From code points to UTF-16 units, of which a character above U+FFFF takes two."""
    above = [place for place, letter in enumerate(text) if letter >= _ASTRAL]
    return lambda place: place + bisect_left(above, place)


def _inside_script(said: str) -> str:
    """No ``<`` can end the element or open a comment; line separators are no line ends."""
    for letter in "<\u2028\u2029":
        said = said.replace(letter, f"\\u{ord(letter):04x}")
    return said


def _transcript(
    one: ReportTranscript, keys: _Numbers, coders: _Numbers, called: Mapping[str, str]
) -> dict[str, Any]:
    at, speakers = units(one.transcript.text), _Numbers()
    turns = [_turn(of, speakers[of.speaker], at) for of in one.transcript.turns]
    known = {of.id for of in one.counted}
    others = [of for of in one.others if of.id not in known]
    codings = [
        _coding(of, keys[of.key], coders[called.get(of.coder, of.coder)], counts, at)
        for counts, layer in ((True, one.counted), (False, others))
        for of in layer
    ]
    return {
        "name": one.transcript.name,
        "text": one.transcript.text,
        "cases": [_attributes(case) for case in one.cases],
        "finished": one.finished,
        "speakers": list(speakers),
        "turns": turns,
        "codings": sorted(codings, key=lambda row: row[1:6]),
    }


def _turn(of: Turn, speaker: int, at: _Units) -> list[Any]:
    return [speaker, int(of.interviewer), of.time, at(of.start), at(of.body), at(of.end)]


def _coding(of: Coding, key: int, coder: int, counts: bool, at: _Units) -> list[Any]:
    place = [at(of.span.start), at(of.span.end)]
    said = [of.valence or "", int(of.starred), of.memo]
    return [of.lineage, *place, key, coder, int(counts), *said]


def _attributes(case: Case) -> list[tuple[str, str]]:
    every = [("participant", case.participant), *case.attributes, ("wave", case.wave)]
    return [(name, value) for name, value in every if value]


def _matrix(matrix: ReportMatrix, names: Names) -> dict[str, Any]:
    rows = [[names.path(key), [_cell(cell) for cell in cells]] for key, cells in matrix.rows]
    return {"cases": matrix.cases, "rows": rows}


def _cell(cell: ReportCell) -> dict[str, Any]:
    agreed = [("Consensus", cell.consensus)] if cell.consensus else []
    return {
        "judged": [_judgement(who, what) for who, what in (*agreed, *cell.individual)],
        "by": cell.by,
        "verified": cell.verified,
        "respondents": cell.respondents,
        "asked": cell.asked,
        "warnings": cell.warnings,
    }


def _judgement(who: str, what: Judgement) -> list[Any]:
    said = [what.summary, what.rationale, what.source]
    return [who, what.sign, tint(what), what.status, *said, what.evidence]
