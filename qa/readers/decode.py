"""Bytes to text: which encoding a file is in, and the one normalisation that every offset refers to."""

from __future__ import annotations

import codecs
import contextlib
import re
from typing import Final

from qa.text import clean

#: Byte order marks, longest first, since the UTF-32 mark begins like the UTF-16 one.
_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (b"\x84\x31\x95\x33", "gb18030"),
)
#: As much as is looked at to tell encodings and binaries apart; telling gets no better beyond.
_SAMPLE = 65_536
#: UTF-8 with at most one broken byte in a hundred characters is damaged UTF-8, not another encoding.
_DAMAGE = 0.01
#: Control characters beyond this share (and a handful) mean that the file is no text.
_BINARY, _HANDFUL = 0.02, 2
#: An encoding is believed when at least this share of its words could be words of its script.
_PLAUSIBLE = 0.6
#: Hanzi read as Cyrillic mix capitals and signs into every word; above this the text is Cyrillic.
_SURE = 0.85

_CONTROLS = re.compile("[\x01-\x08\x0e-\x1a\x1c-\x1f\x7f\ufffe\uffff]")
_CHARSET = re.compile(rb"(?:charset|encoding)\s*=\s*[\"']?\s*([A-Za-z0-9_\-:]+)", re.IGNORECASE)
_NULS = re.compile("\x00{4,}")
_WORD = re.compile(r"[^\W\d_]+")
_CYRILLIC_WORD = re.compile(r"[А-ЯЁӘҒҚҢӨҰҮҺІЄЇҐЎ]?[а-яёәғқңөұүһієїґў]+|[А-ЯЁӘҒҚҢӨҰҮҺІЄЇҐЎ]+")
#: Letters that the Kazakh standard RK 1048 puts where Windows-1251 has letters of Serbian and Macedonian.
_KAZAKH_BYTES = re.compile(b"[\x8d\x9d\xbc\xbe\xa2]")
#: The commonest letters of Russian and Kazakh, about 70% of running text.
_USUAL = frozenset("оеаинтсрвлкмыдқ")
#: Signs that Cyrillic texts share with all others.
_SIGNS = frozenset("«»„“”‘’–—…№·•§©°±\u00a0")
#: Letters and signs of western European texts in Windows-1252.
_WESTERN = frozenset("àâäáãåæçéèêëíîïìñóòôöõøúùûüßœÀÂÄÁÅÆÇÉÈÊÍÎÑÓÔÖØÚÜŒ€£¥²³µ½¼¡¿") | _SIGNS


def decode(data: bytes, declared: str | None = None) -> str | None:
    """The text of `data`: BOM dropped, line ends as LF, NULs and lone surrogates as U+FFFD; None if it is no text.

    `declared` is the encoding that the file itself names, believed where the bytes do not say otherwise.
    """
    text = _decode(data, declared)
    sample = text[:_SAMPLE]
    if len(_CONTROLS.findall(sample)) > _BINARY * len(sample) + _HANDFUL or _NULS.search(sample):
        return None
    return clean(text.replace("\r\n", "\n").replace("\r", "\n"))


def declared_charset(data: bytes) -> str | None:
    """The encoding that an HTML or XML file names in its first bytes."""
    match = _CHARSET.search(data[:2_048])
    return match[1].decode("ascii").lower() if match else None


def _decode(data: bytes, declared: str | None) -> str:
    for mark, name in _MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(name, errors="replace")
    wide = _wide(data[:_SAMPLE])
    if wide:
        return data.decode(wide, errors="replace")
    try:
        return data.decode("utf-8", errors="surrogatepass")
    except UnicodeDecodeError:
        lenient = data.decode("utf-8", errors="replace")
    if declared is not None:
        with contextlib.suppress(LookupError, UnicodeDecodeError):
            return data.decode(declared)
    if lenient.count("\ufffd") <= max(1, _DAMAGE * len(lenient)) and not lenient[:_SAMPLE].isascii():
        broken = lenient.count("\ufffd")
        if sum(character > "\x7f" for character in lenient[:_SAMPLE]) > 4 * broken:
            return lenient
    return data.decode(_legacy(data[:_SAMPLE]), errors="replace")


