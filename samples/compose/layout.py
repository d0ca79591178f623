# SPDX-License-Identifier: Apache-2.0
"""What a score is made of: instruments, parts, metres, and events set in their bars."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from compose.shorthand import QUARTER, Event, Note, Pitch, Sign, read_bars

SHARP_ORDER = "FCGDAEB"


class Instrument(NamedTuple):
    """An instrument, its transposition from written to sounding, its sounding range."""

    name: str
    sound: str
    low: int
    high: int
    diatonic: int = 0
    chromatic: int = 0
    octaves: int = 0

    @property
    def is_transposing(self) -> bool:
        """Whether the written letter differs from the sounding one."""
        return bool(self.diatonic or self.chromatic)

    @property
    def to_written(self) -> tuple[int, int]:
        """The interval from the music of a C score to the written part.

        In a C score the instruments that transpose by octaves only keep their
        written octave.
        """
        if not self.is_transposing:
            return 0, 0
        return -self.diatonic - 7 * self.octaves, -self.chromatic - 12 * self.octaves


class Drum(NamedTuple):
    """A struck instrument without pitch, and its place on the staff."""

    name: str
    sound: str
    step: str
    octave: int
    head: str = ""


class Metre(NamedTuple):
    """A time signature."""

    beats: int
    unit: int

    @property
    def ticks(self) -> int:
        """The length of a bar."""
        return self.beats * QUARTER * 4 // self.unit

    def groups(self) -> list[int]:
        """Where the beamed groups of a bar begin."""
        if (self.beats, self.unit) == (7, 8):
            return [0, QUARTER, 2 * QUARTER]
        if self.unit == 8:
            return list(range(0, self.ticks, 3 * QUARTER // 2))
        return list(range(0, self.ticks, QUARTER))


Line = dict[int, str]


@dataclass(frozen=True, slots=True)
class Part:
    """One player's chair, or a string section."""

    name: str
    abbreviation: str
    instruments: tuple[Instrument, ...]
    clefs: tuple[str, ...]
    lines: tuple[Line, ...]
    group: str = ""
    drums: dict[str, Drum] = field(default_factory=dict)
    staff_lines: int = 5


@dataclass(frozen=True, slots=True)
class Plan:
    """What all parts of a cue share."""

    number: str
    title: str
    length: int
    metres: dict[int, Metre]
    keys: dict[int, int]
    double_bars: frozenset[int] = frozenset()
    fermatas: frozenset[int] = frozenset()
    caesuras: frozenset[int] = frozenset()
    rehearsals: dict[int, str] = field(default_factory=dict)
    tempos: tuple["Tempo", ...] = ()

    def metre(self, bar: int) -> Metre:
        """The time signature in force."""
        return self.metres[max(start for start in self.metres if start <= bar)]

    def key(self, bar: int) -> int | None:
        """The concert key signature in force; none in a cue in open key."""
        return self.keys[max(start for start in self.keys if start <= bar)] if self.keys else None


class Tempo(NamedTuple):
    """A tempo direction of the system."""

    bar: int
    words: str = ""
    per_minute: int = 0
    sounding: float = 0
    dashes: str = ""
    equal_units: str = ""


@dataclass(slots=True)
class Placed:
    """An event in its bar, with all that only its surroundings can tell."""

    event: Event
    onset: int
    ticks: int
    pitches: tuple[Pitch, ...] = ()
    tied_in: frozenset[Pitch] = frozenset()
    accidentals: dict[int, tuple[str, bool]] = field(default_factory=dict)
    beams: list[str] = field(default_factory=list)
    instrument: int = 0


Voice = list[Placed]
Bar = list[list[Voice]]


class MusicError(ValueError):
    """Music that does not add up."""


