"""The names of all evidence, and what each says in a reader's words."""

from __future__ import annotations

from collections.abc import Mapping

#: Every kind of evidence and what it says; `without` switches them off by these names.
EVIDENCE: Mapping[str, str] = {
    "retrieval": "fused score of the passage among those found",
    "lexical": "BM25 score of the passage against the best",
    "dense": "embedding similarity of the passage among those found",
    "likeness": "how near the sentence or row comes to the question in meaning, against the nearest one read",
    "statement": "share of the question's words in the sentence or row",
    "phrase": "share of the question's neighbouring words that neighbour in the sentence",
    "headings": "share of the question's words only in headings, table header or title",
    "before": "share of the question's words only in the sentence before",
    "reference": "share of the question's words in the sentence before, where the sentence refers back to it",
    "context": "share of the question's words told by the sentence, above it, or in what stands before it",
    "pair": "from what to what, as asked, in one answer",
    "near": "how close the question's words stand to the figure or name",
    "closest": "share of the question's words that belong to this figure rather than to another of the sentence or row",
    "sort": "the name is said to be of the sort asked for (which port, which company)",
    "member": "share of the question's words in the figure's own member of a list, against those of the other members",
    "owner": "the name nearest to the figure, date or name is one that the question speaks of, not another",
    "replaced": "who is named was replaced by another, and that is asked for or not",
    "figures": "share of the question's own figures that the sentence or row holds, by value",
    "subject": "share of the question's words in what the figure measures",
    "kind": "the candidate is of the wanted kind",
    "unit": "the figure has the wanted unit or dimension",
    "measure": "the figure has a dimension that such questions ask for",
    "rate": "the figure is by the day, the kilometre or the like, as asked, and by nothing else",
    "role": "the figure plays the wanted role (before, after, growth, share)",
    "period": "the figure belongs to the wanted period",
    "plan": "planned or actual, as asked",
    "reason": "a reason or a definition, where one is asked for",
    "contrast": "the same mode, cargo and direction, not another",
    "echo": "the candidate only repeats the question",
    "foreign": "the source is in another language than the question, so that less of it looks alike",
    "row": "a table row",
    "length": "how long the sentence is, up to about forty words",
}
