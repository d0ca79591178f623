"""What is still to be made: the longest first, and before a score the shares of its pages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from msgspec.structs import replace

from engraving.house import Style
from engraving.layout.full_score.measures import share_count
from engraving.production.bench import Drawn, Job, Outcome, Share
from engraving.score import FullScore


class Errand(NamedTuple):
    """A task for a worker, and the position of the job it belongs to."""

    at: int
    task: Job | Share


class Agenda:
    """Errands for all ``jobs``. A score's pages are shared among up to ``most`` workers where that is worth it; the
    score itself is an errand when all its shares are back."""

    def __init__(self, jobs: Sequence[Job], style: Style, most: int) -> None:
        self._jobs = jobs
        self._shares: dict[int, list[Drawn | None]] = {}  # of scores, by position: what came of them
        self._out: dict[int, int] = {}  # how many of them are not back
        errands: list[Errand] = []
        for at, job in enumerate(jobs):
            score = job.music
            count = share_count(score, style, most) if isinstance(score, FullScore) else 1
            if isinstance(score, FullScore) and count > 1:
                self._shares[at], self._out[at] = [None] * count, count
                errands += [Errand(at, Share(score, nth, count)) for nth in range(count)]
            else:
                errands.append(Errand(at, job))
        self._waiting = sorted(errands, key=lambda errand: errand.task.weight)

    def next(self) -> Errand | None:
        """The longest errand that waits."""
        return self._waiting.pop() if self._waiting else None

    def put_back(self, errand: Errand) -> None:
        """An errand that nobody has taken."""
        self._waiting.append(errand)

    def share_back(self, at: int, share: Share, outcome: Drawn | Outcome | None) -> None:
        """Take what came of a share of job ``at``; where nothing did, the score is drawn by whoever makes it."""
        self._shares[at][share.nth] = outcome if isinstance(outcome, Drawn) else None
        self._out[at] -= 1
        if not self._out[at]:
            came = [drawn for drawn in self._shares.pop(at) if drawn is not None]
            whole = tuple(came) if len(came) == share.count else ()
            self._waiting.append(Errand(at, replace(self._jobs[at], shares=whole)))

    def left(self) -> Iterator[int]:
        """The positions of jobs that nobody is left to make, the longest first."""
        yield from dict.fromkeys(errand.at for errand in self._waiting[::-1])
