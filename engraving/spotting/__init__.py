"""Spotting in: hits and cues of other programs' lists, read by what is in them (docs/timing.md, "Spotting lists")."""

from engraving.spotting.edl import Edit, EditList, read_edits
from engraving.spotting.hits import Window, hits, span_of
from engraving.spotting.reading import READERS, read_spotting
from engraving.spotting.sources import open_source
from engraving.spotting.values import CueSpan, Marker, SpottingList

__all__ = [
    "READERS", "CueSpan", "Edit", "EditList", "Marker", "SpottingList", "Window", "hits", "open_source", "read_edits",
    "read_spotting", "span_of",
]  # fmt: skip
