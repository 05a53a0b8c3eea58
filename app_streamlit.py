"""The browser front end: `qa serve`, or `streamlit run app_streamlit.py`."""

from pathlib import Path

import streamlit as st

from browser import ask, documents, frame, numbers, pages, quality, source
from browser.texts import speaker

st.set_page_config(page_title="askcorpus", page_icon=Path(__file__).parent / "browser" / "icon.png", layout="centered")
pages.navigation(
    {
        "ask": ask.draw,
        "source": source.draw,
        "numbers": numbers.draw,
        "documents": documents.draw,
        "quality": quality.draw,
    },
    speaker(frame.language()),
).run()
