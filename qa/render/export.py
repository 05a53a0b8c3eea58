"""Citations, figures and whole conversations for other programs: plain text, Markdown, DOCX, CSV, XLSX."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import takewhile

from qa.quantity import Reading
from qa.render.figures import figure, other_period, period
from qa.render.json import citation_json, quantity_json
from qa.render.labels import label
from qa.text import language, sentences
from qa.types import Answer, AnswerKind, Citation, CitedQuantity, Headline, Span, Verdict

#: The columns of every table of figures.
COLUMNS = (
    "text", "low", "high", "unit", "bound", "role", "planned", "period", "subject", "document", "title", "source",
    "published", "page", "heading", "start", "end", "quote",
)  # fmt: skip
#: Those of figures that were read in texts of one's own, which have no document, title, source, page or heading.
READING_COLUMNS = (
    "id", "text", "low", "high", "unit", "bound", "role", "planned", "period", "subject", "published", "start", "end",
    "quote",
)  # fmt: skip
#: MIME types of the files made here.
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_MARKDOWN = re.compile(r"([\\`*_{}\[\]<>#+\-!|~$.()])")
#: What XML, and so DOCX and XLSX, cannot hold.
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
#: What UTF-8 cannot hold: half a surrogate pair.
_LONE = re.compile("[\ud800-\udfff]")
#: What spreadsheets take for the start of a formula; those of East Asia read the wide signs too.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
#: What they take for a date or a time of day ("1/2", "3-5"); dates written in full are dates.
_DATE_LIKE = re.compile(r"(?!\d{4}-\d\d(?:-\d\d)?$)\d{1,4}\s?[-/:]\s?\d{1,4}(?:[-/:]\d{1,4})?")
#: Characters that columns of a workbook are wide; the others 12.
_WIDTHS = {
    "text": 24,
    "period": 24,
    "subject": 40,
    "document": 30,
    "title": 40,
    "source": 24,
    "heading": 30,
    "quote": 80,
}
#: Below this every whole number is written with all its digits.
_WHOLE = 1e15
#: A spreadsheet cell holds no more characters than this.
_CELL = 32_767


def citation_text(citation: Citation) -> str:
    """A citation to paste: the exact quote, then source, date, page and the characters it stands at."""
    parts = [
        citation.title or citation.document,
        citation.source if citation.source != citation.title else "",
        citation.published or "",
        f"p. {citation.page}" if citation.page else "",
        f"{citation.document}:{citation.start}-{citation.end}",
    ]
    return f"“{citation.quote}” — {', '.join(' '.join(part.split()) for part in parts if part)}"


def figure_rows(found: Iterable[CitedQuantity]) -> list[list[object]]:
    """One row for each figure, in the order of `COLUMNS`; `start` and `end` are the figure's own place."""
    rows = []
    for item in found:
        row = {**citation_json(item.citation), **quantity_json(item.quantity)}
        rows.append([row[name] for name in COLUMNS])
    return rows


def figures_csv(found: Iterable[CitedQuantity]) -> str:
    """CSV with the byte-order mark that makes spreadsheets read UTF-8; what would be a formula or date is defused."""
    return "\ufeff" + "".join(_csv_lines([COLUMNS, *figure_rows(found)]))


def readings_csv(found: Iterable[Reading]) -> Iterator[str]:
    """The lines of such a CSV for readings, as they come; `quote` is the sentence or the line of a figure."""
    yield "\ufeff"
    yield from _csv_lines([READING_COLUMNS])
    for one in found:
        text = _LONE.sub("\ufffd", one.text)
        spoken = language(text) if one.quantities else ""
        for quantity in one.quantities:
            row = {**quantity_json(quantity), "id": _identity(one.id), "published": one.published}
            row["quote"] = _statement(text, spoken, quantity.span).of(text)
            yield from (_LONE.sub("\ufffd", line) for line in _csv_lines([[row[name] for name in READING_COLUMNS]]))


def _identity(given: object) -> object:
    """A record's `id` as one cell: texts and numbers as they are, anything else as JSON."""
    return given if isinstance(given, str | int | float) or given is None else json.dumps(given, ensure_ascii=False)


def _statement(text: str, spoken: str, span: Span) -> Span:
    """The sentences of a figure, within the lines that it stands in: rows of tables are lines."""
    start = text.rfind("\n", 0, span.start) + 1
    end = text.find("\n", span.end)
    lines = Span(start, len(text) if end < 0 else end)
    touching = [one for one in sentences(text, spoken, lines) if one.overlaps(span)] or [span]
    return Span(min(touching[0].start, span.start), max(touching[-1].end, span.end))


def _csv_lines(rows: Iterable[Iterable[object]]) -> Iterator[str]:
    """Each row as a line of CSV, with its end."""
    for row in rows:
        line = io.StringIO()
        csv.writer(line).writerow([_defused(cell) for cell in row])
        yield line.getvalue()


