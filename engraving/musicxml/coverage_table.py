"""What becomes of every element and attribute of MusicXML 4.0 on paper.

A test walks the schema, so that none is missing here and none is stale. To say that something is drawn
from now on, move its name from ``NOT_YET`` (or ``ATTRIBUTES_NOT_YET``) to the list of its new fate.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum


class Fate(StrEnum):
    """What is done with an element or attribute."""

    DRAWN = "drawn"  # ink of its own
    READ = "read"  # says what, when, where or whose: it decides about ink, and leaves none itself
    LAYOUT = "layout"  # how the source looked; pages are laid out anew
    PLAYBACK = "playback"  # how it sounds or is listened to
    METADATA = "metadata"  # about the score: headings, catalogue, editing
    NOT_YET = "not yet"  # would be ink, is not drawn: always a finding


DRAWN = """
accent accidental accidental-mark accidental-text arpeggiate bar-style barline bass bass-alter bass-step
beam beat-type beat-unit beat-unit-dot beat-unit-tied beats bracket breath-mark caesura cancel chord clef
clef-octave-change coda dashes degree degree-alter degree-type degree-value delayed-inverted-turn
delayed-turn detached-legato display-text doit dot down-bow dynamics elision ending extend f falloff fermata
ff fff ffff fffff ffffff fifths fingering fp function fz glissando group-abbreviation
group-abbreviation-display group-barline group-name group-name-display group-symbol harmonic harmony
harp-pedals interchangeable inverted-mordent inverted-turn inverted-vertical-turn key key-alter key-step
kind line lyric metronome metronome-dot metronome-note metronome-relation metronome-tuplet metronome-type mf
mordent mp n non-arpeggiate note notehead numeral numeral-alter numeral-root octave-shift open open-string
other-dynamics p part-abbreviation part-abbreviation-display part-name part-name-display pedal pedal-alter
pedal-step pedal-tuning per-minute pf plop pp ppp pppp ppppp pppppp rehearsal repeat rest rf rfz root
root-alter root-step scoop segno senza-misura sf sffz sfp sfpp sfz sfzp sign slide slur snap-pizzicato
soft-accent spiccato staccatissimo staccato staff-lines stem stopped stress strong-accent tenuto text
thumb-position tied time time-relation tremolo trill-mark tuplet tuplet-actual tuplet-dot tuplet-normal
tuplet-number tuplet-type turn type unstress up-bow vertical-turn wavy-line wedge words
damp damp-all eyeglasses double-tongue triple-tongue fingernails flip golpe half-muted hammer-on harmon-mute haydn heel
toe other-articulation other-ornament other-technical pluck pull-off schleifer shake smear brass-bend string
tap string-mute
beat-repeat measure-repeat slash slash-dot slash-type
bass-separator figure figure-number inversion figured-bass numeral-fifths numeral-key numeral-mode prefix suffix
accord beater effect glass membrane metal metronome-arrows metronome-beam metronome-tied other-direction
other-percussion percussion pitched principal-voice scordatura staff-divide stick stick-location stick-material
stick-type symbol timpani wood
"""

READ = """
actual-notes alter articulations artificial attributes backup base-pitch chromatic concert-score cue
diatonic direction direction-type display-octave display-step divisions double duration ensemble for-part
forward grace instrument instrument-change instrument-name instrument-sound instruments
key-accidental measure measure-style mode natural normal-dot normal-notes normal-type notations octave
octave-change offset ornaments part part-clef part-list part-transpose pitch score-instrument score-part
score-partwise score-timewise solo sounding-pitch staff staff-details staff-tuning staves step syllabic
technical tie time-modification touching-pitch transpose tuning-alter tuning-octave tuning-step unpitched
voice except-voice
"""

LAYOUT = """
appearance bottom-margin credit-image defaults distance end-line end-paragraph glyph group
group-time key-octave left-divider left-margin line-detail line-width lyric-font measure-distance
measure-layout measure-numbering millimeters multiple-rest music-font note-size
other-appearance page-height page-layout page-margins page-width part-group part-symbol print right-divider
right-margin scaling staff-distance staff-layout staff-size staff-type system-distance system-dividers
system-layout system-margins tenths top-margin top-system-distance word-font
"""

PLAYBACK = """
assess elevation first ipa listen listening midi-bank midi-channel midi-device midi-instrument midi-name
midi-program midi-unpitched mute other-listen other-listening other-play pan play player player-name second
semi-pitched sound straight swing swing-style swing-type sync virtual-instrument virtual-library
virtual-name volume wait
"""

METADATA = """
bookmark creator credit credit-symbol credit-type credit-words encoder encoding encoding-date
encoding-description feature footnote group-link grouping identification instrument-abbreviation
instrument-link level link lyric-language miscellaneous miscellaneous-field movement-number movement-title
opus part-link relation rights software source supports work work-number work-title
"""

NOT_YET: Mapping[str, str] = {
    "accordion-high": "accordion register",
    "accordion-low": "accordion register",
    "accordion-middle": "accordion register",
    "accordion-registration": "accordion register",
    "arrow": "arrow",
    "arrow-direction": "arrow",
    "arrow-style": "arrow",
    "arrowhead": "arrow",
    "barre": "barré in a chord diagram",
    "bend": "bend",
    "bend-alter": "bend",
    "capo": "capo",
    "circular-arrow": "circular arrow",
    "directive": "tempo direction in the old form",
    "first-fret": "chord diagram",
    "frame": "chord diagram",
    "frame-frets": "chord diagram",
    "frame-note": "chord diagram",
    "frame-strings": "chord diagram",
    "fret": "fret number",
    "handbell": "handbell technique",
    "harmon-closed": "harmon-mute sign",
    "hole": "fingering hole",
    "hole-closed": "fingering hole",
    "hole-shape": "fingering hole",
    "hole-type": "fingering hole",
    "humming": "humming line",
    "image": "picture",
    "laughing": "laughing sign",
    "notehead-text": "text inside a notehead",
    "other-notation": "special notation",
    "pre-bend": "pre-bend",
    "release": "release of a bend",
    "with-bar": "vibrato-bar sign",
}

# By attribute name, wherever it stands; EXCEPTIONS and ATTRIBUTES_NOT_YET go first.
ATTRIBUTES_DRAWN = """
abbreviated above bracket cautionary direction editorial enclosure filled font-style font-weight line
line-end line-type long niente parentheses placement plus-minus print-object show-number show-type sign
slash symbol text use-dots use-stems
"""

ATTRIBUTES_READ = """
arrangement cancel directive hand id implicit location make-time measure member-of name non-controlling
number offset print-leger size slashes string substitution system time-only times type unbroken value
version
"""

ATTRIBUTES_LAYOUT = """
additional after-barline alternate bezier-offset bezier-offset2 bezier-x bezier-x2 bezier-y bezier-y2
blank-page bottom-staff bracket-degrees color dash-length dashed-circle default-x default-y dir end-length
font-family font-size halign height justify letter-spacing line-height line-length line-shape line-through
multiple-rest-always multiple-rest-range new-page new-system orientation overline page page-number
parentheses-degrees position print-dot print-frame print-lyric print-spacing reference relative-x relative-y
repeater rotation scaling separator shape show-frets smufl space-length spread stack-degrees staff
staff-spacing text-x text-y tip top-staff underline unplayed use-symbols valign width xml:lang xml:space
"""

ATTRIBUTES_PLAYBACK = """
accelerate after-jump attack beats coda dacapo dalsegno damper-pedal divisions dynamics elevation
end-dynamics fine first-beat forward-repeat last-beat latency pan pizzicato player port release second-beat
segno soft-pedal sostenuto-pedal sound start-note steal-time-following steal-time-previous tempo tocoda
trill-step two-note-turn
"""

ATTRIBUTES_METADATA = """
attribute element source xlink:actuate xlink:href xlink:role xlink:show xlink:title xlink:type
"""

EXCEPTIONS: Mapping[str, Fate] = {
    "accidental-text enclosure": Fate.LAYOUT,
    "measure text": Fate.LAYOUT,
    "octave-shift size": Fate.DRAWN,
    "supports type": Fate.METADATA,
}

ATTRIBUTES_NOT_YET: Mapping[str, str] = {
    "beam fan": "feathered beam",
    "fingering substitution": "finger substitution",
    "inverted-mordent approach": "approach of a mordent",
    "inverted-mordent departure": "departure of a mordent",
    "mordent approach": "approach of a mordent",
    "mordent departure": "departure of a mordent",
    "repeat winged": "wings of a repeat",
}
