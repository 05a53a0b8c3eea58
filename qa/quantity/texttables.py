"""Tables that arrive as plain text: cells set apart by tabs, by bars, or by runs of spaces that line up."""

from __future__ import annotations

import re
from dataclasses import dataclass

from qa.quantity import aligned
from qa.quantity.aligned import GAP, NUMERIC, trimmed
from qa.quantity.captionlines import CAPTION, LONGEST_CAPTION, above, captions, measures
from qa.quantity.measures import Measure
from qa.types import Cell, Span

#: A figure with its unit, hedged or not: "up to 25 million t/year", "500,000+ TEU".
_MEASURED = re.compile(
    r"(?!\s*(?:1[5-9]|20)\d\d(?:[\s,;]|年|ж|г))(?!\s*\d{1,2}\s?(?:мес|кв\.?$|кв\.\s[^к]|[月季]))"
    r"(?:[~≈<>≥≤]|up to|about|over|more than|до|более|свыше|около|не менее)?\s*"
    r"[$€£¥₸₽]?\d[\d.,]*(?:[ \u00a0]\d{3}(?!\d))*\+?"
    r"(?: (?:thousand|million|billion|тыс\.?|млн|млрд|мың))?\s?[^\s\d()（）]{1,12}(?: (?:per|a|в) [^\s\d]{1,10})?",
    re.I,
)
#: A figure that bounds what stands under it.
_CONDITION = re.compile(
    r"(?:up to|over|under|more than|less than|above|below|to|до|от|свыше|более|менее|[<>≤≥])"
    r"\s?\d[\d.,\s]*[^\s\d]{1,12}",
    re.I,
)
#: Classes of size over columns of bare figures: "0–5", "6–10", "11+".
_CLASS = re.compile(
    r"(?!(?:19|20)\d\d)\d[\d.,]*\s?(?:[–—-]\s?\d[\d.,]*|\+|(?:and|и) [^\W\d]+)\s?[^\W\d]{0,8}|[<>≤≥]\s?\d[\d.,]*"
)
#: A size that heads a column: "20 ft", "40-футовый", "0.5 L", "10 kV".
_SIZE = re.compile(r"(\d{1,3}(?:[.,]\d{1,2})?)\s?[-‑]?\s?([^\W\d_]{1,10}\.?|['’])")
_YEAR = re.compile(r"(?:1[5-9]|20|21)\d\d\s*(?:г\.?|год|жыл|年|\*+|[EFPBA]|[efpba]|est\.?|[(（][^()（）]{1,12}[)）])?")
_DATE = re.compile(r"[0-3]?\d([./-])[01]?\d\1(?:19|20)\d\d")
#: A second figure in brackets: "75.3 (66.8%)".
_BESIDE = re.compile(r"(?<=\d)\s?[(（][+−–-]?\d[\d.,]*\s?%?[)）]$")
#: "−20 to −18", "10 ... 12".
_RANGE = re.compile(r"[+−–-]?\d[\d.,]*\s(?:to|до|\.\.\.|…|[–—±-]|\+/[-−–])\s[+−–-]?\d[\d.,]*\s?%?")
#: "1 h 35 min", and an amount as accountants subtract it: "(3,640)".
_LASTED = re.compile(
    r"\d{1,3}\s?(?:h|hrs?|hours?|ч|час\w{0,2}|сағ\w{0,3}|小时)\.?\s?\d{1,2}\s?(?:m|mins?|minutes?|мин\w{0,3}|分钟?)\.?"
)
_SUBTRACTED = re.compile(r"\([$€£₸]?\s?\d[\d\s.,]*\)")
#: Two figures in one cell: "420 / 397", and no years.
_TWINS = re.compile(r"(?!(?:19|20)\d\d\s/)[+−–-]?\d[\d.,]*(?:\s\d{3})*\s/\s[+−–-]?\d[\d.,]*(?:\s\d{3})*")
_RULE = re.compile(r"[\s|:+=_\u2500-\u257f-]+|\s*\\(?:hline|[a-z]*rule)\s*")
#: A rule of a grid, which parts no table: "+-----+-----+", "├─────┼─────┤".
_GRID = re.compile(r"\s*(?:\+[-=+]{2,}\+|[\u2500-\u257f]{3,})\s*")
#: What sets cells apart and frames a table.
_BARS = frozenset("|│")
_MOST_HEADER_ROWS = 3
#: Cells of a row that is a label and a figure; so many rows prove no table.
_PAIR = 2
#: Lines of a header before one of units.
_BEFORE_UNITS = 2
#: Semicolons that a line of a delimited table has at least.
_SEMICOLONS = 2


