"""Differences that are music21's fault or that ink cannot tell, each with the line of the XML that shows it.

A row is used up by exactly one difference, word for word; a row that nothing uses is an error.
"""

from __future__ import annotations

from typing import NamedTuple

BEETHOVEN = "beethoven-op.125-4.mxl"
ALOHA, BOULANGER = "aloha-oe.mxl", "boulanger-dun-matin-de-printemps.mxl"
BRUCKNER, LARGE = "bruckner-wab.105-4.mxl", "large-orchestra-ref.musicxml"

TIED_ONLY = "<tied> without a <tie> beside it is not read"
CHORD_STAFF = "a chord note's own <staff> is not read: the chord goes to its first note's"
OPEN_WEDGE = "a wedge left open (its stop stands before its start) is closed in the next part, and so on to the last"


class Fault(NamedTuple):
    """``bar`` is an index from 0 (-1: a count over the part); ``text`` is the difference as reported."""

    score: str
    part: str
    bar: int
    what: str
    text: str
    line: int
    reason: str


CYMBAL = "source [? quarter staff 1] printed [⁀? quarter staff 1]"
MORE_GROWING = "source {'diminuendo': 1} printed {'crescendo': 1}"
MORE_FADING = "source {'crescendo': 1} printed {'diminuendo': 1}"

FAULTS: tuple[Fault, ...] = (
    Fault(
        ALOHA, "Piano", 16, "notes", "source [D4 quarter staff 2] printed [D4 quarter staff 1]", 6972, CHORD_STAFF
    ),
    Fault(
        ALOHA, "Piano", 17, "notes",
        "; ".join(
            3 * ["source [D4 eighth staff 2, F#4 eighth staff 2] printed [D4 eighth staff 1, F#4 eighth staff 1]"]
            + ["source [D4 eighth staff 2, G4 eighth staff 2] printed [D4 eighth staff 1, G4 eighth staff 1]"]
        ),
        7177, CHORD_STAFF,
    ),
    Fault(
        ALOHA, "Piano", 19, "notes", "source [E4 quarter staff 2] printed [E4 quarter staff 1]", 7699, CHORD_STAFF
    ),
    Fault(
        ALOHA, "Piano", 20, "notes", "source [D4 quarter staff 2] printed [D4 quarter staff 1]", 7911, CHORD_STAFF
    ),
    Fault(BOULANGER, "Cymbal", 20, "notes", CYMBAL, 121271, TIED_ONLY),
    Fault(BOULANGER, "Cymbal", 26, "notes", CYMBAL, 121365, TIED_ONLY),
    Fault(BOULANGER, "Flute 1", -1, "hairpins", "source {} printed {'crescendo': 2}", 12229, OPEN_WEDGE),
    Fault(BOULANGER, "Flute 2", -1, "hairpins", MORE_FADING, 12229, OPEN_WEDGE),
    Fault(BOULANGER, "Triangle", -1, "hairpins", MORE_FADING, 12229, OPEN_WEDGE),
    Fault(BOULANGER, "Harp", -1, "hairpins", MORE_GROWING, 12229, OPEN_WEDGE),
    Fault(BOULANGER, "Violin Solo", -1, "hairpins", MORE_FADING, 12229, OPEN_WEDGE),
    Fault(BOULANGER, "Violin 1", -1, "hairpins", MORE_GROWING, 12229, OPEN_WEDGE),
    Fault(BOULANGER, "Violin 1 div(2)", -1, "hairpins", MORE_FADING, 12229, OPEN_WEDGE),
    Fault(BOULANGER, "Violin 2 Solo", -1, "hairpins", MORE_GROWING, 12229, OPEN_WEDGE),
    Fault(BOULANGER, "Violoncello div 2", -1, "hairpins", MORE_FADING, 12229, OPEN_WEDGE),
    Fault(BOULANGER, "Contrabass", -1, "hairpins", MORE_GROWING, 12229, OPEN_WEDGE),
    Fault(BRUCKNER, "Violin 2", -1, "hairpins", "source {} printed {'diminuendo': 1}", 415299, OPEN_WEDGE),
    Fault(
        LARGE, "Contrabass I", 1, "notes", "source [F3 eighth staff 1] printed [F3⁀ eighth staff 1]", 14634, TIED_ONLY
    ),
)  # fmt: skip
