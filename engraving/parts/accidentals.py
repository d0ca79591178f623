"""Which accidentals are printed (E13): computed from pitch, key and ties, never only copied.

Bar-scope rules run over each staff in time order. What is printed is what is needed, plus what the
source displays, plus courtesies; where the source disagrees with its own pitches the pitch wins and
a finding says so.
"""

from __future__ import annotations

from math import isnan, nan

import msgspec
from msgspec.structs import replace

from engraving.findings import Finding
from engraving.parts.accidental_findings import Disagreements
from engraving.score import Accidental, Cue, Event, Head, Key, Music
from engraving.score.accidental_values import agrees, value_of

_NO_KEY = (0.0,) * 7
_NEVER = 1 << 62


class AccidentalPolicy(msgspec.Struct, frozen=True, gc=False):
    """A copyist's choices: which courtesies to add (E13 a, b, c) and whether they stand in parentheses."""

    next_bar: bool = True
    other_octave: bool = True
    after_tie: bool = True
    parentheses: bool = False


NO_COURTESIES = AccidentalPolicy(next_bar=False, other_octave=False, after_tie=False)


def printed_accidentals(
    cue: Cue, part: str, music: Music, policy: AccidentalPolicy, *, report: bool = True
) -> tuple[Music, tuple[Finding, ...]]:
    """The music with every head's ``accidental`` as it is to be printed.

    Events must be in time order. Findings (with ``report``): ``accidental-missing``,
    ``accidental-wrong``, ``accidentals-not-shown``, ``accidental-approximated``.
    """
    walk = _Walk(cue, music, policy, keep_needed=True)
    result = walk.run()
    return result, walk.disagreements.findings(cue, part) if report else ()


def displayed_extras(cue: Cue, part: str, music: Music) -> tuple[Music, tuple[Finding, ...]]:
    """The music with only those displayed accidentals left that bar, key and ties do not ask for.

    These are what the source *means* to add, and so survive a transposition. The findings are those
    of the source as it stands.
    """
    walk = _Walk(cue, music, NO_COURTESIES, keep_needed=False)
    result = walk.run()
    return result, walk.disagreements.findings(cue, part)


class _Staff:
    """What is in force on one staff while its bars go by. Lines are ``Pitch.diatonic``."""

    __slots__ = (
        "after_tie", "bar", "carried", "key", "last_lines", "last_steps", "sounded_at", "state", "steps",
    )  # fmt: skip

    def __init__(self) -> None:
        self.key: tuple[float, ...] = _NO_KEY
        self.bar = -1
        self.state: dict[int, float] = {}  # line -> alter in this bar; nan: doubtful, show the next
        self.sounded_at: dict[int, tuple[int, int]] = {}  # line -> (tick, grace) of its last note
        self.steps: dict[int, tuple[int, float]] = {}  # step -> (line, alter) altered in this bar
        self.after_tie: dict[int, float] = {}  # line -> alter of a note tied into this bar
        self.carried: dict[int, float] = {}  # what this bar leaves altered, once it is over
        self.last_lines: dict[int, float] = {}  # altered lines of the bar before
        self.last_steps: dict[int, tuple[int, float]] = {}  # altered steps of the bar before

    def has_altered(self) -> bool:
        """Is there anything, here or in the bar before, that a courtesy could be for?"""
        return bool(self.steps or self.last_lines or self.last_steps or self.after_tie)

    def open_bar(self, bar: int) -> None:
        """Forget the accidentals of the bar before, but remember what was altered there."""
        if self.state or self.after_tie:
            self._settle()
        follows = bar == self.bar + 1
        self.last_lines = self.carried if follows else {}
        self.last_steps = self.steps if follows else {}
        self.carried, self.steps = {}, {}
        self.bar = bar

    def change_key(self, key: tuple[float, ...], *, inside: bool) -> None:
        """A new signature. Inside a bar, lines already altered become doubtful and are shown again."""
        if key == self.key:
            return
        if inside:
            self.state = dict.fromkeys(self.state, nan)
        else:
            self._settle()  # what the last bar altered is judged by the key it stood in
        self.key = key

    def _settle(self) -> None:
        altered = {line: a for line, a in self.state.items() if a != self.key[line % 7]}
        self.carried |= altered | self.after_tie
        self.state, self.sounded_at, self.after_tie = {}, {}, {}


