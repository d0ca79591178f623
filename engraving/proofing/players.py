"""One player, one part: labels and divisions that speak to several, and more notes than there are players."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from engraving.findings import Severity
from engraving.proofing.rule import Rule, Spot, in_each_part, times
from engraving.proofing.subject import PartView, Subject
from engraving.score import Direction, Event

#: "1.", "2. 3.", "I.", "a2", "à 2", "zu 2": whose turn it is on a shared staff. "1. Solo" is one too.
_LABEL = re.compile(
    r"[(\[]?(?:(?:\d|i{1,3}|iv)\.(?:\s*(?:[,+&/]|e|et|und|and)?\s*(?:\d|i{1,3}|iv)\.)*|(?:a|à|zu)\s?\d)[)\]]?(?:\s+solo)?[)\]]?"
)
_DIVISION = re.compile(r"(?<!\w)(?:div|divis[ieé]s?|unis|unisono|unisoni|tutti|geteilt|get|gli altri)(?!\w)")
_MOST_ON_STRINGS = 4
_MOST_ON_HARP = 8  # the little fingers do not play


def _labels(subject: Subject, part: PartView) -> Iterator[Spot]:
    if not part.one_player:
        return
    yield from _for_one_player(subject, part, [(d, text) for d, text in part.words if _LABEL.fullmatch(text)])


def _divisions(subject: Subject, part: PartView) -> Iterator[Spot]:
    instrument = part.instrument
    if instrument is None or instrument.section or instrument.staves > 1 or len(part.match.players) > 1:
        return
    if not part.one_player and part.is_wind:
        return  # "Flauti" may be any number of players
    if instrument.family not in ("woodwind", "brass", "timpani"):
        return
    yield from _for_one_player(subject, part, [(d, text) for d, text in part.words if _DIVISION.search(text)])


def _for_one_player(subject: Subject, part: PartView, found: Sequence[tuple[Direction, str]]) -> Iterator[Spot]:
    """One complaint at the first of the words that only several players can read."""
    if found:
        first, text = found[0]
        where = times(len(found), subject, [direction.bar for direction, _ in found])
        yield Spot(
            f"“{text}” stands in a part for one player, {where}.",
            part, first.bar, first.tick, first.line, tuple(d.atom for d, _ in found),
        )  # fmt: skip


def _too_many(subject: Subject, part: PartView) -> Iterator[Spot]:
    """Chords and voices of a wind part beyond its players; chords of more notes than a bow can reach."""
    if part.family == "strings":
        whole = part.instrument is not None and part.instrument.staves > 1  # "Strings" on two staves
        chords = [] if whole else [event for event in part.notes if len(event.heads) > _MOST_ON_STRINGS]
        most, who = _MOST_ON_STRINGS, "a bowed instrument has strings"
    elif part.is_wind and part.match.players and not part.match.doubles:
        most = len(part.match.players)
        chords = _beyond(part, most)
        who = "the part has players"
    else:
        return
    if chords:
        first = chords[0]
        number = max(_at_once(part, event) for event in chords)
        yield Spot(
            f"{number} notes sound at once, more than {who} ({most}), "
            f"{times(len(chords), subject, [event.bar for event in chords])}.",
            part, first.bar, first.tick, first.line, tuple(event.id for event in chords),
        )  # fmt: skip


def _beyond(part: PartView, most: int) -> list[Event]:
    """Events at which more notes sound than ``most``: in a chord, or together with another voice."""
    chords = [event for event in part.notes if len(event.heads) > most]
    if not part.shared_bars:
        return chords
    return [event for event in part.notes if _at_once(part, event) > most]


def _at_once(part: PartView, event: Event) -> int:
    """Different pitches sounding when an event starts, in all voices of its staff."""
    pitches = {head.pitch for head in event.heads}
    if (event.bar, event.staff) in part.shared_bars and not event.grace:
        for other in part.bars[event.bar]:
            if other.staff == event.staff and not other.grace and other.tick <= event.tick < other.end:
                pitches |= {head.pitch for head in other.heads}
    return len(pitches)


def _shared(subject: Subject, part: PartView) -> Iterator[Spot]:
    """R41: a wind part without player numbers in which two notes sound at once, and no label says whose."""
    instrument = part.instrument
    if instrument is None or not part.is_wind or instrument.section:
        return
    if part.match.players or part.match.doubles:
        return
    found = _beyond(part, 1)
    if not found or any(_LABEL.match(text) or _DIVISION.search(text) for _, text in part.words):
        return
    first = found[0]
    yield Spot(
        f"More than one note sounds at once and nothing says who plays which, "
        f"{times(len(found), subject, [event.bar for event in found])}.",
        part, first.bar, first.tick, first.line,
    )  # fmt: skip


def _crowded(subject: Subject, part: PartView) -> Iterator[Spot]:
    chords = [events for events in _struck(part) if sum(len(e.heads) for e in events) > _MOST_ON_HARP]
    if chords:
        yield _on_harp(subject, part, f"More than {_MOST_ON_HARP} notes are struck at once", chords)


def _pedals(subject: Subject, part: PartView) -> Iterator[Spot]:
    chords = [events for events in _struck(part) if _needs_two_positions(events)]
    if chords:
        yield _on_harp(subject, part, "One pedal would have to be in two positions at once", chords)


def _on_harp(subject: Subject, part: PartView, what: str, chords: list[list[Event]]) -> Spot:
    firsts = [events[0] for events in chords]
    where = times(len(chords), subject, [event.bar for event in firsts])
    first = firsts[0]
    return Spot(f"{what}, {where}.", part, first.bar, first.tick, first.line, tuple(e.id for e in firsts))


def _struck(part: PartView) -> list[list[Event]]:
    """A harp's main chords by the tick at which they are struck, both hands together."""
    if part.family != "harp":
        return []
    struck: defaultdict[int, list[Event]] = defaultdict(list)
    for event in part.notes:
        if not event.grace:
            struck[event.tick].append(event)
    return list(struck.values())


def _needs_two_positions(events: list[Event]) -> bool:
    positions: dict[int, float] = {}
    return any(
        positions.setdefault(head.pitch.step, head.pitch.alter) != head.pitch.alter
        for event in events
        for head in event.heads
    )


PLAYER_RULES: tuple[Rule, ...] = (
    Rule(
        "player-label", Severity.NOTE,
        "A label for several players stands in a part for one.",
        "Take the label away; the part is this player's alone.", in_each_part(_labels), "R40",
    ),
    Rule(
        "division-for-one", Severity.WARNING,
        "Div., unis. or tutti stands in a part for one player.",
        "Take it away, or make the part a section's.", in_each_part(_divisions), "R42",
    ),
    Rule(
        "more-notes-than-players", Severity.WARNING,
        "More notes sound at once than the part's players can play.",
        "Give the notes to several parts, or say how they are divided.", in_each_part(_too_many), "R39",
    ),
    Rule(
        "shared-staff-unlabelled", Severity.NOTE,
        "Several notes sound at once in a wind part and nothing says who plays which.",
        "Number the players in the part's name, and label each entry.", in_each_part(_shared), "R41",
    ),
    Rule(
        "harp-pedal-conflict", Severity.WARNING,
        "A harp chord needs one pedal in two positions.",
        "Respell one of the notes.", in_each_part(_pedals),
    ),
    Rule(
        "harp-crowded", Severity.NOTE,
        "A harp chord has more notes than two hands can pluck: the little fingers do not play.",
        "Thin the chord out, or give it to two harps.", in_each_part(_crowded),
    ),
)  # fmt: skip
