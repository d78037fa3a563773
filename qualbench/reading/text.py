"""Bytes -> text: what was stored in many ways is read in one."""

from __future__ import annotations

import codecs
import re
import unicodedata
from pathlib import Path

from qualbench.errors import ReadingError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_FOREIGN = (b"%PDF-", b"{\\rtf", b"PK\x03\x04", b"\xd0\xcf\x11\xe0")  # PDF, RTF, ZIP, old Office
_LINE_ENDS = re.compile("\r\n|[\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1b\x1f\x7f]")
_CONTROL_SHARE = 0.01
_SAVE = "Save it again as plain text in UTF-8."


def load(path: Path) -> bytes:
    """The bytes of a file. Raises ReadingError if it is missing, a directory or locked."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise ReadingError(f"{path.name}: there is no such file", "Check the path.") from None
    except OSError as error:
        if path.is_dir():
            raise ReadingError(
                f"{path.name or path}: is a directory", "Name a file in it."
            ) from None
        reason = (error.strerror or "input error").lower()
        raise ReadingError(
            f"{path.name}: cannot be read ({reason})", "Check the file's permissions."
        ) from None


def decode(data: bytes, name: str) -> str:
    """The text of ``data``: as its BOM says (UTF-8, UTF-16), else UTF-8, else Windows-1252.

    The BOM is dropped. Raises ReadingError for what is not text: known binary signatures,
    any NUL, or more than one control character in a hundred.
    """
    if data.startswith(_FOREIGN):
        raise ReadingError(f"{name}: is a document of another program, not text", _SAVE)
    text = _decoded(data, name)
    controls = _CONTROLS.findall(text)
    if "\0" in controls or len(controls) > _CONTROL_SHARE * len(text):
        raise ReadingError(f"{name}: is binary, not text", _SAVE)
    return text


def _decoded(data: bytes, name: str) -> str:
    marked = [(mark, encoding) for mark, encoding in _MARKS if data.startswith(mark)]
    mark, encodings = (marked[0][0], marked[0][1:]) if marked else (b"", ("utf-8", "cp1252"))
    for encoding in encodings:
        try:
            return data[len(mark) :].decode(encoding)
        except UnicodeDecodeError:
            continue
    raise ReadingError(f"{name}: is not valid {' or '.join(encodings)}", _SAVE)


def unify(text: str) -> str:
    """NFC, and LF for every line end that Unicode and Python know (also form feeds)."""
    return unicodedata.normalize("NFC", _LINE_ENDS.sub("\n", text))


def normalize(text: str) -> str:
    """The text as a transcript keeps it: unified, no BOM before it, no blank lines after it.

    Nothing else is changed. The last line has no line end, so that a file saved with one and
    a file saved without are the same transcript.
    """
    text = unify(text.lstrip("\ufeff"))
    last_line_end = text.find("\n", len(text.rstrip()))
    return text if last_line_end < 0 else text[:last_line_end]