class _Walk:
    """One pass over a part."""

    def __init__(self, cue: Cue, music: Music, policy: AccidentalPolicy, *, keep_needed: bool) -> None:
        self.cue = cue
        self.music = music
        self.policy = policy
        self.keep_needed = keep_needed
        self.courtesies = policy != NO_COURTESIES
        self.disagreements = Disagreements()
        self.staves = [_Staff() for _ in range(music.staves + 1)]
        self.ties = _tie_targets(music)
        self.tied: dict[int, tuple[int, float]] = {}  # head atom -> (line, alter) tied into it
        self.unruled = _staves_without_rules(music)

    def run(self) -> Music:
        """The events again, rebuilt only where an accidental changes."""
        events: list[Event] = []
        changed = False
        changes = list(reversed(_key_changes(self.music)))
        due = changes[-1][0] if changes else _NEVER
        for event in self.music.events:
            if event.heads:
                while event.tick >= due:
                    self._change_key(*changes.pop(), event.bar)
                    due = changes[-1][0] if changes else _NEVER
                done = self._event(event)
                changed = changed or done is not event
                events.append(done)
            else:
                events.append(event)
        return replace(self.music, events=tuple(events)) if changed else self.music

    def _change_key(self, tick: int, number: int, key: tuple[float, ...], bar: int) -> None:
        """``bar`` is that of the next note; staff 0 means every staff."""
        within = tick > self.cue.bars[bar].start
        for staff in self.staves if number == 0 else [self.staves[number]]:
            staff.change_key(key, inside=within and staff.bar == bar)

    def _event(self, event: Event) -> Event:
        heads: list[Head] | None = None
        for index, head in enumerate(event.heads):
            wanted = self._head(event, head)
            if wanted is not head.accidental and wanted != head.accidental:
                if heads is None:
                    heads = list(event.heads)
                heads[index] = replace(head, accidental=wanted)
        return event if heads is None else replace(event, heads=tuple(heads))

    def _head(self, event: Event, head: Head) -> Accidental | None:
        """What is printed beside one head; the staff's state moves on."""
        if head.unpitched:
            return None
        shown = head.accidental
        if not head.visible or (self.unruled and (head.staff, event.tick) in self.unruled):
            return shown
        staff = self.staves[head.staff]
        if event.bar != staff.bar:
            staff.open_bar(event.bar)
        pitch = head.pitch
        alter, step = pitch.alter, pitch.step
        line = pitch.octave * 7 + step
        target = self.ties.get(head.atom)
        if target is not None:
            self.tied[target] = (line, alter)
        if self.tied and self.tied.pop(head.atom, None) == (line, alter):
            return self._tied(staff, event, head, line)
        in_force = staff.state.get(line, staff.key[step])
        needed = alter != in_force
        wanted = shown
        if shown is not None:
            wanted = self._checked(event, head, shown)
            wanted = wanted if needed else self._dressed(wanted)
        elif needed:
            if not isnan(in_force):  # not after a clash or a key change in mid-bar
                self.disagreements.missing(event, head)
            wanted = self._plain(event, head)
        elif self.courtesies and staff.has_altered() and self._wants_courtesy(staff, line, step, alter):
            wanted = Accidental(value_of(alter)[0], cautionary=True, parentheses=self.policy.parentheses)
        self._move_on(staff, (event.tick, event.grace), line, step, alter, needed or shown is not None)
        if shown is not None:
            self.disagreements.shown += 1
        return None if needed and not self.keep_needed else wanted

    def _tied(self, staff: _Staff, event: Event, head: Head, line: int) -> Accidental | None:
        """A tied note takes none; one that the source displays there counts for the rest of the bar."""
        alter = head.pitch.alter
        if head.accidental is not None:
            staff.state[line] = alter
            staff.after_tie.pop(line, None)
            return self._dressed(self._checked(event, head, head.accidental))
        if staff.state.get(line) != alter and alter != staff.key[line % 7]:
            staff.after_tie[line] = alter
        return None

    def _checked(self, event: Event, head: Head, shown: Accidental) -> Accidental:
        """The source's accidental, or the pitch's when they contradict each other."""
        if agrees(shown.value, head.pitch.alter):
            return shown
        self.disagreements.wrong(event, head)
        return replace(shown, value=value_of(head.pitch.alter)[0])

    def _dressed(self, shown: Accidental) -> Accidental:
        """A courtesy of the source looks like those of the house (E13), unless the source says how."""
        if shown.cautionary and self.policy.parentheses and not (shown.parentheses or shown.bracket or shown.editorial):
            return replace(shown, parentheses=True)
        return shown

    def _plain(self, event: Event, head: Head) -> Accidental:
        value, exact = value_of(head.pitch.alter)
        if not exact:
            self.disagreements.approximated(event, head)
        return Accidental(value)

    def _wants_courtesy(self, staff: _Staff, line: int, step: int, alter: float) -> bool:
        """E13 (a) next bar, (b) other octave, (c) after a tie; each once per alteration."""
        policy = self.policy
        if policy.next_bar and staff.last_lines.get(line, alter) != alter:
            return True
        if policy.after_tie and staff.after_tie.get(line, alter) != alter:
            return True
        if not policy.other_octave:
            return False
        here = staff.steps.get(step) or staff.last_steps.get(step)
        return here is not None and here[0] != line and here[1] != alter

    def _move_on(
        self, staff: _Staff, moment: tuple[int, int], line: int, step: int, alter: float, printed: bool
    ) -> None:
        if staff.last_lines:
            staff.last_lines.pop(line, None)
        if staff.after_tie:
            staff.after_tie.pop(line, None)
        if staff.last_steps and step in staff.last_steps:
            del staff.last_steps[step]
        other = staff.steps.get(step) if staff.steps else None
        if other is not None and (other[0] != line or other[1] != alter):
            del staff.steps[step]  # shown at the other octave, or cancelled on its own line
        sounds_with, staff.sounded_at[line] = staff.sounded_at.get(line), moment
        if not printed:
            return
        if sounds_with == moment and staff.state.get(line, staff.key[step]) != alter:
            staff.state[line] = nan  # two alterations of one line sound together: the next is shown
        else:
            staff.state[line] = alter
        if alter != staff.key[step]:
            staff.steps[step] = (line, alter)


