"""Names before the lines of a score (R66)."""

from __future__ import annotations

import pytest

from engraving.layout.page import Ink, Text
from tests.layout.full_score.small_scores import Group, Line, engraved_score
from tests.layout.small_music import notes, small_faces

PLAYS = notes("c5q d5 e5 f5")


@pytest.mark.rule("R66")
def test_a_group_s_name_beside_a_number_is_not_read_as_one_with_it() -> None:
    """Of three trombones the middle one has the name of all on its height."""
    lines = [Line(f"Trombone {k}", [PLAYS] * 20, short=f"Tbn. {k}") for k in (1, 2, 3)]
    sheet = engraved_score([*lines, Line("Tuba", [PLAYS] * 20)], [Group(0, 2)])
    space = sheet.staves()[0].space
    for system in (0, len(sheet.staves()) - 4):
        y = sheet.staves()[system + 1].y
        type_here = [i for i in sheet.pages[0].music if isinstance(i, Text) and i.ink is Ink.HEADING]
        name, number = sorted((i for i in type_here if abs(i.y - y) < 2 * space), key=lambda item: item.x)
        assert number.text == "2."
        end = name.x + small_faces().text_width(name.text, name.face, name.size / 100) * 100
        assert (number.x - end) / space > 2.5
