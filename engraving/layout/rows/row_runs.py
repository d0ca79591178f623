"""What is said at one place of a dynamics' row: one run of type, the sign first unless a modifier leads (E43)."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from functools import lru_cache

from engraving.layout.lettering.type_run import TypeLine
from engraving.layout.lettering.typeline import Typist
from engraving.notation.dynamics import tokens
from engraving.notation.words import WordClass, direction_class
from engraving.score import Direction, Segment

_MODIFIER = re.compile(
    r"""^\W*((poco|più|piu|meno|sempre|molto|quasi|mezzo|non|ma|assai|troppo|
        plus|moins|très|toujours|un\s+peu|assez|bien|sehr|etwas|immer|mehr|weniger|noch|nicht|more|less|very|always|
        \[|\()\W*)+$""",
    re.IGNORECASE | re.VERBOSE,
)
_CHANGE = re.compile(r"\b(cresc|decresc|dim|sub)", re.IGNORECASE)  # dim. p: in the source's own order


def by_place(directions: Sequence[Direction]) -> list[tuple[tuple[int, int], list[Direction]]]:
    """Directions of a row by tick and staff, in order of time."""
    places: dict[tuple[int, int], list[Direction]] = defaultdict(list)
    for direction in directions:
        places[direction.tick, direction.staff].append(direction)
    return sorted(places.items())


def run_of(together: Sequence[Direction], typist: Typist) -> tuple[TypeLine, tuple[int, ...]]:
    """Directions at one place as one run, and the atom of each of its segments."""
    segments, atoms, kind = _arranged(tuple(together))
    return typist.run(segments, kind), atoms


@lru_cache(maxsize=4096)
def _arranged(together: tuple[Direction, ...]) -> tuple[tuple[Segment, ...], tuple[int, ...], WordClass]:
    """Their segments as they are set, the atom of each, and how."""
    pieces = [(segment, direction.atom) for direction in _ordered(together) for segment in _inside(direction)]
    dynamic = any(direction_class(d) is WordClass.DYNAMIC for d in together)
    segments, atoms = tuple(segment for segment, _ in pieces), tuple(atom for _, atom in pieces)
    return segments, atoms, WordClass.DYNAMIC if dynamic else WordClass.EXPRESSION


def _is_sign(segment: Segment) -> bool:
    """Dynamic letters, and not words that the source calls a dynamic."""
    return segment.kind == "dynamics" and any(token.codes for token in tokens(segment.text))


def _ordered(directions: Sequence[Direction]) -> Sequence[Direction]:
    """Modifiers, signs, then all other words."""
    if len(directions) == 1:
        return directions
    signs = [d for d in directions if any(_is_sign(s) for s in d.segments)]
    if not signs:
        return directions
    lead = [d for d in directions if d not in signs and _MODIFIER.match(" ".join(s.text for s in d.segments))]
    rest = [d for d in directions if d not in lead and d not in signs]
    return [*lead, *signs, *rest]


def _inside(direction: Direction) -> Sequence[Segment]:
    """The segments of one direction; words before its sign go behind it unless they modify or lead to it."""
    segments = direction.segments
    first = next((k for k, segment in enumerate(segments) if _is_sign(segment)), 0)
    if not first:
        return segments
    said = " ".join(segment.text for segment in segments[:first])
    if _MODIFIER.match(said) or _CHANGE.search(said):
        return segments
    return (*segments[first:], *segments[:first])
