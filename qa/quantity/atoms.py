"""Figures one by one: sign, currency before, numeral, magnitude, unit after, hedge. What joins them comes later."""

from __future__ import annotations

from qa.quantity import kinds
from qa.quantity.atom import Atom
from qa.quantity.counted import UnitPhrase
from qa.quantity.hedgewords import ABLATIVE, DATIVE, FILLERS, KAZAKH_CASES, MORE_OR_LESS, POSSESSIVES, VERBAL
from qa.quantity.lexicon import Lexicon
from qa.quantity.masks import Masks
from qa.quantity.numberwords import Numeral
from qa.quantity.numerals import Numerals
from qa.quantity.plausible import Plausible
from qa.quantity.specials import Specials
from qa.quantity.tokens import Token, glued
from qa.quantity.unitphrase import UnitPhrases
from qa.types import Bound

_MINUS = frozenset({"-", "−", "–", "﹣", "－"})
_HYPHENS = frozenset({"-", "‐", "‑", "–"})
#: Codes of currencies that are also the names of meetings and lists: "COP29", "TOP10".
_NAMES_TOO = frozenset({"COP", "TOP", "ALL"})
_PLUS = frozenset({"plus", "плюс"})
_NO_OVER = frozenset("通经度渡路穿越")
_POWERS = frozenset({"1", "2", "3", "4"})
_EXACT = Bound.EXACT
_AGES = frozenset({"aged", "age", "возрасте", "жасында", "ages"})