@dataclass(frozen=True, slots=True)
class TextTable:
    """A table found in plain text, and the characters that it covers (caption not included).

    `units`: what a line between header and rows measures them in.
    """

    span: Span
    header: tuple[tuple[Cell, ...], ...]
    rows: tuple[tuple[Cell, ...], ...]
    caption: str
    units: Measure | None


def _split(text: str, start: int, end: int, separator: str, *, framed: bool = True) -> tuple[Cell, ...]:
    """The cells of one line; `framed`: a bar at either end belongs to the frame and opens no cell."""
    cells: list[Cell] = []
    at = start
    if separator == "&":
        end = start + len(text[start:end].rstrip(" \\"))
    if separator in _BARS and framed:
        while at < end and text[at] in " \t":
            at += 1
        at += text[at : at + 1] == separator
        while end > at and text[end - 1] in " \t":
            end -= 1
        end -= end > at and text[end - 1] == separator
    while True:
        next_at = text.find(separator, at, end)
        stop = end if next_at < 0 else next_at
        cells.append(trimmed(text, at, stop, len(cells)))
        if next_at < 0:
            return tuple(cells)
        at = next_at + 1


def _separator(line: str) -> str:
    stripped = line.strip()
    if stripped.count("│") > 1:
        return "│"
    if stripped.endswith("\\\\") and "&" in stripped:
        return "&"
    if "\t" in stripped or (stripped and line.rstrip(" ").endswith("\t")):
        return "\t"
    if stripped.count(";") >= _SEMICOLONS:
        return ";"
    if "|" in stripped and (
        stripped.count("|") >= 2
        or stripped.count(" | ") == 1
        or (stripped.startswith("|") and stripped.endswith("|") and len(stripped) > 1)
    ):
        return "|"
    if GAP.search(stripped):
        return " "
    return "," if "," in stripped and ", " not in stripped else ""


def _delimited(text: str, rows: list[tuple[Cell, ...]]) -> bool:
    """Whether lines with commas make a table: each has as many cells, the first only words, every other a figure."""
    same = len(rows) > 1 and len({len(row) for row in rows}) == 1
    return same and not _has_figures(text, rows[0]) and all(_has_figures(text, row) for row in rows[1:])


def find(text: str) -> list[TextTable]:
    """The tables of a plain text, in order."""
    signs = "\t" in text or "|" in text or "│" in text or "  " in text or ";" in text or "&" in text
    if not signs and not ("\n" in text and "," in text):
        return []
    found: list[TextTable] = []
    run: list[tuple[int, int]] = []
    kind, before, caption = "", "", ""
    passed: list[str] = []  # the lines since `before` was told
    units: Measure | None = None
    at = 0
    whole = text.splitlines(keepends=True)
    for number, line in enumerate(whole):
        body = line.rstrip("\r\n\v\f\x1c\x1d\x1e\x85\u2028\u2029")
        separator = _separator(body)
        if not separator and kind == "&" and run and _RULE.fullmatch(body):
            separator = kind
        if not separator and _GRID.fullmatch(body):
            separator = kind if run else "|" if "+" in body else "│"
        if not separator and body[:1] == "\t" and len(body) <= LONGEST_CAPTION and number + 1 < len(whole):
            separator = "\t" if _separator(whole[number + 1].strip()) == "\t" else ""  # one heading, none over labels
        if run and not separator and len(run) <= _BEFORE_UNITS and (said := measures(body)) is not None:
            units = said
        elif run and not separator and _groups(text, whole[number : number + 2], run[-1], kind):
            run.append((at, at + len(body)))
        elif run and separator != kind:
            found += _table(text, run, kind, caption, units)
            run = []
        if separator:
            if not run:
                before, passed = above(before, passed), []
                kind, caption, units = separator, before, None
            run.append((at, at + len(body)))
        if body.strip():
            passed.append(body)
        at += len(line)
    if run:
        found += _table(text, run, kind, caption, units)
    return found


