"""Beams of a system: solved group by group, drawn, and rests and stems set to them (E15, E17, E18, E30–E33)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from engraving.layout.ink.beamed_rests import BeamedRest, PlacedBeam, beam_over_rests, move_off_foreign
from engraving.layout.ink.crowded_beams import Crowd, Stack, stack_reach
from engraving.layout.ink.tremolos import OFF_BEAM, OFF_LEDGERS, ON_LEDGERS
from engraving.layout.page import Ink
from engraving.layout.system import System
from engraving.notation.beam_groups import Level, segments
from engraving.notation.beams import Beam, Stem, beam_line, kneed_line, stem_tip
from engraving.notation.shapes import Shape
from engraving.notation.stems import flag_count
from engraving.score import BeamGroup
from engraving.score.atoms import Kind, of_kind
from engraving.typefaces import Thickness

FEATHERS = 3  # beams of a group that gathers or loses speed
HOOK = 1.1  # how long a beamlet is


def draw_beams(system: System, beams: Mapping[int, BeamGroup]) -> None:
    """Every group's beam and the ends of its stems; a beam makes room for rests under it, or they move off it."""
    groups: dict[int, list[Shape]] = defaultdict(list)
    rests: dict[int, list[Shape]] = defaultdict(list)
    joined: dict[int, list[Shape]] = defaultdict(list)
    voices: dict[int, list[Shape]] = defaultdict(list)
    for shape in system.shapes:
        if shape.joined:
            joined[shape.beam].append(shape)
        elif shape.beam:
            (groups if shape.heads else rests)[shape.beam].append(shape)
        if shape.side and not shape.whole_bar:
            voices[shape.staff].append(shape)
    if voices:
        _beams_of_voices(system, beams, groups, rests, voices)
        _share_beams(system, beams, joined)
        return
    for atom, members in groups.items():
        _beam_group(system, beams[atom], members, rests.get(atom, ()))


def _beams_of_voices(
    system: System,
    beams: Mapping[int, BeamGroup],
    groups: Mapping[int, list[Shape]],
    rests: Mapping[int, list[Shape]],
    voices: Mapping[int, Sequence[Shape]],
) -> None:
    """The beams where ``voices`` share a staff: those of inner voices first, groups that wait for rests last.

    Rests of one voice move off the others' beams before their own makes room for them.
    """
    thickness = system.pen.thickness
    crowds = {staff: Crowd(shapes, thickness) for staff, shapes in voices.items()}
    between: dict[int, list[Shape]] = defaultdict(list)
    for shapes in voices.values():
        for shape in shapes:
            if shape.rest:
                between[shape.beam].append(shape)
    solved: dict[int, list[PlacedBeam]] = defaultdict(list)
    for atom, members in sorted(groups.items(), key=lambda found: (found[0] in between, _inwards(found[1][0]))):
        for rest in between.pop(atom, ()):
            move_off_foreign(rest, solved[rest.staff])
        staff = members[0].staff
        _beam_group(system, beams[atom], members, rests.get(atom, ()), crowds.get(staff) if members[0].side else None)
        if atom in system.beam_lines and atom not in system.crossing:
            line, up, levels, size = system.beam_lines[atom]
            placed = PlacedBeam(line, *stack_reach(thickness, levels, size, up=up))
            solved[staff].append(placed)
            if staff in crowds:
                crowds[staff].add(members[0].group, *placed)
    for loose in between.values():
        for rest in loose:
            move_off_foreign(rest, solved[rest.staff])
    for crowd in crowds.values():
        crowd.lift_flags()


def _inwards(shape: Shape) -> float:
    """Less for an inner voice than for the one outside it."""
    return shape.side * shape.high


def _share_beams(system: System, beams: Mapping[int, BeamGroup], joined: Mapping[int, list[Shape]]) -> None:
    """Beams of inner voices printed on those that serve them, the outer voices' first (E12)."""
    for atom, members in sorted(joined.items(), key=lambda found: -_inwards(found[1][0])):
        line, up, levels, size = system.beam_lines[members[0].joined]
        system.beam_lines[atom] = line, up, levels, size
        drawn = _levels(beams[atom], members, levels)
        _draw_beams(system, beams[atom], members, line, drawn, up, size, members[0].staff)


