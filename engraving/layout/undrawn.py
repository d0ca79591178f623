"""What a part holds that the engraver does not print, each with a finding, so that nothing disappears."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from engraving.findings import Finding, Severity, Where
from engraving.layout.ink.slur_order import doubled
from engraving.layout.rows.repeats import repeated_directions, repeated_lines
from engraving.layout.rows.words_row import UNDRAWN
from engraving.notation.accidentals import CODES, has_sign
from engraving.notation.marks import undrawn
from engraving.notation.staves import NOT_NOTES
from engraving.score import Accidental, Bar, Event, Part
from engraving.score.atoms import bar_of
from engraving.score.places import beat_at, how_often
from engraving.typefaces import Faces

_LINES = frozenset({"wedge", "dashes", "bracket", "principal-voice", "octave-shift", "pedal"})


def not_drawn(part: Part, idle_rests: Sequence[Event], faces: Faces) -> tuple[Finding, ...]:
    """One finding for everything of the part that has no ink or other ink; each names the atoms concerned."""
    return (
        *_marks(part), *_directions(part), *_tablatures(part), *_slurs(part), *_repeated(part),
        *_rests(part, idle_rests), *_accidentals(part, faces), *_empty_lines(part),
    )  # fmt: skip


def _where(part: Part, bar: Bar, line: int = 0, tick: int = -1) -> Where:
    """The place of ``tick`` in a bar; without one, the whole bar."""
    beat = 0.0 if tick < 0 else round(float(beat_at(bar, tick, part.music.metres, part.ticks_per_quarter)), 3)
    return Where(part.chair, bar.number, bar.index, beat, line)


def _marks(part: Part) -> Iterator[Finding]:
    for event in part.music.events:
        for mark in undrawn(event) if event.marks else ():
            bar = part.bars[event.bar]
            yield Finding(
                "mark-not-drawn",
                Severity.WARNING,
                _where(part, bar, event.line, event.tick),
                f"The mark “{mark.get('smufl') or mark.name}” has no sign {'on a rest' if event.is_rest else 'here'} "
                "and is not printed.",
                "Move it to its note." if event.is_rest else "Write it as words over the note.",
                (mark.atom,),
            )


def _directions(part: Part) -> Iterator[Finding]:
    for direction in part.music.directions + part.directions:
        kinds = {segment.kind for segment in direction.segments}
        if kinds and kinds <= UNDRAWN:
            bar = part.bars[min(direction.bar, len(part.bars) - 1)]
            yield Finding(
                "direction-not-drawn",
                Severity.WARNING,
                _where(part, bar, direction.line),
                f"The sign “{', '.join(sorted(kinds))}” is not printed.",
                "Write it as words.",
                (direction.atom,),
            )


def _tablatures(part: Part) -> Iterator[Finding]:
    for staff in sorted({staff for _, staff, clef in part.music.clefs if clef.sign in NOT_NOTES}):
        yield Finding(
            "tablature",
            Severity.WARNING,
            _where(part, part.bars[0]),
            f"Staff {staff} is tablature or numbers; it is printed in notes.",
            "Leave the staff out, or print it from the notation program.",
        )


def _slurs(part: Part) -> Iterator[Finding]:
    for slur in doubled([s for s in part.music.spanners if s.kind == "slur"]):
        yield Finding(
            "slur-doubled",
            Severity.NOTE,
            _where(part, part.bars[bar_of(slur.atom)], slur.line),
            "Two slurs join the same two notes; one is printed.",
            "Remove one in the source.",
            (slur.atom,),
        )


def _repeated(part: Part) -> Iterator[Finding]:
    for direction in repeated_directions(part):
        bar = part.bars[min(direction.bar, len(part.bars) - 1)]
        yield Finding(
            "words-repeated",
            Severity.NOTE,
            _where(part, bar, direction.line),
            f"“{direction.text}” is said twice at once, by two voices or staves; it is printed once.",
            "Remove one in the source.",
            (direction.atom,),
        )
    for line in repeated_lines(part):
        yield Finding(
            "line-repeated",
            Severity.NOTE,
            _where(part, part.bars[bar_of(line.atom)], line.line),
            "Two hairpins or dashes stand over the same notes; one is printed.",
            "Remove one in the source.",
            (line.atom,),
        )


def _empty_lines(part: Part) -> Iterator[Finding]:
    """Hairpins and other lines that begin and end after the last note."""
    end = part.bars[-1].end
    for line in (*part.music.spanners, *part.spanners):
        if line.kind in _LINES and line.start is not None and line.stop is not None and line.start.tick >= end:
            yield Finding(
                "line-without-length",
                Severity.NOTE,
                _where(part, part.bars[-1], line.line),
                "A hairpin or line begins after the last note, where it also ends; it is not printed.",
                "Remove it in the source, or give it its notes.",
                (line.atom,),
            )


def _rests(part: Part, idle: Sequence[Event]) -> Iterator[Finding]:
    """One finding for all whole rests left out, one for those in place of another voice's notes."""
    for whole in (True, False):
        rests = [rest for rest in idle if rest.whole_bar is whole]
        if not rests:
            continue
        first, often = rests[0], how_often(len(rests), part.bars, [rest.bar for rest in rests])
        yield Finding(
            "rest-left-out",
            Severity.NOTE,
            _where(part, part.bars[first.bar], first.line),
            f"The {'whole ' if whole else ''}rest of a voice without notes is not printed {often}: "
            f"{'two others have some there.' if whole else 'a voice that goes from staff to staff plays there.'}",
            "Hide the rest in the source, or move the voice to another staff.",
            tuple(rest.id for rest in rests),
        )


def _accidentals(part: Part, faces: Faces) -> Iterator[Finding]:
    """Each accidental that no face has, once, at its first note."""
    first: dict[str, Event] = {}
    for event in part.music.events:
        for head in event.heads:
            if head.accidental is not None and head.accidental.value not in CODES:
                first.setdefault(head.accidental.value, event)
    for value, event in first.items():
        if not has_sign(Accidental(value), faces):
            bar = part.bars[event.bar]
            yield Finding(
                "accidental-not-drawn",
                Severity.WARNING,
                _where(part, bar, event.line, event.tick),
                f"No music font here has the accidental “{value}”; the nearest common one is printed.",
                "Name a SMuFL font that has it in the style.",
            )
