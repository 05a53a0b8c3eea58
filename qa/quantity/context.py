"""What the sentence says about its figures: direction, role, plan, period, subject."""

from __future__ import annotations

from qa.quantity import kinds
from qa.quantity.figures import Figure
from qa.quantity.lexicon import Lexicon
from qa.quantity.masks import Masks
from qa.quantity.planning import Planning
from qa.quantity.sentences import Sentence, sentences
from qa.quantity.specials import MULTIPLYING
from qa.quantity.tokens import Token
from qa.types import Role

_TO = frozenset({"to", "до", "至", "到", "达到", "at", "破"})
#: Hedges of a level that is reached: "oil fell below $70", «уровень поднялся выше 3 метров».
_AGAIN = frozenset({"back", "again", "well", "just", "far", "снова", "вновь", "впервые"})
_PASSED = frozenset({"below", "above", "under", "ниже", "выше"})
_BY = frozenset({
    "-", ":", "a", "about", "additional", "almost", "an", "another", "approximately", "around", "at", "by",
    "estimated", "extra", "further", "is", "just", "more", "nearly", "of", "only", "over", "rapidly", "rate",
    "roughly", "sharply", "significantly", "slightly", "some", "steadily", "than", "the", "to", "was",
    "year-on-year", "более", "были", "было", "в", "всего", "еще", "ещё", "лишь", "на", "около", "по", "почти",
    "примерно", "роста", "с", "составил", "составила", "составили", "составило", "сразу", "темпы", "только", "чем",
    "–", "—",
})  # fmt: skip
_SHARE = frozenset({
    "account", "accounted", "accounting", "accounts", "belongs", "comprise", "comprised", "constitute",
    "constituted", "interest", "made", "make", "percentage", "portion", "proportion", "represented", "represents",
    "share", "shares", "stake", "долей", "доли", "долю", "доля", "удельный", "үлес", "үлесі", "үлесін", "份额", "占",
    "占比", "比重",
})  # fmt: skip
_SHARE_BEFORE = _SHARE - {"interest"}
#: What climbs or lifts so far or so much, where "by" does not say that something grew.
_LITERAL = frozenset({
    "climb", "climbs", "climbed", "climbing", "lift", "lifts", "lifted", "lifting", "advance", "advances", "advanced",
    "extend", "extends", "extended", "extending", "drop", "drops", "dropped", "sink", "sinks", "sank", "leap", "jump",
    "jumps", "jumped", "leapt",
})  # fmt: skip
#: Verbs with which "up" or "down" is no growth ("take up 3 ha", "set up 12 groups"); the first tell none of a share
#: either, where the others do ("the shares ended up 2%").
_PARTICLE_VERBS = frozenset({
    "take", "takes", "took", "taking", "taken", "make", "makes", "made", "making", "set", "sets", "setting", "give",
    "gives", "gave", "giving", "given", "eat", "eats", "ate", "eating", "use", "uses", "used", "using", "put", "puts",
    "putting", "dig", "digs", "dug", "digging", "fill", "fills", "filled", "filling", "lay", "lays", "laid", "laying",
    "tear", "tears", "tore", "tearing", "soak", "soaks", "soaked", "mop", "mops", "mopped", "sign", "signs", "signed",
    "bring", "brings", "brought", "line", "lined", "hold", "holds", "held", "buy", "buys", "bought", "buying",
})  # fmt: skip
_PARTICLE_OF_AMOUNTS = frozenset({
    "end", "ends", "ended", "ending", "turn", "turns", "turned", "turning", "show", "shows", "showed", "pick",
    "picks", "picked", "picking", "open", "opens", "opened", "opening", "break", "breaks", "broke", "breaking", "split",
    "splits", "shut", "shuts", "shutting", "close", "closes", "closed", "closing", "catch", "catches", "caught", "add",
    "adds", "added", "wind", "winds", "wound", "back", "backs", "backed", "hand", "hands", "handed",
    "slow", "slows", "slowed",
})  # fmt: skip
#: What is so many times what stands behind it: "double the 190 of 2021".
_MULTIPLIED, _ITS = frozenset({"double", "triple", "treble", "quadruple", "twice"}), frozenset({"the", "its", "their"})
#: What is an amount where money follows, and a change else.
_AMOUNTS = frozenset({"loss", "deficit", "discount", "saving", "savings"})
_COMPARATIVES = frozenset({
    "more", "higher", "larger", "faster", "less", "lower", "fewer", "smaller", "longer", "shorter",
})  # fmt: skip
#: "12% below last month's".
_BESIDE = {"above": Role.CHANGE_UP, "below": Role.CHANGE_DOWN}
#: "From the current 6.2%".
_NOW = frozenset({"the", "current", "previous", "present", "existing"})
#: What names the whole of which a share is told.
_WHOLES = (
    ("of", "which"), ("of", "them"), ("of", "these"), ("of", "those"), ("of", "whom"), ("из", "них"),
    ("из", "которых"), ("оның",), ("олардың",), ("其", "中"),
)  # fmt: skip
_WHOLES_OPEN = frozenset(words[0] for words in _WHOLES)
#: Units in which a sign tells a level.
_DEGREES = frozenset({"degC", "degF", "deg", "K"})
#: What makes a word of its own of a character of change: 降水 (rain), 增值 (added value).
_HAN_WORDS = {"降": "水雨雪落临", "升": "级学格", "增": "值", "减": "排免税", "涨": "停", "跌": "停", "加": "工"}
_STATISTIC = frozenset({
    "'", "-", "/", "annual", "annually", "cent", "cumulative", "further", "modest", "monthly", "net", "o", "on",
    "overall", "per", "quarterly", "sharp", "total", "y", "year", "yoy", "‑", "’s",
})  # fmt: skip
_LEVEL = Role.LEVEL
#: How far before a figure its verb may stand, in tokens.
_REACH = 14
#: How far the words of a clause can tell about a figure, in tokens.
_CLAUSE = 40


