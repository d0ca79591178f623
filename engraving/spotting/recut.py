"""Where a frame of the picture went: through the source it was cut from, by two edit lists."""

from __future__ import annotations

from fractions import Fraction
from math import floor

from engraving.spotting.edl import Edit, EditList


def new_place(frame: int, old: EditList, new: EditList) -> int | None:
    """The record frame in ``new`` that shows what ``frame`` shows in ``old``; None when that was cut.

    What the new list shows more than once is taken nearest to where it was. Speeds are reckoned with: in a freeze
    frame, which shows the same all the time, as far from its beginning as before.
    """
    places = [
        place
        for was in old.edits
        if _records(was, frame)
        for edit in new.edits
        if _picture(edit) and edit.reel == was.reel
        for place in _shows(edit, was.source_in + (frame - was.record_in) * was.speed, frame - was.record_in)
    ]
    return min(places, key=lambda place: (abs(place - frame), place), default=None)


def _shows(edit: Edit, source: Fraction, since: int) -> tuple[int, ...]:
    """The record frame at which an edit shows a moment of its source; ``since`` frames on where it stands still."""
    lasts = edit.record_out - edit.record_in
    if not edit.speed:
        return (edit.record_in + min(since, lasts - 1),) if lasts and 0 <= source - edit.source_in < 1 else ()
    into = floor((source - edit.source_in) / edit.speed)
    return (edit.record_in + into,) if 0 <= into < lasts else ()


def _records(edit: Edit, frame: int) -> bool:
    return _picture(edit) and edit.record_in <= frame < edit.record_out


def _picture(edit: Edit) -> bool:
    """Whether an event is of the picture, not of sound alone."""
    return "V" in edit.channel.upper() or edit.channel.upper().startswith("B")
