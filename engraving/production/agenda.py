"""What is still to be made: the longest first, and before a score the shares of its pages.

The music of a whole score takes long to extract and to pack: some parts go out before it, so that not everybody waits.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from msgspec.structs import replace

from engraving.house import Style
from engraving.layout.full_score.measures import share_count
from engraving.production.bench import Drawn, Failure, Job, Outcome, Share
from engraving.production.orders import Order
from engraving.score import FullScore

AHEAD = 2  # parts before a score


class Errand(NamedTuple):
    """A task for a worker, or why there is none, and the position of the order it belongs to."""

    at: int
    task: Job | Share | Failure


class Agenda:
    """Errands for all ``orders``, each with its music extracted when it is next.

    A score's pages are shared among up to ``most`` workers where that is worth it; the score itself is an errand when
    all its shares are back.
    """

    def __init__(self, orders: Sequence[Order], style: Style, most: int) -> None:
        self._orders, self._style, self._most = orders, style, most
        self._shares: dict[int, list[Drawn | None]] = {}  # of scores, by position: what came of them
        self._out: dict[int, int] = {}  # how many of them are not back
        self._scores: dict[int, Job] = {}  # those that are shared
        self._waiting = sorted(range(len(orders)), key=lambda at: orders[at].weight)
        if orders and orders[self._waiting[-1]].is_score:
            self._waiting.insert(max(len(orders) - 1 - AHEAD, 0), self._waiting.pop())
        self._ready: list[Errand] = []

    def next(self) -> Errand | None:
        """The longest errand that waits, but for the parts that go out before a score."""
        if self._ready:
            return self._ready.pop()
        if not self._waiting:
            return None
        at = self._waiting.pop()
        job = self.job(at)
        if isinstance(job, Job) and isinstance(job.music, FullScore):
            self._share(at, job, job.music)
            if self._ready:
                return self._ready.pop()
        return Errand(at, job)

    def job(self, at: int) -> Job | Failure:
        """The whole of an order."""
        return self._orders[at].job()

    def _share(self, at: int, job: Job, score: FullScore) -> None:
        count = share_count(score, self._style, self._most)
        if count > 1:
            self._scores[at], self._shares[at], self._out[at] = job, [None] * count, count
            self._ready = [Errand(at, Share(score, nth, count)) for nth in reversed(range(count))]

    def put_back(self, errand: Errand) -> None:
        """An errand that nobody has taken."""
        self._ready.append(errand)

    def share_back(self, at: int, share: Share, outcome: Drawn | Outcome | None) -> None:
        """Take what came of a share of order ``at``; where nothing did, the score is drawn by whoever makes it."""
        self._shares[at][share.nth] = outcome if isinstance(outcome, Drawn) else None
        self._out[at] -= 1
        if not self._out[at]:
            came = [drawn for drawn in self._shares.pop(at) if drawn is not None]
            whole = tuple(came) if len(came) == share.count else ()
            self._ready.append(Errand(at, replace(self._scores.pop(at), shares=whole)))

    def left(self) -> Iterator[int]:
        """The positions of orders that nobody is left to make, in the order in which they were to be made."""
        yield from dict.fromkeys((*(errand.at for errand in self._ready[::-1]), *self._waiting[::-1]))
