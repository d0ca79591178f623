"""Clefs for parts that a concert score shows where they sound, below where they were written.

A bass clarinet's treble clef would leave it on ledger lines. Each bar with notes takes the treble or the bass clef if
that saves much more than a ledger line a note; else it keeps the source's. A change costs something itself, so that a
line does not hop to and fro: least after an empty bar, more in the middle of the music, and under a tie there is none.
"""

from __future__ import annotations

from math import inf
from typing import NamedTuple

from msgspec.structs import replace

from engraving.findings import Finding, Severity
from engraving.instruments import Instrument
from engraving.score import Clef, Cue, Music, Pitch
from engraving.score.clefs import ledger_lines
from engraving.score.places import bar_at, place

_OFFERED = (None, Clef("G", 2), Clef("F", 4))  # None: as the source has it
_WORTH = 1.5  # ledger lines a note that another clef must save
_CHANGE = 10.0  # ledger lines that a change of clef after an empty bar must save,
_RUNNING = 25.0  # and one between two bars of music

ClefLine = list[tuple[int, Clef]]


class _Bar(NamedTuple):
    """The notes of a staff in a bar, as (tick, pitch), and what a change of clef before it costs."""

    start: int
    notes: list[tuple[int, Pitch]]
    change: float


def sounding_clefs(
    cue: Cue, part: str, music: Music, instrument: Instrument | None
) -> tuple[Music, tuple[Finding, ...]]:
    """The music in clefs its sounding pitch is read in; a ``clef-replaced`` note where they are others."""
    if instrument is not None and not instrument.pitched:
        return music, ()
    clefs: list[tuple[int, int, Clef]] = []
    for staff in range(1, music.staves + 1):
        own = [(tick, clef) for tick, at, clef in music.clefs if at == staff]
        clefs += [(tick, staff, clef) for tick, clef in _readable(cue, music, staff, own)]
    clefs.sort(key=lambda entry: entry[:2])
    new = sorted(set(clefs) - set(music.clefs), key=lambda entry: entry[:2])
    if not new:
        return music, ()
    tick = new[0][0]
    finding = Finding(
        "clef-replaced", Severity.NOTE, place(cue, part, bar_at(cue.bars, tick), tick),
        "Where it sounds this part would stand on ledger lines; the concert score prints it in another clef.",
    )  # fmt: skip
    return replace(music, clefs=tuple(clefs)), (finding,)


def _readable(cue: Cue, music: Music, staff: int, own: ClefLine) -> ClefLine:
    """The clefs of one staff: its own, with another from the start of each bar that is better in it."""
    bars = _bars(cue, music, staff)
    if not own or not bars or any(clef.sign not in ("G", "F", "C") for _, clef in own):
        return own
    choices = _cheapest(bars, own)
    if not any(choices):
        return own
    line: ClefLine = []
    starts = [own[0][0], *(bar.start for bar in bars[1:]), cue.bars[-1].end]
    for start, end, choice in zip(starts, starts[1:], choices, strict=False):
        clef = _OFFERED[choice]
        if clef is not None:
            line.append((start, clef))
        else:
            line.append((start, _in_force(own, start)))
            line += [entry for entry in own if start < entry[0] < end]
    return [entry for at, entry in enumerate(line) if not at or entry[1] != line[at - 1][1]]


def _bars(cue: Cue, music: Music, staff: int) -> list[_Bar]:
    tied = {s.stop.tick for s in music.spanners if s.kind == "tie" and s.stop is not None and s.stop.staff == staff}
    bars: list[_Bar] = []
    last = -2
    for event in music.events:
        notes = [(event.tick, head.pitch) for head in event.heads if head.staff == staff and not head.unpitched]
        if not notes:
            continue
        if event.bar != last:
            start = cue.bars[event.bar].start
            change = inf if start in tied else _RUNNING if event.bar == last + 1 else _CHANGE
            bars.append(_Bar(start, [], change))
        bars[-1].notes.extend(notes)
        last = event.bar
    return bars


def _costs(bar: _Bar, own: ClefLine) -> tuple[float, ...]:
    """Ledger lines under each clef offered, with what it is worth to leave the source's alone."""
    costs = []
    for clef in _OFFERED:
        lines = sum(ledger_lines(pitch, clef or _in_force(own, tick)) for tick, pitch in bar.notes)
        costs.append(lines + (_WORTH * len(bar.notes) if clef else 0.0))
    return tuple(costs)


def _cheapest(bars: list[_Bar], line: ClefLine) -> list[int]:
    """Which clef each bar takes, by dynamic programming."""
    every = range(len(_OFFERED))
    totals, came_from = list(_costs(bars[0], line)), []
    for bar in bars[1:]:
        own, change = _costs(bar, line), bar.change
        best = [min(every, key=lambda k: totals[k] + (change if k != to else 0.0)) for to in every]
        totals = [totals[k] + (change if k != to else 0.0) + own[to] for to, k in enumerate(best)]
        came_from.append(best)
    path = [min(every, key=lambda k: totals[k])]
    for best in reversed(came_from):
        path.append(best[path[-1]])
    return path[::-1]


def _in_force(own: ClefLine, tick: int) -> Clef:
    return next((clef for since, clef in reversed(own) if since <= tick), own[0][1])
