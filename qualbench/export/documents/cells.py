"""What the boxes of every kind of joint display hold."""

from __future__ import annotations

from collections.abc import Sequence

from qualbench.export.documents.blocks import Block, Box, Line, Row, Text, Tone, band, box
from qualbench.export.joint import (
    NO_VALUE,
    ConstructRow,
    JointCase,
    JointDisplay,
    OutcomeRow,
    Quote,
    RatedCell,
)

FOLLOWS = ("Distinguishes", "Fit and meta-inference")

_LEGEND = (
    "Ratings say how a construct influences implementation, from -2 (hinders strongly) to +2 "
    "(helps strongly), not how much of it there is; * respondents differ, X mixed, M missing "
    "(not asked, or not answered), NA not applicable, empty where nobody has rated; "
    f"{NO_VALUE} no value."
)
_REVERSE = "Reverse: more of it hinders; the rating is its influence"
_TONES: dict[int | None, Tone] = {-2: "-2", -1: "-1", 0: "0", 1: "1", 2: "2"}


def ordered(of: JointDisplay) -> tuple[Block, ...]:
    """In what order the cases stand, if that was said."""
    return (Text(f"Cases ordered by {of.order}.", small=True),) if of.order else ()


def notes(of: JointDisplay, *more: str) -> tuple[Block, ...]:
    """What the signs mean, and what the team wants to be read with them."""
    rule = (f"Suggested calls: {of.rule}.",) if of.rule else ()
    return tuple(Text(said, small=True) for said in (_LEGEND, *more, *rule, *of.notes))


def under(title: str, rows: Sequence[Row]) -> tuple[Row, ...]:
    """Rows below their name; nothing where there are none."""
    return (band(title), *rows) if rows else ()


def case(of: JointCase) -> Box:
    group = (Line(of.group, "small"),) if of.group else ()
    return Box((Line(of.name, "strong"), *group))


def measure(of: OutcomeRow) -> Box:
    return box(of.title, kind="strong")


def construct(of: ConstructRow, *, domain: bool) -> Box:
    """The name, what stands above it in the codebook, and whether it is rated in reverse.

    Without its ``domain`` where a band already names that.
    """
    above = of.path.split(" > ")[0 if domain else 1 : -1]
    small = (" > ".join(above), _REVERSE if of.reverse else "")
    return Box((Line(of.name, "strong"), *box(*small, kind="small").lines))


def rating(of: RatedCell, quotes: int) -> Box:
    """The sign, the summary and what was said; the shade says the same as the sign."""
    lines: tuple[Line, ...] = ()
    if of.judged is not None:
        draft = of.judged.status == "draft"
        rated = Line("Notes, not rated yet", "small") if draft else Line(of.sign, "sign")
        lines = (rated, Line(of.judged.summary))
    return Box((*(line for line in lines if line.text), *said(of.quotes[:quotes])), tone(of))


def tone(of: RatedCell) -> Tone:
    mixed = of.judged is not None and of.judged.status == "mixed"
    return "mixed" if mixed else _TONES.get(of.value, "")


def said(quotes: Sequence[Quote], case: str = "") -> tuple[Line, ...]:
    """Quotes with who said them, and in which case where the column does not tell."""
    return tuple(
        Line(one.text, "quote", ", ".join(filter(None, (case, one.who, one.role))))
        for one in quotes
    )


def follows(of: ConstructRow) -> tuple[Box, Box]:
    """Whether the construct tells groups apart, and what follows from both kinds of data."""
    call, whose = of.distinguishes
    called = (*box(call.capitalize(), kind="strong").lines, *box(whose, kind="small").lines)
    fit = box((of.fit or "").capitalize(), kind="strong").lines
    return Box((*called, *box(of.reason).lines)), Box((*fit, *box(of.inference).lines))
