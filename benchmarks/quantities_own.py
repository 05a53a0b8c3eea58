"""Our own annotated sets: gold in the scorer's form, attributes beyond value and unit, and what went wrong."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from quantities_peers import mark
from quantities_scoring import canon, match, overlap, same_mark, value_tests

Sentence = Mapping[str, Any]
Pairs = list[tuple[list[Any], list[Any]]]


def figure(item: Mapping[str, Any]) -> str:
    """An item as shown: both ends and the unit."""
    return f"{item['lo']:g}..{item['hi']:g} {item['unit']}"


#: Up to three words (Chinese: characters) without a digit, or a sign, right before a figure: where a hedge can stand.
_LEAD = re.compile(r"(?:(?:[^\W\d]+|[~≈∼<>≤≥])\s*){0,3}$")
#: Characters looked back at for it.
_LEAD_LENGTH = 30


def own_gold(sentence: Sentence) -> list[dict[str, Any]]:
    """Our gold in the scorer's form; where bound and role list alternatives, so does the mark.

    `lead` is the earliest start that `same_span` lets pass.
    """
    items = []
    for q in sentence["gold"]:
        marks = {mark(bound, role) for bound in q["bound"].split(";") for role in q["role"].split(";")}
        before = _LEAD.search(sentence["text"], max(0, q["start"] - _LEAD_LENGTH), q["start"])
        lead = before.start() if before else q["start"]
        items.append({**q, "lo": q["low"], "hi": q["high"], "change": ";".join(sorted(marks)), "lead": lead})
    return items


def same_span(gold: Mapping[str, Any], read: Mapping[str, Any]) -> bool:
    """The same end, and a start at the figure or at words of hedging before it ("up to 420 cars")."""
    return bool(read["end"] == gold["end"] and gold["lead"] <= read["start"] <= gold["start"])


def words(text: str) -> set[str]:
    """What two subjects are compared by: the first five letters of each word, each Chinese character."""
    found = "".join(c if c.isalnum() else " " for c in text.lower())
    chinese = {c for c in found if "\u4e00" <= c <= "\u9fff"}
    return chinese | {w[:5] for w in found.split() if not ("\u4e00" <= w[0] <= "\u9fff")}


def same_subject(gold: str, read: str) -> bool:
    """At least half of the gold's words are read, and the subject read is no more than four times as long."""
    wanted, got = words(gold), words(read)
    return len(wanted & got) >= len(wanted) / 2 and len(got) <= 4 * len(wanted) + 4


def attributes(pairs: Pairs) -> dict[str, tuple[int, int]]:
    """Among gold items read with the right value in the right place: each attribute's right ones, of how many."""
    checks = {
        "bound": lambda g, r: r["bound"] in g["bound"].split(";"),
        "role": lambda g, r: r["role"] in g["role"].split(";"),
        "period": lambda g, r: r["period"] == g["period"],
        "subject": lambda g, r: same_subject(g["subject"], r["subject"]),
        "planned": lambda g, r: r["planned"] == g["planned"],
    }
    tally = {name: [0, 0] for name in checks}
    tests = value_tests(canon)
    for gold, read in pairs:
        placed = match(gold, read, lambda g, r: tests["V"](g, r) and overlap(g, r))
        for i, j in placed.items():
            for name, check in checks.items():
                if name in gold[i]:
                    tally[name][1] += 1
                    tally[name][0] += bool(check(gold[i], read[j]))
    return {name: (right, total) for name, (right, total) in tally.items()}


def failing(sentence: Sentence, gold: Sequence[Any], read: Sequence[Any]) -> list[str]:
    """What is wrong in one sentence of ours, a line each: missed, extra, or the attribute that differs."""
    tests = value_tests(canon)
    exact = match(gold, read, lambda g, r: tests["VU"](g, r) and overlap(g, r))
    lines = []
    for i, g in enumerate(gold):
        want = f"{g['surface']!r} = {figure(g)}"
        if i not in exact:
            near = [figure(r) for r in read if overlap(g, r)]
            lines.append(f"  missed {want}; read there: {', '.join(near) or 'nothing'}")
            continue
        r = read[exact[i]]
        for name in ("bound", "role", "period", "planned"):
            alternatives = str(g.get(name)).split(";") if name in ("bound", "role") else [g.get(name)]
            if name in g and r[name] not in alternatives:
                lines.append(f"  {g['surface']!r}: {name} should be {g[name]}, is {r[name]}")
        if "subject" in g and not same_subject(g["subject"], r["subject"]):
            lines.append(f"  {g['surface']!r}: subject should be about {g['subject']!r}, is {r['subject']!r}")
        if not same_mark(g, r):
            lines.append(f"  {g['surface']!r}: mark should be {g['change']}, is {r['change']}")
        if not same_span(g, r):
            lines.append(f"  {g['surface']!r}: span read as {sentence['text'][r['start'] : r['end']]!r}")
    spare = [r for j, r in enumerate(read) if j not in exact.values() and not any(overlap(g, r) for g in gold)]
    lines += [
        f"  extra {sentence['text'][r['start'] : r['end']]!r} = {r['lo']:g}..{r['hi']:g} {r['unit']}" for r in spare
    ]
    return lines
