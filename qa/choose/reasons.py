"""Whether a sentence gives a reason, an obstacle, a way or a definition, where one is asked for."""

from __future__ import annotations

import re

from qa.text.asking import asks_why
from qa.types import AnswerKind, Query

_BECAUSE = re.compile(
    # "Since 2019" and "since its launch" say when, "due to open" says what is planned.
    r"\b(?:because|owing\s+to|(?:owes?|owed)\s+(?:\w+\s+)?to|due\s+to(?!\s+(?:be|become|begin|start|open|close|end|finish|come|"
    r"go|take|enter|arrive|leave|reach|rise|fall|double|expire|meet|launch|run|receive|have)\b)|since(?=\s+(?:the|an?|its?|it|"
    r"they|their|there|th[ei]se?|that|those|we|our|he|she|no|most|many|some|only|both)\s+(?!(?:start|beginning|end|launch|"
    r"opening|foundation|founding|year|spring|summer|autumn|winter|time|day|first|last)\b)\w)|caused\s+by|causes?\s*[:–—]|"
    r"(?:has|have|had|with)\s+\w+\s+causes?|as\s+a\s+result|thanks\s+to|blam\w+|reasons?|so\s+that|arose|stem\w*\s+from|"
    r"attribut\w+\s+to|forc(?:e[sd]?|ing)|le(?:d|ads?)\s+to|explained\s+by|driven\s+by|on\s+account\s+of|for\s+(?:lack|want|fear)\s+of|in\s+order\s+to|result\w*\s+(?:of|from)|therefore)(?!\w)|"
    r"\b(?:так\s+как|потому,?\s+что|оттого,?\s+что|поскольку|из-за|ввиду|вследствие|причин\w*|благодаря|чтобы|поэтому|в\s+связи\s+с|"
    r"вызван\w*|вынужда\w+|заставля\w+|приво(?:дит|дят|дило|дила|дили)\s+к|объясня\w+|обусловлен\w*|ведь)\b|"
    r"\b(?:себе[бп]\w*|өйткені|салдарынан|сондықтан|байланысты|үшін|арқасында|кесірінен|\w+(?:[дт]ықтан|[дт]іктен))\b|"
    r"因为|由于|因此|所以|原因|为了|以便|归因|缘于|源于|鉴于|得益于|导致|致使",
    re.IGNORECASE,
)
#: In Russian and Kazakh what stands behind a colon gives the reason, unless it is the first of a list.
_COLON = re.compile(r"(?<=[а-яёәғқңөұүһі]):\s+(?=[а-яёәғқңөұүһі])(?!(?:\w+\s){0,2}\w+,)[^:;]+$")
#: What came before may be why: "was given up after a hold-up".
_AFTER = re.compile(
    r"\bafter\s+an?\s|\bпосле\s+(?:того,?\s+как|авари|пожар|нападен|наводнен|взрыв|прорыв|спор|проверк)|(?:事故|火灾|袭击|洪水|爆炸)(?:之?后|以后)",
    re.IGNORECASE,
)
#: The fit of what only a colon or an "after" says.
_LIKELY = 0.5
_WHAT_IS = re.compile(
    r"^\W*what\s+(?:is|are|does)\b|\b(?:define[ds]?|definition|mean(?:s|ing)?)\b|\bчто\s+(?:такое|означает|значит)\b|"
    r"\b(?:определение|понима\w+\s+под)\b|\bдегеніміз\b|\bдеген\s+не\b|什么是|是什么|是指|定义|含义",
    re.IGNORECASE,
)
_MEANS = re.compile(
    r"\b(?:means?|refers?\s+to|defined\s+as|we\s+mean|stands?\s+for|is\s+(?:an?|the)|are\s+(?:the)?|called)\b|"
    r"(?:[—–-]\s*это\b|\bназыва\w+|\bпонима\w+|\bозначает\b|\bявля\w+ся\b)|\b(?:дегеніміз|деп\s+атал\w+|болып\s+табыл\w+)\b|"
    r"是指|指的是|定义为|即|是一[个种家]",
    re.IGNORECASE,
)
#: How a sentence says what a word means, or how a figure is come by: "X means", «под X понимается», «X – судно,
#: которое», 所谓X，是指, a word set off at the head of a glossary's entry.
_DEFINES = re.compile(
    r"\b(?:means?|refers?\s+to|(?:is|are)\s+meant|we\s+(?:mean|regard|treat|call|define|count(?!\s+on))|"
    r"(?:defined|regarded|counted|reckoned|classed|treated|measured|calculated|computed)\s+(?:as|by|from)|counts?\s+as|"
    r"(?:is|are)\s+(?:an?|any)|divided\s+by|(?:is|are)\s+the\s+(?:share|ratio|number|sum|difference|time|hours|days|amount|proportion|quotient))\b|"
    r"^[\s\-•]*\*{1,2}[^*\n]{2,40}\*{1,2}\s*[:：–—-]|"
    r"[—–-]\s*(?:это|бұл)\b|\b(?:под\b.{2,60}\bпонима\w+|называ[ею]тся|называ[ею]м|счита[ею]тся|счита[ею]м|означа[ею]т|"
    r"исчисля\w+ся|рассчитыва\w+ся|определя[ею]тся\s+как|дел(?:им|ится|ят)\s+на|отношени[ею]\w*\s+\w+\s+к)\b|"
    r"^\W*[\w\s«»“”*-]{2,50}\s[—–-]\s(?:\w+\s){0,4}\w+,\s+(?:\w+\s)?котор\w+|"
    r"\bдегеніміз\b|\bдеп\s+(?:\w+\s+){0,6}(?:айт|ата|түсін|сана|есепте)\w+|\bесептел(?:еді|іп|ген)\b|\bболып\s+табыл\w+|"
    r"是指|指的是|所谓|定义为|(?<![立随])即(?![将使便日刻可])|除以|占.{1,24}的(?:比例|比重|百分比)|视为|算作|称为|计算",
    re.IGNORECASE,
)

