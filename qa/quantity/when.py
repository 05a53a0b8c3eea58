"""The period that a figure belongs to: the nearest in its sentence that is not merely compared with."""

from __future__ import annotations

import re
from bisect import bisect_left

from qa.quantity import events, intervals
from qa.quantity.calendar_words import Period
from qa.quantity.figures import Figure
from qa.quantity.masks import Masks
from qa.quantity.sentences import Sentence
from qa.quantity.tokens import Token
from qa.quantity.units import dimension

_COMPARED = frozenset({
    "against", "beating", "compared", "exceeded", "exceeding", "surpassing", "topping", "from", "over", "relative",
    "than", "versus", "vs", "к",
    "относительно", "с", "салыстырғанда", "сравнению", "чем", "比", "较",
})  # fmt: skip
_COMPARED_TOO = _COMPARED - {"с", "from"}
_BREAK = re.compile("[,;，；]")
_ANY_DIGIT = re.compile("[0-9]")
#: A comparison with a figure of its own ("up from €900m in 2022"): the period behind it is that figure's.
_OTHERS = re.compile(
    r"(?:\b(?:against|versus|vs|compare[sd]? (?:with|to)|from|than|против|чем|по сравнению с)\b"
    r"|高于|低于|比|(?:%|^)\s(?:above|below|up on|down on|выше|ниже)\b)\D{0,20}\d"
    r"|\b(?:after|после)\s+(?:[$€£]?\d|two\b|three\b|four\b|five\b|six\b|seven\b|eight\b|nine\b|ten\b)",
    re.I,
)
#: "2022 жылмен салыстырғанда", 2022年相比.
_COMPARED_BEHIND = re.compile(
    r"\s?салыстыр|\s?(?:сәйкес |тиісті |осы )?(?:деңгейі?н?ен|көрсеткіші?н?т?ен|кезеңі?н?ен|мерзімі?н?ен)"
    r"|\s?相比|\s?相较|\s?(?:年)?以来|\s?бері\b"
)
#: From a past event to how things are: "was planted in 1987 and covers 26 ha", "put at 5 in 2021, is nearer 3".
_PRESENT = re.compile(
    r"(?:\b(?:and|but)\b|,)\s{1,3}(?:(?:it|they|now|today|currently)\s{1,3}){0,3}"
    r"(?:is|are|has|have|will|can|now|today|covers|carries|holds|employs|serves|spans|stretches|seats|houses|offers"
    r"|runs|operates|accounts|comprises|includes|stands)\b",
    re.I,
)
#: A plan told behind for another figure: "to 18 days, and a target of 10 has been set for 2027".
_PLANNED_BEYOND = re.compile(
    r",\s+(?:and|but|while)\s[^.;]*?\b(?:will|target|plan|plans|planned|expected|announced|due|scheduled|aims?|goal)\b",
    re.I,
)
#: An aside on what a thing is made for: "designed for 4 million passengers a year,".
_MADE_FOR = re.compile(r",\s+(?:designed|built|intended|meant|rated|able|capable|planned)\b[^,;]*$", re.I)
#: A dash, colon or bracket behind a period, and a figure behind it.
_HEADS = re.compile(r"\s*(?:[—–:：(（]|\s-\s)\s*(?:[^\W\d]+\s){0,2}[$€£₸~]?\d")
#: "1.74亿元，上年为1.29亿元", "3 t, a year earlier 2 t": a year before, and its figure a few words behind.
_RECALLS = re.compile(
    r"\s*(?:[^\W\d]{1,12}\s?){0,4}(?:[$€£₸~]?\d|\b(?:two|three|four|five|six|seven|eight|nine|ten|два|две|три|четыре|пять"
    r"|шесть|семь|восемь|девять|десять)\b)",
    re.I,
)
#: Characters at most from a break to a period that is of the figure behind it, and what tells of the one before.
_LEAD = 24
_CHANGED = re.compile(
    r"\s*(?:up|down|rising|falling|more|less|fewer|выше|ниже|больше|меньше|на|比|较|同比)\b|.*\d", re.I
)
#: "Of the 2019 level": what stands on either side of a year that is only compared with.
_OF_LEVEL = frozenset({"of", "the", "their", "its"})
_ITS_LEVEL = frozenset({"level", "levels", "those", "that"})
_LEVEL_BEHIND = re.compile(r"\s+(?:levels?|figures?|totals?|averages?|peak|volumes?)\b")
#: What says that a year stands for the months told before, and how long that is at most.
_SAME = re.compile(
    r"(?:same (?:period|months?|quarter|half)(?: of| in)?|(?:аналогичн|соответствующ)\w+ период\w*"
    r"|то[тм] же период\w?)\s*$"
)
_SAID = 40
#: A figure compared with, up to its period: "above the 59.4 million tonnes of"; and what is compared behind that.
_ITS_PERIOD = re.compile(
    r"\b(?:than|above|below|against|over|from|with|versus|vs\.?|to|чем|против|выше|ниже|больше|меньше|с)\s"
    r"(?:the\s|a\s)?(?:[^\W\d_]{1,3}\s)?[$€£₸]?\d[^,;()]{0,30}\s(?:of|in|for|в|за)\s+$",
    re.I,
)
_COMPARED_NEXT = re.compile(
    r",?\s+(?:but|though|although|yet|and|и|но|хотя)\s(?:[^\W\d_]{1,9}\s){0,4}"
    r"(?:than|short of|below|above|against|plan|budget|target|forecast|guidance|чем|плана|планом|бюджета|прогноза)\b",
    re.I,
)
#: What a period that is another figure's counts as further away, in characters.
_ANOTHERS = 40
#: What the figure right behind is compared from: the period before is another figure's, where one stands behind.
_FROM_HERE = re.compile(r"\b(?:from|against|versus|compared (?:with|to)|than|против)\s+(?:the\s|a\s)?(?:\w+\s)?$", re.I)
#: "Which pointed to a total above 200,000 TEU for the year": of all of it, where a part was told before.
_WHOLE_YEAR = re.compile(
    r"\s*(?:(?:for|over|in) the (?:whole |full |entire )?year(?! (?:to|before|earlier|ended|ending))\b"
    r"|за весь год|по итогам года|в целом за год|全年)",
    re.I,
)
#: Dimensions of sizes, which are of a thing and are no things that were built or opened.
_SIZES = frozenset({"length", "area", "volume", "mass", "power", "speed", "temperature", "pressure"})
#: Another figure, of which "a year earlier" is then told.
_FIGURE = re.compile(r"(?<![^\W_])\d")
#: How things have been since.
_STATES = frozenset({"работает", "действует", "существует", "идёт", "идет", "живёт", "живет"})
_LATER = re.compile(r"later|позже|спустя", re.I)
#: What opens a sentence before its period, in characters: "In the year 2024".
_OPENING = 16
#: Periods looked at on either side of a figure; in a sentence with more the nearest count.
_NEAREST = 4


