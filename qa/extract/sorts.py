"""Whether a name can be of the sort asked for: no country is a town, no sea a port, "Chinese" nobody's name."""

from __future__ import annotations

import re

from qa.text.glossary import keys
from qa.types import AnswerKind, Query

#: What lies in a country or at a sea, and is neither.
_TOWNS = frozenset(
    f"={sort}"
    for sort in ("city", "port", "station", "village", "airport", "border", "crossing", "district", "province")
)
_WATERS = frozenset({"=river", "=sea"})
_COUNTRY = "=country"
#: How a country's adjective ends, among the words that are known for one; those of English that end like none.
_ADJECTIVE = re.compile(
    r"\w+(?:ese|ish|sian|anian|ongolian|orgian|menian|stani|aijani)|Sino|Kazakh|Uzbek|Kyrgyz|Tajik|Turkmen|Azeri|Afghan|"
    r"German|\w+(?:ск|цк)(?:ий|ая|ое|ие|ого|ому|им|ом|ой|ую|их|ими)",
    re.IGNORECASE,
)
#: Names of waters say themselves what they are.
_WATER = re.compile(
    r"\b(?:sea|ocean|river|lake|reservoir|bay|strait|море|моря|морю|океан\w*|рек[аи]|озер[оа]|водохранилищ\w+|"
    r"теңізі\w*|өзені\w*|көлі\w*)\b|[海河湖]$",
    re.IGNORECASE,
)
#: A name's own word, which says the opposite: "Port of the Black Sea", "Sea Terminal".
_AT_WATER = re.compile(r"\b(?:port|terminal|station|порт\w*|станци\w+|вокзал\w*)\b|[港站]$", re.IGNORECASE)


def may_be(name: str, language: str, query: Query) -> bool:
    """Whether `name` can be what `query` asks for by name."""
    wanted, sort = query.kind, query.sort
    if _COUNTRY not in sort and _ADJECTIVE.fullmatch(name) and _is_country(name, language):
        return False
    if wanted is not AnswerKind.PLACE or sort.isdisjoint(_TOWNS | _WATERS):
        return True
    at_water = not sort.isdisjoint(_WATERS) or not _WATER.search(name) or _AT_WATER.search(name)
    return bool(at_water) and not _is_country(name, language)


def _is_country(name: str, language: str) -> bool:
    """Whether every name in these words is a country's."""
    known = [key for key in keys(name, language) if key.is_name]
    return bool(known) and all(key.kind == "country" for key in known)
