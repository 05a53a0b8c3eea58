"""Copy buttons and links inside cards and lists: one small script for the page, instead of a widget for each of them.

Links are real addresses and work without it; with it they open within the session. Only fixed code runs here; what is
copied comes out of a data attribute as base64. The script also keeps the cookie by which a browser finds its earlier
conversations again.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import streamlit as st

from browser.person import COOKIE

_SCRIPT = """
export default function ({ data, setTriggerValue }) {
  if (data?.person && !document.cookie.split("; ").some((one) => one.startsWith(data.cookie + "="))) {
    const secure = location.protocol === "https:" ? "; Secure" : "";
    document.cookie = `${data.cookie}=${data.person}; Path=${data.path}; Max-Age=31536000; SameSite=Strict${secure}`;
  }
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
#: What a link may carry, by the page it leads to.
_KEPT = {"source": frozenset({"document", "start", "end"}), "ask": frozenset({"c"})}


@lru_cache(maxsize=1)
def _component() -> Any:
    return st.components.v2.component("askcorpus_clicks", js=_SCRIPT)


def followed(person: str, base: str) -> tuple[str, dict[str, str]] | None:
    """Mount the script; the page and parameters of the link that was clicked just now, or None."""
    data = {"person": person, "cookie": COOKIE, "path": f"/{base.strip('/')}"}
    result = _component()(key="clicks", data=data, on_go_change=lambda: None)
    return target(result.go) if result.go else None


def target(link: str) -> tuple[str, dict[str, str]]:
    """The page that a link of ours leads to, and its parameters; anything else in it is dropped."""
    parts = urlsplit(str(link))
    page = "source" if parts.path.rstrip("/").endswith("/source") else "ask"
    return page, {name: value for name, value in parse_qsl(parts.query) if name in _KEPT[page]}


_SCROLL = """
let last = "";
export default function ({ data }) {
  if (!data?.target || data.target === last) return;
  last = data.target;
  let tries = 60;
  const seek = () => {
    const box = data.sheet ? document.querySelector(".qa .sheet i") : null;
    const mark = box ?? document.querySelector(".qa .doc mark");
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


def scroll_to_mark(target: str, *, sheet: bool) -> None:
    """Bring the marked place into view, once for each `target`: on the picture of its page where `sheet` says so."""
    _scroller()(key="scroll", data={"target": target, "sheet": sheet})
