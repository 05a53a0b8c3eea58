"""What a Russian word does in its clause, by its form: see `wordclass`."""

from __future__ import annotations

import re
from functools import lru_cache

from qa.quantity import parts
from qa.quantity.counted import russian_verb
from qa.quantity.grammar import RUSSIAN
from qa.quantity.wordclass import WordClasses

_PREPOSITIONS = frozenset({
    "в", "во", "на", "с", "со", "по", "к", "ко", "из", "изо", "от", "ото", "до", "за", "для", "о", "об", "обо", "у",
    "при", "под", "над", "без", "через", "между", "перед", "про", "около", "против", "среди", "вокруг", "вместо",
    "после", "кроме", "согласно", "благодаря", "включая", "свыше", "чем", "вдоль", "внутри", "мимо", "ради", "сверх",
})  # fmt: skip
_CONJUNCTIONS = frozenset({
    "и", "а", "но", "или", "либо", "что", "чтобы", "если", "когда", "тогда", "как", "однако", "зато", "хотя", "пока",
    "где", "причём", "причем", "да", "то", "также",
})  # fmt: skip
_RELATIVES = frozenset({
    "который", "которая", "которое", "которые", "которого", "которой", "которых", "которому", "которым", "которую",
    "которыми", "котором",
})  # fmt: skip
_PRONOUNS = frozenset({
    "он", "она", "оно", "они", "ему", "ей", "им", "ним", "них", "ней", "нём", "нем", "неё", "нее", "него", "ими",
    "ними", "это", "мы", "вы", "нам", "вам", "нас", "вас", "себя", "кто",
})  # fmt: skip
_DETERMINERS = frozenset({
    "его", "её", "ее", "их", "этот", "эта", "эти", "этого", "этой", "этих", "этим", "этому", "весь", "вся", "все",
    "всё",
    "всех", "всей", "свой", "своя", "свои", "своего", "своей", "своих", "свою", "тот", "та", "те", "того", "той", "тех",
    "такой", "такая", "такие", "каждый", "каждая", "каждое", "каждую", "каждого", "каждой", "другой", "другие",
    "некоторые", "сам", "сама", "само", "сами", "том",
})  # fmt: skip
_AUX = frozenset({
    "был", "была", "было", "были", "будет", "будут", "есть", "быть", "бы", "может", "могут", "сможет", "смогут",
    "должен", "должна", "должно", "должны", "нет",
})  # fmt: skip
_ADVERBS = frozenset({
    "не", "ни", "же", "ли", "уже", "ещё", "еще", "только", "лишь", "более", "менее", "больше", "меньше", "почти",
    "теперь", "сейчас", "ныне", "сегодня", "вчера", "завтра", "потом", "затем", "здесь", "там", "тоже", "даже", "очень",
    "вместе", "вдвое", "втрое", "назад", "ранее", "раньше", "позже", "снова", "всего", "реже", "чаще", "сразу", "тыс",
    "млн", "выше", "ниже", "дороже", "дешевле", "соответственно", "впервые", "числе", "итого", "сутки", "опять",
    "около", "т",
})  # fmt: skip
_ADVERBIAL = re.compile(r"(?:еже\w+|\w+(?:тельно|енно|ично|льно|онно|рно|ически))")
_NO_ADVERB = frozenset({"зерно", "окно", "полотно", "волокно", "бревно", "дно"})
#: Nouns that end as verbs do.
_NOUNS = frozenset({
    "число", "масло", "стекло", "тепло", "кресло", "весло", "сырьё", "недели", "модели", "доли", "роли", "цели",
    "земли",
    "рубли", "корабли", "автомобили", "отрасли", "угли", "кабели", "соли", "щели", "детали", "мебели", "стрелы",
    "магистрали", "прибыли", "нефти", "сети", "смета", "лет", "билет", "бюджет", "кабинет", "пакет", "предмет", "счет",
    "счёт", "учет", "учёт", "расчёт", "расчет", "отчёт", "отчет", "полёт", "полет", "самолёт", "самолет", "совет",
    "университет", "комитет", "факультет", "паритет", "приоритет", "бюджета", "дефицит", "кредит", "транзит", "лимит",
    "визит", "аудит", "магнит", "гранит", "медь", "жизнь", "дочь", "продукт", "пункт", "объект", "проект", "лист",
    "тест", "рост", "порт", "спорт", "экспорт", "импорт", "транспорт", "аэропорт", "план", "район", "вагон", "регион",
    "полигон", "сезон", "закон", "стороны", "страны", "цены", "стены", "смены", "тонны", "колонны", "сцены", "шины",
    "машины", "вершины", "долины", "глубины", "длины", "ширины", "величины", "картины", "войны", "зоны", "акцент",
    "процент", "патент", "клиент", "агент", "элемент", "документ", "инструмент", "студент", "цемент", "фрагмент",
    "момент", "ассортимент", "контингент", "абонент", "компонент", "дни", "село", "тело", "дело", "мыло",
})  # fmt: skip
#: The past of men and women: "составил", "выросла"; and nouns that end so.
_PAST = re.compile(r"\w{2,}[аяиеыуо]ла?")
_NO_PAST = frozenset({
    "канал", "материал", "капитал", "терминал", "персонал", "филиал", "потенциал", "квартал", "журнал", "сигнал",
    "арсенал", "портал", "интервал", "зал", "вал", "минерал", "идеал", "финал", "оригинал", "отдел", "раздел", "предел",
    "надел", "стол", "пол", "протокол", "угол", "гол", "футбол", "стул", "тыл", "дел", "тел", "сел", "вокзал",
    "криминал",
    "функционал", "универсал", "генерал", "радикал", "самосвал", "перевал", "провал", "обвал", "привал", "карнавал",
    "мел", "котёл", "осёл", "посёл", "узел", "школ", "сил", "скал", "шкал", "стрел", "смол", "пчёл", "метал", "ател",
})  # fmt: skip
_GERUND, _SHORTEST_GERUND = ("ав", "ив", "яв", "ев", "ув", "шись"), 4
_PLURAL_PAST = re.compile(r"(?:[аяиыуое]|вез|нес|рос|иг|мог|лег|ш)ли$")
_INFINITIVE = re.compile(r"(?:[аяиуы]ть|[^т]еть|ться|[еи]сти|зти)$")
_NO_INFINITIVE = frozenset({
    "печать", "кровать", "память", "пять", "девять", "десять", "путь", "суть", "нить", "мать", "сеть", "смерть",
    "нефть",
    "треть", "четверть", "медь", "площадь", "ткать", "плеть", "клеть", "ветвь", "отрасти", "области", "части",
    "скорости",
    "мощности", "стоимости", "отрасль", "занятости", "новости", "кости", "гости", "сложности", "трудности", "вести",
})  # fmt: skip
_HYPHENED = (["из", "-", "за"], ["из", "-", "под"])
_HYPHENED_WORDS = frozenset({"из", "-", "за", "под"})
#: Behind a preposition these say when or how long: "за год", "в сутки".
_TIMES = frozenset({
    "год", "года", "году", "лет", "месяц", "месяца", "месяцев", "квартал", "квартале", "полугодие", "полугодии",
    "неделю",
    "день", "сутки", "час", "время", "период", "раз",
})  # fmt: skip
_SHORT = re.compile(r"\w{3,}(?:ён|щен|жен|чен|шен|влен|ирован|ован|рен|лен)")
_SHORT_LIST = frozenset({
    "открыт", "закрыт", "взят", "занят", "сдан", "издан", "создан", "продан", "отдан", "принят", "поднят", "снят",
    "дан",
    "собран", "набран", "выбран", "дал", "дала", "взял", "взяла", "ввёл", "ввел", "равен", "равна", "равно", "равны",
    "рассчитан", "рассчитана", "рассчитаны", "готов",
    "достиг", "вырос", "возрос", "мог", "смог", "вёз", "привёз", "вывез", "ввёз", "пришёл", "прошёл", "вошёл", "дошёл",
    "упал", "стоит", "стоят", "составит", "составят", "обойдётся", "обойдется", "вмещает",
})  # fmt: skip
_NO_SHORT = frozenset({"член", "плен", "клён", "полён", "олень", "магазин", "ремень"})


