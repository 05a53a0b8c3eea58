"""Foreign names in Chinese characters: found where they stand, and known for those in Latin or Cyrillic letters."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.text.glossary import keys
from qa.text.namesakes import same
from qa.text.transcription import bucket, sounds_like, spoken, transcribed

#: Names as Chinese newspapers write them, with their spelling in letters; some of them real, none in the glossary.
PAIRS = [
    ("卡尔斯鲁厄", "Carlow", False),
    ("卡尔维诺", "Calvino", True),
    ("塞尔马拉", "Selmara", True),
    ("萨尔马坦", "Сармата", False),
    ("巴尔加拉", "Balgara", True),
    ("托尔比", "Толби", True),
    ("埃斯克福尔", "Эскфолл", True),
    ("热兹达拉", "Жездала", True),
    ("梅斯卡拉", "Melbourne", False),
    ("斯通海德", "Stone", False),
    ("杰特库姆", "Zhetisai", False),
    ("巴赫图尔", "Baikonur", False),
]


@pytest.mark.parametrize(("chinese", "letters", "one"), PAIRS)
def test_names_are_known_by_their_consonants(chinese: str, letters: str, one: bool) -> None:
    """A transcribed name is the name in letters that has its consonants, and no other."""
    (name,) = [key for key in keys(chinese, "zh") if key.sound]
    other = [key for key in keys(f"· {letters}", "en" if letters.isascii() else "ru") if key.sound][-1]
    assert same(name, other) is one
    assert same(other, name) is one


def test_names_are_cut_from_the_words_around_them() -> None:
    """A name ends where a known word begins, though that is written with characters that spell names."""
    terms = [key.term for key in keys("铁米拉特利率与塞尔马拉铁路", "zh")]
    assert terms == ["铁米拉特", "=interest", "塞尔马拉", "=rail"]


def test_names_of_the_table_stay_concepts() -> None:
    """A transcribed name that the glossary knows is its concept."""
    assert [key.term for key in keys("阿拉木图和乌鲁木齐", "zh")] == ["=almaty", "=urumqi"]


@pytest.mark.parametrize("text", ["西南地区的海运保险", "本地理发店", "因为通过大门", "加工出口"])
def test_ordinary_words_are_no_names(text: str) -> None:
    """Words written with characters that names are spelt with as well are left alone."""
    assert transcribed(text) == []


@given(st.text(alphabet="塞尔马拉斯通海德铁金的在2024年·abc", max_size=30))
def test_places_are_in_order_and_inside(text: str) -> None:
    """Names found stand inside the text, apart from each other, and have a sound."""
    found = transcribed(text)
    assert all(0 <= start < end <= len(text) and spoken(text[start:end]) for start, end in found)
    assert all(one[1] <= other[0] for one, other in pairwise(found))


@given(
    st.text(alphabet="abdeghiklmnorstuvz", min_size=1, max_size=12), st.text(alphabet="abdeghiklmnorstuvz", max_size=12)
)
def test_names_that_sound_alike_share_a_bucket(one: str, other: str) -> None:
    """Whatever sounds alike is looked for in one place."""
    if sounds_like(one, other):
        assert bucket(one) == bucket(other)
