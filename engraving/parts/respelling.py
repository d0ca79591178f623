"""Odd spellings that transposition makes, put right for a whole melodic line at once (R48).

Each note of a line may stand as it came out, or be spelled an enharmonic step higher or lower. The
cheapest way through the line is taken: no double accidentals, no E sharp, B sharp, C flat or F flat
unless the key asks for them, intervals as they were, ties spelled alike. Lines without such a note
are left alone.
"""

from __future__ import annotations

from bisect import bisect_right
from itertools import pairwise
from math import inf
from typing import NamedTuple

from msgspec.structs import replace

from engraving.parts.intervals import enharmonic
from engraving.parts.transposing import follow
from engraving.score import Event, Head, Music, Pitch

_ODD = frozenset({(2, 1.0), (6, 1.0), (0, -1.0), (3, -1.0)})  # E# B# Cb Fb
_FIFTHS_OF_STEP = (0, 2, 4, -1, 1, 3, 5)  # of C D E F G A B from C
_OUTSIDE, _DOUBLE, _FAR, _MOVED, _BROKEN, _TORN = 12.0, 40.0, 1.0, 1.0, 3.0, 1000.0

Shifts = tuple[int, ...]
"""For each head of an event: 0 as it is, 1 a letter higher (C# as Db), -1 a letter lower."""


def respell(music: Music) -> Music:
    """The music with odd spellings replaced, line by line, every voice by itself."""
    if not any(_is_odd(head.pitch) for event in music.events for head in event.heads):
        return music
    ties = {
        s.stop.head: s.start.head
        for s in music.spanners
        if s.kind == "tie" and s.start is not None and s.stop is not None
    }
    signatures = _Signatures(music)
    spelled: dict[int, Event] = {}
    for line in _lines(music):
        if any(signatures.unwanted(e, h) for e in line for h in e.heads):
            for event, shifts in zip(line, _cheapest(line, signatures, ties), strict=True):
                if any(shifts):
                    spelled[event.id] = _respelled(event, shifts)
    if not spelled:
        return music
    return replace(music, events=tuple(spelled.get(event.id, event) for event in music.events))


def _fifths(pitch: Pitch) -> float:
    """Place on the circle of fifths, C at 0, G at 1, F at -1."""
    return _FIFTHS_OF_STEP[pitch.step] + 7 * pitch.alter


def _is_odd(pitch: Pitch) -> bool:
    return (pitch.step, pitch.alter) in _ODD or abs(pitch.alter) >= 2


class _Signatures:
    """The key in force, and which spellings it asks for."""

    def __init__(self, music: Music) -> None:
        self.keys = [(tick, key.fifths) for tick, staff, key in music.keys if staff <= 1]

    def fifths(self, tick: int) -> int:
        """Sharps (positive) or flats of the signature at a tick."""
        found = bisect_right(self.keys, tick, key=lambda entry: entry[0])
        return self.keys[found - 1][1] if found else 0

    def unwanted(self, event: Event, head: Head) -> bool:
        """Odd, and neither of the key's scale, nor the leading note of its minor, nor its flat second."""
        if head.unpitched or not _is_odd(head.pitch):
            return False
        away = _fifths(head.pitch) - self.fifths(event.tick)
        return not -2 <= away <= 8 or abs(head.pitch.alter) >= 2


def _lines(music: Music) -> list[list[Event]]:
    """Each voice cut at its rests."""
    lines: list[list[Event]] = []
    current: dict[tuple[int, int], list[Event]] = {}
    for event in music.events:
        voice = (event.staff, event.voice)
        if event.heads:
            current.setdefault(voice, []).append(event)
        elif voice in current:
            lines.append(current.pop(voice))
    return lines + list(current.values())


class _Choice(NamedTuple):
    """One way to spell an event.

    ``alike`` is the shift of all its heads, None when they differ; ``top`` the place of its top head on the
    circle of fifths.
    """

    shifts: Shifts
    cost: float
    alike: int | None
    top: float