def _beam_group(
    system: System, group: BeamGroup, members: list[Shape], rests: Sequence[Shape], crowd: Crowd | None = None
) -> None:
    """Solve the beam of one group (its part in this system), set its stems' tips and the rests under it.

    ``crowd`` are the voices it shares its staff with, if any.
    """
    members = [m for m in members if m.stemmed]
    if not members:
        return
    fewest = FEATHERS if group.fan else 1
    levels = [max(fewest, flag_count(m.event)) for m in members]
    ups = [m.up for m in members]
    size, thickness = members[0].scale, system.pen.thickness
    top = min(h.head.staff for m in members for h in m.heads)
    crosses = any(h.head.staff != top for m in members for h in m.heads)
    if crosses:
        system.crossing.add(group.atom)
    drop = system.gap_between[top - 1] if crosses else 0.0
    stems = []
    for before, m, level in zip([None, *members], members, levels, strict=False):
        heights = [h.y - (drop if h.head.staff != top else 0.0) for h in m.heads]
        low, high = min(heights), max(heights)
        near, far = (high, low) if m.up else (low, high)
        floor = _tremolo_room(m, near + (drop if m.staff != top else 0.0))
        if before is not None:
            own = near + (drop if m.staff != top else 0.0)  # its boxes are measured on its own staff
            stubs = _stubs(before, level) * thickness.beam_pitch * size
            floor = max(floor, _accidental_room(m, own) + stubs, _grace_room(system, m, own))
        stems.append(Stem(m.x + m.stem_x, near, far, max(level, len(m.beams) + m.strokes), floor))
    if len(members) == 1:
        _lone_beam(system, group, members[0])
        return
    drawn = _levels(group, members, max(levels))
    under = _rests_under(members, rests, drawn, size, thickness) if rests else ()
    if all(ups) or not any(ups):
        beams_up = ups[0]

        def solve(over: Sequence[tuple[float, float]], longer: float = 0.0) -> Beam:
            return beam_line(
                stems, beams_up, thickness, over=over, lines=members[0].lines, grace=group.grace,
                size=members[0].sign_scale, longer=longer,
            )  # fmt: skip

        if under:
            line = beam_over_rests(solve, under, beams_up)
        elif crowd is None or crosses or group.grace:
            line = solve(())
        else:
            stack = Stack(*stack_reach(thickness, max(levels), size, up=beams_up), tuple((s.x, s.near) for s in stems))
            line = crowd.solve(members, stack, lambda longer: solve((), longer))
    else:
        line, beams_up = kneed_line(stems, ups, thickness, size=size)
    for rest in under:
        rest.move_off(line, beams_up)
    for m, stem, level in zip(members, stems, levels, strict=True):
        tip = stem_tip(line, stem.x, m.up, beams_up, level, thickness, size)
        m.tip = tip + (drop if m.staff != top else 0.0)
    system.beam_lines[group.atom] = (line, beams_up, max(levels), size)
    _draw_beams(system, group, members, line, drawn, beams_up, size, top)


def _stubs(before: Shape, level: int) -> int:
    """How many beamlets of the note before lie under this note's ``level`` beams, over its accidental."""
    return sum(value == "forward hook" for value in before.beams[level:])


def _accidental_room(shape: Shape, near: float) -> float:
    """How far the beam must stay from the near head to clear accidentals before inner notes (E32)."""
    reach = 0.0
    for box in shape.boxes:
        if box.x1 < 0.0:
            reach = max(reach, box.y1 - near if shape.up else near - box.y0)
    return reach + 0.85 if reach > 0.8 else 0.0


def _grace_room(system: System, shape: Shape, near: float) -> float:
    """Grace notes before an inner note stand wholly within the beam they point to (E17, E32)."""
    event = shape.event
    if event.grace or not system.graced:
        return 0.0
    graces = [
        s
        for s in system.cells[system.cell_at(event.tick)].shapes
        if s.event.grace < 0 and s.event.tick == event.tick and s.event.voice == event.voice
        if s.heads and s.staff == shape.staff and s.up == shape.up
    ]
    if not graces:
        return 0.0
    if shape.up:
        return max(max(s.tip, s.high + 2.5) for s in graces) - near + 0.6
    return near - min(min(s.tip, s.low - 2.5) for s in graces) + 0.6


def _tremolo_room(shape: Shape, near: float) -> float:
    """A tremolo between head and beam: 0.9 off the head or 0.3 off its ledger lines, 0.4 off the beam (E18)."""
    for mark in shape.event.marks:
        if mark.name == "tremolo" and mark.get("type") != "unmeasured":
            count = int(mark.text) if mark.text.isdigit() else 3
            through = -near if shape.up else near
            off = max(0.9 * shape.sign_scale, through - OFF_LEDGERS + 0.1 if through > ON_LEDGERS else 0.0)
            return off + (0.75 * (count - 1) + 0.9) * shape.sign_scale + OFF_BEAM
    return 0.0


def _levels(group: BeamGroup, members: Sequence[Shape], most: int) -> tuple[Level, ...]:
    """What is drawn of the group's beams, level by level; one that gathers or loses speed has them all throughout."""
    if group.fan:
        return tuple(Level(k + 1, 0, len(members) - 1) for k in range(most))
    return segments(tuple([m.beams or ("begin",) for m in members]))


