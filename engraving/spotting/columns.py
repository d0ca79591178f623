"""Tables by the names of their columns: what a column is called says what it holds, wherever it stands."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Sequence
from fractions import Fraction
from io import StringIO

import msgspec

from engraving.spotting.sources import Source, shown
from engraving.spotting.times import Form, clock_seconds, form_of
from engraving.spotting.values import CueSpan, Marker, SpottingList
from engraving.timing.cue_file import Place
from engraving.timing.footage import NotFootage, parse_footage
from engraving.timing.rates import Rate
from engraving.timing.timecode import seconds_of

DIALECT = "csv"

NAMES: dict[str, tuple[str, ...]] = {
    "at": ("timecode", "tc", "time", "at", "start", "in", "position", "location", "start tc", "tc in", "time in",
           "absolute tc", "seconds", "cue time"),
    "end": ("end", "out", "end tc", "tc out", "time out"),
    "caption": ("caption", "name", "marker name", "description", "hit", "event", "action", "text", "title"),
    "note": ("note", "notes", "comment", "comments", "description"),
    "kind": ("kind", "type", "marker type"),
    "weight": ("weight", "priority"),
    "early": ("early", "frames early"),
    "late": ("late", "frames late"),
    "bar": ("bar", "measure"),
    "beat": ("beat",),
    "cue": ("cue", "cue number", "cue no", "cue no.", "cue #", "number"),
    "reel": ("reel",),
}  # fmt: skip
"""What a column may be called; the first of its names that the header holds is taken, for one meaning only."""

_OF_MARKERS = ("marker name", "marker type", "marker")

EXPECTED = (
    "A CSV list begins with a row of column names: a time (timecode, time, start, seconds …), a caption (caption, "
    "name, description …), and if wanted kind, weight, early, late, bar, beat, cue, end, reel."
)
_NUMBER = re.compile(r"\d{1,6}(?:\.\d{1,6}|/[1-9]\d{0,3})?", re.ASCII)
_UNNAMED = re.compile(r"(?:Marker|Location) \d+")
_SEPARATOR = re.compile(r"sep=.", re.IGNORECASE)
_DELIMITERS = ("\t", ";", ",")


class Row(msgspec.Struct, frozen=True):
    """One line of a table: its cells by meaning, and where it stood."""

    cells: dict[str, str]
    line: int

    def get(self, name: str) -> str:
        """The cell of that meaning, or ""."""
        return self.cells.get(name, "")


class Header(msgspec.Struct, frozen=True):
    """How a table is written: its delimiter, its columns by meaning, and whether it says it is one of markers.

    ``lines`` of the file come before its rows: the names, and above them perhaps ``sep=;`` for a spreadsheet. ``twice``
    is the name of a column that is there more than once, "" for none.
    """

    delimiter: str
    columns: dict[str, int]
    markers: bool
    lines: int
    twice: str = ""


def header(text: str) -> Header | None:
    """The header of a table whose first line names its columns; None when no time or caption is named."""
    lines = text.splitlines()
    at = next((n for n, line in enumerate(lines) if line.strip() and not _SEPARATOR.fullmatch(line.strip())), 0)
    first = lines[at] if lines else ""
    if len(first) > csv.field_size_limit():
        return None
    for delimiter in _DELIMITERS:
        cells = next(csv.reader([first], delimiter=delimiter))
        names = [" ".join(cell.casefold().replace("_", " ").split()) for cell in cells]
        columns = _columns(names)
        if "at" in columns and ("caption" in columns or "cue" in columns or "note" in columns):
            twice = next((names[k] for k in columns.values() if names.count(names[k]) > 1), "")
            return Header(delimiter, columns, any(name in _OF_MARKERS for name in names), at + 1, twice)
    return None


def _columns(cells: Sequence[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for meaning, names in NAMES.items():
        places = (cells.index(name) for name in names if name in cells)
        place = next((place for place in places if place not in found.values()), None)
        if place is not None:
            found[meaning] = place
    return found


def read_csv(source: Source) -> SpottingList:
    """Hits from a table with a row of column names; rows that end later than they begin are cues.

    Not so in a table of markers, which have a length in many programs.
    """
    text, findings = source.text()
    named = header(text)
    if named is None:
        first = next((line for line in text.splitlines() if line.strip()), "")
        source.refuse(f"The first line names no columns of a spotting list: {shown(first)}.", EXPECTED, 1)
    if named.twice:
        message = f"There are two columns called “{named.twice}”."
        source.refuse(message, "Rename the one that is not meant.", named.lines)
    rows = list(_rows(source, text, named))
    labels = any(form_of(row.get(name)) in (Form.LABEL, Form.FOOTAGE) for row in rows for name in ("at", "end"))
    rate = source.rate() if labels else source.asked
    markers, cues = [], []
    for row in rows:
        if row.get("end") and row.get("end") != row.get("at") and not named.markers:
            cues.append(_cue(source, row, rate))
        else:
            markers.append(_marker(source, row, rate))
    return SpottingList(DIALECT, source.name, rate, tuple(markers), tuple(cues), findings=findings)


def _rows(source: Source, text: str, named: Header) -> Iterator[Row]:
    reader = csv.reader(StringIO(text, newline=""), delimiter=named.delimiter, strict=True)
    while True:
        line = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            source.refuse(f"This row cannot be read: {error}.", "Quotes must be closed on their line.", line)
        if line <= named.lines or not any(cell.strip() for cell in cells):
            continue
        yield Row({m: cells[at].strip() for m, at in named.columns.items() if at < len(cells)}, line)


def moment(source: Source, text: str, rate: Rate | None, line: int) -> tuple[Fraction, bool]:
    """A cell with a time, as (seconds, counted from timecode 00:00:00:00)."""
    form = form_of(text)
    if form is Form.LABEL and rate is not None:
        return seconds_of(source.label(text, rate, line), rate), True
    if form is Form.FOOTAGE and rate is not None:
        try:
            return seconds_of(parse_footage(text), rate), False
        except NotFootage as error:
            source.refuse(str(error), "Film lengths are 35 mm here: 16 frames to the foot.", line)
    if not text:
        source.refuse("This row has no time.", "Give one, or take the row out.", line)
    if form not in (Form.CLOCK, Form.SECONDS, Form.WHOLE):
        source.refuse(
            f"{shown(text)} is {form.value}.",
            "Times are timecode 01:00:10:12, minutes and seconds 0:33.7, seconds 33.7, or 35 mm feet+frames 50+08.",
            line,
        )
    return clock_seconds(text), False


def _marker(source: Source, row: Row, rate: Rate | None) -> Marker:
    at, on_timeline = moment(source, row.get("at"), rate, row.line)
    return Marker(
        at,
        on_timeline,
        caption_of(row.get("caption"), row.get("note")),
        kind=row.get("kind").casefold(),
        weight=_whole(source, row, "weight"),
        early=_number(source, row, "early"),
        late=_number(source, row, "late"),
        wanted=Place(row.get("bar"), _number(source, row, "beat") or Fraction(1)) if row.get("bar") else Place(),
        cue=row.get("cue"),
        line=row.line,
    )


def _cue(source: Source, row: Row, rate: Rate | None) -> CueSpan:
    start, on_timeline = moment(source, row.get("at"), rate, row.line)
    end, also = moment(source, row.get("end"), rate, row.line)
    if on_timeline != also:
        source.refuse("The cue's start and end are counted by different clocks.", "Write both alike.", row.line)
    return CueSpan(row.get("cue"), row.get("caption"), start, end, on_timeline, row.get("reel"), row.line)


def caption_of(name: str, note: str) -> str:
    """A marker's words: its name and what was noted beside it, nothing said twice; “Marker 3” is no name."""
    name, note = " ".join(name.split()), " ".join(note.split())  # lines of one cell become one line
    if not note or note == name:
        return name
    if _UNNAMED.fullmatch(name):
        return note
    return f"{name}: {note}" if name else note


def _whole(source: Source, row: Row, name: str) -> int | None:
    number = _number(source, row, name)
    if number is not None and number.denominator != 1:
        source.refuse(f"{shown(row.get(name))} under “{name}” is no whole number.", "Write 0, 1, 2 …", row.line)
    return None if number is None else int(number)


def _number(source: Source, row: Row, name: str) -> Fraction | None:
    """A number that is not negative, ``2``, ``2.5`` or ``7/3``; None when the cell is empty."""
    text = row.get(name).replace(",", ".")
    if not text:
        return None
    if not _NUMBER.fullmatch(text):
        source.refuse(f"{shown(text)} under “{name}” is no number.", "Write 1, 2.5 or 7/3.", row.line)
    return Fraction(text)
