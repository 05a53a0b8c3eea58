"""What a document says of itself: who wrote it, its keywords, its title, what a figure in it is called.

It explains nothing, however many of a question's words it holds, unless it is asked for.
"""

from __future__ import annotations

import re

#: What a remark begins with, each with the words that ask for it.
_REMARKS = tuple(
    (re.compile(rf"[\W_]*(?:{label})", re.IGNORECASE), re.compile(asked, re.IGNORECASE))
    for label, asked in (
        (
            r"(?:(?:the\s+)?authors?|written\s+by|автор[ыа]?(?:\s+стать[ия])?|авторлары?|作者|撰稿人?|撰文)\s*[:：]",
            r"\b(?:who(?:se)?|wr(?:ote|itten))\b|\b(?:list|names?(?:\s+of)?|which|what\s+are)\s+(?:(?:the|all)\s+)*authors\b|"
            r"\b(?:кто|кем|напис\w+)\b|\b(?:назов\w+|перечисл\w+|список|имена|какие)\s+(?:все\w*\s+)?автор|"
            r"\bкім|\bавторлар\w*\W*$|谁|作者(?:是|有|名|\W*$)",
        ),
        (
            r"(?:(?:the|this)\s+(?:article|paper|study|report|note|review)\s+(?:deals?\s+with|looks?\s+(?:at|into)|examines?|"
            r"discusses|considers?|analy[sz]es|is\s+(?:about|devoted))|(?:автор[ыа]?|стать[яи]|работа|исследование)\s+(?:изуча\w+|"
            r"рассматрива\w+|исследу\w+|посвящ\w+|анализиру\w+)|авторлар\w*\s[^.]{5,200}қарастырады|(?:本文|文章|作者)(?:研究|探讨|分析|考察))",
            r"\b(?:article|paper|study|studies|report|note|review|authors?|about|aim|subject|topic)\b|"
            r"\b(?:стат(?:ь|ей)|работ|исслед|автор|доклад|отч[её]т|тем[аеы]|о\s+ч[её]м)|\b(?:мақала|зерттеу|автор|жұмыс|тақырып)|"
            r"文章|论文|研究|作者|报告|主题",
        ),
        (
            r"(?:key\s?words|ключевые\s+слова|(?:тірек|түйін|кілт)\s+сөздер)\s*[:：]|关键[词字]\s*[:：]",
            r"\bkey\s?words?\b|\bключев\w+\s+слов|\b(?:тірек|түйін|кілт)\s+сөз|关键[词字]",
        ),
        (
            r"(?:title|(?:paper|article)['’]?s?\s+(?:title|topic)|(?:тема|название)\s+стат\w+|мақала(?:ның)?\s+(?:тақырыбы|атауы)|"
            r"(?:论文|文章)?(?:题目|标题))\s*[:：]",
            r"\b(?:title|topic|subject|about|called)\b|\b(?:тем[аеуы]|назв|называ|о\s+ч[её]м|посвящ)|\b(?:тақырыб|атал|атау)|"
            r"题目|标题|主题|关于",
        ),
        (
            r"(?:figure|fig\.|table|diagram|рис(?:\.|унок)|таблица|сурет|кесте)\s*\d+\s*[.:：–—-]|[图表]\s?\d+\s?[.:：、]?\s?(?=\S)",
            r"\b(?:figure|fig|table|diagram|drawing)\b|\b(?:рисун|таблиц|схем)|\b(?:сурет|кесте)|[图表]",
        ),
    )
)


def remarks(statement: str, question: str) -> bool:
    """Whether a statement is a remark on its document that `question` does not ask for."""
    return any(label.match(statement) and not asked.search(question) for label, asked in _REMARKS)
