"""CMX 3600 edit lists: edits, and the markers that Avid and Resolve hide in their comments."""

from __future__ import annotations

import re
from fractions import Fraction

import msgspec

from engraving.findings import Finding
from engraving.spotting.columns import caption_of
from engraving.spotting.sources import Source, shown
from engraving.spotting.values import Marker, SpottingList
from engraving.timing.rates import RATES, Rate
from engraving.timing.timecode import seconds_of

DIALECT = "edl"
EXPECTED = (
    "Markers stand in an edit list as comments: “* LOC: 01:00:10:12 RED Door opens” (Avid) or “|C:ResolveColorRed "
    "|M:Door opens |D:1” (Resolve)."
)
_TIME = r"\d\d[:;]\d\d[:;]\d\d[:;]\d\d"
_EVENT = re.compile(
    rf"(?P<number>\d{{1,6}})\s+(?P<reel>\S+)\s+(?P<channel>\S+)\s+(?P<cut>C|D|K\s?[BO]?|W\d+)(?:\s+(?P<length>\d{{1,4}}))?"
    rf"\s+(?P<source_in>{_TIME})\s+(?P<source_out>{_TIME})\s+(?P<record_in>{_TIME})\s+(?P<record_out>{_TIME})"
)
_MODE = re.compile(r"FCM:\s*(?P<non>NON-)?DROP[ -]FRAME", re.IGNORECASE)
_TITLE = re.compile(r"TITLE:\s*(?P<title>.*)", re.IGNORECASE)
_SPEED = re.compile(rf"M2\s+\S.*?\s(?P<speed>[+-]?\d{{1,4}}(?:\.\d+)?)(?:\s+(?:\S.*\s)?[I+\s]*(?P<at>{_TIME}))?")
_LOCATOR = re.compile(rf"\*\s*LOC:?\s*(?P<at>{_TIME})\s+(?P<colour>[A-Z]+)\b\s*(?P<name>.*)", re.IGNORECASE)
_IS_LOCATOR = re.compile(r"\*\s*LOC\b", re.IGNORECASE)
_RESOLVE = re.compile(
    r"(?P<note>[^|]*)\|C:(?:ResolveColor)?(?P<colour>\w*)\s*\|M:(?P<name>.*?)\s*(?:\|D:(?P<frames>\d+))?"
)


_SPEED_ROUNDED = Fraction(1, 10)  # speeds are written to a tenth of a frame


class Edit(msgspec.Struct, frozen=True, gc=False):
    """One event: frames of the source and of the record, ends not included, at the list's rate.

    ``speed`` is how many frames of the source pass in one of the record: 0 in a freeze frame, negative backwards from
    ``source_in``.
    """

    reel: str
    channel: str
    source_in: int
    source_out: int
    record_in: int
    record_out: int
    speed: Fraction = Fraction(1)


class EditList(msgspec.Struct, frozen=True):
    """An edit list, read: its edits in their order, and its markers."""

    title: str
    rate: Rate
    edits: tuple[Edit, ...]
    markers: tuple[Marker, ...]
    findings: tuple[Finding, ...] = ()


def looks_like_edl(text: str) -> bool:
    """Whether one of the first lines is an edit list's."""
    head = [line.strip() for line in text.splitlines()[:50]]
    return any(_TITLE.match(line) or _MODE.match(line) or _EVENT.match(line) for line in head)


def read_edl(source: Source) -> SpottingList:
    """The markers of an edit list. Its rate must be named: the list itself only says whether frames are dropped."""
    edits = read_edits(source)
    if not edits.markers:
        source.refuse(f"The edit list has {len(edits.edits)} edits and no marker.", EXPECTED)
    return SpottingList(
        DIALECT, source.name, edits.rate, edits.markers, (), None, edits.title, edits.findings
    )


def read_edits(source: Source) -> EditList:
    """All of an edit list, for its markers or for comparing two cuts of the picture."""
    text, findings = source.text()
    rate = source.rate()
    reading = _Reading(source, rate)
    for line, words in enumerate(text.splitlines(), 1):
        reading.take(words.strip(), line)
    return EditList(reading.title, rate, tuple(reading.edits), tuple(reading.markers), findings)