class Times:
    """Assigns the periods of one text to its figures."""

    def __init__(self, text: str, tokens: list[Token], masks: Masks, spoken_of: str | None = None) -> None:
        self.text = text
        self.tokens = tokens
        self.years = [
            period for period in masks.years if period.interval is not None or period.recalled or period.later
        ]
        self.spoken_of = spoken_of
        self._no_dates: str | None = None
        self._starts = [period.start for period in self.years]

    def _near(self, figure: Figure, sentence: Sentence) -> list[Period]:
        """The periods of the sentence around the figure."""
        first, last = self.tokens[sentence.start].start, self.tokens[sentence.end - 1].end
        at = bisect_left(self._starts, self.tokens[figure.begin].start)
        nearest = self.years[max(0, at - _NEAREST) : at + _NEAREST]
        return [period for period in nearest if period.end > first and period.start < last]

    def period(self, figure: Figure, sentence: Sentence, *, changed: bool = False) -> str | None:
        """The period nearest to the figure, which `changed` then or not: right after it, else before it, else near."""
        start, end = self.tokens[figure.begin].start, self.tokens[figure.end - 1].end
        best: tuple[int, Period] | None = None
        near = self._near(figure, sentence)
        bounds = self.tokens[sentence.start].start, self.tokens[sentence.end - 1].end
        sized = dimension(figure.unit) in _SIZES if figure.unit else False
        for period in near:
            held = 0 <= start - period.end <= 1  # "below last month's $3,680": its own, compared or not
            if not held and self._compared(period):
                continue
            gap = period.start - end if period.start >= end else start - period.end
            between = self.text[end : period.start] if period.start >= end else self.text[period.end : start]
            if period.start >= end and (
                _OTHERS.search(between)
                or self._bracketed(between, period)
                or self._heads(between, period)
                or self._aside(start, between, sentence)
            ):
                continue
            if period.start < start and (
                self._past(period, between, sentence)
                or self._enclosed(period, between, sentence)
                or self._of_one_compared(period, between, sentence)
            ):
                continue
            if period.start >= end and self._of_one_behind(period, between):
                continue
            span = (period.start, period.end)
            if not held and events.elsewhere(self._undated(), bounds, span, (start, end), changed=changed, sized=sized):
                continue
            cost = gap + (60 if any(char.isdigit() for char in between) else 0) + (25 if _BREAK.search(between) else 0)
            if self._chinese(period):
                cost += 0 if period.start < start else 20  # Chinese says when before it says how much
            elif period.start < start:
                cost += 12 + (_ANOTHERS if self._from_here(figure, between, near) else 0)
            if best is None or cost < best[0]:
                best = (cost, period)
        if best is None:
            return None
        if best[1].earlier:
            return self._year_before(near) or self._recalled(best[1], sentence)
        if best[1].later:
            return self._year_after(best[1])
        return self._same_part(best[1], near) or self._whole_year(best[1], start, end) or best[1].interval

    def _undated(self) -> str:
        """The text with other signs for the digits of its periods."""
        if self._no_dates is None:
            parts, at = [], 0
            for period in self.years:
                parts += [self.text[at : period.start], _ANY_DIGIT.sub("·", self.text[period.start : period.end])]
                at = period.end
            self._no_dates = "".join((*parts, self.text[at:]))
        return self._no_dates

    def _from_here(self, figure: Figure, between: str, near: list[Period]) -> bool:
        """As in "to 31 in the first half of 2025 from 22 in that of 2024": the period before is another figure's."""
        end = self.tokens[figure.end - 1].end
        behind = next((period for period in near if period.start >= end), None)
        if behind is None or _FROM_HERE.search(between) is None:
            return False
        return not any(char.isdigit() or char in ",;，；()" for char in self.text[end : behind.start])

    def _whole_year(self, period: Period, start: int, end: int) -> str | None:
        """The whole year where a figure is said to be for it ("that year"), and its sentence names a part of it."""
        year = (period.interval or "")[:4]
        one = year and period.interval is not None and period.interval[11:15] == year
        if not one:
            return None
        told = _WHOLE_YEAR.match(self.text, end) or events.THAT_YEAR.search(
            self.text, period.end, max(period.end, start)
        )
        return intervals.years(int(year), int(year)) if told else None

    def _same_part(self, period: Period, near: list[Period]) -> str | None:
        """As in "in the first nine months of 2024, against 5 in the same period of 2023": the same months."""
        if period.interval is None or not _SAME.search(self.text[max(0, period.start - _SAID) : period.start]):
            return None
        year = period.interval[:4]
        for other in near:
            start, end = (other.interval or "/").split("/")
            if start[:4] == end[:4] != year and (start[4:], end[4:]) != ("-01-01", "-12-31") and len(start) > 4:
                return f"{year}{start[4:]}/{year}{end[4:]}".replace("-02-29", "-02-28")
        return None

    def _aside(self, start: int, between: str, sentence: Sentence) -> bool:
        """Whether a figure stands in an aside on what a thing is made for, and the period beyond it."""
        before = self.text[self.tokens[sentence.start].start : start]
        return "," in between and _MADE_FOR.search(before) is not None

    def _enclosed(self, period: Period, between: str, sentence: Sentence) -> bool:
        """As in "(9M 2024: 3.9mn t), with containers up 82%": the period is that of the figure in its bracket."""
        inside, bracket, _ = between.partition(")")
        before = self.text[self.tokens[sentence.start].start : period.start]
        opened = before.rfind("(") > before.rfind(")")
        return bool(bracket) and opened and "(" not in inside and any(char.isdigit() for char in inside)

    def _past(self, period: Period, between: str, sentence: Sentence) -> bool:
        """Whether the period is of an event told before the clause on how things are now or will be."""
        opens = period.start - self.tokens[sentence.start].start <= _OPENING
        return not opens and _PRESENT.search(between) is not None

    def _of_one_behind(self, period: Period, between: str) -> bool:
        """Whether the period is that of a plan, or "a year earlier", told of another figure behind this one."""
        return bool(_PLANNED_BEYOND.search(between) or (period.earlier and _FIGURE.search(between)))

    def _of_one_compared(self, period: Period, between: str, sentence: Sentence) -> bool:
        """As in "more than the 59.4 of 2023 but short of the 64.0 in our budget": the period of one compared before."""
        before = self.text[self.tokens[sentence.start].start : period.start]
        return _ITS_PERIOD.search(before) is not None and _COMPARED_NEXT.match(between) is not None

    def _bracketed(self, between: str, period: Period) -> bool:
        """As in "1.1m TEU (2023: 0.9m)": the period in the bracket is that of the figure in it."""
        return (
            "(" in between
            and ")" not in between
            and self.text[period.end : period.end + 2].strip()[:1] in {":", "：", "—", "–"}
        )

    def _heads(self, between: str, period: Period) -> bool:
        """As in "до 600, а в 2029 году — до 3 тыс.", 6天，2023年为8天: behind a break it heads the figure behind it."""
        head = _BREAK.split(between)
        if len(head) == 1:
            return False
        opens = period.recalled or (len(head[-1]) <= _LEAD and _CHANGED.match(head[-1]) is None)
        behind = _HEADS.match(self.text, period.end) or (_RECALLS.match(self.text, period.end) if opens else None)
        return behind is not None

    def _chinese(self, period: Period) -> bool:
        return "\u4e00" <= self.text[period.end - 1] <= "\u9fff"

    def _year_before(self, near: list[Period]) -> str | None:
        """The year before the period that the sentence names: "a year earlier" counts from it."""
        for period in near:
            if period.interval and not period.earlier and not self._compared(period):
                return _years_on(period.interval, -1)
        return None

    def _year_after(self, later: Period) -> str | None:
        """The year after the one told last before "the following year"."""
        told = [one.interval for one in self.years if one.end <= later.start and one.interval and not one.earlier]
        if not told:
            return None
        after = _years_on(told[-1], 1)
        exact = _LATER.search(self.text, later.start, later.end)  # "a year later": the same day
        return after if exact else intervals.years(int(after[:4]), int(after[:4]))

    def _recalled(self, period: Period, sentence: Sentence) -> str | None:
        """The year before the one told last before the sentence, or that which the headings name."""
        if not period.recalled:
            return period.interval
        first = self.tokens[sentence.start].start
        for other in reversed(self.years):
            if other.end <= first and other.interval and not other.earlier and not self._beside(other):
                return _years_on(other.interval, -1)
        return _years_on(self.spoken_of, -1) if self.spoken_of else None

    def _beside(self, period: Period) -> bool:
        """Whether a period is that of what something is compared with: "against 214,900 in 2023"."""
        head = self.text[max(0, period.start - _SAID) : period.start]
        return self._compared(period) or _OTHERS.search(head) is not None

    def _compared(self, period: Period) -> bool:
        """Whether a period is only what something is compared with ("compared to 2023", "к 2023 году")."""
        head = self.text[max(0, period.start - 40) : period.start].lower()
        if head.endswith("比") or _COMPARED_BEHIND.match(self.text, period.end):
            return True
        words = head.replace(",", " , ").split()[-6:]
        if words and words[-1] in _OF_LEVEL and _LEVEL_BEHIND.match(self.text, period.end):
            return True  # "96% of their 2019 level"
        if words[-2:] == ["as", "in"] or words[-1:] == ["as"] or "впервые" in words:
            return True  # "twice as many as in 2019", «впервые с декабря 2021 года»
        if words[-1:] == ["of"] and words[-2:-1] and words[-2] in _ITS_LEVEL:
            return True  # "below the level of 2019", "2.5 times those of 2022"
        if words and words[-1] in {"уровня", "уровню", "показателя", "показателю"}:
            return True
        for k in range(len(words) - 1, -1, -1):
            if words[k] == "%" or (not words[k].isalpha() and any(char.isdigit() for char in words[k])):
                words = words[k + 1 :]
                break
        if words and words[-1] in {"since", "until", "till", "начиная", "below", "above"}:
            return True
        if words[-1:] == ["с"] and words[-2:-1] and words[-2] in _STATES:
            return True  # «работает с 6 декабря 2012 года»
        whole = period.interval is not None and period.interval[4:] == f"-01-01/{period.interval[:4]}-12-31"
        if words and words[-1] == "с" and whole:
            return True  # "с 2018 года": since
        if words and words[-1] == "over":
            return False
        if words and words[-1] == "on" and period.interval is not None and period.interval[4:11] == "-01-01/":
            return period.interval.endswith("-12-31")
        if words and words[-1] in {"с", "from"} and not any(word in _COMPARED_TOO for word in words[:-1]):
            return False
        return any(word in _COMPARED for word in words) and not (
            words[-1:] == ["к"]
            and period.interval is not None
            and "больше" not in head
            and "рост" not in head
            and "%" not in head
        )


def _years_on(interval: str, by: int) -> str:
    """The same days so many years later."""
    start, end = interval[:10], interval[11:]
    shifted = f"{int(start[:4]) + by:04}{start[4:]}/{int(end[:4]) + by:04}{end[4:]}"
    return shifted.replace("-02-29", "-02-28")
