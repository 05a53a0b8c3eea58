"""What joins figures: ranges, from–to changes, lists that share a unit, tolerances, the same amount given twice."""

from __future__ import annotations

from dataclasses import dataclass

from qa.quantity.atoms import Atom
from qa.quantity.lexicon import Lexicon
from qa.quantity.masks import Masks
from qa.quantity.tokens import Kind, Token, glued
from qa.types import Bound, Role


@dataclass(slots=True)
class Figure:
    """One or two atoms that make one quantity; `role` is FROM or TO where a pair says so."""

    first: Atom
    last: Atom
    low: float
    high: float
    unit: str
    bound: Bound
    hedge: int
    role: Role | None = None
    equivalent: int = -1

    @property
    def begin(self) -> int:
        """The token where the figure itself begins, without its hedge."""
        return self.first.begin

    @property
    def end(self) -> int:
        """The token after the figure."""
        return self.last.end


_DASHES = frozenset({"-", "–", "—", "−", "‑", "‐", "~", "～", "∼", "..", "…", "﹣", "－", "―"})
_TO = frozenset({"to", "до", "至", "到", "through", "upto", "till", "until"})
_FROM = frozenset({"from", "с", "со", "от", "从", "由", "自", "ranging"})
_BETWEEN = frozenset({"between", "между", "介于"})
_LIST = frozenset({",", "and", "&", "or", "и", "или", "және", "немесе", "和", "、", "或", "/"})
_TIMES = frozenset({"x", "×", "х", "by", "*", "на"})
_TOLERANCE = frozenset({"±"})
_ALIAS = frozenset(
    {
        "or",
        "или",
        "i",
        "e",
        "ie",
        "equivalent",
        "equal",
        "that",
        "is",
        "немесе",
        "яғни",
        "то",
        "есть",
        "合",
        "约合",
        "即",
        "或",
        "折合",
    }
)
#: Words before the second of two figures that are compared.
_INHERIT = frozenset({"from", "versus", "vs", "against", "than", "с", "со", "против", "with", "чем", "to", "до"})
#: A magnitude is shared backwards ("17.6 to 27.5 million") unless the figures then differ by more than this.
_SHARED_RATIO = 100.0
#: Tokens at most between the figures of one from–to change.
_LONGEST_GAP = 14


