"""From a part's draft to its ``Music``: absolute ticks, sorted events, time lines per staff."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from operator import attrgetter
from typing import NamedTuple, TypeVar

from engraving.findings import Severity
from engraving.musicxml.beaming import group_beams
from engraving.musicxml.drafts import (
    BarlineDraft,
    Change,
    Complaint,
    DirectionDraft,
    PartDraft,
    StyleEnd,
)
from engraving.musicxml.spanners import pair_spanners
from engraving.musicxml.ticks import Resolution
from engraving.musicxml.tuplets import complete_tuplets
from engraving.score import Bar, BarStyle, Direction, Event, Head, InstrumentName, Music
from engraving.score.atoms import Kind
from engraving.score.pitch import Clef

T = TypeVar("T")

_order = attrgetter("bar", "position", "grace", "staff", "voice")


class Places(NamedTuple):
    """Where bars stand: from (bar, units) to ticks and back to bars."""

    bars: tuple[Bar, ...]
    starts: tuple[int, ...]
    resolution: Resolution

    def tick(self, bar: int, units: int) -> int:
        """Absolute tick, never before the start of the cue."""
        return max(0, self.starts[bar] + self.resolution.table()[units])

    def bar_at(self, tick: int) -> int:
        """Index of the bar that holds ``tick`` (the last one at the end)."""
        return max(0, bisect_right(self.starts, tick) - 1)


def assemble(part: PartDraft, places: Places, first_instrument: InstrumentName | None) -> Music:
    """Everything the part holds. Adds its complaints to the draft."""
    if part.has_ratios or any(end.kind == "tuplet" for end in part.ends):
        complete_tuplets(part)
    directions = _directions(part, places)
    _complain_of_misfits(part)
    return Music(
        staves=part.staves,
        events=_events(part, places),
        beams=group_beams(part),
        spanners=tuple(pair_spanners(part, places.tick)),
        directions=directions,
        clefs=_clefs(part, places),
        keys=_time_line(part.keys, places, part.staves),
        metres=_time_line(part.metres, places, part.staves, restated=True),
        staff_lines=_time_line(part.staff_lines, places, part.staves),
        transpositions=_time_line(part.transpositions, places, part.staves),
        instruments=_instruments(part, places, first_instrument),
        styles=_styles(part, places),
    )


def _events(part: PartDraft, places: Places) -> tuple[Event, ...]:
    """Events in order of tick, grace, staff, voice."""
    events: list[Event] = []
    ticks = places.resolution.table()
    bars = places.bars
    for draft in sorted(part.events, key=_order):
        bar = bars[draft.bar]
        heads = draft.heads
        if len(heads) > 1:
            heads.sort(key=_height)
        position = draft.position
        tick = ticks[position]
        whole = draft.whole_bar
        length = bar.length if whole else ticks[position + draft.length] - tick
        events.append(
            Event(
                draft.id,
                draft.bar,
                bar.start + tick,
                length,
                "whole" if whole else draft.value,
                draft.voice,
                draft.staff,
                tuple(heads),
                0 if whole else draft.dots,
                draft.ratio,
                draft.grace,
                draft.slash,
                draft.cue,
                draft.stem,
                draft.beams,
                tuple(draft.marks),
                tuple(draft.lyrics),
                whole,
                draft.place,
                draft.visible,
                draft.line,
            )
        )
    return tuple(events)


def _height(head: Head) -> tuple[int, float]:
    return head.pitch.diatonic, head.pitch.alter


def _directions(part: PartDraft, places: Places) -> tuple[Direction, ...]:
    """Directions in order; their hairpins and dashes learn which words they follow."""
    made: list[tuple[int, int, Direction]] = []
    spoken: dict[tuple[int, int], int] = {}
    for order, draft in enumerate(part.directions):
        direction = make_direction(draft, places, part.later_atom(draft.bar, Kind.DIRECTION))
        made.append((direction.tick, order, direction))
        spoken[(direction.tick, direction.staff)] = direction.atom
        for end in draft.ends:
            end.attributes += (("direction", str(direction.atom)),)
    for end in part.ends:
        if end.kind in ("dashes", "bracket") and end.phase == "start" and end.event is None:
            atom = spoken.get((places.tick(end.bar, end.position), end.staff))
            if atom is not None and not any(key == "direction" for key, _ in end.attributes):
                end.attributes += (("direction", str(atom)),)
    made.sort(key=lambda entry: entry[:2])
    return tuple(direction for _, _, direction in made)


def make_direction(draft: DirectionDraft, places: Places, atom: int, staff: int | None = None) -> Direction:
    """A direction at its tick; ``staff`` 0 when it belongs to the cue."""
    position = draft.event.position if draft.event is not None else draft.position
    if draft.at_bar_edge:
        bar = places.bars[draft.bar]
        tick = bar.end if draft.at_bar_edge == "right" else bar.start
        index = draft.bar
    else:
        tick = places.tick(draft.bar, position)
        index = draft.bar if tick == places.bars[draft.bar].end else places.bar_at(tick)
    return Direction(
        atom=atom,
        bar=index,
        tick=tick,
        staff=draft.staff if staff is None else staff,
        segments=draft.segments,
        placement=draft.placement,
        voice=draft.voice,
        system=draft.system,
        tempo=draft.tempo,
        line=draft.line,
    )


def _time_line(
    changes: Sequence[Change], places: Places, staves: int, restated: bool = False
) -> tuple[tuple[int, int, T], ...]:
    """(tick, staff, value) on every staff a change is for. The last one at a tick counts.

    What only repeats the value in force is left out, unless ``restated``: a metre said again is printed.
    """
    found: dict[tuple[int, int], T] = {}
    for change in changes:
        tick = places.tick(change.bar, change.position)
        for staff in (change.staff,) if change.staff else range(1, staves + 1):
            found[tick, staff] = change.value  # type: ignore[assignment]
    line: list[tuple[int, int, T]] = []
    now: dict[int, T] = {}
    for (tick, staff), value in sorted(found.items(), key=lambda item: item[0]):
        if restated or now.get(staff) != value:
            line.append((tick, staff, value))
        now[staff] = value
    return tuple(line)


def _clefs(part: PartDraft, places: Places) -> tuple[tuple[int, int, Clef], ...]:
    """The clefs; a staff the source gives none gets a treble clef, and a finding."""
    line: tuple[tuple[int, int, Clef], ...] = _time_line(part.clefs, places, part.staves)
    opening = {staff for tick, staff, _ in line if tick == 0}
    missing = [staff for staff in range(1, part.staves + 1) if staff not in opening]
    if not missing:
        return line
    for staff in missing:
        part.complaints.append(
            Complaint(
                "no-clef",
                Severity.NOTE,
                0,
                -1,
                part.bars[0].line if part.bars else 0,
                f"Staff {staff} begins without a clef; a treble clef is assumed.",
                "Give the staff a clef in the notation program.",
                part.index,
            )
        )
    return tuple(sorted([*line, *((0, staff, Clef()) for staff in missing)], key=lambda entry: entry[:2]))


def _instruments(
    part: PartDraft, places: Places, first: InstrumentName | None
) -> tuple[tuple[int, int, InstrumentName], ...]:
    """What each staff is played on: known from tick 0 by its first note, or by the part list."""
    line: list[tuple[int, int, InstrumentName]] = list(_time_line(part.instruments, places, part.staves))
    known = {staff for tick, staff, _ in line if tick == 0}
    if first is not None:
        line += [(0, staff, first) for staff in range(1, part.staves + 1) if staff not in known]
    return tuple(sorted(line, key=lambda entry: entry[:2]))


def _styles(part: PartDraft, places: Places) -> tuple[BarStyle, ...]:
    """Slash regions and measure repeats from start to stop, and barlines inside a bar."""
    styles: list[BarStyle] = []
    opened: dict[tuple[str, int], StyleEnd] = {}
    last = places.bars[-1].end if places.bars else 0
    for end in part.styles:
        start = opened.pop((end.kind, end.staff), None)
        if start is not None:
            styles += _style(part, start, places, places.tick(end.bar, end.position))
        if end.start:
            opened[end.kind, end.staff] = end
    for start in opened.values():
        styles += _style(part, start, places, last, open_ended=True)
    styles += [_inner_barline(part, line, places) for line in part.barlines if _is_inside(line)]
    return tuple(sorted(styles, key=lambda style: (style.start, style.staff, style.atom)))


def _is_inside(line: BarlineDraft) -> bool:
    return line.place == "middle" and line.style != "none"


def _style(
    part: PartDraft, start: StyleEnd, places: Places, stop: int, *, open_ended: bool = False
) -> list[BarStyle]:
    tick = places.tick(start.bar, start.position)
    staves = (start.staff,) if start.staff else range(1, part.staves + 1)
    return [
        BarStyle(
            part.later_atom(start.bar, Kind.STYLE),
            start.kind,
            staff,
            tick,
            stop,
            start.size,
            start.attributes,
            open_ended,
        )
        for staff in staves
    ]


def _inner_barline(part: PartDraft, line: BarlineDraft, places: Places) -> BarStyle:
    """A barline in mid-bar, as a style of kind ``barline`` without length, on all staves (0)."""
    tick = places.tick(line.bar, line.position)
    atom = part.later_atom(line.bar, Kind.BARLINE)
    return BarStyle(atom, "barline", 0, tick, tick, 1, (("style", line.style or "regular"),))


def _complain_of_misfits(part: PartDraft) -> None:
    """Notes whose duration is not their value's, once a bar."""
    seen: set[int] = set()
    for event in part.misfits:
        if event.bar not in seen and not event.whole_bar:
            seen.add(event.bar)
            part.complaints.append(
                Complaint(
                    "bar-does-not-add-up",
                    Severity.WARNING,
                    event.bar,
                    event.position,
                    event.line,
                    "A note is written with another value than it lasts.",
                    "Compare the bar with the original; what is written is printed.",
                    part.index,
                    (event.id,),
                )
            )
