"""What an English or Russian figure measures, by the grammar of its clause.

From the figure to the left: behind "of" it is the noun before ("a mass of 5 t"); behind a verb it is the verb's
subject, wherever that stands ("The port, opened in 2019, can handle 5 million t"); between a verb and "to", "by" or
"from" it is what is changed ("cut deliveries by 30%"). Before a noun it belongs to that noun ("a 5 mm film").
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from qa.quantity import parts
from qa.quantity.behind import Behind
from qa.quantity.figures import Figure
from qa.quantity.grammar import ENGLISH, RUSSIAN
from qa.quantity.nounphrases import NounPhrases, Range
from qa.quantity.predicates import Predicates
from qa.quantity.sentences import Sentence
from qa.quantity.tokens import Token
from qa.quantity.wordclass import WordClasses

_TIMES = frozenset({"s", "min", "h", "day", "week", "month", "year"})
#: What a heading before a colon consists of, and its tokens at most: "Cargo handled", "average wait".
_HEADING = frozenset({parts.NOUN, parts.VERB, parts.PREPOSITION, parts.CONJUNCTION, parts.DETERMINER})
_LONGEST_HEADING = 8
#: How verbs end that are figures: "doubled", "triples", "halving".
_MULTIPLIED = ("led", "les", "ling", "lved", "lves", "lving")
#: What leads from what is changed to the end of the change: "raise daily output to 1,500 doors".
_REACHING = frozenset({"to", "by", "from", "до", "на", "с", "со"})
_DASHES = frozenset({"—", "–"})
#: What counts steps of a scale, not things.
_STEPS = frozenset({"point", "times"})
#: Tokens looked back for a subject.
_FURTHEST = 60


@lru_cache(maxsize=2)
def _changes(english: bool, moves: frozenset[str]) -> tuple[frozenset[str], frozenset[str]]:
    """The words of change, and the heads that tell nothing: "a rise of 68%" is of what the clause tells."""
    grammar = ENGLISH if english else RUSSIAN
    changes = moves - grammar.amounts
    return changes, grammar.empty | changes


class Clauses:
    """Finds subjects in the sentences of one text that are of one language."""

    def __init__(
        self, tokens: list[Token], classes: WordClasses, moves: frozenset[str], figures: Iterable[Figure]
    ) -> None:
        self.tokens = tokens
        self.grammar = classes.grammar
        self.nouns = NounPhrases(tokens, classes)
        self.verbs = Predicates(self.nouns)
        self.behind = Behind(self.nouns, self.verbs)
        self._classes, self._read = classes, -1
        self._moves, self._empty = _changes(classes.grammar is ENGLISH, moves)
        self._base: Range | None = None
        self.also: Range | None = None
        for figure in figures:
            for k in range(figure.hedge, figure.end):
                self.verbs.figures[k] = figure

    def subject(self, figure: Figure, sentence: Sentence, left: Range | None) -> Range | None:
        """The tokens that say what a figure measures; `left` is what the figure before it in the sentence does.

        Afterwards `also` holds what the figure is so much of, where its subject does not tell it.
        """
        self.also = None
        if self._read != sentence.start:
            self._classes.read(sentence.start, sentence.end)
            self._read, self._base = sentence.start, None
        self.nouns.first = max(sentence.start, figure.hedge - _FURTHEST)
        attributive = self.behind.attributed(figure, sentence)
        if attributive is not None:
            return attributive
        found = self._multiplied(figure) or self._governed(figure.hedge - 1, figure, sentence, left)
        if found is not None and self.also is None:
            self.also = self._beyond(found, figure, sentence)
        return found

    def _multiplied(self, figure: Figure) -> Range | None:
        """As in "Transit via the strait doubled": the figure is the verb of its clause."""
        if figure.unit != "times" or not (figure.first.worded and self.nouns.low(figure.begin).endswith(_MULTIPLIED)):
            return None
        k = figure.hedge - 1
        while k >= self.nouns.first and self.nouns.of(k) in {parts.ADVERB, parts.AUX}:
            k -= 1
        return self.nouns.phrase(k, linked=True) if self.nouns.of(k) is parts.NOUN else None

    def _beyond(self, found: Range, figure: Figure, sentence: Sentence) -> Range | None:
        """What is counted where the subject is another ("awards for 17 studies"), what money is for ("$5 for oats")."""
        if figure.first.counted:
            reached = found[1] == figure.hedge - 1 and self.nouns.low(found[1]) in _REACHING
            return None if reached or figure.unit in _STEPS else self.verbs.counted(figure)
        if figure.unit == "%" and figure.end + 1 < sentence.end and self.nouns.low(figure.end) in _DASHES:
            return self.nouns.right(figure.end + 1, sentence.end)  # "из них 70% — заёмные средства"
        return self.behind.paid_for(figure, sentence) or self.behind.accounted(figure, found, sentence)

    def _governed(self, k: int, figure: Figure, sentence: Sentence, left: Range | None) -> Range | None:
        """What governs the figure, seen from token `k` leftwards."""
        of_what = self.behind.of_what(figure, sentence)
        for _ in range(_FURTHEST):
            while k >= self.nouns.first and self._soft(k):
                k -= 1
            told = self.nouns.of(k) if k >= self.nouns.first else parts.STOP
            if told is parts.PREPOSITION:
                own = self._placed(k, figure, sentence)
                if own is not None:
                    return own
                step = self._behind_preposition(k, figure, left)
                if isinstance(step, int):
                    k = step
                    continue
                if of_what is not None and step == left:
                    return of_what  # "ran it in 2 h on a course with 310 m of climbing"
                return step or left or self.behind.after(figure, sentence)
            if told in parts.VERBS:
                return self._told_by_verb(k, figure, of_what) or left or self.behind.after(figure, sentence)
            if told is parts.NOUN:
                step = self._beside(k, figure)
                if isinstance(step, int):
                    k = step
                    continue
                return of_what or step
            if told is parts.STOP and self.nouns.low(k) in {":", "—", "–", "-"}:
                headed = self._headed(k)
                if headed is not None:
                    return headed
            if told is parts.RELATIVE:
                found = self.verbs.antecedent(k)
                if found is not None:
                    return found
            if told is parts.OPEN:
                return self._bracketed(k, left) or of_what or self.behind.after(figure, sentence)
            break
        return self._opens(k, figure, sentence, left, of_what)

    def _headed(self, k: int) -> Range | None:
        """The words before the colon or dash at token `k`: "Cargo handled, 2024: …", "average wait — 5 days"."""
        j = k - 1
        while j >= self.nouns.first and self.nouns.of(j) in {parts.TIME, parts.COMMA, parts.ADVERB}:
            j -= 1
        if self.nouns.of(j) is parts.STOP and self.nouns.low(j) in {":", "："}:
            return self._headed(j)  # "Volumes: 2022 – 1.1 Mt"
        if self.nouns.of(j) is parts.NOUN:
            return self.nouns.phrase(j, linked=True)
        start = j + 1
        while (
            start - 1 >= self.nouns.first and self.nouns.of(start - 1) in _HEADING and j + 1 - start < _LONGEST_HEADING
        ):
            start -= 1
        return (start, j + 1) if start <= j and self.nouns.of(start) in {parts.NOUN, parts.VERB} else None

    def _told_by_verb(self, k: int, figure: Figure, of_what: Range | None) -> Range | None:
        """The subject of the verb at token `k`; `also` takes up what there is so much of ("carried 5 t of grain")."""
        found = self._of_verb(k)
        own = self.verbs.counted(figure) if figure.first.counted else None
        if not self.grammar.genitive:
            self.also = (of_what or own) if found is not None else None
            return found or of_what or own
        if found is not None and self.nouns.of(found[0] - 1) is parts.PREPOSITION:
            found = (found[0], k + 1)  # "В порту погрузили 5 т угля": where and what was done
        being = self.nouns.low(k) in self.grammar.being
        if found is None and being:
            return None  # "годом ранее было 17%": what was told before
        if found is None:
            infinitive = self.nouns.low(k).endswith(("ть", "ти"))
            found = own if own is not None and infinitive else (k, k + 1)  # "Погружено 5 т угля"
        self.also = None if being else of_what or own
        return found

    def _placed(self, k: int, figure: Figure, sentence: Sentence) -> Range | None:
        """As in "samples from 35 sites": what is counted behind a noun and the preposition at token `k`."""
        bare = not figure.unit and figure.end < sentence.end and self.nouns.of(figure.end) is parts.NOUN
        if (
            not (figure.first.counted or bare)
            or k + 3 < figure.hedge
            or (self.nouns.low(k) in self.grammar.leading and not (self.nouns.low(k) == "from" and figure.role is None))
        ):
            return None
        if self._head_before(k) is None:
            return None
        return self.verbs.counted(figure) or (self.nouns.right(figure.end, sentence.end) if bare else None)

    def _head_before(self, k: int) -> Range | None:
        """The noun that says something before the preposition at token `k`, if there is one."""
        j = k - 1
        while j >= self.nouns.first and self.nouns.of(j) in parts.LIGHT:
            j -= 1
        found = self.nouns.phrase(j, linked=False) if self.nouns.of(j) is parts.NOUN else None
        return None if found is None or (self.nouns.low(k) in self.grammar.of and self._hollow(found)) else found

    def _of_verb(self, k: int) -> Range | None:
        """The subject of the verb at token `k`, kept for figures that go on from this one."""
        found = self.verbs.subject_of(k)
        self._base = found or self._base
        return found

    def _beside(self, k: int, figure: Figure) -> Range | int | None:
        """The noun phrase that ends right before a figure at token `k`, or the token to go on from."""
        found = self.nouns.phrase(k, linked=False)
        if found is None:
            return None
        if self._hollow(found):
            return found[0] - 1
        before = found[0] - 1
        article = self.nouns.of(before) is parts.DETERMINER
        while before >= self.nouns.first and self.nouns.of(before) in parts.LIGHT:
            before -= 1
        if self._predicate(found) or (self.nouns.of(before) is parts.VERB and (article or figure.first.money)):
            return before  # "is cooler, 5 °C", "earned the province $2.7bn"
        given = self.grammar.genitive and self.nouns.of(before) is parts.VERB
        if given and self.verbs.subject_of(before) is not None:
            return before  # "Сборы принесли городу 2 млрд"
        again = any(self.nouns.low(at) in self.grammar.each for at in range(k + 1, figure.begin))
        placed = self.nouns.of(before) is parts.PREPOSITION and self.nouns.low(before) not in self.grammar.of
        paid = (figure.first.money or self.grammar.genitive) and self.nouns.of(before - 1) in parts.VERBS
        if placed and (again or paid):
            return before  # "0.28 AU from the Sun every 76 years", "paid for the striker $5m"
        return found

    def _predicate(self, found: Range) -> bool:
        """As in "is cooler by 5 K": one word right behind a verb of being, no article before it."""
        k = found[0] - 1
        while k >= self.nouns.first and self.nouns.of(k) is parts.ADVERB:
            k -= 1
        return found[1] - found[0] == 1 and self.nouns.of(k) is parts.AUX and self.nouns.low(k) in self.grammar.being

    def _soft(self, k: int) -> bool:
        """Adverbs, articles and times between a figure and what governs it; bare heads too ("record", "total")."""
        told = self.nouns.of(k)
        if told in {parts.ADVERB, parts.DETERMINER, parts.TIME, parts.CLOSE}:
            return True
        return told is parts.NOUN and self.nouns.low(k) in self.grammar.empty and self.nouns.of(k - 1) is not parts.NOUN

    def _hollow(self, found: Range, *, alone: bool = True) -> bool:
        nouns = [self.nouns.low(k) for k in range(*found) if self.nouns.of(k) is parts.NOUN]
        return all(noun in self._empty for noun in nouns) or (
            alone and len(nouns) == 1 and nouns[0] in self.grammar.vague
        )

    def _behind_preposition(self, k: int, figure: Figure, left: Range | None) -> Range | int | None:
        """What a figure behind the preposition at token `k` is of, or the token to go on from."""
        j = k - 1
        while j >= self.nouns.first and self.nouns.of(j) in {parts.ADVERB, parts.TIME, parts.DETERMINER, parts.CLOSE}:
            j -= 1
        told = self.nouns.of(j) if j >= self.nouns.first else parts.STOP
        if self.nouns.low(k) in self.grammar.of:
            if told is parts.FIGURE and (counted := self.verbs.figures.get(j)) is not None:
                return self.verbs.counted(counted) or left  # "two sidings of 1,050 m"
            if told is not parts.NOUN:
                return j
            head = self.nouns.phrase(j, linked=False)
            if head is None or self._hollow(head):
                return (head[0] if head else j) - 1
            return head
        if (
            self.nouns.low(k) in self.grammar.compared
            and told in {parts.COMMA, parts.OPEN, parts.FIGURE, parts.PREPOSITION}
            and left
        ):
            return left
        if told in parts.VERBS:
            return self._of_verb(j)
        if told is parts.FIGURE:
            return left
        if told is parts.NOUN:
            return self._object_or_place(j, k, figure)
        if told is parts.PREPOSITION:
            return j
        if told in {parts.COMMA, parts.CONJUNCTION}:
            found = left or self.verbs.shared(j)  # "was raised twice, by 7% in May"
            aside = found is None and told is parts.COMMA and self.nouns.of(j - 1) is parts.NOUN
            return self.nouns.phrase(j - 1, linked=True) if aside else found  # "Wages, at 410,000 tenge, are"
        return None

    def _object_or_place(self, j: int, k: int, figure: Figure) -> Range | int | None:
        """The noun before a preposition: what is changed ("cut deliveries by 30%"), or a place to step over."""
        found = self.nouns.phrase(j, linked=False)
        if found is None:
            return j - 1
        before = found[0] - 1
        while before >= self.nouns.first and self.nouns.of(before) in parts.LIGHT_OR_TIME:
            before -= 1
        multiple = figure.unit == "times" and not self.grammar.genitive  # "увеличить мощность в пять раз": the object
        lasts = self.nouns.low(k) in self.grammar.lasting and (figure.unit in _TIMES or multiple)
        done = lasts and self.nouns.of(before) is parts.VERB
        if done and self.nouns.of(before - 1) is parts.PRONOUN:
            return found  # "she ran the marathon in 2 h"
        if self._predicate(found) or done:
            return before  # "covers the route in 5 hours"
        if self.nouns.of(before) is parts.PREPOSITION and self.nouns.low(before) not in self.grammar.of:
            beyond = before - 1
            while beyond >= self.nouns.first and self.nouns.of(beyond) in parts.LIGHT_OR_TIME:
                beyond -= 1
            if self.nouns.of(beyond) is parts.NOUN and self.nouns.low(beyond) in self._moves:
                return found  # "an increase in rents by 5%"
            if self.nouns.low(k) == "with" and self.nouns.low(before) == "by":
                return found  # "followed by Russia with 22%"
            if self.nouns.of(beyond) in {parts.VERB, parts.AUX, parts.NOUN, parts.TIME, parts.FIGURE}:
                return before
        if self._hollow(found, alone=False):
            return found[0] - 1
        return self.nouns.phrase(j, linked=True)

    def _bracketed(self, k: int, left: Range | None) -> Range | None:
        """The noun before the bracket that opens at token `k`, or what the figure before it measures."""
        while self.nouns.of(k - 1) is parts.TIME or self.nouns.low(k - 1) in {"in", "в", "за"}:
            k -= 1
        if self.nouns.of(k - 1) is parts.NOUN:
            found = self.nouns.phrase(k - 1, linked=False)
            return self._of_verb(found[0] - 1) if found is not None and self._predicate(found) else found
        if self.nouns.of(k - 1) is parts.VERB:
            return self._of_verb(k - 1)
        return left if self.nouns.of(k - 1) is parts.FIGURE else None

    def _opens(
        self, k: int, figure: Figure, sentence: Sentence, left: Range | None, of_what: Range | None
    ) -> Range | None:
        """A figure that opens its clause, or follows a comma or "and": its own noun, or what the last one measures."""
        if of_what is not None:
            return of_what
        told = self.nouns.of(k) if k >= self.nouns.first else parts.STOP
        verb = figure.end < sentence.end and self.nouns.of(figure.end) in parts.VERBS
        if (
            told in {parts.COMMA, parts.CONJUNCTION, parts.FIGURE}
            and left is not None
            and not (verb and figure.first.counted)
        ):
            if told is parts.FIGURE or (figure.noun and self.nouns.low(figure.end) in self.grammar.whole):
                return left if told is parts.FIGURE else figure.noun
            before = self.verbs.figures.get(k - 1) or self.verbs.figures.get(k - 2)
            own = self.nouns.of(left[0]) is parts.VERB or (before is not None and left == self.verbs.counted(before))
            return (self.verbs.counted(figure) if own and figure.first.counted else None) or self._base or left
        aside = told is parts.COMMA and self.nouns.of(k - 1) is parts.NOUN and not self._verbs_before(k)
        if aside and self.nouns.of(figure.end) is not parts.AUX:
            return self.nouns.phrase(k - 1, linked=True)  # "The first phase, worth $48 million, …"
        if figure.noun is not None and not figure.first.counted:
            return figure.noun
        shared = self.verbs.shared(k) if told is parts.COMMA and not verb else None
        return shared or self.behind.after(figure, sentence) or left

    def _verbs_before(self, k: int) -> bool:
        return any(self.nouns.of(at) in parts.VERBS for at in range(self.nouns.first, k))
