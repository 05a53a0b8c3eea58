"""Write down the forms of the glossary's words, so that no start of the program has to make them.

    python eval/glossary_forms.py

Run it after every change of qa/text/data/glossary.tsv; words that are not in the files are made as they are read.
"""

from __future__ import annotations

from pathlib import Path

from qa.text.forms import STORED, made_forms
from qa.text.spellings import entries, language_of, words_of

DATA = Path(__file__).parents[1] / "qa" / "text" / "data"


def forms(language: str) -> dict[str, str]:
    """The forms of each word of the table in `language`, as the file has them."""
    words = {
        word
        for entry in entries().values()
        for column, variants in entry.variants.items()
        for variant in variants
        if language_of(variant, column) == language
        for word in words_of(variant)
    }
    return {
        word: " ".join(sorted(form.removeprefix(f"{language}:") for form in made_forms(word, language)))
        for word in sorted(words)
    }


def main() -> None:
    """Write a file for each language."""
    for language in STORED:
        lines = [f"{word}\t{made}\n" for word, made in forms(language).items()]
        (DATA / f"forms-{language}.tsv").write_text("".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
