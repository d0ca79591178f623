"""Cues of one reel beside each other: which of them overlap on the picture."""

from __future__ import annotations

from fractions import Fraction
from math import ceil

import msgspec

from engraving.timing.cue_file import CueFile
from engraving.timing.timecode import exact_frames


class Neighbour(msgspec.Struct, frozen=True, gc=False):
    """Another cue of the film: the ``name`` of its file, and what it says."""

    name: str
    cue_file: CueFile


def end_frame(cue_file: CueFile, music: Fraction | None) -> int | None:
    """The frame after a cue: its ``end``, or where its ``music`` (seconds) is over; None when nobody knows."""
    if cue_file.end is not None or cue_file.start is None or music is None:
        return cue_file.end
    return cue_file.start + ceil(exact_frames(music, cue_file.rate))


def begun_before(
    cue_file: CueFile, music: Fraction | None, others: tuple[Neighbour, ...]
) -> tuple[tuple[Neighbour, int], ...]:
    """The cues of the same reel that begin while this one lasts, and by how many frames they overlap.

    Only frames of one rate can be compared; cues that begin on the same frame overlap for both.
    """
    start, end = cue_file.start, end_frame(cue_file, music)
    if start is None or end is None:
        return ()
    found = []
    for other in others:
        begins = other.cue_file.start
        same = (other.cue_file.reel, other.cue_file.rate) == (cue_file.reel, cue_file.rate)
        if same and begins is not None and start <= begins < end:
            found.append((other, end - begins))
    return tuple(found)
