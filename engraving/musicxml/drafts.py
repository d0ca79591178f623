"""What is known of a part while it is read: positions in units from the start of each bar, ends unpaired.

Absolute ticks cannot be known before all parts are read, since the longest part decides a bar.
"""

from __future__ import annotations

from typing import NamedTuple

from engraving.errors import NotMusicXML
from engraving.findings import Severity
from engraving.musicxml.elements import whole_number
from engraving.musicxml.ticks import Grid
from engraving.score import Accidental, Head, InstrumentName, Lyric, Mark, Metre, Segment
from engraving.score.atoms import Kind, pack
from engraving.score.pitch import Clef, Pitch

MOST_STAVES = 32
LAST_PART_NUMBER = 8191  # cue-level atoms are numbered from the next one on

Attributes = tuple[tuple[str, str], ...]
Value = tuple[str, int, int, int, bool]  # value, dots, length, duration, whether the value was written


class Complaint(NamedTuple):
    """A finding before bars have numbers and beats: ``position`` in units, -1 for the whole bar."""

    rule: str
    severity: Severity
    bar: int
    position: int
    line: int
    message: str
    remedy: str = ""
    part: int = -1
    atoms: tuple[int, ...] = ()


class EventDraft:
    """A chord or rest. ``grace`` is 0 for main notes; ``length`` and ``duration`` are units."""

    position = 0
    length = 0
    duration = 0
    value = ""
    dots = 0
    ratio: tuple[int, int] = (1, 1)
    voice = 1
    staff = 1
    is_rest = False
    measure = False  # a rest that calls itself a bar's
    typed = True  # has a written value
    whole_bar = False
    grace = 0
    slash = False
    cue = False
    stem = ""
    fan = ""  # which way a feathered beam spreads
    beams: tuple[str, ...] = ()
    place: Pitch | None = None
    visible = True
    id = 0

    def __init__(self, bar: int, line: int) -> None:
        self.bar = bar
        self.line = line
        self.heads: list[Head] = []
        self.marks: list[Mark] = []
        self.lyrics: list[Lyric] = []


class Timed:
    """Anything at a place in a bar that is not a note."""

    def __init__(self, bar: int, position: int) -> None:
        self.bar = bar
        self.position = position


class EndDraft(Timed):
    """One end of a spanner: ``phase`` is MusicXML's type (start, stop, continue, change …)."""

    number = 1
    staff = 1
    voice = 0
    event: EventDraft | None = None
    head = 0
    pitch: Pitch | None = None
    placement = ""
    attributes: Attributes = ()
    text = ""
    line = 0
    order = 0

    def __init__(self, bar: int, position: int, kind: str, phase: str) -> None:
        self.bar = bar
        self.position = position
        self.kind = kind
        self.phase = phase


class DirectionDraft(Timed):
    """A direction; ``ends`` are the spanner ends written in the same element.

    One that hangs on a note has its ``event``; one of a barline its edge, left or right.
    """

    staff = 1
    voice = 0
    placement = ""
    system = ""
    tempo = 0.0
    line = 0
    event: EventDraft | None = None
    at_bar_edge = ""
    ends: tuple[EndDraft, ...] = ()

    def __init__(self, bar: int, position: int, segments: tuple[Segment, ...]) -> None:
        self.bar = bar
        self.position = position
        self.segments = segments


class TempoDraft(Timed):
    """From here on, ``quarters`` a minute."""

    def __init__(self, bar: int, position: int, quarters: float, printed: bool) -> None:
        super().__init__(bar, position)
        self.quarters = quarters
        self.printed = printed


class Change(Timed):
    """A new clef, key, metre …: ``staff`` 0 means every staff of the part."""

    def __init__(self, bar: int, position: int, staff: int, value: object) -> None:
        super().__init__(bar, position)
        self.staff = staff
        self.value = value


class StyleEnd(Timed):
    """Start or stop of a slash region or measure repeat."""

    size = 1
    attributes: Attributes = ()

    def __init__(self, bar: int, position: int, kind: str, start: bool, staff: int) -> None:
        super().__init__(bar, position)
        self.kind = kind
        self.start = start
        self.staff = staff


class EndingMark(NamedTuple):
    """One end of a volta bracket."""

    phase: str
    numbers: str
    text: str
    visible: bool


class BarlineDraft(NamedTuple):
    """A barline as one part has it; ``place`` left, right or middle."""

    bar: int
    position: int
    place: str
    style: str
    repeat: str
    times: int
    ending: EndingMark | None
    line: int
    winged: str = ""


