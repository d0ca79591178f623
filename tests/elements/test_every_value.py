"""Every element and value of notation that MusicXML 4.0 has: ink of its kind on the page, or a finding.

The schema itself is walked, so that no value is forgotten. A table says where an element is written, what stands
in it when it has no list of values, and what kind of ink it becomes. What is drawn alike is named in ``ALIKE``.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from typing import NamedTuple

import pytest
from lxml import etree

from engraving.layout.engrave import engrave
from engraving.layout.page import Curve, Glyph, Ink, Item, Line, Text, origin
from engraving.musicxml.reader import read_tree
from engraving.parts import extract_all
from engraving.score import Part
from engraving.typefaces import Face
from tests.elements.standard import schema
from tests.layout.small_music import direction, house, notes, score_xml, small_faces

# What is written where


class Asked(NamedTuple):
    """One value asked of the page: its name, the source's words for it, and the ink it may become."""

    name: str
    xml: str
    inks: frozenset[Ink]


def _asked(name: str, xml: str, *inks: Ink) -> Asked:
    return Asked(name, xml, frozenset(inks))


ARTICULATION_INKS = (Ink.ARTICULATION, Ink.STACCATO, Ink.BREATH, Ink.GLISSANDO, Ink.TECHNIQUE)
ORNAMENT_INKS = (Ink.ORNAMENT, Ink.TECHNIQUE, Ink.TREMOLO, Ink.TRILL_LINE)
TECHNICAL_INKS = (
    Ink.ARTICULATION, Ink.FINGERING, Ink.TECHNIQUE, Ink.ORNAMENT, Ink.SLUR, Ink.GLISSANDO, Ink.EXPRESSION,
)  # fmt: skip

CONTENT = {
    "other-articulation": "odd", "other-ornament": "odd", "other-technical": "odd", "tremolo": "3", "fingering": "3",
    "pluck": "p", "fret": "5", "string": "2", "bend": "<bend-alter>2</bend-alter>", "tap": "T",
    "hole": "<hole-closed>half</hole-closed>", "harmonic": "<natural/>",
}  # fmt: skip
VALUES = {"breath-mark": "breath-mark-value", "caesura": "caesura-value", "handbell": "handbell-value"}
PAIRED = frozenset({"wavy-line", "hammer-on", "pull-off"})  # tested as lines
DRESSED = frozenset({"accidental-mark"})


def _marks(group: str, inks: tuple[Ink, ...]) -> Iterator[Asked]:
    """Every mark of a group, with every value of it."""
    for element in schema().children(group):
        if element in PAIRED | DRESSED:
            continue
        if element == "arrow":
            yield from _arrows(inks)
        elif element == "harmon-mute":
            for value in schema().values["harmon-closed-value"]:
                inside = f"<harmon-mute><harmon-closed>{value}</harmon-closed></harmon-mute>"
                yield _asked(f"harmon-mute {value}", _in(group, inside), *inks)
        else:
            for value in schema().values.get(VALUES.get(element, ""), [CONTENT.get(element, "")]):
                yield _asked(f"{element} {value}".strip(), _in(group, f"<{element}>{value}</{element}>"), *inks)


def _arrows(inks: tuple[Ink, ...]) -> Iterator[Asked]:
    for way in schema().values["arrow-direction"]:
        inside = f"<arrow><arrow-direction>{way}</arrow-direction></arrow>"
        yield _asked(f"arrow {way}", _in("technical", inside), *inks)
    for way in schema().values["circular-arrow"]:
        inside = f"<arrow><circular-arrow>{way}</circular-arrow></arrow>"
        yield _asked(f"arrow {way}", _in("technical", inside), *inks)


def _in(group: str, inside: str) -> str:
    return f"<notations><{group}>{inside}</{group}></notations>"


def _fermatas() -> Iterator[Asked]:
    for shape in schema().values["fermata-shape"]:
        for kind in schema().values["upright-inverted"]:
            xml = f'<notations><fermata type="{kind}">{shape}</fermata></notations>'
            yield _asked(f"fermata {shape} {kind}", xml, Ink.FERMATA, Ink.ARTICULATION)


