"""Whether two sources name different ones where one alone can be meant: who builds, owns or directs a thing.

Rules, not weights: of all learned questions three have such names, too few to fit anything on. Precision first: nothing
is said where both may hold at once (partners, members of a list, one after the other, two parts of one thing), nor
where one document knows the other's name, since it then knows both and says which is which.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from qa.text.acronyms import is_acronym, spelt_out
from qa.text.analysis import stopwords
from qa.text.clauses import apart
from qa.text.cleaning import fold
from qa.text.forms import script_language, sound
from qa.text.glossary import Key, keys, stated
from qa.text.namesakes import same
from qa.text.titles import untitled
from qa.types import Agreement, CitedQuantity, Query, Verdict

#: A statement must speak of so much of what the winner's says of the question, as with figures (`qa.compare.pairs`).
_ON_TOPIC = 0.6
#: Further below the winner a name answers something else.
_MARGIN = 4.0
#: Sounds that agree so far, of a hundred, may be one name: "Konaev" and "Kunayev".
_ALIKE = 75
#: What firms of all names are called by; it tells none from another.
_GENERIC = re.compile(
    r"(?:company|group|holding|ltd|llc|llp|jsc|inc|corp|bank|fund|construction|engineering|contractors?|works|logistics|"
    r"railways?|terminals?|international|компани\w*|групп\w*|холдинг\w*|банк\w*|фонд\w*|фирм\w*|завод\w*|"
    r"ао|тоо|ооо|пао|қор\w*|зауыт\w*|公司|集团|银行|有限|股份)",
    re.IGNORECASE,
)
#: Years that a statement is of, and words for who was it once or is to be.
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_NOT_NOW = re.compile(
    r"\b(?:former|formerly|until|previous(?:ly)?|first|second|another|also|one\s+of|together|joint(?:ly)?|consortium|"
    r"subcontractor|deputy|acting|will\s+(?:also|come)|part|section|phase|stage|lot|north\w*|south\w*|east\w*|west\w*|"
    r"бывш\w+|прежн\w+|ранее|сменил\w*|перв\w+|втор\w+|также|вместе|совместно|консорциум\w*|субподрядчик\w*|заместител\w+|"
    r"участ\w+|очеред\w+|этап\w*|част\w+|северн\w+|южн\w+|восточн\w+|западн\w+|грузов\w+|пассажирск\w+|"
    r"бұрынғы|бұрын|бірлес\w+|консорциум\w*|орынбасар\w*|бірінші|екінші|бөліг\w+|солтүстік|оңтүстік|шығыс|батыс)\b|"
    r"前任|原|曾|联合|共同|副|一期|二期|分包|北段|南段|东段|西段",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Named:
    """A name that could answer, where it stands, and what its surroundings say of the question.

    `sort` is the kind of name; `names` and `words` the question's names and other words that are said there, each by
    its place in the question, `weights` what each word weighs for its language; `alone` whether its clause names no
    other of the sort; `known` is what else was read of its document; `score` how well it answers.
    """

    cited: CitedQuantity
    sort: str
    names: frozenset[int]
    words: frozenset[int]
    weights: tuple[float, ...]
    alone: bool
    known: tuple[str, ...]
    score: float


def contradicting(query: Query, first: Named | None, others: Sequence[Named]) -> tuple[Agreement, ...]:
    """The winner's name and those that other documents give instead, newest first; empty where none does."""
    if first is None or not first.names or not first.alone or _qualified(first):
        return ()
    best: dict[str, Named] = {}
    for other in others:
        document = other.cited.citation.document
        if document not in best or other.score > best[document].score:
            best[document] = other
    clashing = [other for other in best.values() if _contradicts(first, other)]
    if not clashing:
        return ()
    values = sorted(
        (one.cited for one in (first, *clashing)), key=lambda item: item.citation.published or "", reverse=True
    )
    return (Agreement(query.text, "", None, Verdict.DISAGREE, tuple(values), len(values)),)


def _contradicts(first: Named, other: Named) -> bool:
    one, two = first.cited, other.cited
    name, instead = one.quantity.text, two.quantity.text
    return (
        one.citation.document != two.citation.document
        and first.sort == other.sort
        and other.alone
        and first.score - other.score <= _MARGIN
        and first.names <= other.names
        and _on_topic(first, other)
        and not _qualified(other)
        and not _other_years(one.citation.quote, two.citation.quote)
        and not one_name(name, instead)
        and not mentions(first.known, instead)
        and not mentions(other.known, name)
    )


def _qualified(one: Named) -> bool:
    """Whether the clause of the name or the next speaks of other times, of parts, or of several together."""
    citation, span = one.cited.citation, one.cited.quantity.span
    name = span.start - citation.start, span.end - citation.start
    return any(
        not (name[0] < match.end() and match.start() < name[1]) and apart(citation.quote, name, match.span()) <= 1
        for match in _NOT_NOW.finditer(citation.quote)
    )


def _on_topic(first: Named, other: Named) -> bool:
    """Whether the other says nearly all of the question's words that the first does, and one at least."""
    mine = sum(other.weights[at] for at in first.words)
    theirs = sum(other.weights[at] for at in other.words)
    return bool(other.words) and theirs >= _ON_TOPIC * mine


def _other_years(one: str, other: str) -> bool:
    """Whether both statements name years, and no year in common."""
    mine, theirs = set(_YEAR.findall(one)), set(_YEAR.findall(other))
    return bool(mine and theirs) and not mine & theirs


def one_name(one: str, other: str) -> bool:
    """Whether two names may be of one: part of one another, short for one another, or with a word in common.

    Words compare across scripts and by the glossary. What firms are called by in general does not count.
    """
    first, second = _bare(one), _bare(other)
    if first in second or second in first:
        return True
    if any(is_acronym(a) and spelt_out(a).search(b) for a, b in ((one, other), (other, one))):
        return True
    return any(_alike(a, b) for a in _telling(one) for b in _telling(other))


def mentions(texts: Iterable[str], name: str) -> bool:
    """Whether one of these texts holds all the words that tell a name, but for those that the glossary knows."""
    telling = _telling(name)
    wanted = [key for key in telling if not key.term.startswith("=")] or telling
    for text in texts:
        if _bare(name) in fold(text):
            return True
        there = stated(text, script_language(text))
        if wanted and all(any(_alike(one, other) for other in there) for one in wanted):
            return True
    return False


def _alike(one: Key, other: Key) -> bool:
    """Whether two words may be one, in two spellings or scripts: nearly alike in sound is enough to say nothing."""
    if same(one, other):
        return True
    if not one.sound or not other.sound or one.sound[0] != other.sound[0]:
        return False
    return fuzz.ratio(one.sound, other.sound) >= _ALIKE


def _bare(name: str) -> str:
    """The folded name without what somebody is called by in front of it."""
    return fold(name[untitled(name, 0, len(name)) :])


def _telling(name: str) -> list[Key]:
    """The words of a name that tell it from others."""
    language = script_language(name)
    start = untitled(name, 0, len(name))
    found = [key for key in keys(name, language, lenient=True) if key.start >= start]
    own = [
        key
        for key in found
        if not _GENERIC.fullmatch(name[key.start : key.end])
        and fold(name[key.start : key.end]) not in stopwords().get(language, frozenset())
    ]
    # A capital that opens a name is one in any case.
    return [key if key.sound else key._replace(sound=sound(name[key.start : key.end])) for key in own or found]
