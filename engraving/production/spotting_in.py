"""A spotting list taken into a cue file: what the list says beside what the file said, written whole or not at all."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import msgspec

from engraving.errors import UsageError
from engraving.findings import Finding
from engraving.production.cue_files import cue_file_path, write_cue_file
from engraving.spotting import CueSpan, SpottingList, Window, hits, read_spotting, span_of
from engraving.timing.cue_file import CueFile, Hit
from engraving.timing.cue_file.reading import load_cue_file
from engraving.timing.rates import Rate
from engraving.timing.timecode import NoSuchLabel, Rounding, frames_at, parse, seconds_of


class Wishes(msgspec.Struct, frozen=True):
    """What the user said of a list and a cue: labels as typed, "" where nothing was.

    ``zero`` is the label at which the list's own clock stands at 0; ``add`` and ``replace`` say what becomes of hits
    that the cue file has already; ``everything`` takes markers outside the cue as well.
    """

    rate: Rate | None = None
    start: str = ""
    end: str = ""
    zero: str = ""
    number: str = ""
    dialect: str = ""
    project: str = ""
    add: bool = False
    replace: bool = False
    everything: bool = False


class TakenIn(msgspec.Struct, frozen=True):
    """A cue file as it is once a list has been taken in: ``hits`` are the list's own."""

    spotting: SpottingList
    path: Path
    cue_file: CueFile
    hits: tuple[Hit, ...]
    findings: tuple[Finding, ...]

    def write(self) -> None:
        """Write the cue file. Raises ``CannotWrite``."""
        write_cue_file(self.path, self.cue_file)


def read_list(path: Path, wishes: Wishes) -> SpottingList:
    """The list alone."""
    return read_spotting(path, wishes.rate, wishes.dialect, wishes.project)


def take_in(listed: Path, cue: Path, wishes: Wishes) -> TakenIn:
    """Read a list and lay it beside the cue's file, if there is one. Nothing is written yet.

    Raises ``UsageError`` when the list needs a rate, a start or a choice that nobody gave.
    """
    path = cue_file_path(cue)
    old = load_cue_file(path) if path.exists() else None
    asked = wishes.rate or (old.rate if old is not None else None)
    spotting = read_list(listed, msgspec.structs.replace(wishes, rate=asked))
    rate = asked or spotting.rate
    if rate is None:
        raise UsageError("The list does not say its frame rate.", listed.name, "Name it, as --rate 24.")
    before = old or CueFile(rate=rate)
    number = wishes.number or before.number
    span = _span(spotting, number, listed.name)
    start, end = _bounds(before, span, wishes, rate)
    zero = seconds_of(_frame(wishes.zero, rate, "--zero"), rate) if wishes.zero else None
    window = msgspec.structs.replace(_window((start, end), rate, span), number=number, zero=zero)
    found, left_out = hits(spotting, window, everything=wishes.everything)
    if not found:
        raise UsageError(
            f"None of the {len(spotting.markers)} markers lies in the cue.", listed.name,
            "Look at --start, --end and --zero, or take all with --everything.",
        )  # fmt: skip
    after = msgspec.structs.replace(
        before,
        number=before.number or wishes.number or (span.number if span else ""),
        title=before.title or (span.title if span else ""),
        reel=before.reel or (span.reel if span else ""),
        rate=rate,
        start=start,
        end=end,
        hits=_together(before.hits, found, path, wishes),
    )
    return TakenIn(spotting, path, after, found, spotting.findings + left_out)


def _span(spotting: SpottingList, number: str, name: str) -> CueSpan | None:
    span = span_of(spotting, number)
    if span is None and len(spotting.cues) > 1:
        numbers = ", ".join(cue.number or f"“{cue.title}”" for cue in spotting.cues)
        what = f"The list has no cue {number}" if number else "The list holds several cues"
        raise UsageError(f"{what}: {numbers}.", name, "Name one, as --number 1M1.")
    return span


def _bounds(before: CueFile, span: CueSpan | None, wishes: Wishes, rate: Rate) -> tuple[int | None, int | None]:
    """First and last frame: as typed, else as the cue file has them, else as the list does."""
    start = _frame(wishes.start, rate, "--start") if wishes.start else before.start
    end = _frame(wishes.end, rate, "--end") if wishes.end else before.end
    if span is not None and span.on_timeline:
        if start is None:
            start = frames_at(span.start, rate, Rounding.NEAREST)
        if end is None and span.end is not None:
            end = frames_at(span.end, rate, Rounding.NEAREST)
    elif span is not None and span.end is not None and start is not None and end is None:
        end = start + frames_at(span.end - span.start, rate, Rounding.NEAREST)
    if start is not None and end is not None and end <= start:
        raise UsageError("The cue ends before it begins.", remedy="Look at --start and --end.")
    return start, end


def _window(frames: tuple[int | None, int | None], rate: Rate, span: CueSpan | None) -> Window:
    """The cue as it was bounded; where its end is unknown, it lasts as long as the list has it."""
    start, end = frames
    lasts: Fraction | None = None
    if start is not None and end is not None:
        lasts = seconds_of(end - start, rate)
    elif span is not None and span.end is not None:
        lasts = span.end - span.start
    aside = span is not None and not span.on_timeline
    return Window(
        start=None if start is None else seconds_of(start, rate),
        lasts=lasts,
        begins=span.start if span is not None and aside else Fraction(0),
    )


def _frame(label: str, rate: Rate, option: str) -> int:
    try:
        return parse(label, rate)
    except NoSuchLabel as error:
        raise UsageError(str(error), option) from error


def _together(old: tuple[Hit, ...], new: tuple[Hit, ...], path: Path, wishes: Wishes) -> tuple[Hit, ...]:
    """The hits of the file and the list; one that stands in both is kept as the file has it."""
    if not old or wishes.replace:
        return new
    if not wishes.add:
        raise UsageError(
            f"The cue file has {len(old)} hits already.", path.name,
            "Say --add to keep them as well, or --replace to put the list's in their place.",
        )  # fmt: skip
    known = {(hit.at, hit.caption) for hit in old}
    together = list(old)  # in the order in which the file has them
    for hit in new:
        if (hit.at, hit.caption) not in known:
            together.insert(next((n for n, other in enumerate(together) if other.at > hit.at), len(together)), hit)
    return tuple(together)
