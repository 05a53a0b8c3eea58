"""Where the question proper begins, behind what people say first about why they ask."""

from __future__ import annotations

import re

#: How a clause that asks begins or what it holds, in four languages.
_ASKING = re.compile(
    r"\b(?:what|which|who|whom|whose|when|where|why|how|tell|name|give|list|find|state)\b|"
    r"\b(?:сколько|насколько|как(?:ой|ая|ое|ие|ого|ому|им|их|ую|ова?)?|кто|кого|кем|где|куда|откуда|когда|почему|зачем|"
    r"что|чем|чему|назови\w*|перечисли\w*|укажи\w*|подскажи\w*|скажи\w*)\b|"
    r"\b(?:қанша\w*|неше\w*|қандай|қай\w*|кім\w*|қашан\w*|неге|не(?:мен)?|неліктен|айт\w*|ата\w*)\b|"
    r"多少|几|哪|什么|谁|何时|为何|为什么|怎|如何|请问",
    re.IGNORECASE,
)
#: Words that ask, and are no request to tell: what they open goes on behind a comma ("сколько …, когда …").
_QUESTION_WORD = re.compile(
    r"\b(?:what|which|who|whom|whose|when|where|why|how|скольк\w+|насколько|какой|какая|какое|какие|кто|где|куда|откуда|"
    r"когда|почему|зачем|қанша\w*|неше\w*|қандай|қай\w*|кім\w*|қашан\w*|неге|неліктен)\b|多少|几|哪|什么|谁|何时|为何",
    re.IGNORECASE,
)
#: How a clause begins that says what is not asked: "not what it had meant to spend".
_NOT_THAT = re.compile(
    r"\s*(?:and\s+|but\s+|а\s+|но\s+)?(?:not|rather|instead|не)\b|\s*(?:而不是|而非|不是)", re.IGNORECASE
)
#: A question that asks for nothing of its own: what is asked stands before it ("…, what do our papers say?").
_WHAT_IS_SAID = re.compile(
    r"\W*(?:so\s+)?what\s+(?:do|does|did|can)\s+(?:\w+\s+){1,3}(?:say|tell|state|report|know|show|give|have|find)\b(?:\s+(?:us|me|"
    r"about\s+(?:it|that|this)|on\s+(?:it|that|this)))?\W*$|"
    r"\W*(?:so\s+)?what\s+(?:is|was)\s+(?:the|that|this|its)\s+(?:exact\s+)?(?:ceiling|limit|maximum|minimum|figure|number|total|answer|amount|"
    r"value|sum|rate)\W*$|"
    r"\W*что\s+(?:об\s+этом\s+)?(?:говор|сообща|пиш|указан|сказан|написан|известн)\w*(?:\s+(?:об\s+этом|в\s+|наши|документ|источник|стать|"
    r"материал)\w*){0,3}\W*$|"
    r"\W*(?:бұл\s+туралы\s+)?(?:\w+\s+){0,2}не\s+(?:дейді|делінген|айтылған|жазылған)\W*$|"
    r"\W*(?:文件|资料|材料|报告|文章|文档)(?:里|中|上)?(?:是)?(?:怎么|如何|有什么)(?:说|写|讲)的?\W*$",
    re.IGNORECASE,
)
_BOUNDARY = re.compile(r"[.:;!?](?=\s)|[。：；！？]|[,，](?=\s|[\u3400-\u9fff])|\s[—–-](?=\s)")
_WORD = re.compile(r"[^\W\d_\u3400-\u9fff]+|\d+|[\u3400-\u9fff]")
#: A shorter text has no room for a preamble (words; Chinese characters count as half a word each).
_LONG = 10
#: A question proper has at least so many words.
_WHOLE = 4
#: Behind a comma the asking word comes within so many words ("so please tell me what …").
_SOON = 4


def focus(text: str) -> int:
    """The offset at which the question proper begins; 0 where all of it asks."""
    if _length(text) < _LONG:
        return 0
    start = 0
    for boundary in _BOUNDARY.finditer(text):
        rest = text[boundary.end() :]
        if _length(rest) < _WHOLE:
            break
        asking = _ASKING.search(rest)
        if asking is None:
            break
        if _WHAT_IS_SAID.fullmatch(rest):
            continue
        comma = boundary.group() in ",，"
        if comma and (_NOT_THAT.match(rest) or _QUESTION_WORD.search(text, start, boundary.start())):
            continue
        soon = _length(rest[: asking.start()]) <= _SOON
        if soon or not comma:
            start = boundary.end()
    return start


def _length(text: str) -> float:
    """The length of `text` in words."""
    found = _WORD.findall(text)
    return sum(0.5 if "\u3400" <= word <= "\u9fff" else 1.0 for word in found)
