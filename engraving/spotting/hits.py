"""From a list's markers to a cue's hits: the cue's own clock, and only what is the cue's."""

from __future__ import annotations

from fractions import Fraction

import msgspec

from engraving.errors import UsageError
from engraving.findings import Finding, Severity, Where
from engraving.spotting.values import CueSpan, Marker, SpottingList
from engraving.timing.cue_file import Hit


class Window(msgspec.Struct, frozen=True, gc=False):
    """The cue, as far as anybody said: ``start`` on the timeline (seconds from 00:00:00:00), and how long it ``lasts``.

    A list's own clock stands at 0 at ``zero`` on the timeline, or at ``begins`` when the cue does. Nobody having said
    either, the list is taken to begin with the cue. ``number`` is the cue's, for lists of several.
    """

    start: Fraction | None = None
    lasts: Fraction | None = None
    zero: Fraction | None = None
    begins: Fraction = Fraction(0)
    number: str = ""


def span_of(spotting: SpottingList, number: str) -> CueSpan | None:
    """The cue of that number in the list; the only one when no number is asked for."""
    if not number:
        return spotting.cues[0] if len(spotting.cues) == 1 else None
    return next((cue for cue in spotting.cues if cue.number.casefold() == number.casefold()), None)


def hits(
    spotting: SpottingList, window: Window, *, everything: bool = False
) -> tuple[tuple[Hit, ...], tuple[Finding, ...]]:
    """The markers that lie in the cue, in their order, as hits counted from its start.

    Those of other cues, and before or after it, are left out and counted in the note ``spotting-elsewhere``;
    ``everything`` takes them all. Raises ``UsageError`` when the list counts by timecode and the start is unknown.
    """
    chosen: list[Hit] = []
    elsewhere: list[Marker] = []
    for marker in spotting.markers:
        at = _from_start(spotting, window, marker.at, on_timeline=marker.on_timeline)
        if everything or _belongs(marker, at, window):
            chosen.append(_hit(marker, at))
        else:
            elsewhere.append(marker)
    chosen.sort(key=lambda hit: hit.at)
    return tuple(chosen), _elsewhere(spotting, elsewhere)


def _from_start(spotting: SpottingList, window: Window, at: Fraction, *, on_timeline: bool) -> Fraction:
    zero = window.zero if window.zero is not None else spotting.zero
    if on_timeline or zero is not None:
        if window.start is None:
            raise UsageError(
                "The list is counted by timecode, and nobody said where the cue begins.",
                spotting.file,
                "Give the cue's start, as --start 01:00:10:12, or a cue file that has one.",
            )
        return at - window.start + (0 if on_timeline else zero or 0)
    return at - window.begins


def _belongs(marker: Marker, at: Fraction, window: Window) -> bool:
    if marker.cue and window.number and marker.cue.casefold() != window.number.casefold():
        return False
    if at < 0:
        return False
    return window.lasts is None or at <= window.lasts


def _hit(marker: Marker, at: Fraction) -> Hit:
    plain = Hit(at, marker.caption, wanted=marker.wanted)
    return msgspec.structs.replace(
        plain,
        kind=marker.kind or plain.kind,
        weight=plain.weight if marker.weight is None else marker.weight,
        early=plain.early if marker.early is None else marker.early,
        late=plain.late if marker.late is None else marker.late,
    )


def _elsewhere(spotting: SpottingList, left_out: list[Marker]) -> tuple[Finding, ...]:
    if not left_out:
        return ()
    named = ", ".join(f"“{marker.caption}”" for marker in left_out[:3])
    more = f" and {len(left_out) - 3} more" if len(left_out) > 3 else ""
    message = f"Not in this cue, and left out: {named}{more} ({len(left_out)} of {len(spotting.markers)} markers)."
    where = Where(file=spotting.file, line=left_out[0].line)
    return (Finding("spotting-elsewhere", Severity.NOTE, where, message, "Take them all with --everything."),)
