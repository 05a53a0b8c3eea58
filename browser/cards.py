"""An Answer as HTML. Pure functions: the same answer and words give the same card, with or without a server."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace

from browser.look import Look, figured, wrapped
from browser.markup import address, escape, layered, packed
from browser.said import said
from browser.why import why
from qa.render import citation_text, label, other_period, period
from qa.render.terminal import confidence_word
from qa.types import (
    Agreement,
    Answer,
    AnswerKind,
    Citation,
    CitedQuantity,
    Headline,
    Quantity,
    RankedPassage,
    Role,
    Span,
    Status,
    Verdict,
)

#: Passages in view before “more”; the first three hold nine answers of ten.
IN_VIEW = 3
#: A passage longer than this scrolls in a box of its own; only what has no sentences is that long.
LONG_PASSAGE = 3_000
#: A headline longer than this is a sentence and set as one.
FIGURE_LENGTH = 48
#: Longer than this it is set as text: two sentences in large bold type are hard to read.
SENTENCE_LENGTH = 160
#: A question or headline longer than this scrolls in a few lines: the answer has to stay in view.
LONG_LINE = 400
_BARE = re.compile(r"[\d\s.,~≈<>≤≥–—-]+")


def question_heading(answer: Answer, look: Look) -> str:
    """The question as it was typed, which the card answers."""
    return f'<h2 class="asked{_held(answer.question)}>{escape(answer.question)}</h2>'


def _held(text: str, longest: int = LONG_LINE) -> str:
    """The end of a class attribute: what is longer than `longest` scrolls, by keyboard too."""
    return ' long" tabindex="0"' if len(text) > longest else '"'


def answer_card(answer: Answer, look: Look, anchor: str, *, above: str = "") -> str:
    """The whole card: headline, agreement, passages, why. `anchor` makes its element names unique on the page.

    `above` is HTML that goes before it.
    """
    parts = [above, _head(answer, look, anchor)]
    parts += [_agreement(one, look) for one in answer.comparisons]
    parts += [f'<p class="qa-dim">{escape(said(notice, look.language))}</p>' for notice in answer.notices]
    if answer.headline is not None:
        parts.append(why(answer, answer.headline, look))
    return wrapped(look, "".join(parts) + _passages(answer, look, anchor))


def _head(answer: Answer, look: Look, anchor: str) -> str:
    headline = answer.headline
    if headline is None:
        return (
            f'<section class="qa-card none"><h2 class="qa-figure words">{escape(look.say("not_found"))}</h2>'
            f"<p>{escape(look.say('not_found_more'))}</p>"
            f'<div class="acts">{_linked(answer, look)}</div></section>'
        )
    number = _number(answer, headline.citation)
    mark = f' <a href="#{anchor}-{number}"><span class="num">{number}</span></a>' if number else ""
    text = headline.citation.quote
    quote = layered(text, {"mark": _inside(headline), "cell": _bars(text)})
    quoted = f'<blockquote class="quote{_held(text, LONG_PASSAGE)}>{quote}</blockquote>'
    if headline.text.strip() == text.strip():  # a whole sentence is said once
        quoted = ""
    acts = _copy(headline.citation, look) + _linked(answer, look)
    context = next((item.hit.passage.context for item in answer.passages if item.rank == number), "")
    above = f'<p class="context">{escape(context)}</p>' if context else ""
    return (
        f'<section class="qa-card">{_figure(answer, headline, look)}{_chips(answer, look)}'
        f"{above}{quoted}"
        f'<p class="qa-dim">{_place(headline.citation, look)}{mark}</p><div class="acts">{acts}</div></section>'
    )


def _linked(answer: Answer, look: Look) -> str:
    """The address that asks the question again, to be sent to somebody."""
    link = address(look.base, "", q=answer.resolved_question)
    return f'<a href="{link}">{escape(look.say("link"))}</a>'


def _copy(citation: Citation, look: Look) -> str:
    """A button that copies quote, source, date and place."""
    return (
        f'<button type="button" class="copy" data-copy="{packed(citation_text(citation))}" '
        f'data-done="{escape(look.say("copied"))}">{escape(look.say("copy_citation"))}</button>'
    )


def _bars(text: str) -> list[Span]:
    """The bars between the cells of a table row, which are set back so that the cells stand out."""
    row = text.lstrip().startswith("|")
    return [Span(at, at + 1) for at, sign in enumerate(text) if sign == "|"] if row else []


def _figure(answer: Answer, headline: Headline, look: Look) -> str:
    """The figure large, what it was before where that is said, and what it was read as where that says more."""
    quantity, was = headline.quantity, before(answer)
    if quantity is not None and was is not None:
        shown = (
            f'<span class="was">{escape(figured(was, look))}</span><span class="arrow" aria-hidden="true">→</span>'
            f'<span class="said"> {escape(look.say("changed_to"))} </span>{escape(figured(quantity, look))}'
        )
        return f'<h2 class="qa-figure">{shown}</h2>{_reading(quantity, figured(quantity, look), look)}'
    words = " words" if quantity is None and headline.kind is not AnswerKind.DATE else ""
    words = " words" if len(headline.text) > FIGURE_LENGTH else words
    words += " told" if len(headline.text) > SENTENCE_LENGTH else ""
    words += " list" if headline.kind is AnswerKind.LIST else ""
    text = headline.text
    if quantity is not None and _BARE.fullmatch(text):  # a table cell leaves the unit to its heading
        text = figured(quantity, look)
    title = f'<h2 class="qa-figure{words}{_held(text)}>{escape(text)}</h2>'
    return title + (_reading(quantity, text, look) if quantity is not None else "")


def _reading(quantity: Quantity, text: str, look: Look) -> str:
    """What the figure was read as: value and unit unless they stand above, period, subject, planned."""
    value, subject = figured(quantity, look), " ".join(quantity.subject.split())
    digits = figured(replace(quantity, unit=""), look).lstrip("≈≤≥ ")
    # In Russian and Kazakh the same digits are grouped by a space: that is no other value.
    known = quantity.dimension == "date" or digits in text or digits.replace("\u00a0", ",") in text
    when = period(quantity.period)
    parts = ["" if known else value, when if when not in text else "", subject if subject != quantity.unit else ""]
    parts += [look.say("planned")] if quantity.planned else []
    line = " · ".join(part for part in parts if part)
    return f"<p>{escape(line)}</p>" if line else ""


def before(answer: Answer) -> Quantity | None:
    """The figure that the headline's figure has replaced, from the same statement, where there is one."""
    headline = answer.headline
    if headline is None or headline.quantity is None or headline.quantity.role is not Role.TO:
        return None
    here = [
        item.quantity
        for item in answer.quantities
        if item.citation.document == headline.citation.document
        and headline.citation.start <= item.quantity.span.start < headline.quantity.span.start
        and item.quantity.role is Role.FROM
        and item.quantity.dimension == headline.quantity.dimension
    ]
    return here[-1] if here else None


