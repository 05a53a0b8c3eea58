"""The files of a lexical index, and the parameters of the ranking.

======================  ========  =======================================================================
file                    dtype     what
======================  ========  =======================================================================
``lexical.json``        -         the numbers of passages and tokens, the parameters, the mean idf, the segments
``lengths.npy``         int32     how many tokens each passage has
``norms.npy``           float64   each passage's length part of the formula
======================  ========  =======================================================================

An index built at once has one segment; passages added later make further ones. A segment's postings are never changed:
later generations link to the same files. In the folder of a segment lie

======================  ========  =======================================================================
``terms.npy``           uint8     the distinct terms as UTF-8, one after another, in sorted order
``term_ends.npy``       int64     where each term ends in ``terms.npy``
``starts.npy``          int64     where each term's postings begin; one more entry for the end of the last
``numbers.npy``         int32     the passages of each term, ascending, as the segment counts them
``counts.npy``          unsigned  how often the term stands in that passage, in the narrowest dtype
``places.npy``          unsigned  the how-manieth new term of that passage it is, from 0, in the narrowest dtype
``passages.npy``        int32     the index's number of each passage of the segment, −1 for a deleted one
``frequencies.npy``     int64     in how many passages of the segment, without deleted ones, each term stands
======================  ========  =======================================================================

The last two are of one generation, and absent where nothing was deleted and the numbers are the index's own.
"""

from __future__ import annotations

#: Raised whenever the files change their meaning.
FORMAT = 2

META = "lexical.json"
LENGTHS = "lengths"
NORMS = "norms"
TERMS = "terms"
TERM_ENDS = "term_ends"
STARTS = "starts"
NUMBERS = "numbers"
COUNTS = "counts"
PLACES = "places"
POSTINGS = (TERMS, TERM_ENDS, STARTS, NUMBERS, COUNTS, PLACES)
PASSAGES = "passages"
FREQUENCIES = "frequencies"

#: The defaults of rank_bm25.BM25Okapi, whose scores are the reference.
K1 = 1.5
B = 0.75
EPSILON = 0.25