def fill(line: Line, length: int) -> list[list[list[Event]]]:
    """The bars of a line from first to last, those not given being rests."""
    filled: dict[int, list[list[Event]]] = {}
    for start, text in sorted(line.items()):
        for number, bar in enumerate(read_bars(text), start):
            if number in filled or number > length:
                raise MusicError(f"bar {number} given twice or beyond the end")
            filled[number] = bar
    rest: list[list[Event]] = [[Note((), "w", whole_bar=True)]]
    return [filled.get(number, rest) for number in range(1, length + 1)]


class Setter:
    """Sets the music of one part into bars."""

    def __init__(self, part: Part, plan: Plan, pitch_form: str) -> None:
        self.part, self.plan, self.form = part, plan, pitch_form
        self.instrument = 0
        self.ties: dict[tuple[int, int], frozenset[Pitch]] = {}
        self.last_alters: dict[int, dict[tuple[str, int], int]] = {}

    def bars(self) -> Iterator[Bar]:
        """All bars: each a list of staves, each a list of voices."""
        staves = [fill(line, self.plan.length) for line in self.part.lines]
        for number in range(1, self.plan.length + 1):
            bar = [
                [
                    self._voice(number, (staff, voice), events)
                    for voice, events in enumerate(lines[number - 1])
                ]
                for staff, lines in enumerate(staves)
            ]
            for staff, voices in enumerate(bar):
                self._accidentals(number, staff, voices)
                for one in voices:
                    beam(one, self.plan.metre(number))
            yield bar

    def key(self, bar: int) -> int | None:
        """The key signature this part shows."""
        concert = self.plan.key(bar)
        if concert is None or self.form != "written":
            return concert
        return concert + _fifths(*self.part.instruments[0].to_written)

    def _voice(self, bar: int, place: tuple[int, int], events: list[Event]) -> Voice:
        onset, full, voice = 0, self.plan.metre(bar).ticks, []
        for event in events:
            if isinstance(event, Sign):
                self._change(event)
                ticks = 0
                placed = Placed(event, onset, 0)
            else:
                ticks = full if event.whole_bar else event.ticks
                placed = Placed(event, onset, ticks, instrument=self.instrument)
                self._pitches(placed, event, bar, place)
            voice.append(placed)
            onset += ticks
        if onset != full:
            raise MusicError(f"{self.part.name}, bar {bar}, {place}: {onset} ticks, not {full}")
        return voice

    def _change(self, sign: Sign) -> None:
        if sign.family == "to":
            self.instrument = int(sign.value) - 1

    def _pitches(self, placed: Placed, note: Note, bar: int, place: tuple[int, int]) -> None:
        instrument = self.part.instruments[self.instrument]
        interval = instrument.to_written if self.form == "written" else (0, 0)
        pitches = tuple(pitch.moved(*interval) for pitch in note.pitches)
        if not self.plan.keys:
            pitches = tuple(pitch.simplest() for pitch in pitches)
        placed.pitches = pitches
        where = f"{self.part.name}, bar {bar}"
        if not note.cue:
            self._check_range(pitches, instrument, where)
        if not note.grace:
            awaited = self.ties.pop(place, frozenset())
            if not awaited <= set(pitches):
                raise MusicError(f"{where}: a tie leads nowhere")
            placed.tied_in = awaited
            if note.tie:
                self.ties[place] = frozenset(pitches)

    def _check_range(self, pitches: tuple[Pitch, ...], instrument: Instrument, where: str) -> None:
        shift = instrument.chromatic if self.form == "written" else 0
        octaves = instrument.octaves
        if self.form != "written" and instrument.is_transposing:
            octaves = 0
        for pitch in pitches:
            sounding = pitch.midi + shift + 12 * octaves
            if not instrument.low <= sounding <= instrument.high:
                raise MusicError(f"{where}: {pitch} is out of range for {instrument.name}")

    def _accidentals(self, bar: int, staff: int, voices: list[Voice]) -> None:
        """Signs where the bar needs them, and courtesy signs after the last bar's."""
        signature = _signature(self.key(bar) or 0)
        before = self.last_alters.get(staff, {})
        seen: dict[tuple[str, int], int] = {}
        sounding = sorted(
            (placed for voice in voices for placed in voice if placed.pitches),
            key=lambda placed: placed.onset,
        )
        for placed in sounding:
            for index, pitch in enumerate(placed.pitches):
                place = (pitch.step, pitch.octave)
                if pitch in placed.tied_in:
                    before = {**before, place: pitch.alter}
                    continue
                expected = seen.get(place, signature.get(pitch.step, 0))
                courtesy = place not in seen and (
                    before.get(place, pitch.alter) != pitch.alter
                    or any(alter != pitch.alter for (step, _), alter in seen.items() if step == pitch.step)
                )
                if pitch.alter != expected or courtesy:
                    placed.accidentals[index] = (
                        _ACCIDENTALS[pitch.alter],
                        pitch.alter == expected,
                    )
                seen[place] = pitch.alter
        self.last_alters[staff] = seen


