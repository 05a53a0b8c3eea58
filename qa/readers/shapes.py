"""What a single line looks like: a caption, a note, a menu word, an identifier, a list item, a bibliography entry.

Every test looks at the shape of one line, in four languages; what a line is in its place is settled in `roles`.
"""

from __future__ import annotations

import re

_NUMBER = r"(?:\d+(?:[.\-–]\d+)*|[IVX]+|[A-ZА-Я]\.?\d+|[A-ZА-Я](?=[.:]\s))"
_CAPTION = re.compile(
    r"[*_\s]*(?:"
    rf"(?i:table|figure|fig\.|chart|exhibit|map|box|diagram|graph|таблица|табл\.|рисунок|рис\.|диаграмма|схема|график"
    rf"|карта|кесте|сурет|сызба)\s*(?:№|[Nn]o\.?)?\s*{_NUMBER}[*_]*\s*"
    r"(?:[.:–—|-]|$|[*_]*\s*[*_]*(?<=[\s*_])(?=[A-ZА-ЯЁӘҒҚҢӨҰҮҺІ«\"“]))"
    r"|\d+(?:\.\d+)*\s*[-–]?\s*(?i:кесте|сурет|сызба)\b"
    r"|[表图圖]\s*(?:\d+(?:[.\-–]\d+)*|[一二三四五六七八九十]+)(?:[\s:：.、—–-]|$)"
    r")"
)
#: Captions of tables (the others are of figures).
_TABLE_WORD = re.compile(r"[*_\s]*(?:\d[\d.]*\s*[-–]?\s*)?(?:table|таблица|табл\.|кесте|表|exhibit)", re.IGNORECASE)
#: A line above a table that is no sentence says what it holds.
_TITLE_LENGTH = 160
#: Longer texts that begin like a caption are paragraphs about the table.
_CAPTION_LENGTH = 300
_NOTE = re.compile(
    r"[*_\s(]*(?:notes?|sources?(?:\s+of\s+data)?|compiled\s+(?:by|from)|примечани[ея]|источники?(?:\s+данных)?|составлено"
    r"|ескерт(?:у|пе)(?:лер)?|дерек\s?көз(?:і|дері)?|құрастырған|注释?|附注|备注|说明|资料来源|数据来源|来源)"
    r"[*_]*\s*[:：.–—]",
    re.IGNORECASE,
)
_TICKER = re.compile(
    r"[\s•*·▪\-–]*(?:[A-Z]{3}\s?/\s?[A-Z]{3}|[A-Z]{2,6}[=:]|[A-Z]{3,6}(?=\s+[\d.,]+\s+[+\-−▲▼]))\s*=?\s*[\d.,]+"
    r"\s*(?:[▲▼+\-−]?\s*[\d.,]+\s*%?)?\s*(?:\([^)]*\))?\s*$"
)
_MENU = re.compile(
    r"(?:home(?:page)?|main menu|menu|navigation|sidebar|search|log ?in|sign (?:in|up)|register|subscribe(?: now)?"
    r"|newsletter|share(?: this(?: article)?)?|tweet|print|read more|see also|more news|latest news"
    r"|(?:suggested|related|recommended|popular|similar) (?:articles?|posts?|news|stories|content)|you may also like"
    r"|most (?:read|popular)|advertisements?|cookie (?:policy|settings)|accept(?: all)?(?: cookies)?|privacy policy"
    r"|terms (?:of (?:use|service))?|contacts?(?: us)?|about(?: us)?|skip to (?:main )?content|back to top"
    r"|all rights reserved\.?|follow us(?: on .{1,20})?"
    r"|comments?|leave a (?:comment|reply)|tags?|facebook|twitter|telegram|whatsapp|linkedin|instagram|youtube|rss"
    r"|главная|меню|поиск|войти|вход|регистрация|подписаться|поделиться|читайте также|читать далее"
    r"|похожие (?:статьи|новости)|популярное|реклама|контакты|о нас|новости по теме"
    r"|все права защищены\.?|наверх|комментарии|версия для печати"
    r"|басты бет|мәзір|іздеу|кіру|тіркелу|жазылу|бөлісу|байланыс|біз туралы|тағы оқыңыз|барлық құқықтар қорғалған\.?"
    r"|首页|菜单|搜索|登录|注册|订阅|分享|相关(?:文章|新闻|阅读)|返回顶部|联系我们|关于我们|版权所有|打印|上一篇.*|下一篇.*)",
    re.IGNORECASE,
)
_MORE = re.compile(
    r"(?:suggested|related|recommended|popular|similar|latest|more|most read|read (?:more|also)|see also|you may also"
    r"|читайте также|похожие|популярное|новости по теме|ещё по теме|тағы оқыңыз|相关)",
    re.IGNORECASE,
)
_FURNITURE = re.compile(
    r"(?:(?:©|\(c\)|copyright\b).{0,150}|.{0,60}(?:all rights reserved|все права защищены|版权所有).{0,40}"
    r"|(?:image|photo|picture|фото|изображение|сурет авторы|图片来源|图源)(?: credits?| by)?\s*[:：©].{0,120}"
    r"|(?:tags?|теги|метки|тегтер|标签|责任编辑|编辑|редактор|editor)\s*[:：].{0,120}"
    r"|we use cookies.{0,300}|(?:этот|наш) сайт использует.{0,20}cookie.{0,300})",
    re.IGNORECASE | re.DOTALL,
)
#: A running header or footer: words and a page number at the two ends of a line.
_RUNNING = re.compile(
    r"\S.*(?: {3,}|\t|\|)\s*(?:page|стр\.?|с\.|第)\s*\d+(?:\s*(?:/|of|из)\s*\d+)?\s*页?"
    r"|(?:page|стр\.?)\s*\d+(?:\s*(?:/|of|из)\s*\d+)?(?: {3,}|\t|\s*\|).*\S",
    re.IGNORECASE,
)
#: Where a reader is on a site: "News > Economy > Article".
_TRAIL = re.compile(r"[^.!?。>›»«\d]{1,30}(?:\s+[>›»]\s+[^.!?。>›»«]{1,40}){1,6}")
_PAGE_NUMBER = re.compile(
    r"[\s\-–—|]*(?:(?:page|p\.|стр(?:аница|\.)?|бет|с\.)\s*)?\d{1,4}(?:\s*(?:/|of|из)\s*\d{1,4})?[\s\-–—|]*"
    r"|第\s*\d+\s*页(?:\s*[,，/]?\s*共\s*\d+\s*页)?|\d{1,4}\s*-?\s*бет",
    re.IGNORECASE,
)
_PLAIN_NUMBER = re.compile(r"\s*\d{1,4}\s*")
_IDENTIFIER = re.compile(
    r"[\s*•]*(?:[*\d¹²³⁴⁵]*\s*(?:e-?mail|эл\.?\s*почта|email|электрондық пошта|邮箱)\b.*@.*|orcid\b.*|\S+@\S+\.\w+"
    r"|(?:irsti|мрнти|ғтамр|грнти|udc|удк|әож|jel|ббк|issn|isbn|doi)\b[\s:]*[\w\d:].*|<?(?:https?://)?(?:dx\.)?doi\.org/\S+>?"
    r"|中图分类号.*|文献标识码.*|文章编号.*)\s*",
    re.IGNORECASE,
)
_ABSTRACT = re.compile(
    r"[#*_\s]*(?:abstract|summary|annotation|аннотация|резюме|реферат|аңдатпа|түйін(?:деме)?|摘\s*要)[*_\s.:：]*",
    re.IGNORECASE,
)
_KEYWORDS = re.compile(
    r"[*_\s]*(?:key\s?words|index terms|ключевые слова|т[үі]й[іи]н(?:ді)? сөздер|тірек сөздер"
    r"|кілт(?:тік)? сөздер|关键词)[*_\s]*[:：.]",
    re.IGNORECASE,
)
_REFERENCES = re.compile(
    r"[#*_\s]*(?:\d+\.?\s*)?(?:references?|bibliography|works cited|literature(?: cited)?|список (?:использованн\w+ )?"
    r"(?:литературы|источников)(?: и .{3,20})?|литература|библиограф\w+|использованная литература"
    r"|пайдаланылған әдебиет\w*(?: тізімі)?|әдебиет\w*(?: тізімі)?|参考文献|参考资料)[*_\s.:：]*",
    re.IGNORECASE,
)
_NUMBERED = re.compile(r"\s*(?:[-•*–]\s+)?(?:\[\d{1,3}\]|\d{1,3}[.)]?)\s+\S")
_BIBLIOGRAPHIC = re.compile(
    r"https?://|www\.|\bdoi\b|\burl\b|//|\bpp?\.\s*\d|\bvol\.|\bno\.\s*\d|\bisbn\b|\bissn\b|accessed"
    r"|retrieved from|\bet al\b|\((?:19|20)\d\d[a-z]?(?:, [A-Z]\w+ \d+)?\)|\bт\.\s*\d|\bс\.\s*\d"
    r"|[–—-]\s*\d+\s*с\.|№\s*\d|дата обращения|\bизд|"
    r"\bбет\.|\[[JMDCRNZ](?:/OL)?\]|出版社|学报|,\s*(?:19|20)\d\d\b|\b(?:19|20)\d\d\.\s",
    re.IGNORECASE,
)
_BULLET = re.compile(r"(\s*(?:[•▪●◦♦■□◆◇►▶➢✓✔·‣⁃∙◾\uf0b7\uf0a7\uf0d8\uf02d]|[*\-–—](?=\s))[\s•♦▪*]*)\S")
_ORDERED = re.compile(
    r"(\s*(?:(?:\(?\d{1,3}[.)]|\(?[a-zа-я]\)|\(?[ivx]{1,4}\))(?=\s)|[①-⑳]|[（(][一二三四五六七八九十\d]+[）)])\s*)\S"
)
_NUMBERED_HEADING = re.compile(
    r"\s*(?:(\d{1,2}(?:\.\d{1,2}){0,3})\.?\s+\S|(?:chapter|part|section|глава|раздел|часть|бөлім|тарау)\s+[\dIVXА-Я]+\b"
    r"|第[一二三四五六七八九十\d]+[章节部分条]|[一二三四五六七八九十]+、)",
    re.IGNORECASE,
)
_END = re.compile(r"[.!?…。！？;；:：][\"'»”’)\]）】*_]*\s*(?:\[\d[\d,\s–-]*\][.,]?\s*)?$")
#: Words and marks that cannot end a sentence.
_DANGLING = re.compile(
    r"(?:[,(–—-]|\b(?:the|a|an|and|or|of|in|to|for|with|by|on|at|from|as|is|are|was|were|that|which|than"
    r"|и|в|во|на|с|со|к|по|для|от|из|о|об|за|до|при|или|что|как|не|а|но|мен|және|бен|пен|үшін|туралы|бойынша))$",
    re.IGNORECASE,
)
_LEADERS = re.compile(r".*\S\s*(?:\.\s?){4,}\s*\d{1,4}\s*$")
_LETTER = re.compile(r"[^\W\d_]")
_CJK = re.compile("[\u3040-\u30ff\u3400-\u9fff]")


