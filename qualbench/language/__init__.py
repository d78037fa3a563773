"""Text -> sentences (spaCy) and vectors (sentence-transformers), by models that came with pip."""

from qualbench.language.sentences import sentence_model, sentence_spans
from qualbench.language.vectors import DIMENSIONS, embed, vector_model

__all__ = ["DIMENSIONS", "embed", "sentence_model", "sentence_spans", "vector_model"]
