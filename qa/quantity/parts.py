"""What a token does in its clause: parts of speech and signs, plain numbers as the kinds of tokens are."""

from __future__ import annotations

from typing import Final

NOUN: Final = 1
VERB: Final = 2
AUX: Final = 3
PREPOSITION: Final = 4
DETERMINER: Final = 5
CONJUNCTION: Final = 6
PRONOUN: Final = 7
RELATIVE: Final = 8
ADVERB: Final = 9
FIGURE: Final = 10
TIME: Final = 11
COMMA: Final = 12
OPEN: Final = 13
CLOSE: Final = 14
STOP: Final = 15

VERBS: Final = frozenset({VERB, AUX})
#: What stands around nouns without saying what they do.
LIGHT: Final = frozenset({DETERMINER, ADVERB})
LIGHT_OR_TIME: Final = LIGHT | {TIME}
