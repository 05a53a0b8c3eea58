"""Why this answer: what the question was understood to ask, and the evidence that the choice rests on."""

from __future__ import annotations

from browser.look import Look
from browser.markup import escape
from browser.texts import named
from qa.render import period
from qa.text.glossary import variants
from qa.types import Answer, Headline, Query

#: Evidence nearer to 0 than this is not worth a line.
SAYS_NOTHING = 0.05


def why(answer: Answer, headline: Headline, look: Look) -> str:
    """What was understood, then the evidence, strongest first."""
    say, rows = look.say, []
    if answer.query is not None:
        line = " · ".join(part for part in understood(answer.query, look) if part)
        rows.append(f'<dt class="all">{escape(say("understood_kind"))}</dt><dd class="all">{escape(line)}</dd>')
    told = [(name, value) for name, value in headline.evidence.items() if abs(value) >= SAYS_NOTHING]
    for name, value in sorted(told, key=lambda item: -abs(item[1])):
        width = round(min(abs(value), 1.0) * 60)
        bar = f'<span class="bar" style="width:{width}%" aria-hidden="true"></span>'
        rows.append(f"<dt>{escape(named(say, 'evidence', name))}</dt><dd>{bar}{value:+.2f}</dd>")
    took = say("took", milliseconds=round(answer.timings_ms.get("total", 0)), passages=answer.index.passages)
    return (
        f"<details><summary>{escape(say('why'))}</summary><dl>{''.join(rows)}</dl>"
        f'<p class="qa-dim">{escape(took)}</p></details>'
    )


def understood(query: Query, look: Look) -> list[str]:
    """Kind of answer, unit or dimensions, period, role and subject, in the interface's language."""
    dimensions = [named(look.say, "dimension", name) for name in sorted(query.dimensions)]
    return [
        named(look.say, "kind", query.kind.value),
        ", ".join(sorted(query.units) or dimensions),
        period(query.period),
        look.say(f"role_{query.role.value}") if query.role else "",
        ", ".join(dict.fromkeys(_word(term, query, look.language) for term in query.subject)),
    ]


def _word(term: str, query: Query, language: str) -> str:
    """A term of the subject as a word: a concept as `language` calls it, a stem as the question has it."""
    if term.startswith("="):
        return next(iter(variants(term, language)), term.removeprefix("="))
    words = query.text.casefold().split()
    return next((word.strip("?!.,:;«»“”\"'()") for word in words if word.lstrip("«“\"'(").startswith(term)), term)
