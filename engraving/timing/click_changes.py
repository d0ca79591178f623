"""Where the click becomes another, goes, or comes back: what a cue file and the tempo say, beat by beat."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from fractions import Fraction
from typing import NamedTuple

from engraving.score import Cue, Metre
from engraving.score.picture import PrintedClick
from engraving.timing.beat_units import beat_unit
from engraving.timing.cue_file import TEMPO_UNITS, CueFile
from engraving.timing.places import BarsAndBeats
from engraving.timing.printed import decimal, frame_click, seconds_long
from engraving.timing.tempo_map import TempoMap

_UNITS = {
    quarters: f"{unit.removeprefix('dotted-')}{'.' if unit.startswith('dotted') else ''}"
    for unit, quarters in TEMPO_UNITS.items()
}
"""Metronome marks' names for lengths in quarters."""


class ClickChange(NamedTuple):
    """From ``tick`` on: words, and a metronome mark; see ``PrintedClick``."""

    tick: Fraction
    text: str
    tempo: str

    def printed(self, atom: int) -> PrintedClick:
        """With a name for the audit."""
        return PrintedClick(atom, self.tick, self.text, self.tempo)


class _Click(NamedTuple):
    """``sounds``; ``words`` of the click ("16-3"); its ``tempo`` as a metronome mark; ``free``: "free 8.5 s"."""

    sounds: bool
    words: str
    tempo: str
    free: str = ""


def click_changes(cue: Cue, cue_file: CueFile, tempo: TempoMap) -> Iterator[ClickChange]:
    """All of a cue along the paper, the first click of all among them.

    A click counts the pulse of its metre, so it may change with the metre alone.
    """
    places = BarsAndBeats(cue)
    switches = sorted((tick, s.sounds) for s in cue_file.clicks if (tick := places.tick(s.place)) is not None)
    free = _free(cue, cue_file, places)
    before: _Click | None = None
    for tick in _ticks(cue, tempo, [tick for tick, _ in switches], free):
        now = _at(tick, cue, cue_file, tempo, switches, free)
        if now is not None and now != before:
            text, mark = _said(before, now)
            if text or mark:
                yield ClickChange(tick, text, mark)
            before = now


def _free(cue: Cue, cue_file: CueFile, places: BarsAndBeats) -> list[tuple[Fraction, Fraction, Fraction]]:
    """Stretches of free time as (from tick, to tick, seconds)."""
    stretches = []
    for free in cue_file.free:
        first = places.bar(free.bar)
        if first is not None and first + free.bars <= len(cue.bars):
            last = cue.bars[first + free.bars - 1]
            stretches.append((Fraction(cue.bars[first].start), Fraction(last.end), free.seconds))
    return sorted(stretches)


def _ticks(
    cue: Cue, tempo: TempoMap, switches: list[Fraction], free: list[tuple[Fraction, Fraction, Fraction]]
) -> list[Fraction]:
    """Wherever something may change, inside the music."""
    if not cue.bars:
        return []
    ticks = {Fraction(cue.bars[0].start), *switches}
    ticks.update(stretch.tick for stretch in tempo.line.stretches)
    ticks.update(Fraction(tick) for tick, _, _ in cue.metres)
    ticks.update(edge for start, end, _ in free for edge in (start, end))
    return sorted(tick for tick in ticks if tick < cue.bars[-1].end)


def _at(
    tick: Fraction,
    cue: Cue,
    cue_file: CueFile,
    tempo: TempoMap,
    switches: list[tuple[Fraction, bool]],
    free: list[tuple[Fraction, Fraction, Fraction]],
) -> _Click | None:
    """The click at a tick; None before the first tempo."""
    for start, end, seconds in free:
        if start <= tick < end:
            return _Click(False, "", "", f"free, {seconds_long(seconds)}")
    found = bisect_right(tempo.line.stretches, tick, key=lambda stretch: stretch.tick)
    if not found:
        return None
    stretch = tempo.line.stretches[found - 1]
    pulse = beat_unit(_metre(cue, tick))
    if pulse not in _UNITS:
        pulse = Fraction(1)
    ramp, wide = stretch.ramp, stretch.unit / pulse
    if ramp is not None and ramp.begin != ramp.end:
        words = "var."
        rate = f"{decimal(ramp.begin * wide, 2)}–{decimal(ramp.end * wide, 2)}"
    else:
        beats = stretch.quarters / pulse
        words, rate = frame_click(beats, cue_file.rate), decimal(beats, 2)
    switched = bisect_right(switches, tick, key=lambda switch: switch[0])
    sounds = not switched or switches[switched - 1][1]
    return _Click(sounds, words, f"{_UNITS[pulse]}={rate}")


def _metre(cue: Cue, tick: Fraction) -> Metre | None:
    found = bisect_right(cue.metres, tick, key=lambda metre: Fraction(metre[0]))
    return cue.metres[found - 1][2] if found else None


def _said(before: _Click | None, now: _Click) -> tuple[str, str]:
    """What a change is called: the new click and tempo; that it goes, or comes back."""
    if now.free:
        return now.free, ""
    if not now.sounds:
        gone = "click out" if before is None or before.sounds else ""
        same = before is not None and before.tempo == now.tempo
        return gone, "" if same else now.tempo
    back = before is not None and not before.sounds
    return f"click {'in ' if back else ''}{now.words}", now.tempo
