"""What the music is: frozen values shared by every stage, without a trace of where they came from.

Times are ticks: integers, ``Cue.ticks_per_quarter`` to the quarter, counted from the start of the
cue. A bar's identity is its index from 0; its ``number`` is a printed string. Staves of a part are
counted from 1. Voices belong to the part, the staff to the event.
"""

from __future__ import annotations

from enum import StrEnum

import msgspec

from engraving.score.picture import Picture
from engraving.score.pitch import Clef, Key, Pitch, Transposition


class BarKind(StrEnum):
    """How a bar counts: a pickup is not numbered, split halves share a number, a free bar has no metre."""

    FULL = "full"
    PICKUP = "pickup"
    SPLIT = "split"  # second half of a bar split by a barline: shares the number of the bar before
    FREE = "free"


class Ending(msgspec.Struct, frozen=True, gc=False):
    """A volta bracket over bars ``first`` to ``last``; ``closed`` when its right end has a hook."""

    atom: int
    numbers: tuple[int, ...]
    text: str
    first: int
    last: int
    closed: bool = True
    visible: bool = True


class Bar(msgspec.Struct, frozen=True, gc=False):
    """A bar of the cue. ``left``/``right`` are MusicXML bar styles ("" is the plain thin one).

    ``repeat_end`` is how often the repeated passage is played (0: no repeat ends here). ``jumps``
    are ``(name, value)`` of the playback jumps: dacapo, dalsegno, fine, tocoda, coda, segno. ``wings`` are
    those of the repeats at its left and right ("" none, straight, curved, double-straight, double-curved).
    """

    index: int
    number: str
    start: int
    length: int
    kind: BarKind = BarKind.FULL
    left: str = ""
    right: str = ""
    repeat_start: bool = False
    repeat_end: int = 0
    jumps: tuple[tuple[str, str], ...] = ()
    wings: tuple[str, str] = ("", "")

    @property
    def end(self) -> int:
        """The tick after the bar."""
        return self.start + self.length


class Metre(msgspec.Struct, frozen=True, gc=False):
    """A time signature: ``parts`` of ("3+2", 8), several when composite.

    ``symbol`` is common, cut, single-number, note or dotted-note.

    ``parts`` is empty for senza misura (whose ``symbol`` may be X). ``interchangeable`` is the second metre
    of a pair such as 3/4 (6/8), ``relation`` what stands between them, ``other_symbol`` how the second is
    written; ``separator`` parts the figures.
    """

    parts: tuple[tuple[str, int], ...] = (("4", 4),)
    symbol: str = ""
    interchangeable: tuple[tuple[str, int], ...] = ()
    relation: str = ""
    visible: bool = True
    separator: str = ""
    other_symbol: str = ""

    @property
    def beats(self) -> int:
        """Upper figure added up."""
        return sum(int(b) for beats, _ in self.parts for b in beats.split("+"))

    @property
    def beat_type(self) -> int:
        """Lower figure (of the first part)."""
        return self.parts[0][1] if self.parts else 4

    def length(self, ticks_per_quarter: int) -> int:
        """Ticks in one bar; 0 for senza misura."""
        return sum(
            int(b) * 4 * ticks_per_quarter // beat_type
            for beats, beat_type in self.parts
            for b in beats.split("+")
        )


class Accidental(msgspec.Struct, frozen=True, gc=False):
    """An accidental to print beside a head: MusicXML ``value``, and how it is dressed."""

    value: str
    cautionary: bool = False
    editorial: bool = False
    parentheses: bool = False
    bracket: bool = False


class Printing(msgspec.Struct, frozen=True, gc=False):
    """What of a note the source shows or hides apart from its head; ``dot_side`` above, below or ""."""

    dots: bool = True
    ledgers: bool = True
    dot_side: str = ""


