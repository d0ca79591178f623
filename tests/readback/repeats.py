"""What a part's findings name as said twice at once and printed once, counted as the page is counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from engraving.findings import Finding
from engraving.score import Part
from tests.readback.source import words_in


class Repeats(NamedTuple):
    """Dynamics, hairpins and words that are not on the page a second time."""

    dynamics: Counter[str]
    hairpins: Counter[str]
    words: Counter[str]


NONE = Repeats(Counter(), Counter(), Counter())


def repeats_named(part: Part, findings: Iterable[Finding]) -> Repeats:
    """Only what a finding names, by the atoms it names."""
    named = {atom for f in findings if f.rule in ("words-repeated", "line-repeated") for atom in f.atoms}
    segments = [s for d in part.music.directions if d.atom in named for s in d.segments]
    lines = [s for s in part.music.spanners if s.atom in named and s.kind == "wedge"]
    return Repeats(
        Counter(s.text for s in segments if s.kind == "dynamics"),
        Counter(line.get("type") for line in lines),
        Counter(words_in(s.text for s in segments if s.kind == "words")),
    )