def _dressed() -> Iterator[Asked]:
    """Accidentals over ornaments: the ornament has two glyphs."""
    for value in schema().values["accidental-value"]:
        inside = f"<trill-mark/><accidental-mark>{value}</accidental-mark>"
        yield _asked(f"accidental-mark {value}", _in("ornaments", inside), Ink.ORNAMENT)


def _dynamics() -> Iterator[Asked]:
    for letters in schema().children("dynamics"):
        inside = "odd" if letters == "other-dynamics" else ""
        yield _asked(letters, f"<dynamics><{letters}>{inside}</{letters}></dynamics>", Ink.DYNAMIC, Ink.EXPRESSION)
    named = '<dynamics><other-dynamics smufl="dynamicNiente"/></dynamics>'
    yield _asked("a dynamic by its glyph's name", named, Ink.DYNAMIC)


def _percussion() -> Iterator[Asked]:
    inks = (Ink.TECHNIQUE,)
    for family in ("beater", "effect", "glass", "membrane", "metal", "pitched", "wood"):
        for value in schema().values[f"{family}-value"]:
            yield _asked(f"{family} {value}", f"<percussion><{family}>{value}</{family}></percussion>", *inks)
    for stick in schema().values["stick-type"]:
        for material in schema().values["stick-material"]:
            inside = f"<stick-type>{stick}</stick-type><stick-material>{material}</stick-material>"
            yield _asked(f"stick {stick} {material}", f"<percussion><stick>{inside}</stick></percussion>", *inks)
    inside = "<stick-type>yarn</stick-type><stick-material>soft</stick-material>"
    bracketed = f'<percussion><stick parentheses="yes">{inside}</stick></percussion>'
    yield _asked("stick in parentheses", bracketed, *inks)
    for place in schema().values["stick-location"]:
        yield _asked(place, f"<percussion><stick-location>{place}</stick-location></percussion>", *inks)
    yield _asked("timpani", "<percussion><timpani/></percussion>", *inks)
    yield _asked("other-percussion", "<percussion><other-percussion>odd</other-percussion></percussion>", *inks)


def _directions() -> Iterator[Asked]:
    words = (Ink.TECHNIQUE, Ink.EXPRESSION)
    for sign in ("damp", "damp-all", "eyeglasses"):
        yield _asked(sign, f"<{sign}/>", *words)
    for sign in ("segno", "coda"):
        yield _asked(sign, f"<{sign}/>", Ink.JUMP)
    for state in schema().values["on-off"]:
        yield _asked(f"string-mute {state}", f'<string-mute type="{state}"/>', *words)
    for way in schema().values["staff-divide-symbol"]:
        yield _asked(f"staff-divide {way}", f'<staff-divide type="{way}"/>', *words)
    tuning = "<pedal-tuning><pedal-step>D</pedal-step><pedal-alter>-1</pedal-alter></pedal-tuning>"
    yield _asked("harp-pedals", f"<harp-pedals>{tuning}</harp-pedals>", *words)
    accord = '<accord string="3"><tuning-step>D</tuning-step><tuning-octave>4</tuning-octave></accord>'
    yield _asked("scordatura", f"<scordatura>{accord}</scordatura>", *words)
    yield _asked("accordion-registration", "<accordion-registration><accordion-high/></accordion-registration>", *words)
    for name in ("words", "other-direction"):
        yield _asked(name, f"<{name}>odd</{name}>", *words)
    yield _asked("symbol", "<symbol>stringsThumbPosition</symbol>", *words)
    for value in schema().values["note-type-value"]:
        unit = f"<beat-unit>{value}</beat-unit>"
        yield _asked(f"metronome {value}", f"<metronome>{unit}<per-minute>60</per-minute></metronome>", Ink.TEMPO)
    for shape in schema().values["enclosure-shape"]:
        yield _asked(f"rehearsal in {shape}", f'<rehearsal enclosure="{shape}">A</rehearsal>', Ink.REHEARSAL)


# The page


