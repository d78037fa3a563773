"""The codebook as a table, for the appendix and for other programs."""

from __future__ import annotations

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
    Column("maps_to", "For an older framework: ids in the newer one, separated by |"),
    Column("map_type", "How it maps: same, renamed, partial, split, merged, relocated, removed"),
    Column("map_confirmed", "1 if the row was checked against the published map, else 0"),
)


def codebook_table(codebook: Codebook) -> Table:
    """One row a code, in the codebook's order."""
    rows = tuple(_row(codebook, code) for code in codebook.codes)
    return Table("codebook", _COLUMNS, rows)


def _row(codebook: Codebook, code: Code) -> tuple[str | int | None, ...]:
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
        " | ".join(goes.to) or None if goes else None,
        goes.type if goes else None,
        int(goes.confirmed) if goes else None,
    )
