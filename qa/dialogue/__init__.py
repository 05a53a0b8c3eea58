"""A turn of a conversation to a stand-alone question.

What a follow-up brings (a year, a place, a unit, a mode) takes the place of its like in the question before; a pronoun
is replaced by what that question was about; a new topic is left as it is. Rules only: the result is shown to the user
and can be corrected.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol, TypeVar

from qa.dialogue.resolving import resolve
from qa.dialogue.turns import Turn, load, save, turn
from qa.types import Answer

__all__ = ["Asker", "Turn", "ask", "load", "resolve", "save", "turn"]

F = TypeVar("F", contravariant=True)


class Asker(Protocol[F]):
    """What answers stand-alone questions; `F` is its kind of filters."""

    def ask(self, text: str, *, top: int = 10, filters: F | None = None, original: str | None = None) -> Answer:
        """Answer a stand-alone question."""


def ask(engine: Asker[F], question: str, turns: Sequence[Turn], *, top: int = 10, filters: F | None = None) -> Answer:
    """Make `question` stand alone after `turns` and answer it. Raises what the engine raises.

    Words are needed to follow up: a lone “?” is not the question before, asked again.
    """
    resolved = resolve(question, turns) if any(sign.isalnum() for sign in question) else question
    return engine.ask(resolved, top=top, filters=filters, original=question)
