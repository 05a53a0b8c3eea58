"""Front matter: the YAML between two lines of dashes at the top of a Markdown or text file."""

from __future__ import annotations

import re
from collections.abc import Mapping

from qa.readers import dates
from qa.readers.draft import Draft
from qa.types import Block, BlockKind, Span

_FENCED = re.compile(r"\ufeff?---[ \t]*\n(?P<yaml>.*?)^(?:---|\.\.\.)[ \t]*$\n?", re.DOTALL | re.MULTILINE)
_PAIR = re.compile(r"^([A-Za-z_]+)[ \t]*:[ \t]*(.+?)[ \t]*$", re.MULTILINE)
#: The names under which front matter says a thing, best first.
_NAMES = {
    "title": ("title", "headline"),
    "source": ("source", "publisher", "publication", "journal", "site", "website"),
    "published": ("published", "date", "publication_date", "pubdate", "year"),
    "language": ("language", "lang"),
    "url": ("url", "link", "canonical", "permalink", "doi"),
}


def read(draft: Draft) -> int:
    """State what the front matter of `draft` says and where the text after it begins; 0 where there is none."""
    match = _FENCED.match(draft.text)
    values = _parse(match["yaml"]) if match else {}
    if match is None or not values:
        return 0
    draft.blocks.append(Block(BlockKind.FURNITURE, Span(0, len(match.group().rstrip()))))
    for name, keys in _NAMES.items():
        value = next((values[key] for key in keys if values.get(key) not in (None, "")), None)
        if value is not None:
            text = dates.normal(value) if name == "published" else _string(value)
            draft.facts.state(name, _doi(text) if name == "url" else text, "front matter")
    draft.facts.authors = _authors(values.get("authors") or values.get("author"))
    return match.end()


def _parse(source: str) -> Mapping[str, object]:
    """The mapping in `source`; where it is not valid YAML, whatever simple `name: value` lines say."""
    import yaml

    try:
        values = yaml.safe_load(source)
    except (yaml.YAMLError, ValueError, RecursionError):
        values = {name: value.strip("\"'") for name, value in _PAIR.findall(source)}
    if not isinstance(values, dict):
        return {}
    return {str(name).lower(): value for name, value in values.items()}


def _string(value: object) -> str:
    return ", ".join(str(part) for part in value) if isinstance(value, list) else str(value)


def _doi(value: str | None) -> str | None:
    return f"https://doi.org/{value}" if value and re.match(r"10\.\d{4,}/", value) else value


def _authors(value: object) -> tuple[str, ...]:
    if value is None:
        return ()
    parts = value if isinstance(value, list) else re.split(r"\s*[;,]\s*", str(value))
    return tuple(str(part).strip() for part in parts if str(part).strip())
