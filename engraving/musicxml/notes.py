"""Notes and rests: one ``<note>`` becomes an event, or one more head of the chord before it."""

from __future__ import annotations

from typing import Any

from lxml import etree

from engraving.findings import Severity
from engraving.musicxml.drafts import EventDraft, PartDraft
from engraving.musicxml.elements import decimal, line_of, whole_number
from engraving.musicxml.lyrics import read_lyric
from engraving.musicxml.notations import add_tie, read_notations
from engraving.musicxml.ticks import QUARTERS
from engraving.score.atoms import Kind
from engraving.score.model import Accidental, Head, Mark
from engraving.score.pitch import STEPS, Clef, Pitch

_PLAIN = frozenset(("duration", "voice", "type", "stem", "staff"))
_STEPS = {name: number for number, name in enumerate(STEPS)}
_PLAIN_RATIO = (1, 1)
_VALUES = {name: name for name in QUARTERS}  # one string object for each type, however often it is written
_CANNOT_READ = "Check it in the notation program and export again."


def read_note(part: PartDraft, element: etree._Element) -> None:
    """Read one ``<note>`` at the cursor and move the cursor past it."""
    said: dict[Any, Any] = {}
    for child in element:
        tag = child.tag
        if tag in _PLAIN:
            said[tag] = child.text
        elif tag in said:
            said[tag].append(child)
        else:
            said[tag] = [child]
    if "chord" in said and part.last is not None and not part.last.is_rest:
        event = part.last
    else:
        event = _new_event(part, element, said)
    head = 0
    if not event.is_rest:
        head = _add_head(part, event, element, said)
    _attach(part, event, head, element, said)


def _new_event(part: PartDraft, element: etree._Element, said: dict[Any, Any]) -> EventDraft:
    """The event this note begins, put on the grid; the cursor moves by its duration."""
    event = EventDraft()
    event.bar = part.bar
    event.line = line_of(element)
    event.voice = _voice(part, said.get("voice"))
    staff = said.get("staff")
    event.staff = 1 if staff is None or staff == "1" else max(1, whole_number(staff, 1))
    if event.staff > part.staves:
        part.staves = event.staff
    event.is_rest = "rest" in said or not ("pitch" in said or "unpitched" in said)
    event.id = part.atom(Kind.REST) if event.is_rest else 0
    event.visible = element.get("print-object") != "no"
    event.cue = "cue" in said
    event.stem = said.get("stem") or ""
    event.measure = False
    event.place = None
    if event.is_rest:
        _read_rest(event, said)
    event.beams = _beams(said["beam"]) if "beam" in said else ()
    if event.beams:
        part.has_beams = True
    event.slash = False
    _measure_event(part, event, said)
    part.events.append(event)
    part.last = event
    return event


def _voice(part: PartDraft, text: str | None) -> int:
    """Voices are numbered as they appear; a note without one is in voice "1"."""
    return part.voice((text or "1").strip())


def _read_rest(event: EventDraft, said: dict[Any, Any]) -> None:
    if "rest" not in said:
        return
    rest = said["rest"][0]
    event.measure = rest.get("measure") == "yes"
    if len(rest):
        event.place = _staff_place(rest)


def _staff_place(element: etree._Element) -> Pitch | None:
    """``display-step`` and ``display-octave`` as a written pitch."""
    step = octave = None
    for child in element:
        if child.tag == "display-step":
            step = _STEPS.get((child.text or "").strip())
        elif child.tag == "display-octave":
            octave = whole_number(child.text, 4)
    return None if step is None or octave is None else Pitch(octave, step)


def _beams(elements: list[etree._Element]) -> tuple[str, ...]:
    """Beam values from beam 1 up; levels the source skips are empty."""
    if len(elements) == 1 and elements[0].get("number", "1") == "1":
        return ((elements[0].text or "").strip(),)
    values: list[str] = []
    for element in elements:
        number = min(max(whole_number(element.get("number"), 1), 1), 8)
        values += [""] * (number - len(values))
        values[number - 1] = (element.text or "").strip()
    return tuple(values)


