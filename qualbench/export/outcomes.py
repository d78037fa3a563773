"""What is known of cases without coding: the attributes of each interview, a trial's numbers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from qualbench.export.study import Study
from qualbench.export.tables import Cell, Column, Table
from qualbench.model import CaseKey, Measure, Number

_INTERVIEW = (
    Column("transcript", "Name of the transcript"),
    Column("transcript_sha256", "SHA-256 of the transcript's text: its identity"),
    Column("participant", "Who is interviewed, as the cases file names them; empty if unknown"),
    Column("wave", "Wave of the interview; empty if the study has none"),
    Column("speaker", "Who that is in the transcript, where several are interviewed; else empty"),
)


@dataclass(frozen=True, slots=True)
class OutcomeColumn:
    """A measure of a joined table, called ``TABLE.MEASURE``, and its number for each case."""

    name: str
    measure: Measure
    source: str
    values: Mapping[CaseKey, Number]


def cases_table(study: Study) -> Table:
    """One row a transcript and participant, with a column for every attribute of the study."""
    names = study.attribute_names()
    taken = {column.name for column in _INTERVIEW}
    columns = (
        Column(f"attribute_{name}" if name in taken else name, f"Attribute {name}; empty if none")
        for name in names
    )
    rows = (
        (
            *(text.name, text.hash),
            *((one.participant, one.wave or None, one.speaker or None) if one else (None,) * 3),
            *map(dict(one.attributes if one else ()).get, names),
        )
        for text in sorted(study.transcripts.values(), key=lambda text: (text.name, text.hash))
        for one in study.cases.get(text.hash) or (None,)
    )
    return Table("cases", (*_INTERVIEW, *columns), tuple(rows))


def outcomes_table(
    by: Sequence[str], cases: Iterable[CaseKey], outcomes: Sequence[OutcomeColumn]
) -> Table:
    """One row a case that ``by`` makes, in the order given; one column a measure, as it was read.

    A case of which the trial's table has no row has empty cells.
    """
    measured = [_counted(one.values) for one in outcomes]
    columns = (*(Column(name, f"Makes the case: {name}") for name in by), *map(_column, outcomes))
    rows = ((*map(dict(case).get, by), *(of.get(case) for of in measured)) for case in cases)
    return Table("outcomes", columns, tuple(rows))


def _counted(values: Mapping[CaseKey, Number]) -> Mapping[CaseKey, Cell]:
    """Integers where all numbers are whole, as labels of values stand for integers."""
    if any(isinstance(one, float) and not one.is_integer() for one in values.values()):
        return values
    return {case: int(one) if isinstance(one, float) else one for case, one in values.items()}


def _column(of: OutcomeColumn) -> Column:
    label = of.measure.label
    meaning = f"{label or of.measure.name}, from {of.source}; empty where there is no value"
    labels = (
        (int(value) if value.removeprefix("-").isdecimal() else value, said)
        for value, said in of.measure.values
    )
    return Column(of.name, meaning, label, tuple(labels))
