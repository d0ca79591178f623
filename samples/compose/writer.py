# SPDX-License-Identifier: Apache-2.0
"""Writes parts as a MusicXML 4.0 partwise score."""

from collections.abc import Sequence
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

from lxml import etree

from compose.layout import Bar, Instrument, Part, Placed, Plan, Setter, Tempo, Voice
from compose.notes import add, write_note
from compose.shorthand import QUARTER, Note
from compose.signs import write_clef, write_sign

DOCTYPE = (
    '<!DOCTYPE score-partwise PUBLIC "-//Recordare//DTD MusicXML 4.0 Partwise//EN" '
    '"http://www.musicxml.org/dtds/partwise.dtd">'
)


class Credits(NamedTuple):
    """Who made the cue, with what, and when the file was dated."""

    work: str
    composer: str
    orchestrator: str
    rights: str
    software: str
    date: str


def write_score(
    path: Path, plan: Plan, parts: Sequence[Part], credits: Credits, form: str = "written"
) -> None:
    """Write a score; ``form`` is ``written``, ``concert`` or ``unmarked``."""
    root = etree.Element("score-partwise", version="4.0")
    _header(root, plan, credits, form)
    _part_list(root, parts)
    for number, part in enumerate(parts, 1):
        element = add(root, "part", id=f"P{number}")
        setter = Setter(part, plan, form)
        for bar_number, bar in enumerate(setter.bars(), 1):
            _PartWriter(plan, part, setter, number, form).measure(element, bar_number, bar)
    etree.indent(root, " ")
    path.write_bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", doctype=DOCTYPE) + b"\n")


def _header(root: etree._Element, plan: Plan, credits: Credits, form: str) -> None:
    work = add(root, "work")
    add(work, "work-number", plan.number)
    add(work, "work-title", credits.work)
    add(root, "movement-number", plan.number)
    add(root, "movement-title", plan.title)
    about = add(root, "identification")
    add(about, "creator", credits.composer, type="composer")
    add(about, "creator", credits.orchestrator, type="orchestrator")
    add(about, "rights", credits.rights)
    encoding = add(about, "encoding")
    add(encoding, "encoding-date", credits.date)
    add(encoding, "software", credits.software)
    for element in ("accidental", "beam"):
        add(encoding, "supports", element=element, type="yes")
    defaults = add(root, "defaults")
    scaling = add(defaults, "scaling")
    add(scaling, "millimeters", "4")
    add(scaling, "tenths", "40")
    if form == "concert":
        add(defaults, "concert-score")
    page = add(defaults, "page-layout")
    add(page, "page-height", "4200")
    add(page, "page-width", "2970")
    margins = add(page, "page-margins", type="both")
    for side in ("left", "right", "top", "bottom"):
        add(margins, f"{side}-margin", "150")


def _part_list(root: etree._Element, parts: Sequence[Part]) -> None:
    part_list = add(root, "part-list")
    numbered = list(enumerate(parts, 1))
    for group_number, (family, members) in enumerate(groupby(numbered, key=lambda pair: pair[1].group), 1):
        if family:
            start = add(part_list, "part-group", type="start", number=str(group_number))
            add(start, "group-name", family)
            add(start, "group-symbol", "bracket")
            add(start, "group-barline", "yes")
        for number, part in members:
            _score_part(part_list, part, number)
        if family:
            add(part_list, "part-group", type="stop", number=str(group_number))


def _score_part(part_list: etree._Element, part: Part, number: int) -> None:
    element = add(part_list, "score-part", id=f"P{number}")
    add(element, "part-name", part.name)
    add(element, "part-abbreviation", part.abbreviation)
    sounds = [(one.name, one.sound) for one in part.drums.values()] or [
        (one.name, one.sound) for one in part.instruments
    ]
    for index, (name, sound) in enumerate(sounds, 1):
        instrument = add(element, "score-instrument", id=f"P{number}-I{index}")
        add(instrument, "instrument-name", name)
        add(instrument, "instrument-sound", sound)


