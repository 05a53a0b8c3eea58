"""The pages by name, so that one can lead to another."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import streamlit as st

from browser.texts import Say

_ICONS = {
    "ask": ":material/search:", "source": ":material/article:", "numbers": ":material/table_chart:",
    "documents": ":material/folder_open:", "quality": ":material/fact_check:",
}  # fmt: skip


def navigation(draw: dict[str, Callable[[], None]], say: Say) -> Any:
    """All pages, the first as start page; remembered for this session."""
    made = {
        name: st.Page(function, title=say(f"page_{name}"), icon=_ICONS[name], url_path=name, default=place == 0)
        for place, (name, function) in enumerate(draw.items())
    }
    st.session_state["pages"] = made
    return st.navigation(list(made.values()))


def page(name: str) -> Any:
    """The page called `name`."""
    return st.session_state["pages"][name]
