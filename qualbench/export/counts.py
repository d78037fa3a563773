"""Case x code: how many segments of each case were given each code."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from qualbench.export.cases import (
    Values,
    case_cells,
    case_columns,
    case_values,
    counted,
    finished,
    key_path,
    members,
    speaker_of,
    used_keys,
)
from qualbench.export.segments import segment_id
from qualbench.export.study import Study
from qualbench.export.tables import Column, Table
from qualbench.model import Codebook


def counts_table(study: Study, codebook: Codebook, by: tuple[str, ...]) -> Table:
    """One row a case, one column a code (and each role pair that was used), cells counts.

    ``by`` names what makes a case: participant, wave, transcript or any attribute. A case of
    which no transcript is finished has empty cells, for what nobody finished is not "none".
    """
    study = counted(study)
    keys = used_keys(study, codebook)
    counts = _counts(study, by)
    rows = tuple(
        (
            *case_cells(study, by, case, known),
            *(counts[case].get(key, 0) if finished(study, known) else None for key in keys),
        )
        for case, known in members(study, by).items()
    )
    columns = (Column(key, _meaning(codebook, key)) for key in keys)
    return Table("counts", (*case_columns(study, by), *columns), rows)


def _meaning(codebook: Codebook, key: str) -> str:
    return f"Number of segments coded {key_path(codebook, key)}; empty if nobody finished"


def _counts(study: Study, by: tuple[str, ...]) -> Mapping[Values, Mapping[str, int]]:
    """Case -> key -> number of different segments; a pair counts for its characteristic too."""
    segments: dict[Values, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for coding in study.codings:
        transcript = study.transcripts[coding.transcript]
        case = study.case_of(coding.transcript, speaker_of(study, coding))
        for key in {coding.code, coding.key}:
            segments[case_values(transcript, case, by)][key].add(segment_id(coding))
    found = {case: {k: len(v) for k, v in keys.items()} for case, keys in segments.items()}
    return defaultdict(dict, found)
