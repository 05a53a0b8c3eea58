"""Numbers in titles and proper names: «17 мгновений весны», "99 Problems", The 39 Steps, the Seven Wonders."""

from __future__ import annotations

from qa.quantity import han, kinds
from qa.quantity.counted import russian_verb
from qa.quantity.lexicon import Lexicon
from qa.quantity.tokens import Token, glued

#: Quotation marks around titles, and the signs that close them.
_QUOTES = {"«": "»", "“": "”", "„": "“", '"': '"', "‘": "’"}
#: What may open a title, besides its number.
OPENING = frozenset({*_QUOTES, "《"})
#: Tokens of a quoted title at most, and of one in 《》.
_LONGEST, _LONGEST_HAN = 7, 40
#: Chinese characters of a saying in quotation marks at most: “三个代表”.
_SAYING = 8
_INNER = frozenset(".,;:!?%()$€£₸₽|\t")
_BUILT = frozenset({
    "Dam", "Hotel", "Road", "Park", "Station", "Street", "Square", "Bridge", "Church", "Museum", "School", "Airport",
    "Mall", "Tower", "Towers", "Hospital", "Avenue", "Lane",
})  # fmt: skip
_SMALL = frozenset({"of", "the", "and", "to", "in", "for", "a", "an", "on", "with"})
#: Capitals between the number of a film and its year: "12 Angry Men (1957)".
_MOST_CAPITALS = 4


class Titles:
    """Marks titles in one tokenised text, which holds the `words`; `masked` is shared with the caller."""

    def __init__(self, tokens: list[Token], masked: bytearray, words: frozenset[str], lexicon: Lexicon) -> None:
        self.tokens = tokens
        self.masked = masked
        self.lexicon = lexicon
        self._dated = "(" in words

    def at(self, i: int) -> None:
        """Mark the title that token `i` opens, or whose number it is."""
        token = self.tokens[i]
        if token.kind is kinds.NUMBER:
            if self._dated and token.text.isdecimal():
                self._film(i)
        elif token.text == "《":
            self._until("》", i, _LONGEST_HAN)
        elif token.text in _QUOTES:
            end = self._closing(i)
            if end > i + 1 and (self._title(i + 1, end) or self._saying(i + 1, end)):
                self._mark(i, end + 1)
        elif token.kind is kinds.WORD and token.text[:1].isupper() and token.low in self.lexicon.numbers:
            self._name(i)

    def _mark(self, start: int, end: int) -> None:
        self.masked[start:end] = b"\1" * (end - start)

    def _until(self, closing: str, i: int, longest: int) -> None:
        for j in range(i + 1, min(i + longest, len(self.tokens))):
            if self.tokens[j].text == closing:
                self._mark(i, j + 1)
                return

    def _closing(self, i: int) -> int:
        """The token that closes the quotation opened at token `i`, if it is short and glued to its words; else `i`."""
        tokens, closing = self.tokens, _QUOTES[self.tokens[i].text]
        if not glued(tokens, i + 1) or (
            closing == tokens[i].text and glued(tokens, i) and tokens[i - 1].text not in "(["
        ):
            return i
        for j in range(i + 1, min(i + 2 + _LONGEST, len(tokens))):
            if tokens[j].text == closing:
                return j
            if tokens[j].text in _INNER or tokens[j].kind is kinds.LINE:
                return i
        return i

    def _title(self, start: int, end: int) -> bool:
        """Whether words in quotation marks are a title that opens with a number, and no quoted sentence."""
        tokens = self.tokens
        first = start + (tokens[start].low == "the" and start + 1 < end)
        number = tokens[first].kind is kinds.NUMBER or (
            tokens[first].text[:1].isupper() and tokens[first].low in self.lexicon.numbers
        )
        if not number or any(token.kind is kinds.HAN for token in tokens[start:end]) or self._measured(first + 1):
            return False
        words = [token for token in tokens[first + 1 : end] if token.kind is kinds.WORD]
        if all(word.text.isascii() for word in words):
            return bool(words) and all(word.text[:1].isupper() or word.low in _SMALL for word in words)
        return not any(russian_verb(word.low) for word in words)

    def _measured(self, i: int) -> bool:
        """Whether a magnitude or a unit other than of time follows: then it is an amount, quoted."""
        entry = self.lexicon.numbers.get(self.tokens[i].low)
        unit = self.lexicon.words.at(self.tokens, i) or self.lexicon.symbols.at(self.tokens, i)
        if unit is not None and self.lexicon.measures(unit[1]) == "duration":
            return False
        return unit is not None or (entry is not None and entry[0] in {"scale", "times"})

    def _saying(self, start: int, end: int) -> bool:
        """As in “十四五”, “三个代表”: Chinese in quotation marks that opens with a numeral."""
        inside = self.tokens[start:end]
        short = 1 < len(inside) <= _SAYING and all(token.kind is kinds.HAN for token in inside)
        return short and inside[0].text in han.ALL

    def _name(self, i: int) -> None:
        """As in "the Seven Wonders", "The Magnificent Seven", "Nineteen Eighty-Four": a capital within a sentence.

        A heading writes all its words with capitals: where a unit or a magnitude follows, the number counts.
        """
        tokens = self.tokens
        before = tokens[i - 1] if i else None
        after = tokens[i + 1] if i + 1 < len(tokens) else None
        hyphened = before is not None and before.text == "-" and i > 1 and tokens[i - 2].text[:1].isupper()
        inside = before is not None and before.kind is kinds.WORD and before.low not in self.lexicon.numbers
        behind = [token.text for token in tokens[i + 1 : i + 4]]
        if len(behind) > 1 and behind[0][:1].isupper() and not _BUILT.isdisjoint(behind[1:]):
            self._mark(i, i + 1)  # "Three Gorges Dam"
        if not (inside or hyphened) or tokens[i].text.isupper():
            return
        counts = self.lexicon.nouns.at(tokens, i + 1) is not None
        if counts and before is not None and before.low != "the":
            return  # "Port Handles Five Ships"
        named = hyphened or self._of(i) or (before is not None and before.text[:1].isupper())
        if after is not None and after.kind is kinds.WORD:
            if after.low in self.lexicon.numbers or not (after.text[:1].isupper() or named):
                return
            if self.lexicon.words.at(tokens, i + 1) is not None and before is not None and before.low != "the":
                return
        elif after is not None and after.text == "-" and i + 2 < len(tokens):
            if not tokens[i + 2].text[:1].isupper():
                return
        elif not named:
            return
        self._mark(i, i + 1)

    def _of(self, i: int) -> bool:
        """As in "the Group of Eight"."""
        return i > 1 and self.tokens[i - 1].low == "of" and self.tokens[i - 2].text[:1].isupper()

    def _film(self, i: int) -> None:
        """As in "12 Angry Men (1957)": capitals, then a year in brackets."""
        tokens, j = self.tokens, i + 1
        while j < len(tokens) and j - i <= _MOST_CAPITALS and tokens[j].kind is kinds.WORD:
            if not tokens[j].text[:1].isupper() and tokens[j].low not in _SMALL:
                return
            j += 1
        year = j + 2 < len(tokens) and tokens[j].text == "(" and tokens[j + 2].text == ")"
        opens = i == 0 or tokens[i - 1].kind is kinds.LINE
        if opens and (j + 3 >= len(tokens) or tokens[j + 3].kind is kinds.LINE):
            return  # a heading: "45 New Jobs (2024)"
        if j > i + 1 and year and len(tokens[j + 1].text) == 4 and tokens[j + 1].text.isdecimal():
            self._mark(i, i + 1)
