"""Empty bars: each holds exactly one visible whole-bar rest on every staff, whatever the source wrote."""

from __future__ import annotations

import msgspec
from msgspec.structs import replace

from engraving.parts.fresh_atoms import FreshAtoms
from engraving.score import Anchor, Bar, BarKind, Cue, Event, Music, Spanner
from engraving.score.atoms import Kind


class Silence(msgspec.Struct, frozen=True, gc=False):
    """The music with its empty bars settled; ``empty`` has a 1 for each bar index without a note.

    ``plain`` has a 1 where an empty bar holds nothing but rests and so may be merged with others.
    """

    music: Music
    empty: bytes
    plain: bytes


def settle_rests(cue: Cue, music: Music, fresh: FreshAtoms) -> Silence:
    """Normalise empty bars. Rests merged or added are the changes E47 permits."""
    count = len(cue.bars)
    sounding, rests, filled = _survey(music, count)
    _take_styled(cue, music, sounding, filled)
    bound = _bound_events(music)
    empty, plain = bytearray(count), bytearray(count)
    redone: dict[int, tuple[Event, ...]] = {}  # bar index -> its rests, where they change
    voices: dict[int, int] = {}
    for bar in cue.bars:
        index = bar.index
        present = rests.get(index, [])
        if not sounding[index]:
            empty[index] = 1
            decorated = any(e.marks or e.lyrics or e.id in bound for e in present)
            plain[index] = not decorated and bar.kind in (BarKind.FULL, BarKind.SPLIT)
            if decorated:
                kept = _decorated(present)
                if len(kept) < len(present):
                    redone[index] = kept
                continue
            if _is_settled(bar, present, music.staves):
                continue
        elif music.staves == 1 or all(filled[(index * music.staves) : (index + 1) * music.staves]):
            continue
        voices = voices or _voices(music)
        redone[index] = _settled(bar, present, music, fresh, voices, filled, not sounding[index])
    if redone:
        music = _with_rests(music, redone)
    return Silence(music, bytes(empty), bytes(plain))


def _survey(music: Music, count: int) -> tuple[bytearray, dict[int, list[Event]], bytearray]:
    """Bars with visible notes; the rests (and hidden notes) of all bars; staves with anything on them."""
    sounding = bytearray(count)
    rests: dict[int, list[Event]] = {}
    staves = music.staves
    filled = bytearray(count * staves)
    for event in music.events:
        bar = event.bar
        filled[bar * staves + event.staff - 1] = 1
        if event.heads:
            if staves > 1:
                for head in event.heads:
                    filled[bar * staves + head.staff - 1] = 1
            if _is_seen(event):
                sounding[bar] = 1
                continue
        rests.setdefault(bar, []).append(event)
    return sounding, rests, filled


def _is_seen(event: Event) -> bool:
    """Has it a notehead on paper?"""
    return event.visible and any(head.visible for head in event.heads)


def _take_styled(cue: Cue, music: Music, sounding: bytearray, filled: bytearray) -> None:
    """Bars under measure repeats are neither empty nor to be filled on their staff."""
    for style in music.styles:
        if style.start == style.end:
            continue
        for bar in cue.bars:
            if bar.start < style.end and bar.end > style.start:
                sounding[bar.index] = 1
                filled[bar.index * music.staves + style.staff - 1] = 1


def _bound_events(music: Music) -> frozenset[int]:
    """Events that a beam, tuplet, slur … holds: their rests stay as written."""
    bound = {event for group in music.beams for event in group.events}
    for spanner in music.spanners:
        if spanner.kind in ("tuplet", "slur", "tremolo", "glissando", "slide"):
            bound |= {end.event for end in (spanner.start, spanner.stop) if end is not None}
    return frozenset(bound)


def _decorated(present: list[Event]) -> tuple[Event, ...]:
    """Rests with marks stay as written; a plain one beside a marked whole-bar rest says nothing more."""
    marked = {event.staff for event in present if event.whole_bar and event.marks}
    return tuple(e for e in present if e.staff not in marked or e.marks or not e.whole_bar)


def _is_settled(bar: Bar, present: list[Event], staves: int) -> bool:
    if len(present) != staves:
        return _stays_short(bar, present, staves)
    if all(e.whole_bar and e.visible for e in present):
        return staves == 1 or len({e.staff for e in present}) == staves
    return _stays_short(bar, present, staves)


def _stays_short(bar: Bar, present: list[Event], staves: int) -> bool:
    """Pickups, half bars and free bars keep the rests they were written with."""
    if bar.kind is BarKind.FULL:
        return False
    return len({e.staff for e in present if e.visible and e.is_rest}) == staves