class RussianWords(WordClasses):
    """Tells what the tokens of one Russian text do."""

    grammar = RUSSIAN

    def _tell(self, k: int) -> int:
        """Prepositions with a hyphen first: «из-за падения» is no name of a thing."""
        if self.tokens[k].low not in _HYPHENED_WORDS:
            return super()._tell(k)
        lows = [one.low for one in self.tokens[max(0, k - 2) : k + 3]]
        at = min(k, 2)
        for start in range(max(0, at - 2), at + 1):
            if lows[start : start + 3] in _HYPHENED:
                return parts.PREPOSITION if start == at else parts.ADVERB
        return super()._tell(k)

    def _word(self, k: int) -> int:
        token, low = self.tokens[k], self.tokens[k].low
        told = _by_form(low)
        if told in _ALWAYS:
            return told
        if token.text != low and self.of(k - 1) is not parts.STOP:
            return parts.NOUN  # a name
        if low in _TIMES and self.of(k - 1) in {parts.PREPOSITION, parts.DETERMINER}:
            return parts.TIME
        if low in self._changing:
            return parts.VERB
        if low.endswith(_GERUND) and len(low) > _SHORTEST_GERUND and self.of(k - 1) is parts.COMMA:
            return parts.VERB  # ", продав 75 тысяч билетов"
        return told


_TABLE = (
    (_AUX, parts.AUX),
    (_RELATIVES, parts.RELATIVE),
    (_ADVERBS, parts.ADVERB),
    (_PREPOSITIONS, parts.PREPOSITION),
    (_CONJUNCTIONS, parts.CONJUNCTION),
    (_PRONOUNS, parts.PRONOUN),
    (_DETERMINERS, parts.DETERMINER),
)
#: What a word is wherever it stands; a verb or noun by its form may be another thing by its neighbours.
_ALWAYS = frozenset(told for _, told in _TABLE)


@lru_cache(maxsize=20_000)
def _by_form(low: str) -> int:
    """What a word in lower case does, by its form alone."""
    for known, told in _TABLE:
        if low in known:
            return told
    if _ADVERBIAL.fullmatch(low) and low not in _NO_ADVERB:
        return parts.ADVERB
    if _INFINITIVE.search(low) and low not in _NO_INFINITIVE:
        return parts.VERB
    if _PAST.fullmatch(low) and low.removesuffix("а") not in _NO_PAST:
        return parts.VERB
    return parts.VERB if _verb_form(low) else parts.NOUN


def _verb_form(low: str) -> bool:
    if low in _SHORT_LIST:
        return True
    if low in _NOUNS or low in _NO_SHORT or (low.endswith("ли") and not _PLURAL_PAST.search(low)):
        return False
    return russian_verb(low) or _SHORT.fullmatch(low) is not None
