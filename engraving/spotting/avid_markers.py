"""Avid Media Composer: the Markers window exported as text, tabs between cells and no names above them.

A line is user, timecode, track, colour, comment, a length in frames, and in newer versions the marker's own colour.
"""

from __future__ import annotations

import re

from engraving.spotting.columns import caption_of
from engraving.spotting.sources import Source
from engraving.spotting.values import Marker, SpottingList
from engraving.timing.timecode import seconds_of

DIALECT = "avid-markers"
_ROW = re.compile(
    r"[^\t]*\t\s*(?P<at>\d\d(?:[:;]\d\d){3})\s*\t[^\t]{1,20}\t(?P<colour>[^\t]*)\t(?P<comment>[^\t]*)(?:\t.*)?"
)


def looks_like_avid_markers(text: str) -> bool:
    """Whether the first line that is not empty is a marker's."""
    first = next((line for line in text.splitlines() if line.strip()), "")
    return _ROW.fullmatch(first) is not None


def read_avid_markers(source: Source) -> SpottingList:
    """The markers of the list. Its rate must be named, and its labels are those of the timeline."""
    text, findings = source.text()
    rate = source.rate()
    lines = text.splitlines()
    rows = [(number, row) for number, line in enumerate(lines) if (row := _ROW.fullmatch(line))]
    ends = [number for number, _ in rows[1:]] + [len(lines)]
    markers = []
    for (number, row), end in zip(rows, ends, strict=True):
        comment = " ".join([row["comment"], *lines[number + 1 : end]])  # a comment may go on below
        at = seconds_of(source.label(row["at"], rate, number + 1), rate)
        kind = row["colour"].strip().casefold()
        markers.append(Marker(at, True, caption_of(comment, ""), kind=kind, line=number + 1))
    return SpottingList(DIALECT, source.name, rate, tuple(markers), findings=findings)
