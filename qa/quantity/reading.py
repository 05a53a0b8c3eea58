"""From text to quantities: tokens → masks → figures → joins → context."""

from __future__ import annotations

from functools import lru_cache

from qa.quantity import calendar_words, intervals, kinds, openings
from qa.quantity.atoms import Atoms
from qa.quantity.beginnings import beginnings
from qa.quantity.context import Context
from qa.quantity.figures import Figure
from qa.quantity.joins import Joins
from qa.quantity.lexicon import Lexicon, lexicon
from qa.quantity.masks import Masks
from qa.quantity.respective import respective
from qa.quantity.sentences import Sentence
from qa.quantity.subject import Subjects
from qa.quantity.tokens import Token, literal, tokenise
from qa.quantity.units import dimension
from qa.quantity.when import Times
from qa.types import Bound, Quantity, Role, Span

#: Significant digits kept: what a float can say without the noise of multiplying magnitudes out.
_DIGITS = 15
#: Whole numbers below this have no more.
_EXACT = 10.0**_DIGITS
_CHANGES = frozenset({Role.CHANGE_UP, Role.CHANGE_DOWN})
_MOVED = _CHANGES | {Role.FROM, Role.TO}
#: Members of enums are slow to ask for by their name.
_LEVEL, _SHARE, _FROM, _UNBOUND, _AT_MOST, _TO_TARGET = (
    Role.LEVEL, Role.SHARE, Role.FROM, Bound.EXACT, Bound.AT_MOST, frozenset({Role.TO, Role.TARGET}),
)  # fmt: skip
#: What joins two changes told over two times, the words that the first is told over with, and tokens between them.
_AND, _OVER = (
    frozenset({"and", "but", ",", "и", "а", "но"}),
    frozenset({"on", "in", "over", "from", "since", "в", "за", "к", "по"}),
)
_LONGEST_OVER = 8
_ONLY = frozenset({"only", "just", "лишь", "только", "всего"})
#: What parts the members of a row of shares, and tokens at most between two of them.
_IN_ROW, _LONGEST_ROW = frozenset({",", "and", "и", "—", "–", "、", "，", "ал", "және"}), 8
_OR = frozenset({"or", "или", "немесе", "(", "（", "即", "和", "、"})
#: Digits from which a number in a cell may be a code, and characters from which grouped digits may be.
_CODE, _LONG_CODE = 10, 40
#: No figure is this large: longer runs of digits are codes, and a heading's magnitude must not make them infinite.
_LARGEST = 1e200


def read_plain(
    text: str, published: str | None = None, comma_decimal: bool | None = None, spoken_of: str | None = None
) -> tuple[Quantity, ...]:
    """The quantities of running text, in order; tables are not looked for.

    `comma_decimal` says how to read "1,234" where the surroundings have decided it (a table); None: by the script.
    `spoken_of` is the interval that the headings name, from which "a year earlier" counts where the text names none.
    """
    tokens = tokenise(text)
    known = lexicon()
    opened = openings.opened(tokens)
    begin = beginnings(tokens, opened, known)
    if not begin:
        return ()
    times = calendar_words.find(text, intervals.published_day(published))
    masks = Masks(text, tokens, opened, times, known)
    return _figures(text, tokens, begin, masks, known, comma_decimal, spoken_of)


@lru_cache(maxsize=4096)  # a table asks again and again what its cells hold
def read_cell(text: str, comma_decimal: bool | None = None) -> tuple[Quantity, ...]:
    """The quantities of a table cell, where a bare "2015" is a figure and not a year."""
    tokens = tokenise(text)
    if len(tokens) == 1 and tokens[0].kind is kinds.NUMBER and _plain(tokens[0].text):
        return _digits(tokens[0], literal(tokens[0].text, bool(comma_decimal)))
    return _cell(text, tokens, comma_decimal)


def _plain(digits: str) -> bool:
    """Whether digits alone in a cell can only be a figure, neither a code ("007") nor out of range."""
    return len(digits) < _LONG_CODE if not digits.isdecimal() else digits[0] in "123456789" and len(digits) < _CODE


def _digits(token: Token, value: float | None) -> tuple[Quantity, ...]:
    """What most cells hold, the value of their digits, as `_cell` reads them."""
    if value is None:
        return ()
    value = _rounded(value)
    return (Quantity(Span(token.start, token.end), token.text, value, value),)


def _cell(text: str, tokens: list[Token], comma_decimal: bool | None) -> tuple[Quantity, ...]:
    """The quantities of a cell, whatever it holds."""
    known = lexicon()
    opened = openings.opened(tokens)
    begin = beginnings(tokens, opened, known)
    if not begin:
        return ()
    return _figures(text, tokens, begin, Masks(text, tokens, opened, [], known), known, comma_decimal)


def _figures(
    text: str,
    tokens: list[Token],
    begin: list[int],
    masks: Masks,
    known: Lexicon,
    comma_decimal: bool | None,
    spoken_of: str | None = None,
) -> tuple[Quantity, ...]:
    atoms = Atoms(text, tokens, begin, masks, known, comma_decimal).all()
    if not atoms:
        return ()
    figures = Joins(tokens, masks, known).figures(atoms)
    found = _Assembly(text, tokens, masks, known, spoken_of).quantities(figures)
    return tuple([one for one in found if abs(one.low) < _LARGEST and abs(one.high) < _LARGEST])


