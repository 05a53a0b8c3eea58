"""The product as an asker: an index opened with some settings, conversations kept as a user's would be."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from qa import dialogue
from qa.engine import Engine
from qa.settings import SearchSettings
from qa.types import Answer

#: How deep rankings are measured (recall@10, nDCG@10).
DEPTH = 10


@dataclass(frozen=True, slots=True)
class Opener:
    """Opens `index` with `settings`; picklable, so that another process can do it."""

    index: Path
    settings: SearchSettings = field(default_factory=SearchSettings)
    top: int = DEPTH

    def __call__(self) -> EngineAsker:
        """An asker over the opened index, its encoder loaded: the first question is timed like the others."""
        engine = Engine.open(self.index, self.settings)
        engine.warm()
        return EngineAsker(engine, self.top)


class EngineAsker:
    """Asks an engine. The answers of the conversation in progress are kept, so that each turn is asked once."""

    def __init__(self, engine: Engine, top: int = DEPTH) -> None:
        self._engine = engine
        self._top = top
        self._asked: tuple[str, ...] = ()
        self._turns: tuple[dialogue.Turn, ...] = ()

    def ask(self, question: str, earlier: Sequence[str] = ()) -> Answer:
        """The answer to `question` after the questions of `earlier`, which are asked first unless just asked."""
        if tuple(earlier) != self._asked:
            self._asked, self._turns = (), ()
            for before in earlier:
                self._ask(before)
        return self._ask(question)

    def _ask(self, question: str) -> Answer:
        # Taken down before asking: a turn that raises stays part of what was said.
        turns, self._asked = self._turns, (*self._asked, question)
        answer = dialogue.ask(self._engine, question, turns, top=self._top)
        self._turns = (*turns, dialogue.turn(answer))
        return answer