class _PartWriter:
    """Writes the measures of one part."""

    def __init__(self, plan: Plan, part: Part, setter: Setter, number: int, form: str) -> None:
        self.plan, self.part, self.setter = plan, part, setter
        self.number, self.form = number, form

    def measure(self, parent: etree._Element, number: int, bar: Bar) -> None:
        """Write one measure."""
        element = add(parent, "measure", number=str(number))
        self._attributes(element, number)
        if self.number == 1:
            _system_directions(element, number, self.plan)
        first = True
        for staff, voices in enumerate(bar):
            for index, voice in enumerate(voices):
                if not first:
                    back = add(element, "backup")
                    add(back, "duration", str(self.plan.metre(number).ticks))
                first = False
                self._voice(element, number, voice, staff, index, len(voices))
        self._barline(element, number)

    def _attributes(self, measure: etree._Element, number: int) -> None:
        starts = number == 1
        if not (starts or number in self.plan.metres or number in self.plan.keys):
            return
        attributes = add(measure, "attributes")
        if starts:
            add(attributes, "divisions", str(QUARTER))
        if starts or number in self.plan.keys:
            key = add(attributes, "key")
            fifths = self.setter.key(number)
            add(key, "fifths", str(fifths or 0))
            if fifths is None:
                add(key, "mode", "none")
        if number in self.plan.metres:
            time = add(attributes, "time")
            add(time, "beats", str(self.plan.metres[number].beats))
            add(time, "beat-type", str(self.plan.metres[number].unit))
        if starts:
            self._first_attributes(attributes)

    def _first_attributes(self, attributes: etree._Element) -> None:
        if len(self.part.clefs) > 1:
            add(attributes, "staves", str(len(self.part.clefs)))
        for staff, name in enumerate(self.part.clefs, 1):
            write_clef(attributes, name, str(staff) if len(self.part.clefs) > 1 else "")
        if self.part.staff_lines != 5:
            details = add(attributes, "staff-details")
            add(details, "staff-lines", str(self.part.staff_lines))
        _transpose(attributes, self.part.instruments[0], self.form, changing=False)

    def _voice(
        self,
        measure: etree._Element,
        number: int,
        voice: Voice,
        staff: int,
        index: int,
        voices: int,
    ) -> None:
        labels = {"voice": str(staff * 4 + index + 1)}
        if len(self.part.clefs) > 1:
            labels["staff"] = str(staff + 1)
        last = max((i for i, p in enumerate(voice) if isinstance(p.event, Note)), default=-1)
        for place, placed in enumerate(voice):
            if isinstance(placed.event, Note):
                self._note(measure, number, placed, labels, index, voices, place == last)
            elif placed.event.family == "to":
                self._instrument_change(measure, int(placed.event.value), labels)
            else:
                write_sign(measure, placed.event, labels)

    def _note(
        self,
        measure: etree._Element,
        number: int,
        placed: Placed,
        labels: dict[str, str],
        index: int,
        voices: int,
        is_last: bool,
    ) -> None:
        held = set()
        is_last = is_last and index == 0
        if is_last and number in self.plan.fermatas:
            held.add("ferm")
        if is_last and number in self.plan.caesuras:
            held.add("caes")
        write_note(
            measure,
            placed,
            labels,
            stem=("up", "down")[index % 2] if voices > 1 else "",
            more=frozenset(held),
            drums=self.part.drums,
            instrument=self._instrument_id(placed),
        )

    def _instrument_id(self, placed: Placed) -> str:
        note = placed.event
        assert isinstance(note, Note)
        if note.drum:
            return f"P{self.number}-I{list(self.part.drums).index(note.drum) + 1}"
        if len(self.part.instruments) > 1 and placed.pitches:
            return f"P{self.number}-I{placed.instrument + 1}"
        return ""

    def _instrument_change(self, measure: etree._Element, number: int, labels: dict[str, str]) -> None:
        instrument = self.part.instruments[number - 1]
        _transpose(add(measure, "attributes"), instrument, self.form, changing=True)
        direction = add(measure, "direction", placement="above")
        add(add(direction, "direction-type"), "words", instrument.name)
        for tag, text in labels.items():
            add(direction, tag, text)
        sound = add(direction, "sound")
        change = add(sound, "instrument-change", id=f"P{self.number}-I{number}")
        add(change, "instrument-sound", instrument.sound)

    def _barline(self, measure: etree._Element, number: int) -> None:
        style = "light-heavy" if number == self.plan.length else "light-light"
        if number == self.plan.length or number in self.plan.double_bars:
            add(add(measure, "barline", location="right"), "bar-style", style)


def _transpose(attributes: etree._Element, instrument: Instrument, form: str, changing: bool) -> None:
    moves = (instrument.diatonic, instrument.chromatic, instrument.octaves)
    if form == "unmarked" or not (any(moves) or changing):
        return
    element = attributes
    if form == "concert" and instrument.is_transposing:
        element = add(element, "for-part")
        element = add(element, "part-transpose")
    else:
        element = add(element, "transpose")
    add(element, "diatonic", str(instrument.diatonic))
    add(element, "chromatic", str(instrument.chromatic))
    if instrument.octaves:
        add(element, "octave-change", str(instrument.octaves))


def _system_directions(measure: etree._Element, number: int, plan: Plan) -> None:
    if number in plan.rehearsals:
        direction = add(measure, "direction", placement="above", system="only-top")
        mark = add(add(direction, "direction-type"), "rehearsal", plan.rehearsals[number])
        mark.set("enclosure", "rectangle")
        mark.set("font-weight", "bold")
    for tempo in plan.tempos:
        if tempo.bar == number:
            _tempo(measure, tempo)


def _tempo(measure: etree._Element, tempo: Tempo) -> None:
    direction = add(measure, "direction", placement="above", system="only-top")
    if tempo.words:
        words = add(add(direction, "direction-type"), "words", tempo.words)
        words.set("font-weight", "bold")
    if tempo.per_minute:
        metronome = add(add(direction, "direction-type"), "metronome", parentheses="no")
        add(metronome, "beat-unit", "quarter")
        add(metronome, "per-minute", str(tempo.per_minute))
    if tempo.equal_units:
        metronome = add(add(direction, "direction-type"), "metronome", parentheses="yes")
        add(metronome, "beat-unit", tempo.equal_units)
        add(metronome, "beat-unit", tempo.equal_units)
    if tempo.dashes:
        add(add(direction, "direction-type"), "dashes", type=tempo.dashes, number="16")
    if tempo.sounding:
        add(direction, "sound", tempo=f"{tempo.sounding:g}")
