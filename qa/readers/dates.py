"""Dates as people write them at the top of a text, in English, Russian, Kazakh and Chinese."""

from __future__ import annotations

import re
from datetime import date

_ENGLISH = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]
_RUSSIAN = ["январ", "феврал", "март", "апрел", "ма", "июн", "июл", "август", "сентябр", "октябр", "ноябр", "декабр"]
_KAZAKH = [
    "қаңтар",
    "ақпан",
    "наурыз",
    "сәуір",
    "мамыр",
    "маусым",
    "шілде",
    "тамыз",
    "қыркүйек",
    "қазан",
    "қараша",
    "желтоқсан",
]

_EN = r"(?P<en>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
_EN += r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
_RU = r"(?P<ru>январ[яь]|феврал[яь]|марта?|апрел[яь]|ма[яй]|июн[яь]|июл[яь]|августа?|сентябр[яь]|октябр[яь]"
_RU += r"|ноябр[яь]|декабр[яь])\b"
_KK = rf"(?P<kk>{'|'.join(_KAZAKH)})\w*"
_YEAR = r"(?P<year>(?:19|20)\d\d)(?!\d)"
_DAY = r"(?<!\d)(?P<day>[0-3]?\d)"

#: Tried in this order at every place; a pattern with a day comes before the same without.
_PATTERNS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"(?<!\d){_YEAR}-(?P<month>[01]\d)-(?P<day>[0-3]\d)(?!\d)",
        rf"(?<!\d){_YEAR}[/.](?P<month>[01]?\d)[/.](?P<day>[0-3]?\d)(?!\d)",
        rf"{_DAY}\.(?P<month>[01]?\d)\.{_YEAR}",
        rf"{_YEAR}\s*年\s*(?P<month>[01]?\d)\s*月\s*(?P<day>[0-3]?\d)\s*[日号]",
        rf"{_YEAR}\s*年\s*(?P<month>[01]?\d)\s*月",
        rf"{_DAY}(?:st|nd|rd|th)?\s+(?:of\s+)?{_EN},?\s+{_YEAR}",
        rf"\b{_EN}\s+(?P<day>[0-3]?\d)(?:st|nd|rd|th)?,?\s+{_YEAR}",
        rf"{_DAY}\s+{_RU},?\s+{_YEAR}",
        rf"(?<!\d){_YEAR}\s*(?:жылғы|жылы|жылдың|ж\.)\s*(?P<day>[0-3]?\d)[\s-]*{_KK}",
        rf"{_DAY}\s+{_KK},?\s+{_YEAR}",
        rf"\b{_EN},?\s+{_YEAR}",
        rf"\b{_RU},?\s+{_YEAR}",
        rf"(?<!\d){_YEAR}\s*(?:жылғы|жылы|жылдың|ж\.)\s*{_KK}",
        rf"{_KK},?\s+{_YEAR}",
    )
)
#: What may stand beside the date in a line that is there to give the date.
_LABELS = re.compile(
    r"\b(?:published|updated|posted|released?|press|date|on|last|by|am|pm|at|utc|gmt|mon|tues?|wed(?:nes)?|thu(?:rs)?"
    r"|fri|sat(?:ur)?|sun|day|\w+day|опубликован\w*|дата|публикации|обновлено|размещено|год[а]?|г|время|понедельник"
    r"|вторник|среда|четверг|пятница|суббота|воскресенье|жарияланған|жарияланды|күні|жыл\w*|ж"
    r"|发布|时间|日期|发表|更新|星期.|来源)\b",
    re.IGNORECASE,
)
#: Dates of something else than publication.
_OTHER_DATES = re.compile(
    r"submi|received|accepted|accessed|retrieved|поступ|принят|обращени|қабылданды|келіп түс|收稿|访问", re.IGNORECASE
)
_LETTERS = re.compile(r"[^\W\d_]")
#: A line that gives a date may name the place or the paper too; longer ones are sentences.
_DATE_LINE, _OTHER_LETTERS = 90, 24
#: A dateline ("ASTANA, June 9, 2025 —") stands at the very beginning of the text.
_DATELINE = 80


def iso(match: re.Match[str]) -> str | None:
    """The ISO form of a matched date, as precise as the match; None for a day that does not exist."""
    groups = match.groupdict()
    year, month = int(groups["year"]), _month(groups)
    day = groups.get("day")
    if not 1 <= month <= 12:
        return None
    if day is None:
        return f"{year:04d}-{month:02d}"
    try:
        return date(year, month, int(day)).isoformat()
    except ValueError:
        return None


def _month(groups: dict[str, str | None]) -> int:
    if groups.get("month"):
        return int(groups["month"] or 0)
    for key, names in (("en", _ENGLISH), ("ru", _RUSSIAN), ("kk", _KAZAKH)):
        word = groups.get(key)
        if word:
            word = word.casefold()
            if key == "ru" and word.startswith("мар"):
                return 3
            return next(n for n, name in enumerate(names, 1) if name.startswith(word[:3]) or word.startswith(name))
    return 0


def find(text: str) -> tuple[str, int, int] | None:
    """The first date in `text`: ISO form, start, end; of two that begin together the more precise one."""
    best: tuple[int, int, str, int] | None = None
    for rank, pattern in enumerate(_PATTERNS):
        match = pattern.search(text)
        value = iso(match) if match else None
        if match and value and (best is None or (match.start(), rank) < best[:2]):
            inside = best is not None and match.start() > best[0]
            if not inside:
                best = (match.start(), rank, value, match.end())
    return (best[2], best[0], best[3]) if best else None


def of_line(line: str) -> str | None:
    """The date that a line is there to give: alone, labelled, or as a dateline before the first sentence."""
    head = line[:_DATE_LINE]
    found = find(head)
    if found is None or _OTHER_DATES.search(head):
        return None
    value, start, end = found
    if len(line) <= _DATE_LINE:
        rest = _LABELS.sub("", line[:start] + " " + line[end:])
        if len(_LETTERS.findall(rest)) <= _OTHER_LETTERS:
            return value
    if end <= _DATELINE and re.match(r"\s*\)?\s*[—–:-]|\s*\)", line[end:]):
        return value
    return None


def normal(value: object) -> str | None:
    """An ISO date from what metadata holds: a date, a year, or a string with a date in it."""
    if isinstance(value, date):
        return value.isoformat()[:10]
    text = str(value).strip()
    if re.fullmatch(r"(?:19|20)\d\d(?:-(?:0[1-9]|1[0-2]))?", text):
        return text
    found = find(text.replace("T", " ")[:200])
    return found[0] if found else None
