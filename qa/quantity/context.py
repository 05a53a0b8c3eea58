"""What the sentence says about its figures: direction, role, plan, period, subject."""

from __future__ import annotations

from dataclasses import dataclass

from qa.quantity.joins import Figure
from qa.quantity.lexicon import Lexicon
from qa.quantity.masks import Masks
from qa.quantity.calendar_words import Period
from qa.quantity.tokens import Kind, Token, glued
from qa.types import Role

_TO = frozenset({"to", "до", "至", "到", "дейін", "达到", "at"})
_BY = frozenset(
    {
        "by",
        "на",
        "с",
        "of",
        "at",
        ":",
        "-",
        "–",
        "—",
        "составил",
        "составило",
        "составила",
        "составили",
        "was",
        "is",
        "были",
        "было",
        "в",
        "about",
        "the",
        "a",
        "an",
        "was",
        "rate",
        "по",
        "another",
        "additional",
        "further",
        "еще",
        "ещё",
        "extra",
        "to",
        "sharply",
        "nearly",
        "almost",
        "some",
        "roughly",
        "over",
        "slightly",
        "around",
        "только",
        "лишь",
        "rapidly",
        "steadily",
        "significantly",
        "всего",
        "more",
        "than",
        "более",
        "чем",
        "почти",
        "примерно",
        "около",
        "сразу",
        "just",
        "only",
        "approximately",
        "an",
        "estimated",
        "about",
        "year-on-year",
        "темпы",
        "роста",
    }
)
_COMPARED = frozenset(
    {
        "compared",
        "versus",
        "vs",
        "than",
        "against",
        "к",
        "over",
        "from",
        "чем",
        "сравнению",
        "относительно",
        "relative",
        "exceeding",
        "exceeded",
        "比",
        "较",
        "салыстырғанда",
        "against",
        "с",
    }
)
_SHARE = frozenset(
    {
        "share",
        "stake",
        "shares",
        "proportion",
        "interest",
        "portion",
        "percentage",
        "belongs",
        "доля",
        "доли",
        "долю",
        "долей",
        "удельный",
        "үлесі",
        "үлес",
        "үлесін",
        "占",
        "份额",
        "比重",
        "占比",
        "accounted",
        "accounting",
        "accounts",
        "account",
        "constitute",
        "constituted",
        "make",
        "made",
        "comprised",
        "comprise",
        "represented",
        "represents",
    }
)
_STATISTIC = frozenset(
    {
        "year",
        "on",
        "yoy",
        "y",
        "o",
        "annual",
        "annually",
        "-",
        "‑",
        "'",
        "’s",
        "per",
        "cent",
        "overall",
        "net",
        "total",
        "sharp",
        "modest",
        "further",
        "monthly",
        "quarterly",
        "cumulative",
        "/",
    }
)
#: How far before a figure its verb may stand, in tokens.
_REACH = 14
_SENTENCE_END = frozenset(".!?。！？；;")


@dataclass(frozen=True, slots=True)
class Sentence:
    """Tokens `start` to `end` of one sentence."""

    start: int
    end: int


def sentences(tokens: list[Token]) -> list[Sentence]:
    """Sentences as the context of figures; a full stop ends one only before a capital, a digit or a Chinese character."""
    found, start = [], 0
    for i, token in enumerate(tokens):
        if token.kind is Kind.LINE or (token.text in _SENTENCE_END and (token.text != "." or _stops(tokens, i))):
            if i > start:
                found.append(Sentence(start, i + 1))
            start = i + 1
    if start < len(tokens):
        found.append(Sentence(start, len(tokens)))
    return found


def _stops(tokens: list[Token], i: int) -> bool:
    after = tokens[i + 1] if i + 1 < len(tokens) else None
    before = tokens[i - 1] if i else None
    if after is None:
        return True
    if glued(tokens, i + 1) or not (after.text[:1].isupper() or after.kind in {Kind.NUMBER, Kind.HAN, Kind.LINE}):
        return False
    abbreviated = (
        before is not None and before.kind is Kind.WORD and (len(before.text) == 1 or before.low in _ABBREVIATIONS)
    )
    return not abbreviated


