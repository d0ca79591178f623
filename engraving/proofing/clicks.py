"""Frame clicks in words (``click 16-3``) against the tempo they stand at (R62)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from engraving.findings import Severity
from engraving.proofing.rule import Rule, Spot
from engraving.proofing.subject import Subject
from engraving.score import Direction
from engraving.score.places import metre_at
from engraving.timing.beat_units import beat_unit
from engraving.timing.clicks import FrameClick, nearest_click
from engraving.timing.printed import decimal
from engraving.timing.rates import RATES

_CLICK = re.compile(r"(?<![\d/.-])(?P<frames>\d{1,2})(?P<between>[-/])(?P<eighths>[0-7])(?![\d/.-])")
_SAYS_SO = re.compile(r"\b(?:clicks?|clk|frames?|fr)\b", re.IGNORECASE)
_NUMBER = re.compile(r"(?:=\s*(?P<after>\d+(?:[.,]\d+)?))|(?:(?P<before>\d+(?:[.,]\d+)?)\s*bpm)", re.IGNORECASE)
_LEAST = 4  # frames: 360 beats a minute; “1-2” are players


def _unlike(subject: Subject) -> Iterator[Spot]:
    rate = subject.cue_file.rate if subject.cue_file is not None else RATES["24"]
    for direction in subject.cue.directions:
        words = " ".join(segment.text for segment in direction.segments if segment.kind == "words")
        click = _click_in(words, direction)
        said = None if click is None else _beats_beside(direction, subject)
        if click is None or said is None or click == nearest_click(said, rate.fps):
            continue
        yield Spot(
            f"The click {click} is {decimal(click.tempo(rate.fps), 2)} beats a minute at {rate.name} frames a second,"
            f" and the tempo there is {decimal(said, 2)}, whose click is {nearest_click(said, rate.fps)}.",
            None, direction.bar, direction.tick, direction.line, (direction.atom,),
        )  # fmt: skip


def _click_in(words: str, direction: Direction) -> FrameClick | None:
    """The click some words name; None where the figures may mean something else."""
    found = _CLICK.search(words)
    if found is None or int(found["frames"]) < _LEAST:
        return None
    beside_tempo = any(segment.kind == "metronome" for segment in direction.segments) or _NUMBER.search(words)
    if not (_SAYS_SO.search(words) or (beside_tempo and found["between"] == "-")):
        return None
    return FrameClick(int(found["frames"]) * 8 + int(found["eighths"]))


def _beats_beside(direction: Direction, subject: Subject) -> Fraction | None:
    """Beats a minute printed with a click, or by a mark at the same tick, else those of the tempo in force."""
    there = [other for other in subject.cue.directions if other.tick == direction.tick and other is not direction]
    for one in (direction, *there):
        for segment in one.segments:
            found = _NUMBER.search(segment.text) if segment.kind in ("words", "metronome") else None
            if found is not None:
                return Fraction((found["after"] or found["before"]).replace(",", ".")) or None
    quarters = subject.time.tempo_at(Fraction(direction.tick))
    return None if quarters is None else quarters / beat_unit(metre_at(subject.cue.metres, direction.tick))


CLICK_RULES: tuple[Rule, ...] = (
    Rule(
        "click-unlike-tempo", Severity.WARNING,
        "A frame click in words is not the one of the tempo beside it.",
        "Correct the click or the tempo; without a cue file the picture is taken to run at 24.", _unlike, "R62",
    ),
)  # fmt: skip
