"""Times of day, which are no quantities: "7.30 pm", "в 18.30", "в 5 часов утра", "с 9 до 18 часов", 下午3时."""

from __future__ import annotations

from qa.quantity import kinds
from qa.quantity.lexicon import Lexicon
from qa.quantity.tokens import Token

_HALVES = frozenset({"am", "pm", "o'clock", "o’clock"})
_DOTTED_HALVES = frozenset({"a.m", "p.m", "a.m.", "p.m."})
_TWELVE, _HOURS, _MINUTES = 12, 24, 60
#: "5 часов утра", "в 7 вечера".
_DAYTIME = frozenset({"утра", "вечера", "ночи", "пополудни"})
_OF_HOURS = frozenset({"часов", "часа", "час"})
#: "Half past six", "a quarter to nine", "без четверти семь", "половина седьмого" (an ordinal already).
_PARTS = frozenset({"half", "quarter"})
_HAN_DAYTIME = frozenset("午晨晚早夜")
_HOUR_HAN, _MINUTE_HAN = frozenset("时点時點"), frozenset("分")

#: What stands next to every number that is a time of day: a word of these before it or a word behind it.
_BEFORE = frozenset({"past", "to", "в", "с", "со", "сағат"})
_AFTER = _HALVES | {half[0] for half in _DOTTED_HALVES} | _DAYTIME | _OF_HOURS | _HOUR_HAN


class Clock:
    """Finds times of day in one tokenised text."""

    def __init__(self, tokens: list[Token], lexicon: Lexicon) -> None:
        self.tokens = tokens
        self._moves = lexicon.forms["moves"]

    def end(self, i: int) -> int:
        """The token after the time of day that the number at token `i` begins; `i` if it begins none."""
        tokens = self.tokens
        told = (i and tokens[i - 1].low in _BEFORE) or (i + 1 < len(tokens) and tokens[i + 1].low in _AFTER)
        if not told:
            return i
        if len(tokens[i].text.partition(".")[0]) > 2:
            return i
        for reading in (self._english, self._russian, self._span, self._kazakh, self._chinese):
            end = reading(i)
            if end > i:
                return end
        return i

    def _low(self, i: int) -> str:
        return self.tokens[i].low if 0 <= i < len(self.tokens) else ""

    def _hour(self, i: int, most: int = _HOURS) -> bool:
        """Whether token `i` is a full hour."""
        text = self._low(i)
        return text.isdecimal() and len(text) < 3 and int(text) <= most

    def _dotted(self, i: int, most: int = _HOURS) -> bool:
        """Whether token `i` is an hour with its minutes: "18.30"."""
        hour, dot, minute = self._low(i).partition(".")
        return bool(dot) and hour.isdecimal() and len(hour) < 3 and int(hour) <= most and self._minute(minute)

    def _minute(self, text: str) -> bool:
        return len(text) == 2 and text.isdecimal() and int(text) < _MINUTES

    def _english(self, i: int) -> int:
        """As in "9 a.m.", "2 pm", "7.30pm", "half past 6"."""
        if self._low(i - 1) in {"past", "to"} and self._low(i - 2) in _PARTS and self._hour(i, _TWELVE):
            return i + 1
        if not (self._hour(i, _TWELVE) or self._dotted(i, _TWELVE)):
            return i
        if self._low(i + 1) in _HALVES:
            return i + 2
        return i + 1 if "".join(self._low(k) for k in range(i + 1, i + 4)) in _DOTTED_HALVES else i

    def _russian(self, i: int) -> int:
        """As in "в 18.30", "в 5 часов утра", "в 18 часов 30 минут", where "в" does not follow "длительностью"."""
        after = self.tokens[i + 1] if i + 1 < len(self.tokens) else None
        ends = after is None or after.kind is kinds.LINE or after.text in ",.;)"
        if self._low(i - 1) == "в" and self._dotted(i) and ends:
            return i + 1
        if not self._hour(i):
            return i
        if self._low(i + 1) in _DAYTIME:
            return i + 2
        if self._low(i + 1) not in _OF_HOURS:
            return i
        if self._low(i + 2) in _DAYTIME:
            return i + 3
        minutes = self._low(i + 2).isdecimal() and self._low(i + 3).startswith("минут")
        told = self._low(i - 1) == "в" and not self._low(i - 2).endswith(("ю", "ом", "ем", "й"))
        return i + 4 if minutes and told else i

    def _span(self, i: int) -> int:
        """As in "с 9 до 18 часов", where nothing changes from one to the other."""
        if self._low(i - 1) not in {"с", "со"} or not self._hour(i):
            return i
        last = i + 2 + (self._low(i + 1) in _OF_HOURS)
        if self._low(last - 1) != "до" or not self._hour(last) or self._low(last + 1) not in _OF_HOURS:
            return i
        rising = int(self._low(i)) < int(self._low(last))
        moved = any(self._low(k) in self._moves for k in range(max(0, i - 6), i))
        return last + 2 if rising and not moved else i

    def _kazakh(self, i: int) -> int:
        """As in "сағат 5-те", "сағат 9-дан 18-ге дейін": the word for hour stands before."""
        before = self.tokens[i - 2] if i > 1 else None
        alone = before is None or before.kind is not kinds.NUMBER
        if self._low(i - 1) != "сағат" or not alone or not self._hour(i):
            return i
        until = self._low(i + 1) in {"-", "‑"} and self._low(i + 2) in {"дан", "ден", "тан", "тен", "нан", "нен"}
        return i + 4 if until and self._hour(i + 3) else i + 1

    def _chinese(self, i: int) -> int:
        """As in 下午3时, 14时30分, 上午9点30分; 点 alone is also the decimal sign and counts points."""
        if not self._hour(i) or self._low(i + 1) not in _HOUR_HAN:
            return i
        minuted = self._minute(self._low(i + 2)) and self._low(i + 3) in _MINUTE_HAN
        if minuted:
            return i + 4
        of_day = self._low(i + 1) in {"时", "時"} and self._low(i + 2) not in {"间", "間"}
        return i + 2 if of_day or self._low(i - 1) in _HAN_DAYTIME else i
