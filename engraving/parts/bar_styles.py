"""Bars written as signs: what a player reads under measure repeats, beat repeats and slashes (E19).

The source's own notes under a sign are not printed: a measure repeat leaves its bars to the sign, slashes
take the rhythm or the beat of what they stand for. Nothing of it may be taken for rest.
"""

from __future__ import annotations

from msgspec.structs import replace

from engraving.findings import Finding, Severity
from engraving.parts.fresh_atoms import FreshAtoms
from engraving.parts.rests import time_order
from engraving.score import BarStyle, Cue, Event, Head, Music, Pitch, Spanner
from engraving.score.atoms import Kind, bar_of
from engraving.score.places import bar_at, place

MEASURE_REPEAT = "measure-repeat"
RHYTHM = "rhythm slash"  # noteheads that stand in the middle of the staff whatever their pitch
BEAT = "beat slash"
_MOST_SLASHES = 2
_QUARTERS = {"whole": 4.0, "half": 2.0, "quarter": 1.0, "eighth": 0.5, "16th": 0.25, "32nd": 0.125}
_HANGING = ("tie", "slur", "tuplet", "tremolo", "glissando", "slide", "wavy-line", "hammer-on", "pull-off")
_KEPT_MARKS = ("fermata", "caesura", "breath-mark")
_MIDDLE = Pitch(4, 6)

Notes = tuple[tuple[int, int, tuple[Pitch, ...]], ...]


def bars_as_signs(
    cue: Cue, chair: str, music: Music, fresh: FreshAtoms
) -> tuple[Music, tuple[Finding, ...]]:
    """The music with its styled bars as they are read; ``repeat-differs`` where a sign hides other notes."""
    if all(style.kind == "barline" for style in music.styles):
        return music, ()
    signs = _Signs(cue, music, fresh)
    for style in music.styles:
        if style.kind == MEASURE_REPEAT:
            signs.repeat_bars(style)
        elif style.kind == "slash" and dict(style.attributes).get("use-stems") == "yes":
            signs.keep_rhythm(style)
        elif style.kind in ("slash", "beat-repeat"):
            signs.mark_beats(style)
        else:
            signs.styles.append(style)
    findings = tuple(
        Finding(
            "repeat-differs",
            Severity.WARNING,
            place(cue, chair, index),
            "The bar is printed as a repeat of the one before, but the source holds other notes or marks under it.",
            "Write the bar out in the source if the player is to play those.",
        )
        for index in signs.differing
    )
    findings += tuple(_unprinted(cue, chair, index, names) for index, names in signs.unmarked)
    findings += tuple(_cut(cue, chair, spanner) for spanner in music.spanners if signs.cuts(spanner))
    return signs.music(), findings


def _unprinted(cue: Cue, chair: str, index: int, names: frozenset[str]) -> Finding:
    """``marks-under-slashes``: the first bar of slashes under which the source has marks."""
    return Finding(
        "marks-under-slashes",
        Severity.NOTE,
        place(cue, chair, index),
        f"Notes under slashes have marks that are not printed: {', '.join(sorted(names))}.",
        "Write the rhythm out, or ask for slashes with stems.",
    )


def _cut(cue: Cue, chair: str, spanner: Spanner) -> Finding:
    """``line-into-sign``: what joins a note to one that a sign stands for."""
    return Finding(
        "line-into-sign",
        Severity.NOTE,
        place(cue, chair, bar_of(spanner.atom)),
        f"A {spanner.kind.replace('-', ' ')} joins a note to one under a repeat sign or slashes, and is not printed.",
        "Write the bar out if it is meant.",
        (spanner.atom,),
    )


