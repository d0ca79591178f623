"""A cue's time as a MIDI file: tempo, metre, markers, SMPTE offset, click notes.

Bars stand in the order of playing. Ticks are so fine that every beat is on one, and at least 960 a quarter; what falls
between beats is on the nearest. What is rounded is tempo, to whole microseconds a quarter: at most half a microsecond
for each quarter passed (0.18 ms in 1000 beats of 88, vector 76). Ramps are steps of a beat, each as long as the ramp
makes it; pauses lengthen the beat before them.
"""

from __future__ import annotations

import io
from bisect import bisect_right
from collections.abc import Iterator
from fractions import Fraction
from math import ceil, floor, lcm

import mido
import msgspec
from msgspec.structs import replace

from engraving.clicktrack.plan import ClickPlan, Sound, pulse_quarters
from engraving.errors import UsageError
from engraving.score import Cue, Metre
from engraving.score.places import metre_at
from engraving.timing.cue_file import CueFile
from engraving.timing.tempo_map import TempoMap
from engraving.timing.timecode import label

SLOWEST = (1 << 24) - 1
"""Microseconds a quarter can last in a MIDI file: three bytes."""

LEAST_TICKS = 960
MOST_TICKS = 30720
"""Ticks of a quarter: that many when beats lie too oddly for fewer; a file's header has room for 32767."""

_HALF = Fraction(1, 2)
_NOTE = Fraction(1, 16)  # of a quarter
_NOTES = {Sound.DOWNBEAT: 76, Sound.BEAT: 77, Sound.FREE: 77}  # high and low wood block
_PERCUSSION = 9
_FRAME_CODES = {"24": 24, "25": 25, "29.97df": 29.97, "30": 30, "23.976": 24, "29.97": 30, "48": 24, "50": 25,
                "59.94": 30, "59.94df": 29.97, "60": 30}  # fmt: skip


class _Span(msgspec.Struct, frozen=True, gc=False):
    """A stretch of the file: quarters from its beginning, seconds from the cue's start, both at its first end."""

    place: Fraction
    at: Fraction
    quarters: Fraction
    seconds: Fraction


def midi_file(cue: Cue, cue_file: CueFile, tempo: TempoMap, plan: ClickPlan) -> bytes:
    """The file, type 1: a conductor's track and a track of clicks.

    Raises ``UsageError`` when a beat lasts longer than a MIDI file can hold.
    """
    lead = cue_file.free_clicks
    before = _Span(
        Fraction(0), -lead * plan.pulse, lead * pulse_quarters(cue, cue.bars[tempo.order[0][0]].start),
        lead * plan.pulse,
    )  # fmt: skip
    spans = [*([before] if lead else []), *_spans(cue, tempo, before.quarters)]
    fine = _fineness(spans)
    spans = [_on_ticks(span, fine) for span in spans]
    conductor = [*_heading(cue, cue_file, before), *_metres(cue, tempo, before.quarters), *_tempi(spans)]
    conductor += [(_place(spans, hit.at), _text("marker", hit.caption or hit.kind)) for hit in cue_file.hits]
    for streamer in cue_file.streamers:
        words = f"streamer {streamer.colour} {float(streamer.lead):g} s"
        conductor.append((_place(spans, streamer.begins), _text("cue_marker", words)))
    heard = [beat for beat in plan.beats if beat.sound in _NOTES]
    clicks = [event for beat in heard for event in _click(_place(spans, beat.at), beat.sound)]
    file = mido.MidiFile(type=1, ticks_per_beat=fine, charset="utf-8")
    end = spans[-1].place + spans[-1].quarters
    file.tracks.append(_track(conductor, end, fine))
    file.tracks.append(_track([(Fraction(0), mido.MetaMessage("track_name", name="Click")), *clicks], end, fine))
    out = io.BytesIO()
    file.save(file=out)
    return out.getvalue()


def _fineness(spans: list[_Span]) -> int:
    """Ticks of a quarter with which every span begins and ends on one."""
    whole = lcm(*(number.denominator for span in spans for number in (span.place, span.quarters)))
    ticks = whole * ceil(Fraction(LEAST_TICKS, whole))
    return min(ticks, MOST_TICKS)


def _on_ticks(span: _Span, fine: int) -> _Span:
    """Where beats lie too oddly for the finest of ticks, the span goes from the nearest one to the nearest."""
    begin, end = (Fraction(_rounded(place * fine), fine) for place in (span.place, span.place + span.quarters))
    return replace(span, place=begin, quarters=end - begin)


def _rounded(number: Fraction) -> int:
    return floor(number + _HALF)


def _text(kind: str, words: str) -> mido.MetaMessage:
    return mido.MetaMessage(kind, text=words)