def _chips(answer: Answer, look: Look) -> str:
    """At a glance: do sources agree, and how sure is it."""
    chips = []
    if answer.disagreement:
        disputed = [one for one in answer.comparisons if one.verdict is Verdict.DISAGREE]
        words = escape(_dispute(max(disputed, key=lambda one: one.sources), look))
        chips.append(f'<li class="bad"><span aria-hidden="true">≠ </span>{words}</li>')
    agreeing = max((one.sources for one in answer.comparisons if one.verdict is Verdict.AGREE), default=0)
    if agreeing > 1 and not answer.disagreement:
        agree = escape(label("agree", look.language, count=agreeing))
        chips.append(f'<li class="good"><span aria-hidden="true">✓ </span>{agree}</li>')
    if other := other_period(answer, look.language):
        chips.append(f'<li class="bad"><span aria-hidden="true">! </span>{escape(other)}</li>')
    word = confidence_word(answer.confidence, look.language)
    sure = escape(label("confidence", look.language, word=word, value=answer.confidence))
    doubtful = word == confidence_word(0.0, look.language)
    chips.append(f'<li class="bad"><span aria-hidden="true">? </span>{sure}</li>' if doubtful else f"<li>{sure}</li>")
    return f'<ul class="chips">{"".join(chips)}</ul>'


def _inside(headline: Headline) -> list[Span]:
    """Where the headline's words stand in its quote."""
    at = headline.citation.quote.find(headline.text)
    return [Span(at, at + len(headline.text))] if at >= 0 else []


def _number(answer: Answer, citation: Citation) -> int | None:
    """The rank of the passage that a citation lies in, which is its number on the card."""
    for item in answer.passages:
        whole = item.citation
        if whole.document == citation.document and whole.start <= citation.start and citation.end <= whole.end:
            return item.rank
    return None