class Page(NamedTuple):
    """The ink that one asking of a page has become, by its place in the list; and what was complained of."""

    ink: list[list[Item]]
    told: list[int]
    lost: int


def _engraved(text: str) -> tuple[Part, tuple[Item, ...], list[tuple[int, str]], int]:
    reading = read_tree(etree.fromstring(text.encode()), file="values.musicxml")
    extraction = extract_all(reading.cue)[0]
    engraving = engrave(extraction.part, house(), small_faces())
    found = (*reading.findings, *engraving.findings)
    told = [(finding.where.bar_index, finding.rule) for finding in found if finding.rule in TELLING]
    items = tuple(item for page in engraving.pages for item in page.music)
    return extraction.part, items, told, engraving.audit.lost


TELLING = frozenset({"not-understood", "mark-not-drawn", "direction-not-drawn", "accidental-not-drawn"})


def _a_bar_each(asked: list[Asked], *, notations: bool) -> Page:
    """Whole notes, a value in every bar: on the note, or as a direction before it."""
    bars = []
    for value in asked:
        note = notes("g5w")
        bars.append(note.replace("</note>", f"{value.xml}</note>") if notations else direction(value.xml) + note)
    part, items, told, lost = _engraved(score_xml(*bars))
    atoms: list[set[int]] = [set() for _ in asked]
    for event in part.music.events:
        atoms[event.bar] |= {mark.atom for mark in event.marks}
    for spoken in (*part.music.directions, *part.directions):
        atoms[spoken.bar].add(spoken.atom)
    ink = [[item for item in items if item.atom in of] for of in atoms]
    return Page(ink, [bar for bar, _ in told], lost)


def _looks(items: list[Item]) -> tuple[tuple[str, str], ...]:
    """What an eye tells apart: glyphs, words, and where lines run from the first piece."""
    return tuple((item.ink.name, _look(item, items[0])) for item in items)


def _look(item: Item, first: Item) -> str:
    if isinstance(item, Glyph):
        return hex(item.code)
    if isinstance(item, Text):
        return item.text
    (x, y), (left, base) = origin(item), origin(first)
    across = item.x1 - item.x0 if isinstance(item, Line) else 0
    return f"{type(item).__name__} {x - left} {y - base} {across}"


ALIKE = tuple(
    map(
        frozenset,
        (
            ("breath-mark", "breath-mark comma"), ("caesura", "caesura normal"),  # the empty value is the usual one
            ("fermata  upright", "fermata normal upright"), ("fermata  inverted", "fermata normal inverted"),
            ("fermata curlew upright", "fermata curlew inverted"),  # there is one curlew
            ("harmonic <natural/>", "open-string", "open"),  # one small circle
            ("turn", "delayed-turn"), ("inverted-turn", "delayed-inverted-turn"),  # between notes instead of over one
            ("n", "a dynamic by its glyph's name"),
            ("words", "other-direction"),
            ("rehearsal in rectangle", "rehearsal in square"), ("rehearsal in oval", "rehearsal in circle"),
        ),
    )
)  # fmt: skip

GROUPS: dict[str, tuple[list[Asked], bool]] = {
    "articulations": (list(_marks("articulations", ARTICULATION_INKS)), True),
    "ornaments": (list(_marks("ornaments", ORNAMENT_INKS)), True),
    "technical": (list(_marks("technical", TECHNICAL_INKS)), True),
    "fermatas": (list(_fermatas()), True),
    "accidentals of ornaments": (list(_dressed()), True),
    "dynamics": (list(_dynamics()), False),
    "percussion": (list(_percussion()), False),
    "directions": (list(_directions()), False),
}


@pytest.mark.parametrize("group", GROUPS)
def test_every_value_is_ink_of_its_kind_or_a_finding(group: str) -> None:
    asked, notations = GROUPS[group]
    page = _a_bar_each(asked, notations=notations)
    assert page.lost == 0
    for value, items, bar in zip(asked, page.ink, count(), strict=False):
        kinds = {item.ink for item in items}
        assert kinds & value.inks or bar in page.told, f"{value.name}: {kinds or 'no ink, and nothing said'}"


