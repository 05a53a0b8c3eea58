"""Embeddings: which passages mean something close to the question."""

from qa.dense.cache import VectorCache, text_key
from qa.dense.encoder import DEFAULT_MODEL, Coming, Encoder, Progress, beside, load_encoder
from qa.dense.graph import require as require_graph
from qa.dense.languages import levelled
from qa.dense.statements import StatementVectors, build_statements
from qa.dense.vectors import Vectors, build_vectors, cache_name

__all__ = [
    "DEFAULT_MODEL",
    "Coming",
    "Encoder",
    "Progress",
    "StatementVectors",
    "VectorCache",
    "Vectors",
    "beside",
    "build_statements",
    "build_vectors",
    "cache_name",
    "levelled",
    "load_encoder",
    "require_graph",
    "text_key",
]