def _choices(event: Event, signatures: _Signatures) -> list[_Choice]:
    """Ways to spell an event: all heads as they are, all a letter up or down, or only the odd ones mended."""
    count = len(event.heads)
    choices = [(0,) * count, (1,) * count, (-1,) * count]
    if count > 1:
        mended = tuple(
            (1 if h.pitch.alter > 0 else -1) if signatures.unwanted(event, h) else 0 for h in event.heads
        )
        if mended not in choices:
            choices.append(mended)
    fixed = tuple(h.unpitched or h.pitch.alter != int(h.pitch.alter) for h in event.heads)
    if any(fixed):
        choices = [tuple(0 if f else s for s, f in zip(c, fixed, strict=True)) for c in choices]
    key = signatures.fifths(event.tick)
    return [_choice(event, shifts, key) for shifts in dict.fromkeys(choices)]


def _choice(event: Event, shifts: Shifts, key: int) -> _Choice:
    cost, pitch = 0.0, event.heads[-1].pitch
    for head, shift in zip(event.heads, shifts, strict=True):
        pitch = enharmonic(head.pitch, shift)
        if not head.unpitched:
            cost += _awkward(pitch, key) + (_MOVED if shift else 0.0)
    return _Choice(shifts, cost, shifts[0] if len(set(shifts)) == 1 else None, _fifths(pitch))


def _awkward(pitch: Pitch, key: int) -> float:
    """How awkward a spelling is in a key of so many fifths."""
    fifths = _fifths(pitch) - key
    cost = _FAR * max(0.0, abs(fifths - 2) - 5)
    if abs(pitch.alter) >= 2:
        return cost + _DOUBLE
    if (pitch.step, pitch.alter) in _ODD and not -2 <= fifths <= 8:
        return cost + _OUTSIDE
    return cost


def _cheapest(line: list[Event], signatures: _Signatures, ties: dict[int, int]) -> list[Shifts]:
    """The cheapest spelling of a line, by dynamic programming over its events."""
    choices = _choices(line[0], signatures)
    best = [(round(choice.cost, 6), -1) for choice in choices]
    history = [(choices, best)]
    for previous, event in pairwise(line):
        before, choices = choices, _choices(event, signatures)
        best = [_arrival(previous, before, best, event, choice, ties) for choice in choices]
        history.append((choices, best))
    return _trace(history)


def _arrival(
    previous: Event,
    before: list[_Choice],
    best: list[tuple[float, int]],
    event: Event,
    choice: _Choice,
    ties: dict[int, int],
) -> tuple[float, int]:
    """The least cost up to a choice of an event, and the choice of the one before that leads there."""
    found = inf, -1
    for k, earlier in enumerate(before):
        total = best[k][0] + choice.cost
        if total < found[0]:
            total = round(total + _step_cost(previous, earlier, event, choice, ties), 6)
            if total < found[0]:
                found = total, k
    return found


def _trace(history: list[tuple[list[_Choice], list[tuple[float, int]]]]) -> list[Shifts]:
    choices, best = history[-1]
    at = min(range(len(best)), key=lambda k: (best[k][0], k))
    path = []
    for choices, best in reversed(history):
        path.append(choices[at].shifts)
        at = best[at][1]
    return path[::-1]


def _step_cost(previous: Event, earlier: _Choice, event: Event, choice: _Choice, ties: dict[int, int]) -> float:
    """What it costs to change the way of spelling between two neighbours."""
    if choice.alike is not None and earlier.alike == choice.alike:
        return 0.0
    cost = 0.0
    if ties:
        shift_of = {head.atom: shift for head, shift in zip(previous.heads, earlier.shifts, strict=True)}
        for head, shift in zip(event.heads, choice.shifts, strict=True):
            if shift_of.get(ties.get(head.atom, 0), shift) != shift:
                cost += _TORN
    if earlier.shifts[-1] != choice.shifts[-1]:
        one, other = previous.heads[-1].pitch, event.heads[-1].pitch
        was, now = abs(_fifths(one) - _fifths(other)), abs(earlier.top - choice.top)
        cost += _BROKEN + 0.5 * max(0.0, now - max(was, 6))
        if one == other:
            cost += 2 * _BROKEN
    return cost


def _respelled(event: Event, shifts: Shifts) -> Event:
    heads = []
    for head, shift in zip(event.heads, shifts, strict=True):
        pitch = enharmonic(head.pitch, shift)
        heads.append(replace(head, pitch=pitch, accidental=follow(head.accidental, pitch)) if shift else head)
    return replace(event, heads=tuple(sorted(heads, key=lambda h: h.pitch)))
