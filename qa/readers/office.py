"""What Word, PowerPoint and Excel files say about themselves in their core properties."""

from __future__ import annotations

from typing import Any

from qa.readers.draft import Facts

#: Names that programs put where no person did.
_NOBODY = frozenset(
    (
        "python-docx",
        "openpyxl",
        "microsoft office user",
        "user",
        "admin",
        "administrator",
        "windows user",
        "пользователь",
    )
)
#: Titles that programs put where no person did.
_NO_TITLE = frozenset(("powerpoint presentation", "презентация powerpoint", "word document", "document", "untitled"))
#: The libraries' own templates carry dates up to this year; such dates say nothing about the file.
_TEMPLATE_YEAR = 2013


def state_properties(facts: Facts, properties: Any) -> None:
    """State the title, date, language and authors in the core `properties` of an Office file."""
    if (properties.title or "").strip().lower() not in _NO_TITLE:
        facts.state("title", properties.title, "metadata")
    created = properties.created or properties.modified
    if created is not None and created.year > _TEMPLATE_YEAR:
        facts.created = created.date().isoformat()
    facts.state("language", properties.language, "metadata")
    author = getattr(properties, "author", None) or getattr(properties, "creator", None) or ""
    if author.strip().lower() not in _NOBODY:
        facts.authors = tuple(part.strip() for part in author.split(";") if part.strip())
