"""What is to be made, before anybody has begun with it."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from engraving.production.bench import Failure, Job, guarded
from engraving.score import FullScore, Part


class Order(NamedTuple):
    """A part to make, or the score: who reads it, its file name without suffix, how long it will take, roughly, and
    where to get the music when a worker will soon be free for it."""

    chair: str
    stem: str
    weight: int
    music: Callable[[], Part | FullScore]
    is_score: bool = False

    def job(self) -> Job | Failure:
        """The order with its music, or why it could not be extracted: that stops no other."""
        return guarded(_with_music)(self)


def _with_music(order: Order) -> Job:
    return Job(order.music(), order.stem)
