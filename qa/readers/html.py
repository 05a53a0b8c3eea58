"""HTML: the main content as headings, paragraphs, lists and tables; menus and banners are kept as furniture."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from qa.readers import dates, grid
from qa.readers.draft import CellText, Composer, Draft
from qa.types import BlockKind

_SKIPPED = frozenset(
    [
        "script",
        "style",
        "noscript",
        "template",
        "svg",
        "math",
        "iframe",
        "object",
        "embed",
        "canvas",
        "audio",
        "video",
        "select",
        "option",
        "button",
        "input",
        "textarea",
        "head",
    ]
)
_BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "center",
        "dd",
        "details",
        "dialog",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hgroup",
        "hr",
        "html",
        "li",
        "main",
        "menu",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
    ]
)
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_FURNITURE_TAGS = frozenset(["nav", "footer", "aside", "form", "dialog", "menu"])
_FURNITURE_ROLES = frozenset(
    ["navigation", "banner", "contentinfo", "complementary", "dialog", "search", "alertdialog", "menu", "menubar"]
)
_FURNITURE_NAMES = re.compile(
    r"(?:^|[-_\s])(?:cookies?|consent|gdpr|nav(?:bar|igation)?|menu|breadcrumbs?|sidebar|share|sharing|social|related"
    r"|newsletter|subscribe|subscription|advert(?:isement)?s?|ads?|banner|comments?|pagination|popup|modal|footer|toolbar"
    r"|recommend(?:ed|ations)?|promo|ticker|widget|skip-link|topbar|login)(?:$|[-_\s])",
    re.IGNORECASE,
)
#: A list or block whose words are links for this share is navigation.
_LINK_DENSITY = 0.7
#: Pages deeper than this are made by machines to break readers.
_MAX_DEPTH = 400


def read(text: str) -> Draft:
    """The draft of an HTML page."""
    import lxml.etree
    import lxml.html

    composer = Composer("html")
    parser = lxml.html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True)
    try:
        root = lxml.html.document_fromstring(text.replace("\ufffd\ufffd", "\ufffd").encode("utf-8"), parser=parser)
    except (lxml.etree.ParserError, lxml.etree.XMLSyntaxError):
        return composer.finish()
    _facts(composer, root, text)
    body = root.find("body")
    _Walker(composer, _main(root)).walk(body if body is not None else root)
    return composer.finish()


def _main(root: Any) -> Any | None:
    """The element that holds the main content, where the page says so itself: one main or article element."""
    for query in ("//main", "//*[@role='main']", "//article[not(ancestor::article)]"):
        found = [element for element in root.xpath(query) if len(element.text_content().strip()) > 200]
        if len(found) == 1:
            return found[0]
    return None


class _Walker:
    """Walks the tree in document order and writes a block whenever a block-level element begins or ends."""

    def __init__(self, composer: Composer, main: Any | None) -> None:
        self._composer = composer
        self._main = main
        self._inline: list[str] = []
        self._linked = 0
        self._kind = BlockKind.PARAGRAPH
        self._level = 0
        self._furniture = False

    def walk(self, element: Any, depth: int = 0) -> None:
        """Write `element` and everything in it, not what follows it."""
        tag = element.tag if isinstance(element.tag, str) else ""
        if not tag or tag in _SKIPPED or depth > _MAX_DEPTH or _hidden(element):
            return
        if tag == "br":
            self._inline.append("\n")
            return
        if tag not in _BLOCKS:
            self._children(element, depth)
            return
        self._flush()
        kept = self._kind, self._level, self._furniture
        self._furniture = self._furniture or self._is_furniture(element, tag)
        if tag == "table" and _is_data(element):
            self._table(element)
        else:
            self._enter(tag)
            self._children(element, depth)
            self._flush()
        self._kind, self._level, self._furniture = kept

    def _enter(self, tag: str) -> None:
        if tag in _HEADINGS:
            self._kind, self._level = BlockKind.HEADING, _HEADINGS[tag]
        elif tag in ("li", "dd", "dt"):
            self._kind, self._level = BlockKind.LIST, 0
        elif tag == "figcaption":
            self._kind, self._level = BlockKind.CAPTION, 0

    def _children(self, element: Any, depth: int) -> None:
        self._text(element.text, element.tag == "a")
        for child in element:
            self.walk(child, depth + 1)
            self._text(child.tail, False)

    def _text(self, text: str | None, link: bool) -> None:
        if text:
            self._inline.append(re.sub(r"\s+", " ", text))
            self._linked += len(text.strip()) if link else 0

    def _flush(self) -> None:
        text = "".join(self._inline)
        if text.strip():
            kind = BlockKind.FURNITURE if self._furniture else self._kind
            self._composer.block(kind, text, self._level if kind is BlockKind.HEADING else 0)
        self._inline, self._linked = [], 0

    def _is_furniture(self, element: Any, tag: str) -> bool:
        if self._main is not None and element is self._main:
            return False
        if tag in _FURNITURE_TAGS or element.get("role", "").lower() in _FURNITURE_ROLES:
            return True
        if tag == "header" and self._main is None:
            return element.getparent() is not None and element.getparent().tag == "body" and not element.xpath(".//h1")
        if tag in ("body", "main", "article", "html"):
            return False
        names = f"{element.get('class', '')} {element.get('id', '')}"
        long_text = len(element.text_content()) > 3_000 and bool(element.xpath(".//h1|.//article|.//main"))
        if _FURNITURE_NAMES.search(names) and not long_text:
            return True
        return tag in ("ul", "ol", "div", "p") and _link_density(element) >= _LINK_DENSITY

    def _table(self, element: Any) -> None:
        if self._furniture:
            self._composer.block(BlockKind.FURNITURE, element.text_content())
            return
        for caption in element.iterchildren("caption"):
            self._composer.block(BlockKind.CAPTION, caption.text_content())
        header, rows = _grid(element)
        self._composer.table(header, rows)


def _hidden(element: Any) -> bool:
    style = (element.get("style") or "").replace(" ", "").lower()
    return element.get("hidden") is not None or element.get("aria-hidden") == "true" or "display:none" in style


def _link_density(element: Any) -> float:
    """The share of an element's words that are links, for lists and blocks with at least three links."""
    links = element.xpath(".//a")
    total = len(element.text_content().strip())
    if len(links) < 3 or not total:
        return 0.0
    return sum(len(link.text_content().strip()) for link in links) / total


