"""FCPXML: markers of clips, brought up through clips, storylines and gaps to the sequence's timeline.

Its times are rational seconds. A marker's ``start`` is in the local time of the clip that holds it, a clip's
``offset`` in that of what holds the clip, which begins at that one's own ``start``. Of an audition only the clip that
was picked, its first, is seen.
"""

from __future__ import annotations

import re
from fractions import Fraction
from xml.parsers import expat

import msgspec

from engraving.errors import UnsafeInput
from engraving.findings import Finding, Severity
from engraving.spotting.clip_clock import Clock, conformed
from engraving.spotting.columns import caption_of
from engraving.spotting.sources import Source, shown
from engraving.spotting.values import Marker, SpottingList
from engraving.timing.rates import RATES, Rate, UnknownRate, rate_named

DIALECT = "fcpxml"
EXPECTED = "Export the project from Final Cut Pro or Resolve as FCPXML, with its markers."
MOST_DEPTH = 200

_TIME = re.compile(r"(\d{1,18})(?:/([1-9]\d{0,17}))?s")
_CLIPS = {"clip", "asset-clip", "ref-clip", "sync-clip", "mc-clip", "video", "audio", "gap", "title", "audition"}
_STORYLINES = {"sequence", "spine"}
_MARKERS = {"marker", "chapter-marker"}


class _Open(msgspec.Struct):
    """An element not yet closed, and where its local time stands on the timeline (``clock``, None when nowhere).

    ``cursor`` is where, in its own time, the next child without an offset begins; ``first`` and ``last`` are what of it
    is seen of the timeline.
    """

    tag: str
    clock: Clock | None = None
    cursor: Fraction = Fraction(0)
    first: Fraction | None = None
    last: Fraction | None = None
    picked: bool = False


class _Project(msgspec.Struct):
    name: str
    rate: Rate | None = None
    began: Fraction = Fraction(0)
    markers: list[Marker] = msgspec.field(default_factory=list)


def read_fcpxml(source: Source, project: str = "") -> SpottingList:
    """Markers and chapter markers of one project; ``project`` names it when the file holds several."""
    reading = _Reading(source)
    reading.parse()
    found = _chosen(source, reading.projects, project)
    if found.rate is None:
        source.refuse(f"The sequence of {shown(found.name)} names no format with a frame duration.", EXPECTED)
    source.agree(found.rate, drop_known=True)
    return SpottingList(
        DIALECT, source.name, found.rate, tuple(found.markers), (), found.began, found.name,
        tuple(reading.findings),
    )  # fmt: skip


def _chosen(source: Source, projects: list[_Project], name: str) -> _Project:
    named = [project for project in projects if not name or project.name == name]
    names = ", ".join(shown(project.name) for project in projects)
    if not projects:
        source.refuse("The file holds no project with a sequence.", EXPECTED)
    if len(named) != 1:
        source.ask(f"The file holds {len(projects)} projects: {names}.", "Name one, as --project NAME.")
    return named[0]