class Context:
    """Reads the surroundings of the figures of one text."""

    def __init__(self, text: str, tokens: list[Token], masks: Masks, lexicon: Lexicon) -> None:
        self.text = text
        self.tokens = tokens
        self.masks = masks
        forms = lexicon.forms
        self.up, self.down = forms["up verb"], forms["down verb"]
        self.up_noun, self.down_noun = forms["up noun"], forms["down noun"]
        self.plan = forms["plan"]
        self.reach = forms["reach verb"]
        self.reached = forms["reached"]
        self.lexicon = lexicon
        self.sentences = sentences(tokens)
        self.planning = Planning(tokens, masks.words, lexicon)

    def direction(self, word: str, *, nouns: bool = False) -> Role | None:
        """The direction a word tells of, if any."""
        if word in self.up or (nouns and word in self.up_noun):
            return Role.CHANGE_UP
        if word in self.down or (nouns and word in self.down_noun):
            return Role.CHANGE_DOWN
        return None

    def says_change(self, words: list[Token]) -> bool:
        """Whether any of the words tells of a change, a plan or a level reached."""
        lows = [one.low for one in words]
        return any(self.direction(low, nouns=True) or low in self.reach or low in self.plan for low in lows)

    def role(self, figure: Figure, sentence: Sentence, *, planned: bool, left: Figure | None = None) -> Role:
        """What the figure does in its sentence; `left` is the figure before it."""
        if figure.role is not None:
            return figure.role
        atom = figure.first
        if atom.worded and figure.unit == "times" and self.tokens[atom.begin].low in MULTIPLYING:
            return Role.CHANGE_DOWN if figure.high < 1 else Role.CHANGE_UP
        ratio = figure.unit in {"%", "pp", "‰", "bp"}
        if atom.signed == "+" and not atom.age and figure.unit not in _DEGREES:
            return Role.CHANGE_UP
        if atom.signed == "-" and ratio:
            return Role.CHANGE_DOWN
        change = self._change(figure, sentence, ratio=ratio)
        if change is not None:
            return change
        at = figure.hedge - 1
        while at > sentence.start and self.tokens[at].low in _NOW:
            at -= 1
        before = self.tokens[at].low if at >= sentence.start else ""
        toward = before in _TO or atom.hedge_words == "до" or self._passed(figure, sentence)
        moving = (toward or before == "from") and self._moving(figure, sentence)
        if before == "from" and (moving or self._reached(figure, left)) and not self._source(figure, left):
            return Role.FROM
        if atom.hedge_words == "дейін" and self._moves_after(figure, sentence):
            return Role.TARGET if planned else Role.TO
        if toward and moving and ratio:
            return Role.TARGET if planned and before != "at" else Role.TO
        if ratio and self._is_share(figure, sentence):
            return Role.SHARE
        if atom.share:
            return Role.SHARE
        if planned and ((toward and before != "at") or self._reaches(figure, sentence)):
            return Role.TARGET
        if toward and moving:
            return Role.TO
        if "/" in figure.unit:
            return Role.RATE
        return _LEVEL

    def _moving(self, figure: Figure, sentence: Sentence) -> bool:
        """Whether a word before the figure in its clause tells of a change."""
        first = max(sentence.start, figure.begin - _CLAUSE)
        return any(token.low in self.up or token.low in self.down for token in self.tokens[first : figure.begin])

    def _moves_after(self, figure: Figure, sentence: Sentence) -> bool:
        """As in "31 градусқа дейін төмендейді": the Kazakh verb of change follows at once."""
        following = range(figure.end, min(figure.end + 3, sentence.end))
        return any(self.direction(self.tokens[k].low) for k in following)

    def _reached(self, figure: Figure, left: Figure | None) -> bool:
        """As in "will reach 1 million TEU by 2027, from 600,000": the level before the one that is reached."""
        if left is None or left.unit != figure.unit or left.hedge < 1:
            return False
        return self.tokens[left.hedge - 1].low in self.reached

    def _source(self, figure: Figure, left: Figure | None) -> bool:
        """As in "raised €1.25bn from 48 investors": from whom, not from what level."""
        if left is None or left.end != figure.hedge - 1 or not figure.first.counted:
            return False
        return self._kind(left) not in {"count", "ratio", "multiple", "points"}

    def _change(self, figure: Figure, sentence: Sentence, *, ratio: bool) -> Role | None:
        if "money" in self._kind(figure) and self.tokens[figure.hedge - 1].low in {
            "raise",
            "raised",
            "raises",
            "raising",
            "add",
        }:
            return None
        after = self._change_after(figure, sentence, ratio=ratio)
        return after if after is not None else self._change_before(figure, sentence, ratio=ratio)

    def _kind(self, figure: Figure) -> str:
        unit = self.lexicon.units.get(figure.unit.split("/")[0])
        return unit.dimension if unit else "count"

    def _change_after(self, figure: Figure, sentence: Sentence, *, ratio: bool) -> Role | None:
        """As in "A 13.3% increase", "на 62 % больше", "19 пайызға өсті"."""
        tokens = self.tokens
        seen = 0
        end = figure.end
        for k in range(end, min(end + 6, sentence.end)):
            low = tokens[k].low
            comparative = low in _COMPARATIVES
            if comparative and figure.unit == "times":
                return None
            sized = k + 2 < sentence.end and tokens[k + 1].low == "than" and tokens[k + 2].kind is kinds.NUMBER
            if comparative and sized and not ratio:
                return None  # "900 lakes larger than 1 ha"
            found = self.direction(low, nouns=True)
            if ratio and low in _BESIDE:
                return _BESIDE[low]
            if found is not None:
                if low in {"up", "down", "over", "cut", "gain", "gains", "cuts", "plus"} and not ratio:
                    return None
                english = "a" <= low[0] <= "z"
                if (
                    english
                    and not comparative
                    and (low in self.up or low in self.down)
                    and not (low in self.up_noun or low in self.down_noun)
                    and low not in {"up", "down"}
                ):
                    return None
                moves = low in self.up or low in self.down
                if not english and moves and figure.unit != "times" and not self._dative(figure):
                    return None
                if low.startswith("түс") and not ratio:
                    return None  # "2,1 метрге түсті": down to that, where a share falls by it
                if figure.unit == "times" and (low in self.up_noun or low in self.down_noun):
                    return None
                return found
            if low in _STATISTIC or low in {"-ға", "-ке"} or (len(low) < 3 and "Ѐ" <= low[0] <= "ӿ" and seen < 2):
                seen += 1
                continue
            return None
        return None

    def _dative(self, figure: Figure) -> bool:
        low = self.tokens[figure.end - 1].low
        tail = (
            self.tokens[figure.end].low + self.tokens[figure.end + 1].low if figure.end + 1 < len(self.tokens) else ""
        )
        return low.endswith(("ға", "ге", "қа", "ке", "на", "не")) or tail[1:] in {"ға", "ге", "қа", "ке"}

    def _change_before(self, figure: Figure, sentence: Sentence, *, ratio: bool) -> Role | None:
        """As in "Grew by another 43%", "рост на 5 млн", 增长13%; "to" before the figure makes it a level."""
        tokens = self.tokens
        if figure.first.hedge_words == "до" or self._passed(figure, sentence):
            return None
        k = figure.hedge - 1
        linked = next((token.low for token in tokens[figure.hedge : figure.begin] if token.low in {"by", "на"}), "")
        steps = 0
        while k >= sentence.start and steps < 6:
            low = tokens[k].low
            if self.masks.masked[k] or low in {"\\", "`"}:
                k -= 1
                continue
            if low in {"to", "до", "at", "дейін"} or (tokens[k].kind is kinds.HAN and low in "到至达为破"):
                return None
            if tokens[k].kind is kinds.HAN:
                found = self._han_direction(k)
                if found is not None:
                    return found
            else:
                found = self.direction(low, nouns=True) if low not in {"further", "farther"} else None
            if low in {"up", "down"} and self._particle(k, sentence, ratio=ratio):
                return None
            if found is not None:
                if low in _MULTIPLIED and steps and tokens[k + 1].low in _ITS:
                    return None  # "more than double the $190 million of 2021"
                if low in _LITERAL and not linked and self._kind(figure) in {"length", "mass"}:
                    return None  # "cyclists climb 3,870 metres", "the cranes lift 65 tonnes"
                if low in _AMOUNTS and "money" in self._kind(figure):
                    return None  # "a loss of €1m"
                if (
                    low in {"more", "less", "over", "higher", "lower", "выше", "ниже", "больше", "меньше"}
                    and steps == 0
                    and not linked
                ):
                    return None
                if ratio or linked in {"by", "на", "of"} or low in self.up or low in self.down:
                    return None if figure.unit in _TIME_UNITS and linked not in {"by", "на"} else found
                return None
            if low not in _BY and tokens[k].kind is not kinds.HAN:
                break
            if low in {"by", "на", "of"}:
                linked = linked or low
            k -= 1
            steps += 1
        if linked in {"by", "на"}:
            return self._nearest_change(k, sentence)
        return None

    def _passed(self, figure: Figure, sentence: Sentence) -> bool:
        """As in "fell below $70": the verb right before a level that is passed, by which nothing changed."""
        if figure.first.hedge_words not in _PASSED:
            return False
        at = figure.hedge - 1
        if at > sentence.start and (self.tokens[at].low in _AGAIN or self.tokens[at].low.endswith("ly")):
            at -= 1
        return at >= sentence.start and self.direction(self.tokens[at].low) is not None

    def _particle(self, k: int, sentence: Sentence, *, ratio: bool) -> bool:
        """Whether the "up" or "down" at token `k` belongs to its verb and tells of no growth: "takes up 3 ha"."""
        verb = self.tokens[k - 1].low if k > sentence.start else ""
        return verb in _PARTICLE_VERBS or (verb in _PARTICLE_OF_AMOUNTS and not ratio)

    def _han_direction(self, k: int) -> Role | None:
        after = self.tokens[k + 1].text if k + 1 < len(self.tokens) else ""
        if after and after in _HAN_WORDS.get(self.tokens[k].text, ""):
            return None
        two = self.tokens[k - 1].text + self.tokens[k].text if k else ""
        three = self.tokens[k - 2].text + two if k > 1 else ""
        return self.direction(three) or self.direction(two) or self.direction(self.tokens[k].text)

    def _nearest_change(self, k: int, sentence: Sentence) -> Role | None:
        """The change told nearest before token `k` in the sentence ("expand capacity with China by …")."""
        for j in range(k, max(sentence.start, k - _REACH) - 1, -1):
            found = self.direction(self.tokens[j].low, nouns=True)
            if found is not None:
                return found
        return None

    def _is_share(self, figure: Figure, sentence: Sentence) -> bool:
        tokens, end = self.tokens, figure.end
        after = [tokens[k].low for k in range(end, min(end + 3, sentence.end))]
        interest = after[:1] == ["interest"] and after[1:2] != ["in"]  # "4.75% interest" is no stake
        if after and (after[0] in {"of", "от", "из"} or any(word in _SHARE for word in after)) and not interest:
            return True
        near = [token.low for token in tokens[max(sentence.start, figure.hedge - 6) : figure.hedge]]
        if not _WHOLES_OPEN.isdisjoint(near) and any(
            tuple(near[k : k + len(words)]) == words for words in _WHOLES for k in range(len(near))
        ):
            return True
        return any(tokens[k].low in _SHARE_BEFORE for k in range(max(sentence.start, figure.hedge - 7), figure.hedge))

    def _reaches(self, figure: Figure, sentence: Sentence) -> bool:
        """Whether the figure follows "reach", "target", "составит"."""
        for k in range(figure.hedge - 1, max(sentence.start, figure.hedge - 4) - 1, -1):
            if self.tokens[k].low in self.reached or self.tokens[k].low in {"target", "goal", "цель", "目标"}:
                return True
        return False


_TIME_UNITS = frozenset({"year", "month", "week", "day", "h", "min", "s"})
