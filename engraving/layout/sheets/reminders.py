"""Which instrument a player of several holds, again at the top of each page, in parentheses (E19)."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from engraving.house import Style, centipoints
from engraving.layout.audit.tracing import outliner_of
from engraving.layout.page import Ink, Item, Page, Text
from engraving.layout.sheets.furniture import set_type
from engraving.notation.words import names_instrument
from engraving.score import Part
from engraving.typefaces import Face, Faces

CLEAR_PT = 2.0
BESIDE_PT = 8.0


def with_instrument_reminders(pages: Sequence[Page], part: Part, style: Style, faces: Faces) -> tuple[Page, ...]:
    """Pages after the first with the name of the instrument in force over the start of their first system."""
    changes = [(tick, instrument.name) for tick, _, instrument in part.music.instruments if instrument.name]
    if len({name for _, name in changes}) < 2:
        return tuple(pages)
    labelled = {d.tick for d in part.music.directions if names_instrument(d)}
    result = list(pages[:1])
    for page in pages[1:]:
        bar = part.bars[page.staves[0].bars[0]]
        name = next((name for tick, name in reversed(changes) if tick <= bar.start), "")
        if not name or any(bar.start <= tick < bar.end for tick in labelled):
            result.append(page)
        else:
            result.append(_reminded(page, f"({name})", style, faces))
    return tuple(result)


def _reminded(page: Page, text: str, style: Style, faces: Faces) -> Page:
    """The page with ``text`` over its first system; under the running line whatever stands there."""
    size = style.points(style.sizes.instrument_change)
    staff = page.staves[0]
    box = faces.text_box(text, Face.ROMAN, size)
    mine = [item for item in page.music if item.staff == staff.number]
    clock = next((item for item in mine if item.ink is Ink.TIMING and isinstance(item, Text)), None)
    x, baseline = float(staff.x0), 0.0
    if clock is not None and clock.x == staff.x0:  # beside the clock of the line's start
        x += (faces.text_width(clock.text, clock.face, clock.size / 100) + BESIDE_PT) * 100
        baseline = clock.y
        mine.remove(clock)
    right = x + (box.x1 + CLEAR_PT) * 100
    boxes = [ink for ink in outliner_of(faces).boxes(mine) if ink is not None]
    over = [high for ink_left, _, _, high in boxes if ink_left < right]
    baseline = max(baseline, max(over, default=staff.y) + (CLEAR_PT - box.y0) * 100)
    head = page.height - centipoints(style.paper.margins.top) - style.points(style.sizes.running) * 130
    if baseline + box.y1 * 100 > head:
        return page  # it would run into the running line: the page has no room for it
    items: list[Item] = []
    set_type(items, Ink.TECHNIQUE, text, Face.ROMAN, size, x, baseline, faces)
    return msgspec.structs.replace(page, music=page.music + tuple(items))