def _voices(music: Music) -> dict[int, int]:
    """The first voice seen on each staff."""
    voices: dict[int, int] = {}
    for event in music.events:
        voices.setdefault(event.staff, event.voice)
    return voices


def _settled(
    bar: Bar,
    present: list[Event],
    music: Music,
    fresh: FreshAtoms,
    voices: dict[int, int],
    filled: bytearray,
    silent: bool,
) -> tuple[Event, ...]:
    """The bar's rests anew: one per staff in a silent bar, else only what blank staves lack."""
    found = [] if silent else list(present)
    for staff in range(1, music.staves + 1):
        if silent:
            found.append(_whole_bar(bar, staff, present, fresh, voices))
        elif not filled[bar.index * music.staves + staff - 1]:
            found.append(_whole_bar(bar, staff, [], fresh, voices))
    return tuple(found)


def _whole_bar(
    bar: Bar, staff: int, present: list[Event], fresh: FreshAtoms, voices: dict[int, int]
) -> Event:
    """The staff's whole-bar rest: the source's own if it has a visible rest there, else a new one."""
    visible = [e for e in present if e.staff == staff and e.visible and e.is_rest]
    own = next((e for e in visible if e.whole_bar), visible[0] if visible else None)
    if own is None:
        atom = fresh.take(bar.index, Kind.REST)
        voice = voices.get(staff, 4 * staff - 3)
        return Event(atom, bar.index, bar.start, bar.length, "whole", voice, staff, whole_bar=True)
    if own.whole_bar and own.tick == bar.start and own.length == bar.length:
        return own
    return Event(
        own.id, bar.index, bar.start, bar.length, "whole", own.voice, staff, whole_bar=True, line=own.line
    )


def _with_rests(music: Music, redone: dict[int, tuple[Event, ...]]) -> Music:
    """Put the new rests in place of all events of those bars that hold no visible note."""
    kept: list[Event] = []
    gone: dict[int, Event] = {}
    for event in music.events:
        if event.bar in redone and not _is_seen(event):
            gone[event.id] = event
        else:
            kept.append(event)
    stays: dict[tuple[int, int], int] = {}
    for index, events in redone.items():
        for event in events:
            kept.append(event)
            gone.pop(event.id, None)
            stays.setdefault((index, event.staff), event.id)
    kept.sort(key=time_order)
    return replace(music, events=tuple(kept), spanners=reanchored(music.spanners, gone, stays))


def time_order(event: Event) -> tuple[int, int, int, int]:
    """The order of events: tick, graces before and after, staff, voice."""
    return event.tick, event.grace, event.staff, event.voice


def reanchored(
    spanners: tuple[Spanner, ...], gone: dict[int, Event], stays: dict[tuple[int, int], int]
) -> tuple[Spanner, ...]:
    """Lines that hung on a rest in ``gone`` hang on what ``stays`` in its (bar, staff), or on their tick.

    A line between hidden notes goes with them; a tie into (or from) a hidden note is an open one.
    """
    if not gone:
        return spanners
    return tuple(_reanchored(spanner, gone, stays) for spanner in spanners if not _is_hidden(spanner, gone))


def _is_hidden(spanner: Spanner, gone: dict[int, Event]) -> bool:
    """Do all its ends hang on hidden notes?"""
    ends = [gone.get(end.event) for end in (spanner.start, spanner.stop) if end is not None]
    return bool(ends) and all(event is not None and event.heads for event in ends)


def _reanchored(spanner: Spanner, gone: dict[int, Event], stays: dict[tuple[int, int], int]) -> Spanner:
    start, stop = spanner.start, spanner.stop
    if spanner.kind == "tie":
        start, stop = _kept(start, gone), _kept(stop, gone)
    start, stop = _moved(start, gone, stays), _moved(stop, gone, stays)
    if start is spanner.start and stop is spanner.stop:
        return spanner
    return replace(spanner, start=start, stop=stop)


def _kept(anchor: Anchor | None, gone: dict[int, Event]) -> Anchor | None:
    """The end of a tie, which needs a head."""
    return None if anchor is not None and anchor.event in gone else anchor


def _moved(anchor: Anchor | None, gone: dict[int, Event], stays: dict[tuple[int, int], int]) -> Anchor | None:
    if anchor is None or anchor.event not in gone:
        return anchor
    lost = gone[anchor.event]
    return replace(anchor, event=stays.get((lost.bar, lost.staff), 0), head=0)
