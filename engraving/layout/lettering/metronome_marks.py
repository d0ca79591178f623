"""Metronome marks set in type: notes, dots, groups under beams, ties and tuplets, arrows (E57).

They come as text: ``quarter.=60``, ``half=c. 72``, ``{eighth+eighth}=[3:quarter+eighth]``. Braces are a
beam, ``[3:`` to ``]`` a tuplet, ``~`` after a note ties it to the next.
"""

from __future__ import annotations

import re

from engraving.layout.lettering.type_run import Run, Stroke
from engraving.layout.page import Ink
from engraving.typefaces import Face
from engraving.typefaces import smufl as g

_UNITS = {
    "breve": g.MET_NOTE_DOUBLE_WHOLE,
    "whole": g.MET_NOTE_WHOLE,
    "half": g.MET_NOTE_HALF_UP,
    "quarter": g.MET_NOTE_QUARTER_UP,
    "eighth": g.MET_NOTE_8TH_UP,
    "16th": g.MET_NOTE_16TH_UP,
    "32nd": g.MET_NOTE_32ND_UP,
    "64th": g.MET_NOTE_64TH_UP,
    "128th": g.MET_NOTE_128TH_UP,
    "256th": g.MET_NOTE_256TH_UP,
    "512th": g.MET_NOTE_512TH_UP,
    "1024th": g.MET_NOTE_1024TH_UP,
}
_FLAGS = {"eighth": 1, "16th": 2, "32nd": 3, "64th": 4}
_TOKEN = re.compile(
    rf"\[(?P<tuplet>\d+):|(?P<unit>{'|'.join(_UNITS)})(?P<dots>\.*)(?P<tie>~?)(?=[=+~}}\]]|$)"
    r"|(?P<sign>[=+{}\]])|(?P<other>[^=+{}\[\]]+)"
)
BRACKET = 0.75  # of the line a tuplet has over notes
RISE = 0.35
ARROW_GAP = 0.5
NOTE_GAP = 0.35


class MetronomeMark:
    """Sets one mark at the end of a run; ``size`` of its words in pt, ``scale`` of its notes."""

    def __init__(self, run: Run, size: float, scale: float) -> None:
        self.run = run
        self.size = size
        self.scale = scale
        self._stems: list[tuple[float, int]] | None = None  # of the beam being set: x, beams
        self._tuplet: tuple[str, float] | None = None
        self._tied = 0.0

    def set(self, text: str, *, parentheses: bool, arrows: bool) -> None:
        """The whole mark."""
        if parentheses:
            self._words("(")
        if arrows:
            self.run.glyph(g.METRIC_MODULATION_ARROW_LEFT, self.scale, Ink.TEMPO)
            self.run.x += ARROW_GAP
        for token in _TOKEN.finditer(text):
            if token["tuplet"]:
                self._tuplet = token["tuplet"], self.run.x
            elif token["unit"]:
                self._note(token["unit"], len(token["dots"]), tied=bool(token["tie"]))
            elif token["other"]:
                self._words(token["other"].strip())
            else:
                self._sign(token["sign"])
        self._end_tuplet()
        if arrows:
            self.run.x += ARROW_GAP
            self.run.glyph(g.METRIC_MODULATION_ARROW_RIGHT, self.scale, Ink.TEMPO)
        if parentheses:
            self._words(")")

    def _words(self, text: str) -> None:
        """Upright beside bold words, as is usual (E44)."""
        self.run.text(text, Face.ROMAN, self.size, Ink.TEMPO)

    def _sign(self, sign: str) -> None:
        if sign == "=":
            self._end_tuplet()
            self._words(" = ")
        elif sign == "+":
            self.run.x += NOTE_GAP * self.scale
        elif sign == "{":
            self._stems = []
        elif sign == "}":
            self._beam()
        else:
            self._end_tuplet()

    def _note(self, unit: str, dots: int, *, tied: bool) -> None:
        run, scale = self.run, self.scale
        beamed = self._stems is not None and unit in _FLAGS
        code = g.MET_NOTE_QUARTER_UP if beamed else _UNITS[unit]
        box = run.faces.box(code)
        if self._tied:
            start, end = self._tied, run.x + (box.x0 + 0.4) * scale
            y = (box.y0 - 0.25) * scale
            run.strokes.append(Stroke(start, y, end, y, 0.1, Ink.TEMPO, sag=0.45 * scale))
        self._tied = run.x + (box.x0 + 0.8) * scale if tied else 0.0
        if beamed and self._stems is not None:
            self._stems.append((run.x + box.x1 * scale, _FLAGS[unit]))
        run.glyph(code, scale, Ink.TEMPO)
        run.x += 0.1
        for _ in range(dots):
            run.x += 0.15
            run.glyph(g.MET_AUGMENTATION_DOT, scale, Ink.TEMPO)
        if beamed:
            run.x += NOTE_GAP * scale

    def _beam(self) -> None:
        """Beams over the notes since the brace; what one note has more than its neighbours is a stub."""
        stems, self._stems = self._stems or [], None
        if not stems:
            return
        scale, thickness = self.scale, self.run.faces.thickness
        stem, thick = thickness.stem * scale, thickness.beam * scale
        top = self.run.faces.box(g.MET_NOTE_QUARTER_UP).y1 * scale
        for level in range(max(count for _, count in stems)):
            y = top - (level * thickness.beam_pitch + thickness.beam / 2) * scale
            for k, (x, count) in enumerate(stems):
                if count <= level:
                    continue
                following = stems[k + 1] if k + 1 < len(stems) else None
                if following is not None and following[1] > level:
                    self._stroke(x - stem, y, following[0], y, thick)
                elif not (k and stems[k - 1][1] > level):
                    stub = 0.9 * scale * (1 if not k else -1)
                    self._stroke(x - stem / 2, y, x - stem / 2 + stub, y, thick)

    def _end_tuplet(self) -> None:
        """Number and bracket over the notes since it began."""
        if self._tuplet is None:
            return
        (text, start), self._tuplet = self._tuplet, None
        run, size = self.run, self.size * 0.7
        end = run.x - 0.1
        top = run.faces.box(g.MET_NOTE_QUARTER_UP).y1 * self.scale + RISE
        box = run.faces.text_box(text, Face.ITALIC, size)
        width = run.faces.text_width(text, Face.ITALIC, size) * run.spaces
        middle, high = (start + end) / 2, (box.y1 - box.y0) * run.spaces
        kept, run.x = run.x, middle - width / 2
        run.text(text, Face.ITALIC, size, Ink.TEMPO, y=top)
        run.x = kept
        y, thick = top + high / 2, BRACKET * run.faces.thickness.tuplet_bracket
        for x0, x1, hook in ((start, middle - width / 2 - 0.25, start), (middle + width / 2 + 0.25, end, end)):
            if x1 - x0 > 0.2:
                self._stroke(x0, y, x1, y, thick)
                self._stroke(hook, y + thick / 2, hook, y - 0.45, thick)

    def _stroke(self, x0: float, y0: float, x1: float, y1: float, width: float) -> None:
        self.run.strokes.append(Stroke(x0, y0, x1, y1, width, Ink.TEMPO))