def _groups(text: str, lines: list[str], last: tuple[int, int], kind: str) -> bool:
    """Whether a line between rows heads those below it: "Freight" over a row as long as the one before."""
    if len(lines) != _PAIR or not 0 < len(lines[0].strip()) <= aligned.LONGEST or CAPTION.match(lines[0]):
        return False
    label, row = lines[0].strip(), lines[1].rstrip("\r\n")
    if (
        not captions(label)
        or not label[0].isalpha()
        or any(char.isdigit() for char in label)
        or _separator(row) != kind
    ):
        return False
    before, behind = _cells(text, *last, kind), _cells(row, 0, len(row), kind)
    headed = not any(_is_figure(text, cell) for cell in before)  # right under the header, whose labels have no heading
    as_long = len(before) == len(behind) or (headed and len(before) == len(behind) - 1)
    return as_long and any(_is_figure(row, cell) for cell in behind[1:])


def _cells(text: str, start: int, end: int, kind: str) -> tuple[Cell, ...]:
    return aligned.split(text, start, end).cells if kind == " " else _split(text, start, end, kind)


def _table(text: str, lines: list[tuple[int, int]], kind: str, caption: str, units: Measure | None) -> list[TextTable]:
    """The table that the lines make, or nothing if they are prose."""
    told = [(start, end) for start, end in lines if not _RULE.fullmatch(text, start, end)]
    if not told:
        return []  # rules alone
    opened = [text[start:end].lstrip()[:1] in _BARS for start, end in told]
    framed = all(opened) or not any(opened[1:])
    if kind == " ":
        rows = aligned.table(text, [aligned.split(text, start, end) for start, end in told], _figure)
    else:
        rows = [_split(text, start, end, kind, framed=framed) for start, end in told]
    spaced = kind == ";" and any("; " in text[start:end].strip() for start, end in told)
    if (kind == "," or spaced) and not _delimited(text, rows):
        return []
    width = max((len(row) for row in rows), default=0)
    if len(rows) < 2 or width < 2:
        return []
    rows = [row if len(row) > 1 else (Cell(row[0].span, 0, width),) for row in rows]
    if kind in _BARS and not framed:
        rows = _unframed(rows)
        if max(len(row) for row in rows) == _PAIR and not _pairs(text, rows):
            return []
    header, body = _parted(text, lines, rows, kind)
    width = max(len(row) for row in body)
    header = header if kind == " " else _shifted(text, header, body, width)
    return [TextTable(Span(lines[0][0], lines[-1][1]), _spread(header, width), body, caption, units)]


def _shifted(
    text: str, header: tuple[tuple[Cell, ...], ...], body: tuple[tuple[Cell, ...], ...], width: int
) -> tuple[tuple[Cell, ...], ...]:
    """Header rows that are one cell short because nothing heads the labels: one heading for each column of figures."""
    labelled = all(
        len(row) == width and not _is_figure(text, row[0]) and all(_fills(cell.span.of(text)) for cell in row[1:])
        for row in body
    )
    if not labelled or not header or any(len(row) != width - 1 for row in header):
        return header
    return tuple(tuple(Cell(cell.span, cell.column + 1) for cell in row) for row in header)


def _fills(content: str) -> bool:
    """Whether a cell is one of a column of figures: a figure, an amount in brackets, or nothing."""
    return _figure(content) or _SUBTRACTED.fullmatch(content) is not None or not any(map(str.isalnum, content))


def _pairs(text: str, rows: list[tuple[Cell, ...]]) -> bool:
    """Whether lines with one bar each are rows of a label and a figure, and not titles of pages."""
    return len(rows) > _PAIR and all(len(row) == _PAIR and _is_figure(text, row[1]) for row in rows[1:])


