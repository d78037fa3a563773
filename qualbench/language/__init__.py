"""Text -> sentences (spaCy) and vectors (onnxruntime), by models that came with pip."""

from qualbench.language.sentences import sentence_model, sentence_spans
from qualbench.language.vectors import DIMENSIONS, embed, load_vector_model, vector_model

__all__ = [
    "DIMENSIONS",
    "embed",
    "load_vector_model",
    "sentence_model",
    "sentence_spans",
    "vector_model",
]
