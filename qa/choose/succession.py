"""Who followed whom in an office: the one replaced answers who held it before, not who holds it."""

from __future__ import annotations

import re

from qa.types import AnswerKind, Candidate, Query, Span

#: So many characters before and behind a name tell whether he or she was replaced.
_REACH = 70
#: What may stand between such words and a name.
_TITLES = r"(?:\b(?:the|mr|mrs|ms|dr|former|his|her|its)\b\.?\s*)*$"
#: What stands before the name of somebody replaced, and behind it; Kazakh says it behind.
_BEFORE = re.compile(
    rf"(?:\b(?:in\s+place\s+of|instead\s+of|replac(?:es|ed|ing)|succeed(?:s|ed|ing)|tak(?:es|ing)\s+over\s+from|follow(?:s|ed))\s+"
    rf"|\b(?:took|takes|taking)\s+over\b[^.;]{{0,60}}\bfrom\s+|\bpredecessor,?\s+){_TITLES}"
    r"|\b(?:вместо|на\s+смену|на\s+место|преемни\w+|предшественни\w+|"
    r"(?<!его )(?<!её )(?<!ее )(?<!их )(?:сменил|сменяет|заменил)[аи]?)\s+"
    r"(?:\b(?:ушедш|бывш|прежн)\w+\s+)?$"
    r"|(?:接替|取代|接任|前任)[^，。；]{0,6}$",
    re.IGNORECASE,
)
_BEHIND = re.compile(
    r"^(?:,?\s*(?:who\s+)?(?:has\s+|had\s+)?(?:been\s+|was\s+)(?:replaced|succeeded)\s+by\b"
    r"|,?\s+who\s+(?:has\s+|had\s+)?(?:retired|resigned|left|stepped\s+down)\b"
    r"|['’]s\s+successor\b"
    r"|\w*\s+(?:орнын\s+басты|орнына)"
    r"|[^.;]{0,60}\b(?:его|её|ее|(?:his|her)(?=\s+duties\b|\s+work\b))\s+(?:обязанности|duties|work)\b"
    r"|,?\s+котор(?:ый|ая)\s+(?:ушёл|ушел|ушла|покинул)\w*)",
    re.IGNORECASE,
)
#: What stands before the name of who follows somebody.
_FOLLOWS = re.compile(
    rf"(?:\b(?:his|her|its|their|the)\s+successor\s+(?:will\s+be|is|was|,)\s*|\b(?:replaced|succeeded)\s+by\s+|"
    rf"\bhand(?:s|ed)?\s+over\s+to\s+){_TITLES}"
    r"|\bпреемник\w*\s+(?:стан\w+|стал\w*|будет|назначен\w*)\s+$|\bна\s+смену\b[^.;]{2,40}\bприш\w+\s+$|\bорнына\s+$|(?:接任者|继任者)(?:为|是)$",
    re.IGNORECASE,
)
_ASKS_NEXT = re.compile(
    r"\bwho\s+(?:\w+\s+)?(?:replac|succeed|follow|took\s+over|takes?\s+over)\w*|\bsuccessor\b|\b(?:next|new|incoming)\b|\b(?:будущ|следующ|нов)(?:ый|ая|ого|ую|им)\b|\b(?:келесі|жаңа)\b|下一任|新任|\bкто\s+(?:\w+\s+)?(?:смен|замен)\w+|\bпреемник|"
    r"\bорнына\s+кім|\bкім\s+(?:алмастыр|ауыстыр)|接替|继任",
    re.IGNORECASE,
)
#: That somebody is another's deputy, before the name and behind it.
_DEPUTY_BEFORE = re.compile(
    r"(?:\b(?:deputy|vice)[- ](?:[\w-]+\s+){0,3}|"
    r"\b(?:заместител\w+|зам\.|вице-)\s*(?:[\w-]+\s+){0,5}|\bорынбасары\s+|副[^，。；]{1,6})$",
    re.IGNORECASE,
)
_DEPUTY_BEHIND = re.compile(
    r"^(?:,\s*|\s[–—]\s)(?:(?:the|first|second|its|senior)\s+)*(?:deputy|vice)\b|^(?:,\s*|\s[–—]\s)(?:перв\w+\s+)?(?:заместител\w+|зам\.|вице-)",
    re.IGNORECASE,
)
_ASKS_DEPUTY = re.compile(r"\b(?:deputy|vice)\b|\b(?:заместител|зам\b|вице)|орынбасар|副", re.IGNORECASE)
#: An office asked about, of which a deputy holds none.
_OFFICE = re.compile(
    r"\b(?:chair|minister|director|president|head|chief|mayor|manager|leads?|runs?)|\b(?:председател|министр|директор|президент|глав|начальник|"
    r"руковод|возглав|мэр|аким)|төраға|министр|директор|басшы|бастық|басқар|әкім|主席|部长|主任|总裁|经理|董事长|局长|站长|关长|市长|负责人|首席",
    re.IGNORECASE,
)
#: Asks who it was before.
_ASKS_BEFORE = re.compile(
    r"\b(?:before|previous(?:ly)?|former(?:ly)?|predecessor|earlier|used\s+to|replaced\s+by\s+\w+|left)\b"
    r"|\b(?:раньше|до\s+(?:него|неё|нее|этого|(?-i:[А-ЯЁ])\w+)|прежн\w+|бывш\w+|предыдущ\w+|предшест\w+|ранее)\b"
    r"|\b(?:бұрынғы|бұрын|оған\s+дейін|алдыңғы)|前任|之前|以前|原先|原任",
    re.IGNORECASE,
)


def replaced(query: Query, candidate: Candidate, own: Span, text: str) -> float:
    """1 where who was replaced, or who follows, is asked and named, -1 where that is not asked; 0 where nobody was.

    A deputy holds the office that is asked about as little as who held it before.
    """
    if candidate.kind is not AnswerKind.PERSON:  # a road that follows a river replaces nobody
        return 0.0
    before, behind = text[max(0, own.start - _REACH) : own.start], text[own.end : own.end + _REACH]
    if _FOLLOWS.search(before) and _ASKS_NEXT.search(query.text):
        return 1.0
    if _DEPUTY_BEFORE.search(before) or _DEPUTY_BEHIND.match(behind):
        return -1.0 if _OFFICE.search(query.text) and not _ASKS_DEPUTY.search(query.text) else 0.0
    if not (_BEFORE.search(before) or _BEHIND.search(behind)):
        return 0.0
    return 1.0 if _ASKS_BEFORE.search(query.text) else -1.0
