"""One figure: the parts that grammar needs to join it to others."""

from __future__ import annotations

from dataclasses import dataclass

from qa.types import Bound


@dataclass(slots=True)
class Atom:
    """One figure, in tokens: from `begin` (sign or currency) to `end` (after the unit); its hedge begins at `hedge`.

    `bare` is the value without magnitude, `scale` the magnitude; `share` a fraction in words ("a third"); `least` the
    lower of two values said in one breath (两三百).
    """

    begin: int
    end: int
    hedge: int
    value: float
    scale: float
    unit: str
    bound: Bound = Bound.EXACT
    counted: bool = False
    age: bool = False
    money: bool = False
    plain: bool = False
    worded: bool = False
    share: bool = False
    signed: str = ""
    hedge_words: str = ""
    number_end: int = 0
    least: float | None = None

    @property
    def bare(self) -> float:
        """The value without its magnitude."""
        return self.value / self.scale
