"""All kinds of dash, for those who look at the neighbours of a number."""

DASHES = frozenset({"-", "–", "—", "−", "‑", "‐", "~"})
