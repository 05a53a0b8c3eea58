"""What joins figures: ranges, from–to changes, lists that share a unit, tolerances, the same amount given twice."""

from __future__ import annotations

from qa.quantity import kinds
from qa.quantity.atom import Atom
from qa.quantity.changes import FROM, SHARED_RATIO, TO, Changes
from qa.quantity.ellipsis import Ellipsis
from qa.quantity.everyday import Everyday
from qa.quantity.figures import Figure
from qa.quantity.lexicon import Lexicon
from qa.quantity.links import Links
from qa.quantity.masks import Masks
from qa.quantity.namings import Namings
from qa.quantity.notices import Notices
from qa.quantity.prices import Prices
from qa.quantity.scores import without_scores
from qa.quantity.tokens import Token, glued
from qa.types import Bound

_DASHES = frozenset({"-", "–", "—", "−", "‑", "‐", "~", "～", "∼", "..", "…", "﹣", "－", "―", "÷"})
_BETWEEN = frozenset({"between", "между", "介于"})
_LIST = frozenset({",", "and", "&", "or", "и", "или", "және", "немесе", "和", "、", "或", "/"})
#: What ends the words between figures that share a unit, and what else may stand there; what hands one on.
_SHARING, _BETWEEN_SHARED = TO | _BETWEEN | _LIST | {"than"}, TO | _LIST | {"from", "in"}
_ONWARD = _DASHES | TO | {"or"}
_ROUGHLY = frozenset({
    "about", "~", "approximately", "some", "(", "nearly", "around", "almost", "почти", "примерно", "около",
})  # fmt: skip
_TIMES = frozenset({"x", "×", "х", "by", "*", "на"})
_TOLERANCE = frozenset({"±"})
#: What stands between a part and its whole.
_PART_OF = frozenset({("of",), ("of", "its"), ("of", "the"), ("of", "their"), ("out", "of"), ("из",)})
_OUT_OF = frozenset({("out", "of"), ("out", "of", "the"), ("из",)})
#: Letters that stand for a magnitude behind an amount of money, where elsewhere they are units.
_MAGNITUDE_LETTERS = {"m": 1e6, "b": 1e9, "t": 1e12}
#: Words that say that two plain figures are the ends of one range ("95% CI 8.9 to 13.7").
_INTERVALS = frozenset({"ci", "iqr", "range", "interval", "ди"})
#: Dashes that only ever stand between the ends of a range: the second end may have its own sign.
_SPAN_SIGNS = frozenset({"…", "..", "...", "÷"})
#: In "up by £2.50 to £18.90" the figure reached is larger than the step by this factor at least.
_STEP = 3.0


