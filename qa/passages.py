"""A document to passages: along blocks and sentences, never through a table row.

A passage is a slice of its document. Neighbouring paragraphs and list items under one heading are put together up to
the wanted size, a list stays whole behind the sentence that introduces it where it fits, longer blocks are cut between
sentences, every table row is a passage of its own that knows its caption and column headings.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from qa.settings import IndexSettings
from qa.text import analyse, keeping, language, sentences, statements
from qa.types import SILENT_KINDS, Block, BlockKind, Document, Passage, Quantity, Span, Table

#: Part of the recipe: raise it when the same document would be split or searched otherwise.
SPLITTER = "blocks-sentences/4"

_HAN = re.compile("[\u3040-\u30ff\u3400-\u9fff]")
_WORD = re.compile(r"[^\W\u3040-\u30ff\u3400-\u9fff]+")
#: Chinese text has about this many characters where English has one word.
_HAN_PER_WORD = 1.6
_OTHER_SCRIPT = re.compile("[\u0400-\u04ff\u3400-\u9fff]")
#: Characters from which on a passage's own language is told reliably.
_TELLING = 60
_JOINABLE = frozenset({BlockKind.PARAGRAPH, BlockKind.LIST})
_INTRODUCES = (":", "：")


def split(document: Document, settings: IndexSettings, first: int = 0) -> list[Passage]:
    """The passages of `document` in reading order, numbered from `first`."""
    made: list[Passage] = []
    starts = [page.start for page in document.pages]
    for headings, kind, span, context in _pieces(document, settings):
        text = span.of(document.text)
        page = max(1, bisect_right(starts, span.start)) if starts else None
        spoken = passage_language(text, document.language)
        passage = Passage(
            document=document.id,
            number=first + len(made),
            span=span,
            kind=kind,
            text=text,
            headings=headings,
            page=page,
            context=context,
            language=spoken,
        )
        made.append(read(passage))
    return made


def read(passage: Passage) -> Passage:
    """A passage with its words as an index keeps them."""
    bare = replace(passage, words="")
    return replace(bare, words=keeping.pack(bare, statements(bare)))


def passage_language(text: str, of_document: str) -> str:
    """The language of one passage: its document's, unless the passage is long enough to tell and says otherwise.

    Papers carry abstracts in other languages. Latin letters in a Latin document prove nothing: most are names.
    """
    if len(text) < _TELLING or (of_document not in ("ru", "kk", "zh") and not _OTHER_SCRIPT.search(text)):
        return of_document
    scripts = Counter(
        "zh" if _HAN.match(c) else "ru" if "\u0400" <= c <= "\u04ff" else "en" for c in text if c.isalpha()
    )
    main = max(scripts, key=lambda script: (scripts[script], script), default="en")
    if main == ("ru" if of_document == "kk" else of_document) and main != "ru":
        return of_document
    return language(text) if main == "ru" else main


def search_text(passage: Passage, title: str) -> str:
    """What embeddings see: the title and nearest heading, a table row's caption and column headings, the text."""
    heading = passage.headings[-1] if passage.headings else ""
    parts = dict.fromkeys(part for part in (title, heading, passage.context, passage.text) if part)
    return "\n".join(parts)


def statement_texts(passage: Passage) -> list[str]:
    """What embeddings see of each statement: a table row's caption and column headings, the sentence or row."""
    texts = (span.shift(-passage.span.start).of(passage.text) for span in statements(passage))
    return [f"{passage.context}\n{text}" if passage.context else text for text in texts]


def search_terms(passage: Passage, title: str, quantities: Iterable[Quantity]) -> list[str]:
    """What BM25 sees: the words of headings, context and text, and every figure once more by its value."""
    heading = " ".join(dict.fromkeys((title, *passage.headings)))
    terms = analyse(f"{heading}\n{passage.context}\n{passage.text}", passage.language)
    for quantity in quantities:
        terms.extend(value_terms(quantity))
    return terms


def value_terms(quantity: Quantity) -> list[str]:
    """The search terms of a figure's value, the same however it is written: "215 тыс." and "215,000" are "=215000"."""
    return [f"={value:.12g}" for value in dict.fromkeys((quantity.low, quantity.high))]


def words(text: str) -> float:
    """The length of `text` in words; Chinese characters are counted and divided."""
    return len(_WORD.findall(text)) + len(_HAN.findall(text)) / _HAN_PER_WORD


_Piece = tuple[tuple[str, ...], BlockKind, Span, str]


