"""A census by another road: how many of each mark a source holds, by lxml alone, and how many atoms of its kind stand
on the pages of its parts (A5).

Nothing but tags and attributes is read here: what the reader never noticed is counted all the same.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path
from zipfile import ZipFile

from lxml import etree

from engraving.layout.page import Page
from engraving.score.atoms import Kind, kind_of

SAID = frozenset((
    "words", "dynamics", "metronome", "rehearsal", "segno", "coda", "harp-pedals", "damp", "damp-all", "eyeglasses",
    "string-mute", "scordatura", "percussion", "staff-divide", "other-direction", "symbol", "accordion-registration",
    "image",
))  # fmt: skip
LINES = frozenset({"octave-shift", "principal-voice", "bracket", "dashes", "glissando", "slide"})
HARMONIC_PITCHES = frozenset({"base-pitch", "touching-pitch", "sounding-pitch"})
ON_NOTES = frozenset({"articulations", "ornaments", "technical"})
NO_SIGN = frozenset({"wavy-line", "tremolo", "hammer-on", "pull-off"})
"""Counted with what they belong to, or as lines."""

KINDS = {
    Kind.HEAD: "heads", Kind.DOT1: "dots", Kind.DOT2: "dots", Kind.DOT3: "dots", Kind.DOT4: "dots",
    Kind.ACCIDENTAL: "accidentals", Kind.MARK: "marks", Kind.TREMOLO: "marks", Kind.SLUR: "slurs", Kind.TIE: "ties",
    Kind.TUPLET: "tuplets", Kind.WEDGE: "hairpins", Kind.LINE: "lines", Kind.LYRIC: "syllables",
    Kind.DIRECTION: "directions", Kind.ENDING: "endings",
}  # fmt: skip


def _note(note: etree._Element) -> bool:
    pitched = note.find("pitch") is not None or note.find("unpitched") is not None
    return pitched and note.findtext("notehead") != "none"


def _dot(dot: etree._Element) -> bool:
    return dot.getparent().tag == "note" and dot.getparent().find("rest") is None


def _mark(mark: etree._Element) -> bool:
    """Not the second arpeggio of a chord, which has one sign; nor a harmonic that is told by the shape of its head."""
    note = next(mark.iterancestors("note"), None)
    if note is None:
        return False
    if mark.tag in ("arpeggiate", "non-arpeggiate"):
        return note.find("chord") is None
    if mark.tag == "tremolo":
        return mark.get("type", "single") == "single"
    if mark.tag == "harmonic" and HARMONIC_PITCHES & {child.tag for child in mark}:
        return False
    if mark.tag == "accidental-mark":
        return mark.getparent().tag == "notations"
    return mark.tag == "fermata" or (mark.getparent().tag in ON_NOTES and mark.tag not in NO_SIGN)


def _starts(line: etree._Element) -> bool:
    return line.get("type") in ("start", "up", "down")


def _direction(direction: etree._Element) -> bool:
    """What one ``<direction>`` says beside each other is one line of type; empty dynamics say nothing."""
    said = [child for kind in direction.iter("direction-type") for child in kind if child.tag in SAID]
    return any(child.tag != "dynamics" or len(child) for child in said)


COUNTED: dict[str, tuple[tuple[str, ...], Callable[[etree._Element], bool]]] = {
    "heads": (("note",), _note),
    "dots": (("dot",), _dot),
    "accidentals": (("accidental",), lambda e: True),
    "slurs": (("slur",), _starts),
    "ties": (("tied",), lambda e: e.get("type") in ("start", "let-ring")),
    "tuplets": (("tuplet",), lambda e: _starts(e) and (e.get("bracket"), e.get("show-number")) != ("no", "none")),
    "hairpins": (("wedge",), lambda e: e.get("type") in ("crescendo", "diminuendo")),
    "lines": (tuple(LINES), _starts),
    "trills": (("wavy-line",), lambda e: _starts(e) and e.getparent().tag == "ornaments"),
    "syllables": (("lyric",), lambda e: e.find("text") is not None),
    "directions": (("direction",), _direction),
    "chords": (("harmony", "figured-bass"), lambda e: True),
    "endings": (("ending",), _starts),
}
TOGETHER = {"trills": "lines", "chords": "directions"}


def written(root: etree._Element) -> Counter[str]:
    """How many of each class a source shows."""
    count: Counter[str] = Counter()
    for name, (tags, counts) in COUNTED.items():
        count[TOGETHER.get(name, name)] += sum(counts(e) for e in root.iter(*tags) if _shown(e))
    count["marks"] = sum(_mark(e) for e in root.iter(etree.Element) if _shown(e))
    return +count


def printed(pages: Iterable[Page]) -> set[int]:
    """The atoms on pages."""
    return {item.atom for page in pages for item in page.music if item.atom}


def by_class(atoms: Iterable[int]) -> Counter[str]:
    """How many atoms of each class there are."""
    return Counter(KINDS[kind_of(atom)] for atom in atoms if kind_of(atom) in KINDS)


def source(path: Path) -> etree._Element:
    """The root of a score, unpacked and mended by nobody but libxml2."""
    if path.suffix != ".mxl":
        return etree.parse(path, etree.XMLParser(recover=True)).getroot()
    with ZipFile(path) as archive:
        inside = [n for n in archive.namelist() if n.endswith(("xml", "musicxml")) and not n.startswith("META-INF")]
        return etree.fromstring(archive.read(inside[0]))


def _shown(element: etree._Element) -> bool:
    return element.get("print-object") != "no" and all(a.get("print-object") != "no" for a in element.iterancestors())