class Head(msgspec.Struct, frozen=True, gc=False):
    """One notehead of a chord: written ``pitch`` (staff place if unpitched).

    ``accidental`` is what the source displays until extraction, what the page prints after it.
    ``shape`` is MusicXML's notehead value ("" normal) or a glyph name of SMuFL's; ``filled`` yes, no or "".
    ``cue``: this head alone is of cue size, as the sounding pitch over a harmonic; where the whole chord is, its
    event says so. ``printing`` is None where dots and ledger lines show with the head.
    """

    atom: int
    pitch: Pitch
    staff: int = 1
    accidental: Accidental | None = None
    shape: str = ""
    filled: str = ""
    parentheses: bool = False
    unpitched: bool = False
    instrument: str = ""
    visible: bool = True
    line: int = 0
    cue: bool = False
    printing: Printing | None = None

    @property
    def dotted(self) -> bool:
        """Whether its dots are printed."""
        return self.visible if self.printing is None else self.printing.dots


class Mark(msgspec.Struct, frozen=True, gc=False):
    """A mark on one event: ``name`` is the MusicXML element (staccato, trill-mark, fermata, tremolo …).

    ``text`` is its content (fingering digits, fermata shape, tremolo slashes), ``attributes`` the
    rest of what the source says, as pairs.
    """

    atom: int
    name: str
    text: str = ""
    placement: str = ""
    attributes: tuple[tuple[str, str], ...] = ()

    def get(self, key: str, default: str = "") -> str:
        """One attribute."""
        for name, value in self.attributes:
            if name == key:
                return value
        return default


class Lyric(msgspec.Struct, frozen=True, gc=False):
    """A syllable: ``verse`` from 1, ``syllabic`` single/begin/middle/end.

    Elided syllables are joined by U+203F in ``text``.
    """

    atom: int
    verse: int
    text: str
    syllabic: str = "single"
    extend: bool = False
    placement: str = ""
    italic: bool = False


class Event(msgspec.Struct, frozen=True, gc=False):
    """A chord (with ``heads``) or a rest (without).

    ``id`` is the event's identity: the atom of its rest, or of its first head as read.
    ``length`` is the written value in ticks, 0 for graces. ``value`` is the written type ("eighth"),
    ``dots`` its dots, ``ratio`` the product of its time modifications as (actual, normal).
    ``grace`` orders graces at one tick: negative before the note, positive after it, 0 not a grace.
    ``beams`` are MusicXML beam values from beam 1 up; ``heads`` are sorted from the lowest.
    """

    id: int
    bar: int
    tick: int
    length: int
    value: str
    voice: int
    staff: int
    heads: tuple[Head, ...] = ()
    dots: int = 0
    ratio: tuple[int, int] = (1, 1)
    grace: int = 0
    slash: bool = False
    cue: bool = False
    stem: str = ""
    beams: tuple[str, ...] = ()
    marks: tuple[Mark, ...] = ()
    lyrics: tuple[Lyric, ...] = ()
    whole_bar: bool = False
    place: Pitch | None = None
    visible: bool = True
    line: int = 0

    @property
    def is_rest(self) -> bool:
        """True when nothing sounds."""
        return not self.heads

    @property
    def end(self) -> int:
        """The tick at which it ends."""
        return self.tick + self.length


class Anchor(msgspec.Struct, frozen=True, gc=False):
    """One end of a spanner: a ``tick`` and staff, and the event and head it hangs on (0: none)."""

    tick: int
    staff: int
    voice: int = 0
    event: int = 0
    head: int = 0


class Spanner(msgspec.Struct, frozen=True, gc=False):
    """Something with two ends. An end of ``None`` is an open stub (l.v., a tie into nowhere).

    ``kind``: tie, slur, wedge, octave-shift, pedal, wavy-line, tuplet, glissando, slide, dashes,
    bracket, tremolo. ``attributes`` are what the start says, ``closing`` what the stop says, and
    ``turns`` what happens between, as (tick, phase): a pedal's change, discontinue and resume. ``text``
    is words carried on the line.
    """

    atom: int
    kind: str
    start: Anchor | None
    stop: Anchor | None
    placement: str = ""
    number: int = 1
    text: str = ""
    attributes: tuple[tuple[str, str], ...] = ()
    closing: tuple[tuple[str, str], ...] = ()
    turns: tuple[tuple[int, str], ...] = ()
    line: int = 0

    def get(self, key: str, default: str = "") -> str:
        """One attribute of the starting end."""
        for name, value in self.attributes:
            if name == key:
                return value
        return default


