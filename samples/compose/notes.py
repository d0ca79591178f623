# SPDX-License-Identifier: Apache-2.0
"""Writes one note, chord or rest, with its notations."""

from collections.abc import Mapping

from lxml import etree

from compose.layout import Drum, Placed
from compose.shorthand import Note, Pitch, ShorthandError

TYPES = {
    "w": "whole",
    "h": "half",
    "q": "quarter",
    "e": "eighth",
    "s": "16th",
    "t": "32nd",
}
ARTICULATIONS = {
    "acc": "accent",
    "marc": "strong-accent",
    "stac": "staccato",
    "ten": "tenuto",
    "spic": "staccatissimo",
    "breath": "breath-mark",
    "caes": "caesura",
}
TECHNICAL = {"up": "up-bow", "down": "down-bow", "stopped": "stopped", "open": "open-string"}
OTHER_MARKS = {"arp", "ferm", "gliss", "gliss.", "harm", "trem", "trill"}
LINKS = {"(": ("start", 1), ")": ("stop", 1), "[": ("start", 2), "]": ("stop", 2)}


def add(parent: etree._Element, tag: str, text: str = "", **attributes: str) -> etree._Element:
    """Append a child element."""
    child = etree.SubElement(
        parent, tag, {name.replace("_", "-"): value for name, value in attributes.items()}
    )
    if text:
        child.text = text
    return child


def write_note(
    measure: etree._Element,
    placed: Placed,
    labels: Mapping[str, str],
    stem: str,
    more: frozenset[str],
    drums: Mapping[str, Drum],
    instrument: str,
) -> None:
    """Write a note with all the notes of its chord."""
    note = placed.event
    assert isinstance(note, Note)
    _check_marks(note)
    drum = drums[note.drum] if note.drum else None
    for index, pitch in enumerate(placed.pitches or (None,)):
        element = add(measure, "note")
        _opening(element, note, index)
        _pitch(element, note, pitch, drum)
        if not note.grace:
            add(element, "duration", str(placed.ticks))
        ties = [] if note.cue else _ties(placed, pitch)
        for word in ties:
            add(element, "tie", type=word)
        if instrument:
            add(element, "instrument", id=instrument)
        add(element, "voice", labels["voice"])
        _look(element, placed, note, index, stem)
        if drum and drum.head:
            add(element, "notehead", drum.head)
        if pitch and pitch.diamond:
            add(element, "notehead", "diamond")
        if "staff" in labels:
            add(element, "staff", labels["staff"])
        _rest_of_note(element, placed, index, ties, more, int(labels["voice"]))


def _check_marks(note: Note) -> None:
    known = ARTICULATIONS.keys() | TECHNICAL.keys() | OTHER_MARKS
    unknown = {m for m in note.marks - known if not (m[0] == "f" and m[1:].isdigit())}
    if unknown:
        raise ShorthandError(f"unknown marks {sorted(unknown)}")


def _opening(element: etree._Element, note: Note, index: int) -> None:
    if note.grace:
        grace = add(element, "grace")
        if note.grace == "/":
            grace.set("slash", "yes")
    if note.cue:
        add(element, "cue")
    if index:
        add(element, "chord")


def _pitch(element: etree._Element, note: Note, pitch: Pitch | None, drum: Drum | None) -> None:
    if drum:
        unpitched = add(element, "unpitched")
        add(unpitched, "display-step", drum.step)
        add(unpitched, "display-octave", str(drum.octave))
    elif pitch:
        child = add(element, "pitch")
        add(child, "step", pitch.step)
        if pitch.alter:
            add(child, "alter", str(pitch.alter))
        add(child, "octave", str(pitch.octave))
    else:
        rest = add(element, "rest")
        if note.whole_bar:
            rest.set("measure", "yes")


def _ties(placed: Placed, pitch: Pitch | None) -> list[str]:
    note = placed.event
    assert isinstance(note, Note)
    words = ["stop"] if pitch in placed.tied_in else []
    return [*words, "start"] if note.tie else words