def _pieces(document: Document, settings: IndexSettings) -> Iterator[_Piece]:
    """Headings, kind, span and context of each passage."""
    path: list[tuple[int, str]] = []
    run: list[Block] = []

    def headings() -> tuple[str, ...]:
        return tuple(text for _, text in path)

    def flush() -> Iterator[_Piece]:
        if run:
            kind, here = run[0].kind, headings()
            for span in _pack(document, list(_units(document, run, settings)), settings):
                yield here, kind, span, ""
            run.clear()

    for block in document.blocks:
        if run and not _continues(run[-1], block):
            yield from flush()
        if block.kind is BlockKind.HEADING:
            while path and path[-1][0] >= block.level:
                path.pop()
            path.append((block.level, block.span.of(document.text)))
        elif block.kind is BlockKind.TABLE_ROW and block.table is not None:
            yield headings(), block.kind, block.span, table_context(document, document.tables[block.table])
        elif block.kind in (BlockKind.TABLE_ROW, BlockKind.CAPTION, BlockKind.NOTE):
            yield headings(), block.kind, block.span, ""
        elif block.kind is not BlockKind.TABLE_HEADER:
            run.append(block)
    yield from flush()


def _continues(last: Block, block: Block) -> bool:
    """Whether `block` may stand in one passage with the block before it."""
    if block.kind in SILENT_KINDS:
        return block.kind is last.kind
    return block.kind in _JOINABLE and last.kind in _JOINABLE


def table_context(document: Document, table: Table) -> str:
    """The caption and column headings of a table, on a line each; "" where it has neither."""
    caption = table.caption.of(document.text) if table.caption else ""
    header = " | ".join(
        " ".join(cell.span.of(document.text).split()) for row in table.header for cell in row if len(cell.span)
    )
    return "\n".join(part for part in (" ".join(caption.split()), header) if part)


def _pack(document: Document, spans: Sequence[Span], settings: IndexSettings) -> Iterator[Span]:
    """Join small blocks and cut large ones so that passages come near the wanted size."""
    text = document.text
    current: Span | None = None
    size = 0.0
    for piece in _cut(document, spans, settings):
        length = words(piece.of(text))
        if current is not None and size + length <= settings.passage_words:
            current, size = Span(current.start, piece.end), size + length
            continue
        if current is not None:
            yield current
        current, size = piece, length
    if current is not None:
        yield current


def _units(document: Document, run: Sequence[Block], settings: IndexSettings) -> Iterator[Span]:
    """The blocks, with each list that fits made one with its items and the sentence that introduces it."""
    at = 0
    while at < len(run):
        first = run[at].span
        introduced = run[at].kind is BlockKind.PARAGRAPH and first.of(document.text).rstrip().endswith(_INTRODUCES)
        end = at + 1
        if introduced or run[at].kind is BlockKind.LIST:
            while end < len(run) and run[end].kind is BlockKind.LIST:
                end += 1
        yield from _listed(document, [block.span for block in run[at:end]], introduced, settings)
        at = end


def _listed(document: Document, spans: Sequence[Span], introduced: bool, settings: IndexSettings) -> Iterator[Span]:
    """A block, or an introduction and list items: in one where they fit, else from the introducing sentence on."""
    whole = Span(spans[0].start, spans[-1].end)
    if len(spans) == 1 or words(whole.of(document.text)) <= settings.passage_limit:
        yield whole
        return
    if introduced:
        *before, last = sentences(document.text, document.language, spans[0])
        tail = Span(last.start, whole.end)
        if before and words(tail.of(document.text)) <= settings.passage_limit:
            yield Span(spans[0].start, before[-1].end)
            yield tail
            return
    yield from spans


def _cut(document: Document, spans: Sequence[Span], settings: IndexSettings) -> Iterator[Span]:
    """Each block whole if it is not too long, else as runs of sentences of about equal size."""
    for span in spans:
        length = words(span.of(document.text))
        if length <= settings.passage_limit:
            yield span
            continue
        parts = max(2, round(length / settings.passage_words))
        goal, taken, start = length / parts, 0.0, span.start
        inner = sentences(document.text, document.language, span)
        for number, sentence in enumerate(inner):
            taken += words(sentence.of(document.text))
            if taken >= goal or number == len(inner) - 1:
                yield Span(max(start, inner[0].start), sentence.end)
                taken = 0.0
                start = inner[number + 1].start if number + 1 < len(inner) else sentence.end
