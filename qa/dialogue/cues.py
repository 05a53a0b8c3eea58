"""How follow-ups are worded: the editable patterns of `data/cues.toml`, compiled once."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Cues:
    """The compiled patterns.

    `shifts` hold a sign, how many months a step is, and a pattern whose first filled group is the number of steps.
    """

    lead: re.Pattern[str]
    tail: re.Pattern[str]
    asking: re.Pattern[str]
    polite: re.Pattern[str]
    rest: re.Pattern[str]
    now: re.Pattern[str]
    when: re.Pattern[str]
    hereafter: re.Pattern[str]
    finally_: re.Pattern[str]
    counted_there: re.Pattern[str]
    comes_to: re.Pattern[str]
    growth: re.Pattern[str]
    announced: re.Pattern[str]
    returning: re.Pattern[str]
    back_to: re.Pattern[str]
    said: re.Pattern[str]
    said_what: re.Pattern[str]
    more_said: re.Pattern[str]
    empty: re.Pattern[str]
    derived: re.Pattern[str]
    further: re.Pattern[str]
    only: re.Pattern[str]
    so: re.Pattern[str]
    goal: re.Pattern[str]
    known: re.Pattern[str]
    echo: re.Pattern[str]
    earlier: re.Pattern[str]
    later: re.Pattern[str]
    back: re.Pattern[str]
    grown: re.Pattern[str]
    part_of: re.Pattern[str]
    reason: re.Pattern[str]
    in_total: re.Pattern[str]
    of_works: re.Pattern[str]
    why_moved: re.Pattern[str]
    wide: re.Pattern[str]
    why_so: re.Pattern[str]
    until_then: re.Pattern[str]
    since: re.Pattern[str]
    owned: re.Pattern[str]
    opposites: dict[str, str]
    past: dict[str, re.Pattern[str]]
    present: dict[str, re.Pattern[str]]
    pronouns: dict[str, re.Pattern[str]]
    shifts: tuple[tuple[int, int, re.Pattern[str]], ...]
    numbers: dict[str, int]


@lru_cache(maxsize=1)
def cues() -> Cues:
    """The table as compiled patterns."""
    table = tomllib.loads((files("qa.dialogue") / "data" / "cues.toml").read_text(encoding="utf-8"))
    return Cues(
        lead=_compiled(table["lead"], "^\\s*(?:{})\\s*"),
        tail=_compiled(table["tail"], "(?:{})\\s*(?=[?？.。!]*\\s*$)"),
        asking=_compiled(table["asking"], "{}"),
        polite=_compiled(table["polite"], "\\W*(?:{})\\W*"),
        rest=_compiled(table["rest"], "{}"),
        now=_compiled(table["now"], "{}"),
        when=_compiled(table["when"], "{}"),
        hereafter=_compiled(table["hereafter"], "{}"),
        finally_=_compiled(table["finally"], "{}"),
        counted_there=_compiled(table["counted_there"], "{}"),
        comes_to=_compiled(table["comes_to"], "{}"),
        growth=_compiled(table["growth"], "{}"),
        returning=_compiled(table["returning"], "{}"),
        back_to=_compiled(table["back_to"], "{}"),
        said=_compiled(table["said"], "{}"),
        said_what=_compiled(table["said_what"], "{}"),
        more_said=_compiled(table["more_said"], "{}"),
        empty=_compiled(table["empty"], "{}"),
        further=_compiled(table["further"], "{}"),
        only=_compiled(table["only"], "{}"),
        so=_compiled(table["so"], "{}"),
        goal=_compiled(table["goal"], "{}"),
        derived=_compiled(table["derived"], "{}"),
        announced=_compiled(table["announced"], "{}"),
        known=_compiled(table["known"], "{}"),
        echo=_compiled(table["echo"], "{}"),
        earlier=_compiled(table["earlier"], "{}"),
        later=_compiled(table["later"], "{}"),
        back=_compiled(table["back"], "{}"),
        grown=_compiled(table["grown"], "{}"),
        reason=_compiled(table["reason"], "{}"),
        in_total=_compiled(table["in_total"], "(?:{})"),
        of_works=_compiled(table["of_works"], "{}"),
        why_moved=_compiled(table["why_moved"], "{}"),
        wide=_compiled(table["wide"], "{}"),
        why_so=_compiled(table["why_so"], "{}"),
        part_of=_compiled(table["part_of"], "{}"),
        until_then=_compiled(table["until_then"], "{}"),
        since=_compiled(table["since"], "(?:{})\\s+(?:the\\s+)?$"),
        owned=_compiled(table["owned"], "{}"),
        opposites={one: other for pair in table["opposites"] for one, other in (pair, pair[::-1])},
        past={code: _compiled(patterns, "{}") for code, patterns in table["past"].items()},
        present={code: _compiled(patterns, "{}") for code, patterns in table["present"].items()},
        pronouns={name: _compiled(patterns, "{}") for name, patterns in table["pronouns"].items()},
        shifts=tuple((row["sign"], row["months"], _compiled(row["any"], "{}")) for row in table["shift"]),
        numbers={word: int(number) for number, words in table["small_numbers"].items() for word in words},
    )


def _compiled(patterns: list[str], frame: str) -> re.Pattern[str]:
    return re.compile(frame.format("|".join(f"(?:{pattern})" for pattern in patterns)), re.IGNORECASE)
