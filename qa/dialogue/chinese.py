"""Chinese nouns put into the question before, where only their length, their last word or their place tells of what."""

from __future__ import annotations

import re
from collections.abc import Sequence

from qa.dialogue.cues import cues
from qa.dialogue.topic import CLASSES, content
from qa.text.glossary import Key, keys

#: An owner of so many signs says what it is.
_PHRASE = 5
_HAN_NOUN = re.compile("[\u3400-\u9fff]{1,8}")
_HAN_SHORT = re.compile("[\u3400-\u9fff]{2,4}")
#: What opens a Chinese circumstance ("by", "with", "in", "from").
_HAN_MANNER = re.compile("[用走坐乘经在从由对按以]")
_HAN_YES_NO = re.compile("(?P<subject>[\u3400-\u9fff]{1,8}?)(?:会|能|可以|是否|是|有|需要|应该).*吗\\W*$")
_HAN_PAIR = re.compile("[\u3400-\u9fff]{2}")
_HAN_PHRASE = re.compile("[\u3400-\u9fff]{3,}")
#: A place or firm that a question opens with, by the last word of its name.
_HAN_SITE = re.compile(
    "[\u3400-\u9fff]{2,4}?(?:口岸|车站|机场|码头|园区|海关|公司|集团|工厂|[站港市县厂矿])(?=有|在|的|能|可|每|今|去|前|\\d)"
)
#: What a unit of it costs or weighs ("一吨甜菜多少钱").
_HAN_GOODS = re.compile(
    "[一二两三四五六七八九十每\\d](?:吨|节|辆|个|台|公斤|升|桶|箱|件|头|只|艘|架|列|张|份)(?P<thing>[\u3400-\u9fff]{2,4}?)"
    "(?=多少|要|需|收|卖|价|的价)"
)
#: Money without its currency.
_CURRENCY = re.compile("[A-Z]{3}")
_HAN_MONEY = re.compile("多少钱")
_HAN_YEAR_END = re.compile("[今明]?年[底末]")
#: What a Chinese noun phrase does not reach across.
_HAN_BOUNDARY = re.compile("[年月日的在从由和与对是，、：\\d\\s]")


def same_sign(body: str, before: str) -> str:
    """A Chinese noun of two signs in the place of the only one with the same last sign ("火车" for "卡车"), or ""."""
    if not _HAN_PAIR.fullmatch(body) or before.count(body[1]) != 1:
        return ""
    end = before.index(body[1]) + 1
    return before[: end - 2] + body + before[end:] if _HAN_PAIR.fullmatch(before, end - 2, end) else ""


def same_head(body: str, before: str) -> str:
    """A Chinese noun phrase in the place of the one with the same last word ("白鹤滩电站" for "三峡电站"), or ""."""
    head = body[-2:]
    if not _HAN_PHRASE.fullmatch(body) or head not in before:
        return ""
    end = before.index(head) + len(head)
    start = max((match.end() for match in _HAN_BOUNDARY.finditer(before, 0, end - len(head))), default=0)
    return before[:start] + body + before[end:]


def another_subject(body: str, before: str) -> str:
    """A Chinese question to be answered by yes or no, asked of another thing ("茶" for "咖啡因"), or ""."""
    asked = _HAN_YES_NO.match(before)
    if not asked or not _HAN_NOUN.fullmatch(body) or _HAN_MANNER.match(body) or cues().when.search(body):
        return ""
    return body + before[asked.end("subject") :]


def another_site(body: str, before: str) -> str:
    """The question before asked of the place or firm that `body` names instead of the one that it opens with; or ""."""
    site = _HAN_SITE.match(before)
    named = [key for key in content(body) if key.is_name]
    if site is None or not named or any(key.is_name for key in content(before)) or named[-1].end < len(body):
        return ""
    return body + before[site.end() :]


def same_length(body: str, before: str) -> str:
    """A short Chinese noun in the place of the one of its length in front of the measure ("咖啡" for "茶叶"), or "".

    A noun that the glossary does not know may be a name: it takes the place of the only name spoken of.
    """
    if any(_CURRENCY.fullmatch(key.unit or "") for key in keys(body, "zh")) and not body.startswith("每"):
        return _HAN_MONEY.sub(f"多少{body}", before, count=1) if _HAN_MONEY.search(before) else ""
    if not _HAN_SHORT.fullmatch(body) or _HAN_MANNER.match(body) or cues().when.search(body):
        return ""
    if _HAN_YEAR_END.fullmatch(body):
        return f"到{body}{before}"
    if goods := _HAN_GOODS.search(before):
        return before[: goods.start("thing")] + body + before[goods.end("thing") :]
    asked = cues().asking.search(before)
    words = content(before)
    named = [key for key in words if key.is_name]
    if len(named) == 1 and not any(key.term.startswith("=") for key in content(body)):
        return before[: named[0].start] + body + before[named[0].end :]
    plain = [key for key in words if key.kind == "word" and not key.term.startswith("=")]
    region = [key for key in plain if asked is None or key.end <= asked.start()]
    at = next((at for at in range(1, len(region)) if region[at].start > region[at - 1].end), len(region))
    if not region or region[at - 1].end - region[0].start < len(body):
        return ""
    end = region[at - 1].end
    if any(key.term.startswith("=") for key in content(body)) and _is_place_name(end, words):
        return ""
    return before[: end - len(body)] + body + before[end:]


def _is_place_name(end: int, words: Sequence[Key]) -> bool:
    """Whether the unknown signs up to `end` name a place, whose class stands behind them ("达尔明口岸")."""
    return any(key.start == end and key.term in CLASSES for key in words)


def is_phrase(body: str) -> bool:
    """Whether a Chinese fragment is a noun phrase that says itself what of what is asked ("两条空中走廊每天的航班")."""
    owner, tie, thing = body.rpartition("的")
    return bool(tie) and len(owner) >= _PHRASE and len(thing) > 1 and bool(content(thing))