def _is_data(table: Any) -> bool:
    """Whether a table holds data rather than the layout of a page: no table inside, two columns somewhere."""
    if table.xpath(".//table") or table.get("role") == "presentation":
        return False
    rows = [[cell for cell in row if cell.tag in ("td", "th")] for row in table.iter("tr")]
    return len(rows) > 1 and max(map(len, rows), default=0) > 1


def _span(cell: Any, name: str) -> int:
    value = cell.get(name, "1").strip()
    return max(1, min(int(value), 1_000)) if value.isdecimal() else 1


def _grid(table: Any) -> tuple[list[list[CellText]], list[list[CellText]]]:
    """Header and body rows; a cell that spans rows is repeated in each of them."""
    grid_rows: list[tuple[bool, list[CellText]]] = []
    pending: dict[int, tuple[int, CellText]] = {}
    for row in table.iter("tr"):
        cells = [cell for cell in row if cell.tag in ("td", "th")]
        if not cells:
            continue
        line: list[CellText] = []
        column = 0
        queue = list(cells)
        while queue or any(at >= column for at in pending):
            if column in pending:
                left, text = pending[column]
                if left > 1:
                    pending[column] = (left - 1, text)
                else:
                    del pending[column]
                line.append(text)
                column += text.columns
                continue
            if not queue:
                line.append(CellText(""))
                column += 1
                continue
            cell = queue.pop(0)
            text = CellText(_cell_text(cell), _span(cell, "colspan"))
            if _span(cell, "rowspan") > 1:
                pending[column] = (_span(cell, "rowspan") - 1, text)
            line.append(text)
            column += text.columns
        in_head = row.getparent().tag == "thead" or all(cell.tag == "th" for cell in cells)
        grid_rows.append((in_head, line))
    count = next((n for n, (head, _) in enumerate(grid_rows) if not head), len(grid_rows))
    if not count:
        count = grid.header_count([line for _, line in grid_rows])
    lines = [line for _, line in grid_rows]
    return lines[:count], lines[count:]


