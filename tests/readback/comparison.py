"""A printed part against its source: what differs, in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from tests.readback.printed import PrintedBar, PrintedPart, Sounding
from tests.readback.source import STEPS, SourceBar, SourceEvent, SourcePart

LONG = ("whole", "breve", "long", "maxima")

Key = tuple[int, bool, int | None, float, str, int, bool, bool, bool]


class Difference(NamedTuple):
    """``bar`` is an index from 0 (-1: the part as a whole)."""

    part: str
    bar: int
    what: str
    text: str


def compare(source: SourcePart, printed: PrintedPart) -> list[Difference]:
    """Everything that differs."""
    found = [Difference(source.name, -1, "doubt", doubt) for doubt in printed.doubts]
    index = 0
    for bar in printed.bars:
        if bar.rest:
            index, complaint = _skip(bar, source.bars, index)
        else:
            complaint = ""
            if index < len(source.bars):
                found += [Difference(source.name, index, *d) for d in _bar(source.bars[index], bar)]
            index += 1
        if complaint:
            found.append(Difference(source.name, index, "multi-rest", complaint))
    if index != len(source.bars):
        found.append(Difference(source.name, -1, "bars", f"{index} printed, {len(source.bars)} in the source"))
    return found


def _skip(bar: PrintedBar, bars: Sequence[SourceBar], index: int) -> tuple[int, str]:
    """The bars a multi-bar rest stands for; the second half of a split bar is not counted."""
    left = bar.rest
    complaint = ""
    first = index
    while index < len(bars) and (left > 0 or (index > first and bars[index].number == bars[index - 1].number)):
        if not bars[index].empty:
            complaint = f"bar index {index} is not empty"
        if index == first or bars[index].number != bars[index - 1].number:
            left -= 1
        index += 1
    return index, complaint


def _bar(source: SourceBar, printed: PrintedBar) -> Iterator[tuple[str, str]]:
    source = _shown(source, printed)
    if source.empty and _silent(printed):
        silent = {e.staff for column in source.columns for e in column} - {e.staff for e in printed.events}
        if silent:
            yield "rests", f"no whole-bar rest on staff {sorted(silent)}"
        return
    shown = [e for e in printed.events if not _long(e)]
    wanted, whole = _columns(source, printed, shown)
    unlike = []
    at = 0
    for keys in wanted:
        mine = [_have(e) for e in shown[at : at + len(keys)]]
        at += len(keys)
        missing, extra = Counter(keys) - Counter(mine), Counter(mine) - Counter(keys)
        if missing or extra:
            unlike.append(f"source {_words(missing)} printed {_words(extra)}")
    if shown[at:]:
        unlike.append(f"printed beyond the source {_words(Counter(map(_have, shown[at:])))}")
    if unlike:
        yield "notes", "; ".join(unlike)
    yield from _whole_rests(source, whole, printed)


def _shown(source: SourceBar, printed: PrintedBar) -> SourceBar:
    """Without the whole-bar rests of staves that the system does not show: a divided section's that rest (E49)."""
    columns = (
        tuple(e for e in column if e.staff <= printed.staves or not (e.rest and e.fills_bar))
        for column in source.columns
    )
    return source._replace(columns=tuple(column for column in columns if column))


def _columns(
    source: SourceBar, printed: PrintedBar, shown: Sequence[Sounding]
) -> tuple[list[list[Key]], list[SourceEvent]]:
    """What must stand in each column, and the rests that may be drawn as whole-bar rests."""
    blind = {event.staff for event in printed.events if not event.rest and event.step is None}
    short = Counter((e.staff, e.value, e.dots) for e in shown if e.rest)
    wanted: list[list[Key]] = []
    whole: list[SourceEvent] = []
    for column in source.columns:
        keys = []
        for event in column:
            if _long(event) or (event.fills_bar and not short[event.staff, event.value, event.dots]):
                whole.append(event)
            else:
                keys.append(_wanted(event, blind))
        if keys:
            wanted.append(keys)
    return wanted, whole


def _silent(bar: PrintedBar) -> bool:
    """One whole-bar rest on every staff that shows anything."""
    staves = [event.staff for event in bar.events]
    return all(_long(event) for event in bar.events) and len(set(staves)) == len(staves)


def _whole_rests(source: SourceBar, whole: Sequence[SourceEvent], printed: PrintedBar) -> Iterator[tuple[str, str]]:
    """Long rests as written; those of the whole bar on every staff that has them, and on empty staves."""
    least = Counter((e.staff, e.value, e.dots) for e in whole if not e.fills_bar)
    shown = Counter((e.staff, e.value, e.dots) for e in printed.events if _long(e))
    if least - shown:
        yield "rests", f"missing {dict(least - shown)}"
    of_bar = Counter(e.staff for e in whole if e.fills_bar)
    have = Counter(e.staff for e in printed.events if _long(e)) - Counter(e.staff for e in whole if not e.fills_bar)
    if of_bar - have:
        yield "rests", f"no whole-bar rest on staff {sorted(of_bar - have)}"
    sounding = {e.staff for column in source.columns for e in column if not e.rest}
    extra = have - of_bar
    if any(count > 1 or staff in sounding for staff, count in extra.items()):
        yield "rests", f"too many whole rests {dict(shown)}"


def _long(event: Sounding | SourceEvent) -> bool:
    return event.rest and event.value in LONG


def _wanted(event: SourceEvent, blind: set[int]) -> Key:
    hidden = event.staff in blind
    return (
        event.staff, event.rest, None if hidden else event.step, 0.0 if hidden else event.alter, event.value,
        event.dots, event.grace, event.tied_in, event.tied_out,
    )  # fmt: skip


def _have(event: Sounding) -> Key:
    return (
        event.staff, event.rest, event.step, event.alter, event.value, event.dots, event.grace, event.tied_in,
        event.tied_out,
    )  # fmt: skip


def _words(events: Counter[Key]) -> str:
    return "[" + ", ".join(_word(key) + (f" ×{n}" if n > 1 else "") for key, n in events.items()) + "]"


def _word(key: Key) -> str:
    staff, rest, step, alter, value, dots, grace, tied_in, tied_out = key
    name = "rest" if rest else "?" if step is None else f"{STEPS[step % 7]}{_sign(alter)}{step // 7}"
    ties = ("⁀" if tied_in else "") + name + ("⁀" if tied_out else "")
    return f"{'grace ' if grace else ''}{ties} {value}{'.' * dots} staff {staff}"


def _sign(alter: float) -> str:
    return {0.0: "", 1.0: "#", -1.0: "b", 2.0: "##", -2.0: "bb"}.get(alter, f"{alter:+}")
