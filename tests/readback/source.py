"""The source as music21 reads it: the oracle a printed part is compared with."""

from __future__ import annotations

import warnings
from collections import Counter
from fractions import Fraction
from pathlib import Path
from typing import Any, NamedTuple

import music21
from music21 import articulations, chord, dynamics, expressions, harmony, note, spanner, stream, tempo
from music21.musicxml.xmlToM21 import MusicXMLWarning

STEPS = "CDEFGAB"
VALUES = {"longa": "long"}
FLAGGED = ("eighth", "16th", "32nd", "64th", "128th", "256th")


class SourceEvent(NamedTuple):
    """A note or rest; ``step`` is diatonic from C0 (None for a rest), ``alter`` in semitones."""

    staff: int
    rest: bool
    step: int | None
    alter: float
    value: str
    dots: int
    grace: bool
    tied_in: bool = False
    tied_out: bool = False
    fills_bar: bool = False


class SourceBar(NamedTuple):
    """A measure: its printed number, and its events by moment."""

    number: str
    columns: tuple[tuple[SourceEvent, ...], ...]

    @property
    def empty(self) -> bool:
        """Holds no note."""
        return all(event.rest for column in self.columns for event in column)


class SourcePart:
    """A part: bars, and counts of what stands about the notes."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.bars: list[SourceBar] = []
        self.dynamics: Counter[str] = Counter()
        self.articulations: Counter[str] = Counter()
        self.fermatas: Counter[tuple[int, bool]] = Counter()  # (bar, on a rest) -> how many
        self.slurs = 0
        self.hairpins: Counter[str] = Counter()
        self.metronomes: list[tuple[int, str]] = []
        self.syllables: Counter[str] = Counter()


def read_source(path: Path) -> list[SourcePart]:
    """All parts of a score; staves that music21 splits are one part again."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", MusicXMLWarning)
        score: Any = music21.converter.parse(path, forceSource=True)
    groups: list[tuple[str, list[Any]]] = []
    for part in score.parts:
        key = str(part.id).split("-Staff")[0] if isinstance(part, stream.PartStaff) else ""
        if key and groups and groups[-1][0] == key:
            groups[-1][1].append(part)
        else:
            groups.append((key, [part]))
    return [_part(staves) for _, staves in groups]


def _part(staves: list[Any]) -> SourcePart:
    found = SourcePart(str(staves[0].partName or ""))
    measures = [list(staff.getElementsByClass(stream.Measure)) for staff in staves]
    for index, together in enumerate(zip(*measures, strict=True)):
        columns: dict[tuple[Fraction, int], list[SourceEvent]] = {}
        for number, measure in enumerate(together, start=1):
            _measure(index, measure, number, columns, found)
        number_text = f"{together[0].number}{together[0].numberSuffix or ''}"
        found.bars.append(SourceBar(number_text, tuple(tuple(columns[k]) for k in sorted(columns))))
    seen: set[int] = set()
    for staff in staves:
        for line in staff.recurse().getElementsByClass(spanner.Spanner):
            if id(line) not in seen:
                seen.add(id(line))
                _spanner(line, found)
    return found


def _measure(
    index: int, measure: Any, number: int, columns: dict[tuple[Fraction, int], list[SourceEvent]], found: SourcePart
) -> None:
    length = Fraction(measure.duration.quarterLength)
    for voice in [measure, *measure.voices]:
        start = Fraction(voice.offset) if voice is not measure else Fraction(0)
        events = [e for e in voice.getElementsByClass(note.GeneralNote) if not isinstance(e, harmony.Harmony)]
        for rank, event in _ranked(events):
            offset = start + Fraction(event.offset)
            _marks(index, event, found)
            for one in _events(event, number, rank != 0, length):
                columns.setdefault((offset, rank), []).append(one)
    for thing in measure.recurse():
        if isinstance(thing, dynamics.Dynamic):
            found.dynamics[thing.value] += 1
        elif isinstance(thing, tempo.TempoIndication):
            _tempo(index, thing, found)
    for line in (measure.leftBarline, measure.rightBarline):
        pause = getattr(line, "pause", None)
        if pause is not None:
            found.fermatas[index, True] += 1


def _ranked(events: list[Any]) -> list[tuple[int, Any]]:
    """Grace notes at one moment count down to the note they lead to."""
    ranked = []
    for i, event in enumerate(events):
        rank = 0
        if event.duration.isGrace:
            ahead = i
            while ahead < len(events) and events[ahead].duration.isGrace and events[ahead].offset == event.offset:
                ahead += 1
            rank = i - ahead
        ranked.append((rank, event))
    return ranked


def _events(event: Any, staff: int, grace: bool, length: Fraction) -> list[SourceEvent]:
    if event.style.hideObjectOnPrint:
        return []
    value = VALUES.get(event.duration.type, event.duration.type)
    dots = event.duration.dots
    if isinstance(event, note.Rest):
        fills = bool(event.fullMeasure is True) or Fraction(event.quarterLength) >= length
        return [SourceEvent(staff, True, None, 0.0, value, dots, grace, fills_bar=fills)]
    members = event.notes if isinstance(event, chord.ChordBase) else [event]
    found = []
    for member in members:
        if member.style.hideObjectOnPrint:
            continue
        step, alter = _pitch(member)
        tie = member.tie.type if member.tie is not None else ""
        tied_in, tied_out = tie in ("stop", "continue"), tie in ("start", "continue", "let-ring")
        found.append(SourceEvent(staff, False, step, alter, _looks(members, value), dots, grace, tied_in, tied_out))
    return found


def _looks(members: list[Any], value: str) -> str:
    """The value the notes show: a source may ask for filled halves, hollow quarters and eighths without a stem."""
    if value == "half" and any(member.noteheadFill is True for member in members):
        return "quarter"
    if value == "quarter" and all(member.noteheadFill is False for member in members):
        return "half"
    if value in FLAGGED and all(member.stemDirection == "noStem" for member in members):
        return "quarter"
    return value


def _pitch(member: Any) -> tuple[int, float]:
    if isinstance(member, note.Unpitched):
        return STEPS.index(member.displayStep) + 7 * member.displayOctave, 0.0
    pitch = member.pitch
    return STEPS.index(pitch.step) + 7 * pitch.octave, float(pitch.alter)


def _marks(index: int, event: Any, found: SourcePart) -> None:
    hidden = bool(event.style.hideObjectOnPrint)
    members = event.notes if isinstance(event, chord.ChordBase) else []
    for mark in [*event.articulations, *(m for one in members for m in one.articulations)]:
        if not isinstance(mark, articulations.TechnicalIndication) and not mark.style.hideObjectOnPrint:
            found.articulations[mark.name] += 1
    for mark in event.expressions:
        if isinstance(mark, expressions.Fermata) and not mark.style.hideObjectOnPrint:
            found.fermatas[index, event.isRest] += 1
    for lyric in event.lyrics:
        if lyric.text and not hidden:
            found.syllables[lyric.text] += 1


def _tempo(index: int, mark: Any, found: SourcePart) -> None:
    if isinstance(mark, tempo.MetronomeMark) and mark.number is None and mark.referent is None:
        return
    found.metronomes.append((index, str(mark)))


def _spanner(line: Any, found: SourcePart) -> None:
    if isinstance(line, spanner.Slur):
        found.slurs += 1
    elif isinstance(line, dynamics.Crescendo):
        found.hairpins["crescendo"] += 1
    elif isinstance(line, dynamics.Diminuendo):
        found.hairpins["diminuendo"] += 1
