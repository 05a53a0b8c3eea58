"""The files of a lexical index, and the parameters of the ranking.

======================  ========  =======================================================================
file                    dtype     what
======================  ========  =======================================================================
``terms.npy``           uint8     the distinct terms as UTF-8, one after another, in sorted order
``term_ends.npy``       int64     where each term ends in ``terms.npy``
``starts.npy``          int64     where each term's postings begin; one more entry for the end of the last
``numbers.npy``         int32     the passages of each term, ascending
``counts.npy``          unsigned  how often the term stands in that passage, in the narrowest dtype
``norms.npy``           float64   each passage's length part of the formula
``lexical.json``        -         the numbers of passages, terms, postings and tokens, the parameters, the mean idf
======================  ========  =======================================================================
"""

from __future__ import annotations

#: Raised whenever the files change their meaning.
FORMAT = 1

META = "lexical.json"
TERMS = "terms"
TERM_ENDS = "term_ends"
STARTS = "starts"
NUMBERS = "numbers"
COUNTS = "counts"
NORMS = "norms"
ARRAYS = (TERMS, TERM_ENDS, STARTS, NUMBERS, COUNTS, NORMS)

#: The defaults of rank_bm25.BM25Okapi, whose scores are the reference.
K1 = 1.5
B = 0.75
EPSILON = 0.25