def _wide(sample: bytes) -> str | None:
    """The UTF-16 flavour of text without a byte order mark: blanks and line ends show on which side the zero is."""
    sample = sample[: len(sample) // 2 * 2]
    if not sample.count(0) > 0:
        return None
    best: tuple[float, str] | None = None
    for name in ("utf-16-le", "utf-16-be"):
        text = sample.decode(name, errors="replace")
        usual = sum(c in " \n\r\t" or (c.isalnum() and c < "\uac00") or c in ".,:;-–—%()。，、" for c in text)
        score = usual / len(text) - text.count("\ufffd") / len(text)
        if any(c in " \n。，" for c in text) and score > 0.9 and (best is None or score > best[0]):
            best = (score, name)
    return best[1] if best else None


def _legacy(sample: bytes) -> str:
    """The best guess for bytes that are not UTF-8: Chinese, Cyrillic by letter case, else what the library finds."""
    cyrillic = {name: _cyrillic_score(sample, name) for name in ("cp1251", "koi8_r", "cp866")}
    best = max(cyrillic, key=lambda name: cyrillic[name])
    chinese = _chinese_score(sample)
    if chinese >= _PLAUSIBLE and cyrillic[best] < _SURE:
        return "gb18030"
    if cyrillic[best] >= _PLAUSIBLE:
        return "kz1048" if best == "cp1251" and _KAZAKH_BYTES.search(sample) else best
    return _library_guess(sample)


def _cyrillic_score(sample: bytes, name: str) -> float:
    """The share of high letters in words with the letter case of Cyrillic words, weighted by how usual they are.

    Read in a wrong Cyrillic encoding, capitals and small letters change places or words mix scripts.
    """
    text = sample.decode("kz1048" if name == "cp1251" else name, errors="replace")
    high = good = 0
    for match in _WORD.finditer(text):
        word = match.group()
        if not word.isascii():
            high += len(word)
            good += len(word) if _CYRILLIC_WORD.fullmatch(word) else 0
    others = sum(c > "\x7f" and not c.isalpha() and c not in _SIGNS for c in text)
    if not high:
        return 0.0
    # Words all in capitals or all in small letters fit two encodings: the one with the commoner letters is right.
    usual = sum(c in _USUAL for c in text.casefold()) / high
    return good / (high + others) * (0.8 + 0.2 * usual)


def _chinese_score(sample: bytes) -> float:
    """The share of two-byte characters that are common hanzi or Chinese punctuation; 0 where GB18030 cannot be."""
    try:
        text = sample.decode("gb18030")
    except UnicodeDecodeError as error:
        # A sample cut from a long file may end within a character.
        if len(sample) < _SAMPLE or error.start < len(sample) - 4:
            return 0.0
        text = sample[: error.start].decode("gb18030")
    wide = [c for c in text if c > "\x7f"]
    if not wide:
        return 0.0
    return sum(_common(c) for c in wide) / len(wide)


def _common(character: str) -> bool:
    """Whether a character is a level-1 hanzi of GB 2312 (sorted by pronunciation: the common ones) or punctuation."""
    code = character.encode("gb18030")
    if len(code) != 2 or code[1] < 0xA1:
        return False
    return 0xB0 <= code[0] <= 0xD7 or 0xA1 <= code[0] <= 0xA3


def _library_guess(sample: bytes) -> str:
    """Windows-1252 where every sign is one of western Europe, else the guess of charset-normalizer."""
    if all(c in _WESTERN for c in sample.decode("cp1252", errors="replace") if c > "\x7f"):
        return "cp1252"
    import charset_normalizer

    best = charset_normalizer.from_bytes(sample).best()
    return best.encoding if best is not None else "cp1252"
