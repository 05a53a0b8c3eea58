"""Which words of a question are verbs: they end a noun phrase, and no pronoun stands for them."""

from __future__ import annotations

import re

from qa import question
from qa.dialogue import russian
from qa.text.glossary import Key

#: An English verb in the past tense or a participle stands behind its noun, "who" or "was", never behind an article.
_ENGLISH_PAST = re.compile(
    r"[a-z]{2,}ed|sent|built|made|held|sold|paid|bought|led|won|lost|grew|fell|rose|went|took|got|ran|became|kept|left|"
    r"met|spent|shipped|done|gone|taken|given|known|seen|said|began|begun"
)
_BEFORE_VERB = re.compile(
    r"\b(?:who|which|that|what|was|were|is|are|be|been|being|has|have|had|get|gets|got)\s+$", re.IGNORECASE
)
#: Verbs of cause, which stand right behind "what" and "who" in "what causes tooth decay?".
_CAUSING = re.compile(
    r"(?:cause|affect|drive|determine|limit|prevent|explain|make|influence|trigger|slow|hinder)(?:s|d|ed)?"
)
_BEHIND_WHAT = re.compile(r"^\W*(?:what|who|which\s+\w+)\s+$", re.IGNORECASE)
#: Behind these only a verb stands.
_VERB_SLOT = re.compile(r"\b(?:it|will|would|can|could|should|must|may|might|cannot|please|not)\s+$", re.IGNORECASE)
#: Behind these even a word that the glossary has as a noun is a verb ("how do I register a drone").
_PRONOUN_AHEAD = re.compile(r"\b(?:i|you|we|they|he|she)\s+$", re.IGNORECASE)
#: And behind these, whatever else it may be: "what does it cost to move …", "the cargo that the route did carry".
_INFINITIVE_AHEAD = re.compile(r"\b(?:(?:cost|costs|take|takes|took|taken)\s+to|that\s[^?]*\bdid)\s+$", re.IGNORECASE)
_MORE = frozenset({"else", "most"})
#: A Kazakh participle in a case, with which a clause ends ("кеңейтілгенге дейін").
_PARTICIPLE = re.compile(r"(?:ған|ген|қан|кен)(?:ға|ге|нан|нен)$", re.IGNORECASE)
#: A Kazakh verb, which stands last.
_KAZAKH_LAST = re.compile(r"(?:ды|ді|ты|ті|ған|ген|қан|кен)\W*$", re.IGNORECASE)
#: The subject of a question about a person is its question word.
_WHO = re.compile(r"\bwho\s+$", re.IGNORECASE)


def is_verb(key: Key, text: str, behind_noun: bool) -> bool:
    """Whether a word of a question is a verb, as far as its ending and its place (`behind_noun`) tell."""
    word = text[key.start : key.end]
    code = question.question_language(text)
    if key.is_name or (key.kind == "measure" and (code == "kk" or not russian.is_verb(word))):
        return False
    if behind_noun and _PARTICIPLE.search(word):
        return True
    last = _KAZAKH_LAST.search(text, key.end - 3)
    if last and last.start() < key.end and code == "kk":
        return True
    ahead = text[: key.start]
    if _CAUSING.fullmatch(word) and _BEHIND_WHAT.search(ahead):
        return True
    slot = _VERB_SLOT.search(ahead) is not None and not key.term.startswith("=")
    slot = slot or _INFINITIVE_AHEAD.search(ahead) is not None
    if word.islower() and (slot or (_WHO.search(ahead) and word not in _MORE) or _PRONOUN_AHEAD.search(ahead)):
        return True
    if code != "kk" and russian.is_verb(word):
        return True
    # A verb that the glossary has with its preposition ("called at") is one too.
    return _ENGLISH_PAST.fullmatch(word.partition(" ")[0]) is not None and (
        behind_noun or _BEFORE_VERB.search(ahead) is not None
    )
