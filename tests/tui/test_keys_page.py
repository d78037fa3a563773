"""The page on keys says what the bindings say."""

import runpy
from pathlib import Path

DOCS = Path(__file__).parents[2] / "docs"


def test_the_page_is_as_the_bindings_are():
    page = runpy.run_path(str(DOCS / "keys.py"))["document"]()
    written = (DOCS / "keys.md").read_text(encoding="utf-8")
    assert written == page, "stale: run .venv/bin/python docs/keys.py"
