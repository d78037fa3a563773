"""Text to code + evidence for each code -> Suggestions, each saying why. Vectors in, no models."""

from qualbench.suggest.evidence import DEFINITION_WEIGHT, Evidence, from_codebook
from qualbench.suggest.rank import Unit, suggest

__all__ = ["DEFINITION_WEIGHT", "Evidence", "Unit", "from_codebook", "suggest"]
