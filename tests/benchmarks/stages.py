"""What each stage from file to printed parts costs in one process: seconds, bars a second, memory."""

from __future__ import annotations

import time
import tracemalloc
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from engraving.house import load_style
from engraving.layout.engrave import engrave
from engraving.musicxml import read
from engraving.parts import extract_all
from engraving.printing.info import DocumentInfo
from engraving.printing.writer import pdf_bytes
from engraving.proofing import proof
from engraving.typefaces import load_faces


class Stage(NamedTuple):
    """``bars`` are those of all parts; ``memory`` is the most it held at once beyond what was there, in bytes."""

    name: str
    seconds: float
    bars: int
    memory: int

    @property
    def bars_a_second(self) -> float:
        """How fast it is."""
        return self.bars / self.seconds if self.seconds else 0.0


class Run:
    """The stages of one score; each needs what the one before it made."""

    def __init__(self, score: Path) -> None:
        self.score = score
        self.style = load_style("us-session")
        self.faces = load_faces(self.style.faces.music, self.style.faces.text)
        self.made: Any = None
        self.bars = 0

    def stages(self) -> Iterator[tuple[str, Callable[[], Any]]]:
        """Name and work of each stage."""
        yield "read", self._read
        yield "proof", lambda: proof(self.made)
        yield "extract", self._extract
        yield "engrave and audit", self._engrave
        yield "print", self._print

    def _read(self) -> None:
        self.made = read(self.score, validate=False).cue
        self.bars = len(self.made.bars) * len(self.made.parts)

    def _extract(self) -> None:
        self.made = [extraction.part for extraction in extract_all(self.made)]

    def _engrave(self) -> None:
        self.made = [engrave(part, self.style, self.faces).pages for part in self.made]

    def _print(self) -> None:
        for pages in self.made:
            pdf_bytes(pages, self.faces, DocumentInfo(title="benchmark"))


def measured(score: Path) -> list[Stage]:
    """Times first; then everything again under a tracer of memory, which slows it down."""
    run = Run(score)
    seconds = []
    for _, work in run.stages():
        started = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - started)
    traced = Run(score)
    result = []
    tracemalloc.start()
    try:
        for (name, work), took in zip(traced.stages(), seconds, strict=True):
            before, _ = tracemalloc.get_traced_memory()
            tracemalloc.reset_peak()
            work()
            _, peak = tracemalloc.get_traced_memory()
            result.append(Stage(name, took, run.bars, peak - before))
    finally:
        tracemalloc.stop()
    return result
