"""How an Answer looks: as JSON by the contract, and as text for a terminal."""

from qa.render.figures import figure, period
from qa.render.json import answer_json, citation_json, quantity_json
from qa.render.labels import label
from qa.render.terminal import answer_text, marked, visible

__all__ = [
    "answer_json",
    "answer_text",
    "citation_json",
    "figure",
    "label",
    "marked",
    "period",
    "quantity_json",
    "visible",
]
