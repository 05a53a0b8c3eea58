"""BM25: which passages share words with the question, and how much."""

from qa.lexical.building import build
from qa.lexical.searching import Postings

__all__ = ["Postings", "build"]
