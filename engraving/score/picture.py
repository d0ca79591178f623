"""What is printed of picture time: labels, hits, streamers, punches and clicks, as ticks and finished strings.

Whoever lays it out puts it at its tick and measures its type; no number is computed or rounded any more. Ticks are
exact: what happens between two notes stands between them. An ``atom`` makes the audit look for each of them.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Literal

import msgspec

Clock = Literal["elapsed", "timecode", "feet"]
"""Which time a row tells."""


class Moment(msgspec.Struct, frozen=True, gc=False):
    """One moment told three ways; "" is what cannot be known."""

    elapsed: str = ""
    timecode: str = ""
    feet: str = ""

    def told(self, clock: Clock) -> str:
        """As ``clock`` has it; elapsed where it has nothing."""
        text: str = getattr(self, clock)
        return text or self.elapsed


class PrintedHit(msgspec.Struct, frozen=True, gc=False):
    """A hit where music is when it comes; ``off`` is how far the beat meant for it is from it ("+1.5 fr")."""

    atom: int
    tick: Fraction
    moment: Moment
    caption: str
    off: str


class PrintedStreamer(msgspec.Struct, frozen=True, gc=False):
    """From ``start`` to ``end``; ``text`` is colour and lead; ``before`` when it began, if the music did later."""

    atom: int
    start: Fraction
    end: Fraction
    text: str
    before: Moment | None = None
    caption: str = ""

    def told(self, clock: Clock) -> str:
        """``red 3 s from −0:02.0, start``."""
        since = "" if self.before is None else f" from {self.before.told(clock)}"
        return f"{self.text}{since}, {self.caption}" if self.caption else f"{self.text}{since}"


class PrintedPunch(msgspec.Struct, frozen=True, gc=False):
    """A flash at ``tick``, ``flutter`` for several; ``text`` is what else is known of it."""

    atom: int
    tick: Fraction
    text: str = ""
    flutter: bool = False


class PrintedClick(msgspec.Struct, frozen=True, gc=False):
    """At ``tick`` the click becomes another, or goes.

    ``text`` is its frame click ("16-3"), or words ("click out"); ``tempo`` a metronome mark as segments have
    them ("quarter=87.94"), "" for none.
    """

    atom: int
    tick: Fraction
    text: str
    tempo: str = ""


class PrintedWarning(msgspec.Struct, frozen=True, gc=False):
    """Clicks that warn of the one that is heard from ``tick`` on: where the music is at each, and whether it ``waits``
    there, in the silence before what stands at that tick.
    """

    atom: int
    tick: Fraction
    clicks: tuple[Fraction, ...]
    waits: tuple[bool, ...]


class Picture(msgspec.Struct, frozen=True, gc=False):
    """Everything of one cue. ``heading`` are lines for page one; ``lead_in`` what is heard before bar one
    ("8 free clicks"), ``lead_in_from`` since when, ``lead_in_beats`` its clicks bar by bar. ``bars`` has the moment
    at which each bar begins, by index.
    """

    heading: tuple[str, ...] = ()
    lead_in: str = ""
    lead_in_from: Moment = Moment()
    lead_in_beats: tuple[int, ...] = ()
    bars: tuple[Moment, ...] = ()
    hits: tuple[PrintedHit, ...] = ()
    streamers: tuple[PrintedStreamer, ...] = ()
    punches: tuple[PrintedPunch, ...] = ()
    clicks: tuple[PrintedClick, ...] = ()
    warnings: tuple[PrintedWarning, ...] = ()

    @property
    def atoms(self) -> tuple[int, ...]:
        """Of everything that is owed to the page."""
        owed = (self.hits, self.streamers, self.punches, self.clicks, self.warnings)
        return tuple(one.atom for many in owed for one in many)
