"""Streamlit's own words ("Upload", "No results", the menus of a table) in the language of the interface.

Streamlit lets nobody set them: they are English, whatever the browser asks for. A script that holds no text of its own
puts the words of `widgets.tsv` in their place, in the parts of widgets that it knows by name and nowhere else: what
documents say is in none of them. It also tells the browser in which language the page is.
"""

from __future__ import annotations

import json
import re
from functools import lru_cache
from pathlib import Path
from typing import Any

import streamlit as st

from browser.texts import LANGUAGES

_SCRIPT = """
const PARTS = ["stDataFrameColumnMenu", "stDataFrameColumnFormattingMenu", "stDataFrameColumnVisibilityMenu",
  "stDataFrameStatisticsMenu", "search-result-area", "stTooltipContent", "stElementToolbar", "InputInstructions",
  "stFileUploader", "stSkipToContent", "stDialog", "stMultiSelectDropdown", "stSelectboxVirtualDropdown",
  "stStatusWidget", "stConnectionStatus", "stMainMenuPopover", "stToast"];
const TEXTS = PARTS.map((name) => `[data-testid="${name}"]`).join() + ',.gdg-search-bar,[role="tooltip"],[aria-live]';
const NAMES = ["aria-label", "title", "placeholder", "aria-roledescription"];
// What is ours, or a document's: an option that Streamlit adds to a list has a key that begins with "__", or none.
const OURS = '.qa, canvas, textarea, pre, [role="option"][data-key]:not([data-key^="__"]), '
  + '[data-testid="stFileChipName"]';
const before = new WeakMap();
let words = {}, slots = [], watching = null;

const spoken = (english) => {
  const trimmed = english.trim();
  if (Object.hasOwn(words, trimmed)) return english.replace(trimmed, () => words[trimmed]);
  for (const [pattern, shown] of slots) {
    const found = trimmed.match(pattern);
    if (found) return shown.replace(/\\{(\\w+)\\}/g, (_, name) => found.groups[name]);
  }
  return english;
};
const put = (owner, name, value, set) => {
  if (!value || !value.trim()) return;
  const kept = before.get(owner) ?? {};
  const english = kept[name]?.shown === value ? kept[name].english : value;
  const shown = spoken(english);
  if (shown === value) return;
  kept[name] = { english, shown };
  before.set(owner, kept);
  set(shown);
};
const text = (node) => {
  const parent = node.parentElement;
  if (parent && parent.closest(TEXTS) && !parent.closest(OURS))
    put(node, "text", node.nodeValue, (shown) => { node.nodeValue = shown; });
};
const attributes = (element) => {
  if (element.closest(OURS)) return;
  for (const name of NAMES)
    if (element.hasAttribute(name))
      put(element, name, element.getAttribute(name), (shown) => element.setAttribute(name, shown));
};
const visit = (root) => {
  if (root.nodeType === Node.TEXT_NODE) return text(root);
  if (root.nodeType !== Node.ELEMENT_NODE || root.closest(".qa, canvas")) return;
  attributes(root);
  root.querySelectorAll(NAMES.map((name) => `[${name}]`).join()).forEach(attributes);
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) text(walker.currentNode);
};
const changed = (records) => {
  for (const record of records)
    if (record.type === "childList") record.addedNodes.forEach(visit);
    else if (record.type === "characterData") text(record.target);
    else attributes(record.target);
};
export default function ({ data }) {
  if (document.documentElement.lang === data.language && watching) return;
  document.documentElement.lang = data.language;
  words = JSON.parse(data.words);
  slots = JSON.parse(data.slots).map(([pattern, shown]) => [new RegExp(pattern), shown]);
  watching?.disconnect();
  visit(document.body);
  watching = new MutationObserver(changed);
  watching.observe(document.body,
    { subtree: true, childList: true, characterData: true, attributes: true, attributeFilter: NAMES });
}
"""


@lru_cache(maxsize=1)
def table() -> dict[str, dict[str, str]]:
    """What Streamlit says, as it says it, with its translations by language. {…} is filled in."""
    path = Path(__file__).with_name("widgets.tsv")
    rows = (line.split("\t") for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("#"))
    return {row[0]: dict(zip(LANGUAGES, row, strict=True)) for row in rows}


@lru_cache(maxsize=len(LANGUAGES))
def told(language: str) -> dict[str, str]:
    """What the script is given: whole words, and those with something filled in as patterns of JavaScript.

    As JSON: for whatever is not plain text Streamlit loads pandas, 65 MB of it.
    """
    rows = {english: row[language] for english, row in table().items() if row[language] != english}
    words = {english: shown for english, shown in rows.items() if "{" not in english}
    slots = [[_pattern(english), shown] for english, shown in rows.items() if "{" in english]
    return {"language": language, "words": json.dumps(words), "slots": json.dumps(slots)}


def _pattern(english: str) -> str:
    parts = re.split(r"\{(\w+)\}", english)  # words and names of slots by turns
    body = "".join(f"(?<{part}>.+)" if place % 2 else re.escape(part) for place, part in enumerate(parts))
    return f"^{body}$"


@lru_cache(maxsize=1)
def _component() -> Any:
    return st.components.v2.component("askcorpus_widgets", js=_SCRIPT)


def translated(language: str) -> None:
    """Let what Streamlit says by itself be said in `language`, on this page and until another one is chosen."""
    _component()(key="widgets", data=told(language))
