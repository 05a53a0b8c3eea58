"""What a question takes for granted, and no document tells: that something was closed, that a town has a mayor.

Who asks why or when something ended states that it did. Documents tell an end in some word for ends, if not in the
asker's; an office of the state in its own word, and never by "leads" or "is in charge" as a firm's.
"""

from __future__ import annotations

import re

from qa.text.asking import asks_why
from qa.types import AnswerKind, Query

_ENDS = re.compile(
    r"\b(?:clos(?:e[sd]?|ing|ures?)|shut(?:s|ting|down)?|bans?|bann(?:ed|ing)|prohibit\w*|forb[ai]d\w*|embargo\w*|"
    r"cancel\w*|revo(?:k|c)\w*|abolish\w*|suspen\w*|halt\w*|stop(?:s|ped|ping)?|ceas\w*|discontinu\w*|abandon\w*|"
    r"quit(?:s|ting)?|resign\w*|dismiss\w*|fired|sack(?:s|ed|ing)|withdr[ae]w\w*|terminat(?:e[sd]?|ing|ion)|reject\w*|"
    r"refus(?:e[sd]?|al|als|ing)|sell(?:s|ing)?|sold|sale|divest\w*|bankrupt\w*|default(?:s|ed|ing)?|collaps\w*|"
    r"scrap(?:s|ped|ping)?|dissol\w*|expel\w*|declin(?:e[sd]|ing)\s+to|le(?:ave[sd]?|aving|ft)|depart(?:s|ed|ing|ure)|"
    r"exit(?:s|ed|ing)?|remov(?:e[sd]?|al|ing)\s+(?:\w+\s+){0,3}?from|(?:pull|walk|back|opt)(?:s|ed|ing)?\s+out|(?:step|stand|stood)(?:s|ped|ping)?\s+down|"
    r"g(?:ive|ives|iven|iving|ave)\s+up|turn(?:s|ed|ing)?\s+(?:down|away)|drop(?:s|ped|ping)?\s+out|pulls?\s+the\s+plug)\b|"
    r"\b(?:закры\w+|запре[тщ]\w+|эмбарго|отмен\w+|приостан\w+|прекра[тщ]\w+|останов(?:ил|лен|ят|ит|ка|ки|ку)\w*|отказ\w*|"
    r"отклон\w+|выш(?:ел|ла|ли|ло)\s+из|выход\w*\s+из|покин\w+|уш(?:[её]л|ла|ли)|увол\w+|отставк\w+|снят[аоы]?\s+с|"
    r"продал\w*|продаж\w*|продан\w*|разор[ия]\w+|ликвид\w+|сорва\w+|упраздн\w+|расторг\w+|разорва\w+|банкрот\w*|сверну\w+|"
    r"бросил\w*|вывед\w+\s+из|не\s+пускает\w*|отозва\w+|отстран\w+|сняли)\b|"
    r"\b(?:жабы\w+|жап(?:ты|са|пай)\w*|тыйым\w*|тоқта\w+|бас\s+тарт\w*|шығып\s+кет\w*|сат(?:ты|ылды|ылған|қан|ып)\w*|жойыл\w+|"
    r"босат\w+|қызметтен\s+кет\w*|отставка\w*|қабылдама\w+|банкрот\w*)\b|"
    r"关闭|关停|停[运业办航产工用]|停止|暂停|中止|终止|取消|撤[销出离资]|退出|离开|放弃|拒绝|否决|不予|禁[止令运]|出售|卖[出掉给]|转让|"
    r"解雇|辞[职去]|免职|卸任|破产|违约|倒闭|叫停|流标|落选",
    re.IGNORECASE,
)
#: What is an end where somebody leaves a market or a post; asked when, a train leaves as well, and ends nothing.
_GOES = re.compile(
    r"le(?:ave[sd]?|aving|ft)|depart\w*|exit\w*|выш\w+\s+из|выход\w*\s+из|покин\w+|уш\w+|шығып\s+кет\w*|离开|退出",
    re.IGNORECASE,
)
#: What was refused or turned down was offered; that may be all that is told of it.
_REFUSED = re.compile(r"\b(?:refus|reject|turn\w*\s+down|отказ|отклон|бас\s+тарт)|拒绝|否决", re.IGNORECASE)
_OFFERED = re.compile(
    r"\b(?:offer(?!ings?\b)|propos|bid(?:s|der)?\b|предл[ао]г|предлож|заявк)|\bұсын|提议|提出|报价|投标", re.IGNORECASE
)
#: Offices of the state, of which one is no other; a prime minister is none of the ministers. A firm's are told in many
#: ways, but are told.
_OFFICES = tuple(
    re.compile(office, re.IGNORECASE)
    for office in (
        r"\bprime[ -]minister|\bpremier\b|\bпремьер|总理|首相",
        r"(?<!prime )(?<!prime-)\bministers?\b|(?<!премьер-)\b(?:вице-)?министр|部长|大臣",
        r"\b(?:mayor|akim|governor)s?\b|\b(?:мэр|аким|губернатор|градоначальник)(?:а|у|ом|е|ы|ов)?\b|\bәкім|\bмэрі|[市州省]长",
        r"\bpresidents?\b|\bheads?\s+of\s+state|\bпрезидент|\bглав\w+\s+государств|总统|主席|元首",
        r"\bambassadors?\b|\bпос(?:ол|ла|лу|лом)\b|\bелші|大使",
    )
)
_DIRECTOR = re.compile(
    r"\b(?:ceo|chief\s+executive|(?:general|managing|executive)\s+director|chair(?:man|woman|person))\b|"
    r"\b(?:\w*директор|председател|төраға|төрайым)|总裁|总经理|董事长|首席执行官",
    re.IGNORECASE,
)
_DIRECTS = re.compile(
    r"\b(?:ceo|chief|executive|director|chair|head|manag(?:er|ing)|leads?\b|leader\s+of|led\b|boss|runs?\b|ran\b|in\s+charge|president|took\s+over)|"
    r"\b(?:\w*директор|председател|глав[аыуео]|возглав|руковод|началь|управля|президент|во\s+главе)|"
    r"\b(?:төр(?:аға|айым)|басшы|басқар|жетек|бастық|президент)|总裁|经理|董事长|首席|负责|领导|主[任管席持]|掌|院长|局长|会长",
    re.IGNORECASE,
)


def untold(query: Query, told: str) -> bool:
    """Whether `query` takes for granted what `told`, the winner's passage and all above it, tells in no word."""
    asked = query.text[query.focus :]
    if query.kind is AnswerKind.PERSON:
        offices = (*((office, office) for office in _OFFICES), (_DIRECTOR, _DIRECTS))
        return any(own.search(asked) and not there.search(told) for own, there in offices)
    if query.kind is AnswerKind.DATE or (query.kind.group == "text" and asks_why(asked)):
        if not _asks_of_an_end(asked, query.kind) or _ENDS.search(told) is not None:
            return False
        return not (_REFUSED.search(asked) and _OFFERED.search(told))
    return False


def _asks_of_an_end(asked: str, kind: AnswerKind) -> bool:
    """Whether a question says that something ended."""
    ends = (found.group() for found in _ENDS.finditer(asked))
    return any(kind is not AnswerKind.DATE or _GOES.fullmatch(end) is None for end in ends)
