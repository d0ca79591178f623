"""Notes and rests: one ``<note>`` becomes an event, or one more head of the chord before it."""

from __future__ import annotations

from typing import Any

from lxml import etree
from msgspec.structs import replace

from engraving.findings import Severity
from engraving.musicxml.accidentals import read_accidental
from engraving.musicxml.drafts import EventDraft, PartDraft
from engraving.musicxml.elements import decimal, line_of, product, whole_number
from engraving.musicxml.heads import letters, read_notehead, read_printing
from engraving.musicxml.lyrics import read_lyric
from engraving.musicxml.notations import add_tie, read_notations
from engraving.musicxml.ticks import QUARTERS
from engraving.score import Head, Mark
from engraving.score.atoms import Kind
from engraving.score.pitch import STEPS, Clef, Pitch

_MOST_DOTS = 4
_SMALL = ("cue", "grace-cue")
_STEPS = {name: number for number, name in enumerate(STEPS)}
_VALUES = {name: name for name in QUARTERS}  # one string object for each type, however often it is written
_CANNOT_READ = "Check it in the notation program and export again."
_HEAD = int(Kind.HEAD)
_REST = int(Kind.REST)

Said = dict[Any, etree._Element]  # the children of a note by tag: the last one of each


def read_note(part: PartDraft, element: etree._Element) -> None:
    """Read one ``<note>`` at the cursor and move the cursor past it."""
    inside = list(element)
    said = {child.tag: child for child in inside}
    small = _is_small(said)
    event = part.last
    if event is None or "chord" not in said or event.is_rest:
        event = _new_event(part, element, inside, said)
        event.cue = small
    elif small is not event.cue:
        _mix_sizes(event)
    head = 0 if event.is_rest else _add_head(part, event, element, said, cue=small and not event.cue)
    if "notations" in said:
        for notations in _all(inside, said, "notations"):
            read_notations(part, event, head, notations)
    if "tie" in said:
        for tie in _all(inside, said, "tie"):
            add_tie(part, event, head, tie, sounding_only=True)
    if "lyric" in said and element.get("print-lyric") != "no":
        for lyric in _all(inside, said, "lyric"):
            read_lyric(part, event, lyric)


def _is_small(said: Said) -> bool:
    """A cue note: one that says so, or one whose value is written in cue size (as Finale exports them)."""
    return "cue" in said or ("type" in said and said["type"].get("size") in _SMALL)


def _mix_sizes(event: EventDraft) -> None:
    """A chord of full and small notes is full-sized; its small heads are known one by one."""
    if event.cue:
        event.cue = False
        event.heads = [replace(head, cue=True) for head in event.heads]


def _all(inside: list[etree._Element], said: Said, tag: str) -> list[etree._Element]:
    """Every child of one tag: mostly it is the only one."""
    return [said[tag]] if len(said) == len(inside) else [child for child in inside if child.tag == tag]


def _new_event(
    part: PartDraft, element: etree._Element, inside: list[etree._Element], said: Said
) -> EventDraft:
    """The event this note begins, put on the grid; the cursor moves by its duration."""
    event = EventDraft(part.bar, line_of(element))
    name = said["voice"].text if "voice" in said else "1"
    event.voice = part.voices.get(name or "1") or part.voice(name)
    if "staff" in said:
        event.staff = part.staff(said["staff"].text)
    if "rest" in said or not ("pitch" in said or "unpitched" in said):
        event.is_rest = True
        event.id = part.atom(_REST)
        if "rest" in said:
            event.measure = said["rest"].get("measure") == "yes"
            event.place = _staff_place(said["rest"])
    if element.get("print-object") == "no":
        event.visible = False
    if "stem" in said:
        event.stem = said["stem"].text or ""
    if "beam" in said:
        _read_beams(event, _all(inside, said, "beam"))
    _measure_event(part, event, inside, said)
    part.events.append(event)
    part.last = event
    return event


def _read_beams(event: EventDraft, elements: list[etree._Element]) -> None:
    """Beam values from beam 1 up (levels the source skips are empty), and the fan of a feathered beam."""
    if len(elements) == 1 and elements[0].get("number", "1") == "1":
        event.beams = ((elements[0].text or "").strip(),)
    else:
        values: list[str] = []
        for element in elements:
            number = min(max(whole_number(element.get("number"), 1), 1), 8)
            values += [""] * (number - len(values))
            values[number - 1] = (element.text or "").strip()
        event.beams = tuple(values)
    fan = elements[0].get("fan", "none")
    if fan != "none":
        event.fan = fan


def _measure_event(part: PartDraft, event: EventDraft, inside: list[etree._Element], said: Said) -> None:
    """Written value, length and onset (see ``ticks``); graces wait for their main note."""
    position = part.position
    voice = event.voice
    expected = part.expected.get(voice)
    if expected != position:
        if expected is not None and abs(position - expected) < part.division:
            position = expected
        elif position:
            part.loose.add((position, part.division))
    event.position = position
    if "dot" in said:
        event.dots = min(len(_all(inside, said, "dot")), _MOST_DOTS)
    if "time-modification" in said:
        event.ratio = _ratio(said["time-modification"])
        part.has_ratios = True
    value = said["type"].text if "type" in said else None
    if "grace" in said:
        _begin_grace(part, event, said["grace"], value)
        return
    if voice in part.graces:
        _settle_graces(part, event)
    lasts = said["duration"].text if "duration" in said else None
    key = (value, lasts, event.dots, event.ratio, event.is_rest)
    known = part.values.get(key)
    if known is None:
        known = part.values[key] = _value(part, event, value, lasts)
    event.value, event.dots, length, duration, event.typed = known
    event.length, event.duration = length, duration
    if not event.measure:
        part.lengths.add(length)
        if length != duration and abs(length - duration) > part.division:
            part.misfits.append(event)
    part.expected[voice] = position + length
    part.position += duration


