"""The time inside a clip, brought out to the timeline: through where it was cut, its speed, and what holds it."""

from __future__ import annotations

from fractions import Fraction

import msgspec

_CLOSE = Fraction(1, 20)


class Clock(msgspec.Struct):
    """The local time of a clip that begins ``at`` a moment of what holds it, with its own ``start``.

    ``speed`` is how much of its own time passes in one second of what holds it: 2 when it runs twice as fast, 0 in a
    freeze frame, negative backwards. ``bends`` are (local time, time of its contents) of a speed that changes;
    ``doubtful`` says that its speed could not be read.
    """

    above: Clock | None = None
    at: Fraction = Fraction(0)
    start: Fraction = Fraction(0)
    speed: Fraction = Fraction(1)
    contained: bool = False
    bends: list[tuple[Fraction, Fraction]] = msgspec.field(default_factory=list)
    doubtful: bool = False

    def of_child(self, at: Fraction, start: Fraction, *, connected: bool) -> Clock:
        """The clock of a clip in this one; one that is ``connected`` to it does not share the speed of its contents."""
        return Clock(self, at, start, contained=not connected)

    def bend(self, local: Fraction, contents: Fraction) -> None:
        """The contents' time at a local time of this clip; points come in the order of time."""
        self.bends.append((local, contents))

    def inside(self, local: Fraction) -> Fraction | None:
        """A local time on the timeline; None for a moment that is never shown."""
        if self.above is None:
            return local
        if not self.speed:
            return self.outside(self.at) if local == self.start else None
        return self.outside(self.at + (local - self.start) / self.speed)

    def outside(self, moment: Fraction) -> Fraction | None:
        """A moment of what holds this clip on the timeline."""
        if self.above is None:
            return moment
        if self.contained and self.above.bends:
            shown = self.above.when_shown(moment)
            return None if shown is None else self.above.inside(shown)
        return self.above.inside(moment)

    def when_shown(self, contents: Fraction) -> Fraction | None:
        """The local time at which a moment of the contents is first shown."""
        for (begin, first), (end, last) in zip(self.bends, self.bends[1:], strict=False):
            if first == last == contents:
                return begin
            if min(first, last) <= contents <= max(first, last) and first != last:
                return begin + (contents - first) * (end - begin) / (last - first)
        return None

    @property
    def is_doubtful(self) -> bool:
        """Whether its speed, or that of what holds it, is not known."""
        return self.doubtful or (self.above is not None and self.above.is_doubtful)


def conformed(source: Fraction, timeline: Fraction) -> Fraction:
    """The speed of frames of one rate played one by one at another; twice the rate is half as many frames.

    Rates too far from each other to be played so are converted by leaving frames out: speed 1.
    """
    while source * Fraction(4, 3) <= timeline:
        source *= 2
    while source >= timeline * Fraction(4, 3):
        source /= 2
    speed = timeline / source
    return speed if abs(speed - 1) <= _CLOSE else Fraction(1)
