"""Notes, chords and rests with what hangs on each: accidentals, marks, syllables, beams.

Staves of a part are counted from 1. Voices belong to the part, the staff to the event.
"""

from __future__ import annotations

import msgspec

from engraving.score.attributed import Attributed
from engraving.score.pitch import Pitch


class Accidental(msgspec.Struct, frozen=True, gc=False):
    """An accidental to print beside a head: MusicXML ``value``, and how it is dressed; editors print some small.

    ``cautionary`` is a courtesy, dressed as the house dresses its own.
    """

    value: str
    cautionary: bool = False
    editorial: bool = False
    parentheses: bool = False
    bracket: bool = False
    small: bool = False


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


class Mark(msgspec.Struct, Attributed, frozen=True, gc=False):
    """A mark on one event: ``name`` is the MusicXML element (staccato, trill-mark, fermata, tremolo …).

    ``text`` is its content (fingering digits, fermata shape, tremolo slashes), ``attributes`` the
    rest of what the source says, as pairs.
    """

    atom: int
    name: str
    text: str = ""
    placement: str = ""
    attributes: tuple[tuple[str, str], ...] = ()


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


class BeamGroup(msgspec.Struct, frozen=True, gc=False):
    """Events under one primary beam, by id in time order; ``grace`` when they are grace notes.

    ``fan`` is accel, rit or "": which way a feathered beam spreads.
    """

    atom: int
    events: tuple[int, ...]
    grace: bool = False
    fan: str = ""
