"""Cue files written: TOML that reads back to the very same ``CueFile``, in the order people look for things."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from fractions import Fraction

from engraving.timing.cue_file import ClickSwitch, CueFile, Hit, Place, Punch, Streamer, Tempo, TempoEvent
from engraving.timing.moments import shown, shown_moment
from engraving.timing.timecode import label

Pairs = Iterator[tuple[str, str]]


def dump_cue_file(cue_file: CueFile) -> str:
    """The file's whole text. What has its usual value is left out; nothing is rounded."""
    blocks = [_lines(heading_pairs(cue_file))]
    blocks += [f"[[{name}]]\n{_lines(pairs.items())}" for name, entries in list_entries(cue_file) for pairs in entries]
    return "\n".join(blocks)


def list_entries(cue_file: CueFile) -> tuple[tuple[str, tuple[dict[str, str], ...]], ...]:
    """The lists of tables by name, in the order in which they are written; each table as keys and values of TOML."""
    lists: tuple[tuple[str, list[Pairs]], ...] = (
        ("tempo", [_tempo_event(event) for event in cue_file.tempo]),
        ("pause", [_placed(p.place, ("seconds", shown(p.seconds))) for p in cue_file.pauses]),
        ("free", [_free(f.bar, f.seconds, f.bars) for f in cue_file.free]),
        ("click", [_click(click) for click in cue_file.clicks]),
        ("hit", [_hit(hit, cue_file) for hit in cue_file.hits]),
        ("streamer", [_streamer(streamer, cue_file) for streamer in cue_file.streamers]),
        ("punch", [_punch(punch, cue_file) for punch in cue_file.punches]),
    )
    return tuple((name, tuple(dict(pairs) for pairs in entries)) for name, entries in lists)


def _lines(pairs: Iterable[tuple[str, str]]) -> str:
    return "".join(f"{key} = {value}\n" for key, value in pairs)


def heading_pairs(cue_file: CueFile) -> Pairs:
    """Keys and values above the first table."""
    for key in ("number", "title", "reel", "picture"):
        if getattr(cue_file, key):
            yield key, _quoted(getattr(cue_file, key))
    yield "rate", _quoted(cue_file.rate.name)
    for key, frame in (("start", cue_file.start), ("end", cue_file.end)):
        if frame is not None:
            yield key, _quoted(label(frame, cue_file.rate))
    if cue_file.first_bar:
        yield "first-bar", _bar(cue_file.first_bar)
    if cue_file.free_clicks:
        yield "free-clicks", str(cue_file.free_clicks)


def _tempo_event(event: TempoEvent) -> Pairs:
    yield from _placed(event.place)
    yield from _tempo(event.tempo, "")
    if event.unit != "quarter":
        yield "unit", _quoted(event.unit)
    if event.law is not None:
        yield "law", _quoted(event.law)
    if event.to is not None:
        yield from _tempo(event.to, "to-")
    if event.until.bar:
        yield from _placed(event.until, prefix="until-")


def _tempo(tempo: Tempo, prefix: str) -> Pairs:
    if tempo.bpm is not None:
        yield f"{prefix}bpm", shown(tempo.bpm)
    if tempo.click is not None:
        yield f"{prefix}click", _quoted(str(tempo.click))


def _placed(place: Place, *more: tuple[str, str], prefix: str = "") -> Pairs:
    yield f"{prefix}bar", _bar(place.bar)
    if place.beat != 1:
        yield f"{prefix}beat", shown(place.beat)
    yield from more


def _click(click: ClickSwitch) -> Pairs:
    yield from _placed(click.place, ("sounds", _truth(click.sounds)))
    if click.warning:
        yield "warning", str(click.warning)


def _free(bar: str, seconds: Fraction, bars: int) -> Pairs:
    yield "bar", _bar(bar)
    if bars != 1:
        yield "bars", str(bars)
    yield "seconds", shown(seconds)


def _hit(hit: Hit, cue_file: CueFile) -> Pairs:
    yield "at", shown_moment(hit.at, cue_file.rate, cue_file.start)
    if hit.caption:
        yield "caption", _quoted(hit.caption)
    if hit.kind != "hit":
        yield "kind", _quoted(hit.kind)
    if hit.weight != 1:
        yield "weight", str(hit.weight)
    for key, frames in (("early", hit.early), ("late", hit.late)):
        if frames != 1:
            yield key, shown(frames)
    if hit.wanted.bar:
        yield from _placed(hit.wanted)


def _streamer(streamer: Streamer, cue_file: CueFile) -> Pairs:
    yield "at", shown_moment(streamer.at, cue_file.rate, cue_file.start)
    yield "lead", shown(streamer.lead)
    yield "colour", _quoted(streamer.colour)
    if streamer.caption:
        yield "caption", _quoted(streamer.caption)


def _punch(punch: Punch, cue_file: CueFile) -> Pairs:
    yield "at", shown_moment(punch.at, cue_file.rate, cue_file.start)
    if punch.holes != 1:
        yield "holes", str(punch.holes)
    yield "colour", _quoted(punch.colour)
    if punch.flutter:
        yield "flutter", _truth(punch.flutter)
    if punch.caption:
        yield "caption", _quoted(punch.caption)


def _bar(number: str) -> str:
    """``12`` bare, ``"12a"`` and ``"012"`` in quotes."""
    return number if number.isascii() and number.isdigit() and str(int(number)) == number else _quoted(number)


def _truth(value: bool) -> str:
    return "true" if value else "false"


def _quoted(text: str) -> str:
    """A TOML basic string: JSON's escapes are TOML's, but for DEL, which JSON leaves bare."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
