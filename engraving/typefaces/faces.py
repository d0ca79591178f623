"""The faces a style names, as one: glyphs by fallback, text in runs, boxes and outlines in points.

Music code points go to the first of the style's font, Bravura and our supplement that draws them.
Text goes character by character to the first face that has it: the cut asked for, its upright cut,
the roman, the music faces (♭ ♯ ♮ and private-use code points); what none has becomes the supplement's
hollow box and is told by ``missing``.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from engraving.errors import MissingResource
from engraving.typefaces.cache import Store, cache_folder
from engraving.typefaces.face import TEXT_FACES, Box, Contours, Face
from engraving.typefaces.library import open_music, open_supplement, open_text
from engraving.typefaces.music import MusicFace
from engraving.typefaces.sources import SERIF
from engraving.typefaces.text import TextFace
from engraving.typefaces.typeset import Run, Typesetter


class Faces:
    """Music and text faces of one style; immutable, measurements are remembered.

    ``thickness`` is that of lines beside the style's music font (E02).
    """

    def __init__(self, music: str, text: str, folder: Path) -> None:
        store = Store(folder)
        fallback = _music_face("Bravura", folder)
        self.music = fallback if music == "Bravura" else _music_face(music, folder)
        self.fallback = fallback
        self.supplement = _supplement(folder)
        self.thickness = self.music.thickness
        self.text = {face: TextFace(open_text(store, text, face)) for face in TEXT_FACES}
        ranked = (
            (Face.SUPPLEMENT, self.supplement),
            (Face.MUSIC_FALLBACK, fallback),
            (Face.MUSIC, self.music),
        )
        self._homes: dict[int, tuple[Face, MusicFace]] = {}
        self._boxes: dict[int, Box] = {}
        self._advances: dict[int, float] = {}
        for face, source in ranked:
            self._homes.update(dict.fromkeys(source.boxes, (face, source)))
            self._boxes.update(source.boxes)
            self._advances.update({code: source.advances[code] for code in source.boxes})
        self._runs: dict[tuple[str, Face, float], tuple[Run, ...]] = {}
        self._typesetter = Typesetter(self.text, self._boxes, self._advances, self._homes)

    # Music, in staff spaces

    def has(self, code: int) -> bool:
        """Whether any face draws ``code``."""
        return code in self._homes

    def home(self, code: int) -> Face:
        """Which of the page's faces draws ``code``."""
        try:
            return self._homes[code][0]
        except KeyError:
            raise _undrawable(code) from None

    def resolve(self, code: int) -> tuple[Face, MusicFace]:
        """The face that draws ``code``."""
        try:
            return self._homes[code]
        except KeyError:
            raise _undrawable(code) from None

    def box(self, code: int) -> Box:
        """The ink of a glyph, relative to its origin."""
        try:
            return self._boxes[code]
        except KeyError:
            raise _undrawable(code) from None

    def advance(self, code: int) -> float:
        """The width of a glyph in running text."""
        return self.resolve(code)[1].advances[code]

    def anchor(self, code: int, name: str) -> tuple[float, float] | None:
        """A SMuFL anchor such as ``stemUpSE``, if the face gives one."""
        return self.resolve(code)[1].anchor(code, name)

    def outline(self, code: int) -> Contours:
        """The glyph's closed contours as polygons."""
        return self.resolve(code)[1].outline(code)

    # Text, in points

    def cap_height(self, face: Face, size: float) -> float:
        """The height of capitals."""
        return self.text[face].cap_height * size / 1000

    def x_height(self, face: Face, size: float) -> float:
        """The height of small letters."""
        return self.text[face].x_height * size / 1000

    def ascent(self, face: Face, size: float) -> float:
        """The height of a line of text above its baseline."""
        return self.text[face].ascent * size / 1000

    def descent(self, face: Face, size: float) -> float:
        """The depth of a line of text below its baseline, negative."""
        return self.text[face].descent * size / 1000

    def runs(self, text: str, face: Face) -> tuple[tuple[Face, str], ...]:
        """``text`` cut into what one face each can draw; accidentals as SMuFL code points."""
        return tuple((run.face, run.text) for run in self._typesetter.line(text, face).runs)

    def missing(self, text: str, face: Face) -> str:
        """The characters of ``text`` that no face has, each once, in order."""
        return self._typesetter.line(text, face).missing

    @property
    def set_boxes(self) -> bool:
        """Has any text so far had a character that no face has?"""
        return self._typesetter.set_boxes

    def typeset(self, text: str, face: Face, size: float) -> tuple[Run, ...]:
        """``text`` as runs ready to print: offsets and sizes in points."""
        key = text, face, size
        runs = self._runs.get(key)
        if runs is None:
            runs = self._runs[key] = tuple(run.scaled(size) for run in self._typesetter.line(text, face).runs)
        return runs

    def text_width(self, text: str, face: Face, size: float) -> float:
        """The advance of ``text`` with kerning."""
        return self._typesetter.line(text, face).width * size

    def text_box(self, text: str, face: Face, size: float) -> Box:
        """The ink of ``text`` from the start of its baseline; an empty box if it is blank."""
        box = self._typesetter.line(text, face).box
        return Box(box.x0 * size, box.y0 * size, box.x1 * size, box.y1 * size)

    def text_outline(self, text: str, face: Face, size: float) -> Contours:
        """The closed contours of ``text`` as polygons."""
        contours: list[tuple[tuple[float, float], ...]] = []
        for run in self.typeset(text, face, size):
            contours.extend(self.run_outline(run))
        return tuple(contours)

    def run_outline(self, run: Run) -> Contours:
        """The closed contours of one run as polygons, where the run stands."""
        placed: list[tuple[float, Contours]]
        if run.face in self.text:
            face, scale = self.text[run.face], run.size / 1000
            places = face.positions(run.text)
            placed = [(x * scale, face.outline(c)) for c, x in zip(run.text, places, strict=False)]
        else:
            scale, x, placed = run.size / 4, 0.0, []
            for character in run.text:
                placed.append((x, self.outline(ord(character))))
                x += self.advance(ord(character)) * scale
        return tuple(
            tuple((run.x + dx + px * scale, run.rise + py * scale) for px, py in contour)
            for dx, contours in placed
            for contour in contours
        )

    def kerning(self, text: str, face: Face) -> list[int]:
        """What to add after each character of ``text`` but the last, in 1/1000 em; 0 in music faces."""
        return self.text[face].kerning(text) if face in self.text else [0] * (len(text) - 1)

    # Files

    def source(self, face: Face) -> MusicFace | TextFace:
        """The font behind ``face``."""
        if face in self.text:
            return self.text[face]
        return {Face.MUSIC: self.music, Face.MUSIC_FALLBACK: self.fallback}.get(face, self.supplement)

    def font_file(self, face: Face) -> Path:
        """A TrueType file to embed."""
        return self.source(face).file()

    def font_hash(self, face: Face) -> str:
        """The hash of that file."""
        return self.source(face).sha

    @property
    def fingerprint(self) -> str:
        """All font hashes in one string, for cache keys."""
        return "".join(self.font_hash(face)[:16] for face in Face)


def _undrawable(code: int) -> MissingResource:
    return MissingResource(f"No face draws U+{code:04X}.")


def load_faces(music: str = "Bravura", text: str = SERIF, cache: Path | None = None) -> Faces:
    """The faces of a style that names these fonts; ``cache`` is where unpacked fonts are kept.

    A font may also be a file: a SMuFL font with its metadata beside it, a text font's regular cut with the
    others beside it (``-Italic``, ``-Bold``, ``-BoldItalic``).
    """
    return _load(music, text, cache or cache_folder())


@cache
def _load(music: str, text: str, folder: Path) -> Faces:
    return Faces(music, text, folder)


@cache
def _music_face(name: str, folder: Path) -> MusicFace:
    return MusicFace(open_music(Store(folder), name))


@cache
def _supplement(folder: Path) -> MusicFace:
    return MusicFace(open_supplement(Store(folder)))
