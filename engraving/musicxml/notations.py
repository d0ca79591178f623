"""What hangs on a note: ties, slurs, tuplets and other spanner ends, articulations, ornaments, technique."""

from __future__ import annotations

from collections.abc import Callable

from lxml import etree
from msgspec.structs import replace

from engraving.findings import Severity
from engraving.musicxml.accidentals import accidental_name
from engraving.musicxml.drafts import Attributes, DirectionDraft, EndDraft, EventDraft, PartDraft
from engraving.musicxml.dynamics import dynamics_segment
from engraving.musicxml.elements import child_text, children, kept_attributes, line_of, text_of, whole_number
from engraving.musicxml.technique import JOINING, harmonic_pitch, technique_attributes, technique_text
from engraving.score import Mark
from engraving.score.atoms import Kind

_NOT_DRAWN = ("print-object", "no")

#: Marks that say the same on every note of a chord are kept once for the chord.
_ONCE = frozenset(("articulations", "ornaments", "fermata"))


def read_notations(part: PartDraft, event: EventDraft, head: int, element: etree._Element) -> None:
    """Everything in one ``<notations>``; hidden ones keep only what the reading of other notes needs."""
    hidden = element.get("print-object") == "no"
    for child in element:
        reader = _READERS.get(child.tag)
        if reader is not None and (not hidden or child.tag in ("tied", "tuplet")):
            before = len(part.ends)
            reader(part, event, head, child)
            if hidden:
                for end in part.ends[before:]:
                    end.attributes += (_NOT_DRAWN,)


def add_tie(
    part: PartDraft, event: EventDraft, head: int, element: etree._Element, sounding_only: bool = False
) -> None:
    """A ``<tied>``, or a ``<tie>`` (``sounding_only``) that no ``<tied>`` on the same note repeats."""
    phase = element.get("type", "start")
    if sounding_only:
        for end in reversed(part.ends):
            if end.head != head or end.event is not event:
                break
            if end.kind == "tie" and (end.phase == phase or end.phase == "let-ring"):
                return
    if event.is_rest:
        return
    end = _end(part, event, head, element, "tie", phase)
    end.pitch = event.heads[-1].pitch


def _end(
    part: PartDraft, event: EventDraft, head: int, element: etree._Element, kind: str, phase: str = ""
) -> EndDraft:
    """One end of a spanner on this note."""
    end = EndDraft(event.bar, event.position, kind, phase or element.get("type", "start"))
    number = element.get("number")
    if number is not None:
        end.number = whole_number(number, 1)
    end.event = event
    end.head = head
    end.staff = event.heads[-1].staff if event.heads else event.staff
    end.voice = event.voice
    end.placement = element.get("placement", "")
    end.attributes = tuple([pair for pair in kept_attributes(element) if pair[0] != "type"])
    end.line = event.line
    end.order = len(part.ends)
    part.ends.append(end)
    return end


def _tied(part: PartDraft, event: EventDraft, head: int, element: etree._Element) -> None:
    if element.get("type") == "continue":
        _end_of_tie(part, event, head, element, "stop")
        _end_of_tie(part, event, head, element, "start")
    else:
        add_tie(part, event, head, element)


def _end_of_tie(part: PartDraft, event: EventDraft, head: int, element: etree._Element, phase: str) -> None:
    if event.heads:
        _end(part, event, head, element, "tie", phase).pitch = event.heads[-1].pitch


def _slur(part: PartDraft, event: EventDraft, head: int, element: etree._Element) -> None:
    _end(part, event, head, element, "slur")


def _line_between(part: PartDraft, event: EventDraft, head: int, element: etree._Element) -> None:
    """Glissando and slide, with the words they carry."""
    end = _end(part, event, head, element, str(element.tag))
    end.text = text_of(element)


def _wavy_line(part: PartDraft, event: EventDraft, head: int, element: etree._Element) -> None:
    _end(part, event, head, element, "wavy-line")


def _tuplet(part: PartDraft, event: EventDraft, head: int, element: etree._Element) -> None:
    end = _end(part, event, head, element, "tuplet")
    if end.phase == "start":
        end.attributes += _tuplet_figures(element)