class BeamGroup(msgspec.Struct, frozen=True, gc=False):
    """Events under one primary beam, by id in time order; ``grace`` when they are grace notes.

    ``fan`` is accel, rit or "": which way a feathered beam spreads.
    """

    atom: int
    events: tuple[int, ...]
    grace: bool = False
    fan: str = ""


CUE_NAME = "cue-name"
"""The kind of a segment that names the source of a cue at its first note."""


class Segment(msgspec.Struct, frozen=True, gc=False):
    """One piece of a direction: ``kind`` is the MusicXML direction-type (or ``CUE_NAME``), ``text`` its content.

    For ``metronome`` the text is compact: ``quarter.=60``, ``quarter=eighth``, ``half=c. 72``,
    parentheses as attribute ``parentheses=yes``. For ``dynamics`` it is the letters (``sfz``, ``mp``).
    """

    kind: str
    text: str = ""
    attributes: tuple[tuple[str, str], ...] = ()

    def get(self, key: str, default: str = "") -> str:
        """One attribute."""
        for name, value in self.attributes:
            if name == key:
                return value
        return default


class Direction(msgspec.Struct, frozen=True, gc=False):
    """Words, dynamics, tempo, rehearsal … at one place: a run of segments.

    ``tick`` includes the source's ``offset``. ``staff`` 0 means it belongs to the whole cue (E57).
    ``tempo`` is quarters a minute when the source says how it sounds (0: it does not).
    ``atom`` names the run as a whole: every item of it carries the atom.
    """

    atom: int
    bar: int
    tick: int
    staff: int
    segments: tuple[Segment, ...]
    placement: str = ""
    voice: int = 0
    system: str = ""
    tempo: float = 0.0
    line: int = 0

    @property
    def text(self) -> str:
        """All its words, for rules and messages."""
        return " ".join(s.text for s in self.segments if s.text).strip()


class InstrumentName(msgspec.Struct, frozen=True, gc=False):
    """The instrument a part plays from some tick on, as the source names it."""

    id: str
    name: str
    sound: str = ""
    midi_program: int = 0
    midi_unpitched: int = 0


class BarStyle(msgspec.Struct, frozen=True, gc=False):
    """Measure repeats and slash regions: ``kind`` measure-repeat, beat-repeat or slash, over ticks.

    ``size`` is the bars of one repeat; ``open_ended`` says that the source gives no end. A barline in
    mid-bar is of kind ``barline``, on all staves (0), without length.
    """

    atom: int
    kind: str
    staff: int
    start: int
    end: int
    size: int = 1
    attributes: tuple[tuple[str, str], ...] = ()
    open_ended: bool = False


class Music(msgspec.Struct, frozen=True, gc=False):
    """Events on staves, with everything attached to them. Time lines are sorted (tick, staff, value)."""

    staves: int
    events: tuple[Event, ...]
    beams: tuple[BeamGroup, ...] = ()
    spanners: tuple[Spanner, ...] = ()
    directions: tuple[Direction, ...] = ()
    clefs: tuple[tuple[int, int, Clef], ...] = ()
    keys: tuple[tuple[int, int, Key], ...] = ()
    metres: tuple[tuple[int, int, Metre], ...] = ()
    staff_lines: tuple[tuple[int, int, int], ...] = ()
    transpositions: tuple[tuple[int, int, Transposition], ...] = ()
    instruments: tuple[tuple[int, int, InstrumentName], ...] = ()
    styles: tuple[BarStyle, ...] = ()


class SourcePart(msgspec.Struct, frozen=True, gc=False):
    """One part of the source, as its file has it. ``key`` is the source's own id, for chairs to refer to."""

    key: str
    name: str
    abbreviation: str
    group: str
    music: Music
    instruments: tuple[InstrumentName, ...] = ()


