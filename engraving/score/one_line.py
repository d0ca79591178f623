"""The place on a one-line staff: which pitch of the source stands on the line."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from engraving.score.events import Event

_MIDDLE = 34  # the middle line under a percussion clef


def line_place(events: Iterable[Event], staff: int) -> int:
    """``Pitch.diatonic`` of the line of a one-line staff: sources mean its E4 or its B4.

    Most of the player's own notes decide (E19); cue notes have no say unless there is nothing else.
    """
    own: Counter[int] = Counter()
    cues: Counter[int] = Counter()
    for event in events:
        if event.staff == staff:
            (cues if event.cue else own).update(head.pitch.diatonic for head in event.heads)
    counts = own or cues
    return max(counts, key=lambda place: (counts[place], -place)) if counts else _MIDDLE
