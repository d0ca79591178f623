"""A SMuFL font of one's own: Bravura's glyphs in a file, and metadata beside it that ask for lines of odd thickness."""

from __future__ import annotations

import json
from pathlib import Path
from xml.etree import ElementTree as ET

from fontTools.ttLib import TTFont

from engraving.typefaces import Face, load_faces
from engraving.typefaces.sources import music_files

ODD = {
    "staffLineThickness": 0.07,
    "stemThickness": 0.2,
    "beamThickness": 0.62,
    "beamSpacing": 0.31,
    "legerLineThickness": 0.23,
    "legerLineExtension": 0.55,
    "slurEndpointThickness": 0.15,
    "slurMidpointThickness": 0.36,
    "tieEndpointThickness": 0.12,
    "tieMidpointThickness": 0.3,
    "thinBarlineThickness": 0.21,
    "thickBarlineThickness": 0.7,
    "dashedBarlineThickness": 0.19,
    "dashedBarlineDashLength": 0.6,
    "dashedBarlineGapLength": 0.3,
    "barlineSeparation": 0.33,
    "thinThickBarlineSeparation": 0.47,
    "repeatBarlineDotSeparation": 0.27,
    "bracketThickness": 0.66,
    "subBracketThickness": 0.24,
    "hairpinThickness": 0.11,
    "octaveLineThickness": 0.18,
    "pedalLineThickness": 0.25,
    "repeatEndingLineThickness": 0.22,
    "tupletBracketThickness": 0.26,
    "lyricLineThickness": 0.28,
    "textEnclosureThickness": 0.3,
    "arrowShaftThickness": 0.34,
    "hBarThickness": 1.3,
}
"""In staff spaces; no two alike and none as E01 has it."""


def odd_face(folder: Path, defaults: object = ODD) -> Path:
    """The font, with ``defaults`` for its ``engravingDefaults``; its anchors are Bravura's."""
    font = TTFont(load_faces().font_file(Face.MUSIC))
    font["name"].setName("OddLines", 6, 3, 1, 0x409)
    file = folder / "OddLines.ttf"
    font.save(file)
    anchors = {
        glyph.get("n"): {a.get("n"): [float(a.get("x", "")), float(a.get("y", ""))] for a in glyph.iter("a")}
        for glyph in ET.fromstring(music_files("Bravura")[1].read_bytes()).iter("g")  # noqa: S314 - our own package's
    }
    metadata = {"fontName": "Odd Lines", "engravingDefaults": defaults, "glyphsWithAnchors": anchors}
    file.with_name("oddlines_metadata.json").write_text(json.dumps(metadata))
    return file
