"""Codebooks: YAML -> Codebook, overlays, canonical JSON, finding a code, the 2009 to 2022 map."""

from qualbench.codebooks.content import digest, from_json, to_json
from qualbench.codebooks.find import find, role_names
from qualbench.codebooks.history import check_map
from qualbench.codebooks.loading import load, shipped_names

__all__ = [
    "check_map",
    "digest",
    "find",
    "from_json",
    "load",
    "role_names",
    "shipped_names",
    "to_json",
]
