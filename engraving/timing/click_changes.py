"""Where the click becomes another, goes, or comes back: what a cue file and the tempo say, beat by beat."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from fractions import Fraction
from typing import NamedTuple

from engraving.score import Cue
from engraving.score.picture import PrintedClick
from engraving.score.places import metre_at
from engraving.timing.beat_units import beat_unit
from engraving.timing.click_heard import ClickHeard
from engraving.timing.cue_file import TEMPO_UNITS, CueFile
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
    heard = ClickHeard(cue, cue_file, tempo)
    before: _Click | None = None
    for tick in _ticks(cue, tempo, heard):
        now = _at(tick, cue, cue_file, tempo, heard)
        if now is not None and now != before:
            text, mark = _said(before, now)
            if text or mark:
                yield ClickChange(tick, text, mark)
            before = now


def _ticks(cue: Cue, tempo: TempoMap, heard: ClickHeard) -> list[Fraction]:
    """Wherever something may change, inside the music."""
    if not cue.bars:
        return []
    ticks = {Fraction(cue.bars[0].start), *(tick for tick, _ in heard.switches)}
    ticks.update(stretch.tick for stretch in tempo.line.stretches)
    ticks.update(Fraction(tick) for tick, _, _ in cue.metres)
    ticks.update(edge for free in heard.free for edge in (free.start, free.end))
    return sorted(tick for tick in ticks if tick < cue.bars[-1].end)


def _at(tick: Fraction, cue: Cue, cue_file: CueFile, tempo: TempoMap, heard: ClickHeard) -> _Click | None:
    """The click at a tick; None before the first tempo."""
    free = heard.free_at(tick)
    if free is not None:
        return _Click(False, "", "", f"free, {seconds_long(free.seconds)}")
    found = bisect_right(tempo.line.stretches, tick, key=lambda stretch: stretch.tick)
    if not found:
        return None
    stretch = tempo.line.stretches[found - 1]
    pulse = beat_unit(metre_at(cue.metres, tick))
    if pulse not in _UNITS:
        pulse = Fraction(1)
    ramp, wide = stretch.ramp, stretch.unit / pulse
    if ramp is not None and ramp.begin != ramp.end:
        words = "var."
        rate = f"{decimal(ramp.begin * wide, 2)}–{decimal(ramp.end * wide, 2)}"
    else:
        beats = stretch.quarters / pulse
        words, rate = frame_click(beats, cue_file.rate), decimal(beats, 2)
    return _Click(heard.switched_on(tick), words, f"{_UNITS[pulse]}={rate}")


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
