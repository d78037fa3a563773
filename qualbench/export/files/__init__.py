"""One table, many formats: each file has one, and ``write`` picks it by the suffix."""

from qualbench.export.files.disk import FACTS, SHOWN
from qualbench.export.files.write import write, write_bytes, write_document, write_text

__all__ = ["FACTS", "SHOWN", "write", "write_bytes", "write_document", "write_text"]
