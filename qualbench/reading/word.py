"""Word -> text, as a reader sees it once all tracked changes are accepted."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any
from zipfile import BadZipFile

from qualbench.errors import ReadingError
from qualbench.reading.speakers import is_stamp

# Deleted and moved-away words are in the file but no longer in the document; text boxes lie
# outside the flow of the text (and are stored twice).
_RUNS = (
    ".//w:r[not(ancestor::w:del or ancestor::w:moveFrom or ancestor::w:txbxContent)]"
    "/*[self::w:t or self::w:tab or self::w:br or self::w:cr or self::w:noBreakHyphen]"
)
_SIGNS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_ROWS = "./w:tr | ./w:sdt/w:sdtContent/w:tr"
_CELLS = "./w:tc | ./w:sdt/w:sdtContent/w:tc"


def word_text(data: bytes, name: str) -> str:
    """The paragraphs and table rows of a .docx in document order, joined by line ends.

    Soft breaks are line ends. A row of two cells is a speaker and the talk: ``Speaker: talk``,
    with ``[time]`` before it where a third cell holds a time; other rows give a line a cell.
    Headers, footers, notes, comments and text boxes are not read.

    Format: Office Open XML, ECMA-376 part 1, section 17. Raises ReadingError.
    """
    import docx
    from docx.opc.exceptions import PackageNotFoundError

    try:
        body = docx.Document(io.BytesIO(data)).element.body
    except (BadZipFile, PackageNotFoundError, KeyError, ValueError, SyntaxError):
        raise ReadingError(
            f"{name}: is not a Word document (.docx)",
            "Open it in Word, take off a password if it has one, and save it as .docx.",
        ) from None
    return "\n".join(_blocks(body))


def _blocks(parent: Any) -> Iterator[str]:
    for child in parent:
        match _tag(child):
            case "p":
                yield "".join(
                    _SIGNS.get(_tag(sign), sign.text or "") for sign in child.xpath(_RUNS)
                )
            case "tbl":
                yield from map(_row, child.xpath(_ROWS))
            case _:  # content controls and custom markup wrap paragraphs
                yield from _blocks(child)


def _row(row: Any) -> str:
    cells = ["\n".join(_blocks(cell)).strip() for cell in row.xpath(_CELLS)]
    time = next((f"[{cell.strip('[()]')}] " for cell in cells if is_stamp(cell)), "")
    talk = [cell for cell in cells if cell and not is_stamp(cell)]
    if len(talk) == 2:
        speaker = " ".join(talk[0].split()).rstrip(": ")
        return f"{time}{speaker}: {talk[1]}"
    return "\n".join(filter(None, cells))


def _tag(element: Any) -> str:
    return str(element.tag).rpartition("}")[2]