class _Assembly:
    """Puts figures and their surroundings together."""

    def __init__(self, text: str, tokens: list[Token], masks: Masks, known: Lexicon, spoken_of: str | None) -> None:
        self.text = text
        self.tokens = tokens
        self.masked = masks.masked
        self.context = Context(text, tokens, masks, known)
        self.times = Times(text, tokens, masks, spoken_of)
        self.subjects = Subjects(tokens, masks, known)

    def quantities(self, figures: list[Figure]) -> tuple[Quantity, ...]:
        """The figures as quantities."""
        spans = [self._span(figure) for figure in figures]
        self.subjects.take(figures)
        sentences = iter(self.context.sentences)
        sentence = next(sentences)
        found: list[Quantity] = []
        left: Figure | None = None
        for figure, span in zip(figures, spans, strict=True):
            while figure.begin >= sentence.end:
                sentence = next(sentences)
            found.append(self._quantity(figure, span, sentence, spans, left, found[-1] if found else None))
            left = figure
        return tuple(respective(self.text, self.tokens, self.context.sentences, found))

    def _span(self, figure: Figure) -> Span:
        begin = figure.hedge
        return Span(self.tokens[begin].start, self.tokens[figure.end - 1].end)

    def _quantity(
        self,
        figure: Figure,
        span: Span,
        sentence: Sentence,
        spans: list[Span],
        left: Figure | None,
        before: Quantity | None,
    ) -> Quantity:
        planned = self.context.planning.planned(figure, sentence)
        role = self.context.role(figure, sentence, planned=planned, left=left)
        same = before is not None and before.role in _CHANGES and role is _LEVEL
        if before is not None and same and (self._other_words(figure, left) or self._goes_on(figure, left)):
            role = before.role
        if before is not None and before.role is _SHARE and role is _LEVEL and self._shares(figure, left):
            role = _SHARE
        bound = self._bound(figure, role)
        subject, where = self.subjects.of(figure, sentence, self.text)
        measure = dimension(figure.unit) if figure.unit else "count"
        return Quantity(
            span=span,
            text=span.of(self.text),
            low=_rounded(min(figure.low, figure.high)),
            high=_rounded(max(figure.low, figure.high)),
            bound=bound,
            unit=figure.unit,
            dimension="age" if figure.first.age or figure.last.age else measure,
            role=role,
            period=self.times.period(figure, sentence, changed=role in _MOVED),
            subject=subject,
            subject_spans=where,
            planned=planned and role is not _FROM,  # what a plan starts from is a fact
            equivalent=spans[figure.equivalent] if figure.equivalent >= 0 else None,
        )

    def _other_words(self, figure: Figure, left: Figure | None) -> bool:
        """As in "down 41.2 points or 0.95%": the same change told once more, as a share."""
        between = self.tokens[left.end : figure.hedge] if left is not None else []
        return len(between) == 1 and between[0].low in _OR and figure.unit in {"%", "pp"}

    def _shares(self, figure: Figure, left: Figure | None) -> bool:
        """As in "38.5% of exports, followed by Russia with 22%": a share in a row with one before it."""
        if left is None or figure.unit != "%" or left.unit != "%":
            return False
        between = self.tokens[left.end : figure.hedge]
        row = any(token.low in _IN_ROW for token in between)
        return row and len(between) <= _LONGEST_ROW and not self.context.says_change(between)

    def _goes_on(self, figure: Figure, left: Figure | None) -> bool:
        """As in "up 3.4% on the month and 12.1% on the year": the same change over another time."""
        if left is None or figure.unit != left.unit or figure.unit not in {"%", "pp"}:
            return False
        between = self.tokens[left.end : figure.hedge]
        if between and between[-1].low in _ONLY:
            between = between[:-1]
        if not 1 < len(between) <= _LONGEST_OVER or between[-1].low not in _AND or self.context.says_change(between):
            return False
        if all(self.masked[left.end : left.end + len(between) - 1]):
            return True  # "5.5% this year and 5.1% next year"
        first = between[0].low
        return first in _OVER or (first == "year" and between[1].low == "on") or first == "month"

    def _bound(self, figure: Figure, role: Role) -> Bound:
        """As in "До" before the end of a change says where it ends, not a bound."""
        upto = figure.first.hedge_words in {"до", "дейін"}
        if figure.bound is _AT_MOST and upto and role in _TO_TARGET:
            return Bound.EXACT if figure.low == figure.high else Bound.RANGE
        if figure.first.hedge_words == "over" and figure.unit in {"km", "m", "mi", "year", "month", "week", "day"}:
            before = self.tokens[max(0, figure.hedge - 4) : figure.hedge]
            if any(token.kind is kinds.NUMBER for token in before) or figure.low != figure.high:
                return Bound.EXACT
        if figure.low != figure.high and figure.bound is _UNBOUND:
            return Bound.RANGE
        return figure.bound


def _rounded(value: float) -> float:
    if value.is_integer() and abs(value) < _EXACT:
        return value
    return float(f"{value:.{_DIGITS}g}")
