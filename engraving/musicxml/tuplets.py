"""Tuplets: figures for those that are marked, groups for notes in tuplet time that no mark covers."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from engraving.musicxml.drafts import Attributes, EndDraft, EventDraft, PartDraft
from engraving.musicxml.ticks import QUARTERS


def complete_tuplets(part: PartDraft) -> None:
    """Say in every tuplet start how many in the time of how many, and start those only implied.

    Called before pairing, since both work on the part's spanner ends.
    """
    covered: set[int] = set()
    depth: dict[int, list[EventDraft]] = {}
    marks = _marks_by_event(part.ends)
    inside: dict[int, set[int]] = {}
    for event in part.events:
        here = marks.get(id(event))
        if here is None:
            if inside.get(event.voice):
                covered.add(id(event))
            continue
        voice = inside.setdefault(event.voice, set())
        outer = depth.setdefault(event.voice, [])
        for end in here:
            if end.phase == "start":
                voice.add(end.number)
                end.attributes = _figures(end, event, outer)
                outer.append(event)
        if voice:
            covered.add(id(event))
        for end in here:
            if end.phase == "stop":
                voice.discard(end.number)
                if outer:
                    outer.pop()
    _imply(part, covered)


def _marks_by_event(ends: Iterable[EndDraft]) -> dict[int, list[EndDraft]]:
    marks: dict[int, list[EndDraft]] = {}
    for end in ends:
        if end.kind == "tuplet" and end.event is not None:
            marks.setdefault(id(end.event), []).append(end)
    return marks


def _figures(end: EndDraft, event: EventDraft, outer: list[EventDraft]) -> Attributes:
    """Attributes with ``actual``, ``normal`` and the note types they count, from the note where not given."""
    said = dict(end.attributes)
    ratio = Fraction(event.ratio[0], event.ratio[1])
    if outer and ratio != 1:
        around = Fraction(outer[-1].ratio[0], outer[-1].ratio[1])
        if ratio != around:
            ratio /= around
            actual, normal = ratio.numerator, ratio.denominator
        else:
            actual, normal = event.ratio
    else:
        actual, normal = event.ratio
    said.setdefault("actual", str(actual))
    said.setdefault("normal", str(normal))
    said.setdefault("actual-type", event.value)
    said.setdefault("normal-type", said["actual-type"])
    return tuple(said.items())


def _imply(part: PartDraft, covered: set[int]) -> None:
    """Groups of notes in tuplet time without a tuplet, voice by voice."""
    running: dict[int, list[EventDraft]] = {}
    tremolos = {id(end.event) for end in part.ends if end.kind == "tremolo"}
    for event in part.events:
        group = running.get(event.voice, [])
        free = event.ratio != (1, 1) and id(event) not in covered and id(event) not in tremolos
        if event.grace or not (free or group):
            continue
        if group and (not free or event.ratio != group[0].ratio or event.bar != group[0].bar):
            _mark(part, group)
            group = []
        if free:
            group = [*group, event]
            if _is_full(group, part.grid.unit):
                _mark(part, group)
                group = []
        running[event.voice] = group
    for group in running.values():
        _mark(part, group)


def _is_full(group: list[EventDraft], unit: int) -> bool:
    """As long as ``normal`` of the shortest notes at least, and as whole notes of plain time."""
    actual, normal = group[0].ratio
    total = Fraction(sum(event.length for event in group), unit)
    shortest = min(QUARTERS[event.value] for event in group)
    if total < normal * shortest:
        return False
    odd = actual
    while odd % 2 == 0:
        odd //= 2
    return odd == 1 or (total.denominator % odd != 0 and (total / shortest).denominator == 1)


def _mark(part: PartDraft, group: list[EventDraft]) -> None:
    """A tuplet's two ends on a group of at least two notes."""
    if len(group) < 2:
        return
    actual, normal = group[0].ratio
    for event, phase in ((group[0], "start"), (group[-1], "stop")):
        end = EndDraft(event.bar, event.position, "tuplet", phase)
        end.event = event
        end.head = event.heads[0].atom if event.heads else 0
        end.staff = event.staff
        end.voice = event.voice
        end.line = event.line
        end.order = len(part.ends)
        if phase == "start":
            value = min((e.value for e in group), key=lambda name: QUARTERS[name])
            end.attributes = (
                ("implicit", "yes"),
                ("actual", str(actual)),
                ("normal", str(normal)),
                ("actual-type", value),
                ("normal-type", value),
            )
        part.ends.append(end)
