"""Every element that the engraver says it draws stands in a small file here, and takes its ink along when it goes.

For each element: one of the files that hold it, and the kind of ink that is otherwise on the page without it.
"""

from __future__ import annotations

from collections import Counter
from copy import deepcopy
from functools import cache
from pathlib import Path

import pytest
from lxml import etree

from engraving.layout.engrave import engrave
from engraving.layout.full_score.engrave import engrave_score
from engraving.layout.page import Glyph, Ink, Item, Text
from engraving.musicxml.coverage_table import DRAWN
from engraving.musicxml.reader import read_tree
from engraving.parts import extract_all
from engraving.parts.full_score import full_score
from tests.layout.small_music import house, small_faces

FOLDER = Path(__file__).parent
ALONE = {"rest"}  # a note without a pitch is a rest, whatever it says

DRAWN_IN: dict[str, dict[Ink, str]] = {
    "accidentals": {
        Ink.ACCIDENTAL: "accidental",
    },
    "arpeggios": {
        Ink.ARPEGGIO: "arpeggiate non-arpeggiate",
        Ink.STEM: "chord",
    },
    "arrows": {
        Ink.ARTICULATION: "arrow arrow-direction arrow-style circular-arrow",
    },
    "articulations": {
        Ink.ARTICULATION: (
            "detached-legato other-articulation soft-accent spiccato staccatissimo stress strong-accent unstress"
        ),
    },
    "bar-beat-repeat": {
        Ink.HEAD: "beat-repeat",
    },
    "bar-endings": {
        Ink.VOLTA: "ending",
    },
    "bar-inside": {
        Ink.BARLINE: "bar-style barline",
    },
    "bar-measure-repeat-written-out": {
        Ink.HEAD: "note",
        Ink.HEADING: "part-name",
        Ink.MEASURE_REPEAT: "measure-repeat",
    },
    "bar-slash-compound": {
        Ink.DOT: "dot slash-dot",
        Ink.HEAD: "slash",
        Ink.METRE: "beat-type beats time",
    },
    "bar-winged": {
        Ink.BARLINE: "repeat",
    },
    "beams": {
        Ink.BEAM: "beam",
    },
    "bowing": {
        Ink.ARTICULATION: "open-string snap-pizzicato thumb-position",
        Ink.HEAD: "harmonic",
    },
    "breaths": {
        Ink.BREATH: "breath-mark caesura",
    },
    "chord-degrees": {
        Ink.CHORD_SYMBOL: "bass-alter degree degree-alter degree-type degree-value root root-alter root-step",
    },
    "chord-figured-bass": {
        Ink.FIGURE: "figure figure-number figured-bass prefix suffix",
    },
    "chord-functions": {
        Ink.CHORD_SYMBOL: "function harmony inversion kind numeral numeral-fifths numeral-key numeral-root",
        Ink.KEY: "fifths key",
    },
    "dir-accordion": {
        Ink.TECHNIQUE: "accordion-high accordion-low accordion-middle accordion-registration",
    },
    "dir-brackets": {
        Ink.DASHES: "bracket",
    },
    "dir-dashes": {
        Ink.DASHES: "dashes",
    },
    "dir-dynamics": {
        Ink.DYNAMIC: (
            "dynamics f ff fff ffff fffff ffffff fp fz mf mp n other-dynamics p pf pp ppp pppp ppppp pppppp rf "
            "rfz sf sffz sfp sfpp sfz sfzp"
        ),
    },
    "dir-harp-pedals": {
        Ink.TECHNIQUE: "harp-pedals pedal-alter pedal-step pedal-tuning",
    },
    "dir-jumps": {
        Ink.JUMP: "coda segno",
    },
    "dir-metronome-groups": {
        Ink.TEMPO: (
            "metronome-arrows metronome-beam metronome-dot metronome-note metronome-relation metronome-tied "
            "metronome-tuplet metronome-type"
        ),
    },
    "dir-metronomes": {
        Ink.TEMPO: "beat-unit beat-unit-dot beat-unit-tied metronome per-minute",
    },
    "dir-octaves": {
        Ink.OCTAVE: "octave-shift",
    },
    "dir-other": {
        Ink.TECHNIQUE: "accord other-direction scordatura",
    },
    "dir-pedals": {
        Ink.PEDAL: "pedal",
    },
    "dir-percussion": {
        Ink.TECHNIQUE: (
            "beater effect membrane metal other-percussion percussion stick stick-location stick-material "
            "stick-type timpani wood"
        ),
    },
    "dir-pictures": {
        Ink.TECHNIQUE: "damp damp-all eyeglasses staff-divide string-mute symbol",
    },
    "dir-principal-voice": {
        Ink.TECHNIQUE: "principal-voice",
    },
    "dir-rehearsal": {
        Ink.REHEARSAL: "rehearsal",
    },
    "dir-wedges": {
        Ink.HAIRPIN: "wedge",
    },
    "dir-words-enclosed": {
        Ink.TECHNIQUE: "words",
    },
    "falls": {
        Ink.GLISSANDO: "doit plop",
    },
    "fermatas": {
        Ink.FERMATA: "fermata",
    },
    "fingerings": {
        Ink.ARTICULATION: "fingernails",
        Ink.FINGERING: "heel pluck toe",
    },
    "glissandi": {
        Ink.GLISSANDO: "glissando slide",
    },
    "graces": {
        Ink.SLUR: "slur",
    },
    "guitar": {
        Ink.ARTICULATION: "golpe",
        Ink.FINGERING: "fret string",
        Ink.GLISSANDO: "bend pre-bend",
        Ink.SLUR: "hammer-on",
        Ink.TECHNIQUE: "bend-alter pull-off release tap with-bar",
    },
    "handbells": {
        Ink.TECHNIQUE: "handbell",
    },
    "noteheads-dressed": {
        Ink.HEAD: "notehead",
        Ink.STEM: "stem",
        Ink.TECHNIQUE: "display-text notehead-text",
    },
    "ornaments": {
        Ink.ORNAMENT: (
            "delayed-inverted-turn delayed-turn haydn inverted-mordent inverted-turn inverted-vertical-turn "
            "mordent other-ornament schleifer shake turn vertical-turn"
        ),
    },
    "other-signs": {
        Ink.TREMOLO: "other-notation",
    },
    "part-clef-percussion": {
        Ink.CLEF: "clef sign",
    },
    "part-clefs": {
        Ink.CLEF: "clef-octave-change line",
    },
    "part-keys": {
        Ink.KEY: "key-alter key-step",
    },
    "part-keys-cancelled": {
        Ink.KEY: "cancel",
    },
    "part-metres": {
        Ink.METRE: "senza-misura",
    },
    "part-metres-interchangeable": {
        Ink.METRE: "interchangeable time-relation",
    },
    "part-staff-lines": {
        Ink.STAFF_LINE: "staff-lines",
    },
    "rare-signs": {
        Ink.CHORD_SYMBOL: "bass bass-separator bass-step numeral-alter numeral-mode",
        Ink.HEAD: "slash-type",
        Ink.KEY: "key-accidental",
        Ink.TECHNIQUE: "capo glass pitched",
        Ink.TEMPO: "directive",
        Ink.TIE: "tied",
    },
    "score-names": {
        Ink.BARLINE: "group-barline",
        Ink.BRACKET: "group-symbol",
        Ink.HEADING: (
            "accidental-text group-abbreviation group-abbreviation-display group-name group-name-display "
            "part-abbreviation part-abbreviation-display part-name-display"
        ),
    },
    "syllables": {
        Ink.LYRIC: "elision humming laughing lyric text",
        Ink.LYRIC_LINE: "extend",
    },
    "tremolos": {
        Ink.HEAD: "type",
    },
    "trill-lines": {
        Ink.ORNAMENT: "accidental-mark trill-mark",
        Ink.TRILL_LINE: "wavy-line",
    },
    "tuplets": {
        Ink.TUPLET_NUMBER: "tuplet tuplet-actual tuplet-dot tuplet-normal tuplet-number tuplet-type",
    },
    "two-voices": {
        Ink.ARTICULATION: "accent down-bow up-bow",
        Ink.FINGERING: "fingering",
        Ink.GLISSANDO: "falloff scoop",
        Ink.STACCATO: "staccato tenuto",
        Ink.TREMOLO: "tremolo",
    },
    "wind-technique": {
        Ink.ARTICULATION: (
            "brass-bend double-tongue flip half-muted harmon-closed harmon-mute hole hole-closed open smear "
            "stopped triple-tongue"
        ),
        Ink.TECHNIQUE: "other-technical",
    },
}

