"""What is in `index/`, and does it fit this program? These are its files.

    index/
      current.json                  which generation answers
      lock                          held by whoever is writing
      remaking                      held by whoever merges words
      vectors.cache/                embeddings by text, so that no passage is embedded twice
      weights.json                  the choice fitted to own gold questions, where there is one
      generations/NAME/
        manifest.json               the recipe, counts, checksums of the files below
        documents.sqlite            documents, passages, quantities, skipped files
        answering.npy               bool per passage: may it answer?
        lexical/                    BM25 postings
        vectors/                    one float32 row per passage
        statements/                 one float16 row per sentence or table row, and where each passage's start

A generation is whole before `current.json` names it, and is never changed afterwards.
"""

from qa.store.ahead import read_ahead
from qa.store.filters import Filters
from qa.store.index import DocumentRow, Index
from qa.store.layout import CACHE, Layout, Manifest, Skipped, current, replace, writing
from qa.store.remaking import remake
from qa.store.schema import dump, quantity_from, quantity_row
from qa.store.writer import Generation, Rows

__all__ = [
    "CACHE", "DocumentRow", "Filters", "Generation", "Index", "Layout", "Manifest", "Rows", "Skipped", "current",
    "dump", "quantity_from", "quantity_row", "read_ahead", "remake", "replace", "writing",
]  # fmt: skip
