"""A SMuFL font of the user's own: its outlines, and the metadata that comes with it."""

from __future__ import annotations

from io import BytesIO

import msgspec
from fontTools.ttLib import TTFont, TTLibError

from engraving.errors import MissingResource
from engraving.typefaces.glyph_names import code_point
from engraving.typefaces.thickness import Thickness
from engraving.typefaces.unpack import Unpacked, measure, to_truetype


class Metadata(msgspec.Struct):
    """What we read of a SMuFL metadata file; names in it are the standard's glyph names."""

    thickness: Thickness = msgspec.field(default=Thickness(), name="engravingDefaults")
    anchors: dict[str, dict[str, tuple[float, float]]] = msgspec.field(default={}, name="glyphsWithAnchors")


def unpack_own_music(content: bytes, table: bytes, where: str) -> Unpacked:
    """A SMuFL font in any format, with anchors and thicknesses from its metadata. Raises ``MissingResource``."""
    try:
        metadata = msgspec.json.decode(table, type=Metadata)
        font = TTFont(BytesIO(content), recalcTimestamp=False)
        to_truetype(font)
    except (msgspec.DecodeError, TTLibError) as fault:
        raise MissingResource(f"This is no SMuFL font: {fault}.", where, "Name another in the style.") from fault
    anchors = {code: points for name, points in metadata.anchors.items() if (code := code_point(name))}
    return measure(font, anchors, thickness=metadata.thickness)
