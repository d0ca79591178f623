"""Sung syllables under their notes, with hyphens and extenders (E46)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from engraving.house import Style
from engraving.layout.columns.syllables import face_of, printed, syllable_extent
from engraving.layout.page import Ink
from engraving.layout.rows.sung_text import SungLine, SungText
from engraving.layout.system import System
from engraving.notation.shapes import Shape
from engraving.score import Lyric
from engraving.typefaces import Face, Faces

FIRST = 5.2  # baseline under the middle line: 3.2 below the bottom line
VERSE_STEP = 2.6  # at least: lines of type are set solid where the type is large for its staff
PAD = 0.5
HYPHEN = 0.8
HYPHEN_EVERY = 8.0
EXTENDER_GAP = 0.3
EXTENDER_LEAST = 1.5
CARRIED_IN = 0.5  # from the prefix to what goes on of the line before
SOLID = 1.2  # from one baseline to the next, of the size of the type


class LyricsRow:
    """All verses of one staff in one system."""

    def __init__(self, system: System, staff: int, style: Style, faces: Faces) -> None:
        self.system = system
        self.staff = staff
        self.style = style
        self.size = style.points(style.sizes.lyric)
        self.spaces = 100 / style.space
        self.faces = faces
        self.step = max(VERSE_STEP, SOLID * self.size * self.spaces)

    def draw(self, text: SungText) -> None:
        """Set every syllable, and what is still held of words begun in the line before."""
        verses: dict[tuple[bool, int], list[tuple[Shape, Lyric]]] = defaultdict(list)  # lower voice after upper
        for shape in self.system.shapes:
            if shape.staff == self.staff:
                for lyric in shape.event.lyrics:
                    verses[shape.side < 0, lyric.verse].append((shape, lyric))
        held = self._held(text)
        for voice, _, _ in held:
            verses.setdefault(voice, [])
        if not verses:
            return
        above = all(lyric.placement == "above" for syllables in verses.values() for _, lyric in syllables)
        above = above and any(verses.values())
        ordered = sorted(verses)
        y = self._baseline(verses, [note for _, notes, _ in held for note in notes], above=above)
        rows = {verse: y - k * self.step for k, verse in enumerate(ordered)}
        for verse in ordered:
            self._verse(verse[1], sorted(verses[verse], key=lambda pair: pair[0].x), rows[verse], above, text)
        for key, shapes, lyric in held:
            self._carry(lyric, shapes, verses[key], rows[key], above)

    def _baseline(
        self, verses: Mapping[tuple[bool, int], Sequence[tuple[Shape, Lyric]]], held: Sequence[Shape], *, above: bool
    ) -> float:
        """Of the first verse: clear of all notes it stands under or over, those ``held`` from the line before too."""
        if above:
            reach = self.system.ups[self.staff - 1].reach(0, self.system.width)
            return max(reach, 2.0) + PAD + 0.8 + self.step * (len(verses) - 1)
        xs = [shape.x for syllables in verses.values() for shape, _ in syllables]
        if held:
            xs += [self.system.prefix.width + 2.0, *(shape.x for shape in held)]
        first, last = min(xs) - 2.0, max(xs) + 2.0
        if any(_goes_on(max(syllables, key=lambda pair: pair[0].x)[1]) for syllables in verses.values() if syllables):
            last = self.system.barlines[-1][0]  # its hyphen or line passes under notes without syllables
        near = self.system.downs[self.staff - 1].reach(first, last)
        return min(-FIRST, near - PAD - self.faces.ascent(Face.ROMAN, self.size) * self.spaces * 0.8)

    def _held(self, text: SungText) -> list[tuple[tuple[bool, int], list[Shape], Lyric]]:
        """Lines of the system before that go on here: their verse, the notes they are held on, their syllable."""
        found = []
        for line, lyric in text.carried(self.staff, self.system.start).items():
            notes = [s for s in self.system.shapes if s.staff == self.staff and s.event.voice == line.voice]
            notes.sort(key=lambda shape: shape.x)
            ends = (not s.heads or any(other.verse == line.verse for other in s.event.lyrics) for s in notes)
            here = notes[: next((i for i, end in enumerate(ends) if end), len(notes))]
            if here:
                found.append(((here[0].side < 0, line.verse), here, lyric))
        return found

    def _carry(
        self, lyric: Lyric, notes: Sequence[Shape], sung: Sequence[tuple[Shape, Lyric]], y: float, above: bool
    ) -> None:
        """Hyphens up to the next syllable, or the rest of a melisma's line, from the start of the system."""
        start = self.system.prefix.width + CARRIED_IN
        following = min((self._extent(shape, other)[0] for shape, other in sung), default=self.system.barlines[-1][0])
        if lyric.syllabic in ("begin", "middle"):
            self._hyphens(start, following, y)
            self._raise(start, following, y, above)
            return
        end = min(notes[-1].x + max(head.x1 for head in notes[-1].heads), following - 0.3)
        if end - start >= EXTENDER_LEAST:
            self._line(start, end, y)
            self._raise(start, end, y, above)

    def _raise(self, x0: float, x1: float, y: float, above: bool) -> None:
        """What follows clears hyphens and lines."""
        skyline = (self.system.ups if above else self.system.downs)[self.staff - 1]
        skyline.add(x0, x1, y + 0.6 if above else y - self.system.pen.thickness.lyric_line)

    def _verse(
        self, verse: int, syllables: Sequence[tuple[Shape, Lyric]], y: float, above: bool, text: SungText
    ) -> None:
        skyline = (self.system.ups if above else self.system.downs)[self.staff - 1]
        pen = self.system.pen
        placed: list[tuple[float, float, Shape, Lyric]] = []
        for shape, lyric in syllables:
            x0, x1 = self._extent(shape, lyric)
            pen.text(Ink.LYRIC, self.staff - 1, x0, y, printed(lyric), self.size, face_of(lyric), atom=lyric.atom)
            skyline.add(x0, x1, y + (1.6 if above else -0.6))
            placed.append((x0, x1, shape, lyric))
        limits = [x0 for x0, _, _, _ in placed[1:]] + [self.system.barlines[-1][0]]
        for k, ((_, x1, shape, lyric), limit) in enumerate(zip(placed, limits, strict=False), 1):
            if lyric.syllabic in ("begin", "middle"):
                line = SungLine(self.staff, shape.event.voice, verse)
                if k < len(placed) or text.goes_on(line, self.system.end):
                    self._hyphens(x1, limit, y)
                    self._raise(x1, limit, y, above)
            elif lyric.extend:
                self._extender(shape, x1, limit, y)
                self._raise(x1, limit, y, above)

    def _extent(self, shape: Shape, lyric: Lyric) -> tuple[float, float]:
        left, right = syllable_extent(lyric, self.style, self.faces, shape.width)
        return shape.x - left, shape.x + right

    def _hyphens(self, x0: float, x1: float, y: float) -> None:
        room = x1 - x0
        if room < HYPHEN * 0.6:
            return
        length = min(HYPHEN, room * 0.7)
        count = max(1, round(room / HYPHEN_EVERY))
        for k in range(count):
            centre = x0 + room * (k + 0.5) / count
            self._line(centre - length / 2, centre + length / 2, y + 0.45)

    def _line(self, x0: float, x1: float, y: float) -> None:
        pen = self.system.pen
        pen.line(Ink.LYRIC_LINE, self.staff - 1, x0, y, x1, y, pen.thickness.lyric_line)

    def _extender(self, shape: Shape, x: float, limit: float, y: float) -> None:
        """To the right edge of the last head of the melisma; dropped under 1.5."""
        end = x
        for other in self.system.shapes:
            if other.staff == self.staff and other.event.voice == shape.event.voice and other.heads:
                right = other.x + max(h.x1 for h in other.heads)
                if shape.x < other.x and right < limit + 0.5 and not other.event.lyrics:
                    end = max(end, right)
        end = min(end, limit - 0.3)
        if end - x - EXTENDER_GAP >= EXTENDER_LEAST:
            self._line(x + EXTENDER_GAP, end, y)


def _goes_on(lyric: Lyric) -> bool:
    """Does a hyphen or a line follow the syllable?"""
    return lyric.syllabic in ("begin", "middle") or lyric.extend
