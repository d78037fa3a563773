"""What a look at a comparison is made of, and how its figures are said."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from rich.text import Text

from qualbench import workbench
from qualbench.tui import plots
from qualbench.tui.grid import Column, Grid
from qualbench.tui.rounds import counted
from qualbench.tui.screens.agreement.compared import Found, Target
from qualbench.workbench import Comparison, Estimate, Interval, RowAgreement, Undefined

NONE = "–"
SHOWN = ("percent", "kappa", "alpha", "ac1")
_TITLES = {"percent": "%", "kappa": "Kappa", "alpha": "Alpha", "ac1": "AC1"}
_SPARE = {"positive": "Pos", "pabak": "PABAK", "fleiss": "Fleiss"}
_MET = {True: ("✓", "met"), False: ("✗", "below"), None: (NONE, "none")}

Beside = Callable[[int, int, int], Text]
"""What stands beside the item at hand, by its number, the width and the height in cells."""


@dataclass(frozen=True, slots=True)
class Opens:
    """What Enter leads to: codes, a transcript by its hash, coders to compare, or a round."""

    codes: tuple[str, ...] = ()
    transcript: str = ""
    between: tuple[str, ...] = ()
    round: str = ""


NOTHING = Opens()


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """Items in groups under a head; ``about`` says of one all that its row had no room for."""

    groups: Sequence[tuple[str, int]]
    head: Callable[[int], Text]
    row: Callable[[int, int], Text]
    about: Callable[[int], str]
    opens: Callable[[int], Opens]
    note: str = ""
    beside: Beside | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A name and its coefficients, on ``n`` units; ``said`` is to be known of it beyond them."""

    name: str
    values: Mapping[str, Estimate]
    row: RowAgreement | None = None
    n: int | None = None
    said: str = ""
    opens: Opens = NOTHING


# Numbers


def number(value: object) -> str:
    """A coefficient, or a dash where there is none."""
    return f"{value:z.2f}" if isinstance(value, float | int) else NONE


def share(value: object) -> str:
    """A share in whole per cent."""
    return f"{100 * value:.0f}" if isinstance(value, float | int) else NONE


def value_of(figure: Figure, name: str) -> object:
    """A coefficient that is defined, else None."""
    of = figure.values.get(name)
    return None if of is None or isinstance(of.value, Undefined) else of.value


def plotted(found: Found) -> str:
    """The coefficient that is drawn: the target's, if there is one."""
    return found.ground.target.name if found.ground.target else "alpha"


def met(figure: Figure, target: Target) -> bool | None:
    value = value_of(figure, target.name)
    return value >= target.bound if isinstance(value, float | int) else None


# Columns


def coefficients(figures: Sequence[Figure]) -> Iterator[Column]:
    for name, title in _TITLES.items():
        say = share if name == "percent" else number
        yield Column(title, [say(value_of(figure, name)) for figure in figures])


def sizes(figures: Sequence[Figure]) -> Column:
    return Column("n", ["" if figure.n is None else str(figure.n) for figure in figures])


def verdicts(found: Found, figures: Sequence[Figure]) -> Iterator[Column]:
    """The target as a sign; where there is room the interval, the rest, the words."""
    target, drawn = found.ground.target, plotted(found)
    if target:
        yield Column("", [_MET[met(figure, target)][0] for figure in figures])
    ends = [_ends(figure.values.get(drawn)) for figure in figures]
    if set(ends) != {NONE}:
        yield Column("from to", ends, spare=True)
    if target:
        yield Column("target", [_MET[met(f, target)][1] for f in figures], spare=True, left=True)
    if found.ground.bands != "none":
        cells = [_band(found, figure) for figure in figures]
        yield Column(found.ground.bands, cells, spare=True, left=True)
    for name, title in _SPARE.items():
        cells = [number(value_of(figure, name)) for figure in figures]
        if set(cells) != {NONE}:
            yield Column(title, cells, spare=True)


def _ends(of: Estimate | None) -> str:
    if of is None or of.low is None or of.high is None:
        return NONE
    return f"{number(of.low)} {number(of.high):>5}"


