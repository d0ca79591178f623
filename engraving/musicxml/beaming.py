"""Beam groups out of the beams written on each note, per voice; graces apart from main notes."""

from __future__ import annotations

from engraving.findings import Severity
from engraving.musicxml.drafts import Complaint, EventDraft, PartDraft
from engraving.score import BeamGroup
from engraving.score.atoms import Kind

_Placed = tuple[int, int, int, int, BeamGroup]  # bar, position and grace of its first note, atom


def group_beams(part: PartDraft) -> tuple[BeamGroup, ...]:
    """Groups from ``begin`` to ``end`` of beam 1, over rests and barlines, by the note they begin with.

    Broken ones are findings.
    """
    groups: list[_Placed] = []
    opened: dict[tuple[int, bool], list[EventDraft]] = {}
    for event in part.events:
        if not event.beams:
            continue
        value = event.beams[0]
        if value not in ("begin", "continue", "end"):
            continue
        key = (event.voice, bool(event.grace))
        members = opened.get(key)
        if value == "begin":
            if members is not None:
                _close(part, members, groups, broken=True)
            opened[key] = [event]
        elif members is None:
            _complain(part, event)
            opened[key] = [event]
        else:
            members.append(event)
        if value == "end":
            _close(part, opened.pop(key), groups)
    for members in opened.values():
        _close(part, members, groups, broken=True)
    groups.sort(key=lambda placed: placed[:4])
    return tuple(group for *_, group in groups)


def _close(part: PartDraft, members: list[EventDraft], groups: list[_Placed], broken: bool = False) -> None:
    if broken:
        _complain(part, members[0])
    if len(members) > 1:
        first = members[0]
        atom = part.later_atom(first.bar, Kind.BEAM)
        fan = next((event.fan for event in members if event.fan), "")
        group = BeamGroup(atom, tuple(event.id for event in members), bool(first.grace), fan)
        groups.append((first.bar, first.position, first.grace, atom, group))


def _complain(part: PartDraft, event: EventDraft) -> None:
    part.complaints.append(
        Complaint(
            "beam-broken",
            Severity.NOTE,
            event.bar,
            event.position,
            event.line,
            "A beam begins and does not end, or the other way round.",
            "Look at the beams here in the notation program.",
            part.index,
            (event.id,),
        )
    )
