"""What a spotting list says, whatever program wrote it: markers, cues, and the clock they are counted by."""

from __future__ import annotations

from fractions import Fraction

import msgspec

from engraving.findings import Finding
from engraving.timing.cue_file import Place
from engraving.timing.rates import Rate


class Marker(msgspec.Struct, frozen=True, gc=False):
    """A moment that somebody marked.

    ``at`` is in exact seconds: from timecode 00:00:00:00 when ``on_timeline``, else from where the list's own
    clock stands at 0. ``weight`` and ``early`` and ``late``, frames of tolerance, are None when the list does not
    say; ``wanted`` is the place meant for it, ``cue`` the cue it is listed under, ``line`` that of the file (0: none).
    """

    at: Fraction
    on_timeline: bool
    caption: str
    kind: str = ""
    weight: int | None = None
    early: Fraction | None = None
    late: Fraction | None = None
    wanted: Place = Place()
    cue: str = ""
    line: int = 0


class CueSpan(msgspec.Struct, frozen=True, gc=False):
    """A cue as a list has it: ``start`` and ``end`` in seconds, counted as ``Marker.at``; ``end`` may be missing."""

    number: str
    title: str
    start: Fraction
    end: Fraction | None
    on_timeline: bool
    reel: str = ""
    line: int = 0


class SpottingList(msgspec.Struct, frozen=True, gc=False):
    """One file, read.

    ``rate`` is None when the list holds no timecode; ``zero`` is where on the timeline the list's own clock
    stands at 0, in seconds from 00:00:00:00, when the list says so.
    """

    dialect: str
    file: str
    rate: Rate | None
    markers: tuple[Marker, ...]
    cues: tuple[CueSpan, ...] = ()
    zero: Fraction | None = None
    title: str = ""
    findings: tuple[Finding, ...] = ()
