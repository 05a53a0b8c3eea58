"""How an Answer looks: as JSON by the contract, as text for a terminal, and as files to take away."""

from qa.render.export import (
    DOCX,
    XLSX,
    citation_text,
    conversation_docx,
    conversation_markdown,
    figures_csv,
    figures_xlsx,
    readings_csv,
)
from qa.render.figures import figure, number, other_period, period
from qa.render.json import answer_json, citation_json, quantity_json
from qa.render.labels import label
from qa.render.terminal import answer_text, in_line, marked, visible

__all__ = [
    "DOCX",
    "XLSX",
    "answer_json",
    "answer_text",
    "citation_json",
    "citation_text",
    "conversation_docx",
    "conversation_markdown",
    "figure",
    "figures_csv",
    "figures_xlsx",
    "in_line",
    "label",
    "marked",
    "number",
    "other_period",
    "period",
    "quantity_json",
    "readings_csv",
    "visible",
]
