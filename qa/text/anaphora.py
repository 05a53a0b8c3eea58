"""Whether a sentence speaks of what was named before it: "Its length is …", "Of these …", «Из них …», “其中…”."""

from __future__ import annotations

import re

from qa.text.glossary import keys

#: Pronouns and demonstratives, looked for among a sentence's first words.
_BACK = {
    "en": re.compile(
        r"\b(?:it|its|they|their|theirs|them|he|his|him|she|her|hers|this|these|those|such|both|there|the latter|"
        r"the former)\b",
        re.IGNORECASE,
    ),
    "ru": re.compile(
        r"\b(?:он|она|оно|они|его|её|ее|их|ему|ей|им|ими|них|него|неё|ней|нём|нем|это|этот|эта|эти|этого|этой|этих|"
        r"этому|этим|этом|этими|там|здесь|такой|такая|такие|тот|та|те|оба|обе)\b",
        re.IGNORECASE,
    ),
    "kk": re.compile(
        r"\b(?:ол|оның|оны|оған|онда|одан|олар\w*|бұл|бұның|мұны|мұның|мұнда|осы\w*|сол|соның|мұндай|екеуі)\b",
        re.IGNORECASE,
    ),
    "zh": re.compile("它|其|该|这|此|他|她|两者|上述"),
}
#: The first words of a sentence, and in Chinese its first characters.
_HEAD = re.compile(r"\W*(?:\w+\W+){0,4}\w*")
_HEAD_CHARACTERS = 8
#: What a whole sentence is about may also come a little later: "People in the industry say that it would …".
_OPENING = re.compile(r"\W*(?:\w+\W+){0,6}\w*")
_OPENING_CHARACTERS = 12
#: What tells the members of something named before it: "One is …, the other …".
_MEMBER = {
    "en": re.compile(r"\W*one (?:is|was|of|example)\b|\W*the (?:first|other|second) (?:is|was)\b", re.IGNORECASE),
    "ru": re.compile(r"\W*(?:один|одна|одно) из\b|\W*перв(?:ый|ая|ое) (?:из|[–—-])", re.IGNORECASE),
    "kk": re.compile(r"\W*(?:бірі|біріншісі)\b", re.IGNORECASE),
    "zh": re.compile("其一|一是|第一[个条座项]是"),
}


def refers_back(sentence: str, language: str) -> bool:
    """Whether one of the first words is a pronoun or a demonstrative; False for a language that is not known."""
    pattern = _BACK.get(language)
    return pattern is not None and pattern.search(_beginning(sentence, language, _HEAD, _HEAD_CHARACTERS)) is not None


def needs_before(sentence: str, language: str) -> bool:
    """Whether a sentence can hardly be understood without the one before it: a pronoun stands first, or a member.

    A pronoun behind a name stands for the name: "Kazakhstan and its partners".
    """
    pattern, member = _BACK.get(language), _MEMBER.get(language)
    if pattern is None or member is None:
        return False
    if member.match(sentence):
        return True
    head = _beginning(sentence, language, _OPENING, _OPENING_CHARACTERS)
    pronoun = pattern.search(head)
    return pronoun is not None and not any(key.is_name for key in keys(head[: pronoun.start()], language))


def _beginning(sentence: str, language: str, words: re.Pattern[str], characters: int) -> str:
    """The first words of a sentence, in Chinese its first characters."""
    found = words.match(sentence)
    return sentence[:characters] if language == "zh" else found.group() if found else ""