class Joins:
    """Joins the atoms of one text into figures."""

    def __init__(self, tokens: list[Token], masks: Masks, lexicon: Lexicon) -> None:
        self.tokens = tokens
        self.masks = masks
        self.lexicon = lexicon
        self.moves = lexicon.forms["moves"]

    def figures(self, atoms: list[Atom]) -> list[Figure]:
        """The figures of the text, in order."""
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
            found.append(Figure(atom, atom, atom.value, atom.value, atom.unit, atom.bound, atom.hedge))
            i += 1
        found = self._compounds(found)
        self._limits(found)
        self._inherit(found)
        self._changes(found)
        self._equivalents(found)
        return found

    def _lead(self, atom: Atom) -> str:
        """The word before a figure, also where it was taken for a hedge ("от 5 до 12")."""
        if atom.hedge_words in {"от", "до"}:
            return atom.hedge_words
        return self.tokens[atom.hedge - 1].low if atom.hedge else ""

    def _gap(self, left: Atom, right: Atom) -> list[str]:
        """The words between two atoms, those of periods left out."""
        if right.begin - left.end > _LONGEST_GAP:
            return ["…", "…", "…"]
        return [self.tokens[k].low for k in range(left.end, right.begin) if not self.masks.masked[k]]

    def _share(self, atoms: list[Atom]) -> None:
        """Pass unit and magnitude back along "5, 10 and 15 km", "from 17.6 to 27.5 million", "10×20 m"."""
        for left, right in zip(reversed(atoms[:-1]), reversed(atoms[1:]), strict=True):
            if left.unit:
                self._unit_onward(left, right)
                continue
            gap = self._gap(left, right)
            if not gap or len(gap) > 5:
                if gap or not self._ablative(left):
                    continue
            words = [
                word
                for word in gap
                if word
                not in {
                    "about",
                    "~",
                    "approximately",
                    "some",
                    "(",
                    "nearly",
                    "around",
                    "almost",
                    "почти",
                    "примерно",
                    "около",
                }
            ]
            dash = len(words) == 1 and words[0] in _DASHES
            link = (
                bool(words)
                and words[-1] in _TO | _BETWEEN | _LIST | {"than"}
                and len(words) <= 3
                and all(word in _TO | _LIST | {"from", "in"} or not word.isalpha() for word in words)
            )
            dims = len(words) == 1 and words[0] in _TIMES
            change = (
                bool(words) and (words[-1] in self.moves or words[0] in _TO) and self.tokens[left.end].kind is Kind.HAN
            )
            if not (dash or link or dims or change or (not gap and self._ablative(left))) or left.share or right.share:
                continue
            listed = bool(words) and words[-1] in _LIST and not dash
            if listed and right.counted and ("," in words or not left.plain):
                continue
            if listed and not right.unit:
                continue
            if right.signed == "+" and not left.signed:
                continue
            self._pass_back(left, right, listed=listed)

    def _unit_onward(self, left: Atom, right: Atom) -> None:
        """ "$10–12 billion", "$5 to 10": the currency before the first figure is that of the second."""
        if right.unit or not left.money:
            return
        gap = self._gap(left, right)
        if len(gap) == 1 and gap[0] in _DASHES | _TO | {"or"}:
            right.unit, right.money = left.unit, True
            self._magnitude_back(left, right)

    def _pass_back(self, left: Atom, right: Atom, *, listed: bool) -> None:
        left.unit, left.counted, left.age = right.unit, right.counted, right.age
        if not listed or right.scale == 1 or not right.counted:
            self._magnitude_back(left, right)

    def _magnitude_back(self, left: Atom, right: Atom) -> None:
        if left.scale == 1 and right.scale > 1 and left.bare and not left.worded:
            ratio = abs(right.bare / left.bare)
            if 1 / _SHARED_RATIO <= ratio <= _SHARED_RATIO and abs(left.bare) < 1000:
                left.value *= right.scale
                left.scale = right.scale

    def _ablative(self, atom: Atom) -> bool:
        """Whether a Kazakh figure stands in the from-case ("140 мыңнан", "5 теңгеден")."""
        last = self.tokens[atom.end - 1].low
        return (
            last.endswith(("нан", "нен", "дан", "ден", "тан", "тен"))
            and "Ѐ" <= last[0] <= "ӿ"
            and len(last) > 3
            or (last in {"нан", "нен", "дан", "ден", "тан", "тен"})
        )

    def _range(self, atoms: list[Atom], i: int) -> Figure | None:
        """A range made of atoms `i` and `i + 1`, or None."""
        left, right = atoms[i], atoms[i + 1]
        gap = self._gap(left, right)
        whole = right.begin - left.end == len(gap)
        if left.unit.split("/")[0] != right.unit.split("/")[0] and left.unit and right.unit:
            return None
        if whole and gap and (gap[0] in _TOLERANCE or gap == ["+", "/"]) or (right.signed == "±" and not gap):
            return self._tolerance(left, right)
        if not whole or not gap or len(gap) > 2 or left.share != right.share:
            return None
        before = self._lead(left)
        before2 = self.tokens[left.hedge - 2].low if left.hedge > 1 else ""
        dash = len(gap) == 1 and gap[0] in _DASHES
        if dash and (right.signed or not self._even(left, right)):
            return None
        until = gap[0] in _TO and (len(gap) == 1 or gap[1] in {"about", "around"})
        between = (
            len(gap) == 1
            and gap[0] in {"and", "и", "&", "到", "至", "和"}
            and (before in _BETWEEN or before2 in _BETWEEN)
        )
        if not (dash or until or between):
            return None
        if until and self._changing(left, right):
            return None
        if until and before not in _FROM and (not right.unit or (left.hedge and self._moves(left.hedge - 1))):
            return None
        if left.value > right.value or (until and left.value == right.value):
            return None
        if (
            until
            and before not in _FROM
            and left.bound is not Bound.EXACT
            and right.bound is not Bound.EXACT
            and left.bound is not Bound.ABOUT
        ):
            return None
        hedge = left.hedge
        outside = left.hedge_words != before
        if outside and ((between and before in _BETWEEN) or (until and before in {"from", "от", "从"})):
            hedge -= 1
        bound = left.bound if left.bound is not Bound.EXACT else right.bound
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

    def _compounds(self, figures: list[Figure]) -> list[Figure]:
        """One amount in two units: "4 hours 18 minutes", "thirteen dollars and forty-five cents", "15 dollars 50"."""
        kept: list[Figure] = []
        for figure in figures:
            before = kept[-1] if kept else None
            part = 0.0 if before is None else self._part(before, figure)
            if before is None or not part or before.low != before.high or figure.low != figure.high:
                kept.append(figure)
                continue
            gap = self._gap(before.last, figure.first)
            if gap and gap not in (["and"], ["и"], [","]):
                kept.append(figure)
                continue
            before.low = before.high = before.high + figure.high * part
            before.last = figure.last
        return kept

    def _part(self, whole: Figure, part: Figure) -> float:
        """What one of the second figure is in units of the first; 0 where they do not make one amount."""
        if part.hedge != part.begin or whole.first is not whole.last or part.low < 0 or part.first.signed:
            return 0.0
        clock = {("h", "min"): 1 / 60, ("min", "s"): 1 / 60, ("h", "s"): 1 / 3600}.get((whole.unit, part.unit), 0.0)
        if clock:
            return clock if part.high < 60 and whole.high.is_integer() else 0.0
        if self._dimension(whole.unit) != "money" or whole.first.scale != 1 or not whole.high.is_integer():
            return 0.0
        if part.unit in {"cent", "penny"} and part.high < 100:
            return 0.01
        direct = part.begin == whole.end and not part.unit and part.first.scale == 1
        return 0.01 if direct and 10 <= part.high < 100 and (part.first.plain or part.first.worded) else 0.0

    def _inherit(self, figures: list[Figure]) -> None:
        """ "348 aircraft, down from 528", "12 trains versus 9": the second figure has the first one's unit."""
        for left, right in zip(figures, figures[1:], strict=False):
            before = self.tokens[right.hedge - 1].low if right.hedge else ""
            if right.unit or not left.unit or before not in _INHERIT or right.begin - left.end > _LONGEST_GAP:
                continue
            between = self.tokens[left.end : right.begin]
            if left.unit != "times" and not any(token.text in {".", ";"} or token.kind is Kind.LINE for token in between):
                right.unit = left.unit

    def _limits(self, figures: list[Figure]) -> None:
        """ "Up to 740 metres and 2,000 tonnes" limits both."""
        for left, right in zip(figures, figures[1:], strict=False):
            limited = left.bound is Bound.AT_MOST and left.first.hedge_words not in {"", "до"}
            if limited and right.bound is Bound.EXACT and self._gap(left.last, right.first) in (["and"], ["и"], ["or"]):
                right.bound = left.bound

    def _even(self, left: Atom, right: Atom) -> bool:
        """Whether a dash between two figures is a range: spaced alike on both sides, and not two quantities in a row."""
        return glued(self.tokens, left.end) == glued(self.tokens, left.end + 1) or bool(right.unit)

    def _tolerance(self, left: Atom, right: Atom) -> Figure | None:
        unit = right.unit or left.unit
        spread = abs(right.value)
        if right.unit == "%" and left.unit not in {"", "%"}:
            return None
        return Figure(left, right, left.value - spread, left.value + spread, unit, Bound.RANGE, left.hedge)

    def _changing(self, left: Atom, right: Atom) -> bool:
        """Whether the words around a from–to pair tell of a change ("increased from … to …"), not of a range."""
        before = self.tokens[left.hedge - 1].low if left.hedge else ""
        if left.value > right.value:
            return True
        if before in {"с", "со"} and right.unit not in {"h", "min", "year"}:
            return True
        if before not in _FROM and before not in {"to"}:
            return False
        start, stop = max(0, left.hedge - _LONGEST_GAP), min(len(self.tokens), right.end + 4)
        for k in range(left.hedge - 1, start - 1, -1):
            if self.tokens[k].text in {".", ";"} or self.tokens[k].kind is Kind.LINE:
                break
            if self._moves(k):
                return True
        return (
            any(self._moves(k) for k in range(right.end, stop))
            and self.tokens[left.begin].kind is not Kind.WORD
            and before != "to"
        )

    def _moves(self, k: int) -> bool:
        token = self.tokens[k]
        if token.kind is Kind.HAN:
            return token.text in "增升降减涨跌扩提缩"
        return token.low in self.moves

    def _changes(self, figures: list[Figure]) -> None:
        """Mark the two figures of a change FROM and TO, and pass unit and magnitude back between them."""
        for left, right in zip(figures, figures[1:], strict=False):
            gap = self._gap(left.last, right.first)
            if len(gap) > 8 or left.unit and right.unit and left.unit.split("/")[0] != right.unit.split("/")[0]:
                continue
            before = self._lead(left.first)
            ablative = self._ablative(left.last)
            last = gap[-1] if gap else ""
            if before == "从" or (left.hedge > 1 and "从" in {t.text for t in self.tokens[max(0, left.hedge - 3) : left.hedge]}):
                before = "从"
            han = (
                bool(gap)
                and self.tokens[right.first.begin - 1].kind is Kind.HAN
                and any(word in "增升降减涨跌扩提到至" for word in gap)
            )
            upward = before in _FROM or ablative
            toward = last in _TO or (len(gap) > 1 and gap[-2] in _TO) or han or (ablative and len(gap) <= 2)
            if upward and toward and (before not in {"от"} or self._changing(left.last, right.first)):
                left.role, right.role = Role.FROM, Role.TO
                if left.bound is Bound.AT_LEAST and before == "от":
                    left.bound = Bound.EXACT
                if right.bound is Bound.AT_MOST and right.first.hedge_words in {"до", ""}:
                    right.bound = Bound.EXACT
                self._complete(left, right)

    def _complete(self, left: Figure, right: Figure) -> None:
        if not left.unit:
            left.unit = right.unit
        if not right.unit:
            right.unit = left.unit
        atom, other = left.last, right.first
        if (
            atom.scale == 1
            and other.scale > 1
            and atom.bare
            and abs(atom.bare) < 1000
            and not atom.worded
            and left.first is atom
        ):
            if 1 / _SHARED_RATIO <= abs(other.bare / atom.bare) <= _SHARED_RATIO:
                left.low = left.high = atom.value = atom.value * other.scale
                atom.scale = other.scale

    def _equivalents(self, figures: list[Figure]) -> None:
        """Link the same amount given twice: "185.1 billion tenge (about USD 360 million)"."""
        for i, (left, right) in enumerate(zip(figures, figures[1:], strict=False)):
            if (
                left.unit == right.unit
                or not left.unit
                or not right.unit
                or left.role is not None
                and right.role is not None
            ):
                continue
            if self._dimension(left.unit) != self._dimension(right.unit) or right.begin - left.end > 6:
                continue
            gap = [self.tokens[k].low for k in range(left.end, right.hedge)]
            bracket = bool(gap) and gap[0] in "(（" and all(word in _ALIAS | {"(", "（", "~", "="} for word in gap)
            alias = (
                bool(gap)
                and any(word in _ALIAS for word in gap)
                and all(word in _ALIAS | {",", ".", "，"} for word in gap)
            )
            if bracket or alias:
                left.equivalent, right.equivalent = i + 1, i

    def _dimension(self, unit: str) -> str:
        found = self.lexicon.units.get(unit.split("/")[0])
        return found.dimension if found else "count:" + unit
