"""The way through the cue: repeats, rehearsal marks too far apart, bar numbers that occur twice."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import chain, pairwise

from engraving.findings import Severity
from engraving.proofing.rule import Rule, Spot
from engraving.proofing.subject import Subject
from engraving.score import BarKind

_LONGEST_GAP = 24  # bars, R32
_JUMPS = {"dacapo": "D.C.", "dalsegno": "D.S.", "tocoda": "To Coda", "fine": "Fine"}
_AWAY = ("dacapo", "dalsegno", "tocoda")
_JUMPING = re.compile(r"\bd\.? ?[cs]\b|capo|segno|coda|\bfine\b", re.IGNORECASE)


def _repeats(subject: Subject) -> Iterator[Spot]:
    cue = subject.cue
    signs = [(bar.index, "a repeat") for bar in cue.bars if bar.repeat_end]
    signs += [(ending.first, "a volta") for ending in cue.endings]
    signs += [(bar.index, _JUMPS[name]) for bar in cue.bars for name, _ in bar.jumps if name in _AWAY]
    if signs:
        bar, what = min(signs)
        more = f", and {len(signs) - 1} more" if len(signs) > 1 else ""
        yield Spot(f"The cue has {what} in bar {cue.bars[bar].number}{more}.", bar=bar)


def _unprinted_jumps(subject: Subject) -> Iterator[Spot]:
    cue = subject.cue
    jumping = [(bar, [_JUMPS[name] for name, _ in bar.jumps if name in _JUMPS]) for bar in cue.bars if bar.jumps]
    if not jumping:
        return
    directions = (cue.directions, *(part.music.directions for part in cue.parts))
    said = {d.bar for d in chain(*directions) if any(_JUMPING.search(s.text or s.kind) for s in d.segments)}
    for bar, jumps in jumping:
        if jumps and bar.index not in said:
            yield Spot(f"Playback obeys {' and '.join(jumps)} here, and nothing on the page says so.", bar=bar.index)


def _rehearsal_gaps(subject: Subject) -> Iterator[Spot]:
    cue = subject.cue
    count = len(cue.bars)
    marks = sorted({d.bar for d in cue.directions if any(s.kind == "rehearsal" for s in d.segments)})
    if count <= _LONGEST_GAP:
        return
    if not marks:
        yield Spot(f"The cue has {count} bars and no rehearsal mark.", bar=0)
        return
    edges = [0, *marks, count]
    gaps = [(last - first, first) for first, last in pairwise(edges)]
    wide = [gap for gap in gaps if gap[0] > _LONGEST_GAP]
    if wide:
        size, bar = max(wide, key=lambda gap: gap[0])
        more = f" {len(wide)} stretches are longer than {_LONGEST_GAP}." if len(wide) > 1 else ""
        since = cue.bars[bar].number
        yield Spot(f"No rehearsal mark stands in the {size} bars from bar {since}.{more}", bar=bar)


def _numbered_twice(subject: Subject) -> Iterator[Spot]:
    counted = [bar for bar in subject.cue.bars if bar.number and bar.kind is not BarKind.SPLIT]
    twice = [number for number, count in Counter(bar.number for bar in counted).items() if count > 1]
    if twice:
        second = [bar for bar in counted if bar.number == twice[0]][1]
        more = f" {len(twice)} numbers occur more than once." if len(twice) > 1 else ""
        yield Spot(f"More than one bar is numbered {twice[0]}.{more}", bar=second.index)


FORM_RULES: tuple[Rule, ...] = (
    Rule(
        "repeats-in-cue", Severity.NOTE,
        "The cue has repeats, voltas or jumps.",
        "Write everything out for a session.", _repeats, "R28",
    ),
    Rule(
        "jump-not-printed", Severity.WARNING,
        "Playback jumps, or ends, where nothing is printed.",
        "Write the words or the sign into the score, or remove the playback mark.", _unprinted_jumps,
    ),
    Rule(
        "rehearsal-gap", Severity.NOTE,
        "Rehearsal marks are missing or far apart.",
        f"Set a rehearsal mark at least every {_LONGEST_GAP} bars, where the music begins anew.",
        _rehearsal_gaps, "R32",
    ),
    Rule(
        "bar-number-repeated", Severity.WARNING,
        "Several bars have the same number.",
        "Give inserted bars a letter, and every movement a cue of its own.", _numbered_twice, "R31",
    ),
)  # fmt: skip
