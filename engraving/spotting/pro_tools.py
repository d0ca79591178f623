"""Pro Tools: "Export session info as text", whose memory locations are the hits."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

import msgspec

from engraving.findings import Finding, Severity
from engraving.spotting.columns import caption_of
from engraving.spotting.sources import Source, shown
from engraving.spotting.times import Form, clock_seconds, form_of
from engraving.spotting.values import Marker, SpottingList
from engraving.timing.rates import Rate
from engraving.timing.timecode import Rounding, label_at, seconds_of

DIALECT = "pro-tools"
FIRST_KEY = "SESSION NAME"
EXPECTED = (
    "Export it from Pro Tools with File > Export > Session Info as Text, with markers; the section “M A R K E R S  "
    "L I S T I N G” has the columns #, LOCATION, TIME REFERENCE, UNITS and NAME."
)
_SECTION = "MARKERSLISTING"
_KEY = re.compile(r"(?P<key>[A-Z0-9# ()/&.-]+):\t(?P<value>.*)")
_ROW = re.compile(r"\d+\s*\t")
_HEADING = re.compile(r"(?:\S ){3,}.*")  # letter by letter
_LABEL = re.compile(r"(?P<label>\d\d?(?:[:;]\d\d){3})(?:\.(?P<sub>\d\d))?")
_MUST = ("LOCATION", "NAME")


class _Session(msgspec.Struct, frozen=True):
    """What the head of the export says: ``start`` is where sample 0 stands on the timeline, in seconds, if it does."""

    title: str
    rate: Rate
    samples_a_second: Fraction
    start: Fraction | None


def read_pro_tools(source: Source) -> SpottingList:
    """Memory locations by their columns' names; samples are preferred to labels, being finer, and checked by them."""
    text, findings = source.text()
    lines = text.splitlines()
    session = _session(source, lines)
    markers: list[Marker] = []
    complaints: list[Finding] = list(findings)
    for line, cells in _listing(source, lines):
        marker, wrong = _marker(source, session, cells, line)
        markers.append(marker)
        complaints += wrong
    zero = session.start
    return SpottingList(DIALECT, source.name, session.rate, tuple(markers), (), zero, session.title, tuple(complaints))


def _session(source: Source, lines: list[str]) -> _Session:
    said: dict[str, tuple[str, int]] = {}
    for line, words in enumerate(lines, 1):
        found = _KEY.fullmatch(words.rstrip())
        if found:
            said.setdefault(found["key"].strip(), (found["value"].strip(), line))
        elif said and not words.strip():
            break
    rate = source.rate(*said.get("TIMECODE FORMAT", ("", 0)))
    start, line = said.get("SESSION START TIMECODE", ("", 0))
    samples, at = said.get("SAMPLE RATE", ("0", 0))
    try:
        a_second = Fraction(samples)
    except (ValueError, ZeroDivisionError):
        source.refuse(f"{shown(samples)} is no sample rate.", EXPECTED, at)
    began = _label(source, start, rate, line) if start else None
    return _Session(said.get(FIRST_KEY, ("", 0))[0], rate, a_second, began)


def _listing(source: Source, lines: list[str]) -> Iterator[tuple[int, dict[str, str]]]:
    """The rows of the marker section, as cells by column name, each with its line."""
    begin = next((n for n, words in enumerate(lines) if "".join(words.split()).upper() == _SECTION), None)
    if begin is None:
        source.refuse("The session's text holds no marker listing.", EXPECTED)
    names = [cell.strip().upper() for cell in lines[begin + 1].split("\t")] if begin + 1 < len(lines) else []
    missing = [name for name in _MUST if name not in names]
    if missing:
        seen = ", ".join(filter(None, names)) or "nothing"
        source.refuse(f"The marker listing has no column {' and no column '.join(missing)}; it has {seen}.", EXPECTED,
                      begin + 2)  # fmt: skip
    row: list[str] = []
    first = 0
    for line, words in enumerate(lines[begin + 2 :], begin + 3):
        if _ROW.match(words):
            if row:
                yield first, _cells(row, names)
            row, first = [words], line
        elif row and not _HEADING.fullmatch(words):
            row.append(words)  # names and comments may have several lines
        elif words.strip():
            break
    if row:
        yield first, _cells(row, names)


def _cells(row: list[str], names: list[str]) -> dict[str, str]:
    """A row by its columns; what stands after the last of them (a comment with tabs) belongs to it."""
    cells = [cell.strip() for cell in "\n".join(row).split("\t")]
    last = len(names) - 1
    return dict(zip(names, [*cells[:last], " ".join(cells[last:])], strict=False))


def _marker(
    source: Source, session: _Session, cells: dict[str, str], line: int
) -> tuple[Marker, tuple[Finding, ...]]:
    caption = caption_of(cells.get("NAME", ""), cells.get("COMMENTS", ""))
    kind = "" if cells.get("TRACK TYPE", "").casefold() in ("", "ruler") else cells.get("TRACK NAME", "")
    shown_at = _location(source, session, cells.get("LOCATION", ""), line)
    sampled = _sampled(source, session, cells, line)
    if sampled is None:
        if shown_at is None:
            location = cells.get("LOCATION", "")
            source.refuse(
                f"{shown(location)} is {form_of(location).value}, and there are no samples.",
                "Set the main counter to timecode, or the time base of the markers to samples, and export again.",
                line,
            )
        return Marker(shown_at[0], shown_at[1], caption, line=line), ()
    marker = Marker(sampled[0], sampled[1], caption, kind=kind.casefold(), line=line)
    if shown_at is None or shown_at[1] != sampled[1] or abs(shown_at[0] - sampled[0]) <= session.rate.frame:
        return marker, ()
    return marker, (_unlike(source, session, sampled[0], cells["LOCATION"], line),)


def _location(source: Source, session: _Session, text: str, line: int) -> tuple[Fraction, bool] | None:
    """LOCATION in seconds, and whether on the timeline; None when the counter showed bars, film or samples."""
    if _LABEL.fullmatch(text):
        return _label(source, text, session.rate, line), True
    return (clock_seconds(text), False) if form_of(text) is Form.CLOCK else None


def _label(source: Source, text: str, rate: Rate, line: int) -> Fraction:
    """Seconds of a label, which ends in hundredths of a frame when the session shows subframes."""
    found = _LABEL.fullmatch(text)
    label, sub = (found["label"], found["sub"]) if found else (text, None)
    return seconds_of(source.label(label, rate, line) + Fraction(int(sub or 0), 100), rate)


def _sampled(
    source: Source, session: _Session, cells: dict[str, str], line: int
) -> tuple[Fraction, bool] | None:
    """TIME REFERENCE in seconds: on the timeline when the session says where sample 0 stands."""
    if cells.get("UNITS", "").casefold() != "samples" or not session.samples_a_second:
        return None
    text = cells.get("TIME REFERENCE", "")
    if not (text.isascii() and text.isdigit() and len(text) < 20):
        source.refuse(f"{shown(text)} is no number of samples.", EXPECTED, line)
    since = int(text) / session.samples_a_second
    if session.start is not None:
        return session.start + since, True
    return None if _LABEL.fullmatch(cells.get("LOCATION", "")) else (since, False)


def _unlike(source: Source, session: _Session, at: Fraction, location: str, line: int) -> Finding:
    by_samples = label_at(0, at, session.rate, Rounding.NEAREST)
    return source.finding(
        "spotting-two-times", Severity.WARNING,
        f"The marker stands at {location} by its label and at {by_samples} by its samples, which were taken.",
        "Look which is meant; pulled-up or pulled-down sessions show it.", line,
    )  # fmt: skip
