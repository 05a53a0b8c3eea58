"""HTML: the main content as headings, paragraphs, lists and tables; menus and banners are kept as furniture."""

from __future__ import annotations

import re
from dataclasses import replace
from html import unescape
from typing import Any

from qa.readers import html_facts, html_tables, shapes
from qa.readers.draft import Composer, Draft, raised
from qa.types import SILENT_KINDS, Block, BlockKind

_SKIPPED = re.compile(
    "script|style|noscript|template|svg|math|iframe|object|embed|canvas|audio|video|select|option|button|input|textarea|head|rt|rp"
)
_BLOCKS = re.compile(
    "address|article|aside|blockquote|body|center|dd|details|dialog|div|dl|dt|fieldset|figcaption|figure|footer|form|h[1-6r]"
    "|header|hgroup|html|li|main|menu|nav|ol|p|pre|section|summary|table|tbody|td|tfoot|th|thead|tr|ul"
)
_FURNITURE_TAGS = re.compile("nav|footer|aside|form|dialog|menu")
_FURNITURE_ROLES = re.compile(
    "navigation|banner|contentinfo|complementary|dialog|search|alertdialog|menu|menubar", re.IGNORECASE
)
_FURNITURE_NAMES = re.compile(
    r"(?:^|[-_\s])(?:cookies?|consent|gdpr|nav(?:bar|igation)?|menu|breadcrumbs?|sidebar|share|sharing|social|related"
    r"|newsletter|subscribe|subscription|advert(?:isement)?s?|ads?|banner|comments?|pagination|popup|modal|footer|toolbar"
    r"|recommend(?:ed|ations)?|promo|ticker|widget|skip-link|topbar|login)(?:$|[-_\s])",
    re.IGNORECASE,
)
#: A list or block whose words are links for this share, in at least so many links, is navigation.
_LINK_DENSITY, _LINKS = 0.7, 3
#: Deeper nesting is written by machines; its words are taken together.
_MAX_DEPTH = 150
#: Labels have at most so many words.
_LABEL_WORDS = 8
#: The main content is known from so many letters on, and if it is this part of what our own rules leave.
_MUCH, _GOOD_PART = 300, 0.3
#: A page whose answerable words are fewer than this share was marked up against its meaning.
_LEAST_CONTENT = 0.2


def read(text: str) -> Draft:
    """The draft of an HTML page."""
    import lxml.etree
    import lxml.html

    parser = lxml.html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True)
    try:
        root = lxml.html.document_fromstring(text.encode("utf-8"), parser=parser)
    except (lxml.etree.ParserError, lxml.etree.XMLSyntaxError):
        return Composer("html").finish()
    if any(entry.level_name == "FATAL" for entry in parser.error_log):
        return _flat(text)
    draft = _compose(root, trust_names=True)
    if _content(draft) < _LEAST_CONTENT * len(draft.text):
        second = _compose(root, trust_names=False)
        draft = second if _content(second) > 2 * _content(draft) else draft
    _outside(draft, text)
    return draft


def _flat(text: str) -> Draft:
    """The words of a page that no parser takes whole (thousands of nested elements), parted at block-level tags."""
    composer = Composer("html")
    visible = re.sub(r"(?is)<(script|style|head)\b.*?</\1\s*>|<!--.*?-->", " ", text)
    for piece in re.split(rf"(?i)</?(?:{_BLOCKS.pattern}|br)\b[^>]*>", visible):
        composer.block(BlockKind.PARAGRAPH, unescape(re.sub(r"<[^>]*>", "", piece)).replace("\n", " "))
    return composer.finish()


def _compose(root: Any, *, trust_names: bool) -> Draft:
    composer = Composer("html")
    html_facts.state(composer, root)
    body = root.find("body")
    _Walker(composer, _main(root), trust_names).walk(body if body is not None else root)
    return composer.finish()


def _content(draft: Draft) -> int:
    """The number of characters that may answer questions."""
    return sum(len(block.span) for block in draft.blocks if block.kind not in SILENT_KINDS)


def _main(root: Any) -> Any | None:
    """The element that holds the main content, where the page says so itself: one main or article element."""
    for query in ("//main", "//*[@role='main']", "//article[not(ancestor::article)]"):
        found = [element for element in root.xpath(query) if len(element.text_content().strip()) > 200]
        if len(found) == 1:
            return found[0]
    return None


def _outside(draft: Draft, text: str) -> None:
    """Silence what trafilatura leaves out of the main content: all before and after it, and labels within it.

    It is believed where it finds a good part of what may answer; sentences within the main content always stay.
    """
    import trafilatura

    extracted = trafilatura.extract(text, include_comments=False, include_tables=True) or ""
    main = re.sub(r"\W+", "", extracted)
    kept = [n for n, b in enumerate(draft.blocks) if b.kind not in SILENT_KINDS and _squeezed(draft, b) in main]
    found = sum(len(draft.blocks[number].span) for number in kept)
    if len(main) < _MUCH or found < _GOOD_PART * _content(draft):
        return
    title = next((n for n, block in enumerate(draft.blocks) if block.level == 1), kept[0])
    for number, block in enumerate(draft.blocks):
        inside = min(title, kept[0]) <= number <= kept[-1]
        label = block.kind in (BlockKind.PARAGRAPH, BlockKind.LIST) and _label(block.span.of(draft.text))
        if number not in kept and block.table is None and (not inside or label):
            draft.blocks[number] = replace(block, kind=BlockKind.FURNITURE, level=0)


