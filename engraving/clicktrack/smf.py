"""A cue's time as a MIDI file: tempo, metre, markers, SMPTE offset, click notes.

Bars stand in the order of playing. Ticks are the cue's own, so every beat is on its tick; what is rounded is tempo, to
whole microseconds a quarter: at most half a microsecond for each quarter passed (0.18 ms in 1000 beats of 88, vector
76). Ramps are steps of a beat, each as long as the ramp makes it; pauses lengthen the beat before them.
"""

from __future__ import annotations

import io
from bisect import bisect_right
from collections.abc import Iterator
from fractions import Fraction
from math import floor

import mido
import msgspec

from engraving.clicktrack.plan import ClickPlan, Sound, pulse_quarters
from engraving.errors import UsageError
from engraving.score import Cue, Metre
from engraving.score.places import metre_at
from engraving.timing.cue_file import CueFile
from engraving.timing.tempo_map import TempoMap
from engraving.timing.timecode import label

SLOWEST = (1 << 24) - 1
"""Microseconds a quarter can last in a MIDI file: three bytes."""

_HALF = Fraction(1, 2)
_NOTES = {Sound.DOWNBEAT: 76, Sound.BEAT: 77, Sound.FREE: 77}  # high and low wood block
_PERCUSSION = 9
_FRAME_CODES = {"24": 24, "25": 25, "29.97df": 29.97, "30": 30, "23.976": 24, "29.97": 30, "48": 24, "50": 25,
                "59.94": 30, "59.94df": 29.97, "60": 30}  # fmt: skip


class _Span(msgspec.Struct, frozen=True, gc=False):
    """A stretch of the file: ticks from its beginning, seconds from the cue's start, both at its first end."""

    tick: int
    at: Fraction
    ticks: int
    seconds: Fraction


def midi_file(cue: Cue, cue_file: CueFile, tempo: TempoMap, plan: ClickPlan) -> bytes:
    """The file, type 1: a conductor's track and a track of clicks.

    Raises ``UsageError`` when a beat lasts longer than a MIDI file can hold.
    """
    lead = cue_file.free_clicks
    pulse = pulse_quarters(cue, cue.bars[tempo.order[0][0]].start) * cue.ticks_per_quarter
    before = _Span(0, -lead * plan.pulse, int(lead * pulse), lead * plan.pulse)
    spans = [*([before] if lead else []), *_spans(cue, tempo, before.ticks)]
    conductor = [*_heading(cue, cue_file, before), *_metres(cue, tempo, before), *_tempi(spans, cue)]
    conductor += [(_tick(spans, hit.at), _text("marker", hit.caption or hit.kind)) for hit in cue_file.hits]
    for streamer in cue_file.streamers:
        words = f"streamer {streamer.colour} {float(streamer.lead):g} s"
        conductor.append((_tick(spans, streamer.begins), _text("cue_marker", words)))
    heard = [beat for beat in plan.beats if beat.sound in _NOTES]
    clicks = [event for beat in heard for event in _click(_tick(spans, beat.at), beat.sound)]
    file = mido.MidiFile(type=1, ticks_per_beat=cue.ticks_per_quarter, charset="utf-8")
    end = spans[-1].tick + spans[-1].ticks
    file.tracks.append(_track(conductor, end))
    file.tracks.append(_track([(0, mido.MetaMessage("track_name", name="Click")), *clicks], end))
    out = io.BytesIO()
    file.save(file=out)
    return out.getvalue()


def _text(kind: str, words: str) -> mido.MetaMessage:
    return mido.MetaMessage(kind, text=words)


