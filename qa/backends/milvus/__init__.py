"""An index on a Milvus server, shared by many machines.

    NAME_state       which generation answers, who is writing, how far an upload is
    NAME_N_passages  one row a passage: its words and meaning as vectors, its text and figures
    NAME_N_rows      documents, their texts in pieces, how many passages hold each word

A passage's number is its document's place times 2^20 plus its own place in the document. Places ascend with document
ids and leave gaps, so a document can be added without renumbering the others. Every row says in which generation it was
`born`; a reader of generation g takes rows born up to g, without the documents that its state names as dead. Nothing
that the generation before needs is removed until the next one is made.

pymilvus is imported when a server is spoken to, not before: the import takes half a second.
"""

from qa.backends.milvus.pointer import Pointer
from qa.backends.milvus.publishing import publish
from qa.backends.milvus.reading import Milvus, reachable

__all__ = ["Milvus", "Pointer", "publish", "reachable"]
