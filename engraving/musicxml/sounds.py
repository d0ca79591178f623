"""``<sound>``: tempo and playback jumps, wherever it stands."""

from __future__ import annotations

from lxml import etree

from engraving.musicxml.drafts import Change, PartDraft, TempoDraft
from engraving.musicxml.elements import child_text, decimal
from engraving.score import InstrumentName

_JUMPS = ("segno", "coda", "tocoda", "dalsegno", "dacapo", "fine")
_FASTEST = 2000.0


def read_sound(part: PartDraft, element: etree._Element) -> None:
    """A ``<sound>`` between notes: nothing printed says the tempo."""
    tempo = sound_tempo(element)
    offset = decimal(child_text(element, "offset")) if len(element) else 0
    if tempo:
        add_tempo(part, round(part.position + offset * part.division), tempo, printed=False)
    read_jumps(part, element)
    read_instrument_change(part, element)


def sound_tempo(element: etree._Element) -> float:
    """Quarters a minute, 0 when it says nothing usable."""
    tempo = float(decimal(element.get("tempo"))) if element.get("tempo") else 0.0
    return tempo if 0 < tempo < _FASTEST else 0.0


def read_instrument_change(part: PartDraft, element: etree._Element) -> None:
    """A change of sound for an instrument of the part; another sound than listed has no name yet."""
    for child in element:
        if child.tag == "instrument-change":
            key = child.get("id", "")
            sound = child_text(child, "instrument-sound")
            listed = part.names.get(key)
            if listed is None or (sound and sound != listed.sound):
                listed = InstrumentName(key, "", sound)
            change = Change(part.bar, part.position, 0, listed)
            part.instruments.append(change)
            part.note(change)
            part.instrument_now.update(dict.fromkeys(range(1, part.staves + 1), key))


def add_tempo(part: PartDraft, position: int, quarters: float, printed: bool) -> None:
    """Remember a tempo at its place in the bar."""
    tempo = TempoDraft(part.bar, position, quarters, printed)
    part.tempi.append(tempo)
    part.note(tempo)


def read_jumps(part: PartDraft, element: etree._Element) -> None:
    """D.C., D.S., segno, coda, fine as (bar, name, value)."""
    for name in _JUMPS:
        value = element.get(name)
        if value and value != "no":
            part.jumps.append((part.bar, name, value))
