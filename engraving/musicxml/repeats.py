"""The cue's barlines, repeats, endings and jumps, from what all its parts say."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from engraving.findings import Severity
from engraving.musicxml.drafts import BarlineDraft, Complaint, EndingMark, PartDraft
from engraving.score import Bar, Direction, Ending, Segment
from engraving.score.atoms import Kind
from engraving.score.tempo_words import says_times

_NUMBERS = re.compile(r"\d+")
_OPENING = "heavy-light"


class Look(NamedTuple):
    """How a bar is bounded."""

    left: str = ""
    right: str = ""
    repeat_start: bool = False
    repeat_end: int = 0
    wings: tuple[str, str] = ("", "")


class CueBarlines(NamedTuple):
    """Looks and jumps by bar index, and the endings."""

    looks: dict[int, Look]
    jumps: dict[int, tuple[tuple[str, str], ...]]
    endings: tuple[Ending, ...]


def agree_on_barlines(
    parts: list[PartDraft], bars: int, atom: Callable[[int, Kind], int]
) -> tuple[CueBarlines, list[Complaint]]:
    """The union of all parts' barlines. Where styles differ the commonest counts, with a finding."""
    by_bar: dict[int, list[BarlineDraft]] = {}
    for part in parts:
        for line in part.barlines:
            if line.place != "middle":
                by_bar.setdefault(line.bar, []).append(line)
    complaints: list[Complaint] = []
    looks = _closed_before({bar: _look(bar, lines, complaints) for bar, lines in by_bar.items()})
    jumps: dict[int, tuple[tuple[str, str], ...]] = {}
    for part in parts:
        for bar, name, value in part.jumps:
            if (name, value) not in jumps.get(bar, ()):
                jumps[bar] = (*jumps.get(bar, ()), (name, value))
    endings = _endings(parts, bars, atom, complaints)
    return CueBarlines(looks, jumps, endings), complaints


def _look(bar: int, lines: list[BarlineDraft], complaints: list[Complaint]) -> Look:
    styles: dict[str, str] = {}
    for place in ("left", "right"):
        counts = Counter(line.style for line in lines if line.place == place and line.style)
        styles[place] = counts.most_common(1)[0][0] if counts else ""
        if len(counts) > 1:
            line = next(line for line in lines if line.place == place and line.style != styles[place])
            names = " and ".join(sorted(counts))
            complaints.append(
                Complaint(
                    "barlines-disagree",
                    Severity.WARNING,
                    bar,
                    -1,
                    line.line,
                    f"Parts have different barlines here: {names}. All get {styles[place]}.",
                    "Make the barline the same in all parts.",
                )
            )
    ends = [line.times for line in lines if line.repeat == "backward"]
    forward, backward = (
        next((line.winged for line in lines if line.repeat == way and line.winged), "")
        for way in ("forward", "backward")
    )
    begins = any(line.repeat == "forward" for line in lines)
    return Look(styles["left"], styles["right"], begins, max(ends, default=0), (forward, backward))


def _closed_before(looks: dict[int, Look]) -> dict[int, Look]:
    """A barline at a bar's left ends the bar before it, also over a line's end; only an opening one begins its bar."""
    for bar, look in tuple(looks.items()):
        before = looks.get(bar - 1, Look())
        if bar and look.left not in ("", _OPENING) and not look.repeat_start and not before.right:
            looks[bar - 1] = before._replace(right=look.left)
            looks[bar] = look._replace(left="")
    return looks


def told_times(bars: Sequence[Bar], endings: Iterable[Ending], said: Iterable[Direction]) -> list[Direction]:
    """``4×`` over the end of every passage played more than twice, unless an ending or words say so."""
    numbered = {bar for ending in endings if ending.numbers for bar in range(ending.first, ending.last + 1)}
    words = [direction for direction in said if any(segment.kind == "words" for segment in direction.segments)]
    found = []
    first = 0
    for bar in bars:
        first = bar.index if bar.repeat_start else first
        if bar.repeat_end > 2 and bar.index not in numbered:
            inside = (d.text for d in words if first <= d.bar <= bar.index)
            if not any(says_times(text, bar.repeat_end) for text in inside):
                count = (Segment("words", f"{bar.repeat_end}×"),)
                found.append(Direction(0, bar.index, bar.end, 0, count, "above"))
        first = bar.index + 1 if bar.repeat_end else first
    return found


def _endings(
    parts: list[PartDraft], bars: int, atom: Callable[[int, Kind], int], complaints: list[Complaint]
) -> tuple[Ending, ...]:
    """Volta brackets, once for the cue, from the first part that has each."""
    found: dict[int, Ending] = {}
    for part in parts:
        opened: BarlineDraft | None = None
        for line in part.barlines:
            mark = line.ending
            if mark is None:
                continue
            if mark.phase == "start":
                if opened is not None:
                    _add(found, opened, line.bar - 1, False, atom)
                opened = line
            elif opened is not None:
                _add(found, opened, line.bar, mark.phase == "stop", atom)
                opened = None
        if opened is not None:
            if opened.bar not in found:
                complaints.append(
                    Complaint(
                        "ending-open",
                        Severity.NOTE,
                        opened.bar,
                        -1,
                        opened.line,
                        "An ending begins and does not end; it is drawn over one bar.",
                        "Give the ending its last bar.",
                    )
                )
            _add(found, opened, min(opened.bar, bars - 1), False, atom)
    return tuple(found[bar] for bar in sorted(found))


def _add(
    found: dict[int, Ending], start: BarlineDraft, last: int, closed: bool, atom: Callable[[int, Kind], int]
) -> None:
    mark: EndingMark | None = start.ending
    if mark is None or start.bar in found:
        return
    numbers = tuple(sorted({int(n) for n in _NUMBERS.findall(mark.numbers) if 0 < int(n) < 100}))
    text = mark.text or ", ".join(f"{number}." for number in numbers)
    found[start.bar] = Ending(
        atom(start.bar, Kind.ENDING), numbers, text, start.bar, max(last, start.bar), closed, mark.visible
    )