def caption(text: str) -> bool:
    """Whether `text` begins like the caption of a table or figure and is not a sentence about one."""
    return len(text) <= _CAPTION_LENGTH and not starts_small(text) and _CAPTION.match(text) is not None


def title_of_table(text: str) -> bool:
    """Whether a line that stands right above a table names what it holds: short, and no sentence."""
    line = text.strip()
    return 0 < len(line) <= _TITLE_LENGTH and "\n" not in line and line[-1] not in ".!?。！？;；"


def table_caption(text: str) -> bool:
    """Whether `text` is the caption of a table rather than of a figure."""
    return caption(text) and _TABLE_WORD.match(text) is not None


def note(text: str) -> bool:
    """Whether `text` begins like the note or source line under a table or figure."""
    return _NOTE.match(text) is not None


def ticker(text: str) -> bool:
    """Whether a line is nothing but an exchange rate or quotation."""
    return len(text) <= 80 and _TICKER.match(text) is not None


def menu(text: str) -> bool:
    """Whether a line is nothing but a word of web navigation."""
    return len(text) <= 60 and _MENU.fullmatch(text.strip(" \t•*-–|»>#:\n")) is not None


def more_reading(text: str) -> bool:
    """Whether a line announces links to other articles, which follow it."""
    return len(text) <= 40 and _MORE.match(text.strip()) is not None


