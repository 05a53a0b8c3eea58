"""Who is asking, as far as the list of conversations needs it: whoever is logged in, or else this browser."""

from __future__ import annotations

import re
import secrets

import streamlit as st

#: Holds a random name that means nothing outside this server's history.
COOKIE = "askcorpus_person"
_NAME = re.compile(r"[\w-]{20,60}")


def logged_in() -> bool | None:
    """Whether somebody is logged in; None where no login is configured."""
    known = st.user.to_dict().get("is_logged_in")
    return None if known is None else bool(known)


def person() -> str:
    """The name under which conversations are kept: of the account, or of the cookie, made where there is none."""
    account = st.user.to_dict()
    if account.get("is_logged_in"):
        return f"{account.get('iss', '')} {account.get('sub') or account.get('email', '')}"
    known = str(st.session_state.get("person") or st.context.cookies.get(COOKIE, ""))
    if not _NAME.fullmatch(known):
        known = secrets.token_urlsafe(24)
    st.session_state["person"] = known
    return known