@cache
def _source(name: str) -> etree._Element:
    return etree.parse(str(FOLDER / f"{name}.musicxml")).getroot()


def _ink(root: etree._Element, name: str) -> dict[Ink, Counter[tuple[str, int, str]]]:
    """What is on the pages by kind: glyphs by their code, words by their text, strokes by their number."""
    cue = read_tree(root, file=f"{name}.musicxml").cue
    if name.startswith("score-"):
        pages = engrave_score(full_score(cue)[0], house(), small_faces()).pages
    else:
        pages = engrave(extract_all(cue)[0].part, house(), small_faces()).pages
    found: dict[Ink, Counter[tuple[str, int, str]]] = {}
    for page in pages:
        for item in page.items:
            found.setdefault(item.ink, Counter())[_look(item)] += 1
    return found


def _look(item: Item) -> tuple[str, int, str]:
    return type(item).__name__, item.code if isinstance(item, Glyph) else 0, item.text if isinstance(item, Text) else ""


@cache
def _whole(name: str) -> dict[Ink, Counter[tuple[str, int, str]]]:
    return _ink(deepcopy(_source(name)), name)


ROWS = [(element, name, ink) for name, inks in DRAWN_IN.items() for ink, text in inks.items() for element in text.split()]


def test_no_element_is_missing() -> None:
    assert sorted(element for element, _, _ in ROWS) == sorted(set(DRAWN.split()) - ALONE)


@pytest.mark.parametrize(("element", "name", "ink"), ROWS, ids=[element for element, _, _ in ROWS])
def test_what_is_drawn_goes_with_its_element(element: str, name: str, ink: Ink) -> None:
    """Without the element its ink is not on the page, or looks otherwise."""
    root = deepcopy(_source(name))
    for found in list(root.iter(element)):
        parent = found.getparent()
        assert parent is not None
        parent.remove(found)
    assert ink in _whole(name)
    assert _ink(root, name).get(ink) != _whole(name)[ink]
