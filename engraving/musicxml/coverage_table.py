"""What becomes of every element and attribute of MusicXML 4.0 on paper.

A test walks the schema, so that none is missing here and none is stale. To say that something is drawn
from now on, move its name from ``NOT_YET`` to the list of its new fate, or take its row out of ``VALUES_NOT_YET``.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import NamedTuple


class Fate(StrEnum):
    """What is done with an element or attribute."""

    DRAWN = "drawn"  # ink of its own
    READ = "read"  # says what, when, where or whose: it decides about ink, and leaves none itself
    LAYOUT = "layout"  # how the source looked; pages are laid out anew
    PLAYBACK = "playback"  # how it sounds or is listened to
    METADATA = "metadata"  # about the score: headings, catalogue, editing
    NOT_YET = "not yet"  # would be ink, is not drawn: always a finding


DRAWN = """
accent accidental accidental-mark accidental-text accord accordion-high accordion-low accordion-middle
accordion-registration arpeggiate arrow arrow-direction arrow-style
bar-style barline bass bass-alter bass-separator bass-step beam beat-repeat beat-type beat-unit beat-unit-dot
beat-unit-tied beater beats bend bend-alter bracket brass-bend breath-mark caesura cancel capo chord circular-arrow
clef clef-octave-change coda damp damp-all dashes degree degree-alter degree-type degree-value
delayed-inverted-turn delayed-turn detached-legato directive display-text doit dot double-tongue down-bow dynamics
effect elision ending extend eyeglasses f falloff fermata ff fff ffff fffff ffffff fifths figure figure-number
figured-bass fingering fingernails flip fp fret function fz glass glissando golpe group-abbreviation
group-abbreviation-display group-barline group-name group-name-display group-symbol half-muted hammer-on
handbell harmon-closed harmon-mute harmonic harmony harp-pedals haydn heel hole hole-closed humming
interchangeable inversion inverted-mordent inverted-turn inverted-vertical-turn key key-accidental key-alter key-step
kind laughing line lyric measure-repeat membrane metal metronome metronome-arrows metronome-beam metronome-dot
metronome-note metronome-relation metronome-tied metronome-tuplet metronome-type mf mordent mp n
non-arpeggiate note notehead notehead-text numeral numeral-alter numeral-fifths numeral-key numeral-mode
numeral-root octave-shift open open-string other-articulation other-direction other-dynamics other-notation
other-ornament other-percussion other-technical p part-abbreviation part-abbreviation-display part-name
part-name-display pedal pedal-alter pedal-step pedal-tuning per-minute percussion pf pitched plop pluck pp ppp
pppp ppppp pppppp pre-bend prefix principal-voice pull-off rehearsal release repeat rest rf rfz root
root-alter root-step schleifer scoop scordatura segno senza-misura sf sffz sfp sfpp sfz sfzp shake sign slash
slash-dot slash-type slide slur smear snap-pizzicato soft-accent spiccato staccatissimo staccato staff-divide
staff-lines stem stick stick-location stick-material stick-type stopped stress string string-mute
strong-accent suffix symbol tap tenuto text thumb-position tied time time-relation timpani toe tremolo
trill-mark triple-tongue tuplet tuplet-actual tuplet-dot tuplet-normal tuplet-number tuplet-type turn type
unstress up-bow vertical-turn wavy-line wedge with-bar wood words
"""

READ = """
actual-notes alter articulations artificial attributes backup base-pitch chromatic concert-score cue
diatonic direction direction-type display-octave display-step divisions double duration ensemble for-part
forward grace instrument instrument-change instrument-name instrument-sound instruments
measure measure-style mode natural normal-dot normal-notes normal-type notations octave
octave-change offset ornaments part part-clef part-list part-transpose pitch print score-instrument score-part
score-partwise score-timewise solo sounding-pitch staff staff-details staff-tuning staves step syllabic
technical tie time-modification touching-pitch transpose tuning-alter tuning-octave tuning-step unpitched
voice except-voice
"""

LAYOUT = """
appearance arrowhead bottom-margin credit-image defaults distance end-line end-paragraph glyph group
group-time hole-shape hole-type key-octave left-divider left-margin line-detail line-width lyric-font measure-distance
measure-layout measure-numbering millimeters multiple-rest music-font note-size
other-appearance page-height page-layout page-margins page-width part-group part-symbol right-divider
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
    "barre": "barré in a chord diagram",
    "first-fret": "chord diagram",
    "frame": "chord diagram",
    "frame-frets": "chord diagram",
    "frame-note": "chord diagram",
    "frame-strings": "chord diagram",
    "image": "picture",
}

# By attribute name, wherever it stands; EXCEPTIONS go first.
ATTRIBUTES_DRAWN = """
abbreviated above alternate approach bracket cautionary departure direction editorial enclosure fan filled
font-style font-weight line line-end line-length line-shape line-type long niente parentheses placement
plus-minus print-object separator show-number show-type sign slash substitution symbol text use-dots use-stems
winged
"""

ATTRIBUTES_READ = """
arrangement cancel directive hand id implicit location make-time measure member-of name new-page new-system
non-controlling number offset print-dot print-leger print-lyric size slashes smufl string system time-only times type
unbroken value version
"""

ATTRIBUTES_LAYOUT = """
additional after-barline bezier-offset bezier-offset2 bezier-x bezier-x2 bezier-y bezier-y2
blank-page bottom-staff bracket-degrees color dash-length dashed-circle default-x default-y dir end-length
font-family font-size halign height justify letter-spacing line-height line-through
multiple-rest-always multiple-rest-range orientation overline page page-number
parentheses-degrees position print-frame print-spacing reference relative-x relative-y
repeater rotation scaling shape show-frets space-length spread stack-degrees staff
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
    "tuplet line-shape": Fate.LAYOUT,
    "supports type": Fate.METADATA,
}


class Special(NamedTuple):
    """``values`` of an element, or of its ``attribute``, that are drawn like the usual one; ``what`` is missed."""

    element: str
    attribute: str
    values: frozenset[str]
    what: str


VALUES_ALIKE: Mapping[str, frozenset[str]] = {
    "circle dot": frozenset({"half", "breve", "long", "maxima"}),
    "cluster": frozenset({"breve", "long", "maxima"}),
    "left triangle": frozenset({"breve", "long", "maxima"}),
}
"""Values of a note that a head of some shape has no sign for in SMuFL: it looks like that of a shorter note."""

VALUES_NOT_YET = (
    Special("arrow-style", "", frozenset({"double", "paired", "combined"}), "an arrow as more than a single one"),
    Special("cancel", "location", frozenset({"before-barline"}), "naturals before the barline: they stand after it"),
    Special("clef", "size", frozenset({"large"}), "a clef larger than others"),
    Special("staff-type", "", frozenset({"ossia", "cue", "editorial"}), "a staff smaller than others"),
    Special("tremolo", "", frozenset({"6", "7", "8"}), "more than five strokes of a tremolo"),
    Special("words", "line-through", frozenset({"1", "2", "3"}), "a line through words: they read as valid"),
)
