"""Pairing: which start belongs to which stop, once the whole part is known."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from engraving.findings import Severity
from engraving.musicxml.drafts import Attributes, Complaint, EndDraft, PartDraft
from engraving.score import Anchor, Spanner
from engraving.score.atoms import Kind

_ATOM_KINDS = {
    "tie": Kind.TIE,
    "slur": Kind.SLUR,
    "wedge": Kind.WEDGE,
    "tuplet": Kind.TUPLET,
    "tremolo": Kind.TREMOLO,
}
#: Drawn though one end is missing: a tie or slur into nowhere, a "Ped." without a star, a trill's wave.
_STUBS = frozenset(("tie", "slur", "pedal", "wavy-line"))
_TURNS = ("change", "discontinue", "resume")
_SAYS = {
    "wedge": "A hairpin",
    "octave-shift": "An octave line",
    "pedal": "A pedal mark",
    "wavy-line": "A trill line",
    "tie": "A tie",
    "slur": "A slur",
    "tuplet": "A tuplet",
    "dashes": "A dashed line",
    "bracket": "A bracket",
    "tremolo": "A tremolo between two notes",
    "glissando": "A glissando",
    "slide": "A slide",
    "principal-voice": "The line of a principal voice",
    "hammer-on": "A hammer-on",
    "pull-off": "A pull-off",
}


class End(NamedTuple):
    """An end at its place in the cue, in the order pairing needs."""

    tick: int
    grace: int
    rank: int
    order: int
    draft: EndDraft
    after: int  # the tick at which its note ends


Where = Callable[[int, int], int]


def pair_spanners(part: PartDraft, tick_of: Where) -> list[Spanner]:
    """All spanners of a part, by the time they start. ``tick_of`` turns (bar, units) into ticks.

    Ends are taken in order of tick, grace, stop before start, file. Stops look for a start of their kind and
    number, preferring their own staff, then their own voice, then the latest. Ties go by pitch, or else by place.
    """
    ends = sorted((_placed(draft, tick_of) for draft in part.ends), key=lambda end: end[:4])
    pairs = _Pairs(part, tick_of)
    for end in ends:
        if end.draft.kind == "tie":
            pairs.take_tie(end)
        else:
            pairs.take(end)
    pairs.finish()
    return pairs.spanners()


def _placed(draft: EndDraft, tick_of: Where) -> End:
    phase = draft.phase
    rank = 0 if phase == "stop" else 1 if phase == "continue" or phase in _TURNS else 2
    event = draft.event
    if event is None:
        tick = tick_of(draft.bar, draft.position)
        return End(tick, 0, rank, draft.order, draft, tick)
    tick = tick_of(event.bar, event.position)
    after = tick_of(event.bar, event.position + event.length)
    return End(tick, event.grace, rank, draft.order, draft, after)


class _Pairs:
    """The open ends while the list is walked through."""

    def __init__(self, part: PartDraft, tick_of: Where) -> None:
        self.part = part
        self.tick_of = tick_of
        self.found: list[tuple[End | None, End | None]] = []
        self.open: dict[tuple[str, int], list[End]] = {}
        self.turns: dict[int, list[tuple[int, str]]] = {}
        self.ties: dict[tuple[int, int], list[End]] = {}
        self.lone_stops: list[End] = []

    def take(self, end: End) -> None:
        """One end that is not a tie's."""
        draft = end.draft
        key = (draft.kind, draft.number)
        if end.rank == 2:
            alone = self._stop_at_same_place(end)
            if alone is not None:
                self._join(end, alone)
            else:
                self.open.setdefault(key, []).append(end)
            return
        candidates = self.open.get(key)
        if not candidates:
            if end.rank == 0:
                self.lone_stops.append(end)
            return
        start = max(
            candidates, key=lambda c: (c.draft.staff == draft.staff, c.draft.voice == draft.voice, c[:4])
        )
        if end.rank == 1:
            if draft.phase in _TURNS:
                self.turns.setdefault(id(start), []).append((end.tick, draft.phase))
            return
        candidates.remove(start)
        self._join(start, end)

    def _stop_at_same_place(self, start: End) -> End | None:
        """A wave over one note has both its ends there, and stops are taken first: the file's order tells."""
        for index, stop in enumerate(reversed(self.lone_stops[-8:]), 1):
            draft = stop.draft
            same_place = (stop.tick, stop.grace, draft.event) == (start.tick, start.grace, start.draft.event)
            same_line = (draft.kind, draft.number, draft.staff) == (
                start.draft.kind,
                start.draft.number,
                start.draft.staff,
            )
            if same_place and same_line and stop.order > start.order:
                del self.lone_stops[-index]
                return stop
        return None

    def take_tie(self, end: End) -> None:
        """Ties find each other by pitch: where the first note ends, or else in the next bar."""
        draft = end.draft
        pitch = draft.pitch
        if pitch is None:
            return
        if draft.phase == "let-ring":
            self.found.append((end, None))
        elif end.rank == 2:
            self.ties.setdefault((pitch.octave, pitch.step), []).append(end)
        else:
            start = self._tied_to(end)
            if start is None:
                self.lone_stops.append(end)
            else:
                self._join(start, end)

    def _tied_to(self, stop: End) -> End | None:
        pitch = stop.draft.pitch
        if pitch is None:
            return None
        same_line = self.ties.get((pitch.octave, pitch.step), [])
        near = [c for c in same_line if c.after == stop.tick or 0 <= stop.draft.bar - c.draft.bar <= 1]
        if near:
            start = max(
                near,
                key=lambda c: (
                    c.after == stop.tick,
                    c.draft.pitch == pitch,
                    c.draft.voice == stop.draft.voice,
                    c.draft.staff == stop.draft.staff,
                    c[:4],
                ),
            )
            if start.after == stop.tick or start.draft.pitch == pitch:
                same_line.remove(start)
                return start
        for others in self.ties.values():
            for other in others:
                other_pitch = other.draft.pitch
                if other.after == stop.tick and other_pitch is not None and other_pitch.midi == pitch.midi:
                    others.remove(other)
                    return other
        return None

    def _join(self, start: End, stop: End) -> None:
        if stop.draft.kind == "octave-shift" and stop.tick == start.tick:
            stop = stop._replace(tick=self._end_of_note(start))
        self.found.append((start, stop))

    def _end_of_note(self, end: End) -> int:
        """Where the note ends that begins at an end's place: an octave line may be over that one note."""
        draft = end.draft
        ends = [
            self.tick_of(event.bar, event.position + event.length)
            for event in self.part.events
            if event.bar == draft.bar and event.position == draft.position and event.staff == draft.staff
        ]
        return max(ends, default=end.tick)

    def _tie_by_place(self) -> None:
        """Lone ends of ties whose notes an octave line sets on one place of the staff: read as tied, so tied."""
        for stop in [end for end in self.lone_stops if end.draft.kind == "tie"]:
            for others in self.ties.values():
                start = next((c for c in others if c.after == stop.tick and self._same_place(c, stop)), None)
                if start is not None:
                    others.remove(start)
                    self.lone_stops.remove(stop)
                    self._join(start, stop)
                    break

    def _same_place(self, start: End, stop: End) -> bool:
        a, b = start.draft, stop.draft
        if a.pitch is None or b.pitch is None or (a.voice, a.staff) != (b.voice, b.staff):
            return False
        places = [pitch.diatonic - self._raised(end) for pitch, end in ((a.pitch, start), (b.pitch, stop))]
        return places[0] == places[1] and a.pitch.alter == b.pitch.alter

    def _raised(self, end: End) -> int:
        """How many steps a note sounds above its place."""
        for start, stop in self.found:
            if start is None or stop is None or start.draft.kind != "octave-shift":
                continue
            if start.draft.staff == end.draft.staff and start.tick <= end.tick < stop.tick:
                said = dict(start.draft.attributes)
                steps = {"15": 14, "22": 21}.get(said.get("size", ""), 7)
                return -steps if said.get("type") == "up" else steps
        return 0

    def finish(self) -> None:
        """Starts and stops that stayed alone."""
        self._tie_by_place()
        waiting = [*self.open.values(), *self.ties.values()]
        for start in (end for ends in waiting for end in ends):
            self._complain(start, "does not end")
            if start.draft.kind in _STUBS:
                self.found.append((start, None))
        for stop in self.lone_stops:
            self._complain(stop, "does not begin")
            if stop.draft.kind in ("tie", "slur"):
                self.found.append((None, stop))

    def _complain(self, end: End, what: str) -> None:
        draft = end.draft
        atoms = (draft.head,) if draft.head else ()
        position = draft.event.position if draft.event is not None else draft.position
        self.part.complaints.append(
            Complaint(
                f"dangling-{draft.kind}",
                Severity.WARNING,
                draft.bar,
                position,
                draft.line,
                f"{_SAYS[draft.kind]} {what}.",
                "Give it both its ends in the notation program.",
                self.part.index,
                atoms,
            )
        )

    def spanners(self) -> list[Spanner]:
        """What was found, in the order of the starts in time and file."""
        made: list[tuple[tuple[int, int, int], Spanner]] = []
        for start, stop in self.found:
            end = start or stop
            if end is not None:
                made.append(((end.tick, end.grace, end.order), self._spanner(end, start, stop)))
        made.sort(key=lambda entry: entry[0])
        return [spanner for _, spanner in made]

    def _spanner(self, end: End, start: End | None, stop: End | None) -> Spanner:
        draft = end.draft
        attributes = () if start is None else tuple([p for p in draft.attributes if p != ("type", "start")])
        if draft.phase == "let-ring":
            attributes += (("type", "let-ring"),)
        return Spanner(
            self.part.later_atom(draft.bar, _ATOM_KINDS.get(draft.kind, Kind.LINE)),
            draft.kind,
            _anchor(start) if start is not None else None,
            _anchor(stop) if stop is not None else None,
            draft.placement,
            draft.number,
            draft.text or (stop.draft.text if stop is not None else ""),
            attributes,
            _closing(stop.draft) if stop is not None else (),
            tuple(self.turns.get(id(start), ())),
            draft.line,
        )


def _closing(draft: EndDraft) -> Attributes:
    return tuple([pair for pair in draft.attributes if pair != ("type", "stop")])


def _anchor(end: End) -> Anchor:
    draft = end.draft
    event = draft.event
    return Anchor(end.tick, draft.staff, draft.voice, event.id if event is not None else 0, draft.head)
