"""Ties and slurs between the wrong notes, and octave lines in parts that should not have them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from engraving.findings import Severity
from engraving.proofing.rule import Rule, Spot, in_each_part, times
from engraving.proofing.subject import PartView, Subject
from engraving.score import Event, Head, Spanner

#: Repeated notes under a slur with one of these are played portato, not tied.
_SEPARATING = frozenset(
    (
        "staccato", "tenuto", "detached-legato", "staccatissimo", "accent", "strong-accent", "spiccato",
        "up-bow", "down-bow", "tremolo", "breath-mark", "caesura",
    )
)  # fmt: skip
_READ_OCTAVE_LINES = frozenset(("keyboard", "harp", "plucked", "electronic"))
_MALLETS = "pitched-percussion."
_INTENDED = 3  # parts with the same slur at the same place mean it


def _ends(part: PartView, tie: Spanner) -> tuple[tuple[Event, Head], tuple[Event, Head]] | None:
    if tie.kind != "tie" or tie.start is None or tie.stop is None:
        return None
    start, stop = part.heads.get(tie.start.head), part.heads.get(tie.stop.head)
    return None if start is None or stop is None else (start, stop)


def _tie_between_pitches(_: Subject, part: PartView) -> Iterator[Spot]:
    for spanner in part.music.spanners:
        ends = _ends(part, spanner)
        if ends is None:
            continue
        (event, head), (_event, other) = ends
        if head.pitch.midi != other.pitch.midi and not head.unpitched and not _octaves_apart(head, other):
            yield Spot(
                f"A tie joins {head.pitch.name} to {other.pitch.name}.",
                part, event.bar, event.tick, head.line, (head.atom, other.atom),
            )  # fmt: skip


def _octaves_apart(head: Head, other: Head) -> bool:
    """Under an octave line and beside it they stand in one place, or no tie would join them."""
    a, b = head.pitch, other.pitch
    return (a.step, a.alter) == (b.step, b.alter) and a.octave != b.octave


def _tie_out_of_octave_line(subject: Subject, part: PartView) -> Iterator[Spot]:
    ends = [found for spanner in part.music.spanners if (found := _ends(part, spanner)) is not None]
    apart = [(event, head) for (event, head), (_, other) in ends if _octaves_apart(head, other)]
    if apart:
        event, head = apart[0]
        yield Spot(
            "A tie joins notes an octave apart that an octave line sets on one place, "
            f"{times(len(apart), subject, [e.bar for e, _ in apart])}.",
            part, event.bar, event.tick, head.line, tuple(h.atom for _, h in apart),
        )  # fmt: skip


def _tie_over_gap(subject: Subject, part: PartView) -> Iterator[Spot]:
    found = []
    for spanner in part.music.spanners:
        ends = _ends(part, spanner)
        if ends is None:
            continue
        (event, head), (other, _head) = ends
        if not event.grace and not other.grace and _something_between(part, event, other):
            found.append((event, head))
    if found:
        event, head = found[0]
        yield Spot(
            f"A tie reaches over a gap to a note that does not follow at once, "
            f"{times(len(found), subject, [e.bar for e, _ in found])}.",
            part, event.bar, event.tick, head.line, tuple(h.atom for _, h in found),
        )  # fmt: skip


def _something_between(part: PartView, event: Event, other: Event) -> bool:
    """Whether the voice does something else in the gap; where it does nothing, the bar is short instead."""
    return other.tick > event.end and any(
        event.end <= between.tick < other.tick and between.voice == event.voice and not between.grace
        for bar in range(event.bar, other.bar + 1)
        for between in part.written.get(bar, ())
    )


def _slur_for_tie(subject: Subject) -> Iterator[Spot]:
    """Two neighbouring notes of one pitch under a slur of their own, with nothing that separates them."""
    slurred = [(part, list(_slurred_alike(part))) for part in subject.parts]
    parts_at = Counter(event.tick for _, events in slurred for event in events)
    for part, events in slurred:
        found = [event for event in events if parts_at[event.tick] < _INTENDED]
        if found:
            event = found[0]
            yield Spot(
                f"A slur joins two neighbouring notes of the same pitch, "
                f"{times(len(found), subject, [e.bar for e in found])}.",
                part, event.bar, event.tick, event.line, tuple(e.id for e in found),
            )  # fmt: skip


def _slurred_alike(part: PartView) -> Iterable[Event]:
    slurs = [spanner for spanner in part.music.spanners if spanner.kind == "slur"]
    if not slurs:
        return ()
    tied = {spanner.start.event for spanner in part.music.spanners if spanner.kind == "tie" and spanner.start}
    events = [_same_again(part, slur) for slur in slurs]
    return {event.id: event for event in events if event is not None and event.id not in tied}.values()


def _same_again(part: PartView, slur: Spanner) -> Event | None:
    if slur.start is None or slur.stop is None:
        return None
    first, last = part.events.get(slur.start.event), part.events.get(slur.stop.event)
    if first is None or last is None or not first.heads or first.heads[0].unpitched:
        return None
    if first.end != last.tick or first.voice != last.voice or first.grace or last.grace:
        return None
    if [head.pitch for head in first.heads] != [head.pitch for head in last.heads]:
        return None
    if any(mark.name in _SEPARATING for mark in (*first.marks, *last.marks)) or last.lyrics:
        return None
    return first


def _octave_lines(subject: Subject, part: PartView) -> Iterator[Spot]:
    instrument = part.instrument
    if instrument is None or instrument.family in _READ_OCTAVE_LINES or instrument.sound.startswith(_MALLETS):
        return
    lines = [spanner for spanner in part.music.spanners if spanner.kind == "octave-shift" and spanner.start]
    ticks = [spanner.start.tick for spanner in lines if spanner.start]
    if ticks:
        bars = [subject.bar_at(tick) for tick in ticks]
        yield Spot(
            f"An octave line is hard to read at sight here, {times(len(lines), subject, bars)}.",
            part, bars[0], ticks[0], lines[0].line, tuple(spanner.atom for spanner in lines),
        )  # fmt: skip


CONNECTION_RULES: tuple[Rule, ...] = (
    Rule(
        "tie-between-pitches", Severity.ERROR,
        "A tie joins notes of different pitch.",
        "Make it a slur, or correct one of the notes.", in_each_part(_tie_between_pitches),
    ),
    Rule(
        "tie-out-of-octave-line", Severity.WARNING,
        "A tie joins notes an octave apart that an octave line sets on one place.",
        "Let the octave line go on over the tied note, or end it before both.", in_each_part(_tie_out_of_octave_line),
    ),
    Rule(
        "tie-over-gap", Severity.WARNING,
        "A tie reaches a note that does not follow at once.",
        "Remove the tie, or fill the gap.", in_each_part(_tie_over_gap),
    ),
    Rule(
        "slur-for-tie", Severity.WARNING,
        "A slur joins two neighbouring notes of the same pitch; a tie may be meant.",
        "Make it a tie, or mark the notes so that they are seen to be repeated.", _slur_for_tie,
    ),
    Rule(
        "octave-line", Severity.WARNING,
        "An octave line stands in a part whose players are not used to them.",
        "Write the notes where they sound, if the ledger lines allow.", in_each_part(_octave_lines), "R50",
    ),
)  # fmt: skip
