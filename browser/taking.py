"""Files to take away."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st


def offer(label: str, make: Callable[[], str | bytes], name: str, kind: str) -> None:
    """A button that gives the file `name` of the MIME type `kind`; it is made when somebody asks for it.

    The page is not drawn anew by the click: that would put a new button in the place of the one that waits for its
    file, and now and then it waited for ever.
    """
    st.download_button(label, make, name, kind, on_click="ignore")