_ABBREVIATIONS = frozenset(
    {
        "mr",
        "mrs",
        "dr",
        "no",
        "fig",
        "vol",
        "st",
        "тыс",
        "млн",
        "млрд",
        "трлн",
        "руб",
        "долл",
        "г",
        "гг",
        "см",
        "им",
        "ул",
        "стр",
        "табл",
        "рис",
        "approx",
        "ca",
        "inc",
        "co",
        "corp",
        "u.s",
        "jan",
        "feb",
        "mar",
        "apr",
        "jun",
        "jul",
        "aug",
        "sep",
        "sept",
        "oct",
        "nov",
        "dec",
    }
)


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
        self.lexicon = lexicon
        self.sentences = sentences(tokens)
        self._planned: dict[int, list[int]] = {}

    def direction(self, word: str, *, nouns: bool = False) -> Role | None:
        """The direction a word tells of, if any."""
        if word in self.up or (nouns and word in self.up_noun):
            return Role.CHANGE_UP
        if word in self.down or (nouns and word in self.down_noun):
            return Role.CHANGE_DOWN
        return None

    def role(self, figure: Figure, sentence: Sentence, *, planned: bool) -> Role:
        """What the figure does in its sentence."""
        if figure.role is not None:
            return figure.role
        atom = figure.first
        ratio = figure.unit in {"%", "pp", "‰", "bp"}
        if atom.signed == "+" and not atom.age:
            return Role.CHANGE_UP
        if atom.signed == "-" and ratio:
            return Role.CHANGE_DOWN
        change = self._change(figure, sentence, ratio=ratio)
        if change is not None:
            return change
        before = self.tokens[figure.hedge - 1].low if figure.hedge > sentence.start else ""
        moving = any(self.direction(self.tokens[k].low) for k in range(sentence.start, figure.begin))
        if before == "from" and moving:
            return Role.FROM
        toward = before in _TO or atom.hedge_words == "до"
        if toward and moving and ratio and not planned:
            return Role.TO
        if ratio and self._is_share(figure, sentence):
            return Role.SHARE
        if atom.share:
            return Role.SHARE
        if planned and (toward or self._reaches(figure, sentence)):
            return Role.TARGET
        if toward and moving:
            return Role.TO
        if "/" in figure.unit:
            return Role.RATE
        return Role.LEVEL

    def _change(self, figure: Figure, sentence: Sentence, *, ratio: bool) -> Role | None:
        if "money" in self._kind(figure) and self.tokens[figure.hedge - 1].low in {"raise", "raised", "raises", "raising", "add"}:
            return None
        after = self._change_after(figure, sentence, ratio=ratio)
        if after is not None:
            return after
        return self._change_before(figure, sentence, ratio=ratio)

    def _kind(self, figure: Figure) -> str:
        unit = self.lexicon.units.get(figure.unit.split("/")[0])
        return unit.dimension if unit else "count"

    def _change_after(self, figure: Figure, sentence: Sentence, *, ratio: bool) -> Role | None:
        """ "A 13.3% increase", "на 62 % больше", "19 пайызға өсті"."""
        tokens = self.tokens
        seen = 0
        for k in range(figure.end, min(figure.end + 6, sentence.end)):
            low = tokens[k].low
            comparative = low in {
                "more",
                "higher",
                "larger",
                "faster",
                "less",
                "lower",
                "fewer",
                "smaller",
                "longer",
                "shorter",
            }
            if comparative and figure.unit == "times":
                return None
            found = self.direction(low, nouns=True)
            if found is not None:
                if low in {"up", "down", "over", "cut", "gain", "gains", "cuts", "plus"} and not ratio:
                    return None
                english = "a" <= low[0] <= "z"
                if (
                    english
                    and not comparative
                    and low in (self.up | self.down) - (self.up_noun | self.down_noun)
                    and low not in {"up", "down"}
                ):
                    return None
                if not english and low in self.up | self.down and figure.unit != "times" and not self._dative(figure):
                    return None
                if figure.unit == "times" and low in self.up_noun | self.down_noun:
                    return None
                return found
            if low in _STATISTIC or low in {"-ға", "-ке"} or len(low) < 3 and "Ѐ" <= low[0] <= "ӿ" and seen < 2:
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
        """ "Grew by another 43%", "рост на 5 млн", 增长13%; "to" before the figure makes it a level."""
        tokens = self.tokens
        if figure.first.hedge_words == "до":
            return None
        k = figure.hedge - 1
        linked = next((token.low for token in tokens[figure.hedge : figure.begin] if token.low in {"by", "на"}), "")
        steps = 0
        while k >= sentence.start and steps < 6:
            low = tokens[k].low
            if self.masks.masked[k] or low in {"\\", "`"}:
                k -= 1
                continue
            if low in {"to", "до", "at", "дейін"} or (tokens[k].kind is Kind.HAN and low in "到至达为"):
                return None
            found = self.direction(low, nouns=True)
            if tokens[k].kind is Kind.HAN:
                found = self._han_direction(k)
                if found is not None:
                    return found
            if found is not None:
                if (
                    low in {"more", "less", "over", "higher", "lower", "выше", "ниже", "больше", "меньше"}
                    and steps == 0
                    and not linked
                ):
                    return None
                if ratio or linked in {"by", "на", "of"} or low in self.up | self.down:
                    return None if figure.unit in _TIME_UNITS and linked not in {"by", "на"} else found
                return None
            if low not in _BY and tokens[k].kind is not Kind.HAN:
                break
            if low in {"by", "на", "of"}:
                linked = linked or low
            k -= 1
            steps += 1
        if linked in {"by", "на"}:
            return self._nearest_change(k, sentence)
        return None

    def _han_direction(self, k: int) -> Role | None:
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
        if after and (after[0] in {"of", "от", "из"} or any(word in _SHARE for word in after)):
            return True
        return any(tokens[k].low in _SHARE for k in range(max(sentence.start, figure.hedge - 7), figure.hedge))

    def _reaches(self, figure: Figure, sentence: Sentence) -> bool:
        """Whether the figure follows "reach", "target", "составит"."""
        for k in range(figure.hedge - 1, max(sentence.start, figure.hedge - 4) - 1, -1):
            if self.tokens[k].low in self.reach or self.tokens[k].low in {"target", "goal", "цель", "目标"}:
                return True
        return False

    def planned(self, figure: Figure, sentence: Sentence) -> bool:
        """Whether the words before the figure, in its clause, tell of a plan or a forecast."""
        if sentence.start not in self._planned:
            self._planned[sentence.start] = [
                k for k in range(sentence.start, sentence.end) if self.tokens[k].low in self.plan or self._han_plan(k)
            ]
        marks = self._planned[sentence.start]
        if not marks:
            return False
        breaks = {"while", "whilst", "whereas", ";", "а", "but", "но", "compared", "up", "against"}
        for mark in marks:
            low, high = sorted((mark, figure.begin))
            between = [self.tokens[k].low for k in range(low + 1, high)]
            if mark > figure.end and ("," in between or len(between) > 12):
                continue
            if not any(word in breaks and word != "up" for word in between) and len(between) < 40:
                return True
        return False

    def _han_plan(self, k: int) -> bool:
        return self.tokens[k].kind is Kind.HAN and k > 0 and self.tokens[k - 1].text + self.tokens[k].text in self.plan

    def period(self, figure: Figure, sentence: Sentence) -> str | None:
        """The period nearest to the figure: right after it, else before it, else anywhere in the sentence."""
        start, end = self.tokens[figure.begin].start, self.tokens[figure.end - 1].end
        first, last = self.tokens[sentence.start].start, self.tokens[sentence.end - 1].end
        best: tuple[int, Period] | None = None
        for period in self.masks.years:
            if period.end <= first or period.start >= last or period.interval is None:
                continue
            if self._compared(period):
                continue
            gap = period.start - end if period.start >= end else start - period.end
            between = self.text[end : period.start] if period.start >= end else self.text[period.end : start]
            cost = (
                gap
                + (60 if any(char.isdigit() for char in between) else 0)
                + (25 if "," in between or ";" in between else 0)
            )
            if period.start < start:
                cost += 12
            if best is None or cost < best[0]:
                best = (cost, period)
        if best is None:
            return None
        return self._year_before(sentence) or best[1].interval if best[1].earlier else best[1].interval

    def _year_before(self, sentence: Sentence) -> str | None:
        """The year before the period that the sentence names: "a year earlier" counts from it."""
        first, last = self.tokens[sentence.start].start, self.tokens[sentence.end - 1].end
        for period in self.masks.years:
            if first <= period.start < last and period.interval and not period.earlier:
                start, end = period.interval[:10], period.interval[11:]
                shifted = f"{int(start[:4]) - 1:04}{start[4:]}/{int(end[:4]) - 1:04}{end[4:]}"
                return shifted.replace("-02-29", "-02-28")
        return None

    def _compared(self, period: Period) -> bool:
        """Whether a period is only what something is compared with ("compared to 2023", "к 2023 году")."""
        head = self.text[max(0, period.start - 40) : period.start].lower()
        words = head.replace(",", " , ").split()[-6:]
        for k in range(len(words) - 1, -1, -1):
            if any(char.isdigit() for char in words[k]) or words[k] == "%":
                words = words[k + 1 :]
                break
        if words and words[-1] in {"since", "until", "till", "начиная"}:
            return True
        if words and words[-1] == "over":
            return False
        if words and words[-1] == "on" and period.interval is not None and period.interval[4:11] == "-01-01/":
            return period.interval.endswith("-12-31")
        if words and words[-1] in {"с", "from"} and not any(word in _COMPARED - {"с", "from"} for word in words[:-1]):
            return False
        return any(word in _COMPARED for word in words) and not (
            words[-1:] == ["к"]
            and period.interval is not None
            and "больше" not in head
            and "рост" not in head
            and "%" not in head
        )


_TIME_UNITS = frozenset({"year", "month", "week", "day", "h", "min", "s"})
