"""The records of the instrument table and the short-hand its rows are written in.

Pitches in the rows are note names ("C4" is middle C, MIDI 60; "Bb3", "F#2"), spans are "low-high" ("G3-A7").
Names are five strings in the order of `LANGUAGES`, alternative spellings separated by "|", the preferred first.
Abbreviations are one string: languages separated by ";", alternatives by "|"; fewer than five fields repeat
the last one.
"""

from __future__ import annotations

import re

from msgspec import Struct

LANGUAGES: tuple[str, str, str, str, str] = ("en", "de", "fr", "it", "es")

Words = tuple[tuple[str, ...], ...]
"""Five tuples of spellings, one for each of `LANGUAGES`; the first spelling of each is the preferred one."""


class Range(Struct, frozen=True, gc=False):
    """A span of written pitch in MIDI numbers, both ends included."""

    low: int
    high: int


class Transposition(Struct, frozen=True, gc=False):
    """Written to sounding, as in MusicXML `<transpose>`, with `octave-change` folded into both numbers.

    `diatonic` counts staff steps, `chromatic` semitones: B flat clarinet (-1, -2), double bass (-7, -12).
    """

    diatonic: int = 0
    chromatic: int = 0


class Instrument(Struct, frozen=True, gc=False):
    """One instrument as its player reads it.

    `clefs` are the customary written clefs, most usual first ("G2", "F4", "C3", "C4", "percussion", "G2-8vb");
    with `staves` > 1 they are those of the staves from the top. `midi_program` is 1..128 as in MusicXML.
    `comfortable` is what a session player sight-reads well, `extreme` what a professional can be asked for;
    both are written pitch and None where the question makes no sense. Under an octave clef the numbers are
    those the clef says (a tenor's "G2-8vb" C is MIDI 48 on the second lowest ledger position, not 60).
    `rank` sorts a score top to bottom. `section`: several players on a part, so divisi is possible.
    `open_key`: customarily written without key signature.
    """

    id: str
    sound: str
    names: Words
    abbreviations: Words
    midi_program: int | None
    clefs: tuple[str, ...]
    staves: int
    transposition: Transposition
    comfortable: Range | None
    extreme: Range | None
    family: str
    rank: int
    section: bool = False
    pitched: bool = True
    open_key: bool = False


_STEPS = {"C": 0, "D": 2, "E": 4, "F": 5, "G": 7, "A": 9, "B": 11}
_SPAN = re.compile(r"([A-G])([b#]?)(-?\d)-([A-G])([b#]?)(-?\d)")


def span(text: str) -> Range | None:
    """Read "G3-A7" as a `Range`; the empty string is None. Raises `ValueError`."""
    if not text:
        return None
    found = _SPAN.fullmatch(text)
    if found is None:
        raise ValueError(f"not a span of notes: {text!r}")
    one, one_alter, one_octave, two, two_alter, two_octave = found.groups()
    return Range(_midi(one, one_alter, one_octave), _midi(two, two_alter, two_octave))


def _midi(step: str, alter: str, octave: str) -> int:
    return 12 * (int(octave) + 1) + _STEPS[step] + {"": 0, "b": -1, "#": 1}[alter]


def words(*fields: str) -> Words:
    """Five "a|b" strings as five tuples of spellings. Raises `ValueError` for more or fewer."""
    if len(fields) != len(LANGUAGES):
        raise ValueError(f"five languages expected, not {len(fields)}: {fields}")
    return tuple(tuple(part.strip() for part in field.split("|") if part.strip()) for field in fields)


def short_words(text: str) -> Words:
    """ "Fl.;Fl.;Fl.|Flt." as five tuples; missing fields repeat the last one."""
    fields = text.split(";")
    return words(*(fields + [fields[-1]] * (len(LANGUAGES) - len(fields))))


class Rows:
    """Collects the rows of one family module: `row = Rows("brass")`, then `row(...)` and `row.instruments`."""

    def __init__(self, family: str) -> None:
        self.family = family
        self.instruments: list[Instrument] = []

    def __call__(
        self,
        id: str,
        sound: str,
        program: int | None,
        rank: int,
        clefs: str,
        transposition: tuple[int, int],
        comfortable: str,
        extreme: str,
        names: tuple[str, str, str, str, str],
        abbreviations: str,
        *,
        staves: int = 1,
        section: bool = False,
        pitched: bool = True,
        open_key: bool = False,
        family: str = "",
    ) -> None:
        """Add one row; the fields are those of `Instrument`, in the module's short-hand."""
        self.instruments.append(
            Instrument(
                id=id,
                sound=sound,
                names=words(*names),
                abbreviations=short_words(abbreviations),
                midi_program=program,
                clefs=tuple(clefs.split()),
                staves=staves,
                transposition=Transposition(*transposition),
                comfortable=span(comfortable),
                extreme=span(extreme),
                family=family or self.family,
                rank=rank,
                section=section,
                pitched=pitched,
                open_key=open_key,
            )
        )