class _Reading:
    """An edit list while it is read."""

    def __init__(self, source: Source, rate: Rate) -> None:
        self.source = source
        self.rate = rate
        self.source_rate = rate
        self.title = ""
        self.edits: list[Edit] = []
        self.markers: list[Marker] = []
        self.loose: list[str] = []

    def take(self, words: str, line: int) -> None:
        """One line; comments of other kinds are the picture's and pass."""
        if event := _EVENT.fullmatch(words):
            self._event(event, line)
        elif (marker := _RESOLVE.fullmatch(words)) and self.edits:
            note = " ".join([*self.loose, marker["note"]])
            self._mark(self.edits[-1].record_in, caption_of(marker["name"], note), marker["colour"], line)
        elif words[:3].isdigit():
            self.source.refuse(f"This line is no CMX 3600 event: {shown(words)}.",
                               "An event has number, reel, channel, transition and four timecodes.", line)  # fmt: skip
        elif mode := _MODE.match(words):
            self._mode(dropping=mode["non"] is None, line=line)
        elif title := _TITLE.fullmatch(words):
            self.title = title["title"].strip()
        elif locator := _LOCATOR.fullmatch(words):
            at = self._frame(locator["at"], line, self.rate)
            self._mark(at, locator["name"], locator["colour"], line)
        elif _IS_LOCATOR.match(words):
            self.source.refuse(f"This locator cannot be read: {shown(words)}.", EXPECTED, line)
        elif words.startswith("M2") and self.edits:
            self._retime(words, line)
        elif not words.startswith(("*", ">")):
            self.loose.append(words)  # the first lines of a note of Resolve's

    def _mode(self, *, dropping: bool, line: int) -> None:
        """How frames are counted: of the record before the first event, of the sources that follow after it."""
        if self.edits:
            same = (rate for rate in RATES.values() if (rate.fps, rate.drop) == (self.rate.fps, dropping))
            self.source_rate = next(same, self.rate)
            return
        if dropping != self.rate.drop:
            said = "drop frame" if dropping else "non-drop frame"
            self.source.ask(f"The list counts {said}, the rate {self.rate.name} does not.",
                            "Name the list's own rate, as --rate 29.97df or --rate 29.97.", line)  # fmt: skip

    def _event(self, event: re.Match[str], line: int) -> None:
        times = [self._frame(event[name], line, self.source_rate) for name in ("source_in", "source_out")]
        times += [self._frame(event[name], line, self.rate) for name in ("record_in", "record_out")]
        if times[3] < times[2]:
            self.source.refuse("This edit ends before it begins.", "Look at its record timecodes.", line)
        self.loose.clear()
        self.edits.append(Edit(event["reel"], event["channel"], times[0], times[1], times[2], times[3]))

    def _retime(self, words: str, line: int) -> None:
        """The speed of the edit before, in frames a second; exact where its source and record say so."""
        found = _SPEED.fullmatch(words)
        if found is None:
            self.source.refuse(f"This speed cannot be read: {shown(words)}.",
                               "It is written as “M2   A001C003   048.0   14:22:10:05”.", line)  # fmt: skip
        edit = self.edits[-1]
        speed = Fraction(found["speed"]) / self.rate.nominal
        lasts = edit.record_out - edit.record_in
        spans = Fraction(edit.source_out - edit.source_in, lasts) if lasts else speed
        if speed and abs(abs(speed) - spans) * lasts <= 1 + lasts * _SPEED_ROUNDED / self.rate.nominal:
            speed = spans if speed > 0 else -spans
        backwards = speed < 0 and found["at"]
        begins = self._frame(found["at"], line, self.source_rate) if backwards else edit.source_in
        self.edits[-1] = msgspec.structs.replace(edit, speed=speed, source_in=begins)

    def _mark(self, frame: int, name: str, colour: str, line: int) -> None:
        at: Fraction = seconds_of(frame, self.rate)
        self.loose.clear()
        self.markers.append(Marker(at, True, name.strip(), kind=colour.casefold(), line=line))

    def _frame(self, text: str, line: int, rate: Rate) -> int:
        """A label of the list; both separators are written in drop-frame lists and in others."""
        return self.source.label(text.replace(";", ":"), rate, line)
