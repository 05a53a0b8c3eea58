"""Changes from one figure to another ("rose from 5 to 8 km"), told from ranges."""

from __future__ import annotations

from itertools import pairwise

from qa.quantity import kinds
from qa.quantity.atom import Atom
from qa.quantity.figures import Figure
from qa.quantity.lexicon import Lexicon
from qa.quantity.masks import Masks
from qa.quantity.tokens import Token
from qa.types import Bound, Role

TO = frozenset({"to", "до", "至", "到", "through", "upto", "till", "until"})
FROM = frozenset({"from", "с", "со", "от", "从", "由", "自", "ranging"})
#: A magnitude is shared backwards ("17.6 to 27.5 million") unless the figures then differ by more than this.
SHARED_RATIO = 100.0
#: Tokens at most between the figures of one from–to change.
LONGEST_GAP = 14
#: Verbs that change what stands behind them ("brings the total from … to …").
_CARRYING = frozenset({
    "take", "takes", "took", "taking", "bring", "brings", "brought", "bringing", "move", "moves", "moved", "push",
    "pushes", "pushed", "pull", "pulls", "pulled", "drive", "drives", "drove", "send", "sends", "sent",
})  # fmt: skip
#: What turns one figure into another only with "from … to …".
_TURNING = frozenset({
    "extension", "enlargement", "upgrade", "upgraded", "upgrades", "widening", "lengthening", "conversion",
    "converted", "shift", "shifted", "switch", "switched", "charges", "charged", "charging", "heats", "heated",
    "heating", "cools", "cooled", "cooling", "warms", "warmed", "warming", "dilution", "diluted", "went", "gone",
})  # fmt: skip
#: Before "go": prices that go from 5 to 10 are many, what will go from 5 to 10 changes.
_WILL = frozenset({"to", "will", "would", "should", "may", "could"})

_TIMES = frozenset({"s", "min", "h", "day", "week", "month", "year"})


class Changes:
    """Finds the changes of one tokenised text."""

    def __init__(self, tokens: list[Token], masks: Masks, lexicon: Lexicon) -> None:
        self.tokens = tokens
        self.masks = masks
        self._moving = lexicon.forms["moves"]

    def lead(self, atom: Atom) -> str:
        """The word before a figure, also where it was taken for a hedge ("от 5 до 12")."""
        if atom.hedge_words in {"от", "до"}:
            return atom.hedge_words
        return self.tokens[atom.hedge - 1].low if atom.hedge else ""

    def gap(self, left: Atom, right: Atom) -> list[str]:
        """The words between two atoms, those of periods left out."""
        if right.begin - left.end > LONGEST_GAP:
            return ["…", "…", "…"]
        return [self.tokens[k].low for k in range(left.end, right.begin) if not self.masks.masked[k]]

    def ablative(self, atom: Atom) -> bool:
        """Whether a Kazakh figure stands in the from-case ("140 мыңнан", "5 теңгеден")."""
        last = self.tokens[atom.end - 1].low
        return (
            last.endswith(("нан", "нен", "дан", "ден", "тан", "тен")) and "Ѐ" <= last[0] <= "ӿ" and len(last) > 3
        ) or (last in {"нан", "нен", "дан", "ден", "тан", "тен"})

    def changing(self, left: Atom, right: Atom) -> bool:
        """Whether the words around a from–to pair tell of a change ("increased from … to …"), not of a range."""
        before = self.tokens[left.hedge - 1].low if left.hedge else ""
        if left.value > right.value:
            return True
        if before in {"с", "со"} and right.unit not in {"h", "min", "year"}:
            return True
        if before not in FROM and before not in {"to"}:
            return False
        start, stop = max(0, left.hedge - LONGEST_GAP), min(len(self.tokens), right.end + 4)
        for k in range(left.hedge - 1, start - 1, -1):
            if self.tokens[k].text in {".", ";"} or self.tokens[k].kind is kinds.LINE:
                break
            if self.moves(k) or self._carries(k, left.hedge):
                return True
        return (
            any(self.moves(k) for k in range(right.end, stop))
            and self.tokens[left.begin].kind is not kinds.WORD
            and before != "to"
        )

    def _carries(self, k: int, end: int) -> bool:
        """As in "takes capacity from 40 to 60 MW", "the extension from 10 to 15 km"."""
        went = self.tokens[k].low == "go" and k > 0 and self.tokens[k - 1].low in _WILL
        return went or self.tokens[k].low in _TURNING or (self.tokens[k].low in _CARRYING and end - k > 2)

    def moves(self, k: int) -> bool:
        """Whether the word at token `k` tells of a change."""
        token = self.tokens[k]
        if token.text == "长":
            return k > 0 and self.tokens[k - 1].text in {"增", "延", "加"}
        if token.kind is kinds.HAN:
            return token.text in "增升降减涨跌扩提缩"
        return token.low in self._moving

    def mark(self, figures: list[Figure]) -> None:
        """Mark the two figures of a change FROM and TO, and pass unit and magnitude back between them."""
        for left, right in pairwise(figures):
            gap = self.gap(left.last, right.first)
            other = bool(left.unit and right.unit) and left.unit.split("/")[0] != right.unit.split("/")[0]
            if len(gap) > 8 or (other and not {left.unit, right.unit} <= _TIMES):
                continue  # "from 5 days to 12 hours" is one change all the same
            before = self.lead(left.first)
            ablative = self.ablative(left.last)
            last = gap[-1] if gap else ""
            near = self._words_before(left)
            before = next((word for word in ("从", "由") if before == word or word in near), before)
            han = (
                bool(gap)
                and self.tokens[right.first.begin - 1].kind is kinds.HAN
                and any(word in "增升降减涨跌扩提调改变到至" for word in gap)
            )
            upward = before in FROM or ablative
            toward = last in TO or (len(gap) > 1 and gap[-2] in TO) or han or (ablative and len(gap) <= 2)
            if upward and toward and (before not in {"от"} or self.changing(left.last, right.first)):
                left.role, right.role = Role.FROM, Role.TO
                if left.bound is Bound.AT_LEAST and before == "от":
                    left.bound = Bound.EXACT
                if right.bound is Bound.AT_MOST and right.first.hedge_words in {"до", ""}:
                    right.bound = Bound.EXACT
                if not other:
                    self._complete(left, right)

    def _words_before(self, figure: Figure) -> list[str]:
        """The last three tokens before a figure, those of periods and 的 left out (从2020年的50万吨)."""
        near = range(max(0, figure.hedge - LONGEST_GAP), figure.hedge)
        return [self.tokens[k].text for k in near if not self.masks.masked[k] and self.tokens[k].text != "的"][-3:]

    def _complete(self, left: Figure, right: Figure) -> None:
        if not left.unit:
            left.unit = right.unit
        if not right.unit:
            right.unit = left.unit
        if "/" not in left.unit and right.unit.startswith(left.unit + "/"):
            left.unit = right.unit  # "from USD 24 to USD 29 a MWh"
        if "/" not in right.unit and left.unit.startswith(right.unit + "/"):
            right.unit = left.unit  # 从每桶85美元跌至72美元
        atom, other = left.last, right.first
        if (
            atom.scale == 1
            and other.scale > 1
            and atom.bare
            and abs(atom.bare) < 1000
            and not atom.worded
            and left.first is atom
        ) and 1 / SHARED_RATIO <= abs(other.bare / atom.bare) <= SHARED_RATIO:
            left.low = left.high = atom.value = atom.value * other.scale
            atom.scale = other.scale
