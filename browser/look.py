"""What HTML on a page depends on besides what it shows."""

from __future__ import annotations

from dataclasses import dataclass, replace

from browser.texts import Say, scales
from qa.render import figure
from qa.types import Quantity

#: Dimensions whose units are words that a language inflects.
WORDED = ("count", "duration", "date", "name")


@dataclass(frozen=True, slots=True)
class Look:
    """What a card depends on besides its answer: the user's words, the server's base path, the theme."""

    say: Say
    language: str
    base: str = ""
    dark: bool = False


def wrapped(look: Look, body: str) -> str:
    """`body` inside the element that carries the styles."""
    return f'<div class="qa{" dark" if look.dark else ""}" lang="{look.language}">{body}</div>'


def figured(quantity: Quantity, look: Look) -> str:
    """Value, bound and unit, large values as the interface's language counts them: "38–44 billion USD".

    Counts, durations and dates are shown in the words of their source: "five terminals", "56 flights a week". A count
    in a table's cell has no word; what is counted stands in its subject.
    """
    worded = quantity.dimension == "date" or any(map(str.isalpha, quantity.text))
    if quantity.dimension == "count" and not worded:
        return figure(replace(quantity, unit=""), scales(look.say), look.language)
    if quantity.dimension.startswith(WORDED) and quantity.unit and worded:
        return " ".join(quantity.text.split())
    return figure(quantity, scales(look.say), look.language)