def _band(found: Found, figure: Figure) -> str:
    of = figure.values.get(plotted(found))
    return workbench.band(of.value, found.ground.bands) if of else ""


# Views of figures


def of_figures(
    found: Found,
    title: str,
    groups: Sequence[tuple[str, Sequence[Figure]]],
    columns: Iterable[Column],
    *,
    bars: bool = False,
    note: str = "",
    beside: Beside | None = None,
) -> View:
    """Figures with a plot of one coefficient each, and what is to be said of them below."""
    figures = [figure for _, group in groups for figure in group]
    drawn, target = plotted(found), found.ground.target
    draw = plots.bar if bars else plots.line
    bound = target.bound if target else None

    def plot(item: int, width: int) -> str:
        of = figures[item].values.get(drawn)
        if of is None or isinstance(of.value, Undefined):
            return "undefined" if of else ""
        return draw(of, width, bound)

    grid = Grid(title, [figure.name for figure in figures], list(columns), plot)
    return View(
        groups=[(heading, len(group)) for heading, group in groups],
        head=grid.head,
        row=grid.row,
        about=lambda item: said_of(found, figures[item]),
        opens=lambda item: figures[item].opens,
        note=note,
        beside=beside,
    )


def said_of(found: Found, figure: Figure) -> str:
    """The whole name, why something is undefined, the target, the interval, who used it."""
    parts = [figure.name, figure.said, *_reasons(figure)]
    target, drawn = found.ground.target, plotted(found)
    if target and target.name in figure.values:
        sign, word = _MET[met(figure, target)]
        parts.append(f"{sign} target {target.name} {number(target.bound)}: {word}")
    parts += [_interval(found, drawn, figure.values.get(drawn)), _label(found, figure)]
    if figure.row:
        parts += [*_spread(figure.row), _uses(figure.row)]
    return sentences(parts)


def sentences(parts: Iterable[str]) -> str:
    """What is to be said, each as a sentence after the first."""
    first, *more = filter(None, parts)
    return ". ".join([first, *(part[:1].upper() + part[1:] for part in more)])


def _reasons(figure: Figure) -> Iterator[str]:
    names: dict[str, list[str]] = {}
    for name in SHOWN:
        of = figure.values.get(name)
        if of is not None and isinstance(of.value, Undefined):
            names.setdefault(of.value.reason, []).append(name)
    for reason, of_it in names.items():
        yield f"{', '.join(of_it)} undefined: {reason}"


def _interval(found: Found, name: str, of: Estimate | None) -> str:
    if of is None or of.interval is None:
        return ""
    if not isinstance(of.interval, Interval):
        return f"no interval: {of.interval.reason}"
    dropped = of.interval.dropped
    left = f" ({dropped} of {found.want.resamples:,} resamples had none)" if dropped else ""
    return f"95 % interval of {name}: {number(of.low)} to {number(of.high)}{left}"


def _label(found: Found, figure: Figure) -> str:
    label = _band(found, figure) if found.ground.bands != "none" else ""
    return f"{plotted(found)} is {label} as {found.ground.bands} has it" if label else ""


def _spread(row: RowAgreement) -> Iterator[str]:
    """Of more than two coders, which two are furthest apart, and which nearest."""
    pairs = row.by_kappa
    if len(pairs) > 1:
        ends = ((pair.kappa, f"{pair.first} and {pair.second}") for pair in (pairs[0], pairs[-1]))
        yield "kappa of two coders: " + " to ".join(
            f"{number(kappa)} ({who})" for kappa, who in ends
        )


def _uses(row: RowAgreement) -> str:
    return f"uses: {', '.join(f'{coder} {n}' for coder, n in row.use)}"


def of_all(name: str, of: Comparison, said: str = "", opens: Opens = NOTHING) -> Figure:
    """All codes of a comparison together, their counts added up."""
    texts = counted(len(of.documents), "transcript")
    told = f"{texts}, {counted(of.n, of.unit)}; counts pooled over codes"
    values = {**of.pooled.each(), "masi": of.sets.masi}
    said = f"{said}; {told}" if said else told
    return Figure(name=name, values=values, row=of.pooled, n=of.n, said=said, opens=opens)
