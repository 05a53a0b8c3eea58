"""The words of the grammar, read from the tables in `data/`, which anyone can extend without touching code.

A phrase is stored token by token in a tree. In the tables, `~` after a word stands for its Russian or Kazakh endings
("тонн~" also covers "тонны", "тоннаға"); alternatives are separated by `|`. Words are matched in lower case, symbols
(the column of that name) as they are written: `MW` is not `mW`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.resources import files

from qa.quantity.phrases import Phrases, PhrasesBefore

#: Case endings that Kazakh number words take: "мыңға", "миллионнан".
_KAZAKH_CASES = [
    "ға",
    "ге",
    "қа",
    "ке",
    "нан",
    "нен",
    "дан",
    "ден",
    "тан",
    "тен",
    "ның",
    "нің",
    "дың",
    "дің",
    "тың",
    "тің",
    "ды",
    "ді",
    "ты",
    "ті",
    "ны",
    "ні",
    "да",
    "де",
    "та",
    "те",
    "дай",
    "дей",
    "тай",
    "тей",
    "мен",
    "бен",
    "пен",
    "дық",
    "дік",
    "тық",
    "тік",
    "лық",
    "лік",
]


#: Forms of он (ten) that are common words: "there", "such", "decimal".
_NO_NUMBERS = ("онда", "ондай", "ондық")


@dataclass(frozen=True, slots=True)
class Unit:
    """One canonical unit: its dimension and the factor to the first unit of that dimension."""

    name: str
    dimension: str
    factor: float | None


@dataclass(slots=True)
class Lexicon:
    """Everything the tables say, ready for matching."""

    units: dict[str, Unit] = field(default_factory=dict)
    symbols: Phrases = field(default_factory=lambda: Phrases(cased=True))
    words: Phrases = field(default_factory=Phrases)
    nouns: Phrases = field(default_factory=Phrases)
    noun_forms: set[str] = field(default_factory=set)
    money_before: Phrases = field(default_factory=lambda: PhrasesBefore(cased=True))
    numbers: dict[str, tuple[str, float, str]] = field(default_factory=dict)
    before: dict[str, Phrases] = field(default_factory=dict)
    after: dict[str, Phrases] = field(default_factory=dict)
    forms: dict[str, frozenset[str]] = field(default_factory=dict)
    scaled: dict[str, tuple[float, str]] = field(default_factory=dict)
    names: Phrases = field(default_factory=lambda: Phrases(cased=True))

    def measures(self, name: str) -> str:
        """The dimension of a unit as `symbols` and `words` name it; of one with a magnitude, of what it multiplies."""
        _, unit = self.scaled.get(name, (1.0, name))
        return self.units[unit.partition("/")[0] if name in self.scaled else unit].dimension


def _rows(name: str) -> Iterator[list[str]]:
    """The lines of one table without its heading, each padded to ten columns."""
    text = files("qa.quantity").joinpath("data", name).read_text(encoding="utf-8")
    for line in text.splitlines()[1:]:
        if line and not line.startswith("#"):
            yield (line.split("\t") + [""] * 10)[:10]


def _each(cell: str) -> list[str]:
    return [part for part in cell.split("|") if part]


_PREFIXES = {
    "E": ("exa", 1e18), "P": ("peta", 1e15),
    "T": ("tera", 1e12), "G": ("giga", 1e9), "M": ("mega", 1e6), "k": ("kilo", 1e3), "h": ("hecto", 1e2),
    "d": ("deci", 1e-1), "c": ("centi", 1e-2), "m": ("milli", 1e-3), "μ": ("micro", 1e-6), "n": ("nano", 1e-9),
    "p": ("pico", 1e-12), "f": ("femto", 1e-15),
}  # fmt: skip
_IRREGULAR = {"foot": "feet", "inch": "inches", "century": "centuries", "person": "people", "country": "countries"}


def plural(word: str) -> str:
    """The English plural of a unit's name, of its first noun where it has several ("pounds per square inch")."""
    head, per, rest = word.partition(" per ")
    if head in _IRREGULAR:
        head = _IRREGULAR[head]
    elif head.endswith("y") and head[-2:-1] not in "aeiou":
        head = head[:-1] + "ies"
    elif not head.endswith(("s", "x", "z", ".", "ch", "sh", "feet", "inches")):
        head += "s"
    return head + per + rest


def _dotted(words: list[str]) -> list[str]:
    """The words, and those with a raised dot also with the other signs that print so: "кВт·ч", "кВт∙ч"."""
    return words + [word.replace("·", dot) for word in words if "·" in word for dot in "∙⋅•"]


