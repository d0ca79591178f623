"""Cue files read: ``<cue>.toml`` beside the MusicXML, checked key by key, as a ``CueFile``."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import TypeVar

import msgspec

from engraving.house.settings import KeyPath, SettingsFile, check_table
from engraving.timing.clicks import parse_click
from engraving.timing.cue_file import (
    RAMP_LAWS,
    ClickSwitch,
    CueFile,
    FreeTime,
    Hit,
    Pause,
    Place,
    Punch,
    Streamer,
    Tempo,
    TempoEvent,
    tables,
)
from engraving.timing.moments import exact, moment
from engraving.timing.rates import Rate, rate_named
from engraving.timing.timecode import Rounding, frames_at, parse

T = TypeVar("T")


def load_cue_file(path: Path, text: str | None = None) -> CueFile:
    """The cue file at ``path``, or ``text`` as if it stood there.

    Raises ``SettingsError`` naming file, line, key and the nearest valid one.
    """
    file = SettingsFile(path, text)
    check_table(file, file.table, tables.CueTables)
    return _Reading(file, msgspec.convert(file.table, tables.CueTables)).cue_file()


class _Reading:
    """One file on its way to a ``CueFile``: what single keys cannot show is refused here."""

    def __init__(self, file: SettingsFile, said: tables.CueTables) -> None:
        self.file = file
        self.said = said
        rate = said.rate if isinstance(said.rate, str) else f"{said.rate:g}"
        self.rate: Rate = self._of(("rate",), rate_named, rate)
        self.start = None if said.start is None else self._of(("start",), parse, said.start, self.rate)

    def cue_file(self) -> CueFile:
        """Everything the file says."""
        said = self.said
        return CueFile(
            number=said.number,
            title=said.title,
            reel=said.reel,
            picture=said.picture,
            rate=self.rate,
            start=self.start,
            end=self._end(),
            first_bar="" if said.first_bar is None else str(said.first_bar),
            free_clicks=said.free_clicks,
            tempo=self._each("tempo", said.tempo, self._tempo_event),
            pauses=self._each("pause", said.pause, self._pause),
            free=self._each("free", said.free, self._free),
            clicks=self._each("click", said.click, self._click),
            hits=self._each("hit", said.hit, self._hit),
            streamers=self._each("streamer", said.streamer, self._streamer),
            punches=self._each("punch", said.punch, self._punch),
        )

    def _of(self, key: KeyPath, read: Callable[..., T], *value: object) -> T:
        """What ``read`` makes of a value; what it cannot read is refused at its key."""
        try:
            return read(*value)
        except ValueError as error:
            self.file.refuse(key, str(error))

    def _each(self, name: str, listed: tuple[msgspec.Struct, ...], read: Callable[..., T]) -> tuple[T, ...]:
        return tuple(read((name, str(number)), table) for number, table in enumerate(listed, 1))

    def _end(self) -> int | None:
        value = self.said.end
        if value is None:
            return None
        if self.start is None:
            self.file.refuse(("end",), "The cue has an end and no start.", "Give “start” as a timecode label.")
        lasts = self._moment(("end",), value)
        if lasts <= 0:
            self.file.refuse(("end",), f"The cue ends at {value}, not after its start.", "Correct “start” or “end”.")
        return self.start + frames_at(lasts, self.rate, Rounding.NEAREST)

    def _moment(self, key: KeyPath, value: float | str) -> Fraction:
        return self._of(key, moment, value, self.rate, self.start)

    def _place(self, key: KeyPath, bar: int | str | None, beat: float | str | None, prefix: str = "") -> Place:
        if bar is None:
            return Place()
        found = self._of((*key, f"{prefix}beat"), exact, 1 if beat is None else beat)
        if found < 1:
            self.file.refuse((*key, f"{prefix}beat"), f"There is no beat {beat}.", "Beats are counted from 1.")
        return Place(str(bar), found)

    def _of_bar(self, key: KeyPath, name: str, bar: int | str | None, beat_name: str, beat: float | str | None) -> None:
        """A beat of no bar is nowhere."""
        if bar is None and beat is not None:
            self.file.refuse((*key, beat_name), f"There is “{beat_name}” and no “{name}”.", f"Give “{name}” too.")

    def _tempo_event(self, key: KeyPath, said: tables.TempoTable) -> TempoEvent:
        place = self._place(key, said.bar, said.beat)
        tempo = self._tempo(key, said.bpm, said.click, "")
        if tempo is None:
            self.file.refuse(key, "This tempo has neither “bpm” nor “click”.", "Give one of them.")
        self._of_bar(key, "until-bar", said.until_bar, "until-beat", said.until_beat)
        to = self._tempo(key, said.to_bpm, said.to_click, "to-")
        if to is None and said.law is None and said.until_bar is None:
            return TempoEvent(place, tempo, unit=said.unit)
        if said.law is None:
            laws = ", ".join(RAMP_LAWS)
            self.file.refuse(key, "This ramp does not say by which law the tempo changes.", f"Give “law”: {laws}.")
        if to is None or said.until_bar is None:
            missing = "until-bar" if to is not None else "to-bpm"
            self.file.refuse(key, f"This ramp has no “{missing}”.", "Say where it ends, and at which tempo.")
        until = self._place(key, said.until_bar, said.until_beat, "until-")
        return TempoEvent(place, tempo, said.law, to, until, said.unit)

    def _tempo(self, key: KeyPath, bpm: float | str | None, click: str | None, prefix: str) -> Tempo | None:
        if bpm is not None and click is not None:
            self.file.refuse(
                (*key, f"{prefix}click"), f"There are “{prefix}bpm” and “{prefix}click”.", "Keep one of them."
            )
        if click is not None:
            return Tempo(None, self._of((*key, f"{prefix}click"), parse_click, click))
        if bpm is None:
            return None
        return Tempo(self._positive((*key, f"{prefix}bpm"), bpm))

    def _positive(self, key: KeyPath, value: float | str) -> Fraction:
        number = self._of(key, exact, value)
        if number <= 0:
            self.file.refuse(key, f"“{value}” does not do: it must be more than 0.")
        return number

    def _pause(self, key: KeyPath, said: tables.PauseTable) -> Pause:
        return Pause(self._place(key, said.bar, said.beat), self._positive((*key, "seconds"), said.seconds))

    def _free(self, key: KeyPath, said: tables.FreeTable) -> FreeTime:
        return FreeTime(str(said.bar), self._positive((*key, "seconds"), said.seconds), said.bars)

    def _click(self, key: KeyPath, said: tables.ClickTable) -> ClickSwitch:
        if said.warning and not said.sounds:
            self.file.refuse(
                (*key, "warning"), "Nothing is warned of where the click goes out.", "Give it where “sounds” is true."
            )
        return ClickSwitch(self._place(key, said.bar, said.beat), said.sounds, said.warning)

    def _frames(self, key: KeyPath, value: float | str) -> Fraction:
        number = self._of(key, exact, value)
        if number < 0:
            self.file.refuse(key, f"“{value}” does not do: it must be 0 frames or more.")
        return number

    def _hit(self, key: KeyPath, said: tables.HitTable) -> Hit:
        self._of_bar(key, "bar", said.bar, "beat", said.beat)
        return Hit(
            self._moment((*key, "at"), said.at),
            said.caption,
            said.kind,
            said.weight,
            self._frames((*key, "early"), said.early),
            self._frames((*key, "late"), said.late),
            self._place(key, said.bar, said.beat),
        )

    def _streamer(self, key: KeyPath, said: tables.StreamerTable) -> Streamer:
        lead = self._positive((*key, "lead"), said.lead)
        return Streamer(self._moment((*key, "at"), said.at), lead, said.colour, said.caption)

    def _punch(self, key: KeyPath, said: tables.PunchTable) -> Punch:
        return Punch(self._moment((*key, "at"), said.at), said.holes, said.colour, said.flutter, said.caption)
