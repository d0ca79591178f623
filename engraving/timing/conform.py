"""Hits before and after the picture was cut anew."""

from __future__ import annotations

from collections import defaultdict
from fractions import Fraction
from itertools import pairwise

import msgspec

from engraving.timing.cue_file import CueFile, Hit

_TOGETHER = Fraction(1, 2)
"""Seconds by which the music may be over before the cue's end and still end with it."""


class Moved(msgspec.Struct, frozen=True, gc=False):
    """A ``hit``, and its moments in the old cut and in the new: seconds from the cue's start, None where it is not."""

    hit: Hit
    before: Fraction | None
    after: Fraction | None


class Stretched(msgspec.Struct, frozen=True, gc=False):
    """Between two hits that stayed the picture became longer or shorter: (begin, end) in the old cut, in the new.

    It ``ends`` the cue when it is what comes after the last of them.
    """

    old: tuple[Fraction, Fraction]
    new: tuple[Fraction, Fraction]
    ends: bool = False

    @property
    def longer(self) -> Fraction:
        """Seconds the picture gained there, negative when it lost them."""
        return self.new[1] - self.new[0] - self.old[1] + self.old[0]


def same_hits(old: CueFile, new: CueFile) -> tuple[Moved, ...]:
    """The hits of two cue files, paired by caption and kind, the first with the first of that name.

    Seconds of the new picture are counted in frames: a cue that goes from 24 to 23.976 keeps its frames,
    so ``before`` is what the old frames last at the new rate.
    """
    waiting: dict[tuple[str, str], list[Hit]] = defaultdict(list)
    for hit in sorted(old.hits, key=lambda hit: hit.at):
        waiting[_name(hit)].append(hit)
    kept = old.rate.fps / new.rate.fps
    found = []
    for hit in sorted(new.hits, key=lambda hit: hit.at):
        known = waiting[_name(hit)]
        found.append(Moved(hit, known.pop(0).at * kept if known else None, hit.at))
    found += [Moved(hit, hit.at * kept, None) for hits in waiting.values() for hit in hits]
    return tuple(sorted(found, key=_moment))


def _name(hit: Hit) -> tuple[str, str]:
    return hit.caption.strip().casefold(), hit.kind


def _moment(moved: Moved) -> Fraction:
    return moved.after if moved.after is not None else moved.before or Fraction(0)


def stretched(
    moves: tuple[Moved, ...], end: tuple[Fraction, Fraction] | None = None, music: Fraction | None = None
) -> tuple[Stretched, ...]:
    """Where the picture's length changed, between the start and each hit that is in both cuts, in the old order.

    ``end`` is the cue's in either cut, where it is known. What comes after the last hit counts as far as there is
    ``music`` (seconds): a cue that ended with it needs more when its end comes later, and any cue less when there is
    no picture left for its music.
    """
    known = sorted((m.before, m.after) for m in moves if m.before is not None and m.after is not None)
    points = [(Fraction(0), Fraction(0)), *(point for point in known if point[0] > 0 and point[1] > 0)]
    gaps = [Stretched((a, c), (b, d)) for (a, b), (c, d) in pairwise(points)]
    if end is not None and music is not None and points[-1][0] < min(end[0], music):
        since, now = points[-1]
        over = now + music - since  # in the new cut, if nothing else changed
        beyond = max(Fraction(0), end[0] - music)  # picture without music
        if beyond <= _TOGETHER:
            gaps.append(Stretched((since, music), (now, end[1] - beyond), ends=True))
        elif end[1] < over:
            gaps.append(Stretched((since, music), (now, end[1]), ends=True))
    return tuple(gap for gap in gaps if gap.longer)