def _tuplet_figures(element: etree._Element) -> Attributes:
    """``actual``, ``actual-type``, ``actual-dots`` and the same for ``normal``, as far as they are said."""
    found: list[tuple[str, str]] = []
    for portion in element:
        side = {"tuplet-actual": "actual", "tuplet-normal": "normal"}.get(str(portion.tag))
        if side is None:
            continue
        dots = sum(child.tag == "tuplet-dot" for child in portion)
        for name, value in (
            (side, child_text(portion, "tuplet-number")),
            (f"{side}-type", child_text(portion, "tuplet-type")),
            (f"{side}-dots", str(dots) if dots else ""),
        ):
            if value:
                found.append((name, value))
    return tuple(found)


def _mark(
    part: PartDraft, event: EventDraft, element: etree._Element, text: str = "", more: Attributes = ()
) -> None:
    """A mark named after its element; nothing when the chord has the very same already."""
    if element.get("print-object") == "no":
        return
    name = str(element.tag)
    placement = element.get("placement", "")
    attributes = kept_attributes(element) + more
    parent = element.getparent()
    group = name if name in _ONCE or parent is None else parent.tag
    if group in _ONCE and len(event.heads) > 1:
        for mark in event.marks:
            if (mark.name, mark.text, mark.placement, mark.attributes) == (name, text, placement, attributes):
                return
    event.marks.append(Mark(part.atom(Kind.MARK), name, text, placement, attributes))


def _marks(part: PartDraft, event: EventDraft, head: int, element: etree._Element) -> None:  # noqa: ARG001
    """Articulations: each child is a mark."""
    for child in children(element):
        _mark(part, event, child, text_of(child))


def _single_mark(part: PartDraft, event: EventDraft, head: int, element: etree._Element) -> None:  # noqa: ARG001
    number = element.get("number")
    more: Attributes = (("number", number),) if number else ()
    _mark(part, event, element, text_of(element), more)


def _rolled(part: PartDraft, event: EventDraft, head: int, element: etree._Element) -> None:
    """Arpeggios stand on every note of a chord, their brackets on the outer ones: one mark that names its ``heads``."""
    name, number = str(element.tag), element.get("number", "")
    for index, mark in enumerate(event.marks):
        if mark.name == name and mark.get("number") == number:
            heads = f"{mark.get('heads')} {head}"
            kept = tuple(pair for pair in mark.attributes if pair[0] != "heads")
            event.marks[index] = Mark(mark.atom, name, "", mark.placement, (*kept, ("heads", heads)))
            return
    _mark(part, event, element, "", (("number", number), ("heads", str(head))))


def _ornaments(part: PartDraft, event: EventDraft, head: int, element: etree._Element) -> None:
    """Ornaments; an ``accidental-mark`` belongs to the ornament before it, as its ``above`` or ``below``."""
    before = len(event.marks)
    for child in children(element):
        tag = child.tag
        if tag == "tremolo":
            _tremolo(part, event, head, child)
        elif tag == "wavy-line":
            _wavy_line(part, event, head, child)
        elif tag == "accidental-mark" and len(event.marks) > before:
            _dress_ornament(part, event, child)
        elif tag == "accidental-mark":
            _accidental_mark(part, event, head, child)
        else:
            _mark(part, event, child, text_of(child))


def _dress_ornament(part: PartDraft, event: EventDraft, element: etree._Element) -> None:
    side = "below" if element.get("placement") == "below" else "above"
    name = _accidental_of(part, element)
    if not name:
        return
    dressed: list[tuple[str, str]] = [(side, name)]
    dressed += [(f"{side}-{k}", v) for k, v in kept_attributes(element) if v == "yes"]
    mark = event.marks[-1]
    if (side, name) not in mark.attributes:
        event.marks[-1] = Mark(
            mark.atom, mark.name, mark.text, mark.placement, mark.attributes + tuple(dressed)
        )


