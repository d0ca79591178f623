"""What has two ends: ties, slurs, hairpins, pedals, tuplets …"""

from __future__ import annotations

import msgspec

from engraving.score.attributed import Attributed


class Anchor(msgspec.Struct, frozen=True, gc=False):
    """One end of a spanner: a ``tick`` and staff, and the event and head it hangs on (0: none)."""

    tick: int
    staff: int
    voice: int = 0
    event: int = 0
    head: int = 0


class Spanner(msgspec.Struct, Attributed, frozen=True, gc=False):
    """Something with two ends. An end of ``None`` is an open stub (l.v., a tie into nowhere).

    ``kind``: tie, slur, wedge, octave-shift, pedal, wavy-line, tuplet, glissando, slide, dashes,
    bracket, tremolo. ``attributes`` are what the start says, ``closing`` what the stop says, and
    ``turns`` what happens between, as (tick, phase): a pedal's change, discontinue and resume. ``text``
    is words carried on the line.
    """

    atom: int
    kind: str
    start: Anchor | None
    stop: Anchor | None
    placement: str = ""
    number: int = 1
    text: str = ""
    attributes: tuple[tuple[str, str], ...] = ()
    closing: tuple[tuple[str, str], ...] = ()
    turns: tuple[tuple[int, str], ...] = ()
    line: int = 0
