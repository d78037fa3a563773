"""The ledger of decisions as a table: one row for each disagreement that was decided."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from qualbench.export.study import WHOSE, Study
from qualbench.export.tables import Cell, Column, Table
from qualbench.model import Coding, Outcome, Reconciliation, Span

_COLUMNS = (
    Column("decision_id", "The decision; a UUID"),
    Column("round", "Name of the round"),
    *WHOSE,
    Column("start_char", "First character of all that is in question, counted from 0"),
    Column("end_char", "Character behind the last one, in Unicode code points of the text"),
    Column(
        "text", "The words in question; in CSV with ' before a leading = + - @, tab or line end"
    ),
    Column("difference", "How coders differed: missed, other construct, edges or split"),
    Column("coders", "Who had coded there, separated by |"),
    Column("codings_before", "coder: code start:end of each coding, separated by |"),
    Column("choice", "take (one coder's), both, neither, edges, code (another) or meeting (open)"),
    Column("outcome", "code start:end of what stands, separated by |; empty if nothing does"),
    Column("reason", "Why; empty if not given"),
    Column("codebook_rule", "The codebook's rule that it rests on; empty if not given"),
    Column("codebook_changes", "1 if the codebook is to change because of it, else 0"),
    Column("lead", "Name of who decided"),
    Column("decided_utc", "When, UTC in ISO 8601"),
)


def decisions_table(
    study: Study, decisions: Sequence[Reconciliation], rounds: Mapping[str, str]
) -> Table:
    """One row a decision, in order of round, transcript name and place.

    ``study.codings`` holds the codings that the decisions name; ``rounds`` names by id.
    """
    known = {coding.id: coding for coding in study.codings}
    rows = [
        _row(study, rounds[one.round], one, [known[fact] for fact in one.codings if fact in known])
        for one in decisions
    ]
    return Table("decisions", _COLUMNS, tuple(sorted(rows, key=_order)))


def _order(row: tuple[Cell, ...]) -> tuple[str, str, str, int, int, str]:
    fact, of, name, text, start, end = (row[place] for place in (0, 1, 2, 3, 8, 9))
    return str(of), str(name), str(text), int(str(start)), int(str(end)), str(fact)


def _row(
    study: Study, of: str, decision: Reconciliation, before: Sequence[Coding]
) -> tuple[Cell, ...]:
    text = study.transcripts[decision.transcript]
    spans = [*(coding.span for coding in before), *(one.span for one in decision.outcome)]
    extent = Span(min(s.start for s in spans), max(s.end for s in spans))
    coded = sorted(before, key=lambda c: (c.span, c.key, study.coders[c.coder], c.id))
    return (
        decision.id,
        of,
        text.name,
        text.hash,
        *study.known_of(text.hash, extent),
        extent.start,
        extent.end,
        extent.of(text.text),
        decision.difference,
        _listed(sorted({study.coders[coding.coder] for coding in before})),
        _listed(f"{study.coders[coding.coder]}: {_said(coding)}" for coding in coded),
        decision.choice,
        _listed(_said(one) for one in decision.outcome),
        decision.reason or None,
        decision.rule or None,
        int(decision.changes),
        study.coders[decision.coder],
        decision.at,
    )


def _said(one: Coding | Outcome) -> str:
    return f"{one.key} {one.span.start}:{one.span.end}"


def _listed(said: Iterable[str]) -> str | None:
    return " | ".join(said) or None
