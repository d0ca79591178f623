"""REAPER: markers and regions exported from the region and marker manager as CSV."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from fractions import Fraction
from io import StringIO

from engraving.spotting.columns import caption_of
from engraving.spotting.sources import Source, shown
from engraving.spotting.times import Form, clock_seconds, form_of
from engraving.spotting.values import CueSpan, Marker, SpottingList
from engraving.timing.rates import Rate
from engraving.timing.timecode import seconds_of

DIALECT = "reaper"
EXPECTED = "REAPER writes #, Name, Start, End, Length; ids are M1, M2 … for markers and R1, R2 … for regions."
_COLUMNS = ["#", "Name", "Start", "End", "Length"]
_ID = re.compile(r"[MR]?\d+")
_NUMBERED = re.compile(r"(?P<number>\d{1,3}[ms]\d{1,3}[a-z]?)\b[\s–—:-]*(?P<title>.*)", re.IGNORECASE)  # R69


def looks_like_reaper(text: str) -> bool:
    """Whether the first line is REAPER's."""
    first = text.lstrip().split("\n", 1)[0].strip()
    return first.split(",")[: len(_COLUMNS) - 2] == _COLUMNS[:-2]


def read_reaper(source: Source) -> SpottingList:
    """Markers as hits, regions as cues. Times are as REAPER's ruler showed them: timecode, or minutes and seconds."""
    text, findings = source.text()
    rows = list(_rows(source, text))
    names = [cell.strip() for cell in rows[0][1]]
    markers: list[Marker] = []
    cues: list[CueSpan] = []
    labels = False
    for line, cells in rows[1:]:
        if len(cells) < len(_COLUMNS) - 2:
            source.refuse(f"This row has {len(cells)} cells.", EXPECTED, line)
        row = dict(zip(names, (cell.strip() for cell in cells), strict=False))
        if not _ID.fullmatch(row["#"]):
            source.refuse(f"{shown(row['#'])} is no id of REAPER's.", EXPECTED, line)
        labels = labels or form_of(row.get("Start", "")) is Form.LABEL
        rate = source.rate(line=line) if labels else source.asked
        at, on_timeline = _moment(source, row.get("Start", ""), rate, line)
        if row["#"].startswith("M") or not (row["#"].startswith("R") or row.get("End")):
            markers.append(Marker(at, on_timeline, caption_of(row["Name"], ""), line=line))
        else:
            end, _ = _moment(source, row.get("End", ""), rate, line)
            number, title = numbered(row["Name"])
            cues.append(CueSpan(number, title, at, end, on_timeline, line=line))
    return SpottingList(DIALECT, source.name, source.asked, tuple(markers), tuple(cues), findings=findings)


def _rows(source: Source, text: str) -> Iterator[tuple[int, list[str]]]:
    """Rows that are not empty, with their lines."""
    reader = csv.reader(StringIO(text, newline=""))
    while True:
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            source.refuse(f"This row cannot be read: {error}.", EXPECTED, reader.line_num)
        if any(row):
            yield reader.line_num, row


def numbered(name: str) -> tuple[str, str]:
    """``1M3 The Chase`` as cue number and title; the number is "" when the name begins with none (R69)."""
    found = _NUMBERED.fullmatch(name.strip())
    return (found["number"], found["title"]) if found else ("", name.strip())


def _moment(source: Source, text: str, rate: Rate | None, line: int) -> tuple[Fraction, bool]:
    form = form_of(text)
    if form is Form.LABEL and rate is not None:
        return seconds_of(source.label(text, rate, line), rate), True
    if form not in (Form.CLOCK, Form.SECONDS):
        source.refuse(
            f"{shown(text)} is {form.value}, which is no moment without the session.",
            "Set REAPER's ruler to minutes:seconds or to hours:minutes:seconds:frames and export again.",
            line,
        )
    return clock_seconds(text), False
