"""Sung syllables under their notes, with hyphens and extenders (E46)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from engraving.house import Style
from engraving.layout.page import Ink
from engraving.layout.syllables import printed, syllable_extent
from engraving.layout.system import System
from engraving.notation.shapes import Shape
from engraving.score import Lyric
from engraving.typefaces import Face, Faces

FIRST = 5.2  # baseline under the middle line: 3.2 below the bottom line
VERSE_STEP = 2.6
PAD = 0.5
HYPHEN = 0.8
HYPHEN_EVERY = 8.0
EXTENDER_GAP = 0.3
EXTENDER_LEAST = 1.5
LINE = 0.16


class LyricsRow:
    """All verses of one staff in one system."""

    def __init__(self, system: System, staff: int, style: Style, faces: Faces) -> None:
        self.system = system
        self.staff = staff
        self.style = style
        self.size = style.points(style.sizes.lyric)
        self.spaces = 100 / style.space
        self.faces = faces

    def draw(self, after: Mapping[tuple[int, int], bool]) -> None:
        """Set every syllable; ``after`` says of (voice, verse) whether a word goes on beyond this system."""
        verses: dict[tuple[bool, int], list[tuple[Shape, Lyric]]] = defaultdict(list)  # lower voice after upper
        for shape in self.system.shapes:
            if shape.staff == self.staff:
                for lyric in shape.event.lyrics:
                    verses[shape.side < 0, lyric.verse].append((shape, lyric))
        if not verses:
            return
        above = all(lyric.placement == "above" for syllables in verses.values() for _, lyric in syllables)
        ordered = sorted(verses)
        if above:
            y = max(self.system.ups[self.staff - 1].reach(0, self.system.width), 2.0) + PAD + 0.8
            y += VERSE_STEP * (len(ordered) - 1)
        else:
            first = min(shape.x for syllables in verses.values() for shape, _ in syllables) - 2.0
            last = max(shape.x for syllables in verses.values() for shape, _ in syllables) + 2.0
            near = self.system.downs[self.staff - 1].reach(first, last)
            y = min(-FIRST, near - PAD - self.faces.ascent(Face.ROMAN, self.size) * self.spaces * 0.8)
        for k, verse in enumerate(ordered):
            self._verse(verse[1], sorted(verses[verse], key=lambda pair: pair[0].x), y - k * VERSE_STEP, above, after)

    def _verse(
        self, verse: int, syllables: Sequence[tuple[Shape, Lyric]], y: float, above: bool,
        after: Mapping[tuple[int, int], bool],
    ) -> None:  # fmt: skip
        skyline = (self.system.ups if above else self.system.downs)[self.staff - 1]
        pen = self.system.pen
        placed: list[tuple[float, float, Shape, Lyric]] = []
        for shape, lyric in syllables:
            x0, x1 = self._extent(shape, lyric)
            pen.text(Ink.LYRIC, self.staff - 1, x0, y, printed(lyric), self.size, Face.ROMAN, atom=lyric.atom)
            skyline.add(x0, x1, y + (1.6 if above else -0.6))
            placed.append((x0, x1, shape, lyric))
        for current, following in zip(placed, [*placed[1:], None], strict=True):
            x0, x1, shape, lyric = current
            limit = following[0] if following is not None else self.system.barlines[-1][0]
            if lyric.syllabic in ("begin", "middle"):
                goes_on = following is not None or after.get((shape.event.voice, verse), False)
                if goes_on:
                    self._hyphens(x1, limit, y)
            elif lyric.extend:
                self._extender(shape, x1, limit, y)

    def _extent(self, shape: Shape, lyric: Lyric) -> tuple[float, float]:
        left, right = syllable_extent(lyric, self.style, self.faces, shape.width)
        return shape.x - left, shape.x + right

    def _hyphens(self, x0: float, x1: float, y: float) -> None:
        room = x1 - x0
        if room < HYPHEN * 0.6:
            return
        length = min(HYPHEN, room * 0.7)
        count = max(1, int(room / HYPHEN_EVERY))
        for k in range(count):
            centre = x0 + room * (k + 0.5) / count
            self.system.pen.line(
                Ink.LYRIC_LINE,
                self.staff - 1,
                centre - length / 2,
                y + 0.45,
                centre + length / 2,
                y + 0.45,
                LINE,
            )

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
            self.system.pen.line(Ink.LYRIC_LINE, self.staff - 1, x + EXTENDER_GAP, y, end, y, LINE)
