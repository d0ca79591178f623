"""A cue against a new cut of its picture: two cue files, two lists of hits, or two edit lists."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import msgspec

from engraving.errors import UsageError
from engraving.production.cue_files import Bound
from engraving.production.spotting_in import Wishes, take_in
from engraving.report.conforming import ConformReport, conform_report
from engraving.spotting import EditList, open_source, read_edits
from engraving.spotting.recut import new_place
from engraving.timing.conform import Moved, same_hits, stretched
from engraving.timing.cue_file import CueFile
from engraving.timing.cue_file.reading import load_cue_file
from engraving.timing.timecode import Rounding, frames_at, seconds_of


def conform(bound: Bound, old: Path, new: Path) -> ConformReport:
    """What the new cut does to the cue. Nothing is written.

    Edit lists carry the cue's own hits along with the picture; anything else is two sets of hits, paired by caption.
    Raises ``UsageError`` when edit lists are given and the cue has no start, and as reading the lists does.
    """
    lists = [_edits(path, bound.cue_file) for path in (old, new)]
    music = bound.tempo.total
    if lists[0] is not None and lists[1] is not None:
        cut = _recut(bound.cue_file, lists[0], lists[1], music)
        gaps = stretched(cut.moves, cut.end, music)
        return conform_report(cut.moves, gaps, bound.cue, bound.tempo, bound.cue_file.rate, cut.trimmed)
    before, after = (_hits(path, bound) for path in (old, new))
    moves = same_hits(before, after)
    gaps = stretched(moves, _ends(before, after), music)
    return conform_report(moves, gaps, bound.cue, bound.tempo, after.rate, Fraction(0))


class _Cut(msgspec.Struct, frozen=True):
    """A cue's hits and its end carried along; ``trimmed`` seconds of picture are gone from its beginning."""

    moves: tuple[Moved, ...]
    end: tuple[Fraction, Fraction] | None
    trimmed: Fraction


def _ends(before: CueFile, after: CueFile) -> tuple[Fraction, Fraction] | None:
    """The ends of two cue files, where both have one; frames are kept, not seconds."""
    if before.duration is None or after.duration is None:
        return None
    return before.duration * before.rate.fps / after.rate.fps, after.duration


def _edits(path: Path, cue_file: CueFile) -> EditList | None:
    """The edits of an edit list; None for anything else, and for one of markers only."""
    if path.suffix.lower() != ".edl":
        return None
    edits = read_edits(open_source(path, cue_file.rate))
    return edits if edits.edits else None


def _hits(path: Path, bound: Bound) -> CueFile:
    """A cue file, or the cue's own with the hits of a list in place of its own."""
    if path.suffix.lower() == ".toml":
        return load_cue_file(path)
    return take_in(path, bound.path, Wishes(replace=True)).cue_file


def _recut(cue_file: CueFile, old: EditList, new: EditList, music: Fraction | None) -> _Cut:
    """The cue's hits, each carried along with the frame on the screen when it is hit."""
    rate, start = cue_file.rate, cue_file.start
    if start is None:
        raise UsageError(
            "The cue file has no start, so edit lists cannot be laid against it.", remedy="Give it one, as 01:00:10:12."
        )
    moments = [hit.at for hit in cue_file.hits] + [music or Fraction(0)]
    last = cue_file.end or start + frames_at(max(moments), rate, Rounding.FLOOR)
    kept = ((frame, new_place(frame, old, new)) for frame in range(start, last + 1))
    first, place = next(((frame, place) for frame, place in kept if place is not None), (start, start))
    begins = place - (first - start)
    found = []
    for hit in cue_file.hits:
        frame = start + frames_at(hit.at, rate, Rounding.FLOOR)
        place_now = new_place(frame, old, new)
        into = hit.at - seconds_of(frame - start, rate)
        found.append(Moved(hit, hit.at, None if place_now is None else seconds_of(place_now - begins, rate) + into))
    ends = None if cue_file.end is None else new_place(cue_file.end - 1, old, new)
    end = None
    if ends is not None and cue_file.duration is not None:
        end = cue_file.duration, seconds_of(ends + 1 - begins, rate)
    return _Cut(tuple(found), end, seconds_of(first - start, rate))
