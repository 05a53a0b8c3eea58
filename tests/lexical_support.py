"""Passages in four languages, made again and again from the shipped documents and the sentences below."""

from __future__ import annotations

import random
from functools import cache
from pathlib import Path

from qa import text

CORPUS = Path(__file__).parents[1] / "corpus"
#: Languages of which the shipped documents hold little or nothing.
OWN = {
    "ru": (
        "Контейнерные поезда идут через сухой порт от границы до морского причала.",
        "В прошлом году терминал перевалил больше контейнеров, чем за два предыдущих года вместе.",
        "Пропускная способность станции выросла после укладки вторых путей.",
        "Перевозчики просят сократить простой вагонов на пограничных переходах.",
    ),
    "kk": (
        "Құрғақ порт арқылы өтетін контейнерлік пойыздардың саны артып келеді.",
        "Теңіз айлағындағы терминалдың қуаты екі есеге ұлғайтылды.",
        "Шекара бекетінде вагондардың тұрып қалу уақыты қысқарды.",
        "Жаңа жол салынғаннан кейін жүк тасымалы жылдамдады.",
    ),
    "zh": (
        "集装箱列车经过陆港前往里海沿岸的码头。",
        "去年口岸换装的集装箱数量超过了前两年的总和。",
        "复线建成以后车站的通过能力明显提高。",
        "承运人希望缩短货车在边境口岸的停留时间。",
        "铁路部门计划增加跨境班列并扩建堆场。",
    ),
}


@cache
def sentences() -> dict[str, tuple[tuple[str, ...], ...]]:
    """The analysed sentences of the documents and of `OWN`, by language."""
    found: dict[str, list[tuple[str, ...]]] = {"en": [], "ru": [], "kk": [], "zh": []}
    for path in sorted(CORPUS.glob("*.md")):
        for line in path.read_text(encoding="utf-8").splitlines():
            language = text.language(line) if line.strip() else ""
            if language in found:
                pieces = (span.of(line) for span in text.sentences(line, language))
                found[language] += [tuple(text.analyse(piece, language)) for piece in pieces]
    for language, own in OWN.items():
        found[language] += [tuple(text.analyse(piece, language)) for piece in own]
    return {language: tuple(filter(None, pieces)) for language, pieces in found.items()}


def passages(count: int, seed: int = 7) -> list[list[str]]:
    """`count` passages of one language each: some sentences, some of their terms left out or said twice."""
    chance = random.Random(seed)
    pool = sentences()
    made = []
    for _ in range(count):
        pieces = pool[chance.choice(("en", "en", "en", "ru", "kk", "zh"))]
        terms: list[str] = []
        for sentence in chance.choices(pieces, k=chance.randint(0, 5)):
            terms += [term for term in sentence if chance.random() > 0.3]
        terms += chance.choices(terms, k=len(terms) // 5) if terms else []
        made.append(terms)
    return made


def questions(count: int, seed: int = 11) -> list[list[str]]:
    """`count` questions over the four languages: terms of a sentence, some repeated, some that no passage has."""
    chance = random.Random(seed)
    pool = sentences()
    made = []
    for number in range(count):
        sentence = chance.choice(pool[("en", "ru", "kk", "zh")[number % 4]])
        terms = chance.choices(sentence, k=chance.randint(1, 9))
        made.append([*terms, "unheardof"] if number % 5 == 0 else terms)
    return made
