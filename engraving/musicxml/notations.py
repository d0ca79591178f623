"""What hangs on a note: ties, slurs, tuplets and other spanner ends, articulations, ornaments, technique."""

from __future__ import annotations

from collections.abc import Callable

from lxml import etree

from engraving.musicxml.drafts import Attributes, DirectionDraft, EndDraft, EventDraft, PartDraft
from engraving.musicxml.dynamics import dynamics_segment
from engraving.musicxml.elements import child_text, children, kept_attributes, line_of, text_of, whole_number
from engraving.score.atoms import Kind
from engraving.score.model import Mark

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
    end.attributes = tuple(pair for pair in kept_attributes(element) if pair[0] != "type")
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
    for child in children(element):
        tag = child.tag
        if tag == "tremolo":
            _tremolo(part, event, head, child)
        elif tag == "wavy-line":
            _wavy_line(part, event, head, child)
        elif tag == "accidental-mark" and event.marks:
            _dress_ornament(event, child)
        else:
            _mark(part, event, child, text_of(child))


def _dress_ornament(event: EventDraft, element: etree._Element) -> None:
    side = "below" if element.get("placement") == "below" else "above"
    dressed: list[tuple[str, str]] = [(side, text_of(element))]
    dressed += [(f"{side}-{k}", v) for k, v in kept_attributes(element) if v == "yes"]
    mark = event.marks[-1]
    if (side, text_of(element)) not in mark.attributes:
        event.marks[-1] = Mark(
            mark.atom, mark.name, mark.text, mark.placement, mark.attributes + tuple(dressed)
        )


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
        more = _TECHNICAL_CHILDREN.get(child.tag, _no_children)(child)
        if child.tag in ("hammer-on", "pull-off"):
            more += (("number", child.get("number", "1")),)
        if len(event.heads) > 1:
            more += (("head", str(head)),)
        _mark(part, event, child, _TECHNICAL_TEXT.get(child.tag, text_of)(child), more)


def _no_children(element: etree._Element) -> Attributes:  # noqa: ARG001
    return ()


def _flags(element: etree._Element) -> Attributes:
    """Children as attributes: empty ones "yes", others their text."""
    return tuple((str(child.tag), text_of(child) or "yes") for child in children(element))


_TECHNICAL_CHILDREN: dict[str, Callable[[etree._Element], Attributes]] = {
    "harmonic": _flags,
    "bend": _flags,
    "arrow": _flags,
}
_TECHNICAL_TEXT: dict[str, Callable[[etree._Element], str]] = {
    "hole": lambda element: child_text(element, "hole-closed"),
    "arrow": lambda element: child_text(element, "arrow-direction") or child_text(element, "circular-arrow"),
    "harmonic": lambda element: "",  # noqa: ARG005
    "bend": lambda element: child_text(element, "bend-alter"),
    "harmon-mute": lambda element: child_text(element, "harmon-closed"),
}


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
    "accidental-mark": _single_mark,
    "other-notation": _single_mark,
}
