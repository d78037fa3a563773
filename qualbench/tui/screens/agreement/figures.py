"""Looks at figures: by construct, by group, under each unit, from round to round."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.text import Text

from qualbench import workbench
from qualbench.model import PAIR_MARK
from qualbench.tui.grid import Column, Grid
from qualbench.tui.rounds import counted
from qualbench.tui.screens.agreement.compared import Found, people
from qualbench.tui.screens.agreement.view import (
    NONE,
    Figure,
    Opens,
    View,
    coefficients,
    number,
    of_all,
    of_figures,
    plotted,
    share,
    sizes,
    value_of,
    verdicts,
)
from qualbench.workbench import Agreement, LabelAgreement, RoundAgreement, RowAgreement, Undefined

# By construct


def constructs(found: Found, agreement: Agreement) -> View:
    """All codes together, domains, codes: counts of two coders, coefficients, a plot."""
    labels = {label.domain: label for label in agreement.whole.labels}
    groups = [
        ("All codes", _together(agreement)),
        (
            "Domains, each unit counted once",
            [_construct(found, row, labels.get(row.code)) for row in agreement.domains],
        ),
        ("Codes", [_construct(found, row) for row in agreement.codes]),
    ]
    figures = [figure for _, group in groups for figure in group]
    two = len(agreement.coders) == 2
    columns = [
        *(_four(figures) if two else _spread(figures)),
        sizes(figures),
        *coefficients(figures),
        *verdicts(found, figures),
    ]
    return of_figures(found, "Construct", groups, columns)


def _together(agreement: Agreement) -> list[Figure]:
    whole = agreement.whole
    defined = dict(whole.mean.defined)
    equal, jaccard = (number(_known(e)) for e in (whole.sets.equality, whole.sets.jaccard))
    return [
        Figure(
            name="Counts pooled",
            values=whole.pooled.each(),
            row=whole.pooled,
            n=whole.pooled.n,
            said="the counts of all codes added up",
        ),
        Figure(
            name="Mean of codes",
            values=whole.mean.each(),
            said=f"the mean of {whole.mean.codes} codes; kappa of {defined['kappa']}, "
            f"alpha of {defined['alpha']} of them that have one",
        ),
        Figure(
            name="Sets of codes",
            values={"alpha": whole.sets.masi},
            said=f"alpha of the sets of codes on each {whole.unit}, with the MASI distance; "
            f"with Jaccard's {jaccard}, with equality {equal}",
        ),
    ]


def _known(of: workbench.Estimate) -> object:
    return None if isinstance(of.value, Undefined) else of.value


def _construct(found: Found, row: RowAgreement, label: LabelAgreement | None = None) -> Figure:
    said = ""
    if label and not isinstance(label.alpha.value, Undefined):
        said = f"which of its codes a {found.want.unit} has: alpha {number(label.alpha.value)}"
    name = workbench.name_of(found.ground.book, row.code)
    code = row.code.partition(PAIR_MARK)[0]
    opens = Opens(codes=(code,))
    return Figure(name=name, values=row.each(), row=row, n=row.n, said=said, opens=opens)


def _four(figures: Sequence[Figure]) -> Iterator[Column]:
    counts = [figure.row.counts if figure.row else None for figure in figures]
    for title, name in (
        ("Both", "both"),
        ("1st", "only_first"),
        ("2nd", "only_second"),
        ("None", "neither"),
    ):
        yield Column(title, [str(getattr(of, name)) if of else "" for of in counts])


def _spread(figures: Sequence[Figure]) -> Iterator[Column]:
    """Of more than two coders how much of their marks use it, and the lowest and highest pair."""
    rows = [figure.row for figure in figures]
    pairs = [row.by_kappa if row else () for row in rows]
    yield Column("Used%", [share(row.prevalence) if row else "" for row in rows])
    yield Column("Low", [number(of[0].kappa) if of else NONE for of in pairs])
    yield Column("High", [number(of[-1].kappa) if of else NONE for of in pairs])


# By transcript, attribute or two coders


def groups(found: Found, agreement: Agreement) -> View:
    """A bar for each group, all codes pooled."""
    by = found.want.by
    figures = [of_all("All", agreement.whole)]
    figures += [
        of_all(name, of, opens=_opens(found, by, name, of.coders)) for name, of in agreement.groups
    ]
    texts = [str(len(of.documents)) for of in (agreement.whole, *(o for _, o in agreement.groups))]
    columns = [
        Column("Texts", texts),
        sizes(figures),
        *coefficients(figures),
        *verdicts(found, figures),
    ]
    title = {"coder": "Coders"}.get(by, by.capitalize())
    bars = "█ to the low end, ▓ to the value, ░ to the high end" if found.want.resamples else ""
    return of_figures(found, title, [("", figures)], columns, bars=True, note=bars)


def _opens(found: Found, by: str, name: str, coders: tuple[str, ...]) -> Opens:
    if by == "transcript":
        return Opens(transcript=found.ground.hashes.get(name, ""))
    return Opens(between=coders) if by == "coder" else Opens()


# Under each unit


def units(found: Found, agreement: Agreement) -> View:
    """The same codings counted by each unit that there is."""
    figures = [of_all(of.unit.capitalize(), of) for of in found.units]
    columns = [
        sizes(figures),
        *coefficients(figures),
        *verdicts(found, figures),
        Column("MASI", [number(value_of(figure, "masi")) for figure in figures], spare=True),
    ]
    note = "Intervals are not drawn here." if found.want.resamples else ""
    return of_figures(found, "Unit", [("", figures)], columns, note=note)


# From round to round


def drift(found: Found, agreement: Agreement) -> View:
    """The revealed rounds in their order, and beside them the codes that changed most."""
    drawn = plotted(found)
    figures = [_round(one) for one in found.rounds]
    known = [value_of(figure, drawn) for figure in figures]
    changes = workbench.round_changes(
        [{drawn: value} if isinstance(value, float) else {} for value in known]
    )
    moved = [_signed(change.get(drawn)) for change in changes]
    columns = [
        sizes(figures),
        *coefficients(figures),
        Column("Change", moved),
        *verdicts(found, figures),
    ]
    note = f"Change: of {drawn}, from the round before that has one."
    return of_figures(
        found,
        "Round",
        [("", figures)],
        columns,
        note=note,
        beside=lambda item, width, height: _by_code(found, width, height),
    )


def _round(of: RoundAgreement) -> Figure:
    opens = Opens(round=of.round)
    if of.whole is None:
        return Figure(name=of.round, values={}, said=of.reason, opens=opens)
    return of_all(of.round, of.whole, f"by {people(of.whole.coders)}", opens)


def _by_code(found: Found, width: int, height: int) -> Text:
    """The alpha of each code in each round, what changed most at last first."""
    values = [one.codes for one in found.rounds]
    last = workbench.round_changes(values)[-1] if values else {}
    codes = sorted(
        dict.fromkeys(code for of in values for code in of),
        key=lambda code: -abs(last.get(code) or 0),
    )
    cells = [[of.get(code) for code in codes] for of in values]
    columns = [
        Column(one.round[:10], [number(value) for value in of])
        for one, of in zip(found.rounds, cells, strict=True)
    ]
    columns.append(Column("Change", [_signed(last.get(code)) for code in codes]))
    grid = Grid(
        "Alpha of each code", [workbench.name_of(found.ground.book, c) for c in codes], columns
    )
    shown = range(min(len(codes), height - 2))
    lines = [grid.head(width), *(grid.row(item, width) for item in shown)]
    if len(codes) > len(shown):
        lines.append(Text(f"and {counted(len(codes) - len(shown), 'code')} more", "dim"))
    return Text("\n").join(lines)


def _signed(change: float | None) -> str:
    return NONE if change is None else f"{change:+z.2f}"