def _ratio(element: etree._Element) -> tuple[int, int]:
    """(actual, normal) notes; anything but sensible numbers counts as no tuplet."""
    actual = normal = 1
    for child in element:
        if child.tag == "actual-notes":
            actual = whole_number(child.text, 1)
        elif child.tag == "normal-notes":
            normal = whole_number(child.text, 1)
    return (actual, normal) if 0 < actual < 1000 and 0 < normal < 1000 else (1, 1)


def _value(
    part: PartDraft, event: EventDraft, text: str | None, duration_text: str | None
) -> tuple[str, int, int, int, bool]:
    """(value, dots, length, duration, typed): duration moves the cursor, the written value is the length.

    One is derived where the other is missing.
    """
    value = _known_value(part, event, text)
    duration = max(0, product(duration_text, part.division))
    actual, normal = event.ratio
    if value in ("long", "maxima") and not event.is_rest:
        part.complain(
            "not-drawn",
            Severity.WARNING,
            event.line,
            f"A {value} has no sign of its own here: it is printed as a breve.",
            "Write it as tied breves.",
            event.position,
        )
    if value:
        length = part.grid.written(value, event.dots, actual, normal)
        return value, event.dots, length, length if duration_text is None else duration, True
    value, dots, exact = part.grid.value_of(duration * actual // normal)
    if not exact and not event.is_rest:
        part.complain(
            "value-derived",
            Severity.WARNING,
            event.line,
            "A note has no written value and its duration is that of no single note.",
            "Give the note a value in the notation program.",
            event.position,
        )
    return value, dots, duration, duration, False


def _known_value(part: PartDraft, event: EventDraft, text: str | None) -> str:
    value = _VALUES.get((text or "").strip(), "")
    if text and not value:
        part.complain(
            "not-understood",
            Severity.WARNING,
            event.line,
            f"The note type {text.strip()!r} is none of MusicXML's.",
            _CANNOT_READ,
        )
    return value


def _begin_grace(part: PartDraft, event: EventDraft, element: etree._Element, value: str | None) -> None:
    event.grace = -1
    event.slash = element.get("slash") == "yes"
    event.value = _known_value(part, event, value) or "eighth"
    part.graces.setdefault(event.voice, []).append(event)


def _settle_graces(part: PartDraft, main: EventDraft) -> None:
    """The waiting graces belong before ``main``: numbered from the farthest (-n) to the nearest (-1)."""
    waiting = part.graces.pop(main.voice)
    for order, grace in enumerate(waiting):
        grace.grace = order - len(waiting)
        grace.position = main.position


def _add_head(part: PartDraft, event: EventDraft, element: etree._Element, said: Said, *, cue: bool) -> int:
    """One more head; the first one gives the event its id. Returns the head's atom."""
    atom = part.atom(_HEAD)
    staff, line, visible = event.staff, event.line, event.visible
    if event.heads:
        if "staff" in said:
            staff = part.staff(said["staff"].text)
        line = line_of(element)
        visible = element.get("print-object") != "no"
    else:
        event.id = atom
    if "unpitched" in said:
        pitch, unpitched = _unpitched(part, said["unpitched"], staff), True
    else:
        pitch, unpitched = _pitch(part, said, line), False
    instrument = ""
    if "instrument" in said:
        instrument = part.instrument(said["instrument"].get("id", ""), staff, event.position, unpitched)
    shape, filled, parentheses = read_notehead(part, said["notehead"]) if "notehead" in said else ("", "", False)
    visible = visible and shape != "none"  # a note without a head takes its time and leaves no ink
    accidental = read_accidental(part, said["accidental"]) if "accidental" in said else None
    printing = None
    if "dot" in said or element.get("print-dot") or element.get("print-leger"):
        printing = read_printing(element, said)
    event.heads.append(
        Head(
            atom, pitch, staff, accidental, shape, filled, parentheses, unpitched, instrument, visible, line, cue,
            printing,
        )
    )  # fmt: skip
    if "notehead-text" in said:
        event.marks.append(Mark(part.atom(Kind.MARK), "notehead-text", letters(said["notehead-text"])))
    return atom


def _pitch(part: PartDraft, said: Said, line: int) -> Pitch:
    element = said.get("pitch")
    key = tuple([child.text for child in element]) if element is not None else ()
    pitch = part.pitches.get(key)
    if pitch is None:
        pitch = _read_pitch(element) if element is not None else None
        if pitch is None:
            part.complain(
                "not-understood",
                Severity.ERROR,
                line,
                "A note has no readable pitch; it stands on the middle line.",
                _CANNOT_READ,
            )
            return _middle(Clef())
        part.pitches[key] = pitch
    return pitch


def _staff_place(element: etree._Element) -> Pitch | None:
    """``display-step`` and ``display-octave`` as a written pitch."""
    step = octave = None
    if not len(element):
        return None
    for child in element:
        if child.tag == "display-step":
            step = _STEPS.get((child.text or "").strip())
        elif child.tag == "display-octave":
            octave = whole_number(child.text, 4)
    return None if step is None or octave is None else Pitch(octave, step)


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
