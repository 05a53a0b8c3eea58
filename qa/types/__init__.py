"""What we pass around. Frozen, slotted, and free of behaviour beyond what follows from the fields."""

from qa.types.answers import (
    Agreement,
    Answer,
    AnswerKind,
    Candidate,
    Citation,
    CitedQuantity,
    Headline,
    Hit,
    IndexInfo,
    Query,
    RankedPassage,
    Status,
    Verdict,
)
from qa.types.documents import (
    SILENT_KINDS,
    Block,
    BlockKind,
    Cell,
    Document,
    Passage,
    Span,
    Table,
)
from qa.types.quantities import (
    Bound,
    Quantity,
    Role,
)

__all__ = [
    "SILENT_KINDS",
    "Agreement",
    "Answer",
    "AnswerKind",
    "Block",
    "BlockKind",
    "Bound",
    "Candidate",
    "Cell",
    "Citation",
    "CitedQuantity",
    "Document",
    "Headline",
    "Hit",
    "IndexInfo",
    "Passage",
    "Quantity",
    "Query",
    "RankedPassage",
    "Role",
    "Span",
    "Status",
    "Table",
    "Verdict",
]
