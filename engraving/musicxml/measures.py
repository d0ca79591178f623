"""Bar by bar through a part: cursor, attributes, and what stands between the notes."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable

from lxml import etree

from engraving.findings import Severity
from engraving.musicxml.barlines import read_barline, settle_barlines
from engraving.musicxml.directions import read_direction, say
from engraving.musicxml.drafts import MOST_STAVES, Attributes, BarDraft, Change, EventDraft, PartDraft, StyleEnd
from engraving.musicxml.elements import child_text, decimal, kept_attributes, line_of, product, text_of, whole_number
from engraving.musicxml.figured_bass import read_figured_bass, settle_figures
from engraving.musicxml.harmony import read_harmony
from engraving.musicxml.notes import read_note
from engraving.musicxml.signatures import read_clef, read_key, read_metre, read_transposition
from engraving.musicxml.sounds import read_sound


def read_part(part: PartDraft, element: etree._Element) -> None:
    """All bars of one ``<part>`` into its draft."""
    for measure in element:
        if measure.tag != "measure":
            continue
        _open_bar(part, measure)
        for child in measure:
            tag = child.tag
            if tag == "note":
                read_note(part, child)
            else:
                reader = _READERS.get(tag)
                if reader is not None:
                    reader(part, child)
        _close_bar(part)


def _open_bar(part: PartDraft, measure: etree._Element) -> None:
    part.bar += 1
    part.position = 0
    part.number = 0
    part.last = None
    part.expected.clear()
    part.first_event = len(part.events)
    part.timed.clear()
    number, implicit = measure.get("number", ""), measure.get("implicit") == "yes"
    part.bars.append(BarDraft(number, implicit, line_of(measure), part.metre, part.metre_units))


def _close_bar(part: PartDraft) -> None:
    """Graces left over, whole-bar rests, how full the bar is, and things between notes put to their notes."""
    events = part.events[part.first_event :]
    if part.graces:
        for voice in list(part.graces):
            _settle_after_graces(part, voice, events)
    bar = part.bars[-1]
    if len(events) == 1 and events[0].measure:
        events[0].whole_bar = True
        bar.rest = events[0].duration
    else:
        _find_whole_bar_rests(part, events)
        _fill(bar, events)
    if part.timed:
        _align(part, events)
    if part.figures:
        settle_figures(part, events)
    if part.barlines:
        settle_barlines(part)
    part.numbers.append(part.number)


def _fill(bar: BarDraft, events: list[EventDraft]) -> None:
    """How far the bar is filled: by notes and rests with a value, and by whole-bar rests."""
    content = 0
    for event in events:
        if event.whole_bar:
            bar.rest = max(bar.rest, event.duration)
        else:
            end = event.position + event.length
            if end > content:
                content = end
    bar.content = content


def _settle_after_graces(part: PartDraft, voice: int, events: list[EventDraft]) -> None:
    """Graces that no main note follows in their bar come after the note before them, if there is one."""
    waiting = part.graces.pop(voice)
    main = [event for event in events if event.voice == voice and not event.grace]
    for order, grace in enumerate(waiting):
        grace.grace = order + 1 if main else order - len(waiting)
        if main:
            grace.position = main[-1].position


def _find_whole_bar_rests(part: PartDraft, events: list[EventDraft]) -> None:
    """A rest alone in its voice that says so, or lasts as long as the metre without a smaller value."""
    rests = [event for event in events if event.is_rest and not event.grace and _may_fill_bar(event)]
    if not rests:
        return
    company = Counter(event.voice for event in events if not event.grace)
    bar = part.bars[-1]
    for event in rests:
        if company[event.voice] > 1:
            event.measure = False
            part.lengths.add(event.length)
        elif event.measure or (not event.typed and bar.implicit):
            event.whole_bar = True
        else:
            event.whole_bar = event.position == 0 and event.duration == (bar.units or event.duration)


def _may_fill_bar(event: EventDraft) -> bool:
    return event.measure or not event.typed or event.value in ("whole", "breve")


def _align(part: PartDraft, events: list[EventDraft]) -> None:
    """Directions and changes stand at the raw cursor; rounding errors of ``duration`` are taken out here."""
    timed = [thing for thing in part.timed if thing.position]
    if not timed:
        return
    onsets = sorted({edge for event in events for edge in (event.position, event.position + event.length)})
    within = part.division if part.division * 8 <= part.grid.unit else part.division - 1
    for thing in timed:
        index = bisect_left(onsets, thing.position)
        near = [
            onset for onset in onsets[max(0, index - 1) : index + 1] if abs(onset - thing.position) <= within
        ]
        if near:
            thing.position = min(near, key=lambda onset: abs(onset - thing.position))
        else:
            part.loose.add((thing.position, part.division))


def _units(part: PartDraft, text: str | None) -> int:
    return product(text, part.division)


def _backup(part: PartDraft, element: etree._Element) -> None:
    part.position -= _units(part, child_text(element, "duration"))
    if part.position < 0:
        if part.position <= -part.division:
            part.complain(
                "backup-before-bar",
                Severity.WARNING,
                line_of(element),
                "The file goes back beyond the start of the bar.",
                "Check the bar against the original.",
            )
        part.position = 0


def _forward(part: PartDraft, element: etree._Element) -> None:
    part.position += max(0, _units(part, child_text(element, "duration")))


def _attributes(part: PartDraft, element: etree._Element) -> None:
    for child in element:
        reader = _ATTRIBUTES.get(child.tag)
        if reader is not None:
            reader(part, child)


def _divisions(part: PartDraft, element: etree._Element) -> None:
    divisions = decimal(element.text)
    if divisions > 0:
        part.division = part.grid.division(divisions)
        part.values.clear()


def _change(
    part: PartDraft, changes: list[Change], element: etree._Element, value: object, default: int
) -> None:
    """A change at the cursor, on the staff the element names or ``default`` (0: all)."""
    staff = min(max(whole_number(element.get("number"), default), 0), MOST_STAVES)
    part.staves = max(part.staves, staff)
    change = Change(part.bar, part.position, staff, value)
    changes.append(change)
    part.note(change)


def _staves(part: PartDraft, element: etree._Element) -> None:
    part.staves = max(part.staves, min(whole_number(element.text, 1), MOST_STAVES))


def _clef(part: PartDraft, element: etree._Element) -> None:
    clef = read_clef(element)
    if clef is None:
        part.complain(
            "not-understood",
            Severity.WARNING,
            line_of(element),
            f"The clef {child_text(element, 'sign')!r} is none of MusicXML's.",
            "",
            part.position,
        )
        return
    part.clefs_now[max(1, whole_number(element.get("number"), 1))] = clef
    _change(part, part.clefs, element, clef, 1)


def _key(part: PartDraft, element: etree._Element) -> None:
    _change(part, part.keys, element, read_key(element), 0)


def _time(part: PartDraft, element: etree._Element) -> None:
    metre = read_metre(element)
    if metre is None:
        part.complain(
            "not-understood",
            Severity.WARNING,
            line_of(element),
            "A time signature has no readable figures.",
            "",
            part.position,
        )
        return
    if element.get("number", "1") == "1":
        part.metre = metre
        part.metre_units = metre.length(part.grid.unit)
        if part.position == 0:
            part.bars[-1].metre = metre
            part.bars[-1].units = part.metre_units
    _change(part, part.metres, element, metre, 0)


def _transpose(part: PartDraft, element: etree._Element) -> None:
    part.transposes = True
    _change(part, part.transpositions, element, read_transposition(element), 0)


def _for_part(part: PartDraft, element: etree._Element) -> None:
    """How the part made from a concert score is transposed."""
    for child in element:
        if child.tag == "part-transpose":
            _change(part, part.transpositions, element, read_transposition(child), 0)


def _staff_details(part: PartDraft, element: etree._Element) -> None:
    for child in element:
        if child.tag == "staff-lines":
            lines = whole_number(child.text, 5)
            if 0 <= lines <= 16:
                part.lines_now[max(1, whole_number(element.get("number"), 1))] = lines
                _change(part, part.staff_lines, element, lines, 1)
        elif child.tag == "capo" and whole_number(child.text, 0) > 0:
            say(part, child, f"Capo {whole_number(child.text, 0)}")


def _directive(part: PartDraft, element: etree._Element) -> None:
    say(part, element, text_of(element), bold=True)


def _measure_style(part: PartDraft, element: etree._Element) -> None:
    """Measure repeats and slashes; multi-rests are made anew for every part."""
    staff = min(max(whole_number(element.get("number"), 0), 0), MOST_STAVES)
    for child in element:
        if child.tag not in ("measure-repeat", "beat-repeat", "slash"):
            continue
        end = StyleEnd(part.bar, part.position, str(child.tag), child.get("type") != "stop", staff)
        end.size = max(1, whole_number(text_of(child), 1))
        end.attributes = tuple(pair for pair in kept_attributes(child) if pair[0] != "type")
        end.attributes += _slash_of(part, child)
        part.styles.append(end)
        part.note(end)


def _slash_of(part: PartDraft, element: etree._Element) -> Attributes:
    """What one slash lasts, and the voices that are written out beside the slashes, as the part numbers them."""
    says = tuple(("slash-type", text_of(c)) for c in element if c.tag == "slash-type")
    dots = sum(c.tag == "slash-dot" for c in element)
    says += (("slash-dots", str(dots)),) if dots else ()
    return says + tuple(
        ("except-voice", str(part.voice(text_of(c)))) for c in element if c.tag == "except-voice"
    )


_Reader = Callable[[PartDraft, etree._Element], None]

_ATTRIBUTES: dict[object, _Reader] = {
    "divisions": _divisions,
    "staves": _staves,
    "clef": _clef,
    "key": _key,
    "time": _time,
    "transpose": _transpose,
    "for-part": _for_part,
    "staff-details": _staff_details,
    "measure-style": _measure_style,
    "directive": _directive,
}

_READERS: dict[object, _Reader] = {
    "backup": _backup,
    "forward": _forward,
    "attributes": _attributes,
    "direction": read_direction,
    "barline": read_barline,
    "harmony": read_harmony,
    "figured-bass": read_figured_bass,
    "sound": read_sound,
}
