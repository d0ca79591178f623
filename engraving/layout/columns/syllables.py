"""How much room sung syllables need along the line (E46): rods between syllables of one verse."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from msgspec.structs import replace

from engraving.house import Style
from engraving.layout.columns.springs import Gap
from engraving.score import Lyric
from engraving.typefaces import Face, Faces
from engraving.typefaces.smufl import LYRICS_ELISION

if TYPE_CHECKING:
    from engraving.layout.columns.cells import Column

SYLLABLE_GAP = 0.6
HYPHEN_ROOM = 1.2
_NUMBER = re.compile(r"\(?\d{1,2}[.)]\s*(?=\S)")
TRAILING = ".,;:!?)]}»”’\"'"


def printed(lyric: Lyric) -> str:
    """The syllable as set: an elision is the music face's slur, or a space where the source has one."""
    return lyric.text.replace("\u203f", chr(LYRICS_ELISION))


def face_of(lyric: Lyric) -> Face:
    """Italic where the source sets it so: another language, or what is spoken."""
    return Face.ITALIC if lyric.italic else Face.ROMAN


def syllable_extent(lyric: Lyric, style: Style, faces: Faces, head_width: float) -> tuple[float, float]:
    """How far a syllable reaches left and right of its head's left edge, in spaces.

    It is centred on the head without its punctuation; a melisma starts at the head; a verse number hangs at
    the left (E46).
    """
    size = style.points(style.sizes.lyric)
    text, face = printed(lyric), face_of(lyric)
    width = faces.text_width(text, face, size) * 100 / style.space
    number = _NUMBER.match(text)
    hanging = faces.text_width(number[0], face, size) * 100 / style.space if number is not None else 0.0
    if lyric.extend:
        return hanging, width - hanging
    core = (text if number is None else text[number.end() :]).rstrip(TRAILING)
    centred = faces.text_width(core, face, size) * 100 / style.space if core else width - hanging
    left = centred / 2 - head_width / 2 + hanging
    return left, width - left


def syllable_rods(columns: Sequence[Column], gaps: list[Gap], style: Style, faces: Faces) -> None:
    """Widen the rods in ``gaps`` (the lead, then one after each column) until syllables clear each other."""
    ends: dict[tuple[int, int], tuple[int, float]] = {}
    for i, column in enumerate(columns):
        for shape in column.shapes:
            for lyric in shape.event.lyrics:
                left, right = syllable_extent(lyric, style, faces, shape.width)
                room = SYLLABLE_GAP + (HYPHEN_ROOM if lyric.syllabic in ("begin", "middle") else 0.0)
                key = (shape.staff, lyric.verse)
                if key in ends:
                    before, reach = ends[key]
                    require(gaps, before + 1, i + 1, reach + left)
                else:
                    require(gaps, 0, 1, left)
                ends[key] = (i, right + room)
    for before, reach in ends.values():
        require(gaps, before + 1, len(columns) + 1, reach)


def require(gaps: list[Gap], first: int, last: int, length: float) -> None:
    """Let the rods of ``gaps[first:last]`` add up to at least ``length``, growing them alike."""
    if last <= first:
        return
    have = sum(gap.rod for gap in gaps[first:last])
    if have >= length:
        return
    extra = (length - have) / (last - first)
    for k in range(first, last):
        gaps[k] = replace(gaps[k], rod=gaps[k].rod + extra)
