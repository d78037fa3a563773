"""Blocks as a Word document on its side: real tables whose head is repeated on each page."""

from __future__ import annotations

from typing import Any

from qualbench.export import word
from qualbench.export.documents.blocks import TONES, Box, Grid, Heading, Line, Pages, Text, for_xml

_POINTS = {"sign": 11, "small": 7.5, "quote": 8}
_HEAD, _BAND, _GREY, _INK = "e9e9e9", "4a4a4a", "b8b8b8", "1a1a1a"
_MARGIN = 1.5
"""Centimetres around the page."""


def docx(of: Pages) -> bytes:
    """The document as .docx; equal documents, equal bytes."""
    document = word.landscape()
    _set_up(document)
    document.add_heading(for_xml(of.title), 1)
    for block in of.blocks:
        if isinstance(block, Grid):
            _table(document, block)
        elif isinstance(block, Heading):
            document.add_heading(for_xml(block.text), 2)
        else:
            _text(document, block)
    return word.saved(document, for_xml(of.title))


def _set_up(document: Any) -> None:
    from docx.shared import Cm, Pt, RGBColor

    section = document.sections[0]
    for side in ("left_margin", "right_margin", "top_margin", "bottom_margin"):
        setattr(section, side, Cm(_MARGIN))
    normal = document.styles["Normal"].font
    normal.name, normal.size = "Calibri", Pt(10)
    for level, points in ((1, 14), (2, 12)):
        font = document.styles[f"Heading {level}"].font
        font.size, font.color.rgb = Pt(points), RGBColor.from_string(_INK)


def _text(document: Any, of: Text) -> None:
    word.paragraph(document, for_xml(of.text), 8 if of.small else 10)


def _table(document: Any, of: Grid) -> None:
    section = document.sections[0]
    free = section.page_width - section.left_margin - section.right_margin
    table = document.add_table(rows=0, cols=len(of.head))
    table.autofit = False
    widths = [free * width // sum(of.widths) for width in of.widths]
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    head = _row(table, of.head, widths, _HEAD)
    word.heads(head)
    for row in of.rows:
        if row.spans:
            _band(table, row.boxes[0])
        else:
            _row(table, row.boxes, widths)
    document.add_paragraph()


def _row(table: Any, boxes: tuple[Box, ...], widths: list[int], shade: str = "") -> Any:
    row = table.add_row()
    word.child(row._tr.get_or_add_trPr(), "cantSplit")
    for cell, box, width in zip(row.cells, boxes, widths, strict=True):
        cell.width = width
        _fill(cell, box, shade or TONES.get(box.tone, ""))
    return row


def _band(table: Any, box: Box) -> None:
    row = table.add_row()
    first, *_, last = row.cells
    cell = first.merge(last)
    _fill(cell, box, _BAND, "ffffff")
    for paragraph in cell.paragraphs:
        paragraph.paragraph_format.keep_with_next = True


def _fill(cell: Any, box: Box, shade: str, ink: str = _INK) -> None:
    edges = word.child(cell._tc.get_or_add_tcPr(), "tcBorders")
    for edge in ("top", "left", "bottom", "right"):
        word.child(edges, edge, val="single", sz="4", space="0", color=_GREY)
    if shade:
        word.child(cell._tc.tcPr, "shd", val="clear", color="auto", fill=shade)
    for at, line in enumerate(box.lines):
        paragraph = cell.add_paragraph() if at else cell.paragraphs[0]
        _line(paragraph, line, ink)


def _line(paragraph: Any, of: Line, ink: str) -> None:
    from docx.shared import Pt, RGBColor

    paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(2)
    for text, italic in _runs(of):
        run = paragraph.add_run(for_xml(text))
        run.font.size = Pt(_POINTS.get(of.kind, 8.5))
        run.font.color.rgb = RGBColor.from_string(ink)
        run.bold, run.italic = of.kind in ("strong", "sign"), italic


def _runs(of: Line) -> tuple[tuple[str, bool], ...]:
    """Texts, and whether they are in italics: a quote is, and who said it is not."""
    if of.kind == "quote":
        return ((f"“{of.text}”", True), *(((f" — {of.by}", False),) if of.by else ()))
    return ((f"[{of.text}]" if of.kind == "blank" else of.text, False),)