def _measure_event(part: PartDraft, event: EventDraft, said: dict[Any, Any]) -> None:
    """Written value, length and onset (see ``ticks``); graces wait for their main note."""
    _read_value(part, event, said)
    position = part.position
    expected = part.expected.get(event.voice)
    if expected is not None and expected != position and abs(position - expected) < part.division:
        position = expected
    elif expected != position and position:
        part.loose.add((position, part.division))
    event.position = position
    if "grace" in said:
        _begin_grace(part, event, said["grace"][0])
        return
    if event.voice in part.graces:
        _settle_graces(part, event)
    _read_duration(part, event, said.get("duration"))
    part.expected[event.voice] = position + event.length
    part.position += event.duration


def _read_value(part: PartDraft, event: EventDraft, said: dict[Any, Any]) -> None:
    text = said.get("type")
    event.value = _VALUES.get(text, "") if text is not None else ""
    if text is not None and not event.value:
        event.value = _VALUES.get(text.strip(), "")
        if not event.value:
            part.complain("not-understood", Severity.WARNING, event.line,
                          f"The note type {text.strip()!r} is none of MusicXML's.", _CANNOT_READ)  # fmt: skip
    event.dots = len(said["dot"]) if "dot" in said else 0
    event.ratio = _ratio(said["time-modification"][0]) if "time-modification" in said else _PLAIN_RATIO


def _ratio(element: etree._Element) -> tuple[int, int]:
    """(actual, normal) notes; anything but positive numbers counts as no tuplet."""
    actual = normal = 1
    for child in element:
        if child.tag == "actual-notes":
            actual = whole_number(child.text, 1)
        elif child.tag == "normal-notes":
            normal = whole_number(child.text, 1)
    return (actual, normal) if 0 < actual < 1000 and 0 < normal < 1000 else _PLAIN_RATIO


