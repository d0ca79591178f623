"""Where a source's accidentals and its pitches disagree, told once per bar and note."""

from __future__ import annotations

from engraving.findings import Finding, Severity
from engraving.score import Cue, Event, Head
from engraving.score.accidental_values import value_of
from engraving.score.places import place


class Disagreements:
    """Collects them while the staves are read; ``shown`` counts the accidentals the source displays."""

    def __init__(self) -> None:
        self.shown = 0
        self._missing: list[tuple[Event, Head]] = []
        self._wrong: list[tuple[Event, Head]] = []
        self._approximated: list[tuple[Event, Head]] = []

    def missing(self, event: Event, head: Head) -> None:
        """Needed by the rules, absent in the source."""
        self._missing.append((event, head))

    def wrong(self, event: Event, head: Head) -> None:
        """Displayed, and contradicting the pitch."""
        self._wrong.append((event, head))

    def approximated(self, event: Event, head: Head) -> None:
        """An alteration no sign stands for."""
        self._approximated.append((event, head))

    def findings(self, cue: Cue, part: str) -> tuple[Finding, ...]:
        """All of them, once per bar and pitch; one for the part when it displays no accidental at all."""
        found = [_wrong(cue, part, e, h) for e, h in _once(self._wrong)]
        if self._missing and not self.shown and not self._wrong:
            found.append(_none_shown(cue, part, self._missing))
        else:
            found += [_missing(cue, part, e, h) for e, h in _once(self._missing)]
        found += [_approximated(cue, part, e, h) for e, h in _once(self._approximated)]
        return tuple(found)


def _once(places: list[tuple[Event, Head]]) -> list[tuple[Event, Head]]:
    first: dict[tuple[int, int, float], tuple[Event, Head]] = {}
    for event, head in places:
        first.setdefault((event.bar, head.pitch.diatonic, head.pitch.alter), (event, head))
    return list(first.values())


def _wrong(cue: Cue, part: str, event: Event, head: Head) -> Finding:
    shown = head.accidental.value if head.accidental else ""
    return Finding(
        "accidental-wrong", Severity.ERROR, place(cue, part, event.bar, event.tick, head.line),
        f"The source displays {shown} beside a note that sounds as {head.pitch.name}; "
        f"{value_of(head.pitch.alter)[0]} is printed.",
        "Check which of the two is meant and correct the source.",
        (head.atom,),
    )  # fmt: skip


def _missing(cue: Cue, part: str, event: Event, head: Head) -> Finding:
    return Finding(
        "accidental-missing", Severity.WARNING, place(cue, part, event.bar, event.tick, head.line),
        f"{head.pitch.name} needs an accidental here and the source displays none; it is printed.",
        "Check the pitch.",
        (head.atom,),
    )  # fmt: skip


def _none_shown(cue: Cue, part: str, missing: list[tuple[Event, Head]]) -> Finding:
    event, head = missing[0]
    return Finding(
        "accidentals-not-shown", Severity.NOTE, place(cue, part, event.bar, event.tick, head.line),
        f"The source displays no accidentals in this part; {len(missing)} are printed from its pitches.",
    )  # fmt: skip


def _approximated(cue: Cue, part: str, event: Event, head: Head) -> Finding:
    return Finding(
        "accidental-approximated", Severity.WARNING,
        place(cue, part, event.bar, event.tick, head.line),
        f"No accidental stands for an alteration of {head.pitch.alter:+g} semitones; "
        f"{value_of(head.pitch.alter)[0]} is printed.",
        "Write the accidental you want in the source.",
        (head.atom,),
    )  # fmt: skip
