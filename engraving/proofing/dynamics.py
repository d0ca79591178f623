"""Dynamics that contradict each other, and hairpins that do not say how far they go."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from engraving.findings import Severity
from engraving.proofing.rule import Rule, Spot, in_each_part, times
from engraving.proofing.subject import PartView, Subject, spoken
from engraving.score import Direction

_LEVEL = re.compile(r"(?<![a-z])(?:p{1,6}|f{1,6}|mp|mf)(?![a-z])")
_GOAL = re.compile(r"(?<!\w)(?:cresc\w*|decresc\w*|dim\w*|niente|più|meno|sub\w*|f|p|ff|pp|mf|mp|sempre)(?!\w)")


def _level(direction: Direction) -> str:
    """``pp`` … ``ff``: the one loudness a direction gives, "" when it gives none, an accent or two of them."""
    said = " ".join(segment.text for segment in direction.segments if segment.kind == "dynamics")
    found = _LEVEL.findall(said)
    return found[0] if len(found) == 1 else ""


def _contradicting(subject: Subject, part: PartView) -> Iterator[Spot]:
    """Two loudnesses for one voice at one place; above and below the staff they may be two players'."""
    said: dict[tuple[int, int, int, str], tuple[Direction, str]] = {}
    for direction in part.music.directions:
        level = _level(direction)
        if not level:
            continue
        key = (direction.tick, direction.staff, direction.voice, direction.placement)
        other, before = said.setdefault(key, (direction, level))
        if before != level:
            yield Spot(
                f"{before} and {level} stand at the same place.",
                part, direction.bar, direction.tick, direction.line, (other.atom, direction.atom),
            )  # fmt: skip


def _without_goal(subject: Subject, part: PartView) -> Iterator[Spot]:
    wedges = [spanner for spanner in part.music.spanners if spanner.kind == "wedge" and spanner.stop]
    if not wedges:
        return
    goals = sorted(
        {d.tick for d in part.music.directions if _says_how_loud(d)}
        | {spanner.start.tick for spanner in wedges if spanner.start}
    )
    found = []
    for wedge in wedges:
        if wedge.start is None or wedge.stop is None or "niente" in dict(wedge.attributes + wedge.closing):
            continue
        # A goal may stand a beat after the hairpin's end: at the next note, or behind a rest.
        at = bisect_left(goals, wedge.stop.tick - subject.quarter // 2)
        while at < len(goals) and goals[at] <= wedge.start.tick:
            at += 1
        if at == len(goals) or goals[at] > wedge.stop.tick + subject.quarter:
            found.append((wedge, subject.bar_at(wedge.start.tick)))
    if found:
        first, bar = found[0]
        yield Spot(
            f"A hairpin has no dynamic at its end, {times(len(found), subject, [b for _, b in found])}.",
            part, bar, first.start.tick if first.start else -1, first.line, tuple(w.atom for w, _ in found),
        )  # fmt: skip


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
        "hairpin-without-goal", Severity.NOTE,
        "A hairpin does not say how loud it ends.",
        "Give its end a dynamic.", in_each_part(_without_goal),
    ),
)  # fmt: skip
