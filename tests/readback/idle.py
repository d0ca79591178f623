"""Rests that a finding names as not printed, because their voice says nothing there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from engraving.findings import Finding
from engraving.score import Part
from tests.readback.source import SourceBar, SourcePart

Alike = tuple[int, str, int]
"""Staff, value and dots of a rest."""

Idle = Mapping[int, frozenset[tuple[Alike, int]]]
"""By bar index: which rests, by their place among those of the bar that are alike."""

WHOLE_BAR = ""


def idle_rests(part: Part, findings: Iterable[Finding]) -> Idle:
    """Only what a finding names, by the atoms it names."""
    named = {atom for finding in findings if finding.rule == "rest-left-out" for atom in finding.atoms}
    found: dict[int, set[tuple[Alike, int]]] = {}
    seen: Counter[tuple[int, Alike]] = Counter()
    for event in sorted(part.music.events, key=lambda event: (event.bar, event.tick)):
        if event.heads or not event.visible or event.cue:
            continue
        alike = (event.staff, WHOLE_BAR if event.whole_bar else event.value, event.dots)
        if event.id in named:
            found.setdefault(event.bar, set()).add((alike, seen[event.bar, alike]))
        seen[event.bar, alike] += 1
    return {bar: frozenset(rests) for bar, rests in found.items()}


def without(source: SourcePart, idle: Idle) -> SourcePart:
    """The part with those rests taken away."""
    if not idle:
        return source
    bars = source.bars
    changed = SourcePart(source.name, source.staves)
    changed.__dict__ |= source.__dict__
    changed.bars = [_bar(bar, idle[index]) if index in idle else bar for index, bar in enumerate(bars)]
    return changed


def _bar(bar: SourceBar, idle: frozenset[tuple[Alike, int]]) -> SourceBar:
    seen: Counter[Alike] = Counter()
    columns = []
    for column in bar.columns:
        kept = []
        for event in column:
            alike = (event.staff, WHOLE_BAR if event.fills_bar else event.value, 0 if event.fills_bar else event.dots)
            if not event.rest or (alike, seen[alike]) not in idle:
                kept.append(event)
            seen[alike] += event.rest
        if kept:
            columns.append(tuple(kept))
    return bar._replace(columns=tuple(columns))
