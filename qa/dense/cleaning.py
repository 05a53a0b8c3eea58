"""What no encoder may be handed."""

from __future__ import annotations

import re

#: A NUL ends a C string early and a lone surrogate has no UTF-8: both read as a space.
_UNREADABLE = re.compile("[\x00\ud800-\udfff]")


def readable(text: str) -> str:
    """`text` with NULs and lone surrogates as spaces."""
    return _UNREADABLE.sub(" ", text)
