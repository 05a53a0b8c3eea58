"""Numbers of references: volumes, pages, reports, postcodes. "Nature 521, 436–444 (2015)", "Brown (1987: 45)"."""

from __future__ import annotations

from qa.quantity import kinds
from qa.quantity.dashes import DASHES
from qa.quantity.tokens import Token, glued

#: Digits of a postcode that opens an address.
_POSTCODE = range(5, 7)
#: So many digits without a gap are a code.
_CODE_DIGITS = 13

#: What stands next to a number that is part of a reference, besides capitals behind it.
_BEHIND, _BEFORE = frozenset("(,"), frozenset(":]")


class References:
    """Judges numbers of one tokenised text; `masked` tells what is known to be no quantity, years among it."""

    def __init__(self, tokens: list[Token], masked: bytearray) -> None:
        self.tokens = tokens
        self.masked = masked

    def end(self, i: int) -> int:
        """The token after the part of a reference that begins at the number at token `i`; `i` if it is none."""
        text = self.tokens[i].text
        if not text.isdecimal():
            return i
        before = self.tokens[i - 1].text if i else ""
        after = self.tokens[i + 1].text if i + 1 < len(self.tokens) else ""
        signed = after in _BEHIND or after[:1].isupper() or before in _BEFORE
        if not signed and len(text) < _CODE_DIGITS:
            return i
        for reading in (
            self._issue, self._pages, self._volume, self._cited_page, self._report, self._code_of_law, self._reporter,
            self._postcode, self._long,
        ):  # fmt: skip
            end = reading(i)
            if end > i:
                return end
        return i

    def _text(self, i: int) -> str:
        return self.tokens[i].text if 0 <= i < len(self.tokens) else ""

    def _number(self, i: int) -> bool:
        return 0 <= i < len(self.tokens) and self.tokens[i].kind is kinds.NUMBER

    def _range_end(self, i: int) -> int:
        """The token after "436–444" or "5648" at token `i`; `i` where no number stands."""
        if not self._number(i):
            return i
        return i + 3 if self._text(i + 1) in DASHES and self._number(i + 2) else i + 1

    def _bracketed_year(self, i: int) -> bool:
        return self._text(i) == "(" and self._text(i + 2) == ")" and len(self._text(i + 1)) == 4 and self._number(i + 1)

    def _issue(self, i: int) -> int:
        """As in "61(2), 114–129": volume, issue and pages."""
        bracketed = self._text(i + 1) == "(" and self._number(i + 2) and self._text(i + 3) == ")"
        if not bracketed or not glued(self.tokens, i + 1):
            return i
        end = i + 4
        while end < len(self.tokens) and (self._text(end) in DASHES | {",", ":"} or self._number(end)):
            end += 1
        return end

    def _pages(self, i: int) -> int:
        """As in "12(3), 2021: 211–230": pages after a year and a colon."""
        j = i - 1
        if j < 1 or self._text(j) != ":" or self._range_end(i) != i + 3:
            return i
        j -= 1 + (self._text(j - 1) == ")")
        return i + 3 if j >= 0 and self.masked[j] else i

    def _volume(self, i: int) -> int:
        """As in "Nature 521, 436–444 (2015)", "Phys. Rev. B 37, 785–789.": volume, pages, year."""
        before = self.tokens[i - 1] if i else None
        if before is None or self._text(i + 1) != "," or not self._number(i + 2):
            return i
        end = self._range_end(i + 2)
        journal = before.text[:1].isupper() or before.text == "."
        if journal and self._bracketed_year(end):
            return end
        abbreviated = before.text == "." or (
            len(before.text) == 1 and before.text.isupper() and self._text(i - 2) == "."
        )
        closed = end == len(self.tokens) or self._text(end) in {".", ";", ","}
        return end if abbreviated and end == i + 5 and closed else i

    def _cited_page(self, i: int) -> int:
        """As in "Brown (1987: 45)"."""
        year = i > 2 and self._text(i - 1) == ":" and bool(self.masked[i - 2]) and self._text(i - 3) in {"(", ";"}
        return self._range_end(i) if year and self._text(self._range_end(i)) in {")", ";", ","} else i

    def _report(self, i: int) -> int:
        """As in "[1994] 1 AC 212": a volume of law reports."""
        year = i > 2 and self._text(i - 1) == "]" and self._text(i - 3) == "[" and bool(self.masked[i - 2])
        return i + 1 if year and self._text(i + 1).isupper() else i

    def _code_of_law(self, i: int) -> int:
        """As in "42 U.S.C. § 1983", "18 CFR 35.28"."""
        letters = "".join(self._text(k) for k in range(i + 1, i + 6)).upper().replace(".", "")
        return i + 1 if letters.startswith(("USC", "CFR")) and self._text(i + 1).isupper() else i

    def _reporter(self, i: int) -> int:
        """As in "347 U.S. 483", "135 Stat. 429": volume, abbreviated reporter, page."""
        end = i + 1
        while self._text(end)[:1].isupper() and self._text(end + 1) == ".":
            end += 2
        return end + 1 if end > i + 1 and self._number(end) else i

    def _long(self, i: int) -> int:
        """A run of digits too long for anything but a number of an account or a person."""
        return i + 1 if len(self._text(i)) >= _CODE_DIGITS else i

    def _postcode(self, i: int) -> int:
        """As in "127051, Москва, …": five or six digits that open a line, then a comma and a name."""
        opens = i == 0 or self.tokens[i - 1].kind is kinds.LINE
        if not opens or len(self._text(i)) not in _POSTCODE or self._text(i + 1) != ",":
            return i
        return i + 1 if self._text(i + 2)[:1].isupper() else i