def _accidental_mark(part: PartDraft, event: EventDraft, head: int, element: etree._Element) -> None:  # noqa: ARG001
    """An accidental over or under its note."""
    name = _accidental_of(part, element)
    if name:
        _mark(part, event, element, name)


def _accidental_of(part: PartDraft, element: etree._Element) -> str:
    """What an ``accidental-mark`` is called; "" with a complaint when there is no sign for it."""
    name = accidental_name(element)
    if not name:
        part.complain(
            "not-understood",
            Severity.WARNING,
            line_of(element),
            f"The accidental {element.get('smufl') or text_of(element)!r} of an ornament has no sign here.",
            "Compare the ornament with the original.",
        )
    return name


def _tremolo(part: PartDraft, event: EventDraft, head: int, element: etree._Element) -> None:
    """Repeated notes are a mark, two alternating notes a spanner with ``slashes``."""
    kind = element.get("type", "single")
    slashes = text_of(element) or ("0" if kind == "unmeasured" else "3")
    if kind not in ("start", "stop"):
        more: Attributes = () if element.get("type") else (("type", "single"),)
        _mark(part, event, element, slashes, more)
        return
    if any(
        end.kind == "tremolo" and end.event is event and end.phase == kind for end in reversed(part.ends[-4:])
    ):
        return  # repeated on the other notes of the chord
    _end(part, event, head, element, "tremolo").attributes += (("slashes", slashes),)
    if event.ratio == (1, 1) and event.duration and 2 * event.duration == event.length:
        event.ratio = (2, 1)  # each note is written with the value of both together
        event.length = event.duration
        part.lengths.add(event.length)
        part.expected[event.voice] = event.position + event.length
        part.misfits = [misfit for misfit in part.misfits if misfit is not event]


def _technical(part: PartDraft, event: EventDraft, head: int, element: etree._Element) -> None:
    """Technique; on a chord each mark names the ``head`` it stands for, as fingerings and strings do."""
    for child in children(element):
        if child.tag in JOINING:
            _end(part, event, head, child, str(child.tag)).text = text_of(child)
            continue
        if child.tag == "harmonic" and _is_note_of_harmonic(event, harmonic_pitch(child)):
            continue
        more = technique_attributes(child)
        if len(event.heads) > 1:
            more += (("head", str(head)),)
        _mark(part, event, child, technique_text(child), more)


def _is_note_of_harmonic(event: EventDraft, pitch: str) -> bool:
    """A touched note is a diamond, a sounding one in a chord stands in parentheses: the heads say it, no sign."""
    if not event.heads or not pitch:
        return False
    shown = event.heads[-1]
    if pitch == "touching" and shown.shape in ("", "diamond"):
        event.heads[-1] = replace(shown, shape="diamond", filled="no")
        event.marks = [m for m in event.marks if m.name != "harmonic" or m.get("base-pitch") != "yes"]
        return True
    if pitch == "sounding" and len(event.heads) > 1:
        event.heads[-1] = replace(shown, parentheses=True)
        return True
    return pitch == "base" and any(head.shape == "diamond" for head in event.heads)


def _dynamics(part: PartDraft, event: EventDraft, head: int, element: etree._Element) -> None:  # noqa: ARG001
    """Dynamics inside a note become a direction at the note."""
    segment = dynamics_segment(element)
    if segment is None:
        return
    direction = DirectionDraft(event.bar, event.position, (segment,))
    direction.staff = event.staff
    direction.voice = event.voice
    direction.placement = element.get("placement", "")
    direction.line = line_of(element)
    direction.event = event
    part.directions.append(direction)


_READERS: dict[object, Callable[[PartDraft, EventDraft, int, etree._Element], None]] = {
    "tied": _tied,
    "slur": _slur,
    "tuplet": _tuplet,
    "glissando": _line_between,
    "slide": _line_between,
    "articulations": _marks,
    "ornaments": _ornaments,
    "technical": _technical,
    "dynamics": _dynamics,
    "fermata": _single_mark,
    "arpeggiate": _rolled,
    "non-arpeggiate": _rolled,
    "accidental-mark": _accidental_mark,
    "other-notation": _single_mark,
}
