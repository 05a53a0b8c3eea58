"""Numbers that count off by what follows them: "12-бап", "502室", "2型", "7路公交车", "сахарный диабет 2 типа"."""

from __future__ import annotations

import re

from qa.quantity import kinds
from qa.quantity.hedgewords import POSSESSIVES
from qa.quantity.lexicon import Lexicon
from qa.quantity.tokens import Token, glued

_HYPHENS = frozenset({"-", "‐", "‑"})
_ADJECTIVE = re.compile(
    r".{2,}(?:[ыио]й|[ыи]х|ая|яя|ое|ее|ые|ие|о?го|его|о?му|ему|(?:н|ск|в|ш|щ)[ыи]м|[ыи]ми|ую|юю|ом|ем)$"
)
#: Kazakh and Russian endings that only decline the figure: "300-ден", "5-ти" are shorter.
_SHORTEST_NOUN = 4
#: What lasts so long, where without the ending it would be the so-manieth: "5-жылдық".
_LASTING = ("лық", "лік", "дық", "дік", "тық", "тік")
#: What a number before it names: houses, courtyards, rooms from three digits on ("3室2厅" are rooms counted), types.
_HAN_LABELS = frozenset("号號型院楼樓")
_ROOM_DIGITS = 3
_ROOMS = frozenset("室")
#: 21世纪 is the so-manieth, 3世纪 may be a time of three; 90年代 a decade, 107国道 a road.
_ORDERED_HAN, _FIRST_CENTURY = (
    frozenset(
        {"世纪", "世紀", "年代", "国道", "省道", "县道", "单元", "网站", "热线", "客服", "报警", "號線", "年级", "年級"}
    ),
    5,
)
_DAYTIMES, _OCLOCK = frozenset("午晨晚早夜"), frozenset("钟整")
_ROUTES, _VEHICLES = frozenset("路"), frozenset("公车電电巴")
#: Russian nouns in the genitive singular that a number before them puts in order: "врач 2 категории".
_ORDERED = frozenset({
    "типа", "степени", "категории", "класса", "группы", "стадии", "разряда", "сорта", "уровня", "ранга", "порядка",
    "поколения", "курса", "подгруппы",
})  # fmt: skip
#: Nouns in the nominative singular behind any number but one: "занял 3 место", "5 класс", "7 канал" put in order …
_NOMINATIVE = frozenset({
    "место", "класс", "этаж", "канал", "том", "курс", "разряд", "тур", "сезон", "раунд", "этап", "выпуск", "номер",
    "ряд", "маршрут", "пункт", "раздел", "абзац", "подъезд", "корпус", "микрорайон", "округ", "уровень", "квартал",
    "вариант", "ранг", "сорт", "тип", "тайм", "период", "сектор", "блок", "кабинет", "проезд",
})  # fmt: skip
#: … as does the nominative of nouns in -ие ("12 отделение", "3 издание"); two and more govern the genitive.
_NEUTER = re.compile(r"[а-я]{3,}(?:ние|тие)$")
#: The locative singular behind "на" and "в"; adjectives ("-ые", "-ие", "-ое", "-ее") and comparatives end otherwise.
_INVARIABLE = frozenset(
    {"кафе", "купе", "шоссе", "ателье", "резюме", "досье", "филе", "реле", "кашпо", "турне", "тенге"}
)
_WHERE, _LOCATIVE = frozenset({"на", "в", "во"}), re.compile(r"[а-яё]{3,}[^шжчеиыо]е|этаже")
_KAZAKH, _NEAR = re.compile("[әғқңөұүһі]"), 8
#: Endings of verbs, participles and adverbs, after which such a number counts ("выделено 3 типа").
_VERBAL = re.compile(r"(?:[еиуюая]т|л|ла|ло|ли|но|ны|на|ть|ся|сь)$|^(?:все|эти|только|ещё|еще|всего|лишь)$")


