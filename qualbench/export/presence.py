"""Case x code: whether a case speaks of it, how much of its talk that is, and out of what."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from qualbench.errors import NotFoundError, RefusedError
from qualbench.export.cases import (
    KEY_COLUMNS,
    Values,
    case_cells,
    case_columns,
    case_key,
    counted,
    finished,
    key_cells,
    key_path,
    members,
    used_keys,
)
from qualbench.export.counting import Counts, Talk, counts, talks
from qualbench.export.study import Study
from qualbench.export.tables import Cell, Column, Missing, Table
from qualbench.model import CaseKey, Codebook, Presence

_UNASKED = ("not asked", "unconfirmed")
_UNHEARD = (
    ("Q", "not asked"),
    ("U", "not confirmed whether it was asked"),
    ("F", "no transcript of the case is finished"),
)
_MISSING = {"present": (("S", "asked and silent"), *_UNHEARD)}

MEASURES = {
    "present": "1 if a segment is coded with it, 0 if an answer says that there is nothing of the"
    " kind; silence is missing, or 0 where the analyst takes it for absence",
    "coded": "1 if a segment is coded with it, else 0",
    "segments": "Number of segments coded with it: different places of the case's transcripts",
    "codings": "Number of codings with it; a segment may have several",
    "speakers": "Number of participants who begin to speak in a segment coded with it",
    "words": "Words of the case's respondents in segments coded with it, each once; a word is"
    " what stands between spaces",
    "share_of_talk": "words out of respondent_words, 0 to 1",
}
"""What can be said of a case and a code, by name, and what it means."""

_VALUES = {
    "present": ((0, "absent"), (1, "present")),
    "coded": ((0, "not coded"), (1, "coded")),
}

_OUT_OF = (
    Column("participants", "Number of participants in the case's finished transcripts"),
    Column("respondent_words", "All words of the case's respondents in finished transcripts"),
)
_KNOWN = (
    Column(
        "presence",
        "present; absent: an answer says that there is nothing of the kind; asked and silent: no"
        " answer speaks of it; not asked; unconfirmed: nobody has confirmed whether it was asked",
    ),
    Column("asked", "Number of the case's finished transcripts in which it was asked"),
)


@dataclass(frozen=True, slots=True)
class Known:
    """What a guide tells of a construct in a case.

    ``asked`` counts the finished transcripts in which it was asked, None where nobody has
    confirmed that.
    """

    presence: Presence
    asked: int | None = None


KnownOf = Mapping[tuple[CaseKey, str], Known]
"""By case and coding key; what is not in it is unconfirmed."""

_PRESENT: Mapping[Presence, int | Missing] = {
    "present": 1,
    "absent": 0,
    "asked and silent": Missing("S"),
    "not asked": Missing("Q"),
    "unconfirmed": Missing("U"),
}


def present(presence: Presence, silent_is_absent: bool = False) -> int | Missing:
    """1, 0, or why neither can be said: silence is no claim unless the analyst makes it one."""
    return 0 if silent_is_absent and presence == "asked and silent" else _PRESENT[presence]


@dataclass(frozen=True, slots=True)
class Measured:
    """A study's cases and keys, and what there is of each in each."""

    study: Study
    codebook: Codebook
    by: Values
    keys: Sequence[str]
    talk: Mapping[Values, Talk]
    counts: Mapping[tuple[Values, str], Counts]
    known: KnownOf | None
    roll_up: bool
    silent_is_absent: bool

    def cases(self) -> Iterator[tuple[Values, tuple[Cell, ...], bool]]:
        """Each case, the cells that it begins with, and whether any of it is finished."""
        for case, of in members(self.study, self.by).items():
            whole = bool(finished(self.study, of))
            talk = self.talk.get(case, Talk())
            out_of = (len(talk.people), talk.length) if whole else (None, None)
            yield case, (*case_cells(self.study, self.by, case, of), *out_of), whole

    def known_of(self, case: Values, key: str) -> Known | None:
        """None where the study has no guide: then nothing tells silent from not asked."""
        if self.known is None:
            return None
        return self.known.get((case_key(self.by, case), key), Known("unconfirmed"))

    def measures(self, case: Values, key: str, whole: bool) -> dict[str, Cell]:
        """Every measure; of what was not asked or not finished none is 0."""
        known, found = self.known_of(case, key), self.counts.get((case, key), Counts())
        said: Cell = present(known.presence, self.silent_is_absent) if known else None
        if not whole:
            said = Missing("F")
        if isinstance(said, Missing) and said.kind in dict(_UNHEARD) and not found.codings:
            return dict.fromkeys(MEASURES, said)
        spoken = self.talk.get(case, Talk()).length
        return {
            "present": said,
            "coded": int(found.codings > 0),
            "segments": found.segments,
            "codings": found.codings,
            "speakers": found.speakers,
            "words": found.words,
            "share_of_talk": found.words / spoken if spoken else None,
        }


