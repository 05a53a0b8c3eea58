"""What is asked for in so many words: a reason, or something that no figure is; of questions and of documents."""

from __future__ import annotations

import re

_WHY = re.compile(
    r"\b(?:why|reasons?|causes?|caused|what\s+(?:made|slowed|delayed|stopped|held\s+up|drove|led\s+to|boosted|helped|lifted)|how\s+come)\b|"
    r"\bчто\s+(?:вызвало|замедлило|задержало|подняло|помогло|ускорило|остановило|привело)\b|\bне\s+(?:баяулатты|тоқтатты)\b|什么(?:导致|造成|推动|拖慢)|"
    r"\b(?:почему|зачем|причин\w*|из-за\s+чего|за\s+сч[её]т\s+чего|благодаря\s+чему|отчего|чего\s+(?:это|так|же)|с\s+чего\s+(?:это|вдруг))\b|"
    r"\b(?:неге|неліктен|себе[бп]\w*)\b|为什么|为何|原因|何以",
    re.IGNORECASE,
)


def asks_why(text: str) -> bool:
    """Whether `text` asks for a reason."""
    return _WHY.search(text) is not None


#: What somebody fears, wants or lacks, what is made or carried somewhere.
_WHAT = re.compile(
    r"\bwhat\s+(?:does|do|did|is|are|was|were)\b.{2,60}\b(?:fear|afraid\s+of|worr\w+|complain\w*|demand|lack|missing|produce|make|"
    r"carry|sell|export|import)\W*$|"
    r"\b(?:чего|чем|о\s+ч[её]м|что)\s+(?:\w+\s+)?(?:бо[ия]тся|опаса[ею]тся|хочет|хотят|не\s*хватает|недоста[её]т|про[сш]\w+|требу[ею]т|"
    r"жалу[ею]тся|производ[ия]т|выпуска[ею]т|перевоз[ия]т|возит|возят|добыва[ею]т|экспортиру[ею]т|импортиру[ею]т|прода[ею]т)\b|"
    r"\b(?:неден|нені|не)\s+(?:\w+\s+)?(?:қорқ|сескен|қала|сұра|талап|жетісп|жетпей|өндір|шығар|тасы|тасымалда|экспортта)\w*|"
    r"(?:担心|害怕|希望|要求|缺|缺少|抱怨|生产|运输|出口|进口|卖)(?:的是)?什么",
    re.IGNORECASE,
)


def asks_in_words(text: str) -> bool:
    """Whether `text` asks for what no figure tells: a reason, what is feared, what is made."""
    return asks_why(text) or _WHAT.search(text) is not None
