"""What is asked for in so many words: a reason. Of a question, and of what a document says that somebody asked."""

from __future__ import annotations

import re

_WHY = re.compile(
    r"\b(?:why|reasons?|causes?|caused|what\s+made|how\s+come)\b|\b(?:почему|зачем|причин\w*|из-за\s+чего|за\s+сч[её]т\s+чего|благодаря\s+чему|отчего|чего\s+(?:это|так|же)|с\s+чего\s+(?:это|вдруг))\b|"
    r"\b(?:неге|неліктен|себе[бп]\w*)\b|为什么|为何|原因|何以",
    re.IGNORECASE,
)


def asks_why(text: str) -> bool:
    """Whether `text` asks for a reason."""
    return _WHY.search(text) is not None
