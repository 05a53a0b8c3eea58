"""Whether a question asks when something will be or when it was."""

from __future__ import annotations

import re

_FUTURE = {
    "en": re.compile(
        r"\b(?:will|won't|shall|going\s+to|(?:is|are|be)\s+(?:to|due|expected|planned|scheduled|supposed)|until\s+when|"
        r"expected|planned|scheduled|next|target|deadline|due)\b",
        re.IGNORECASE,
    ),
    "ru": re.compile(
        r"\b(?:буд(?:ет|ут)|план\w*|запланир\w*|ожида\w*|намеч\w*|предстоит|срок\w*|должн\w+|должен|"
        r"(?!бюджет|университет|кабинет|факультет|комитет|лимит|кредит|транзит|дефицит|институт|маршрут|результат|"
        r"комбинат|аппарат|формат|совет|билет|пакет|объект|предмет|ответ|пункт|проект|знает|есть)"
        r"[а-яё]{2,}(?:[еёиуюая]т(?:ся)?))\b",
        re.IGNORECASE,
    ),
    "kk": re.compile(r"\w{2,}(?:ады|еді|йды|йді|мақ|мек|пақ|пек|бақ|бек)\b|\bмерзім\w*|\bжоспар\w*", re.IGNORECASE),
    "zh": re.compile("将|会|要|预计|计划|能|拟|打算|截止|期限|前要"),
}
_PAST = {
    "en": re.compile(r"\b(?:did|was|were|had|has|have|been|ago|last)\b", re.IGNORECASE),
    "ru": re.compile(
        r"\b(?!терминал|канал|вокзал|капитал|персонал|квартал|материал|филиал|журнал|школ|начал[оа]\b|числ|сел[оа]\b|"
        r"масл|дел[оа]\b|сил[аы]?\b|угл|стал[ьи]\b|модел)[а-яё]{2,}(?:л|ла|ло|ли)(?:с[ья])?\b|\b(?!важн|нужн|должн)[а-яё]{3,}(?:ан|ен|ён|ыт)[аоы]\b|\b(?:открыт|построен|подписан|создан|основан|запущен|введ[её]н|сдан|завершён|завершен|начат|объявлен)\b",
        re.IGNORECASE,
    ),
    "kk": re.compile(r"\w{2,}(?:ған|ген|қан|кен|ды|ді|ты|ті)\b", re.IGNORECASE),
    "zh": re.compile("了|已|曾|是.*的"),
}

#: What goes on has begun.
_SINCE = re.compile(
    r"\bsince\s+when\b|\bс\s+каких\s+пор\b|\bқашаннан\s+бері\b|从(?:何时|什么时候|哪年)起", re.IGNORECASE
)


def asks_future(text: str, language: str) -> bool | None:
    """True where `text` asks about what is to come, False about what has been, None where it does not say."""
    if _SINCE.search(text):
        return False
    future, past = _FUTURE.get(language), _PAST.get(language)
    if future is not None and future.search(text) and not (language == "ru" and past and past.search(text)):
        return True
    return False if past is not None and past.search(text) else None