class Numbering:
    """Judges numbers of one tokenised text by the word behind them."""

    def __init__(self, tokens: list[Token], lexicon: Lexicon) -> None:
        self.tokens = tokens
        self.lexicon = lexicon

    def counts_off(self, i: int) -> bool:
        """Whether the number at token `i` only puts what follows in order or names it."""
        if i > 1 and self.tokens[i - 1].text == "比" and self.tokens[i - 2].kind is kinds.NUMBER:
            return True
        after = self.tokens[i + 1] if i + 1 < len(self.tokens) else None
        if after is None:
            return False
        if after.kind is kinds.HAN:
            return self._chinese(i)
        if after.kind is kinds.WORD:
            return "Ѐ" <= after.low[0] <= "ӿ" and self._russian(i)
        return self._kazakh(i)

    def _kazakh(self, i: int) -> bool:
        """As in "147-бабының", "5-сынып", "12-кабинет": in Kazakh a hyphen before a noun makes an ordinal."""
        tokens = self.tokens
        if i + 2 >= len(tokens) or tokens[i + 1].text not in _HYPHENS:
            return False
        if not glued(tokens, i + 1) or not glued(tokens, i + 2) or not tokens[i].text.isdecimal():
            return False
        if tokens[i + 2].kind is kinds.NUMBER and i + 4 < len(tokens) and glued(tokens, i + 3) and glued(tokens, i + 4):
            i += 2 * (tokens[i + 3].text in _HYPHENS)  # "12-15-баптары"
        if tokens[i + 2].kind is not kinds.WORD:
            return False
        word = tokens[i + 2].low
        if not "Ѐ" <= word[0] <= "ӿ" or len(word) < _SHORTEST_NOUN - (word in {"үй", "бап", "бет"}):
            return False
        if word in POSSESSIVES:
            return False  # "26-сының": of the 26
        unit = self.lexicon.words.at(tokens, i + 2)
        if _ADJECTIVE.fullmatch(word) or (word in self.lexicon.numbers and unit is None):
            return False
        if unit is None:
            return True
        return self.lexicon.measures(unit[1]) == "duration" and not word.endswith(_LASTING)  # "2-тоқсан"

    def _chinese(self, i: int) -> bool:
        """As in 27号院, 502室, 2型糖尿病, 7路公交车."""
        tokens = self.tokens
        if i + 1 >= len(tokens) or tokens[i + 1].kind is not kinds.HAN:
            return False
        after = tokens[i + 1].text
        following = tokens[i + 2].text if i + 2 < len(tokens) else ""
        if after + following == "版本":
            return True  # 2.0版本
        if not tokens[i].text.isdecimal():
            return False
        if after in _HAN_LABELS:
            return True
        if after in _ROOMS:
            return len(tokens[i].text) >= _ROOM_DIGITS
        if after == "点":
            daytime = i > 0 and tokens[i - 1].text in _DAYTIMES
            return daytime or following in _OCLOCK  # 下午3点
        if after + following in _ORDERED_HAN:
            return after != "世" or int(tokens[i].text[:_ROOM_DIGITS]) >= _FIRST_CENTURY
        if after == "比" and i + 2 < len(tokens) and tokens[i + 2].kind is kinds.NUMBER:
            return True  # 3比1
        return after in _ROUTES and following in _VEHICLES

    def _kazakh_near(self, i: int) -> bool:
        """Whether letters of Kazakh stand near: there the noun that is counted is always in the singular."""
        return any(_KAZAKH.search(token.low) for token in self.tokens[max(0, i - _NEAR) : i + _NEAR])

    def _locative(self, i: int) -> bool:
        """As in "на 78 минуте", "в 12 классе": the noun is singular, so the number only puts it in order."""
        word = self.tokens[i + 1]
        placed = i > 0 and self.tokens[i - 1].low in _WHERE and word.kind is kinds.WORD and word.text.islower()
        if not placed or _LOCATIVE.fullmatch(word.low) is None or word.low in _INVARIABLE:
            return False
        return word.low not in self.lexicon.forms["function"] and word.low not in self.lexicon.numbers

    def _russian(self, i: int) -> bool:
        """As in "сахарный диабет 2 типа": after a noun, before what is put in order; "занял 3 место"."""
        tokens = self.tokens
        if i + 1 < len(tokens) and tokens[i].text.isdecimal() and not glued(tokens, i + 1):
            one = tokens[i].text.endswith("1") and not tokens[i].text.endswith("11")
            known = self.lexicon.nouns.at(tokens, i + 1)
            told = tokens[i + 1].low in _NOMINATIVE or self._locative(i)
            told = told and (known is None or known[0] == i + 2) and not self._kazakh_near(i)  # "2 пункта пропуска"
            if not one and (told or (known is None and _NEUTER.match(tokens[i + 1].low))):
                return True
        if i + 1 >= len(tokens) or tokens[i + 1].low not in _ORDERED or not tokens[i].text.isdecimal():
            return False
        before = tokens[i - 1] if i else None
        if before is None or before.kind is not kinds.WORD or before.low in self.lexicon.forms["function"]:
            return False
        hedged = self.lexicon.before["bound"].at(tokens, i) is not None
        return not hedged and _VERBAL.search(before.low) is None
