"""The music a chair takes from its sources, before anything is done to it."""

from __future__ import annotations

from typing import TypeVar

from msgspec.structs import replace

from engraving.errors import UsageError
from engraving.findings import Finding, Severity
from engraving.parts.chairs import Chair, Source
from engraving.parts.rests import time_order
from engraving.parts.selection import Selection, selected
from engraving.parts.shortening import shortened
from engraving.score import Anchor, Cue, Direction, Music, SourcePart
from engraving.score.places import bar_at, place

Value = TypeVar("Value")
TimeLine = tuple[tuple[int, int, Value], ...]


def seated_music(cue: Cue, chair: Chair) -> tuple[Music, SourcePart, tuple[Finding, ...]]:
    """The chair's music, the part it begins with, and what was lost in selecting.

    Sources follow each other at barlines, so that no bar holds atoms of two parts. Findings:
    ``spanner-shortened`` (warning), ``notes-unassigned`` (warning). Raises ``UsageError`` when the cue
    has no such part, or a source begins or ends inside a bar.
    """
    if not chair.sources:
        raise UsageError("A chair needs at least one source.", chair.name)
    parts = [_part(cue, chair, source) for source in chair.sources]
    if len(parts) == 1 and chair.sources[0].whole:
        return parts[0].music, parts[0], ()
    pieces, findings = [], []
    for source, part in zip(chair.sources, parts, strict=True):
        _check_barlines(cue, chair, source)
        piece, found = _piece(cue, chair, source, part)
        pieces.append(piece)
        findings += found
    return _joined(pieces), parts[0], tuple(findings)


def _part(cue: Cue, chair: Chair, source: Source) -> SourcePart:
    part = next((p for p in cue.parts if p.key == source.part), None)
    if part is None:
        raise UsageError(f"The cue has no part {source.part!r}.", chair.name)
    return part


def _check_barlines(cue: Cue, chair: Chair, source: Source) -> None:
    barlines = {bar.start for bar in cue.bars}
    end = cue.bars[-1].end if cue.bars else 0
    for tick in (source.start, source.end):
        if 0 < tick < end and tick not in barlines:
            raise UsageError(f"A source may change at barlines only, not at tick {tick}.", chair.name)


def _piece(cue: Cue, chair: Chair, source: Source, part: SourcePart) -> tuple[Music, list[Finding]]:
    """What one source gives, cut to its ticks, its staves numbered from 1."""
    music = part.music
    chosen = selected(music, source)
    spanners, changed = shortened(music.spanners, chosen)
    findings = [
        Finding(
            "spanner-shortened", Severity.WARNING,
            place(cue, chair.name, _bar_of(cue, spanner.start or spanner.stop), line=spanner.line),
            f"A {spanner.kind} runs out of what this chair plays and is {what}.",
            "", (spanner.atom,),
        )
        for spanner, what in changed
    ]  # fmt: skip
    findings += [
        Finding(
            "notes-unassigned", Severity.WARNING, place(cue, chair.name, event.bar, event.tick, event.line),
            f"A chord of {len(event.heads)} notes is shared by two players; its inner notes are nobody's.",
            "Give the chair its own voice or staff in the source.", (event.id,),
        )
        for event in chosen.crowded
    ]  # fmt: skip
    kept = frozenset(event.id for event in chosen.events)
    beams = [replace(group, events=tuple(e for e in group.events if e in kept)) for group in music.beams]
    piece = replace(
        music,
        staves=len(chosen.staves),
        events=chosen.events,
        beams=tuple(group for group in beams if len(group.events) > 1),
        spanners=spanners,
        directions=tuple(_moved(d, chosen) for d in music.directions if _has_direction(chosen, d)),
        clefs=_cut(music.clefs, chosen),
        keys=_cut(music.keys, chosen),
        metres=_cut(music.metres, chosen),
        staff_lines=_cut(music.staff_lines, chosen),
        transpositions=_cut(music.transpositions, chosen),
        instruments=_cut(music.instruments, chosen),
        styles=tuple(
            replace(style, staff=chosen.staff(style.staff))
            for style in music.styles
            if chosen.has_staff(style.staff) and source.start <= style.start and style.end <= source.end
        ),
    )
    return piece, findings


def _has_direction(chosen: Selection, direction: Direction) -> bool:
    return chosen.has_staff(direction.staff) and chosen.covers(direction.tick)


def _moved(direction: Direction, chosen: Selection) -> Direction:
    staff = chosen.staff(direction.staff)
    return direction if staff == direction.staff else replace(direction, staff=staff)


def _bar_of(cue: Cue, anchor: Anchor | None) -> int:
    return bar_at(cue.bars, anchor.tick if anchor is not None else 0)


def _cut(line: TimeLine[Value], chosen: Selection) -> TimeLine[Value]:
    """The time line from the source's first tick on: what is in force there, then its changes."""
    source = chosen.source
    opening: dict[int, tuple[int, int, Value]] = {}
    later = []
    for tick, staff, value in line:
        if not chosen.has_staff(staff) or tick >= source.end:
            continue
        entry = (max(tick, source.start, 0), chosen.staff(staff), value)
        if tick <= source.start:
            opening[staff] = entry
        else:
            later.append(entry)
    return (*sorted(opening.values(), key=lambda e: e[1]), *later)


def _joined(pieces: list[Music]) -> Music:
    """Pieces one after the other."""
    if len(pieces) == 1:
        return pieces[0]
    return Music(
        staves=max(piece.staves for piece in pieces),
        events=tuple(sorted((e for piece in pieces for e in piece.events), key=time_order)),
        beams=tuple(group for piece in pieces for group in piece.beams),
        spanners=tuple(spanner for piece in pieces for spanner in piece.spanners),
        directions=tuple(direction for piece in pieces for direction in piece.directions),
        clefs=tuple(entry for piece in pieces for entry in piece.clefs),
        keys=tuple(entry for piece in pieces for entry in piece.keys),
        metres=tuple(entry for piece in pieces for entry in piece.metres),
        staff_lines=tuple(entry for piece in pieces for entry in piece.staff_lines),
        transpositions=tuple(entry for piece in pieces for entry in piece.transpositions),
        instruments=tuple(entry for piece in pieces for entry in piece.instruments),
        styles=tuple(style for piece in pieces for style in piece.styles),
    )
