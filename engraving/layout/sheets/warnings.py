"""V.S. and "time" at turns that are not easy (E54, R37)."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from engraving.house import Style, centipoints
from engraving.layout.audit.tracing import outliner_of
from engraving.layout.casting.turns import Turn
from engraving.layout.page import Ink, Item, Page
from engraving.layout.sheets.furniture import foot_height, set_type
from engraving.typefaces import Face, Faces

CLEAR_PT = 4.0


def with_turn_warnings(pages: Sequence[Page], turns: Sequence[Turn], style: Style, faces: Faces) -> tuple[Page, ...]:
    """Pages with a word under the right end of the last system where the player must hurry."""
    words = {"mild": style.turns.mild_warning, "severe": style.turns.severe_warning}
    result = list(pages)
    for turn in turns:
        word = words.get(turn.grade, "")
        if word and not turn.back_to:
            index = turn.page - 1
            result[index] = _warned(result[index], word, index, style, faces)
    return tuple(result)


def warning_height(style: Style, faces: Faces) -> float:
    """Points a page needs under its last system for a warning."""
    size = style.points(style.sizes.turn_warning)
    return faces.ascent(Face.BOLD_ITALIC, size) - faces.descent(Face.BOLD_ITALIC, size) + CLEAR_PT


def _warned(page: Page, word: str, index: int, style: Style, faces: Faces) -> Page:
    size = style.points(style.sizes.turn_warning)
    box = faces.text_box(word, Face.BOLD_ITALIC, size)
    right = page.width - centipoints(style.paper.margins.right)
    left = right - box.x1 * 100
    foot = centipoints(style.paper.margins.bottom) + (foot_height(style) * 100 if index == 0 else 0.0)
    boxes = [ink for ink in outliner_of(faces).boxes(page.music) if ink is not None]
    lowest = min((low for _, low, reach, _ in boxes if reach > left - CLEAR_PT * 100), default=foot)
    baseline = max(lowest - (box.y1 + CLEAR_PT) * 100, foot - box.y0 * 100)
    items: list[Item] = []
    set_type(items, Ink.TURN_WARNING, word, Face.BOLD_ITALIC, size, left, baseline, faces)
    return msgspec.structs.replace(page, music=page.music + tuple(items))