def _cell_text(cell: Any) -> str:
    """The words of a cell; line breaks and paragraphs in it part words."""
    parts: list[str] = []
    for element in cell.iter():
        if isinstance(element.tag, str) and element.tag not in ("script", "style", "sup") and element.text:
            parts.append((" " if element.tag in _BLOCKS else "") + element.text)
        elif element.tag == "sup" and element.text:
            parts.append(element.text)
        elif element.tag == "br":
            parts.append(" ")
        if element is not cell and element.tail:
            parts.append((" " if element.tag in _BLOCKS else "") + element.tail)
    return "".join(parts)


def _facts(composer: Composer, root: Any, text: str) -> None:
    """Title, date, site, author and language as the page's metadata state them."""
    facts = composer.facts
    metas = {
        (meta.get("property") or meta.get("name") or meta.get("itemprop") or "").lower(): meta.get("content", "")
        for meta in root.iter("meta")
    }
    linked = list(_linked_data(root))

    def first(*values: object) -> str:
        return next((str(value) for value in values if isinstance(value, str) and value.strip()), "")

    headline = next((item.get("headline") for item in linked if item.get("headline")), None)
    h1 = [element.text_content() for element in root.iter("h1") if element.text_content().strip()]
    title = root.findtext(".//title") or ""
    facts.state(
        "title", first(headline, metas.get("og:title"), metas.get("citation_title"), metas.get("dc.title")), "metadata"
    )
    facts.state("title", h1[0] if len(h1) == 1 else "", "first lines")
    facts.state("title", re.split(r"\s+[|•·»]\s+", title)[0], "metadata")
    publisher = next((_name(item.get("publisher")) for item in linked if item.get("publisher")), "")
    canonical = first(
        metas.get("og:url"), next((a.get("href") for a in root.iter("link") if a.get("rel") == "canonical"), "")
    )
    facts.state("url", canonical, "metadata")
    facts.state("source", first(metas.get("og:site_name"), publisher, metas.get("citation_journal_title")), "metadata")
    facts.state("source", urlsplit(canonical).hostname or "", "metadata")
    facts.state("language", root.get("lang") or metas.get("og:locale", ""), "metadata")
    authors = [_name(item.get("author")) for item in linked if item.get("author")] or [metas.get("author", "")]
    facts.authors = tuple(name for name in authors if name)
    _published(composer, root, metas, linked, text)


def _published(composer: Composer, root: Any, metas: dict[str, str], linked: list[dict[str, Any]], text: str) -> None:
    candidates = [item.get("datePublished") for item in linked]
    candidates += [
        metas.get(name) for name in ("article:published_time", "datepublished", "citation_publication_date", "dc.date")
    ]
    candidates += [metas.get(name) for name in ("date", "dc.date.issued", "pubdate", "og:published_time")]
    candidates += [element.get("datetime") for element in root.iter("time") if element.get("pubdate") is not None]
    candidates += [element.get("datetime") for element in root.iter("time")][:1]
    for candidate in candidates:
        if candidate:
            composer.facts.state("published", dates.normal(candidate), "metadata")


def _linked_data(root: Any) -> Iterator[dict[str, Any]]:
    """The objects of the page's JSON-LD that describe an article."""
    for script in root.iter("script"):
        if script.get("type", "").lower() != "application/ld+json" or not script.text:
            continue
        try:
            data = json.loads(script.text)
        except (ValueError, RecursionError):
            continue
        stack = [data]
        while stack:
            item = stack.pop()
            if isinstance(item, list):
                stack.extend(reversed(item))
            elif isinstance(item, dict):
                stack.extend(value for key, value in item.items() if key == "@graph")
                if item.get("headline") or item.get("datePublished"):
                    yield item


def _name(value: object) -> str:
    """The name in a JSON-LD person or organisation."""
    if isinstance(value, list):
        return ", ".join(filter(None, map(_name, value)))
    if isinstance(value, dict):
        return str(value.get("name") or "")
    return str(value or "")
