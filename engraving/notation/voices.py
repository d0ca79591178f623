"""Who shares a staff with whom, and which way stems go (E10)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Container, Mapping, Sequence
from types import MappingProxyType

from engraving.notation.crossed_beams import crossed_beams
from engraving.notation.stems import stem_up
from engraving.score import BeamGroup, Event

_NONE: Mapping[int, int] = MappingProxyType({})

Side = tuple[int, int]
"""(side, rank): side 0 alone, 1 upper, -1 lower; rank 0 for the inner voice on its side, 1 for the next outwards …"""

ALONE: Side = (0, 0)


def sides(
    events: Sequence[Event],
    beam_of: Mapping[int, int] = _NONE,
    across: Mapping[int, int] = _NONE,
    visiting: Container[int] = (),
) -> dict[int, Side]:
    """For the events of one bar on one staff: event id -> side.

    ``beam_of`` names the beams of those that have one, ``across`` is 1 for those beamed to a staff above, -1 below;
    ``visiting`` are those of voices that go from staff to staff. A voice is alone when no other voice shows a note or
    rest in the bar, and so are voices that all rest through it: equal rests stand in one place (E15). A rest during
    which no other voice shows anything is everybody's, and stands where rests stand; so does one before visitors come.
    """
    voices: dict[int, list[Event]] = defaultdict(list)
    for event in events:
        if event.visible and (event.heads or not event.grace):
            voices[event.voice].append(event)
    if len(voices) < 2 or all(e.whole_bar for voice in voices.values() for e in voice):
        return {}
    bound = {voice: _bound(own, across) for voice, own in voices.items()} if across else {}
    uppers, lowers = _upper_and_lower(voices, beam_of, bound)
    result: dict[int, Side] = {}
    for sign, order in ((1, uppers), (-1, lowers)):
        for rank, voice in enumerate(order):
            result.update((event.id, (sign, rank)) for event in voices[voice])
    for rest in (event for voice in voices.values() for event in voice if not event.heads):
        others = [e for number, other in voices.items() if number != rest.voice for e in other]
        if not any(_while(rest, e) and (e.id not in visiting or e.tick <= rest.tick or rest.whole_bar) for e in others):
            del result[rest.id]
    return result


def _bound(voice: Sequence[Event], across: Mapping[int, int]) -> int:
    """Where a voice goes from this staff: 1 up, -1 down, 0 nowhere or both ways."""
    ways = {across[event.id] for event in voice if event.id in across}
    return ways.pop() if len(ways) == 1 else 0


def _while(rest: Event, other: Event) -> bool:
    """Does another voice's note or rest sound while a rest lasts?"""
    return other.tick < rest.end and rest.tick < other.end


def idle_rests(
    events: Sequence[Event], crossing: Container[int] = (), visiting: Container[int] = ()
) -> list[Event]:
    """Rests of one bar and staff that say nothing and stand in the way: a copyist leaves them out (E15).

    They are the whole rest where two other voices have notes, rests of a voice that only rests while notes on its
    staff are beamed to another one (``crossing``), and those that such a voice has while all of it is taken by notes
    of a voice that goes from staff to staff (``visiting``): then that hand plays. One with a fermata or another mark
    stays; notes of a cue are no voice of the reader's.
    """
    playing = {e.voice for e in events if e.heads and e.visible and not e.cue}
    rests = [e for e in events if e.visible and not e.heads and not e.marks and e.voice not in playing]
    if len(playing) > 1 or not rests:
        return [e for e in rests if e.whole_bar]
    begun = {e.tick for e in events if e.heads and e.id in crossing}
    busy = {e.voice for e in rests if e.tick not in begun or e.whole_bar}
    visits = [(e.tick, e.end) for e in events if e.heads and e.id in visiting]
    taken = {e.id: sum(max(min(end, e.end) - max(tick, e.tick), 0) for tick, end in visits) for e in rests}
    partly = {e.voice for e in rests if e.whole_bar or 0 < taken[e.id] < e.length}
    return [e for e in rests if e.voice not in busy or (taken[e.id] and e.voice not in partly)]


def _upper_and_lower(
    voices: Mapping[int, Sequence[Event]], beam_of: Mapping[int, int], bound: Mapping[int, int]
) -> tuple[list[int], list[int]]:
    """The voices with stems up and those with stems down, each from the inside outwards."""
    sounding = [v for v in sorted(voices) if any(e.heads for e in voices[v])]
    resting = [v for v in sorted(voices) if v not in sounding]
    if len(sounding) < 2:
        first = sounding[0] if sounding else resting.pop(0)
        over = [] if voices[first][0].cue else [v for v in resting if v < first]  # cues point up
        under = [v for v in resting if v not in over]
        return (over, [first, *under]) if over else ([first], under)
    if len(sounding) == 2:
        first, second = sounding
        way = bound.get(first, 0) - bound.get(second, 0)  # a voice beamed to the staff above is the upper
        if way < 0 or (not way and _crossed(voices[first], voices[second])):
            first, second = second, first
        uppers, lowers = [first], [second]
    else:
        uppers, lowers = _by_pitch(voices, sounding, beam_of)
    # A voice that only rests stands outside those with notes.
    over = [v for v in resting if v < sounding[0]]
    return [*uppers, *over], [*lowers, *(v for v in resting if v not in over)]


