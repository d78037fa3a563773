"""What every Word document of the house is made with: landscape, rules, shades, and no date."""

from __future__ import annotations

import io
import zipfile
from datetime import datetime
from typing import Any

_NO_DATE = (1980, 1, 1, 0, 0, 0)
"""Word wants dates; the oldest that a ZIP can hold says nothing."""


def landscape() -> Any:
    """An empty document on its side."""
    from docx import Document
    from docx.enum.section import WD_ORIENT

    document = Document()
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = section.page_height, section.page_width
    return document


def paragraph(document: Any, text: str, points: int) -> Any:
    """A paragraph of one run, which is given back."""
    from docx.shared import Pt

    run = document.add_paragraph().add_run(text)
    run.font.size = Pt(points)
    return run


def heads(row: Any) -> None:
    """The row is printed again on top of each page that its table goes on to."""
    child(row._tr.get_or_add_trPr(), "tblHeader")


def ruled(row: Any, *edges: str, color: str = "000000") -> None:
    """A thin rule along the named edges of each cell, in the order of the schema: top, bottom."""
    for cell in row.cells:
        borders = child(cell._tc.get_or_add_tcPr(), "tcBorders")
        for edge in edges:
            child(borders, edge, val="single", sz="6", space="0", color=color)


def child(parent: Any, tag: str, **attributes: str) -> Any:
    """A new last element under another, in Word's namespace."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    made = OxmlElement(f"w:{tag}")
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), value)
    parent.append(made)
    return made


def saved(document: Any, title: str) -> bytes:
    """The document as a file that knows its title and neither author nor time."""
    about, when = document.core_properties, datetime(*_NO_DATE)
    about.title, about.author, about.comments = title, "", ""
    about.created = about.modified = when
    out = io.BytesIO()
    document.save(out)
    return _undated(out.getvalue())


def _undated(content: bytes) -> bytes:
    """The same ZIP with no file in it knowing when it was written."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            new.writestr(
                zipfile.ZipInfo(name, _NO_DATE), old.read(name), compress_type=zipfile.ZIP_DEFLATED
            )
    return out.getvalue()