def _agreement(agreement: Agreement, look: Look) -> str:
    """Both sides of a disagreement, newest first; agreeing statements folded away."""
    say = look.say
    # A date is its own period.
    dated = any(item.quantity.period and item.quantity.dimension != "date" for item in agreement.values)

    def when(item: CitedQuantity) -> str:
        return f'<td class="day">{escape(period(item.quantity.period))}</td>' if dated else ""

    rows = "".join(
        f'<tr><td class="n">{escape(figured(item.quantity, look))}</td>{when(item)}'
        f'<td>{source_link(item.citation, look)}</td><td class="day">{escape(item.citation.published or "")}</td></tr>'
        for item in agreement.values
    )
    names = ("figure", *(("period",) if dated else ()), "source", "published")
    head = "".join(f'<th scope="col">{escape(say(name))}</th>' for name in names)
    table = f'<table class="stack"><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>'
    if agreement.verdict is Verdict.DISAGREE:
        return f"<section><h3>{escape(_dispute(agreement, look))}</h3>{table}</section>"
    return f"<details><summary>{escape(say('statements', count=len(agreement.values)))}</summary>{table}</details>"


def _dispute(agreement: Agreement, look: Look) -> str:
    """Who disagrees: several publishers, documents of one, or a document with itself."""
    cited = [item.citation for item in agreement.values]
    if len({one.document for one in cited}) == 1:
        return look.say("contradicts")
    one_publisher = cited[0].source and len({one.source for one in cited}) == 1
    return look.say("publisher_disagrees" if one_publisher else "disagree")


def source_address(citation: Citation, base: str) -> str:
    """The address of the source view at a citation."""
    return address(base, "source", document=citation.document, start=citation.start, end=citation.end)


def source_link(citation: Citation, look: Look) -> str:
    """The title of what is cited, as a link to the place."""
    title = escape(citation.title or citation.document)
    return f'<a class="go" href="{source_address(citation, look.base)}">{title}</a>'


def _place(citation: Citation, look: Look, *, heading: bool = True) -> str:
    """Title as a link to the place, then source, date, heading and page."""
    parts = [
        citation.source if citation.source != citation.title else "",
        citation.published or "",
        citation.heading if heading and citation.heading != citation.title else "",
        label("page", look.language, page=citation.page) if citation.page else "",
    ]
    rest = " · ".join(escape(" ".join(part.split())) for part in parts if part)
    return source_link(citation, look) + (f" · {rest}" if rest else "")


def _passages(answer: Answer, look: Look, anchor: str) -> str:
    """The ranked passages, the first in view and the others behind “more”."""
    if not answer.passages:
        return ""
    figures = figures_by_document(answer.quantities)
    items = [_passage(item, figures.get(item.citation.document, ()), look, anchor) for item in answer.passages]
    name = "passages" if answer.status is Status.ANSWERED else "nearest"
    first, more = items[:IN_VIEW], items[IN_VIEW:]
    folded = ""
    if more:
        folded = (
            f"<details><summary>{escape(look.say('more_passages', count=len(more)))}</summary>"
            f'<ol class="found">{"".join(more)}</ol></details>'
        )
    return f'<h3>{escape(look.say(name))}</h3><ol class="found">{"".join(first)}</ol>{folded}'


def figures_by_document(quantities: Iterable[CitedQuantity]) -> Mapping[str, list[Span]]:
    """Where the figures stand, by document."""
    found: dict[str, list[Span]] = {}
    for item in quantities:
        found.setdefault(item.citation.document, []).append(item.quantity.span)
    return found


def _passage(item: RankedPassage, figures: Iterable[Span], look: Look, anchor: str) -> str:
    passage, citation = item.hit.passage, item.citation
    inside = [span.shift(-passage.span.start) for span in figures if passage.span.covers(span)]
    text = layered(passage.text, {"fig": inside, "mark": item.highlights, "cell": _bars(passage.text)})
    context = f'<p class="context">{escape(passage.context)}</p>' if passage.context else ""
    held = _held(passage.text, LONG_PASSAGE)
    opened = f'<a class="go" href="{source_address(citation, look.base)}">{escape(look.say("open_source"))}</a>'
    return (
        f'<li id="{anchor}-{item.rank}"><div class="head"><span class="num">{item.rank}</span>'
        f'<div class="where qa-dim">{_place(citation, look)}</div></div>{context}'
        f'<div class="text{held}>{text}</div><div class="acts">{opened}{_copy(citation, look)}</div></li>'
    )
