"""The browser front end: `qa serve`, or `streamlit run app_streamlit.py`."""

from pathlib import Path

import streamlit as st

from browser import ask, documents, frame, numbers, pages, quality, source, widgets
from browser.person import logged_in
from browser.shared import turnstile
from browser.texts import speaker

say = speaker(frame.language())
# Before the navigation: without an icon of its own a page fetches that of its name from Google.
st.set_page_config(page_title="askcorpus", page_icon=Path(__file__).parent / "browser" / "icon.png")
widgets.translated(frame.language())
if logged_in() is False:  # None where no login is configured
    st.title(say("log_in_title"), anchor=False)
    st.button(say("log_in"), on_click=st.login, type="primary")
    st.stop()
page = pages.navigation(
    {
        "ask": ask.draw,
        "source": source.draw,
        "numbers": numbers.draw,
        "documents": documents.draw,
        "quality": quality.draw,
    },
    say,
)
wide = page.url_path in ("numbers", "documents")  # tables want the width that reading does not
st.set_page_config(layout="wide" if wide else "centered")
with turnstile():
    page.run()