def _heading(cue: Cue, cue_file: CueFile, before: _Span) -> Iterator[tuple[int, mido.MetaMessage]]:
    """Name, rate, and the timecode at which the file begins, to 1/100 frame."""
    name = " ".join(filter(None, (cue_file.number, cue_file.title))) or cue.credits.title or "Cue"
    yield 0, mido.MetaMessage("track_name", name=name)
    yield 0, _text("text", f"{cue_file.rate.name} frames a second")
    if cue_file.start is None:
        return
    rate = cue_file.rate
    hundredths = floor((cue_file.start + before.at * rate.fps) * 100 + _HALF)
    frame, sub = divmod(hundredths, 100)
    hours, minutes, seconds, frames = (int(piece) for piece in label(frame, rate).replace(";", ":").split(":"))
    frames, sub = divmod((100 * frames + sub) // (2 if rate.nominal > 30 else 1), 100)  # 48, 50 and 60 count in pairs
    yield 0, mido.MetaMessage(
        "smpte_offset", frame_rate=_FRAME_CODES[rate.name], hours=hours, minutes=minutes, seconds=seconds,
        frames=frames, sub_frames=sub,
    )  # fmt: skip


def _metres(cue: Cue, tempo: TempoMap, before: _Span) -> Iterator[tuple[int, mido.MetaMessage]]:
    """Metres where they change in the order of playing, each as long as its bar: a pickup of one beat is 1/4.

    Free clicks make a bar of their own. A bar that no metre can say (over 255 beats of free time) goes on in the last.
    """
    lengths = [(before.ticks, 4)] if before.ticks else []
    bars = (cue.bars[index] for index, _ in tempo.order)
    lengths += [(bar.length, (metre_at(cue.metres, bar.start) or Metre()).beat_type) for bar in bars]
    said: tuple[int, int] | None = None
    tick = 0
    for length, lower in lengths:
        figures = _figures(Fraction(length, 4 * cue.ticks_per_quarter), lower)
        if figures is not None and figures != said:
            yield tick, mido.MetaMessage("time_signature", numerator=figures[0], denominator=figures[1])
            said = figures
        tick += length


def _figures(wholes: Fraction, lower: int) -> tuple[int, int] | None:
    """A length in whole notes as a time signature, in the lower figure of its metre or the next that can."""
    powers = [2**n for n in range(8)]
    for figure in (lower, *(power for power in powers if power > lower)):
        upper = wholes * figure
        if figure in powers and upper.denominator == 1 and 1 <= upper <= 255:
            return int(upper), figure
    return None


def _spans(cue: Cue, tempo: TempoMap, begin: int) -> Iterator[_Span]:
    """Every visited bar, beat by beat and where tempo turns within a beat; bars in free time in one."""
    turns = [stretch.tick for stretch in tempo.line.stretches]
    tick = begin
    for (index, _), reached in zip(tempo.order, tempo.visited, strict=False):
        bar = cue.bars[index]
        step = pulse_quarters(cue, bar.start) * cue.ticks_per_quarter
        places = {bar.start, bar.end}
        if index not in tempo.given:
            places |= {floor(bar.start + n * step) for n in range(1, int(bar.length / step) + 1)}
            places |= {floor(turn) for turn in turns if bar.start < turn < bar.end}
        ordered = sorted(place for place in places if place <= bar.end)
        elapsed = [_into(tempo, index, place) for place in ordered]
        for k in range(len(ordered) - 1):
            yield _Span(
                tick + ordered[k] - bar.start, (reached or Fraction(0)) + elapsed[k],
                ordered[k + 1] - ordered[k], elapsed[k + 1] - elapsed[k],
            )  # fmt: skip
        tick += bar.length


def _into(tempo: TempoMap, index: int, place: int) -> Fraction:
    """Seconds from a bar's beginning to a tick in it, or to its end."""
    start, end = tempo.bars[index]
    if place == end:
        return tempo.durations[index] or Fraction(0)
    return (tempo.seconds_at(place) or Fraction(0)) - (tempo.seconds_at(start) or Fraction(0))


def _tempi(spans: list[_Span], cue: Cue) -> Iterator[tuple[int, mido.MetaMessage]]:
    """A tempo wherever it is another in whole microseconds a quarter, halves up."""
    said = None
    for span in spans:
        quarters = Fraction(span.ticks, cue.ticks_per_quarter)
        lasts = floor(span.seconds / quarters * 1_000_000 + _HALF)
        if lasts > SLOWEST:
            raise UsageError(
                f"A quarter of {lasts / 1e6:.1f} s, {float(span.at):.1f} s into the cue, is longer than MIDI can hold.",
                remedy="Shorten the pause or free passage, or split the cue there.",
            )
        if lasts != said:
            yield span.tick, mido.MetaMessage("set_tempo", tempo=lasts)
            said = lasts


def _tick(spans: list[_Span], at: Fraction) -> int:
    """The nearest tick to a moment; the file's ends for what lies outside."""
    span = spans[max(bisect_right(spans, at, key=lambda s: s.at) - 1, 0)]
    into = (at - span.at) / span.seconds if span.seconds else Fraction(0)
    return floor(span.tick + max(Fraction(0), min(into, Fraction(1))) * span.ticks + _HALF)


def _click(tick: int, sound: Sound) -> Iterator[tuple[int, mido.Message]]:
    note, velocity = _NOTES[sound], 120 if sound is Sound.DOWNBEAT else 90
    yield tick, mido.Message("note_on", channel=_PERCUSSION, note=note, velocity=velocity)
    yield tick + 1, mido.Message("note_off", channel=_PERCUSSION, note=note)


def _track(events: list[tuple[int, mido.MetaMessage | mido.Message]], end: int) -> mido.MidiTrack:
    track = mido.MidiTrack()
    now = 0
    for tick, message in sorted(events, key=lambda event: event[0]):
        track.append(message.copy(time=tick - now))
        now = tick
    track.append(mido.MetaMessage("end_of_track", time=max(0, end - now)))
    return track
