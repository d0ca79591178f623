"""The order of a score from top to bottom: woodwind, brass, timpani, percussion, keyboards, voices, strings (R66).

Within the brass horns stand above trumpets; within the strings violins, violas, cellos, basses. Scores for other
forces than an orchestra have orders of their own and are left alone.
"""

from __future__ import annotations

from bisect import bisect_right

from engraving.findings import Finding, Severity, Where
from engraving.instruments import Match
from engraving.score import Cue

_SECTIONS = {
    "woodwind": 0, "brass": 1, "timpani": 2, "percussion": 3, "harp": 4, "keyboard": 4, "plucked": 4,
    "electronic": 4, "voice": 5, "strings": 6,
}  # fmt: skip
_FAMILIES = ("woodwind", "brass", "strings")
_WOODWINDS = (1100, 1200, 1260, 1300, 1400)  # ranks at which oboes, clarinets, bassoons, saxophones and others begin
_BOWED = range(6000, 6100)  # ranks of violins to basses

Place = tuple[int, int]


def standard_order(matches: tuple[Match, ...]) -> tuple[int, ...]:
    """Indices of the parts as a score stands usually; like and unknown instruments stay together."""
    places: list[Place] = []
    for match in matches:
        before = places[-1] if places else (0, 0)
        places.append(_place(match, finely=True) or before)
    return tuple(sorted(range(len(matches)), key=lambda index: places[index]))


def order_findings(cue: Cue, names: tuple[str, ...], matches: tuple[Match, ...]) -> tuple[Finding, ...]:
    """``score-order`` (note) naming the first part that stands below one it usually stands above."""
    if not _is_orchestra(matches):
        return ()
    lowest, above = (0, 0), ""
    for name, match in zip(names, matches, strict=True):
        place = _place(match, finely=False)
        if place is None:
            continue
        if place < lowest:
            message = f"{name} stands below {above}; scores usually have it above."
            return (
                Finding(
                    "score-order", Severity.NOTE, Where(part=name, file=cue.file), message,
                    "Say --reorder to print the score in the usual order.",
                ),
            )  # fmt: skip
        if place > lowest:
            lowest, above = place, name
    return ()


def section_of(match: Match) -> int:
    """A number for each of the score's sections, from the top; -1 where the instrument is not known."""
    return -1 if match.instrument is None else _SECTIONS[match.instrument.family]


def _is_orchestra(matches: tuple[Match, ...]) -> bool:
    """Two families at least, and a violin, viola or cello: a band has its bass among the winds."""
    found = {match.instrument.family for match in matches if match.instrument is not None}
    bowed = any(match.instrument is not None and match.instrument.rank in range(6000, 6030) for match in matches)
    return bowed and len(found.intersection(_FAMILIES)) > 1


def _place(match: Match, *, finely: bool) -> Place | None:
    """Section and kin; the kin of woodwinds only ``finely``, as habits differ there."""
    instrument = match.instrument
    if instrument is None:
        return None
    kin = 0
    if instrument.family == "brass":
        kin = instrument.rank // 100
    elif instrument.family == "strings" and (finely or instrument.rank in _BOWED):
        kin = instrument.rank // 10
    elif finely:
        woodwind = instrument.family == "woodwind"
        kin = bisect_right(_WOODWINDS, instrument.rank) if woodwind else 0
    return _SECTIONS[instrument.family], kin