class BarDraft:
    """A bar as one part has it: ``content`` is where its last note ends, ``rest`` its whole-bar rest."""

    __slots__ = ("content", "implicit", "line", "metre", "number", "rest", "units")

    def __init__(self, number: str, implicit: bool, line: int, metre: Metre | None, units: int) -> None:
        self.number = number
        self.implicit = implicit
        self.line = line
        self.metre = metre
        self.units = units  # the metre's length, 0 without one
        self.content = 0
        self.rest = 0


class PartDraft:
    """A part in the making, with the cursor that walks through it."""

    def __init__(self, index: int, grid: Grid) -> None:
        self.index = index
        self.grid = grid
        self.staves = 1
        # the cursor
        self.bar = -1
        self.position = 0
        self.division = grid.unit
        self.metre: Metre | None = None
        self.metre_units = 0
        self.last: EventDraft | None = None
        self.expected: dict[int, int] = {}
        self.graces: dict[int, list[EventDraft]] = {}
        self.voices: dict[str, int] = {}
        self.clefs_now: dict[int, Clef] = {}
        self.instrument_now: dict[int, str] = {}
        self.lines_now: dict[int, int] = {}
        self.first_event = 0
        self.number = 0
        # what was read
        self.numbers: list[int] = []
        self.bars: list[BarDraft] = []
        self.events: list[EventDraft] = []
        self.timed: list[Timed] = []
        self.ends: list[EndDraft] = []
        self.directions: list[DirectionDraft] = []
        self.tempi: list[TempoDraft] = []
        self.clefs: list[Change] = []
        self.keys: list[Change] = []
        self.metres: list[Change] = []
        self.staff_lines: list[Change] = []
        self.transpositions: list[Change] = []
        self.instruments: list[Change] = []
        self.styles: list[StyleEnd] = []
        self.figures: list[DirectionDraft] = []  # of the bar being read
        self.figures_at = (-1, 0)
        self.figures_till = 0
        self.barlines: list[BarlineDraft] = []
        self.cue_directions: list[DirectionDraft] = []
        self.jumps: list[tuple[int, str, str]] = []
        self.complaints: list[Complaint] = []
        self.lengths: set[int] = set()
        self.loose: set[tuple[int, int]] = set()
        self.is_kit = False
        self.misfits: list[EventDraft] = []
        self.pitches: dict[tuple[str | None, ...], Pitch] = {}
        self.accidentals: dict[tuple[str, Attributes], Accidental] = {}
        self.names: dict[str, InstrumentName] = {}
        self.verses: dict[str, int] = {}
        self.values: dict[tuple[str | None, str | None, int, tuple[int, int], bool], Value] = {}
        self.has_ratios = False
        self.transposes = False

    def atom(self, kind: int) -> int:
        """The next running number of this bar, as an atom. Raises ``NotMusicXML`` when they are used up."""
        self.number = number = self.number + 1
        if number > LAST_PART_NUMBER:
            raise NotMusicXML(
                f"Bar {self.bar + 1} of one part holds more than {LAST_PART_NUMBER} signs.",
                remedy="Divide the bar in the notation program and export again.",
            )
        return pack(self.bar, number, kind)

    def voice(self, name: str | None) -> int:
        """The part's own voice names, numbered as they appear."""
        name = (name or "1").strip()
        voice = self.voices.get(name)
        if voice is None:
            voice = self.voices[name] = len(self.voices) + 1
        return voice

    def staff(self, text: str | None) -> int:
        """A staff number; the part has at least as many."""
        if text == "1":
            return 1
        staff = min(max(whole_number(text, 1), 1), MOST_STAVES)
        if staff > self.staves:
            self.staves = staff
        return staff

    def instrument(self, key: str, staff: int, position: int, unpitched: bool) -> str:
        """Who plays a note. Another one than before is a change, unless a kit has them all on its staff."""
        if key != self.instrument_now.get(staff):
            begins = staff not in self.instrument_now
            self.instrument_now[staff] = key
            name = self.names.get(key)
            one_line = self.lines_now.get(staff) == 1  # where no place on the staff tells instruments apart
            if name is not None and not self.is_kit and (one_line or not unpitched):
                # the first note tells what the staff begins with
                change = Change(0, 0, staff, name) if begins else Change(self.bar, position, staff, name)
                self.instruments.append(change)
        return key

    def later_atom(self, bar: int, kind: Kind) -> int:
        """A number in a bar that has been closed."""
        self.numbers[bar] += 1
        return pack(bar, self.numbers[bar], kind)

    def note(self, thing: Timed) -> None:
        """Remember something to be drawn to its place when the bar is closed."""
        self.timed.append(thing)

    def complain(
        self, rule: str, severity: Severity, line: int, message: str, remedy: str = "", position: int = -1
    ) -> None:
        """A complaint about the bar being read."""
        self.complaints.append(
            Complaint(rule, severity, self.bar, position, line, message, remedy, self.index)
        )
