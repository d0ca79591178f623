"""What ``engraving timing beat`` and ``engraving timing click`` answer, as values with every number exact."""

from __future__ import annotations

from fractions import Fraction
from math import floor

import msgspec

from engraving.report.answers import Amount, Answer, amount
from engraving.timing.clicks import FrameClick, nearest_click
from engraving.timing.footage import feet_and_frames
from engraving.timing.rates import Rate
from engraving.timing.timecode import Rounding, exact_frames, frames_at
from engraving.timing.written_clicks import (
    Ties,
    bar_and_beat,
    beat_seconds,
    in_thirds,
    nearest_third,
    sync_beat,
    tempi_for,
    tempo_for,
    written_click,
)


class NearBeat(msgspec.Struct, frozen=True, gc=False):
    """A beat near a moment: how it is ``written``, how many ``frames`` it is off, and the ``tempo`` that hits.

    ``slowest`` and ``fastest`` are the tempi that put it within limits that were given; ``fastest`` is None where every
    faster one does.
    """

    beat: Amount
    written: str
    frames: Amount
    tempo: Amount | None
    slowest: Amount | None = None
    fastest: Amount | None = None


class SyncBeat(msgspec.Struct, frozen=True, gc=False):
    """Which beat falls at ``seconds``: exactly, in thirds, and the whole beats on either side."""

    seconds: Amount
    beat: Amount
    bar: int
    beat_in_bar: Amount
    third: NearBeat
    nearest: NearBeat
    around: tuple[NearBeat, ...]


class BarClick(msgspec.Struct, frozen=True, gc=False):
    """A bar's length: exact, as written in thirds, and the tempo that what is written really implies."""

    beats: int
    exact: Amount
    written: str
    implied: Amount


class BeatAnswer(Answer, frozen=True, gc=False, tag="engraving.timing-beat/1"):
    """``tempo`` is the one in force; ``written`` the click of a bar at that tempo."""

    tempo: Amount
    rate: str
    written: BarClick
    moments: tuple[SyncBeat, ...]


class ClickRow(msgspec.Struct, frozen=True, gc=False):
    """A frame click: beats a minute, seconds a beat."""

    click: str
    tempo: Amount
    seconds: Amount


class BookRow(msgspec.Struct, frozen=True, gc=False):
    """A line of the click book: when a beat falls, beat 1 being 0.

    ``clock`` is m:ss.hh to the nearest hundredth, ``frame`` the nearest frame line and ``feet``
    that in 35 mm feet+frames.
    """

    beat: int
    seconds: Amount
    clock: str
    frames: Amount
    frame: int
    feet: str


class ClickAnswer(Answer, frozen=True, gc=False, tag="engraving.timing-click/1"):
    """A click, those on either side, its book.

    ``asked`` is the tempo it stands for, when one was given, and ``frames_after_50`` how late the click is 50 beats on.
    """

    rate: str
    click: ClickRow
    around: tuple[ClickRow, ...]
    asked: Amount | None = None
    frames_after_50: Amount | None = None
    book: tuple[BookRow, ...] = ()


def answer_beats(
    tempo: Fraction,
    moments: tuple[Fraction, ...],
    beats: int,
    rate: Rate,
    ties: Ties,
    limits: tuple[Fraction, Fraction] | None = None,
) -> BeatAnswer:
    """Which beats fall at ``moments`` (seconds after beat 1) at ``tempo``, in bars of so many ``beats``.

    ``limits`` are frames early and late, for the tempi that keep to them.
    """
    click = written_click(tempo, Fraction(beats), ties)
    return BeatAnswer(
        tempo=amount(tempo),
        rate=rate.name,
        written=BarClick(beats, amount(click.exact), in_thirds(click.written), amount(click.implied)),
        moments=tuple(_sync_beat(tempo, seconds, beats, rate, ties, limits) for seconds in moments),
    )


def _sync_beat(
    tempo: Fraction, seconds: Fraction, beats: int, rate: Rate, ties: Ties, limits: tuple[Fraction, Fraction] | None
) -> SyncBeat:
    beat = sync_beat(tempo, seconds)
    bar, into = bar_and_beat(beat, beats)
    third = nearest_third(beat, ties)
    before = beat // 1
    whole = [_whole(Fraction(n), tempo, seconds, rate, limits) for n in (before, before + 1)]
    return SyncBeat(
        seconds=amount(seconds),
        beat=amount(beat),
        bar=bar,
        beat_in_bar=amount(into),
        third=_near(third, in_thirds(third), tempo, seconds, rate),
        nearest=min(whole, key=lambda near: abs(near.frames.value)),
        around=tuple(whole),
    )


def _near(beat: Fraction, written: str, tempo: Fraction, seconds: Fraction, rate: Rate) -> NearBeat:
    off = (beat_seconds(tempo, beat) - seconds) * rate.fps
    reachable = seconds > 0 and beat > 1
    return NearBeat(amount(beat), written, amount(off), amount(tempo_for(beat, seconds)) if reachable else None)


def _whole(
    beat: Fraction, tempo: Fraction, seconds: Fraction, rate: Rate, limits: tuple[Fraction, Fraction] | None
) -> NearBeat:
    near = _near(beat, in_thirds(beat), tempo, seconds, rate)
    if limits is None or near.tempo is None:
        return near
    early, late = (frames / rate.fps for frames in limits)
    slowest, fastest = tempi_for(beat, seconds, early, late)
    return msgspec.structs.replace(near, slowest=amount(slowest), fastest=None if fastest is None else amount(fastest))


def answer_click(asked: FrameClick | Fraction, rate: Rate, book: int = 0) -> ClickAnswer:
    """A click, or the one nearest to a tempo, at ``rate``, with ``book`` beats of its click book."""
    click = asked if isinstance(asked, FrameClick) else nearest_click(asked, rate.fps)
    neighbours = [FrameClick(click.eighths + step) for step in (-2, -1, 0, 1, 2) if click.eighths + step > 0]
    return ClickAnswer(
        rate=rate.name,
        click=_click_row(click, rate),
        around=tuple(_click_row(neighbour, rate) for neighbour in neighbours),
        asked=None if isinstance(asked, FrameClick) else amount(asked),
        frames_after_50=None if isinstance(asked, FrameClick) else amount(_drift(click, asked, rate)),
        book=tuple(_book_row(click, beat, rate) for beat in range(1, book + 1)),
    )


def _drift(click: FrameClick, tempo: Fraction, rate: Rate) -> Fraction:
    """Frames by which a click is late 50 beats after it began, against a tempo."""
    return 50 * (click.seconds(rate.fps) - 60 / tempo) * rate.fps


def _click_row(click: FrameClick, rate: Rate) -> ClickRow:
    return ClickRow(str(click), amount(click.tempo(rate.fps)), amount(click.seconds(rate.fps)))


def _book_row(click: FrameClick, beat: int, rate: Rate) -> BookRow:
    seconds = click.reached(beat, rate.fps)
    line = frames_at(seconds, rate, Rounding.NEAREST)
    frames = amount(exact_frames(seconds, rate))
    return BookRow(beat, amount(seconds), _clock(seconds), frames, line, feet_and_frames(line))


def _clock(seconds: Fraction) -> str:
    """``m:ss.hh`` to the nearest hundredth, halves up."""
    minutes, hundredths = divmod(floor(seconds * 100 + Fraction(1, 2)), 6000)
    return f"{minutes}:{hundredths // 100:02d}.{hundredths % 100:02d}"
