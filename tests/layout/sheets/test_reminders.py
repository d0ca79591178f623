"""The instrument in force, again at the top of each page (E19)."""

from __future__ import annotations

from engraving.layout.page import Ink, Text
from tests.layout.small_music import Sheet, notes, score_xml, sheet_of

BUSY = "[c5s d5 e5 f5] [g5 f5 e5 d5] [c5 d5 e5 f5] [g5 f5 e5 d5]"


def _sheet(*names: str) -> Sheet:
    listed = "".join(
        f'<score-instrument id="I{k}"><instrument-name>{name}</instrument-name></score-instrument>'
        for k, name in enumerate(names)
    )
    busy = notes(BUSY)
    last = len(names) - 1
    bars = [busy.replace("<voice>", f'<instrument id="I{0 if k < 10 else last}"/><voice>') for k in range(70)]
    return sheet_of(score_xml(*bars).replace("</part-name></score-part>", f"</part-name>{listed}</score-part>"))


def _words(sheet: Sheet, page: int) -> list[Text]:
    return [item for item in sheet.pages[page].music if isinstance(item, Text) and item.ink is Ink.TECHNIQUE]


def test_e19_later_pages_say_in_parentheses_what_is_played() -> None:
    sheet = _sheet("Vibraphone", "Glockenspiel")
    assert len(sheet.pages) >= 2
    assert [item.text for item in _words(sheet, 0)] == ["Vibraphone", "Glockenspiel"]
    for page in range(1, len(sheet.pages)):
        (item,) = _words(sheet, page)
        staff = sheet.staves(page)[0]
        assert (item.text, item.size) == ("(Glockenspiel)", 900)
        clocks = [i for i in sheet.pages[page].music if i.ink is Ink.TIMING and i.staff == staff.number]
        assert item.x > clocks[0].x + 1500 if clocks else item.x == staff.x0
        assert item.y > staff.y + 2 * staff.space
    assert sheet.engraving.audit.collisions == 0
    assert sheet.engraving.audit.outside_margins == 0


def test_a_player_of_one_instrument_is_not_reminded() -> None:
    sheet = _sheet("Vibraphone")
    assert all(not _words(sheet, page) for page in range(len(sheet.pages)))
