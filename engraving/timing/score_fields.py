"""What a score itself says of its picture: start and rate, in fields of its identification."""

from __future__ import annotations

from engraving.findings import Finding, Severity, Where
from engraving.score import Cue
from engraving.timing.cue_file import CueFile
from engraving.timing.rates import Rate, UnknownRate, rate_named
from engraving.timing.timecode import NoSuchLabel, parse

_MAKE_ONE = "Write a cue file beside the score: it says hits, tempi and the rest as well."


def said_by_score(cue: Cue) -> tuple[CueFile | None, tuple[Finding, ...]]:
    """A cue file of what the score says, None when it says no rate that is known.

    Findings: ``picture-from-score`` (note) when there is one, ``picture-field-unread`` (warning) for a start that
    cannot be counted, a rate that is unknown, and a start without a rate, which nobody can count.
    """
    fields = cue.credits
    if not fields.rate and not fields.start:
        return None, ()
    if not fields.rate:
        return None, (_unread(cue, f"The score says that its picture starts at {fields.start}, not at which rate."),)
    try:
        rate = rate_named(fields.rate)
        start = parse(fields.start, rate) if fields.start else None
    except (UnknownRate, NoSuchLabel) as error:
        return None, (_unread(cue, f"What the score says of its picture cannot be used: {error}"),)
    what = f"Rate {rate.name}" + (f" and start {fields.start} are" if fields.start else " is")
    message = f"{what} taken from the score, which has no cue file."
    note = Finding("picture-from-score", Severity.NOTE, Where(file=cue.file), message, _MAKE_ONE)
    return CueFile(number=fields.cue_number, title=fields.title, rate=rate, start=start), (note,)


def unlike(cue: Cue, cue_file: CueFile) -> str:
    """In words, where a score's fields and its cue file disagree; "" where they do not, or cannot be compared."""
    fields = cue.credits
    try:
        rate: Rate = rate_named(fields.rate) if fields.rate else cue_file.rate
        start = parse(fields.start, rate) if fields.start else cue_file.start
    except (UnknownRate, NoSuchLabel):
        return ""
    if rate.name != cue_file.rate.name:
        return f"The score says {rate.name} frames a second, the cue file {cue_file.rate.name}."
    if cue_file.start is not None and start != cue_file.start:
        return f"The score says that the picture starts at {fields.start}, the cue file another time."
    return ""


def _unread(cue: Cue, message: str) -> Finding:
    return Finding("picture-field-unread", Severity.WARNING, Where(file=cue.file), message, _MAKE_ONE)
