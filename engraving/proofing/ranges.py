"""Notes nobody can play on the instrument, and notes nobody likes to sight-read.

Ranges are the instrument table's, in written pitch. There is one finding a part, instrument and end of the
range.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from engraving.findings import Severity
from engraving.instruments import Instrument, Range
from engraving.proofing.rule import Rule, Spot, times
from engraving.proofing.subject import PartView, Subject
from engraving.proofing.written_pitch import distinct_pitches, stretches
from engraving.score import Event, Head

_PITCHLESS = frozenset(("x", "cross", "slash", "slashed", "back slashed", "triangle", "none", "cluster"))
_VOICE_LEEWAY = 2  # semitones: singers differ more than instruments
_OCTAVE = 12


class _Outside(NamedTuple):
    """The notes of a part beyond one end of a range."""

    instrument: Instrument
    above: bool
    found: list[tuple[Event, Head]]


def _unplayable(subject: Subject) -> Iterator[Spot]:
    for part in subject.playing:
        for outside in _outside(subject, part, extreme=True):
            yield _spot(subject, part, outside, "than the instrument goes")


def _uncomfortable(subject: Subject) -> Iterator[Spot]:
    for part in subject.playing:
        for outside in _outside(subject, part, extreme=False):
            yield _spot(subject, part, outside, "than is comfortable at sight")


def _spot(subject: Subject, part: PartView, outside: _Outside, than: str) -> Spot:
    choose = max if outside.above else min
    worst = choose((head.pitch for _, head in outside.found), key=lambda pitch: pitch.midi)
    first = outside.found[0][0]
    end = "higher" if outside.above else "lower"
    count = len(outside.found)
    who = outside.instrument.names[0][0]
    what = (
        f"{worst.name} is {end} {than} ({who}), {times(1, subject, [first.bar])}."
        if count == 1
        else f"{count} notes are {end} {than} ({who}), the {end.replace('er', 'est')} {worst.name}: "
        f"{times(1, subject, [event.bar for event, _ in outside.found])}."
    )
    atoms = tuple(head.atom for _, head in outside.found)
    return Spot(what, part, first.bar, first.tick, outside.found[0][1].line, atoms)


def _outside(subject: Subject, part: PartView, extreme: bool) -> Iterator[_Outside]:
    """Per instrument and end of its range, the notes past it: past the extreme, or between the two."""
    found: dict[tuple[str, bool], _Outside] = {}
    for stretch in stretches(subject, part):
        outer = _extreme(stretch.instrument)
        inner = stretch.instrument.comfortable
        if outer is None or inner is None:
            continue
        low_clef = _LowClef(part, stretch.instrument)
        span = outer if extreme else inner
        if not _leaves(stretch.notes, span, stretch.shift):
            continue
        for event in stretch.notes:
            for head in event.heads:
                written = head.pitch.midi + stretch.shift
                if written < span.low and low_clef.at(event.tick, head.staff):
                    written += _OCTAVE
                above = written > span.high
                if not (above or written < span.low) or not _has_pitch(part, stretch.instrument, event, head):
                    continue
                if not extreme and not outer.low <= written <= outer.high:
                    continue  # that is an error already
                key = (stretch.instrument.id, above)
                found.setdefault(key, _Outside(stretch.instrument, above, [])).found.append((event, head))
    yield from found.values()


def _extreme(instrument: Instrument) -> Range | None:
    span = instrument.extreme
    if span is None or instrument.family != "voice":
        return span
    return Range(span.low - _VOICE_LEEWAY, span.high + _VOICE_LEEWAY)


class _LowClef:
    """Where a transposing instrument of the treble clef stands in a bass clef.

    By an old custom of horns and bass clarinets it is then written an octave lower than the table has it.
    """

    def __init__(self, part: PartView, instrument: Instrument) -> None:
        usual = instrument.clefs[0].startswith("G") and bool(instrument.transposition.chromatic % _OCTAVE)
        self._clefs = part.music.clefs if usual else ()
        self._any = any(clef.sign == "F" for _, _, clef in self._clefs)

    def at(self, tick: int, staff: int) -> bool:
        """Whether the custom may hold at a tick."""
        if not self._any:
            return False
        sign = ""
        for start, on, clef in self._clefs:
            if start > tick:
                break
            if on == staff:
                sign = clef.sign
        return sign == "F"


def _has_pitch(part: PartView, instrument: Instrument, event: Event, head: Head) -> bool:
    """Harmonics, noises and slashes are not played where they stand."""
    if head.unpitched or head.shape in _PITCHLESS or not head.visible:
        return False
    struck: Event | None = event
    while struck is not None:  # what is tied to a harmonic is one
        if _is_harmonic(instrument, struck):
            return False
        struck = part.tied_from.get(struck.id)
    return True


def _is_harmonic(instrument: Instrument, event: Event) -> bool:
    if any(head.shape == "diamond" for head in event.heads):
        return True
    return instrument.family == "strings" and any(mark.name == "harmonic" for mark in event.marks)


def _leaves(notes: Sequence[Event], span: Range, shift: int) -> bool:
    """Quickly, whether any note leaves a span: the reader shares equal pitches, so few are looked at."""
    return any(not span.low <= pitch.midi + shift <= span.high for pitch in distinct_pitches(notes))


RANGE_RULES: tuple[Rule, ...] = (
    Rule(
        "range-extreme", Severity.ERROR,
        "A note lies beyond what the instrument can play.",
        "Move the note, or give it to another instrument; check octave and transposition too.",
        _unplayable,
    ),
    Rule(
        "range-uncomfortable", Severity.NOTE,
        "A note can be played, but lies outside what is read with comfort at sight.",
        "Make sure it is meant.", _uncomfortable,
    ),
)  # fmt: skip