def furniture(text: str) -> bool:
    """Whether a line is a copyright, picture credit, tags, cookie banner, exchange rate, menu word or running line."""
    if ticker(text) or menu(text) or _FURNITURE.fullmatch(text.strip()) is not None:
        return True
    return len(text) <= 160 and any(shape.fullmatch(text.strip()) for shape in (_RUNNING, _TRAIL))


def page_number(text: str) -> bool:
    """Whether a line is nothing but a page number."""
    return len(text) <= 30 and any(c.isdigit() for c in text) and _PAGE_NUMBER.fullmatch(text) is not None


def bare_number(text: str) -> bool:
    """Whether a line is a number alone, which may be a page number or a figure of its own."""
    return _PLAIN_NUMBER.fullmatch(text) is not None


def identifier(text: str) -> bool:
    """Whether a line holds only an e-mail address, ORCID, DOI or a classification code."""
    return len(text) <= 160 and _IDENTIFIER.fullmatch(text) is not None


def abstract(text: str) -> bool:
    """Whether a line is the heading of an abstract."""
    return len(text) <= 40 and _ABSTRACT.fullmatch(text) is not None


def keywords(text: str) -> bool:
    """Whether a line lists keywords."""
    return _KEYWORDS.match(text) is not None


def references(text: str) -> bool:
    """Whether a line is the heading of a list of references."""
    return len(text) <= 80 and _REFERENCES.fullmatch(text) is not None


