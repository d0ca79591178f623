"""``<direction>``: words, dynamics, tempo and rehearsal marks as segments; hairpins and lines as ends."""

from __future__ import annotations

from collections.abc import Callable

from lxml import etree

from engraving.musicxml.drafts import DirectionDraft, EndDraft, PartDraft
from engraving.musicxml.dynamics import dynamics_segment
from engraving.musicxml.elements import (
    child_text,
    children,
    kept_attributes,
    line_of,
    product,
    text_of,
    whole_number,
)
from engraving.musicxml.metronome import metronome_segment, metronome_text, quarters_per_minute
from engraving.musicxml.sounds import add_tempo, read_instrument_change, read_jumps, sound_tempo
from engraving.score import Segment

#: Direction types with two ends.
SPANNERS = frozenset(("wedge", "dashes", "bracket", "pedal", "octave-shift", "principal-voice"))


def read_direction(part: PartDraft, element: etree._Element) -> None:
    """One direction with everything it says, at the cursor plus its ``offset``."""
    draft = DirectionDraft(part.bar, part.position, ())
    draft.placement = element.get("placement", "")
    draft.system = element.get("system", "")
    draft.line = line_of(element)
    types: list[etree._Element] = []
    sound: etree._Element | None = None
    for child in element:
        tag = child.tag
        if tag == "direction-type":
            types += children(child)
        elif tag == "offset":
            draft.position += product(child.text, part.division)
        elif tag == "staff":
            draft.staff = part.staff(child.text)
        elif tag == "voice":
            draft.voice = part.voice(child.text)
        elif tag == "sound":
            sound = child
    _read_types(part, draft, types)
    if sound is not None:
        read_jumps(part, sound)
        read_instrument_change(part, sound)
        draft.tempo = sound_tempo(sound) or draft.tempo
    if draft.tempo:
        add_tempo(part, draft.position, draft.tempo, printed=bool(draft.segments))
    if draft.segments:
        part.directions.append(draft)
        part.note(draft)


def say(part: PartDraft, element: etree._Element, text: str, *, bold: bool = False) -> None:
    """Words over the staff at the cursor that the source has in another form than a direction."""
    if text:
        weight = (("font-weight", "bold"),) if bold else ()
        draft = DirectionDraft(part.bar, part.position, (Segment("words", text, weight),))
        draft.placement = "above"
        draft.line = line_of(element)
        part.directions.append(draft)
        part.note(draft)


def _read_types(part: PartDraft, draft: DirectionDraft, types: list[etree._Element]) -> None:
    segments: list[Segment] = []
    ends: list[EndDraft] = []
    for item in types:
        tag = item.tag
        if tag in SPANNERS:
            ends.append(_end(part, draft, item))
        elif item.get("print-object") != "no":
            segment = _SEGMENTS.get(tag, _plain)(item)
            if segment is not None:
                segments.append(segment)
        if tag == "metronome" and not draft.tempo:
            draft.tempo = quarters_per_minute(metronome_text(item))
    draft.segments = tuple(segments)
    draft.ends = tuple(ends)


def _end(part: PartDraft, draft: DirectionDraft, element: etree._Element) -> EndDraft:
    """One end of a hairpin, line, octave or pedal mark. Its ``type`` (crescendo, up …) stays an attribute."""
    kind = str(element.tag)
    says = element.get("type", "start")
    phase = "start" if says in ("crescendo", "diminuendo", "up", "down", "sostenuto") else says
    end = EndDraft(draft.bar, draft.position, kind, phase)
    end.number = whole_number(element.get("number"), 1)
    end.staff = draft.staff
    end.voice = draft.voice
    end.placement = draft.placement
    end.attributes = kept_attributes(element)
    end.text = text_of(element)
    end.line = draft.line
    end.order = len(part.ends)
    part.ends.append(end)
    part.note(end)
    return end


def _plain(element: etree._Element) -> Segment:
    """Kind and text as they are: symbol, other-direction, segno, coda, damp, eyeglasses, staff-divide …"""
    return Segment(str(element.tag), text_of(element), kept_attributes(element))


def _words(element: etree._Element) -> Segment | None:
    """Words keep their line breaks; blank ones say nothing.

    Words that follow others of their direction-type without a space are ``joined``: only their face changes
    there (``1`` and a raised ``o``).
    """
    text = element.text or ""
    if not text.strip():
        return None
    attributes = kept_attributes(element)
    before = element.getprevious()
    if before is not None and before.tag == "words" and text[0].strip() and (before.text or " ")[-1].strip():
        attributes = (*attributes, ("joined", "yes"))
    return Segment(str(element.tag), text.strip("\r\n\t "), attributes)


def _harp_pedals(element: etree._Element) -> Segment:
    """``D0 C-1 B-1 E0 F1 G0 A0``: step and alteration of each pedal, in the source's order."""
    tunings = []
    for tuning in element:
        step = child_text(tuning, "pedal-step")
        if step:
            tunings.append(f"{step}{whole_number(child_text(tuning, 'pedal-alter'), 0)}")
    return Segment("harp-pedals", " ".join(tunings), kept_attributes(element))


def _scordatura(element: etree._Element) -> Segment:
    """``3=C3 2=G5``: string and pitch."""
    accords = []
    for accord in element:
        alter = {"1": "♯", "-1": "♭"}.get(child_text(accord, "tuning-alter"), "")
        accords.append(
            f"{accord.get('string', '')}={child_text(accord, 'tuning-step')}{alter}"
            f"{child_text(accord, 'tuning-octave')}"
        )
    return Segment("scordatura", " ".join(accords), kept_attributes(element))


def _on_off(element: etree._Element) -> Segment:
    """``string-mute`` on/off, ``staff-divide`` down/up/up-down: the type is the text."""
    return Segment(str(element.tag), element.get("type", ""), kept_attributes(element))


def _percussion(element: etree._Element) -> Segment:
    """``timpani``, ``beater bass drum``, ``stick wood``: the kind of picture, then what it shows."""
    child = next(iter(children(element)), None)
    if child is None:
        return Segment("percussion", "", kept_attributes(element))
    inner = " ".join(text_of(part) for part in child) if len(child) else text_of(child)
    if child.get("parentheses") == "yes":
        inner = f"({inner})"
    return Segment(
        "percussion", f"{child.tag} {inner}".strip(), kept_attributes(element) + kept_attributes(child)
    )


def _accordion(element: etree._Element) -> Segment:
    """``high middle2 low``: the rows of dots, with the number in the middle one."""
    rows = [str(child.tag).removeprefix("accordion-") + text_of(child) for child in children(element)]
    return Segment("accordion-registration", " ".join(rows), kept_attributes(element))


_SEGMENTS: dict[str, Callable[[etree._Element], Segment | None]] = {
    "words": _words,
    "rehearsal": _words,
    "dynamics": dynamics_segment,
    "metronome": metronome_segment,
    "harp-pedals": _harp_pedals,
    "scordatura": _scordatura,
    "string-mute": _on_off,
    "staff-divide": _on_off,
    "percussion": _percussion,
    "accordion-registration": _accordion,
}