def _load_units(lexicon: Lexicon) -> None:
    for name, dimension, factor, prefixes, symbols, english, russian, kazakh, chinese, _ in _rows("units.tsv"):
        scale = float(factor) if factor else None
        lexicon.units.setdefault(name, Unit(name, dimension, scale))
        for symbol in _each(symbols):
            lexicon.symbols.add(symbol, name)
        for word in _each(english):
            lexicon.words.add(word, name)
            lexicon.words.add(plural(word), name)
            first, space, rest = word.partition(" ")
            if space:
                lexicon.words.add(f"{plural(first)} {rest}", name)
        for word in _dotted(_each(russian) + _each(kazakh) + _each(chinese)):
            if len(word.rstrip(".")) <= 2 and word != word.lower():
                lexicon.symbols.add(word, name)
            else:
                lexicon.words.add(word, name)
        for prefix in prefixes.split():
            long, power = _PREFIXES[prefix]
            scaled = prefix + name
            lexicon.units.setdefault(scaled, Unit(scaled, dimension, scale * power if scale else None))
            lexicon.symbols.add(scaled, scaled)
            if name == "L":
                lexicon.symbols.add(prefix + "l", scaled)
            if prefix == "μ":
                for micro in ("µ", "u"):
                    lexicon.symbols.add(micro + name, scaled)
                    if name == "L":
                        lexicon.symbols.add(micro + "l", scaled)
            for word in _each(english):
                if " " not in word:
                    lexicon.words.add(long + word, scaled)
                    lexicon.words.add(long + plural(word), scaled)


#: Prefixes and symbols as Russian, Kazakh and Chinese write them; every pair whose Latin form is a unit is one.
_CYRILLIC_PREFIXES = {
    "": "", "Э": "E", "П": "P", "Т": "T", "Г": "G", "М": "M", "к": "k", "г": "h", "д": "d", "с": "c", "м": "m",
    "мк": "μ", "н": "n", "п": "p",
}  # fmt: skip
_CYRILLIC_UNITS = {
    "См": "S",
    "Па": "Pa", "Дж": "J", "Вт": "W", "Вт·ч": "Wh", "Вт⋅ч": "Wh", "Вт-ч": "Wh", "Втч": "Wh", "Гц": "Hz", "А": "A",
    "В": "V", "Н": "N", "Ом": "Ω", "лк": "lx", "лм": "lm", "Бк": "Bq", "Зв": "Sv", "Гр": "Gy", "Ф": "F", "Тл": "T",
    "эВ": "eV", "моль": "mol", "г": "g", "м": "m", "л": "L", "с": "s", "Да": "Da", "ВА": "VA", "вар": "var",
}  # fmt: skip
_HAN_PREFIXES = {"吉": "G", "兆": "M", "千": "k", "毫": "m", "微": "μ", "纳": "n", "皮": "p"}
_HAN_UNITS = {
    "克": "g", "米": "m", "升": "L", "秒": "s", "瓦": "W", "瓦时": "Wh", "帕": "Pa", "伏": "V", "安": "A", "焦": "J",
    "摩尔": "mol", "赫": "Hz", "赫兹": "Hz", "牛": "N", "欧姆": "Ω", "西弗": "Sv", "贝克": "Bq", "道尔顿": "Da",
}  # fmt: skip


def _load_prefixed(lexicon: Lexicon) -> None:
    """Prefixed units in Cyrillic, where case tells "мПа" from "МПа", and in Chinese."""
    for prefix, latin in _CYRILLIC_PREFIXES.items():
        for symbol, unit in _CYRILLIC_UNITS.items():
            alone = symbol == "См" and not prefix  # "см." opens references
            small = unit in {"g", "L", "s", "m"} and prefix in {"Т", "Г", "М"}  # "Тг" is tenge
            if len(prefix + symbol) > 1 and not small and not alone and latin + unit in lexicon.units:
                lexicon.symbols.add(prefix + symbol, latin + unit)
    for prefix, latin in _HAN_PREFIXES.items():
        for word, unit in _HAN_UNITS.items():
            if latin + unit in lexicon.units:
                lexicon.words.add(prefix + word, latin + unit)


def _load_scaled(lexicon: Lexicon) -> None:
    """Symbols that hold a magnitude: "Mt" is a million of t."""
    for word, factor, unit, *_ in _rows("scaled.tsv"):
        name = word.replace("/", "")  # "b/d" is one symbol; a stroke in a name would part a rate
        lexicon.symbols.add(word, name)
        lexicon.scaled[name] = (float(factor), unit)


