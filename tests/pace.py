"""How long work takes, in a measure that a slow or a busy machine does not change.

A *pace* is the processor time this interpreter needs for one fixed piece of plain Python, timed between
the rounds of the work itself: what slows the one slows the other. On the machine the limits were set on
a pace is some 0.07 seconds.
"""

from __future__ import annotations

import time
from collections.abc import Callable

_ROUNDS, _ROWS = 112, 2_000  # few enough rows to stay in a processor's cache, whatever its neighbours do
_PRIME = 7919


def paces(work: Callable[[], object], rounds: int = 3) -> float:
    """The processor time of ``work`` in paces: the best of its rounds over the best pace among them."""
    timed = [(_processor_seconds(work), _processor_seconds(_fixed_work)) for _ in range(rounds)]
    return min(seconds for seconds, _ in timed) / min(pace for _, pace in timed)


def _processor_seconds(work: Callable[[], object]) -> float:
    begun = time.process_time()
    work()
    return time.process_time() - begun


def _fixed_work() -> dict[int, list[str]]:
    """Tuples, text, a sort and a dict of lists: what reading and extracting are made of."""
    shelves: dict[int, list[str]] = {}
    for _ in range(_ROUNDS):
        shelves = {}
        for key, text in sorted((number * _PRIME % 10_007, str(number)) for number in range(_ROWS)):
            shelves.setdefault(key % 97, []).append(text)
    return shelves
