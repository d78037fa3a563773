"""What goes with every file that leaves: from what it was made."""

from __future__ import annotations

import qualbench
from qualbench import store
from qualbench.export import FACTS
from qualbench.store import Store
from qualbench.workbench.versions import codebook


def provenance(project: Store, table: str) -> dict[str, str]:
    """From what something was made; no clock, so that equal facts give equal bytes."""
    book = codebook(project)
    return {
        "table": table,
        "study": store.project_name(project),
        "project_id": project.project,
        FACTS: store.facts_digest(project),
        "codebook": book.title,
        "codebook_version": book.version,
        "codebook_source": f"{book.source} ({book.licence})",
        "qualbench": qualbench.__version__,
    }
