"""What a pronoun stands for, put in its place: in the case and at the place in the sentence that Russian wants."""

from __future__ import annotations

import re

from qa import question
from qa.dialogue import russian
from qa.dialogue.topic import content
from qa.dialogue.verbs import is_verb
from qa.text.forms import is_cyrillic

_NEXT_WORD = re.compile(r"\s+[^\W\d_]+")


def put(body: str, place: tuple[int, int], word: str, name: str) -> str:
    """`body` with `word` for the pronoun at `place`, which is one of the kind `name`."""
    ahead, rest = body[: place[0]], body[place[1] :]
    if question.question_language(body) == "ru" and is_cyrillic(word):
        if name == "place":
            # «Сколько там путей»: a place stands behind what is there.
            return f"{ahead}{rest.strip()} {word}"
        if name == "thing":
            if ahead and russian.gender(word):
                word = word[:1].lower() + word[1:]
            word = russian.standing_for(word, body[slice(*place)], ahead, rest.strip())
            if russian.is_verb(rest.strip()) and not russian.is_governed(ahead):
                # «Кто им управляет»: a noun stands behind the verb.
                return f"{ahead}{rest.strip()} {word}"
    return ahead + word + _less(rest, word)


def _less(rest: str, word: str) -> str:
    """What follows a pronoun, less a noun that the topic put in its place already says ("this port")."""
    noun = _NEXT_WORD.match(rest)
    said = {key.term for key in content(word)}
    own = {key.term for key in content(noun.group()) if not is_verb(key, noun.group(), True)} if noun else set()
    return rest[noun.end() :] if noun and own and own <= said else rest
