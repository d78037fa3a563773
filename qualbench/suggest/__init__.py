"""Text to code + evidence for each code -> Suggestions, each saying why. Vectors in, no models."""

from typing import TYPE_CHECKING

from qualbench.late import late
from qualbench.suggest.evidence import DEFINITION_WEIGHT, Evidence, from_codebook
from qualbench.suggest.rank import Unit, suggest

if TYPE_CHECKING:
    from qualbench.suggest.late import *  # noqa: F403

__all__ = [
    "DEFINITION_WEIGHT",
    "Evidence",
    "Unit",
    "from_codebook",
    "suggest",
]

if not TYPE_CHECKING:
    __getattr__ = late(__name__)
