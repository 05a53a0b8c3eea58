"""How long each step of a question took."""

from __future__ import annotations

import time


class Clock:
    """Milliseconds by step."""

    def __init__(self) -> None:
        self._start = self._last = time.perf_counter()
        self._laps: dict[str, float] = {}

    def lap(self, name: str) -> None:
        """Book the time since the last lap under `name`."""
        now = time.perf_counter()
        self._laps[name] = self._laps.get(name, 0.0) + (now - self._last) * 1000
        self._last = now

    def finish(self) -> dict[str, float]:
        """All laps and their total."""
        total = (time.perf_counter() - self._start) * 1000
        return {name: round(value, 3) for name, value in {**self._laps, "total": total}.items()}
