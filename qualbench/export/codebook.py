"""The codebook as a table, for the appendix and for other programs."""

from __future__ import annotations

from collections.abc import Mapping

from qualbench.export.tables import Column, Table
from qualbench.model import Code, Codebook

_COLUMNS = (
    Column("code_id", "Stable id of the code, with framework and version"),
    Column("parent_id", "Id of the code above; empty for a domain"),
    Column("kind", "domain, subdomain, construct, subconstruct or project (added by the project)"),
    Column("code_label", "Label in the framework; empty if none"),
    Column("name", "Name; may occur more than once"),
    Column("code_path", "Names from the domain down to the code"),
    Column("definition", "The framework's definition"),
    Column("local_definition", "What the project means by it here; empty if nothing of its own"),
    Column("include", "What belongs here; several are separated by |"),
    Column("exclude", "What does not, and where it goes; several are separated by |"),
    Column("examples", "Example quotations; several are separated by |"),
    Column("polarity", "reverse where more of the thing hinders implementation, else normal"),
    Column("proposed_by", "Who proposes the code; empty for the codebook's own"),
    Column("retired", "1 if the code is offered no more, its codings kept, else 0"),
    Column("merged_into", "Id of the code as which its codings are read; empty if not merged"),
    Column("maps_to", "For an older framework: ids in the newer one, separated by |"),
    Column("map_type", "How it maps: same, renamed, partial, split, merged, relocated, removed"),
    Column("map_confirmed", "1 if the row was checked against the published map, else 0"),
)


def codebook_table(codebook: Codebook, proposed: Mapping[str, str] | None = None) -> Table:
    """One row a code, in the codebook's order; ``proposed`` names who proposes a code, by id."""
    by = proposed or {}
    rows = tuple(_row(codebook, code, by.get(code.id)) for code in codebook.codes)
    return Table("codebook", _COLUMNS, rows)


def _row(codebook: Codebook, code: Code, proposed_by: str | None) -> tuple[str | int | None, ...]:
    goes = code.maps_to
    return (
        code.id,
        code.parent,
        code.kind,
        code.label or None,
        code.name,
        codebook.path(code.id),
        code.definition or None,
        code.local or None,
        " | ".join(code.include) or None,
        " | ".join(code.exclude) or None,
        " | ".join(code.examples) or None,
        code.polarity,
        proposed_by,
        int(code.retired),
        code.merged_into or None,
        " | ".join(goes.to) or None if goes else None,
        goes.type if goes else None,
        int(goes.confirmed) if goes else None,
    )
