"""Russian words as a dictionary has them: which are verbs, of which gender a noun phrase is, and its other cases.

pymorphy3 knows the forms of 390,000 words. It is loaded for the first Russian follow-up (0.1 s and 25 MB, once).
Names are left as they are: what a dictionary guesses of «Алтынколь» is worth nothing.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

_WORD = re.compile(r"[а-яё]+(?:-[а-яё]+)*", re.IGNORECASE)
#: Short adjectives say how something is, as verbs do: «готов», «нужен».
_VERBAL = frozenset({"VERB", "INFN", "PRTS", "ADJS"})
_ATTRIBUTES = frozenset({"ADJF", "PRTF"})
_LAST_WORD = re.compile(r"[а-яё]+(?=\s*$)")
#: Pronouns by their case.
_FORMS = {
    "nomn": frozenset({"он", "она", "оно", "они", "это", "эти", "этот", "эта"}),
    "accs": frozenset({"его", "её", "ее", "их", "него", "неё", "нее", "них", "эту"}),
    "gent": frozenset({"его", "её", "ее", "их", "него", "неё", "нее", "них", "этого"}),
    "datv": frozenset({"ему", "ей", "им", "нему", "ней", "ним", "этому"}),
    "ablt": frozenset({"им", "ею", "ей", "ими", "ним", "ней", "ними", "нею", "этим"}),
    "loct": frozenset({"нём", "нем", "ней", "них", "этом"}),
}
#: The cases that prepositions govern, of which the form of the pronoun chooses.
_GOVERNED = {
    **dict.fromkeys(("у", "до", "из", "от", "для", "без", "около", "кроме", "после", "против"), "gent"),
    **dict.fromkeys(("через", "про", "сквозь"), "accs"),
    **dict.fromkeys(("к", "по", "ко", "благодаря"), "datv"),
    **dict.fromkeys(("над", "перед", "между"), "ablt"),
    **dict.fromkeys(("с", "со"), "gent ablt"),
    **dict.fromkeys(("в", "во", "на", "о", "об"), "loct accs"),
    **dict.fromkeys(("за", "под"), "accs ablt"),
}
#: Verbs of what somebody runs or uses: «кто им управляет».
_LEADING = re.compile(r"управля|руковод|владе|распоряж|пользу|занима[её]т", re.IGNORECASE)
#: Where Russian says "on" for "at".
_ON = frozenset(
    {
        "станция",
        "граница",
        "вокзал",
        "завод",
        "рынок",
        "линия",
        "дорога",
        "маршрут",
        "участок",
        "фабрика",
        "комбинат",
        "электростанция",
        "рудник",
        "шахта",
        "месторождение",
        "пост",
        "переход",
        "мельница",
    }
)
_ONLY_ATTRIBUTES = ({"ADJF"}, {"PRTF"}, {"ADJF", "PRTF"})
#: A reading less likely than this is that of another word.
_LIKELY = 0.5
_SURE = 0.9
_PERSONAL = frozenset({"Name", "Surn", "Patr", "Orgn", "Abbr"})
#: Second forms of a case, which only some nouns have («в порту»).
_PLAIN = {"loc2": "loct", "gen2": "gent", "acc2": "accs"}
_GENDERS = {"masc": "m", "neut": "m", "femn": "f"}


@lru_cache(maxsize=1)
def _analyzer() -> Any:
    from pymorphy3 import MorphAnalyzer

    return MorphAnalyzer(lang="ru")


@lru_cache(maxsize=4_096)
def _readings(word: str) -> tuple[Any, ...]:
    """The readings of a word, likeliest first; of one that the dictionary lacks only that of an attribute.

    The endings of attributes are sure («контейнерного»), those of nouns and verbs are not.
    """
    found = tuple(_analyzer().parse(word))
    known = _analyzer().word_is_known(word) or found[0].tag.POS in _ATTRIBUTES
    return found if known else ()


def is_verb(word: str) -> bool:
    """Whether a word is a verb or a short participle rather than anything else: «станет», «построен».

    Of a word that the dictionary lacks («обмелел») all endings must say so.
    """
    if not _WORD.fullmatch(word) or not word.islower():
        return False
    likely = sum(one.score for one in _analyzer().parse(word) if one.tag.POS in _VERBAL)
    return bool(likely > (_LIKELY if _analyzer().word_is_known(word) else _SURE))


def is_attribute(word: str) -> bool:
    """Whether a word can only be an adjective, a participle or an ordinal: «третий», «грузовой»."""
    return bool(_WORD.fullmatch(word)) and {one.tag.POS for one in _readings(word.casefold())} in _ONLY_ATTRIBUTES


def is_transitive(word: str) -> bool:
    """Whether a verb of the third person plural says what is done to something: «закончат», «построили»."""
    found = next(iter(_readings(word.casefold())), None)
    return found is not None and found.tag.POS == "VERB" and "tran" in found.tag and "plur" in found.tag


def gender(phrase: str) -> str:
    """The gender of a noun phrase ("f", "m", also for neuter), or "p" of a plural; "" where its noun is not known."""
    head = _head(phrase)
    if head is None:
        return ""
    _, _, noun = head
    if "Geox" in noun.tag:
        # Astana may be "it" as a city and as a station.
        return ""
    return "p" if noun.tag.number == "plur" else _GENDERS.get(noun.tag.gender or "", "")


def is_object(phrase: str) -> bool:
    """Whether a noun phrase can only be what something is done to: «турбину»."""
    head = _head(phrase)
    if head is None or head[1][1] != len(phrase):
        return False
    readings = _readings(phrase[slice(*head[1])].casefold())
    cases = {one.tag.case for one in readings if one.tag.POS == "NOUN" and not _PERSONAL & one.tag.grammemes}
    return cases == {"accs"}


def may_be_object(phrase: str) -> bool:
    """Whether a noun phrase may be what something is done to."""
    head = _head(phrase)
    readings = _readings(phrase[slice(*head[1])].casefold()) if head else ()
    return any(one.tag.POS == "NOUN" and one.tag.case == "accs" for one in readings)


def recast(phrase: str, case: str) -> str:
    """A noun phrase in another case («порта Актау», "nomn": «порт Актау»); as it is where its noun is not known."""
    head = _head(phrase)
    if head is None:
        return phrase
    attributes, (start, end), noun = head
    form = _form(noun, case)
    if not form:
        return phrase
    text = phrase[:start] + _like(phrase[start:end], form) + phrase[end:]
    for (begin, stop), word in reversed(attributes):
        like = _PLAIN.get(case, case)
        wanted = {like, "plur"} if noun.tag.number == "plur" else {like, "sing", noun.tag.gender}
        if case == "accs" and (noun.tag.number == "plur" or noun.tag.gender == "masc"):
            wanted.add(noun.tag.animacy or "inan")
        changed = word.inflect(wanted)
        if changed is None:
            return phrase
        text = text[:begin] + _like(phrase[begin:stop], changed.word) + text[stop:]
    return text


def standing_for(phrase: str, pronoun: str, ahead: str, verb: str) -> str:
    """A noun phrase in the case of the pronoun whose place it takes, with `ahead` in front of it and this `verb`."""
    pronoun = pronoun.casefold()
    link = _LAST_WORD.search(ahead.casefold())
    if link and link.group() in _GOVERNED:
        cases = _GOVERNED[link.group()].split()
        case = next((one for one in cases if pronoun in _FORMS[one]), cases[0])
    else:
        cases = [one for one, forms in _FORMS.items() if pronoun in forms]
        case = next(iter(cases), "nomn")
        if "ablt" in cases and _LEADING.match(verb):
            case = "ablt"
    return recast(phrase, case)


def is_governed(ahead: str) -> bool:
    """Whether a preposition stands at the end of `ahead`."""
    link = _LAST_WORD.search(ahead.casefold())
    return link is not None and link.group() in _GOVERNED


def at(place: str) -> str:
    """Where somebody works or something stops: «в порту Актау», «на станции Алтынколь»."""
    head = _head(place)
    link = "на" if head and head[2].normal_form in _ON else "в"
    second = link == "в" and head is not None and _form(head[2], "loc2")
    return f"{link} {recast(place, 'loc2' if second else 'loct')}"


def _form(noun: Any, case: str) -> str:
    """The form of a noun in a case, of the number in which it was said; "" if it has none."""
    form = noun.inflect({case, noun.tag.number})
    return str(form.word) if form is not None and form.tag.case == case else ""


def _like(word: str, form: str) -> str:
    return form[:1].upper() + form[1:] if word[:1].isupper() else form


def _head(phrase: str) -> tuple[list[tuple[tuple[int, int], Any]], tuple[int, int], Any] | None:
    """The attributes ahead of the noun that a phrase is of, each with its place, the noun's place, and the noun.

    None where a name, a number or anything but an attribute stands ahead of the noun.
    """
    attributes: list[tuple[tuple[int, int], Any]] = []
    end = 0
    for found in _WORD.finditer(phrase):
        word = found.group()
        if phrase[end : found.start()].strip() or (word[0].isupper() and found.start()):
            return None
        end = found.end()
        readings = _readings(word.casefold())
        barred = _PERSONAL if word[0].isupper() else _PERSONAL | {"Geox"}
        nouns = [one for one in readings if one.tag.POS == "NOUN" and not barred & one.tag.grammemes]
        if nouns and readings[0].tag.POS not in _ATTRIBUTES:
            agreeing = [one for one in nouns if all(_agree(attribute, one) for _, attribute in attributes)]
            return (attributes, found.span(), (agreeing or nouns)[0]) if word[1:].islower() else None
        attribute = next((one for one in readings if one.tag.POS in _ATTRIBUTES), None)
        if attribute is None:
            return None
        attributes.append((found.span(), attribute))
    return None


def _agree(attribute: Any, noun: Any) -> bool:
    """Whether some reading of an attribute has the number, the case and the gender of a noun."""
    return any(
        one.tag.case == _PLAIN.get(noun.tag.case, noun.tag.case)
        and one.tag.number == noun.tag.number
        and one.tag.gender in (None, noun.tag.gender)
        for one in _readings(attribute.word)
        if one.tag.POS in _ATTRIBUTES
    )
