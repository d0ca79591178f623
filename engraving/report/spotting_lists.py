"""What ``engraving timing import`` read, as ``engraving.timing-import/1``: every time exact, every finding."""

from __future__ import annotations

from fractions import Fraction

import msgspec

from engraving.findings import Finding
from engraving.report import FindingReport, flat
from engraving.report.answers import Answer
from engraving.spotting import SpottingList
from engraving.timing.clock import format_clock
from engraving.timing.cue_file import CueFile, Hit
from engraving.timing.moments import shown
from engraving.timing.rates import Rate
from engraving.timing.timecode import Rounding, label, label_at


class ListedMarker(msgspec.Struct, frozen=True, gc=False):
    """A marker, or a hit once it is counted from its cue: ``seconds`` exact, ``written`` for people."""

    seconds: str
    written: str
    caption: str
    kind: str
    cue: str = ""
    bar: str = ""
    beat: str = ""


class ListedCue(msgspec.Struct, frozen=True, gc=False):
    """A cue of the list; ``end`` is "" when it has none."""

    number: str
    title: str
    start: str
    end: str


class ImportReport(Answer, frozen=True, gc=False, tag="engraving.timing-import/1"):
    """A list, read; with a cue, ``cue_file`` is what was or would be written, ``start`` its first frame's label."""

    dialect: str
    file: str
    title: str
    rate: str
    start: str
    cue_file: str
    markers: tuple[ListedMarker, ...]
    cues: tuple[ListedCue, ...]
    findings: tuple[FindingReport, ...]


def list_report(spotting: SpottingList) -> ImportReport:
    """A list by itself: moments as the list counts them."""
    rate = spotting.rate
    markers = tuple(
        ListedMarker(
            str(marker.at), _written(marker.at, rate if marker.on_timeline else None), marker.caption, marker.kind,
            marker.cue, marker.wanted.bar, _beat(marker.wanted.beat) if marker.wanted.bar else "",
        )
        for marker in spotting.markers
    )  # fmt: skip
    return _report(spotting, markers, spotting.findings)


def import_report(
    spotting: SpottingList, cue_file: CueFile, hits: tuple[Hit, ...], findings: tuple[Finding, ...], name: str
) -> ImportReport:
    """A list taken into a cue file: moments from the cue's start."""
    rate, start = cue_file.rate, cue_file.start
    markers = tuple(
        ListedMarker(
            str(hit.at),
            _written(hit.at, None) if start is None else label_at(start, hit.at, rate, Rounding.NEAREST),
            hit.caption, hit.kind, cue_file.number, hit.bar, _beat(hit.beat) if hit.bar else "",
        )
        for hit in hits
    )  # fmt: skip
    report = _report(spotting, markers, findings)
    began = "" if start is None else label(start, rate)
    return msgspec.structs.replace(report, rate=rate.name, start=began, cue_file=name)


def _report(
    spotting: SpottingList, markers: tuple[ListedMarker, ...], findings: tuple[Finding, ...]
) -> ImportReport:
    rate = spotting.rate
    cues = tuple(
        ListedCue(
            cue.number, cue.title,
            _written(cue.start, rate if cue.on_timeline else None),
            "" if cue.end is None else _written(cue.end, rate if cue.on_timeline else None),
        )
        for cue in spotting.cues
    )  # fmt: skip
    name = rate.name if rate is not None else ""
    return ImportReport(
        spotting.dialect, spotting.file, spotting.title, name, "", "", markers, cues, flat(findings)
    )


def _beat(beat: Fraction) -> str:
    return shown(beat).strip('"')


def _written(seconds: Fraction, rate: Rate | None) -> str:
    """The nearest label of its frame, or the clock where there is no timecode; before 0 with a sign."""
    if rate is not None:
        return label_at(0, seconds, rate, Rounding.NEAREST)
    return f"-{format_clock(-seconds)}" if seconds < 0 else format_clock(seconds)
