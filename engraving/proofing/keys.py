"""Key signatures the other parts do not have, compared at concert pitch; enharmonic keys are equal."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from engraving.findings import Severity
from engraving.proofing.rule import Rule, Spot
from engraving.proofing.subject import PartView, Subject
from engraving.score import Key

#: Families customarily written without a signature even where the others have one.
_MAY_STAND_OPEN = frozenset(("brass", "timpani", "percussion", "plucked", "electronic", "voice"))
_AGREEMENT = 0.6  # of the parts with a signature of their own must agree before one is called different


class _Signature(NamedTuple):
    """A part's signature from a tick on: as printed, and the same at concert pitch (0–11 fifths)."""

    tick: int
    printed: int
    concert: int


def _lines(subject: Subject) -> list[tuple[PartView, list[_Signature]]]:
    """The signatures over time of every pitched part that plays; free signatures are nobody's to compare."""
    lines = []
    for part in subject.playing:
        instrument = part.instrument
        if instrument is not None and (not instrument.pitched or instrument.open_key):
            continue
        if any(key.free for _, _, key in part.music.keys):
            continue
        lines.append((part, _line(subject, part)))
    return lines


def _line(subject: Subject, part: PartView) -> list[_Signature]:
    concert_score = bool(subject.cue.concert_pitch) and part.source.key not in subject.cue.concert_exceptions
    line = [_Signature(0, 0, 0)]
    for tick, staff, key in part.music.keys:
        if staff <= 1:
            shift = 0 if concert_score else _shift(part, tick)
            line.append(_Signature(tick, key.fifths, (key.fifths + shift) % 12))
    return line


def _shift(part: PartView, tick: int) -> int:
    """Fifths from the written to the sounding key."""
    line = [(start, value) for start, staff, value in part.music.transpositions if staff <= 1]
    found = bisect_right(line, tick, key=lambda entry: entry[0])
    if not found:
        return 0
    value = line[found - 1][1]
    return 7 * value.chromatic - 12 * value.diatonic


def _at(line: list[_Signature], tick: int) -> _Signature:
    return line[bisect_right(line, tick, key=lambda entry: entry.tick) - 1]


def _in_open_key(subject: Subject) -> Iterator[Spot]:
    """R47. A signature that transposition has made out of none is left alone: extraction takes it away."""
    lines = _lines(subject)
    keyed = [(part, line) for part, line in lines if any(s.printed and s.concert for s in line)]
    if not keyed or len(lines) < 3 or len(keyed) > (1 - _AGREEMENT) * len(lines):
        return
    for part, line in keyed:
        first = next(s for s in line if s.printed and s.concert)
        bar = subject.bar_at(first.tick)
        yield Spot(
            f"The part has a signature of {_said(first.printed)}; {len(lines) - len(keyed)} parts have none.",
            part, bar, first.tick,
        )  # fmt: skip


def _differs(subject: Subject) -> Iterator[Spot]:
    lines = _lines(subject)
    if len(lines) < 3:
        return
    told: set[int] = set()
    for tick in sorted({s.tick for _, line in lines for s in line}):
        now = [(part, _at(line, tick)) for part, line in lines]
        votes = Counter(s.concert for part, s in now if s.printed or part.family not in _MAY_STAND_OPEN)
        if not votes:
            continue
        common, count = votes.most_common(1)[0]
        if not common or count < _AGREEMENT * votes.total():
            continue  # an open cue is the other rule's business
        for part, signature in now:
            open_by_custom = not signature.printed and part.family in _MAY_STAND_OPEN
            if signature.concert == common or open_by_custom or part.index in told:
                continue
            told.add(part.index)
            yield Spot(
                f"The part has {_said(signature.printed)} where the others, at concert pitch, "
                f"agree on {_said(_nearest(common))}.",
                part, subject.bar_at(tick), tick,
            )  # fmt: skip


def _nearest(concert: int) -> int:
    return concert if concert <= 6 else concert - 12


def _said(fifths: int) -> str:
    if not fifths:
        return "no signature"
    name = "sharp" if fifths > 0 else "flat"
    return f"{abs(fifths)} {name}{'s' if abs(fifths) > 1 else ''}"


def _on_timpani(subject: Subject) -> Iterator[Spot]:
    for part in subject.playing:
        if part.family != "timpani":
            continue
        first = next(((tick, key) for tick, _, key in part.music.keys if _has_signs(key)), None)
        if first is not None:
            tick = first[0]
            yield Spot(
                f"The timpani have a signature of {_said(first[1].fifths)}; the part is printed without.",
                part, subject.bar_at(tick), tick,
            )  # fmt: skip


def _has_signs(key: Key) -> bool:
    return bool(key.fifths or key.free) and key.visible


KEY_RULES: tuple[Rule, ...] = (
    Rule(
        "key-in-open-cue", Severity.WARNING,
        "A part has a key signature where the cue is in open key.",
        "Take the signature away and write accidentals.", _in_open_key, "R47",
    ),
    Rule(
        "key-disagrees", Severity.WARNING,
        "A part has another key signature than the others, transposition considered.",
        "Check the part's transposition and its signature.", _differs,
    ),
    Rule(
        "key-on-timpani", Severity.NOTE,
        "Timpani are written without a key signature.",
        "Nothing to do: the part is printed without.", _on_timpani, "R51",
    ),
)  # fmt: skip
