"""Bytes to a tree."""

from __future__ import annotations

from engraving.findings import Where
from engraving.musicxml.document import parse_tree


def test_blanks_between_elements_go_and_blanks_that_are_text_stay() -> None:
    root = parse_tree(b"<a>\n  <b> </b>\n  <c>one <d/> two</c>\n</a>", Where())
    assert root.text is None
    assert [child.tail for child in root] == [None, None]
    assert root.findtext("b") == " "
    assert (root[1].text, root[1][0].tail) == ("one ", " two")
    assert [child.sourceline for child in root] == [2, 3]