def _unframed(rows: list[tuple[Cell, ...]]) -> list[tuple[Cell, ...]]:
    """Rows without the empty cell that a bar at the end of every line opens."""
    ended = all(len(row) > 1 and not len(row[-1].span) for row in rows)
    return [row[:-1] for row in rows] if ended else rows


def _spread(header: tuple[tuple[Cell, ...], ...], width: int) -> tuple[tuple[Cell, ...], ...]:
    """Header rows of which one has as many cells as the body: headings above it that are fewer cover several columns.

    As in "Mode | 2023 | 2024" over "| t | tkm | t | tkm": behind the label's, each covers as many.
    """
    if len(header) < 2 or not any(len(row) == width for row in header[1:]):
        return header
    rows = []
    for row in header:
        over, left = divmod(width - 1, max(1, len(row) - 1))
        if len(row) < 2 or len(row) >= width or left or any(cell.columns > 1 for cell in row):
            rows.append(row)
            continue
        rest = (Cell(cell.span, 1 + number * over, over) for number, cell in enumerate(row[1:]))
        rows.append((row[0], *rest))
    return tuple(rows)


def _parted(
    text: str, lines: list[tuple[int, int]], rows: list[tuple[Cell, ...]], kind: str
) -> tuple[tuple[tuple[Cell, ...], ...], tuple[tuple[Cell, ...], ...]]:
    """Header rows and data rows: parted by the rule under the header in Markdown, else by the first row of figures."""
    if kind in _BARS:
        rules = [_RULE.fullmatch(text, start, end) is not None for start, end in lines]
        opening = next((i for i, rule in enumerate(rules) if not rule), 0)  # the rule over a grid
        ruled = next((i - opening for i, rule in enumerate(rules) if rule and i >= opening), 0)
        if 0 < ruled <= _MOST_HEADER_ROWS and ruled < len(rows):
            return tuple(rows[:ruled]), tuple(rows[ruled:])
    header = int(_conditions(text, rows[0], rows[1]))
    while header < min(_MOST_HEADER_ROWS, len(rows) - 1) and not any(
        _is_figure(text, cell) for cell in rows[header][1:] or rows[header]
    ):
        header += 1
        if _has_figures(text, rows[header]) or _alone(rows[header]):
            break
    return tuple(rows[:header]), tuple(rows[header:])


def _conditions(text: str, row: tuple[Cell, ...], below: tuple[Cell, ...]) -> bool:
    """Whether a first row holds conditions ("up to 500 t", "свыше 500 т") over a row of bare figures."""
    filled = [cell.span.of(text) for cell in row[1:] if len(cell.span)]
    bare = any(NUMERIC.fullmatch(cell.span.of(text)) for cell in below[1:])
    if bare and filled and all(_CONDITION.fullmatch(content) for content in filled):
        return True
    under = [content for cell in below[1:] if (content := cell.span.of(text))]
    classes = len(filled) > 1 and all(_CLASS.fullmatch(content) for content in filled)
    return (classes or _sizes(filled)) and all(NUMERIC.fullmatch(content) for content in under)


def _sizes(filled: list[str]) -> bool:
    """Whether cells are different sizes of one kind, which head columns of bare figures: "20 ft" beside "40 ft"."""
    told = [found for content in filled if (found := _SIZE.fullmatch(content)) is not None]
    same = len({found[2].lower() for found in told}) == 1
    return len(told) == len(filled) > 1 and same and len({found[1] for found in told}) == len(told)


def _has_figures(text: str, row: tuple[Cell, ...]) -> bool:
    return any(_is_figure(text, cell) for cell in row[1:] or row)


def _alone(row: tuple[Cell, ...]) -> bool:
    """Whether a row holds its first cell and nothing else: it heads the rows below it, not the columns."""
    return row[0].columns + len(row) > 2 and len(row[0].span) > 0 and not any(len(cell.span) for cell in row[1:])


def _is_figure(text: str, cell: Cell) -> bool:
    return _figure(cell.span.of(text))


def _figure(content: str) -> bool:
    content = _BESIDE.sub("", content)
    forms = (NUMERIC, _RANGE, _MEASURED, _TWINS, _LASTED)
    return any(form.fullmatch(content) for form in forms) and not (_YEAR.fullmatch(content) or _DATE.fullmatch(content))
