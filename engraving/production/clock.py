"""How long each stage of a run takes."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager

from engraving.production.options import Watcher

STAGES = ("read", "extract", "proof", "engrave")


class Clock:
    """Seconds a stage, in the order of ``STAGES``."""

    def __init__(self, watcher: Watcher) -> None:
        """Tell ``watcher`` when a stage begins."""
        self._watcher = watcher
        self._begun = time.perf_counter()
        self._seconds: dict[str, float] = {}

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Tell of it and time what happens inside."""
        self._watcher.stage(name)
        with self.beside(name):
            yield

    @contextmanager
    def beside(self, name: str) -> Iterator[None]:
        """Time what is done beside the stage that is told of; a stage done by bits takes what they take together."""
        begun = time.perf_counter()
        try:
            yield
        finally:
            self._seconds[name] = self._seconds.get(name, 0.0) + time.perf_counter() - begun

    def seconds(self) -> dict[str, float]:
        """Milliseconds are enough; ``total`` runs from when the clock was made."""
        every = {**self._seconds, "total": time.perf_counter() - self._begun}
        return {name: round(every[name], 3) for name in (*STAGES, "total") if name in every}
