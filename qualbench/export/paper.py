"""The table of agreement for a paper, in Markdown and in Word."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from qualbench.export import word
from qualbench.export.agreement import AgreementRow, Measure

_SHOWN = {"percent": "Agreement, %", "kappa": "κ", "alpha": "α", "ac1": "AC1"}
_HEAD = ("Construct", "n", "Prevalence, %", *_SHOWN.values())
_MARKS = [letter * times for times in (1, 2, 3) for letter in "ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖ"]
_IN_TABLE = ("domain", "code", "overall")


@dataclass(frozen=True, slots=True)
class Paper:
    """``rows`` are texts as long as ``head``; those in ``strong`` (by place) are in bold."""

    title: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    strong: frozenset[int]
    notes: tuple[str, ...]
    methods: str


def paper(rows: Sequence[AgreementRow], title: str, unit: str, target: str, methods: str) -> Paper:
    """Domains with their codes and all codes together, in the order given.

    ``unit`` is what n counts, in the plural; ``target`` is empty where the project has none.
    Coefficients are printed as journals print them: two decimals, no zero before the point.
    """
    shown = [row for row in rows if row.level in _IN_TABLE]
    measures = [row.measures[name] for row in shown for name in _SHOWN if name in row.measures]
    reasons = dict.fromkeys(_reason(of) for of in measures if of.reason)
    marks = dict(zip(reasons, _MARKS, strict=False))
    intervals = any(of.low is not None for of in measures)
    general = [
        f"n = {unit} finished by two or more coders; prevalence = share of them that bear the"
        " construct, averaged over coders; κ = Cohen's kappa; α = Krippendorff's alpha;"
        " AC1 = Gwet's AC1.",
        "In brackets, 95% intervals." if intervals else "",
        f"Target: {target}." if target else "",
    ]
    return Paper(
        title,
        (*_HEAD, *(["Meets target"] if target else [])),
        tuple(tuple(_cells(row, marks, bool(target))) for row in shown),
        frozenset(at for at, row in enumerate(shown) if row.level != "code"),
        (
            " ".join(filter(None, general)),
            *(f"{mark} {reason}." for reason, mark in marks.items()),
        ),
        methods,
    )


def markdown(of: Paper) -> str:
    """The table with its notes and the methods, in Markdown with pipes."""
    rule = ["---", *("---:" for _ in of.head[1:])]
    rows = [
        [f"**{row[0]}**", *row[1:]] if at in of.strong else row for at, row in enumerate(of.rows)
    ]
    lines = ["| " + " | ".join(map(_escaped, row)) + " |" for row in (of.head, rule, *rows)]
    notes = [line for note in of.notes for line in (note, "")]
    return "\n".join([f"# {of.title}", "", *lines, "", *notes, of.methods, ""])


def docx(of: Paper) -> bytes:
    """The same as a Word document: three rules, no lines between; equal tables, equal bytes."""
    document = word.landscape()
    word.paragraph(document, of.title, 11).bold = True
    _table(document, of)
    for note in of.notes:
        word.paragraph(document, note, 8)
    word.paragraph(document, of.methods, 11)
    return word.saved(document, of.title)


# Cells


def _reason(of: Measure) -> str:
    return of.reason if of.value is not None else f"undefined: {of.reason}"


def _cells(row: AgreementRow, marks: Mapping[str, str], target: bool) -> Iterable[str]:
    yield row.name
    yield "" if row.n is None else f"{row.n:,}"
    yield "" if row.prevalence is None else _percent(row.prevalence)
    for name in _SHOWN:
        of = row.measures.get(name)
        said = _percent if name == "percent" else _coefficient
        yield f"{_printed(of, said)}{marks.get(_reason(of), '')}" if of else ""
    if target:
        yield row.meets


def _printed(of: Measure, said: Callable[[float], str]) -> str:
    if of.value is None:
        return "–"
    if of.low is None or of.high is None:
        return said(of.value)
    return f"{said(of.value)} [{said(of.low)}, {said(of.high)}]"


def _percent(value: float) -> str:
    return f"{value:.1%}"[:-1]


def _coefficient(value: float) -> str:
    """``.63``, ``1.00``, ``−.05``: what cannot exceed one has no zero before the point."""
    number = f"{abs(value):.2f}"
    sign = "−" if value < 0 and float(number) else ""
    return sign + (number[1:] if number.startswith("0") else number)


def _escaped(cell: str) -> str:
    return cell.replace("|", "\\|")


# Word


def _table(document: Any, of: Paper) -> None:
    table = document.add_table(rows=0, cols=len(of.head))
    for at, row in enumerate((of.head, *of.rows), start=-1):
        _row(table.add_row(), row, strong=at in of.strong or at < 0)
    head = table.rows[0]
    word.heads(head)
    word.ruled(head, "top", "bottom")
    if of.rows:
        word.ruled(table.rows[-1], "bottom")


def _row(row: Any, cells: Sequence[str], *, strong: bool) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Pt

    for place, (cell, text) in enumerate(zip(row.cells, cells, strict=True)):
        paragraph = cell.paragraphs[0]
        run = paragraph.add_run(text)
        run.font.size, run.bold = Pt(9), strong
        paragraph.paragraph_format.space_after = Pt(1)
        if place:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        elif not strong:
            paragraph.paragraph_format.left_indent = Pt(9)
