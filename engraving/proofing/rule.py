"""What a rule is: an id, how grave it is, two sentences for people, and the function that looks."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

import msgspec

from engraving.findings import Severity
from engraving.proofing.subject import PartView, Subject
from engraving.score.places import how_often


class Spot(NamedTuple):
    """A place where a rule is broken, and how, in one sentence.

    ``part`` is None for what concerns the whole cue; ``tick`` -1 for a whole bar, ``bar`` -1 for no bar.
    """

    message: str
    part: PartView | None = None
    bar: int = -1
    tick: int = -1
    line: int = 0
    atoms: tuple[int, ...] = ()


Check = Callable[[Subject], Iterable[Spot]]
PartCheck = Callable[[Subject, PartView], Iterable[Spot]]


class Rule(msgspec.Struct, frozen=True, gc=False):
    """One rule: ``sentence`` is what is wrong, ``remedy`` what to do, ``source`` the convention behind it."""

    id: str
    severity: Severity
    sentence: str
    remedy: str
    check: Check
    source: str = ""


def in_each_part(check: PartCheck) -> Check:
    """A check of one part, made to look at all of them in score order."""

    def every(subject: Subject) -> Iterator[Spot]:
        for part in subject.parts:
            yield from check(subject, part)

    return every


def times(count: int, subject: Subject, bars: Sequence[int]) -> str:
    """``in bar 12``, or ``3 times, in bars 12, 40 and 41``: how often and where, the first few bars named."""
    return how_often(count, subject.cue.bars, bars)