def _label(text: str) -> bool:
    """Whether `text` is a label: a few words without a figure that do not end as a sentence does."""
    few = shapes.words(text) <= _LABEL_WORDS and not any(character.isdigit() for character in text)
    return few and not shapes.ended(text)


def _squeezed(draft: Draft, block: Block) -> str:
    return re.sub(r"\W+", "", block.span.of(draft.text))


class _Walker:
    """Walks the tree in document order and writes a block whenever a block-level element begins or ends."""

    def __init__(self, composer: Composer, main: Any | None, trust_names: bool) -> None:
        self._composer = composer
        self._main = main
        self._trust_names = trust_names
        self._inline: list[str] = []
        self._kind = BlockKind.PARAGRAPH
        self._level = 0
        self._furniture = False

    def walk(self, element: Any, depth: int = 0) -> None:
        """Write `element` and everything in it, not what follows it."""
        tag = element.tag if isinstance(element.tag, str) else ""
        if not tag or _SKIPPED.fullmatch(tag) or _hidden(element):
            return
        if depth > _MAX_DEPTH:
            self._text(element.text_content())
        elif tag == "br":
            self._inline.append("\n")
        elif tag == "sup":
            self._text(raised(element.text_content()))
        elif not _BLOCKS.fullmatch(tag):
            self._children(element, depth)
        else:
            self._block(element, tag, depth)

    def _block(self, element: Any, tag: str, depth: int) -> None:
        self._flush()
        kept = self._kind, self._level, self._furniture
        self._furniture = self._furniture or self._is_furniture(element, tag)
        if tag == "table" and html_tables.is_data(element):
            self._table(element)
        else:
            self._enter(tag)
            self._children(element, depth)
            self._flush()
        self._kind, self._level, self._furniture = kept

    def _enter(self, tag: str) -> None:
        if re.fullmatch("h[1-6]", tag):
            self._kind, self._level = BlockKind.HEADING, int(tag[1])
        elif tag in ("li", "dd", "dt"):
            self._kind, self._level = BlockKind.LIST, 0
        elif tag == "figcaption":
            self._kind, self._level = BlockKind.CAPTION, 0

    def _children(self, element: Any, depth: int) -> None:
        self._text(element.text)
        for child in element:
            self.walk(child, depth + 1)
            self._text(child.tail)

    def _text(self, text: str | None) -> None:
        if text:
            self._inline.append(re.sub(r"\s+", " ", text))

    def _flush(self) -> None:
        text = "".join(self._inline)
        kind = BlockKind.FURNITURE if self._furniture else self._kind
        self._composer.block(kind, text, self._level if kind is BlockKind.HEADING else 0)
        self._inline = []

    def _is_furniture(self, element: Any, tag: str) -> bool:
        """Whether an element is a menu, banner or side bar by its tag, role, name or links, and holds no content."""
        if element is self._main or tag in ("body", "html", "main", "article"):
            return False
        if element.xpath(".//main|.//article|.//h1"):
            return False
        if _FURNITURE_TAGS.fullmatch(tag) or _FURNITURE_ROLES.fullmatch(element.get("role", "")):
            return tag != "form" or not element.xpath(".//p")
        if tag == "header":
            return element.getparent() is not None and element.getparent().tag == "body"
        if self._trust_names and _FURNITURE_NAMES.search(f"{element.get('class', '')} {element.get('id', '')}"):
            return True
        return tag in ("ul", "ol", "div", "p") and _link_density(element) >= _LINK_DENSITY

    def _table(self, element: Any) -> None:
        if self._furniture:
            self._composer.block(BlockKind.FURNITURE, element.text_content())
            return
        for caption in element.iterchildren("caption"):
            self._composer.block(BlockKind.CAPTION, caption.text_content())
        self._composer.table(*html_tables.rows_of(element))


def _hidden(element: Any) -> bool:
    """Whether an element does not show; paragraphs that a script will show later count as shown."""
    style = (element.get("style") or "").replace(" ", "").lower()
    hidden = element.get("hidden") is not None or element.get("aria-hidden") == "true" or "display:none" in style
    return hidden and not any(len(paragraph.text_content()) > _MUCH for paragraph in element.iter("p"))


def _link_density(element: Any) -> float:
    """The share of an element's words that are links, for lists and blocks with several links."""
    links = element.xpath(".//a")
    total = len(element.text_content().strip())
    if len(links) < _LINKS or not total:
        return 0.0
    return float(sum(len(link.text_content().strip()) for link in links) / total)
