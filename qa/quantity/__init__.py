"""Quantities: reading them from text, tables and documents, and comparing them. Usable on its own, without an index."""

from qa.quantity.asked import meets, restated
from qa.quantity.calendar_words import parse_period, periods
from qa.quantity.comparison import Comparison, compare, rounding
from qa.quantity.documents import read, read_document
from qa.quantity.intervals import overlap
from qa.quantity.jsonlines import BadLine, Reading, read_lines, readings, to_json
from qa.quantity.units import convert, dimension, unit_of

__all__ = [
    "BadLine",
    "Comparison",
    "Reading",
    "compare",
    "convert",
    "dimension",
    "meets",
    "overlap",
    "parse_period",
    "periods",
    "read",
    "read_document",
    "read_lines",
    "readings",
    "restated",
    "rounding",
    "to_json",
    "unit_of",
]