class Joins:
    """Joins the atoms of one text into figures."""

    def __init__(self, tokens: list[Token], masks: Masks, lexicon: Lexicon) -> None:
        self.tokens = tokens
        self.masks = masks
        self.lexicon = lexicon
        self._moving = lexicon.forms["moves"]
        self._changes = Changes(tokens, masks, lexicon)

    def figures(self, atoms: list[Atom]) -> list[Figure]:
        """The figures of the text, in order."""
        atoms = without_scores(self.tokens, atoms)
        self._share(atoms)
        found: list[Figure] = []
        i = 0
        while i < len(atoms):
            joined = self._range(atoms, i) if i + 1 < len(atoms) else None
            if joined is not None:
                found.append(joined)
                i += 2
                continue
            atom = atoms[i]
            least = atom.value if atom.least is None else atom.least
            found.append(Figure(atom, atom, least, atom.value, atom.unit, atom.bound, atom.hedge))
            i += 1
        return self._linked(found) if len(found) > 1 else self._alone(found)

    def _linked(self, found: list[Figure]) -> list[Figure]:
        """The figures with what each has from others and from its text."""
        links = Links(self.tokens, self.lexicon)
        found = links.compounds(found)
        links.limits(found)
        links.inherit(found)
        self._changes.mark(found)
        Namings(self.tokens, self.masks, self.lexicon).complete(found)
        links.inherit(found)
        Ellipsis(self.tokens, self.masks, self.lexicon).complete(found)
        self._completed(found)
        Prices(self.tokens, self.masks.words, self.lexicon).complete(found)
        links.equivalents(found)
        return found

    def _alone(self, found: list[Figure]) -> list[Figure]:
        """The only figure of its text, if there is one, with what it has from the text."""
        Namings(self.tokens, self.masks, self.lexicon).complete(found)
        for figure in found:  # alone it continues no other, but a Chinese noun may stand before its classifier
            if self.tokens[figure.end - 1].kind is kinds.HAN or not figure.unit:
                Ellipsis(self.tokens, self.masks, self.lexicon).complete(found)
        self._completed(found)
        Prices(self.tokens, self.masks.words, self.lexicon).complete(found)
        return found

    def _completed(self, found: list[Figure]) -> None:
        """Rates and currencies that the text tells for its figures."""
        Everyday(self.tokens, self.masks.words, self.lexicon).complete(found)
        if any(figure.unit.startswith("/") for figure in found):
            Notices(self.tokens, self.lexicon).complete(found)

    def _share(self, atoms: list[Atom]) -> None:
        """Pass unit and magnitude back along "5, 10 and 15 km", "from 17.6 to 27.5 million", "10×20 m"."""
        for left, right in zip(reversed(atoms[:-1]), reversed(atoms[1:]), strict=True):
            if left.unit:
                self._unit_onward(left, right)
                continue
            gap = self._changes.gap(left, right)
            if (not gap or len(gap) > 5) and (gap or not self._changes.ablative(left)):
                continue
            words = [word for word in gap if word not in _ROUGHLY]
            dash = len(words) == 1 and words[0] in _DASHES
            if tuple(words) in _PART_OF and right.counted and (left.plain or left.worded):
                left.unit, left.counted = right.unit, True  # "350 of its 2,900 staff"
                continue
            adjective = len(words) == 2 and words[1] in {"and", "or", "и", "или"} and words[0].isalpha()
            link = adjective or (
                bool(words)
                and words[-1] in _SHARING
                and len(words) <= 3
                and all(word in _BETWEEN_SHARED or not word.isalpha() for word in words)
            )
            dims = len(words) == 1 and words[0] in _TIMES and self._sized(right)
            change = (
                bool(words)
                and (words[-1] in self._moving or words[0] in TO)
                and self.tokens[left.end].kind is kinds.HAN
            )
            if (
                not (dash or link or dims or change or (not gap and self._changes.ablative(left)))
                or left.share
                or right.share
            ):
                continue
            listed = bool(words) and words[-1] in _LIST and not dash and self._changes.lead(left) not in _BETWEEN
            if len(words) == 2 and listed and words[0].isalpha() and right.counted and not right.worded:
                left.unit, left.counted = right.unit, True  # "12,000 temporary and 3,500 permanent jobs"
                continue
            if listed and (right.money or (right.counted and ("," in words or not left.plain))):
                continue  # "$10–12 billion, and €3.4m": a currency before its figure is that figure's
            if listed and left.scale > 1 and right.unit in {"%", "pp"}:
                continue  # "2.3 million in 2024, 15% below the level of 2019"
            if listed and (
                not right.unit or self._changes.lead(left) in {"=", "<", ">", "≤", "≥", "ph", "index", "ratio"}
            ):
                continue  # "R = 0.87, 95%"
            if right.signed == "+" and not left.signed:
                continue
            self._pass_back(left, right, listed=listed)

    def _sized(self, atom: Atom) -> bool:
        """Whether a figure is one of several sizes: "10×20 m"; of "2×630 kVA" the first says how many."""
        unit = self.lexicon.units.get(atom.unit)
        return unit is None or unit.dimension in {"length", "area", "volume", "count", "angle"}

    def _unit_onward(self, left: Atom, right: Atom) -> None:
        """As in "$10–12 billion", "$5 to 10": the currency before the first figure is that of the second."""
        if not (left.money or left.age or left.counted):
            return
        gap = self._changes.gap(left, right)
        if left.counted:
            whole = tuple(gap) in _OUT_OF and not right.unit and not right.share and right.value >= left.value
            if whole:
                right.unit, right.counted = left.unit, True  # "2 840 свай из 4 100"
            return
        if left.age and gap in (["and"], ["и"]) and not right.unit and right.plain:
            right.unit, right.age = left.unit, True  # "aged 7 and 9"
        joined = len(gap) == 1 and gap[0] in _ONWARD
        if left.money and joined:
            self._letter_magnitude(right)
        if right.unit.startswith("/") and joined and "/" not in left.unit:
            left.unit += right.unit  # "$5,200–5,600 per FEU"
            right.unit = ""
        if right.unit:
            return
        if joined:
            right.unit, right.money, right.age = left.unit, left.money, left.age
            self._magnitude_back(left, right)

    def _letter_magnitude(self, atom: Atom) -> None:
        """As in "$85–90m": a letter behind the second amount is its magnitude, no unit."""
        last = atom.end - 1
        if last != atom.number_end or not glued(self.tokens, last):
            return
        scale = _MAGNITUDE_LETTERS.get(self.tokens[last].text)
        if scale is not None and atom.scale == 1:
            atom.value, atom.scale, atom.unit = atom.value * scale, scale, ""

    def _pass_back(self, left: Atom, right: Atom, *, listed: bool) -> None:
        left.unit, left.counted, left.age = right.unit, right.counted, right.age
        if not listed or right.scale == 1 or not right.counted:
            self._magnitude_back(left, right)

    def _magnitude_back(self, left: Atom, right: Atom) -> None:
        if left.scale == 1 and right.scale > 1 and left.bare and not left.worded:
            ratio = abs(right.bare / left.bare)
            if 1 / SHARED_RATIO <= ratio <= SHARED_RATIO and abs(left.bare) < 1000:
                left.value *= right.scale
                left.scale = right.scale

    def _range(self, atoms: list[Atom], i: int) -> Figure | None:
        """A range made of atoms `i` and `i + 1`, or None."""
        left, right = atoms[i], atoms[i + 1]
        part_of_range = right.hedge_words == "до" or right.hedge_words in _DASHES
        stop = right.begin if part_of_range else max(right.hedge, left.end)
        gap = (
            [self.tokens[k].low for k in range(left.end, stop) if not self.masks.masked[k]]
            if stop - left.end < 5
            else ["…"] * 3
        )
        whole = stop - left.end == len(gap)
        if left.unit.split("/")[0] != right.unit.split("/")[0] and left.unit and right.unit:
            return None
        if "/" in left.unit and right.unit and "/" not in right.unit:
            if gap not in (["至"], ["到"]) or left.unit.split("/")[0] != right.unit:
                return None  # "heated at 5 °C/min to 600 °C"
            right.unit = left.unit  # 每平方米每月18元至22元
        if (whole and gap and (gap[0] in _TOLERANCE or gap in (["+", "/"], ["+", "/", "-"]))) or (
            right.signed == "±" and not gap
        ):
            return self._tolerance(left, right)
        if whole and not gap and right.hedge_words == "дейін" and self._spans(left, right):
            return Figure(left, right, left.value, right.value, right.unit, Bound.RANGE, left.hedge)
        if not whole or not gap or len(gap) > 2 or left.share != right.share:
            return None
        before = self._changes.lead(left)
        before2 = self.tokens[left.hedge - 2].low if left.hedge > 1 else ""
        dash = len(gap) == 1 and gap[0] in _DASHES
        below_zero = left.signed == right.signed == "-"
        if dash and not (gap[0] in _SPAN_SIGNS or below_zero) and (right.signed or not self._even(left, right)):
            return None
        until = gap[0] in TO and (len(gap) == 1 or gap[1] in {"about", "around"})
        between = (
            len(gap) == 1
            and gap[0] in {"and", "и", "&", "到", "至", "和"}
            and (before in _BETWEEN or before2 in _BETWEEN)
        )
        if not (dash or until or between):
            return None
        cold = below_zero and before == "от"
        if dash and not right.unit and not left.money and left.end > left.number_end:
            return None  # "для детей до 12 лет — 600"
        if until and not cold and (self._changes.changing(left, right) or self._by_and_to(left, right, before)):
            return None
        if dash and left.signed == "-" and not right.signed and self.tokens[left.begin].kind is kinds.WORD:
            right.value = -right.value  # "минус 18–20 градусов"
        told = right.unit or left.scale == right.scale > 1 or before in _INTERVALS
        tight = gap[0] in {"至", "到"} and left.end == left.number_end  # 下降20至30美元
        moved = left.hedge > 0 and self._changes.moves(left.hedge - 1)
        if (
            until
            and before not in FROM
            and not tight
            and not self._reaches(left, right, before, told=bool(told), moved=moved)
        ):
            return None
        below_zero = below_zero or (dash and right.value < 0 and not right.signed)
        falling = left.value > right.value and not (below_zero and (dash or between or cold))
        if falling or (until and left.value == right.value):
            return None
        if (
            until
            and before not in FROM
            and left.bound is not Bound.EXACT
            and right.bound is not Bound.EXACT
            and left.bound is not Bound.ABOUT
        ):
            return None
        hedge = left.hedge
        outside = left.hedge_words != before
        if outside and ((between and before in _BETWEEN) or (until and before in {"from", "от", "从"})):
            hedge -= 1
        bound = left.bound if left.bound is not Bound.EXACT or part_of_range else right.bound
        if before == "от":
            bound = Bound.RANGE
        if bound is Bound.AT_MOST and gap[0] in {"до"}:
            bound = Bound.EXACT
        return Figure(
            left,
            right,
            left.value,
            right.value,
            right.unit or left.unit,
            bound if bound is not Bound.EXACT else Bound.RANGE,
            hedge,
        )

    def _reaches(self, left: Atom, right: Atom, before: str, *, told: bool, moved: bool) -> bool:
        """Whether "A to B" without "from" is a range: "10 to 12 t", "save 20 to 30 minutes", "+2 to +4".

        Right behind a verb of change the first may be the step and the second the level ("fell 12 to 95").
        """
        near = 0 < left.value < right.value < _STEP * left.value
        bare = left.end == left.number_end and not left.money
        if moved:
            return told and near and (bare or left.unit == right.unit == "%")
        signed = bool(left.signed and right.signed) and left.value < right.value
        return told or signed or (before == "to" and near and bare and right.end == right.number_end)

    def _by_and_to(self, left: Atom, right: Atom, before: str) -> bool:
        """As in "up by £2.50 to £18.90": by how much and to what, each with a unit of its own, the step the smaller."""
        own = left.money == right.money and bool(left.unit) and (left.money or left.end > left.number_end)
        told = before in {"by", "на"} or (left.hedge > 0 and self._han_moves(left.hedge - 1))
        return told and own and right.value >= _STEP * left.value > 0

    def _spans(self, left: Atom, right: Atom) -> bool:
        """As in "15 мыңнан 40 мың теңгеге дейін тұрады": from–to in Kazakh where no verb of change follows at once."""
        behind = range(right.end, min(right.end + 3, len(self.tokens)))
        moved = any(self._changes.moves(k) or self.tokens[k].low in self.lexicon.forms["reach verb"] for k in behind)
        return self._changes.ablative(left) and left.value < right.value and not moved

    def _han_moves(self, k: int) -> bool:
        """As in 延长600米至3400米: the Chinese verb of change stands right before."""
        return self.tokens[k].kind is kinds.HAN and self._changes.moves(k)

    def _even(self, left: Atom, right: Atom) -> bool:
        """Whether a dash between two figures is a range: spaced alike on both sides, not two quantities in a row."""
        return glued(self.tokens, left.end) == glued(self.tokens, left.end + 1) or bool(right.unit)

    def _tolerance(self, left: Atom, right: Atom) -> Figure | None:
        unit = right.unit or left.unit
        spread = abs(right.value)
        if right.unit == "%" and left.unit not in {"", "%"}:
            return None
        return Figure(left, right, left.value - spread, left.value + spread, unit, Bound.RANGE, left.hedge)