def _extent(members: Sequence[Shape], level: Level, size: float, thickness: Thickness) -> tuple[float, float]:
    """From where to where one beam or beamlet runs."""
    x0 = members[level.first].x + members[level.first].stem_x
    x1 = x0 + level.hook * HOOK * size if level.hook else members[level.last].x + members[level.last].stem_x
    return min(x0, x1) - thickness.stem / 2, max(x0, x1) + thickness.stem / 2


def _rests_under(
    members: Sequence[Shape], rests: Sequence[Shape], drawn: Sequence[Level], size: float, thickness: Thickness
) -> list[BeamedRest]:
    """The rests between the group's notes, with how deep the beams over each of them are; its foot is at its left."""
    extents = [(level.level, *_extent(members, level, size, thickness)) for level in drawn]
    _, begin, end = extents[0]
    found = []
    for rest in rests:
        x0, x1 = rest.x + rest.boxes[0].x0, rest.x + rest.boxes[0].x1
        centre = (x0 + x1) / 2
        if begin <= centre <= end:
            edge = x1 if members[0].up else centre
            deepest = max(level for level, left, right in extents if level == 1 or (left < edge and x0 < right))
            found.append(BeamedRest(rest, centre, ((deepest - 1) * thickness.beam_pitch + thickness.beam / 2) * size))
    return found


def _lone_beam(system: System, group: BeamGroup, shape: Shape) -> None:
    """One note of a group broken by the line: a beamlet stub (E33)."""
    x = shape.x + shape.stem_x
    sign = -1.0 if shape.up else 1.0
    centre = shape.tip + sign * system.pen.thickness.beam / 2
    line = Beam(x, centre, x + 1.0, centre)
    levels = tuple(Level(k + 1, 0, 0, 1) for k in range(flag_count(shape.event)))
    _draw_beams(system, group, [shape], line, levels, shape.up, shape.scale, shape.staff)


def _draw_beams(
    system: System,
    group: BeamGroup,
    members: list[Shape],
    line: Beam,
    levels: tuple[Level, ...],
    beams_up: bool,
    size: float,
    top: int,
) -> None:
    pitch = system.pen.thickness.beam_pitch
    slope = (line.y1 - line.y0) / (line.x1 - line.x0) if line.x1 > line.x0 else 0.0
    thick = system.pen.thickness.beam * size / 2
    echo = group.events[0] not in system.shape_ids  # the second half of a group broken by the line
    bottom = max(h.head.staff for m in members for h in m.heads) if group.atom in system.crossing else top
    for level in levels:
        x0, x1 = _extent(members, level, size, system.pen.thickness)
        depth = (level.level - 1) * pitch * size * (-1.0 if beams_up else 1.0)
        y0 = line.y0 + slope * (x0 - line.x0) + (0.0 if group.fan == "accel" else depth)
        y1 = line.y0 + slope * (x1 - line.x0) + (0.0 if group.fan == "rit" else depth)
        system.pen.polygon(
            Ink.BEAM, top - 1, (x0, y0 - thick, x1, y1 - thick, x1, y1 + thick, x0, y0 + thick),
            atom=group.atom, group=members[0].group, echo=echo,
        )  # fmt: skip
        echo = True
        _raise_by_beam(system, (top, bottom), (x0, y0), (x1, y1), thick)
    if group.grace and members[0].event.slash:
        first = members[0]
        sign = 1.0 if first.up else -1.0
        x = first.x + first.stem_x
        y = line.y0 - sign * 0.2
        system.pen.line(
            Ink.SLASH, top - 1, x - 0.55, y - sign * 0.75, x + 0.75, y + sign * 0.6, 0.1,
            atom=of_kind(first.event.id, Kind.SLASH), group=group.atom,
        )  # fmt: skip


def _raise_by_beam(
    system: System, staves: tuple[int, int], start: tuple[float, float], stop: tuple[float, float], thick: float
) -> None:
    """Let later marks clear a beam, measured from the upper of its ``staves``; of two only on their outer sides."""
    (x0, y0), (x1, y1) = start, stop
    top, bottom = staves
    between = sum(system.gap_between[top - 1 : bottom - 1])
    steps = max(1, int((x1 - x0) / 1.5))
    boxes = []
    for k in range(steps):
        xa, xb = x0 + (x1 - x0) * k / steps, x0 + (x1 - x0) * (k + 1) / steps
        ya, yb = y0 + (y1 - y0) * k / steps, y0 + (y1 - y0) * (k + 1) / steps
        boxes.append((xa, xb, ya - thick, yb + thick) if ya < yb else (xa, xb, yb - thick, ya + thick))
    system.ups[top - 1].add_boxes(boxes)
    system.downs[bottom - 1].add_boxes([(xa, xb, low + between, high) for xa, xb, low, high in boxes])
    if bottom > top:
        drop = sum(system.gap_between[: top - 1])
        boxes = [(xa, xb, low - drop, high - drop) for xa, xb, low, high in boxes]
        system.ink_in_gaps += boxes
        system.beams_in_gaps += boxes
