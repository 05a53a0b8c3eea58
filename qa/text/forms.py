"""What a word of the glossary may look like in a text: inflected forms, and spellings by sound."""

from __future__ import annotations

import re
from collections.abc import Container
from functools import lru_cache
from importlib.resources import files

from rapidfuzz.distance import Prefix

from qa.text.analysis import _term
from qa.text.cleaning import fold

#: Languages whose forms of the shipped table's words are kept in a file; a Kazakh word has one form.
STORED = ("en", "ru")
_HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
#: Plural, possessive and case endings of Kazakh nouns, in this order.
_KAZAKH_ENDING = re.compile(
    r"(?:лар|лер|дар|дер|тар|тер)?(?:лық|лік|дық|дік|тық|тік)?(?:ымыз|іміз|ыңыз|іңіз|сы|сі|ы|і)?"
    r"(?:ның|нің|дың|дің|тың|тің|нда|нде|нан|нен|дан|ден|тан|тен|на|не|ға|ге|қа|ке|ны|ні|ды|ді|ты|ті|да|де|та|те|"
    r"мен|бен|пен|н|а|е)?(?:ғы|гі)?(?:лар|лер)?"
)
#: A Kazakh stem shorter than this would match by chance.
_SHORTEST_STEM = 2
#: Latin spellings of one sound are written one way, as is the Cyrillic letter for it.
_CYRILLIC = dict(
    zip(
        "аәбвгғдеёжзиійкқлмнңоөпрстуұүфхһцчшщъыьэюя",
        "a,a,b,v,g,g,d,e,e,j,z,i,i,i,k,k,l,m,n,n,o,o,p,r,s,t,u,u,u,f,h,h,ts,ch,sh,sh,_,i,_,e,iu,ia".split(","),  # noqa: SIM905 - readable beside the letters
        strict=True,
    )
)
_LATIN = (
    ("zh", "j"), ("kh", "h"), ("gh", "g"), ("dge", "j"), ("dj", "j"), ("th", "t"), ("ph", "f"), ("ya", "ia"),
    ("yu", "iu"), ("ye", "e"), ("ow", "ou"), ("q", "k"), ("x", "ks"), ("w", "v"), ("y", "i"),
)  # fmt: skip
#: The letter c before these is one of the sounds s, ts or ch; elsewhere k.
_HARD_C = re.compile(r"c(?![eihy])")


@lru_cache(maxsize=65_536)
def sound(word: str) -> str:
    """`word` by its sound in plain Latin letters: "Жезқазған" and "Zhezkazgan" both give "jezkazgan"."""
    folded = fold(word)
    # Chinese names: "Цзиньпин" and "Jinping", "Чжэцзян" and "Zhejiang"; «Джетыкум» and "Jetiqum".
    plain = folded.replace("цз", "ж").replace("чж", "ж").replace("дж", "ж")
    spelt = "".join(_CYRILLIC.get(letter, letter) for letter in plain).replace("_", "")
    if spelt == folded:
        spelt = _HARD_C.sub("k", spelt)
        for letters, one in _LATIN:
            spelt = spelt.replace(letters, one)
    return re.sub(r"(.)\1+", r"\1", spelt)


_KAZAKH_LETTERS = re.compile("[әғқңөұүһі]", re.IGNORECASE)


@lru_cache(maxsize=8_192)
def script_language(text: str) -> str:
    """The language of a short text as far as its script tells: zh, kk, ru or en."""
    if re.search(f"[{_HAN}]", text):
        return "zh"
    if not is_cyrillic(text):
        return "en"
    return "kk" if _KAZAKH_LETTERS.search(text) else "ru"


_CYRILLIC_LETTER = re.compile("[\u0400-\u04ff]")


def is_cyrillic(word: str) -> bool:
    """Whether a word has a Cyrillic letter."""
    return _CYRILLIC_LETTER.search(word) is not None


@lru_cache(maxsize=131_072)
def forms(word: str) -> tuple[str, ...]:
    """What a word may be looked up by: its English or Russian stem, and Kazakh stems left by taking endings off."""
    folded = fold(word)
    if not is_cyrillic(folded):
        return ("en:" + (_term(word, "en") or folded),)
    cuts = range(len(folded), _SHORTEST_STEM - 1, -1)
    kazakh = [f"kk:{folded[:cut]}" for cut in cuts if _KAZAKH_ENDING.fullmatch(folded, cut)]
    return ("ru:" + (_term(word, "ru") or folded), *kazakh, "kk:" + _voiced(folded))


def forms_among(word: str, known: Container[str]) -> list[str]:
    """Those of the forms of a word that are `known`, in the same order, without making all the others."""
    folded = fold(word)
    if not is_cyrillic(folded):
        return [form for form in forms(word) if form in known]
    bases = ((cut, "kk:" + folded[:cut]) for cut in range(len(folded), _SHORTEST_STEM - 1, -1))
    kazakh = [base for cut, base in bases if base in known and _KAZAKH_ENDING.fullmatch(folded, cut)]
    first, last = "ru:" + (_term(word, "ru") or folded), "kk:" + _voiced(folded)
    return [*([first] if first in known else ()), *kazakh, *([last] if last in known else ())]


