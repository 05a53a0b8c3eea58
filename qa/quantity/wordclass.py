"""What an English word does in its clause, by its form and its neighbours: as much as finding subjects needs, no more.

There is no tagger: verbs come from `data/verbs.tsv` with their regular forms, everything unknown is a noun (adjectives
count as nouns), and words that may be both ("exports") are told by what stands beside them.
"""

from __future__ import annotations

from qa.quantity import kinds, parts
from qa.quantity.grammar import ENGLISH, Grammar
from qa.quantity.tokens import Token, glued
from qa.quantity.verbforms import IN_ED, IN_ING, verbs

_AUX = frozenset({
    "is", "are", "was", "were", "be", "been", "being", "am", "has", "have", "had", "do", "does", "did", "will",
    "would", "can", "could", "may", "might", "shall", "should", "must", "cannot", "isn't", "aren't", "wasn't",
    "weren't", "hasn't", "haven't", "doesn't", "don't", "didn't", "won't",
})  # fmt: skip
#: "Year on year".
_OVER = frozenset({"year", "month", "quarter", "week", "on", "over"})
#: Tokens at most between the commas of an aside.
_ASIDE = 12
_MODALS = frozenset({"will", "would", "can", "could", "may", "might", "shall", "should", "must", "cannot", "won't"})
_BE = frozenset({"is", "are", "was", "were", "be", "been", "being", "am", "isn't", "aren't", "wasn't", "weren't"})
_PREPOSITIONS = frozenset({
    "of", "in", "on", "at", "to", "by", "for", "from", "with", "without", "during", "between", "among", "amongst",
    "across", "through", "throughout", "via", "per", "over", "under", "above", "below", "within", "into", "onto",
    "upon", "about", "against", "along", "around", "behind", "beyond", "despite", "except", "including", "near",
    "off", "out", "past", "toward", "towards", "until", "till", "before", "after", "since", "versus", "vs", "than",
    "as", "like", "aboard", "beneath", "besides", "alongside", "outside", "inside", "minus", "plus", "amid",
    "following", "according", "up", "down", "because", "compared", "excluding", "concerning", "regarding", "using",
})  # fmt: skip
_DETERMINERS = frozenset({
    "the", "a", "an", "its", "their", "his", "her", "our", "your", "my", "this", "that", "these", "those", "some",
    "all", "any", "each", "every", "no", "both", "another", "such", "many", "most", "more", "less", "fewer", "much",
    "several", "few", "other", "same", "own", "certain", "half",
})  # fmt: skip
_CONJUNCTIONS = frozenset({"and", "or", "but", "nor", "while", "whereas", "yet", "&", "so", "whilst", "though"})
_SUBORDINATE = frozenset({"if", "when", "where", "although", "unless", "once", "why", "how", "whether"})
_PRONOUNS = frozenset({
    "it", "they", "them", "he", "him", "she", "we", "us", "you", "i", "there", "here", "what", "itself", "themselves",
    "one", "ones", "everyone", "nobody", "none", "others",
})  # fmt: skip
_RELATIVES = frozenset({"which", "who", "whom", "whose", "that"})
#: What each small word does; of two sets that hold a word the one told last counts.
_SMALL_WORDS: dict[str, int] = {
    word: told
    for words, told in (
        (_DETERMINERS, parts.DETERMINER), (_PRONOUNS, parts.PRONOUN), (_PREPOSITIONS, parts.PREPOSITION),
        (_CONJUNCTIONS | _SUBORDINATE, parts.CONJUNCTION), (_RELATIVES, parts.RELATIVE), (_AUX, parts.AUX),
    )
    for word in words
}  # fmt: skip
_ADVERBS = frozenset({
    "not", "only", "just", "even", "still", "already", "now", "then", "also", "too", "very", "almost", "however",
    "thus", "therefore", "respectively", "ago", "later", "earlier", "today", "yesterday", "tomorrow", "well",
    "least", "once", "instead", "rather", "away", "apart", "together", "quite", "again", "ever", "never", "always",
    "often", "yearly", "far", "further", "long", "nearer", "closer", "back", "ahead", "meanwhile", "sometimes", "soon",
    "perhaps", "worth", "equal", "equivalent", "altogether", "n't", "year-on-year", "nearby", "afterwards", "twice",
    "etc", "enough", "e.g", "i.e", "approx", "alone",
    "ca", "some", "next", "last", "currently", "there", "up", "down", "high", "low",
})  # fmt: skip
_NO_ADVERB = frozenset({
    "supply", "family", "assembly", "monthly", "daily", "weekly", "yearly", "anomaly", "july", "italy", "reply",
    "hourly", "early", "only", "quarterly", "elderly", "friendly", "monopoly", "fly", "ally", "rally", "butterfly",
})  # fmt: skip
#: What stands before nouns only, what is no noun, and prepositions that may stand behind a verb.
_BEFORE_NOUNS = _DETERMINERS - {"all", "both", "most", "some", "this", "that"}
_NO_NOUNS = _PREPOSITIONS | _DETERMINERS | _AUX | _CONJUNCTIONS | _ADVERBS
_BEHIND_VERBS, _BUT_OF = _PREPOSITIONS - {"of", "than"}, _PREPOSITIONS - {"of"}
#: Signs and letters of statistics, which stand between a figure and what it is about: "(SD 12.1)", "n = 48".
_STATISTICS = frozenset({
    "=", "<", ">", "≤", "≥", "≈", "~", "∼", "±", "sd", "se", "ci", "iqr", "n", "p", "sem", "i", "\\", "'", "’", "`",
    "\"", "“", "”", "*", "^", "+", "-", "−", "r", "ie", "eg",
})  # fmt: skip
_STOPS = frozenset(".;!?:—–|\t")