def _defused(value: object) -> object:
    """A text that a spreadsheet would run as a formula or turn into a date, with an apostrophe before it.

    Whole numbers without a decimal sign, which half of the world would not read as one.
    """
    if isinstance(value, float) and value.is_integer() and abs(value) < _WHOLE:
        return int(value)
    if not isinstance(value, str):
        return value
    return f"'{value}" if value.startswith(_FORMULA) or _DATE_LIKE.fullmatch(value) else value


def figures_xlsx(found: Iterable[CitedQuantity]) -> bytes:
    """A workbook with one sheet of figures; text is text there, whatever it begins with."""
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.utils import get_column_letter

    book = Workbook(write_only=True)
    sheet = book.create_sheet("figures")
    sheet.freeze_panes = "A2"
    for number, name in enumerate(COLUMNS, 1):
        sheet.column_dimensions[get_column_letter(number)].width = _WIDTHS.get(name, 12)
    rows = figure_rows(found)
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(COLUMNS))}{len(rows) + 1}"
    sheet.append(list(COLUMNS))
    for row in rows:
        cells = []
        for value in row:
            cell = WriteOnlyCell(sheet)
            if isinstance(value, str):
                cell.value = _NOT_XML.sub("\ufffd", value)[:_CELL]
                cell.data_type = "s"  # a text that begins with "=" is a text
            else:
                cell.value = value
            cells.append(cell)
        sheet.append(cells)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def conversation_markdown(answers: Sequence[Answer]) -> str:
    """Questions, answers and quotes as Markdown in which nothing from a document acts as markup."""
    lines: list[str] = []
    for answer in answers:
        lines += [f"## {_inert(answer.question)}", ""]
        if answer.resolved_question != answer.question:
            lines += [f"*{_inert(label('understood_as', answer.language, question=answer.resolved_question))}*", ""]
        for text, quote, about in _statements(answer):
            lines += [f"**{_inert(text)}**", ""] if text else []
            fence = "`" * (3 + max((len(run) for run in re.findall("`{3,}", quote)), default=0))
            lines += [f"{fence}text", quote, fence, "", _inert(about), ""]
    return "\n".join(lines)


def conversation_docx(answers: Sequence[Answer]) -> bytes:
    """Questions, answers and quotes as a Word document."""
    from docx import Document as Word

    word = Word()
    for answer in answers:
        word.add_heading(_xml(answer.question), level=2)
        if answer.resolved_question != answer.question:
            word.add_paragraph(_xml(label("understood_as", answer.language, question=answer.resolved_question)))
        for text, quote, about in _statements(answer):
            if text:
                word.add_paragraph().add_run(_xml(text)).bold = True
            word.add_paragraph(_xml(quote), style="Quote")
            word.add_paragraph(_xml(about))
    out = io.BytesIO()
    word.save(out)
    return out.getvalue()


def _statements(answer: Answer) -> list[tuple[str, str, str]]:
    """What is said in answer: (bold line, quote, place) for the headline, for other sides, or for nearest passages."""
    headline = answer.headline
    if headline is None:
        near = answer.passages[:3]
        rows = [("", item.citation.quote, _place(item.citation)) for item in near]
        said = f"{label('not_found', answer.language)} {label('nearest', answer.language)}"
        return [(said, *rows[0][1:]), *rows[1:]] if rows else []
    rows = [(_headline(answer, headline), headline.citation.quote, _place(headline.citation))]
    sides = [side for one in answer.comparisons if one.verdict is Verdict.DISAGREE for side in one.values]
    for side in sides:
        if (side.citation.document, side.citation.start) != (headline.citation.document, headline.citation.start):
            parts = (figure(side.quantity, language=answer.language), period(side.quantity.period))
            said = " · ".join(part for part in parts if part)
            rows.append((f"{label('disagree', answer.language)} {said}", side.citation.quote, _place(side.citation)))
    return rows


def _headline(answer: Answer, headline: Headline) -> str:
    """The headline with what it must not be taken away without: its period, whether it is planned or of other days."""
    quantity = headline.quantity
    if quantity is None or headline.kind is AnswerKind.DATE:
        return headline.text
    parts = [
        headline.text,
        period(quantity.period),
        label("planned", answer.language) if quantity.planned else "",
        other_period(answer, answer.language),
    ]
    return " · ".join(part for part in parts if part)


def _place(citation: Citation) -> str:
    """Where a quote comes from: what follows it in `citation_text`."""
    return citation_text(citation).removeprefix(f"“{citation.quote}” ")


def _inert(text: str) -> str:
    """`text` in one line with every sign that Markdown reads taken literally."""
    line = " ".join(text.split())
    digits = "".join(takewhile(str.isdigit, line))
    return digits + _MARKDOWN.sub(r"\\\1", line[len(digits) :]).replace("&", "&amp;")


def _xml(text: str) -> str:
    """`text` with a sign for each character that XML cannot hold."""
    return _NOT_XML.sub("\ufffd", text)
