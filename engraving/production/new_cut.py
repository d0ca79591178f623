"""A cue against a new cut of its picture: two cue files, two lists of hits, or two edit lists."""

from __future__ import annotations

from pathlib import Path

from engraving.errors import UsageError
from engraving.production.cue_files import Bound
from engraving.production.spotting_in import Wishes, take_in
from engraving.report.conforming import ConformReport, conform_report
from engraving.spotting import EditList, open_source, read_edits
from engraving.spotting.recut import new_place
from engraving.timing.conform import Moved, same_hits, stretched
from engraving.timing.cue_file import CueFile
from engraving.timing.cue_file_reading import load_cue_file
from engraving.timing.timecode import Rounding, frames_at, seconds_of


def conform(bound: Bound, old: Path, new: Path) -> ConformReport:
    """What the new cut does to the cue. Nothing is written.

    Edit lists carry the cue's own hits along with the picture; anything else is two sets of hits, paired by caption.
    Raises ``UsageError`` when edit lists are given and the cue has no start, and as reading the lists does.
    """
    lists = [_edits(path, bound.cue_file) for path in (old, new)]
    if lists[0] is not None and lists[1] is not None:
        moves = _recut(bound.cue_file, lists[0], lists[1])
        rate = bound.cue_file.rate
    else:
        before, after = (_hits(path, bound) for path in (old, new))
        moves, rate = same_hits(before, after), after.rate
    return conform_report(moves, stretched(moves), bound.cue, bound.tempo, rate)


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


def _recut(cue_file: CueFile, old: EditList, new: EditList) -> tuple[Moved, ...]:
    """The cue's hits, each carried along with the frame on the screen when it is hit."""
    rate, start = cue_file.rate, cue_file.start
    if start is None:
        raise UsageError(
            "The cue file has no start, so edit lists cannot be laid against it.", remedy="Give it one, as 01:00:10:12."
        )
    begins = new_place(start, old, new)
    begins = start if begins is None else begins
    found = []
    for hit in cue_file.hits:
        frame = start + frames_at(hit.at, rate, Rounding.FLOOR)
        place = new_place(frame, old, new)
        into = hit.at - seconds_of(frame - start, rate)
        found.append(Moved(hit, hit.at, None if place is None else seconds_of(place - begins, rate) + into))
    return tuple(found)
