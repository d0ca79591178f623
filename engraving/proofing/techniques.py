"""Techniques from their mark to what takes them back (R53): a walk through what each staff is told."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from engraving.findings import Severity
from engraving.proofing.rule import Rule, Spot, in_each_part
from engraving.proofing.subject import PartView, Subject, spoken
from engraving.proofing.vocabulary import (
    BOW,
    MUTE,
    OFF,
    ON,
    PLUCKED,
    Technique,
    speaks_to_another,
    speaks_to_some,
    techniques,
)
from engraving.score import Direction, Event, Spanner

_BOWING_MARKS = frozenset(("up-bow", "down-bow", "tremolo"))
_REMINDER_AFTER = 4  # bars of rest after which saying it again is a courtesy


class _Region(NamedTuple):
    """Where a technique holds on a staff: from a direction to the tick that ends it (None: never)."""

    mark: Direction
    technique: Technique
    end: int | None


class _Walk:
    """What one part is told, in time order."""

    def __init__(self, subject: Subject, part: PartView) -> None:
        self.subject = subject
        self.part = part
        self.regions: list[_Region] = []
        self.repeats: list[tuple[Direction, str]] = []
        self._open: dict[tuple[str, int], tuple[Direction, Technique]] = {}
        for direction, text in _told(part):
            if part.one_player and speaks_to_another(text, part.match.players[0]):
                continue
            some = speaks_to_some(text) and not part.one_player
            for technique in techniques(text):
                self._take(direction, technique, text, some)
        for mark, technique in self._open.values():
            self.regions.append(_Region(mark, technique, None))

    def _take(self, direction: Direction, technique: Technique, text: str, some: bool) -> None:
        """Taking back counts for all staves; what only some players are told holds for nobody surely."""
        key = (technique.kind, direction.staff)
        now = self._open.get(key)
        ends = technique.state == OFF or (technique.kind == BOW and technique.state != PLUCKED)
        if ends:
            for other in [k for k in self._open if k[0] == technique.kind]:
                mark, held = self._open.pop(other)
                self.regions.append(_Region(mark, held, direction.tick))
        elif now is not None:
            if not _in_brackets(text) and not some and self._is_no_reminder(direction):
                self.repeats.append((direction, text))
        elif not some:
            self._open[key] = (direction, technique)

    def _is_no_reminder(self, direction: Direction) -> bool:
        """Whether the staff has played in the bars before."""
        notes = self.part.notes
        before = bisect_left(notes, direction.tick, key=lambda event: event.tick) - 1
        return before >= 0 and direction.bar - notes[before].bar <= _REMINDER_AFTER


def _told(part: PartView) -> Iterator[tuple[Direction, str]]:
    """Directions that say something, in time order; the sign for a string mute is taken for its words."""
    for direction in part.music.directions:
        text = spoken(direction)
        for segment in direction.segments:
            if segment.kind == "string-mute":
                text = f"{text} {'con sord' if segment.text == 'on' else 'senza sord'}".strip()
        if text:
            yield direction, text


def _in_brackets(text: str) -> bool:
    return text.startswith(("(", "["))


def _walk(subject: Subject, part: PartView) -> _Walk | None:
    """Strings are plucked and muted, brass is muted; other instruments mean other things by these words."""
    if part.family not in ("strings", "brass") or not part.notes:
        return None
    return _Walk(subject, part)


def _plucked_at_the_end(subject: Subject, part: PartView) -> Iterator[Spot]:
    for mark in _open_at_the_end(subject, part, Technique(BOW, PLUCKED)):
        if _rests_after(part, mark):
            yield Spot(
                "Pizz. holds from here over rests to the end; no arco follows.",
                part, mark.bar, mark.tick, mark.line, (mark.atom,),
            )  # fmt: skip


def _rests_after(part: PartView, mark: Direction) -> bool:
    """Whether the part rests for a while and comes back: a cue may well end pizz., and nothing is missing."""
    bars = [event.bar for event in part.notes if event.tick >= mark.tick and event.staff == mark.staff]
    return any(following - bar > _REMINDER_AFTER for bar, following in pairwise(bars))


def _muted_at_the_end(subject: Subject, part: PartView) -> Iterator[Spot]:
    for mark in _open_at_the_end(subject, part, Technique(MUTE, ON)):
        yield Spot(
            "The mute goes on here and is never taken off.",
            part, mark.bar, mark.tick, mark.line, (mark.atom,),
        )  # fmt: skip


def _open_at_the_end(subject: Subject, part: PartView, technique: Technique) -> Iterator[Direction]:
    walk = _walk(subject, part)
    if walk is not None:
        for region in walk.regions:
            if region.end is None and region.technique == technique:
                yield region.mark


def _plucked_and_bowed(subject: Subject, part: PartView) -> Iterator[Spot]:
    """What cannot be plucked, in a stretch that is; bars with two voices may be divided and are let be."""
    walk = _walk(subject, part) if part.family == "strings" else None
    if walk is None:
        return
    for region in walk.regions:
        if region.technique != Technique(BOW, PLUCKED):
            continue
        found = _first_bowed(part, region)
        if found is not None:
            event, what = found
            since = subject.cue.bars[region.mark.bar].number
            yield Spot(
                f"{what} while the part is pizz. since bar {since}.",
                part, event.bar, event.tick, event.line, (event.id,),
            )  # fmt: skip


def _first_bowed(part: PartView, region: _Region) -> tuple[Event, str] | None:
    """The first event in a plucked stretch that asks for the bow, and how it does."""
    start, staff = region.mark.tick, region.mark.staff
    end = region.end if region.end is not None else part.notes[-1].tick + 1
    bowed: list[tuple[Event, str]] = []
    notes = part.notes
    for index in range(bisect_left(notes, start, key=lambda event: event.tick), len(notes)):
        event = notes[index]
        if event.tick >= end:
            break
        if event.staff == staff and any(mark.name in _BOWING_MARKS for mark in event.marks):
            bowed.append((event, "A bowing or tremolo"))
            break
    for spanner in part.music.spanners:
        if spanner.start is not None and start <= spanner.start.tick < end and spanner.start.staff == staff:
            slurred = _slurred(part, spanner)
            if slurred is not None and not (spanner.stop and spanner.stop.tick >= end):
                bowed.append((slurred, "A slur"))
                break
    bowed = [(event, what) for event, what in bowed if (event.bar, event.staff) not in part.shared_bars]
    return min(bowed, key=lambda entry: entry[0].tick) if bowed else None


def _slurred(part: PartView, spanner: Spanner) -> Event | None:
    """The first note of a slur over different main notes; a slur into nowhere lets the string ring."""
    if spanner.kind != "slur" or spanner.start is None or spanner.stop is None:
        return None
    first = part.events.get(spanner.start.event)
    last = part.events.get(spanner.stop.event)
    if first is None or last is None or first.grace or last.grace or not first.heads or not last.heads:
        return None
    same = [h.pitch for h in first.heads] == [h.pitch for h in last.heads]
    return None if same or first.tick == last.tick else first


def _repeated(subject: Subject, part: PartView) -> Iterator[Spot]:
    walk = _walk(subject, part)
    if walk is not None:
        for mark, text in walk.repeats:
            yield Spot(
                f"“{text}” is said although it holds already; something may be missing before it.",
                part, mark.bar, mark.tick, mark.line, (mark.atom,),
            )  # fmt: skip


TECHNIQUE_RULES: tuple[Rule, ...] = (
    Rule(
        "pizz-not-cancelled", Severity.NOTE,
        "A pizz. is not followed by an arco to the end of the cue.",
        "Check that an arco is not missing.", in_each_part(_plucked_at_the_end), "R53",
    ),
    Rule(
        "pizz-then-bowed", Severity.WARNING,
        "A slur, tremolo or bowing stands where the part is still pizz.",
        "Write arco where the bow comes back.", in_each_part(_plucked_and_bowed), "R53",
    ),
    Rule(
        "mute-not-cancelled", Severity.WARNING,
        "A mute goes on and is never taken off.",
        "Write senza sord. or open where the mute comes off.", in_each_part(_muted_at_the_end), "R53",
    ),
    Rule(
        "technique-repeated", Severity.NOTE,
        "A technique is asked for although it holds already.",
        "Check that the mark that should have ended it is not missing.", in_each_part(_repeated), "R53",
    ),
)  # fmt: skip