class Atoms:
    """Finds the figures of one tokenised text; `beginnings` are the tokens at which one may begin."""

    def __init__(
        self,
        text: str,
        tokens: list[Token],
        beginnings: list[int],
        masks: Masks,
        lexicon: Lexicon,
        comma_decimal: bool | None = None,
    ) -> None:
        self.tokens = tokens
        self._beginnings = beginnings
        self.masks = masks
        self.lexicon = lexicon
        self.numerals = Numerals(text, tokens, lexicon, comma_decimal)
        self.units = UnitPhrases(tokens, lexicon)
        self._plausible = Plausible(tokens, masks, lexicon)
        self._specials = Specials(tokens, lexicon, self.numerals, self.units)

    def all(self) -> list[Atom]:
        """Every figure, in order, none overlapping another."""
        found: list[Atom] = []
        i = 0
        masked = self.masks.masked
        for at in self._beginnings:
            atom = None if at < i or masked[at] else self._at(at)
            if atom is None:
                continue
            if found:
                atom.hedge = max(atom.hedge, found[-1].end)
                atom.begin = max(atom.begin, found[-1].end)
            found.append(atom)
            i = max(atom.end, at + 1)
        return found

    def _at(self, i: int) -> Atom | None:
        tokens, token = self.tokens, self.tokens[i]
        if token.kind is not kinds.FRACTION:
            special = self._specials.at(i)
            if special is not None:
                self._hedge(special)
                return special
        begin, currency = self._money(i)
        numeral = self.numerals.at(i, money=bool(currency))
        if numeral is None or self.masks.masked[numeral.end - 1]:
            return None
        begin, sign = self._sign(begin)
        if currency and begin < i - 1 and tokens[i - 1].text in _MINUS:
            sign = "-"
        end, bound = self._suffix(numeral.end)
        if numeral.more:
            bound = Bound.AT_LEAST
        if currency:
            end, unit = self._money_unit(end, currency)
            phrase: UnitPhrase | None = UnitPhrase(unit, end)
        else:
            possessed = end > numeral.end and tokens[end - 1].low in POSSESSIVES  # "48-і ауыр": 48 of them
            phrase = None if possessed else self.units.at(end, value=numeral.value)
        if phrase is not None and any(self.masks.masked[end : phrase.end]):
            told = (k for k in range(end, phrase.end) if self.masks.masked[k])
            phrase = phrase if all(tokens[k].text in _POWERS for k in told) else None
        if not self._plausible.figure(i, numeral, phrase, money=bool(currency), signed=bool(sign)):
            return None
        halved = phrase is not None and not phrase.counted and phrase.end < len(tokens)
        if phrase is not None and halved and tokens[phrase.end].text == "半":
            numeral.value += 0.5 * numeral.scale
            phrase.end += 1  # 两年半
        if phrase is not None and halved and numeral.value.is_integer():
            part, phrase.end = self._specials.halves.part_after(phrase.end)
            numeral.value += part * numeral.scale  # "two hours and a half"
        if (
            phrase is not None
            and phrase.name == "lb"
            and numeral.scale >= 1e6
            and (
                not (phrase.end < len(tokens) and tokens[phrase.end].low in {"of", "per"})
                and tokens[phrase.end - 1].low == "pounds"
            )
        ):
            phrase.name = "GBP"  # millions of pounds are money, unless of something
        if phrase is not None and phrase.name.split("/")[0] in self.lexicon.scaled:
            self._scaled(phrase, numeral)
        if phrase is not None and self._is_money(phrase.name) and numeral.scale == 1:
            end = self._late_magnitude(phrase, numeral)
        atom = Atom(
            begin, phrase.end if phrase else end, begin, numeral.value, numeral.scale, phrase.name if phrase else "",
            bound=bound, counted=bool(phrase and phrase.counted), age=bool(phrase and phrase.age), money=bool(currency),
            plain=numeral.plain, worded=numeral.worded, signed=sign, number_end=numeral.end, least=numeral.least,
        )  # fmt: skip
        cold = atom.unit in {"degC", "degF", "deg"} and begin > 1 and tokens[begin - 1].text in _MINUS and not sign
        apart = tokens[begin - 2].kind is kinds.WORD and not glued(tokens, begin - 1) if cold else False
        if cold and (apart or tokens[begin - 2].kind is kinds.HAN):
            sign, atom.begin, atom.hedge, atom.signed = "-", begin - 1, begin - 1, "-"
        if atom.unit in {"degC", "degF", "deg"} and begin and not sign and tokens[begin - 1].low in _PLUS:
            atom.begin = atom.hedge = begin - 1
        if not sign and atom.unit in {"degC", "degF", "deg"}:
            frost = self._below_zero(atom.end)
            sign, atom.end = ("-", frost) if frost > atom.end else (sign, atom.end)
            atom.signed = sign
        if sign == "-":
            atom.value = -atom.value
        self._hedge(atom)
        if "/" not in atom.unit:
            rate, start = self.units.rate_before(atom.hedge)
            atom.unit += rate
            match = self.lexicon.before["bound"].at(tokens, start) if rate and atom.bound is _EXACT else None
            if match is not None and self._hedge_fits(match[0], start):
                atom.bound = Bound(match[1][1])  # 突破每吨1万美元
        if not atom.unit and i and self.tokens[i - 1].low in _AGES:
            atom.unit, atom.age = "year", True
        return atom

    def _below_zero(self, end: int) -> int:
        """The token after "мороза", "ниже нуля", "below zero" at token `end`; `end` if none stands there."""
        words = [token.low for token in self.tokens[end : end + 2]]
        if words[:1] == ["мороза"]:
            return end + 1
        return end + 2 if words in (["ниже", "нуля"], ["below", "zero"], ["below", "freezing"]) else end

    def _money(self, i: int) -> tuple[int, str]:
        """The currency that stands before the figure at token `i`, and where it begins."""
        tokens = self.tokens
        inside = i > 1 and tokens[i - 1].text in _MINUS and glued(tokens, i) and not tokens[i - 2].text.isalnum()
        if inside and i > 2 and tokens[i - 3].kind is kinds.NUMBER and glued(tokens, i - 2):
            inside = False  # "10$-20$"
        j = i - 1 if inside else i
        found = self.lexicon.money_before.at(tokens, i) or (self.lexicon.money_before.at(tokens, j) if j < i else None)
        if found is None:
            return i, ""
        start, code = found
        word = tokens[start]
        if i + 1 < len(tokens) and tokens[i + 1].text in {"%", "‰"}:
            return i, ""  # "RSD 2.1%": no Serbian dinars
        if word.text == "$" and start and glued(tokens, start):
            spelled = self.lexicon.symbols.at([_upper(tokens[start - 1])], 0)
            if spelled is not None and self._is_money(spelled[1]):
                start, code = start - 1, spelled[1]
                word = tokens[start]
        if word.text in _NAMES_TOO and glued(tokens, i):
            return i, ""
        if code == "JPY" and word.text == "¥" and any(token.kind is kinds.HAN for token in tokens):
            code = "CNY"
        before = tokens[start - 1] if start else None
        spoken_for = kinds.WORDS if glued(tokens, start) else {kinds.NUMBER}
        if before is not None and word.kind is kinds.WORD and before.kind in spoken_for:
            return i, ""
        if (
            start
            and tokens[start - 1].kind is kinds.NUMBER
            and word.kind is not kinds.WORD
            and glued(tokens, start)
            and not glued(tokens, i)
        ):
            return i, ""
        return start, str(code)

    def _money_unit(self, end: int, currency: str) -> tuple[int, str]:
        """What may follow a figure with its currency before it: the currency again, and a rate."""
        again = self.lexicon.words.at(self.tokens, end) or self.lexicon.symbols.at(self.tokens, end)
        if again is not None and again[1] in {currency, "USD"} and self._is_money(again[1]):
            end = again[0]
        rate = self.units.rate(end)
        return (rate.end, currency + rate.name) if rate is not None else (end, currency)

    def _scaled(self, phrase: UnitPhrase, numeral: Numeral) -> None:
        """As in "2.07 Mt": the magnitude that a unit holds is multiplied out."""
        head, slash, below = phrase.name.partition("/")
        factor, unit = self.lexicon.scaled[head]
        phrase.name = unit + slash + below
        numeral.value *= factor
        numeral.scale *= factor
        numeral.least = None if numeral.least is None else numeral.least * factor

    def _late_magnitude(self, phrase: UnitPhrase, numeral: Numeral) -> int:
        """As in "75 USD million": a magnitude after the currency."""
        entry = self.lexicon.numbers.get(self.tokens[phrase.end].low) if phrase.end < len(self.tokens) else None
        if entry is not None and entry[0] == "scale" and entry[1] > 12:
            numeral.scale = entry[1]
            numeral.value *= entry[1]
            phrase.end += 1
        return phrase.end

    def _dimension(self, unit: str) -> str:
        found = self.lexicon.units.get(unit)
        return found.dimension if found is not None else "count"

    def _is_money(self, unit: str) -> bool:
        return self._dimension(unit) == "money"

    def _sign(self, begin: int) -> tuple[int, str]:
        """A sign glued to what follows and free of what goes before."""
        tokens = self.tokens
        if begin and tokens[begin - 1].low in {"minus", "минус", "负", "負"}:
            return begin - 1, "-"
        if begin > 1 and tokens[begin - 1].text == "下" and tokens[begin - 2].text == "零":
            return begin - 2, "-"
        if not begin or not glued(tokens, begin):
            return begin, ""
        sign = tokens[begin - 1].text
        before = tokens[begin - 2] if begin > 1 else None
        free = before is None or not glued(tokens, begin - 1) or before.text in "([{<>≤≥~≈=:;/|\t,∼…÷"
        if sign in _MINUS and free and not (sign == "–" and before is not None and before.kind is kinds.NUMBER):
            return begin - 1, "-"
        if sign == "+" and free:
            return begin - 1, "+"
        if sign == "±" and free:
            return begin - 1, "±"
        return begin, ""

    def _suffix(self, end: int) -> tuple[int, Bound]:
        """What may stand between numeral and unit: "+", "or more", a Kazakh case ending, 余."""
        tokens, bound = self.tokens, _EXACT
        end = self._case_ending(end)
        if (
            end < len(tokens)
            and tokens[end].text == "+"
            and glued(tokens, end)
            and not (end + 1 < len(tokens) and tokens[end + 1].text in "/-")
        ):
            return end + 1, Bound.AT_LEAST
        match = self.lexicon.after["bound"].at(tokens, end)
        if match is not None and not self._before_figure(match[0]) and not self._by_how_much(match[0]):
            follows = self.units.at(match[0])
            if follows is not None or tokens[end].kind is not kinds.WORD or len(tokens[end].text) > 1:
                return match[0], Bound(match[1][1])
        return end, bound

    def _case_ending(self, end: int) -> int:
        """The token after a Kazakh case ending set off by a hyphen ("300-ден", "80 км-ден")."""
        tokens = self.tokens
        if end + 1 < len(tokens) and tokens[end].text in _HYPHENS and tokens[end + 1].low in KAZAKH_CASES:
            return end + 2 if glued(tokens, end) and glued(tokens, end + 1) else end
        return end

    def _before_figure(self, i: int) -> bool:
        return i < len(self.tokens) and self.tokens[i].kind is kinds.NUMBER

    def _hedge(self, atom: Atom) -> None:
        """The hedge before a figure ("more than", "~", "не менее"), else after its unit ("or so", "астам", "以上")."""
        tokens, j = self.tokens, atom.begin
        if j and tokens[j - 1].text == "\\":
            j -= 1
        for _ in range(3):
            match = self.lexicon.before["bound"].at(tokens, j)
            if match is not None and self._hedge_fits(match[0], j):
                if (
                    j < atom.begin
                    and tokens[j].low in {"a", "an"}
                    and tokens[match[0]].low in {"near", "about", "over"}
                ):
                    break  # "near a four-month low", "over a 30-year period"
                words = " ".join(token.low for token in tokens[match[0] : j])
                ago = words.endswith("than") and atom.end < len(tokens) and tokens[atom.end].low == "ago"
                if ago or (words == "up to" and match[0] and tokens[match[0] - 1].low in _RISING):
                    break  # "higher than 3 years ago", "went up to 45 km/h"
                if atom.bound is Bound.EXACT or atom.bound is Bound.ABOUT:
                    atom.bound = Bound(match[1][1]) if not atom.hedge_words else atom.bound
                    atom.hedge_words = atom.hedge_words or words
                if not words.startswith(VERBAL):
                    atom.hedge = match[0]
                j = match[0]
                continue
            if j and tokens[j - 1].low in FILLERS:
                j -= 1
                continue
            break
        match = self.lexicon.after["bound"].at(tokens, self._case_ending(atom.end))
        if match is not None and tokens[match[0] - 1].low == "дейін":
            atom.hedge_words = atom.hedge_words or "дейін"
        if match is not None and self._by_how_much(match[0], atom.begin):
            match = None
        if match is not None and not self._before_figure(match[0]) and atom.bound is _EXACT:
            atom.bound = Bound(match[1][1])
            atom.end = match[0]

    def _by_how_much(self, end: int, begin: int = 0) -> bool:
        """As in "15%-ға көп", "былтырғыдан 9% көп": "more by", no bound; `end` is after it, the figure at `begin`."""
        word, before = self.tokens[end - 1].low, self.tokens[end - 2].low
        than = begin > 0 and self.tokens[begin - 1].low.endswith(ABLATIVE) and not before.endswith(ABLATIVE)
        return word in MORE_OR_LESS and (before.endswith(DATIVE) or than)

    def _hedge_fits(self, start: int, end: int) -> bool:
        """A hedge is whole words: not the end of one, and not "c." without its dot's space."""
        tokens = self.tokens
        if (
            tokens[start].kind is kinds.WORD
            and glued(tokens, start)
            and (tokens[start - 1].kind in kinds.WORDS or tokens[start - 1].text == ".")  # "D.C. 50"
        ):
            return False
        before = tokens[start - 1] if start else None
        if tokens[start].text == "过" and before is not None and before.text in _NO_OVER:
            return False  # 通过25项决定
        if tokens[start].low == "в" and tokens[end - 1].low == "районе" and (before is None or before.text in ".!?;:"):
            return False  # "В районе 390 тракторов": in the district
        return not any(self.masks.masked[start:end])


def _upper(token: Token) -> Token:
    return Token(token.kind, token.start, token.end, token.text.upper(), token.low)


#: Verbs that rise with "up", where "up to" is no bound.
_RISING = frozenset({"go", "goes", "going", "gone", "went", "moved", "crept", "edged", "shot", "climbed", "inched"})
