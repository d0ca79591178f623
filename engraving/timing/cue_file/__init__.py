"""What binds a cue to its picture, as frozen values: what ``<cue>.toml`` beside the MusicXML says
(docs/timing.md, "The cue file").

Times are exact ``Fraction`` seconds of the picture, counted from the cue's ``start``; ``start`` and ``end`` are
frames from 00:00:00:00 at the cue's ``rate``. Bars are named as they are printed ("12", "12a"), beats are those of
the metre's lower figure, from 1.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Literal, get_args

import msgspec

from engraving.timing.clicks import FrameClick
from engraving.timing.rates import RATES, Rate
from engraving.timing.timecode import seconds_of

RampLaw = Literal["time-linear", "beat-linear", "beat-length-linear", "equal-ratio", "steps"]
"""How tempo goes from one value to another: docs/timing.md, "Tempo"."""

Colour = Literal["white", "green", "yellow", "orange", "red", "blue", "violet"]

RAMP_LAWS: tuple[RampLaw, ...] = get_args(RampLaw)
COLOURS: tuple[Colour, ...] = get_args(Colour)
TEMPO_UNITS: dict[str, Fraction] = {
    "whole": Fraction(4),
    "dotted-half": Fraction(3),
    "half": Fraction(2),
    "dotted-quarter": Fraction(3, 2),
    "quarter": Fraction(1),
    "dotted-eighth": Fraction(3, 4),
    "eighth": Fraction(1, 2),
    "dotted-16th": Fraction(3, 8),
    "16th": Fraction(1, 4),
}
"""What a tempo may count, in quarters."""


class Place(msgspec.Struct, frozen=True, gc=False, order=True):
    """A bar as printed and a beat of its metre, from 1; ``bar`` "" is no place."""

    bar: str = ""
    beat: Fraction = Fraction(1)


class Hit(msgspec.Struct, frozen=True, gc=False):
    """A moment of the picture that music should meet, ``at`` seconds from the cue's start.

    ``early`` and ``late`` are the frames by which it may miss; ``wanted`` the beat it is meant to fall on.
    """

    at: Fraction
    caption: str = ""
    kind: str = "hit"
    weight: int = 1
    early: Fraction = Fraction(1)
    late: Fraction = Fraction(1)
    wanted: Place = Place()

    @property
    def bar(self) -> str:
        """The bar it is wanted in, "" when it may fall anywhere."""
        return self.wanted.bar

    @property
    def beat(self) -> Fraction:
        """The beat it is wanted on, 0 when it may fall anywhere."""
        return self.wanted.beat if self.wanted.bar else Fraction(0)


class Streamer(msgspec.Struct, frozen=True, gc=False):
    """A bar of colour that crosses the picture in ``lead`` seconds and reaches its edge ``at`` a moment."""

    at: Fraction
    lead: Fraction = Fraction(2)
    colour: Colour = "green"
    caption: str = ""

    @property
    def begins(self) -> Fraction:
        """When it enters the picture."""
        return self.at - self.lead


class Punch(msgspec.Struct, frozen=True, gc=False):
    """A round flash of ``holes`` frames ``at`` a moment; a ``flutter`` flashes in every second of them."""

    at: Fraction
    holes: int = 1
    colour: Colour = "white"
    flutter: bool = False
    caption: str = ""


class Tempo(msgspec.Struct, frozen=True, gc=False):
    """A speed as it is given: beats a minute, or one beat to each frame ``click`` (then ``bpm`` is None)."""

    bpm: Fraction | None = None
    click: FrameClick | None = None

    def beats(self, rate: Rate) -> Fraction:
        """Beats a minute; a click says how fast only with its picture's rate. Raises ``ValueError`` for neither."""
        if self.bpm is not None:
            return self.bpm
        if self.click is not None:
            return self.click.tempo(rate.fps)
        raise ValueError("a tempo without beats a minute and without click")


class TempoEvent(msgspec.Struct, frozen=True, gc=False):
    """From ``place`` on so many ``unit`` a minute: ``tempo``, or from it ``to`` another under ``law`` at ``until``."""

    place: Place
    tempo: Tempo
    law: RampLaw | None = None
    to: Tempo | None = None
    until: Place = Place()
    unit: str = "quarter"

    def quarters(self, rate: Rate) -> Fraction:
        """Quarters a minute at its place."""
        return self.tempo.beats(rate) * TEMPO_UNITS[self.unit]

    def final_quarters(self, rate: Rate) -> Fraction:
        """Quarters a minute once it is done: those of ``to``, of ``tempo`` when nothing changes."""
        return (self.to or self.tempo).beats(rate) * TEMPO_UNITS[self.unit]


class Pause(msgspec.Struct, frozen=True, gc=False):
    """The clock runs on for ``seconds`` before what stands at ``place``: a fermata's length, a breath."""

    place: Place
    seconds: Fraction


class FreeTime(msgspec.Struct, frozen=True, gc=False):
    """``bars`` bars from ``bar`` on are played freely and last ``seconds`` together."""

    bar: str
    seconds: Fraction
    bars: int = 1


class ClickSwitch(msgspec.Struct, frozen=True, gc=False):
    """From ``place`` on the click is heard (``sounds``), after so many ``warning`` ones; or not."""

    place: Place
    sounds: bool
    warning: int = 0


class CueFile(msgspec.Struct, frozen=True, gc=False):
    """One cue against its picture. ``start`` and ``end`` are frames, None where nobody said.

    ``first_bar`` is the printed number of the bar that begins at ``start``; ``free_clicks`` are heard before it.
    """

    number: str = ""
    title: str = ""
    reel: str = ""
    picture: str = ""
    rate: Rate = RATES["24"]
    start: int | None = None
    end: int | None = None
    first_bar: str = ""
    free_clicks: int = 0
    tempo: tuple[TempoEvent, ...] = ()
    pauses: tuple[Pause, ...] = ()
    free: tuple[FreeTime, ...] = ()
    clicks: tuple[ClickSwitch, ...] = ()
    hits: tuple[Hit, ...] = ()
    streamers: tuple[Streamer, ...] = ()
    punches: tuple[Punch, ...] = ()

    @property
    def duration(self) -> Fraction | None:
        """Seconds from ``start`` to ``end``; None when one of them is unknown."""
        if self.start is None or self.end is None:
            return None
        return seconds_of(self.end - self.start, self.rate)