def _crossed(first: Sequence[Event], second: Sequence[Event]) -> bool:
    """Whether the second voice is the upper: by the source's stems, or lying wholly above the first.

    Sung and percussion voices keep their order: stems there say who sings or what is struck.
    """
    stems = [{e.stem for e in voice if e.stem in ("up", "down")} for voice in (first, second)]
    if stems[0] == {"down"} and stems[1] == {"up"}:
        return True
    if any(e.lyrics or (e.heads and e.heads[0].unpitched) for e in (*first, *second)):
        return False
    low = [h.pitch.diatonic for e in first for h in e.heads]
    high = [h.pitch.diatonic for e in second for h in e.heads]
    return min(high) >= max(low) and sum(high) * len(low) > sum(low) * len(high)


def _by_pitch(
    voices: Mapping[int, Sequence[Event]], order: Sequence[int], beam_of: Mapping[int, int]
) -> tuple[list[int], list[int]]:
    """Three voices and more: the highest up, the lowest down, those between as the source has them (E10).

    What it leaves open is settled by which stems would run through other voices' beams, then evenly. Where the source
    turns every voice one way, it is followed unless that sets a voice wholly over another upside down.
    """
    heights = {v: [h.pitch.diatonic for e in voices[v] for h in e.heads] for v in order}
    ranked = sorted(order, key=lambda v: (-sum(heights[v]) / len(heights[v]), v))
    stems = {v: {e.stem for e in voices[v] if e.stem in ("up", "down")} for v in order}

    ups, downs = [[v for v in ranked if stems[v] == {way}] for way in ("up", "down")]
    stated = ups and downs and len(ups) + len(downs) == len(ranked)
    if stated and not any(max(heights[u]) < min(heights[d]) for u in ups for d in downs):
        return ups[::-1], downs

    def against(count: int) -> tuple[int, int, int]:
        """How many voices the source turns the other way if so many go up, beams crossed, how uneven that is."""
        wrong = sum(stems[v] == {"down"} for v in ranked[:count]) + sum(stems[v] == {"up"} for v in ranked[count:])
        crossed = crossed_beams(voices, ranked[:count][::-1], ranked[count:], beam_of)
        return wrong, crossed, abs(2 * count - len(ranked) - 1)

    count = min(range(1, len(ranked)), key=against)
    return ranked[:count][::-1], ranked[count:]


def group_directions(
    groups: Sequence[BeamGroup],
    events: Mapping[int, Event],
    positions: Mapping[int, Sequence[float]],
    side_of: Mapping[int, Side],
    one_line: frozenset[int] = frozenset(),
) -> dict[int, bool]:
    """Stem directions of all beamed events: one for the group, unless it is kneed or crosses staves.

    A group whose source stems point both ways is kneed: there the source wins. On staves of ``one_line`` stems go up
    (E19).
    """
    result: dict[int, bool] = {}
    for group in groups:
        members = [events[i] for i in group.events if i in events and events[i].heads]
        if not members:
            continue
        stems = {m.stem for m in members if m.stem in ("up", "down")}
        crosses = len({m.staff for m in members}) > 1
        if len(stems) > 1 and (crosses or _wide(members, positions)):
            for m in members:
                result[m.id] = m.stem == "up" if m.stem in ("up", "down") else stem_up(positions[m.id])
            continue
        if crosses:
            top = min(m.staff for m in members)
            beyond = _beyond(members, stems, side_of)
            result.update((m.id, m.staff != top if beyond is None else beyond) for m in members)
            continue
        side = next((side_of[m.id][0] for m in members if m.id in side_of), 0)
        if side:
            up = side > 0
        elif len(stems) == 1 and all(m.heads[0].unpitched for m in members):
            up = next(iter(stems)) == "up"  # on percussion staves the source wins (E10)
        elif group.grace or all(m.staff in one_line for m in members):
            up = True
        else:
            up = stem_up([y for m in members for y in positions[m.id]])
        result.update((m.id, up) for m in members)
    return result


def _beyond(members: Sequence[Event], stems: Collection[str], side_of: Mapping[int, Side]) -> bool | None:
    """Which way all stems of a group on several staves go, to a beam beyond one of them; None if it lies between them.

    As the source says, unless another voice has that side of the staff that the beam would lie beyond. A chord with
    heads on both staves leaves no room between them.
    """
    if stems:
        ways = ["up" in stems]
    else:
        ways = [True, False] if any(len({h.staff for h in m.heads}) > 1 for m in members) else []
    for up in ways:
        outer = (min if up else max)(m.staff for m in members)
        if (-1 if up else 1) not in {side_of.get(m.id, ALONE)[0] for m in members if m.staff == outer}:
            return up
    return None


def _wide(members: Sequence[Event], positions: Mapping[int, Sequence[float]]) -> bool:
    """Kneed beams on one staff need room between their notes: an octave at least."""
    up = [min(positions[m.id]) for m in members if m.stem == "down"]
    down = [max(positions[m.id]) for m in members if m.stem == "up"]
    return bool(up) and bool(down) and min(up) - max(down) >= 3.5


def direction(event: Event, positions: Sequence[float], side: Side, *, lines: int, percussion: bool) -> bool:
    """E10 for an unbeamed chord; on percussion staves of several lines the source's stems win (E19)."""
    if side[0]:
        return side[0] > 0
    if percussion and lines > 1 and event.stem in ("up", "down"):
        return event.stem == "up"
    if event.grace:
        return True
    if lines == 1:
        return True
    return stem_up(positions)


def rest_height(side: Side) -> float:
    """E15: y of a rest: 0 alone, two spaces up or down in two voices, further for more."""
    if not side[0]:
        return 0.0
    return side[0] * (2.0 + 2.0 * side[1])
