"""Chinese numerals: their characters and their values."""

from __future__ import annotations

DIGITS = {
    "零": 0, "〇": 0, "一": 1, "二": 2, "两": 2, "兩": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9,
    "俩": 2,
    "壹": 1, "贰": 2, "叁": 3, "肆": 4, "伍": 5, "陆": 6, "柒": 7, "捌": 8, "玖": 9,
    "壱": 1, "貳": 2, "參": 3, "陸": 6,
}  # fmt: skip
POWERS = {"十": 10, "百": 100, "千": 1000, "拾": 10, "佰": 100, "仟": 1000}
SCALES = {"万": 1e4, "亿": 1e8, "萬": 1e4, "億": 1e8, "兆": 1e12}
LARGE = SCALES | POWERS
ALL = frozenset(DIGITS) | frozenset(POWERS) | frozenset(SCALES)


#: From this power on a last digit without 零 stands for the next lower place.
_SHORT = 100


#: Digits as cheques write them that are also parts of words, with what stands before and behind them there.
_WORDS = {
    "陆": ("内大登着水海", "路地军续运港空域"), "陸": ("内內大登着水海", "路地军軍续續运運港空域"),
    "伍": ("队隊入退落行配", ""), "肆": ("放", "虐意"), "參": ("", "加与與观觀考赛賽展"),
}  # fmt: skip


def in_word(digit: str, before: str, after: str) -> bool:
    """Whether a digit is part of a word, by its neighbours: 内陆, 陆路, 队伍."""
    words = _WORDS.get(digit)
    return words is not None and ((before != "" and before in words[0]) or (after != "" and after in words[1]))


def neighbours(run: str) -> tuple[float, float] | None:
    """Two values said in one breath by neighbouring digits: 两三百 (200, 300), 二十七八 (27, 28), 三五 (3, 5)."""
    for at in range(len(run) - 1):
        one, other = DIGITS.get(run[at], 0), DIGITS.get(run[at + 1], 0)
        if not one or not (other == one + 1 or (one, other) == (3, 5)):
            continue
        if len(run) > 2 and all(char in DIGITS for char in run):
            return None  # a telephone number, a year
        low, high = value_of(run[: at + 1] + run[at + 2 :]), value_of(run[:at] + run[at + 1 :])
        return (low, high) if low is not None and high is not None else None
    return None


def value_of(run: str) -> float | None:
    """The value of Chinese numerals, by places (一百二十) or digit by digit (二〇二四); None if neither."""
    if not run:
        return None
    if all(char in DIGITS for char in run):
        if len(run) == 1:
            return float(DIGITS[run])
        return float("".join(str(DIGITS[char]) for char in run)) if len(run) < 16 else None
    total, section, digit, last, zero = 0.0, 0.0, -1, 1.0, False
    for char in run:
        if char in DIGITS:
            if digit > 0:
                return None
            digit, zero = DIGITS[char], zero or DIGITS[char] == 0
        elif char in POWERS:
            section += (digit if digit >= 0 else 1) * POWERS[char]
            digit, last, zero = -1, POWERS[char], False
        else:
            section, scale = section + max(digit, 0), SCALES[char]
            if total >= scale:
                total += section * scale  # 四亿五千万
            else:
                total = (total + section if section or total else 1.0) * scale
            section, digit, last, zero = 0.0, -1, scale, False
    if digit > 0 and last >= _SHORT and not zero:
        return total + section + digit * last / 10  # 二百五 is 250
    return total + section + max(digit, 0)
