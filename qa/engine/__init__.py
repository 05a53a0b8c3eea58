"""One question to one Answer, over one index. Immutable and safe to share between threads."""

from qa.engine.answering import LOOKED_INTO, WEIGHTS, Engine
from qa.engine.checking import LONGEST_QUESTION, check_question
from qa.engine.citing import cite, cite_within
from qa.engine.material import Material
from qa.store import Filters

__all__ = [
    "LONGEST_QUESTION",
    "LOOKED_INTO",
    "WEIGHTS",
    "Engine",
    "Filters",
    "Material",
    "check_question",
    "cite",
    "cite_within",
]
