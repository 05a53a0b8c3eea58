"""Numbers of places: streets and houses, telephones, coordinates."""

from __future__ import annotations

from qa.quantity import kinds
from qa.quantity.dashes import DASHES
from qa.quantity.tokens import Token, glued

_STREETS = frozenset(
    {"street", "st", "ave", "avenue", "road", "rd", "blvd", "boulevard", "lane", "drive", "highway", "square"}
)
_STREETS_BEFORE = frozenset({
    "ул", "пр", "просп", "str", "street", "проспект", "улица", "көшесі", "даңғылы", "даңғ", "көш", "пер", "наб", "мкр",
})  # fmt: skip
_ROOMS = frozenset({"кв", "оф", "офис", "корп", "каб", "подъезд", "пәтер"})
#: Latitudes and longitudes.
_QUARTERS = (frozenset({"N", "S", "сш", "юш"}), frozenset({"E", "W", "вд", "зд"}))
#: One of these stands in every text with such a number.
_SIGNS = _STREETS | _STREETS_BEFORE | _ROOMS | {"°", "+"}
#: Tokens at most between latitude and longitude.
_PAIR = 9
#: Digits that a telephone number with its country has at least, and the groups and signs it is written in at most.
_PHONE_DIGITS = 10
_LONGEST_PHONE = 14


class Addresses:
    """Judges numbers of one tokenised text, which holds the `words`."""

    def __init__(self, tokens: list[Token], words: frozenset[str]) -> None:
        self.tokens = tokens
        self._none = _SIGNS.isdisjoint(words)

    def end(self, i: int) -> int:
        """The token after the house, telephone or coordinate that the number at token `i` begins; `i` if it is none."""
        if self._none:
            return i
        placed = self._street(i) or self._russian_street(i) or self._named_street(i) or self._coordinate(i)
        return i + 1 if placed else self._phone(i)

    def _street(self, i: int) -> bool:
        """As in "47 Kabanbay Batyr Ave.", "12-14 High Road"."""
        ranged = i + 2 < len(self.tokens) and self.tokens[i + 1].text in DASHES
        i += 2 * (ranged and self.tokens[i + 2].kind is kinds.NUMBER)
        if i + 1 >= len(self.tokens) or not self.tokens[i + 1].text[:1].isupper():
            return False
        return any(token.low in _STREETS and token.text[:1].isupper() for token in self.tokens[i + 2 : i + 4])

    def _russian_street(self, i: int) -> bool:
        """As in "ул. Абая, 17", "Ленина 45, кв. 6"."""
        behind = [token.low for token in self.tokens[i + 1 : i + 3]]
        if len(behind) > 1 and behind[0] == "," and behind[1] in _ROOMS and self.tokens[i - 1].text[:1].isupper():
            return i > 0
        return (
            i > 0
            and self.tokens[i - 1].text == ","
            and any(token.low in _STREETS_BEFORE for token in self.tokens[max(0, i - 6) : i])
        )

    def _named_street(self, i: int) -> bool:
        """As in "ул. 50 лет Октября": a street that is named by a number."""
        if i + 1 >= len(self.tokens) or not self.tokens[i + 1].low.startswith(("лет", "год")):
            return False
        k = i - 1 - (i > 0 and self.tokens[i - 1].text == ".")
        return k >= 0 and self.tokens[k].low in _STREETS_BEFORE

    def _phone(self, i: int) -> int:
        """As in "+7 701 555 01 02": ten digits or more behind a plus sign, in groups."""
        tokens, j, digits = self.tokens, i, 0
        if not glued(tokens, i) or tokens[i - 1].text != "+":
            return i
        while (
            j < len(tokens) and j - i < _LONGEST_PHONE and (tokens[j].kind is kinds.NUMBER or tokens[j].text in "()-")
        ):
            digits += sum(char.isdecimal() for char in tokens[j].text)
            j += 1
        return i if digits < _PHONE_DIGITS or j - i < 2 else j

    def _coordinate(self, i: int) -> bool:
        """As in "50°N 70°E", "43° с. ш., 77° в. д.": both of a pair; a latitude alone may be measured."""
        mine = self._quarter(i)
        if mine < 0:
            return False
        near = range(max(0, i - _PAIR), min(len(self.tokens), i + _PAIR))
        return any(self._quarter(k) == 1 - mine for k in near)

    def _quarter(self, i: int) -> int:
        """What the degrees after token `i` count: 0 a latitude, 1 a longitude, -1 neither."""
        if i + 1 >= len(self.tokens) or self.tokens[i + 1].text != "°":
            return -1
        behind = [token.text for token in self.tokens[i + 1 : i + 5]]
        if self.tokens[i].kind is not kinds.NUMBER or behind[:1] != ["°"] or len(behind) < 2:
            return -1
        told = behind[1] if len(behind[1]) == 1 and behind[1].isascii() else "".join(behind[1:4:2])
        return next((k for k, quarters in enumerate(_QUARTERS) if told in quarters), -1)
