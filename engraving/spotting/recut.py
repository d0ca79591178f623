"""Where a frame of the picture went: through the source it was cut from, by two edit lists."""

from __future__ import annotations

from engraving.spotting.edl import Edit, EditList


def new_place(frame: int, old: EditList, new: EditList) -> int | None:
    """The record frame in ``new`` that shows what ``frame`` shows in ``old``; None when that was cut.

    What the new list shows more than once is taken nearest to where it was.
    """
    shown = [(edit, edit.source_in + frame - edit.record_in) for edit in old.edits if _records(edit, frame)]
    places = [
        edit.record_in + source - edit.source_in
        for was, source in shown
        for edit in new.edits
        if _picture(edit) and edit.reel == was.reel and edit.source_in <= source < edit.source_out
    ]
    return min(places, key=lambda place: (abs(place - frame), place), default=None)


def _records(edit: Edit, frame: int) -> bool:
    return _picture(edit) and edit.record_in <= frame < edit.record_out


def _picture(edit: Edit) -> bool:
    """Whether an event is of the picture, not of sound alone."""
    return "V" in edit.channel.upper() or edit.channel.upper().startswith("B")
