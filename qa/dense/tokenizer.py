"""The vocabulary of the bundled model as a tokenizer of the library `tokenizers`."""

from __future__ import annotations

import struct
from collections.abc import Mapping
from typing import TYPE_CHECKING

from qa.dense.weights import Vocabulary

if TYPE_CHECKING:
    from tokenizers import Tokenizer

#: What SentencePiece writes for a space.
SPACE = "▁"

# A unit of a darts-clone double array, 32 bits: the label in bits 0–7, whether a value hangs below in bit 8, and the
# offset in bits 10–31, which bit 9 would shift by 8. A unit that is a value has bit 31 set.
_LEAF_BELOW = 1 << 8
_IS_VALUE = 1 << 31
_OFFSET_SHIFT = 10
#: Offsets above this would need the shifted form, which this writer does not use: 21 bits of units are far more than a
#: character map needs.
_MAX_OFFSET = 1 << 21


def tokenizer(vocabulary: Vocabulary) -> Tokenizer:
    """The XLM-RoBERTa pipeline: character map, one space for many, ▁ for spaces, unigram pieces, ``<s> … </s>``.

    Neither truncates nor pads.
    """
    from tokenizers import Regex, Tokenizer, decoders, models, normalizers, pre_tokenizers, processors

    pieces = list(zip(vocabulary.pieces(), vocabulary.scores.tolist(), strict=True))
    result = Tokenizer(models.Unigram(pieces, vocabulary.unknown, byte_fallback=False))
    result.normalizer = normalizers.Sequence(
        [normalizers.Precompiled(character_map(vocabulary.characters)), normalizers.Replace(Regex(" {2,}"), " ")]
    )
    result.pre_tokenizer = pre_tokenizers.Metaspace(SPACE, prepend_scheme="always")
    result.decoder = decoders.Metaspace(SPACE, prepend_scheme="always")
    start, end = vocabulary.piece(vocabulary.start), vocabulary.piece(vocabulary.end)
    result.post_processor = processors.TemplateProcessing(
        single=f"{start} $A {end}",
        pair=f"{start} $A {end} {end} $B {end}",
        special_tokens=[(start, vocabulary.start), (end, vocabulary.end)],
    )
    return result


def character_map(characters: Mapping[str, str]) -> bytes:
    """A character map in SentencePiece's precompiled form, which `normalizers.Precompiled` reads.

    The form is the size of a double-array trie, the trie over UTF-8 bytes, and the replacements, each ended by NUL;
    the trie's values are offsets into them.
    """
    replacements = bytearray()
    places: dict[str, int] = {}
    trie: _Node = _Node()
    for character, replacement in sorted(characters.items()):
        if replacement not in places:
            places[replacement] = len(replacements)
            replacements += replacement.encode() + b"\x00"
        node = trie
        for byte in character.encode():
            node = node.children.setdefault(byte, _Node())
        node.value = places[replacement]
    units = _double_array(trie)
    packed = struct.pack(f"<{len(units)}I", *units)
    return struct.pack("<I", len(packed)) + packed + bytes(replacements)


class _Node:
    """A node of the byte trie; `value` is None where no key ends."""

    def __init__(self) -> None:
        self.children: dict[int, _Node] = {}
        self.value: int | None = None

    def labels(self) -> list[int]:
        """The labels of the units below: 0 for a value, then the bytes."""
        return ([] if self.value is None else [0]) + sorted(self.children)


def _double_array(root: _Node) -> list[int]:
    """Lay the trie out so that the child `label` of the node at `place` stands at place ^ offset ^ label."""
    units = [0] * 256
    used = {0}
    bases: set[int] = set()  # two nodes on one base would find each other's children
    inner = leaf = 1  # where the search for a base goes on, so that the whole is linear; leaves fill the gaps
    waiting = [(0, root)]
    while waiting:
        place, node = waiting.pop()
        labels = node.labels()
        if node.children:
            base = inner = _free_base(inner, labels, used, bases)
        else:
            base = leaf = _free_base(leaf, labels, used, bases)
        bases.add(base)
        units += [0] * ((base | 255) + 1 - len(units))
        offset = place ^ base
        if offset >= _MAX_OFFSET:
            raise ValueError("the character map is too large for its form")
        units[place] |= offset << _OFFSET_SHIFT
        if node.value is not None:
            units[place] |= _LEAF_BELOW
            units[base] = _IS_VALUE | node.value
        for label in labels:
            used.add(base ^ label)
            if label:
                units[base ^ label] = label
                waiting.append((base ^ label, node.children[label]))
    return units


def _free_base(start: int, labels: list[int], used: set[int], bases: set[int]) -> int:
    """The first base from `start` on that no node has and whose places for `labels` are all free."""
    base = start
    while base in bases or any(base ^ label in used for label in labels):
        base += 1
    return base
