"""E57: what one part says for everybody is lifted into the cue, once per place and text."""

from __future__ import annotations

import re
from collections.abc import Iterable

import msgspec

from engraving.findings import Severity
from engraving.musicxml.drafts import LAST_PART_NUMBER, Complaint
from engraving.score import Direction, Music, Spanner
from engraving.score.atoms import Kind, bar_of, pack
from engraving.score.tempo_words import is_jump, is_tempo

_ALWAYS = frozenset(("metronome", "rehearsal", "segno", "coda"))
_SYSTEM = ("only-top", "also-top")
_SAID_WITH = frozenset(
    ("words", "symbol", "metronome", "rehearsal", "segno", "coda", "eyeglasses", "other-direction")
)
_SPACE = re.compile(r"\s+")


class CueMarks:
    """The cue's own directions and lines, numbered from ``LAST_PART_NUMBER + 1`` in every bar."""

    def __init__(self) -> None:
        self.directions: list[Direction] = []
        self.spanners: list[Spanner] = []
        self._numbers: dict[int, int] = {}
        self._said: dict[tuple[int, str], int] = {}

    def atom(self, bar: int, kind: Kind) -> int:
        """The next cue-level number of a bar."""
        number = self._numbers[bar] = self._numbers.get(bar, LAST_PART_NUMBER) + 1
        return pack(bar, number, kind)

    def add(self, direction: Direction) -> int:
        """Take a direction unless the same is said at its tick already; the atom of the one that stays."""
        key = (direction.tick, said(direction))
        atom = self._said.get(key)
        if atom is None:
            atom = self._said[key] = self.atom(direction.bar, Kind.DIRECTION)
            self.directions.append(msgspec.structs.replace(direction, atom=atom, staff=0, voice=0))
        return atom

    def in_order(self) -> tuple[tuple[Direction, ...], tuple[Spanner, ...]]:
        """Everything by tick; what stands at one tick stays in the order it was met."""
        directions = sorted(self.directions, key=lambda direction: direction.tick)
        spanners = sorted(self.spanners, key=lambda spanner: spanner.start.tick if spanner.start else 0)
        return tuple(directions), tuple(spanners)


def said(direction: Direction) -> str:
    """What a direction says, without case, spaces and outer punctuation: to know it again in another part."""
    text = " ".join(f"{s.text}" if s.kind == "words" else f"<{s.kind}>{s.text}" for s in direction.segments)
    return _SPACE.sub(" ", text).strip(" .,:;").casefold()


def lift(parts: list[Music], cue: CueMarks) -> tuple[list[Music], list[Complaint]]:
    """Parts without the directions and dashes that belong to everybody, which ``cue`` now holds.

    Lifted: metronome, rehearsal, segno, coda and repeat text; what sounds with a tempo; ``system`` only-top
    or also-top; tempo words that are bold, in the top part, or in several parts at one place. Tempo words
    in one lower part stay, with a finding.
    """
    repeated = _said_in_several(parts)
    lifted: list[Music] = []
    complaints: list[Complaint] = []
    for index, music in enumerate(parts):
        stays: list[Direction] = []
        moved: dict[int, int] = {}
        for direction in music.directions:
            if belongs_to_all(direction, index == 0, direction.atom in repeated[index]):
                moved[direction.atom] = cue.add(direction)
                continue
            stays.append(direction)
            if _speaks_of_tempo(direction):
                complaints.append(_only_here(direction, index))
        spanners = _lift_lines(music.spanners, moved, cue) if moved else music.spanners
        if moved:
            music = msgspec.structs.replace(music, directions=tuple(stays), spanners=tuple(spanners))
        lifted.append(music)
    return lifted, complaints


def belongs_to_all(direction: Direction, top: bool, repeated: bool) -> bool:
    """Whether E57 lifts a direction."""
    kinds = {segment.kind for segment in direction.segments}
    if kinds & _ALWAYS:
        return True
    if not kinds & _SAID_WITH:
        return False
    if direction.system in _SYSTEM or direction.tempo:
        return True
    if "dynamics" in kinds:
        return False  # meno f
    words = [segment for segment in direction.segments if segment.kind == "words"]
    if any(is_jump(segment.text) for segment in words):
        return True
    bold = any(segment.get("font-weight") == "bold" for segment in words)
    return (bold or top or repeated) and is_tempo(_words(direction), bold)


def _words(direction: Direction) -> str:
    return " ".join(segment.text for segment in direction.segments if segment.kind == "words")


def _speaks_of_tempo(direction: Direction) -> bool:
    words = _words(direction)
    return bool(words) and is_tempo(words)


def _said_in_several(parts: list[Music]) -> list[frozenset[int]]:
    """For each part the atoms of tempo words that stand in another part too, at the same tick."""
    places: dict[tuple[int, str], list[tuple[int, int]]] = {}
    for index, music in enumerate(parts):
        for direction in music.directions:
            if _speaks_of_tempo(direction):
                places.setdefault((direction.tick, said(direction)), []).append((index, direction.atom))
    repeated: list[set[int]] = [set() for _ in parts]
    for found in places.values():
        if len({index for index, _ in found}) > 1:
            for index, atom in found:
                repeated[index].add(atom)
    return [frozenset(atoms) for atoms in repeated]


def _lift_lines(spanners: Iterable[Spanner], moved: dict[int, int], cue: CueMarks) -> list[Spanner]:
    """Dashes and brackets go with the words they follow; the same line is taken once."""
    stays: list[Spanner] = []
    for spanner in spanners:
        atom = moved.get(int(spanner.get("direction", "0")))
        if atom is None:
            stays.append(spanner)
            continue
        if any(other.get("direction") == str(atom) and other.kind == spanner.kind for other in cue.spanners):
            continue
        attributes = tuple((k, str(atom) if k == "direction" else v) for k, v in spanner.attributes)
        start, stop = (
            msgspec.structs.replace(anchor, staff=0, voice=0) if anchor is not None else None
            for anchor in (spanner.start, spanner.stop)
        )
        own = cue.atom(bar_of(spanner.atom), Kind.LINE)
        cue.spanners.append(
            msgspec.structs.replace(spanner, atom=own, start=start, stop=stop, attributes=attributes)
        )
    return stays


def _only_here(direction: Direction, part: int) -> Complaint:
    return Complaint(
        "tempo-in-one-part",
        Severity.WARNING,
        direction.bar,
        -1,
        direction.line,
        f"“{_words(direction)}” reads like a tempo but stands in this part alone; only this part prints it.",
        "If everybody needs it, make it a tempo text in the notation program.",
        part,
        (direction.atom,),
    )
