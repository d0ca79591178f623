"""OpenTimelineIO: markers of the timeline, its tracks and its clips, on the timeline's own time (timing.md 5).

Only the JSON of the core is read, so that no plug-in is ever run. Its times are floats; rates and values are brought
back to the exact ones they stand for before anything is added.
"""

from __future__ import annotations

import re
from fractions import Fraction
from math import isfinite

import opentimelineio as otio

from engraving.errors import UnsafeInput
from engraving.findings import Finding, Severity
from engraving.spotting.columns import caption_of
from engraving.spotting.sources import Source, shown
from engraving.spotting.values import Marker, SpottingList
from engraving.timing.rates import RATES, Rate

DIALECT = "otio"
EXPECTED = "Export one timeline as .otio (OpenTimelineIO JSON) with its markers."
MOST_DEPTH = 200
_BRACKETS = re.compile(r"[\[{}\]]")
_CLOSE = 0.002
_FINEST = 1_000_000  # frames are whole, or decimal fractions that somebody typed


def read_otio(source: Source) -> SpottingList:
    """All markers of a timeline; those in parts of a clip that the cut does not show are left out with a note."""
    timeline = _timeline(source)
    reading = _Reading(source)
    start = timeline.global_start_time
    zero = reading.seconds(start) if start is not None else Fraction(0)
    reading.walk(timeline.tracks, zero)
    markers = tuple(sorted(reading.markers, key=lambda marker: marker.at))
    return SpottingList(
        DIALECT, source.name, reading.settled(), markers, (), zero, timeline.name or "", tuple(reading.findings)
    )


def _timeline(source: Source) -> otio.schema.Timeline:
    text, _ = source.text()
    _measure(source, text)
    try:
        timeline = otio.core.deserialize_json_from_string(text)
    except (otio.exceptions.OTIOError, ValueError, TypeError, LookupError, RuntimeError) as error:
        source.refuse(f"This is no OpenTimelineIO: {error}.", EXPECTED)
    if not isinstance(timeline, otio.schema.Timeline):
        source.refuse(f"This is OpenTimelineIO, but a {type(timeline).__name__} and no timeline.", EXPECTED)
    return timeline


def _measure(source: Source, text: str) -> None:
    """Refuse what is nested too deeply: the package's own parser would take the whole process down."""
    depth = deepest = 0
    for bracket in _BRACKETS.findall(text):
        depth += 1 if bracket in "[{" else -1
        deepest = max(deepest, depth)
    if deepest > MOST_DEPTH:
        raise UnsafeInput(f"The file is nested more than {MOST_DEPTH} deep.", source.name)


class _Reading:
    """A timeline while it is walked."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.markers: list[Marker] = []
        self.findings: list[Finding] = []
        self._rates: dict[Fraction, Rate] = {}

    def walk(self, item: otio.core.Item, at: Fraction) -> None:
        """An item that begins ``at`` seconds on the timeline, with all it holds."""
        shown_range = item.trimmed_range()
        origin = at - self.seconds(shown_range.start_time)
        last = at + self.seconds(shown_range.duration)
        for marker in item.markers:
            self._mark(marker, origin, at, last, retimed=any(_retimes(effect) for effect in item.effects))
        if isinstance(item, otio.core.Composition):
            ranges = item.range_of_all_children()
            for child in item:
                if isinstance(child, otio.core.Item):
                    self.walk(child, origin + self.seconds(ranges[child].start_time))

    def _mark(
        self, marker: otio.schema.Marker, origin: Fraction, first: Fraction, last: Fraction, *, retimed: bool
    ) -> None:
        at = origin + self.seconds(marker.marked_range.start_time)
        caption = caption_of(marker.name or "", marker.comment or "")
        if not first <= at <= last:
            self.findings.append(self.source.finding(
                "spotting-marker-unseen", Severity.NOTE,
                f"The marker {shown(caption)} stands where the cut does not show its clip; it was left out.",
            ))  # fmt: skip
            return
        if retimed:
            self.findings.append(self.source.finding(
                "spotting-clip-retimed", Severity.WARNING,
                f"The marker {shown(caption)} stands in a clip that runs at another speed; its time may be off.",
                "Look at it, or put the marker on the timeline.",
            ))  # fmt: skip
        self.markers.append(Marker(at, True, caption, kind=(marker.color or "").casefold()))

    def seconds(self, time: otio.opentime.RationalTime) -> Fraction:
        """A time of the file, exact: its float rate names a rate of frames or is a whole number of ticks."""
        if not (isfinite(time.value) and isfinite(time.rate)):
            self.source.refuse("A time of the file is no number.", EXPECTED)
        value = Fraction(time.value).limit_denominator(_FINEST)
        if not value:
            return value
        rate = rate_meant(time.rate)
        if rate is not None:
            self._rates[rate.fps] = rate
            return value / rate.fps
        ticks = Fraction(time.rate).limit_denominator(_FINEST)
        if ticks <= 0:
            self.source.refuse(f"A time counts at {time.rate:g} a second.", EXPECTED)
        return value / ticks

    def settled(self) -> Rate | None:
        """The rate all times are counted at; the cue's where the file mixes several, or says none."""
        if len(self._rates) != 1:
            return self.source.asked
        (rate,) = self._rates.values()
        self.source.agree(rate, drop_known=False)
        return self.source.asked or rate


def rate_meant(rate: float) -> Rate | None:
    """The rate a float stands for, 23.976 for 24000/1001 (which it is not); None when it is none of film's."""
    return next((known for known in RATES.values() if abs(rate - known.fps) < _CLOSE), None)


def _retimes(effect: otio.schema.Effect) -> bool:
    return isinstance(effect, otio.schema.TimeEffect)
