"""The map from an older framework's codes to a newer one's."""

from __future__ import annotations

from qualbench.codebooks.find import role_names
from qualbench.model import PAIR_MARK, Codebook


def check_map(old: Codebook, new: Codebook) -> list[str]:
    """One line for each target of ``maps_to`` in ``old`` that ``new`` does not have."""
    return [
        f"{code.id} maps to {target}, which {new.name} does not have"
        for code in old.codes
        if code.maps_to
        for target in code.maps_to.to
        if not _has(new, target)
    ]


def _has(codebook: Codebook, target: str) -> bool:
    code_id, mark, role = target.partition(PAIR_MARK)
    if code_id not in codebook.by_id:
        return False
    return not mark or (codebook.pairs_with_role(code_id) and role in role_names(codebook))