@pytest.mark.parametrize("group", GROUPS)
def test_different_values_look_different(group: str) -> None:
    asked, notations = GROUPS[group]
    page = _a_bar_each(asked, notations=notations)
    seen: dict[tuple[tuple[str, str], ...], str] = {}
    for value, items, bar in zip(asked, page.ink, count(), strict=False):
        if bar in page.told:
            continue
        before = seen.setdefault(_looks(items), value.name)
        same = before == value.name or any({before, value.name} <= names for names in ALIKE)
        assert same, f"{before} and {value.name} are drawn alike"


# Values that are told, and what only dresses other things


def _one_bar(*bars: str, **score: object) -> tuple[tuple[Item, ...], list[str], int]:
    _, items, told, lost = _engraved(score_xml(*bars, **score))  # type: ignore[arg-type]
    return items, [rule for _, rule in told], lost


@pytest.mark.parametrize(
    "bar",
    [
        notes("g5w", extra="<notehead>other</notehead>"),
        notes("g5w", extra='<notehead smufl="noteheadNowhere">other</notehead>'),
        notes("g5w").replace("</note>", _in("ornaments", "<turn/><accidental-mark>other</accidental-mark>") + "</note>"),
        "<figured-bass><figure><prefix>sori</prefix><figure-number>6</figure-number></figure></figured-bass>"
        + notes("g5w"),
        "<harmony><root><root-step>C</root-step></root><kind>major</kind><inversion>1</inversion></harmony>"
        + notes("g5w"),
    ],
)
def test_what_has_no_sign_is_told(bar: str) -> None:
    assert _one_bar(bar)[1] == ["not-understood"]


def test_words_among_attributes_are_printed() -> None:
    """A capo over the staff, a tempo of the old form in bold with everybody's."""
    inside = "<attributes><staff-details><capo>3</capo></staff-details><directive>Allegro</directive></attributes>"
    items, _, lost = _one_bar(notes("g5w"), inside + notes("g5w"))
    texts = {item.text: item.ink for item in items if isinstance(item, Text)}
    assert texts["Capo 3"] is Ink.TECHNIQUE
    assert texts["Allegro"] is Ink.TEMPO
    assert lost == 0


@pytest.mark.parametrize("element", ["tied", "slur"])
def test_dashed_and_dotted_curves(element: str) -> None:
    """Three pairs of notes, solid, dashed and dotted: each curve has strokes of its own."""
    bars = [
        notes("g5h").replace("</note>", f'<notations><{element} type="start" line-type="{kind}"/></notations></note>')
        + notes("g5h").replace("</note>", f'<notations><{element} type="stop"/></notations></note>')
        for kind in ("solid", "dashed", "dotted")
    ]
    items, _, _ = _one_bar(*bars)
    dashes = [item.dash for item in items if isinstance(item, Curve)]
    assert dashes[0] == ()
    assert len(set(dashes)) == 3
    assert dashes[1][0] > dashes[2][0]


def test_italic_syllables_are_italic() -> None:
    sung = "<lyric><syllabic>single</syllabic><text{}>la</text></lyric>"
    both = sung.format("") + sung.format(' font-style="italic"').replace("<lyric>", '<lyric number="2">')
    items, _, _ = _one_bar(notes("g5w").replace("</note>", both + "</note>"))
    assert [item.face for item in items if item.ink is Ink.LYRIC and isinstance(item, Text)] == [Face.ROMAN, Face.ITALIC]


def test_what_asks_for_no_ink_is_not_lost() -> None:
    """A principal voice without a sign, and a barline inside a bar that is none."""
    voice = direction('<principal-voice type="start" symbol="none"/>')
    none = '<barline location="middle"><bar-style>none</bar-style></barline>'
    sign = '<barline location="middle"><segno/></barline>'
    for bar in (voice + notes("g5w"), notes("g5h") + none + notes("g5h"), notes("g5h") + sign + notes("g5h")):
        items, _, lost = _one_bar(bar, notes("g5w"))
        assert lost == 0
        assert sum(item.ink is Ink.BARLINE for item in items) == 3  # one between the bars, two at the end
