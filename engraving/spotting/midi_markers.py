"""MIDI: markers (FF 06) and cue points (FF 07), timed by the file's own tempi."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from io import BytesIO

import mido
from msgspec.structs import replace

from engraving.findings import Finding, Severity
from engraving.spotting.sources import Source
from engraving.spotting.values import Marker, SpottingList
from engraving.timing.rates import RATES, Rate
from engraving.timing.timecode import Rounding, frames_at, seconds_of

DIALECT = "midi"
EXPECTED = "Export a type 0 or type 1 MIDI file with markers."
_UNTIL_SAID = 500_000  # µs a quarter: 120 a minute, the format's own default
_OFFSET_STEP = Fraction(1, 100)  # of a frame: what an SMPTE offset counts
_OFFSET_RATES = {24: "24", 25: "25", 29.97: "29.97df", 30: "30"}


def read_midi(source: Source) -> SpottingList:
    """Every marker and cue point, in exact seconds from the file's start; an SMPTE offset says where that is.

    One that the file cannot tell from a frame line stands on it.
    """
    file = opened(source)
    marked: list[tuple[Marker, Fraction]] = []
    zero: tuple[Fraction, Rate] | None = None
    title = file.tracks[0].name.strip() if file.tracks else ""
    for at, doubt, message in _timed(file):
        if message.type in ("marker", "cue_marker"):
            kind = "cue" if message.type == "cue_marker" else ""
            marked.append((Marker(at, False, _text(message.text), kind=kind), doubt))
        elif message.type == "smpte_offset" and zero is None:
            zero = _offset(source, message)
    findings: tuple[Finding, ...] = ()
    rate = source.asked
    if zero is not None:
        rate = zero[1]
    elif any(message.type == "smpte_offset" for track in file.tracks for message in track):
        findings = (source.finding(
            "spotting-offset-unset", Severity.NOTE,
            "The file's SMPTE offset is 00:00:00:00, which most programs write without meaning it; it was not used.",
        ),)  # fmt: skip
    began = zero[0] if zero is not None else None
    markers = tuple(replace(marker, at=_meant(marker.at, doubt, began, rate)) for marker, doubt in marked)
    return SpottingList(DIALECT, source.name, rate, markers, (), began, _text(title), findings)


def _meant(at: Fraction, doubt: Fraction, began: Fraction | None, rate: Rate | None) -> Fraction:
    """The frame line next to a moment, where that is nearer than the file can tell; else the moment."""
    if rate is None:
        return at
    since = began or Fraction(0)
    line = seconds_of(frames_at(since + at, rate, Rounding.NEAREST), rate) - since
    told = doubt + (_OFFSET_STEP * rate.frame / 2 if began is not None else 0)
    return line if abs(line - at) <= told else at


def opened(source: Source) -> mido.MidiFile:
    """The file, refused when it is damaged or has no time in quarters that all its tracks share."""
    try:
        file = mido.MidiFile(file=BytesIO(source.data), charset="latin-1")
    except (OSError, EOFError, ValueError, KeyError, IndexError, TypeError) as error:  # as mido names damage
        source.refuse(f"The MIDI file is damaged: {str(error) or 'it ends too soon'}.", EXPECTED)
    if file.type == 2:
        source.refuse("This is a type 2 MIDI file, whose tracks have no common time.", EXPECTED)
    if file.ticks_per_beat <= 0:
        source.refuse("The file counts frames and not quarters.", EXPECTED)
    return file


def _timed(file: mido.MidiFile) -> Iterator[tuple[Fraction, Fraction, mido.MetaMessage]]:
    """Meta messages of all tracks with their seconds, exact: ticks times the µs of the tempo in force.

    Between them by how much what was meant may be off: half a tick, and half a microsecond for each quarter passed.
    """
    messages: list[tuple[int, int, mido.MetaMessage]] = []
    for track in file.tracks:
        tick = 0
        for message in track:
            tick += message.time
            if message.is_meta:
                messages.append((tick, 0 if message.type == "set_tempo" else 1, message))
    messages.sort(key=lambda timed: timed[:2])
    reached, since, tempo = Fraction(0), 0, _UNTIL_SAID
    for tick, _, message in messages:
        at = reached + Fraction((tick - since) * tempo, file.ticks_per_beat * 1_000_000)
        doubt = Fraction(tempo + tick, 2 * file.ticks_per_beat * 1_000_000)
        if message.type == "set_tempo":
            reached, since, tempo = at, tick, message.tempo
        yield at, doubt, message


def _offset(source: Source, message: mido.MetaMessage) -> tuple[Fraction, Rate] | None:
    """Where tick 0 stands on the timeline, or None for 0, which says nothing.

    The format has no 23.976 and no 29.97 without drop: the cue's own rate is meant where it counts the same labels.
    """
    if not any((message.hours, message.minutes, message.seconds, message.frames)):
        return None
    said = RATES[_OFFSET_RATES[message.frame_rate]]
    asked = source.asked
    rate = asked if asked is not None and asked.nominal == said.nominal else said
    source.agree(rate, drop_known=False)
    text = f"{message.hours:02d}:{message.minutes:02d}:{message.seconds:02d}:{message.frames:02d}"
    frames = source.label(text, rate) + Fraction(message.sub_frames, 100)
    return seconds_of(frames, rate), rate


def _text(text: str) -> str:
    """Words of the file: the format has no encoding; what is valid UTF-8 was meant so."""
    raw = text.encode("latin-1", errors="replace")
    try:
        return raw.decode("utf-8").strip("\0 ")
    except UnicodeDecodeError:
        return text.strip("\0 ")
