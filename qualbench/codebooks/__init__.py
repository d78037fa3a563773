"""Codebooks: YAML -> Codebook, overlays, canonical JSON, finding, editing and comparing."""

from qualbench.codebooks.beside import beside
from qualbench.codebooks.changes import Rewording, changes, reads_differently, rewordings
from qualbench.codebooks.content import (
    code_from_json,
    code_to_json,
    digest,
    from_json,
    to_json,
)
from qualbench.codebooks.edit import (
    Wording,
    added,
    adopted,
    known,
    merged,
    moved,
    renamed,
    restored,
    retired,
    reworded,
    split,
)
from qualbench.codebooks.find import find, role_names
from qualbench.codebooks.history import check_map
from qualbench.codebooks.loading import load, shipped_names
from qualbench.codebooks.naming import new_id, slug, tidy_name

__all__ = [
    "Rewording",
    "Wording",
    "added",
    "adopted",
    "beside",
    "changes",
    "check_map",
    "code_from_json",
    "code_to_json",
    "digest",
    "find",
    "from_json",
    "known",
    "load",
    "merged",
    "moved",
    "new_id",
    "reads_differently",
    "renamed",
    "restored",
    "retired",
    "reworded",
    "rewordings",
    "role_names",
    "shipped_names",
    "slug",
    "split",
    "tidy_name",
    "to_json",
]
