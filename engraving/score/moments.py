"""When something named by an atom happens."""

from __future__ import annotations

from collections.abc import Iterable

from engraving.score.atoms import bar_of, family_of, in_part, part_of
from engraving.score.events import Event
from engraving.score.full_score import FullScore
from engraving.score.part import Part


def moments(part: Part, atoms: Iterable[int]) -> dict[int, int]:
    """The ticks of those atoms that a part knows; of a line over several notes, where it begins.

    A note's dots, accidental and flag happen with the note.
    """
    wanted = set(atoms)
    if not wanted:
        return {}
    bars = {bar_of(atom) for atom in wanted}
    ticks: dict[int, int] = {}
    for event in part.music.events:
        if event.bar in bars:
            ticks |= dict.fromkeys(map(family_of, _names(event)), event.tick)
    for direction in (*part.music.directions, *part.directions):
        ticks.setdefault(family_of(direction.atom), direction.tick)
    for spanner in (*part.music.spanners, *part.spanners):
        if spanner.start is not None:
            ticks.setdefault(family_of(spanner.atom), spanner.start.tick)
    return {atom: ticks[family_of(atom)] for atom in wanted if family_of(atom) in ticks}


def score_moments(score: FullScore, atoms: Iterable[int]) -> dict[int, int]:
    """The same for atoms of a full score."""
    by_part: dict[int, list[int]] = {}
    for atom in atoms:
        by_part.setdefault(part_of(atom), []).append(atom)
    ticks: dict[int, int] = {}
    for index, wanted in by_part.items():
        part = score.everybody if index < 0 else score.parts[index].part
        own = moments(part, map(in_part, wanted))
        ticks |= {atom: own[in_part(atom)] for atom in wanted if in_part(atom) in own}
    return ticks


def _names(event: Event) -> list[int]:
    return [
        event.id,
        *(head.atom for head in event.heads),
        *(mark.atom for mark in event.marks),
        *(lyric.atom for lyric in event.lyrics),
    ]