def numbered(text: str) -> bool:
    """Whether a line begins with an item number, as in a bibliography."""
    return _NUMBERED.match(text) is not None


def bibliographic(text: str) -> bool:
    """Whether a line carries marks of a bibliography entry: a link, volume, pages, a year in brackets."""
    return _BIBLIOGRAPHIC.search(text) is not None


def item_marker(text: str) -> int:
    """How many characters the list marker at the start of `text` takes; 0 where there is none."""
    match = _BULLET.match(text) or _ORDERED.match(text)
    return len(match.group(1)) if match else 0


def ordered(text: str) -> bool:
    """Whether `text` begins with a number or letter of an ordered list."""
    return _BULLET.match(text) is None and _ORDERED.match(text) is not None


def heading_number(text: str) -> int:
    """The depth of a numbered heading ("2.1 Methods" is 2); 0 where `text` does not begin with such a number."""
    match = _NUMBERED_HEADING.match(text)
    if match is None:
        return 0
    return match.group(1).count(".") + 1 if match.group(1) else 1


def ended(text: str) -> bool:
    """Whether `text` ends as a sentence, list introduction or quotation does."""
    return _END.search(text[-40:]) is not None


def dangling(text: str) -> bool:
    """Whether `text` ends in a word or mark that cannot end a sentence."""
    return _DANGLING.search(text[-40:]) is not None


def leaders(text: str) -> bool:
    """Whether a line is an entry of a table of contents: words, a row of dots, a page number."""
    return len(text) <= 200 and _LEADERS.match(text) is not None


def letters(text: str) -> int:
    """The number of letters in `text`."""
    return len(_LETTER.findall(text))


def chinese(text: str) -> bool:
    """Whether `text` is written in Chinese or Japanese characters for the most part."""
    return 2 * len(_CJK.findall(text)) > letters(text)


def words(text: str) -> int:
    """The number of words in `text`; two Chinese characters count as one word."""
    han = len(_CJK.findall(text))
    return len(_CJK.sub(" ", text).split()) + (han + 1) // 2


def capitals(text: str) -> bool:
    """Whether every letter of `text` that can be a capital is one, and there are some."""
    return text.upper() == text and text.lower() != text


def starts_small(text: str) -> bool:
    """Whether the first letter of `text`, after opening brackets and quotes, is a small one."""
    return text.lstrip('(«"“[ \t\n')[:1].islower()
