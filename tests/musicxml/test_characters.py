"""Is it UTF-8? A file is looked at piece by piece; characters that lie across two pieces count as one."""

from __future__ import annotations

import pytest

from engraving.findings import Finding, Where
from engraving.musicxml import characters
from engraving.musicxml.characters import blanked, clean

_E_ACUTE = "é".encode()


def _encodings(text: bytes) -> list[Finding]:
    return [finding for finding in clean(text, Where())[1] if finding.rule == "encoding"]


@pytest.mark.parametrize("before", range(4))
def test_a_character_across_two_pieces_is_still_one(monkeypatch: pytest.MonkeyPatch, before: int) -> None:
    monkeypatch.setattr(characters, "_PIECE", 4)
    text = b"<a>" + b"x" * before + "𝄞é".encode() + b"</a>"
    assert clean(text, Where()) == (text, ())


@pytest.mark.parametrize("piece", [1, 2, 3, 4, 5, 7, 64])
def test_the_first_line_that_is_not_utf8_is_named(monkeypatch: pytest.MonkeyPatch, piece: int) -> None:
    monkeypatch.setattr(characters, "_PIECE", piece)
    (finding,) = _encodings(b"<a>\n" + _E_ACUTE + b"\n\xe9x\n\xe9</a>")
    assert "line 3 is not" in finding.message


@pytest.mark.parametrize("piece", [1, 4, 5, 6, 64])
def test_a_character_cut_short_at_the_end_is_not_utf8(monkeypatch: pytest.MonkeyPatch, piece: int) -> None:
    monkeypatch.setattr(characters, "_PIECE", piece)
    (finding,) = _encodings(b"<a>\n\xc3")
    assert "line 2 is not" in finding.message


def test_what_is_blanked_keeps_its_newlines() -> None:
    assert blanked(b"one\ntwo\nthree\n", 9) == b"\n\nhree\n"