def _load_currencies(lexicon: Lexicon) -> None:
    for code, signs, codes, english, russian, kazakh, chinese, *_ in _rows("currencies.tsv"):
        lexicon.units[code] = Unit(code, "money", None)
        for sign in _each(signs):
            lexicon.symbols.add(sign, code)
        for sign in _each(signs) + _each(codes):
            if not "\u4e00" <= sign <= "\u9fff":  # 元 only ever stands behind its figure
                lexicon.money_before.add(sign, code)
        for sign in _each(codes):
            if len(sign) > 2 or (sign[0].isupper() and sign[-1] == "$"):
                lexicon.symbols.add(sign, code)
            if len(sign) > 2 and sign.endswith("$"):
                lexicon.money_before.add(sign.lower(), code)
        for letter, scale, endings in (("k", 1e3, "k"), ("M", 1e6, "m mn"), ("B", 1e9, "bn")):
            for written in (letter + code, *(code + ending for ending in endings.split())):  # "MEUR", "EURm"
                lexicon.symbols.add(written, letter + code)
            for sign in _each(signs):
                if not sign.isalnum():
                    lexicon.symbols.add(letter + sign, letter + code)  # "k€"
            lexicon.scaled[letter + code] = (scale, code)
        for word in _each(english):
            lexicon.words.add(word, code)
            lexicon.words.add(plural(word), code)
        for word in _each(russian) + _each(kazakh) + _each(chinese):
            lexicon.words.add(word, code)


def _oblique(words: list[str]) -> list[str]:
    """The plural cases in -м and -х of the Russian plurals and singulars among `words`: "проверки", "проверках"."""
    made = []
    for word in words:
        stem, last = word[:-1], word[-1:]
        if last not in {"ы", "и", "а", "я"} or " " in word:
            continue
        soft = last == "я" or (last == "и" and stem[-1:] not in "гкхжчшщ")
        made += [stem + ("я" if soft else "а") + ending for ending in ("м", "х", "ми")]
    return made


def _declined(words: list[str]) -> list[str]:
    """The cases of the Kazakh words among `words` that are told in full: "үй", "үйдің"."""
    return [word + ending for word in words if word.isalpha() for ending in _KAZAKH_CASES]


def _load_nouns(lexicon: Lexicon) -> None:
    made: list[tuple[str, str]] = []
    for name, english, russian, kazakh, chinese, *_ in _rows("nouns.tsv"):
        lexicon.units.setdefault(name, Unit(name, "count", None))
        for word in _each(english):
            lexicon.nouns.add(word, name)
            lexicon.nouns.add(plural(word), name)
        for word in _each(russian) + _each(kazakh) + _each(chinese):
            lexicon.nouns.add(word, name)
            lexicon.noun_forms.add(word.rstrip("~"))
        made += [(word, name) for word in _oblique(_each(russian)) + _declined(_each(kazakh))]
    for word, name in made:  # what a table tells itself comes first
        lexicon.nouns.add(word, name)


def _load_phrases(lexicon: Lexicon) -> None:
    forms: dict[str, set[str]] = {}
    for kind, value, position, words, *_ in _rows("phrases.tsv"):
        number = kind in {"fold", "fraction"}
        for word in _each(words):
            if kind == "name":
                lexicon.names.add(word, value)
                continue
            entry = (kind, float(value)) if number else (kind, value)
            if position in {"before", "any"}:
                lexicon.before.setdefault(kind, PhrasesBefore()).add(word, entry)
            if position in {"after", "any"}:
                lexicon.after.setdefault(kind, Phrases()).add(word, entry)
            forms.setdefault(kind, set()).add(word)
            forms.setdefault(f"{kind} {value}", set()).add(word)
    for word in sorted(forms["label number"] | forms["label bare"]):
        if word.isascii() and word.isalpha() and len(word) > 2:  # "rows 4–9": two numbers or more
            lexicon.before["label"].add(plural(word), ("label", "plural"))
    forms["reached"] = forms["reach verb"] - {"to"}
    forms["compared plan"] = forms["plan"] | forms["target"]
    forms["moves"] = forms["up"] | forms["down"]
    forms["changing"] = forms["up verb"] | forms["down verb"] | forms["reach verb"]
    forms["kazakh"] = forms["function kk"] - forms["function ru"]
    forms["governing"] = forms["up verb"] | forms["down verb"] | forms["reach"] | forms["plan"]
    lexicon.forms = {kind: frozenset(words) for kind, words in forms.items()}


def _load_numbers(lexicon: Lexicon) -> None:
    for language, kind, value, words, *_ in _rows("numbers.tsv"):
        for word in _each(words):
            lexicon.numbers.setdefault(word, (kind, float(value), language))
            if language == "kk":
                for ending in _KAZAKH_CASES:
                    lexicon.numbers.setdefault(word + ending, (kind, float(value), language))
    for word in _NO_NUMBERS:
        lexicon.numbers.pop(word, None)


_LOADERS: tuple[Callable[[Lexicon], None], ...] = (
    _load_units,
    _load_prefixed,
    _load_scaled,
    _load_currencies,
    _load_nouns,
    _load_phrases,
    _load_numbers,
)


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """The tables, read once per process (some tens of milliseconds)."""
    loaded = Lexicon()
    for load in _LOADERS:
        load(loaded)
    return loaded
