"""What an HTML page says about itself in its metadata: title, date, site, authors, language, address."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from qa.readers import dates
from qa.readers.draft import Composer


def state(composer: Composer, root: Any) -> None:
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
    facts.state("title", first(metas.get("og:title"), metas.get("citation_title"), metas.get("dc.title")), "metadata")
    facts.state("title", h1[0] if len(h1) == 1 else "", "first lines")
    facts.state("title", first(headline, re.split(r"\s+[|•·»]\s+", title)[0]), "metadata")
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
    _published(composer, root, metas, linked)


def _published(composer: Composer, root: Any, metas: dict[str, str], linked: list[dict[str, Any]]) -> None:
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