def _heading(cue: Cue, cue_file: CueFile, before: _Span) -> Iterator[tuple[Fraction, mido.MetaMessage]]:
    """Name, rate, and the timecode at which the file begins, to 1/100 frame."""
    name = " ".join(filter(None, (cue_file.number, cue_file.title))) or cue.credits.title or "Cue"
    yield Fraction(0), mido.MetaMessage("track_name", name=name)
    yield Fraction(0), _text("text", f"{cue_file.rate.name} frames a second")
    if cue_file.start is None:
        return
    rate = cue_file.rate
    hundredths = _rounded((cue_file.start + before.at * rate.fps) * 100)
    frame, sub = divmod(hundredths, 100)
    hours, minutes, seconds, frames = (int(piece) for piece in label(frame, rate).replace(";", ":").split(":"))
    frames, sub = divmod((100 * frames + sub) // (2 if rate.nominal > 30 else 1), 100)  # 48, 50 and 60 count in pairs
    yield Fraction(0), mido.MetaMessage(
        "smpte_offset", frame_rate=_FRAME_CODES[rate.name], hours=hours, minutes=minutes, seconds=seconds,
        frames=frames, sub_frames=sub,
    )  # fmt: skip


def _metres(cue: Cue, tempo: TempoMap, before: Fraction) -> Iterator[tuple[Fraction, mido.MetaMessage]]:
    """Metres where they change in the order of playing, each as long as its bar: a pickup of one beat is 1/4.

    Free clicks make a bar of their own, ``before`` quarters long. A bar that no metre can say (over 255 beats of free
    time) goes on in the last.
    """
    lengths = [(before, 4)] if before else []
    bars = (cue.bars[index] for index, _ in tempo.order)
    lengths += [
        (Fraction(bar.length, cue.ticks_per_quarter), (metre_at(cue.metres, bar.start) or Metre()).beat_type)
        for bar in bars
    ]
    said: tuple[int, int] | None = None
    place = Fraction(0)
    for quarters, lower in lengths:
        figures = _figures(quarters / 4, lower)
        if figures is not None and figures != said:
            yield place, mido.MetaMessage("time_signature", numerator=figures[0], denominator=figures[1])
            said = figures
        place += quarters


def _figures(wholes: Fraction, lower: int) -> tuple[int, int] | None:
    """A length in whole notes as a time signature, in the lower figure of its metre or the next that can."""
    powers = [2**n for n in range(8)]
    for figure in (lower, *(power for power in powers if power > lower)):
        upper = wholes * figure
        if figure in powers and upper.denominator == 1 and 1 <= upper <= 255:
            return int(upper), figure
    return None


def _spans(cue: Cue, tempo: TempoMap, begin: Fraction) -> Iterator[_Span]:
    """Every visited bar, beat by beat and where tempo turns within a beat; bars in free time in one."""
    turns = [stretch.tick for stretch in tempo.line.stretches]
    quarter = cue.ticks_per_quarter
    place = begin
    for (index, _), reached in zip(tempo.order, tempo.visited, strict=False):
        bar = cue.bars[index]
        step = pulse_quarters(cue, bar.start) * quarter
        ticks = {Fraction(bar.start), Fraction(bar.end)}
        if index not in tempo.given:
            ticks |= {bar.start + n * step for n in range(1, ceil(bar.length / step))}
            ticks |= {turn for turn in turns if bar.start < turn < bar.end}
        ordered = sorted(ticks)
        elapsed = [_into(tempo, index, tick) for tick in ordered]
        for k in range(len(ordered) - 1):
            yield _Span(
                place + (ordered[k] - bar.start) / quarter, (reached or Fraction(0)) + elapsed[k],
                (ordered[k + 1] - ordered[k]) / quarter, elapsed[k + 1] - elapsed[k],
            )  # fmt: skip
        place += Fraction(bar.length, quarter)


def _into(tempo: TempoMap, index: int, place: Fraction) -> Fraction:
    """Seconds from a bar's beginning to a tick in it, or to its end."""
    start, end = tempo.bars[index]
    if place == end:
        return tempo.durations[index] or Fraction(0)
    return (tempo.seconds_at(place) or Fraction(0)) - (tempo.seconds_at(start) or Fraction(0))


def _tempi(spans: list[_Span]) -> Iterator[tuple[Fraction, mido.MetaMessage]]:
    """A tempo wherever it is another in whole microseconds a quarter, halves up."""
    said = None
    for span in spans:
        if not span.quarters:
            continue
        lasts = _rounded(span.seconds / span.quarters * 1_000_000)
        if lasts > SLOWEST:
            raise UsageError(
                f"A quarter of {lasts / 1e6:.1f} s, {float(span.at):.1f} s into the cue, is longer than MIDI can hold.",
                remedy="Shorten the pause or free passage, or split the cue there.",
            )
        if lasts != said:
            yield span.place, mido.MetaMessage("set_tempo", tempo=lasts)
            said = lasts


def _place(spans: list[_Span], at: Fraction) -> Fraction:
    """Quarters to a moment; the file's ends for what lies outside."""
    span = spans[max(bisect_right(spans, at, key=lambda s: s.at) - 1, 0)]
    into = (at - span.at) / span.seconds if span.seconds else Fraction(0)
    return span.place + max(Fraction(0), min(into, Fraction(1))) * span.quarters


def _click(place: Fraction, sound: Sound) -> Iterator[tuple[Fraction, mido.Message]]:
    note, velocity = _NOTES[sound], 120 if sound is Sound.DOWNBEAT else 90
    yield place, mido.Message("note_on", channel=_PERCUSSION, note=note, velocity=velocity)
    yield place + _NOTE, mido.Message("note_off", channel=_PERCUSSION, note=note)


def _track(events: list[tuple[Fraction, mido.MetaMessage | mido.Message]], end: Fraction, fine: int) -> mido.MidiTrack:
    """Events in time, each on the nearest tick."""
    track = mido.MidiTrack()
    now = 0
    for place, message in sorted(events, key=lambda event: event[0]):
        tick = _rounded(place * fine)
        track.append(message.copy(time=tick - now))
        now = tick
    track.append(mido.MetaMessage("end_of_track", time=max(0, _rounded(end * fine) - now)))
    return track