class _Reading:
    """The file while it is parsed: elements open, projects found."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.projects: list[_Project] = []
        self.findings: list[Finding] = []
        self._formats: dict[str, Fraction] = {}
        self._open: list[_Open] = []
        self._project: _Project | None = None
        self._parser = expat.ParserCreate()
        self._parser.StartElementHandler = self._begin
        self._parser.EndElementHandler = self._end
        self._parser.EntityDeclHandler = self._entity

    @property
    def _line(self) -> int:
        return self._parser.CurrentLineNumber

    def parse(self) -> None:
        """Read it all. Raises ``NotASpottingList`` for XML that is none or is something else."""
        try:
            self._parser.Parse(self.source.data, True)
        except expat.ExpatError as error:
            self.source.refuse(f"This is not valid XML: {expat.ErrorString(error.code)}.", EXPECTED, error.lineno)
        except (LookupError, ValueError):  # expat asks Python for encodings that it does not know, before any element
            if self._open:
                raise
            self.source.refuse("The file names an encoding that cannot be read.", EXPECTED, 1)

    def _entity(self, *_: object) -> None:
        raise UnsafeInput("The file declares entities.", self.source.place(self._line), "Export it anew.")

    def _begin(self, tag: str, attributes: dict[str, str]) -> None:
        if not self._open and tag != "fcpxml":
            self.source.refuse(f"The file is XML, but its root is <{tag}>, not <fcpxml>.", EXPECTED, self._line)
        if len(self._open) >= MOST_DEPTH:
            place = self.source.place(self._line)
            raise UnsafeInput(f"The file is nested more than {MOST_DEPTH} deep.", place, "Export the list alone.")
        if tag == "format" and "frameDuration" in attributes:
            self._formats[attributes.get("id", "")] = self._time(attributes["frameDuration"])
        if tag == "project":
            self._project = _Project(attributes.get("name", ""))
        self._open.append(self._entered(tag, attributes))
        if tag in _MARKERS and self._project is not None:
            self._mark(attributes, tag)

    def _entered(self, tag: str, attributes: dict[str, str]) -> _Open:
        above = self._open[-1] if self._open else _Open("")
        if tag == "sequence":
            return self._sequence(attributes)
        if above.clock is not None and tag == "conform-rate":
            self._conform(above.clock, attributes)
        if above.clock is not None and tag == "timept":
            above.clock.bend(self._time(attributes.get("time", "0s")), self._time(attributes.get("value", "0s")))
        if above.clock is None or (tag not in _CLIPS and tag not in _STORYLINES):
            return _Open(tag, above.clock if tag == "timeMap" else None)
        if above.tag == "audition":
            if above.picked:
                return _Open(tag)
            above.picked = True
        offset = attributes.get("offset")
        at = above.cursor if offset is None else self._time(offset)
        lasts = self._time(attributes["duration"]) if "duration" in attributes else None
        if above.tag in _STORYLINES and lasts is not None:
            above.cursor = at + lasts
        if tag == "spine" and above.tag == "sequence":  # the main storyline shares its sequence's time
            return _Open(tag, above.clock, above.cursor, above.first)
        start = Fraction(0) if tag == "spine" else self._time(attributes.get("start", "0s"))
        clock = above.clock.of_child(at, start, connected="lane" in attributes)
        first, last = clock.outside(at), None if lasts is None else clock.outside(at + lasts)
        if "lane" not in attributes:  # seen as far as its clip: its own length is that of the media
            first = max((end for end in (first, above.first) if end is not None), default=None)
            last = min((end for end in (last, above.last) if end is not None), default=None)
        return _Open(tag, clock, start, first, last)

    def _conform(self, clock: Clock, attributes: dict[str, str]) -> None:
        """A clip of another frame rate that is played frame by frame at the sequence's."""
        if attributes.get("scaleEnabled", "1") != "1" or self._project is None or self._project.rate is None:
            return
        try:
            source = rate_named(attributes.get("srcFrameRate", "")).fps
        except UnknownRate:
            clock.doubtful = True
            return
        clock.speed = conformed(source, self._project.rate.fps)

    def _sequence(self, attributes: dict[str, str]) -> _Open:
        """A sequence of the project; those of compound clips, which stand outside, have no place on its timeline."""
        project = self._project
        if project is None:
            return _Open("sequence")
        began = self._time(attributes.get("tcStart", "0s"))
        frame = self._formats.get(attributes.get("format", ""))
        dropping = attributes.get("tcFormat", "NDF") == "DF"
        if frame is not None:
            project.rate = next((r for r in RATES.values() if r.frame == frame and r.drop == dropping), None)
            if project.rate is None:
                self.source.refuse(f"{1 / frame} frames a second are no rate that is known.",
                                   f"Known: {', '.join(RATES)}.", self._line)  # fmt: skip
        project.began = began
        self.projects.append(project)
        return _Open("sequence", Clock(), began, began)

    def _mark(self, attributes: dict[str, str], tag: str) -> None:
        holder = self._open[-2]
        if holder.clock is None or self._project is None:
            return
        at = holder.clock.inside(self._time(attributes.get("start", "0s")))
        caption = caption_of(attributes.get("value", ""), attributes.get("note", ""))
        if at is None or holder.first is None or at < holder.first or (holder.last is not None and at >= holder.last):
            self.findings.append(self.source.finding(
                "spotting-marker-unseen", Severity.NOTE,
                f"The marker {shown(caption)} stands where the cut does not show its clip; it was left out.",
                line=self._line,
            ))  # fmt: skip
            return
        if holder.clock.is_doubtful:
            self.findings.append(self.source.finding(
                "spotting-clip-retimed", Severity.WARNING,
                f"The marker {shown(caption)} stands in a clip that runs at another speed; its time may be off.",
                "Look at it, or put the marker on the timeline.", self._line,
            ))  # fmt: skip
        kind = "chapter" if tag == "chapter-marker" else ""
        self._project.markers.append(Marker(at, True, caption, kind=kind, line=self._line))

    def _end(self, tag: str) -> None:
        self._open.pop()
        if tag == "project":
            self._project = None

    def _time(self, text: str) -> Fraction:
        found = _TIME.fullmatch(text.strip().removeprefix("-"))
        if found is None:
            self.source.refuse(f"{shown(text)} is no time.", "FCPXML writes 5s or 1001/30000s.", self._line)
        time = Fraction(int(found[1]), int(found[2] or 1))
        return -time if text.strip().startswith("-") else time
