"""What a token is: plain numbers of a module, for an enum is slow to ask and these are asked for all the time."""

from __future__ import annotations

from typing import Final

NUMBER: Final = 1
WORD: Final = 2
HAN: Final = 3
SUPER: Final = 4
FRACTION: Final = 5
SYMBOL: Final = 6
LINE: Final = 7

WORDS: Final = frozenset({WORD, NUMBER})
