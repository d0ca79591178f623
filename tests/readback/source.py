"""The source as music21 reads it: the oracle printed parts are compared with."""

from __future__ import annotations

import re
import warnings
from collections import Counter
from collections.abc import Iterable, Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any, NamedTuple

import music21
from music21 import chord, dynamics, expressions, harmony, note, spanner, stream, tempo
from music21.musicxml.xmlToM21 import MusicXMLWarning

from tests.readback.glyphs import FLAGGED, METRONOME_NOTES

STEPS = "CDEFGAB"
VALUES = {"longa": "long"}
WORD = re.compile(r"[^\W_]+")
LETTERS = re.compile(r"p{1,6}|f{1,6}|m[pf]|s?fz|sfp")

Moment = tuple[int, Fraction]
"""Bar index from 0, and quarters from its start."""


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
    """A measure: its printed number, its events by moment, and (from, to) of what sounds in it."""

    number: str
    columns: tuple[tuple[SourceEvent, ...], ...]
    sounding: tuple[tuple[Fraction, Fraction], ...]

    @property
    def empty(self) -> bool:
        """Holds no note."""
        return all(event.rest for column in self.columns for event in column)


class SourcePart:
    """A part: bars, and counts of what stands about the notes."""

    def __init__(self, name: str, staves: int) -> None:
        self.name = name
        self.staves = staves
        self.bars: list[SourceBar] = []
        self.signs: dict[str, Counter[str]] = {kind: Counter() for kind in ("dynamics", "marks", "hairpins")}
        self.slurs = 0
        self.fermatas: Counter[Moment] = Counter()
        self.metronomes: set[tuple[Moment, str]] = set()
        self.rehearsals: set[tuple[int, str]] = set()
        self.syllables: Counter[str] = Counter()
        self.words: Counter[str] = Counter()


def words_in(texts: Iterable[str]) -> Iterator[str]:
    """Words and numbers, without what is between them."""
    for text in texts:
        yield from WORD.findall(text)


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
    found = SourcePart(str(staves[0].partName or ""), len(staves))
    measures = [list(staff.getElementsByClass(stream.Measure)) for staff in staves]
    for index, together in enumerate(zip(*measures, strict=True)):
        found.bars.append(_bar(index, together, found))
    seen: set[int] = set()
    for staff in staves:
        for line in staff.recurse().getElementsByClass(spanner.Spanner):
            if id(line) not in seen:
                seen.add(id(line))
                _spanner(line, found)
    return found


def _bar(index: int, staves: tuple[Any, ...], found: SourcePart) -> SourceBar:
    columns: dict[tuple[Fraction, int], list[SourceEvent]] = {}
    sounding: list[tuple[Fraction, Fraction]] = []
    for number, measure in enumerate(staves, start=1):
        length = Fraction(measure.duration.quarterLength)
        for voice in [measure, *measure.voices]:
            start = Fraction(0) if voice is measure else Fraction(voice.offset)
            events = [e for e in voice.getElementsByClass(note.GeneralNote) if not isinstance(e, harmony.Harmony)]
            for rank, event in _ranked(events):
                offset = start + Fraction(event.offset)
                _marks((index, offset), event, found)
                for one in _events(event, number, rank != 0, length):
                    columns.setdefault((offset, rank), []).append(one)
                    if not one.rest:
                        sounding.append((offset, offset + Fraction(event.quarterLength)))
        for thing in measure.recurse():
            _direction(index, thing, measure, found)
    first = staves[0]
    events_by_moment = tuple(tuple(columns[key]) for key in sorted(columns))
    return SourceBar(f"{first.number}{first.numberSuffix or ''}", events_by_moment, tuple(sounding))


# Notes


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
        fills = event.fullMeasure is True or Fraction(event.quarterLength) >= length
        return [SourceEvent(staff, True, None, 0.0, value, dots, grace, fills_bar=fills)]
    members = list(event.notes) if isinstance(event, chord.ChordBase) else [event]
    found = []
    for member in members:
        if member.style.hideObjectOnPrint or member.notehead in (None, "none"):
            continue
        step, alter = _pitch(member)
        tie = member.tie.type if member.tie is not None else ""
        tied_in, tied_out = tie in ("stop", "continue"), tie in ("start", "continue", "let-ring")
        found.append(SourceEvent(staff, False, step, alter, _looks(members, value), dots, grace, tied_in, tied_out))
    return found


def _looks(members: list[Any], value: str) -> str:
    """The value the notes show: a source may ask for filled halves, hollow quarters, eighths without a stem."""
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
    return STEPS.index(member.pitch.step) + 7 * member.pitch.octave, float(member.pitch.alter)


# What stands about them


def _marks(moment: Moment, event: Any, found: SourcePart) -> None:
    for mark in event.articulations:
        if not mark.style.hideObjectOnPrint:
            found.signs["marks"][mark.name] += 1
    for mark in event.expressions:
        if mark.style.hideObjectOnPrint:
            continue
        if isinstance(mark, expressions.Fermata):
            found.fermatas[moment] += 1
        elif isinstance(mark, expressions.Ornament):
            found.signs["marks"][mark.name.split(" (")[0]] += 1  # "trill (flat)"
    if not event.style.hideObjectOnPrint:
        found.syllables.update(" ".join(lyric.text.split()) for lyric in event.lyrics if lyric.text)


def _direction(index: int, thing: Any, measure: Any, found: SourcePart) -> None:
    if isinstance(thing, dynamics.Dynamic):
        if thing.value != "other-dynamics":  # its words are lost on the way in: see ``omissions``
            found.signs["dynamics"][thing.value] += 1
    elif isinstance(thing, tempo.MetronomeMark | tempo.MetricModulation):
        moment = (index, Fraction(thing.getOffsetInHierarchy(measure)))
        if isinstance(thing, tempo.MetricModulation) or thing.numberSounding is None:
            found.metronomes.add((moment, str(thing)))
    elif isinstance(thing, expressions.RehearsalMark):
        found.rehearsals.add((index, str(thing.content)))
    elif isinstance(thing, expressions.TextExpression) and not thing.style.hideObjectOnPrint:
        text = str(thing.content)
        written, signs = _signs_among(text, upright="italic" not in str(thing.style.fontStyle))
        found.words.update(written)
        found.signs["dynamics"].update(signs)
        if any(ord(character) in METRONOME_NOTES for character in text):
            moment = (index, Fraction(thing.getOffsetInHierarchy(measure)))
            found.metronomes.add((moment, text))


def _signs_among(text: str, *, upright: bool) -> tuple[list[str], list[str]]:
    """Words, and the dynamics written as words among them; a letter alone and upright is a label."""
    words = list(words_in([text]))
    signs = [] if upright and len(words) == 1 and len(text.strip()) == 1 else [w for w in words if LETTERS.fullmatch(w)]
    return [word for word in words if word not in signs], signs


def _spanner(line: Any, found: SourcePart) -> None:
    if isinstance(line, spanner.Slur):
        found.slurs += 1
    elif isinstance(line, dynamics.Crescendo):
        found.signs["hairpins"]["crescendo"] += 1
    elif isinstance(line, dynamics.Diminuendo):
        found.signs["hairpins"]["diminuendo"] += 1
