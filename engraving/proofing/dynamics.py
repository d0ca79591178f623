"""Dynamics that contradict each other, and hairpins that do not say how far they go."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from engraving.findings import Severity
from engraving.proofing.rule import Rule, Spot, in_each_part, times
from engraving.proofing.subject import PartView, Subject, spoken
from engraving.score import Direction, Spanner

_HABIT = 6  # parts
_LEVEL = re.compile(r"(?<![a-z])(?:p{1,6}|f{1,6}|mp|mf)(?![a-z])")
_GOAL = re.compile(
    r"(?<!\w)(?:cresc\w*|decresc\w*|dim\w*|niente|più|meno|sub\w*|f|p|ff|pp|mf|mp|sempre)(?!\w)"
)


def _level(direction: Direction) -> str:
    """``pp`` … ``ff``: the one loudness a direction gives; "" for none, an editor's in brackets, or two."""
    said = " ".join(segment.text for segment in direction.segments if segment.kind == "dynamics")
    if "[" in said or "(" in said:
        return ""
    found = _LEVEL.findall(said)
    return found[0] if len(found) == 1 else ""


def _contradicting(_: Subject, part: PartView) -> Iterator[Spot]:
    """Two loudnesses for one voice at one place; above and below the staff they may be two players'.

    Where grace notes stand, one of the two may be theirs.
    """
    graces = {(event.tick, event.staff) for event in part.notes if event.grace}
    said: dict[tuple[int, int, int, str], tuple[Direction, str]] = {}
    for direction in part.music.directions:
        level = _level(direction)
        if not level or (direction.tick, direction.staff) in graces:
            continue
        key = (direction.tick, direction.staff, direction.voice, direction.placement)
        other, before = said.setdefault(key, (direction, level))
        if before != level:
            yield Spot(
                f"{before} and {level} stand at the same place.",
                part, direction.bar, direction.tick, direction.line, (other.atom, direction.atom),
            )  # fmt: skip


def _contradicting_hairpins(subject: Subject, part: PartView) -> Iterator[Spot]:
    """A crescendo and a diminuendo of one voice that run at the same time for more than an inexact end."""
    slack = subject.quarter // 2
    running: dict[tuple[int, int, str], list[Spanner]] = {}
    wedges = (s for s in part.music.spanners if s.kind == "wedge")
    for wedge in sorted(wedges, key=_span):
        start, stop = _span(wedge)
        if wedge.start is None or stop - slack <= start:
            continue
        earlier = running.setdefault((wedge.start.staff, wedge.start.voice, wedge.placement), [])
        earlier[:] = [other for other in earlier if _span(other)[1] - slack > start]
        other = next((o for o in earlier if o.get("type") != wedge.get("type")), None)
        if other is not None:
            same = _span(other) == (start, stop)
            end = " They are printed side by side, half of the time each." if same else ""
            yield Spot(
                f"A {other.get('type')} and a {wedge.get('type')} of one voice run at the same time.{end}",
                part, subject.bar_at(start), start, wedge.line, (other.atom, wedge.atom),
            )  # fmt: skip
        earlier.append(wedge)


def _span(wedge: Spanner) -> tuple[int, int]:
    """From tick to tick; nothing for a hairpin with one end."""
    return (wedge.start.tick, wedge.stop.tick) if wedge.start and wedge.stop else (0, 0)


def _without_goal(subject: Subject) -> Iterator[Spot]:
    """One finding a part; one for all where it is the composer's habit."""
    found = [(part, wedges) for part in subject.playing if (wedges := _going_nowhere(subject, part))]
    if len(found) > _HABIT:
        count = sum(len(wedges) for _, wedges in found)
        yield Spot(f"{count} hairpins in {len(found)} parts have no dynamic at their end.")
        return
    for part, wedges in found:
        ticks = [wedge.start.tick for wedge in wedges if wedge.start]
        bars = [subject.bar_at(tick) for tick in ticks]
        yield Spot(
            f"A hairpin has no dynamic at its end, {times(len(wedges), subject, bars)}.",
            part, bars[0], ticks[0], wedges[0].line, tuple(wedge.atom for wedge in wedges),
        )  # fmt: skip


def _going_nowhere(subject: Subject, part: PartView) -> list[Spanner]:
    wedges = [s for s in part.music.spanners if s.kind == "wedge" and s.start and s.stop]
    if not wedges:
        return []
    said = {direction.tick for direction in part.music.directions if _says_how_loud(direction)}
    goals = sorted(said | {wedge.start.tick for wedge in wedges if wedge.start})
    stops = {wedge.stop.tick for wedge in wedges if wedge.stop}
    onsets = [event.tick for event in part.notes]
    return [wedge for wedge in wedges if not _leads_somewhere(subject, wedge, goals, stops, onsets)]


def _leads_somewhere(
    subject: Subject, wedge: Spanner, goals: list[int], stops: set[int], onsets: list[int]
) -> bool:
    """A dynamic or a further hairpin up to the next note, a swell that comes back, or nothing: *al niente*.

    A diminuendo into a rest or the end needs no goal.
    """
    if wedge.start is None or wedge.stop is None:
        return True  # an end is missing, which has been said
    slack = subject.quarter // 2  # hairpins are drawn by eye
    if wedge.get("niente") == "yes" or ("niente", "yes") in wedge.closing:
        return True
    if any(wedge.start.tick - slack <= stop <= wedge.start.tick + slack for stop in stops):
        return True
    following = bisect_left(onsets, wedge.stop.tick)
    reach = onsets[following] if following < len(onsets) else wedge.stop.tick
    if wedge.get("type") == "diminuendo" and (following == len(onsets) or reach > wedge.stop.tick + slack):
        return True
    at = bisect_left(goals, max(wedge.start.tick + 1, wedge.stop.tick - slack))
    return at < len(goals) and goals[at] <= max(reach, wedge.stop.tick + subject.quarter)


def _says_how_loud(direction: Direction) -> bool:
    if any(segment.kind == "dynamics" for segment in direction.segments):
        return True
    return bool(_GOAL.search(spoken(direction)))


DYNAMIC_RULES: tuple[Rule, ...] = (
    Rule(
        "dynamics-contradict", Severity.WARNING,
        "Two different dynamics stand at the same place.",
        "Remove the one that is not meant.", in_each_part(_contradicting),
    ),
    Rule(
        "hairpins-contradict", Severity.WARNING,
        "A crescendo and a diminuendo of one voice run at the same time.",
        "End one where the other begins.", in_each_part(_contradicting_hairpins),
    ),
    Rule(
        "hairpin-without-goal", Severity.NOTE,
        "A hairpin does not say how loud it ends.",
        "Give its end a dynamic.", _without_goal,
    ),
)  # fmt: skip