def _look(element: etree._Element, placed: Placed, note: Note, index: int, stem: str) -> None:
    if not note.whole_bar:
        kind = add(element, "type", TYPES[note.kind])
        if note.cue:
            kind.set("size", "cue")
        for _ in range(note.dots):
            add(element, "dot")
    if index in placed.accidentals:
        name, courtesy = placed.accidentals[index]
        accidental = add(element, "accidental", name)
        if courtesy:
            accidental.set("cautionary", "yes")
    if note.ratio != (1, 1):
        ratio = add(element, "time-modification")
        add(ratio, "actual-notes", str(note.ratio[0]))
        add(ratio, "normal-notes", str(note.ratio[1]))
    if stem and not note.is_rest and note.kind != "w":
        add(element, "stem", stem)


def _rest_of_note(
    element: etree._Element,
    placed: Placed,
    index: int,
    ties: list[str],
    more: frozenset[str],
    voice: int,
) -> None:
    note = placed.event
    assert isinstance(note, Note)
    if not index:
        for level, word in enumerate(placed.beams, 1):
            add(element, "beam", word, number=str(level))
    notations = etree.Element("notations")
    for word in ties:
        add(notations, "tied", type=word)
    marks = note.marks | more
    if not index:
        _lines(notations, note, voice)
        _ornaments(notations, marks, note)
        _group(notations, "technical", [TECHNICAL[m] for m in sorted(marks) if m in TECHNICAL])
        _handwork(notations, marks)
        _group(
            notations,
            "articulations",
            [ARTICULATIONS[mark] for mark in sorted(marks) if mark in ARTICULATIONS],
        )
        if "ferm" in marks:
            add(notations, "fermata", "normal", type="upright")
    if "arp" in marks:
        add(notations, "arpeggiate")
    if len(notations):
        element.append(notations)


def _lines(notations: etree._Element, note: Note, voice: int) -> None:
    for sign in note.links:
        word, number = LINKS[sign]
        add(notations, "slur", type=word, number=str((voice - 1) % 8 * 2 + number))
    if note.ratio[1] > 1:
        for word in ("start", "stop"):
            if word in note.tuplet:
                tuplet = add(notations, "tuplet", type=word)
                if word == "start":
                    tuplet.set("bracket", "no" if note.kind in "est" else "yes")
    for mark, word in (("gliss.", "stop"), ("gliss", "start")):
        if mark in note.marks:
            line = add(notations, "glissando", type=word, number="1")
            line.set("line-type", "wavy")
            if word == "start":
                line.text = "gliss."


def _ornaments(notations: etree._Element, marks: frozenset[str], note: Note) -> None:
    ornaments = etree.Element("ornaments")
    if "trill" in marks:
        add(ornaments, "trill-mark")
        add(ornaments, "wavy-line", type="start", number="1")
        add(ornaments, "wavy-line", type="stop", number="1")
    if "trem" in marks:
        add(ornaments, "tremolo", "3", type="single")
    if note.ratio == (2, 1):
        add(ornaments, "tremolo", "3", type="start" if "start" in note.tuplet else "stop")
    if len(ornaments):
        notations.append(ornaments)


def _handwork(notations: etree._Element, marks: frozenset[str]) -> None:
    """Fingerings and harmonics."""
    fingers = [mark[1:] for mark in sorted(marks) if mark[0] == "f" and mark[1:].isdigit()]
    if not fingers and "harm" not in marks:
        return
    technical = notations.find("technical")
    if technical is None:
        technical = add(notations, "technical")
    for finger in fingers:
        add(technical, "fingering", finger)
    if "harm" in marks:
        add(add(technical, "harmonic"), "natural")


def _group(notations: etree._Element, tag: str, names: list[str]) -> None:
    if names:
        group = add(notations, tag)
        for name in names:
            add(group, name)
