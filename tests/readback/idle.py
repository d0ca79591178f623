"""Rests that a finding names as not printed, because their voice says nothing there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from engraving.findings import Finding
from engraving.score import Part
from tests.readback.source import SourceBar, SourcePart

Idle = Mapping[int, Counter[tuple[int, str, int]]]
"""By bar index: how many of (staff, value, dots)."""

WHOLE_BAR = ""


def idle_rests(part: Part, findings: Iterable[Finding]) -> Idle:
    """Only what a finding names, by the atoms it names."""
    named = {atom for finding in findings if finding.rule == "rest-left-out" for atom in finding.atoms}
    found: dict[int, Counter[tuple[int, str, int]]] = {}
    for event in part.music.events:
        if event.id in named:
            value = WHOLE_BAR if event.whole_bar else event.value
            found.setdefault(event.bar, Counter())[event.staff, value, event.dots] += 1
    return found


def without(source: SourcePart, idle: Idle) -> SourcePart:
    """The part with those rests taken away, the first of several alike."""
    if not idle:
        return source
    bars = source.bars
    changed = SourcePart(source.name, source.staves)
    changed.__dict__ |= source.__dict__
    changed.bars = [_bar(bar, idle[index]) if index in idle else bar for index, bar in enumerate(bars)]
    return changed


def _bar(bar: SourceBar, idle: Counter[tuple[int, str, int]]) -> SourceBar:
    left = Counter(idle)
    columns = []
    for column in bar.columns:
        kept = []
        for event in column:
            key = (event.staff, WHOLE_BAR if event.fills_bar else event.value, 0 if event.fills_bar else event.dots)
            if event.rest and left[key] > 0:
                left[key] -= 1
            else:
                kept.append(event)
        if kept:
            columns.append(tuple(kept))
    return bar._replace(columns=tuple(columns))
