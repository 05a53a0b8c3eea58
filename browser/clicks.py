"""Copy buttons and links inside cards: one small script for the page, instead of a widget for every one of them.

Links are real addresses and work without it; with it they open within the session. Only fixed code runs here; what is
copied comes out of a data attribute as base64.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import streamlit as st

_SCRIPT = """
export default function ({ setTriggerValue }) {
  const copy = async (button) => {
    const bytes = Uint8Array.from(atob(button.dataset.copy), (c) => c.charCodeAt(0));
    const text = new TextDecoder().decode(bytes);
    try { await navigator.clipboard.writeText(text); }
    catch {
      const area = document.createElement("textarea");
      area.value = text; document.body.append(area); area.select(); document.execCommand("copy"); area.remove();
    }
    const label = button.textContent;
    button.textContent = button.dataset.done;
    setTimeout(() => { button.textContent = label; }, 1500);
  };
  const onClick = (event) => {
    const button = event.target.closest?.("button[data-copy]");
    if (button) { copy(button); return; }
    const link = event.target.closest?.(".qa a.go");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    setTriggerValue("go", link.getAttribute("href"));
  };
  document.addEventListener("click", onClick);
  return () => document.removeEventListener("click", onClick);
}
"""
_KEPT = frozenset({"document", "start", "end"})


@lru_cache(maxsize=1)
def _component() -> Any:
    return st.components.v2.component("askcorpus_clicks", js=_SCRIPT)


def followed() -> dict[str, str] | None:
    """Mount the script; the place of the source that was clicked just now, or None."""
    result = _component()(key="clicks", on_go_change=lambda: None)
    return place(result.go) if result.go else None


def place(link: str) -> dict[str, str]:
    """The parameters of the source view in a link of a card; anything else in it is dropped."""
    return {name: value for name, value in parse_qsl(urlsplit(str(link)).query) if name in _KEPT}


_SCROLL = """
let last = "";
export default function ({ data }) {
  if (!data?.target || data.target === last) return;
  last = data.target;
  let tries = 60;
  const seek = () => {
    const mark = document.querySelector(".qa .doc mark");
    if (mark) mark.scrollIntoView({ block: "center" });
    else if (tries-- > 0) setTimeout(seek, 50);
  };
  setTimeout(seek, 150);
  return () => { last = ""; };
}
"""


@lru_cache(maxsize=1)
def _scroller() -> Any:
    return st.components.v2.component("askcorpus_scroll", js=_SCROLL)


def scroll_to_mark(target: str) -> None:
    """Bring the marked place into view, once for each `target`."""
    _scroller()(key="scroll", data={"target": target})