def _read_duration(part: PartDraft, event: EventDraft, text: str | None) -> None:
    """Duration moves the cursor, the written value is the length; one derives what the other lacks."""
    if text is not None and text.isdigit():
        duration = int(text) * part.division
    else:
        duration = max(0, round(decimal(text) * part.division))
    value = event.value
    actual, normal = event.ratio
    event.typed = bool(value)
    if value:
        length = part.grid.written(value, event.dots, actual, normal)
        if not duration and text is None:
            duration = length
    else:
        length = duration
        event.value, event.dots, exact = part.grid.value_of(duration * actual // normal)
        if not exact and not event.is_rest:
            part.complain("value-derived", Severity.WARNING, event.line,
                          "A note has no written value and its duration is that of no single note.",
                          "Give the note a value in the notation program.", event.position)  # fmt: skip
    event.length = length
    event.duration = duration
    if not event.measure:
        part.lengths.add(length)
        if abs(length - duration) > part.division and not event.is_rest:
            part.misfits.append(event)


def _begin_grace(part: PartDraft, event: EventDraft, element: etree._Element) -> None:
    event.length = event.duration = 0
    event.typed = True
    event.grace = -1
    event.slash = element.get("slash") == "yes"
    if not event.value:
        event.value = "eighth"
    part.graces.setdefault(event.voice, []).append(event)


def _settle_graces(part: PartDraft, main: EventDraft) -> None:
    """The waiting graces belong before ``main``: numbered from the farthest (-n) to the nearest (-1)."""
    waiting = part.graces.pop(main.voice)
    for order, grace in enumerate(waiting):
        grace.grace = order - len(waiting)
        grace.position = main.position


def _add_head(part: PartDraft, event: EventDraft, element: etree._Element, said: dict[Any, Any]) -> int:
    """One more head; the first one gives the event its id. Returns the head's atom."""
    atom = part.atom(Kind.HEAD)
    staff = event.staff
    line = event.line
    if event.heads:
        text = said.get("staff")
        staff = staff if text is None else max(1, whole_number(text, 1))
        line = line_of(element)
        if staff > part.staves:
            part.staves = staff
    else:
        event.id = atom
    unpitched = "unpitched" in said
    pitch = _unpitched(part, said["unpitched"][0], staff) if unpitched else _pitch(part, said, line)
    instrument = said["instrument"][0].get("id", "") if "instrument" in said else ""
    if instrument and instrument != part.instrument_now.get(staff):
        part.changes_instrument(staff, instrument, event.position)
    shape = filled = ""
    parentheses = False
    if "notehead" in said:
        notehead = said["notehead"][0]
        shape = (notehead.text or "").strip()
        shape = "" if shape == "normal" else shape
        filled = notehead.get("filled", "")
        parentheses = notehead.get("parentheses") == "yes"
    event.heads.append(
        Head(
            atom,
            pitch,
            staff,
            _accidental(part, said["accidental"][0]) if "accidental" in said else None,
            shape,
            filled,
            parentheses,
            unpitched,
            instrument,
            element.get("print-object") != "no" if event.heads else event.visible,
            line,
        )
    )
    return atom


def _pitch(part: PartDraft, said: dict[Any, Any], line: int) -> Pitch:
    element = said["pitch"][0] if "pitch" in said else None
    if element is None:
        return _middle(Clef())
    key = tuple([child.text for child in element])
    pitch = part.pitches.get(key)
    if pitch is None:
        pitch = _read_pitch(element)
        if pitch is None:
            part.complain("not-understood", Severity.ERROR, line,
                          "A note has no readable pitch; it stands on the middle line.", _CANNOT_READ)  # fmt: skip
            return _middle(Clef())
        part.pitches[key] = pitch
    return pitch


def _read_pitch(element: etree._Element) -> Pitch | None:
    step = octave = None
    alter = 0.0
    for child in element:
        text = (child.text or "").strip()
        if child.tag == "step":
            step = _STEPS.get(text)
        elif child.tag == "alter":
            alter = float(decimal(text))
        elif child.tag == "octave":
            octave = whole_number(text, -99)
    if step is None or octave is None or not 0 <= octave <= 9:
        return None
    return Pitch(octave, step, alter)


def _unpitched(part: PartDraft, element: etree._Element, staff: int) -> Pitch:
    """Where the head is drawn; the middle line when the source does not say."""
    return _staff_place(element) or _middle(part.clefs_now.get(staff, Clef()))


def _middle(clef: Clef) -> Pitch:
    octave, step = divmod(clef.middle, 7)
    return Pitch(octave, step)


def _accidental(part: PartDraft, element: etree._Element) -> Accidental | None:
    text = (element.text or "").strip()
    if not text:
        return None
    key = (text, tuple((str(k), str(v)) for k, v in element.items()))
    accidental = part.accidentals.get(key)
    if accidental is None:
        yes = {k for k, v in key[1] if v == "yes"}
        accidental = part.accidentals[key] = Accidental(
            text, "cautionary" in yes, "editorial" in yes, "parentheses" in yes, "bracket" in yes
        )
    return accidental


def _attach(part: PartDraft, event: EventDraft, head: int, element: etree._Element, said: dict[Any, Any]) -> None:
    """Everything that hangs on the note."""
    if "notations" in said:
        for notations in said["notations"]:
            read_notations(part, event, head, notations)
    if "tie" in said:
        for tie in said["tie"]:
            add_tie(part, event, head, tie, sounding_only=True)
    if "lyric" in said and element.get("print-lyric") != "no":
        for lyric in said["lyric"]:
            read_lyric(part, event, lyric)
    if "beam" in said:
        fan = said["beam"][0].get("fan", "none")
        if fan != "none":
            event.marks.append(Mark(part.atom(Kind.MARK), "fan", fan))
