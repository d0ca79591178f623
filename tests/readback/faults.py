"""Differences that are music21's fault, each with the line of the XML that shows it.

A row is used up by exactly one difference, word for word; a row that nothing uses is an error.
"""

from __future__ import annotations

from typing import NamedTuple


class Fault(NamedTuple):
    """``bar`` is an index from 0 (-1: a count over the part); ``text`` is the difference as reported."""

    score: str
    part: str
    bar: int
    what: str
    text: str
    line: int
    reason: str


FAULTS: tuple[Fault, ...] = ()
