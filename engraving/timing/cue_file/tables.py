"""The cue file as TOML has it: every key, its kind and its bounds (docs/timing.md explains them).

A moment is seconds from the cue's start (``33.7``, ``"0:33.7"``, ``"337/10"``) or a timecode label
(``"01:00:44:05"``); a length is seconds, as a number or a fraction in quotes.
"""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec

from engraving.house.style import Setting
from engraving.timing.cue_file import Colour, RampLaw

Words = Annotated[str, msgspec.Meta(max_length=400)]
BarNumber = Annotated[int, msgspec.Meta(ge=0)] | Annotated[str, msgspec.Meta(min_length=1, max_length=20)]
Beat = Annotated[float, msgspec.Meta(ge=1)] | str
Moment = float | str
Length = Annotated[float, msgspec.Meta(ge=0)] | str
Bpm = Annotated[float, msgspec.Meta(gt=0, le=2000)] | str
Frames = Annotated[float, msgspec.Meta(ge=0, le=1000)] | str
Unit = Literal[
    "whole", "dotted-half", "half", "dotted-quarter", "quarter", "dotted-eighth", "eighth", "dotted-16th", "16th",
]  # fmt: skip


class TempoTable(Setting, frozen=True):
    """``[[tempo]]``: ``bpm`` or ``click``; with ``law``, ``to-bpm`` or ``to-click`` and ``until-bar`` a ramp."""

    bar: BarNumber
    beat: Beat = 1
    bpm: Bpm | None = None
    click: str | None = None
    unit: Unit = "quarter"
    law: RampLaw | None = None
    to_bpm: Bpm | None = None
    to_click: str | None = None
    until_bar: BarNumber | None = None
    until_beat: Beat | None = None


class PauseTable(Setting, frozen=True):
    """``[[pause]]``: the clock runs on before what stands here."""

    bar: BarNumber
    seconds: Length
    beat: Beat = 1


class FreeTable(Setting, frozen=True):
    """``[[free]]``: bars played freely, and what they last together."""

    bar: BarNumber
    seconds: Length
    bars: Annotated[int, msgspec.Meta(ge=1, le=1000)] = 1


class ClickTable(Setting, frozen=True):
    """``[[click]]``: where the click goes out, or comes in again after ``warning`` clicks."""

    bar: BarNumber
    sounds: bool
    beat: Beat = 1
    warning: Annotated[int, msgspec.Meta(ge=0, le=100)] = 0


class HitTable(Setting, frozen=True):
    """``[[hit]]``: ``early`` and ``late`` in frames; ``bar`` and ``beat`` where it is wanted."""

    at: Moment
    caption: Words = ""
    kind: Words = "hit"
    weight: Annotated[int, msgspec.Meta(ge=0, le=100)] = 1
    early: Frames = 1
    late: Frames = 1
    bar: BarNumber | None = None
    beat: Beat | None = None


class StreamerTable(Setting, frozen=True):
    """``[[streamer]]``: it ends ``at`` this moment, after ``lead`` seconds."""

    at: Moment
    lead: Length = 2
    colour: Colour = "green"
    caption: Words = ""


class PunchTable(Setting, frozen=True):
    """``[[punch]]``: ``holes`` frames of flash; ``flutter`` for every second frame."""

    at: Moment
    holes: Annotated[int, msgspec.Meta(ge=1, le=100)] = 1
    colour: Colour = "white"
    flutter: bool = False
    caption: Words = ""


class CueTables(Setting, frozen=True):
    """The whole file."""

    number: Words = ""
    title: Words = ""
    reel: Words = ""
    picture: Words = ""
    rate: float | str = "24"
    start: str | None = None
    end: Moment | None = None
    first_bar: BarNumber | None = None
    free_clicks: Annotated[int, msgspec.Meta(ge=0, le=100)] = 0
    tempo: tuple[TempoTable, ...] = ()
    pause: tuple[PauseTable, ...] = ()
    free: tuple[FreeTable, ...] = ()
    click: tuple[ClickTable, ...] = ()
    hit: tuple[HitTable, ...] = ()
    streamer: tuple[StreamerTable, ...] = ()
    punch: tuple[PunchTable, ...] = ()
