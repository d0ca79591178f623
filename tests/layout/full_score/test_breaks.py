"""Lines and pages of the source, for a style that obeys them (E58)."""

from __future__ import annotations

import pytest

from tests.layout.full_score.small_scores import Line, engraved_score
from tests.layout.small_music import Sheet, notes

BAR = notes("c5q d5 e5 f5")
NEW_LINE, NEW_PAGE = '<print new-system="yes"/>', '<print new-page="yes"/>'


def broken(bars: int, breaks: dict[int, str], **style: object) -> Sheet:
    flute = [breaks.get(bar, "") + BAR for bar in range(bars)]
    return engraved_score([Line("Flute", flute), Line("Oboe", [BAR] * bars)], **style)


def lines(sheet: Sheet) -> list[list[tuple[int, int]]]:
    """First bar and last of every line, page by page."""
    return [list(dict.fromkeys(staff.bars for staff in page.staves)) for page in sheet.pages]


@pytest.mark.rule("E58")
def test_lines_and_pages_break_where_the_source_does() -> None:
    sheet = broken(12, {3: NEW_LINE, 5: NEW_PAGE, 11: NEW_LINE}, obey_breaks=True)
    assert lines(sheet) == [[(0, 2), (3, 4)], [(5, 10), (11, 11)]]


@pytest.mark.rule("E58")
def test_they_do_not_unless_asked() -> None:
    assert lines(broken(8, {3: NEW_LINE, 5: NEW_PAGE})) == lines(broken(8, {}))


@pytest.mark.rule("E58")
def test_more_than_fits_on_a_line_is_broken_once_more() -> None:
    sheet = broken(60, {30: NEW_LINE}, obey_breaks=True)
    (page,) = lines(sheet)
    assert len(page) > 2
    assert 30 in [first for first, _ in page]
    assert sheet.engraving.audit.clean