#: What is in the way of something, as it is asked for and as it is told.
_ASKS_HINDRANCE = re.compile(
    r"\bwhat\b.{0,40}\b(?:hinder|hold(?:s|ing)?\s+back|hamper|imped|restrict|limit|slow|prevent|block|stand(?:s|ing)?\s+in\s+the\s+way)|"
    r"\b(?:obstacle|barrier|bottleneck|hindrance|weak\s+(?:spot|point|side))s?\b|"
    r"\b(?:меша[ею]т|сдержива[ею]т|тормоз[ия]т|препятству[ею]т|затрудня[ею]т|ограничива[ею]т|узко[ем]\w*\s+мест\w+|слабо[ем]\w*\s+мест\w+|барьер\w*|преград\w*|помех\w*)\b|"
    r"\b(?:кедергі|тосқауыл|тежейді|тежеп|қолбайлау)|阻碍|妨碍|制约|瓶颈|短板|拖累|障碍",
    re.IGNORECASE,
)
_HINDERS = re.compile(
    r"\b(?:hinder\w*|hold(?:s|ing)?\s+back|held\s+back|hamper\w*|imped\w+|restrict\w*|limit(?:s|ed|ing)?|slow(?:s|ed|ing)?|"
    r"prevent\w*|block(?:s|ed|ing)|obstacles?|barriers?|bottlenecks?|problems?|difficult\w*|weak(?:ness)?|lack(?:s|ed|ing)?|shortages?|"
    r"short\s+of|not\s+enough|too\s+(?:few|little)|insufficient|outdated|congested|forc(?:e[sd]?|ing))\b|"
    r"\b(?:меша\w+|сдержива\w+|тормоз\w+|препятств\w+|затрудн\w+|ограничи\w+|проблем\w*|барьер\w*|преград\w*|помех\w*|узк\w+\s+мест\w+|"
    r"не\s*хвата\w+|нехватк\w*|недостат\w+|дефицит\w*|слаб\w+)\b|"
    r"\b(?:кедергі|тосқауыл|теже\w+|қиындық|мәселе|жетіспе\w+|жетпей\w*|тапшы\w*|аз\s+болғандықтан)|"
    r"阻碍|妨碍|制约|瓶颈|短板|拖累|障碍|限制|不足|短缺|缺乏|缺少|问题|困难",
    re.IGNORECASE,
)
#: From where to where something goes, as it is asked for and as it is told.
_ASKS_WAY = re.compile(
    r"\bfrom\s+where\b.*\bto\b|\bbetween\s+(?:which|what)\b|\bоткуда\s+(?:и\s+)?куда\b|\bмежду\s+каки(?:ми|х)\b|\bқайдан\s+(?:және\s+)?қайда|"
    r"\bқай\w*\s+\w+\s+аралығ|从哪.{0,6}到哪|连接哪",
    re.IGNORECASE,
)
_WAY = re.compile(
    r"\bfrom\b[^.;]{2,80}\bto\b|\bbetween\b[^.;]{2,80}\band\b|\b(?:из|от|с)\s+[^.;]{2,80}\s(?:в|до|на)\s|\bмежду\s+[^.;]{2,80}\sи\s|"
    r"\w[дтн][ае]н\s[^.;]{2,60}\w(?:[ғқ]а|[гк]е)(?:\s+дейін)?\b|аралығ|从.{1,30}[到至往]|\w\s+to\s+(?-i:[A-Z])",
    re.IGNORECASE,
)

#: The fit of a sentence that gives no reason where one is asked for.
UNEXPLAINED = -0.3
#: That of one that defines nothing where a definition is asked for: it may all the same.
UNDEFINED = -0.1


def defines(text: str) -> bool:
    """Whether a sentence says what something means, or how it is reckoned."""
    return _DEFINES.search(text) is not None


def reason_fit(query: Query, text: str) -> float:
    """1 for a sentence that gives a reason where one is asked for, what hinders, a way or a definition; 0 unasked."""
    if query.kind not in (AnswerKind.EXPLANATION, AnswerKind.SENTENCE):
        return 0.0
    if query.definition:
        return 1.0 if defines(text) else UNDEFINED
    asked = query.text[query.focus :]
    if asks_why(asked):
        return 1.0 if _BECAUSE.search(text) else _LIKELY if _COLON.search(text) or _AFTER.search(text) else UNEXPLAINED
    for wanted, given in ((_ASKS_HINDRANCE, _HINDERS), (_ASKS_WAY, _WAY)):
        if wanted.search(asked):
            return 1.0 if given.search(text) else UNEXPLAINED
    if _WHAT_IS.search(asked):
        return 0.5 if _MEANS.search(text) else UNDEFINED
    return 0.0