class _Signs:
    """Takes events away and puts signs in their place."""

    def __init__(self, cue: Cue, music: Music, fresh: FreshAtoms) -> None:
        self.cue = cue
        self.old = music
        self.fresh = fresh
        self.gone: set[int] = set()
        self.changed: dict[int, Event] = {}
        self.new: list[Event] = []
        self.styles: list[BarStyle] = []
        self.differing: list[int] = []
        self.unmarked: list[tuple[int, frozenset[str]]] = []
        self.voices: dict[int, int] = {}
        for event in music.events:
            self.voices.setdefault(event.staff, event.voice)

    def repeat_bars(self, style: BarStyle) -> None:
        """Its bars are left to the sign. One without a stop ends before the first bar that holds other notes."""
        end = style.end
        for bar in self.cue.bars:
            if not style.start <= bar.start < end:
                continue
            notes = self._notes(bar.index, style.staff)
            if notes and notes != self._notes(bar.index - style.size, style.staff):
                if style.open_ended:
                    end = bar.start
                    break
                self.differing.append(bar.index)
            elif self._said(bar.index, style.staff) - self._said(bar.index - style.size, style.staff):
                self.differing.append(bar.index)
        self.styles.append(replace(style, end=end))
        self.gone |= {event.id for event in self._covered(replace(style, end=end))}

    def keep_rhythm(self, style: BarStyle) -> None:
        """Slashes with stems: every note and chord as one slash, rests as they are."""
        for event in self._covered(style):
            shown = next((head for head in event.heads if head.visible), None)
            if shown is None:
                self.gone |= {event.id} if event.heads else set()
                continue
            head = Head(shown.atom, _MIDDLE, event.staff, shape=RHYTHM, unpitched=True, line=shown.line)
            self.changed[event.id] = replace(event, heads=(head,))

    def mark_beats(self, style: BarStyle) -> None:
        """A slash for every beat in place of the notes."""
        self.gone |= {event.id for event in self._covered(style)}
        asked = dict(style.attributes)
        beats = style.kind == "beat-repeat"
        slashes = _MOST_SLASHES if beats and asked.get("slashes", "1") not in ("", "0", "1") else 1
        dots = 0 if beats else int(asked.get("slash-dots", "0"))
        tick, first = style.start, len(self.new)
        while tick < style.end:
            index = bar_at(self.cue.bars, tick)
            atoms = [self.fresh.take(index, Kind.HEAD) for _ in range(slashes)]
            shape = BEAT if beats else RHYTHM
            heads = tuple(Head(atom, _MIDDLE, style.staff, shape=shape, unpitched=True) for atom in atoms)
            end = min(tick + self._beat(asked, tick), style.end, self.cue.bars[index].end)
            voice = self.voices.get(style.staff, 4 * style.staff - 3)
            self.new.append(
                Event(atoms[0], index, tick, end - tick, "quarter", voice, style.staff, heads, dots, stem="none")
            )
            tick = end
        covered = self._covered(style)
        for event in covered:
            self._keep_said(event, first)
        lost = frozenset(mark.name for event in covered for mark in event.marks if mark.name not in _KEPT_MARKS)
        if lost:
            self.unmarked.append((bar_at(self.cue.bars, style.start), lost))

    def _keep_said(self, event: Event, first: int) -> None:
        """What is sung and what stops everybody goes to the slash at or before the note."""
        marks = tuple(mark for mark in event.marks if mark.name in _KEPT_MARKS)
        at = next((i for i in range(len(self.new) - 1, first - 1, -1) if self.new[i].tick <= event.tick), -1)
        if at >= 0 and (marks or event.lyrics):
            slash = self.new[at]
            self.new[at] = replace(slash, marks=slash.marks + marks, lyrics=slash.lyrics + event.lyrics)

    def _beat(self, asked: dict[str, str], tick: int) -> int:
        """Ticks of one slash: of its written value, else of the metre's beat."""
        quarter = self.cue.ticks_per_quarter
        value = asked.get("slash-type", "")
        if value in _QUARTERS:
            return max(1, round(quarter * _QUARTERS[value] * (2 - 0.5 ** int(asked.get("slash-dots", "0")))))
        metres = [metre for at, staff, metre in self.old.metres if at <= tick and staff == 1]
        if not metres or not metres[-1].parts:
            return quarter
        compound = metres[-1].beat_type >= 8 and metres[-1].beats % 3 == 0
        return max(1, 4 * quarter * (3 if compound else 1) // metres[-1].beat_type)

    def _covered(self, style: BarStyle) -> list[Event]:
        kept = {int(v) for k, v in style.attributes if k == "except-voice"}
        return [
            event
            for event in self.old.events
            if event.staff == style.staff and style.start <= event.tick < style.end and event.voice not in kept
        ]

    def _notes(self, index: int, staff: int) -> Notes:
        """The notes of a bar, from its start."""
        if index < 0:
            return ()
        start = self.cue.bars[index].start
        return tuple(
            (event.tick - start, event.length, tuple(head.pitch for head in event.heads))
            for event in self.old.events
            if event.bar == index and event.staff == staff and event.heads and event.visible
        )

    def _said(self, index: int, staff: int) -> set[tuple[int, str, str]]:
        """The marks and syllables of a bar."""
        if index < 0:
            return set()
        here = [event for event in self.old.events if event.bar == index and event.staff == staff]
        start = self.cue.bars[index].start
        marks = {(event.tick - start, mark.name, mark.text) for event in here for mark in event.marks}
        return marks | {(event.tick - start, "lyric", lyric.text) for event in here for lyric in event.lyrics}

    def music(self) -> Music:
        """What is left, with what came in its place."""
        old, gone = self.old, self.gone
        events = [self.changed.get(e.id, e) for e in old.events if e.id not in gone] + self.new
        return replace(
            old,
            events=tuple(sorted(events, key=time_order)),
            beams=tuple(group for group in old.beams if gone.isdisjoint(group.events)),
            spanners=tuple(s for s in old.spanners if not self._hangs_on_gone(s)),
            styles=tuple(self.styles),
        )

    def cuts(self, spanner: Spanner) -> bool:
        """Is just one of its two ends under a sign?"""
        if spanner.kind not in _HANGING or spanner.start is None or spanner.stop is None:
            return False
        return (spanner.start.event in self.gone) != (spanner.stop.event in self.gone)

    def _hangs_on_gone(self, spanner: Spanner) -> bool:
        """Lines between notes that are not printed go with them, ties also with heads that became one slash."""
        if spanner.kind not in _HANGING:
            return False
        ends = [end for end in (spanner.start, spanner.stop) if end is not None]
        if any(end.event in self.gone for end in ends):
            return True
        return spanner.kind == "tie" and any(
            end.event in self.changed and end.head != self.changed[end.event].heads[0].atom for end in ends
        )