class WordClasses:
    """Tells what the tokens of one English text do; each is looked at once."""

    grammar: Grammar = ENGLISH

    def __init__(
        self, tokens: list[Token], masked: bytearray, taken: bytearray, changing: frozenset[str] = frozenset()
    ) -> None:
        self._changing = changing
        self.tokens = tokens
        self.masked = masked
        self.taken = taken
        self._known: dict[int, int] = {}
        self._verb_before = False
        self._sure, self._both, self._participles = verbs()

    def read(self, start: int, end: int) -> None:
        """Look at the tokens of one sentence, from left to right; only these are known until the next is read."""
        self._known = {}
        self._verb_before = False
        for k in range(start, end):
            told = self._known[k] = parts.FIGURE if self.taken[k] else self._tell(k)
            if told in parts.VERBS:
                self._verb_before = True

    def of(self, k: int) -> int:
        """What token `k` does; outside the sentence: a stop."""
        return self._known.get(k, parts.STOP)

    def _tell(self, k: int) -> int:
        """What a token does that is no part of a figure."""
        token = self.tokens[k]
        low = token.low
        if token.kind == kinds.WORD and not self.masked[k] and not self._touched(k):
            return parts.ADVERB if low in _OVER and self._over(k) else self._word(k)
        if token.kind is not kinds.LINE and self.masked[k] and not low.isalnum():
            return parts.TIME
        if token.kind is kinds.LINE or (low in _STOPS and not (low in "–—" and glued(self.tokens, k))):
            return parts.STOP
        if low in {",", "，"}:
            return parts.COMMA
        if low in "([{（":
            return parts.OPEN
        if low in ")]}）":
            return parts.CLOSE
        joined = self._joined(k)
        if self.masked[k] and not joined:
            return parts.TIME
        if joined and self._on(k):
            return parts.ADVERB
        if joined or token.kind in {kinds.HAN, kinds.SUPER}:
            return parts.NOUN
        if low in _OVER and self._over(k):
            return parts.ADVERB
        if token.kind is not kinds.WORD:
            return parts.ADVERB if low in _STATISTICS else (parts.NOUN if token.kind is kinds.NUMBER else parts.ADVERB)
        return self._word(k)

    def _on(self, k: int) -> bool:
        """As in "year-on-year"."""
        near = self.tokens[max(0, k - 4) : k + 5]
        if self.tokens[k].low == "y" or (
            self.tokens[k].text == "/" and {"y"} == {near_by.low for near_by in near if near_by.low in {"y", "m", "q"}}
        ):
            return True  # "y/y"
        return self.tokens[k].low in {"year", "month", "quarter", "week", "on", "-"} and any(
            one.low == "on" and glued(near, at) for at, one in enumerate(near)
        )

    def _over(self, k: int) -> bool:
        """As in "year on year", "month over month"."""
        lows = [one.low for one in self.tokens[max(0, k - 2) : k + 3]]
        return any(
            lows[at + 1] in {"on", "over"} and lows[at] == lows[at + 2] and lows[at] in _OVER
            for at in range(len(lows) - 2)
        )

    def _joined(self, k: int) -> bool:
        """Whether token `k` is part of a word with a hyphen, a slash or digits: "CO2", "third-class", "P3HT/PCBM"."""
        tokens = self.tokens
        before = glued(tokens, k) and self._inner(k - 1, k)
        return before or (k + 1 < len(tokens) and glued(tokens, k + 1) and self._inner(k + 1, k))

    def _touched(self, k: int) -> bool:
        """Whether anything stands next to token `k` without a space: most words stand alone."""
        tokens, token = self.tokens, self.tokens[k]
        if k and tokens[k - 1].end == token.start:
            return True
        return k + 1 < len(tokens) and tokens[k + 1].start == token.end

    def _inner(self, other: int, k: int) -> bool:
        if self.taken[other]:
            return False
        one, two = self.tokens[other], self.tokens[k]
        signs = {"-", "‐", "‑", "–", "/", "'", "’"}
        if one.text in signs or two.text in signs:
            sign, word = (other, k) if one.text in signs else (k, other)
            beyond = 2 * sign - word
            whole = 0 <= beyond < len(self.tokens) and glued(self.tokens, max(sign, beyond))
            return whole and self.tokens[word].kind in kinds.WORDS and not self.taken[beyond]
        return {one.kind, two.kind} <= {kinds.WORD, kinds.NUMBER, kinds.SUPER} and kinds.WORD in {one.kind, two.kind}

    def _word(self, k: int) -> int:
        token = self.tokens[k]
        low = token.low
        told = _SMALL_WORDS.get(low)
        if told is not None:
            return told if low != "that" or not self._noun_follows(k) else parts.DETERMINER
        if low in _STATISTICS and len(low) > 1:
            return parts.ADVERB  # "IQR 22–51"
        if token.text != low and self.of(k - 1) is not parts.STOP:
            return parts.NOUN  # a name
        before = self.tokens[k - 1].low if k else ""
        after = self.tokens[k + 1].low if k + 1 < len(self.tokens) else ""
        if after == "than" and low.endswith("er"):
            return parts.ADVERB  # "1.3 days shorter than"
        if low in _ADVERBS or (low.endswith("ly") and len(low) > 4 and low not in _NO_ADVERB):
            return parts.ADVERB
        if low in _STATISTICS:
            return parts.ADVERB
        return parts.VERB if self._verbal(k, low, before, after) else parts.NOUN

    def _noun_follows(self, k: int) -> bool:
        """As in "that year", where "that" is no relative: a noun follows, and no verb."""
        after = self.tokens[k + 1].low if k + 1 < len(self.tokens) else ""
        verb = (
            (k + 1 < len(self.tokens) and bool(self.taken[k + 1]))
            or after in _AUX
            or after in self._sure
            or after in self._both
        )
        return not verb and self.of(k - 1) is not parts.NOUN

    def _verbal(self, k: int, low: str, before: str, after: str) -> bool:
        if before in _BEFORE_NOUNS or before == "of":
            return False
        if before in _MODALS or (before == "to" and self._may_be_verb(low) and not low.endswith("s")):
            return True
        if low in self._participles and (before in _BE or before in {"has", "have", "had", "been"}):
            return True
        if low.endswith("ing") and len(low) > 5 and (low not in IN_ING or before in _BE):
            return before in _BE or before in {",", "by"} or self._object_follows(k)
        doer = before in _PRONOUNS or before in _RELATIVES
        if after in _BE and low in self._sure and not low.endswith("ed") and not doer:
            return False  # "the average wait is now 18 weeks"
        if low in self._sure or (low.endswith("ed") and len(low) > 4 and low not in IN_ED):
            return not low.endswith("ed") or not self._attributive(k)
        if low in self._both and k:
            return self._between(k, low) or self._resumes(k, low)
        return self._unknown(k, low)

    def _may_be_verb(self, low: str) -> bool:
        return low in self._sure or low in self._both

    def _attributive(self, k: int) -> bool:
        """As in "a combined value", "reported cases": the participle stands before its noun."""
        before = self.of(k - 1)
        follows = k + 1 < len(self.tokens) and not self.taken[k + 1] and self.tokens[k + 1].kind is kinds.WORD
        noun = follows and self.tokens[k + 1].low not in _NO_NOUNS
        return noun and before in {parts.DETERMINER, parts.PREPOSITION, parts.STOP, parts.CONJUNCTION, parts.COMMA}

    def _object_follows(self, k: int) -> bool:
        after = self.tokens[k + 1] if k + 1 < len(self.tokens) else None
        return after is not None and (bool(self.taken[k + 1]) or after.low in _DETERMINERS)

    def _between(self, k: int, low: str) -> bool:
        """Whether a word that may be both stands as a verb: behind its subject, before a figure or an object."""
        if self.of(k - 1) is parts.CONJUNCTION and (low.endswith("s") or low in self._participles):
            plural = k + 1 < len(self.tokens) and self.tokens[k + 1].low.endswith("s") and low in self._participles
            return self._verb_before and k + 1 < len(self.tokens) and (plural or not self._noun_after(k))
        subject = self.of(k - 1) in {parts.NOUN, parts.PRONOUN, parts.RELATIVE, parts.FIGURE, parts.ADVERB, parts.CLOSE}
        if not subject or (self.of(k - 1) is parts.ADVERB and self.tokens[k - 1].text in _STATISTICS):
            return False
        after = self.tokens[k + 1].low if k + 1 < len(self.tokens) else ""
        if low in self._participles and after.endswith("s") and not self._verb_before:
            return True  # "The strike cut deliveries"
        if not (self._object_follows(k) or after in _BEHIND_VERBS or after in _ADVERBS):
            return False
        plural = self.tokens[k - 1].low.endswith("s") and not self.tokens[k - 1].low.endswith("ss")
        if self.of(k - 1) in {parts.PRONOUN, parts.RELATIVE}:
            return True
        if low in self._participles:
            return True  # "hit", "cut", "set": one form for all times
        if after == "to" and k + 2 < len(self.tokens) and self._may_be_verb(self.tokens[k + 2].low):
            return True  # "plans to leave"
        if low.endswith("s") and low not in {"process", "address", "focus", "press"}:
            return self._object_follows(k) and (not plural or self.tokens[k - 1].text[:1].isupper())
        return plural and (self._object_follows(k) or after in {"by", "to", "from", "at"})

    def _resumes(self, k: int, low: str) -> bool:
        """As in "The deal, signed in June, covers 300 engines": behind what two commas enclose the verb goes on."""
        if self.of(k - 1) is not parts.COMMA or not low.endswith("s") or not self._object_follows(k):
            return False
        first = next((at for at in range(k - 2, max(-1, k - _ASIDE), -1) if self.of(at) is parts.COMMA), -1)
        described = self.of(first + 1) in {parts.VERB, parts.RELATIVE, parts.PREPOSITION}
        return (
            first > 0 and described and self.of(first - 1) is parts.NOUN and self.of(first - 2) is not parts.CONJUNCTION
        )

    def _noun_after(self, k: int) -> bool:
        low = self.tokens[k + 1].low
        return not (bool(self.taken[k + 1]) or low in _DETERMINERS or low in _BUT_OF or low in _ADVERBS)

    def _unknown(self, k: int, low: str) -> bool:
        """As in "The yard refits 40 hulls": an unknown word in -s between a singular or a name and a figure."""
        if not low.endswith("s") or low.endswith(("ss", "us", "is", "'s", "’s")) or len(low) < 4 or not k:
            return False
        before = self.tokens[k - 1]
        return (
            k + 1 < len(self.tokens)
            and bool(self.taken[k + 1])
            and self.of(k - 1) is parts.NOUN
            and not before.low.endswith("s")
            and (self.of(k - 2) is parts.DETERMINER or before.text[:1].isupper())
        )
