"""What is held together at the left edge of a score: the source's brackets, and families where it has none (R66)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from engraving.findings import Finding, Severity, Where
from engraving.instruments import Match
from engraving.parts.score_names import LikeParts, group_name
from engraving.parts.score_order import section_of
from engraving.score import Cue, ScoreGroup

_BRACKETED = ("woodwind", "brass", "percussion", "voice", "strings")
_INNER = ("square", "brace", "line")


def score_groups(
    cue: Cue, order: Sequence[int], matches: Sequence[Match], runs: Sequence[LikeParts]
) -> tuple[ScoreGroup, ...]:
    """Groups over the parts in ``order`` (indices of the source), from the outside in; ``runs`` give names.

    ``matches`` are in that order too. A group that the order tears apart is left out. Parts that the source
    brackets with no others get the bracket of their family, and like instruments a square one in it or in the
    source's (E49), where that has not joined them by a sign of its own. Only runs
    are named: all others have a name on each line, so that "Brass" beside them would say nothing.
    """
    spans = {(run.first, run.last) for run in runs}
    groups = [
        group if (group.first, group.last) in spans else replace(group, name="", abbreviation="")
        for group in _of_source(cue, order, matches)
    ]
    held = {index for group in groups for index in range(group.first, group.last + 1) if group.first < group.last}
    groups += _families(matches, held)
    for run in runs:
        groups = _named(groups, run)
    return tuple(sorted(dict.fromkeys(groups), key=lambda group: (group.first, -group.last)))


def names_left_out(cue: Cue, groups: Sequence[ScoreGroup]) -> tuple[Finding, ...]:
    """``group-name-left-out`` (note): names the source gives to brackets and the score does not print."""
    printed = {group.name for group in groups}
    named = dict.fromkeys(group_name(group.name) for group in cue.groups)
    left = ", ".join(name for name in named if name and name not in printed)
    if not left:
        return ()
    return (
        Finding(
            "group-name-left-out", Severity.NOTE, Where(file=cue.file),
            f"Names of brackets are not printed where every line has its own: {left}.",
        ),
    )  # fmt: skip


def _of_source(cue: Cue, order: Sequence[int], matches: Sequence[Match]) -> list[ScoreGroup]:
    speaks = any(group.barlines != "no" for group in cue.groups)
    places = {index: place for place, index in enumerate(order)}
    found = []
    for group in cue.groups:
        members = sorted(places[index] for index in range(group.first, group.last + 1))
        first, last = members[0], members[-1]
        name, short = group_name(group.name), group_name(group.abbreviation)
        if last - first + 1 != len(members) or (group.symbol == "none" and not name and group.barlines == "no"):
            continue
        joined = (group.barlines != "no" or not speaks) and not _sung(matches[first : last + 1])
        found.append(ScoreGroup(first, last, group.symbol, name, short or name, joined))
    return _once(found)


def _once(groups: list[ScoreGroup]) -> list[ScoreGroup]:
    """Of groups over the same parts and with the same sign the first."""
    seen: dict[tuple[int, int, str], ScoreGroup] = {}
    for group in groups:
        seen.setdefault((group.first, group.last, group.symbol), group)
    return list(seen.values())


def _sung(matches: Sequence[Match]) -> bool:
    """Barlines stop between voices, whatever the source says: they would run through the words."""
    return any(match.instrument is not None and match.instrument.family == "voice" for match in matches)


def _families(matches: Sequence[Match], held: set[int]) -> list[ScoreGroup]:
    """A bracket for each run of a family among parts nobody holds yet."""
    found: list[ScoreGroup] = []
    for first, last in _stretches(matches, held):
        instrument = matches[first].instrument
        if last > first and instrument is not None and instrument.family in _BRACKETED:
            found.append(ScoreGroup(first, last, joined=instrument.family != "voice"))
    return found


def _stretches(matches: Sequence[Match], held: set[int]) -> Iterator[tuple[int, int]]:
    first = 0
    for index in range(1, len(matches) + 1):
        goes_on = (
            index < len(matches)
            and section_of(matches[index]) == section_of(matches[first])
            and (index in held) == (first in held)
        )
        if not goes_on:
            if first not in held:
                yield first, index - 1
            first = index


def _named(groups: list[ScoreGroup], run: LikeParts) -> list[ScoreGroup]:
    """The groups with the name of a run on the innermost one that is over it, or on a new one."""
    over = [group for group in groups if (group.first, group.last) == (run.first, run.last)]
    if over:
        inner = over[-1]
        named = replace(inner, name=inner.name or run.name.full, abbreviation=inner.abbreviation or run.name.short)
        return [named if group is inner else group for group in groups]
    around = [group for group in groups if group.first <= run.first and run.last <= group.last]
    torn = any(group.first <= run.last and run.first <= group.last for group in groups if not _nested(group, run))
    symbol = "none" if torn or any(group.symbol in _INNER for group in around) else "square"
    joined = symbol == "square" and any(group.joined for group in around)
    return [*groups, ScoreGroup(run.first, run.last, symbol, run.name.full, run.name.short, joined)]


def _nested(group: ScoreGroup, run: LikeParts) -> bool:
    """Does one hold the other?"""
    return (group.first <= run.first and run.last <= group.last) or (
        run.first <= group.first and group.last <= run.last
    )