def measured(
    study: Study,
    codebook: Codebook,
    by: Values,
    known: KnownOf | None = None,
    *,
    roll_up: bool = False,
    silent_is_absent: bool = False,
) -> Measured:
    """What the tables of presence are made from.

    With ``roll_up`` a code counts for all above it too, a segment that has both once. Asked and
    silent is neither present nor absent unless ``silent_is_absent``.
    """
    study = counted(study)
    talk = talks(study, by)
    of = counts(study, codebook, by, talk, roll_up)
    heard = [key for (_, key), told in (known or {}).items() if told.presence not in _UNASKED]
    keys = used_keys(study, codebook, heard)
    return Measured(study, codebook, by, keys, talk, of, known, roll_up, silent_is_absent)


def presence_table(of: Measured) -> Table:
    """One row a case and a coding key, with its measures and what they are out of.

    Measures are missing for a case of which no transcript is finished, and for what was not
    asked (or not confirmed as asked) and nobody spoke of. NotFoundError for a name in ``by``
    that is no attribute.
    """
    measures = [name for name in MEASURES if of.known is not None or name != "present"]
    rows = []
    for case, cells, whole in of.cases():
        for key in of.keys:
            found, told = of.measures(case, key, whole), of.known_of(case, key)
            said = (told.presence, told.asked) if told else ()
            rows.append((*cells, *key_cells(of.codebook, key), *said, *map(found.get, measures)))
    columns = (
        *(*case_columns(of.study, of.by), *_OUT_OF, *KEY_COLUMNS),
        *(_KNOWN if of.known is not None else ()),
        *(_column(of, name, name, MEASURES[name]) for name in measures),
    )
    return Table("presence", columns, tuple(rows))


def presence_wide_table(of: Measured, measures: Sequence[str]) -> Table:
    """One row a case, and for each of the ``measures`` a column ``measure:KEY`` for every key.

    Cells are those of ``presence_table``. NotFoundError also for a measure that is none of
    ``MEASURES``; RefusedError for ``present`` where nothing is ``known``.
    """
    if unknown := [name for name in measures if name not in MEASURES]:
        raise NotFoundError(f"no measure {unknown[0]}", f"Known: {', '.join(MEASURES)}.")
    if "present" in measures and of.known is None:
        raise RefusedError(
            "without a guide nothing tells what is absent from what was not asked",
            "Give the project its interview guide, or take the measure coded.",
        )
    rows = []
    for case, cells, whole in of.cases():
        found = [of.measures(case, key, whole) for key in of.keys]
        rows.append((*cells, *(one[name] for name in measures for one in found)))
    crossed = (
        _column(of, name, f"{name}:{key}", f"{key_path(of.codebook, key)}: {MEASURES[name]}")
        for name in measures
        for key in of.keys
    )
    columns = (*case_columns(of.study, of.by), *_OUT_OF, *crossed)
    return Table("presence_wide", columns, tuple(rows))


def _column(of: Measured, measure: str, name: str, meaning: str) -> Column:
    meaning += "; codes below it included" if of.roll_up else ""
    return Column(
        name, meaning, values=_VALUES.get(measure, ()), missing=_MISSING.get(measure, _UNHEARD)
    )
