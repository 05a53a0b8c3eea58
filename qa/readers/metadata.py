"""Title, date, language and source of a document, each from the best place that knows it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePosixPath

from qa.readers import dates, shapes
from qa.readers.draft import Draft
from qa.text import language
from qa.types import SILENT_KINDS, Block, BlockKind

#: How many blocks from the top may carry the title and the date.
_TOP = 40
#: Language is told from this much running text; more adds nothing.
_SAMPLE = 4_000
_TITLE_LENGTH, _TITLE_WORDS = 100, 3
#: From so many letters on, a text shows its language better than the metadata of its template.
_ENOUGH_LETTERS = 200
_ISSN_YEAR = re.compile(r"10\.\d{4,}/\d{4}-\d{3}[\dXx]-((?:19|20)\d\d)-\d")
_DOI = re.compile(r"(?:https?://(?:dx\.)?doi\.org/|\bdoi:\s*)(10\.\d{4,}/[^\s>\])]+)", re.IGNORECASE)
#: Reports come out up to so many years after the last year they know.
_LAG = 2
_YEARS = re.compile(r"(?<![\d.,])(?:19|20)\d\d(?![\d]|[.,]\d)")
_NAME_DATE = re.compile(r"(?<!\d)((?:19|20)\d\d)[-_.]?(0[1-9]|1[0-2])[-_.]?([0-2]\d|3[01])(?!\d)")
_BYLINE = re.compile(
    r"\(?(?:by|reporter|correspondent|автор(?:ы|лар)?|авторы|作者|记者)[:：]?\s+"
    r"(?P<names>[^\d|•·,，。.]{3,60}(?:\.[^\d|•·,，。.]{0,30}){0,3})(?:$|\s*[|•·,，])",
    re.IGNORECASE,
)
_SOURCE = re.compile(
    r"(?:^|\s)(?:source|источник|дереккөз|来源)\s*[:：]\s*(\S[^|•·\n]{1,60}?)\s*(?:$|[|•·])", re.IGNORECASE
)


def complete(draft: Draft, id: str) -> None:
    """State title, date, language and source of `draft` where the file's own data have left them open."""
    title = _title(draft)
    if title is not None:
        draft.facts.state("title", title.span.of(draft.text), "first lines")
    name = _readable_name(id)
    if name:
        draft.facts.state("title", name, "file name")
    draft.facts.state("title", _opening(draft), "first lines")
    draft.facts.state("title", PurePosixPath(id).name, "file name")
    for value, provenance in _dates(draft, title, id):
        draft.facts.state("published", value, provenance)
    _byline(draft)
    doi = _DOI.search(draft.text[:_SAMPLE])
    if doi:
        draft.facts.state("url", f"https://doi.org/{doi[1]}", "first lines")
    _language(draft)


def _created(draft: Draft) -> str | None:
    """The date of the file itself, unless the text knows nothing of the years before: then it is a later copy."""
    created = draft.facts.created
    years = [int(year) for year in _YEARS.findall(draft.text)]
    return created if created and (not years or int(created[:4]) <= max(years) + _LAG) else None


def _language(draft: Draft) -> None:
    """Keep a stated language code, unless it is none, or a template's that the text itself contradicts."""
    facts = draft.facts
    stated = facts.values.pop("language", "")[:2].lower()
    stated = {"kz": "kk", "cn": "zh"}.get(stated, stated)
    certain = facts.provenance.get("language") == "front matter"
    sample = _running_text(draft)
    if re.fullmatch("[a-z]{2}", stated) and (certain or shapes.letters(sample) < _ENOUGH_LETTERS):
        facts.values["language"] = stated
        return
    found = language(sample)
    if found != stated:
        facts.provenance["language"] = "detected"
    facts.values["language"] = found


