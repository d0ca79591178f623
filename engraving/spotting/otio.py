"""OpenTimelineIO: markers of the timeline, its tracks and its clips, on the timeline's own time.

Only the JSON of the core is read, so that no plug-in is ever run. Its times are floats; rates and values are brought
back to the exact ones they stand for before anything is added.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from fractions import Fraction
from math import isfinite

import opentimelineio as otio

from engraving.errors import UnsafeInput
from engraving.findings import Finding, Severity
from engraving.spotting.clip_clock import Clock
from engraving.spotting.columns import caption_of
from engraving.spotting.sources import Source, shown
from engraving.spotting.values import Marker, SpottingList
from engraving.timing.rates import RATES, Rate

DIALECT = "otio"
EXPECTED = "Export one timeline as .otio (OpenTimelineIO JSON) with its markers."
MOST_DEPTH = 200
_BRACKETS = re.compile(r"[\[{}\]]")
_CLOSE = 0.002
_RECORD = "cmx_3600"
_NOTES = (("fcp_xml", "comment"), ("Resolve_OTIO", "Note"))
_FINEST = 1_000_000  # frames are whole, or decimal fractions that somebody typed


def read_otio(source: Source) -> SpottingList:
    """All markers of a timeline; those in parts of a clip that the cut does not show are left out with a note."""
    timeline = _timeline(source)
    reading = _Reading(source)
    start = timeline.global_start_time
    zero = reading.seconds(start) if start is not None else Fraction(0)
    try:
        reading.walk(timeline.tracks, Clock(), zero)
    except otio.exceptions.OTIOError as error:
        source.refuse(f"A clip of the timeline has no length: {error}.", EXPECTED)
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
        raise UnsafeInput(f"The file is nested more than {MOST_DEPTH} deep.", source.name, "Export the list alone.")


class _Reading:
    """A timeline while it is walked."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.markers: list[Marker] = []
        self.findings: list[Finding] = []
        self._rates: dict[Fraction, Rate] = {}

    def walk(self, item: otio.core.Item, above: Clock, at: Fraction) -> None:
        """An item that begins ``at`` a moment of what holds it, with all it holds."""
        cut = item.trimmed_range()
        clock = above.of_child(at, self.seconds(cut.start_time), connected=True)
        lasts = self.seconds(cut.duration)
        for effect in item.effects:
            if isinstance(effect, otio.schema.LinearTimeWarp):
                clock.speed *= Fraction(effect.time_scalar).limit_denominator(_FINEST)
            elif isinstance(effect, otio.schema.TimeEffect):
                clock.doubtful = True
        if clock.speed < 0:  # backwards from its end
            clock.start += lasts * -clock.speed
        for marker in item.markers:
            self._mark(marker, clock, clock.outside(at), clock.outside(at + lasts))
        if isinstance(item, otio.core.Composition):
            ranges = item.range_of_all_children()
            for child in item:
                if isinstance(child, otio.core.Item):
                    self.walk(child, clock, self.seconds(ranges[child].start_time))

    def _mark(self, marker: otio.schema.Marker, clock: Clock, first: Fraction | None, last: Fraction | None) -> None:
        said = self.seconds(marker.marked_range.start_time)
        at = clock.inside(said)
        caption = caption_of(marker.name or "", _comment(marker))
        if _RECORD in marker.metadata and not _within(at, first, last):
            at = said  # locators of an edit list keep their place on the timeline
        if at is None or not _within(at, first, last):
            self.findings.append(self.source.finding(
                "spotting-marker-unseen", Severity.NOTE,
                f"The marker {shown(caption)} stands where the cut does not show its clip; it was left out.",
            ))  # fmt: skip
            return
        if clock.is_doubtful:
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


def _within(at: Fraction | None, first: Fraction | None, last: Fraction | None) -> bool:
    return at is not None and first is not None and last is not None and first <= at <= last


def _comment(marker: otio.schema.Marker) -> str:
    """What was noted beside a marker; versions of the format that have no place for it leave it in the metadata."""
    if marker.comment:
        return str(marker.comment)
    for program, key in _NOTES:
        said = marker.metadata.get(program)
        note = said.get(key) if isinstance(said, Mapping) else None
        if isinstance(note, str) and note:
            return note
    return ""