_ACCIDENTALS = {
    0: "natural",
    1: "sharp",
    -1: "flat",
    2: "double-sharp",
    -2: "flat-flat",
}


def _fifths(diatonic: int, chromatic: int) -> int:
    """How a key signature moves with an interval."""
    return 7 * chromatic - 12 * diatonic


def _signature(fifths: int) -> dict[str, int]:
    if fifths >= 0:
        return dict.fromkeys(SHARP_ORDER[:fifths], 1)
    return dict.fromkeys(SHARP_ORDER[fifths:], -1)


def _flags(note: Note) -> int:
    return {"e": 1, "s": 2, "t": 3}.get(note.kind, 0)


def _joined_halves(notes: Voice, metre: Metre) -> set[int]:
    """Half bars of nothing but eighths, which one beam may join."""
    if metre.unit != 4 or metre.beats not in {2, 4}:
        return set()
    halves = set()
    for start in range(0, metre.ticks, 2 * QUARTER):
        inside = [
            placed.event
            for placed in notes
            if start <= placed.onset < start + 2 * QUARTER and isinstance(placed.event, Note)
        ]
        if len(inside) == 4 and all(
            note.kind == "e" and not note.dots and note.ratio == (1, 1) and not note.is_rest
            for note in inside
        ):
            halves.add(start)
    return halves


def beam(voice: Voice, metre: Metre) -> None:
    """Write the beams of a voice."""
    notes = [p for p in voice if isinstance(p.event, Note) and not p.event.grace]
    halves = _joined_halves(notes, metre)
    run: Voice = []
    run_group = -1
    for placed in notes:
        note = placed.event
        assert isinstance(note, Note)
        group = max(start for start in metre.groups() if start <= placed.onset)
        half = placed.onset - placed.onset % (2 * QUARTER)
        group = half if half in halves else group
        beamable = _flags(note) and not note.is_rest
        if run and (not beamable or group != run_group):
            _beam_run(run)
            run = []
        if beamable:
            run.append(placed)
            run_group = group
    _beam_run(run)
    _beam_graces(voice)


def _beam_graces(voice: Voice) -> None:
    run: Voice = []
    for placed in voice:
        if isinstance(placed.event, Note) and placed.event.grace == "=":
            run.append(placed)
        else:
            _beam_run(run)
            run = []


def _beam_run(run: Voice) -> None:
    if len(run) < 2:
        return
    flags = [_flags(placed.event) for placed in run if isinstance(placed.event, Note)]
    for index, placed in enumerate(run):
        for level in range(1, flags[index] + 1):
            left = index > 0 and flags[index - 1] >= level
            right = index + 1 < len(run) and flags[index + 1] >= level
            placed.beams.append(_beam_word(left, right, index))


def _beam_word(left: bool, right: bool, index: int) -> str:
    if left and right:
        return "continue"
    if left:
        return "end"
    if right:
        return "begin"
    return "backward hook" if index else "forward hook"