def _title(draft: Draft) -> Block | None:
    """The title block: the heading before an abstract, else a heading of level 1, else the first heading on top."""
    top = _top(draft)
    for index, block in enumerate(top[1:], 1):
        if shapes.abstract(block.span.of(draft.text)) and top[index - 1].kind is BlockKind.HEADING:
            return top[index - 1]
    headings = []
    for block in top:
        if block.kind is BlockKind.HEADING:
            headings.append(block)
        elif block.kind in (BlockKind.PARAGRAPH, BlockKind.LIST) and len(block.span) > 2 * _TITLE_LENGTH:
            break
    # Of headings alike, a paper's or ministry's name has one or two words; a title has more.
    return min(
        headings,
        key=lambda b: (b.level > 1, shapes.words(b.span.of(draft.text)) < _TITLE_WORDS, b.span.start),
        default=None,
    )


def _byline(draft: Draft) -> None:
    """State author and source where a short line on top names them."""
    for block in draft.blocks[:_TOP]:
        text = block.span.of(draft.text)
        if len(text) > _TITLE_LENGTH or block.kind in (BlockKind.TABLE_ROW, BlockKind.TABLE_HEADER, BlockKind.NOTE):
            continue
        author, source = _BYLINE.match(text), _SOURCE.search(text)
        if author and not draft.facts.authors:
            draft.facts.authors = (author["names"].strip(),)
        if source and dates.find(text):
            draft.facts.state("source", source[1], "first lines")


def _top(draft: Draft) -> list[Block]:
    """The first blocks that are not furniture."""
    return [block for block in draft.blocks if block.kind is not BlockKind.FURNITURE][:_TOP]


def _readable_name(id: str) -> str:
    """The file name as words, if it is made of words and not of codes."""
    stem = re.sub(r"[_\-.]+", " ", PurePosixPath(id).stem)
    words = [word for word in stem.split() if len(word) > 2 and word.isalpha()]
    if len(words) >= 2 or (words and shapes.chinese(stem) and len(stem) >= 4):
        return stem.strip()
    return ""


def _opening(draft: Draft) -> str:
    """The beginning of the first paragraph after its dateline, cut at a word and marked as cut."""
    block = next((b for b in draft.blocks if b.kind not in SILENT_KINDS), None)
    text = re.sub(r"^\([^)]{1,80}\)\s*", "", block.span.of(draft.text)) if block else ""
    if len(text) <= _TITLE_LENGTH:
        return text
    cut = text[:_TITLE_LENGTH]
    return (cut if shapes.chinese(cut) else cut.rsplit(maxsplit=1)[0]).rstrip(" ,;:–—-") + "…"


def _dates(draft: Draft, title: Block | None, id: str) -> Iterator[tuple[str | None, str]]:
    """Dates of publication, best first: the date line nearest to the title, a DOI, the file's name, its own date."""
    anchor = title.span.start if title is not None else 0
    found = []
    for block in _top(draft):
        if block.kind in (BlockKind.TABLE_ROW, BlockKind.TABLE_HEADER, BlockKind.REFERENCES, BlockKind.CAPTION):
            continue
        for line in re.finditer(r"[^\n]+", block.span.of(draft.text)):
            value = dates.of_line(line.group().strip())
            if value:
                start = block.span.start + line.start()
                # Of two dates at the title, a full one and the one nearer to it: page headers carry today's date.
                found.append((len(value) < 10, abs(start - anchor), value))
    if found:
        yield min(found)[2], "first lines"
    issn = _ISSN_YEAR.search(draft.text[:_SAMPLE])
    if issn:
        yield issn[1], "first lines"
    name = PurePosixPath(id).name
    match = _NAME_DATE.search(name)
    yield (dates.normal("-".join(match.groups())) if match else None), "file name"
    yield _created(draft), "metadata"
    year = re.search(r"(?<!\d)(20[0-4]\d(?:-(?:0[1-9]|1[0-2]))?)(?!\d)", name)
    yield (year[1] if year else None), "file name"


def _running_text(draft: Draft) -> str:
    """The first running text of the document, which shows its language better than names and tables do."""
    found: list[str] = []
    for kinds in ((BlockKind.PARAGRAPH, BlockKind.LIST, BlockKind.HEADING), tuple(BlockKind)):
        left = _SAMPLE
        for block in draft.blocks:
            if left <= 0:
                break
            if block.kind in kinds:
                found.append(block.span.of(draft.text))
                left -= len(found[-1])
        if sum(map(shapes.letters, found)) >= 20:
            break
    return "\n".join(found) or draft.text[:_SAMPLE]
