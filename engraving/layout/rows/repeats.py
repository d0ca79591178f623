"""What two voices or two staves of a part say at once: it is printed once, and a finding names the others.

Voices are often copied with their dynamics, and both staves of a keyboard bear the same *p*.
"""

from __future__ import annotations

from collections.abc import Hashable

from engraving.layout.hands import hands
from engraving.layout.rows.dynamics_row import band_of
from engraving.notation.words import is_row_direction
from engraving.score import Direction, Part, Spanner

_SAID = frozenset({"words", "dynamics", "symbol", "other-direction"})


def repeated_directions(part: Part) -> tuple[Direction, ...]:
    """Words and dynamics that say again what another says at the same time and place."""
    seen: set[Hashable] = set()
    found = []
    for direction in part.music.directions:
        if not all(segment.kind in _SAID for segment in direction.segments):
            continue
        words = tuple((s.kind, " ".join(s.text.split()).casefold()) for s in direction.segments)
        key = (direction.tick, _place(part, direction), words)
        if key in seen:
            found.append(direction)
        seen.add(key)
    return tuple(found)


def repeated_lines(part: Part) -> tuple[Spanner, ...]:
    """Hairpins over the same notes as another, and dashes after words that are not printed again."""
    unsaid = {str(direction.atom) for direction in repeated_directions(part)}
    seen: set[Hashable] = set()
    found = []
    for line in part.music.spanners:
        if line.kind == "dashes" and line.get("direction") in unsaid:
            found.append(line)
        if line.kind != "wedge" or line.start is None or line.stop is None:
            continue
        place = _band(part, line.start.staff, line.placement)
        key = (line.get("type"), line.start.tick, line.stop.tick, place)
        if key in seen:
            found.append(line)
        seen.add(key)
    return tuple(found)


def _place(part: Part, direction: Direction) -> Hashable:
    if is_row_direction(direction):
        return _band(part, direction.staff, direction.placement)
    return direction.staff


def _band(part: Part, staff: int, placement: str) -> Hashable:
    return band_of(staff, placement, hands=hands(part), vocal=False)
