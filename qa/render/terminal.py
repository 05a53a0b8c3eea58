"""An Answer as text that fits a terminal. Colour marks are ANSI codes; whoever prints takes them off for files."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable, Mapping

import click

from qa.render.figures import figure, other_period, period
from qa.render.labels import label
from qa.types import Agreement, Answer, AnswerKind, Citation, RankedPassage, Span, Status, Verdict

#: Lines longer than this are hard to read, however wide the window.
WIDEST = 100
#: A passage longer than this is shown from its first marked word on; `qa show` has all of it.
SHOWN = 700
#: A confidence is called high from here on, and medium down to the next.
HIGH, MEDIUM = 0.8, 0.5

#: Controls, line and paragraph separators and bidirectional overrides would act on the terminal instead of being read.
_UNSAFE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\u200e\u200f\ud800-\udfff]")


def visible(text: str) -> str:
    """`text` with every character that could steer a terminal shown as a sign, one for one."""
    return _UNSAFE.sub(lambda match: chr(0x2400 + ord(match.group())) if ord(match.group()) < 32 else "\ufffd", text)


def in_line(text: str) -> str:
    """`visible` text that stays in its line: a file's name may hold line breaks."""
    return visible(text).replace("\n", "␊")


def marked(text: str, spans: Iterable[Span]) -> str:
    """`text`, safe for a terminal, with the characters of `spans` in bold."""
    pieces, at = [], 0
    for span in sorted(spans):
        if span.start >= at:
            pieces += [visible(text[at : span.start]), click.style(visible(span.of(text)), bold=True, fg="yellow")]
            at = span.end
    return "".join([*pieces, visible(text[at:])])


def confidence_word(value: float, language: str) -> str:
    """high, medium or low, in the question's language."""
    return label("high" if value >= HIGH else "medium" if value >= MEDIUM else "low", language)


def answer_text(answer: Answer, *, width: int = 80, passages: int = 5, explain: bool = False) -> str:
    """Headline, agreement of sources, then cited passages with marked words; lines at most `width` long."""
    width = min(width, WIDEST)
    language = answer.language
    lines: list[str] = []
    if answer.resolved_question != answer.question:
        lines += [click.style(label("understood_as", language, question=visible(answer.resolved_question)), dim=True)]
    lines += _head(answer, width)
    for agreement in answer.comparisons:
        lines += _agreement(agreement, language, width)
    lines += [visible(notice) for notice in answer.notices]
    if explain and answer.headline is not None:
        lines += _evidence(answer.headline.evidence)
    if answer.passages:
        lines += ["", label("passages" if answer.status is Status.ANSWERED else "nearest", language)]
    for item in answer.passages[:passages]:
        lines += ["", *_passage(item, language, width)]
    return "\n".join(lines)


def _head(answer: Answer, width: int) -> list[str]:
    """The answer itself in bold, with what it was read as, its place, and how sure it is."""
    language, headline = answer.language, answer.headline
    if headline is None:
        return [click.style(label("not_found", language), bold=True)]
    said = [headline.text] if headline.kind is not AnswerKind.LIST else headline.text.splitlines()
    lines = [line for part in said for line in textwrap.wrap(visible(part), width)] or [""]
    lines = [click.style(line, bold=True, fg="green") for line in lines]
    quantity = headline.quantity
    if quantity is not None and headline.kind is not AnswerKind.DATE:
        parts = [
            figure(quantity, language=language),
            visible(" ".join(quantity.subject.split())),
            period(quantity.period),
        ]
        parts += [label("planned", language)] if quantity.planned else []
        shown = " · ".join(part for part in parts if part and part != headline.text)
        lines += textwrap.wrap(shown, width)
    if headline.citation.quote != headline.text:
        quote = " ".join(visible(headline.citation.quote).split())
        lines += textwrap.wrap(f"“{quote}”", width, initial_indent="  ", subsequent_indent="  ")
    lines += [click.style(line, dim=True) for line in _folded(place(headline.citation, language), width, "  ")]
    if other := other_period(answer, language):
        lines += [click.style(line, fg="red") for line in _folded(f"! {other}", width, "  ")]
    word = confidence_word(answer.confidence, language)
    lines.append("  " + click.style(label("confidence", language, word=word, value=answer.confidence), dim=True))
    return lines


def _agreement(agreement: Agreement, language: str, width: int) -> list[str]:
    """One statement when sources agree; both sides, newest first, when they do not."""
    if agreement.verdict is Verdict.AGREE:
        name = "agree" if agreement.sources > 1 else "stated_twice"
        documents = ", ".join(dict.fromkeys(value.citation.document for value in agreement.values))
        shown = figure(agreement.values[0].quantity, language=language)
        said = f"✓ {label(name, language, count=agreement.sources)}: {shown} ({in_line(documents)})"
        return _folded(said, width, "  ")
    lines = [click.style(f"  ≠ {label('disagree', language)}", fg="red")]
    for value in agreement.values:
        parts = [visible(value.quantity.text), period(value.quantity.period), place(value.citation, language)]
        lines += _folded(" · ".join(part for part in parts if part), width, "    ")
    return lines


def _evidence(evidence: Mapping[str, float]) -> list[str]:
    """What the choice rests on, strongest first."""
    rows = sorted(evidence.items(), key=lambda item: -abs(item[1]))
    return [
        "  " + "  ".join(f"{name} {value:+.2f}" for name, value in rows[at : at + 4]) for at in range(0, len(rows), 4)
    ]


def place(citation: Citation, language: str) -> str:
    """Document, date, heading, page and characters of a citation, in one line."""
    parts = [
        citation.document,
        citation.published or "",
        citation.heading,
        label("page", language, page=citation.page) if citation.page else "",
        f"{citation.start}–{citation.end}",
    ]
    return visible(" · ".join(" ".join(part.split()) for part in parts if part))


def _folded(text: str, width: int, indent: str) -> list[str]:
    """`text` in lines of at most `width` characters, each indented; at least one."""
    return textwrap.wrap(text, width, initial_indent=indent, subsequent_indent=indent) or [indent]


def _passage(item: RankedPassage, language: str, width: int) -> list[str]:
    """A passage under its rank and place, its lines folded and its words marked."""
    passage = item.hit.passage
    first, *rest = _folded(place(item.citation, language), width, "    ")
    lines = [click.style(f"{item.rank:>2}. ", bold=True) + click.style(first[4:], fg="cyan")]
    lines += [click.style(line, fg="cyan") for line in rest]
    for line in passage.context.split("\n") if passage.context else ():
        lines += [click.style(piece, dim=True) for piece in _folded(visible(line), width, "    ")]
    start = 0
    if len(passage.text) > SHOWN and item.highlights:
        start = max(0, min(span.start for span in item.highlights) - SHOWN // 3)
    text = passage.text[start : start + SHOWN]
    spans = [span.shift(-start) for span in item.highlights if start <= span.start and span.end <= start + SHOWN]
    body = ("… " if start else "") + marked(text, spans) + (" …" if start + SHOWN < len(passage.text) else "")
    for line in body.split("\n"):
        lines += [f"    {piece}" for piece in click.wrap_text(line, width - 4).split("\n")] if line.strip() else []
    return lines
