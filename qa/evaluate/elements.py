"""The pieces of the HTML report: all text is escaped here, tables and lists are named for screen readers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from html import escape

from qa.text import language

#: Letters that are not English; dashes and signs in English text say nothing of its language.
_FOREIGN = re.compile(r"[\u0400-\u052f\u3400-\u9fff]")


def section(name: str, heading: str, body: str) -> str:
    """A part of the page under its heading; `body` is HTML."""
    return f'<section aria-labelledby="{name}">\n<h2 id="{name}">{escape(heading)}</h2>\n{body}</section>\n'


def contents(parts: Iterable[tuple[str, str]]) -> str:
    """Links to the sections, by name and heading."""
    items = "".join(f'<li><a href="#{name}">{escape(heading)}</a></li>' for name, heading in parts)
    return f'<nav aria-label="Contents"><ul>{items}</ul></nav>\n'


def figure(caption: str, svg: str) -> str:
    """A chart with its caption; `svg` is HTML."""
    return f"<figure>\n<figcaption>{escape(caption)}</figcaption>\n{svg}\n</figure>\n"


def table(caption: str, heads: Sequence[str], rows: Iterable[Sequence[str]], words: bool = False) -> str:
    """A table whose first column heads its rows; with `words` its cells are set as text, not as figures."""
    columns = "".join(f'<th scope="col">{escape(head)}</th>' for head in heads)
    body = "".join(
        f'<tr><th scope="row">{escape(first)}</th>{"".join(_cell(cell, words) for cell in rest)}</tr>\n'
        for first, *rest in rows
    )
    head = f"<caption>{escape(caption)}</caption>\n<thead><tr>{columns}</tr></thead>\n"
    kind = ' class="words"' if words else ""
    grid = f"<table{kind}>{head}<tbody>{body}</tbody></table>"
    return f'<div class="wide" tabindex="0" role="region" aria-label="{escape(caption)}">\n{grid}\n</div>\n'


def _cell(text: str, words: bool) -> str:
    """A cell; an interval behind a figure goes under it, so that neither is broken."""
    shown = escape(text)
    return f"<td{spoken(text)}>{shown if words else shown.replace(' (', '<br>(')}</td>"


def pairs(caption: str, items: Iterable[tuple[str, str]]) -> str:
    """Names with what belongs to each."""
    rows = "".join(f"<dt>{escape(name)}</dt><dd{spoken(said)}>{escape(said)}</dd>\n" for name, said in items)
    return f'<dl aria-label="{escape(caption)}">\n{rows}</dl>\n'


def passage(place: str, text: str, evidence: Iterable[str]) -> str:
    """A passage as an item of a list, the evidence in it marked."""
    shown = escape(text)
    for piece in evidence:
        shown = shown.replace(escape(piece), f"<mark>{escape(piece)}</mark>", 1)
    return f"<li><cite{spoken(place)}>{escape(place)}</cite> <span{spoken(text)}>{shown}</span></li>\n"


def spoken(text: str) -> str:
    """The `lang` attribute for text that is not in the page's English: a screen reader then changes its voice."""
    found = language(text) if _FOREIGN.search(text) else "en"
    return "" if found == "en" else f' lang="{found}"'
