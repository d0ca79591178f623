"""Music and text faces as numbers: boxes, advances, anchors, widths, outlines.

Glyphs are measured in staff spaces (1 em = 4 spaces), text in points, y up.
"""

from __future__ import annotations

from engraving.typefaces.face import TEXT_FACES as TEXT_FACES
from engraving.typefaces.face import Box as Box
from engraving.typefaces.face import Contours as Contours
from engraving.typefaces.face import Face as Face
from engraving.typefaces.faces import Faces as Faces
from engraving.typefaces.faces import load_faces as load_faces
from engraving.typefaces.music import MusicFace as MusicFace
from engraving.typefaces.text import TextFace as TextFace
from engraving.typefaces.thickness import Thickness as Thickness
from engraving.typefaces.typeset import Run as Run