def _voiced(folded: str) -> str:
    """The dictionary form of a Kazakh stem whose last к, қ, п turned г, ғ, б before the possessive ("жылдамдығы")."""
    match = re.fullmatch(r"(.+?)([гғб])(?:ы|і)\w{0,4}", folded)
    return match[1] + {"г": "к", "ғ": "қ", "б": "п"}[match[2]] if match else folded


#: Russian endings by that of the dictionary form; Snowball cuts some cases of one word to different stems.
_RUSSIAN_CASES = (
    ("ия", "ия ии ию ией ий"), ("ие", "ие ия ию ием ий"), ("ый", "ый ого ому ым ая ой ую ое ые ых ыми"),
    ("ий", "ий его ого ому им ая ой ую ое ие их ими"), ("ой", "ой ого ому ым ая ую ое ые ых"),
    ("й", "й я ю ем е и ев"), ("ь", "ь я ю ем и ей ью"), ("а", "а ы е у ой"), ("я", "я и ю ей е"),
    ("о", "о а у ом е"), ("", " а у ом е ы ов ам ах"),
)  # fmt: skip


def base_forms(word: str, language: str) -> frozenset[str]:
    """What the words of a text may look like that are forms of a table's word."""
    known = kept_forms(language).get(word)
    if known is not None:
        return frozenset(f"{language}:{form}" for form in known.split(" "))
    return made_forms(word, language)


@lru_cache(maxsize=4)
def kept_forms(language: str) -> dict[str, str]:
    """The forms of the shipped table's words: making those of all Russian ones would take a second at every start.

    `python eval/glossary_forms.py` writes the file; words that somebody adds to the table are made as they are read.
    """
    if language not in STORED:
        return {}
    lines = (files("qa.text") / "data" / f"forms-{language}.tsv").read_text(encoding="utf-8").splitlines()
    return dict(line.split("\t") for line in lines)


def made_forms(word: str, language: str) -> frozenset[str]:
    """`base_forms`, made anew."""
    folded = fold(word)
    if language == "kk":
        return frozenset({"kk:" + folded})
    cases = {word}
    if language == "ru":
        ending, others = next(row for row in _RUSSIAN_CASES if folded.endswith(row[0]))
        stem = folded[: len(folded) - len(ending)]
        cases |= {stem + other for other in others.split(" ")} if len(stem) > _SHORTEST_STEM else set()
    return frozenset(f"{language}:{_term(case, language) or fold(case)}" for case in cases)


#: What an English word ends in that is a form of a table's word, behind a doubled consonant perhaps; "-ity", "-ance"
#: and the like make another word of it.
_ENGLISH_ENDING = re.compile(r"[b-df-hj-np-tv-z]?(?:s|es|['’]s?|e?d|ings?|ies|ied|e?rs?|ors?|ly|al)?")
#: Dictionary forms of which other forms may lack three letters (verbs) or two (adjectives and plurals), not just one.
_VERB = re.compile(r"[аеияоуы]ть$")
_TWO_LETTERS = re.compile(r"(?:[ыио]й|[ое]е|[ая]я|[ыи]е|[тс][ьия]|[кг]и)$")
_REFLEXIVE = re.compile(r"(?<=[а-я]{3})(?:ся|сь)$")
_FLEETING = frozenset("оеё")
#: What a verb ends with that shares its stem with a noun: "составил" is no form of "состав".
_VERBAL = re.compile(r"и(?:л[аои]?|ть|т)")
#: The endings of nouns in -ь: "стало" and "стала" are none of "сталь".
_SOFT = frozenset({"ь", "и", "ью", "я", "ю", "ем", "ём", "е", "ей", "ев", "ёв", "ям", "ями", "ях"})


@lru_cache(maxsize=65_536)
def inflects(word: str, base: str) -> bool:
    """Whether `word` can be a form of the dictionary form `base`, both folded, and not only share a stem with it.

    Stemmers cut "данные" and "Дания" to one stem, and "за" and "заём". Kazakh stems are compared whole elsewhere.
    """
    word, base = _REFLEXIVE.sub("", word), _REFLEXIVE.sub("", base)
    kept = Prefix.similarity(word, base)
    rest, left = word[kept:], base[kept:]
    if not is_cyrillic(base):
        return _ENGLISH_ENDING.fullmatch(rest) is not None
    if _fleets(left, rest) or _fleets(rest, left):
        return True
    if not left and base[-1:] not in "аеёиоуыэюяйь" and _VERBAL.fullmatch(rest):
        return False
    if left == "ь" and not _VERB.search(base):
        return rest in _SOFT
    return len(left) <= (3 if _VERB.search(base) else 2 if _TWO_LETTERS.search(base) else 1)


def _fleets(longer: str, shorter: str) -> bool:
    """Whether a vowel before the last consonant comes and goes: "день" and "дня", "суток" and "сутки"."""
    return longer[:1] in _FLEETING and longer[1:2] == shorter[:1] != "" and longer[2:] in ("", "ь")