def _tie_targets(music: Music) -> dict[int, int]:
    """Head atom at the start of each tie -> head atom at its end."""
    return {
        s.start.head: s.stop.head
        for s in music.spanners
        if s.kind == "tie" and s.start is not None and s.stop is not None and s.start.head and s.stop.head
    }


def _key_changes(music: Music) -> list[tuple[int, int, tuple[float, ...]]]:
    return [(tick, staff, key_alters(key)) for tick, staff, key in music.keys]


def key_alters(key: Key) -> tuple[float, ...]:
    """The signature's alteration of each step, from C."""
    alters = key.alters()
    return tuple(alters.get(step, 0.0) for step in range(7))


class _Unruled:
    """Ticks of staves whose clef (percussion, TAB) takes no accidentals by rule."""

    def __init__(self, spans: list[tuple[int, int, int]]) -> None:
        self.spans = spans

    def __bool__(self) -> bool:
        return bool(self.spans)

    def __contains__(self, place: tuple[int, int]) -> bool:
        staff, tick = place
        return any(s in (0, staff) and start <= tick < end for s, start, end in self.spans)


def _staves_without_rules(music: Music) -> _Unruled:
    spans = []
    for index, (tick, staff, clef) in enumerate(music.clefs):
        if clef.sign not in ("G", "F", "C"):
            later = (t for t, s, _ in music.clefs[index + 1 :] if s == staff and t > tick)
            spans.append((staff, tick, next(later, _NEVER)))
    return _Unruled(spans)