class PartGroup(msgspec.Struct, frozen=True, gc=False):
    """Parts ``first`` to ``last`` (indices) bracketed in the source's score.

    ``symbol`` bracket, brace, square, line or none; ``barlines`` yes, no or Mensurstrich.
    """

    first: int
    last: int
    symbol: str = "none"
    name: str = ""
    abbreviation: str = ""
    barlines: str = "no"


class TempoChange(msgspec.Struct, frozen=True, gc=False):
    """From ``tick`` on the music sounds at ``quarters`` a minute; ``printed`` when a mark on paper says so."""

    tick: int
    quarters: float
    printed: bool = True


class Credits(msgspec.Struct, frozen=True, gc=False):
    """Who and what: the words of the heading; ``start`` and ``rate`` of the picture, as the source writes them."""

    cue_number: str = ""
    title: str = ""
    composer: str = ""
    orchestrator: str = ""
    version: str = ""
    production: str = ""
    rights: str = ""
    date: str = ""
    start: str = ""
    rate: str = ""
    lyricist: str = ""


class Cue(msgspec.Struct, frozen=True, gc=False):
    """A cue as submitted: bars, cue-level marks and parts.

    ``directions`` belong to everybody (E57): metronome and tempo words, rehearsal marks, segno,
    coda; ``spanners`` are their dashes. ``metres`` is the time line most parts agree on.
    ``concert_pitch`` is True/False when the source says which pitch it holds, None when it does not.
    ``line_breaks`` and ``page_breaks`` are the bars (indices) that begin a line or page of the source.
    """

    credits: Credits
    ticks_per_quarter: int
    bars: tuple[Bar, ...]
    parts: tuple[SourcePart, ...]
    directions: tuple[Direction, ...] = ()
    spanners: tuple[Spanner, ...] = ()
    endings: tuple[Ending, ...] = ()
    metres: tuple[tuple[int, int, Metre], ...] = ()
    tempi: tuple[TempoChange, ...] = ()
    concert_pitch: bool | None = None
    concert_exceptions: tuple[str, ...] = ()
    software: str = ""
    file: str = ""
    groups: tuple[PartGroup, ...] = ()
    line_breaks: tuple[int, ...] = ()
    page_breaks: tuple[int, ...] = ()


class MultiRest(msgspec.Struct, frozen=True, gc=False):
    """Empty bars ``first`` to ``last`` (indices) printed as one H-bar counting ``count`` (E47)."""

    atom: int
    first: int
    last: int
    count: int


class Part(msgspec.Struct, frozen=True, gc=False):
    """What one chair reads: still music, no geometry.

    ``bars`` are the cue's bars, whole; ``music`` holds written pitches with the accidentals to be
    printed; ``directions``, ``spanners`` and ``endings`` are the cue-level ones every part prints.
    ``bar_seconds`` is the elapsed time at each bar's start on its first pass (-1 when unknown), one
    entry more than bars; ``bar_durations`` is what each bar takes (-1 when unknown); ``order`` are bar
    indices as they are played, empty when that is once each in the order of the paper. ``tacet`` parts
    hold no events. ``family`` and ``instrument_id`` are of the table of instruments, empty when it has none.
    ``picture`` is what is printed of picture time; None without a cue file.
    """

    chair: str
    instrument: str
    number: int
    credits: Credits
    ticks_per_quarter: int
    bars: tuple[Bar, ...]
    music: Music
    directions: tuple[Direction, ...] = ()
    spanners: tuple[Spanner, ...] = ()
    endings: tuple[Ending, ...] = ()
    multi_rests: tuple[MultiRest, ...] = ()
    bar_seconds: tuple[float, ...] = ()
    bar_durations: tuple[float, ...] = ()
    order: tuple[int, ...] = ()
    tacet: bool = False
    pitch_unconfirmed: bool = False
    family: str = ""
    instrument_id: str = ""
    picture: Picture | None = None
